"""The critical words that a translation has lost or added, and what it says in other words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from re import Pattern

from multilingual.text.cut_off import parted, stress, without_stress
from multilingual.text.wording import CLAUSE, clauses, prose, quoted, words
from multilingual.wordlists.critical_word_count import (
    AGAIN,
    BEGUN,
    NOR,
    OPEN,
    CriticalWordCounter,
)
from multilingual.wordlists.critical_words import (
    COUNTED,
    NO_OFTENER,
    NOT_WITH_NOT,
    PRESENT,
    SAYS_NOT,
    CriticalMeaning,
    count_in_english,
    count_of_row,
    critical_words_in,
    kinds,
    meanings_counted,
    meanings_in,
    rows_reported_as,
)
from multilingual.wordlists.exchanged_words import ExchangedWords
from multilingual.wordlists.exchanges import URGENT, added_days, made_up_for
from multilingual.wordlists.table import pattern_of, search_forms

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
TURNED = (
    "A mark stands after {found}, which then is an answer and says no to nothing that follows it; "
    "the English has no such answer. In a safety text it is not shown. Take the mark away."
)
ADDED = (
    "The translation says not, and the English nowhere does. In a safety text it is not shown. "
    "Read both again."
)
NOT, NEVER = "not", "never"
AHEAD = "not ahead"
"""The row of ``words.csv`` with nots that always stand before what they say no to."""
STRESS = "stress"
"""The row with words between marks that only stress the not before them."""
SOON_OVER = ("yet", "at all", "so", "always", "either", "too")
"""What may stand between an English not and the mark after it."""
OR_NOT = ("otherwise", "or else", "whether")
"""What a language may say with a not before a mark: if not, or not."""


@dataclass(frozen=True, slots=True)
class Nots:
    """A text without the nots that a mark cuts off, and how many are left at most.

    ``cut_off`` is the first of these.
    """

    text: str
    most: int
    cut_off: str = ""


@lru_cache(maxsize=256)
def nots_in(english: str, text: str, counter: CriticalWordCounter) -> Nots:
    """Return the nots of ``text`` that say no to something."""
    rest, cut_off = _without_answers(english, text, counter)
    left = counter.count(SAYS_NOT, rest, meanings_in(english).values())
    if not cut_off:
        return Nots(text, left.most)
    # "No, deje ningún medicamento": the second word of a not that was cut off is none.
    return Nots(rest, max(left.most - len(left.alone), 0), cut_off)


def _without_answers(english: str, text: str, counter: CriticalWordCounter) -> tuple[str, str]:
    """Return ``text`` without the nots that a mark cuts off, and the first of these.

    "No, take it" says no to nothing. As many as the English has stay: "No. You cannot catch it."
    """
    parts = [*parted(text)]
    pattern, other = _cut_off(counter)
    found = [
        (at, match)
        for at, part in enumerate(parts)
        for match in pattern.finditer(part)
        if not other.fullmatch(match[0])
        # What ends the text after other words cuts off nothing: "ahora no".
        and (match.end() < len(part) or at + 1 < len(parts) or _is_alone(part, match))
    ]
    too_many = len(found) - _answers_in_english(english) if found else 0
    if too_many <= 0:
        return text, ""
    for at, match in reversed(found[:too_many]):
        parts[at] = parts[at][: match.start()] + parts[at][match.end() :]
    return "\n".join(parts), found[0][1][0].strip()


def _is_alone(part: str, match: re.Match[str]) -> bool:
    return part.endswith(CLAUSE, 0, match.start())


@lru_cache(maxsize=64)
def _cut_off(counter: CriticalWordCounter) -> tuple[Pattern[str], Pattern[str]]:
    """Return what finds nots before a mark, or words that only look so; and what finds these.

    A word that is a not by itself is cut off if it is alone between two marks: German, Hindi and
    others put it last. One of the row ``AHEAD`` always is.
    """
    every = [form for row in (NOT, NEVER, BEGUN, AGAIN, NOR) for form in counter.forms(row)]
    single = {words(form) for form in every if not form.startswith("-") and not OPEN.search(form)}
    alone = "|".join(sorted(re.escape(form) for form in single if form.count(" ") == 1))
    every += counter.forms(AHEAD)
    other = search_forms(form[1:] for form in every if form.startswith("-"))
    ahead = [form for form in counter.forms(AHEAD) if not form.startswith("-")]
    ways = [f"(?<={CLAUSE})(?:{alone})+"] if alone else []
    ways = [other.pattern, *ways, *(rf"(?<![^ ]){pattern_of(form)}" for form in ahead)]
    return re.compile(rf"(?:{'|'.join(ways)})(?={CLAUSE}|$)"), other


@lru_cache(maxsize=8192)
def _answers_in_english(english: str) -> int:
    return sum(len(_english_answer().findall(part)) for part in parted(english))


@cache
def _english_answer() -> Pattern[str]:
    nots = search_forms(form for row in (NOT, NEVER) for form in kinds()[row].english)
    before_mark = rf"{nots.pattern}(?:(?:{'|'.join(SOON_OVER)}) )?(?={CLAUSE}|$)"
    return re.compile(rf"{before_mark}|{search_forms(OR_NOT).pattern}")


def _unstressed(english: str, text: str, counter: CriticalWordCounter) -> str:
    """Return ``text`` with "never, under no circumstances," as "never", no answer being there."""
    return text if _answers_in_english(english) else without_stress(text, _stress(counter))


@lru_cache(maxsize=64)
def _stress(counter: CriticalWordCounter) -> Pattern[str]:
    never, other = (
        [form for form in counter.forms(row) if not form.startswith("-") and not OPEN.search(form)]
        for row in (NEVER, STRESS)
    )
    ahead = counter.forms(AHEAD)
    # Where a not needs a second word, none says no across a mark. In Chinese a letter says it.
    nots = () if counter.forms(BEGUN) else (*ahead, *(one for one in other if one[0] in ahead))
    return stress([form for form in nots if len(form) > 1], never, other)


def changed_not(
    english: str, text: str, counter: CriticalWordCounter, language: ExchangedWords
) -> str | None:
    """Return what is wrong if ``text`` surely says the opposite of ``english``.

    That is where one has a clear not, and the other no word of any kind that turns it round.
    """
    if not counter.can_count(SAYS_NOT):
        return None
    text = _unstressed(english, text, counter)
    has = counter.count(SAYS_NOT, text, meanings_in(english).values())
    wanted = count_in_english(english, SAYS_NOT)
    made_up, _opposites = made_up_for(english, text, counter, language)
    nots = nots_in(english, text, counter)
    if nots.cut_off and nots.most + made_up < wanted.least:
        return TURNED.format(found=quoted(nots.cut_off))
    if (found := CLEAR.search(english)) and not has.most and not made_up:
        parts = clauses(prose(text))
        meanings = [row.meaning for row in rows_reported_as(SAYS_NOT)]
        if all(counter.lacks(meaning, parts) for meaning in meanings if counter.lists(meaning)):
            return LOST.format(found=f'"{found[0]}"')
    is_plain = wanted.most == wanted.nearly == 0 and URGENT.issuperset(
        meanings_in(english).values()
    )
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
    text = _unstressed(english, text, counter)
    for says in _counts():
        yield from _miscounted(english, text, says, counter, (made_up, opposites))
    for meaning in meanings_counted(NO_OFTENER) if is_safety else ():
        yield from _added(english, text, kinds()[meaning], counter)
    for meaning in meanings_counted(NOT_WITH_NOT) if is_safety and CLEAR.search(english) else ():
        if not count_of_row(english, kinds()[meaning]):
            yield from _added(english, text, kinds()[meaning], counter)
    for day in added_days(english, text, language):
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
    if says == SAYS_NOT and (cut_off := nots_in(english, text, counter).cut_off):
        yield TURNED.format(found=quoted(cut_off))
    elif has.most + fewer < wanted.least:
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


def _often(count: int) -> str:
    return {0: "nowhere", 1: "once", 2: "twice"}.get(count, f"{count} times")
