"""A table for spreadsheets: CSV (RFC 4180) in UTF-8, with a byte order mark for Excel.

A spreadsheet runs a cell that begins with ``=``, ``+``, ``-`` or ``@`` as a formula, so such a
cell gets an apostrophe before it, which reading takes off again
(https://owasp.org/www-community/attacks/CSV_Injection). translate-toolkit's ``csvl10n`` changes
quotes and line breaks, so this is Python's own ``csv``.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

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
from multilingual.text.wording import quoted

COLUMNS = ("page", "context", "English", "translation", "state", "notes", "id")
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
QUOTED_FORMULA = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")
TITLE = re.compile(r"translation (\S+)")
BESIDE = (
    "Words stand beside the translation, in another column. They were not taken: read them. A "
    'translation belongs in the column "translation".'
)


def write_csv(units: Sequence[Unit], _folder: str, tag: str) -> bytes:
    """Return a table of ``units``, one a row; the title of a column names the language."""
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(f"translation {tag}" if one == "translation" else one for one in COLUMNS)
    for unit in units:
        notes = [text for origin, text in unit.notes if origin not in ("page", "context")]
        cells = (
            unit.page,
            unit.context,
            unit.source,
            unit.target,
            unit.state,
            # One line a row, so that the number of a line is that of the row.
            shown := " | ".join(" | ".join(notes).splitlines()),
            # So that a word which somebody writes into the notes is seen.
            f"{unit.identity}.{_mark(unit.context, shown)}",
        )
        writer.writerow(map(guarded, cells))
    return file.getvalue().encode("utf-8-sig")


def read_csv(path: Path, data: bytes) -> Parcel:
    """Return what a table brings, parted by commas, semicolons or tabs.

    A row that is wrong does not keep the others out. Raises ``ExchangeError``.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ExchangeError(path, line, "not UTF-8. Save the table as CSV UTF-8.") from None
    first = text.partition("\n")[0]
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True
    )
    try:
        # A row that is only commas is what a spreadsheet leaves of an empty one.
        rows = [(reader.line_num, row) for row in reader if any(row)]
    except csv.Error as error:
        message = f"the table is damaged ({error}). Save it again as CSV."
        raise ExchangeError(path, reader.line_num, message) from None
    titles = rows[0][1] if rows else []
    tags = [found[1] for one in titles if (found := TITLE.fullmatch(one.strip()))]
    names = ["translation" if TITLE.fullmatch(one.strip()) else one.strip() for one in titles]
    missing = [one for one in COLUMNS if one not in names and one not in ("notes", "context")]
    if missing or len(tags) != 1:
        if names[:1] == ["term"]:
            message = "this is a list of terms. Copy what is new into terms.csv of the language."
            raise ExchangeError(path, 1, message)
        wanted = "translation es" if missing in (["translation"], []) else missing[0]
        message = f'the first row must have one title "{wanted}". Leave the titles as exported.'
        raise ExchangeError(path, 1, message)
    read = [(line, _unit(row, names, line)) for line, row in rows[1:]]
    return Parcel(
        path,
        tags[0],
        tuple(one for _line, one in read if isinstance(one, Unit)),
        faults=tuple((line, one) for line, one in read if isinstance(one, str)),
        notes=tuple((line, BESIDE) for line, row in rows[1:] if _has_words_beside(row, names)),
    )


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet runs."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def bare(cell: str) -> str:
    """Return the cell that was ``guarded``."""
    return cell[1:] if QUOTED_FORMULA.match(cell) else cell


def _mark(context: str, notes: str) -> str:
    return base_of(" ".join(f"{context} {notes}".split()))


def _has_words_beside(row: Sequence[str], names: Sequence[str]) -> bool:
    """Return whether a row has words in a column of somebody's own, or has other notes."""
    cells = dict(zip(names, map(bare, row), strict=False))
    if any(text.strip() for name, text in zip(names, row, strict=False) if name not in COLUMNS):
        return True
    mark = cells.get("id", "").strip().split(".")[3:]
    there = [name for name in ("context", "notes") if name in cells]
    return len(there) == 2 and mark not in ([], [_mark(cells["context"], cells["notes"])])


def _unit(row: Sequence[str], names: Sequence[str], line: int) -> Unit | str:
    """Return what a row brings, or what keeps it out."""
    if len(row) != len(names):
        return f"This row has {len(row)} cells in place of {len(names)}. Mend the row."
    cells = dict(zip(names, map(bare, row), strict=True))
    # Some spreadsheets begin each cell with a capital.
    state = cells["state"].strip().lower() or State.TRANSLATED
    if state not in set(State):
        return f"{quoted(state)} is no state. Write one of: {', '.join(State)}."
    key, form, rest = parts_of(cells["id"])
    base = rest.partition(".")[0]
    texts = cells["English"], cells["translation"]
    unit = Unit(cells["page"], key, *texts, State(state), form=form, base=base, line=line)
    return EMPTIED if is_emptied(unit) else unit
