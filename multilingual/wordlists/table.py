"""Read a list that a translator edits in a spreadsheet: ``locale/<code>/terms.csv`` and others.

Spreadsheets write a byte order mark, Windows line ends, and, in many countries, semicolons or
tabs in place of commas (https://www.rfc-editor.org/rfc/rfc4180 knows commas alone). All are
read. What cannot be read is left out and told with its line.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from multilingual.catalogs.message import Catalog
from multilingual.catalogs.wording import quoted
from multilingual.languages import catalog_codes

DELIMITERS = ",;\t"
TO_FILL = "?"
"""Stands in a cell of a new list that nobody has filled yet; its row is passed over."""

NOT_UTF_8 = (
    'This list is not UTF-8. Save it again: in Excel as "CSV UTF-8", in LibreOffice as CSV with '
    'the character set "Unicode (UTF-8)".'
)
NOT_A_ROW = "This row cannot be read. Look for a quote that is missing or that is one too many."


@dataclass(frozen=True, eq=False)
class Row:
    """A row of a list: the line where it begins, from 1, and the text of each column."""

    line: int
    cells: Mapping[str, str]

    @cached_property
    def forms(self) -> Mapping[str, tuple[str, ...]]:
        """The forms of each cell, which are parted by ``|``."""
        return {name: _forms(cell) for name, cell in self.cells.items()}


@dataclass(frozen=True, eq=False)
class Table:
    """A list as read; ``problems`` holds line and fault of each row that was left out.

    ``to_fill`` are the rows that nobody has filled yet.
    """

    rows: Sequence[Row] = ()
    problems: Sequence[tuple[int, str]] = ()
    to_fill: Sequence[Row] = ()


def find_table(folder: Path, code: str, name: str) -> Path:
    """Return the path of a list of the language in ``folder``, a folder of ``locale``.

    A language of a country (es_MX) has that of the language (es) if it has none of its own.
    """
    paths = [folder.parent / one / name for one in catalog_codes(code)] if code else []
    return next((one for one in (folder / name, *paths) if one.is_file()), folder / name)


def open_table(path: Path, columns: tuple[str, ...]) -> Table:
    """Return the list at ``path``, which may be missing; ``columns`` are its, from the left."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Table()
    except OSError as error:
        return Table(problems=[(1, f"This list cannot be read: {error.strerror}.")])
    return read_table(data, columns)


@lru_cache(maxsize=64)
def read_table(data: bytes, columns: tuple[str, ...]) -> Table:
    """Return the list in ``data``."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Table(problems=[(data.count(b"\n", 0, error.start) + 1, NOT_UTF_8)])
    rows: list[Row] = []
    to_fill: list[Row] = []
    problems: list[tuple[int, str]] = []
    delimiter = _delimiter(text, columns)
    for line, cells in _lines(text, delimiter or ","):
        if cells is None:
            problems.append((line, NOT_A_ROW))
        elif line == 1:
            if fault := _header_fault(cells, columns):
                problems.append((line, fault))
            if not delimiter:
                break
        elif len(cells) != len(columns):
            problems.append((line, _count_fault(cells, columns, delimiter or ",")))
        else:
            row = Row(line, dict(zip(columns, cells, strict=True)))
            (to_fill if TO_FILL in map(str.strip, cells[1:]) else rows).append(row)
    if not text.strip():
        problems.append((1, f"This list is empty. {_first_line(columns)}"))
    return Table(rows, problems, to_fill)


def path_beside(catalog: Catalog, path: Path) -> str:
    """Return the path of a list of a language, in the same form as that of the catalog."""
    start, _, _ = catalog.path.rpartition("/LC_MESSAGES/")
    above, _, _ = start.rpartition("/")
    return "/".join(one for one in (above, path.parent.name, path.name) if one)


def _lines(text: str, delimiter: str) -> Iterator[tuple[int, list[str] | None]]:
    """Yield the cells of each row with its line, or None for a row that ends the reading.

    A blank row is passed over, and so are empty cells beyond the last column.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    width = line = 1
    try:
        for cells in reader:
            if line == 1:
                width = len(_without_empty_end(cells, 1))
            if line == 1 or any(cell.strip() for cell in cells):
                yield line, [_unix(cell) for cell in _without_empty_end(cells, width)]
            line = reader.line_num + 1
    except csv.Error:
        yield line, None


def _without_empty_end(cells: list[str], width: int) -> list[str]:
    end = len(cells)
    while end > width and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def _unix(cell: str) -> str:
    return cell.replace("\r\n", "\n")


def _delimiter(text: str, columns: Sequence[str]) -> str | None:
    """Return what parts the cells of the first line, if they are as many as the columns."""
    for one in DELIMITERS:
        cells = next(_lines(text, one), (1, None))[1]
        if cells and len(cells) == len(columns):
            return one
    return None


def _header_fault(cells: Sequence[str], columns: Sequence[str]) -> str | None:
    if [cell.strip() for cell in cells] == list(columns):
        return None
    return f"The first line of this list is {quoted(','.join(cells))}. {_first_line(columns)}"


def _first_line(columns: Sequence[str]) -> str:
    return f"Write {','.join(columns)} there."


def _count_fault(cells: Sequence[str], columns: Sequence[str], delimiter: str) -> str:
    name = {",": "a comma", ";": "a semicolon"}.get(delimiter, "a tab")
    number = f"{len(cells)} cells" if len(cells) > 1 else "1 cell"
    return (
        f"This row has {number} and not {len(columns)}. Put {name} between two cells, and quotes "
        f'"…" around a cell that holds {name}.'
    )


def _forms(cell: str) -> tuple[str, ...]:
    return tuple(form for one in cell.split("|") if (form := " ".join(one.split())))
