"""How the progress of languages is shown: a table, plain lines, JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from multilingual.findings import printable
from multilingual.reviews.register import Kind
from multilingual.status.progress import Figures, State, as_data, share_of_safety, total

if TYPE_CHECKING:
    from rich.console import Console

Standing = dict[str, dict[str, Figures]]
"""The figures by language tag and by page."""

Since = Mapping[tuple[str, str], date]
"""The day since which a page is behind its English, by language tag and page, where it is."""

HEADS = (
    "language",
    "page",
    "messages",
    *State,
    "reviewed",
    "safety",
    "words left",
    "share",
    "waits since",
)
ALL = "all pages"
WAITS = "waits_since"
NOTE = (
    "Messages. Refused: broken or unsafe, so readers get the English. Reviewed: checked by a "
    "person. Safety: texts about a danger that a qualified person has checked, of all. "
    "Words left: English words (signs between spaces) that readers get in English. "
    "Waits since: the day on which the oldest English without a translation came."
)


def rows_of(standing: Standing, since: Since) -> list[Sequence[str]]:
    """Return a row for each page and one for all pages of each language."""
    rows: list[Sequence[str]] = []
    for tag, pages in standing.items():
        for page, figures in pages.items():
            rows.append(_row(tag, page, figures, since.get((tag, page))))
        rows.append(_row(tag, ALL, total(pages.values()), _first_day(since, tag)))
    return rows


def _first_day(since: Since, tag: str) -> date | None:
    return min((day for (one, _page), day in since.items() if one == tag), default=None)


def as_lines(standing: Standing, since: Since) -> str:
    """Return the table in plain text, its columns aligned."""
    rows = [HEADS, *rows_of(standing, since)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = (
        "  ".join(
            cell.ljust(width) if place < 2 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )
    return "\n".join([*(line.rstrip() for line in lines), "", NOTE])


WIDE = 140
"""Columns of a terminal on which the whole table stands."""
NEEDED = ("language", "page", "fuzzy", "missing", "refused", "words left", "share")


def show_table(standing: Standing, since: Since, console: Console) -> None:
    """Show the table on a terminal, on a narrow one its most needed columns alone."""
    from rich.markup import escape  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    shown = [place for place, name in enumerate(HEADS) if console.width >= WIDE or name in NEEDED]
    table = Table(caption=NOTE, caption_justify="left")
    for place in shown:
        table.add_column(HEADS[place], justify="left" if place < 2 else "right", overflow="fold")
    for row in rows_of(standing, since):
        is_sum = row[1] == ALL
        cells = [escape(row[place]) for place in shown]
        table.add_row(*cells, style="bold" if is_sum else None, end_section=is_sum)
    console.print(table)


def as_json(standing: Standing, since: Since) -> str:
    """Return the figures as JSON: by language, ``all`` and ``pages``, in messages and words."""
    data = {
        tag: {
            "all": {**as_data(total(pages.values())), WAITS: _shown(_first_day(since, tag))},
            "pages": {
                page: {**as_data(figures), WAITS: _shown(since.get((tag, page)))}
                for page, figures in pages.items()
            },
        }
        for tag, pages in standing.items()
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def _shown(day: date | None) -> str | None:
    return day.isoformat() if day else None


def as_csv(standing: Standing, since: Since) -> str:
    """Return a line for each page of each language, in messages and words."""
    out = io.StringIO()
    parts = ["all", *State, *(f"reviewed_{kind}" for kind in Kind), "safety", "safety_checked"]
    names = [f"{part}_{unit}" for part in parts for unit in ("messages", "words")]
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["language", "page", *names, "words_left", WAITS])
    for tag, pages in standing.items():
        for page, figures in pages.items():
            amounts = [figures.all, *figures.states.values(), *figures.reviewed.values()]
            amounts += [figures.safety, figures.safety_checked]
            numbers = [number for one in amounts for number in (one.messages, one.words)]
            day = _shown(since.get((tag, page)))
            writer.writerow([tag, page, *numbers, figures.words_left, day])
    return out.getvalue()


def _row(tag: str, page: str, figures: Figures, since: date | None) -> Sequence[str]:
    # Who may do more has read the words, too, so that speakers' reviews are all reviews.
    reviewed = figures.reviewed[Kind.SPEAKER].messages
    states = (figures.states[state].messages for state in State)
    # Rounded down, since 100% says that nothing is left.
    numbers = (figures.all.messages, *states, reviewed)
    share = f"{int(figures.share * 100)}%"
    rest = (share_of_safety(figures), str(figures.words_left), share, _shown(since) or "–")
    return (tag, printable(page), *map(str, numbers), *rest)
