"""Text that is not translated says so: ``lang``, ``dir`` and a word in the reader's language.

Sphinx notes on each node whether its message was translated, and does no more with it
(https://github.com/sphinx-doc/sphinx/issues/13841).
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import _
from sphinx.transforms import SphinxTransform
from sphinx.writers.html5 import HTML5Translator

from multilingual.languages import SOURCE_CODE, Language

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class LanguageTranslator(HTML5Translator):
    """Writes ``lang`` and ``dir`` of any node that carries them."""

    def starttag(
        self, node: Any, tagname: str, suffix: str = "\n", empty: bool = False, **attributes: Any
    ) -> str:
        marks = getattr(node, "attributes", {})
        for name in ("lang", "dir"):
            if name in marks:
                attributes.setdefault(name, marks[name])
        return super().starttag(node, tagname, suffix, empty, **attributes)

    def add_permalink_ref(self, node: nodes.Element, title: str) -> None:
        """Write the link to a heading; Sphinx takes the words of a catalog for HTML."""
        super().add_permalink_ref(node, escape(title))


class MarkUntranslated(SphinxTransform):
    """Marks each block whose message has no translation.

    Runs after Sphinx has translated (20) and before titles are collected (880).
    """

    default_priority = 500

    def apply(self, **kwargs: Any) -> None:
        if self.config.language == SOURCE_CODE:
            return
        for node in untranslated(self.document):
            mark_as_source(node)
            node["classes"].append("untranslated")
            if isinstance(node, nodes.title):
                # Titles are copied into navigation without their attributes.
                node.children = [_source_inline(node.children)]
                node.setup_child(node.children[0])
            elif isinstance(node, nodes.paragraph):
                node.insert(0, _notice(self.config.multilingual_reader_language))


def mark_as_source(node: nodes.Element) -> None:
    """Give ``node`` the language and direction of the source."""
    node["lang"], node["dir"] = SOURCE_CODE, "ltr"


def untranslated(document: nodes.document) -> list[nodes.TextElement]:
    """Return the blocks whose message has no translation, as Sphinx noted it."""
    blocks = document.findall(nodes.TextElement)
    return [block for block in blocks if block.get("translated") is False]


def _source_inline(children: list[nodes.Node]) -> nodes.inline:
    inline = nodes.inline("", "", *children)
    mark_as_source(inline)
    return inline


def _notice(language: Language) -> nodes.inline:
    notice = nodes.inline("", _("Not yet translated:") + " ", classes=["untranslated-notice"])
    notice["lang"], notice["dir"] = language.tag, language.direction
    return notice


def setup(app: Sphinx) -> None:
    app.add_transform(MarkUntranslated)
    app.set_translator("html", LanguageTranslator, override=True)
