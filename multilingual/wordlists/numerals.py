"""Numbers in numerals that are no digits: Roman ones, and Chinese ones."""

from __future__ import annotations

import re
import unicodedata

from multilingual.wordlists.number_list import LATIN

NUMERALS = "〇零一二三四五六七八九十百千万亿億萬两兩"
NUMERAL_RUN = re.compile(rf"(?<![\d{NUMERALS}])[{NUMERALS}]{{2,12}}(?![{NUMERALS}])")
ROMAN = re.compile(
    rf"(?<![{LATIN}\d])(?=[IVX])(X{{0,3}})(IX|IV|V?I{{0,3}})(?:e|er|ème|è)?(?![{LATIN}\d])"
)
ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "IV": 4, "IX": 9}


def roman_ones(ones: str) -> int:
    """Return the value of the ones of a Roman number."""
    return ROMAN_DIGITS.get(ones) or sum(ROMAN_DIGITS[one] for one in ones)


def is_phrase(form: str) -> bool:
    """Whether a word has a Chinese numeral and more, as 一次."""
    return len(form) > 1 and form[0] in NUMERALS


def numeral_value(run: str) -> str | None:
    """Return the value of several Chinese numerals; none if they are two numbers, as 三四 is."""
    values = [2 if one in "两兩" else int(unicodedata.numeric(one)) for one in run]
    if max(values) < 10:
        return "".join(map(str, values)) if len(run) > 2 or "〇" in run else None
    total = section = digit = 0
    for value in values:
        if value < 10:
            digit = value
        elif value < 10_000:
            section, digit = section + (digit or 1) * value, 0
        else:
            total, section, digit = (total + section + digit or 1) * value, 0, 0
    return str(total + section + digit)
