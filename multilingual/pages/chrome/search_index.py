"""The index of a language, made small: which words stand in which question, and how much they say.

``search.js`` reads it. Words are sorted, and each leaves out what it begins with like the one
before. Words with one stem are one class, so that no stemmer is shipped. Numbers are digits that
compress well.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from math import log2
from os.path import commonprefix

import snowballstemmer

from multilingual.languages import locale_of

FIRST_SIGN, LAST_DIGITS, DIGITS = 35, 80, 12
"""A number is a digit of eighty, from # on, with digits of twelve before it if it needs more."""

LONGEST_BEGINNING = 25
STEPS = 2
"""How finely a weight is told: so many steps from one to twice as much."""
HASH, LOW = 0x3FFFFFF, 15
"""Bits of a checksum, and those of them that are told as they are. With 26, one of 500 queries
has words that are taken for a phrase that they are not; with 30, search would be 1 KB more."""
BASE_32 = "0123456789abcdefghijklmnopqrstuv"

Stem = Callable[[str], str]


def stemmer_of(code: str) -> Stem:
    """Return what cuts a word of a language to its stem, or leaves it if nothing is known."""
    locale = locale_of(code)
    name = (locale.get_language_name("en") or "").lower() if locale else ""
    known = name in snowballstemmer.algorithms()
    return cache(snowballstemmer.stemmer(name).stemWord) if known else str


def made_index(
    questions: Sequence[Mapping[str, float]],
    asking: Sequence[Collection[str]],
    terms: Iterable[str],
    stem: Stem,
) -> dict[str, str]:
    """Return where each of the terms stands, for questions of which the weight of each is given.

    Those that ``asking`` names ask for a question by themselves.
    """
    class_of: dict[str, int] = {}
    ids: dict[str, int] = {}
    back = []
    for term in terms:
        known = len(ids)
        class_of[term] = ids.setdefault(stem(term), known)
        back.append(known - class_of[term])
    postings: list[dict[int, float]] = [{} for _class in ids]
    for number, weights in enumerate(questions):
        for term, weight in weights.items():
            found = postings[class_of[term]]
            found[number] = found.get(number, 0) + weight
    # A question is told by its place among those of the class.
    asks: dict[str, list[int]] = {term: [] for term in class_of}
    for number, words in enumerate(asking):
        for word in words:
            asks[word].append(list(postings[class_of[word]]).index(number))
    # Lists of one length compress best beside each other.
    by_length = sorted(postings, key=len)
    steps = (round(STEPS * log2(weight)) for found in by_length for weight in found.values())
    return {
        "classes": as_digits(back),
        "counts": as_digits(map(len, postings)),
        "gaps": as_digits(b - a for found in by_length for a, b in pairwise([-1, *found])),
        "weights": as_digits(max(step, 0) for step in steps),
        "asks": as_digits(number for places in asks.values() for number in (len(places), *places)),
    }


def front_coded(words: Iterable[str]) -> str:
    """Return sorted words as one text: how many letters are those before, as A to Z, and the rest.

    What is folded or written small has none of these letters.
    """
    parts, before = [], ""
    for word in words:
        same = min(len(commonprefix([before, word])), LONGEST_BEGINNING)
        parts.append(chr(ord("A") + same) + word[same:])
        before = word
    return "".join(parts)


def as_digits(numbers: Iterable[int]) -> str:
    """Return whole numbers from 0 as one text."""
    signs = []
    for number in numbers:
        rest = number
        while rest >= LAST_DIGITS:
            rest, digit = divmod(rest, DIGITS)
            signs.append(chr(FIRST_SIGN + LAST_DIGITS + digit))
        signs.append(chr(FIRST_SIGN + rest))
    return "".join(signs)


def hashes(phrases: Sequence[Iterable[str]]) -> dict[str, str]:
    """Return what tells the folded phrases of each question: how far each hash is from the next.

    The lower bits are three digits of base 32, since they are nothing that compresses.
    """
    sums = [sorted({zlib.crc32(words.encode()) & HASH for words in some}) for some in phrases]
    steps = [b - a for some in sums for a, b in pairwise([0, *some])]
    return {
        "asked": as_digits(map(len, sums)),
        "far": as_digits(step >> LOW for step in steps),
        "near": "".join(BASE_32[step >> by & 31] for step in steps for by in range(0, LOW, 5)),
    }
