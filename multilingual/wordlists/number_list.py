"""What a language has for numbers and units: ``numbers.csv``, its digits, marks and numerals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from multilingual.catalogs.language_folder import NUMBERS, LanguageFolder
from multilingual.languages import locale_of
from multilingual.text.wording import fold, plain, quoted, small
from multilingual.wordlists.contradictory_numbers import (
    ALSO,
    ENDING,
    NAME,
    NO_NUMBER,
    NO_VALUES,
    NUMBER,
    ORDER,
    consistent,
    key_of,
    known_words,
)
from multilingual.wordlists.dates_and_times import CLOCK, PARTS_OF_HOUR, afternoon_words
from multilingual.wordlists.forms import Forms
from multilingual.wordlists.quantity import PARTS_AFTER, PARTS_BEFORE, SCALES, Quantity
from multilingual.wordlists.table import Row, Table, lone_letters, open_table, without_long_forms

NUMBER_COLUMNS = ("value", "forms")
ENGLISH_NUMBERS = Path(__file__).parent / "tables" / "english_numbers.csv"
BESIDE = Path(__file__).parent / "tables" / "words_beside_numbers.csv"

GROUPED = r"\d{{1,3}}(?:{0}\d{{3}})+|\d{{1,2}}(?:{0}\d{{2}})+{0}\d{{3}}|\d+"
"""Digits in threes, or as in India the last three and the others in twos."""
DIGIT = re.compile(r"\d")
RATE_VALUE = re.compile(r"per (.+)")

ORDINAL = "nth"
"""Stands for the unit of a word for what comes in an order, as second."""
OTHER_VALUES = (*NO_VALUES, "2nd", "2 ending", "also 2")

NOT_A_NUMBER = "This row is not a value, a comma and its forms, as in 2,two|pair. Mend it."


class Said(NamedTuple):
    """What a phrase may say: a number, its unit, and how often."""

    value: str
    unit: str = ""
    per: str = ""


@dataclass
class NumberList:
    """What a language has for numbers and units; each key is a folded form.

    ``words`` gives a value and a unit, which may be empty; ``units`` and ``scales`` the name
    of the unit and the power of ten; ``decimals`` the marks that may begin a fraction;
    ``problems`` the lines that cannot be read, with what to do.
    """

    units: dict[str, str] = field(default_factory=dict)
    words: dict[str, tuple[str, str]] = field(default_factory=dict)
    scales: dict[str, int] = field(default_factory=dict)
    decimals: tuple[str, ...] = (".",)
    problems: list[tuple[int, str]] = field(default_factory=list)
    written: Mapping[str, list[str]] = field(default_factory=dict)
    """The forms of each unit that the language's own table has, as they are written."""
    rates: Mapping[str, str] = field(default_factory=dict)
    """The unit of each form that says how often, as day for "daily" and "a day"."""
    minus: frozenset[str] = frozenset()
    """What stands beside a temperature below zero in place of the sign."""

    endings: Mapping[str, list[str]] = field(default_factory=dict)
    """How words end that say a number, as those of Arabic that say two."""
    afternoon: frozenset[str] = frozenset()
    """What the language calls the parts of a day after noon."""
    forms: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The forms of each row of the list, by its value."""
    also: Mapping[str, Said] = field(default_factory=dict)
    """What each phrase may say and need not, as twice a day for "matin et soir"."""
    unlisted: Mapping[str, str] = field(default_factory=dict)
    """The value of number words that the list lacks: of the language, and of English."""

    def __post_init__(self) -> None:
        self.unit_forms = Forms(self.units)
        self.word_forms = Forms(self.words)
        self.scale_forms = Forms(self.scales)
        self.rate_forms = Forms(self.rates)
        self.minus_forms = Forms(self.minus)
        self.also_forms = Forms(self.also)
        self.century_forms = Forms(form for form, unit in self.units.items() if unit == "century")

    @cached_property
    def unlisted_forms(self) -> Forms:
        """Finds the number words that the list lacks."""
        return Forms(self.unlisted)

    def may_say_number(self, text: str) -> bool:
        """Return whether a text has a digit or any word that may be a number, besides one."""
        if DIGIT.search(text):
            return True
        known = small(plain(fold(text)))
        said = (self.words[form] != ("1", "") for form, _, _ in self.word_forms.all_in(known))
        forms = (self.rate_forms, self.century_forms)
        return any(said) or any(next(kind.all_in(known), None) for kind in forms)

    def says(self, value: str, unit: str) -> bool:
        """Whether the language's table has a word for ``value``, and for its unit."""
        known = self.words.values()
        return (value, unit) in known or (
            any(value == number for number, _ in known) and (not unit or unit in self.written)
        )

    def own_words(self, quantity: Quantity) -> str:
        """Return how the language writes a quantity of the English, as far as its list says."""
        number, unit = quantity.value, quantity.unit
        units = self.forms.get(unit, ())
        first = quantity.shown.partition(" ")[0].casefold()
        if english().words.get(first, ("", ""))[1] == ORDINAL:
            ordinals = (self.forms.get(f"{number}{ending}") for ending in ("st", "nd", "rd", "th"))
            words = next(filter(None, ordinals), ())
        elif number in PARTS_OF_HOUR.values() and not re.search(r"\d", quantity.shown):
            words = self.forms.get(number, ())
        elif first in {"every", "alternate"} and f"{number} {unit}" in self.forms:
            words, units = self.forms[f"{number} {unit}"], ()
        else:
            words = [number.replace(".", self.decimals[0])]
        is_written = unit in {"", CLOCK} or unit in self.forms
        if not words or not is_written:
            return quantity.shown
        most = 1 if unit in symbols().values() else 3
        return " ".join(filter(None, ("/".join(words[:2]), "/".join(units[:most]))))

    def rate_words(self, unit: str) -> str:
        """Return how the language says how often, as "al día" for a day, if its list says it."""
        return " / ".join(self.forms.get(f"per {unit}", ())[:3])

    def is_said_by_ending(self, value: str, text: str) -> int:
        """Return how many words of a folded text say ``value`` by how they end."""
        ends = "|".join(map(re.escape, self.endings.get(value, ())))
        return len(re.findall(rf"\w{{3,}}(?:{ends})(?!\w)", text)) if ends else 0

    def readings(self, number: str, *, is_english: bool) -> Iterator[str]:
        """Yield the values that ``number`` has for a reader of the language, best first."""
        if number.isdecimal():
            yield number
            return
        for mark in self.decimals:
            whole, point, fraction = number.replace("٫", mark).partition(mark)
            groups = "[ '’٬" + (",]" if mark == "." else ".]")
            if fraction.isdecimal() == bool(point) and _is_grouped(whole, groups):
                yield re.sub(groups, "", whole) + ("." + fraction if point else "")
        # 2.5 is clear to a reader who writes 2,5; but 1,000 is 1 for a reader of French.
        if not is_english and re.fullmatch(r"\d+[.,]\d{1,2}", number):
            yield number.replace(",", ".")


