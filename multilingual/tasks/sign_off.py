"""A listed person vouches for the messages of a page, and registers are held to their lists."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from unicodedata import category

from multilingual.catalogs.language_folder import LanguageFolder, catalogs_in
from multilingual.catalogs.reader import CatalogError, read_catalog
from multilingual.catalogs.templates import Template
from multilingual.checks.gate import check_language
from multilingual.findings import Finding, printable
from multilingual.languages import SOURCE_CODE as SOURCE
from multilingual.reviews.register import (
    REGISTER,
    REVIEWERS,
    Kind,
    Record,
    Register,
    RegisterError,
    Review,
    Reviewer,
    digest,
    digest_of,
    read_reviewers,
)


class ReviewError(ValueError):
    """A review that cannot be given; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Vouched:
    """How many messages of a page were vouched for, and how many are not translated.

    ``warnings`` are what the gate asks about those that were vouched for.
    """

    review: Review
    messages: int
    left_out: int
    warnings: Sequence[Finding] = ()


def vouch(root: Path, folder: Path, page: str, who: tuple[str, str], day: datetime.date) -> Vouched:
    """Write into the register of a language (``locale/es``) who has checked a page.

    ``who`` is the name and the role of a person, as the list of reviewers has them.

    Raises ``ReviewError`` and ``RegisterError``, and then nothing is written.
    """
    person = listed(root, who, folder.name)
    path = folder / "LC_MESSAGES" / f"{page}.po"
    if not path.is_file():
        raise ReviewError(f"{_shown(path, root)}:1: there is no such catalog. Translate it first.")
    _read, findings = check_language(LanguageFolder(folder, root), [page])
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        raise ReviewError("\n".join(str(error) for error in errors))
    messages = read_catalog(path, root, folder.name).translations
    digests = {digest_of(one) for one in messages if one.is_translated}
    if not digests:
        raise ReviewError(f"{_shown(path, root)}:1: nothing is translated. Translate it first.")
    review = Review(person.name, person.role, person.kind, day)
    enter(folder / REGISTER, page, review, digests)
    left = sum(not one.is_translated for one in messages)
    entered = {(_shown(path, root), one.line) for one in messages if one.is_translated}
    return Vouched(
        review, len(digests), left, [one for one in findings if (one.path, one.line) in entered]
    )


def vouch_source(
    root: Path, page: str, text: Template, who: tuple[str, str], day: datetime.date
) -> Vouched:
    """Write into the register of English who has checked a page, whose template is ``text``.

    Raises ``ReviewError`` and ``RegisterError``, and then nothing is written.
    """
    person = listed(root, who, SOURCE)
    if person.kind is not Kind.MEDICAL:
        raise ReviewError(
            f"{REVIEWERS}:1: {person.name} is listed as a {person.kind}. "
            f"Only a health professional (medical) can check the English."
        )
    review = Review(person.name, person.role, person.kind, day)
    digests = digests_of(text)
    enter(root / "source" / REGISTER, page, review, digests)
    return Vouched(review, len(digests), 0)


def digests_of(text: Template) -> set[str]:
    """Return the digests of the messages of an English page, which are their own translation."""
    return {digest(one.msgid, one.msgid) for one in text}


def enter(path: Path, page: str, review: Review, digests: Collection[str]) -> None:
    """Write into the register at ``path`` that the messages of a page are reviewed."""
    kept = [_without(one, review, digests) for one in Register.read(path).records]
    new = Record(page, review, tuple(sorted(digests)))
    Register([*(one for one in kept if one.messages), new]).write(path)


def tidy(path: Path, known: Collection[str]) -> int:
    """Drop from a register the reviews of words that are there no more; return how many.

    Raises ``RegisterError``, and ``ReviewError`` if a catalog cannot be read: what it says is
    not gone.
    """
    try:
        for catalog in catalogs_in(path.parent):
            read_catalog(catalog)
    except CatalogError as error:
        raise ReviewError(str(error)) from None
    records = Register.read(path).records
    kept = [replace(one, messages=tuple(m for m in one.messages if m in known)) for one in records]
    dropped = sum(len(one.messages) for one in records) - sum(len(one.messages) for one in kept)
    if dropped:
        Register(one for one in kept if one.messages).write(path)
    return dropped


