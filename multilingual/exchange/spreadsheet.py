"""Tables for spreadsheets: CSV (RFC 4180) in UTF-8, with a byte order mark for Excel.

A spreadsheet runs a cell that begins with ``=``, ``+``, ``-`` or ``@`` as a formula, so such a
cell gets an apostrophe before it, which reading takes off again
(https://owasp.org/www-community/attacks/CSV_Injection). translate-toolkit's ``csvl10n`` changes
quotes and line breaks, so this is Python's own ``csv``.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from multilingual.catalogs.language_folder import LanguageFolder
from multilingual.exchange.units import (
    EMPTIED,
    ExchangeError,
    SentFile,
    SentUnits,
    Unit,
    UnitState,
    hash_of,
)
from multilingual.text.wording import quoted

COLUMNS = ("page", "context", "English", "translation", "state", "notes", "id")
FORMULA = re.compile(r"""(?:^|(?<=[;,\t\r\n"]))('*[=+\-@\t\r\n＝＋－＠])""")
"""What begins a formula, also where a program takes another sign for the end of a cell."""
QUOTED_FORMULA = re.compile(r"""(?:^|(?<=[;,\t\r\n"]))'('*[=+\-@\t\r\n＝＋－＠])""")
TITLE = re.compile(r"translation (\S+)")
BESIDE = (
    "Words stand beside the translation, in another column. They were not taken: read them. A "
    'translation belongs in the column "translation".'
)
Row = tuple[int, list[str]]
"""The line where a row ends, from 1, and its cells."""


# Any table


def write_table(rows: Iterable[Iterable[str]]) -> bytes:
    """Return a table that no spreadsheet runs."""
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows(map(guarded, row) for row in rows)
    return file.getvalue().encode("utf-8-sig")


def read_table(sent: SentFile) -> tuple[list[str], list[Row]]:
    """Return the titles and the rows of a table, parted by commas, semicolons or tabs.

    Its cells are those that were written. Raises ``ExchangeError``.
    """
    try:
        text = sent.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = sent.data.count(b"\n", 0, error.start) + 1
        message = "not UTF-8. Save the table as CSV UTF-8."
        raise ExchangeError(sent.name, line, message) from None
    first = text.partition("\n")[0]
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True
    )
    try:
        # A row that is only commas is what a spreadsheet leaves of an empty one.
        rows = [(reader.line_num, [*map(bare, row)]) for row in reader if any(row)]
    except csv.Error as error:
        message = f"the table is damaged ({error}). Save it again as CSV."
        raise ExchangeError(sent.name, reader.line_num, message) from None
    titles = [title.strip() for title in rows[0][1]] if rows else []
    return titles, rows[1:]


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet runs."""
    return FORMULA.sub(r"'\1", cell)


def bare(cell: str) -> str:
    """Return the cell that was ``guarded``."""
    return QUOTED_FORMULA.sub(r"\1", cell)


# The table of units


def write_csv(units: Sequence[Unit], _folder: LanguageFolder, tag: str) -> bytes:
    """Return a table of ``units``, one a row; the title of a column names the language."""
    titles = [f"translation {tag}" if title == "translation" else title for title in COLUMNS]
    return write_table([titles, *map(_cells, units)])


def _cells(unit: Unit) -> Iterator[str]:
    notes = [text for origin, text in unit.notes if origin not in ("page", "context")]
    # One line a row, so that the number of a line is that of the row.
    shown = " | ".join(" | ".join(notes).splitlines())
    yield from (unit.page, unit.context, unit.source, unit.target, unit.state, shown)
    # So that a word which somebody writes into the notes is seen.
    yield f"{unit.identity}.{_mark(unit.context, shown)}"


def read_csv(sent: SentFile) -> SentUnits:
    """Return what a table of units brings; a row that is wrong does not keep the others out.

    Raises ``ExchangeError``.
    """
    titles, rows = read_table(sent)
    tags = [found[1] for title in titles if (found := TITLE.fullmatch(title))]
    names = ["translation" if TITLE.fullmatch(title) else title for title in titles]
    missing = [name for name in COLUMNS if name not in names and name not in ("notes", "context")]
    if missing or len(tags) != 1:
        if names[:1] == ["term"]:
            message = "this is a list of terms. Copy what is new into terms.csv of the language."
            raise ExchangeError(sent.name, 1, message)
        wanted = "translation es" if missing in (["translation"], []) else missing[0]
        message = f'the first row must have one title "{wanted}". Leave the titles as exported.'
        raise ExchangeError(sent.name, 1, message)
    read = SentUnits(sent.name, tags[0])
    for line, row in rows:
        if _has_words_beside(names, row):
            read.notes.append((line, BESIDE))
        if len(row) != len(names):
            fault = f"This row has {len(row)} cells in place of {len(names)}. Mend the row."
            read.faults.append((line, fault))
            continue
        cells = dict(zip(names, row, strict=True))
        # Some spreadsheets begin each cell with a capital.
        state = cells["state"].strip().lower()
        if state and state not in set(UnitState):
            fault = f"{quoted(state)} is no state. Write one of: {', '.join(UnitState)}."
            read.faults.append((line, fault))
            continue
        texts = cells["English"], cells["translation"]
        said = UnitState(state) if state else None
        unit = Unit.read(cells["page"], cells["id"], texts, said, line)
        if unit.is_emptied:
            read.faults.append((line, EMPTIED))
        else:
            read.units.append(unit)
    return read


def _has_words_beside(names: Sequence[str], row: Sequence[str]) -> bool:
    """Return whether a row has words in a column of somebody's own, or has other notes."""
    if any(text.strip() for name, text in zip(names, row, strict=False) if name not in COLUMNS):
        return True
    cells = dict(zip(names, row, strict=False))
    mark = cells.get("id", "").strip().split(".")[3:]
    has_both = "context" in cells and "notes" in cells
    return has_both and mark not in ([], [_mark(cells["context"], cells["notes"])])


def _mark(context: str, notes: str) -> str:
    return hash_of(" ".join(f"{context} {notes}".split()))
