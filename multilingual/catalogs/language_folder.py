"""A folder of ``locale/``: the one place that knows which files a language may have.

Nothing is read here. ``once`` keeps what was read for whoever asks next.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from multilingual.files import LARGEST, name_in
from multilingual.findings import ReportedError, printable
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
LISTS = (TERMS, WORDS, NUMBERS, SEARCH, WAIVERS)
FILES = (*LISTS, REVIEWS, DESCRIPTION)
"""All that may stand beside the catalogs."""
NAME = re.compile(r"\w[\w-]{0,99}")
"""A part of the name of a page."""
RESERVED = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)\d)(?:\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices, whatever their ending."""
LEFTOVER = re.compile(
    r"\.DS_Store|\._.*|Thumbs\.db|desktop\.ini|\..*\.sw[a-p]|.*~|#.*#|\.~lock\..*#"
    r"|\..*\.new|.*\.po\.new"
)
"""What file managers, editors and commands of ours that were killed leave."""
DEEPEST, MOST_STRAYS = 10, 100
"""How many folders are looked into one in another, and of how many files it is told."""

LINK = "This is a link, which can lead to any file of a machine. Put the file itself here."
NO_FILE = "This is no file. Delete it."
HIDDEN = "This is hidden, and nobody reads it. Delete it."
NOT_ON_WINDOWS = "On Windows no file can have this name. Delete it, or rename it."
TWIN = "Its name is another's but for capital letters: many systems hold but one. Delete it."
LARGE = f"This file has more than {LARGEST // 10**6} MB and was not read. Make it smaller."
DEEP = "This folder is in too many others. Move it out of locale."
UNREAD = "Nobody reads this file. Delete it, or move it out of locale."
NO_LANGUAGE = "A language folder is named by a code such as es or pt_BR. Rename it."
NO_FOLDER = "Only folders of languages may stand here. Delete it, or move it out of locale."

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
        return name_in(self.root, path)

    def catalog_path(self, page: str) -> Path:
        """Return where the catalog of a page is, or would be."""
        return self.path / CATALOGS / f"{page}.po"

    @cached_property
    def contents(self) -> Contents:
        """What stands in it, and what may not."""
        return contents_of(self.path)

    @cached_property
    def catalogs(self) -> dict[str, Path]:
        """The catalogs that are there, by page, in the order of their names."""
        return {page_of(path): path for path in self.contents.catalogs}

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
        return [self.sibling(code) for code in codes if CODE.fullmatch(code)]

    @cached_property
    def parent(self) -> LanguageFolder | None:
        """The folder of the language that this one is a variant of, if there is one."""
        codes = catalog_codes(self.code)[1:]
        there = (code for code in codes if (self.path.parent / code).is_dir())
        code = next(there, None)
        return self.sibling(code) if code else None

    def sibling(self, code: str) -> LanguageFolder:
        """Return the folder of another language of the project."""
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


@dataclass(frozen=True, slots=True, order=True)
class Stray:
    """What may not stand in the folder of a language or beside it, and what to do."""

    path: Path
    fault: str


class StrayError(ReportedError):
    """What may not stand among the languages of the project in ``root``, a line each."""

    def __init__(self, strays: Iterable[Stray], root: Path) -> None:
        names = [(stray.path.relative_to(root).as_posix(), stray.fault) for stray in strays]
        super().__init__("\n".join(f"{printable(name)}:1: {fault}" for name, fault in names))


@dataclass(frozen=True, slots=True)
class Contents:
    """What stands in the folder of a language, each sorted.

    ``leftovers`` are of programs that everybody uses, which put them there by themselves. Nobody
    opens them, and they are in no commit.
    """

    catalogs: list[Path] = field(default_factory=list)
    strays: list[Stray] = field(default_factory=list)
    leftovers: list[Path] = field(default_factory=list)


