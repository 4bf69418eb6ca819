"""Numbers in another order: the groups of a phone number, the ends of a range.

Each number is there, so that no comparison of numbers sees it; but 123 116 is not 116 123.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from multilingual.text.direction import GROUPED, HYPHENS, are_years, is_one_number
from multilingual.text.wording import small
from multilingual.wordlists.changed_numbers import LONE_NUMERALS
from multilingual.wordlists.number_list import DIGIT, english
from multilingual.wordlists.quantity import END_OF_PHRASE, Kinds, Place
from multilingual.wordlists.quantity_reader import Quantities

UNGROUPED = re.compile(r"(?<![\w.,-])\d{6,15}(?![\w-]|[.,]\d)", re.ASCII)
THOUSANDS = re.compile(rf"\d{{1,3}}(?: \d{{3}})* ?[{HYPHENS}] ?\d{{1,3}}(?: \d{{3}})+")
"""A range whose greater end is written with a space, as 10 000-20 000."""
AFTER_NAME = re.compile(r"[A-Za-z]-?\Z")
BETWEEN_GROUPS = rf"[ ().+/{HYPHENS}]{{0,3}}"
SPELLED = str.maketrans("〇零一二三四五六七八九", "00123456789")
RANGE = re.compile(rf" ?(?:[{HYPHENS}]|to|through) ?")
BETWEEN = re.compile(r"\bbetween (?:[a-z]+ )?\Z")
FIGURE_VALUE = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
LONGER = re.compile(rf"(?<=\d)[{HYPHENS}/.]\Z|[{HYPHENS}/.](?=\d)")
"""What stands before or after a part of a date."""
LONGEST_GAP = 14
"""Characters between the two numbers of a range in a translation."""


def turned_numbers(there: Quantities, here: Quantities) -> Iterator[tuple[str, str]]:
    """Yield what a translation has in another order, as it stands in the English, and as there.

    It is a number in groups, as 116 123, or a range, as ten to fifteen.
    """
    for number in _numbers_in_groups(there.text):
        if found := _other_order(number, here):
            yield number.shown, found
    for first, second in _ranges(there):
        wanted = {first.quantity.value, second.quantity.value}
        both = [place for place in here.places if place.quantity.value in wanted]
        if [one.quantity.value for one in both] == [second.quantity.value, first.quantity.value]:
            gap = here.text[both[0].end : both[1].begin]
            if len(gap) <= LONGEST_GAP and len(gap.split()) < 3 and not END_OF_PHRASE.search(gap):
                shown = (
                    there.shown[first.begin : second.end],
                    here.shown[both[0].begin : both[1].end],
                )
                yield shown[0].strip(), shown[1].strip()


class Grouped(NamedTuple):
    """A number of the English in groups of digits, as a phone number, and where it begins."""

    shown: str
    parts: Sequence[str]
    begin: int

    @property
    def may_be_range(self) -> bool:
        """Whether it is two numbers at a dash, as 100-150."""
        return len(self.parts) == 2 and bool(_marks(self.shown))

    def found_in(self, text: str) -> re.Match[str] | None:
        """Return where a folded text has all its digits in their order, in whatever groups."""
        return re.search(rf"(?<!\d){BETWEEN_GROUPS.join(''.join(self.parts))}(?!\d)", text)


@lru_cache(maxsize=4096)
def _numbers_in_groups(text: str) -> Sequence[Grouped]:
    """Return the numbers in groups of an English text, and the long ones without."""
    found = [Grouped(one[0], [one[0]], one.start()) for one in UNGROUPED.finditer(text)]
    for match in GROUPED.finditer(text) if DIGIT.search(text) else ():
        shown, parts = match[0], re.findall(r"\d+", match[0])
        # In "1 800 273 8255 24 hours a day" the last group is of another number.
        if english().unit_forms.next_to(small(text), match.end()):
            shown = re.sub(r"\D+\d+\Z", "", shown)
            parts.pop()
        is_name = AFTER_NAME.search(text[: match.start()])
        if len(parts) > 1 and is_one_number(match) and not is_name and not _is_other(shown, parts):
            found.append(Grouped(shown, parts, match.start()))
    return found


def _is_other(shown: str, parts: Sequence[str]) -> bool:
    """Return whether groups of digits may be a date, years, ranges, decimals or a share."""
    marks, length = _marks(shown), sum(map(len, parts))
    years = [part for part in parts if are_years([part])]
    smallest = [int(part) for part in parts if part not in years]
    is_date = len(parts) == 3 and max(smallest, default=0) <= 31 and bool(years or marks)
    is_decimal = bool(marks & {".", "/"}) and (len(marks) > 1 or length < 9)
    # As in "15 (20) patients".
    is_share = "(" in shown and "+" not in shown and length < 7
    has_year = bool(years) and len(parts) == 2
    are_thousands = THOUSANDS.fullmatch(shown) is not None
    return is_date or len(years) > 1 or has_year or is_decimal or is_share or are_thousands


def _marks(shown: str) -> set[str]:
    """Return what stands between groups of digits, besides spaces."""
    return {*re.sub(r"[\d () +*#]", "", shown)}


def regrouped(there: Quantities, here: Quantities) -> Iterator[tuple[Kinds, Kinds]]:
    """Yield the quantities that both texts have of one number in groups, as 116 123 and 116123."""
    for number in _numbers_in_groups(there.text):
        if found := number.found_in(here.text):
            end = number.begin + len(number.shown)
            yield _digits_within(there, number.begin, end), _digits_within(here, *found.span())


def _digits_within(side: Quantities, begin: int, end: int) -> Kinds:
    within = (place for place in side.places if begin <= place.begin < end)
    return Counter(place.quantity for place in within if not place.is_spoken)


def _other_order(number: Grouped, here: Quantities) -> str:
    """Return how the groups of a number stand in a translation, or ``""`` if they are in order."""
    parts, is_range = number.parts, number.may_be_range
    text = LONE_NUMERALS.sub(lambda found: found[0].translate(SPELLED), here.text)
    if len(parts) < 2 or number.found_in(text):
        return ""
    figures = [found for found in re.finditer(r"\d+", text) if found[0] in parts]
    said = [found[0] for found in figures]
    spans = [found.span() for found in figures]
    if not Counter(parts) <= Counter(said):
        places = [place for place in here.places if place.quantity.value in parts]
        said = [place.quantity.value for place in places]
        spans = [(place.begin, place.end) for place in places]
        is_range = True
    in_order = any(said[at : at + len(parts)] == [*parts] for at in range(len(said)))
    if not Counter(parts) <= Counter(said) or (is_range and in_order):
        return ""
    return here.shown[spans[0][0] : spans[-1][1]]


def _ranges(there: Quantities) -> Iterator[tuple[Place, Place]]:
    """Yield the two numbers of each range of the English, the smaller one first."""
    for first, second in pairwise(there.places):
        gap = there.small[first.end : second.begin]
        is_between = gap == " and " and BETWEEN.search(there.small[: first.begin])
        is_date = LONGER.search(there.text[: first.begin]) or LONGER.match(there.text, second.end)
        if (is_between or (RANGE.fullmatch(gap) and not is_date)) and not (
            first.name or second.name
        ):
            values = [one.quantity.value for one in (first, second)]
            if all(map(FIGURE_VALUE.fullmatch, values)) and float(values[0]) < float(values[1]):
                yield first, second
