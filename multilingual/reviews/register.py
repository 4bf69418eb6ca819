"""Who has signed off which words: the reviews of a language.

A review holds for a message as it was, by a digest of its English and its translation. Whoever
changes one of the two takes the review away. Who may give one is for ``reviewers.py``, and whose
commits may bring one for ``authorship.py``.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from multilingual.catalogs.message import Translation

from multilingual.catalogs.language_folder import REVIEWS
from multilingual.files import load_toml, read_plain, write_whole
from multilingual.findings import FileError, printable

REGISTER = REVIEWS
"""The reviews of a language, in its folder; those of English stand beside the pages."""
DIGEST = re.compile(r"[0-9a-f]{32}")
EXPLANATION = (
    "# Who has checked which words. `make review` writes this file. A review holds for a message\n"
    "# as it was: it is gone once the English or the translation changes.\n"
)


class Kind(StrEnum):
    """What a person is able to check.

    A ``SPEAKER`` speaks the language; a ``TRANSLATOR`` is qualified in both languages and their
    medical words; ``MEDICAL`` is a health professional who speaks the language.
    """

    SPEAKER = "speaker"
    TRANSLATOR = "translator"
    MEDICAL = "medical"


QUALIFIED = frozenset({Kind.TRANSLATOR, Kind.MEDICAL})
"""Who can say that words are right on which a life may hang, or on which others build."""


class RegisterError(FileError):
    """A file of reviews that cannot be used, as ``path:line: what is wrong and what to do``."""


@dataclass(frozen=True, slots=True, order=True)
class Review:
    """That a person has checked a message; ``role`` is what makes the person able to."""

    by: str
    role: str
    kind: Kind
    date: datetime.date

    @property
    def identity(self) -> tuple[str, str, Kind]:
        """The name, role and kind of who gave it."""
        return self.by, self.role, self.kind


def digest(
    msgid: str, msgstr: str, context: str | None = None, plural: str = "", form: int | None = None
) -> str:
    """Return 32 hexadecimal digits (of SHA-256) that stand for a message as it is.

    ``form`` is the number of a plural form.
    """
    parts = [msgid, msgstr]
    if context is not None or plural:
        parts += ["" if context is None else f"\4{context}", plural, str(form)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def digest_of(message: Translation) -> str:
    """Return the digest of a message of a catalog, or of one of its plural forms."""
    return digest(message.msgid, message.msgstr, message.context, message.plural, message.form)


@dataclass(frozen=True, slots=True)
class Record:
    """A review of some messages of a page, by their digests; ``line`` is where it stands."""

    page: str
    review: Review
    messages: tuple[str, ...]
    line: int = 1


class Register:
    """The reviews of a language."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self.records = list(records)

    @classmethod
    def read(cls, path: Path) -> Register:
        """Return the register at ``path``, an empty one if there is no file.

        Raises ``RegisterError``.
        """
        return cls.parse(path, content_at(path))

    @classmethod
    def parse(cls, path: Path, content: bytes) -> Register:
        """Return the register that ``content`` is, which stands at ``path``.

        Raises ``RegisterError``.
        """
        tables = tables_in(path, content, ("review",))["review"]
        return cls(_record(path, line, table) for line, table in tables)

    def write(self, path: Path) -> None:
        """Write the register to ``path``, sorted, one digest a line."""
        merged: dict[tuple[str, Review], set[str]] = {}
        for record in self.records:
            merged.setdefault((record.page, record.review), set()).update(record.messages)
        parts = [EXPLANATION]
        for (page, review), messages in sorted(merged.items()):
            digests = "".join(f"    {_quoted(digest)},\n" for digest in sorted(messages))
            parts.append(
                f"\n[[review]]\npage = {_quoted(page)}\nby = {_quoted(review.by)}\n"
                f"role = {_quoted(review.role)}\nkind = {_quoted(review.kind)}\n"
                f"date = {review.date.isoformat()}\nmessages = [\n{digests}]\n"
            )
        write_whole(path, "".join(parts).encode())

    def reviews_by_digest(self) -> Mapping[str, list[Review]]:
        """Return the reviews of each message, by its digest."""
        found: dict[str, list[Review]] = {}
        for record in self.records:
            for message in record.messages:
                found.setdefault(message, []).append(record.review)
        return found


def content_at(path: Path) -> bytes:
    """Return what is in the file at ``path``, nothing if there is none.

    Raises ``RegisterError``.
    """
    try:
        return read_plain(path)
    except FileNotFoundError:
        return b""
    except OSError as error:
        fault = f"this cannot be read: {error.strerror}. Get the file back with git."
        raise RegisterError(path, 1, fault) from None


Table = tuple[int, Mapping[str, Any]]


