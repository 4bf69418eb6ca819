"""The rules of ``make check``: each registers itself where it is defined.

A new rule is a generator with ``@rule`` above it, in any module of this folder; it takes a
``Catalog`` and yields a ``Finding`` for each fault. Its docstring begins with what it asks for,
in a translator's words, and shows a Bad and a Good; the manuals' rules are made of it.
"""

from __future__ import annotations

import inspect
import re
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

SHORT, LONG = "TRANSLATING.md", "HANDBOOK.md"
BEGIN = "<!-- The rules: made by `make rules` from the docstrings in multilingual/checks -->"
END = "<!-- The end of the rules -->"
CODE = re.compile(r"^(Bad|Good)::\n\n((?:    .*\n|\n)+)", re.MULTILINE)


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
        if module.name != "all_checks":
            import_module(f"{__package__}.{module.name}")
    return sorted(_registered, key=lambda found: found.place)


def write_rules(folder: Path) -> None:
    """Put a line about each rule into the short manual in ``folder``, all of it into the long."""
    _put(folder / SHORT, summary())
    _put(folder / LONG, all_rules())


def summary() -> str:
    """Return a Markdown list of the rules, each with a link to all that is said of it."""
    return "".join(
        f"* [`{rule.name}`]({LONG}#{rule.name}){_mark(rule)}: {_title(rule)}\n" for rule in rules()
    )


def all_rules() -> str:
    """Return the rules as Markdown, each with its Bad and Good."""
    return "\n".join(map(_rule, rules()))


def _put(path: Path, text: str) -> None:
    """Write ``text`` between the two marks of the file."""
    before, rest = path.read_text("utf-8").split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    path.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{after}", encoding="utf-8")


def _rule(rule: Rule) -> str:
    rest = f"{inspect.getdoc(rule.check)}\n".partition("\n\n")[2]
    body = CODE.sub(_example, rest.strip("\n") + "\n").strip()
    # A heading of one word is an address that no rewording breaks.
    return f"### `{rule.name}`\n\n**{_title(rule)}**{_mark(rule)}\n\n{body}\n"


def _title(rule: Rule) -> str:
    return f"{inspect.getdoc(rule.check)}".partition("\n\n")[0].strip()


def _mark(rule: Rule) -> str:
    return " ◆" if rule.is_guarded else ""


def _example(found: re.Match[str]) -> str:
    code = inspect.cleandoc(found[2])
    return f"{found[1]}:\n\n```po\n{code}\n```\n\n"
