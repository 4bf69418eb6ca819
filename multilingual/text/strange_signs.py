"""Signs that no language writes there: unknown ones, foreign marks, pictures that say no.

What is forbidden is not listed: a sign passes if Unicode says that words are written with it.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from multilingual.text.wording import letter_name, script_of_letter

MOST_ACCENTS, MOST_MARKS = 3, 5
"""How many accents stand on a letter at most, and vowel signs of its own script. Burmese has five,
as 5,898 catalogs of Debian show."""
JOINER = re.compile("[\u200c\u200d]")
SELECTOR = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""What chooses the picture of a sign, or how a Chinese character is written."""
ACCENT = "COMBINING"
"""How the names of marks begin that several scripts have."""
WITHOUT_LETTER = "\u0329\u030d\u0358\u0361\u035c\u3099\u309a"
"""Accents of Yoruba, Taiwanese and Japanese, of which Unicode has no whole letters."""
PICTURES = frozenset(("So", "Sm", "Sk"))
"""Unicode's categories of signs, formulas and accents that stand alone."""
FORMULAS = frozenset(("Sm", "Sk"))
DELETE = "Delete it: it can say the opposite of the words."
INSTEAD = "Write the sign of the English, or delete it."
WRITTEN = frozenset("°˚©®℮+<=>|~±÷≤≥≦≧≲≳≈−⁄∼∶^`´¨¸←→↔─")
"""Those of them that stand in texts of many languages, and neither forbid nor deny."""
BULLETS = range(0x25A0, 0x2600)
"""Squares, circles and triangles, which begin the items of a list."""
TIMES = re.compile(r"(?<=\d)[\s\u2066-\u2069]?×|×(?=[\s\u2066-\u2069]?\d)")
"""A cross that multiplies. Elsewhere it says that something is wrong."""
STRUCK = "~~"
"""What begins and ends words that are struck out."""


def faults_of_signs(english: str, translated: str) -> Iterator[str]:
    """Yield the signs of a translation that no language and not its English has there.

    >>> [*faults_of_signs("Chest pain", "Dolor de pecho: más de 38 °C («fiebre»)")]
    []
    """
    if sign := _picture(english, translated):
        yield (
            f"The translation has a sign that the English has not: {sign} ({named(sign[0])}). "
            f"{INSTEAD if unicodedata.category(sign[0]) in FORMULAS else DELETE}"
        )
    if translated.isascii():
        return
    strange = () if translated.isprintable() else translated
    if sign := next((one for one in strange if _is_unknown(one) and one not in english), None):
        yield f"Unicode has no sign {named(sign)}, so some see nothing there. Type the words anew."
    elif fault := _fault_of_marks(translated):
        yield fault


def named(sign: str) -> str:
    """Return the number of a sign and its name, for people who do not see it."""
    control = "control character" if unicodedata.category(sign) == "Cc" else ""
    return f"U+{ord(sign):04X} {(letter_name(sign) or control).capitalize()}".strip()


def _is_unknown(sign: str) -> bool:
    return not sign.isprintable() and unicodedata.category(sign) == "Cn"


def _picture(english: str, translated: str) -> str | None:
    if STRUCK in translated and STRUCK not in english:
        return STRUCK
    if translated.isascii():
        return None
    new: set[str] = {*translated} - {*english}
    for sign in sorted(new):
        if unicodedata.category(sign) not in PICTURES or sign in WRITTEN or ord(sign) in BULLETS:
            continue
        if sign == "×":
            if "×" in TIMES.sub("", translated):
                return sign
        elif not _is_of_words(sign, translated):
            return sign
    return None


def _is_of_words(sign: str, text: str) -> bool:
    """Return whether a sign stands for letters, as ℃ and №, or is one of the script of a text."""
    meant = unicodedata.normalize("NFKC", sign)
    if meant in WRITTEN or (len(meant) > 1 and meant.removeprefix("°").isalpha()):
        return True
    script = letter_name(sign).split(" ")[0]
    return script in set(map(script_of_letter, filter(str.isalpha, text)))


def _fault_of_marks(text: str) -> str | None:
    letter, marks = " ", 0
    for sign in JOINER.sub("", text):
        if sign.isascii() or not (kind := _kind_of_mark(sign)):
            letter, marks = sign, 0
            continue
        marks += 1
        most = MOST_ACCENTS if kind == ACCENT else MOST_MARKS
        is_of_letter = not letter.isalnum() or kind == script_of_letter(letter)
        if kind == ACCENT:
            is_of_letter = letter not in string.punctuation
        if not is_of_letter or marks > most or (kind == ACCENT and sign not in _accents()):
            return (
                f"A letter has marks that no language writes on it ({named(sign)}). Type the word "
                "anew."
            )
    return None


@lru_cache(maxsize=4096)
def _kind_of_mark(sign: str) -> str:
    """Return the script of a mark, or ``ACCENT``; nothing for any other sign."""
    if not unicodedata.category(sign).startswith("M") or SELECTOR.match(sign):
        return ""
    return letter_name(sign).split(" ")[0]


@cache
def _accents() -> frozenset[str]:
    """Return the accents that letters of Unicode are made with, so that languages write them."""
    letters = (chr(code) for code in range(0xC0, 0x2000))
    taken_apart = (unicodedata.normalize("NFD", letter)[1:] for letter in letters)
    return frozenset("".join(taken_apart)) | {*WITHOUT_LETTER}
