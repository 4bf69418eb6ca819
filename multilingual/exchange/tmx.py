"""TMX 1.4b, the memory that translation tools share (https://www.gala-global.org/tmx-14b)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from multilingual.exchange.units import ExchangeError, Parcel, State, Unit, parts_of
from multilingual.exchange.xml_files import LANG, add, as_bytes, fill, read_xml, text_in

HEADER = {
    "creationtool": "multilingual",
    "creationtoolversion": "1",
    "segtype": "block",
    "o-tmf": "po",
    "adminlang": "en",
    "srclang": "en",
    "datatype": "plaintext",
}


def write_tmx(units: Sequence[Unit], _folder: str, tag: str) -> bytes:
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


def read_tmx(path: Path, data: bytes) -> Parcel:
    """Return what a TMX file brings. Raises ``ExchangeError``."""
    root = read_xml(path, data)
    if root.tag != "tmx":
        raise ExchangeError(path, 1, "this is not TMX. Export it as TMX 1.4.")
    units, tags = [], set()
    for element in root.iter("tu"):
        line = element.sourceline or 1
        page, _colon, name = element.get("tuid", "").rpartition(":")
        key, form, base = parts_of(name)
        texts = {
            one.get(LANG) or one.get("lang") or "": text_in(seg, path)
            for one in element.iterfind("tuv")
            for seg in one.iterfind("seg")
        }
        others = [tag for tag in texts if tag != "en"]
        if len(texts) != 2 or len(others) != 1:
            message = "an entry needs English and one other language. Delete it or mend it."
            raise ExchangeError(path, line, message)
        tags.add(others[0])
        states = [one.text for one in element.iterfind("prop") if one.get("type") == "x-state"]
        state = State(states[0]) if states and states[0] in set(State) else State.TRANSLATED
        target = texts[others[0]]
        unit = Unit(page, key, texts["en"], target, state, form=form, base=base, line=line)
        units.append(unit)
    if len(tags) > 1:
        message = f"the file holds {len(tags)} languages. Put each language into its own file."
        raise ExchangeError(path, 1, message)
    return Parcel(path, next(iter(tags), ""), tuple(units))
