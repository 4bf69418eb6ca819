"""Words that keep a reader safe stand in the reader's language and in English.

``.. safety::`` holds them. Until a qualified person has checked a translation, each block of
it is followed by the same block in the source language. ``.. repeat::`` shows the short
answer of a question once more on another page, so that it is translated only once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.locale import _
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from multilingual.languages import SOURCE_CODE
from multilingual.pages.content.directives import SourceFaults, add_fault, box, copies, safety_block
from multilingual.pages.content.questions import Question, find_question, link
from multilingual.pages.translation.english_fallback import mark_as_source

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import OptionSpec


class repeated_answer(nodes.General, nodes.Element):
    """Stands for the short answer of another page until all pages are read."""


class Safety(SphinxDirective):
    """``.. safety::`` around paragraphs and lists that name a danger.

    ``:class: today`` is for what can wait for a doctor on the same day, ``plain`` for a warning
    among other paragraphs that needs no frame.
    """

    has_content = True
    option_spec: ClassVar[OptionSpec] = {"class": directives.class_option}

    def run(self) -> list[nodes.Node]:
        node = safety_block(classes=["safety", *self.options.get("class", [])])
        self.set_source_info(node)
        node += self.parse_content_to_nodes()
        if any(node.findall(nodes.footnote_reference)):
            add_fault(self.env, self.get_source_info(), "a safety text can have no footnote.")
            return []
        return [node]


class Repeat(SphinxDirective):
    """``.. repeat:: emergency-signs`` shows that question's short answer here."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        node = repeated_answer(label=self.arguments[0])
        self.set_source_info(node)
        return [node]


class KeepSource(SphinxTransform):
    """Keeps the source text of safety blocks before Sphinx translates them (20)."""

    default_priority = 15

    def apply(self, **kwargs: Any) -> None:
        if self.config.language != SOURCE_CODE:
            for paragraph in _safety_paragraphs(self.document):
                paragraph["source_text"] = paragraph.deepcopy()


class ShowBoth(SphinxTransform):
    """Puts the kept source text behind each paragraph that Sphinx has translated (20)."""

    default_priority = 30

    def apply(self, **kwargs: Any) -> None:
        for paragraph in _safety_paragraphs(self.document):
            source_text = paragraph.attributes.pop("source_text", None)
            if source_text is not None and paragraph.get("translated"):
                mark_as_source(source_text)
                source_text["classes"].append("source-text")
                paragraph.parent.insert(paragraph.parent.index(paragraph) + 1, source_text)


class RepeatAnswers(SphinxPostTransform):
    """Fills the places of ``.. repeat::``, before references are resolved (10)."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        for place in list(self.document.findall(repeated_answer)):
            question = find_question(self.env, place["label"])
            if question is None:
                raise SourceFaults(
                    f"{place.source}:{place.line}: no question has the label {place['label']!r}."
                )
            place.replace_self(self._box(question))

    def _box(self, question: Question) -> nodes.Element:
        more = link(self.env, question.docname, question.label, question.title.children)
        node = box(classes=["safety", "repeated"])
        node += nodes.paragraph("", _("Get help now"), classes=["safety-title"])
        node.extend(copies(question.answer.children))
        node += nodes.paragraph("", "", more, classes=["read-more"])
        return node


def _safety_paragraphs(document: nodes.document) -> list[nodes.paragraph]:
    blocks = document.findall(safety_block)
    return [paragraph for block in blocks for paragraph in block.findall(nodes.paragraph)]


def setup(app: Sphinx) -> None:
    app.add_node(repeated_answer)
    app.add_directive("safety", Safety)
    app.add_directive("repeat", Repeat)
    app.add_transform(KeepSource)
    app.add_transform(ShowBoth)
    app.add_post_transform(RepeatAnswers)
