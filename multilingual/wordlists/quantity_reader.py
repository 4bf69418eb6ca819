"""Read the numbers of a text with their units, whatever digits, marks and words write them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cached_property, lru_cache

from multilingual.text.direction import LATIN
from multilingual.text.wording import fold, plain, small
from multilingual.wordlists.dates_and_times import (
    AGAIN,
    CLOCK,
    DIGIT,
    clock_times,
    fractions,
    months_and_days,
)
from multilingual.wordlists.forms import Forms, between, suffix
from multilingual.wordlists.number_list import ORDINAL, NumberList, Said, english
from multilingual.wordlists.quantity import (
    NUMERAL_RUN,
    NUMERALS,
    ROMAN,
    Name,
    Place,
    Quantity,
    joined,
    numeral_value,
    roman_value,
    scaled,
    share_units,
    without_repeated,
)

NUMBER = re.compile(
    rf"(?P<name>(?<![{LATIN}\d])[{LATIN}]+\d[{LATIN}\d]*)"
    r"|(?P<number>\d{1,3}(?: \d{3})+(?!\d)(?:[.,٫]\d+)?|\d+(?:[.,'’٫٬]\d+)*)",
    re.ASCII,
)
PARTS = re.compile(r"\d+", re.ASCII)

TEMPERATURES = {"°C", "°F"}
MINUS = "-−–"
BEFORE_RANGE = re.compile(rf"[{LATIN}\d%°]")
SIGNS_BEFORE = {"%", *TEMPERATURES}
"""Units that some languages write before the number, as 百分之90 and 华氏100度."""
ENDING = re.compile(r"(?:st|nd|rd|th|(?<=0)s)\b")  # of an ordinal or a decade
REACH = 16
"""How far from a Roman number the word for century may stand, in characters."""


@lru_cache(maxsize=4096)
def read_english(text: str) -> Quantities:
    """Return the quantities of an English text, with the names of months as numbers."""
    return Quantities(text, english(), None)


class Quantities:
    """The quantities of a text: in digits, in words (which may be none), and in names.

    The text is ``shown`` as it is folded, ``text`` with plain digits, and ``small``. Where marks
    can be read in two ways, as 1.000 can in Spanish, a value that is ``expected`` is taken; of
    English nothing is (``None``).
    """

    def __init__(self, text: str, table: NumberList, expected: Collection[str] | None) -> None:
        self.shown = fold(text)
        self.text = plain(self.shown)
        self.small = small(self.text)
        self.table, self.expected = table, expected
        self.digits: list[Quantity] = []
        dated = months_and_days(self.text) if expected is None else ()
        self.words = [Quantity(value, shown=shown) for value, shown in dated]
        self.ordinals: list[Quantity] = []
        """Numbers in words of what comes in an order, as second."""
        self.names: list[Name] = []
        self.doses: dict[str, str] = {}
        """Each unit that a quantity is measured by, as day for "5 mg a day", with the words."""
        self.rates: dict[str, str] = {}
        """Each unit in words for how often, as day for "daily", with the words."""
        rates = table.rate_forms.all_in(self.small)
        self._rates = {begin: (table.rates[form], end) for form, begin, end in rates}
        """Where words for how often begin, with the unit and their end."""
        self.ones: list[tuple[int, int]] = []
        """Where words for one stand that may be articles."""
        self._counted: set[int] = set()
        """Where a unit ends that a number counts, but for the number one."""
        self._used: set[int] = set()
        """Where a unit or a scale begins that belongs to a number, and so is no number word."""
        has_halves = expected is None or any(":" in value for value in expected)
        self._clocks = list(clock_times(self.small, has_halves=has_halves))
        # In 12 noon, the word is no second number.
        self._used.update(*(range(begin, end) for begin, end, _ in self._clocks))
        places = [*self._in_digits(), *self._in_roman(), *self._in_numerals(), *self._in_words()]
        self.places = joined(places, self.shown, lambda: self._before)
        share_units(self.places, self.text, is_english=expected is None)
        if expected is None:
            self.places = without_repeated(self.places, self.text)
        for place in self.places:
            if place.name:
                self.names.append(Name(place.name, place.quantity))
            elif place.is_ordinal:
                self.ordinals.append(place.quantity)
            else:
                (self.words if place.is_spoken else self.digits).append(place.quantity)
            if place.quantity.per:
                self.doses.setdefault(place.quantity.per, place.quantity.shown)
            elif place.quantity.unit and self._rates:
                self._add_dose(place)
        for begin, (unit, end) in self._rates.items():
            self.rates.setdefault(unit, self.shown[begin:end])

    @cached_property
    def also(self) -> list[tuple[str, Said]]:
        """The phrases that may say a number and need not, with what they say."""
        also, found = self.table.also, self.table.also_forms.all_in(self.small)
        return [(self.shown[begin:end], also[form]) for form, begin, end in found]

    @property
    def has_none(self) -> bool:
        """Whether the text has no number, and no word for how often."""
        return not (self.places or self.words or self.rates)

    @property
    def mentioned(self) -> set[str]:
        """The units that stand in the text and are not counted, as in "3 days"."""
        return {unit for end, unit in self._before.items() if end not in self._counted}

    @cached_property
    def _before(self) -> dict[int, str]:
        # The units by their end.
        units = self.table.unit_forms.all_in(self.small)
        return {end: self.table.units[form] for form, _, end in units}

    @cached_property
    def _below_zero(self) -> dict[int, int]:
        # Where the words begin, by their end.
        return {end: begin for _, begin, end in self.table.minus_forms.all_in(self.small)}

    def _add_dose(self, place: Place) -> None:
        """Add the unit of "a week" in "once a week", where "once a" is a word of the table."""
        begins = [place.end, place.end + 1]
        if place.quantity.unit == "time":
            begins = [*range(place.begin + 1, min(place.end, place.begin + REACH)), *begins]
        for begin in begins:
            unit, end = self._rates.get(begin, ("", 0))
            is_next = begin <= place.end or self.text[place.end : begin] == " "
            if unit and is_next and end >= place.end:
                self.doses.setdefault(unit, self.shown[place.begin : end])

    def _in_digits(self) -> Iterator[Place]:
        for begin, end, value in self._clocks:
            yield Place(begin, end, Quantity(value, CLOCK, shown=self.shown[begin:end]))
        passed_over = [(begin, end) for begin, end, _ in self._clocks]
        for begin, end, value in fractions(self.text):
            passed_over.append((begin, end))
            yield self._place(begin, end, value)
        if self.expected is not None:
            passed_over += (found.span("again") for found in AGAIN.finditer(self.small))
        for match in NUMBER.finditer(self.text) if DIGIT.search(self.text) else ():
            if any(begin < match.end() and match.start() < end for begin, end in passed_over):
                continue
            if match["name"]:
                value = PARTS.findall(match[0])[0]
                yield self._place(match.start(), match.end(), value, name=match[0])
            elif " " in match[0] and self.expected is None:
                yield from self._parts(match)
            else:
                yield from self._number(match)

    def _number(self, match: re.Match[str]) -> Iterator[Place]:
        readings = self.table.readings(match[0], is_english=self.expected is None)
        whole = [self._place(match.start(), match.end(), value) for value in readings]
        fits = [place for place in whole if place.quantity.value in (self.expected or ())]
        parts = PARTS.findall(match[0])
        are_expected = len(parts) > 1 and {*parts} <= {*(self.expected or ())}
        if not whole or (are_expected and not fits):
            return self._parts(match)
        return iter((fits or whole)[:1])

    def _parts(self, match: re.Match[str]) -> Iterator[Place]:
        for part in PARTS.finditer(self.text, *match.span()):
            yield self._place(part.start(), part.end(), part[0])

    def _in_roman(self) -> Iterator[Place]:
        for match in ROMAN.finditer(self.text):
            around = self.small[max(match.start() - REACH, 0) : match.end() + REACH]
            if match[1] + match[2] and any(self.table.century_forms.all_in(around)):
                shown = self.shown[slice(*match.span())]
                yield Place(*match.span(), Quantity(roman_value(match), "century", shown=shown))

    def _in_numerals(self) -> Iterator[Place]:
        """Yield the numbers above ten that Chinese characters write, as 十五."""
        for match in NUMERAL_RUN.finditer(self.text) if "十" in self.table.words else ():
            if (value := numeral_value(match[0])) is not None:
                self._used.update(range(*match.span()))
                yield self._place(match.start(), match.end(), value, is_spoken=True)

    def _in_words(self) -> Iterator[Place]:
        for form, begin, end in self.table.word_forms.all_in(self.small):
            value, unit = self.table.words[form]
            around = self.text[max(begin - 1, 0) : begin] + self.text[end : end + 1]
            is_within = form[0] in NUMERALS and any(map(str.isdecimal, around))
            if not value or begin in self._used or is_within:
                continue
            if unit and unit != ORDINAL:
                shown = self.shown[begin:end]
                place = Place(begin, end, Quantity(value, unit, shown=shown), is_spoken=True)
            else:
                place = self._place(begin, end, value, is_spoken=True)
            place.is_ordinal = unit == ORDINAL
            # A word for one alone is an article in many languages, and counts with a unit only.
            is_phrase = " " in form or (len(form) > 1 and form[0] in NUMERALS)
            rest = self.text[:begin] + self.text[end:]
            is_certain = place.quantity.unit or is_phrase or place.is_ordinal
            if place.quantity.value != "1" or is_certain or not any(map(str.isalnum, rest)):
                yield place
            else:
                self.ones.append((begin, end))

    def _place(
        self, begin: int, end: int, value: str, *, is_spoken: bool = False, name: str = ""
    ) -> Place:
        # In "one person out of a thousand" 1 is not scaled.
        is_share = is_spoken and value == "1" and " " in self.text[begin:end]
        scale, place = ("", end) if is_share else self._scale(end)
        unit, place = self._unit(place, skip=True)
        near = frozenset[str]()
        if unit and value != "1":
            self._counted.add(place)
        has_rate = unit and self.text[place : place + 1] == "/"
        per, place = self._unit(place + 1, skip=False) if has_rate else ("", place)
        signed = self._with_minus(begin, place)
        if before := self._unit_before(signed[0] if signed else begin):
            is_sign = before in SIGNS_BEFORE
            if is_sign and (not unit or {unit, before} <= TEMPERATURES):
                unit = before
            elif not unit and not is_sign and self.text[begin - 1 : begin] != "-":
                near = frozenset({before})
        power = self.table.scales.get(scale, 0)
        number = scaled(value, power)
        if signed and unit in TEMPERATURES:
            begin, place = signed
            number = f"-{number}"
        if not unit and (word := between(is_english=self.expected is None).match(self.text, end)):
            after = self.table.unit_forms.next_to(self.small, word.end())
            if after:
                near |= {self.table.units[after[0]]}
                self._used.add(after[1])
                self._counted.add(after[2])
        if place == end and self.expected is None and not is_spoken:
            ending = ENDING.match(self.text, end)
            place = ending.end() if ending else end
        shown = self.shown[begin:place].strip()
        quantity = Quantity(number, unit, near, per, shown)
        return Place(begin, place, quantity, is_spoken, name, power=power)

    def _scale(self, place: int) -> tuple[str, int]:
        """Return the scale at ``place`` and its end, unless a longer unit is there (千克)."""
        scale = self.table.scale_forms.next_to(self.small, place)
        unit = self.table.unit_forms.next_to(self.small, place) if scale else None
        is_unit = unit and scale and unit[1] == scale[1] and unit[2] > scale[2]
        return ("", place) if is_unit else self._next(self.table.scale_forms, place)

    def _with_minus(self, begin: int, end: int) -> tuple[int, int] | None:
        """Return begin and end with what makes the number negative; none in 2-8 °C."""
        sign = begin - 1
        if begin and self.text[sign] in MINUS:
            is_range = sign in self._before or BEFORE_RANGE.match(self.text, max(sign - 1, 0), sign)
            return None if is_range else (sign, end)
        for place in (begin, sign):
            if place in self._below_zero:
                return self._below_zero[place], end
        found = self.table.minus_forms.next_to(self.small, end)
        return (begin, found[2]) if found else None

    def _unit_before(self, begin: int) -> str | None:
        """Return the unit that ends before ``begin``, as in "week 12" or القرن الـ12."""
        if self.text[max(begin - 2, 0) : begin] == "ال":
            begin -= 2
        if self.text[max(begin - 1, 0) : begin] in {" ", "-"}:
            begin -= 1
        return self._before.get(begin)

    def _unit(self, place: int, *, skip: bool) -> tuple[str, int]:
        """Return the unit that begins at ``place`` and its end."""
        form, end = self._next(self.table.unit_forms, place)
        if not form and skip and (ending := suffix().match(self.text, place)):
            form, end = self._next(self.table.unit_forms, ending.end())
        return (self.table.units[form], end) if form else ("", place)

    def _next(self, forms: Forms, place: int) -> tuple[str, int]:
        """Return the form that begins at ``place``, which is then used, and its end."""
        form, begin, end = forms.next_to(self.small, place) or ("", -1, place)
        self._used.add(begin)
        return form, end
