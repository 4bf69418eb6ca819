"""Write the messages of a language, or its terms, into a file for translators' tools."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polib

from multilingual.catalogs.language_folder import catalogs_in, page_of
from multilingual.catalogs.message import Catalog
from multilingual.catalogs.reader import read_catalog
from multilingual.exchange.docx.writing import write_wordtable
from multilingual.exchange.spreadsheet import write_csv
from multilingual.exchange.terminology import TERM_WRITERS, entries_of
from multilingual.exchange.tmx import write_tmx
from multilingual.exchange.units import State, Unit, units_of
from multilingual.exchange.xliff import write_xliff
from multilingual.exchange.xliff2 import write_xliff2
from multilingual.files import write_beside
from multilingual.reviews.register import (
    QUALIFIED,
    REGISTER,
    Register,
    digest,
    kinds_of,
    trusted_register,
)
from multilingual.wordlists.term_list import read_glossary, read_terms

Writer = Callable[[Sequence[Unit], str, str], bytes]
WRITERS: dict[str, tuple[str, Writer]] = {
    "xliff": ("xlf", write_xliff),
    "xliff2": ("xlf", write_xliff2),
    "tmx": ("tmx", write_tmx),
    "csv": ("csv", write_csv),
    "docx": ("docx", write_wordtable),
}
FORMATS = (*WRITERS, *TERM_WRITERS)


@dataclass(frozen=True, slots=True)
class Order:
    """What to export: a key of ``FORMATS``, all ``pages`` if none is named."""

    form: str
    pages: tuple[str, ...] = ()
    also_unreviewed: bool = False

    @property
    def holds_reviewed_alone(self) -> bool:
        """Whether the file leaves out what no qualified person has reviewed."""
        return self.form == "tmx" and not self.also_unreviewed


def units_in(root: Path, folder: Path, pages: Collection[str] = ()) -> list[Unit]:
    """Return the units of a language (``locale/es``), of all pages if none is named.

    Raises ``CatalogError`` and ``RegisterError``.
    """
    register = trusted_register(root, folder.name, folder / REGISTER)
    units: list[Unit] = []
    for path in catalogs_in(folder):
        page = page_of(path)
        if not pages or page in pages:
            units += _marked(page, read_catalog(path), register)
    return units


def chosen_units(units: Sequence[Unit], order: Order) -> Sequence[Unit]:
    """Return those of ``units`` that a file holds.

    Whoever gets a TMX takes it for approved, so that it holds what a qualified person has
    reviewed, and the rest only where that is asked for.
    """
    if order.form != "tmx":
        return units
    return [
        one
        for one in units
        if one.target.strip() and (one.is_reviewed or not order.holds_reviewed_alone)
    ]


@dataclass(frozen=True, slots=True)
class Exported:
    """Where an export is, how much it holds, and where a file is that was in its place."""

    path: Path
    number: int
    old: Path | None


def export_language(root: Path, folder: Path, tag: str, order: Order) -> Exported:
    """Write an export of a language (``locale/es``).

    Raises ``CatalogError``, ``RegisterError`` and ``OSError``.
    """
    form = order.form
    if form in TERM_WRITERS:
        terms = read_terms(Catalog("", folder.name, "", folder, root=root))
        entries = entries_of(terms, read_glossary(root), units_in(root, folder))
        data, number = TERM_WRITERS[form][1](entries, tag), len(entries)
    else:
        units = chosen_units(units_in(root, folder, order.pages), order)
        data = WRITERS[form][1](units, folder.relative_to(root).as_posix(), tag)
        number = len({(one.page, one.key) for one in units})
    path = export_path(root, folder.name, order)
    return Exported(path, number, write_beside(path, data))


def export_path(root: Path, code: str, order: Order) -> Path:
    """Return where an export goes: ``build/export/es/es-about-lupus.xlf``."""
    name = "-".join((code, *(page.replace("/", "-") for page in sorted(order.pages))))
    ending = {**WRITERS, **TERM_WRITERS}[order.form][0]
    return root / "build" / "export" / code / f"{name}.{ending}"


def _marked(page: str, catalog: Iterable[polib.POEntry], register: Register) -> Iterable[Unit]:
    reviews = register.reviews_by_digest()
    for entry in catalog:
        for unit in units_of(page, [entry]):
            form = int(unit.form) if unit.form else None
            told = digest(entry.msgid, unit.target, entry.msgctxt, entry.msgid_plural, form)
            kinds = kinds_of(reviews.get(told, []))
            good = unit.state is State.TRANSLATED and bool(kinds & QUALIFIED)
            yield replace(unit, is_reviewed=good)
