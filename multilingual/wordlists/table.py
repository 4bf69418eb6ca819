"""A list that a translator edits in a spreadsheet, ``locale/<code>/terms.csv`` or another.

Spreadsheets write a byte order mark, Windows line ends, and, in many countries, semicolons or
tabs in place of commas (https://www.rfc-editor.org/rfc/rfc4180 knows commas alone). All are
read. What cannot be read is left out and reported with its line.

A cell holds one form or several parted by ``|``. A form matches whole words, in capitals or not;
``*`` stands for any letters within one word: ``crónic*`` is crónico, crónica and crónicos. ``…``
stands for up to nine words: ``ne … que``. A Chinese character is a word.

What a form costs grows with the text and no faster, whatever an untrusted list holds.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path
from re import Pattern

from multilingual.catalogs.language_folder import LanguageFolder
from multilingual.files import read_plain
from multilingual.findings import Finding
from multilingual.text.wording import is_lone_letter, quoted, words
from multilingual.wordlists.forms import faults_of_length, is_too_open

DELIMITERS = ",;\t"
TO_FILL = "?"
"""Stands in a cell of a new list that nobody has filled yet; its row is passed over."""

LARGEST_LIST = 100_000, 5_000, 200
"""How many bytes a list has at most, how many forms, and how many of them a row."""
LARGEST_OF_SEARCH = 250_000, 20_000, 720
"""The same for ``search.csv``: thrice what the longest of ours has."""
NOT_UTF_8 = (
    'This list is not UTF-8. Save it again: in Excel as "CSV UTF-8", in LibreOffice as CSV with '
    'the character set "Unicode (UTF-8)".'
)
NOT_A_ROW = "This row cannot be read. Look for a quote that is missing or that is one too many."

KEEP_ONE = "Keep one of the two rows."
STAR = "\N{LATIN EPIGRAPHIC LETTER SIDEWAYS I}"
GAP = "\N{LATIN EPIGRAPHIC LETTER INVERTED M}"
"""Stand for ``*`` and ``…`` while a form is read, since they are letters that nobody writes."""
A_GAP = "(?:[^ ,.]{1,40} ){0,9}?"
"""Finds what ``…`` stands for, but no more than a part of a sentence."""


@dataclass(frozen=True, eq=False)
class Row:
    """A row of a list: the line where it begins, from 1, and the text of each column."""

    line: int
    cells: Mapping[str, str]

    @cached_property
    def forms(self) -> Mapping[str, tuple[str, ...]]:
        """The forms of each cell, which are parted by ``|``."""
        parts = {name: cell.split("|") for name, cell in self.cells.items()}
        return {
            name: tuple(filter(None, (" ".join(form.split()) for form in forms)))
            for name, forms in parts.items()
        }


@dataclass(frozen=True, eq=False)
class Table:
    """A list as read; ``problems`` holds line and fault of each row that was left out.

    ``to_fill`` are the rows that nobody has filled yet.
    """

    rows: Sequence[Row] = ()
    problems: Sequence[tuple[int, str]] = ()
    to_fill: Sequence[Row] = ()


def open_table(path: Path, columns: tuple[str, ...]) -> Table:
    """Return the list at ``path``, which may be missing; ``columns`` are its, from the left."""
    try:
        most = _most(columns)[0]
        if path.stat().st_size > most:
            return Table(problems=[(1, _too_large(f"{most // 1000} kB"))])
        data = read_plain(path)
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
    return _without_too_many(Table(rows, problems, to_fill), columns)


def _without_too_many(table: Table, columns: tuple[str, ...]) -> Table:
    """Return ``table`` without the rows of too many forms, or without any if they have too many."""
    _bytes, most, most_of_row = _most(columns)
    counts = {row: sum(map(len, row.forms.values())) for row in table.rows}
    if sum(counts.values()) > most:
        return Table(problems=[(1, _too_large(f"{most} forms"))])
    fault = f"This row has more than {most_of_row} forms. Take out what does not belong."
    problems = [(row.line, fault) for row in table.rows if counts[row] > most_of_row]
    rows = [row for row in table.rows if counts[row] <= most_of_row]
    return Table(rows, [*table.problems, *problems], table.to_fill)


def _most(columns: Sequence[str]) -> tuple[int, int, int]:
    return LARGEST_OF_SEARCH if columns[0] == "kind" else LARGEST_LIST


def _too_large(most: str) -> str:
    return f"This list has more than {most}. Take out what does not belong."


@lru_cache(maxsize=64)
def checked(
    table: Table,
    needed: tuple[str, ...],
    one_letter: frozenset[str] = frozenset(),
    own_faults: Callable[[Row], Iterator[str]] = lambda _row: iter(()),
) -> Table:
    """Return ``table`` without the rows in which something is wrong, which are its problems.

    ``needed`` are the columns that no row leaves empty, ``one_letter`` the names of the rows of
    which a letter can be a form; ``own_faults`` yields what is wrong in this list alone.
    """
    table = without_long_forms(table)
    rows, problems = [], list(table.problems)
    seen: dict[str, int] = {}
    for row in table.rows:
        first, names = row.cells[needed[0]], row.forms[needed[0]]
        is_exempt = bool(one_letter.intersection(names))
        lone = () if is_exempt else lone_letters(row)
        lines = [seen[words(first)]] if words(first) in seen else []
        again = (f"{quoted(first)} is already at line {line}. {KEEP_ONE}" for line in lines)
        if fault := next(
            chain(_faults(row, needed, may_be_open=is_exempt), own_faults(row), lone, again), None
        ):
            problems.append((row.line, fault))
        else:
            seen[words(first)] = row.line
            rows.append(row)
    return Table(tuple(rows), tuple(sorted(problems)))


def without_long_forms(table: Table) -> Table:
    """Return ``table`` without the rows of which a form is too long to look for everywhere."""
    faults = {
        row: fault
        for row in table.rows
        for form in chain.from_iterable(row.forms.values())
        for fault in faults_of_length(form)
    }
    problems = [*table.problems, *((row.line, fault) for row, fault in faults.items())]
    return Table([row for row in table.rows if row not in faults], problems)


def lone_letters(row: Row) -> Iterator[str]:
    """Yield what is wrong with the forms of a row that are one letter."""
    for form in chain.from_iterable(row.forms[name] for name in row.forms if name != "term"):
        if is_lone_letter(form.removeprefix("-")):
            yield f"{quoted(form)} is one letter, which most texts have. Write a whole word."


def faults_of(table: Table, language: LanguageFolder, name: str, rule: str) -> Iterator[Finding]:
    """Yield a finding for each problem of the list ``name``; each catalog has the same."""
    for line, fault in table.problems:
        yield Finding(language.shown(language.list_path(name)), line, rule, fault)


def search_forms(forms: Iterable[str]) -> Pattern[str]:
    """Return what finds any of ``forms`` in the result of ``words``, the longest first."""
    return _search(tuple(forms))


@lru_cache(maxsize=4096)
def _search(forms: Sequence[str]) -> Pattern[str]:
    ways = [pattern_of(form) for form in sorted(forms, key=len, reverse=True)]
    return re.compile(rf"(?<![^ ])(?:{'|'.join(ways)})" if ways else r"(?!)")


@lru_cache(maxsize=8192)
def pattern_of(form: str) -> str:
    """Return a regular expression for a form in the result of ``words``."""
    parted = words(form.replace("*", STAR).replace("…", f" {GAP} ")).split()
    return "".join(A_GAP if word == GAP else pattern_of_parts(word.split(STAR)) for word in parted)


def pattern_of_parts(parts: Sequence[str]) -> str:
    """Return a regular expression for parts of a word, with any letters between, and a space.

    Each part stands at the first place that fits: another would be no better.
    """
    first, *others = map(re.escape, parts)
    if not others:
        return f"{first} "
    within = "".join(f"(?>[^ ]*?{part})" for part in others[:-1] if part)
    return f"{first}{within}(?>[^ ]*?{others[-1]} )"


def headword(form: str) -> str:
    """Return a form as a person would write it."""
    return form.replace("*", "")


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
                unix = (cell.replace("\r\n", "\n") for cell in cells)
                yield line, _without_empty_end([*unix], width)
            line = reader.line_num + 1
    except csv.Error:
        yield line, None


def _without_empty_end(cells: list[str], width: int) -> list[str]:
    end = len(cells)
    while end > width and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def _delimiter(text: str, columns: Sequence[str]) -> str | None:
    """Return what parts the cells of the first line, if they are as many as the columns."""
    for delimiter in DELIMITERS:
        cells = next(_lines(text, delimiter), (1, None))[1]
        if cells and len(cells) == len(columns):
            return delimiter
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


def _faults(row: Row, needed: Sequence[str], *, may_be_open: bool) -> Iterator[str]:
    for name in needed:
        if not row.forms[name]:
            yield f'The cell "{name}" of this row is empty. Fill it, or delete the row.'
    for form in chain.from_iterable(row.forms.values()):
        if not words(headword(form)):
            yield f"{quoted(form)} has no letters and would match everything. Write a word."
        if not may_be_open and is_too_open(form):
            yield f"{quoted(form)} would match nearly every text. Write more letters of the word."