def read_numbers(language: LanguageFolder) -> NumberList:
    """Return the words and signs that a language has for numbers and units."""
    return _of(open_table(language.list_path(NUMBERS), NUMBER_COLUMNS), language.code)


@lru_cache(maxsize=64)
def _of(table: Table, code: str) -> NumberList:
    known = frozenset(symbols().values()) | frozenset(english().units.values())
    sound = consistent(without_long_forms(table), code, symbols())
    made = _number_list(sound, decimal_marks(code), known)
    made.afternoon = afternoon_words(code)
    spoken = {word: f"{value:g}" for word, value in known_words(code)[0].items()}
    spoken |= {form: value for form, (value, unit) in english().words.items() if not unit}
    made.unlisted = {
        form: value
        for form, value in spoken.items()
        if form not in made.words and NUMBER.fullmatch(value) and value != "1"
    }
    return made


@cache
def symbols() -> dict[str, str]:
    """Return the signs that are the same in every language: SI and a few of medicine."""
    table = open_table(Path(__file__).parent / "tables" / "unit_symbols.csv", NUMBER_COLUMNS)
    return {key: row.cells["value"] for row in table.rows for key in _keys(row)}


@cache
def english() -> NumberList:
    """Return the words of the source language."""
    table = open_table(ENGLISH_NUMBERS, NUMBER_COLUMNS)
    return _number_list(table, (".",), None)