def faults_of_register(root: Path, folder: Path) -> Iterator[Finding]:
    """Yield what is wrong with the register of a language (``locale/es``)."""
    yield from faults_of(root, folder / REGISTER, folder.name, lambda: digests_in(root, folder))


def faults_of(
    root: Path, path: Path, code: str, known_digests: Callable[[], Collection[str]]
) -> Iterator[Finding]:
    """Yield what is wrong with the register at ``path``, of the language ``code``.

    That is damage, a review by somebody who is not listed for it or of a day to come, and, as
    a warning, reviews of words that are there no more; ``known_digests`` tells those that are.
    """
    shown = _shown(path, root)
    try:
        records = Register.read(path).records
        trusted = {
            (one.name, one.role, one.kind)
            for one in read_reviewers(root / REVIEWERS)
            if code in one.languages
        }
    except RegisterError as error:
        place = str(error).removeprefix(f"{root}/").partition(":")[0]
        yield Finding(place, error.line, "reviews", error.message)
        return
    known = set(known_digests()) if records else set()
    # East of here the next day may have begun.
    latest = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=1)
    for record in records:
        review = record.review
        if (review.by, review.role, review.kind) not in trusted:
            fault = (
                f"{review.by} ({review.role}, {review.kind}) is not listed for {code} in "
                f"{REVIEWERS}. Take the review out."
            )
            yield Finding(shown, record.line, "reviews", fault)
        elif review.date > latest:
            fault = f"The date {review.date} is to come. Write the day on which {review.by} read."
            yield Finding(shown, record.line, "reviews", fault)
        elif stale := len(set(record.messages) - known):
            fault = f"{stale} of these messages have changed since. They need a new review."
            yield Finding(shown, record.line, "reviews", fault, "warning")


def listed(root: Path, who: tuple[str, str], code: str) -> Reviewer:
    """Return the listed person ``who`` (name and role) names for a language.

    Raises ``ReviewError`` and ``RegisterError``.
    """
    by, role = (one.strip() for one in who)
    for name, value in (("BY", by), ("ROLE", role)):
        if not value:
            raise ReviewError(f'A review needs a person. Write {name}="…".')
        if any(category(sign) in ("Cc", "Cs") for sign in value):
            raise ReviewError(f"{name} holds a sign that is no letter. Type it anew.")
    same = [
        one for one in read_reviewers(root / REVIEWERS) if one.name == by and code in one.languages
    ]
    for one in same:
        if one.role == role:
            return one
    if same:
        raise ReviewError(
            f"{REVIEWERS}:1: the role of {printable(by)} for {code} is "
            + " or ".join(f'"{one.role}"' for one in same)
            + f' there. Write ROLE="{same[0].role}".'
        )
    raise ReviewError(
        f"{REVIEWERS}:1: {printable(f'{by} ({role})')} is not listed for {code}. "
        f"A maintainer has to add the person first."
    )


def _without(record: Record, review: Review, digests: Collection[str]) -> Record:
    """Return ``record`` without the messages that the same person vouches for once more."""
    old = record.review
    if (old.by, old.role, old.kind) != (review.by, review.role, review.kind):
        return record
    left = tuple(one for one in record.messages if one not in digests)
    return Record(record.page, old, left, record.line)


def digests_in(root: Path, folder: Path) -> set[str]:
    """Return the digests of what readers get in a language (``locale/es``)."""
    found: set[str] = set()
    for path in catalogs_in(folder):
        try:
            messages = read_catalog(path, root, folder.name).translations
        except CatalogError:
            continue
        found |= {digest_of(one) for one in messages if one.is_translated}
    return found


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()
