"""A listed person signs off the messages of a page; registers are checked against the lists."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from unicodedata import category

from multilingual.catalogs.language_folder import LanguageFolder, catalogs_in
from multilingual.catalogs.message import CatalogError, Template
from multilingual.catalogs.reader import read_catalog, read_catalogs
from multilingual.checks.all_checks import check_language
from multilingual.findings import Finding, ReportedError, UsageError, printable
from multilingual.languages import SOURCE_CODE
from multilingual.reviews.authorship import doubts
from multilingual.reviews.register import (
    REGISTER,
    Kind,
    Record,
    Register,
    RegisterError,
    Review,
    digest,
    digest_of,
)
from multilingual.reviews.reviewers import REVIEWERS, read_people
from multilingual.templates.extraction import ExtractionError, extract


class ReviewError(ReportedError):
    """A review that cannot be given; the message says why and what to do."""


class NoReviewerError(ReviewError, UsageError):
    """A review that was called for without saying who gives it."""


@dataclass(frozen=True, slots=True)
class SignedOff:
    """How many messages of a page were signed off, and how many are not translated.

    ``warnings`` are what the gate asks about those that were signed off.
    """

    review: Review
    messages: int
    left_out: int
    warnings: Sequence[Finding] = ()


def sign_off(
    folder: LanguageFolder, page: str, who: tuple[str, str], day: datetime.date
) -> SignedOff:
    """Write into the register of a language who has checked a page.

    ``who`` is the name and the role of a person, as the list of reviewers has them. Raises
    ``ReviewError`` and ``RegisterError``, and then nothing is written.
    """
    review = review_by(folder.root, who, folder.code, day)
    shown = folder.shown(folder.catalog_path(page))
    if page not in folder.catalogs:
        raise ReviewError(f"{shown}:1: there is no such catalog. Translate it first.")
    _number, findings = check_language(folder, [page])
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        raise ReviewError("\n".join(str(error) for error in errors))
    messages = folder.once(read_catalogs)[page].translations
    translated = [message for message in messages if message.is_translated]
    if not translated:
        raise ReviewError(f"{shown}:1: nothing is translated. Translate it first.")
    digests = {digest_of(message) for message in translated}
    enter(folder.path / REGISTER, page, review, digests)
    lines = {message.line for message in translated}
    warnings = [found for found in findings if found.path == shown and found.line in lines]
    return SignedOff(review, len(digests), len(messages) - len(translated), warnings)


def sign_off_source(
    root: Path, page: str, text: Template, who: tuple[str, str], day: datetime.date
) -> SignedOff:
    """Write into the register of English who has checked a page, whose template is ``text``.

    Raises ``ReviewError`` and ``RegisterError``, and then nothing is written.
    """
    review = review_by(root, who, SOURCE_CODE, day)
    if review.kind is not Kind.MEDICAL:
        raise ReviewError(
            f"{REVIEWERS}:1: {review.by} is listed as a {review.kind}. "
            f"Only a health professional (medical) can check the English."
        )
    digests = digests_of(text)
    enter(root / "source" / REGISTER, page, review, digests)
    return SignedOff(review, len(digests), 0)


def digests_of(text: Template) -> set[str]:
    """Return the digests of the messages of an English page, which are their own translation."""
    return {digest(message.msgid, message.msgid) for message in text}


def digests_of_source(root: Path) -> set[str]:
    """Return the digests of all messages of the English pages. Raises ``ExtractionError``."""
    templates, _warnings = extract(root)
    return set().union(*map(digests_of, templates.values()))


def enter(path: Path, page: str, review: Review, digests: Collection[str]) -> None:
    """Write into the register at ``path`` that the messages of a page are reviewed."""
    kept = []
    for record in Register.read(path).records:
        # What the same person signs off once more is taken out of the earlier review.
        again = digests if record.review.identity == review.identity else ()
        left = tuple(message for message in record.messages if message not in again)
        kept += [replace(record, messages=left)] if left else []
    Register([*kept, Record(page, review, tuple(sorted(digests)))]).write(path)


def tidy(folder: Path, known: Collection[str]) -> int:
    """Drop the reviews of words that are there no more from a register; return how many.

    It is that in ``folder``, of a language or of the English pages.

    Raises ``RegisterError``, and ``ReviewError`` if a catalog cannot be read: what it says is
    not gone.
    """
    try:
        for catalog in catalogs_in(folder):
            read_catalog(catalog)
    except CatalogError as error:
        raise ReviewError(str(error)) from None
    path = folder / REGISTER
    records = Register.read(path).records
    kept = [
        replace(record, messages=tuple(digest for digest in record.messages if digest in known))
        for record in records
    ]
    before, after = (sum(len(record.messages) for record in part) for part in (records, kept))
    if before != after:
        Register(record for record in kept if record.messages).write(path)
    return before - after


def faults_of_register(folder: LanguageFolder, clone: Path | None = None) -> Iterator[Finding]:
    """Yield what is wrong with the register of a language, as ``faults_of``."""
    path = folder.path / REGISTER
    yield from faults_of(folder.root, path, folder.code, lambda: digests_of_language(folder), clone)


def faults_of_source(root: Path) -> Iterator[Finding]:
    """Yield what is wrong with ``source/reviews.toml``; the pages are read if it has records."""
    path = root / "source" / REGISTER
    try:
        yield from faults_of(root, path, SOURCE_CODE, lambda: digests_of_source(root))
    except ExtractionError as error:
        yield Finding("source", 1, "reviews", str(error).partition(": ")[2])


def faults_of(
    root: Path,
    path: Path,
    code: str,
    known_digests: Callable[[], Collection[str]],
    clone: Path | None = None,
) -> Iterator[Finding]:
    """Yield what is wrong with the register at ``path``, of the language ``code``.

    That is damage, a review by somebody who is not listed for it or of a day to come, or one that
    somebody else wrote, and, as warnings, what readers do not see yet, and reviews of words that
    are there no more; ``known_digests`` returns those that are. Where ``root`` has the next commit
    of a ``clone``, nothing is told of what readers see only after it.
    """
    shown = path.relative_to(root).as_posix()
    try:
        records = Register.read(path).records
        people = read_people(root / REVIEWERS)
    except RegisterError as error:
        yield Finding(
            Path(error.path).relative_to(root).as_posix(), error.line, "reviews", error.message
        )
        return
    known = set(known_digests()) if records else set()
    # East of here the next day may have begun.
    latest = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=1)
    held = []
    for record in records:
        review = record.review
        if not people.lists(review, code):
            fault = (
                f"{review.by} ({review.role}, {review.kind}) is not listed for {code} in "
                f"{REVIEWERS}. Take the review out."
            )
            yield Finding(shown, record.line, "reviews", fault)
        elif review.date > latest:
            fault = f"The date {review.date} is to come. Write the day on which {review.by} read."
            yield Finding(shown, record.line, "reviews", fault)
        else:
            held.append(record)
            if stale := len(set(record.messages) - known):
                fault = f"{stale} of these messages have changed since. They need a new review."
                yield Finding(shown, record.line, "reviews", fault, "warning")
    there = (clone or root) / path.relative_to(root)
    if not held:
        return
    for record, fault, severity in doubts(clone or root, code, there, held, people):
        if severity == "error" or not clone:
            yield Finding(shown, record.line, "reviews", fault, severity)


def review_by(root: Path, who: tuple[str, str], code: str, day: datetime.date) -> Review:
    """Return the review that the person whom ``who`` (name and role) names gives for a language.

    Raises ``ReviewError`` for a person who is not listed, ``NoReviewerError`` where nobody is
    named, and ``RegisterError``.
    """
    by, role = map(str.strip, who)
    for name, value in (("BY", by), ("ROLE", role)):
        if not value:
            raise NoReviewerError(f'A review needs a person. Write {name}="…".')
        if any(category(sign) in ("Cc", "Cs") for sign in value):
            raise ReviewError(f"{name} holds a sign that is no letter. Type it anew.")
    same = [
        person
        for person in read_people(root / REVIEWERS).reviewers
        if person.name == by and code in person.languages
    ]
    for person in same:
        if person.role == role:
            return Review(by, role, person.kind, day)
    if same:
        raise ReviewError(
            f"{REVIEWERS}:1: the role of {printable(by)} for {code} is "
            + " or ".join(f'"{person.role}"' for person in same)
            + f' there. Write ROLE="{same[0].role}".'
        )
    raise ReviewError(
        f"{REVIEWERS}:1: {printable(f'{by} ({role})')} is not listed for {code}. "
        f"A maintainer has to add the person first."
    )


def digests_of_language(folder: LanguageFolder) -> set[str]:
    """Return the digests of what readers get in a language."""
    catalogs = folder.once(read_catalogs).values()
    return {digest_of(message) for catalog in catalogs for message in catalog.translated}
