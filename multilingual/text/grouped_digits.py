"""Groups of digits that are one number of the English, as those of a phone number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from multilingual.text.direction import GROUPED, HYPHENS, are_years, is_one_number

UNGROUPED = re.compile(r"(?<![\w.,-])(?<!\d[ )])\d{4,15}(?![\w-]|[.,]\d| \(?\d)", re.ASCII)
THOUSANDS = re.compile(rf"\d{{1,3}}(?: \d{{3}})* ?[{HYPHENS}] ?\d{{1,3}}(?: \d{{3}})+")
"""A range whose greater end is written with a space, as 10 000-20 000."""
AFTER_NAME = re.compile(r"[A-Za-z]-?\Z")
SHORT = 5
"""Digits of a number between whose groups is nothing but a space."""
BETWEEN_GROUPS = rf"[ ().+/{HYPHENS}]{{0,3}}"


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
        digits = "".join(self.parts)
        # 31 14 for 3114, but not the range 31-14.
        gap = BETWEEN_GROUPS if len(self.parts) > 1 or len(digits) > SHORT else " ?"
        return re.search(rf"(?<!\d){gap.join(digits)}(?!\d)", text)


def numbers_in_groups(text: str, is_counted: Callable[[int], object]) -> Iterator[Grouped]:
    """Yield the numbers in groups of an English text, and the long ones without.

    ``is_counted`` says whether a unit follows at a place.
    """
    for one in UNGROUPED.finditer(text):
        yield Grouped(one[0], [one[0]], one.start())
    for match in GROUPED.finditer(text):
        shown, parts = match[0], re.findall(r"\d+", match[0])
        # In "1 800 273 8255 24 hours a day" the last group is of another number.
        if is_counted(match.end()):
            shown = re.sub(r"\D+\d+\Z", "", shown)
            parts.pop()
        is_name = AFTER_NAME.search(text[: match.start()])
        if len(parts) > 1 and is_one_number(match) and not is_name and not _is_other(shown, parts):
            yield Grouped(shown, parts, match.start())


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
