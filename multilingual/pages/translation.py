"""Put plain translations into a page, and leave the rest to Sphinx.

Most messages are words without markup. Sphinx gives each of them to a parser, twice, and
compares references that are not there
(https://github.com/sphinx-doc/sphinx/blob/v9.0.4/sphinx/transforms/i18n.py). Here such a
message becomes the text of its block at once, with the same result.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util.i18n import docname_to_domain
from sphinx.util.nodes import extract_messages

from multilingual.languages import SOURCE_CODE
from multilingual.pages.parsing import is_plain

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PLAIN_BLOCKS = (nodes.paragraph, nodes.title)


class TranslatePlainMessages(SphinxTransform):
    """Translates the blocks of plain text whose translation is plain text too.

    Runs just before Sphinx translates (20), which passes over a block without its source
    text. A message that is left is noted as untranslated, since Sphinx passes over a page
    that has no catalog at all.
    """

    default_priority = 19

    def apply(self, **kwargs: Any) -> None:
        if self.config.language == SOURCE_CODE:
            return
        domain = docname_to_domain(self.env.current_document.docname, self.config.gettext_compact)
        folders = [Path(self.env.srcdir) / folder for folder in self.config.locale_dirs]
        catalogs = [
            gettext.translation(domain, folder, [self.config.language], fallback=True)
            for folder in folders
        ]
        done: list[tuple[nodes.Element, str]] = []
        self.document["multilingual_rawsources"] = done
        for node, message in extract_messages(self.document):
            node["translated"] = False
            translation = next(_translations(message, catalogs), message)
            if translation != message and _is_plain_block(node) and is_plain(translation):
                if isinstance(node, nodes.title):
                    _name_section(node, translation, self.document)
                node.children = [nodes.Text(translation)]
                node.setup_child(node.children[0])
                node["translated"] = True
                done.append((node, node.rawsource))
                node.rawsource = ""


class RestoreSourceText(SphinxTransform):
    """Gives each translated block its source text back."""

    default_priority = 21

    def apply(self, **kwargs: Any) -> None:
        for node, rawsource in self.document.attributes.pop("multilingual_rawsources", ()):
            node.rawsource = rawsource


def _translations(message: str, catalogs: list[gettext.NullTranslations]) -> Iterator[str]:
    for catalog in catalogs:
        translation = catalog.gettext(message)
        if translation != message:
            yield translation


def _is_plain_block(node: nodes.Element) -> bool:
    if not isinstance(node, PLAIN_BLOCKS) or "translatable" in node:
        return False
    if isinstance(node, nodes.title) and not isinstance(node.parent, nodes.section):
        return False
    return all(isinstance(child, nodes.Text) for child in node.children)


def _name_section(title: nodes.title, translation: str, document: nodes.document) -> None:
    """Let references find the section by its translated title too, as Sphinx does."""
    section = title.parent
    old = nodes.fully_normalize_name(title.astext())
    new = nodes.fully_normalize_name(translation)
    if old == new:
        return
    section["names"].append(new)
    if document.nameids.get(old):
        if not document.nametypes.get(old):
            identifier = document.nameids.pop(old)
            document.nametypes.pop(old, None)
            document.ids.pop(identifier, None)
        document.note_implicit_target(section)
    for reference in document.refnames.get(old, ()):
        if isinstance(reference, nodes.target):
            reference["refname"] = new


def setup(app: Sphinx) -> None:
    app.add_transform(TranslatePlainMessages)
    app.add_transform(RestoreSourceText)
