"""``.. picture:: NAME`` shows drawings of ``source/pictures/NAME``, each with words beside it.

The words are text of the page: a first paragraph says what the picture shows, for those who do
not see it too, and each item of a list stands below its drawing, ``1.svg``, ``2.svg`` and so on.
A numbered list explains the numbers in one drawing. So a picture needs no version of a language.
A drawing has classes in place of colours that change in the dark, which the style sheet has.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from xml.etree import ElementTree

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective

from multilingual.pages.content.elements_and_faults import add_fault, as_element
from multilingual.text.picture_words import WIDEST, ems

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import OptionSpec

FOLDER = "pictures"
SHAPES = {"svg", "g", "path", "circle", "ellipse", "rect", "text"}
ATTRIBUTES = {
    "class", "cx", "cy", "d", "fill", "height", "opacity", "points", "r", "rx", "ry", "stroke",
    "stroke-width", "transform", "viewBox", "width", "x", "y",
}  # fmt: skip
"""What a drawing is made of: nothing that runs, loads or links. What shall be another colour in the
dark has a class."""
COLOURED, COLOUR = {"fill", "stroke"}, re.compile(r"none|#[0-9a-f]{3}|#[0-9a-f]{6}")


class picture(nodes.General, nodes.Element):
    """A ``<figure>`` with its description, its drawings, which are ``files``, and their words."""


class picture_description(nodes.General, nodes.Element):
    """The ``<figcaption>``, which names the figure."""


class panels(nodes.General, nodes.Element):
    """The list of the panels."""


class panel(nodes.General, nodes.Element):
    """A drawing and the words below it, or a row of the words beside one."""


class Picture(SphinxDirective):
    """``.. picture:: stroke`` with a description and a list.

    ``:mirror:`` turns the drawings round where text runs from right to left, because they have
    a direction.
    """

    required_arguments = 1
    has_content = True
    option_spec: ClassVar[OptionSpec] = {"mirror": directives.flag}

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        try:
            return [self._picture(name)]
        except _Fault as fault:
            add_fault(self.env, self.get_source_info(), f"the picture {name!r} {fault}")
            return []

    def _picture(self, name: str) -> picture:
        description, listing = self._content()
        is_numbered = isinstance(listing, nodes.enumerated_list)
        files = self._files(name)
        drawings = [nodes.raw("", _drawing(path), format="html") for path in files]
        expected = 1 if is_numbered else len(listing)
        if len(drawings) != expected:
            raise _Fault(
                f"has {len(drawings)} drawings in source/{FOLDER}/{name} for {len(listing)} "
                f"items. Draw {expected} (1.svg, 2.svg ...), or change the list."
            )
        mirror = ["mirror"] if "mirror" in self.options else []
        classes = ["picture", f"picture-{name}", *mirror]
        node = picture(classes=classes, files=list(map(str, files)))
        self.set_source_info(node)
        kind = "legend" if is_numbered else "panels"
        words = panels(classes=[kind])
        for position, item in enumerate(listing):
            drawing = [] if is_numbered else [drawings[position]]
            words += panel("", *drawing, *item.children, classes=["panel"])
        node += picture_description("", description)
        node += [drawings[0], words] if is_numbered else [words]
        return node

    def _content(self) -> tuple[nodes.paragraph, nodes.Element]:
        match self.parse_content_to_nodes():
            case [nodes.paragraph() as description, nodes.Element() as listing] if isinstance(
                listing, (nodes.bullet_list, nodes.enumerated_list)
            ):
                description["classes"].append("picture-description")
            case _:
                raise _Fault("needs a paragraph that says what it shows, and a list of its words.")
        for item in listing:
            if ems(item.astext()) > WIDEST:
                raise _Fault(f"has words too long for their place. Shorten {item.astext()!r}.")
        return description, listing

    def _files(self, name: str) -> list[Path]:
        folder = Path(self.env.srcdir, FOLDER, name)
        paths = sorted(folder.glob("*.svg"), key=lambda path: (len(path.name), path.name))
        if not paths:
            raise _Fault(f"has no drawing. Put 1.svg into source/{FOLDER}/{name}.")
        return paths


class NoteDrawings(SphinxTransform):
    """Lets a page be read again when a drawing has changed.

    The directive notes nothing, so that the page is parsed once for all languages.
    """

    default_priority = 12

    def apply(self, **kwargs: Any) -> None:
        for node in self.document.findall(picture):
            for path in node["files"]:
                self.env.note_dependency(path)


class _Fault(Exception):
    """What is wrong with a picture, and what to do."""


def _drawing(path: Path) -> str:
    """Return a drawing for the page, where a reader of the screen passes it over."""
    text = path.read_text("utf-8")
    where = f"source/{FOLDER}/{path.parent.name}/{path.name}"
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise _Fault(f"has a broken drawing: {where}:{error.position[0]}: {error}.") from error
    for element in root.iter():
        shape = element.tag.rpartition("}")[2]
        if shape not in SHAPES:
            raise _Fault(f"has <{shape}> in {where}. A drawing has only {sorted(SHAPES)}.")
        if strange := sorted(set(element.attrib) - ATTRIBUTES):
            raise _Fault(f"has the attribute {strange[0]} in {where}. Take it out.")
        for name in COLOURED & set(element.attrib):
            if not COLOUR.fullmatch(element.attrib[name]):
                value = element.attrib[name]
                raise _Fault(f"has the {name} {value!r} in {where}. Write it as #1a2b3c.")
        # In a page, they need no namespace.
        element.tag, element.text, element.tail = shape, (element.text or "").strip(), ""
    root.attrib |= {"aria-hidden": "true", "focusable": "false"}
    # Written anew, since HTML reads comments and what stands before the root otherwise.
    return ElementTree.tostring(root, "unicode")


def visit_panels(translator: Any, node: nodes.Element) -> None:
    """Begin a list that has no marks of one."""
    translator.body.append(translator.starttag(node, "div", role="list"))


def visit_panel(translator: Any, node: nodes.Element) -> None:
    translator.body.append(translator.starttag(node, "div", role="listitem"))


def depart_div(translator: Any, _node: nodes.Element) -> None:
    translator.body.append("</div>\n")


def setup(app: Sphinx) -> None:
    app.add_node(picture, html=as_element("figure"))
    app.add_node(picture_description, html=as_element("figcaption"))
    app.add_node(panels, html=(visit_panels, depart_div))
    app.add_node(panel, html=(visit_panel, depart_div))
    app.add_directive("picture", Picture)
    app.add_transform(NoteDrawings)
