"""Read a ``.po`` catalog strictly, and write it in one canonical form."""

from __future__ import annotations

import io
import re
import sys
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from gettext import GNUTranslations
from pathlib import Path
from typing import Any

import polib
from filelock import FileLock

from multilingual.catalogs.parser import Parser
from multilingual.catalogs.simple import read_simple
from multilingual.catalogs.statements import NOT_A_LINE
from multilingual.files import write_whole
from multilingual.findings import FileError

NAME = re.compile(r"\w[\w-]{0,99}")
"""A part of the name of a page."""
CHARSET = re.compile(r"\s*text/plain\s*;\s*charset=utf-8\s*", re.IGNORECASE)
MOST = 200
"""The numbers that a plural rule is tried with."""
LARGEST = 5_000_000
"""Bytes of the largest catalog that is read. The text of a whole site is far smaller."""
COMMENT = re.compile(r"^[ \t]*(#~\||#[.:,|~]|#(?=[^\s#.:,|~]))[ \t]?", re.MULTILINE)
"""The sign of a comment, after which polib needs a space and GNU gettext does not."""
PREVIOUS = re.compile(r"^#~\|", re.MULTILINE)
CONTINUED = re.compile(r"^(#.*\\)[ \t]*$", re.MULTILINE)
"""A comment of which GNU gettext takes the next line for a part, since a backslash ends it."""
END = '\nmsgid "end"\nmsgstr ""\n'
"""A last message, which takes up the comments that follow the message before."""

MARK = "\ufeff"
"""What editors of Windows begin a file with. It is no part of a text, and is not kept."""
MARKED = (
    "a hidden sign (a byte order mark) begins this file, and other programs cannot read it. Take "
    "it off: make format"
)
NOT_UTF_8 = "this file is not in UTF-8. Open it again, and save it in UTF-8."
DAMAGED_HEADER = (
    'the header, which is the first msgstr "", is missing or damaged. Copy it from another '
    "file of this folder, or get the file back with git."
)


class _File(polib.POFile):
    """A catalog that polib reads, and that keeps the notes which polib drops."""

    def remove(self, entry: polib.POEntry) -> None:
        # polib makes fields of the first message, and forgets what stands between its flags.
        self.note(entry)
        super().remove(entry)

    def note(self, entry: polib.POEntry) -> None:
        """Put the comment of ``entry`` above the catalog."""
        self.header = "\n".join(filter(None, (self.header, entry.tcomment)))


class CatalogError(FileError):
    """A catalog that cannot be read, as ``path:line: what is wrong and what to do``."""


def read_catalog(path: Path) -> polib.POFile:
    """Return the catalog at ``path``.

    Each line is looked at first, since Babel and polib pass over lines that GNU ``msgfmt``
    rejects (https://github.com/sphinx-doc/sphinx-intl/issues/119). What a translator noted
    below the last message stands above the catalog. Raises ``CatalogError``.
    """
    text = COMMENT.sub(r"\1 ", _decoded(path))
    parser = Parser()
    parser.read(text.split("\n"))
    if parser.faults:
        raise CatalogError(path, *min(parser.faults))
    # polib writes the previous English of an obsolete message so, and does not read it.
    text = PREVIOUS.sub("#|", text)
    try:
        catalog = polib.pofile(f"{text}{END}", check_for_duplicates=False, klass=_File)
    except (OSError, ValueError) as error:
        raise CatalogError(path, _line_of(error), NOT_A_LINE) from None
    catalog.note(catalog.pop())
    _refuse_damaged_header(path, catalog)
    _refuse_duplicates(path, catalog)
    _refuse_line_breaks(path, catalog)
    return catalog


def is_marked(data: bytes) -> bool:
    """Return whether a byte order mark begins a catalog."""
    return data.startswith(BOM_UTF8)


def read_translations(path: Path) -> polib.POFile:
    """Return the catalog at ``path`` to be compiled: what readers get, and perhaps more.

    Raises ``CatalogError``.
    """
    catalog = read_simple(_decoded(path).removesuffix("\n"))
    if catalog is None:
        return read_catalog(path)
    _refuse_damaged_header(path, catalog)
    return catalog


def write_catalog(path: Path, catalog: polib.POFile) -> None:
    """Write ``catalog`` to ``path`` in the one form that this project keeps.

    Each message is on one line, however long: every tool wraps lines in its own way
    (https://github.com/python-babel/babel/issues/1266), and no two agree on Chinese.
    """
    write_whole(path, text_of(catalog).encode())


Stamp = tuple[int, ...]
"""What changes when a file is saved, nothing if there is none."""


