"""What the catalogs of the same page hold in the other languages, which `make update` keeps alike.

This tells what a page has without a build of it: Sphinx need not run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from multilingual.catalogs.language_folder import LanguageFolder
from multilingual.catalogs.message import Catalog, Message, Translation
from multilingual.catalogs.reader import read_catalogs

Key = tuple[str | None, str, str]
"""The context, the msgid and the plural of a message."""
Texts = Mapping[Key, tuple[str, ...]]
"""The messages of a catalog in their order, each with the forms that readers get, or with none."""


@dataclass(frozen=True, slots=True)
class Sibling:
    """The catalog of a page in another language."""

    language: LanguageFolder
    texts: Texts


def siblings_of(catalog: Catalog) -> list[Sibling]:
    """Return the catalogs of the same page in the other languages, by code.

    What is broken or empty is left out: it is told where it stands.
    """
    every = ((other, other.once(_texts).get(catalog.page)) for other in catalog.language.others)
    return [Sibling(other, texts) for other, texts in every if texts]


def _texts(language: LanguageFolder) -> Mapping[str, Texts]:
    return {
        page: {key_of(message): _forms(message) for message in catalog.live}
        for page, catalog in language.once(read_catalogs).items()
    }


def key_of(message: Message | Translation) -> Key:
    """Return what tells a message from the others of its page, its plural too."""
    return (*message.key, message.plural)


def _forms(message: Message) -> tuple[str, ...]:
    return () if message.is_fuzzy or not message.has_words else tuple(message.forms)
