"""What checks ask of the words of a message: its English, its letters, and how to quote them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

LONGEST_QUOTE = 60
"""Characters of a translator's text that a finding quotes."""

ALPHABETS = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN", "ARABIC", "HEBREW")
"""How Unicode's names of letters begin in scripts in which one letter is seldom a word."""


@lru_cache(maxsize=65536)
def letter_name(letter: str) -> str:
    """Return the name that Unicode has for a letter, which begins with its script, or ``""``."""
    return unicodedata.name(letter, "") if letter else ""


def is_lone_letter(form: str) -> bool:
    """Return whether ``form`` is a letter of an alphabet, and no word that lost its vowel.

    >>> [one for one in ("a", "у", "n", "न", "不", "no") if is_lone_letter(one)]
    ['a', 'у']
    """
    letter = unicodedata.normalize("NFC", form.strip().casefold())
    if len(letter) != 1 or not letter_name(letter).startswith(ALPHABETS):
        return False
    # French and Haitian Creole write n' and p' for not.
    return letter not in "bcdfghjklmnpqrstvwxz"


def quoted(text: str) -> str:
    """Return ``text`` as a finding quotes it: in quotes, on one line, short."""
    return f'"{shortened(text)}"'


def shortened(text: str, longest: int = LONGEST_QUOTE) -> str:
    """Return ``text`` on one line, at most ``longest`` characters, cut between two words.

    A control character becomes a space: a terminal would obey it.
    """
    plain = (" " if unicodedata.category(one) in {"Cc", "Zl", "Zp"} else one for one in text[:400])
    flat = " ".join("".join(plain).split())
    if len(flat) <= longest and len(text) <= 400:
        return flat
    cut = flat[: longest - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[longest // 2 :] else cut) + "…"