def stamp_of(path: Path) -> Stamp:
    """Return what tells whether a catalog is as it was when it was read."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return ()
    return (found.st_mtime_ns, found.st_size, found.st_ino)


def refuse_changed(stamps: Mapping[Path, Stamp]) -> None:
    """Raise ``CatalogError`` for a catalog that was saved since it had its stamp."""
    for path, stamp in stamps.items():
        if stamp_of(path) != stamp:
            raise CatalogError(path, 1, "this was saved meanwhile. Run the command again")


@contextmanager
def writing_alone(build: Path) -> Iterator[None]:
    """Wait until no other command writes catalogs: two would write the same drafts.

    ``build`` is the folder of what is made.
    """
    build.mkdir(parents=True, exist_ok=True)
    with FileLock(build / "update.lock"):
        yield


def text_of(catalog: polib.POFile) -> str:
    """Return what ``write_catalog`` writes."""
    catalog.wrapwidth = sys.maxsize
    return CONTINUED.sub(r"\1.", str(catalog).rstrip("\n")) + "\n"


def catalogs_in(folder: Path) -> list[Path]:
    """Return the catalogs of a language (``locale/es``), in the order of their names.

    What a link points to can be any file of the machine, and is left out.
    """
    found = folder.glob("LC_MESSAGES/**/*.po")
    return sorted(path for path in found if path.is_file() and not is_strange(path, folder))


def page_of(path: Path) -> str:
    """Return the page whose catalog is at ``path`` (``locale/es/LC_MESSAGES/index.po``)."""
    folder = next(one for one in path.parents if one.name == "LC_MESSAGES")
    return path.relative_to(folder).with_suffix("").as_posix()


def catalogs_by_page(folder: Path) -> dict[str, Path]:
    """Return the catalogs of a language (``locale/es``) by the names of their pages."""
    return {page_of(path): path for path in catalogs_in(folder)}


def strange_files(folder: Path) -> list[Path]:
    """Return what is named like a catalog, or holds one, and is left out."""
    found = sorted(folder.glob("LC_MESSAGES/**/*.po"))
    return [path for path in found if is_strange(path, folder) or not path.is_file()]


def is_strange(path: Path, folder: Path) -> bool:
    """Return whether ``path`` leads through a link, or has a name that no page has."""
    parts = path.relative_to(folder).with_suffix("").parts
    places = [folder, *(folder.joinpath(*parts[:end]) for end in range(1, len(parts))), path]
    named = all(NAME.fullmatch(part) for part in parts)
    return not named or any(place.is_symlink() for place in places)


def _decoded(path: Path) -> str:
    if path.stat().st_size > LARGEST:
        raise CatalogError(path, 1, f"more than {LARGEST // 10**6} MB. Make the file smaller.")
    data = path.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CatalogError(path, line, NOT_UTF_8) from None
    # polib takes a text without a line break for the name of a file.
    return text.removeprefix(MARK).replace("\r\n", "\n") + "\n"


def _refuse_damaged_header(path: Path, catalog: polib.POFile) -> None:
    # Python's gettext, and so Sphinx, silently does without a catalog whose header is damaged,
    # and takes the last of two fields that differ in case.
    names = [name.casefold() for name in catalog.metadata]
    try:
        if CHARSET.fullmatch(catalog.metadata.get("Content-Type", "")) is None:
            raise ValueError
        if len(names) != len(set(names)):
            raise ValueError
        _try_header(tuple(catalog.metadata.items()))
    except Exception:
        raise CatalogError(path, 1, DAMAGED_HEADER) from None


@lru_cache(maxsize=32)
def _try_header(fields: Iterable[tuple[str, str]]) -> None:
    # The catalogs of a language have nearly the same.
    header = polib.POFile()
    header.metadata = dict(fields)
    translations: Any = GNUTranslations(io.BytesIO(header.to_binary()))
    for number in range(MOST):
        translations.plural(number)


def _refuse_line_breaks(path: Path, catalog: polib.POFile) -> None:
    for entry in catalog:
        texts = (entry.msgstr, *entry.msgstr_plural.values())
        if "\n" not in entry.msgid and any("\n" in text.strip("\n") for text in texts):
            message = "the translation has a line break (\\n). Delete it: the rest would be lost."
            raise CatalogError(path, entry.linenum or 1, message)


def _refuse_duplicates(path: Path, catalog: polib.POFile) -> None:
    seen: dict[tuple[str | None, str], int] = {}
    for entry in catalog:
        if entry.obsolete:
            continue
        key = (entry.msgctxt, entry.msgid)
        if key in seen:
            message = f"this msgid is already at line {seen[key]}. Keep one of the two."
            raise CatalogError(path, entry.linenum or 1, message)
        seen[key] = entry.linenum or 1


def _line_of(error: Exception) -> int:
    found = re.search(r"\(line (\d+)\)", str(error))
    return int(found[1]) if found else 1
