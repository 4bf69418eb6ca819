"""Split a message into words and the marks that a translator must not break.

The pieces of a text, joined, are that text again, whatever it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from multilingual.text.markup import SHOWING_THEIR_TEXT

Kind = Literal["text", "alone", "open", "close"]

NO_XML = "\0-\x08\x0b\x0c\r\x0e-\x1f\ud800-\udfff\ufffe\uffff"
"""What XML 1.0 cannot hold, or reads otherwise (https://www.w3.org/TR/xml/#charsets)."""
SHOWN = "|".join(sorted(map(re.escape, SHOWING_THEIR_TEXT)))
MARK = re.compile(
    rf"""
      (?P<alone>
        \\.                                   # an escape, also the space that is not shown
      | ``[^`]+``                             # a literal
      | :(?!(?:{SHOWN}):)[\w.+-]+:`[^`<]*`    # a role whose text is a target
      | %\(\w+\)[a-zA-Z] | %[a-zA-Z%]         # placeholders
      | \{{\w*\}}
      | \[[\#*\w-]+\]_                        # footnotes
      | \|[^|\s](?:[^|]*[^|\s])?\|_{{0,2}}    # substitutions
      | (?:https?://|mailto:)[^\s<>`]*[\w/]   # bare addresses
      | [{NO_XML}]
      )
    | (?P<open>\*\*)(?P<strong>[^*]+)(?P<c1>\*\*)
    | (?P<o2>\*)(?P<emphasis>[^*\s](?:[^*]*[^*\s])?)(?P<c2>\*)
    | (?P<o3>(?::[\w.+-]+:)?`)(?P<title>[^`<]*[^`<\s])(?P<c3>\s*<[^`>]*>`_{{0,2}})
    | (?P<o4>:(?:{SHOWN}):`)(?P<shown>[^`]+)(?P<c4>`)
    """,
    re.VERBOSE | re.DOTALL,
)
PAIRS = (
    ("open", "strong", "c1"),
    ("o2", "emphasis", "c2"),
    ("o3", "title", "c3"),
    ("o4", "shown", "c4"),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text: words, a mark that stands ``alone``, or a half of a pair of marks."""

    kind: Kind
    text: str


def split(text: str) -> Iterator[Piece]:
    """Yield the pieces of ``text``; each ``open`` is followed by its ``close``.

    >>> [piece.text for piece in split("**See** :ref:`help`.")]
    ['**', 'See', '**', ' ', ':ref:`help`', '.']
    """
    end = 0
    for match in MARK.finditer(text):
        if match.start() > end:
            yield Piece("text", text[end : match.start()])
        end = match.end()
        if match["alone"] is not None:
            yield Piece("alone", match["alone"])
        for begin, inner, close in PAIRS:
            if match[begin] is not None:
                yield Piece("open", match[begin])
                yield from split(match[inner])
                yield Piece("close", match[close])
    if end < len(text):
        yield Piece("text", text[end:])


def join(pieces: Iterable[Piece]) -> str:
    """Return the text that was split into ``pieces``."""
    return "".join(piece.text for piece in pieces)
