"""How words are made alike before they are compared: small letters, no accents, one spelling.

What holds for every language is code: Unicode's NFKD (https://www.unicode.org/reports/tr15/),
without the marks of Latin, Greek, Cyrillic, Hebrew and Arabic letters. ``search.js`` folds what is
typed by the same patterns, which it gets from here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heapify, heappop, heappush
from itertools import pairwise

from multilingual.text.wording import Letters

SHORTEST_STEM = 3
"""Letters that a word keeps when a prefix is taken off it."""

MARKS = (
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u2060\ufe20-\ufe2f]"
)
"""Accents, vowel points and what stretches a line, in the syntax of Python and JavaScript."""

UNSPACED = (
    "[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Letters of scripts that put no space between words."""

LETTERS = (
    ("ß", "ss"),
    ("æ", "ae"),
    ("œ", "oe"),
    ("ø", "o"),
    ("đ", "d"),
    ("ð", "d"),
    ("þ", "th"),
    ("ł", "l"),
    ("ħ", "h"),
    ("ı", "i"),
    ("ς", "σ"),
    ("ʼ", ""),
)
"""Letters that Unicode does not take apart, and how they are typed without a keyboard for them."""

IS_UNSPACED = re.compile(UNSPACED)
RUNS = re.compile(f"{UNSPACED}+|(?:(?!{UNSPACED}).)+")


FOLDED = Letters(lambda sign: "" if re.match(MARKS, sign) else dict(LETTERS).get(sign, sign))
SPELLING = Letters(lambda sign: sign if unicodedata.category(sign)[0] in "LMN" else " ")
"""Leaves what words are written with, and puts a space for anything else."""
FOLDED_SPELLING = Letters(lambda sign: FOLDED[ord(sign)].translate(SPELLING))
"""Does the one and then the other."""
PARTED = Letters(lambda sign: f" {sign} " if IS_UNSPACED.match(sign) else sign)
"""Puts a space around each letter of scripts that have none."""


@dataclass(frozen=True)
class Folding:
    """How words of a language are made alike before they are compared."""

    folds: Sequence[tuple[str, str]] = ()
    prefixes: tuple[str, ...] = ()

    def words(self, text: str) -> Sequence[str]:
        """Return the folded words of ``text``; a run of an unspaced script is one word."""
        if text not in self._known:
            if self.folds:
                words = written_words(self._fold(text))
            else:
                words = _taken_apart(text).translate(FOLDED_SPELLING).split()
            self._known[text] = [self._bare(word) for word in words] if self.prefixes else words
        return self._known[text]

    @cached_property
    def _known(self) -> dict[str, Sequence[str]]:
        """The words of the texts so far: the same ones are asked for again and again."""
        return {}

    def spaced(self, text: str) -> str:
        """Return folded words with a space around each, and around letters of unspaced scripts."""
        words = " ".join(self.words(text))
        return f" {words} " if words.isascii() else f" {' '.join(words.translate(PARTED).split())} "

    def index_words(self, *texts: str) -> list[str]:
        """Return what is put into an index for ``texts``: words, or letters and pairs of them."""
        return [part for text in texts for word in self.words(text) for part in parts_of(word)]

    def _fold(self, text: str) -> str:
        text = basic_fold(text)
        # Of hundreds of folds, few begin with a letter of the text or of what a fold put there.
        due = [number for letter in {*text} for number in self._starting.get(letter, ())]
        heapify(due)
        while due:
            number = heappop(due)
            old, new = self.folds[number]
            if old in text:
                text = text.replace(old, new)
                for letter in new:
                    for later in self._starting.get(letter, ()):
                        if later > number:
                            heappush(due, later)
            while due and due[0] == number:
                heappop(due)
        return text

    @cached_property
    def _starting(self) -> Mapping[str, Sequence[int]]:
        """The folds by the letter that they begin with, in their order."""
        found: dict[str, list[int]] = {}
        for number, (old, _new) in enumerate(self.folds):
            found.setdefault(old[0], []).append(number)
        return found

    def _bare(self, word: str) -> str:
        for prefix in self.prefixes if word.startswith(self.prefixes) else ():
            if word.startswith(prefix) and len(word) - len(prefix) >= SHORTEST_STEM:
                return word[len(prefix) :]
        return word


BASIC = Folding()
"""What holds for every language."""


def basic_fold(text: str) -> str:
    """Return ``text`` in small letters, taken apart, without marks."""
    return _taken_apart(text).translate(FOLDED)


def _taken_apart(text: str) -> str:
    return unicodedata.normalize("NFKD", text).lower()


def written_words(text: str) -> list[str]:
    """Return the words of ``text`` as they are written."""
    return text.translate(SPELLING).split()


def parts_of(word: str) -> Iterator[str]:
    """Yield a word, or the letters and pairs of letters of a run without spaces."""
    if word.isascii():
        yield word
        return
    for run in RUNS.findall(word):
        if IS_UNSPACED.match(run):
            yield from run
            yield from (a + b for a, b in pairwise(run))
        else:
            yield run
