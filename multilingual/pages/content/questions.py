"""A section with a label is a question; ``.. short-answer::`` opens its answer.

``.. question-list::`` folds the questions of its own page, with what stands above them. Where help
is urgent, the first answer goes before everything else on the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import _
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import get_node_source, make_refnode

from multilingual.pages.content.elements_and_faults import (
    add_fault,
    box,
    copies,
    counted,
    folded,
    landmark,
    safety_block,
    short_answer,
)
from multilingual.pages.translation.english_fallback import MARK
from multilingual.pages.translation.rst_parser import detached_copy
from multilingual.pages.translation.translated_text import OF_THE_SITE, mark_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

LONGEST_SHORT_ANSWER = 40
"""Words; longer than this it is no longer read at a glance."""

EMERGENCY = "emergency"
"""What a safety text without a class is for."""
QUESTIONS = "questions"
"""In the metadata of a page, its questions."""


class Question(NamedTuple):
    """A question as a reader of this language sees it.

    ``answer`` is the short one; ``text`` is all of it, without sources and what is shown in
    another language. ``urgency`` is the class of the safety text that the short answer is in,
    "emergency" if that has none.
    """

    docname: str
    label: str
    title: nodes.title
    answer: short_answer
    text: str
    urgency: str = ""


class question_list(nodes.General, nodes.Element):
    """Stands for the questions of this page until all pages are read."""


class ShortAnswer(SphinxDirective):
    """``.. short-answer::`` with one paragraph of at most forty words."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        node = short_answer(classes=["short-answer"])
        self.set_source_info(node)
        node += self.parse_content_to_nodes()
        # docutils notes there what it has looked up, and takes it away later.
        node.children = [child for child in node if not isinstance(child, nodes.system_message)]
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


class ListQuestions(SphinxPostTransform):
    """Folds the questions of a page, before references are resolved (10)."""

    # After the boxes that stand above the list are filled (5).
    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        for here in list(self.document.findall(question_list)):
            page = self.env.current_document.docname
            own = questions_of(self.env).get(page)
            first = here.next_node(nodes.section, descend=False, siblings=True)
            if not own or first is None:
                here.parent.remove(here)
                continue
            above = [node for node in here.parent[: here.parent.index(here)] if _is_opening(node)]
            waits = page == self.config.multilingual_help_page
            behind = [node for node in above if waits or not isinstance(node, nodes.paragraph)]
            for node in above:
                node.parent.remove(node)
            listed = self._list(own, [node for node in above if node not in behind])
            if waits:
                here.parent.remove(here)
                behind = [box("", *behind, classes=["opening"]), listed]
            else:
                here.replace_self(listed)
            place = first.parent.index(first) + 1
            first.parent.insert(place, behind)

    def _list(self, questions: list[Question], above: list[nodes.Node]) -> nodes.Element:
        title = _("Questions on this page")
        listing = links(self.env, questions)
        listing["ids"] = ["questions"]
        listed = landmark("", listing, tag="nav", label=title)
        fold = folded(counted(title, len(questions)), *above, listed, classes=["fold"])
        return box("", fold, classes=["question-list"])


def _is_opening(node: nodes.Node) -> bool:
    """Return whether a node above the questions belongs to the text of the page."""
    is_apart = isinstance(node, nodes.title | nodes.Invisible | landmark)
    classes = node["classes"] if isinstance(node, nodes.Element) else ()
    return not is_apart and not {"provenance", "safety"}.intersection(classes)


def link(
    env: BuildEnvironment, page: str, label: str, children: list[nodes.Node]
) -> nodes.reference:
    """Return a link from the page that is being written to a place on another, with copies."""
    # Private, but Sphinx's own transforms have no other way to a builder.
    builder = env._app.builder
    return make_refnode(
        builder, env.current_document.docname, page, label or None, copies(children)
    )


def links_to_questions(
    env: BuildEnvironment, questions: list[Question], title: str, kind: str
) -> nodes.Element:
    """Return a box of the class ``kind`` with a link to each of ``questions`` below a title."""
    heading = nodes.paragraph("", title, classes=[f"{kind}-title"])
    heading[MARK] = mark_of(kind, OF_THE_SITE)
    return box("", heading, links(env, questions, MARK), classes=[kind])


