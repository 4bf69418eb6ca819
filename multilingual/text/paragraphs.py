"""Messages that are one paragraph, told without docutils, whose parser is slow to begin."""

from __future__ import annotations

import re

BEGINS = r"""
    (?! (?: [a-zA-Z] | [ivxlcdm]+ | [IVXLCDM]+ | \d+ ) [.)] )  # not the mark of a numbered list
"""
WORD = r"[^\W_] | [¿¡«“‘„「『（《]"
"""How a line begins that is no mark of a block, which is a sign of ASCII or one of •, ‣ and ⁃."""

PLAIN = re.compile(
    rf"""
    {BEGINS}
    (?: {WORD} )
    (?: [^*`_|\\@:\s<>\[\]]++ # no mark inside the line
      | :(?=\ |\Z)          # an address has no space after its colon
      | [\ \xa0\u202f](?=\S)
    )*+
    (?<! :: )
    """,
    re.VERBOSE,
)

LINE = re.compile(
    rf"""
    {BEGINS}
    (?: {WORD}
      | \*{{1,2}} [^*\s]      # a mark of words and not of a block
      | (?: : [\w+.-]+ : )? ` [^`\s]
    )
    [^\t\v\f]*                # what docutils makes spaces of
    (?<! :: )
    (?<! \s )
    """,
    re.VERBOSE,
)


def is_plain(message: str) -> bool:
    """Return whether ``message`` is one paragraph of plain text, in any case of doubt not.

    >>> is_plain("Lupus is an illness: it lasts long."), is_plain("*Lupus* is one.")
    (True, False)
    """
    return PLAIN.fullmatch(message) is not None


def is_line(message: str) -> bool:
    """Return whether ``message`` is one paragraph on one line, in any case of doubt not.

    >>> is_line("**Lupus** is an illness."), is_line("* Lupus is an illness.")
    (True, False)
    """
    return LINE.fullmatch(message) is not None and len(message.splitlines()) == 1
