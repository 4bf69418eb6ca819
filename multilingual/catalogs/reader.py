"""Read a ``.po`` catalog strictly: the one reader of all that translators write in catalogs."""

from __future__ import annotations

import io
import re
from codecs import BOM_UTF8
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from gettext import GNUTranslations
from pathlib import Path
from typing import Any

from multilingual.catalogs.language_folder import CATALOGS, LanguageFolder, page_of
from multilingual.catalogs.message import Catalog, CatalogError, Message, Previous
from multilingual.catalogs.parser import Parser
from multilingual.catalogs.po_lines import Damage, Entry
from multilingual.catalogs.writer import compiled, own_context
from multilingual.files import LARGEST, read_plain

CHARSET = re.compile(r"\s*text/plain\s*;\s*charset=utf-8\s*", re.IGNORECASE)
MOST = 200
"""The numbers that a plural rule is tried with."""
MARK = "\ufeff"
"""What editors of Windows begin a file with. It is no part of a text, and is not kept."""
MARKED = (
    "a hidden sign (a byte order mark) begins this file, and other programs cannot read it. Take "
    "it off: make format"
)
NOT_UTF_8 = "this file is not in UTF-8. Open it again, and save it in UTF-8."
TWICE = "this msgid is already at line {}. Keep one of the two."
OLD_END = re.compile("\r+\n|\r")
FOREIGN_END = re.compile(rb"(?<!\r)\n|(?<!\r)\r\n")
"""The line end of Unix, and that of Windows."""
OLD_ENDS = (
    "the lines of this file end as on an old Macintosh (CR), and other programs cannot read it. "
    "Write it anew: make format"
)
DAMAGED_HEADER = (
    'the header, which is the first msgstr "", is missing or damaged. Copy it from another '
    "file of this folder, or get the file back with git."
)

