"""Text that is not translated says so: ``lang``, ``dir`` and a word in the reader's language.

Sphinx notes on each node whether its message was translated, and does no more with it
(https://github.com/sphinx-doc/sphinx/issues/13841).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import _
from sphinx.transforms import SphinxTransform
from sphinx.writers.html5 import HTML5Translator

from multilingual.languages import SOURCE_CODE, Language
from multilingual.text.direction import RIGHT_TO_LEFT, element_apart, figures_in

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

MARK = "message"
"""In a block, the short name of its message (``translated_text.py``)."""
DIGIT = re.compile(r"\d")


class LanguageTranslator(HTML5Translator):
    """Writes ``lang`` and ``dir`` of any node that carries them, and of which message it is."""

    def starttag(
        self, node: Any, tagname: str, suffix: str = "\n", empty: bool = False, **attributes: Any
    ) -> str:
        marks = getattr(node, "attributes", {})
        for name in ("lang", "dir"):
            if name in marks:
                attributes.setdefault(name, marks[name])
        if MARK in marks:
            attributes["data-m"] = marks[MARK]
        return super().starttag(node, tagname, suffix, empty, **attributes)

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802 (docutils calls it so)
        """Write a text, with its figures set apart where letters run from right to left."""
        is_plain = not self.protect_literal_text and not self.in_mailto
        has_figures = is_plain and DIGIT.search(node)
        if has_figures and (RIGHT_TO_LEFT.search(node) or _is_leftward(node, self.config)):
            self.body += self._with_figures_apart(str(node))
        else:
            super().visit_Text(node)

    def _with_figures_apart(self, text: str) -> Iterator[str]:
        place = 0
        for figure in figures_in(text):
            if figure.is_apart:
                shown = text[figure.begin : figure.end]
                element = element_apart(shown)
                yield self.encode(text[place : figure.begin])
                yield f'<{element} dir="ltr">{self.encode(shown)}</{element}>'
                place = figure.end
        yield self.encode(text[place:])

    def add_permalink_ref(self, node: nodes.Element, title: str) -> None:
        """Write the link to a heading; Sphinx takes the words of a catalog for HTML.

        A question has one to its own page instead.
        """
        if "has_page" not in node:
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
                # In a label from right to left, a space at its end would stand on its other side.
                node[:0] = [_notice(self.config.multilingual_reader_language), nodes.Text(" ")]


def _is_leftward(node: nodes.Node, config: Config) -> bool:
    """Return whether a text runs from right to left: that of the reader, and no English in it."""
    language = config.multilingual_reader_language
    direction = language.direction if language else "ltr"
    around: Any = node.parent
    while around is not None and direction == "rtl":
        direction = around.get("dir", direction)
        around = around.parent
    return bool(direction == "rtl")


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
    notice = nodes.inline("", _("Not yet translated:"), classes=["untranslated-notice"])
    notice["lang"], notice["dir"] = language.tag, language.direction
    return notice


def setup(app: Sphinx) -> None:
    app.add_transform(MarkUntranslated)
    app.set_translator("html", LanguageTranslator, override=True)
