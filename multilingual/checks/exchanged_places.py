"""Words that have exchanged their places: the dose of one medicine stands beside another's name.

All of them stand in both texts, so that no count tells. What each belongs to does: in a list or
a parallel sentence to the word or the figure next to it, or to one in its part of the sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations, pairwise, permutations, product

from multilingual.text.wording import CLAUSE, clauses, fold, plain, prose, shown
from multilingual.wordlists.critical_words import SAYS_NOT, Side, forms_by_meaning, kinds
from multilingual.wordlists.exchanged_words import (
    LONGEST,
    ExchangedWords,
    forms_of_english,
    forms_of_language,
)
from multilingual.wordlists.quantity_reader import read_english
from multilingual.wordlists.table import Table

FIGURES = "a figure"
HOW_SOON = "how soon"
SOON = ("now", "same day", "soon")
"""Rows that say when to act, of which one can stand beside another's sign of illness."""
FIGURE = re.compile(r"\d+(?:[.,٫٬]\d+)*")
MARKS = (FIGURES, HOW_SOON, SAYS_NOT, "how many times", "a unit of time")
"""Groups of words that change what is said of the other words in their part of a sentence."""
FEWEST = 3
"""How many words there are at least where two have changed places beside a third."""
PART = CLAUSE.strip()

ENGLISH_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
BETWEEN = re.compile(r"\s?(?:°\s?[CF]|%|[mk]?g)?\s?(?:[-–—]|to|or|and)\s?")
OF = re.compile(r"\s(?:[^\W\d]+\s){0,3}?(?:out of|of|in|per)\s(?:every\s|each\s)?")
TIME = re.compile(r"[\s-]*(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b")


@dataclass(frozen=True, slots=True)
class Tie:
    """Two words that belong together in the English, and what one has beside it in the text.

    It ``is_sure`` if the words of both texts stand two by two.
    """

    word: str
    other: str
    instead: str
    is_sure: bool


class Places:
    """The words of a text in their order: the part of the sentence, the side, and the word.

    There are so many ``parts``; ``once`` has the sides that one part alone has, with that part
    and the word, and ``has_two`` says whether two of them are of a group.
    """

    def __init__(self, words: Sequence[tuple[int, Side, str]], parts: int) -> None:
        self.words, self.parts = words, parts
        often = Counter(side for _part, side, _word in words)
        self.once = {side: (part, word) for part, side, word in words if often[side] == 1}
        self.has_two = len({group for group, _side in self.once}) < len(self.once)


class PlacesOfWords:
    """Finds the places of the words of a language."""

    def __init__(self, finder: ExchangedWords) -> None:
        self._finder = finder
        self._known: dict[str, Places] = {}

    def of(self, text: str) -> Places:
        """Return the places of the words and figures of a text."""
        if text not in self._known:
            parted = clauses(FIGURE.sub(_digits, prose(text))).split()
            self._known[text] = Places(*self._found(parted))
        return self._known[text]

    def _found(self, parted: Sequence[str]) -> tuple[Sequence[tuple[int, Side, str]], int]:
        """Return the places, and how many parts the sentence has.

        A mark between two words of a group is that of a list, "no A, B or C", and begins no part.
        """
        found = list(self._finder.places(parted))
        sides_at = {at: (sides, word) for at, _end, sides, word in found}
        marks_of_lists = {
            end
            for (_at, end, sides, _word), (at, _end, others, _other) in pairwise(found)
            if at == end + 1 and parted[end] == PART and _groups(sides) & _groups(others)
        }
        parted = ["" if at in marks_of_lists else word for at, word in enumerate(parted)]
        return list(self._placed(parted, sides_at)), parted.count(PART)

    @staticmethod
    def _placed(
        parted: Sequence[str], sides_at: Mapping[int, tuple[frozenset[Side], str]]
    ) -> Iterator[tuple[int, Side, str]]:
        part, seen = 0, set()
        for at, word in enumerate(parted):
            part += word == PART
            found: list[tuple[Side, str]] = []
            if word.isdigit():
                found = [((FIGURES, word), word)]
            elif at in sides_at:
                sides, shown_word = sides_at[at]
                groups = Counter(group for group, _side in sides)
                found = [(side, shown_word) for side in sides if groups[side[0]] == 1]
            for side, shown_word in found:
                # A not of two words is one, and so is a word that is said again at once.
                if (part, side) not in seen:
                    seen.add((part, side))
                    yield part, side, shown_word


def exchanged_place(english: str, text: str, language: PlacesOfWords) -> Tie | None:
    """Return two words of the English that have other partners in ``text``, the surest first."""
    if len(english) + len(text) > LONGEST:
        return None
    source = places_in_english(english)
    there = source.once
    if len(there) < FEWEST or not source.has_two:
        return None
    target = language.of(text)
    here = target.once
    groups: dict[str, list[Side]] = {}
    for side in there:
        if side in here:
            groups.setdefault(side[0], []).append(side)
    several = {group: sides for group, sides in groups.items() if len(sides) > 1}
    for one, other in combinations(several.values(), 2):
        if tie := _tied_otherwise(source, target, one, other):
            return tie
    if source.parts != target.parts:
        return None
    # One "now" is that of a whole list: "with pain, a seizure or fever call now".
    marks = [
        side
        for side in there
        if side in here and side[0] in MARKS and (side[0] != HOW_SOON or HOW_SOON in several)
    ]
    every = (
        _moved(mark, sides, there, here)
        for mark, sides in product(marks, several.values())
        if mark not in sides
    )
    return next(filter(None, every), None)


