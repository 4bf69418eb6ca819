"""How often a translation says not: from the rows ``not``, ``never`` and ``without`` and others.

Languages say one "not" with two words. Three rows of ``words.csv``, which a language may lack,
tell which: ``not begun`` has the words that need another after them (French ``ne``), ``not
again`` those that need one before them (``ningún`` in ``no deje ningún medicamento``), and
``nor`` those that need one before them and can be one more not (``ni``). In these rows and in
``not``, ``^`` before a form says that it begins a part of a sentence: ``^ningún``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from re import Pattern

from multilingual.wordlists.meanings import NEGATIVE
from multilingual.wordlists.term_list import pattern_of, prose, words

COUNTED = ("not", "without")
"""The rows whose words are each a not."""

BEGUN, AGAIN, NOR = "not begun", "not again", "nor"
HALVES = (BEGUN, AGAIN, NOR)
"""Rows of ``words.csv`` about words that are a not together with another."""

ENDING = "ending"
"""What is no not and begins with the second word of one: ``pas plus`` in ``ne … pas plus``."""

SENTENCE_END = re.compile(r"[.!?](?=\s|\*|$)|[。！？।۔؟\n]")
CLAUSE_END = re.compile(r"[.!?](?=\s|\*|$)|[。！？।۔؟\n]|[,;:()\[\]«»“”\"—–،؛，；、：（）]")
CLAUSE = ", "
"""What stands before each part of a sentence, once its marks are gone; no word is like it."""


@dataclass(frozen=True, slots=True)
class Count:
    """How often a text says not, at least and at most; ``alone`` are halves without the other."""

    least: int = 0
    most: int = 0
    alone: Sequence[str] = ()


@dataclass(slots=True)
class Found:
    """A word that says not, with the rows that have it.

    It ``is_used`` if it is the other half of one that was begun.
    """

    text: str
    kinds: frozenset[str]
    is_used: bool = False


@dataclass(frozen=True)
class Nots:
    """The words of a language that say not, by their row in ``words.csv``."""

    forms: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether the language has said how it says not."""
        return bool(self.forms.get("not"))

    def count(self, text: str, meanings: Iterable[str]) -> Count:
        """Return how often ``text`` says not.

        A form of one of ``meanings``, which the English has, is not counted for its parts:
        ``sin demora`` is now.
        """
        kinds = _kinds(tuple(self._rows(meanings)))
        every = [_count(list(_found(part, kinds))) for part in SENTENCE_END.split(prose(text))]
        return Count(
            sum(one.least for one in every),
            sum(one.most for one in every),
            [form for one in every for form in one.alone],
        )

    def _rows(self, meanings: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        negative = [form for name in COUNTED for form in self.forms.get(name, ())]
        yield "without", tuple(self.forms.get("without", ()))
        yield "other", tuple(form[1:] for form in negative if form.startswith("-"))
        yield "not", tuple(form for form in negative if not form.startswith("-"))
        for name in HALVES:
            yield name, tuple(self.forms.get(name, ()))
        every = (
            form for name in meanings if name not in NEGATIVE for form in self.forms.get(name, ())
        )
        held = tuple(form for form in every if words(form).count(" ") > 1)
        yield "held", held
        half = _search(tuple(self.forms.get(AGAIN, ())))
        yield ENDING, tuple(form for form in held if half.match(words(form)))


def parted(text: str) -> str:
    """Return the words of ``text``, with a sign before each part of a sentence."""
    return "".join(CLAUSE + words(part) for part in CLAUSE_END.split(text))


def _found(sentence: str, kinds: Kinds) -> Iterator[Found]:
    text = parted(sentence)
    for match in kinds.every.finditer(text):
        span = match.span()
        fitting = (name for name, search in kinds.each if search.fullmatch(text, *span))
        found = Found(match[0].strip(), frozenset(fitting))
        if "other" not in found.kinds:
            yield found


def _count(found: Sequence[Found]) -> Count:
    alone = list(_pair(found))
    least = most = 0
    is_said = is_turned = False
    for one in found:
        is_half = not one.kinds.isdisjoint((AGAIN, NOR))
        may_be_whole = "not" in one.kinds
        if one.is_used or ("held" in one.kinds and not may_be_whole):
            most += NOR in one.kinds and is_turned
        elif is_half and is_said:
            # After "without", it is another without and no not.
            most += is_turned and NOR in one.kinds
        else:
            least += "held" not in one.kinds
            most += 1
            if is_half and not may_be_whole:
                alone.append(one.text)
        is_said = True
        is_turned = is_turned or "without" not in one.kinds
    return Count(least, most, alone)


def _pair(found: Sequence[Found]) -> Iterator[str]:
    """Mark the other half of each not that was begun, and yield those that have none."""
    begun = [at for at, one in enumerate(found) if BEGUN in one.kinds]
    for before, at, after in zip([-1, *begun], begun, [*begun[1:], len(found)], strict=False):
        halves = [*found[at + 1 : after + 1], *found[before + 1 : at]]
        others = (one for one in halves if one.kinds & {AGAIN, NOR, ENDING} and not one.is_used)
        other = next(others, None)
        if other is None:
            yield found[at].text
        elif ENDING in other.kinds:
            # Together they are no not: "ne … pas plus de deux" is at most.
            found[at].is_used = True
        else:
            other.is_used = True


@dataclass(frozen=True, slots=True)
class Kinds:
    """What finds the words of every kind, and tells which kinds one is of."""

    every: Pattern[str]
    each: Sequence[tuple[str, Pattern[str]]]


@lru_cache(maxsize=1024)
def _kinds(rows: Sequence[tuple[str, Sequence[str]]]) -> Kinds:
    every = [form for _name, forms in rows for form in forms]
    return Kinds(_search(tuple(every)), [(name, _search(tuple(forms))) for name, forms in rows])


@lru_cache(maxsize=1024)
def _search(forms: Sequence[str]) -> Pattern[str]:
    ways = [_way(form) for form in sorted(forms, key=len, reverse=True)]
    return re.compile(rf"(?<![^ ])(?:{'|'.join(ways)})" if ways else r"(?!)")


def _way(form: str) -> str:
    begins = f"(?<={CLAUSE})" if form.startswith("^") else ""
    return begins + pattern_of(form.removeprefix("^"))
