"""What a translation says in other words than with a not: avoid, unsafe, ask before you do."""

from __future__ import annotations

import re

from multilingual.text.wording import clauses, prose, words
from multilingual.wordlists.critical_word_count import WITHOUT, CriticalWordCounter
from multilingual.wordlists.critical_words import SAYS_NOT, meanings_in
from multilingual.wordlists.exchanged_words import (
    ExchangedWords,
    exchanges,
    side_of,
    sides_in_english,
)

BEFORE = "before"
ASKS_LATE = "asks late"
"""The row of ``words.csv`` with "before you ask", before which nothing is to be done."""
NOT_WITHOUT = re.compile(r"\b(?:not|never|no)\b.*\bwithout\b|n['’]t\b.*\bwithout\b", re.I)
"""What may be said with no not: "ask before you do", for "do not do without asking"."""


def made_up_for(
    english: str, text: str, counter: CriticalWordCounter, language: ExchangedWords
) -> tuple[int, int]:
    """Return how often ``text`` says a not in other words, and how often by an opposite."""
    opposites = sum(found.is_opposite for found in exchanges(english, text, language))
    made_up = counter.left_undone(english, text) + opposites
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


def _asks_before(english: str, text: str, language: ExchangedWords) -> bool:
    """Return whether a translation has a "before" that the English has not."""
    side = side_of(BEFORE)
    here = language.count(words(prose(text)))
    return here.least[side] > sides_in_english(english).most[side]
