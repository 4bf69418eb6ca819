"""The templates: what each page says in English, message by message, with its context."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polib

from multilingual.catalogs.files import read_catalog, write_catalog
from multilingual.catalogs.header import FIXED


@dataclass(frozen=True, slots=True)
class TemplateMessage:
    """A message of a page in English.

    ``comments`` are the lines that tell a translator where it stands, ``places`` the files,
    ``flags`` such as python-format.
    """

    msgid: str
    msgid_plural: str = ""
    msgctxt: str | None = None
    comments: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()

    def entry(self, forms: int = 2) -> polib.POEntry:
        """Return an entry of a catalog without a translation, with so many plural forms."""
        return polib.POEntry(
            msgid=self.msgid,
            msgid_plural=self.msgid_plural,
            msgctxt=self.msgctxt,
            msgstr_plural=dict.fromkeys(range(forms), "") if self.msgid_plural else {},
            comment="\n".join(self.comments),
            occurrences=[(place, "") for place in self.places],
            flags=list(self.flags),
        )


Template = Sequence[TemplateMessage]
"""The messages of a page in their order, each once."""


def read_templates(folder: Path) -> dict[str, Template]:
    """Return the templates below ``folder`` by page, sorted."""
    return {
        path.relative_to(folder).with_suffix("").as_posix(): read_template(path)
        for path in sorted(folder.rglob("*.pot"))
    }


def read_template(path: Path) -> Template:
    """Return the messages of the ``.pot`` file at ``path``. Raises ``CatalogError``."""
    return [
        TemplateMessage(
            entry.msgid,
            entry.msgid_plural,
            entry.msgctxt,
            tuple(entry.comment.split("\n")) if entry.comment else (),
            tuple(place for place, _line in entry.occurrences),
            tuple(flag for flag in entry.flags if flag != "fuzzy"),
        )
        for entry in read_catalog(path)
        if not entry.obsolete
    ]


def write_template(path: Path, template: Template, project: str) -> None:
    """Write ``template`` to ``path``, the same bytes on each day."""
    catalog = polib.POFile(check_for_duplicates=False)
    catalog.metadata = {"Project-Id-Version": project, **FIXED}
    catalog.extend(message.entry() for message in template)
    write_catalog(path, catalog)


def for_readers(template: Template, source: str, own: str) -> Template:
    """Return ``template`` with the addresses of a language's pages in its comments.

    ``source`` is the address that the English pages begin with, ``own`` that of the language.
    """
    return [
        replace(
            message,
            comments=tuple(
                own + line.removeprefix(source) if source and line.startswith(source) else line
                for line in message.comments
            ),
        )
        for message in template
    ]
