"""All that a language has ever said: what each of its catalogs holds, obsolete entries too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import polib


class Key(NamedTuple):
    """What gettext finds a message by, and whether it has plural forms."""

    msgctxt: str | None
    msgid: str
    has_forms: bool


class Held(NamedTuple):
    """An entry, and the page in whose catalog it stands."""

    page: str
    entry: polib.POEntry


class Memory:
    """The entries of a language that hold something of a person's or a machine's."""

    def __init__(self, catalogs: Mapping[str, polib.POFile]) -> None:
        self._held = [
            Held(page, entry)
            for page, catalog in sorted(catalogs.items())
            for entry in catalog
            if is_worth_keeping(entry)
        ]
        self._by_key: dict[Key, list[Held]] = defaultdict(list)
        for held in self._held:
            self._by_key[key_of(held.entry)].append(held)

    def __iter__(self) -> Iterator[Held]:
        return iter(self._held)

    def exact(self, key: Key) -> Sequence[Held]:
        """Return all that was ever said for just this English."""
        return self._by_key.get(key, ())


def key_of(entry: polib.POEntry) -> Key:
    return Key(entry.msgctxt, entry.msgid, bool(entry.msgid_plural))


def translations_of(entry: polib.POEntry) -> tuple[str, ...]:
    """Return the translation, or its plural forms in their order."""
    if entry.msgid_plural:
        return tuple(text for _form, text in sorted(entry.msgstr_plural.items()))
    return (entry.msgstr,)


def english_of(entry: polib.POEntry) -> str:
    """Return all English of a message: its plural stands on a line of its own."""
    return _joined(entry.msgid, entry.msgid_plural)


def step_of(entry: polib.POEntry) -> tuple[str, str]:
    """Return the English that a fuzzy entry was translated from, and that of now."""
    return _joined(entry.previous_msgid, entry.previous_msgid_plural), english_of(entry)


def _joined(msgid: str | None, plural: str | None) -> str:
    return f"{msgid or ''}\n{plural}" if plural else msgid or ""


def has_words(entry: polib.POEntry) -> bool:
    """Return whether anything of ``entry`` is translated."""
    return any(translations_of(entry))


def is_worth_keeping(entry: polib.POEntry) -> bool:
    """Return whether a translator has written anything here, be it a comment."""
    return has_words(entry) or bool(entry.tcomment)
