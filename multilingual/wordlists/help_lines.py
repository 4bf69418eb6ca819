"""Who helps in which country: ``source/help_lines.csv`` and ``source/organisations.csv``.

The first has emergency numbers and crisis lines, the second groups and charities. Both are the
same for every language: names of countries and languages come from CLDR, and what is left of words
are names. A wrong number can cost a life, so a row in which anything is wrong stops the build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from babel import Locale
from babel.languages import get_territory_language_info

from multilingual.findings import Finding
from multilingual.languages import SOURCE_CODE, TAG, locale_of
from multilingual.text.wording import quoted
from multilingual.wordlists.table import Row, Table, open_table

HELP_LINES = "source/help_lines.csv"
ORGANISATIONS = "source/organisations.csv"
COLUMNS = {
    HELP_LINES: (
        *("country", "kind", "name", "number", "hours", "languages", "url", "source", "seen"),
    ),
    ORGANISATIONS: ("country", "name", "languages", "url", "what", "source", "seen"),
}
EMERGENCY, CRISIS = "emergency", "crisis"
KINDS = {
    HELP_LINES: (EMERGENCY, CRISIS),
    ORGANISATIONS: ("charity", "network", "line", "hospital"),
}
KIND = {HELP_LINES: "kind", ORGANISATIONS: "what"}
"""The column that says what a row is."""
NEEDED = {
    HELP_LINES: ("number", "source", "seen"),
    ORGANISATIONS: ("name", "url", "source", "seen"),
}

EVERYWHERE = "XX"
"""Stands for the country of an organisation that is for all countries."""
NUMBER = re.compile(r"\+?\d(?:[ -]?\d)+")
MOST_DIGITS = 15
"""https://www.itu.int/rec/T-REC-E.164"""
ALWAYS = "24/7"
HOURS = re.compile(r"24/7|([01]\d|2[0-4]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d")
TWICE = "Keep one of the two rows."


@dataclass(frozen=True, slots=True)
class Help:
    """A row of either list; ``number`` and ``hours`` are empty for an organisation."""

    line: int
    country: str
    kind: str
    name: str
    number: str
    hours: str
    languages: tuple[str, ...]
    url: str

    @property
    def dialled(self) -> str:
        """The number as a telephone wants it."""
        return re.sub(r"[^\d+]", "", self.number)


@dataclass(frozen=True, slots=True)
class HelpList:
    """A list; ``problems`` are the lines of rows that cannot be used, with what to do."""

    rows: tuple[Help, ...] = ()
    problems: tuple[tuple[int, str], ...] = ()


def read_help(root: Path, name: str) -> HelpList:
    """Return the list ``name`` of the project in ``root``, an empty one if it has none."""
    return _read(open_table(root / name, COLUMNS[name]), name)


def help_findings(root: Path) -> Iterator[Finding]:
    """Yield the rows of both lists that cannot be used."""
    for name in COLUMNS:
        for line, fault in read_help(root, name).problems:
            yield Finding(name, line, "lists", fault)


@lru_cache(maxsize=16)
def _read(table: Table, name: str) -> HelpList:
    rows, problems = [], list(table.problems)
    for row in table.to_fill:
        problems.append(
            (row.line, "This row has a cell that is not filled. Fill it, or delete it.")
        )
    for row in table.rows:
        faults = list(_faults(row, name))
        problems += [(row.line, fault) for fault in faults]
        if not faults:
            rows.append(_help(row, name))
    problems += _faults_among(rows)
    return HelpList(tuple(rows), tuple(sorted(problems)))


def _help(row: Row, name: str) -> Help:
    cell = {column: text.strip() for column, text in row.cells.items()}
    return Help(
        row.line,
        cell["country"],
        cell[KIND[name]],
        cell["name"],
        cell.get("number", ""),
        cell.get("hours", ""),
        row.forms["languages"],
        cell["url"],
    )


def _faults(row: Row, name: str) -> Iterator[str]:
    cell = {column: text.strip() for column, text in row.cells.items()}
    country, kind, address = cell["country"], cell[KIND[name]], cell["url"]
    if not is_country(country) and (country, name) != (EVERYWHERE, ORGANISATIONS):
        yield f"{quoted(country)} is no country. Write its two letters of ISO 3166-1, such as FR."
    if kind not in KINDS[name]:
        known = ", ".join(KINDS[name])
        yield f"{quoted(kind)} is nothing that {KIND[name]} can say. Write one of: {known}."
    for column in NEEDED[name]:
        if not cell[column]:
            yield f'The cell "{column}" of this row is empty. Fill it, or delete the row.'
    number = cell.get("number", "")
    if number and not is_number(number):
        yield f"{quoted(number)} is no telephone number. Write digits and spaces, and one number."
    if cell.get("hours") and not HOURS.fullmatch(cell["hours"]):
        yield f"{quoted(cell['hours'])} are no hours. Write {ALWAYS}, or such as 09:00-21:00."
    for tag in row.forms["languages"]:
        if not TAG.fullmatch(tag) or not name_of_language(tag, Locale(SOURCE_CODE)):
            yield f"{quoted(tag)} is the tag of no language. Write one such as es or pt-BR."
    if address and not _is_secure(address):
        yield f"{quoted(address)} is no secure address. Write one that begins with https://."


def _faults_among(rows: Sequence[Help]) -> Iterator[tuple[int, str]]:
    """Yield what is wrong with rows only because of others."""
    seen: dict[tuple[str, str, str], int] = {}
    reachable = {row.country for row in rows if row.kind == EMERGENCY}
    for row in rows:
        about = (row.country, row.kind, row.dialled or row.name.casefold())
        if about in seen:
            yield row.line, f"{row.country} has this already at line {seen[about]}. {TWICE}"
        seen.setdefault(about, row.line)
        if row.kind == CRISIS and row.country not in reachable:
            yield (
                row.line,
                f"{row.country} has a crisis line and no emergency number. Add a row for it.",
            )


def is_country(code: str) -> bool:
    """Return whether CLDR knows who lives in a territory with this code.

    >>> [code for code in ("FR", "XK", "UK", "EU", "fr", "001", "XX") if is_country(code)]
    ['FR', 'XK']
    """
    return bool(re.fullmatch("[A-Z]{2}", code) and get_territory_language_info(code))


def is_number(number: str) -> bool:
    """Return whether one can dial ``number``.

    >>> is_number("112"), is_number("+91 81118-49888"), is_number("112/15"), is_number("call us")
    (True, True, False, False)
    """
    digits = sum(map(str.isdigit, number))
    return number.isascii() and bool(NUMBER.fullmatch(number)) and digits <= MOST_DIGITS


def name_of_language(tag: str, locale: Locale) -> str:
    """Return the name of a language in another, or nothing if there is none.

    >>> name_of_language("pt-BR", Locale("fr")), name_of_language("xx", Locale("fr"))
    ('portugais (Brésil)', '')
    """
    known = locale_of(tag)
    return (known and known.get_display_name(locale)) or locale.languages.get(tag) or ""


def _is_secure(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme == "https" and "." in host.strip(".") and not re.search(r"\s", address)
