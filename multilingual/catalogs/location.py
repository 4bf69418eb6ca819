"""Where a message stands on its page, as the ``#.`` lines of its entry say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from multilingual.catalogs.message import Catalog, Message, Translation
from multilingual.catalogs.reader import CatalogError, read_catalog

HEADING = "heading"
SAFETY = "safety"


@dataclass(frozen=True, slots=True)
class Location:
    """The title in English of the question that a message stands in, and its kind of text.

    Both are empty where the catalog does not say it.
    """

    question: str = ""
    kind: str = ""

    @property
    def is_safety(self) -> bool:
        """Whether the message names a danger."""
        return SAFETY in self.kind


def locations_of(page: str, messages: Sequence[Message | Translation]) -> list[Location]:
    """Return the place of each of the messages of a page, which together are all it has.

    A message that stands in several places has them all, those that name a danger first.
    """
    titles = {
        label: one.msgid
        for one in messages
        for label, kind in _uses(page, one)
        if kind.startswith(HEADING)
    }
    found = []
    for one in messages:
        uses = list(_uses(page, one))
        questions = (titles.get(label, "") for label, _kind in uses if label)
        kinds = sorted((kind for _label, kind in uses), key=lambda kind: SAFETY not in kind)
        found.append(Location(_each_once(questions), _each_once(kinds)))
    return found


def names_danger(message: Translation, catalog: Catalog) -> bool:
    """Return whether the comment of a message says so, in this language or in another one.

    ``make update`` writes the comment, and whoever edits a catalog could delete it.
    """
    if locations_of(catalog.page, [message])[0].is_safety:
        return True
    return any(
        one.key == message.key and place.is_safety
        for path in sorted(catalog.folder.parent.glob(f"*/LC_MESSAGES/{catalog.page}.po"))
        for one, place in _placed(path, catalog)
    )


def _placed(path: Path, catalog: Catalog) -> Iterator[tuple[Message, Location]]:
    # One that cannot be read is told where it stands.
    with suppress(OSError, CatalogError):
        messages = list(read_catalog(path, catalog.root, catalog.code).live)
        yield from zip(messages, locations_of(catalog.page, messages), strict=True)


def _uses(page: str, message: Message | Translation) -> Iterator[tuple[str, str]]:
    """Yield the label and the kind of each use: ``page / label / kind`` or ``page / kind``."""
    for line in message.about.split("\n"):
        match line.split(" / "):
            case [name, kind] if name == page:
                yield "", kind
            case [name, label, kind] if name == page:
                yield label, kind


def _each_once(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(filter(None, texts)))
