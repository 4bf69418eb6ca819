"""Where a message stands on its page, as the ``#.`` lines of its entry say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from multilingual.catalogs.language_folder import LanguageFolder
from multilingual.catalogs.message import Catalog, Message, Translation
from multilingual.catalogs.reader import read_catalogs

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
    languages = (catalog.language, *catalog.language.others)
    return any(
        other.key == message.key and location.is_safety
        for language in languages
        for other, location in language.once(_located).get(catalog.page, ())
    )


def _located(language: LanguageFolder) -> Mapping[str, Sequence[tuple[Message, Location]]]:
    """Return the messages of each page with their locations."""
    every = language.once(read_catalogs).items()
    return {
        page: list(zip(catalog.live, locations_of(page, catalog.live), strict=True))
        for page, catalog in every
    }


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