def contents_of(folder: Path) -> Contents:
    """Return what stands in the folder of a language (``locale/es``).

    No link is followed, and no file is opened: what a link points to can be any file of the
    machine.
    """
    found = Contents()
    if folder.is_symlink():
        found.strays.append(Stray(folder, LINK))
        return found
    places = [folder]
    while places and len(found.strays) < MOST_STRAYS:
        place = places.pop()
        entries = _entries(place)
        folded = Counter(_fold(entry.name) for entry in entries)
        for entry in entries:
            path = place / entry.name
            parts = path.relative_to(folder).parts
            right = CATALOGS if place == folder and entry.name == CATALOGS else _fold(entry.name)
            is_twin = folded[_fold(entry.name)] > 1 and entry.name != right
            is_folder = entry.is_dir(follow_symlinks=False)
            if _is_leftover(entry, parts):
                found.leftovers.append(path)
            elif fault := TWIN if is_twin else _fault_of(entry, parts):
                found.strays.append(Stray(path, fault))
            elif is_folder:
                places.append(path)
            elif len(parts) > 1:
                found.catalogs.append(path)
    for paths in (found.catalogs, found.strays, found.leftovers):
        paths.sort()
    del found.strays[MOST_STRAYS:]
    return found


def strays_beside(locale_dir: Path) -> list[Stray]:
    """Return what may not stand in ``locale/`` itself, beside the folders of the languages."""
    if locale_dir.is_symlink():
        return [Stray(locale_dir, LINK)]
    found = []
    for entry in _entries(locale_dir):
        is_folder = entry.is_dir(follow_symlinks=False)
        fault = NO_LANGUAGE if is_folder and CODE.fullmatch(entry.name) is None else ""
        if entry.is_symlink():
            fault = LINK
        elif not is_folder:
            fault = NO_FOLDER
        elif entry.name.startswith("."):
            fault = HIDDEN if _entries(locale_dir / entry.name) else ""
        elif RESERVED.fullmatch(entry.name):
            fault = NOT_ON_WINDOWS
        if fault and not _is_leftover(entry, (entry.name,)):
            found.append(Stray(locale_dir / entry.name, fault))
    return found


def _entries(place: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(place) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return []


def _fold(name: str) -> str:
    """Return ``name`` as file systems that take capital letters for small ones compare it."""
    return unicodedata.normalize("NFC", name).casefold()


def _is_leftover(entry: os.DirEntry[str], parts: Sequence[str]) -> bool:
    if entry.is_symlink():
        # Emacs marks with it what is being edited.
        return entry.name.startswith(".#") and not os.path.exists(entry.path)  # noqa: PTH110
    is_compiled = parts[0] == CATALOGS and entry.name.endswith(".mo")
    is_left = is_compiled or LEFTOVER.fullmatch(entry.name) is not None
    return is_left and entry.is_file(follow_symlinks=False)


def _fault_of(entry: os.DirEntry[str], parts: Sequence[str]) -> str | None:
    """Return why ``entry`` may not stand where it does, in the folder of a language."""
    is_folder, is_file = (look(follow_symlinks=False) for look in (entry.is_dir, entry.is_file))
    faults = {
        LINK: entry.is_symlink(),
        NO_FILE: not is_folder and not is_file,
        HIDDEN: is_file and any(part.startswith(".") for part in parts),
        NOT_ON_WINDOWS: any(map(RESERVED.fullmatch, parts)),
        DEEP: is_folder and len(parts) > DEEPEST,
        UNREAD: is_file and not _is_known(*parts),
        # Of a catalog that is too large, its reader tells.
        LARGE: len(parts) == 1 and is_file and entry.stat().st_size > LARGEST,
    }
    return next((fault for fault, is_so in faults.items() if is_so), None)


def _is_known(first: str, *rest: str) -> bool:
    """Return whether a file of this place and name can be a list, or the catalog of a page."""
    if not rest:
        return first in FILES
    names = (*rest[:-1], rest[-1].removesuffix(".po"))
    # A folder of that name within another would give two catalogs one page.
    is_page = all(map(NAME.fullmatch, names)) and CATALOGS not in names
    return first == CATALOGS and rest[-1].endswith(".po") and is_page


def catalogs_in(folder: Path) -> list[Path]:
    """Return the catalogs of a language (``locale/es``), in the order of their names."""
    return contents_of(folder).catalogs


def page_of(path: Path) -> str:
    """Return the page whose catalog is at ``path`` (``locale/es/LC_MESSAGES/index.po``)."""
    folder = next(parent for parent in path.parents if parent.name == CATALOGS)
    return path.relative_to(folder).with_suffix("").as_posix()


def is_strange(path: Path, folder: Path) -> bool:
    """Return whether ``path`` leads through a link, or has a name that no page has."""
    parts = path.relative_to(folder).with_suffix("").parts
    places = [folder, *(folder.joinpath(*parts[:end]) for end in range(1, len(parts))), path]
    named = all(NAME.fullmatch(part) for part in parts)
    return not named or any(place.is_symlink() for place in places)
