"""Words of which a translation has one in place of another: less for more, days for hours.

Rows of ``critical_words.csv`` that are ``exchanged``, ``listed`` or ``opposite`` belong to a
group, which stands before the colon of ``reported_as``; what stands after it is their side,
each its own without one. A word is exchanged if its side stands in the translation less often
than in the English, and another side of the group more often. So a word that no list has is no
finding.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from re import Pattern

from multilingual.text.wording import prose, words
from multilingual.wordlists.critical_words import (
    ASKED_FOR,
    LISTED,
    Side,
    forms_by_meaning,
    groups_counted,
    kinds,
    sides_by_meaning,
)
from multilingual.wordlists.table import STAR, Table

LONGEST = 20_000
"""Characters of a text and its translation that are looked at: no page has as many."""
NO_SIDE: frozenset[Side] = frozenset()
"""What a form counts for that only looks like a word."""
SPACE = re.compile("(?<=[\u3040-\u9fff]) (?=[\u3040-\u9fff])")
"""What ``words`` puts between two letters of a script that has no spaces."""


@dataclass(slots=True)
class Sides:
    """How often a text has a word of each side, at least and at most, and the first word of it.

    ``either`` has the words that are one of several sides of a group, with these.
    """

    least: Counter[Side] = field(default_factory=Counter)
    most: Counter[Side] = field(default_factory=Counter)
    shown: dict[Side, str] = field(default_factory=dict)
    either: list[frozenset[Side]] = field(default_factory=list)


class ExchangedWords:
    """Finds the words of a language of which one may stand for another."""

    def __init__(self, forms: Iterable[tuple[str, frozenset[Side]]]) -> None:
        """Take each form with its sides; of a form with ``-`` before it there is none."""
        sides: dict[tuple[str, ...], frozenset[Side]] = {}
        self._preferred: dict[Side, str] = {}
        for form, own in forms:
            key = tuple(_parts(form.removeprefix("-").removeprefix("^")))
            sides[key] = sides.get(key, NO_SIDE) | (NO_SIDE if form.startswith("-") else own)
            if "*" not in form and not form.startswith("-"):
                self._preferred = dict.fromkeys(own, form) | self._preferred
        self._sides = sides
        self._every = frozenset[Side]().union(*sides.values())
        by_first: dict[str, list[tuple[str, ...]]] = {}
        for key in self._sides:
            by_first.setdefault(key[0], []).append(key)
        self._by_first = by_first
        # "foo*" is looked up, and of what is left first that which a word has within it.
        self._begun = {first[:-1] for first in by_first if first.find("*") == len(first) - 1}
        self._lengths = sorted({len(begun) for begun in self._begun})
        others = (first for first in by_first if "*" in first and first[:-1] not in self._begun)
        self._open = [(max(first.split("*"), key=len), first) for first in others]
        self._known: dict[str, dict[str, list[tuple[str, ...]]]] = {}
        # Several rules ask for the same texts.
        self._found: dict[str, Sequence[tuple[frozenset[Side], str]]] = {}
        self._counts: dict[str, Sides] = {}

    def __bool__(self) -> bool:
        return bool(self._sides)

    def has_english(self, word: str) -> bool:
        """Return whether a word for a part of the body, a sign or a medicine is also English."""
        there = [side for side in sides_in_english(word).most if is_listed(side)]
        return bool(there) and not self.count(words(word)).most.keys().isdisjoint(there)

    def knows(self, side: Side) -> bool:
        """Return whether the language has a word of a side."""
        return side in self._every

    def preferred(self, side: Side) -> str:
        """Return the first whole word of a side, ``""`` without one."""
        return self._preferred.get(side, "")

    def find(self, text: str) -> Sequence[tuple[frozenset[Side], str]]:
        """Return the sides of each word of the ``words`` of a text, and the word."""
        if text not in self._found:
            self._found[text] = [found[2:] for found in self.places(text.split())]
        return self._found[text]

    def places(self, parted: Sequence[str]) -> Iterator[tuple[int, int, frozenset[Side], str]]:
        """Yield where each such word begins and ends among all words, its sides and the word.

        What stands for a ``*`` alone is looked at, too: in "no tome ibuprofeno más de" one does.
        """
        known, end = self._known, 0
        left: set[int] = set()
        for at, first in enumerate(parted):
            if at < end and at not in left:
                continue
            beginning = known.get(first)
            if beginning is None:
                beginning = known[first] = self._beginning(first)
            # Most words begin no form.
            if not beginning:
                continue
            keys = [*beginning.get("", ())]
            for second in {"*", *parted[at + 1 : at + 2]}:
                keys += (key for key in beginning.get(second, ()) if _matches(key, parted, at))
            if at < end:
                keys = [key for key in keys if left.issuperset(range(at, at + len(key)))]
            if not keys:
                continue
            length = max(map(len, keys))
            keys = [key for key in keys if len(key) == length]
            left.update(at + place for key in keys for place in _open(key))
            end = max(end, at + length)
            if sides := self._sides_of(keys):
                yield at, at + length, sides, SPACE.sub("", " ".join(parted[at : at + length]))

    def count(self, text: str) -> Sides:
        """Return how often a text has a word of each side."""
        if text in self._counts:
            return self._counts[text]
        found = self._counts[text] = Sides()
        for sides, word in self.find(text):
            if len(sides) == 1:
                (side,) = sides
                found.least[side] += 1
                found.most[side] += 1
                found.shown.setdefault(side, word)
                continue
            groups = Counter(group for group, _side in sides)
            for name, often in groups.items():
                if often > 1:
                    found.either.append(frozenset(side for side in sides if side[0] == name))
            for side in sides:
                # A word of two groups is surely one of each, and one of two sides of neither.
                found.least[side] += groups[side[0]] == 1
                found.most[side] += 1
                found.shown.setdefault(side, word)
        return found

    def _sides_of(self, keys: Sequence[tuple[str, ...]]) -> frozenset[Side]:
        """Return the sides of forms that all fit; one with ``-`` hides those with ``*``."""
        if len(keys) == 1:
            return self._sides[keys[0]]
        if not all(self._sides[key] for key in keys):
            keys = [key for key in keys if not any("*" in part for part in key)]
        return frozenset[Side]().union(*(self._sides[key] for key in keys))

    def _beginning(self, word: str) -> dict[str, list[tuple[str, ...]]]:
        """Return the forms that may begin with a word by the next one, ``*`` for an open one."""
        found = list(self._by_first.get(word, ()))
        for length in self._lengths:
            if (begun := word[:length]) in self._begun and length <= len(word):
                found += self._by_first[f"{begun}*"]
        for part, first in self._open:
            if part in word and _pattern(first).fullmatch(word):
                found += self._by_first[first]
        by_second: dict[str, list[tuple[str, ...]]] = {}
        for key in found:
            second = key[1] if len(key) > 1 else ""
            by_second.setdefault("*" if "*" in second else second, []).append(key)
        return by_second


def side_of(meaning: str) -> Side:
    """Return the side of a row of ``critical_words.csv``."""
    return sides_by_meaning()[meaning]


@lru_cache(maxsize=8192)
def words_of_side(english: str, side: Side) -> Sequence[str]:
    """Return the words of a side that an English text has."""
    return [word for sides, word in _english().find(words(prose(english))) if side in sides]


def is_listed(side: Side) -> bool:
    """Return whether words of a side are items of a list."""
    return side[0] in groups_counted(LISTED)


@lru_cache(maxsize=8192)
def sides_in_english(english: str) -> Sides:
    """Return how often an English text has a word of each side."""
    return _english().count(words(prose(english)))


@lru_cache(maxsize=64)
def exchanged_words_of(table: Table) -> ExchangedWords:
    """Return what finds such words of a language by its ``words.csv``."""
    return ExchangedWords(forms_of_language(table))


def forms_of_language(table: Table) -> list[tuple[str, frozenset[Side]]]:
    """Return each such form of a language with its side."""
    sides = sides_by_meaning()
    return [
        (form, frozenset((sides[name],)))
        for name, forms in forms_by_meaning(table).items()
        if name in sides
        for form in forms
        if "…" not in form
    ]


@cache
def _english() -> ExchangedWords:
    return ExchangedWords(forms_of_english())


@cache
def forms_of_english() -> Sequence[tuple[str, frozenset[Side]]]:
    """Return each such form of English with its side."""
    sides = sides_by_meaning()
    rows = kinds().values()
    # A longer word of another row, such as "at least", hides the one within it.
    others = [kind for kind in rows if kind.counted in ASKED_FOR and kind.meaning not in sides]
    hidden = [
        (f"-{form}", NO_SIDE)
        for kind in others
        for form in kind.english
        if not form.startswith("-") and "*" not in form and " " in form
    ]
    own = [
        (form, frozenset((sides[kind.meaning],)))
        for kind in rows
        if kind.meaning in sides
        for form in kind.english
    ]
    return [*hidden, *own]


def _parts(form: str) -> list[str]:
    """Return the words of a form, in which ``*`` stays."""
    return words(form.replace("*", STAR)).replace(STAR, "*").split()


@cache
def _open(key: tuple[str, ...]) -> Sequence[int]:
    """Return the places of a form at which any word may stand."""
    return [place for place, part in enumerate(key) if part == "*"]


@cache
def _pattern(part: str) -> Pattern[str]:
    return re.compile(re.escape(part).replace(r"\*", "[^ ]{0,40}"))


def _matches(key: Sequence[str], parted: Sequence[str], at: int) -> bool:
    if at + len(key) > len(parted):
        return False
    # The first word is known to fit.
    for part, word in zip(key[1:], parted[at + 1 : at + len(key)], strict=True):
        if part != word and not ("*" in part and _pattern(part).fullmatch(word)):
            return False
    return True
