"""Compare the numbers of a translation with those of its English."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from multilingual.checks.misread_numbers import misleading, misread, signs
from multilingual.checks.number_matching import Rest, match, only, values
from multilingual.wordlists.changed_numbers import (
    changed_numbers,
    may_change,
    regrouped,
    turned_numbers,
)
from multilingual.wordlists.number_list import NumberList
from multilingual.wordlists.quantity import Kinds, Name, Quantity
from multilingual.wordlists.quantity_reader import Quantities, read_english

EVERY = re.compile(r"\b(?:every|each) (?:\d+|[a-z-]+) (?:hours|days)\b")
HOURS = {(hours, "hour") for hours in ("4", "6", "8", "12", "24")}
"""Hours of which some make a day."""
AT_MOST = 4
"""How many numbers a message of the gate lists."""


@dataclass
class Difference:
    """What is only in the English and what is only in the translation."""

    missing: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    units: list[tuple[Quantity, Quantity]] = field(default_factory=list)
    """Quantities whose number is right, as the English and the translation have them."""
    misread: tuple[str, str] | None = None
    """What the translation copies with English marks, and how the language writes it."""
    wanted: list[str] = field(default_factory=list)
    """How the language writes what is missing."""
    is_again: bool = False
    """Whether the same numbers stand elsewhere in the other text."""
    misleading: str = ""
    """A right number with what lets readers take it for another one, as 38O."""

    def __bool__(self) -> bool:
        return bool(self.missing or self.added or self.units or self.misleading)


def difference(source: str, text: str, table: NumberList) -> Difference:
    there = read_english(source)
    says_none = there.has_none and not table.may_say_number(text) and signs().isdisjoint(text)
    if says_none and not may_change(text, table):
        return Difference()
    expected = values(
        [*there.digits, *there.words, *there.ordinals, *(name.quantity for name in there.names)]
    )
    here = Quantities(text, table, expected)
    is_same = there.digits == here.digits
    is_same &= not (there.words or here.words or there.names or here.names)
    is_same &= not (there.ordinals or here.ordinals)
    found = Difference() if is_same else _compare(there, here, table)
    if there.doses or here.doses or there.rates or here.rates:
        _add_rates(there, here, table, found)
    if not found:
        found.misleading = next(misleading(there, here, text), "")
        found.misleading = found.misleading or next(changed_numbers(there, here), "")
    if not found and (turned := next(turned_numbers(there, here), None)):
        found.missing, found.added, found.wanted = [turned[0]], [turned[1]], [turned[0]]
    return found


def _compare(there: Quantities, here: Quantities, table: NumberList) -> Difference:
    names = list(_unmatched(there.names, here.names))
    other_names = list(_unmatched(here.names, there.names))
    known = {name.quantity.value for name in names}
    missing = Counter(there.digits)
    added = Counter(here.digits)
    added.update(name.quantity for name in other_names if name.quantity.value not in known)
    for groups, regroups in regrouped(there, here):
        if groups <= missing and not any(one.unit for one in regroups):
            missing -= groups
            added -= regroups
    spoken, words = Counter(there.words), Counter(here.words)
    match(missing, added, table)
    # Words that are words in both hide no number that was lost. One is a pronoun as often.
    ones = only(spoken, lambda word: word.value == "1")
    spoken -= ones
    match(spoken, words, table)
    spoken += ones
    match(missing, words, table)
    required = only(spoken, lambda word: _is_required(word, table))
    spoken -= required
    match(required, added, table)
    match(spoken, added, table)
    match(required, words, table)
    _match_names(names, added, words)
    match(spoken, words, table)
    if not any(one.unit == "time" for one in (*here.words, *here.digits)) and (
        here.rates or _rates_in_numbers(here)
    ):
        # Once a day is daily, or every 24 hours.
        required = only(required, lambda word: (word.value, word.unit) != ("1", "time"))
    missing += required
    rest = Rest(there, here, table, missing, added, spoken, words)
    rest.match_ordinals()
    if rest.missing or rest.added or rest.words:
        rest.match_other_ways()
    missing, added, spoken, words = rest.missing, rest.added, rest.spoken, rest.words

    # A word need not be a number in a translation, but another number is none of it.
    lost = only(spoken, lambda word: _is_many(word) and table.says(word.value, ""))
    if others := only(words, _is_many) if lost else None:
        missing, added = missing + lost, added + others
    found = Difference([name.text for name in names])
    found.wanted = [name.text for name in names]
    found.added = [name.text for name in other_names if name.quantity.value in known]
    # In a translation, what has a unit is a dose, as "diez comprimidos".
    # A decade may stand there in words and in digits.
    decades = values(here.digits)
    words = only(words, lambda word: word.unit != "decade" or word.value not in decades)
    if doses := only(words, lambda word: word.unit and word.value not in {"0.5", "1"}):
        added += doses
        words -= doses
        missing += only(spoken, lambda word: word.unit and word.value == "1")
    found.misread = misread(missing, added, table)
    _pair_units(missing, added, words, found, table)
    if found and not found.units:
        found.is_again = values(missing) <= values(here.digits)
        found.is_again &= values(added) <= values(there.digits)
    return found


def _is_many(word: Quantity) -> bool:
    # Nor is "a dozen" one, as a rule.
    return not word.unit and float(word.value) >= 3 and word.shown.casefold() != "dozen"


def _is_required(word: Quantity, table: NumberList) -> bool:
    """Return whether a number word of the English is a dose, as "twice" or "two tablets".

    A bare "one" or "two" need not be a number in a translation; nor must one be a word that
    the language's table does not have.
    """
    if word.shown.lower().startswith("couple"):
        return False
    is_dose = (word.value != "1" or word.unit == "time") if word.unit else word.value == "0.5"
    return is_dose and table.says(word.value, word.unit)


def _add_rates(there: Quantities, here: Quantities, table: NumberList, found: Difference) -> None:
    """Add to ``found`` a weight or a time that a quantity is measured by, as "a day".

    Where it stands in a sentence differs from language to language, so that it need only be
    somewhere, and not as another number's unit.
    """
    known = table.written.keys() | set(table.rates.values())
    said = here.mentioned | here.rates.keys() | here.doses.keys()
    said |= {phrase.per for _, phrase in here.also}
    said |= _rates_in_numbers(here)
    in_english = there.mentioned | there.rates.keys() | there.doses.keys()
    in_english |= _rates_in_numbers(there)
    lost = {unit: shown for unit, shown in there.doses.items() if unit in known - said}
    other = [shown for unit, shown in here.rates.items() if unit not in in_english]
    if other and not lost:
        lost = {unit: shown for unit, shown in there.rates.items() if unit in known - said}
    new = [shown for unit, shown in here.doses.items() if unit not in in_english]
    found.missing += lost.values()
    found.wanted += [table.rate_words(unit) or shown for unit, shown in lost.items()]
    # "dos veces" is told once, and not again as "dos veces al día".
    more = new or (other if lost else [])
    told = [words for words in found.added if not any(words in longer for longer in more)]
    found.added = told + more


def _rates_in_numbers(text: Quantities) -> set[str]:
    """Return "day" if hours tell how often a day, and "week" if days do so.

    Every 12 hours is twice a day, and every 7 days once a week.
    """
    found = {(one.value, one.unit) for one in (*text.digits, *text.words)}
    if text.expected is None and not EVERY.search(text.small):
        return set()
    daily = {"day"} if found & HOURS else set()
    return daily | ({"week"} if ("7", "day") in found else set())


def _unmatched(names: Sequence[Name], others: Sequence[Name]) -> Iterator[Name]:
    """Yield the names that are not among the ``others``, of several that are alike the last."""
    left = Counter(name.text.casefold() for name in names)
    left -= Counter(name.text.casefold() for name in others)
    for name in reversed(names):
        if left[name.text.casefold()] > 0:
            left[name.text.casefold()] -= 1
            yield name


def _match_names(names: list[Name], *sides: Kinds) -> None:
    """Take names that the translation writes in its own letters, as ب12 for B12."""
    for side in sides:
        for other in list(side):
            for name in [name for name in names if name.quantity.value == other.value]:
                if side[other] > 0:
                    side[other] -= 1
                    names.remove(name)
            if side[other] <= 0:
                del side[other]


def _pair_units(
    missing: Kinds, added: Kinds, words: Kinds, found: Difference, table: NumberList
) -> None:
    """Put what is left into ``found``, with equal numbers of different units together."""
    rest = Counter(added)
    for quantity in islice(missing.elements(), AT_MOST + 1):
        found.wanted.append(table.own_words(quantity))
        spare = (*rest, *(word for word in words if word.unit))
        fitting = (kind for kind in spare if kind.value == quantity.value and rest[kind] >= 0)
        if other := next(fitting, None):
            found.units.append((quantity, other))
            rest[other] -= 1
            if rest[other] == 0:
                del rest[other]
        else:
            found.missing.append(quantity.shown)
    found.added.extend(quantity.shown for quantity in islice((+rest).elements(), AT_MOST + 1))
