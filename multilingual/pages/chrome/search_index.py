"""The index of a language, made small: which words stand in which question, and how much they say.

``search.js`` reads it. Words are sorted, and each leaves out what it begins with like the one
before. Words with one stem are one class, so that no stemmer is shipped. Numbers are digits that
compress well.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise, takewhile
from math import log2
from typing import Any

import Stemmer

from multilingual.languages import locale_of
from multilingual.pages.content.questions import Question
from multilingual.pages.content.safety import english_below
from multilingual.project import ANSWERS
from multilingual.text.folding import (
    IS_UNSPACED,
    LETTERS,
    MARKS,
    SHORTEST_STEM,
    UNSPACED,
    parts_of,
    written_words,
)
from multilingual.wordlists.search_list import SearchList

TITLE, PHRASE, SHORT_ANSWER, TEXT, SOURCE_TITLE = 7, 4, 3, 1, 2
POWER = 1.5
"""How much a word counts where it stands, to this power."""
SELDOM = 4
"""In how many texts two letters stand beside each other that are taken for no word."""

FIRST_SIGN, LAST_DIGITS, DIGITS = 35, 80, 12
"""A number is a digit of eighty, from # on, with digits of twelve before it if it needs more."""

LONGEST_BEGINNING = 25
STEPS = 2
"""How finely a weight is told: so many steps from one to twice as much."""
HASH, LOW, BASE = 0xFFFFFF, 13, 91
"""Bits of a checksum, and those told as they are, in two digits of this base. With 24 a phrase is
seen where none is in some five of a thousand queries of six words; 30 would weigh 2 KB more."""
PLACE = f"{ANSWERS}/*.html"
"""Where a hit leads, from the folder of the language: the page of the answer, by its label."""

Stem = Callable[[str], str]


@dataclass(frozen=True)
class Records:
    """What the index holds of each question, with the words that readers may type for its own."""

    known: SearchList
    sections: dict[str, str]
    _aliases: dict[str, str] = field(default_factory=dict)

    def weights(self, question: Question) -> tuple[Mapping[str, float], int]:
        """Return how much each word says of a question, and how many they are."""
        folding, asked = self.known.folding, self._asked(question)
        single = [text for text in asked if len(folding.words(text)) <= 1]
        phrases = [text for text in asked if len(folding.words(text)) > 1]
        title, answer = question.title.astext(), question.answer[0].astext()
        titles = folding.index_words(title, self._more(title))
        english = [word for word in question.title.rawsource.split() if len(word) > 3]
        weights: Counter[str] = Counter()
        length = 0
        for weight, words in (
            # A word of many phrases counts once, or "breast cancer" would win over "cancer".
            (TITLE, [*titles, *dict.fromkeys(folding.index_words(*single))]),
            (SHORT_ANSWER, self.known.telling_parts(answer, self._more(answer))),
            (PHRASE, dict.fromkeys(folding.index_words(*phrases))),
            # Shorter words of English say little.
            (SOURCE_TITLE, folding.index_words(*english)),
            (TEXT, self.known.telling_parts(question.text)),
        ):
            for word in words:
                weights[word] += weight**POWER
                length += 1
        return weights, length

    def shown(self, question: Question) -> dict[str, str]:
        """Return what a reader is shown of a question that is found."""
        shown = {
            "title": question.title.astext(),
            "answer": question.answer[0].astext(),
            "english": english_below(question.answer),
            "section": self.sections.get(question.docname, ""),
            "place": PLACE.replace("*", question.label),
            "lang": question.title.get("lang", ""),
        }
        return {name: value for name, value in shown.items() if value}

    def vocabulary(self, texts: Iterable[str]) -> tuple[dict[str, str], dict[str, None]]:
        """Return the written words of texts by what they are folded to, and other parts of them.

        The words may be typed in place of a mistake. Scripts without spaces have none.
        """
        pieces = dict.fromkeys(piece for text in texts for piece in text.lower().split())
        words: dict[str, str] = {}
        others: dict[str, None] = {}
        for word in dict.fromkeys(written_words(" ".join(pieces))):
            folded = self.known.folding.words(word)
            all_of_it = "".join(folded)
            if len(all_of_it) < (2 if all_of_it.isascii() else 3) or IS_UNSPACED.search(all_of_it):
                others |= dict.fromkeys(part for one in folded for part in parts_of(one))
            else:
                words.setdefault(all_of_it, word)
        return words, others

    def texts(self, question: Question) -> Iterator[str]:
        """Yield all in which a question is found."""
        for text in (question.title.astext(), question.answer[0].astext(), question.text):
            yield from (text, self._more(text))
        yield from self._asked(question)

    def phrases(self, question: Question) -> list[str]:
        """Return, folded, what asks for this question if it is typed as it is, its title first.

        An English word weighs enough as a word of the index where the language has other letters.
        """
        asked = (question.title.astext(), *self._asked(question))
        folded = (self.known.folding.spaced(words).strip() for words in asked)
        every = list(dict.fromkeys(filter(None, folded)))
        # A title can be nothing but signs.
        has_latin = all(words.isascii() for words in every[:1])
        return [words for words in every if has_latin or " " in words or not words.isascii()]

    def _asked(self, question: Question) -> Sequence[str]:
        return self.known.asked.get(question.label, ())

    def _more(self, text: str) -> str:
        if text not in self._aliases:
            self._aliases[text] = " ".join(self.known.aliases(text))
        return self._aliases[text]


