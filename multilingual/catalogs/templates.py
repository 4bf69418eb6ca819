"""The templates: what each page says in English, message by message, with its context."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polib

from multilingual.catalogs.files import read_catalog

INTERFACE = "sphinx"
"""The domain of the words around the text."""


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
