"""Which commits brought the reviews of a register, and whether their authors may.

A review counts for readers only if the commit that brought it is by the person who gave it, or by
a recorder, by the addresses in ``reviewers.toml``. Both are looked up on the base: the branch that
others' work is merged into, on which no pull request has written yet.

Whole reviews are compared, version by version: a line that ``git blame`` gives to somebody may
stand below the name of somebody else since. Whoever commits can name any author, and HANDBOOK.md
says what this does not protect from.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from multilingual.findings import Severity
from multilingual.git import (
    CloneError,
    GitError,
    UnknownRevisionError,
    author_of_next_commit,
    base_of,
    find_commit,
    show_file,
    versions_of,
)
from multilingual.reviews.register import Record, Register, RegisterError, Review
from multilingual.reviews.reviewers import REVIEWERS, People, parse_people, read_people

NOT_VERIFIED = (
    "Without git nobody can tell who wrote this review, so it is not verified, and readers do not "
    "see it: "
)
CUT_OFF = (
    "Git's history is cut off here, so nobody can tell who wrote this review, and readers do not "
    "see it. Run: git fetch --unshallow"
)
UNCOMMITTED = "Readers do not see this review before it is committed. Commit it."

Row = tuple[str, Review, str]
"""A page, a review of it and the digest of a message."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Who brought a row: the author of a commit; no ``address`` where the history is cut off."""

    address: str | None
    commit: str


R = TypeVar("R", bound=Hashable)
Writers = Mapping[R, frozenset[Writer]]
"""Who brought each row of a list; both, if two branches that were merged did."""


@dataclass(frozen=True, slots=True)
class Base:
    """What the base says of a register: who may write it, and who brought each row."""

    name: str
    people: People
    writers: Writers[Row]

    @classmethod
    def of(cls, root: Path, register: Path) -> Base:
        """Return that of a project in a clone. Raises ``CloneError``."""
        name = base_of(root)
        commit = _commit(root, name)
        people = _people(root, commit)
        return cls(
            name.removeprefix("refs/").partition("/")[2] or name,
            people,
            _writers(root, register, commit, _rows),
        )

    def counted(self, code: str) -> set[Row]:
        """Return the rows that readers of a language are told of."""
        return {
            row
            for row, writers in self.writers.items()
            if self.people.lists(row[1], code)
            and _may(writers, self.people.addresses(row[1], code))
        }


def trusted_register(root: Path, code: str, register: Path) -> Register:
    """Return the reviews in ``register`` that readers of a language are told of.

    People who are listed in the project in ``root`` gave them, and they or a recorder brought
    them to the base. Raises ``RegisterError``.
    """
    every, people = Register.read(register).records, read_people(root / REVIEWERS)
    given = [record for record in every if people.lists(record.review, code)]
    if not given:
        return Register()
    try:
        counted = Base.of(root, register).counted(code)
    except CloneError:
        return Register()
    kept = (
        replace(record, messages=tuple(row[2] for row in rows_of(record) if row in counted))
        for record in given
    )
    return Register(record for record in kept if record.messages)


def doubts(
    root: Path, code: str, path: Path, records: Sequence[Record], people: People
) -> Iterator[tuple[Record, str, Severity]]:
    """Yield the ``records`` of a register that readers are not told of, and why.

    ``path`` is where the register stands in the clone in ``root``, ``people`` who may write it
    there. It is an error where somebody wrote who may not, and else a warning.
    """
    try:
        base = Base.of(root, path)
        here = _writers(root, path, _commit(root, "HEAD"), _rows)
        next_author = author_of_next_commit(root) if records else None
    except CloneError as error:
        fault = NOT_VERIFIED + str(error).partition(":1: ")[2]
        yield from ((record, fault, "warning") for record in records)
        return
    counted = base.counted(code)
    for record in records:
        late = [row for row in rows_of(record) if row not in counted]
        allowed = people.addresses(record.review, code)
        odd = [here[row] for row in late if row in here and not _may(here[row], allowed)]
        if odd:
            writer = min(odd[0], key=lambda writer: (writer.address is None, writer.commit))
            yield record, *_fault_of(writer, record.review)
        elif any(row not in here for row in late):
            if next_author and next_author.lower() not in allowed:
                writer = Writer(next_author, "")
                yield record, *_fault_of(writer, record.review)
            else:
                yield record, UNCOMMITTED, "warning"
        elif late:
            yield record, _not_on(base, record.review, code), "warning"


