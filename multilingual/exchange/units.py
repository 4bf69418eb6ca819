"""A message as it travels: its English, its translation, its state, and how it is found again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import polib

from multilingual.findings import FileError

NO_FILE = "there is no such file. Look at its name and its folder."
EMPTIED = (
    "The translation was deleted here, and stays as it was. Write a better one. To take it from "
    "readers, delete it in the catalog."
)


class State(StrEnum):
    """How far a translation is, in words that XLIFF knows too."""

    TRANSLATED = "translated"
    NEEDS_TRANSLATION = "needs-translation"
    NEEDS_REVIEW = "needs-review"


class ExchangeError(FileError):
    """A file that cannot be taken, as ``path:line: what is wrong and what to do``."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A message, or one of its plural forms; ``line`` is where it stands in a file, from 1.

    ``key`` stands for its context and its English, so that a message whose English has changed
    is not found again. ``is_reviewed`` says that a person vouches for the translation as it is;
    ``is_approved`` that a tool says so, which is no review.
    """

    page: str
    key: str
    source: str
    target: str
    state: State
    context: str = ""
    form: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    is_reviewed: bool = False
    is_approved: bool = False
    line: int = 1
    base: str = ""

    @property
    def identity(self) -> str:
        """How a file names the unit; it also says which translation was exported."""
        return f"{self.key}.{self.form}.{self.base}"


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a file brings: units in a language, named by its BCP 47 tag.

    ``codes`` are the gettext codes of the folders that the file names, if it names any.
    ``faults`` are what keeps a part of it out, each with its line, and ``notes`` what was passed
    over and harms nothing.
    """

    path: Path
    tag: str
    units: tuple[Unit, ...]
    codes: frozenset[str] = frozenset()
    faults: tuple[tuple[int, str], ...] = ()
    notes: tuple[tuple[int, str], ...] = ()


def parts_of(identity: str) -> tuple[str, str, str]:
    """Return the ``key``, ``form`` and ``base`` that an identity is made of."""
    key, _dot, rest = identity.strip().partition(".")
    form, _dot, base = rest.partition(".")
    return key, form, base


def base_of(text: str) -> str:
    """Return 16 hexadecimal digits that stand for a translation."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def key_of(context: str | None, msgid: str, plural: str | None) -> str:
    """Return 16 hexadecimal digits that stand for the context and the English of a message."""
    shown = "" if context is None else f"\4{context}"
    return base_of("\0".join((shown, msgid, plural or "")))


def is_emptied(unit: Unit) -> bool:
    """Return whether somebody deleted the translation that went out."""
    return not unit.target.strip() and unit.base not in ("", base_of(""), base_of(unit.target))


def state_of(entry: polib.POEntry, text: str) -> State:
    """Return the state of ``text``, which is a translation of ``entry``."""
    if not text.strip():
        return State.NEEDS_TRANSLATION
    return State.NEEDS_REVIEW if "fuzzy" in entry.flags else State.TRANSLATED


def units_of(page: str, catalog: Iterable[polib.POEntry]) -> Iterator[Unit]:
    """Yield the units of the catalog of a page; obsolete messages stay at home."""
    for entry in catalog:
        if entry.obsolete:
            continue
        for form, text in texts_of(entry).items():
            yield Unit(
                page=page,
                key=key_of(entry.msgctxt, entry.msgid, entry.msgid_plural),
                source=english_of(entry, form),
                target=text,
                state=state_of(entry, text),
                context=entry.msgctxt or "",
                form=form,
                notes=tuple(_notes(page, entry, form)),
                base=base_of(text),
            )


def texts_of(entry: polib.POEntry) -> dict[str, str]:
    """Return the translations of a message by the number of the plural form, ``""`` if none."""
    if not entry.msgid_plural:
        return {"": entry.msgstr}
    return {str(form): text for form, text in sorted(entry.msgstr_plural.items())}


def english_of(entry: polib.POEntry, form: str) -> str:
    """Return the English that a form stands for."""
    return entry.msgid if form in ("", "0") else entry.msgid_plural


def _notes(page: str, entry: polib.POEntry, form: str) -> Iterator[tuple[str, str]]:
    yield "page", f"Page: {page}"
    if entry.msgctxt:
        yield "context", f"Context: {entry.msgctxt}"
    if form:
        yield "form", f"Plural form {form} of: {entry.msgid} / {entry.msgid_plural}"
    if entry.comment:
        yield "developer", entry.comment
    if entry.tcomment:
        yield "translator", entry.tcomment
    if entry.previous_msgid:
        yield "previous", f"The English was: {entry.previous_msgid}"
