"""A section with a label is a question; ``.. short-answer::`` opens its answer."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from docutils import nodes
from sphinx.environment.collectors import EnvironmentCollector
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import get_node_source

from multilingual.pages.content.elements import box, free_copy, safety_block, short_answer
from multilingual.pages.content.source_faults import add_fault

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

LONGEST_SHORT_ANSWER = 40
"""Words; longer than this it is no longer read at a glance."""


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
        # docutils tells there what it has looked up, and takes it away later.
        node.children = [one for one in node if not isinstance(one, nodes.system_message)]
        words = len(node.astext().split())
        if len(node) != 1 or not isinstance(node[0], nodes.paragraph):
            add_fault(self.env, self.get_source_info(), "a short answer is one paragraph.")
            return []
        if words > LONGEST_SHORT_ANSWER:
            message = f"this short answer has {words} words. Shorten it to {LONGEST_SHORT_ANSWER}."
            add_fault(self.env, self.get_source_info(), message)
        return [node]


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
            yield Question(docname, label, free_copy(title), free_copy(answer), text)


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
    for section in _walk_sections(doctree):
        blocks = [c for c in section.children if isinstance(c, safety_block)]
        children = [*section.children, *(c for block in blocks for c in block.children)]
        answer = next((c for c in children if isinstance(c, short_answer)), None)
        yield section, _explicit_label(doctree, section), answer


def _walk_sections(above: nodes.Element) -> Iterator[nodes.section]:
    # Sections stand in sections alone: there is no need to look into each paragraph.
    for child in above.children:
        if isinstance(child, nodes.section):
            yield child
            yield from _walk_sections(child)


def _own_text(section: nodes.section) -> Iterator[str]:
    for paragraph in section.findall(nodes.paragraph):
        around = paragraph.parent
        told = "lang" in paragraph or "lang" in around
        if not told and not isinstance(around, box | nodes.system_message):
            yield paragraph.astext()


def _explicit_label(doctree: nodes.document, section: nodes.section) -> str | None:
    for name in section["names"]:
        identifier = doctree.nameids.get(name)
        if doctree.nametypes.get(name) and identifier:
            return identifier
    return None


def _place(node: nodes.Element) -> tuple[str, int]:
    return get_node_source(node) or "?", node.line or 1


def setup(app: Sphinx) -> None:
    app.add_directive("short-answer", ShortAnswer)
    app.add_transform(StableAnchors)
    app.add_env_collector(QuestionCollector)