def is_by(
    root: Path,
    path: Path,
    row: R,
    read: Callable[[bytes | None], Sequence[R]],
    allowed: Callable[[People], Collection[str]],
) -> bool:
    """Return whether a row of the list at ``path`` was written from an ``allowed`` address.

    These are of the people whom the base lists. Where there is no git, nobody knows, and it is
    not verified.
    """
    try:
        people = _people(root, _commit(root, base_of(root)))
        here = _writers(root, path, _commit(root, "HEAD"), read)
        writers = here.get(row) or {Writer(author_of_next_commit(root), "")}
    except CloneError:
        return False
    return _may(writers, allowed(people))


def rows_of(record: Record) -> list[Row]:
    """Return the review of each message that a record has."""
    return [(record.page, record.review, digest) for digest in record.messages]


def _people(root: Path, commit: str | None) -> People:
    # A base that lists nobody, or nobody who can be read, has nobody.
    with suppress(GitError, RegisterError):
        if commit:
            return parse_people(Path(REVIEWERS), show_file(root, REVIEWERS, commit))
    return People()


def _writers(
    root: Path, path: Path, commit: str | None, read: Callable[[bytes | None], Sequence[R]]
) -> Writers[R]:
    name = path.relative_to(root).as_posix()
    return _writers_at(root, name, commit, read) if commit else {}


@lru_cache(maxsize=64)
def _writers_at(
    root: Path, name: str, commit: str, read: Callable[[bytes | None], Sequence[R]]
) -> Writers[R]:
    """Return who brought each row of a list as a commit has it. Raises ``CloneError``."""
    found: dict[str, Writers[R]] = {}
    last: Writers[R] = {}
    for version in versions_of(root, name, commit):
        parents = [found[parent] for parent in version.parents]
        own = frozenset({Writer(version.author, version.commit)})
        last = {
            row: frozenset().union(*(there[row] for there in parents if row in there)) or own
            for row in read(version.content)
        }
        found[version.commit] = last
    return last


def _rows(content: bytes | None) -> list[Row]:
    # Whoever mends a register that cannot be read brings all that it has.
    with suppress(RegisterError):
        if content is not None:
            records = Register.parse(Path(), content).records
            return [row for record in records for row in rows_of(record)]
    return []


def _commit(root: Path, name: str) -> str | None:
    # Nothing is committed yet.
    with suppress(UnknownRevisionError):
        return find_commit(root, name)
    return None


def _may(writers: Collection[Writer], allowed: Collection[str]) -> bool:
    return any(writer.address and writer.address.lower() in allowed for writer in writers)


def _fault_of(writer: Writer, review: Review) -> tuple[str, Severity]:
    if writer.address is None:
        return CUT_OFF, "warning"
    what = f"Commit {writer.commit[:10]} wrote it" if writer.commit else "Git would commit it"
    return (
        f"Readers do not see this review. {what} as {writer.address or 'nobody'}, which is no "
        f"address of {review.by} and none of a recorder in {REVIEWERS}. Take the review out, and "
        f"let {review.by} or a recorder commit it.",
        "error",
    )


def _not_on(base: Base, review: Review, code: str) -> str:
    what = "it is" if base.people.lists(review, code) else f"it is, and {review.by} is listed,"
    return (
        f"Readers do not see this review before {what} on the branch {base.name}. Merge it there."
    )
