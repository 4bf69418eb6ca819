"""Whether the rows of ``numbers.csv`` agree with each other, and with the numbers that they say.

A row ``38,cuarenta y ocho`` would let 48 °C stand for 38 °C, in every text. So a row is refused
if its words say another number than its digits, by ``number_words.csv`` or by the other rows, or
if the same word is in a row of another number, unit or scale. Chinese and Roman numerals, digits
and words such as "cincuentena" say a number, too. What both lists lack, nobody sees.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import prod
from pathlib import Path
from typing import TypeVar

from multilingual.languages import base_code
from multilingual.text.wording import fold, plain, quoted
from multilingual.wordlists.quantity import (
    ANY_NUMERALS,
    PARTS_AFTER,
    PARTS_BEFORE,
    SCALES,
    numeral_runs,
    roman_numeral,
    summed,
    value_of_numerals,
)
from multilingual.wordlists.table import Row, Table, open_table

WORDS = Path(__file__).parent / "tables" / "number_words.csv"
COLUMNS = ("language", "value", "forms")

NUMBER = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?: (?P<unit>.+))?", re.ASCII)
ORDER = re.compile(r"(\d+)(?:st|nd|rd|th)", re.ASCII)
ENDING = re.compile(r"(\d+) ending", re.ASCII)
"""The values of rows for numbers, for what comes in an order, and for endings of words."""
ALSO = re.compile(r"also (\d+(?:\.\d+)?)(?: (?!per )(\S+))?(?: per (\S+))?", re.ASCII)
"""The value of phrases that may say a number and need not, as "matin et soir" twice a day."""
DIGITS = re.compile(r"\d+")
PIECE = re.compile(r"[^\W_]+(?:[^\W_]|\u093c|[\u0900-\u0903\u093a-\u094f])*")
FEW = 12
"""Up to here a number may be part of a way to say another: one half, every two days."""
NO_NUMBER = "none"
"""The value of phrases in which a number word is none, as 二次感染."""
NO_VALUES = ("decimal", "minus", *PARTS_AFTER, *PARTS_BEFORE, NO_NUMBER)
"""Rows that are of no number: signs, a part more than the number beside it, and other phrases."""
NAME = re.compile(r"(?=.*[A-Za-z])(?:[A-Za-z0-9-]*[A-Za-z-])?(\d+)", re.ASCII)
"""A name that ends in a number, as COVID-19."""
IDIOMS = {(14.0, 15.0)}
"""Two weeks are fifteen days in Romance languages, which count the first day, too."""

Meaning = tuple[str, str]
"""What a row is of (a number, a unit, a rate …), and which."""

T = TypeVar("T")


def consistent(table: Table, code: str, symbols: Mapping[str, str]) -> Table:
    """Return ``table`` without the rows that contradict themselves or another one.

    These are its problems.
    """
    spoken = _Spoken.of(table, code, symbols)
    first: dict[tuple[str, str], tuple[int, str]] = {}
    faults: dict[int, str] = {}
    for row in table.rows:
        if fault := next(spoken.faults(row), None):
            faults[row.line] = fault
    for row in (row for row in table.rows if row.line not in faults):
        for kind, what in _meanings(row.cells["value"].strip()):
            for form in row.forms["forms"]:
                key = (kind, key_of(form))
                line, other = first.setdefault(key, (row.line, what))
                if other != what:
                    # Nobody knows which of them is right.
                    faults.setdefault(row.line, _contradiction(form, line, table))
                    faults.setdefault(line, _contradiction(form, row.line, table))
    rows = [row for row in table.rows if row.line not in faults]
    return Table(rows, [*table.problems, *sorted(faults.items())], table.to_fill)


def _contradiction(form: str, line: int, table: Table) -> str:
    other = next(row.cells["value"].strip() for row in table.rows if row.line == line)
    return f"{quoted(form)} stands for {quoted(other)} at line {line}. Keep it in the row it fits."


def _meanings(value: str) -> Iterator[Meaning]:
    number = NUMBER.fullmatch(value)
    if ORDER.fullmatch(value):
        yield "order", value
    elif ENDING.fullmatch(value):
        yield "ending", value
    elif ALSO.fullmatch(value):
        yield "also", value
    elif number:
        yield "number", str(float(number["number"]))
    elif value in SCALES:
        yield "number", str(float(10 ** SCALES[value]))
    elif value.startswith("per "):
        yield "rate", value
    elif value not in NO_VALUES:
        yield "unit", value


@dataclass(frozen=True)
class _Spoken:
    """What the words of a language say: numbers, and what joins them; the units of its list.

    ``symbols`` are the units of the signs that every language has.
    """

    values: Mapping[str, float]
    joints: frozenset[str]
    units: Mapping[str, str]
    symbols: Mapping[str, str]
    code: str

    @classmethod
    def of(cls, table: Table, code: str, symbols: Mapping[str, str]) -> _Spoken:
        """Return those of a language, by our own list first."""
        known, joints = known_words(code)
        own: dict[str, set[float]] = {}
        units: dict[str, set[str]] = {}
        for row in table.rows:
            value = row.cells["value"].strip()
            number = NUMBER.fullmatch(value)
            for form in row.forms["forms"]:
                if number and not number["unit"] and len(_pieces(form)) == 1:
                    own.setdefault(key_of(form), set()).add(float(number["number"]))
                elif next(_meanings(value), ("", ""))[0] == "unit":
                    units.setdefault(key_of(form), set()).add(value)
        return cls({**_sure(own), **known}, joints, _sure(units), symbols, code)

    def faults(self, row: Row) -> Iterator[str]:
        """Yield what is wrong with what the forms of a row say."""
        value = row.cells["value"].strip()
        if value == NO_NUMBER:
            yield from self._hidden(row)
        if value in NO_VALUES or ENDING.fullmatch(value):
            return
        if order := ORDER.fullmatch(value):
            yield from self._other_orders(float(order[1]), row)
            return
        value = value.removeprefix("also ").partition(" per ")[0] or value
        number = NUMBER.fullmatch(value)
        name = NAME.fullmatch(value)
        for form in row.forms["forms"]:
            if name and (said := self._numbers(form)) and float(name[1]) not in said:
                yield _says_other(form, max(said), value)
            if number:
                said = self._numbers(form)
                wrong = self._wrong(float(number["number"]), number["unit"], said, form)
                if wrong is not None:
                    yield _says_other(form, wrong, value)
            elif value not in SCALES:
                yield from self._other_units(value, form)

    def _other_units(self, value: str, form: str) -> Iterator[str]:
        """Yield what is wrong with a form for a unit that says another one."""
        unit = value.removeprefix("per ")
        sign = self.symbols.get(key_of(form))
        if sign and sign != unit:
            yield f"{quoted(form)} is the sign of {sign} and not of {value}. Take it out."
        named = {self.units[piece] for piece in _pieces(form) if piece in self.units}
        if value.startswith("per ") and named and not {unit, value} & named:
            told = " and ".join(sorted(named))
            yield f"{quoted(form)} says {told} and not {unit}. Mend the row."

    def _other_orders(self, number: float, row: Row) -> Iterator[str]:
        """Yield the forms for what comes in an order that say another number, as V for 3rd."""
        for form in row.forms["forms"]:
            said = self._numbers(form)
            if said and number not in said and self._is_whole(form):
                yield _says_other(form, max(said), row.cells["value"].strip())

    def _hidden(self, row: Row) -> Iterator[str]:
        """Yield the forms of a row "none" that say a number or a unit, which it would hide."""
        for form in row.forms["forms"]:
            key, pieces = key_of(form), _pieces(form)
            if self.units.get(key) == "%":
                continue
            # In 二次感染 (a second infection) there is no number, nor in other words with one.
            is_word = len(pieces) == 1 and ANY_NUMERALS.search(key) and self._has_rest(key)
            names = {**self.symbols, **self.units}
            said = [one for one in pieces if one in names or self._values(one)]
            if said or key in names or (not is_word and self._numbers(form)):
                what = quoted(said[0] if said else form)
                yield f"{what} says a number or a unit. A row none cannot hide it: take it out."

    def _has_rest(self, key: str) -> bool:
        """Return whether a word has more than a small number, and no unit but "times"."""
        names = {**self.symbols, **self.units}
        units = sorted(
            (one for one in names if len(one) > 1 or one in "克片"), key=len, reverse=True
        )
        rest = ANY_NUMERALS.sub("", key).removeprefix("次")
        return (
            max(self._numbers(key), default=0) <= FEW
            and bool(rest)
            and not any(unit in rest for unit in units)
        )

    def _wrong(
        self, number: float, unit: str | None, said: Sequence[float], form: str
    ) -> float | None:
        """Return a number that is said in place of ``number``, if there is one."""
        if not said or number in said or (unit == "decade" and number % 100 in said):
            return None
        most, pieces = max(said), _pieces(form)
        if unit:
            is_plain = len(said) == 1 and self.units.get(pieces[-1]) == unit
            rest = [one for one in pieces[:-1] if one not in self.values and not one.isdecimal()]
            is_whole = is_plain and all(one in self.joints for one in rest)
            return most if (most > FEW or is_whole) and (number, most) not in IDIOMS else None
        if number.is_integer():
            # What stands beside a small number may be a word for another one, as a dozen.
            return most if most > FEW or self._is_whole(form) else None
        return most if most > FEW and most != int(number) else None

    def _is_whole(self, form: str) -> bool:
        """Return whether a form says its number with all of its words."""
        rest = [one for one in _pieces(form) if not self._values(one) and one not in self.joints]
        return not rest or bool(numeral_runs(form)) or roman_numeral(form) is not None

    def _numbers(self, form: str) -> list[float]:
        """Return the numbers that a form says."""
        ours, _joints = known_words(self.code)
        if key_of(form) in ours:
            return [ours[key_of(form)]]
        if (roman := roman_numeral(form)) is not None:
            return [roman]
        runs = [value_of_numerals(run) for run in numeral_runs(form)]
        if numerals := [float(value) for value in runs if value]:
            return numerals
        found: list[float] = []
        every: list[float] = []
        run: list[float] = []
        for piece in (*_pieces(form), ""):
            values = self._values(piece)
            if values:
                # One is an article in "una docena", but Arabic says eleven so.
                is_article = run == [1] and base_code(self.code) in {"es", "fr"}
                run = values if is_article else [*run, *values]
            elif piece not in self.joints and run:
                found.append(summed(run, self.code))
                every += run
                run = []
        # Of another language it is not known what joins numbers: 48 is 40 and 8, 80 is 4 times 20.
        ways = [] if self.joints or len(every) < 2 else [summed(every, self.code), prod(every)]
        return found + ways

    def _values(self, piece: str) -> list[float]:
        # As in 3er.
        if len(digits := DIGITS.findall(piece)) == 1:
            return [float(digits[0])]
        if piece in self.values:
            return [self.values[piece]]
        # Arabic writes "and" onto the word.
        rests = (piece.removeprefix(joint) for joint in self.joints if piece.startswith(joint))
        return [self.values[rest] for rest in rests if rest in self.values]


def _says_other(form: str, said: float, value: str) -> str:
    shown = f"{said:g}" if said < 1e6 else f"{said:.0f}"
    return f"{quoted(form)} says {shown} and not {value}. Mend the row."


def _sure(known: Mapping[str, set[T]]) -> dict[str, T]:
    """Return what each word stands for, without those of which two rows say two things."""
    return {word: next(iter(found)) for word, found in known.items() if len(found) == 1}


@cache
def known_words(code: str) -> tuple[Mapping[str, float], frozenset[str]]:
    """Return the number words that every list of a language is measured by, and its "and"."""
    language = base_code(code)
    values: dict[str, float] = {}
    joints: set[str] = set()
    for row in open_table(WORDS, COLUMNS).rows:
        if row.cells["language"] == language:
            keys = map(key_of, row.forms["forms"])
            if row.cells["value"] == "and":
                joints.update(keys)
            else:
                values |= dict.fromkeys(keys, float(row.cells["value"]))
    return values, frozenset(joints)


def _pieces(form: str) -> list[str]:
    return PIECE.findall(key_of(form))


def key_of(form: str) -> str:
    """Return a form as it is compared: folded, in small letters, with ASCII digits."""
    return plain(fold(form)).strip().casefold()
