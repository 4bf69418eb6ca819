"""What the directives share: the elements that they make, and faults that they find.

A fault is of the source, ``path:line: message``, and no page may be published with it. They are
gathered while pages are read and stop the build once all pages are read, so that a writer sees
every one of them at once, with ``make html`` and with plain ``sphinx-build``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.errors import SphinxError

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

Visit = Callable[[Any, nodes.Element], None]

FAULTS = "faults"
"""In the metadata of a page, what was found in it."""


class box(nodes.General, nodes.Element):
    """A ``<div>`` that carries no class but those it is given."""


class landmark(nodes.General, nodes.Element):
    """A part of the page that a screen reader names ``label``: a ``nav``, or else a region."""


class disclosure(nodes.General, nodes.Element):
    """A ``<details>`` element."""


class disclosure_summary(nodes.General, nodes.TextElement):
    """The ``<summary>`` that opens it."""


class short_answer(nodes.General, nodes.Element):
    """The first paragraph of an answer."""


class safety_block(nodes.General, nodes.Element):
    """Words that keep a reader safe; an answer can begin with them."""


def as_element(tag: str, suffix: str = "\n") -> tuple[Visit, Visit]:
    """Return how the begin and the end of a node are written that is the element ``tag`` of HTML.

    ``suffix`` stands between the begin and what is in it.
    """

    def visit(translator: Any, node: nodes.Element) -> None:
        translator.body.append(translator.starttag(node, tag, suffix))

    def depart(translator: Any, _node: nodes.Element) -> None:
        translator.body.append(f"</{tag}>\n")

    return visit, depart


def folded(title: list[nodes.Node], *inside: nodes.Node, **attributes: Any) -> disclosure:
    """Return a fold that shows ``title`` until a reader opens it."""
    return disclosure("", disclosure_summary("", "", *title), *inside, **attributes)


def counted(title: str, count: int) -> list[nodes.Node]:
    """Return the words of a title and, apart from them, how many things it is the title of."""
    number = nodes.inline("", str(count), classes=["count"])
    return [nodes.inline("", title), nodes.Text(" "), number]


def copies(children: list[nodes.Node]) -> list[nodes.Node]:
    """Return copies of ``children``, which can stand in a second place."""
    return [child.deepcopy() for child in children]


class SourceFaults(SphinxError):
    """The faults that were found, one a line."""

    category = "Faults in the source"


def add_fault(env: BuildEnvironment, location: tuple[str, int], message: str) -> None:
    """Note a fault of the page that is being read; ``location`` is its path and line."""
    add_fault_of_page(env, env.current_document.docname, location, message)


def add_fault_of_page(
    env: BuildEnvironment, page: str, location: tuple[str, int], message: str
) -> None:
    """Note a fault of ``page`` once all are read, or that of a list that it shows."""
    path, line = location
    env.metadata[page].setdefault(FAULTS, []).append(f"{path}:{line}: {message}")


def visit_landmark(translator: Any, node: nodes.Element) -> None:
    """Write the begin of a region with its name."""
    role = {} if node["tag"] == "nav" else {"role": "region"}
    begin = translator.starttag(node, node["tag"], **role, **{"aria-label": node["label"]})
    translator.body.append(begin)


def visit_disclosure(translator: Any, node: nodes.Element) -> None:
    """Write the begin of a fold, which can be open."""
    attributes = {"open": "open"} if node.get("is_open") else {}
    translator.body.append(translator.starttag(node, "details", **attributes))


def depart_disclosure(translator: Any, _node: nodes.Element) -> None:
    translator.body.append("</details>\n")


def depart_landmark(translator: Any, node: nodes.Element) -> None:
    translator.body.append(f"</{node['tag']}>\n")


def _stop_on_faults(_app: Sphinx, env: BuildEnvironment) -> None:
    pages = sorted(env.metadata.items())
    faults = [fault for _page, about in pages for fault in about.get(FAULTS, ())]
    if faults:
        # Two places can show one list.
        raise SourceFaults("\n" + "\n".join(dict.fromkeys(faults)))


def setup(app: Sphinx) -> None:
    for node in (box, short_answer, safety_block):
        app.add_node(node, html=as_element("div"))
    app.add_node(landmark, html=(visit_landmark, depart_landmark))
    app.add_node(disclosure, html=(visit_disclosure, depart_disclosure))
    app.add_node(disclosure_summary, html=as_element("summary", ""))
    app.connect("env-check-consistency", _stop_on_faults)
