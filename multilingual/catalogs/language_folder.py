"""A folder of ``locale/``: the one place that knows which files a language may have.

Nothing is read here. ``once`` keeps what was read for whoever asks next.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from multilingual.languages import CODE, DESCRIPTION, SOURCE_CODE, catalog_codes

CATALOGS = "LC_MESSAGES"
"""The folder of the catalogs, in that of the language."""
CATALOG = re.compile(rf"(?:.*/)?(?P<code>\w+)/{CATALOGS}/(?P<page>.+)\.po")
"""The name of a catalog (``locale/es/LC_MESSAGES/index.po``)."""
INTERFACE_CATALOG = "sphinx"
"""The name of the catalog of the words around the pages, which hold no reStructuredText.

It is that of Sphinx's own, so that Sphinx takes its words from there. No page can have it.
"""
TERMS, WORDS, NUMBERS, SEARCH = "terms.csv", "words.csv", "numbers.csv", "search.csv"
REVIEWS, WAIVERS = "reviews.toml", "waivers.csv"
FILES = (TERMS, WORDS, NUMBERS, SEARCH, WAIVERS, REVIEWS, DESCRIPTION)
"""All that may stand beside the catalogs."""
OF_PAGES = (CATALOGS, SEARCH, TERMS, NUMBERS, WAIVERS)
"""Those that the pages of a language are made from."""
NAME = re.compile(r"\w[\w-]{0,99}")
"""A part of the name of a page."""

T = TypeVar("T")


class LanguageFolder:
    """The folder ``locale/<code>`` of a project in ``root``, whether it is there or not.

    Those of one project are made by its first, so that each file is read once in a run.
    """

    def __init__(self, path: Path, root: Path, family: dict[str, LanguageFolder] | None = None):
        self.path, self.root, self.code = path, root, path.name
        self._family = {} if family is None else family
        self._family[self.code] = self
        self._kept: dict[Callable[[LanguageFolder], Any], Any] = {}

    @classmethod
    def of(cls, catalog: Path, root: Path | None = None) -> LanguageFolder:
        """Return the folder of the catalog at a path (``locale/es/LC_MESSAGES/index.po``)."""
        names = [folder.name for folder in catalog.parents]
        path = catalog.parents[names.index(CATALOGS) + 1 if CATALOGS in names else 0]
        return cls(path, root or path.parent.parent)

    def once(self, read: Callable[[LanguageFolder], T]) -> T:
        """Return what ``read`` returns of this folder; it is called the first time alone."""
        if read not in self._kept:
            self._kept[read] = read(self)
        kept: T = self._kept[read]
        return kept

    def shown(self, path: Path) -> str:
        """Return a path as findings show it: from the folder of the project."""
        return (path.relative_to(self.root) if path.is_relative_to(self.root) else path).as_posix()

    def catalog_path(self, page: str) -> Path:
        """Return where the catalog of a page is, or would be."""
        return self.path / CATALOGS / f"{page}.po"

    @cached_property
    def catalogs(self) -> dict[str, Path]:
        """The catalogs that are there, by page, in the order of their names."""
        return {page_of(path): path for path in catalogs_in(self.path)}

    def list_path(self, name: str) -> Path:
        """Return where a list is.

        A language of a country (es_MX) has that of the language (es) if it has none of its own.
        """
        folders = (self.path, *(self.path.parent / code for code in catalog_codes(self.code)))
        paths = [folder / name for folder in folders]
        return next((path for path in paths if path.is_file()), paths[0])

    @cached_property
    def others(self) -> Sequence[LanguageFolder]:
        """The folders of the other languages, by code."""
        there = self.path.parent
        names = sorted(folder.name for folder in there.iterdir()) if there.is_dir() else ()
        codes = (name for name in names if name not in (self.code, SOURCE_CODE))
        return [self._sibling(code) for code in codes if CODE.fullmatch(code)]

    @cached_property
    def parent(self) -> LanguageFolder | None:
        """The folder of the language that this one is a variant of, if there is one."""
        codes = catalog_codes(self.code)[1:]
        there = (code for code in codes if (self.path.parent / code).is_dir())
        code = next(there, None)
        return self._sibling(code) if code else None

    def _sibling(self, code: str) -> LanguageFolder:
        known = self._family.get(code)
        return known or LanguageFolder(self.path.parent / code, self.root, self._family)


class NoFolder(LanguageFolder):
    """The folder of a catalog that nobody knows the place of: nothing is there, or is kept."""

    def __init__(self) -> None:
        # Below what is no folder, nothing can be made.
        nothing = Path(os.devnull).absolute()
        super().__init__(nothing / "locale" / "nowhere", nothing)

    def once(self, read: Callable[[LanguageFolder], T]) -> T:
        """Return what ``read`` returns of no folder, new each time."""
        return read(self)


def catalogs_in(folder: Path) -> list[Path]:
    """Return the catalogs of a language (``locale/es``), in the order of their names.

    What a link points to can be any file of the machine, and is left out.
    """
    found = folder.glob(f"{CATALOGS}/**/*.po")
    return sorted(path for path in found if path.is_file() and not is_strange(path, folder))


def page_of(path: Path) -> str:
    """Return the page whose catalog is at ``path`` (``locale/es/LC_MESSAGES/index.po``)."""
    folder = next(parent for parent in path.parents if parent.name == CATALOGS)
    return path.relative_to(folder).with_suffix("").as_posix()


def strange_files(folder: Path) -> list[Path]:
    """Return what is named like a catalog, or holds one, and is left out."""
    found = sorted(folder.glob(f"{CATALOGS}/**/*.po"))
    return [path for path in found if is_strange(path, folder) or not path.is_file()]


def is_strange(path: Path, folder: Path) -> bool:
    """Return whether ``path`` leads through a link, or has a name that no page has."""
    parts = path.relative_to(folder).with_suffix("").parts
    places = [folder, *(folder.joinpath(*parts[:end]) for end in range(1, len(parts))), path]
    named = all(NAME.fullmatch(part) for part in parts)
    return not named or any(place.is_symlink() for place in places)
