"""Which earlier state of a catalog a sent file was made from, and what follows for each text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from multilingual.exchange.units import EMPTIED, Unit, base_of

Texts = Mapping[tuple[str, str], Unit]
Fault = tuple[int, str]
BOTH_CHANGED = (
    "Somebody else may have changed this translation, too. Compare both, and write the better one "
    "into the catalog."
)
OLDER = (
    "The catalog has a newer translation, which stays: this one stood there before, and somebody "
    "has changed it since. If this one is better, write it into the catalog."
)
SINGLY = 10
"""Up to how many texts of which the same is said are told one by one."""


def nearest(units: Sequence[Unit], states: Iterable[Texts]) -> tuple[Texts, list[Texts]]:
    """Return the first of ``states``, which is today's, and those that ``units`` are nearest to."""
    likeness: list[tuple[int, Texts]] = []
    for state in states:
        likeness.append((sum(_text(state, unit) == unit.target for unit in units), state))
        if likeness[-1][0] == len(units):
            break
    most = max(near for near, _state in likeness)
    return likeness[0][1], [state for near, state in likeness if near == most]


def based(units: Sequence[Unit], today: Texts, origins: Sequence[Texts]) -> Iterator[Unit | Fault]:
    """Yield each unit that somebody touched, with its base, or a fault if that cannot be told."""
    for unit in units:
        if not unit.target.strip() or any(_is_same(origin, unit) for origin in origins):
            continue
        bases = dict.fromkeys(_text(origin, unit) for origin in origins)
        if unit.target in bases:
            yield replace(unit, base=base_of(unit.target))
        elif len(bases) == 1 or not _text(today, unit):
            yield replace(unit, base=base_of(next(iter(bases))))
        else:
            yield unit.line, BOTH_CHANGED


def passed_over(units: Iterable[Unit], today: Texts, origins: Sequence[Texts]) -> Iterator[Fault]:
    """Yield the line of each text that differs from today's and is not taken, and why."""
    lines: dict[str, dict[int, None]] = {OLDER: {}, EMPTIED: {}}
    for unit in units:
        if not _text(today, unit) or _is_same(today, unit):
            continue
        if not unit.target.strip():
            # Where one of the origins was empty, nobody deleted anything.
            if all(_text(origin, unit) for origin in origins):
                lines[EMPTIED][unit.line] = None
        elif any(_is_same(origin, unit) for origin in origins):
            lines[OLDER][unit.line] = None
    for message, found in lines.items():
        first, *others = found or [0]
        if len(others) >= SINGLY:
            yield first, f"{message} {len(others)} more texts are like this."
        else:
            yield from ((line, message) for line in found)


def _is_same(state: Texts, unit: Unit) -> bool:
    one = state.get((unit.key, unit.form))
    return one is not None and (one.target, one.state) == (unit.target, unit.state)


def _text(state: Texts, unit: Unit) -> str:
    found = state.get((unit.key, unit.form))
    return found.target if found else ""
