"""One word in the place of another: what a translation exchanges, and how it says a not by it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from multilingual.text.wording import clauses, prose, words
from multilingual.wordlists.critical_word_count import WITHOUT, CriticalWordCounter
from multilingual.wordlists.critical_words import (
    A_NOT,
    OPPOSITE,
    SAYS_NOT,
    Side,
    groups_counted,
    meanings_in,
    sides_kept,
)
from multilingual.wordlists.exchanged_words import (
    LONGEST,
    ExchangedWords,
    Sides,
    side_of,
    sides_in_english,
    words_of_side,
)

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

ONE_IS = {("week", "day"): 7, ("day", "hour"): 24, ("hour", "minute"): 60}
"""How many of a smaller unit of time make one of a larger."""
BEFORE = "before"
BOUNDS = ("at most", "at least")
"""Rows of what can be said with a not, too: not more than, not less than."""
NOT_OF_WORDS = re.compile(r"\bno\b|\bt\b")
"""What else is a not in the English of such a row."""
ASKS_LATE = "asks late"
"""The row of ``words.csv`` with "before you ask", before which nothing is to be done."""
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


def _asks_before(english: str, text: str, language: ExchangedWords) -> bool:
    """Return whether a translation has a "before" that the English has not."""
    side = side_of(BEFORE)
    here = language.count(words(prose(text)))
    return here.least[side] > sides_in_english(english).most[side]
