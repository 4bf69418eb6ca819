"""How wide words in a picture are, and how wide they can be."""

from __future__ import annotations

import unicodedata

PICTURE_WORDS = "words in a picture"
"""What a template calls them."""
WIDEST = 42
"""Ems: four lines below a drawing on a phone."""


def ems(text: str) -> int:
    """Return about how wide ``text`` is in a usual font, in ems."""
    letters = [letter for letter in text if unicodedata.category(letter)[0] not in "MC"]
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in letters)
    return wide + (len(letters) - wide) // 2
