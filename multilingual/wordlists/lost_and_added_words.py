"""The critical words that a translation has lost or added, and what it says in other words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from multilingual.text.wording import clauses, prose, quoted, words
from multilingual.wordlists.critical_word_count import AGAIN, WITHOUT, CriticalWordCounter
from multilingual.wordlists.critical_words import (
    A_NOT,
    COUNTED,
    NO_OFTENER,
    NOT_WITH_NOT,
    PRESENT,
    SAYS_NOT,
    CriticalMeaning,
    Side,
    count_in_english,
    count_of_row,
    critical_words_in,
    kinds,
    meanings_counted,
    meanings_in,
    rows_reported_as,
)
from multilingual.wordlists.exchanged_words import (
    ExchangedWords,
    side_of,
    sides_in_english,
    words_of_side,
)
from multilingual.wordlists.exchanges import exchanges

BEFORE = "before"
BOUNDS = ("at most", "at least")
"""Rows of what can be said with a not, too: not more than, not less than."""
NOT_OF_WORDS = re.compile(r"\bno\b|\bt\b")
"""What else is a not in the English of such a row."""
DAYS = ("a day", "a day of the week")
"""Groups of which no word is added in other words: tomorrow, Monday."""
ASKS_LATE = "asks late"
"""The row of ``words.csv`` with "before you ask", before which nothing is to be done."""
NOT_WITHOUT = re.compile(r"\b(?:not|never|no)\b.*\bwithout\b|n['’]t\b.*\bwithout\b", re.I)
"""What may be said with no not: "ask before you do", for "do not do without asking"."""

SAID_ALONE = re.compile(r"\b(?:none|nothing|nobody|nowhere|no one)\b", re.IGNORECASE)
"""What needs no verb, nor a second word of a not with it."""
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


def critical_faults(
    english: str,
    text: str,
    counter: CriticalWordCounter,
    language: ExchangedWords,
    *,
    is_safety: bool,
) -> Iterator[str]:
    """Yield what is wrong with the critical words of ``text``, the surest fault first."""
    made_up, opposites = made_up_for(english, text, counter, language)
    yield from _lost(english, text, counter, made_up)
    for says in _counts():
        yield from _miscounted(english, text, says, counter, (made_up, opposites))
    for meaning in meanings_counted(NO_OFTENER) if is_safety else ():
        yield from _added(english, text, kinds()[meaning], counter)
    for meaning in meanings_counted(NOT_WITH_NOT) if is_safety and CLEAR.search(english) else ():
        if not count_of_row(english, kinds()[meaning]):
            yield from _added(english, text, kinds()[meaning], counter)
    for day in _added_days(english, text, language):
        yield f"The translation has {quoted(day)}, and the English no such day. Read both again."


@cache
def _counts() -> Sequence[str]:
    """Return what rows are reported as whose words are counted, each once."""
    counted = (kind.reported_as for kind in kinds().values() if kind.counted == COUNTED)
    return list(dict.fromkeys(counted))


def _lost(english: str, text: str, counter: CriticalWordCounter, made_up: int) -> Iterator[str]:
    """Yield what is wrong with each meaning of ``english`` that ``text`` lacks, or has less often.

    ``made_up`` is how often it says otherwise what the English says with a not: avoid, unsafe.
    """
    meanings = meanings_in(english)
    parts = clauses(prose(text)) if meanings else ""
    often = Counter(word.meaning for word in critical_words_in(english))
    for found, meaning in meanings.items():
        kind = kinds()[meaning]
        # What is counted otherwise is so by itself: languages say one not with two words.
        wanted = often[meaning] if kind.counted == PRESENT else 1
        if counter.lacks(meaning, parts, wanted) and not (made_up and kind.reported_as == SAYS_NOT):
            own = counter.preferred(meaning)
            such = f", such as {quoted(own)}" if own else ""
            words_for_it = "no word for it" if counter.lacks(meaning, parts) else "fewer words"
            yield (
                f'The English has "{found}". The translation has {words_for_it} that '
                f"words.csv lists{such}. Read both again."
            )


def _miscounted(
    english: str, text: str, says: str, counter: CriticalWordCounter, made_up: tuple[int, int]
) -> Iterator[str]:
    """Yield what is wrong with how often ``text`` says not, or what else is reported so.

    Other words make up for as many fewer, and as many more, as ``made_up`` says.
    """
    fewer, more = made_up if says == SAYS_NOT else (0, 0)
    if not counter.can_count(says):
        return
    wanted = count_in_english(english, says)
    has = counter.count(says, text, meanings_in(english).values())
    may_be_alone = bool(SAID_ALONE.search(english))
    alone = (form for form in has.alone if not may_be_alone or counter.needs_another(form))
    if half := next(alone, None):
        yield (
            f"{quoted(half)} {says} only together with a second word, which is missing "
            f"here. Read both texts again."
        )
    if has.most + fewer < wanted.least:
        yield (
            f"The English {says} {_often(wanted.least)}, the translation {_often(has.most)}. "
            f"Read both again."
        )
    if not wanted.allows(max(has.least - more, 0), has.most):
        halves = f'If two words are one not, write the second into the row "{AGAIN}" of words.csv.'
        yield (
            f"The translation {says} {_often(has.least)}, the English {_often(wanted.most)}. "
            f"Read both again. {halves if says == SAYS_NOT else ''}".rstrip()
        )


def _added(
    english: str, text: str, kind: CriticalMeaning, counter: CriticalWordCounter
) -> Iterator[str]:
    """Yield what is wrong if a word too many turns ``text`` round."""
    if found := counter.added(kind, english, text):
        yield (
            f"The translation {kind.reported_as} ({', '.join(map(quoted, found))}), and the "
            f"English has fewer such words. Read both again: it may say the opposite."
        )


def _added_days(english: str, text: str, language: ExchangedWords) -> Iterator[str]:
    """Yield the words for days in ``text`` that say nothing that the English says."""
    left = Counter(sides_in_english(english).most)
    for sides, word in language.find(words(prose(text))):
        if said := [side for side in sides if left[side] > 0]:
            left.subtract(said)
        elif any(group in DAYS for group, _side in sides):
            yield word


def _often(count: int) -> str:
    return {0: "nowhere", 1: "once", 2: "twice"}.get(count, f"{count} times")
