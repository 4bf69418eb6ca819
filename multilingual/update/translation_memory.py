"""All that a language has ever said: what each of its catalogs holds, obsolete messages too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from multilingual.catalogs.message import Catalog, Message, MessageKey


class Held(NamedTuple):
    """A message, and the page in whose catalog it stands."""

    page: str
    message: Message


class Memory:
    """The messages of a language that hold something of a person's or a machine's."""

    def __init__(self, catalogs: Mapping[str, Catalog]) -> None:
        self._held = [
            Held(page, message)
            for page, catalog in sorted(catalogs.items())
            for message in catalog.messages
            if message.is_worth_keeping
        ]
        self._by_key: dict[tuple[MessageKey, bool], list[Held]] = defaultdict(list)
        for held in self._held:
            self._by_key[held.message.key, bool(held.message.plural)].append(held)

    def __iter__(self) -> Iterator[Held]:
        return iter(self._held)

    def exact(self, key: MessageKey, *, has_forms: bool) -> Sequence[Held]:
        """Return all that was ever said for just this English, with plural forms or without."""
        return self._by_key.get((key, has_forms), ())

    def same_as(self, message: Message) -> Sequence[Held]:
        """Return all that was ever said for the English of ``message``."""
        return self.exact(message.key, has_forms=bool(message.plural))