def _moved(
    mark: Side,
    sides: Sequence[Side],
    there: Mapping[Side, tuple[int, str]],
    here: Mapping[Side, tuple[int, str]],
) -> Tie | None:
    """Return which of ``sides`` has the mark in its part of the sentence in place of another."""
    for right, wrong in permutations(sides, 2):
        in_english = there[mark][0] == there[right][0] != there[wrong][0]
        if in_english and here[mark][0] == here[wrong][0] != here[right][0]:
            return Tie(there[mark][1], there[right][1], here[wrong][1], is_sure=False)
    return None


def _groups(sides: frozenset[Side]) -> set[str]:
    return {group for group, _side in sides}


def _digits(figure: re.Match[str]) -> str:
    return re.sub(r"\D", "", plain(figure[0]))


def _tied_otherwise(
    source: Places, target: Places, one: Sequence[Side], other: Sequence[Side]
) -> Tie | None:
    """Return what has another partner, if the words of two groups stand two by two in both."""
    if len(one) != len(other):
        return None
    there, here = _pairs(source, one, other), _pairs(target, one, other)
    if there is None or here is None:
        return None
    shown = {side: word for _part, side, word in source.words}
    own = {side: word for _part, side, word in target.words}
    for side, partner in there.items():
        if here[side] != partner:
            return Tie(shown[side], shown[partner], own[here[side]], is_sure=True)
    return None


def _pairs(
    places: Places, one: Sequence[Side], other: Sequence[Side]
) -> Mapping[Side, Side] | None:
    """Return the partner of each of ``one``, or None if they do not take turns with ``other``."""
    known = {*one, *other}
    found = [side for _part, side, _word in places.words if side in known]
    first, second = found[::2], found[1::2]
    if set(first) == set(one) and set(second) == set(other):
        return dict(zip(first, second, strict=True))
    if set(first) == set(other) and set(second) == set(one):
        return dict(zip(second, first, strict=True))
    return None


@lru_cache(maxsize=64)
def places_of(table: Table) -> PlacesOfWords:
    """Return what finds the places of the words of a language by its ``words.csv``."""
    listed = forms_by_meaning(table)
    own = [
        (form, frozenset({side}))
        for meaning, side in _more_sides().items()
        for form in listed.get(meaning, ())
        if "…" not in form
    ]
    return PlacesOfWords(ExchangedWords([*forms_of_language(table), *own]))


def places_in_english(english: str) -> Places:
    """Return the places of the words and figures of an English text."""
    return _english().of(english)


@cache
def _english() -> PlacesOfWords:
    rows = kinds()
    own = [
        (form, frozenset({side}))
        for meaning, side in _more_sides().items()
        for form in rows[meaning].english
    ]
    return PlacesOfWords(ExchangedWords([*forms_of_english(), *own]))


@cache
def _more_sides() -> Mapping[str, Side]:
    """Return the sides of the rows that have a place to keep and are exchanged for no other."""
    nots = {
        meaning: (SAYS_NOT, SAYS_NOT)
        for meaning, kind in kinds().items()
        if kind.reported_as == SAYS_NOT and kind.counted in ("counted", "by its parts", "half")
    }
    return {**nots, **{meaning: (HOW_SOON, meaning) for meaning in SOON}}


def figures_out_of_order(english: str, text: str) -> str | None:
    """Return what is wrong with the order of the figures of ``text``.

    Those of time, as "95 lived after 5 years", and what a share is of may stand elsewhere. So
    may those of two units, as "24 hours a day, 7 days a week", which ``numbers`` keeps apart.
    """
    source = plain(fold(shown(english)))
    there = list(ENGLISH_FIGURE.finditer(source))
    here = [_bare(found[0]) for found in ENGLISH_FIGURE.finditer(plain(fold(shown(text))))]
    known = Counter(here)
    if len(there) < 2 or Counter(_bare(found[0]) for found in there) != known:
        return None
    of_share = {pair[1].start() for pair in pairwise(there) if _has_between(OF, *pair)}
    once = [found for found in there if known[_bare(found[0])] == 1]
    free = [found for found in once if found.start() not in of_share]
    of_time = [found for found in free if TIME.match(source, found.end())]
    others = [found for found in free if found not in of_time]
    ranges = [pair for pair in pairwise(once) if _has_between(BETWEEN, *pair)]
    for some in (of_time, others, *ranges):
        figures = [_bare(found[0]) for found in some]
        pairs = zip(some, figures, sorted(figures, key=here.index), strict=True)
        moved = [found[0] for found, figure, other in pairs if figure != other]
        # More than two have moved with their parts of the sentence.
        if len(moved) == 2 and not _have_two_units(source, moved):
            return (
                f"The English has {moved[0]} before {moved[1]}, the translation after it. "
                f"Write them in the order of the English."
            )
    return None


def _have_two_units(english: str, figures: Sequence[str]) -> bool:
    """Return whether each of two figures has a unit, and each another one."""
    units = {place.quantity.value: place.quantity.unit for place in read_english(english).places}
    own = {units.get(figure, "") for figure in figures}
    return len(own) == len(figures) and "" not in own


def _has_between(words: re.Pattern[str], first: re.Match[str], second: re.Match[str]) -> bool:
    return bool(words.fullmatch(first.string, first.end(), second.start()))


def _bare(figure: str) -> str:
    return re.sub(r"[.,]", "", figure)
