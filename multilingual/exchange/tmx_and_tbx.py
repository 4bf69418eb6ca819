"""What translation programs share: a memory of translations as TMX 1.4b, and terms as TBX.

TMX: https://www.gala-global.org/tmx-14b. The terms are also written as a table, for people.

The TBX (ISO 30042) says what Weblate reads of one
(https://docs.weblate.org/en/latest/formats/tbx.html): the definition, what must not be written,
and what is not to be translated. Its elements have the names of 2008, which Weblate reads, and
the order that all editions of TBX-Basic ask for (https://www.tbxinfo.net/): what is said of a
concept comes before its languages, and what is said of a term after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from lxml import etree

from multilingual.catalogs.language_folder import LanguageFolder
from multilingual.exchange.inline_markup import (
    LANG,
    add,
    as_bytes,
    clean,
    error_at,
    fill,
    read_xml,
    text_in,
)
from multilingual.exchange.spreadsheet import write_table
from multilingual.exchange.units import ExchangeError, SentFile, SentUnits, Unit, UnitState
from multilingual.wordlists.table import Row, Table, headword
from multilingual.wordlists.term_list import Glossary, Term, row_of, rows_by_name

HEADER = {
    "creationtool": "multilingual",
    "creationtoolversion": "1",
    "segtype": "block",
    "o-tmf": "po",
    "adminlang": "en",
    "srclang": "en",
    "datatype": "plaintext",
}
DOCTYPE = (
    '<!DOCTYPE martif PUBLIC "ISO 12200:1999A//DTD MARTIF core (DXFcdV04)//EN" "TBXcdv04.dtd">'
)
FRAME = b"""\
<martif type="TBX" xml:lang="en">\
<martifHeader><fileDesc><sourceDesc><p>multilingual</p></sourceDesc></fileDesc></martifHeader>\
<text><body/></text></martif>
"""
KINDS = ("preferred", "allowed", "banned")
"""The columns of a list of terms that have words of the language."""
REVIEWED = "reviewed"
"""The status of a definition whose translation a qualified person has signed off as it is."""


# Memory


def write_tmx(units: Sequence[Unit], _folder: LanguageFolder, tag: str) -> bytes:
    """Return a TMX file of those ``units`` that have a translation into ``tag``.

    A memory has no place for doubt: what is in it is offered as finished. So what is fuzzy, whose
    English has changed since, is left out.
    """
    root = etree.Element("tmx", version="1.4")
    header, body = add(root, "header"), add(root, "body")
    root.text = body.text = "\n"
    for name, value in HEADER.items():
        header.set(name, value)
    for unit in units:
        if not unit.is_finished:
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
        state = UnitState(states[0]) if states and states[0] in set(UnitState) else None
        pair = texts["en"], texts[others[0]]
        read.units.append(Unit.read(page, identity, pair, state, element.sourceline))
    if tags:
        read.set_tag(tags)
    return read


# Terms


class TermEntry(NamedTuple):
    """What is known of a term in a language; any of it may be missing.

    ``unit`` is the translation of its definition.
    """

    term: Term | None
    row: Row | None
    unit: Unit | None

    @property
    def names(self) -> tuple[str, ...]:
        """The English names of the term, the first one first."""
        own = self.term.names if self.term else ()
        return tuple(dict.fromkeys((*own, *(self.row.forms["term"] if self.row else ()))))

    @property
    def status(self) -> str:
        """How far the definition is in the language; nobody can set it by hand."""
        if self.unit is None:
            return ""
        return REVIEWED if self.unit.is_reviewed else self.unit.state

    def forms(self, kind: str) -> tuple[str, ...]:
        """Return the ``preferred``, ``allowed`` or ``banned`` words; a name that stays is one."""
        if self.row is not None:
            return self.row.forms[kind]
        stays = self.term is not None and self.term.stays and kind == "preferred"
        return self.term.names if self.term and stays else ()


def entries_of(terms: Table, glossary: Glossary, units: Sequence[Unit]) -> list[TermEntry]:
    """Return what is known of each term: those of the glossary, then those of the list alone."""
    rows, by_english = rows_by_name(terms), {unit.source: unit for unit in units}
    own = [
        TermEntry(term, row_of(term, rows), by_english.get(term.definition))
        for term in glossary.terms
    ]
    known = {id(entry.row) for entry in own}
    return own + [TermEntry(None, row, None) for row in terms.rows if id(row) not in known]


def write_tbx(entries: Sequence[TermEntry], tag: str) -> bytes:
    """Return a TBX file of the preferred terms, with the allowed ones in a note."""
    root = etree.fromstring(FRAME)
    body = root.find("text/body")
    for entry in entries:
        for name in entry.names:
            _add_entry(body, name, entry, tag)
            for form in map(headword, entry.forms("banned")):
                forbidden = etree.SubElement(body, "termEntry")
                _add_term(forbidden, "en", name)
                term = _add_term(forbidden, tag, form)
                _add(term, "termNote", "forbidden", type="administrativeStatus")
    etree.indent(root, "    ")
    data = etree.tostring(root, encoding="UTF-8", xml_declaration=True, doctype=DOCTYPE)
    return bytes(data) + b"\n"


def _add_entry(body: Any, name: str, entry: TermEntry, tag: str) -> None:
    element, term = etree.SubElement(body, "termEntry"), entry.term
    for kind in ("allowed", "banned"):
        if forms := entry.forms(kind):
            _add(element, "note", f"{kind}: {', '.join(forms)}", **{"from": "translator"})
    if term and term.definition:
        _add(element, "descrip", term.definition, type="definition")
    if term and term.stays:
        _add(element, "descrip", "No", type="Translation needed")
    english = _add_term(element, "en", name)
    if term:
        _add(english, "termNote", term.part_of_speech, type="partOfSpeech")
    preferred = entry.forms("preferred")
    _add_term(element, tag, headword(preferred[0]) if preferred else "")


def _add_term(element: Any, tag: str, text: str) -> Any:
    group = etree.SubElement(etree.SubElement(element, "langSet", {LANG: tag}), "tig")
    _add(group, "term", text)
    return group


def _add(parent: Any, name: str, text: str, **attributes: str) -> None:
    etree.SubElement(parent, name, attributes).text = clean(text)


def write_terms(entries: Sequence[TermEntry], tag: str) -> bytes:
    """Return a table, one term a row, for a translator or a reviewer to read in a spreadsheet."""
    titles = ["term", "part of speech", "definition", "do not translate"]
    titles += [f"{title} {tag}" for title in (*KINDS, "definition")]
    titles += ["status of the definition", "source"]
    return write_table([titles, *map(_cells, entries)])


def _cells(entry: TermEntry) -> Iterator[str]:
    term, unit = entry.term, entry.unit
    yield "|".join(entry.names)
    yield term.part_of_speech if term else ""
    yield term.definition if term else ""
    yield "yes" if term and term.stays else "no"
    for kind in KINDS:
        yield "|".join(entry.forms(kind))
    yield unit.target if unit else ""
    yield entry.status
    yield "|".join(term.sources) if term else ""
