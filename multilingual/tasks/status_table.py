"""What `make status` shows of each page of each language: its columns, values and days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

from multilingual.catalogs.language_folder import CATALOGS
from multilingual.catalogs.message import CatalogError, locations_of
from multilingual.catalogs.reader import read_catalog
from multilingual.findings import printable
from multilingual.git import CloneError, days_of_lines
from multilingual.languages import Language
from multilingual.project import Project
from multilingual.reviews.register import Kind
from multilingual.status.progress import (
    Figures,
    MessageState,
    Progress,
    as_data,
    share_of_safety,
    total,
)
from multilingual.templates.extraction import extract

TEXTS = ("language", "page")
NUMBERS = ("messages", *MessageState, "reviewed", "safety", "words left", "share", "waits since")
COLUMNS = (*TEXTS, *NUMBERS)
"""What a person reads; ``_cells`` fills the columns in."""
NARROW = (*TEXTS, "fuzzy", "missing", "refused", "words left", "share")
"""The columns for a terminal that is not ``WIDE``."""
WIDE = 140
"""Signs in a line of a terminal on which the whole table stands."""
ALL = "all pages"
NOTE = (
    "Messages. Refused: broken or unsafe, so readers get the English. Reviewed: checked by a "
    "person. Safety: texts about a danger that a qualified person has checked, of all. "
    "Words left: English words (signs between spaces) that readers get in English. "
    "Waits since: the day on which the oldest English without a translation came."
)

AMOUNTS = ("all", *MessageState, *(f"reviewed_{kind}" for kind in Kind), "safety", "safety_checked")
UNITS = ("messages", "words")
CSV_COLUMNS = (
    *("language", "page"),
    *(f"{amount}_{unit}" for amount in AMOUNTS for unit in UNITS),
    *("words_left", "waits_since"),
)
"""What a program reads; ``csv_rows`` fills the columns in."""


@dataclass(frozen=True, slots=True)
class PageStatus:
    """How far a page of a language is, or all its pages.

    ``waits_since`` is the day since which it is behind its English, None if it is not.
    """

    tag: str
    page: str
    figures: Figures
    waits_since: date | None


Status = Mapping[str, Sequence[PageStatus]]
"""The pages of each language, by its tag."""


def read_status(project: Project, languages: Iterable[Language]) -> tuple[Status, list[str]]:
    """Return how far ``languages`` are, and which of their catalogs cannot be read, a line each.

    Raises ``ExtractionError`` and ``RegisterError``.
    """
    templates, _warnings = extract(project.root)
    status: dict[str, list[PageStatus]] = {}
    faults: list[str] = []
    for language in languages:
        progress = Progress(project.root, project.locale, language.code)
        folder = project.root / project.locale / language.code / CATALOGS
        pages = status[language.tag] = []
        for page, template in templates.items():
            keys = {message.key: message for message in template}
            places = zip(template, locations_of(page, template), strict=True)
            safety = [message.key for message, place in places if place.is_safety]
            figures = progress.of_page(page, keys, safety)
            day = waits_since(project.root, folder / f"{page}.po")
            pages.append(PageStatus(language.tag, page, figures, day))
        faults += progress.faults
    return status, faults


def waits_since(root: Path, path: Path) -> date | None:
    """Return the day since which the catalog at ``path`` has a text without a translation.

    That is the earliest day at which the English of one that is fuzzy or missing was written
    there, in UTC; today if git does not have it yet. None if nothing waits, if there is no
    catalog that can be read, or if git does not know this folder.
    """
    if not path.is_file():
        return None
    try:
        messages = read_catalog(path, root).translations
        waiting = [one.message.line for one in messages if not one.is_translated]
        days = days_of_lines(root, path) if waiting else {}
    except (CatalogError, CloneError):
        return None
    return min((days[line] for line in waiting if line in days), default=None)


def rows(status: Status) -> list[Sequence[str]]:
    """Return the cells of each page, and of all pages of each language."""
    return [_cells(row) for tag, pages in status.items() for row in (*pages, _sum(tag, pages))]


def _cells(status: PageStatus) -> Sequence[str]:
    figures = status.figures
    # Who may do more has read the words, too, so that speakers' reviews are all reviews.
    reviewed = figures.reviewed[Kind.SPEAKER].messages
    states = (figures.states[state].messages for state in MessageState)
    # Rounded down, since 100% says that nothing is left.
    share = f"{int(figures.share * 100)}%"
    return (
        status.tag,
        printable(status.page),
        *map(str, (figures.all.messages, *states, reviewed)),
        share_of_safety(figures),
        str(figures.words_left),
        share,
        _day(status) or "–",
    )


def csv_rows(status: Status) -> Iterator[Sequence[object]]:
    """Yield the values of each page of each language, in messages and words."""
    for page in chain.from_iterable(status.values()):
        figures = page.figures
        amounts = [figures.all, *figures.states.values(), *figures.reviewed.values()]
        amounts += [figures.safety, figures.safety_checked]
        numbers = (number for amount in amounts for number in (amount.messages, amount.words))
        yield (page.tag, page.page, *numbers, figures.words_left, _day(page))


def json_data(status: Status) -> Mapping[str, object]:
    """Return ``all`` and ``pages`` of each language, in messages and words."""
    return {
        tag: {"all": _data(_sum(tag, pages)), "pages": {page.page: _data(page) for page in pages}}
        for tag, pages in status.items()
    }


def _data(status: PageStatus) -> dict[str, object]:
    return {**as_data(status.figures), "waits_since": _day(status)}


def _sum(tag: str, pages: Sequence[PageStatus]) -> PageStatus:
    days = (page.waits_since for page in pages if page.waits_since)
    return PageStatus(tag, ALL, total(page.figures for page in pages), min(days, default=None))


def _day(status: PageStatus) -> str | None:
    return status.waits_since.isoformat() if status.waits_since else None
