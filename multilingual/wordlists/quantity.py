"""A number with its unit, the value of numerals, and how two numbers beside each other are one."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import groupby, pairwise

from multilingual.text.direction import LATIN
from multilingual.text.wording import fold, plain, script_of_letter

PARTS_AFTER = ("+0.5", "+0.25", "-0.25")
"""The values of words that change the number before them, as "y media", "menos cuarto"."""
BEFORE = " before"
"""Ends the value of words that change the number after them: +0.5 is Hindi साढ़े, -0.25 पौने."""
PARTS_BEFORE = tuple(f"{part}{BEFORE}" for part in PARTS_AFTER)
HALVES = {"0.5", *PARTS_AFTER}
ENGLISH_JOINER = re.compile(r" ?(?:,|-|–|—|to|and|or|through)(?: (?:and|or|to))? ?")
END_OF_PHRASE = re.compile(r"[.;:!?()।。；：？！（）؟؛\n]")
BESIDE = re.compile(r" ?[-–—:=(] ?")
"""What stands between a number and the same in words, as in "2 - two" and "two (2)"."""

NUMERALS = "〇零一二三四五六七八九十百千万亿億萬两兩"
NUMERAL_RUN = re.compile(
    rf"(?<![\d{NUMERALS}])(?:[{NUMERALS}]{{1,12}}点[〇零一二三四五六七八九]{{1,4}}(?![{NUMERALS}刻分半])"
    rf"|[{NUMERALS}]{{2,12}}(?![{NUMERALS}]))"
)
ANY_NUMERALS = re.compile(f"[{NUMERALS}]+")
ROMAN = re.compile(
    rf"(?=[IVX])(?<![{LATIN}\d])(X{{0,3}})(IX|IV|V?I{{0,3}})(?:e|er|ème|è)?(?![{LATIN}\d])"
)
ANY_ROMAN = re.compile("(?=.)(M{0,3})(C[MD]|D?C{0,3})(X[CL]|L?X{0,3})(I[XV]|V?I{0,3})")
ROMAN_LETTERS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
POWERS = {100, 1_000, 1_000_000, 1_000_000_000}


SCALES = {
    "hundred": 2,
    "thousand": 3,
    "ten thousand": 4,
    "lakh": 5,
    "million": 6,
    "crore": 7,
    "hundred million": 8,
    "billion": 9,
}
"""The power of ten of each scale word: Western, Indian and East Asian."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit.

    ``value`` is written with ASCII digits and no grouping, to the last zero: 5.0 is not 5,
    for a reader may miss the mark (https://www.ismp.org/recommendations/error-prone-abbreviations-list).
    ``unit`` is its own, and ``near`` units that it may share with its neighbour, as 5 does in
    "5 to 10 mg"; ``per`` is the unit after a slash. ``shown`` is how the text has it.
    """

    value: str
    unit: str = ""
    near: frozenset[str] = frozenset()
    per: str = ""
    shown: str = field(default="", compare=False)


Kinds = Counter[Quantity]


@dataclass(frozen=True, slots=True)
class Name:
    """A name with a number in it, as B12, and the quantity if it is no name (服用MMF2次)."""

    text: str
    quantity: Quantity


@dataclass(slots=True)
class Place:
    """Where a quantity stands in a text, and whether in words, in a name, or in an order."""

    begin: int
    end: int
    quantity: Quantity
    is_spoken: bool = False
    name: str = ""
    is_ordinal: bool = False
    power: int = 0
    """The power of ten of its scale, as 6 in "a million"."""


def roman_value(number: re.Match[str]) -> str:
    """Return the value of a Roman number that ``ROMAN`` has found."""
    return f"{roman_numeral(number[1] + number[2]) or 0:g}"


def numeral_value(run: str) -> str | None:
    """Return the value of several Chinese numerals; none if they are two numbers, as 三四 is."""
    run, point, fraction = run.partition("点")
    if point:
        whole = numeral_value(run) if len(run) > 1 else f"{_of_numeral(run):d}"
        return whole and f"{whole}.{''.join(f'{_of_numeral(sign):d}' for sign in fraction)}"
    values = list(map(_of_numeral, run))
    if max(values) < 10:
        return "".join(map(str, values)) if len(run) > 2 or "〇" in run else None
    total = section = digit = 0
    for value in values:
        if value < 10:
            digit = value
        elif value < 10_000:
            section, digit = section + (digit or 1) * value, 0
        else:
            total, section, digit = (total + section + digit or 1) * value, 0, 0
    return str(total + section + digit)


def _of_numeral(sign: str) -> int:
    return 2 if sign in "两兩" else int(unicodedata.numeric(sign))


def roman_numeral(form: str) -> float | None:
    """Return the value of a Roman numeral; in small letters, of one letter alone."""
    if not (form.isupper() or len(form) == 1) or not ANY_ROMAN.fullmatch(fold(form).upper()):
        return None
    values = [ROMAN_LETTERS[sign] for sign in fold(form).upper()]
    signs = (-1 if value < after else 1 for value, after in pairwise([*values, 0]))
    return float(sum(value * sign for value, sign in zip(values, signs, strict=True)))


def numeral_runs(form: str) -> list[str]:
    """Return the Chinese numerals of a form, also those of banks and old ones, as 伍拾 and 廿."""
    runs = groupby(plain(fold(form)), key=_is_han_numeral)
    return ["".join(run) for is_numeral, run in runs if is_numeral]


def _is_han_numeral(sign: str) -> bool:
    has_value = unicodedata.numeric(sign, None) is not None
    return sign in NUMERALS or (has_value and script_of_letter(sign) == "CJK")


def value_of_numerals(run: str) -> str | None:
    if len(run) > 1 and "零" in run and not re.search("[^〇零一二三四五六七八九]", run):
        return "".join(f"{unicodedata.numeric(sign):g}" for sign in run)
    if len(run) > 1:
        return numeral_value(run)
    return "2" if run in "两兩" else str(unicodedata.numeric(run))


def summed(values: Iterable[float], code: str) -> float:
    """Return the number that several number words make.

    >>> summed([4, 20, 18], "fr"), summed([8, 40], "ar"), summed([2, 1000, 3, 100, 5], "es")
    (98.0, 48.0, 2305.0)
    """
    total = part = 0.0
    for value in values:
        if value == 100:
            part = (part or 1) * value
        elif value in POWERS:
            total, part = total + (part or 1) * value, 0
        elif value == 20 and part % 100 == 4 and code == "fr":
            part += 76
        else:
            part += value
    return total + part


def scaled(value: str, power: int) -> str:
    """Return ``value`` times ten to ``power``; a zero that was added at the end stays seen."""
    if not power:
        return value
    whole, _, fraction = value.partition(".")
    if fraction.endswith("0"):
        return f"{value} e{power}"
    number = (whole + fraction.ljust(power, "0")).lstrip("0") or "0"
    point = len(fraction) - power
    return number if point <= 0 else f"{number[:-point] or '0'}.{number[-point:]}"


def joined(places: Iterable[Place], text: str, units: Callable[[], dict[int, str]]) -> list[Place]:
    """Return the places in their order, each with what makes its number more or less by a part.

    ``units`` returns those of the text by their end.
    """
    found = sorted(places, key=lambda place: (place.begin, place.end))
    if any(place.quantity.value in HALVES for place in found):
        found = list(_with_halves(found, text, units()))
    if any(place.quantity.value.endswith(BEFORE) for place in found):
        found = list(_with_parts_before(found, text))
    return found


def _with_halves(places: Sequence[Place], text: str, units: dict[int, str]) -> Iterator[Place]:
    """Yield the places, with a half more where words for it follow, as "2 horas y media"."""
    before: Place | None = None
    for place in places:
        gap = text[before.end : place.begin] if before else text
        joined = None
        if _is_half_more(place, text, before if gap in {"", " "} else None):
            joined = _joined(before if gap in {"", " "} else None, place, text, units)
        if before and (joined is None or joined.begin != before.begin):
            yield before
        before = joined or place
    if before:
        yield before


def _is_half_more(place: Place, text: str, before: Place | None) -> bool:
    """Return whether a half comes to the number ``before`` it, or to a unit."""
    quantity = place.quantity
    # Chinese puts it behind the unit: 两片半.
    is_behind = before is not None and quantity.value == "0.5" and text[place.begin] == "半"
    is_of_it = before is not None and quantity.unit in {"", before.quantity.unit}
    return quantity.value in PARTS_AFTER or (is_behind and is_of_it)


def _joined(before: Place | None, half: Place, text: str, units: dict[int, str]) -> Place:
    """Return a number and the half after it as one, or a half more of a unit, or a half."""
    part = Decimal(half.quantity.value)
    if before and before.quantity.value.isdecimal():
        number = before.quantity
        unit = number.unit or half.quantity.unit
        value = f"{(Decimal(number.value) + part * 10**before.power).normalize():f}"
        begin, is_spoken = before.begin, before.is_spoken
    else:
        number, begin, is_spoken = half.quantity, half.begin, True
        unit = units.get(begin) or units.get(begin - 1, "")
        value = str(1 + part if unit else abs(part))
        unit = unit or half.quantity.unit
    shown = text[begin : half.end]
    return Place(begin, half.end, replace(number, value=value, unit=unit, shown=shown), is_spoken)


def _with_parts_before(places: Sequence[Place], text: str) -> Iterator[Place]:
    """Yield the places, with what changes the number after it, as 8.5 for साढ़े 8.

    Before no number it changes one, as in सवा घंटा.
    """
    part: Place | None = None
    for place in [*places, None]:
        number = place.quantity if place else None
        if part:
            change = Decimal(part.quantity.value.removesuffix(BEFORE))
            is_of_it = place and number and text[part.end : place.begin] in {"", " "}
            if place and number and is_of_it and number.value.isdecimal():
                shown = text[part.begin : place.end]
                value = str(Decimal(number.value) + change)
                quantity = replace(number, value=value, shown=shown)
                yield replace(place, begin=part.begin, quantity=quantity)
                part = None
                continue
            yield replace(part, quantity=replace(part.quantity, value=str(1 + change)))
        part = place if number and number.value.endswith(BEFORE) else None
        if place and not part:
            yield place


def without_repeated(places: Sequence[Place], text: str) -> list[Place]:
    """Return the places without words that stand beside the same in digits, as in "2 - two"."""
    repeated = {
        id(place if place.is_spoken else after)
        for place, after in pairwise(places)
        if place.quantity.value == after.quantity.value
        and place.is_spoken != after.is_spoken
        and BESIDE.fullmatch(text[place.end : after.begin])
    }
    return [place for place in places if id(place) not in repeated]


def share_units(places: Sequence[Place], text: str, *, is_english: bool) -> None:
    """Let a number without a unit share that of the number after it."""
    for place, after in () if is_english else pairwise(places):
        # In Arabic, and for shares in Chinese, the unit stands before both.
        before, number = place.quantity, after.quantity
        near = before.near | {before.unit} & {"%"}
        is_after = near and not number.unit and not number.near and not place.is_ordinal
        if is_after and _is_joiner(text[place.end : after.begin][:20], is_english=False):
            after.quantity = replace(number, near=near)
    for place, after in reversed([*pairwise(places)]):
        number, gap = place.quantity, text[place.end : after.begin][:20]
        if not number.unit and _is_joiner(gap, is_english=is_english):
            shared = after.quantity.near | {after.quantity.unit} - {""}
            place.quantity = replace(number, near=number.near | shared)


def _is_joiner(gap: str, *, is_english: bool) -> bool:
    if is_english:
        return ENGLISH_JOINER.fullmatch(gap) is not None
    return len(gap) <= 14 and len(gap.split()) <= 2 and not END_OF_PHRASE.search(gap)
