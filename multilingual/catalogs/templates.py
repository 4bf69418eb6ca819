"""The templates: what each page says in English, message by message, with its context."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from multilingual.catalogs.header import FIXED
from multilingual.catalogs.message import FUZZY, Catalog, Message
from multilingual.catalogs.reader import read_catalog
from multilingual.catalogs.writer import write_catalog

Template = Sequence[Message]
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
        replace(message, flags=tuple(flag for flag in message.flags if flag != FUZZY))
        for message in read_catalog(path).live
    ]


def write_template(path: Path, template: Template, project: str) -> None:
    """Write ``template`` to ``path``, the same bytes on each day."""
    messages = [message.blank() for message in template]
    write_catalog(path, Catalog(messages, {"Project-Id-Version": project, **FIXED}))


def for_readers(template: Template, source: str, own: str) -> Template:
    """Return ``template`` with the addresses of a language's pages in its comments.

    ``source`` is the address that the English pages begin with, ``own`` that of the language.
    """
    return [
        replace(
            message,
            about="\n".join(
                own + line.removeprefix(source) if source and line.startswith(source) else line
                for line in message.about.split("\n")
            ),
        )
        for message in template
    ]
