"""Who vouches for which words of a language: its register of reviews.

``locale/<code>/reviews.toml``, and ``source/reviews.toml`` for English, hold a record for each
message and person (https://toml.io/en/v1.0.0). A record names the very words by their digest,
so a message that changes has lost its reviews.
"""

from __future__ import annotations

import datetime
import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from multilingual.languages import SOURCE_CODE

NAME = "reviews.toml"
RECORD = re.compile(r"\s*\[\[")
DIGEST = re.compile(r"[0-9a-f]{16}")
LONGEST = 200
"""Signs of a name or a role."""
ADVICE = "Take the file back from git, or mend the line."
EXPLANATION = """\
# Who has checked which words, as they are now. Written by `make review`.
# A message that changes has lost its review. Only people in reviewers.toml can give one.
"""


class Kind(StrEnum):
    """What a review is worth: a speaker has read, a translator or a clinician has checked."""

    SPEAKER = "speaker"
    TRANSLATOR = "translator"
    MEDICAL = "medical"


class RegisterError(ValueError):
    """A register that cannot be relied on, as ``path:line: what is wrong. What to do.``"""


@dataclass(frozen=True, slots=True)
class Review:
    """What a person in a role has vouched for, and when."""

    by: str
    role: str
    kind: Kind
    date: datetime.date


@dataclass(frozen=True, slots=True)
class Record:
    """A review of one message; ``page`` is for people, ``line`` counts from 1, 0 if unwritten."""

    message: str
    page: str
    review: Review
    line: int = 0


@dataclass(frozen=True)
class Register:
    """The reviews of a language, which are none unless someone has given them."""

    path: Path
    records: Sequence[Record] = ()

    @classmethod
    def read(cls, path: Path) -> Register:
        """Read the register at ``path``; none is an empty one. Raises ``RegisterError``."""
        return cls(path, [_record(path, line, row) for line, row in read_rows(path, "review")])

    def reviews_of(self, msgid: str, msgstr: str) -> list[Review]:
        """Return the reviews of a message as it is now; for English ``msgstr`` is ``msgid``."""
        return self._by_message.get(digest(msgid, msgstr), [])

    @property
    def _by_message(self) -> Mapping[str, list[Review]]:
        found: dict[str, list[Review]] = {}
        for record in self.records:
            found.setdefault(record.message, []).append(record.review)
        return found

    def with_records(self, new: Iterable[Record]) -> Register:
        """Return the register with ``new`` in place of what the same person said before."""
        kept = {_key(record): record for record in self.records}
        return Register(
            self.path, sorted({**kept, **{_key(one): one for one in new}}.values(), key=_order)
        )

    def write(self) -> None:
        """Write the register, whole or not at all; one that has no record is no file."""
        if not self.records:
            self.path.unlink(missing_ok=True)
            return
        blocks = [EXPLANATION, *(_block(record) for record in sorted(self.records, key=_order))]
        draft = self.path.with_suffix(".toml.new")
        draft.write_text("\n".join(blocks), encoding="utf-8", newline="\n")
        draft.replace(self.path)


def digest(msgid: str, msgstr: str) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of a message as it is."""
    return hashlib.sha256(f"{msgid}\0{msgstr}".encode()).hexdigest()[:16]


def register_path(root: Path, locale: str, code: str) -> Path:
    """Return where the register of a language is, in the project at ``root``."""
    return root / ("source" if code == SOURCE_CODE else f"{locale}/{code}") / NAME


def read_rows(path: Path, table: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield line and content of each ``[[table]]`` of a file. Raises ``RegisterError``."""
    try:
        text = path.read_bytes().decode("utf-8").replace("\r\n", "\n")
        content = tomllib.loads(text)
    except FileNotFoundError:
        return
    except UnicodeDecodeError:
        raise damage(path, 1, "not UTF-8. Save the file in UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        raise damage(path, line, f"this is not TOML. {ADVICE}") from None
    rows = content.pop(table, [])
    if content or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise damage(path, 1, f"the file has more in it than [[{table}]]. {ADVICE}")
    lines = [number for number, one in enumerate(text.split("\n"), 1) if RECORD.match(one)]
    if len(lines) != len(rows):
        raise damage(path, 1, f"write each record under a line of its own: [[{table}]].")
    yield from zip(lines, rows, strict=True)


def damage(path: Path, line: int, fault: str) -> RegisterError:
    """Return the error that tells of a ``fault`` in a file."""
    return RegisterError(f"{path}:{line}: {fault}")


def text_of(path: Path, line: int, row: Mapping[str, Any], name: str) -> str:
    """Return a text of a record, which is neither empty nor odd. Raises ``RegisterError``."""
    value = row.get(name)
    if not isinstance(value, str) or not is_name(value):
        raise damage(path, line, f"{name} must be a short text on one line. {ADVICE}")
    return value


def is_name(text: str) -> bool:
    """Return whether ``text`` can be the name or role of a person."""
    return text == text.strip() != "" and text.isprintable() and len(text) <= LONGEST


def kind_of(path: Path, line: int, row: Mapping[str, Any]) -> Kind:
    """Return the kind that a record names. Raises ``RegisterError``."""
    if row.get("kind") not in list(Kind):
        known = ", ".join(Kind)
        raise damage(
            path,
            line,
            f"{str(row.get('kind'))[:40]!r} is no kind of review. Write one of: {known}.",
        )
    return Kind(row["kind"])


def _record(path: Path, line: int, row: Mapping[str, Any]) -> Record:
    names = {"message", "page", "by", "role", "kind", "date"}
    if row.keys() != names:
        odd = ", ".join(sorted(name[:40] for name in row.keys() ^ names))
        raise damage(path, line, f"lacking or too much in this record: {odd}. {ADVICE}")
    message, page, by, role = (
        text_of(path, line, row, one) for one in ("message", "page", "by", "role")
    )
    if not DIGEST.fullmatch(message):
        raise damage(path, line, f"message must be 16 digits of 0-9 and a-f. {ADVICE}")
    # A datetime is a date for Python.
    if type(row["date"]) is not datetime.date:
        raise damage(path, line, "date must be a day, as in 2026-11-30, without quotes.")
    review = Review(by, role, kind_of(path, line, row), row["date"])
    return Record(message, page, review, line)


def _key(record: Record) -> tuple[str, ...]:
    return record.message, record.review.by, record.review.role, record.review.kind


def _order(record: Record) -> tuple[str, ...]:
    return record.page, *_key(record)


def _block(record: Record) -> str:
    review = record.review
    return (
        "[[review]]\n"
        f"message = {_quoted(record.message)}\n"
        f"page = {_quoted(record.page)}\n"
        f"by = {_quoted(review.by)}\n"
        f"role = {_quoted(review.role)}\n"
        f"kind = {_quoted(review.kind)}\n"
        f"date = {review.date.isoformat()}\n"
    )


def _quoted(text: str) -> str:
    """Return a basic string of TOML: all that it cannot hold as it is becomes an escape."""
    signs = (
        sign if sign.isprintable() and sign not in '"\\' else f"\\U{ord(sign):08x}" for sign in text
    )
    return f'"{"".join(signs)}"'
