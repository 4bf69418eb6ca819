"""A project: its folders, its languages, and what its ``conf.py`` says or is wrong with it."""

from __future__ import annotations

import re
import runpy
import traceback
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from gettext import NullTranslations
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from babel.localedata import exists

from multilingual.catalogs.language_folder import (
    INTERFACE_CATALOG,
    LanguageFolder,
    StrayError,
    strays_beside,
)
from multilingual.files import error_of_the_machine
from multilingual.findings import ReportedError, printable
from multilingual.languages import (
    CODE,
    SOURCE_CODE,
    Language,
    LanguageError,
    find_languages,
    locale_of,
)

LOCALE_DIRS = "locale_dirs"
"""Sphinx's setting; the first of its folders is that of the catalogs, as sphinx-intl reads it."""
ASSETS = "assets"
"""The folder of what is the same in all languages, on the site."""
OFFLINE_WORKER = "offline-worker.js"
"""The script above the languages that answers for those which a reader keeps on a phone."""
POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'"
)
"""What a page may load and run: files of the site, and small pictures in its stylesheet."""
USUAL_LOCALE_DIR = "locale"
"""That of a project that names none."""
DOWNLOADS = "downloads"
"""The folder of files to keep, in that of a language."""
ANSWERS = "q"
"""The folder of the pages of single questions, in that of a language."""
SITE_ADDRESS = re.compile(r"https?://[^\s/?#\"<>]+(?:/[^\s?#\"<>]*)?", re.IGNORECASE)
OF_THE_BUILD = "Set by the build:"
"""What begins the description of a setting that is not for ``conf.py``."""
OWN_WORDS = "multilingual_words"
"""The setting with what a site says in words of its own, by the package's English."""
NEAR = 0.75
"""From which likeness on a name counts as misspelt, from 0 to 1."""


@dataclass(frozen=True)
class Project:
    """Where a project has its parts, below ``root``, and what its ``conf.py`` says.

    Where it ``is_lenient``, a catalog that cannot be read is no reason not to build a language:
    the page is English.
    """

    root: Path
    conf: Mapping[str, Any]
    is_lenient: bool = False

    @classmethod
    def at(cls, root: Path, *, is_lenient: bool = False) -> Project:
        """Return the project whose ``conf.py`` is in ``root``. Raises ``ConfError``."""
        return cls(root.resolve(), run_conf(root / "conf.py"), is_lenient)

    @property
    def source(self) -> Path:
        """The folder of the English pages."""
        return self.root / "source"

    @property
    def build(self) -> Path:
        """The folder of everything that is made and can be deleted."""
        return self.root / "build"

    @property
    def compiled(self) -> Path:
        """The folder of the compiled catalogs."""
        return self.build / "mo"

    @property
    def locale(self) -> str:
        """The folder of the catalogs, relative to ``root``."""
        return Path(next(iter(self.conf.get(LOCALE_DIRS, ())), USUAL_LOCALE_DIR)).as_posix()

    def languages(self, refused: dict[str, str] | None = None) -> list[Language]:
        """Return the languages of the project, the source language first.

        ``refused`` takes the folders that cannot be used, which end a command otherwise.
        """
        overrides = self.conf.get("multilingual_languages", {})
        return find_languages(self.root / self.locale, overrides, refused)

    def translations(self) -> list[Language]:
        """Return the languages other than the one that the pages are written in."""
        return [language for language in self.languages() if not language.is_source]

    def usable_translations(self) -> tuple[list[Language], dict[str, str]]:
        """Return the other languages that can be used, and why other things in ``locale/`` cannot.

        These are by their path.
        """
        strays = strays_beside(self.root / self.locale)
        wrong = {one.path.relative_to(self.root).as_posix(): one.fault for one in strays}
        refused: dict[str, str] = {}
        known = [language for language in self.languages(refused) if not language.is_source]
        return known, {printable(path): fault for path, fault in (wrong | refused).items()}

    @cached_property
    def _folders(self) -> dict[str, LanguageFolder]:
        return {}

    def folder(self, code: str) -> LanguageFolder:
        """Return the folder of a language; what is read of it is kept as long as this project."""
        path = self.root / self.locale / code
        return self._folders.get(code) or LanguageFolder(path, self.root, self._folders)

    def refuse_strays(self, codes: Iterable[str] = ()) -> None:
        """Raise ``StrayError`` for what may not stand among the languages, or in those named."""
        strays = strays_beside(self.root / self.locale)
        strays += [stray for code in codes for stray in self.folder(code).contents.strays]
        if strays:
            raise StrayError(strays, self.root)

    def address(self, language: Language) -> str:
        """Return what the addresses of a language's pages begin with, nothing if none is known."""
        base = site_address(self.conf.get("html_baseurl", ""))
        return f"{base}/{language.tag}/" if base else ""

    def pages(self) -> set[str]:
        """Return the names of the English pages."""
        pages = (page.relative_to(self.source) for page in self.source.rglob("*.rst"))
        return {page.with_suffix("").as_posix() for page in pages}

    def catalog_names(self) -> set[str]:
        """Return the names of the catalogs of a translation: the pages, and what is around them."""
        return self.pages() | {INTERFACE_CATALOG}


