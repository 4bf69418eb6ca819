"""``.. people:: 24`` draws a hundred people, 24 of them filled, above the words that say so.

The picture says nothing that the words do not, so who does not see it misses nothing. It fills from
the side from which a reader reads. It is a drawing in the page: it needs no colour to be understood
and comes out of a printer as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from multilingual.pages.content.elements_and_faults import add_fault

if TYPE_CHECKING:
    from sphinx.application import Sphinx

ROWS = COLUMNS = 10
WIDE, HIGH = 10, 14
"""The room that a figure has in the drawing."""
FIGURE = "a2 2 0 1 1 4 0a2 2 0 1 1-4 0m-1 8.2v-3a2.4 2.4 0 0 1 2.4-2.4h1.2a2.4 2.4 0 0 1 2.4 2.4v3z"
"""A head and shoulders, from the left of the head on, as SVG draws a path. It has no left and
right, so that the drawing can be mirrored."""
HEAD = (3, 3.2)
"""Where the left of the head is in the room of a figure."""
ONE = re.compile(r"\bone\b", re.IGNORECASE)


class people_picture(nodes.General, nodes.Element):
    """A picture of a hundred people, ``count`` of them filled, and the words that say so."""


class People(SphinxDirective):
    """``.. people:: 24`` with the words that say what the 24 are."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        given = self.arguments[0]
        node = people_picture(classes=["people"])
        self.set_source_info(node)
        node += self.parse_content_to_nodes()
        if fault := _fault(given, node):
            add_fault(self.env, self.get_source_info(), fault)
            return []
        node["count"] = int(given)
        return [node]


def _fault(given: str, node: people_picture) -> str | None:
    if not re.fullmatch(r"[1-9][0-9]?", given):
        return f"{given!r} is no whole number from 1 to 99. Write how many of 100 people are meant."
    text = node.astext()
    if not text.strip():
        return f"a picture of {given} people has no words. Say below it what they are."
    is_said = re.search(rf"(?<![\d.,]){given}(?![\d]|[.,]\d)", text)
    if not is_said and not (given == "1" and ONE.search(text)):
        return f"the words below a picture of {given} people do not say {given}. Write the figure."
    if not re.search(r"(?<![\d.,])100(?![\d]|[.,]\d)|%", text):
        return f"the words below a picture of {given} people do not say out of 100. Write both."
    return None


def visit_people(translator: Any, node: nodes.Element) -> None:
    """Write the drawing, with its filled figures and the others as one path each."""
    count = node["count"]
    filled, others = _figures(range(count)), _figures(range(count, ROWS * COLUMNS))
    translator.body.append(
        translator.starttag(node, "figure", "")
        + f'<svg viewBox="0 0 {COLUMNS * WIDE} {ROWS * HIGH}" aria-hidden="true" focusable="false">'
        f'<path class="filled" d="{filled}"/><path d="{others}"/></svg>\n<figcaption>'
    )


def _figures(numbers: range) -> str:
    across, down = HEAD
    places = ((number % COLUMNS, number // COLUMNS) for number in numbers)
    return "".join(
        f"M{column * WIDE + across} {row * HIGH + down:.4g}{FIGURE}" for column, row in places
    )


def depart_people(translator: Any, _node: nodes.Element) -> None:
    translator.body.append("</figcaption></figure>\n")


def setup(app: Sphinx) -> None:
    app.add_node(people_picture, html=(visit_people, depart_people))
    app.add_directive("people", People)
