"""Read what a language's translators wrote down: ``terms.csv`` and ``words.csv``.

Both are tables with commas, in UTF-8, in ``locale/<code>``. A cell holds one form or several
parted by ``|``. A form matches whole words, in capitals or not; ``*`` stands for any letters
within one word: ``crónic*`` is crónico, crónica and crónicos. A Chinese character is a word.
In ``words.csv``, ``-`` before a form says that these words do not count: in ``不|-不同``, 不同
is no 不.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from re import Pattern

from multilingual.catalogs.findings import Finding
from multilingual.catalogs.messages import Catalog

TERMS = ("term", "preferred", "allowed", "banned")
WORDS = ("meaning", "forms")

SHOWN_TITLE = re.compile(r":[\w.+-]{1,40}:`([^`<]*)<[^`>]*>`")
ROLE = re.compile(r":[\w.+-]{1,40}:`[^`]*`")
ADDRESS = re.compile(r"<?\b(?:https?://|mailto:|www\.)[^\s`>]*>?_{0,2}")
REFERENCE = re.compile(r"\[[#*\w-]{0,40}\]_|%\(\w{1,40}\)[sd]|%[sd]|\\ ")
ARABIC_VOWELS = re.compile("[\u0640\u064b-\u065f\u0670]")
WITHOUT_SPACES = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN")
"""How Unicode's names of letters begin in scripts that put no space between words."""

STAR = "\N{LATIN EPIGRAPHIC LETTER SIDEWAYS I}"
"""Stands for ``*`` while a form is read, since it is a letter that nobody writes."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the line where it begins, from 1, and the forms of each cell."""

    line: int
    cells: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Table:
    """A table as read; ``broken`` holds line and fault of each row that was left out."""

    rows: list[Row] = field(default_factory=list)
    broken: list[tuple[int, str]] = field(default_factory=list)


def read_terms(catalog: Catalog) -> Table:
    """Return the term list of a catalog's language; it is empty if there is none."""
    return _read(catalog.folder / "terms.csv", TERMS, 2)


def read_words(catalog: Catalog) -> Table:
    """Return the words of a catalog's language by their meaning."""
    return _read(catalog.folder / "words.csv", WORDS, 1)


def forms_of(catalog: Catalog, meaning: str) -> tuple[str, ...] | None:
    """Return the forms that ``words.csv`` lists for a meaning, or None without such a row."""
    rows = read_words(catalog).rows
    return next((row.cells["forms"] for row in rows if meaning in row.cells["meaning"]), None)


def faults_of(table: Table, catalog: Catalog, name: str, rule: str) -> Iterator[Finding]:
    """Yield a finding for each broken row of the table ``name``; each catalog has the same."""
    path = catalog.folder / name
    if path.is_relative_to(catalog.root):
        path = path.relative_to(catalog.root)
    for line, fault in table.broken:
        yield Finding(path.as_posix(), line, rule, fault)


@lru_cache(maxsize=2048)
def prose(text: str) -> str:
    """Return ``text`` without its targets of roles, addresses, footnotes and placeholders."""
    for pattern, instead in (
        (SHOWN_TITLE, r"\1"),
        (ROLE, " "),
        (ADDRESS, " "),
        (REFERENCE, " "),
    ):
        text = pattern.sub(instead, text)
    return text


@lru_cache(maxsize=2048)
def words(text: str) -> str:
    """Return ``text`` as words in small letters, each followed by one space.

    A letter of a script without spaces is a word. Arabic vowel signs count for nothing, since
    they may be left out.
    """
    text = unicodedata.normalize("NFC", ARABIC_VOWELS.sub("", text)).casefold()
    parted = "".join(map(_spaced, text))
    return "".join(word + " " for word in parted.split())


def search_forms(forms: Iterable[str]) -> Pattern[str]:
    """Return what finds any of ``forms`` in the result of ``words``, the longest first."""
    ways = sorted((_pattern(form) for form in forms), key=len, reverse=True)
    return re.compile(rf"(?<![^ ])(?:{'|'.join(ways)})" if ways else r"(?!)")


def headword(form: str) -> str:
    """Return a form as a person would write it."""
    return form.replace("*", "")


@lru_cache(maxsize=100_000)
def _spaced(letter: str) -> str:
    category = unicodedata.category(letter)
    if category == "Cf":
        return ""
    if category[0] not in "LMN":
        return " "
    name = unicodedata.name(letter, "")
    alone = category[0] == "L" and name.startswith(WITHOUT_SPACES)
    return f" {letter} " if alone else letter


def _pattern(form: str) -> str:
    # Bounded, since a hostile text may be one word of a million letters.
    return re.escape(words(form.replace("*", STAR))).replace(STAR, "[^ ]{0,40}")


def _read(path: Path, header: tuple[str, ...], needed: int) -> Table:
    try:
        stamp = path.stat()
    except OSError:
        return Table()
    return _read_file(path, header, needed, (stamp.st_mtime_ns, stamp.st_size))


@lru_cache(maxsize=64)
def _read_file(path: Path, header: tuple[str, ...], needed: int, _stamp: tuple[int, int]) -> Table:
    table = Table()
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        return Table(broken=[(1, "This table is not UTF-8. Save it in UTF-8.")])
    reader = csv.reader(text.split("\n"))
    seen: dict[str, int] = {}
    line = 1
    try:
        for number, cells in enumerate(reader):
            fault = _fault(cells, header, needed, seen) if number else _header_fault(cells, header)
            if fault:
                table.broken.append((line, fault))
            elif number and any(cells):
                seen[words(cells[0])] = line
                forms = [tuple(filter(None, map(str.strip, cell.split("|")))) for cell in cells]
                table.rows.append(Row(line, dict(zip(header, forms, strict=True))))
            if fault and not number:
                break
            line = reader.line_num + 1
    except csv.Error:
        table.broken.append((line, "This row cannot be read. Look for a missing quote."))
    return table


def _header_fault(cells: list[str], header: tuple[str, ...]) -> str | None:
    if tuple(cell.strip() for cell in cells) == header:
        return None
    return f"The first line of this table is {','.join(header)}, with commas. Write it so."


def _fault(
    cells: list[str], header: tuple[str, ...], needed: int, seen: Mapping[str, int]
) -> str | None:
    if not any(cells):
        return None
    if len(cells) != len(header):
        return (
            f"This row has {len(cells)} cells and not {len(header)}. Put a comma between two "
            f'cells, and quotes "…" around a cell that holds a comma.'
        )
    for name, cell in zip(header[:needed], cells, strict=False):
        if not cell.strip(" |"):
            return f'The cell "{name}" of this row is empty. Fill it, or delete the row.'
    for form in "|".join(cells).split("|"):
        if form.strip() and not words(form.replace("*", "")):
            return f'"{form.strip()}" has no letters and would match everything. Write a word.'
    if words(cells[0]) in seen:
        line = seen[words(cells[0])]
        return f'"{cells[0]}" is already at line {line}. Keep one of the two rows.'
    return None
