"""Which English changed between two states of a language's catalogs, and its translation now."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

from multilingual.catalogs.message import Catalogs, Message

LEAST_SIMILARITY = 0.5
"""From this similarity on, a new text is taken for another wording of one that is gone."""
TOKEN = re.compile(r"\w+(?:[-'’.]\w+)*|\s+|[^\w\s]")

Found = tuple[str, Message]
"""A message, after its page."""


class ChangeKind(StrEnum):
    """What became of the English of a message."""

    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the English: ``before`` is empty if it is new, ``after`` if it is gone.

    ``line`` is that of the message in the catalog, from 1. ``state`` is ``translated``,
    ``fuzzy`` or ``missing``, and empty for what is gone, which keeps the translation that it
    had, and the line at which it was then.
    """

    kind: ChangeKind
    page: str
    line: int
    before: str
    after: str
    translation: str
    state: str

    @property
    def is_gone(self) -> bool:
        """Whether the English is there no more."""
        return self.kind == ChangeKind.GONE


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
    still = {(page, _key(message)) for page, message in _messages(new)}
    removed = [
        (page, message) for page, message in _messages(old) if (page, _key(message)) not in still
    ]
    wordings = {
        id(after): before
        for page in new
        for after, before in _pairs(_on_page(page, added), _on_page(page, removed))
    }
    changes = []
    for found in added:
        before = wordings.get(id(found[1]))
        kind, text = (ChangeKind.CHANGED, english(before)) if before else (ChangeKind.NEW, "")
        changes.append(_change(kind, found, text, english(found[1]), _state(found[1])))
    reworded = set(map(id, wordings.values()))
    for found in gone:
        if id(found[1]) not in reworded:
            changes.append(_change(ChangeKind.GONE, found, english(found[1]), "", ""))
    return sorted(changes, key=lambda change: (change.page, change.is_gone, change.line))


def _change(kind: ChangeKind, found: Found, before: str, after: str, state: str) -> Change:
    page, message = found
    translation = " | ".join(filter(None, message.forms))
    return Change(kind, page, message.line, before, after, translation, state)


def english(message: Message) -> str:
    """Return the English of a message; that of a plural comes after a bar."""
    return " | ".join(filter(None, (message.msgid, message.plural)))


def compare_words(before: str, after: str) -> list[Piece]:
    """Return the pieces of both texts, word by word."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    pieces: list[Piece] = []
    deleted, added = "", ""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for sign, first, end, start, stop in matcher.get_opcodes():
        was, now = "".join(old[first:end]), "".join(new[start:stop])
        # A space between two changed words is no reason to show them as two changes.
        if sign != "equal" or (was.isspace() and (deleted or added) and end < len(old)):
            deleted, added = deleted + was, added + now
            continue
        pieces += _differing(deleted, added)
        pieces.append(Piece(" ", was))
        deleted, added = "", ""
    return [*pieces, *_differing(deleted, added)]


def _differing(deleted: str, added: str) -> list[Piece]:
    pieces = [Piece("-", deleted), Piece("+", added)]
    if deleted == added:
        # Only a space that was kept.
        pieces = [Piece(" ", deleted)]
    return [piece for piece in pieces if piece.text]


def _messages(catalogs: Catalogs) -> Iterator[Found]:
    for page, catalog in catalogs.items():
        yield from ((page, message) for message in catalog.live)


def _only_in(these: Catalogs, those: Catalogs) -> list[Found]:
    there = {_key(message) for _, message in _messages(those)}
    return [found for found in _messages(these) if _key(found[1]) not in there]


def _on_page(page: str, found: Sequence[Found]) -> list[Message]:
    return [message for there, message in found if there == page]


def _key(message: Message) -> tuple[str | None, str]:
    return message.context, english(message)


def _pairs(
    added: Sequence[Message], removed: Sequence[Message]
) -> Iterator[tuple[Message, Message]]:
    """Yield what belongs together: what a catalog says itself, and then what is similar."""
    by_text = {message.msgid: message for message in removed}
    new, taken = [], set()
    for message in added:
        if before := by_text.pop(message.previous.msgid or "", None):
            taken.add(id(before))
            yield message, before
        else:
            new.append(message)
    old = [message for message in removed if id(message) not in taken]
    texts = [[english(message)] for message in old]
    similar = best_pairs([english(message) for message in new], texts, LEAST_SIMILARITY)
    yield from ((new[first], old[second]) for first, second in similar)


def _state(message: Message) -> str:
    if not all(text.strip() for text in message.forms):
        return "missing"
    return "fuzzy" if message.is_fuzzy else "translated"


SHORT = 4
"""Words of a text that is compared by its letters, since one word is much of it."""
WORD = re.compile(r"\w+")
Bag = frozenset[tuple[str, int]]


def best_pairs(
    new: Sequence[str], old: Sequence[Sequence[str]], threshold: float
) -> Iterator[tuple[int, int]]:
    """Yield pairs of numbers of a new and an old text, the likest first, each number once.

    An old text may have had several wordings. Likeness is from 0 to 1, at least ``threshold``.
    """
    wordings = [(second, (text, _bag(text))) for second, each in enumerate(old) for text in each]
    found = []
    for first, text in enumerate(new):
        wording = text, _bag(text)
        for second, other in wordings:
            if (likeness := _likeness(wording, other, threshold)) >= threshold:
                found.append((-likeness, first, second))
    taken_new: set[int] = set()
    taken_old: set[int] = set()
    for _likeness_of_pair, first, second in sorted(found):
        if first not in taken_new and second not in taken_old:
            taken_new.add(first)
            taken_old.add(second)
            yield first, second


def _bag(text: str) -> Bag:
    """Return the words of ``text``, the second of the same word as another one."""
    counts = Counter(word.casefold() for word in WORD.findall(text))
    return frozenset((word, number) for word, most in counts.items() for number in range(most))


def _likeness(new: tuple[str, Bag], old: tuple[str, Bag], threshold: float) -> float:
    (text, bag), (other, others) = new, old
    total = len(bag) + len(others)
    if 2 * min(len(bag), len(others)) < threshold * total:
        return 0.0
    if min(len(bag), len(others)) <= SHORT:
        # What is as short as this has few letters to compare.
        return SequenceMatcher(None, other, text, autojunk=False).ratio()
    # The coefficient of Dice: words that both have, by words in all.
    return 2 * len(bag & others) / total
