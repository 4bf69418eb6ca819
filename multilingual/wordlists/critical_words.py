"""The words that no translation may lose or add: not, never, only, at least, now, the same day.

``tables/critical_words.csv``, beside this module, has a row for each meaning; ``words.csv`` of a
language (``locale/<code>/words.csv``) has the words of the language by the same meanings. There
``-`` before a form says that these words do not count (in ``不|-不同``, 不同 is no 不), and ``^``
that the form begins a clause (``^ningún``). The columns of ``critical_words.csv``:

* ``meaning``: the name of the row.
* ``counted``: ``present``: where the English has it, the translation has it. ``counted``: so, and
  as often as the English. ``by its parts``: so, and its words in a language hold words of other
  rows, which are counted (``ya no``). ``no oftener``: in a safety text no oftener than in
  English. ``not with a not``: there not at all, where the English surely says not and has none.
  ``half``: words of a language that count only together with another. ``nearly``: English that
  a language may say with one more. ``exchanged``: no other word of its group stands
  for it (``exchanged_words.py``). ``listed``: so, and a list without it has lost an item.
  ``kept``: as listed, and no sentence may lack it, such as a medicine.
  ``opposite``: as exchanged, but a not more or fewer makes up for it.
  ``elsewhere``: read by another check.
* ``reported_as``: what a text does that has it; rows with the same are counted together.
* ``absorbs``: rows whose words do not count within a longer form of this one: in ``sin demora``,
  which is now, ``sin`` is no without.
* ``english``: its English forms. One that begins with ``-`` only looks like it. Of two forms at
  one place the longer one counts; one with ``*``, which stands for a word, hides no other: in
  "do not call a doctor now" is a not.
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

TABLE = Path(__file__).parent / "tables" / "critical_words.csv"
WORD_COLUMNS = ("meaning", "forms")
COLUMNS = ("meaning", "counted", "reported_as", "absorbs", "english")

Side = tuple[str, str]
"""A group and a side of it."""
PRESENT, COUNTED, BY_ITS_PARTS = "present", "counted", "by its parts"
NO_OFTENER, NOT_WITH_NOT = "no oftener", "not with a not"
HALF, NEARLY, ELSEWHERE = "half", "nearly", "elsewhere"
EXCHANGED, LISTED, KEPT, OPPOSITE = "exchanged", "listed", "kept", "opposite"
ASKED_FOR = (PRESENT, COUNTED, BY_ITS_PARTS)
"""How the rows are counted for which each language needs words."""
SIDES = (EXCHANGED, LISTED, KEPT, OPPOSITE)
IN_LISTS = (*ASKED_FOR, HALF, NO_OFTENER, NOT_WITH_NOT, *SIDES, ELSEWHERE)
"""How the rows are counted that ``words.csv`` of a language may have."""
SAYS_NOT = "says not"
"""What the rows are reported as that turn a sentence round."""

A_NOT = re.compile(r"\b(?:not|never|cannot)\b|n['’]t\b", re.IGNORECASE)
OR = re.compile(r"\bor\b")
PART = re.compile(r",|\bor\b")


@dataclass(frozen=True, slots=True)
class CriticalMeaning:
    """A row of ``critical_words.csv``."""

    meaning: str
    counted: str
    reported_as: str
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
    """How often an English text has the words of rows that are counted together.

    "No doctor and no nurse" is one not or two (``least``, ``most``), as a language has it.
    ``nearly`` counts the words that others may say with one more, and ``parts`` how many more
    there are if each part of "do not start, stop or change" has its own.
    """

    least: int
    most: int
    nearly: int = 0
    parts: int = 0

    def allows(self, least: int, most: int) -> bool:
        """Whether a translation that has ``least`` to ``most`` has not too many."""
        return any(
            added <= self.nearly or self.parts <= added <= self.parts + self.nearly
            for added in range(least - self.most, most - self.most + 1)
        )


@cache
def kinds() -> Mapping[str, CriticalMeaning]:
    """Return the rows of ``critical_words.csv`` by their meaning, in their order."""
    return {
        (meaning := row.cells["meaning"]): CriticalMeaning(
            meaning,
            row.cells["counted"],
            row.cells["reported_as"],
            row.forms["absorbs"],
            row.forms["english"],
        )
        for row in open_table(TABLE, COLUMNS).rows
    }


@cache
def rows_reported_as(reported_as: str) -> Sequence[CriticalMeaning]:
    """Return the rows that are counted together."""
    return [kind for kind in kinds().values() if kind.reported_as == reported_as]


def meanings_counted(*counted: str) -> list[str]:
    """Return the meanings of the rows that are counted in one of these ways."""
    return [kind.meaning for kind in kinds().values() if kind.counted in counted]


@cache
def sides_by_meaning() -> Mapping[str, Side]:
    """Return the side of each meaning that has one."""
    groups = groups_counted(*SIDES)
    sides = {}
    for kind in kinds().values():
        group, _colon, side = kind.reported_as.partition(": ")
        if (group in groups or side) and kind.counted != ELSEWHERE:
            sides[kind.meaning] = (group, side or kind.meaning)
    return sides


@cache
def groups_counted(*counted: str) -> frozenset[str]:
    """Return the groups of the rows that are counted in one of these ways."""
    rows = (kind for kind in kinds().values() if kind.counted in counted)
    return frozenset(kind.reported_as.partition(":")[0] for kind in rows)


@cache
def sides_kept() -> frozenset[Side]:
    """Return the sides that a translation always has where the English has them."""
    return frozenset(sides_by_meaning()[meaning] for meaning in meanings_counted(KEPT))


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
def count_in_english(english: str, reported_as: str) -> EnglishCount:
    """Return how often a text has the words of the rows that are ``reported_as`` so."""
    rows = rows_reported_as(reported_as)
    meanings = {kind.meaning for kind in rows if kind.counted in ASKED_FOR}
    most = sum(word.meaning in meanings for word in critical_words_in(english))
    least = max(most - _count(english, rows, HALF), min(most, 1))
    parts = _parts(english) if reported_as == SAYS_NOT else 0
    return EnglishCount(least, most, _count(english, rows, NEARLY), parts)


def count_of_row(english: str, kind: CriticalMeaning) -> int:
    """Return how often a text has the English of a row, whatever else its words are."""
    return len(search_forms(kind.english).findall(words(prose(english))))


def _count(english: str, rows: Sequence[CriticalMeaning], counted: str) -> int:
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
