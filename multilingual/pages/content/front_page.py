"""The lists of the home page: what people ask first, and every page of the site as a card.

``.. asked-first:: LABEL LABEL`` shows those questions with their short answers, the first one open.
``.. short-answers::`` shows a card for each page, with a line on what is there (the description
that ``.. meta::`` gives of it) and with its questions folded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from multilingual.pages.content.elements_and_faults import (
    SourceFaults,
    box,
    copies,
    counted,
    disclosure,
    folded,
)
from multilingual.pages.content.questions import (
    Question,
    find_question,
    language_of,
    link,
    links,
    pages_in_order,
    questions_of,
)
from multilingual.pages.translation.english_fallback import MARK, mark_as_source
from multilingual.pages.translation.translated_text import OF_THE_SITE, mark_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

DESCRIPTION = "page description"
"""In the metadata of a page, the line that describes it, and whether that is in English."""


class asked_first(nodes.General, nodes.Element):
    """Stands for the questions with the ``labels`` until all pages are read."""


class short_answers(nodes.General, nodes.Element):
    """Stands for the cards of all pages until all pages are read."""


class search_place(nodes.General, nodes.Element):
    """The place of a search field, which the template of the page fills."""


class AskedFirst(SphinxDirective):
    """``.. asked-first:: is-lupus-contagious is-lupus-fatal``, in that order."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        node = asked_first(labels=self.arguments[0].split())
        self.set_source_info(node)
        return [node]


class ShortAnswers(SphinxDirective):
    """``.. short-answers::`` where the questions of every page are to be listed."""

    def run(self) -> list[nodes.Node]:
        return [short_answers()]


class SearchPlace(SphinxDirective):
    """``.. search-field::`` where readers are to ask in their own words."""

    def run(self) -> list[nodes.Node]:
        return [search_place()]


class FillFrontPage(SphinxPostTransform):
    """Fills the lists, before references are resolved (priority 10)."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        for place in list(self.document.findall(asked_first)):
            section = nodes.section(ids=["asked-first"], classes=["asked-first"])
            heading = nodes.title("", _("People ask first"))
            heading[MARK] = mark_of("asked-first", OF_THE_SITE)
            section += heading
            for number, question in enumerate(self._asked(place)):
                section += self._opening(question, is_open=number == 0)
            place.replace_self(section)
        for everywhere in list(self.document.findall(short_answers)):
            everywhere.replace_self(box("", *self._cards(), classes=["cards"]))

    def _asked(self, place: asked_first) -> Iterator[Question]:
        for label in place["labels"]:
            question = find_question(self.env, label)
            if question is None:
                fault = f"no question has the label {label!r}. Look above its heading."
                raise SourceFaults(f"{place.source}:{place.line}: {fault}")
            yield question

    def _opening(self, question: Question, *, is_open: bool) -> disclosure:
        """Return a question that opens to its short answer."""
        answer = box("", *copies(question.answer.children), classes=["answer"])
        name = nodes.inline("", "", classes=["visually-hidden"])
        name += [nodes.Text(" "), *copies(question.title.children)]
        more = link(self.env, question.docname, question.label, [nodes.Text(_("Read more")), name])
        answer += nodes.paragraph("", "", more, classes=["read-more"])
        title = nodes.inline("", "", *copies(question.title.children))
        title.attributes |= language_of(question.title, MARK)
        return folded([title], answer, classes=["question"], is_open=is_open)

    def _cards(self) -> Iterator[nodes.Element]:
        questions = questions_of(self.env)
        for page in pages_in_order(self.env):
            line = self.env.metadata[page].get(DESCRIPTION)
            if page != self.env.current_document.docname and (line or page in questions):
                yield self._card(page, line, questions.get(page, ()))

    def _card(
        self, page: str, line: tuple[str, bool] | None, questions: Sequence[Question]
    ) -> nodes.section:
        section = nodes.section(ids=[f"section-{page}"], classes=["card"])
        title = link(self.env, page, "", self.env.titles[page].children)
        section += nodes.title("", "", title, **{MARK: mark_of(page, "title")})
        if line:
            words, is_source = line
            paragraph = nodes.paragraph("", words, **{MARK: mark_of(page, "line")})
            if is_source:
                mark_as_source(paragraph)
            section += paragraph
        if questions:
            listing = links(self.env, list(questions))
            section += folded(counted(_("Questions"), len(questions)), listing, classes=["fold"])
        return section


def _note_description(app: Sphinx, doctree: nodes.document) -> None:
    """Note the line that describes a page, already in the reader's language."""
    for meta in doctree.findall(nodes.meta):
        if meta.get("name") == "description":
            is_source = meta.get("translated") is False
            about = app.env.metadata[app.env.current_document.docname]
            about[DESCRIPTION] = meta["content"], is_source


def visit_search_place(translator: Any, _node: nodes.Element) -> None:
    """Leave a mark for the template, which has the field of every page."""
    translator.body.append(SEARCH_PLACE)
    raise nodes.SkipNode


SEARCH_PLACE = "<!-- search field -->"
"""What the template puts a search field in place of."""


def setup(app: Sphinx) -> None:
    app.add_node(asked_first)
    app.add_node(short_answers)
    app.add_node(search_place, html=(visit_search_place, None))
    app.add_directive("asked-first", AskedFirst)
    app.add_directive("short-answers", ShortAnswers)
    app.add_directive("search-field", SearchPlace)
    app.add_post_transform(FillFrontPage)
    app.connect("doctree-read", _note_description)
