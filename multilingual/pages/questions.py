"""A section with a label is a question: its short answer, and the lists made of both.

``.. short-answer::`` opens an answer. ``.. question-list::`` lists the questions of its own
page; ``.. short-answers::`` lists those of every page, each opening to its short answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.environment.collectors import EnvironmentCollector
from sphinx.locale import _
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import get_node_source, make_refnode

from multilingual.pages.faults import add_fault

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

LONGEST_SHORT_ANSWER = 40
"""Words; longer than this it is no longer read at a glance."""


class box(nodes.General, nodes.Element):
    """A ``<div>`` that carries no class but those it is given."""


class short_answer(nodes.General, nodes.Element):
    """The first paragraph of an answer."""


class safety_block(nodes.General, nodes.Element):
    """Words that keep a reader safe; an answer can begin with them."""


class question_list(nodes.General, nodes.Element):
    """Stands for the questions of this page until all pages are read."""


class short_answers(nodes.General, nodes.Element):
    """Stands for the questions of all pages until all pages are read."""


class disclosure(nodes.General, nodes.Element):
    """A ``<details>`` element."""


class disclosure_summary(nodes.General, nodes.TextElement):
    """The ``<summary>`` that opens it."""


class Question(NamedTuple):
    """A question as a reader of this language sees it.

    ``answer`` is the short one; ``text`` is all of it, without sources and what is shown in
    another language.
    """

    docname: str
    label: str
    title: nodes.title
    answer: short_answer
    text: str


class ShortAnswer(SphinxDirective):
    """``.. short-answer::`` with one paragraph of at most forty words."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        node = short_answer(classes=["short-answer"])
        self.set_source_info(node)
        node += self.parse_content_to_nodes()
        words = len(node.astext().split())
        if len(node) != 1 or not isinstance(node[0], nodes.paragraph):
            add_fault(self.env, self.get_source_info(), "a short answer is one paragraph.")
            return []
        if words > LONGEST_SHORT_ANSWER:
            message = f"this short answer has {words} words. Shorten it to {LONGEST_SHORT_ANSWER}."
            add_fault(self.env, self.get_source_info(), message)
        return [node]


class QuestionList(SphinxDirective):
    """``.. question-list::`` where the questions of this page are to be listed."""

    def run(self) -> list[nodes.Node]:
        return [question_list()]


class ShortAnswers(SphinxDirective):
    """``.. short-answers::`` where the questions of every page are to be listed."""

    def run(self) -> list[nodes.Node]:
        return [short_answers()]


class StableAnchors(SphinxTransform):
    """Makes the label of a question its only anchor, so that rewording moves no link.

    Runs after docutils has given labels to the sections below them (260).
    """

    default_priority = 270

    def apply(self, **kwargs: Any) -> None:
        for section, label, answer in _sections(self.document):
            if label is None or answer is None:
                continue
            for name, identifier in self.document.nameids.items():
                if identifier in section["ids"]:
                    self.document.nameids[name] = label
            section["ids"] = [label]


class QuestionCollector(EnvironmentCollector):
    """Keeps the questions of each page, already in the reader's language."""

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        questions_of(env).pop(docname, None)

    def merge_other(
        self, app: Sphinx, env: BuildEnvironment, docnames: Set[str], other: BuildEnvironment
    ) -> None:
        theirs = questions_of(other)
        questions_of(env).update({name: theirs[name] for name in docnames if name in theirs})

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        docname = app.env.current_document.docname
        for title, message in missing_parts(doctree):
            add_fault(app.env, _place(title), message)
        found = list(find_questions(docname, doctree))
        if found:
            questions_of(app.env)[docname] = found


def questions_of(env: BuildEnvironment) -> dict[str, list[Question]]:
    """Return the questions by page, kept with the environment."""
    if not hasattr(env, "multilingual_questions"):
        env.multilingual_questions = {}  # type: ignore[attr-defined]
    return cast("dict[str, list[Question]]", env.multilingual_questions)  # type: ignore[attr-defined]


def find_questions(docname: str, doctree: nodes.document) -> Iterator[Question]:
    """Yield the questions of a page: its sections with a label and a short answer."""
    for section, label, answer in _sections(doctree):
        title = section.next_node(nodes.title)
        if answer is not None and label is not None and title is not None:
            text = "\n".join(_own_text(section))
            yield Question(docname, label, title.deepcopy(), answer.deepcopy(), text)


