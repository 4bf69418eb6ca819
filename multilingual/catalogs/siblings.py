"""What the catalogs of the same page hold in the other languages, which `make update` keeps alike.

This tells what a page has without a build of it: Sphinx need not run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from multilingual.catalogs.message import Catalog, Message, Translation
from multilingual.catalogs.reader import LARGEST, CatalogError, is_strange, read_catalog
from multilingual.languages import CODE, SOURCE_CODE

Key = tuple[str | None, str, str]
"""The context, the msgid and the plural of a message."""


@dataclass(frozen=True, slots=True)
class Sibling:
    """The catalog of a page in another language, ``code``.

    ``texts`` are the messages that are not obsolete, in their order, each with the forms that
    readers get, or with none.
    """

    code: str
    texts: Mapping[Key, tuple[str, ...]]


def siblings_of(catalog: Catalog) -> list[Sibling]:
    """Return the catalogs of the same page in the other folders of ``locale``, by code.

    What is broken or empty is left out: it is told where it stands.
    """
    folders = catalog.folder.parent.iterdir() if catalog.folder.parent.is_dir() else ()
    found = []
    for folder in sorted(folders):
        if folder.name in (catalog.folder.name, SOURCE_CODE) or not CODE.fullmatch(folder.name):
            continue
        path = folder / "LC_MESSAGES" / f"{catalog.page}.po"
        if texts := _texts_at(path, folder):
            found.append(Sibling(folder.name, texts))
    return found


def _texts_at(path: Path, folder: Path) -> Mapping[Key, tuple[str, ...]]:
    try:
        state = path.stat()
        if not path.is_file() or state.st_size > LARGEST or is_strange(path, folder):
            return {}
        return _read(path, state.st_size, state.st_mtime_ns)
    except OSError:
        return {}


# A run looks at each catalog once for each other language; the texts of a page are shared.
@lru_cache(maxsize=10_000)
def _read(path: Path, _size: int, _changed: int) -> Mapping[Key, tuple[str, ...]]:
    try:
        catalog = read_catalog(path)
    except CatalogError:
        return {}
    return {key_of(message): _forms(message) for message in catalog.live}


def key_of(message: Message | Translation) -> Key:
    return (*message.key, message.plural)


def _forms(message: Message) -> tuple[str, ...]:
    return () if message.is_fuzzy or not message.has_words else tuple(message.forms)
