"""Find the terms of a glossary in running text, in any language: whole words, the longest first.

``*`` in a form stands for any letters within a word. In a script without spaces, a term stands
wherever its letters do. What a form costs grows with the text and no faster.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from multilingual.wordlists.forms import ARABIC, UNSPACED_LETTER
from multilingual.wordlists.table import headword

LETTERS = r"(?:\w|[\u0300-\u036f\u064b-\u065f]|[\u0900-\u0963\u0970-\u0dff])*"
"""Letters and the marks on them, in sets of which each is quickly compiled."""
EDGES = (
    r"(?<![\w-])(?<![\u0300-\u036f\u064b-\u065f])(?<![\u0900-\u0963\u0970-\u0dff])",
    r"(?![\w-])(?![\u0300-\u036f\u064b-\u065f])(?![\u0900-\u0963\u0970-\u0dff])",
)
LATIN_EDGES = "(?<![a-z0-9_-])", "(?![a-z0-9_-])"
"""Before and behind a word."""
CLITICS = "[وفبلك]{0,2}?(?:ال|لل|ل)??"
"""And, so, in, for, like, the: Arabic writes them onto the word."""


class TermForms(NamedTuple):
    """How running text calls a term; the ``chosen`` forms are its own, also if others use them.

    ``english`` are its names in English, which are the forms of an English page.
    """

    anchor: str
    english: tuple[str, ...]
    chosen: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


class TermFinder:
    """Finds the terms of a language in a text; an empty group in each form tells which it is."""

    def __init__(self, terms: Sequence[TermForms]) -> None:
        self._anchors: dict[str, dict[str, None]] = {}
        for forms in ([term.chosen for term in terms], [term.others for term in terms]):
            for term, own in zip(terms, forms, strict=True):
                for form in own:
                    self._anchors.setdefault(form, {})[term.anchor] = None
        is_unspaced = any(map(UNSPACED_LETTER.search, self._anchors))
        # What begins and ends with letters of one kind has its edges once.
        edges: dict[tuple[str, str], list[str]] = {}
        for form in sorted(self._anchors, key=lambda form: (-len(headword(form)), form)):
            edge = _edges(headword(form), is_unspaced=is_unspaced)
            edges.setdefault(edge, []).append(form)
        self._forms = [form for forms in edges.values() for form in forms]
        ways = [
            f"{left}(?:{'|'.join(_pattern(form, right) for form in forms)}){right}"
            for (left, right), forms in edges.items()
        ]
        self._search = re.compile("|".join(ways) or "(?!)")

    def find(self, text: str) -> Iterator[tuple[int, int, Sequence[str]]]:
        """Yield where each form begins and ends, and the anchors of what it can mean."""
        # A letter whose small form is longer stays, so that each place is the same in both.
        small = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
        for match in self._search.finditer(small):
            form = self._forms[(match.lastindex or 1) - 1]
            # ANA is no Ana.
            if not form.isupper() or form in text[match.start() : match.end()]:
                yield match.start(), match.end(), list(self._anchors[form])


def _pattern(form: str, right: str) -> str:
    """Return a regular expression for a form in small letters, which ``right`` is to follow.

    Each part stands at the first place that fits, so that no text takes long.
    """
    bare = form.lower().strip("*")
    parts = [_written(part) for part in bare.split("*")]
    if form[0] == "*" and not ARABIC.match(bare[0]):
        parts.insert(0, "")
    # What Arabic writes onto a word stands before all forms already.
    if form[-1] == "*":
        parts[-1] += f"{LETTERS}+"
    elif len(parts) > 1:
        # The place fits if the word ends there.
        parts[-1] += right
    first, *others = parts
    return f"{first}()" + "".join(f"(?>{LETTERS}?{part})" for part in others)


def _written(part: str) -> str:
    return re.escape(part).replace("'", "['’]").replace(r"\ ", r"[ \u00a0]")


def _edges(bare: str, *, is_unspaced: bool) -> tuple[str, str]:
    """Return what stands before and behind a form, if it is a word; Chinese has no edges.

    Beside Latin letters in Chinese, Chinese letters begin another word.
    """
    first, last = bare[0], bare[-1]
    left, right = LATIN_EDGES if is_unspaced else EDGES
    left = "" if UNSPACED_LETTER.match(first) else left
    right = "" if UNSPACED_LETTER.match(last) else right
    return left + (CLITICS if ARABIC.match(first) else ""), right
