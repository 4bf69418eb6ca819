"""The versions of a catalog: those of earlier commits of git, and two edits that it merges.

git merges lines, and so finds conflicts where two people translated neighbouring messages. Its
merge driver for ``.po`` files merges message by message: a conflict is only what two people wrote
differently into the same one. It is left in the file between git's markers, with both texts, and
no build reads the file until it is mended.

https://git-scm.com/docs/gitattributes#_defining_a_custom_merge_driver
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from multilingual.catalogs.header import is_machine_draft
from multilingual.catalogs.language_folder import CATALOG
from multilingual.catalogs.message import Catalog, CatalogError, Message, MessageKey
from multilingual.catalogs.reader import read_catalog
from multilingual.catalogs.writer import canonical, sorted_flags, text_of, told_apart
from multilingual.findings import printable, visible
from multilingual.git import (
    CloneError,
    GitError,
    changed_in,
    earlier_names,
    files_at,
    find_commit,
    renamed_since,
    show_file,
)

Key = tuple[MessageKey, tuple[object, ...] | None]
"""The context and the English of a message; of an obsolete one all that is said of it, too.

A catalog can have many obsolete messages of the same English, and each of them is kept.
"""
Part = TypeVar("Part")


# Earlier commits


def committed(root: Path, name: str, commit: str = "HEAD") -> Catalog:
    """Return a catalog as it is in a commit, the last one if none is named.

    Raises ``CloneError`` if it is not in there, and ``CatalogError``.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "old.po"
        path.write_bytes(show_file(root, name, commit))
        return read_catalog(path)


def committed_before(root: Path, folder: str) -> dict[Path, Catalog]:
    """Return the catalogs in ``folder`` that changed since the last commit, as they are there.

    They are by where they are, or were. Where there is no git, there are none.
    """
    found = {}
    with suppress(CloneError):
        for name in filter(CATALOG.fullmatch, changed_in(root, folder)):
            # One that is new is not in there.
            with suppress(GitError, CatalogError):
                found[root / name] = committed(root, name)
    return found


def earlier(root: Path, path: Path) -> Iterator[Catalog]:
    """Yield a catalog as it was in the last commits that changed it, the latest first.

    One whose page was renamed had another name before. Yields nothing where there is no git, and
    passes over what cannot be read.
    """
    name = path.relative_to(root).as_posix()
    with suppress(CloneError):
        for commit, then in dict.fromkeys(earlier_names(root, name)):
            with suppress(GitError, CatalogError):
                yield committed(root, then, commit)


def catalogs_at(root: Path, revision: str, folder: str) -> dict[str, Catalog]:
    """Return the catalogs in ``folder`` as they were in a revision of git, by page.

    A page that was renamed has the name of today.

    A day (2026-10-01) stands for the last commit before it. Raises ``CloneError`` for a revision
    that git does not know or one that cannot be read.
    """
    commit = find_commit(root, revision)
    today = renamed_since(root, commit, folder)
    found = {}
    for name in filter(CATALOG.fullmatch, files_at(root, commit, folder)):
        now = today.get(name, name).removeprefix(f"{folder}/").removesuffix(".po")
        try:
            found[now] = committed(root, name, commit)
        except CatalogError as error:
            there = (
                f"{printable(revision)}:{printable(name)}:{error.line}: {visible(error.message)}"
            )
            raise CloneError(f"{there} Name another revision.") from None
    return found


# A merge


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
        return "\n".join([header, *map(self._block, told_apart(self.catalog.messages))])

    def _block(self, message: Message) -> str:
        theirs = self.conflicts.get(_key(message))
        if theirs is None:
            return _block(message)
        return f"<<<<<<< ours\n{_block(message)}=======\n{_block(theirs)}>>>>>>> theirs\n"


def read_side(path: Path) -> Catalog:
    """Return a catalog in the canonical form; an empty file is one without messages.

    Raises ``CatalogError``, for one of which a message cannot be read, too.
    """
    # git gives an empty file where a side has none.
    side = Catalog() if not path.read_bytes().strip() else read_catalog(path)
    for damage in side.damage:
        raise CatalogError(path, damage.line, damage.fault)
    return canonical(side)


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
