"""What a translation says in other words than with a not, and the nots that it surely changed."""

from __future__ import annotations

import re

from multilingual.text.wording import clauses, prose, words
from multilingual.wordlists.critical_word_count import WITHOUT, CriticalWordCounter
from multilingual.wordlists.critical_words import (
    SAYS_NOT,
    count_in_english,
    meanings_in,
    rows_reported_as,
)
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

CLEAR = re.compile(
    r"\b(?:never|(?:do|does|must|should|can|may|is|are)\s+not|cannot)\b|\b(?:do|does|must|should|ca)n['’]t\b",
    re.IGNORECASE,
)
"""A not of the English that no good translation leaves away."""
LOST = (
    "The English says {found}, and the translation has no word that says so. In a safety text "
    "it is not shown. Write the not, or put its word into words.csv."
)
ADDED = (
    "The translation says not, and the English nowhere does. In a safety text it is not shown. "
    "Read both again."
)


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


def changed_not(
    english: str, text: str, counter: CriticalWordCounter, language: ExchangedWords
) -> str | None:
    """Return what is wrong if ``text`` surely says the opposite of ``english``.

    That is where one has a clear not, and the other no word of any kind that turns it round.
    """
    if not counter.can_count(SAYS_NOT):
        return None
    has = counter.count(SAYS_NOT, text, meanings_in(english).values())
    wanted = count_in_english(english, SAYS_NOT)
    made_up, _opposites = made_up_for(english, text, counter, language)
    if (found := CLEAR.search(english)) and not has.most and not made_up:
        parts = clauses(prose(text))
        meanings = [row.meaning for row in rows_reported_as(SAYS_NOT)]
        if all(counter.lacks(meaning, parts) for meaning in meanings if counter.lists(meaning)):
            return LOST.format(found=f'"{found[0]}"')
    is_plain = wanted.most == wanted.nearly == 0 and not meanings_in(english)
    return ADDED if is_plain and has.least and not has.alone and not made_up else None
