"""The rows of a table that a volunteer sends home from a word processor.

The first cell of a row names its message, so that rows can be sorted and headings lost. A row
that is damaged or lost is told, and does not keep the others out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from multilingual.exchange.docx.cell_text import (
    StrangeError,
    cells_of,
    has_comment,
    refuse_unseen,
    rows_of,
    text_of,
)
from multilingual.exchange.docx.package import document_in
from multilingual.exchange.docx.writing import EMBEDDED, HIDDEN, REVIEW, WIDTHS
from multilingual.exchange.units import (
    EMPTIED,
    ExchangeError,
    Parcel,
    State,
    Unit,
    base_of,
    is_emptied,
    parts_of,
)

NUMBER = re.compile(r"\s*(\d{1,6})\s")
NAME = re.compile(r"\s*(?:\d{1,6}\s+)?(\S+):\s+([0-9a-f]{16}\.\d*\.[0-9a-f]{16})\s*")
TITLE = re.compile(r"\s*translation\s*\(([\w-]+)\)\s*", re.IGNORECASE)
WRITTEN = 2
"""The column in which a translator writes, from 0."""
TOTAL = re.compile(r"\bof\s+(\d{1,6})\b")
POINT = re.compile(r"⟦U\+([0-9A-F]{4})⟧")
COMMENTED = "A comment is beside this row. It is not taken: read it in the file."
HALF = re.compile("[\ud800-\udfff]")


@dataclass
class _Read:
    """What has been read of a file; ``faults`` and ``notes`` have the number of the row."""

    tags: set[str] = field(default_factory=set)
    units: list[Unit] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    numbers: set[int] = field(default_factory=set)
    total: int = 0


def read_wordtable(path: Path, data: bytes) -> Parcel:
    """Return what a document brings; a row that is damaged does not keep the others out.

    Raises ``ExchangeError``.
    """
    read = _Read()
    for place, row in enumerate(rows_of(document_in(path, data)), start=1):
        _read_row(read, place, cells_of(row))
    if not read.tags:
        message = 'no table has a column "Translation (es)" or the like.'
        raise ExchangeError(path, 1, f"{message} Send the file as exported, with its titles.")
    if len(read.tags) > 1:
        message = f"the file holds {len(read.tags)} languages."
        raise ExchangeError(path, 1, f"{message} Put each language into its own file.")
    if lost := sorted({*range(1, read.total + 1)} - read.numbers):
        shown = ", ".join(map(str, lost[:10])) + (" and more" if len(lost) > 10 else "")
        message = f"There is no row for {shown} ({len(lost)} of {read.total})."
        read.faults.append((lost[0], f"{message} Their translations stay as they are."))
    faults, notes = tuple(read.faults), tuple(read.notes)
    return Parcel(path, min(read.tags), tuple(read.units), faults=faults, notes=notes)


def _read_row(read: _Read, place: int, cells: Sequence[Any]) -> None:
    """Read a row; ``place`` is its number among all rows of the file."""
    try:
        texts = [_shown(text_of(cell)) for cell in cells]
        for cell in cells[WRITTEN : WRITTEN + 1]:
            refuse_unseen(cell)
    except StrangeError as error:
        # The first cell can still name the row.
        texts, fault = [_first(cells)], str(error)
    else:
        fault = "" if len(texts) == len(WIDTHS) else f"This row has {len(texts)} cells, not 4."
    name = NAME.fullmatch(texts[0]) if texts else None
    titles = [found[1] for text in texts if (found := TITLE.fullmatch(text))]
    if titles and name is None:
        read.tags.update(titles)
        counts = [int(found[1]) for text in texts if (found := TOTAL.search(text))]
        read.total = max([read.total, *counts])
        return
    number = NUMBER.match(texts[0]) if texts else None
    line = int(number[1]) if number else place
    read.numbers.add(line)
    if any(has_comment(cell) for cell in cells):
        read.notes.append((line, COMMENTED))
    if name is None:
        if any(text.strip() for text in texts) or fault:
            message = "The grey name of this row is damaged. Copy the row from the exported file."
            read.faults.append((line, message))
    elif fault:
        read.faults.append((line, f"{fault} Copy the row anew, and write text in column 3."))
    elif is_emptied(unit := _unit(name[1], name[2], texts, line)):
        read.faults.append((line, EMPTIED))
    else:
        read.units.append(unit)


def _first(cells: Sequence[Any]) -> str:
    try:
        return text_of(cells[0])
    except StrangeError:
        return ""


def _unit(page: str, identity: str, texts: Sequence[str], line: int) -> Unit:
    key, form, base = parts_of(identity)
    _name, source, target, notes = texts
    target = target if base_of(target) == base else _tidied(target, source)
    waits = notes.strip().casefold().startswith(REVIEW.casefold()) and base_of(target) == base
    state = State.NEEDS_REVIEW if waits else State.TRANSLATED
    return Unit(page, key, source, target, state, form=form, base=base, line=line)


def _tidied(text: str, english: str) -> str:
    """Return ``text`` without the empty lines and spaces at its ends that the English lacks."""
    text = text.lstrip() if english == english.lstrip() else text
    return text.rstrip() if english == english.rstrip() else text


def _shown(text: str) -> str:
    """Return the text that was written into the cells as ``text``."""
    for sign in EMBEDDED:
        text = text.replace(sign, "")
    return POINT.sub(_sign, text)


def _sign(found: re.Match[str]) -> str:
    sign = chr(int(found[1], 16))
    # Half of a pair of UTF-16 is no sign, and what we do not hide somebody has written so.
    return sign if HIDDEN.fullmatch(sign) and not HALF.fullmatch(sign) else found[0]