def links(env: BuildEnvironment, questions: list[Question], *said: str) -> nodes.bullet_list:
    """Return a list with a link to each of ``questions``, of which it has what is ``said``, too."""
    listing = nodes.bullet_list()
    for question in questions:
        reference = link(env, question.docname, question.label, question.title.children)
        language = language_of(question.title)
        reference.attributes |= {name: question.title[name] for name in said}
        paragraph = addnodes.compact_paragraph("", "", reference, **language)
        listing += nodes.list_item("", paragraph)
    return listing


def language_of(title: nodes.Element, *further: str) -> dict[str, str]:
    """Return the attributes that say of what language a text is that stays English, or more."""
    return {name: title[name] for name in ("lang", "dir", *further) if name in title}


def questions_of(env: BuildEnvironment) -> dict[str, list[Question]]:
    """Return the questions of each page that has any."""
    return {page: about[QUESTIONS] for page, about in env.metadata.items() if about.get(QUESTIONS)}


def find_question(env: BuildEnvironment, label: str) -> Question | None:
    """Return the question with this label, from whichever page has it."""
    every = (question for questions in questions_of(env).values() for question in questions)
    return next((question for question in every if question.label == label), None)


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


def _note_questions(app: Sphinx, doctree: nodes.document) -> None:
    """Note the questions of a page, already in the reader's language, and what they lack."""
    env, page = app.env, app.env.current_document.docname
    questions = []
    for section, label, answer in _sections(doctree):
        title = section.next_node(nodes.title)
        if fault := _fault(label, answer, is_page=section.parent is doctree):
            place = title or section
            add_fault(env, (get_node_source(place) or "?", place.line or 1), fault)
        elif answer is not None and label is not None and title is not None:
            text = "\n".join(_own_text(section))
            copy, short = detached_copy(title), detached_copy(answer)
            questions.append(Question(page, label, copy, short, text, _urgency(answer)))
    env.metadata[page][QUESTIONS] = questions


def _fault(label: str | None, answer: short_answer | None, *, is_page: bool) -> str | None:
    """Return what a section lacks that is half a question."""
    if answer is not None and label is None:
        return (
            "this question has no label. Put a line such as '.. _what-is-lupus:' and "
            "a blank line above it."
        )
    if answer is None and label is not None and not is_page:
        return f"the question {label!r} has no short answer. Begin it with '.. short-answer::'."
    return None


def _sections(
    doctree: nodes.document,
) -> Iterator[tuple[nodes.section, str | None, short_answer | None]]:
    for section in _walk_sections(doctree):
        blocks = [child for child in section.children if isinstance(child, safety_block)]
        children = [*section.children, *(child for block in blocks for child in block.children)]
        answer = next((child for child in children if isinstance(child, short_answer)), None)
        yield section, _explicit_label(doctree, section), answer


def _walk_sections(above: nodes.Element) -> Iterator[nodes.section]:
    # Sections stand in sections alone: there is no need to look into each paragraph.
    for child in above.children:
        if isinstance(child, nodes.section):
            yield child
            yield from _walk_sections(child)


def question_sections(doctree: nodes.document) -> Iterator[tuple[str, nodes.section]]:
    """Yield the label and the section of each question of a page."""
    for section, label, answer in _sections(doctree):
        if label is not None and answer is not None:
            yield label, section


def _own_text(section: nodes.section) -> Iterator[str]:
    for paragraph in section.findall(nodes.paragraph):
        around = paragraph.parent
        is_marked = "lang" in paragraph or "lang" in around
        if not is_marked and not isinstance(around, box | nodes.system_message):
            yield paragraph.astext()


def _urgency(answer: short_answer) -> str:
    if not isinstance(answer.parent, safety_block):
        return ""
    given = [name for name in answer.parent["classes"] if not name.startswith(("safety", "join"))]
    return given[0] if given else EMERGENCY


def _explicit_label(doctree: nodes.document, section: nodes.section) -> str | None:
    for name in section["names"]:
        identifier = doctree.nameids.get(name)
        if doctree.nametypes.get(name) and identifier:
            return identifier
    return None


def setup(app: Sphinx) -> None:
    app.add_node(question_list)
    app.add_directive("short-answer", ShortAnswer)
    app.add_directive("question-list", QuestionList)
    app.add_transform(StableAnchors)
    app.add_post_transform(ListQuestions)
    app.connect("doctree-read", _note_questions)