EMPTY = "there is no text in this file. Get it back with git, or delete it and run: make update"


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that should be a catalog: its lines, the catalog that they are, or why they are none.

    ``is_text`` says that there are lines; ``is_marked`` that a byte order mark begins them,
    ``has_old_ends`` that they ended as those of an old Macintosh.
    """

    path: Path
    parser: Parser
    is_text: bool = False
    is_marked: bool = False
    has_old_ends: bool = False
    catalog: Catalog | None = None
    error: CatalogError | OSError | None = None

    @property
    def first_line(self) -> int:
        """The line from which on a fault is of one message, and not of the file."""
        return min((entry.first for entry in self._entries), default=1)

    def beside(self, lines: Collection[int]) -> set[int]:
        """Return the lines of the messages that have a fault at one of ``lines``."""
        found = set(lines)
        for entry in self._entries if lines else ():
            own = range(entry.first, entry.first + entry.written.count("\n") + 1)
            if not found.isdisjoint(own):
                found |= set(own)
        return found

    @property
    def _entries(self) -> Iterator[Entry]:
        yield from (entry for entry in self.parser.entries if not entry.is_header)
        yield from self.parser.damaged


def open_catalog(path: Path, folder: LanguageFolder | None = None) -> Opened:
    """Read the file at ``path``, in the folder of a language.

    Each line is looked at, since Babel and polib pass over lines that GNU ``msgfmt``
    rejects (https://github.com/sphinx-doc/sphinx-intl/issues/119). What is wrong with one message
    keeps nobody from reading the others: it is without a translation then, and keeps its lines.
    What a translator noted below the last message stands above the catalog.
    """
    parser = Parser()
    try:
        data = _data(path)
        text = _text(path, data)
    except (OSError, CatalogError) as error:
        return Opened(path, parser, error=error)
    if not text.strip():
        return Opened(path, parser, is_text=True, error=CatalogError(path, 1, EMPTY))
    parser.read(text)
    opened = Opened(
        path, parser, is_text=True, is_marked=is_marked(data), has_old_ends=has_old_ends(data)
    )
    has_header = any(entry.is_header for entry in parser.entries)
    if parser.faults and (parser.has_conflict or not has_header):
        return replace(opened, error=CatalogError(path, *min(parser.faults)))
    _tell_duplicates(parser)
    catalog = _catalog_of(parser)
    try:
        _refuse_damaged_header(path, catalog.fields)
    except CatalogError as error:
        return replace(opened, error=error)
    return replace(opened, catalog=_placed(catalog, path, folder))


def open_catalogs(folder: LanguageFolder) -> dict[str, Opened]:
    """Return the catalogs of a language by page, those too that cannot be read."""
    return {page: open_catalog(path, folder) for page, path in folder.catalogs.items()}


def read_catalogs(folder: LanguageFolder) -> dict[str, Catalog]:
    """Return the catalogs of a language by page; what cannot be read is left out."""
    every = folder.once(open_catalogs).items()
    return {page: opened.catalog for page, opened in every if opened.catalog}


def read_once(folder: LanguageFolder, page: str) -> Catalog:
    """Return the catalog of a page of a language, as it was when the language was first read.

    Raises ``CatalogError`` and OSError.
    """
    return _without_error(folder.once(open_catalogs)[page])


def read_catalog(
    path: Path, root: Path | None = None, folder: LanguageFolder | None = None
) -> Catalog:
    """Return the catalog at ``path``, of a project in ``root``, or of a language in ``folder``.

    ``code`` is that of its language, if it is not that of its folder. Raises ``CatalogError``
    and OSError.
    """
    return _without_error(open_catalog(path, folder or LanguageFolder.of(path, root)))


def _without_error(opened: Opened) -> Catalog:
    if opened.error:
        raise opened.error
    return opened.catalog or Catalog()


def _catalog_of(parser: Parser) -> Catalog:
    """Return what ``parser`` has read as a catalog that nobody knows the place of."""
    header = next((entry for entry in parser.entries if entry.is_header), None)
    notes = [*(header.notes if header else ()), *parser.trailing_notes]
    known = [one for one in parser.entries if one is not header and one.damage is None]
    known += [entry for entry in parser.damaged if not entry.is_nameless]
    messages = [_message_of(entry) for entry in sorted(known, key=lambda entry: entry.first)]
    nameless = [_damage_of(entry) for entry in parser.damaged if entry.is_nameless]
    fields = _fields(str(header.texts["msgstr"])) if header else {}
    return Catalog(messages, fields, "\n".join(notes), nameless=nameless)


def _placed(catalog: Catalog, path: Path, folder: LanguageFolder | None) -> Catalog:
    """Return ``catalog`` as that at ``path`` in the folder of a language."""
    folder = folder or LanguageFolder.of(path)
    page = page_of(path) if CATALOGS in path.parts else ""
    return replace(catalog, path=folder.shown(path), code=folder.code, page=page, language=folder)


def _damage_of(entry: Entry) -> Damage:
    return Damage(entry.written, *(entry.damage or (entry.first, "")))


def _message_of(entry: Entry) -> Message:
    """Return the message that an entry is; the lines of one with a fault hold all it says."""
    texts, damage = entry.texts, entry.damage
    plural, context = texts.get("msgid_plural"), entry.key[0]
    blank = ("",) * (2 if plural else 1)
    return Message(
        msgid=str(texts["msgid"]),
        forms=blank if damage else tuple(map(str, entry.translations)),
        plural=str(plural) if plural else "",
        context=own_context(context) if entry.is_obsolete else context,
        flags=() if damage else tuple(flag for _line, flag in entry.flags),
        notes="" if damage else "\n".join(entry.notes),
        about="" if entry.is_obsolete else "\n".join(entry.about),
        places=tuple(entry.places),
        previous=Previous(*map(entry.previous.get, ("msgctxt", "msgid", "msgid_plural"))),
        is_obsolete=entry.is_obsolete,
        damage=_damage_of(entry) if damage else None,
        line=texts["msgid"].line,
        lines=tuple(damage[0] for _form in blank)
        if damage
        else tuple(text.line for text in entry.translations),
        entry=entry,
    )


def _fields(text: str) -> dict[str, str]:
    """Return the fields of a header by name; a line without a colon goes on with the last."""
    fields: dict[str, str] = {}
    last = ""
    for line in text.splitlines():
        name, colon, value = line.partition(":")
        if colon:
            fields[name] = value.strip()
            last = name
        elif last:
            fields[last] += f"\n{line.strip()}"
    return fields


def is_marked(data: bytes) -> bool:
    """Return whether a byte order mark begins a catalog."""
    return data.startswith(BOM_UTF8)


def has_old_ends(data: bytes) -> bool:
    """Return whether each line of a catalog ends as on an old Macintosh, or as a copy spoils it."""
    return b"\r" in data and not FOREIGN_END.search(data)


def _data(path: Path) -> bytes:
    if path.stat().st_size > LARGEST:
        raise CatalogError(path, 1, f"more than {LARGEST // 10**6} MB. Make the file smaller.")
    return read_plain(path)


def _text(path: Path, data: bytes) -> str:
    """Return the text of a catalog, with line ends of Unix. Raises ``CatalogError``."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CatalogError(path, line, NOT_UTF_8) from None
    if has_old_ends(data):
        text = OLD_END.sub("\n", text)
    return text.removeprefix(MARK).replace("\r\n", "\n") + "\n"


def _refuse_damaged_header(path: Path, fields: Mapping[str, str]) -> None:
    # Python's gettext, and so Sphinx, silently does without a catalog whose header is damaged,
    # and takes the last of two fields that differ in case.
    names = [name.casefold() for name in fields]
    try:
        if CHARSET.fullmatch(fields.get("Content-Type", "")) is None:
            raise ValueError
        if len(names) != len(set(names)):
            raise ValueError
        _try_header(tuple(fields.items()))
    except Exception:
        raise CatalogError(path, 1, DAMAGED_HEADER) from None


@lru_cache(maxsize=32)
def _try_header(fields: Sequence[tuple[str, str]]) -> None:
    # The catalogs of a language have nearly the same.
    translations: Any = GNUTranslations(io.BytesIO(compiled(Catalog(fields=dict(fields)))))
    for number in range(MOST):
        translations.plural(number)


def _tell_duplicates(parser: Parser) -> None:
    """Take the translations of one message that stands twice for damaged, where they are two.

    An empty one says nothing against the other.
    """
    every = sorted((*parser.entries, *parser.damaged), key=lambda entry: entry.first)
    by_key: dict[tuple[object, ...], list[Entry]] = {}
    for entry in every:
        if not entry.is_obsolete and not entry.is_nameless:
            by_key.setdefault(entry.key, []).append(entry)
    taken_out: set[int] = set()
    for entries in by_key.values():
        if len(entries) > 1:
            taken_out |= set(map(id, _tell_duplicate(parser, entries)))
    parser.entries = [entry for entry in parser.entries if id(entry) not in taken_out]


def _tell_duplicate(parser: Parser, entries: Sequence[Entry]) -> Iterator[Entry]:
    """Yield those of the entries of one message that are no translation of it."""
    first, second = (entry.texts["msgid"].line for entry in entries[:2])
    said = [one for one in entries if one.damage or one.notes or any(map(str, one.translations))]
    is_header = entries[0].is_header
    # The one that says something is right, and of several none.
    kept = entries[0] if is_header or not said else said[0] if len(said) == 1 else None
    for number, entry in enumerate(entries):
        if number and entry.damage is None:
            parser.faults.append((entry.texts["msgid"].line, TWICE.format(first)))
        if entry is not kept and entry.damage is None:
            yield entry
            if len(said) > 1 or is_header:
                entry.damage = second, TWICE.format(first)
                parser.damaged.append(entry)
        entry.is_nameless = is_header and number > 0
