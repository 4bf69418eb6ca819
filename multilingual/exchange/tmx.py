"""TMX 1.4b, the memory that translation tools share (https://www.gala-global.org/tmx-14b)."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from multilingual.catalogs.language_folder import LanguageFolder
from multilingual.exchange.inline_markup import (
    LANG,
    add,
    as_bytes,
    error_at,
    fill,
    read_xml,
    text_in,
)
from multilingual.exchange.units import ExchangeError, SentFile, SentUnits, Unit, UnitState

HEADER = {
    "creationtool": "multilingual",
    "creationtoolversion": "1",
    "segtype": "block",
    "o-tmf": "po",
    "adminlang": "en",
    "srclang": "en",
    "datatype": "plaintext",
}


def write_tmx(units: Sequence[Unit], _folder: LanguageFolder, tag: str) -> bytes:
    """Return a TMX file of those ``units`` that have a translation into ``tag``."""
    root = etree.Element("tmx", version="1.4")
    header, body = add(root, "header"), add(root, "body")
    root.text = body.text = "\n"
    for name, value in HEADER.items():
        header.set(name, value)
    for unit in units:
        if not unit.target.strip():
            continue
        element = add(body, "tu", tuid=f"{unit.page}:{unit.identity}")
        element.text = "\n"
        for origin, text in unit.notes:
            add(element, "note", f"{origin}: {text}" if origin == "translator" else text)
        add(element, "prop", unit.state, type="x-state")
        add(element, "prop", "yes" if unit.is_reviewed else "no", type="x-reviewed")
        for language, text in (("en", unit.source), (tag, unit.target)):
            variant = add(element, "tuv")
            variant.set(LANG, language)
            fill(add(variant, "seg"), text, "x", "type")
    return as_bytes(root)


def read_tmx(sent: SentFile) -> SentUnits:
    """Return what a TMX file brings. Raises ``ExchangeError``."""
    root = read_xml(sent.name, sent.data)
    if root.tag != "tmx":
        raise ExchangeError(sent.name, 1, "this is not TMX. Export it as TMX 1.4.")
    read, tags = SentUnits(sent.name), {}
    for element in root.iter("tu"):
        page, _colon, identity = element.get("tuid", "").rpartition(":")
        texts = {
            variant.get(LANG) or variant.get("lang") or "": text_in(segment, sent.name)
            for variant in element.iterfind("tuv")
            for segment in variant.iterfind("seg")
        }
        others = [tag for tag in texts if tag != "en"]
        if len(texts) != 2 or len(others) != 1:
            message = "an entry needs English and one other language. Delete it or mend it."
            raise error_at(element, sent.name, message)
        tags[others[0]] = 1
        states = [prop.text for prop in element.iterfind("prop") if prop.get("type") == "x-state"]
        state = (
            UnitState(states[0]) if states and states[0] in set(UnitState) else UnitState.TRANSLATED
        )
        pair = texts["en"], texts[others[0]]
        read.units.append(Unit.read(page, identity, pair, state, element.sourceline))
    if tags:
        read.set_tag(tags)
    return read
