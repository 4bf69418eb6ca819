"""``.. read-next:: LABEL LABEL`` closes an answer: two or three questions that people ask next.

It shows their titles in the reader's language, and so adds no message. Once a site has it, each
question has it on the pages that name sources, since these are the ones on which a reader goes
from one question to the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import get_node_source

from multilingual.pages.content.elements_and_faults import add_fault, add_fault_of_page, box
from multilingual.pages.content.questions import (
    find_question,
    links_to_questions,
    question_sections,
    questions_of,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

FEWEST, MOST = 2, 3
READ_NEXT, LACKING = "read-next", "lacks read-next"
"""In the metadata of a page, the labels that its questions lead to, and the questions without."""


class Place(NamedTuple):
    """A question, and where in the source it leads to ``labels``, if it does."""

    question: str
    path: str
    line: int
    labels: tuple[str, ...] = ()


class read_next(nodes.General, nodes.Element):
    """Stands for links to ``labels`` until all pages are read."""


class ReadNext(SphinxDirective):
    """``.. read-next:: what-is-lupus is-lupus-contagious`` directly before ``.. sources::``."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        node = read_next(labels=self.arguments[0].split())
        self.set_source_info(node)
        return [node]


class LinkReadNext(SphinxPostTransform):
    """Puts the links into their places, before references are resolved (10)."""

    default_priority = 5

    def run(self, **kwargs: object) -> None:
        for node in list(self.document.findall(read_next)):
            found = [find_question(self.env, label) for label in node["labels"]]
            there = [question for question in found if question]
            links = links_to_questions(self.env, there, _("Read next"), "read-next")
            node.replace_self(links)


def _note_places(app: Sphinx, doctree: nodes.document) -> None:
    """Note where the questions of a page lead, and what is wrong with that on the page itself."""
    about = app.env.metadata[app.env.current_document.docname]
    leading: list[Place] = []
    lacking: list[Place] = []
    has_sources = False
    placed: set[nodes.Node] = set()
    for label, section in question_sections(doctree):
        title = section.next_node(nodes.title) or section
        title_place = Place(label, get_node_source(title) or "?", title.line or 1)
        nexts = [child for child in section.children if isinstance(child, read_next)]
        placed.update(nexts)
        has_sources = has_sources or any(map(_is_sources, section.children))
        if not nexts:
            lacking.append(title_place)
        for node in nexts:
            labels = tuple(node["labels"])
            place = Place(label, get_node_source(node) or "?", node.line or 1, labels)
            leading.append(place)
            for fault in _faults(place, section, node, is_first=node is nexts[0]):
                add_fault(app.env, (place.path, place.line), fault)
    for node in doctree.findall(read_next):
        if node not in placed:
            fault = "read-next stands in no question. Put it at the end of an answer."
            add_fault(app.env, (get_node_source(node) or "?", node.line or 1), fault)
    about[READ_NEXT], about[LACKING] = leading, lacking if has_sources else []


def _faults(
    place: Place, section: nodes.section, node: read_next, *, is_first: bool
) -> Iterator[str]:
    labels = place.labels
    if not is_first:
        yield f"the question {place.question!r} has read-next twice. Keep one."
    if not FEWEST <= len(labels) <= MOST:
        yield f"read-next has {_count(len(labels))}. Name {FEWEST} or {MOST} questions."
    if place.question in labels:
        yield f"read-next leads to {place.question!r}, its own question. Name another one."
    for label in sorted({label for label in labels if labels.count(label) > 1}):
        yield f"read-next has {label!r} twice. Name another question."
    after = section.children[section.index(node) + 1 :]
    sources = [number for number, child in enumerate(after) if _is_sources(child)]
    if sources[:1] != [0] and (sources or any(map(_is_sources, section.children))):
        yield "read-next does not stand directly before the sources. Move it there."


def _count(labels: int) -> str:
    return f"{labels} labels" if labels > 1 else "1 label"


def _is_sources(node: nodes.Node) -> bool:
    return isinstance(node, box) and "sources" in node["classes"]


def _find_faults(_app: Sphinx, env: BuildEnvironment) -> None:
    """Find what is wrong once all pages are read: labels of no question, questions without."""
    labels = {question.label for every in questions_of(env).values() for question in every}
    about = [(page, env.metadata[page]) for page in sorted(env.metadata)]
    is_used = any(found.get(READ_NEXT) for _page, found in about)
    for page, found in about:
        for place in found.get(READ_NEXT, ()):
            for label in dict.fromkeys(place.labels):
                if label not in labels:
                    fault = f"no question has the label {label!r}. Look above its heading."
                    add_fault_of_page(env, page, (place.path, place.line), fault)
        for place in found.get(LACKING, ()) if is_used else ():
            fault = (
                f"the question {place.question!r} has no read-next. Put "
                "'.. read-next:: label label' before its sources."
            )
            add_fault_of_page(env, page, (place.path, place.line), fault)


def setup(app: Sphinx) -> None:
    app.add_node(read_next)
    app.add_directive("read-next", ReadNext)
    app.add_post_transform(LinkReadNext)
    app.connect("doctree-read", _note_places)
    # Before all faults stop the build.
    app.connect("env-check-consistency", _find_faults, priority=400)
