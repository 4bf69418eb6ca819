"""A catalog (``.po``) that somebody sends, from Poedit or another program.

It does not say which page it is of, nor which translation it was made from. Its messages tell
both: the page has most of them, and of the states that the page's catalog was in, the one that
the file is nearest to is the one that it was made from. Only translations are taken home.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path

import polib

from multilingual.catalogs.reader import CatalogError, is_marked, read_catalog
from multilingual.exchange.base_version import Texts, based, nearest, passed_over
from multilingual.exchange.units import ExchangeError, Parcel, Unit, units_of

FOLDER = re.compile(r"(?:.*/)?(\w+)/LC_MESSAGES/.+")
ENDING = ".po"
MARK_PASSED_OVER = "A hidden sign (a byte order mark) begins this file. It was passed over."
Earlier = Callable[[Path], Iterable[polib.POFile]]
"""What yields the catalogs that were at a path before, the latest first."""


def read_po(path: Path, data: bytes) -> Parcel:
    """Return what a catalog brings, for pages that ``placed`` finds.

    Raises ``ExchangeError``.
    """
    try:
        catalog = read_catalog(path)
    except CatalogError as error:
        raise ExchangeError(path, error.line, error.message) from None
    units = (
        replace(unit, line=entry.linenum or 1, base="")
        for entry in catalog
        for unit in units_of("", [entry])
    )
    folder = FOLDER.fullmatch(path.resolve().as_posix())
    codes = frozenset([folder[1]] if folder else [])
    tag = catalog.metadata.get("Language", "").strip()
    notes = ((1, MARK_PASSED_OVER),) if is_marked(data) else ()
    return Parcel(path, tag, tuple(units), codes, notes=notes)


def placed(parcel: Parcel, paths: Mapping[str, Path], earlier: Earlier) -> Parcel:
    """Return the parcel of a catalog, with the page and the base of each message.

    ``paths`` are the catalogs of the language by page. Raises ``CatalogError``, and
    ``ExchangeError`` where the page cannot be told.
    """
    catalogs = {page: read_catalog(path) for page, path in paths.items()}
    ours = {page: _texts(catalog) for page, catalog in catalogs.items()}
    home = _home(parcel, ours)
    faults, notes = [*parcel.faults], [*parcel.notes]
    by_page: dict[str, list[Unit]] = {}
    for unit in parcel.units:
        pages = [page for page, texts in ours.items() if (unit.key, unit.form) in texts]
        if home in pages or len(pages) < 2:
            page = home if home in pages or not pages else pages[0]
            by_page.setdefault(page, []).append(replace(unit, page=page))
        elif unit.target.strip():
            faults.append((unit.line, f"This message is on {_listed(pages)}. Translate it there."))
    units: list[Unit] = []
    for page, found in by_page.items():
        states = chain([ours[page]], map(_texts, earlier(paths[page])))
        today, origins = nearest(found, states)
        notes += passed_over(found, today, origins)
        for one in based(found, today, origins):
            if isinstance(one, Unit):
                units.append(one)
            else:
                faults.append(one)
    return replace(parcel, units=tuple(units), faults=tuple(faults), notes=tuple(notes))


def _texts(catalog: polib.POFile) -> Texts:
    return {(unit.key, unit.form): unit for unit in units_of("", catalog)}


def _home(parcel: Parcel, ours: Mapping[str, Texts]) -> str:
    """Return the page that has most of the messages of a catalog."""
    wanted = {(unit.key, unit.form) for unit in parcel.units}
    shared = {page: len(wanted & texts.keys()) for page, texts in ours.items()}
    known = len(wanted & {place for texts in ours.values() for place in texts})
    if 2 * known < len(wanted) or not known:
        message = f"only {known} of its {len(wanted)} messages are in our catalogs."
        raise ExchangeError(parcel.path, 1, f"{message} Ask for a catalog of today, and send that.")
    most = max(shared.values())
    best = [page for page, number in shared.items() if number == most]
    named = [page for page in best if page.rpartition("/")[2] == parcel.path.stem]
    if len(best) > 1 and len(named) != 1:
        message = f"its messages are on {_listed(best)} alike."
        raise ExchangeError(parcel.path, 1, f"{message} Name the file like its page: {best[0]}.po.")
    return named[0] if named else best[0]


def _listed(pages: Iterable[str]) -> str:
    return " and ".join(sorted(pages))
