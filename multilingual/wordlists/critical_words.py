"""The words that no translation may lose or add: not, never, only, at least, now, the same day.

``critical_words.csv``, beside this module, has a row for each meaning; ``words.csv`` of a
language (``locale/<code>/words.csv``) has the words of the language by the same meanings. In
``words.csv``, ``-`` before a form says that these words do not count (in ``不|-不同``, 不同 is
no 不), and ``^`` that the form begins a part of a sentence (``^ningún``). The columns:

* ``meaning``: the name of the row.
* ``counted``: ``present``: where the English has one, the translation has one. ``counted``: so,
  and as often as in English. ``by its parts``: so, but the words of a language for it hold words
  of other rows (``ya no``), which are counted. ``no oftener``: in a safety text no oftener than
  in English. ``half``: words of a language that are counted together with another one, see
  ``_pair``. ``nearly``: English that a language may say with one more. ``elsewhere``: the row
  of another check.
* ``told_as``: what a text does that has one; rows that are told alike are counted together.
* ``absorbs``: rows whose words are not counted within a longer form of this one: ``sin demora``
  is now, and no not.
* ``english``: its English forms. One that begins with ``-`` only looks so. Of two forms at one
  place the longer one counts; one with ``*``, which stands for a word, hides no other: in "do
  not call a doctor now" is a not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from operator import itemgetter
from pathlib import Path
from re import Pattern

from multilingual.catalogs.language_folder import WORDS, LanguageFolder
from multilingual.text.wording import prose, words
from multilingual.wordlists.table import Table, checked, open_table, search_forms

WORD_COLUMNS = ("meaning", "forms")
COLUMNS = ("meaning", "counted", "told_as", "absorbs", "english")

PRESENT, COUNTED, BY_ITS_PARTS = "present", "counted", "by its parts"
NO_OFTENER, HALF, NEARLY, ELSEWHERE = "no oftener", "half", "nearly", "elsewhere"
ASKED_FOR = (PRESENT, COUNTED, BY_ITS_PARTS)
"""How the rows are counted for which each language needs words."""
IN_LISTS = (*ASKED_FOR, HALF, NO_OFTENER, ELSEWHERE)
"""How the rows are counted that ``words.csv`` of a language may have."""
SAYS_NOT = "says not"
"""What the rows are told as that turn a sentence round."""

A_NOT = re.compile(r"\b(?:not|never|cannot)\b|n['’]t\b", re.IGNORECASE)
OR = re.compile(r"\bor\b")
PART = re.compile(r",|\bor\b")


@dataclass(frozen=True, slots=True)
class Kind:
    """A row of ``critical_words.csv``."""

    meaning: str
    counted: str
    told_as: str
    absorbs: tuple[str, ...]
    english: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CriticalWord:
    """A word of an English text; ``form`` is empty if one with ``*`` found it.

    Two that differ only in what stands for the ``*`` are the same.
    """

    meaning: str
    form: str
    text: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class EnglishCount:
    """How often an English text says what rows that are told alike say.

    "No doctor and no nurse" is one not or two (``least``, ``most``), as a language has it.
    ``nearly`` counts the words that others may say with one more, and ``parts`` how many more
    there are if each part of "do not start, stop or change" has its own.
    """

    least: int
    most: int
    nearly: int = 0
    parts: int = 0

    def allows(self, least: int, most: int) -> bool:
        """Whether one that says it ``least`` to ``most`` times says it not too often."""
        return any(
            added <= self.nearly or self.parts <= added <= self.parts + self.nearly
            for added in range(least - self.most, most - self.most + 1)
        )


@cache
def kinds() -> Mapping[str, Kind]:
    """Return the rows of ``critical_words.csv`` by their meaning, in their order."""
    table = open_table(Path(__file__).with_name("critical_words.csv"), COLUMNS)
    return {
        (meaning := row.cells["meaning"]): Kind(
            meaning,
            row.cells["counted"],
            row.cells["told_as"],
            row.forms["absorbs"],
            row.forms["english"],
        )
        for row in table.rows
    }


@cache
def rows_told_as(told_as: str) -> Sequence[Kind]:
    """Return the rows that are counted together."""
    return [kind for kind in kinds().values() if kind.told_as == told_as]


@cache
def rows_that_absorb(told_as: str) -> frozenset[str]:
    """Return the meanings of the rows whose longer forms hold words that do not count."""
    absorbed = {kind.meaning for kind in rows_told_as(told_as)}
    absorbing = (kind for kind in kinds().values() if not absorbed.isdisjoint(kind.absorbs))
    return frozenset(kind.meaning for kind in absorbing)


@cache
def counts() -> Sequence[str]:
    """Return what rows are told as that are counted, each once."""
    counted = (kind.told_as for kind in kinds().values() if kind.counted == COUNTED)
    return list(dict.fromkeys(counted))


def meanings_counted(*counted: str) -> list[str]:
    """Return the meanings of the rows that are counted in one of these ways."""
    return [kind.meaning for kind in kinds().values() if kind.counted in counted]


def read_words(language: LanguageFolder) -> Table:
    """Return the words of a language by their meaning."""
    table = open_table(language.list_path(WORDS), WORD_COLUMNS)
    return checked(table, WORD_COLUMNS[:1], frozenset(meanings_counted(ELSEWHERE)))


def forms_by_meaning(table: Table) -> Mapping[str, tuple[str, ...]]:
    """Return the forms of each meaning, which can stand in several rows of ``words.csv``."""
    found: dict[str, tuple[str, ...]] = {}
    for row in table.rows:
        for name in row.forms["meaning"]:
            found[name] = (*found.get(name, ()), *row.forms["forms"])
    return found


def forms_of(language: LanguageFolder, meaning: str) -> tuple[str, ...] | None:
    """Return the forms that ``words.csv`` lists for a meaning, or None without such a row."""
    return forms_by_meaning(language.once(read_words)).get(meaning)


@lru_cache(maxsize=8192)
def critical_words_in(english: str) -> Sequence[CriticalWord]:
    """Return each not, never, only, now and the like of an English text, in its order."""
    found = sorted(_found_in(words(prose(english))), key=itemgetter(0))
    return [word for _place, word in found]


@lru_cache(maxsize=8192)
def meanings_in(english: str) -> Mapping[str, str]:
    """Return each critical word of an English text, with its meaning."""
    return {word.text: word.meaning for word in critical_words_in(english)}


@lru_cache(maxsize=8192)
def count_in_english(english: str, told_as: str) -> EnglishCount:
    """Return how often a text says what the rows say that are ``told_as`` so."""
    rows = rows_told_as(told_as)
    meanings = {kind.meaning for kind in rows if kind.counted in ASKED_FOR}
    most = sum(word.meaning in meanings for word in critical_words_in(english))
    least = max(most - _count(english, rows, HALF), min(most, 1))
    parts = _parts(english) if told_as == SAYS_NOT else 0
    return EnglishCount(least, most, _count(english, rows, NEARLY), parts)


def count_of_row(english: str, kind: Kind) -> int:
    """Return how often a text has the English of a row, whatever else its words are."""
    return len(search_forms(kind.english).findall(words(prose(english))))


def _count(english: str, rows: Sequence[Kind], counted: str) -> int:
    return sum(count_of_row(english, kind) for kind in rows if kind.counted == counted)


def _parts(english: str) -> int:
    _before, _found, after = A_NOT.sub("\0", english, count=1).partition("\0")
    return len(PART.findall(after)) if OR.search(after) else 0


def _found_in(text: str) -> Iterator[tuple[int, CriticalWord]]:
    """Yield the critical words of the ``words`` of an English text, with their places."""
    meanings, search, open_searches = _english()
    for match in search.finditer(text):
        if meaning := meanings[match[0]]:
            yield match.start(), CriticalWord(meaning, match[0].strip(), match[0].strip())
    for meaning, open_search in open_searches:
        for match in open_search.finditer(text):
            yield match.start(), CriticalWord(meaning, "", match[0].strip())


@cache
def _english() -> tuple[Mapping[str, str], Pattern[str], Sequence[tuple[str, Pattern[str]]]]:
    """Return the meaning of each form, what finds them, and what finds a row's with ``*``."""
    rows = [kind for kind in kinds().values() if kind.counted in ASKED_FOR]
    forms = {form: kind.meaning for kind in rows for form in kind.english if "*" not in form}
    meanings = {words(form): "" if form[0] == "-" else forms[form] for form in forms}
    open_forms = {kind.meaning: [form for form in kind.english if "*" in form] for kind in rows}
    searches = [(name, search_forms(some)) for name, some in open_forms.items() if some]
    return meanings, search_forms(form.removeprefix("-") for form in forms), searches
