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

from multilingual.catalogs.canonical import canonical
from multilingual.catalogs.files import read_catalog, text_of

Key = tuple[str | None, str, bool]
"""The context and the English of a message, and whether it is obsolete."""
Part = TypeVar("Part")
MADE_BY_A_MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A message into which two people wrote different things."""

    ours: polib.POEntry
    theirs: polib.POEntry


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of a merge; the catalog has our text where there is a conflict."""

    catalog: polib.POFile
    conflicts: list[Conflict]

    @property
    def text(self) -> str:
        """The text of the file, with both texts of each conflict between git's markers."""
        text = text_of(self.catalog)
        for conflict in self.conflicts:
            ours, theirs = (_block(one) for one in (conflict.ours, conflict.theirs))
            marked = f"<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n"
            text = text.replace(f"\n{ours}", f"\n{marked}", 1)
        return text


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
    merged, conflicts = polib.POFile(), []
    merged.header = ours.header
    merged.metadata = _merge_headers(base.metadata, ours.metadata, theirs.metadata)
    for key in _in_order(left, right):
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
            conflicts.append(Conflict(entry, _with_translation(entry, other)))
    return Merged(canonical(merged), conflicts)


def _by_key(catalog: polib.POFile) -> dict[Key, polib.POEntry]:
    return {(one.msgctxt, one.msgid, bool(one.obsolete)): one for one in catalog}


def _in_order(ours: Mapping[Key, object], theirs: Mapping[Key, object]) -> list[Key]:
    """Return our keys, with each that only they have behind its neighbour there."""
    order = list(ours)
    for before, key in pairwise([None, *theirs]):
        if key is not None and key not in ours:
            order.insert(order.index(before) + 1 if before in order else 0, key)
    return order


def _merge_entries(
    base: polib.POEntry | None, ours: polib.POEntry, theirs: polib.POEntry
) -> tuple[polib.POEntry, bool]:
    chosen, is_conflict = _choose(base, ours, theirs, _translation)
    if is_conflict and not (any(_texts(ours)) and any(_texts(theirs))):
        # Who has written nothing cannot contradict.
        chosen, is_conflict = (ours if any(_texts(ours)) else theirs), False
    merged = _with_translation(ours, chosen)
    notes, differ = _choose(base, ours, theirs, lambda entry: entry.tcomment)
    merged.tcomment = _union(ours.tcomment, theirs.tcomment) if differ else notes.tcomment
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
    return (*_texts(entry), entry.fuzzy, entry.previous_msgid, entry.previous_msgid_plural)


def _texts(entry: polib.POEntry) -> list[str]:
    return [entry.msgstr, *(text for _, text in sorted(entry.msgstr_plural.items()))]


def _said(entry: polib.POEntry) -> tuple[object, ...]:
    return (*_translation(entry), entry.tcomment)


def _with_translation(entry: polib.POEntry, said: polib.POEntry) -> polib.POEntry:
    made = deepcopy(entry)
    made.msgstr, made.msgstr_plural = said.msgstr, dict(said.msgstr_plural)
    made.flags = list(said.flags)
    for name in ("previous_msgctxt", "previous_msgid", "previous_msgid_plural"):
        setattr(made, name, getattr(said, name))
    return made


def _union(ours: str, theirs: str) -> str:
    return "\n".join(dict.fromkeys([*ours.splitlines(), *theirs.splitlines()]))


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
    return next((one for one in given if MADE_BY_A_MACHINE in one), next(iter(given), None))


def _block(entry: polib.POEntry) -> str:
    catalog = polib.POFile()
    catalog.append(entry)
    # After the header, which polib writes first.
    return text_of(catalog).partition("\n\n")[2]
