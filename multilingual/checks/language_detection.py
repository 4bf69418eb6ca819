"""Which language and which script a text is in: letters, and three letters in a row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from itertools import chain
from math import log

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from multilingual.catalogs.language_folder import LISTS, LanguageFolder
from multilingual.catalogs.reader import read_catalogs
from multilingual.files import read_plain
from multilingual.text.wording import letter_name, script_of_letter


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
    letters = {letter for name in names for letter in name if letter.isalpha()}
    found = set(map(script_of_letter, letters))
    return frozenset({*found, "LATIN", "FEMININE", "MASCULINE", "MICRO", "MODIFIER"})


def share_of(kinds: tuple[str, ...], text: str) -> float:
    """Return which share of the letters of ``text`` have names that begin as ``kinds``."""
    letters = Counter(filter(str.isalpha, text))
    found = (letters[letter] for letter in letters if letter_name(letter).startswith(kinds))
    return sum(found) / max(1, letters.total())


@lru_cache(maxsize=65536)
def only_in(letter: str, own: str, other: str) -> bool:
    """Whether ``letter`` is a Chinese character of one national encoding and not of the other."""
    is_own = letter.encode(own, "ignore") and not letter.encode(other, "ignore")
    return bool(is_own) and letter_name(letter).startswith("CJK")


FEWEST = 400
"""How many trigrams of a language there must be to know it by."""
CLEAR = 0.2
"""From which average of log-likelihoods on a text is clearly of one language."""
NO_LETTERS = re.compile(r"[\W\d_]+")


@lru_cache(maxsize=20_000)
def trigrams(text: str) -> frozenset[str]:
    """Return what stands together in ``text``, with the spaces around its words.

    >>> sorted(trigrams("Ah!"))
    [' ah', 'ah ']
    """
    return frozenset(_all(text))


def likeness(text: str, other: str) -> float:
    """Return from 0 to 1 how much of the shorter of two texts is in the longer one."""
    ours, theirs = trigrams(text), trigrams(other)
    return len(ours & theirs) / max(1, min(len(ours), len(theirs)))


def is_more_like(
    texts: Iterable[str], own: LanguageFolder, other: LanguageFolder, page: str
) -> bool | None:
    """Return whether ``texts`` are in the language of the folder ``own`` and not of ``other``.

    Both are known by their lists and by their catalogs of other pages than ``page``. Returns
    ``None`` where that does not tell.
    """
    ours, theirs = _profile(own, page), _profile(other, page)
    found = [three for text in texts for three in _all(text)]
    if min(ours.total(), theirs.total()) < FEWEST or not found:
        return None
    kinds = len(ours | theirs)
    weight = sum(_weight(ours, three, kinds) - _weight(theirs, three, kinds) for three in found)
    weight /= len(found)
    return None if abs(weight) < CLEAR else weight > 0


def _weight(profile: Counter[str], three: str, kinds: int) -> float:
    # By Laplace, what was not seen yet is not impossible.
    return log((profile[three] + 0.5) / (profile.total() + 0.5 * kinds))


def _profile(language: LanguageFolder, page: str) -> Counter[str]:
    found = Counter(language.once(_of_lists))
    for name, counts in language.once(_of_catalogs).items():
        if name != page:
            found.update(counts)
    return found


def _of_lists(language: LanguageFolder) -> Counter[str]:
    return Counter(chain.from_iterable(map(_all, _written_in_lists(language))))


def _written_in_lists(language: LanguageFolder) -> list[str]:
    """Return all that a language has in its lists, as it stands there."""
    texts = []
    for name in LISTS:
        with suppress(OSError):
            texts.append(read_plain(language.path / name).decode("utf-8", errors="replace"))
    return texts


def _of_catalogs(language: LanguageFolder) -> dict[str, Counter[str]]:
    return {
        page: Counter(three for form in catalog.translations for three in _all(form.msgstr))
        for page, catalog in language.once(read_catalogs).items()
    }


def _all(text: str) -> Iterator[str]:
    plain = f" {NO_LETTERS.sub(' ', text.casefold()).strip()} "
    return (plain[at : at + 3] for at in range(len(plain) - 2))
