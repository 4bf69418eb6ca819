"""How like two English texts are, to find what was reworded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher


def best_pairs(
    new: Sequence[str], old: Sequence[Sequence[str]], threshold: float
) -> Iterator[tuple[int, int]]:
    """Yield pairs of numbers of a new and an old text, the likest first, each number once.

    An old text may have had several wordings. Likeness is from 0 to 1, at least ``threshold``.
    """
    bags = [[(text, Counter(text.split())) for text in wordings] for wordings in old]
    found = []
    for first, text in enumerate(new):
        words = Counter(text.split())
        matcher = SequenceMatcher(autojunk=False)
        # Of its two texts the matcher knows the second, which is indexed once.
        matcher.set_seq2(text)
        for second, wordings in enumerate(bags):
            ratio = max((_likeness(matcher, words, *one, threshold) for one in wordings), default=0)
            if ratio >= threshold:
                found.append((-ratio, first, second))
    taken_new: set[int] = set()
    taken_old: set[int] = set()
    for _ratio, first, second in sorted(found):
        if first not in taken_new and second not in taken_old:
            taken_new.add(first)
            taken_old.add(second)
            yield first, second


def _likeness(
    matcher: SequenceMatcher[str],
    words: Counter[str],
    other: str,
    others: Counter[str],
    threshold: float,
) -> float:
    shared = (words & others).total()
    # Two texts that share no word but are short may still differ in a letter only.
    if not shared and len(others) > 3:
        return 0.0
    matcher.set_seq1(other)
    if matcher.real_quick_ratio() < threshold or matcher.quick_ratio() < threshold:
        return 0.0
    return matcher.ratio()
