"""Merge two edits of a catalog message by message, as git's merge driver for ``.po`` files.

git merges lines, and so finds conflicts where two people translated neighbouring messages. Here
a conflict is only what two people wrote differently into the same message. It is left in the
file between git's markers, with both texts, and no build reads the file until it is mended.

https://git-scm.com/docs/gitattributes#_defining_a_custom_merge_driver
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from multilingual.catalogs.header import is_machine_draft
from multilingual.catalogs.message import Catalog, Message, MessageKey
from multilingual.catalogs.reader import read_catalog
from multilingual.catalogs.writer import canonical, sorted_flags, text_of

Key = tuple[MessageKey, tuple[object, ...] | None]
"""The context and the English of a message; of an obsolete one all that is said of it, too.

A catalog can have many obsolete messages of the same English, and each of them is kept.
"""
Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of a merge; the catalog has our text where there is a conflict.

    ``conflicts`` are the messages into which two people wrote different things, as they have it.
    """

    catalog: Catalog
    conflicts: Mapping[Key, Message]

    @property
    def text(self) -> str:
        """The text of the file, with both texts of each conflict between git's markers."""
        header = text_of(replace(self.catalog, messages=()))
        return "\n".join([header, *map(self._block, self.catalog.messages)])

    def _block(self, message: Message) -> str:
        theirs = self.conflicts.get(_key(message))
        if theirs is None:
            return _block(message)
        return f"<<<<<<< ours\n{_block(message)}=======\n{_block(theirs)}>>>>>>> theirs\n"


def read_side(path: Path) -> Catalog:
    """Return a catalog in the canonical form; an empty file is one without messages.

    Raises ``CatalogError``.
    """
    # git gives an empty file where a side has none.
    return canonical(Catalog() if not path.read_bytes().strip() else read_catalog(path))


def merge_catalogs(base: Catalog, ours: Catalog, theirs: Catalog) -> Merged:
    """Return the union of two edits of ``base``, all three in the canonical form.

    A message that one side has deleted is gone if the other left it as it was.
    """
    before, left, right = (_by_key(side) for side in (base, ours, theirs))
    merged: list[Message] = []
    conflicts: dict[Key, Message] = {}
    for key in _in_order(before, left, right):
        old, mine, other = before.get(key), left.get(key), right.get(key)
        if mine is None or other is None:
            there = mine or other
            # Deleted on one side, and as it was on the other.
            if there is not None and not (old is not None and _said(old) == _said(there)):
                merged.append(there)
            continue
        message, is_conflict = _merge_messages(old, mine, other)
        merged.append(message)
        if is_conflict:
            conflicts[key] = _with_translation(message, other)
    catalog = Catalog(
        merged,
        _merge_headers(base.fields, ours.fields, theirs.fields),
        _merge_lines(base.notes, ours.notes, theirs.notes),
    )
    return Merged(canonical(catalog), conflicts)


def _by_key(catalog: Catalog) -> dict[Key, Message]:
    return {_key(message): message for message in catalog.messages}


def _key(message: Message) -> Key:
    return (message.key, _said(message) if message.is_obsolete else None)


def _in_order(
    base: Mapping[Key, object], ours: Mapping[Key, object], theirs: Mapping[Key, object]
) -> list[Key]:
    """Return all keys in the order of who moved them, each other one behind its neighbour."""
    first, second = ours, theirs
    if [key for key in ours if key in base] == [key for key in base if key in ours]:
        first, second = theirs, ours
    order = list(first)
    for before, key in pairwise([None, *second]):
        if key is not None and key not in first:
            order.insert(order.index(before) + 1 if before in order else 0, key)
    return order


def _merge_messages(base: Message | None, ours: Message, theirs: Message) -> tuple[Message, bool]:
    chosen, is_conflict = _choose(base, ours, theirs, _translation)
    if is_conflict and not (ours.has_words and theirs.has_words):
        # Who has written nothing cannot contradict.
        chosen, is_conflict = (ours if ours.has_words else theirs), False
    before, left, right = base or Message(), {*ours.flags}, {*theirs.flags}
    place, _ = _choose(base, ours, theirs, lambda message: (message.about, message.places))
    merged = replace(
        ours,
        notes=_merge_lines(before.notes, ours.notes, theirs.notes),
        flags=sorted_flags((left & right) | ((left ^ right) - {*before.flags})),
        about=place.about,
        places=place.places,
    )
    return _with_translation(merged, chosen), is_conflict


def _choose(
    base: Message | None, ours: Message, theirs: Message, part: Callable[[Message], Part]
) -> tuple[Message, bool]:
    """Return the message whose ``part`` counts, and whether both have changed it differently."""
    mine, other = part(ours), part(theirs)
    old = part(base) if base is not None else None
    if other in (mine, old):
        return ours, False
    if mine == old:
        return theirs, False
    return ours, True


def _translation(message: Message) -> tuple[object, ...]:
    return (message.plural, *message.forms, message.is_fuzzy, *message.previous)


def _said(message: Message) -> tuple[object, ...]:
    return (*_translation(message), message.notes, frozenset(message.flags))


def _with_translation(message: Message, said: Message) -> Message:
    """Return ``message`` with the translation of ``said``, and fuzzy as that is."""
    marked = message.marked(is_fuzzy=said.is_fuzzy)
    return replace(marked, plural=said.plural, forms=said.forms, previous=said.previous)


def _merge_lines(base: str, ours: str, theirs: str) -> str:
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    return "\n".join(dict.fromkeys([*ours.splitlines(), *theirs.splitlines()]))


def _merge_headers(
    base: Mapping[str, str], ours: Mapping[str, str], theirs: Mapping[str, str]
) -> dict[str, str]:
    merged = dict(ours)
    for name in dict.fromkeys([*base, *ours, *theirs]):
        old, mine, other = base.get(name), ours.get(name), theirs.get(name)
        chosen = other if mine == old else mine
        if mine not in (other, old) and other != old:
            # Never more than is true: what a machine has made stays a machine's.
            values = [value for value in (mine, other) if value is not None]
            chosen = next(filter(is_machine_draft, values), values[0])
        if chosen is None:
            merged.pop(name, None)
        else:
            merged[name] = chosen
    return merged


def _block(message: Message) -> str:
    # After the header, which is written first.
    return text_of(Catalog([message])).partition("\n\n")[2]