def site_address(given: object) -> str:
    """Return the address of a site without a slash at its end, or nothing if ``given`` is none.

    Pages would lead nowhere with half of one.

    >>> site_address("https://example.org/faq/"), site_address("example.org")
    ('https://example.org/faq', '')
    """
    address = str(given).strip()
    return address.rstrip("/") if SITE_ADDRESS.fullmatch(address) else ""


def host_of(address: str) -> str:
    """Return the host of an address as it is written, nothing if it has none.

    >>> host_of("https://YOU.github.io:8000/faq/"), host_of("http://me@[::1]:80")
    ('YOU.github.io', '[::1]')
    """
    return re.sub(r":\d*$", "", urlsplit(address).netloc.rpartition("@")[2])


class OwnWords(NullTranslations):
    """Translates the words around pages, of which a site has some in words of its own."""

    def __init__(self, own: Mapping[str, str], inner: NullTranslations) -> None:
        super().__init__()
        self._own, self._inner = own, inner

    def gettext(self, message: str) -> str:
        return self._inner.gettext(self._own.get(message, message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        one, several = (self._own.get(text, text) for text in (msgid1, msgid2))
        return self._inner.ngettext(one, several, n)


class ConfError(ReportedError):
    """``conf.py`` cannot be run, as ``conf.py:line: error: what Python says`` and what to do."""


def run_conf(path: Path) -> Mapping[str, Any]:
    """Return the names that the ``conf.py`` at ``path`` gives.

    Raises ``ConfError``, and OSError if there is no such file or the machine is at fault.
    """
    path.stat()
    try:
        return runpy.run_path(str(path))
    except (Exception, SystemExit) as error:
        if error_of_the_machine(error) is not None:
            raise
        raise ConfError(fault_of_conf(path, error)) from error


def fault_of_conf(path: Path, error: BaseException) -> str:
    """Return what to tell of an ``error`` that the ``conf.py`` at ``path`` ended with."""
    said = str(error)
    # What is wrong in another file is told with the name of that file.
    if isinstance(error, SyntaxError) and error.filename == str(path):
        said = error.msg
    told = printable(f"{type(error).__name__}: {said}").removesuffix(".")
    return f"{path.name}:{line_in(path, error) or 1}: {told}. Mend that line."


def line_in(path: Path, error: BaseException) -> int | None:
    """Return the line of the Python file at ``path`` that ended with ``error``, if one did."""
    if isinstance(error, SyntaxError) and error.filename == str(path):
        return error.lineno or 1
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == str(path)]
    return lines[-1] if lines else None


def choose_languages(known: Iterable[Language], names: Iterable[str]) -> list[Language]:
    """Return the languages that ``names`` (tags or gettext codes) name, without repeats.

    Raises ``LanguageError``, which lists the known ones, for a name that fits none.
    """
    known = list(known)
    by_name = {
        name.lower(): language for language in known for name in (language.code, language.tag)
    }
    chosen: dict[Language, None] = {}
    for name in names:
        if name.lower() not in by_name:
            listing = ", ".join(language.tag for language in known)
            meant = _meant(known, name)
            told = f" Did you mean {meant.tag} ({meant.endonym})?" if meant else _begun(name)
            raise LanguageError(f"unknown language {name!r}.{told} The known ones are: {listing}.")
        chosen[by_name[name.lower()]] = None
    return list(chosen)


def _begun(name: str) -> str:
    """Return how to begin the language with the code ``name``, if there is one."""
    code = name.replace("-", "_")
    if name.lower() != SOURCE_CODE and CODE.fullmatch(code) and exists(code):
        return f" To begin it: make language LANGUAGE={name}."
    return ""


def _meant(known: Iterable[Language], asked: str) -> Language | None:
    """Return the language that ``asked`` calls by its own or its English name, or nearly."""
    by_name = {
        _bare(name): language for language in reversed([*known]) for name in _names(language)
    }
    # So that zh asks for zh-Hans.
    by_name |= {language.tag.partition("-")[0]: language for language in reversed([*known])}
    near = get_close_matches(_bare(asked[:60]), by_name, n=1, cutoff=NEAR)
    return by_name[near[0]] if near else None


def _names(language: Language) -> Iterator[str]:
    yield language.endonym
    locale = locale_of(language.code)
    for name in (locale.english_name, locale.display_name) if locale else ():
        # With its country and without it, as in "Chinese (China)".
        yield from filter(None, (name, (name or "").partition(" (")[0]))


def _bare(name: str) -> str:
    """Return ``name`` in small letters without accents."""
    parted = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in parted if not unicodedata.combining(sign)).strip()
