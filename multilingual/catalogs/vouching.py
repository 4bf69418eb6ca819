"""A listed person vouches for the messages of a page, and registers are held to their lists."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from multilingual.catalogs.files import CatalogError, catalogs_in
from multilingual.catalogs.findings import Finding
from multilingual.catalogs.gate import check_language
from multilingual.catalogs.messages import open_catalog
from multilingual.catalogs.reviews import (
    REGISTER,
    REVIEWERS,
    Record,
    Register,
    RegisterError,
    Review,
    Reviewer,
    digest,
    read_reviewers,
)


class ReviewError(ValueError):
    """A review that cannot be given; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Vouched:
    """How many messages of a page were vouched for, and how many are not translated."""

    review: Review
    messages: int
    left_out: int


def vouch(root: Path, folder: Path, page: str, who: tuple[str, str], day: datetime.date) -> Vouched:
    """Write into the register of a language (``locale/es``) who has checked a page.

    ``who`` is the name and the role of a person, as the list of reviewers has them.

    Raises ``ReviewError`` and ``RegisterError``, and then nothing is written.
    """
    person = _listed(read_reviewers(root / REVIEWERS), *who, folder.name)
    path = folder / "LC_MESSAGES" / f"{page}.po"
    if not path.is_file():
        raise ReviewError(f"{_shown(path, root)}:1: there is no such catalog. Translate it first.")
    _read, findings = check_language(root, folder, [page])
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        raise ReviewError("\n".join(str(error) for error in errors))
    messages = open_catalog(path, root, folder.name).messages
    digests = {digest(one.msgid, one.msgstr) for one in messages if one.is_translated}
    if not digests:
        raise ReviewError(f"{_shown(path, root)}:1: nothing is translated. Translate it first.")
    review = Review(person.name, person.role, person.kind, day)
    register = Register.read(folder / REGISTER)
    kept = [_without(one, review, digests) for one in register.records]
    new = Record(page, review, tuple(sorted(digests)))
    Register([*(one for one in kept if one.messages), new]).write(folder / REGISTER)
    left = sum(not one.is_translated for one in messages)
    return Vouched(review, len(digests), left)


def faults_of_register(root: Path, folder: Path) -> Iterator[Finding]:
    """Yield what is wrong with the register of a language.

    That is damage, a review by somebody who is not listed for it, and, as a warning, reviews
    of words that are there no more.
    """
    shown = _shown(folder / REGISTER, root)
    try:
        records = Register.read(folder / REGISTER).records
        listed = {
            (one.name, one.role, one.kind)
            for one in read_reviewers(root / REVIEWERS)
            if folder.name in one.languages
        }
    except RegisterError as error:
        place = str(error).removeprefix(f"{root}/").partition(":")[0]
        yield Finding(place, error.line, "reviews", error.message)
        return
    known = _digests(root, folder) if records else set()
    for record in records:
        review = record.review
        if (review.by, review.role, review.kind) not in listed:
            fault = (
                f"{review.by} ({review.role}, {review.kind}) is not listed for {folder.name} in "
                f"{REVIEWERS}. Take the review out."
            )
            yield Finding(shown, record.line, "reviews", fault)
        elif stale := len(set(record.messages) - known):
            fault = f"{stale} of these messages have changed since. They need a new review."
            yield Finding(shown, record.line, "reviews", fault, "warning")


def _listed(reviewers: list[Reviewer], by: str, role: str, code: str) -> Reviewer:
    for name, value in (("BY", by), ("ROLE", role)):
        if not value.strip():
            raise ReviewError(f'A review needs a person. Write {name}="…".')
    for one in reviewers:
        if (one.name, one.role) == (by.strip(), role.strip()) and code in one.languages:
            return one
    raise ReviewError(
        f"{REVIEWERS}:1: {by.strip()} ({role.strip()}) is not listed for {code}. "
        f"A maintainer has to add the person first."
    )


def _without(record: Record, review: Review, digests: set[str]) -> Record:
    """Return ``record`` without the messages that the same person vouches for once more."""
    old = record.review
    if (old.by, old.role, old.kind) != (review.by, review.role, review.kind):
        return record
    left = tuple(one for one in record.messages if one not in digests)
    return Record(record.page, old, left, record.line)


def _digests(root: Path, folder: Path) -> set[str]:
    found: set[str] = set()
    for path in catalogs_in(folder):
        try:
            messages = open_catalog(path, root, folder.name).messages
        except CatalogError:
            continue
        found |= {digest(one.msgid, one.msgstr) for one in messages if one.is_translated}
    return found


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()
