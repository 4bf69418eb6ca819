"""One word in the place of another: which words of the English a translation exchanges so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from multilingual.text.wording import prose, words
from multilingual.wordlists.critical_words import OPPOSITE, Side, groups_counted, sides_kept
from multilingual.wordlists.exchanged_words import (
    LONGEST,
    ExchangedWords,
    Sides,
    sides_in_english,
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
