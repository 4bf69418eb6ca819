"""The rules of ``make check``: each registers itself where it is defined.

A new rule is a generator of findings with ``@rule`` above it, in any module of this folder. Its
docstring begins with what it asks for, in a translator's words, and shows a Bad and a Good.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TypeVar

from multilingual.findings import Finding

Check = Callable[..., Iterator[Finding]]
C = TypeVar("C", bound=Check)


@dataclass(frozen=True, slots=True)
class Rule:
    """A check, and its ``place`` in the manuals, from the top.

    One that ``is_guarded`` is a rule of the build, too: what breaks it reaches no page. One
    ``of_catalogs`` takes a catalog, and is asked about each.
    """

    check: Check
    place: int
    is_guarded: bool
    of_catalogs: bool

    @property
    def name(self) -> str:
        """What findings call it."""
        return self.check.__name__


_registered: list[Rule] = []


def rule(place: int, *, is_guarded: bool = False, of_catalogs: bool = True) -> Callable[[C], C]:
    """Register a check as a rule; see ``Rule``."""

    def register(check: C) -> C:
        _registered.append(Rule(check, place, is_guarded, of_catalogs))
        return check

    return register


@cache
def rules() -> Sequence[Rule]:
    """Return all rules, in the order in which translators read of them."""
    for module in iter_modules([str(Path(__file__).parent)]):
        if module.name not in ("all_checks", "manual_rules"):
            import_module(f"{__package__}.{module.name}")
    return sorted(_registered, key=lambda found: found.place)
