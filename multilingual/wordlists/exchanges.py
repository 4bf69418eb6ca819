"""One word in the place of another: what a translation exchanges, and how it says a not by it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from multilingual.text.wording import clauses, prose, quoted, shown, words
from multilingual.wordlists.critical_word_count import WITHOUT, CriticalWordCounter
from multilingual.wordlists.critical_words import (
    A_NOT,
    NO_OFTENER,
    OPPOSITE,
    SAYS_NOT,
    Side,
    count_in_english,
    count_of_row,
    groups_counted,
    kinds,
    meanings_counted,
    meanings_in,
    sides_kept,
)
from multilingual.wordlists.dates_and_times import is_same_span
from multilingual.wordlists.exchanged_words import (
    LONGEST,
    SPACE,
    ExchangedWords,
    Sides,
    side_of,
    sides_in_english,
    words_of_side,
)
from multilingual.wordlists.number_list import NumberList
from multilingual.wordlists.quantity import Quantity
from multilingual.wordlists.quantity_reader import Quantities, read_english

HARMFUL = (
    "a bound",
    "an amount",
    "an order in time",
    "a time limit",
    "how many times",
    "a unit of time",
    "a person or place that helps",
    "how it begins or ends",
    "how it goes",
    "how safe",
    "how strong",
    "a result",
    "a side",
    "a meal",
)
"""Groups of words of which one in place of another turns round what a reader is to do."""

TIMES, TIME_OF_DAY = "how many times", "time"
OF_NUMBERS = (TIMES, "a unit of time")
"""Groups of words that mostly stand with a number; ``time`` is the unit of "twice a day"."""
ONE = re.compile(r"\b(?:(half an?)|an?|one|each|every|per) (\w+)")
"""How English says one of a unit, or half of it."""
BEFORE = "before"
BOUNDS = ("at most", "at least")
"""Rows of what can be said with a not, too: not more than, not less than."""
NOT_OF_WORDS = re.compile(r"\bno\b|\bt\b")
"""What else is a not in the English of such a row."""
LATER = (
    'The English has "{}", and the translation says {} in its place. In a safety text it is not '
    "shown: readers would wait. Write what the English says, or put your word into words.csv."
)
ASKS_LATE = "asks late"
"""The row of ``words.csv`` with "before you ask", before which nothing is to be done."""
DAYS = ("a day", "a day of the week")
"""Groups of which no word is added in other words: tomorrow, Monday."""
AT_ONCE, TODAY = "now", "same day"
PUT_OFF = "put off"
"""The row of ``words.csv`` with words for later, as tomorrow, soon and in a week."""
AVOIDED = (
    "The translation has {}, and the English has nothing that is to be left undone. In a safety "
    "text it is not shown. Read both again."
)
URGENT = frozenset((AT_ONCE, TODAY, "soon", "day or night", "hospital", "emergency"))
"""Rows of ``words.csv`` of which no good translation of a danger leaves the word away."""
LOST = (
    'The English has "{}", and the translation has no such word. In a safety text it is not '
    "shown. Write it, or put its word into words.csv."
)
NOT_WITHOUT = re.compile(r"\b(?:not|never|no)\b.*\bwithout\b|n['’]t\b.*\bwithout\b", re.I)
"""What may be said with no not: "ask before you do", for "do not do without asking"."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A word of the English, and the word that stands for it; ``is_opposite`` to it."""

    english: str
    text: str
    side: Side
    instead: Side
    is_opposite: bool


def exchanges(
    english: str, text: str, language: ExchangedWords, source: ExchangedWords | None = None
) -> list[Exchange]:
    """Return the words of the English for which another of their group stands in ``text``.

    ``source`` finds those of the English, if it is not ``critical_words.csv`` that does.
    """
    if len(english) + len(text) > LONGEST:
        return []
    there = source.count(words(prose(english))) if source else sides_in_english(english)
    here = language.count(words(prose(text))) if there.least else Sides()
    found = []
    for side, count in there.least.items():
        if here.most[side] >= count:
            continue
        if other := next(_added(side, there, here, is_known=source is None), None):
            english_word, word = there.shown[side], here.shown[other]
            is_opposite = side[0] in groups_counted(OPPOSITE)
            found.append(Exchange(english_word, word, side, other, is_opposite))
    return found


def does_harm(found: Exchange) -> bool:
    """Return whether whoever does as the text says, with this exchange, may come to harm."""
    return found.side[0] in HARMFUL or {found.side, found.instead} <= sides_kept()


def lost_word(english: str, text: str, language: ExchangedWords) -> str | None:
    """Return a word of the English that is always said, and of which ``text`` has none."""
    there = sides_in_english(english)
    kept = [side for side in there.least if side in sides_kept() and language.knows(side)]
    here = language.count(words(prose(text))) if kept else Sides()
    return next((there.shown[side] for side in kept if not here.most[side]), None)


def _added(side: Side, there: Sides, here: Sides, *, is_known: bool) -> Iterator[Side]:
    """Yield the other sides of the group that the text has more often than the English.

    Where all words of the group ``is_known`` in both, one of two sides may be an added one, too.
    """
    for other, least in here.least.items():
        if other[0] == side[0] and other != side and least > there.most[other]:
            yield other
    for sides in here.either if is_known else ():
        # Whichever it is, the English has none of them.
        if next(iter(sides))[0] == side[0] and not any(there.most[other] for other in sides):
            yield from sides - {side} if side not in sides else ()


