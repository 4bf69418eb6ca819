"""Who may review: ``reviewers.toml``, the people who may give reviews or record those of others."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from multilingual.reviews.register import (
    QUALIFIED,
    Kind,
    RegisterError,
    Review,
    content_at,
    kind_called,
    refuse_odd_fields,
    tables_in,
)

REVIEWERS = "reviewers.toml"
"""The people who may review, in the folder of the project."""
ADDRESS = re.compile(r"[^\s@<>]+@[^\s@<>]+")


@dataclass(frozen=True, slots=True, order=True)
class Reviewer:
    """A person who may give reviews of one kind, in languages named by gettext codes.

    ``addresses`` are those that git writes into commits of this person.
    """

    name: str
    role: str
    kind: Kind
    languages: tuple[str, ...]
    addresses: frozenset[str] = frozenset()
    line: int = 1

    @property
    def identity(self) -> tuple[str, str, Kind]:
        """The name, role and kind, as a review has them."""
        return self.name, self.role, self.kind


@dataclass(frozen=True, slots=True)
class People:
    """Who may give reviews, and the recorders, who may commit those of others.

    These are addresses, with the line on which each recorder is listed.
    """

    reviewers: Sequence[Reviewer] = ()
    recorders: Mapping[str, int] = field(default_factory=dict)

    def addresses(self, review: Review, code: str) -> frozenset[str]:
        """Return the addresses that may have committed a review of the language ``code``."""
        own = (person.addresses for person in self._giving(review, code))
        return frozenset(self.recorders).union(*own)

    def lists(self, review: Review, code: str) -> bool:
        """Return whether the person may give such a review of the language ``code``."""
        return any(self._giving(review, code))

    def qualified(self, codes: Collection[str]) -> Iterator[Reviewer]:
        """Yield those who can say that words are right in a language with one of the ``codes``."""
        for person in self.reviewers:
            if person.kind in QUALIFIED and not {*codes}.isdisjoint(person.languages):
                yield person

    def _giving(self, review: Review, code: str) -> Iterator[Reviewer]:
        for person in self.reviewers:
            if person.identity == review.identity and code in person.languages:
                yield person


def read_people(path: Path) -> People:
    """Return the people listed at ``path``, nobody if there is no file.

    Raises ``RegisterError``.
    """
    return parse_people(path, content_at(path))


def parse_people(path: Path, content: bytes) -> People:
    """Return the people that ``content`` lists, which stands at ``path``.

    Raises ``RegisterError``.
    """
    tables = tables_in(path, content, ("reviewer", "recorder"))
    reviewers = [_reviewer(path, line, table) for line, table in tables["reviewer"]]
    recorders: dict[str, int] = {}
    for line, table in tables["recorder"]:
        refuse_odd_fields(path, line, table, {"name", "addresses"})
        recorders |= dict.fromkeys(_addresses(path, line, table), line)
    return People(reviewers, recorders)


def _reviewer(path: Path, line: int, table: Mapping[str, Any]) -> Reviewer:
    wanted = {"name", "role", "kind", "languages"}
    refuse_odd_fields(path, line, table, wanted, {"addresses"})
    languages = table["languages"]
    if not isinstance(languages, list) or not all(isinstance(code, str) for code in languages):
        raise RegisterError(path, line, 'languages must be a list such as ["en", "es"].')
    kind = kind_called(path, line, table["kind"])
    addresses = _addresses(path, line, table)
    return Reviewer(table["name"], table["role"], kind, tuple(languages), addresses, line)


def _addresses(path: Path, line: int, table: Mapping[str, Any]) -> frozenset[str]:
    given = table.get("addresses", [])
    if not isinstance(given, list) or not all(
        isinstance(address, str) and ADDRESS.fullmatch(address) for address in given
    ):
        fault = 'addresses must be a list such as ["name@example.org"].'
        raise RegisterError(path, line, fault)
    return frozenset(map(str.lower, given))
