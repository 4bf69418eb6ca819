"""Take the quantities that are equal out of those of two texts, in all ways that languages have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from operator import itemgetter

from multilingual.wordlists import dates_and_times as times
from multilingual.wordlists.number_list import ORDINAL, NumberList, symbols
from multilingual.wordlists.quantity import Kinds, Quantity
from multilingual.wordlists.quantity_reader import Quantities

WRITTEN_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)\b")
KIND = re.compile(r"\b(?:type|stage|class|grade|phase|step|level|week|day|month|year) (\d+)\b")
ONE_OF = re.compile(r"\b1 (?:in|of|out of) (?:every )?\d")
BETWEEN = re.compile(r"[ -]?(?:\w{1,3} )?|[^\W\d]")
"""What may stand between the numbers of a range, as in "una o dos", 一到两."""
COUNTED = r"(?<![\d.,]){}(?: [a-z-]+)?? (?:[a-z-]+s|people|children|women|men|teeth|feet)\b"
"""English words for several things, with their number."""


@dataclass
class Rest:
    """What is left of two texts while equal quantities are taken out of both."""

    there: Quantities
    here: Quantities
    table: NumberList
    missing: Kinds
    added: Kinds
    spoken: Kinds
    words: Kinds

    def match_ordinals(self) -> None:
        """Take what is second or third; what is left, and is another, comes to the rest."""
        ordinals, others = Counter(self.there.ordinals), Counter(self.here.ordinals)
        if not ordinals and not others:
            return
        for side in (ordinals, self.spoken):
            match(side, others, self.table)
        # Of digits, those alone that are an ordinal, as 2nd is.
        written = only(self.missing, lambda quantity: WRITTEN_ORDINAL.search(quantity.shown))
        before = Counter(written)
        match(written, others, self.table)
        self.missing -= before - written
        without_unit = only(self.added, lambda quantity: not quantity.unit)
        before = Counter(without_unit)
        match(ordinals, without_unit, self.table)
        self.added -= before - without_unit
        match(ordinals, self.words, self.table)
        if ordinals and others:
            self.missing += ordinals
            self.added += others
        elif ordinals:
            known = {value for value, unit in self.table.words.values() if unit == ORDINAL}
            self.missing += only(
                ordinals,
                lambda word: (
                    word.unit not in {"", "time"} and word.value != "1" and word.value in known
                ),
            )

    def match_other_ways(self) -> None:
        """Take what is equal in other numbers: times of the day, decades, spans of time, duals."""
        self.added -= Counter(self._said_again())
        # Before spans: in "once a day", 24 hours are no day that is counted.
        if "day" in self.there.rates:
            times.take_frequencies(self.missing, self.added)
            times.take_frequencies(self.missing, self.words)
        if "day" in self.here.rates:
            times.take_frequencies(self.added, self.missing)
            times.take_frequencies(self.words, self.missing)
            if not any(one.unit == "time" for one in (*self.here.digits, *self.here.words)):
                # Every 24 hours is daily.
                times.take_frequencies(Counter([Quantity("1", "time")]), self.missing)
        # "A decade" is ten years in some languages.
        spans = Counter(Quantity("1", unit) for unit in self.there.mentioned)
        for others in (self.added, self.words):
            times.take(spans, others, times.is_same_span)
        times.take_said(self.here.also, (self.missing, self.spoken), (self.added, self.words))
        times.take_said(self.there.also, (self.added, self.words), (self.missing, self.spoken))
        is_afternoon = any(word in self.here.small for word in self.table.afternoon)
        for english, other in (
            (self.missing, self.added),
            (self.missing, self.words),
            (self.spoken, self.added),
        ):
            times.take_clocks(english, other, self.words, is_afternoon=is_afternoon)
            times.take_clocks(other, english, is_afternoon=False)
            for decade in times.take(english, other, times.is_same_decade):
                century = (str(int(decade.value[:2]) + 1), "century")
                for number in [one for one in self.added if (one.value, one.unit) == century]:
                    del self.added[number]
            times.take(english, other, times.is_same_span)
            times.take(english, other, times.is_same_share)
        # Arabic counts the hours of the day: "the ninth" is nine; and "type 2" may be the second.
        ordinals = Counter(self.here.ordinals)
        times.take_clocks(self.missing, ordinals, is_afternoon=False)
        for digits, text in ((self.missing, self.there.small), (self.added, self.here.small)):
            self._match_kinds(digits, ordinals, text)
        times.take_romans(self.missing, self.here.text)
        times.take_romans(self.added, self.there.text)
        times.take_shares(self.missing, self.words)
        # "A third" and "a year or two" have words for one.
        shares = len(ONE_OF.findall(self.there.small))
        ranges = only(self.missing, lambda one: one.value == "1" and (one.near or shares))
        self.missing -= Counter(islice(ranges.elements(), self._ones_beside_numbers()))
        # "A day" is "1 day" in some languages.
        rates = self.there.rates
        ones = only(self.added, lambda one: one.value == "1" and one.unit in {"", *rates})
        self.added -= Counter(islice(ones.elements(), len(rates)))
        # Another number that is added is more likely than a dual.
        for value in () if self.added else self.table.endings.keys() & values(self.missing):
            said = self.table.is_said_by_ending(value, self.here.small)
            self.missing -= Counter(islice(self._unwritten(value), said))

    def _said_again(self) -> Iterator[Quantity]:
        """Yield the digits of what stands in words beside them, as the hour of noon in 中午12点."""
        for place, after in pairwise(self.here.places):
            digits, word = (after, place) if place.is_spoken else (place, after)
            are_both = word.is_spoken and not digits.is_spoken
            is_beside = self.here.text[place.end : after.begin] in {"", " "}
            if are_both and is_beside and digits.quantity.value == word.quantity.value:
                yield digits.quantity

    def _ones_beside_numbers(self) -> int:
        """Return how many words for one are of a share or a range, as in "un tercio", 一两年."""
        text, also = self.here.small, self.here.table.also_forms
        begins = {place.begin for place in self.here.places if place.is_spoken}
        begins.update(begin for _, begin, _ in also.all_in(text))
        return sum(
            text[begin - 2 : begin] == "分之"
            or any(BETWEEN.fullmatch(text[end:other]) for other in begins if end <= other < end + 7)
            for begin, end in self.here.ones
        )

    def _match_kinds(self, digits: Kinds, ordinals: Kinds, text: str) -> None:
        counted = {found[1] for found in KIND.finditer(text)}
        kinds = only(digits, lambda one: not one.unit and one.value in counted)
        before = Counter(kinds)
        match(kinds, ordinals, self.table)
        digits -= before - kinds

    def _unwritten(self, value: str) -> Iterator[Quantity]:
        """Yield what is missing of things that English counts, whose unit no table has."""
        counted = len(re.findall(COUNTED.format(value), self.there.small))
        missing = (one for one in self.missing.elements() if one.value == value)
        yield from islice((one for one in missing if one.unit not in self.table.written), counted)


def values(quantities: Iterable[Quantity]) -> set[str]:
    return {quantity.value for quantity in quantities}


def only(kinds: Kinds, condition: Callable[[Quantity], object]) -> Kinds:
    return Counter({quantity: count for quantity, count in kinds.items() if condition(quantity)})


def match(missing: Kinds, added: Kinds, table: NumberList) -> None:
    """Take the quantities that are the same from both sides, the surest pairs first."""
    by_value: dict[str, list[Quantity]] = {}
    for other in added:
        by_value.setdefault(other.value, []).append(other)
    pairs = [
        (likeness, quantity, other)
        for quantity in missing
        for other in by_value.get(quantity.value, ())
        if (likeness := _likeness(quantity, other, table)) is not None
    ]
    for _, quantity, other in sorted(pairs, key=itemgetter(0)):
        count = min(missing[quantity], added[other])
        missing[quantity] -= count
        added[other] -= count
    for side in (missing, added):
        side += Counter()  # takes out what is there no more


def _likeness(quantity: Quantity, other: Quantity, table: NumberList) -> int | None:
    """Return how far two equal numbers are from one quantity, 0 for none; None for too far."""
    if quantity.per and other.per and quantity.per != other.per:
        likeness = None
    elif quantity.unit and other.unit:
        likeness = 0 if quantity.unit == other.unit else None
    elif quantity.unit and quantity.unit not in other.near:
        likeness = None if quantity.unit in table.written else 2
    elif other.unit and other.unit not in quantity.near:
        # Ages "between 15 and 45" may become 15 to 45 years, but never 15 to 45 mg.
        likeness = None if quantity.near or other.unit in symbols().values() else 2
    else:
        likeness = 0 if quantity == other else 1
    return likeness