@lru_cache(maxsize=256)
def made_up_for(
    english: str, text: str, counter: CriticalWordCounter, language: ExchangedWords
) -> tuple[int, int]:
    """Return how often ``text`` says a not in other words, and how often by an opposite."""
    opposites = sum(found.is_opposite for found in exchanges(english, text, language))
    made_up = counter.left_undone(english, text) + opposites
    for bound in BOUNDS:
        fewer, more = _bounded_otherwise(english, text, side_of(bound), counter, language)
        made_up, opposites = made_up + fewer, opposites + more
    if NOT_WITHOUT.search(english) and _asks_before(english, text, language):
        # No half of it: "suspenda sin preguntar antes" has lost its not, and so has
        # "suspenda antes de preguntar".
        has = counter.count(SAYS_NOT, text, meanings_in(english).values())
        parts = clauses(prose(text))
        asks_late = counter.lists(ASKS_LATE) and not counter.lacks(ASKS_LATE, parts)
        if has.most:
            made_up += counter.lacks(WITHOUT, parts)
        elif not asks_late:
            made_up += 2
    return made_up, opposites


def _bounded_otherwise(
    english: str, text: str, side: Side, counter: CriticalWordCounter, language: ExchangedWords
) -> tuple[int, int]:
    """Return how often a text says "at most" for "not more than", and the other way round."""
    there = words_of_side(english, side)
    here = [word for sides, word in language.find(words(prose(text))) if side in sides]
    if not there or not here:
        return 0, 0
    nots = sum(bool(A_NOT.search(word) or NOT_OF_WORDS.search(word)) for word in there)
    own = sum(counter.count(SAYS_NOT, word, ()).most > 0 for word in here)
    plain, own_plain = len(there) - nots, len(here) - own
    return max(0, min(nots - own, own_plain - plain)), max(0, min(own - nots, plain - own_plain))


def is_of_numbers(english: str, text: str, found: Exchange, numbers: NumberList) -> bool:
    """Return whether the words of a side belong to numbers, which another rule compares.

    That rule knows that 6 months are half a year, a week is 7 days, and twice a day every 12 hours.
    """
    (group, unit), (_group, other) = found.side, found.instead
    if group not in OF_NUMBERS:
        return False
    read = read_english(shown(english))
    units = Counter(place.quantity.unit for place in read.places)
    if group == TIMES:
        return units[TIME_OF_DAY] > 0
    is_dose = (unit, other) == ("day", "hour") and unit in read.doses
    said = [one for one in ONE.finditer(english.lower()) if one[2] == unit]
    here = Quantities(shown(text), numbers, ()) if said else None
    spans = (*here.digits, *here.words) if here else ()
    wanted = [Quantity("0.5" if one[1] else "1", unit) for one in said]
    is_one = any(is_same_span(one, span) for one in wanted for span in spans)
    often = units[unit] + is_one + (is_dose and units[TIME_OF_DAY] > 0)
    return often >= sides_in_english(english).least[found.side]


def put_off(english: str, text: str, counter: CriticalWordCounter) -> str | None:
    """Return what is wrong if ``text`` surely says later what is to be done now, or today."""
    urgent = {meaning: word for word, meaning in meanings_in(english).items()}
    if urgent.keys().isdisjoint((AT_ONCE, TODAY)):
        return None
    parts = clauses(prose(text))
    later = [] if count_of_row(english, kinds()[PUT_OFF]) else [PUT_OFF]
    for meaning, rows in ((AT_ONCE, [*later, TODAY]), (TODAY, later)):
        if meaning in urgent and counter.lacks(meaning, parts):
            for row in rows:
                if row not in urgent and (found := counter.found(row, parts)):
                    return LATER.format(urgent[meaning], quoted(SPACE.sub("", found)))
    return None


def lost_urgency(english: str, text: str, counter: CriticalWordCounter) -> str | None:
    """Return what is wrong if ``text`` surely lacks how urgent a danger is, or where help is."""
    urgent = {word: row for word, row in meanings_in(english).items() if row in URGENT}
    parts = clauses(prose(text)) if urgent else ""
    lost = (
        word for word, row in urgent.items() if counter.lists(row) and counter.lacks(row, parts)
    )
    return next(map(LOST.format, lost), None)


def left_undone(english: str, text: str, counter: CriticalWordCounter) -> str | None:
    """Return what is wrong if ``text`` surely says not to do what is urgent: avoid to call now."""
    is_urgent = not URGENT.isdisjoint(meanings_in(english).values())
    if not is_urgent or count_in_english(english, SAYS_NOT).most:
        return None
    rows = (kinds()[meaning] for meaning in meanings_counted(NO_OFTENER))
    found = next(filter(None, (counter.added(row, english, text) for row in rows)), [])
    return AVOIDED.format(quoted(found[0])) if found else None


def added_days(english: str, text: str, language: ExchangedWords) -> Iterator[str]:
    """Yield the words for days in ``text`` that say nothing that the English says."""
    left = Counter(sides_in_english(english).most)
    for sides, word in language.find(words(prose(text))):
        if said := [side for side in sides if left[side] > 0]:
            left.subtract(said)
        elif any(group in DAYS for group, _side in sides):
            yield word


def _asks_before(english: str, text: str, language: ExchangedWords) -> bool:
    """Return whether a translation has a "before" that the English has not."""
    side = side_of(BEFORE)
    here = language.count(words(prose(text)))
    return here.least[side] > sides_in_english(english).most[side]
