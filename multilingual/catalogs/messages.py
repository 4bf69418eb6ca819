"""The messages of a catalog as the checks look at them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib

from multilingual.catalogs.files import page_of, read_catalog
from multilingual.catalogs.interface import INTERFACE_CATALOG


@dataclass(frozen=True, slots=True)
class Message:
    """A message that is not obsolete; ``line`` is that of its ``msgstr``, from 1.

    A message with plural forms is one ``Message`` for each form, which all have the same
    ``msgid`` and ``plural``; ``form`` is the number of the form.
    ``notes`` are a translator's, ``about`` is what the template tells of it.
    """

    line: int
    msgid: str
    msgstr: str
    context: str | None = None
    plural: str = ""
    form: int | None = None
    flags: Collection[str] = ()
    notes: str = ""
    about: str = ""

    @property
    def english(self) -> str:
        """The English that most forms of the message stand for."""
        return self.plural or self.msgid

    @property
    def is_fuzzy(self) -> bool:
        """Whether its English has changed since it was translated; readers get English."""
        return "fuzzy" in self.flags

    @property
    def is_translated(self) -> bool:
        """Whether readers get the translation."""
        return bool(self.msgstr.strip()) and not self.is_fuzzy


@dataclass(frozen=True)
class Catalog:
    """The catalog of a page in a language.

    ``path`` is relative to the folder of the project, as findings show it; ``code`` is the
    gettext code of the language; ``page`` the name of the page, or ``INTERFACE_CATALOG``;
    ``folder`` is ``locale/<code>``, where a language keeps its term list and its numbers; ``root``
    is the folder of the project.
    """

    path: str
    code: str
    page: str
    folder: Path
    messages: list[Message] = field(default_factory=list)
    root: Path = Path()

    @property
    def is_interface(self) -> bool:
        """Whether it holds the words around the pages."""
        return self.page == INTERFACE_CATALOG

    @property
    def translated(self) -> Iterator[Message]:
        """Yield the messages that readers get in the language."""
        return (one for one in self.messages if one.is_translated)


def open_catalog(path: Path, root: Path, code: str) -> Catalog:
    """Return the catalog at ``path``, of a project in ``root``. Raises ``CatalogError``."""
    folder = language_folder(path)
    text = path.read_text("utf-8", errors="replace").replace("\r\n", "\n").split("\n")
    messages = [
        message
        for entry in read_catalog(path)
        if not entry.obsolete
        for message in messages_of(entry, text)
    ]
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
    return Catalog(name, code, page_of(path), folder, messages, root)


def language_folder(path: Path) -> Path:
    """Return the folder of the language (``locale/es``) that the catalog at ``path`` is in."""
    return path.parents[[parent.name for parent in path.parents].index("LC_MESSAGES") + 1]


def messages_of(entry: polib.POEntry, text: list[str]) -> Iterator[Message]:
    """Yield the message of an entry, or each of its plural forms; ``text`` is the file."""
    forms = {None: entry.msgstr} if not entry.msgid_plural else dict(entry.msgstr_plural)
    for form, msgstr in forms.items():
        start = "msgstr" if form is None else f"msgstr[{form}]"
        yield Message(
            line=_line(text, entry.linenum or 1, start),
            msgid=entry.msgid,
            msgstr=msgstr,
            context=entry.msgctxt,
            plural=entry.msgid_plural,
            form=form,
            flags=frozenset(entry.flags),
            notes=entry.tcomment,
            about=entry.comment,
        )


def _line(text: list[str], begin: int, start: str) -> int:
    """Return the first line from ``begin`` on that begins with ``start``, both from 1."""
    lines = range(begin, len(text) + 1)
    return next((one for one in lines if text[one - 1].lstrip().startswith(start)), begin)
