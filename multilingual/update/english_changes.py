"""Which English changed between two states of a language's catalogs, and its translation now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

from multilingual.catalogs.message import Catalog, Message
from multilingual.update.similarity import best_pairs

LIKE = 0.5
"""From this likeness on, a new text is taken for another wording of one that is gone."""
TOKEN = re.compile(r"\w+(?:[-'’.]\w+)*|\s+|[^\w\s]")

Catalogs = Mapping[str, Catalog]
"""The catalogs of a language by page."""


class Kind(StrEnum):
    """What became of the English of a message."""

    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


class Place(NamedTuple):
    """The page of a message and the line of its message in the catalog, from 1."""

    page: str
    line: int


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the English: ``before`` is empty if it is new, ``after`` if it is gone.

    ``state`` is ``translated``, ``fuzzy`` or ``missing``, and empty for what is gone, which
    keeps the translation that it had, and the place that it had then.
    """

    kind: Kind
    place: Place
    before: str
    after: str
    translation: str
    state: str


class Piece(NamedTuple):
    """A part of a text that was deleted (``-``), added (``+``) or kept (a space)."""

    sign: str
    text: str


def changes_of(old: Catalogs, new: Catalogs) -> list[Change]:
    """Return what changed in the English, in the order of the pages and of today's messages.

    A message that moved to another page and kept its words has not changed.
    """
    added, gone = _only_in(new, old), _only_in(old, new)
    # A text that another page still has may be the one that was reworded on this page.
    still = {(place.page, _key(message)) for place, message in _messages(new)}
    removed = [one for one in _messages(old) if (one[0].page, _key(one[1])) not in still]
    pairs = {
        after: before
        for page in new
        for after, before in _pairs(
            [one for one in added if one[0].page == page],
            [one for one in removed if one[0].page == page],
        )
    }
    paired = set(pairs.values())
    texts = {place: english(message) for place, message in removed}
    changes = [
        Change(
            Kind.CHANGED if place in pairs else Kind.NEW,
            place,
            texts[pairs[place]] if place in pairs else "",
            english(message),
            _translation(message),
            _state(message),
        )
        for place, message in added
    ]
    changes += [
        Change(Kind.GONE, place, english(message), "", _translation(message), "")
        for place, message in gone
        if place not in paired
    ]
    return sorted(changes, key=lambda one: (one.place.page, one.kind == Kind.GONE, one.place.line))


def english(message: Message) -> str:
    """Return the English of a message; that of a plural comes after a bar."""
    return " | ".join(filter(None, (message.msgid, message.plural)))


def compare_words(before: str, after: str) -> list[Piece]:
    """Return the pieces of both texts, word by word."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    pieces: list[Piece] = []
    deleted, added = "", ""
    for sign, first, end, start, stop in SequenceMatcher(None, old, new, False).get_opcodes():
        was, now = "".join(old[first:end]), "".join(new[start:stop])
        # A space between two changed words is no reason to show them as two changes.
        if sign != "equal" or (was.isspace() and (deleted or added) and end < len(old)):
            deleted, added = deleted + was, added + now
            continue
        pieces += _change(deleted, added)
        pieces.append(Piece(" ", was))
        deleted, added = "", ""
    return [*pieces, *_change(deleted, added)]


def _change(deleted: str, added: str) -> Iterator[Piece]:
    if deleted == added:
        # Only a space that was kept.
        yield from [Piece(" ", deleted)] if deleted else []
        return
    if deleted:
        yield Piece("-", deleted)
    if added:
        yield Piece("+", added)


Found = tuple[Place, Message]


def _messages(catalogs: Catalogs) -> Iterator[Found]:
    for page, catalog in catalogs.items():
        for message in catalog.live:
            yield Place(page, message.line), message


def _only_in(one: Catalogs, other: Catalogs) -> list[Found]:
    there = {_key(message) for _, message in _messages(other)}
    return [found for found in _messages(one) if _key(found[1]) not in there]


def _key(message: Message) -> tuple[str | None, str]:
    return message.context, english(message)


def _pairs(added: Sequence[Found], removed: Sequence[Found]) -> Iterator[tuple[Place, Place]]:
    """Yield what belongs together: what a catalog says itself, and then what is alike."""
    by_text = {message.msgid: place for place, message in removed}
    said = {}
    for place, message in added:
        if before := by_text.pop(message.previous.msgid or "", None):
            said[place] = before
    yield from said.items()
    taken = set(said.values())
    new = [(place, english(message)) for place, message in added if place not in said]
    old = [(place, english(message)) for place, message in removed if place not in taken]
    alike = best_pairs([text for _, text in new], [[text] for _, text in old], LIKE)
    yield from ((new[first][0], old[second][0]) for first, second in alike)


def _translation(message: Message) -> str:
    return " | ".join(filter(None, message.forms))


def _state(message: Message) -> str:
    if not all(text.strip() for text in message.forms):
        return "missing"
    return "fuzzy" if message.is_fuzzy else "translated"
