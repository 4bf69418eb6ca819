"""Lists of questions, which make themselves from the pages.

``.. question-list::`` lists the questions of its own page; ``.. short-answers::`` lists those
of every page, each opening to its short answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_refnode

from multilingual.pages.content.elements import box, copies, disclosure, disclosure_summary
from multilingual.pages.content.questions import Question, questions_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class question_list(nodes.General, nodes.Element):
    """Stands for the questions of this page until all pages are read."""


class short_answers(nodes.General, nodes.Element):
    """Stands for the questions of all pages until all pages are read."""


class QuestionList(SphinxDirective):
    """``.. question-list::`` where the questions of this page are to be listed."""

    def run(self) -> list[nodes.Node]:
        return [question_list()]


class ShortAnswers(SphinxDirective):
    """``.. short-answers::`` where the questions of every page are to be listed."""

    def run(self) -> list[nodes.Node]:
        return [short_answers()]


class ListQuestions(SphinxPostTransform):
    """Fills the lists, before references are resolved (priority 10)."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        docname = self.env.current_document.docname
        for here in list(self.document.findall(question_list)):
            questions = questions_of(self.env).get(docname, [])
            here.replace_self(_links(questions) if questions else [])
        for everywhere in list(self.document.findall(short_answers)):
            everywhere.replace_self(list(self._sections(docname)))

    def _sections(self, docname: str) -> Iterator[nodes.Element]:
        questions = questions_of(self.env)
        for page in pages_in_order(self.env):
            if page not in questions:
                continue
            section = nodes.section(ids=[f"section-{page}"], classes=["questions"])
            link = self._reference(docname, page, "", self.env.titles[page].children)
            section += nodes.title("", "", link)
            section.extend(self._disclosure(docname, one) for one in questions[page])
            yield section

    def _disclosure(self, docname: str, question: Question) -> disclosure:
        node = disclosure(classes=["question"])
        node += _with_attributes(disclosure_summary(), question.title)
        answer = box(classes=["answer"])
        answer.extend(copies(question.answer.children))
        name = nodes.inline("", "", classes=["visually-hidden"])
        name += [nodes.Text(" "), *copies(question.title.children)]
        more = self._reference(
            docname, question.docname, question.label, [nodes.Text(_("Read more")), name]
        )
        answer += nodes.paragraph("", "", more, classes=["read-more"])
        node += answer
        return node

    def _reference(
        self, docname: str, page: str, label: str, children: list[nodes.Node]
    ) -> nodes.reference:
        builder = self.env._app.builder
        return make_refnode(builder, docname, page, label or None, copies(children))


def _links(questions: list[Question]) -> nodes.Element:
    listing = nodes.bullet_list()
    for question in questions:
        link = nodes.reference("", "", internal=True, refid=question.label)
        link += copies(question.title.children)
        paragraph = _with_attributes(addnodes.compact_paragraph(), question.title)
        paragraph.children = []
        paragraph += link
        listing += nodes.list_item("", paragraph)
    title = nodes.paragraph("", _("Questions on this page"), classes=["question-list-title"])
    return box("", title, listing, classes=["question-list"])


def _with_attributes(node: nodes.TextElement, title: nodes.title) -> nodes.TextElement:
    for name in ("lang", "dir"):
        if name in title:
            node[name] = title[name]
    node += copies(title.children)
    return node


def pages_in_order(env: BuildEnvironment) -> Iterator[str]:
    """Yield the pages as the table of contents has them."""
    waiting = [env.config.root_doc]
    seen = set()
    while waiting:
        page = waiting.pop(0)
        if page in seen:
            continue
        seen.add(page)
        yield page
        waiting = env.toctree_includes.get(page, []) + waiting


def setup(app: Sphinx) -> None:
    app.add_node(question_list)
    app.add_node(short_answers)
    app.add_directive("question-list", QuestionList)
    app.add_directive("short-answers", ShortAnswers)
    app.add_post_transform(ListQuestions)