def find_question(env: BuildEnvironment, label: str) -> Question | None:
    """Return the question with this label, from whichever page has it."""
    everything = (one for page in questions_of(env).values() for one in page)
    return next((one for one in everything if one.label == label), None)


def missing_parts(doctree: nodes.document) -> Iterator[tuple[nodes.Element, str]]:
    """Yield each section that is half a question, and what it lacks."""
    for section, label, answer in _sections(doctree):
        title = section.next_node(nodes.title) or section
        if answer is not None and label is None:
            yield (
                title,
                "this question has no label. Put a line such as '.. _what-is-lupus:' and "
                "a blank line above it.",
            )
        elif answer is None and label is not None and section.parent is not doctree:
            yield (
                title,
                f"the question {label!r} has no short answer. Begin it with '.. short-answer::'.",
            )


def _sections(
    doctree: nodes.document,
) -> Iterator[tuple[nodes.section, str | None, short_answer | None]]:
    for section in doctree.findall(nodes.section):
        blocks = [c for c in section.children if isinstance(c, safety_block)]
        children = [*section.children, *(c for block in blocks for c in block.children)]
        answer = next((c for c in children if isinstance(c, short_answer)), None)
        yield section, _explicit_label(doctree, section), answer


def _own_text(section: nodes.section) -> Iterator[str]:
    for paragraph in section.findall(nodes.paragraph):
        around = paragraph.parent
        if "lang" not in paragraph and "lang" not in around and not isinstance(around, box):
            yield paragraph.astext()


def _explicit_label(doctree: nodes.document, section: nodes.section) -> str | None:
    for name in section["names"]:
        identifier = doctree.nameids.get(name)
        if doctree.nametypes.get(name) and identifier:
            return identifier
    return None


def _place(node: nodes.Element) -> tuple[str, int]:
    return get_node_source(node) or "?", node.line or 1


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
        for page in _pages_in_order(self.env):
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
        answer.extend(_copies(question.answer.children))
        name = nodes.inline("", "", classes=["visually-hidden"])
        name += [nodes.Text(" "), *_copies(question.title.children)]
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
        return make_refnode(builder, docname, page, label or None, _copies(children))


def _links(questions: list[Question]) -> nodes.Element:
    listing = nodes.bullet_list()
    for question in questions:
        link = nodes.reference("", "", internal=True, refid=question.label)
        link += _copies(question.title.children)
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
    node += _copies(title.children)
    return node


def _copies(children: list[nodes.Node]) -> list[nodes.Node]:
    return [child.deepcopy() for child in children]


def _pages_in_order(env: BuildEnvironment) -> Iterator[str]:
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


def _rewrite_lists(app: Sphinx, env: BuildEnvironment) -> list[str]:
    # Lists and repeated answers show other pages, so a change in any can change each.
    return sorted(env.found_docs)


def visit_box(translator: Any, node: nodes.Element) -> None:
    translator.body.append(translator.starttag(node, "div"))


def depart_box(translator: Any, node: nodes.Element) -> None:
    translator.body.append("</div>\n")


def visit_disclosure(translator: Any, node: nodes.Element) -> None:
    translator.body.append(translator.starttag(node, "details"))


def depart_disclosure(translator: Any, node: nodes.Element) -> None:
    translator.body.append("</details>\n")


def visit_summary(translator: Any, node: nodes.Element) -> None:
    translator.body.append(translator.starttag(node, "summary", ""))


def depart_summary(translator: Any, node: nodes.Element) -> None:
    translator.body.append("</summary>\n")


def setup(app: Sphinx) -> None:
    app.add_node(box, html=(visit_box, depart_box))
    app.add_node(short_answer, html=(visit_box, depart_box))
    app.add_node(safety_block, html=(visit_box, depart_box))
    app.add_node(disclosure, html=(visit_disclosure, depart_disclosure))
    app.add_node(disclosure_summary, html=(visit_summary, depart_summary))
    app.add_node(question_list)
    app.add_node(short_answers)
    app.add_directive("short-answer", ShortAnswer)
    app.add_directive("question-list", QuestionList)
    app.add_directive("short-answers", ShortAnswers)
    app.add_transform(StableAnchors)
    app.add_env_collector(QuestionCollector)
    app.add_post_transform(ListQuestions)
    app.connect("env-updated", _rewrite_lists)
