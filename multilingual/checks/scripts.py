"""Which script a language is written in, and a letter is of."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import normalize

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from multilingual.text.wording import letter_name


@lru_cache(maxsize=256)
def script_of(code: str) -> str | None:
    """Return the script of a language (ISO 15924), as CLDR says, or None."""
    try:
        locale = Locale.parse(code)
    except (ValueError, UnknownLocaleError):
        return None
    if locale.script:
        return str(locale.script)
    likely = get_global("likely_subtags")
    full = likely.get(f"{locale.language}_{locale.territory}") or likely.get(locale.language)
    found = [part for part in (full or "").split("_") if len(part) == 4 and part.istitle()]
    return found[0] if found else None


@lru_cache(maxsize=256)
def scripts_of(code: str) -> frozenset[str]:
    """Return the scripts that CLDR writes the names of languages with, as Unicode names them."""
    try:
        names = Locale.parse(code).languages.values()
    except (ValueError, UnknownLocaleError):
        return frozenset()
    letters = {one for name in names for one in name if one.isalpha()}
    found = set(map(script_of_letter, letters))
    return frozenset({*found, "LATIN", "FEMININE", "MASCULINE", "MICRO", "MODIFIER"})


@lru_cache(maxsize=65536)
def script_of_letter(letter: str) -> str:
    """Return the script of a letter as Unicode names it."""
    # East Asia writes Latin letters wide, too.
    script = letter_name(normalize("NFKC", letter)[0]).split(" ")[0]
    # 々 repeats the Chinese character before it.
    return "CJK" if script == "IDEOGRAPHIC" else script


def share_of(kinds: tuple[str, ...], text: str) -> float:
    """Return which share of the letters of ``text`` have names that begin as ``kinds``."""
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter_name(one).startswith(kinds) for one in letters) / max(1, len(letters))


@lru_cache(maxsize=65536)
def only_in(letter: str, one: str, other: str) -> bool:
    """Whether ``letter`` is a Chinese character of one national set and not of the other."""
    if not letter_name(letter).startswith("CJK"):
        return False
    return _encodes(letter, one) and not _encodes(letter, other)


def _encodes(letter: str, encoding: str) -> bool:
    try:
        letter.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
