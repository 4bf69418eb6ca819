"""Count the steps of a regular expression on a text, as Python's engine takes them.

A clock would say another thing on each machine. This follows the engine: what it parsed is tried
from left to right, and each sign that is looked at is a step.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from re import Pattern, _compiler, _parser  # type: ignore[attr-defined]
from typing import Any

ONE_SIGN = {"LITERAL", "NOT_LITERAL", "IN", "ANY", "AT"}
MOST = 500_000
"""Steps after which nobody counts any further."""


class TooManySteps(Exception):
    """A pattern that would go on and on."""


def steps(pattern: Pattern[str], text: str, method: str = "search") -> int:
    """Return how many steps it takes to find all places of ``pattern`` in ``text``.

    With the ``method`` ``match`` or ``fullmatch`` it is looked for at the beginning alone.
    """
    counter = _Counter(
        f"(?:{pattern.pattern})" + (r"\Z" if method == "fullmatch" else ""), pattern.flags, text
    )
    place = 0
    while place <= len(text):
        end = next(counter.ends(counter.parsed, place), None)
        place = max(place + 1, end or 0) if method == "search" else len(text) + 1
    return counter.steps


class _Counter:
    def __init__(self, pattern: str, flags: int, text: str) -> None:
        self.parsed = list(_parser.parse(pattern, flags))
        self.flags, self.text, self.steps = flags, text, 0
        self.state = _parser.State()
        self.state.flags = self.flags

    def ends(self, nodes: Sequence[Any], place: int) -> Iterator[int]:
        """Yield where ``nodes`` can end that begin at ``place``, in the engine's order."""
        if not nodes:
            yield place
            return
        for end in self._ends_of(nodes[0], place):
            yield from self.ends(nodes[1:], end)

    def _ends_of(self, node: Any, place: int) -> Iterator[int]:
        kind, value = str(node[0]), node[1]
        self.steps += 1
        if self.steps > MOST:
            raise TooManySteps(self.text[:20])
        if kind in ONE_SIGN:
            yield from self._after_one(node, place)
        elif kind == "BRANCH":
            for branch in value[1]:
                yield from self.ends(list(branch), place)
        elif kind == "SUBPATTERN":
            yield from self.ends(list(value[3]), place)
        elif kind == "ATOMIC_GROUP":
            yield from self._first(list(value), place)
        elif kind in {"ASSERT", "ASSERT_NOT"}:
            yield from self._if_it_stands(kind, value, place)
        else:
            yield from self._repeated(kind, value, place)

    def _after_one(self, node: Any, place: int) -> Iterator[int]:
        if found := _sign(repr(node), self.flags, _Key(node, self.state)).match(self.text, place):
            yield found.end()

    def _first(self, nodes: Sequence[Any], place: int) -> Iterator[int]:
        if (end := next(self.ends(nodes, place), None)) is not None:
            yield end

    def _if_it_stands(self, kind: str, value: Any, place: int) -> Iterator[int]:
        direction, nodes = value
        width = nodes.getwidth()[0] if direction < 0 else 0
        stands = place >= width and any(True for _end in self.ends(list(nodes), place - width))
        if stands == (kind == "ASSERT"):
            yield place

    def _repeated(self, kind: str, value: Any, place: int) -> Iterator[int]:
        least, most, nodes = value
        ways = self._times(list(nodes), place, least, most, is_lazy=kind == "MIN_REPEAT")
        if kind == "POSSESSIVE_REPEAT":
            yield from islice(ways, 1)
        else:
            yield from ways

    def _times(
        self, nodes: Sequence[Any], place: int, least: int, most: int, *, is_lazy: bool
    ) -> Iterator[int]:
        if len(nodes) == 1 and str(nodes[0][0]) in ONE_SIGN:
            # One sign again and again needs no deeper stack.
            ends = self._again_and_again(nodes[0], place, most)
            yield from islice(ends, least, None) if is_lazy else [*ends][least:][::-1]
            return
        if is_lazy and least <= 0:
            yield place
        if most > 0:
            for end in self.ends(nodes, place):
                if end > place:
                    yield from self._times(nodes, end, least - 1, most - 1, is_lazy=is_lazy)
        if not is_lazy and least <= 0:
            yield place

    def _again_and_again(self, node: Any, place: int, most: int) -> Iterator[int]:
        yield place
        for _time in range(min(most, len(self.text))):
            if (end := next(self._ends_of(node, place), place)) == place:
                return
            yield (place := end)


class _Key:
    """Carries a node past the cache, which knows it by its words."""

    def __init__(self, node: Any, state: Any) -> None:
        self.node, self.state = node, state

    def __eq__(self, _other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0


@cache
def _sign(_words: str, flags: int, key: _Key) -> Pattern[str]:
    parsed = _parser.SubPattern(key.state, [key.node])
    return _compiler.compile(parsed, flags)  # type: ignore[no-any-return]
