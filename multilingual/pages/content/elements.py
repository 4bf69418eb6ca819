"""The elements of HTML that the parts of a page are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

Node = TypeVar("Node", bound=nodes.Node)


class box(nodes.General, nodes.Element):
    """A ``<div>`` that carries no class but those it is given."""


class short_answer(nodes.General, nodes.Element):
    """The first paragraph of an answer."""


class safety_block(nodes.General, nodes.Element):
    """Words that keep a reader safe; an answer can begin with them."""


class disclosure(nodes.General, nodes.Element):
    """A ``<details>`` element."""


class disclosure_summary(nodes.General, nodes.TextElement):
    """The ``<summary>`` that opens it."""


def copies(children: list[nodes.Node]) -> list[nodes.Node]:
    """Return copies of ``children``, which can stand in a second place."""
    return [child.deepcopy() for child in children]


def free_copy(node: Node) -> Node:
    """Return a copy that does not hold on to its document, which would be saved with it."""
    copy = node.deepcopy()
    for original, one in zip(node.findall(), copy.findall(), strict=True):
        one.document = None  # type: ignore[assignment]
        one.source, one.line = original.source, original.line
    return copy


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
