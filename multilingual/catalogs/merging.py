"""Merge two edits of a catalog message by message, as git's merge driver for ``.po`` files.

git merges lines, and so finds conflicts where two people translated neighbouring messages. Here
a conflict is only what two people wrote differently into the same message. It is left in the
file between git's markers, with both texts, and no build reads the file until it is mended.

https://git-scm.com/docs/gitattributes#_defining_a_custom_merge_driver
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import polib

from multilingual.catalogs.canonical_form import canonical
from multilingual.catalogs.files import read_catalog, text_of
from multilingual.catalogs.memory import has_words, translations_of
from multilingual.catalogs.origin import is_machine_draft

Key = tuple[str | None, str, tuple[object, ...] | None]
"""The context and the English of a message; of an obsolete one all that is said of it, too.

A catalog can have many obsolete messages of the same English, and each of them is kept.
"""
Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Conflict:
    """A message into which two people wrote different things."""

    ours: polib.POEntry
    theirs: polib.POEntry


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of a merge; the catalog has our text where there is a conflict."""

    catalog: polib.POFile
    conflicts: Mapping[Key, Conflict]

    @property
    def text(self) -> str:
        """The text of the file, with both texts of each conflict between git's markers."""
        empty = polib.POFile()
        empty.header, empty.metadata = self.catalog.header, self.catalog.metadata
        blocks = [text_of(empty), *(self._block(entry) for entry in self.catalog)]
        return "\n".join(blocks)

    def _block(self, entry: polib.POEntry) -> str:
        conflict = self.conflicts.get(_key(entry))
        if conflict is None:
            return _block(entry)
        ours, theirs = _block(conflict.ours), _block(conflict.theirs)
        return f"<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n"


def read_side(path: Path) -> polib.POFile:
    """Return a catalog in the canonical form; an empty file is one without messages.

    Raises ``CatalogError``.
    """
    # git gives an empty file where a side has none.
    return canonical(polib.POFile() if not path.read_bytes().strip() else read_catalog(path))


def merge_catalogs(base: polib.POFile, ours: polib.POFile, theirs: polib.POFile) -> Merged:
    """Return the union of two edits of ``base``, all three in the canonical form.

    A message that one side has deleted is gone if the other left it as it was.
    """
    before, left, right = (_by_key(one) for one in (base, ours, theirs))
    merged = polib.POFile(check_for_duplicates=False)
    conflicts: dict[Key, Conflict] = {}
    merged.header = _merge_lines(base.header, ours.header, theirs.header)
    merged.metadata = _merge_headers(base.metadata, ours.metadata, theirs.metadata)
    for key in _in_order(before, left, right):
        old, mine, other = before.get(key), left.get(key), right.get(key)
        if mine is None or other is None:
            there = mine or other
            # Deleted on one side, and as it was on the other.
            if there is not None and not (old is not None and _said(old) == _said(there)):
                merged.append(there)
            continue
        entry, is_conflict = _merge_entries(old, mine, other)
        merged.append(entry)
        if is_conflict:
            conflicts[key] = Conflict(entry, _with_translation(entry, other))
    return Merged(canonical(merged), conflicts)


def _by_key(catalog: polib.POFile) -> dict[Key, polib.POEntry]:
    return {_key(entry): entry for entry in catalog}


def _key(entry: polib.POEntry) -> Key:
    return (entry.msgctxt, entry.msgid, _said(entry) if entry.obsolete else None)


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


def _merge_entries(
    base: polib.POEntry | None, ours: polib.POEntry, theirs: polib.POEntry
) -> tuple[polib.POEntry, bool]:
    chosen, is_conflict = _choose(base, ours, theirs, _translation)
    if is_conflict and not (has_words(ours) and has_words(theirs)):
        # Who has written nothing cannot contradict.
        chosen, is_conflict = (ours if has_words(ours) else theirs), False
    merged = _with_translation(ours, chosen)
    before = base or polib.POEntry()
    merged.tcomment = _merge_lines(before.tcomment, ours.tcomment, theirs.tcomment)
    merged.flags = _merge_flags(before.flags, ours.flags, theirs.flags)
    _set_fuzzy(merged, is_fuzzy=chosen.fuzzy)
    place, _ = _choose(base, ours, theirs, lambda entry: (entry.comment, entry.occurrences))
    merged.comment, merged.occurrences = place.comment, list(place.occurrences)
    return merged, is_conflict


def _choose(
    base: polib.POEntry | None,
    ours: polib.POEntry,
    theirs: polib.POEntry,
    part: Callable[[polib.POEntry], Part],
) -> tuple[polib.POEntry, bool]:
    """Return the entry whose ``part`` counts, and whether both have changed it differently."""
    mine, other = part(ours), part(theirs)
    old = part(base) if base is not None else None
    if other in (mine, old):
        return ours, False
    if mine == old:
        return theirs, False
    return ours, True


def _translation(entry: polib.POEntry) -> tuple[object, ...]:
    previous = (entry.previous_msgctxt, entry.previous_msgid, entry.previous_msgid_plural)
    return (entry.msgid_plural, *translations_of(entry), entry.fuzzy, *previous)


def _said(entry: polib.POEntry) -> tuple[object, ...]:
    return (*_translation(entry), entry.tcomment, frozenset(entry.flags))


def _with_translation(entry: polib.POEntry, said: polib.POEntry) -> polib.POEntry:
    made = deepcopy(entry)
    made.msgid_plural = said.msgid_plural
    made.msgstr, made.msgstr_plural = said.msgstr, dict(said.msgstr_plural)
    _set_fuzzy(made, is_fuzzy=said.fuzzy)
    for name in ("previous_msgctxt", "previous_msgid", "previous_msgid_plural"):
        setattr(made, name, getattr(said, name))
    return made


def _set_fuzzy(entry: polib.POEntry, *, is_fuzzy: bool) -> None:
    others = [flag for flag in entry.flags if flag != "fuzzy"]
    entry.flags = ["fuzzy", *others] if is_fuzzy else others


def _merge_lines(base: str, ours: str, theirs: str) -> str:
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    return "\n".join(dict.fromkeys([*ours.splitlines(), *theirs.splitlines()]))


def _merge_flags(base: Iterable[str], ours: Iterable[str], theirs: Iterable[str]) -> list[str]:
    """Return the flags besides fuzzy, which goes with the translation."""
    before, left, right = set(base), set(ours), set(theirs)
    merged = (left & right) | ((left ^ right) - before)
    return sorted(merged - {"fuzzy"})


def _merge_headers(
    base: Mapping[str, str], ours: Mapping[str, str], theirs: Mapping[str, str]
) -> dict[str, str]:
    merged = dict(ours)
    for name in dict.fromkeys([*base, *ours, *theirs]):
        old, mine, other = base.get(name), ours.get(name), theirs.get(name)
        if mine not in (other, old) and other != old:
            # Never more than is true: what a machine has made stays a machine's.
            chosen = _humbler([one for one in (mine, other) if one is not None])
        else:
            chosen = other if mine == old else mine
        if chosen is None:
            merged.pop(name, None)
        else:
            merged[name] = chosen
    return merged


def _humbler(values: Iterable[str]) -> str | None:
    given = list(values)
    return next((one for one in given if is_machine_draft(one)), next(iter(given), None))


def _block(entry: polib.POEntry) -> str:
    catalog = polib.POFile()
    catalog.append(entry)
    # After the header, which polib writes first.
    return text_of(catalog).partition("\n\n")[2]
