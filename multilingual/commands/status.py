"""``make status``: how far each page of each language is, column by column."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from multilingual.catalogs.message import CatalogError, locations_of
from multilingual.catalogs.reader import read_catalog
from multilingual.commands.arguments import WELL, Arguments, add_languages, chosen_translations
from multilingual.commands.printing import (
    ReportTable,
    as_csv,
    as_json,
    print_faults,
    print_report,
)
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

if TYPE_CHECKING:
    from rich.console import Console

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


def status_arguments(parser: Arguments) -> None:
    add_languages(parser)
    parser.add_argument("--format", choices=("text", "json", "csv"), default="text")


def run_status(options: argparse.Namespace) -> int:
    project = Project.at(Path.cwd())
    status, faults = read_status(project, chosen_translations(project, options.languages))
    print_faults(f"{fault} Until then its messages count as missing." for fault in faults)
    forms = {
        "text": lambda: f"{table_of(status).as_text()}\n\n{NOTE}",
        "csv": lambda: as_csv(csv_lines(status)),
        "json": lambda: as_json(json_data(status)),
    }
    print_report(options.format, forms, partial(show, status))
    return WELL


def table_of(status: Status) -> ReportTable:
    """Return the table that a person reads."""
    return ReportTable(COLUMNS, rows(status), NUMBERS, total=ALL)


def show(status: Status, console: Console) -> None:
    """Show the table on a terminal, on a narrow one its most needed columns alone."""
    table = table_of(status).only(COLUMNS if console.width >= WIDE else NARROW)
    console.print(table.as_rich(overflow="fold", caption=NOTE, caption_justify="left"))


def read_status(project: Project, languages: Iterable[Language]) -> tuple[Status, list[str]]:
    """Return how far ``languages`` are, and which of their catalogs cannot be read, a line each.

    Raises ``ExtractionError`` and ``RegisterError``.
    """
    templates, _warnings = extract(project.root)
    status: dict[str, list[PageStatus]] = {}
    faults: list[str] = []
    for language in languages:
        progress = Progress(project.root, project.locale, language.code)
        folder = project.folder(language.code)
        pages = status[language.tag] = []
        for page, template in templates.items():
            keys = {message.key: message for message in template}
            places = zip(template, locations_of(page, template), strict=True)
            safety = [message.key for message, place in places if place.is_safety]
            figures = progress.of_page(page, keys, safety)
            day = waits_since(project.root, folder.catalog_path(page))
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
        waiting = [form.message.line for form in messages if not form.is_translated]
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


def csv_lines(status: Status) -> Iterator[Sequence[object]]:
    """Yield the titles, and the values of each page of each language, in messages and words."""
    yield ("language", "page", *_flat(_data(_sum("", ()))))
    for page in chain.from_iterable(status.values()):
        yield (page.tag, page.page, *_flat(_data(page)).values())


def _flat(data: Mapping[str, object]) -> dict[str, object]:
    """Return ``data`` with ``all_words`` for what is ``words`` in ``all``."""
    made: dict[str, object] = {}
    for name, value in data.items():
        inner = _flat(value) if isinstance(value, Mapping) else {"": value}
        made |= {f"{name}_{rest}".removesuffix("_"): amount for rest, amount in inner.items()}
    return made


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
