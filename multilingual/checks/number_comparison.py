"""Compare the numbers of a translation with those of its English."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from operator import itemgetter

from multilingual.checks.misread_numbers import misleading, misread
from multilingual.wordlists import dates_and_times as times
from multilingual.wordlists.number_list import ORDINAL, NumberList, symbols
from multilingual.wordlists.quantities import Quantities, read_english
from multilingual.wordlists.quantity import Kinds, Name, Quantity

WRITTEN_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)\b")
COUNTED = r"(?<![\d.,]){}(?: [a-z-]+)?? (?:[a-z-]+s|people|children|women|men|teeth|feet)\b"
"""English words for several things, with their number."""
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
    is_again: bool = False
    """Whether the same numbers stand elsewhere in the other text."""
    misleading: str = ""
    """A right number with what lets readers take it for another one, as 38O."""

    def __bool__(self) -> bool:
        return bool(self.missing or self.added or self.units or self.misleading)


def difference(source: str, text: str, table: NumberList) -> Difference:
    there = read_english(source)
    expected = _values(
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
    return found


def _compare(there: Quantities, here: Quantities, table: NumberList) -> Difference:
    names = list(_unmatched(there.names, here.names))
    other_names = list(_unmatched(here.names, there.names))
    known = {name.quantity.value for name in names}
    missing = Counter(there.digits)
    added = Counter(here.digits)
    added.update(name.quantity for name in other_names if name.quantity.value not in known)
    spoken, words = Counter(there.words), Counter(here.words)
    _match(missing, added, table)
    # Words that are words in both hide no number that was lost. One is a pronoun as often.
    ones = _only(spoken, lambda word: word.value == "1")
    spoken -= ones
    _match(spoken, words, table)
    spoken += ones
    _match(missing, words, table)
    required = _only(spoken, lambda word: _is_required(word, table))
    spoken -= required
    _match(required, added, table)
    _match(spoken, added, table)
    _match(required, words, table)
    _match_names(names, added, words)
    _match(spoken, words, table)
    missing += required
    rest = _Rest(there, here, table, missing, added, spoken, words)
    rest.match_ordinals()
    if rest.missing or rest.added or rest.words:
        rest.match_other_ways()
    missing, added, spoken, words = rest.missing, rest.added, rest.spoken, rest.words

    found = Difference([name.text for name in names])
    found.added = [name.text for name in other_names if name.quantity.value in known]
    # In a translation, what has a unit is a dose, as "diez comprimidos".
    # A decade may stand there in words and in digits.
    decades = _values(here.digits)
    words = _only(words, lambda word: word.unit != "decade" or word.value not in decades)
    if doses := _only(words, lambda word: word.unit and word.value not in {"0.5", "1"}):
        added += doses
        words -= doses
        missing += _only(spoken, lambda word: word.unit and word.value == "1")
    found.misread = misread(missing, added, table)
    _pair_units(missing, added, words, found)
    if found and not found.units:
        found.is_again = _values(missing) <= _values(here.digits)
        found.is_again &= _values(added) <= _values(there.digits)
    return found


@dataclass
class _Rest:
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
        for side in (ordinals, self.spoken):
            _match(side, others, self.table)
        # Of digits, those alone that are an ordinal, as 2nd is.
        written = _only(self.missing, lambda quantity: WRITTEN_ORDINAL.search(quantity.shown))
        before = Counter(written)
        _match(written, others, self.table)
        self.missing -= before - written
        without_unit = _only(self.added, lambda quantity: not quantity.unit)
        before = Counter(without_unit)
        _match(ordinals, without_unit, self.table)
        self.added -= before - without_unit
        _match(ordinals, self.words, self.table)
        if ordinals and others:
            self.missing += ordinals
            self.added += others
        else:
            known = {value for value, unit in self.table.words.values() if unit == ORDINAL}
            self.missing += _only(
                ordinals,
                lambda word: (
                    word.unit not in {"", "time"} and word.value != "1" and word.value in known
                ),
            )

    def match_other_ways(self) -> None:
        """Take what is equal in other numbers: times of the day, decades, spans of time, duals."""
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
        # Arabic counts the hours of the day: "the ninth" is nine.
        times.take_clocks(self.missing, Counter(self.here.ordinals), is_afternoon=False)
        # "A day" is "1 day" in some languages.
        rates = self.there.rates
        ones = _only(self.added, lambda one: one.value == "1" and one.unit in {"", *rates})
        self.added -= Counter(islice(ones.elements(), len(rates)))
        # Another number that is added is more likely than a dual.
        for value in () if self.added else self.table.endings.keys() & _values(self.missing):
            said = self.table.is_said_by_ending(value, self.here.small)
            self.missing -= Counter(islice(self._unwritten(value), said))

    def _unwritten(self, value: str) -> Iterator[Quantity]:
        """Yield what is missing of things that English counts, whose unit no table has."""
        counted = len(re.findall(COUNTED.format(value), self.there.small))
        missing = (one for one in self.missing.elements() if one.value == value)
        yield from islice((one for one in missing if one.unit not in self.table.written), counted)


def _values(quantities: Iterable[Quantity]) -> set[str]:
    return {quantity.value for quantity in quantities}


def _only(kinds: Kinds, condition: Callable[[Quantity], object]) -> Kinds:
    return Counter({quantity: count for quantity, count in kinds.items() if condition(quantity)})


def _match(missing: Kinds, added: Kinds, table: NumberList) -> None:
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
    in_english = there.mentioned | there.rates.keys() | there.doses.keys()
    lost = [shown for unit, shown in there.doses.items() if unit in known - said]
    other = [shown for unit, shown in here.rates.items() if unit not in in_english]
    if other and not lost:
        lost = [shown for unit, shown in there.rates.items() if unit in known - said]
    new = [shown for unit, shown in here.doses.items() if unit not in in_english]
    found.missing += lost
    # "dos veces" is told once, and not again as "dos veces al día".
    more = new or (other if lost else [])
    told = [words for words in found.added if not any(words in longer for longer in more)]
    found.added = told + more


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


def _pair_units(missing: Kinds, added: Kinds, words: Kinds, found: Difference) -> None:
    """Put what is left into ``found``, with equal numbers of different units together."""
    rest = Counter(added)
    for quantity in islice(missing.elements(), AT_MOST + 1):
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