def tables_in(path: Path, data: bytes, names: Sequence[str]) -> Mapping[str, list[Table]]:
    """Return each table ``[[name]]`` of a file, with its line, by its name.

    Raises ``RegisterError``.
    """
    try:
        text, content = data.decode("utf-8"), load_toml(data)
    except UnicodeDecodeError:
        raise RegisterError(path, 1, "this is not UTF-8. Get the file back with git.") from None
    except ValueError as error:
        found = re.search(r"line (\d+)", str(error))
        fault = f"this cannot be read: {error}. Mend it, or get the file back with git."
        raise RegisterError(path, int(found[1]) if found else 1, fault) from None
    tables = {name: content.pop(name, []) for name in names}
    odd = [*content, *(name for name in names if not _is_list_of_tables(tables[name]))]
    if odd:
        allowed = " and ".join(f"[[{name}]]" for name in names)
        raise RegisterError(
            path, 1, f"there is {printable(', '.join(odd))}. Only tables {allowed} may be here."
        )
    return {name: _with_lines(text, name, tables[name]) for name in names}


def _is_list_of_tables(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(table, Mapping) for table in value)


def _with_lines(text: str, name: str, tables: Sequence[Mapping[str, Any]]) -> list[Table]:
    head = re.compile(rf"[ \t]*\[\[[ \t]*{name}[ \t]*\]\]")
    lines = [line for line, shown in enumerate(text.split("\n"), start=1) if head.match(shown)]
    lines += [1] * (len(tables) - len(lines))
    return list(zip(lines, tables, strict=False))


def _record(path: Path, line: int, table: Mapping[str, Any]) -> Record:
    wanted = {"page", "by", "role", "kind", "date", "messages"}
    refuse_odd_fields(path, line, table, wanted)
    date, messages = table["date"], table["messages"]
    if not isinstance(date, datetime.date) or isinstance(date, datetime.datetime):
        raise RegisterError(path, line, "the date must be as in 2026-11-25, without quotes.")
    if not isinstance(messages, list) or not all(
        isinstance(text, str) and DIGEST.fullmatch(text) for text in messages
    ):
        # Of 16, as once, two texts with the same can be made in an hour.
        message = "messages must be a list of 32 digits each, in quotes. Review those of 16 again."
        raise RegisterError(path, line, message)
    review = Review(table["by"], table["role"], kind_called(path, line, table["kind"]), date)
    return Record(table["page"], review, tuple(messages), line)


def refuse_odd_fields(
    path: Path,
    line: int,
    table: Mapping[str, Any],
    wanted: Collection[str],
    possible: Collection[str] = (),
) -> None:
    """Raise ``RegisterError`` where a table lacks a ``wanted`` field or has another."""
    if missing := sorted(set(wanted) - table.keys()):
        choice = f": {', '.join(Kind)}" if missing[0] == "kind" else ""
        raise RegisterError(path, line, f"{missing[0]} is missing. Add it{choice}.")
    if odd := sorted(table.keys() - {*wanted, *possible}):
        raise RegisterError(path, line, f"{odd[0]} is not known here. Delete it.")
    texts = [name for name in ("page", "by", "name", "role", "kind") if name in wanted]
    for name in texts:
        if not isinstance(table[name], str) or not table[name].strip():
            raise RegisterError(path, line, f"{name} must be a text in quotes, and not empty.")


def kind_called(path: Path, line: int, text: str) -> Kind:
    """Return the kind that ``text`` names. Raises ``RegisterError``."""
    try:
        return Kind(text)
    except ValueError:
        kinds = ", ".join(Kind)
        raise RegisterError(path, line, f"the kind {text!r} is not one of: {kinds}.") from None


def _quoted(text: str) -> str:
    # A basic string of TOML is written as one of JSON, but for DEL.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def kinds_of(reviews: Sequence[Review]) -> frozenset[Kind]:
    """Return what a message was checked for; who may do more has read it, too."""
    found = {review.kind for review in reviews}
    return frozenset(found | {Kind.SPEAKER} if found else found)


class ReviewSummary(NamedTuple):
    """How well a page is checked: what holds for each message, since when, and by whom.

    ``date`` is the oldest on which a message got the review that counts, so that it never
    claims a later check of the whole page; ``checked`` of ``total`` messages have any review.
    """

    kinds: frozenset[Kind]
    date: datetime.date | None
    people: Sequence[tuple[str, str]]
    checked: int
    total: int


def summarize(reviews: Sequence[Sequence[Review]]) -> ReviewSummary:
    """Return how well a page is checked, given the reviews of each of its messages."""
    whole = frozenset.intersection(*map(kinds_of, reviews)) if reviews else frozenset()
    needed = whole - {Kind.SPEAKER} or whole
    dates = [
        max(review.date for review in given if kind in kinds_of([review]))
        for given in reviews
        for kind in needed
    ]
    people = {
        (review.by, review.role)
        for given in reviews
        for review in given
        if needed & kinds_of([review])
    }
    checked = sum(map(bool, reviews))
    return ReviewSummary(whole, min(dates, default=None), sorted(people), checked, len(reviews))