def query_rules(known: SearchList) -> dict[str, Any]:
    """Return what ``search.js`` folds a query with, so that it agrees with the index."""
    return {
        "marks": MARKS,
        "unspaced": UNSPACED,
        "letters": LETTERS,
        "folds": ["|".join(some) for some in zip(*known.folding.folds, strict=True)],
        "prefixes": known.folding.prefixes,
        "shortest": SHORTEST_STEM,
        "stop": sorted(set(known.stop)),
    }


def index_data(records: Records, questions: Sequence[Question], code: str) -> dict[str, Any]:
    """Return what ``search.js`` searches."""
    weighed = [records.weights(question) for question in questions]
    phrases = [records.phrases(question) for question in questions]
    # Two letters that stand beside each other once, in a text, are seldom a word.
    pairs = Counter(word for some, _length in weighed for word in some if IS_UNSPACED.match(word))
    weights = [
        {
            word: weight
            for word, weight in some.items()
            if weight > TEXT or not 0 < pairs[word] <= SELDOM
        }
        for some, _length in weighed
    ]
    single = [[words for words in some if " " not in words] for some in phrases]
    shown = [records.shown(question) | {"label": question.label} for question in questions]
    rules = query_rules(records.known)
    # What the browser reads in what it shows needs no place in the index.
    texts = [text for one in shown for name, text in one.items() if name in ("title", "answer")]
    seen, seen_others = records.vocabulary([*texts, *rules["stop"]])
    every, _ = records.vocabulary(
        text for question in questions for text in records.texts(question)
    )
    words = {written: folded for folded, written in every.items() if folded not in seen}
    # As JavaScript sorts.
    known = sorted([*seen, *words.values()], key=lambda word: word.encode("utf-16-be"))
    further = sorted({word for some in weights for word in some}.difference(known, seen_others))
    terms = dict.fromkeys([*known, *seen_others, *further])
    return {
        **rules,
        **made_index(weights, single, terms, stemmer_of(code)),
        **hashes([[words for words in some if " " in words] for some in phrases]),
        **columns(shown),
        "words": front_coded(sorted(words)),
        "others": front_coded(further),
        "terms": len(terms),
        "lengths": [length for _some, length in weighed],
    }


def columns(shown: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """Return what is shown of all questions, by what it is: a line or a digit for each."""
    lines = {
        f"{name}s": "\n".join(" ".join(one.get(name, "").split()) for one in shown)
        for name in ("title", "answer", "label")
    }
    sections = list(dict.fromkeys(one.get("section", "") for one in shown))
    return {
        **lines,
        "place": PLACE,
        "sections": sections,
        "section": as_digits(sections.index(one.get("section", "")) for one in shown),
        "langs": {number: one["lang"] for number, one in enumerate(shown) if "lang" in one},
        "english": {at: one["english"] for at, one in enumerate(shown) if "english" in one},
    }


def stemmer_of(code: str) -> Stem:
    """Return what cuts a word of a language to its stem, or leaves it if nothing is known."""
    locale = locale_of(code)
    name = (locale.get_language_name("en") or "").lower() if locale else ""
    return cache(Stemmer.Stemmer(name).stemWord) if name in Stemmer.algorithms() else str


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
        letters = zip(before[:LONGEST_BEGINNING], word, strict=False)
        same = sum(1 for _letter in takewhile(lambda pair: pair[0] == pair[1], letters))
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

    The lower bits are two digits, since they are nothing that compresses.
    """
    sums = [sorted({zlib.crc32(words.encode()) & HASH for words in some}) for some in phrases]
    steps = [b - a for some in sums for a, b in pairwise([0, *some])]
    return {
        "asked": as_digits(map(len, sums)),
        "far": as_digits(step >> LOW for step in steps),
        "near": "".join(
            chr(FIRST_SIGN + digit) for step in steps for digit in divmod(step % (1 << LOW), BASE)
        ),
    }
