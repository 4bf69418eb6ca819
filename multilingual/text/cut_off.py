"""What a mark cuts off from the words that follow it: "No, take it" says no to nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from multilingual.text.wording import CLAUSE, MOST_TEXTS, SENTENCE_END, Letters, clauses, prose

HYPHENS = "-‐‑־"
WITHIN = frozenset(f"{HYPHENS}'’‘ʼ`*_\\\"")
"""Signs that stand within words, or only mark them."""
OPENING = frozenset("«“‹「『„‚")
"""Quotes before what somebody says no to: no «cura»."""
DASH = re.compile(rf"[{HYPHENS}]+(?!\S)|[{HYPHENS}]{{2,}}")
CLOSED = re.compile(r'(?<=[^\s(])"(?!\w)')
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