@cache
def decimal_marks(code: str) -> tuple[str, ...]:
    """Return the decimal mark of a language as CLDR has it for European digits."""
    locale = locale_of(code)
    mark = locale.number_symbols.get("latn", {}).get("decimal") if locale else None
    return (str(mark),) if mark in {".", ","} else (".",)


def _number_list(
    table: Table, decimals: tuple[str, ...], known: frozenset[str] | None
) -> NumberList:
    """Return what ``table`` says; with no ``known`` units, each value may be one."""
    words: dict[str, tuple[str, str]] = {}
    scales: dict[str, int] = {}
    own: dict[str, str] = {}
    rates: dict[str, str] = {}
    others: dict[str, list[str]] = {"minus": []}
    written: dict[str, list[str]] = {}
    every: dict[str, list[str]] = {}
    problems = list(table.problems)
    for row in table.rows:
        value, forms, keys = row.cells["value"].strip(), row.forms["forms"], _keys(row)
        number, name = NUMBER.fullmatch(value), NAME.fullmatch(value)
        rate = RATE_VALUE.fullmatch(value)
        faults = islice(lone_letters(row), 1) if number else ()
        problems += ((row.line, fault) for fault in faults)
        every.setdefault(value, []).extend(forms)
        if not value or not keys:
            problems.append((row.line, NOT_A_NUMBER))
        elif value == "decimal":
            decimals = tuple(mark for mark in forms if mark in {".", ","}) or decimals
        elif value == "minus" or ENDING.fullmatch(value) or _said(value, known):
            others.setdefault(value.removesuffix(" ending"), []).extend(keys)
        elif value in SCALES:
            scales |= dict.fromkeys(keys, SCALES[value])
        elif rate and (known is None or rate[1] in known):
            rates |= dict.fromkeys(keys, rate[1])
        elif word := _word(value, known):
            words |= dict.fromkeys(keys, word)
        elif not rate and (known is None or value in known):
            own = dict.fromkeys(keys, value) | own
            written.setdefault(value, []).extend(forms)
        elif name:
            words |= dict.fromkeys(keys, (name[1], ""))
        else:
            problems.append((row.line, _unknown(value, known or ())))
    units = {**symbols(), **own}
    minus = frozenset(others.pop("minus"))
    phrases = ((_said(value, known), keys) for value, keys in others.items())
    also = {key: said for said, keys in phrases if said for key in keys}
    return NumberList(
        *(units, words, scales, decimals, sorted(problems), written, rates, minus, others),
        forms=every,
        also=also,
    )


def _said(value: str, known: frozenset[str] | None) -> Said | None:
    """Return what a phrase may say, ``None`` if the row is of another kind."""
    said = ALSO.fullmatch(value)
    is_known = said and (known is None or {said[2], said[3]} <= {None, *known})
    return Said(said[1], said[2] or "", said[3] or "") if said and is_known else None


def _word(value: str, known: frozenset[str] | None) -> tuple[str, str] | None:
    """Return the value and the unit of words, ``None`` if they are no number."""
    if ordinal := ORDER.fullmatch(value):
        return ordinal[1], ORDINAL
    number = NUMBER.fullmatch(value)
    if number and (known is None or not number[2] or number[2] in known):
        return number[1], number[2] or ""
    parts = {part: (part, "") for part in (*PARTS_AFTER, *PARTS_BEFORE)}
    return {**parts, NO_NUMBER: ("", "")}.get(value)


def _is_grouped(number: str, groups: str) -> bool:
    signs = set(number) - set("0123456789")
    return len(signs) <= 1 and re.fullmatch(GROUPED.format(groups), number, re.ASCII) is not None


def _unknown(value: str, known: Iterable[str]) -> str:
    allowed = ", ".join([*sorted(known), *SCALES, *OTHER_VALUES])
    return f"{quoted(value)} is not a number and not a unit. Write a number or one of: {allowed}."


def _keys(row: Row) -> list[str]:
    return [key for form in row.forms["forms"] if (key := key_of(form))]


@cache
def words_beside() -> Sequence[str]:
    """Return what stands in any language between two ways to write one number: 38 or forty-eight.

    The longest are first.
    """
    rows = open_table(BESIDE, ("language", "forms")).rows
    return sorted({form for row in rows for form in row.forms["forms"]}, key=len, reverse=True)
