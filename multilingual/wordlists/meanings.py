"""The English words that must not be lost: not, without, only, at least, now, the same day."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from re import Match, Pattern

from multilingual.wordlists.term_list import prose, search_forms, words

MEANINGS: Mapping[str, Sequence[str]] = {
    "not": (
        *("not", "no", "cannot", "none", "nobody", "nothing", "neither", "nor", "nowhere"),
        *("no one", "don't", "doesn't", "didn't", "isn't", "aren't", "wasn't", "weren't", "can't"),
        *("couldn't", "won't", "wouldn't", "mustn't", "shouldn't", "hasn't", "haven't", "hadn't"),
    ),
    "never": ("never",),
    "no longer": ("no longer", "not any longer", "not any more", "not anymore"),
    "without": ("without",),
    "only": ("only",),
    "not only": (
        *("not only", "not merely", "not solely", "not just a", "not just the", "not just your"),
        *("isn't only", "isn't just", "aren't just", "doesn't only", "don't only"),
    ),
    "stop": ("stop", "stops", "stopped", "stopping"),
    "at least": (
        *("at least", "no less than", "not less than"),
        *("or more", "or above", "or older", "or higher", "-above or below"),
    ),
    "at most": (
        *("at most", "no more than", "not more than"),
        *("or less", "or fewer", "or below", "or younger", "or lower", "-more or less"),
    ),
    "until": ("until", "till"),
    "unless": ("unless",),
    "avoid": ("avoid", "avoids", "avoided", "avoiding"),
    "now": (
        *("right away", "straight away", "right now", "immediately", "at once", "-all at once"),
        *("-immediately after", "-immediately before", "get help now", "call now"),
        *("without delay", "without waiting"),
        *("call * now", "call * * now", "call * * * now", "call * * * * now"),
        *("go * * hospital now", "go * hospital now"),
    ),
    "same day": ("same day", "today"),
    "day or night": ("day or night", "day and night", "night or day", "at any hour"),
    "soon": ("soon", "as soon as", "as quickly as possible"),
    "urgent": ("urgent", "urgently", "quick treatment"),
    "emergency": ("emergency", "emergencies", "ambulance"),
    "hospital": ("hospital", "hospitals"),
}
"""The English of each meaning in the column ``meaning`` of ``words.csv``.

One that begins with ``-`` only looks so; ``*`` stands for a word.
"""
WIDE = "now"
"""The meaning whose English can hold another's: do not call a doctor now."""

NEGATIVE = ("not", "never", "no longer", "without")
"""The meanings that turn a sentence round."""

AND_NOT = ("and no", "or no", "nor")
"""A not that goes on with another, so that a language may say both at once."""

NEARLY_NOT = (
    *("unless", "until", "avoid*", "fail*", "miss*", "refuse*", "keep*", "stay*", "other"),
    *("different", "differ*", "un*ed", "un*ing", "un*able", "unlike", "unlikely", "uncommon"),
    *("unusual", "unclear", "unsafe", "unknown", "uncertain", "unwell", "abnormal", "in*able"),
    *("im*able", "impossible", "too", "whatever", "whether", "still", "rather", "instead", "few"),
    *("rarely", "hardly", "lack*", "free", "except", "before", "painless", "harmless", "useless"),
    *("missing", "alone", "stuck", "modest", "not only", "not merely", "not solely", "not just"),
    *("less well", "less often", "less likely", "less common", "less than", "up to"),
)
"""English that other languages may say with a not: what is uncommon is not common."""


NOT = re.compile(r"\b(?:not|never|cannot)\b|n['’]t\b", re.IGNORECASE)
OR = re.compile(r"\bor\b")
PART = re.compile(r",|\bor\b")


def meanings_in(english: str) -> dict[str, str]:
    """Return each word of weight in an English text, with its meaning."""
    return {one: _meanings().get(one, WIDE) for one in _of_weight(words(prose(english)))}


def words_of_weight(english: str) -> list[str]:
    """Return each not, never, only, now and the like of an English text, in its order."""
    return [one if one in _meanings() else WIDE for one in _of_weight(words(prose(english)))]


@dataclass(frozen=True, slots=True)
class Negatives:
    """How often an English text says not.

    "No doctor and no nurse" is one not or two (``least``, ``most``), as a language has it.
    ``nearly`` counts the words that others may say with a not, and ``parts`` how many more nots
    there are if each part of "do not start, stop or change" has its own.
    """

    least: int
    most: int
    nearly: int
    parts: int

    def allows(self, least: int, most: int) -> bool:
        """Whether one that says not ``least`` to ``most`` times says it not too often."""
        return any(
            added <= self.nearly or self.parts <= added <= self.parts + self.nearly
            for added in range(least - self.most, most - self.most + 1)
        )


def negatives_in(english: str) -> Negatives:
    """Return how often a text says not."""
    text = words(prose(english))
    most = [one for one in _of_weight(text) if _meanings().get(one) in NEGATIVE]
    again = len(_search(AND_NOT).findall(text))
    least = max(len(most) - again, min(len(most), 1))
    return Negatives(least, len(most), len(_search(NEARLY_NOT).findall(text)), _parts(english))


def _parts(english: str) -> int:
    _before, _found, after = NOT.sub("\0", english, count=1).partition("\0")
    return len(PART.findall(after)) if OR.search(after) else 0


def _of_weight(text: str) -> list[str]:
    matches = sorted(
        (match for search in _searches() for match in search.finditer(text)), key=Match.start
    )
    return [match[0].strip() for match in matches if match[0] not in _looking_so()]


@cache
def _meanings() -> dict[str, str]:
    return {words(form).strip(): name for name, forms in MEANINGS.items() for form in forms}


@cache
def _looking_so() -> set[str]:
    every = chain.from_iterable(MEANINGS.values())
    return {words(form) for form in every if form.startswith("-")}


@cache
def _searches() -> list[Pattern[str]]:
    """Return what finds the words, and what finds those that can hold others.

    Do not call a doctor now: the not must not be hidden by the now.
    """
    every = [form.removeprefix("-") for form in chain.from_iterable(MEANINGS.values())]
    return [search_forms(one for one in every if ("*" in one) is wide) for wide in (False, True)]


@cache
def _search(forms: Sequence[str]) -> Pattern[str]:
    return search_forms(forms)
