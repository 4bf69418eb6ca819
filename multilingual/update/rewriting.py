"""Put updated catalogs on the disk, so that each translation is somewhere at any moment."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from errno import EACCES
from pathlib import Path

from multilingual.catalogs.header import is_just_made
from multilingual.catalogs.language_folder import (
    LanguageFolder,
    catalogs_in,
    contents_of,
    is_strange,
    page_of,
)
from multilingual.catalogs.message import Catalog, CatalogError, Catalogs, Message
from multilingual.catalogs.reader import read_catalog
from multilingual.catalogs.writer import (
    Stamp,
    as_obsolete,
    canonical,
    stamp_of,
    text_of,
    write_catalog,
)
from multilingual.files import read_plain, write_whole
from multilingual.languages import is_same_language

CHANGED_MEANWHILE = (
    "this was saved while its catalogs were updated, by an editor or another command such as "
    "sphinx-intl. Let that end, and run it again: make update"
)
NOT_READ = (
    "this is a link or in a linked folder, or its name has more than letters, digits, - and _. "
    "Put the file itself here, or rename the page."
)


class MeanwhileError(CatalogError):
    """A catalog that stays as it is, while others were written, with ``warnings`` of all."""

    warnings: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Folder:
    """The catalogs of a language, by page.

    ``stamps`` tell whether a catalog is still as it was read or written. One in which nobody
    has written since a tool made it has a stamp alone: it is made as if it were not there.
    """

    language: LanguageFolder
    catalogs: Catalogs
    stamps: dict[str, Stamp]

    @classmethod
    def read(cls, language: LanguageFolder) -> Folder:
        """Read every catalog of a language.

        Raises ``CatalogError`` for one that cannot be read, or is of another language.
        """
        catalogs, stamps = {}, {}
        for po in catalogs_in(language.path):
            stamp = stamp_of(po)
            catalog = read_catalog(po)
            said = catalog.fields.get("Language", "")
            if said and not is_same_language(said, language.code):
                message = (
                    f"this catalog says that it is of the language {said}. Put it into the "
                    f'folder of {said}, or write "Language: {language.code}\\n".'
                )
                raise CatalogError(po, 1, message)
            page = page_of(po)
            stamps[page] = stamp
            if not is_just_made(catalog):
                catalogs[page] = catalog
        return cls(language, catalogs, stamps)

    def add(self, page: str, made: Path) -> None:
        """Put the file ``made`` in the place of the catalog of a page that has none."""
        path = self.language.catalog_path(page)
        write_whole(path, made.read_bytes())
        self.stamps[page] = stamp_of(path)

    def refuse_unwritable(self, new: Catalogs) -> None:
        """Raise an error if a catalog that must change may not.

        Raises PermissionError for one that is locked, or whose folder is, and ``CatalogError``
        for one that would be written over though it was never read, or was saved since.
        """
        for page in sorted(new.keys() | self.stamps.keys()):
            path = self.language.catalog_path(page)
            if is_strange(path, self.language.path):
                raise CatalogError(path, 1, NOT_READ)
            if stamp_of(path) != self.stamps.get(page, ()):
                raise CatalogError(path, 1, CHANGED_MEANWHILE)
        for page, catalog in new.items():
            path = self.language.catalog_path(page)
            if path.exists() and self._is_written(page, catalog):
                continue
            folder = next(one for one in path.parents if one.exists())
            for there in (one for one in (path, folder) if one.exists()):
                if not os.access(there, os.W_OK):
                    raise PermissionError(EACCES, os.strerror(EACCES), str(there))

    def write(self, new: Catalogs) -> None:
        """Replace the catalogs with ``new``, and delete those of pages that are gone.

        Who receives a translation has it before the giver lets go of it. Raises
        ``MeanwhileError`` for a catalog that was saved since, which stays as it was saved.
        """
        for page, catalog in new.items():
            before = self.catalogs.get(page, Catalog()).messages
            if _said(catalog.messages) - _said(before):
                self._write(page, _with_what_goes(before, catalog))
        for page, catalog in new.items():
            self._write(page, catalog)
        for page in sorted(self.stamps.keys() - new.keys()):
            self._refuse_changed(page)
            self.language.catalog_path(page).unlink()
            del self.stamps[page]
        # Sphinx goes on using compiled catalogs without a .po; and drafts may have been left.
        for stale in contents_of(self.language.path).leftovers:
            if stale.suffix == ".mo" or stale.match("*.po.*new"):
                stale.unlink()

    def refuse_changed(self) -> None:
        """Raise ``MeanwhileError`` for a catalog that was saved since it was written here."""
        for page in self.stamps:
            self._refuse_changed(page)

    def _refuse_changed(self, page: str) -> None:
        path = self.language.catalog_path(page)
        if stamp_of(path) != self.stamps.get(page, ()):
            raise MeanwhileError(path, 1, CHANGED_MEANWHILE)

    def _write(self, page: str, catalog: Catalog) -> None:
        if not self._is_written(page, catalog):
            self._refuse_changed(page)
            path = self.language.catalog_path(page)
            write_catalog(path, catalog)
            self.stamps[page] = stamp_of(path)

    def _is_written(self, page: str, catalog: Catalog) -> bool:
        path = self.language.catalog_path(page)
        return path.is_file() and read_plain(path) == text_of(catalog).encode()


def _with_what_goes(before: Sequence[Message], catalog: Catalog) -> Catalog:
    going = _said(before) - _said(catalog.messages)
    left = []
    for message in before:
        if going[_identity(message)] > 0 and message.is_worth_keeping:
            going[_identity(message)] -= 1
            left.append(as_obsolete(message))
    both = canonical(catalog)
    return replace(both, messages=(*both.messages, *left))


def _identity(message: Message) -> tuple[str, ...]:
    return (*message.forms, message.notes, message.damage.written if message.damage else "")


def _said(messages: Iterable[Message]) -> Counter[tuple[str, ...]]:
    return Counter(_identity(message) for message in messages if message.is_worth_keeping)
