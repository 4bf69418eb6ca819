"""How a language looks: how often three letters stand together in what is written in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from math import log
from pathlib import Path

from multilingual.catalogs.reader import catalogs_by_page

FEWEST = 400
"""How many trigrams of a language there must be to know it by."""
CLEAR = 0.2
"""From which average of log-likelihoods on a text is clearly of one language."""
TRANSLATION = re.compile(r'^msgstr(?:\[\d\])? "(.+)"$', re.MULTILINE)
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
    one, two = trigrams(text), trigrams(other)
    return len(one & two) / max(1, min(len(one), len(two)))


def is_more_like(texts: Iterable[str], own: Path, other: Path, page: str) -> bool | None:
    """Return whether ``texts`` are in the language of the folder ``own`` and not of ``other``.

    Both are known by their lists and by their catalogs of other pages than ``page``. Returns
    ``None`` where that does not tell.
    """
    one, two = _profile(own, page), _profile(other, page)
    found = [three for text in texts for three in _all(text)]
    if min(one.total(), two.total()) < FEWEST or not found:
        return None
    kinds = len(one | two)
    weight = sum(_weight(one, three, kinds) - _weight(two, three, kinds) for three in found)
    weight /= len(found)
    return None if abs(weight) < CLEAR else weight > 0


def _weight(profile: Counter[str], three: str, kinds: int) -> float:
    # By Laplace, what was not seen yet is not impossible.
    return log((profile[three] + 0.5) / (profile.total() + 0.5 * kinds))


def _profile(folder: Path, page: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for name, path in catalogs_by_page(folder).items():
        if name != page:
            # Of what an editor has put on several lines the first tells enough.
            texts = TRANSLATION.findall(path.read_text("utf-8", errors="replace"))
            found.update(chain.from_iterable(map(_all, texts)))
    for path in sorted(folder.glob("*.csv")):
        found.update(_all(path.read_text("utf-8", errors="replace")))
    return found


def _all(text: str) -> Iterator[str]:
    plain = f" {NO_LETTERS.sub(' ', text.casefold()).strip()} "
    return (plain[at : at + 3] for at in range(len(plain) - 2))
