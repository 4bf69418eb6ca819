"""The glossary in a language for translation tools, as TBX (ISO 30042), and for people as a table.

The TBX says what Weblate reads of one (https://docs.weblate.org/en/latest/formats/tbx.html): the
definition, what must not be written, and what is not to be translated. Its elements have the
names of 2008, which Weblate reads, and the order that all editions of TBX-Basic ask for
(https://www.tbxinfo.net/): what is said of a concept comes before its languages, and what is
said of a term after it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from lxml import etree
from translate.storage.tbx import tbxfile

from multilingual.exchange.spreadsheet import guarded
from multilingual.exchange.units import Unit
from multilingual.wordlists.table import Row, Table, headword
from multilingual.wordlists.term_list import Glossary, Term, row_of, rows_by_name

TITLES = (
    "term",
    "part of speech",
    "definition",
    "do not translate",
    "preferred {tag}",
    "allowed {tag}",
    "banned {tag}",
    "definition {tag}",
    "status of the definition",
    "source",
)
REVIEWED = "reviewed"
"""The status of a definition for whose translation a qualified person vouches as it is."""


class Entry(NamedTuple):
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


def entries_of(terms: Table, glossary: Glossary, units: Sequence[Unit]) -> list[Entry]:
    """Return what is known of each term: those of the glossary, then those of the list alone."""
    rows, by_english = rows_by_name(terms), {unit.source: unit for unit in units}
    own = [Entry(one, row_of(one, rows), by_english.get(one.definition)) for one in glossary.terms]
    known = {id(one.row) for one in own}
    return own + [Entry(None, row, None) for row in terms.rows if id(row) not in known]


def write_tbx(entries: Sequence[Entry], tag: str) -> bytes:
    """Return a TBX file of the preferred terms, with the allowed ones in a note."""
    store: Any = tbxfile(sourcelanguage="en", targetlanguage=tag)
    for entry in entries:
        for name in entry.names:
            _add_unit(store, name, entry)
    return bytes(store)


def _add_unit(store: Any, name: str, entry: Entry) -> None:
    unit = store.addsourceunit(name)
    preferred = entry.forms("preferred")
    unit.target = headword(preferred[0]) if preferred else ""
    for kind in ("allowed", "banned"):
        if forms := entry.forms(kind):
            unit.addnote(f"{kind}: {', '.join(forms)}", origin="translator")
    if entry.term is not None:
        _describe(unit, entry.term)
    # What is added comes last, and the languages have to.
    for language in unit.getlanguageNodes():
        unit.xmlelement.append(language)
    for form in map(headword, entry.forms("banned")):
        _forbid(store, name, form)


def _describe(unit: Any, term: Term) -> None:
    if term.definition:
        _add(unit.xmlelement, unit.namespaced("descrip"), "definition", term.definition)
    if term.stays:
        _add(unit.xmlelement, unit.namespaced("descrip"), "Translation needed", "No")
    tig = next(unit.xmlelement.iter(unit.namespaced("tig")))
    _add(tig, unit.namespaced("termNote"), "partOfSpeech", term.part_of_speech)


def _forbid(store: Any, name: str, form: str) -> None:
    unit = store.addsourceunit(name)
    unit.target = form
    *_, tig = unit.xmlelement.iter(unit.namespaced("tig"))
    _add(tig, unit.namespaced("termNote"), "administrativeStatus", "forbidden")


def _add(parent: Any, name: str, kind: str, text: str) -> None:
    etree.SubElement(parent, name, type=kind).text = text


def write_terms(entries: Sequence[Entry], tag: str) -> bytes:
    """Return a table, one term a row, for a translator or a reviewer to read in a spreadsheet."""
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(title.format(tag=tag) for title in TITLES)
    for entry in entries:
        writer.writerow(map(guarded, _cells(entry)))
    return file.getvalue().encode("utf-8-sig")


def _cells(entry: Entry) -> Iterator[str]:
    term, unit = entry.term, entry.unit
    yield "|".join(entry.names)
    yield term.part_of_speech if term else ""
    yield term.definition if term else ""
    yield "yes" if term and term.stays else "no"
    for kind in ("preferred", "allowed", "banned"):
        yield "|".join(entry.forms(kind))
    yield unit.target if unit else ""
    yield entry.status
    yield "|".join(term.sources) if term else ""


TERM_WRITERS: Mapping[str, tuple[str, Callable[[Sequence[Entry], str], bytes]]] = {
    "tbx": ("tbx", write_tbx),
    "terms": ("terms.csv", write_terms),
}
"""How the end of a file's name and its content are made, by format."""
