"""How like two English texts are, to find what was reworded."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

SHORT = 4
"""Words of a text that is compared by its letters, since one word is much of it."""
WORD = re.compile(r"\w+")


def best_pairs(
    new: Sequence[str], old: Sequence[Sequence[str]], threshold: float
) -> Iterator[tuple[int, int]]:
    """Yield pairs of numbers of a new and an old text, the likest first, each number once.

    An old text may have had several wordings. Likeness is from 0 to 1, at least ``threshold``.
    """
    wordings = [(second, text, _bag(text)) for second, each in enumerate(old) for text in each]
    found = []
    for first, text in enumerate(new):
        bag = _bag(text)
        for second, other, others in wordings:
            if (likeness := _likeness(text, bag, other, others, threshold)) >= threshold:
                found.append((-likeness, first, second))
    taken_new: set[int] = set()
    taken_old: set[int] = set()
    for _likeness_of_pair, first, second in sorted(found):
        if first not in taken_new and second not in taken_old:
            taken_new.add(first)
            taken_old.add(second)
            yield first, second


def _bag(text: str) -> frozenset[tuple[str, int]]:
    """Return the words of ``text``, the second of the same word as another one."""
    counts = Counter(word.casefold() for word in WORD.findall(text))
    return frozenset((word, number) for word, most in counts.items() for number in range(most))


def _likeness(
    text: str,
    bag: frozenset[tuple[str, int]],
    other: str,
    others: frozenset[tuple[str, int]],
    threshold: float,
) -> float:
    total = len(bag) + len(others)
    if 2 * min(len(bag), len(others)) < threshold * total:
        return 0.0
    if min(len(bag), len(others)) <= SHORT:
        # What is as short as this has few letters to compare.
        return SequenceMatcher(None, other, text, autojunk=False).ratio()
    # The coefficient of Dice: words that both have, by words in all.
    return 2 * len(bag & others) / total
