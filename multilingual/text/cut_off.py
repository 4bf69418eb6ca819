"""What a mark cuts off from the words that follow it, and what stands between two marks only.

"No, take it" says no to nothing; "Never, under no circumstances, take it" still says never.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from re import Pattern

from multilingual.text.wording import CLAUSE, MOST_TEXTS, SENTENCE_END, Letters, clauses, prose

HYPHENS = "-‐‑־"
WITHIN = frozenset(f"{HYPHENS}'’‘ʼ`*_\\\"")
"""Signs that stand within words, or only mark them."""
OPENING = frozenset("«“‹「『„‚")
"""Quotes before what somebody says no to: no «cura»."""
DASH = re.compile(rf"[{HYPHENS}]+(?!\S)|[{HYPHENS}]{{2,}}")
CLOSED = re.compile(r'(?<=[^\s(])"(?!\w)')
BETWEEN = r"\s*[,،、，–—(（]\s*"
BEHIND = r"\s*[,،、，–—)）]\s*"
"""The marks on both sides of what could be left out; after a colon begins something new."""
UNSPACED = "[\u3400-\u9fff]"
LAST = re.compile(rf"(?:{CLAUSE})+$")


@lru_cache(maxsize=MOST_TEXTS)
def parted(text: str) -> Sequence[str]:
    """Return the ``clauses`` of each sentence of ``text``, with every mark between them."""
    sentences = (clauses(_marked(part)) for part in SENTENCE_END.split(prose(text)))
    return [part for sentence in sentences if (part := LAST.sub("", sentence))]


def _marked(text: str) -> str:
    return CLOSED.sub(",", DASH.sub(",", text)).translate(COMMAS)


def _comma(letter: str) -> str:
    if letter in WITHIN:
        return letter
    if letter in OPENING:
        return " "
    return "," if unicodedata.category(letter)[0] in "PS" else letter


COMMAS = Letters(_comma)


def stress(nots: Iterable[str], never: Iterable[str], other: Iterable[str]) -> Pattern[str]:
    """Return what finds a not with words between marks after it that only stress it.

    These are words of ``never``, after which the second mark may be left out, and ``other`` ones.
    As "no, please" can be an answer, after ``nots`` some of these words must be of ``never``, and
    both marks there.
    """
    within = re.compile(_any_of(never), re.IGNORECASE)
    every = [*never, *other]
    strong = _any_of(form for form in every if within.search(form))
    sure = rf"(?:(?<!\w)(?:{_any_of(never)})|{strong})"
    no_mark = rf"(?:{BEHIND}|(?<={UNSPACED})|(?!\w))"
    return re.compile(
        rf"(?P<not>(?<!\w)(?:{_any_of(nots)}))(?:{BETWEEN}(?:{strong}))+(?:{BEHIND}|(?<={UNSPACED}))"
        rf"|(?P<never>{sure})(?:(?:{BETWEEN}(?:{strong}))+{no_mark}"
        rf"|(?:{BETWEEN}(?:{_any_of(every)}))+{BEHIND})",
        re.IGNORECASE,
    )


def _any_of(forms: Iterable[str]) -> str:
    longest_first = sorted({*forms}, key=len, reverse=True)
    return "|".join(map(re.escape, longest_first)) or "(?!)"


def without_stress(text: str, pattern: Pattern[str]) -> str:
    """Return ``text`` without the words between marks that the pattern of ``stress`` finds."""
    return pattern.sub(lambda found: f"{found['not'] or found['never']} ", text)
