"""The messages of a page: the one place that walks what Sphinx has read for what is translated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from docutils import nodes
from sphinx.util.nodes import extract_messages

from multilingual.templates.interface_words import FOR_TRANSLATORS

SAFETY = "safety text"

PARTS: dict[str, str] = {
    "title": "heading",
    "image": "alternative text of a picture",
    "caption": "caption",
    "toctree": "heading of a list of pages",
    "short_answer": "short answer",
    "index": "entry of the index",
    "term": "term of a glossary",
    "term_entry": "definition of a term",
    "field_name": "name of a field",
    "entry": "cell of a table",
    "footnote": "footnote",
    "list_item": "list item",
    "safety_block": SAFETY,
    "paragraph": "paragraph",
}
"""What a message is, by the class of the innermost of these nodes that it is in; ``paragraph``
stands for none of the others."""


class PageMessage(NamedTuple):
    """A message of a page, and the ``node`` whose text it is."""

    node: nodes.Element
    msgid: str

    @property
    def part(self) -> str:
        """What it is on its page, a key of ``PARTS``."""
        names = (type(around).__name__ for around in self._around())
        return next((name for name in names if name in PARTS and name != "paragraph"), "paragraph")

    @property
    def label(self) -> str:
        """The anchor of the innermost section below the page's title, if it is in one."""
        sections = [around for around in self._around() if isinstance(around, nodes.section)]
        return str(sections[0]["ids"][0]) if len(sections) > 1 and sections[0]["ids"] else ""

    @property
    def is_safety(self) -> bool:
        """Whether it names a danger."""
        return any(type(around).__name__ == "safety_block" for around in self._around())

    @property
    def is_in_substitution(self) -> bool:
        """Whether it is part of a definition, which readers see only where it is used."""
        return any(isinstance(around, nodes.substitution_definition) for around in self._around())

    def _around(self) -> Iterator[nodes.Element]:
        inner: Any = self.node
        while inner is not None:
            yield inner
            inner = inner.parent


def find_messages(doctree: nodes.Element) -> Iterator[PageMessage]:
    """Yield each message of a page or of a part of one, as Sphinx will translate it."""
    return (PageMessage(node, msgid) for node, msgid in extract_messages(doctree))


def with_notes(
    doctree: nodes.document, messages: Iterator[PageMessage]
) -> Iterator[tuple[PageMessage, str]]:
    """Yield each of the ``messages`` with what the comments before it say to its translators."""
    by_node: dict[int, list[PageMessage]] = {}
    for message in messages:
        by_node.setdefault(id(message.node), []).append(message)
    notes: list[str] = []
    for node in doctree.findall():
        if isinstance(node, nodes.comment) and node.astext().startswith(FOR_TRANSLATORS):
            notes.append(" ".join(node.astext().removeprefix(FOR_TRANSLATORS).split()))
        for message in by_node.get(id(node), ()):
            yield message, " ".join(notes)
            notes = []
