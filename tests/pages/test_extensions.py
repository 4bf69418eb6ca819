"""What an extension does to Sphinx shows on the pages as it would without our shorter ways."""

from __future__ import annotations

import pytest
from conftest import CONF, NewProject, SmallProject

EXTENSION = """
from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

class mark(nodes.inline):
    pass

class Mark(SphinxDirective):
    def run(self):
        return [nodes.paragraph("", "", nodes.strong("", "before"), mark(), nodes.strong("", "on"))]

def visit_mark(self, node):
    self.visit_strong = lambda _node: self.body.append("<b>")
    self.depart_strong = lambda _node: self.body.append("</b>")

def depart_mark(self, node):
    pass

class MakeAnew(SphinxTransform):
    default_priority = 19

    def apply(self):
        for block in list(self.document.findall(nodes.paragraph)):
            copy = block.deepcopy()
            copy.source, copy.line = block.source, block.line
            block.replace_self(copy)
            if block.rawsource == "Twice.":
                more = nodes.paragraph("Added.", "Added.")
                more.source, more.line = block.source, block.line
                copy.parent.append(more)

def lead_anywhere(app, page, template, context, doctree):
    if page == "404":
        context["pathto"] = lambda other, resource=False: f"/anywhere/{other}"

def setup(app):
    app.add_node(mark, html=(visit_mark, depart_mark))
    app.add_directive("mark", Mark)
    app.add_transform(MakeAnew)
    app.connect("html-page-context", lead_anywhere)
    HTML5Translator.special_characters = {
        **HTML5Translator.special_characters, ord("\\u2043"): "&hybull;"
    }
"""

SETTINGS = """
sys.path.insert(0, str(HERE))
extensions.append("strange")
html_additional_pages = {"404": "page.html"}
"""

PAGES = {
    "index": "Home\n====\n\nWords.\n\n.. toctree::\n\n   more\n",
    "more": "More\n====\n\nSee :doc:`index`.\n\nTwice.\n\nA \u2043 sign.\n\n.. mark::\n",
    "bare": ":orphan:\n\nNo heading.\n",
    "nothing": ":orphan:\n",
}


@pytest.fixture(scope="module")
def built(new_project: NewProject) -> SmallProject:
    """A project with an extension that does much that is allowed and rare."""
    project = new_project()
    project.write("conf.py", CONF + SETTINGS)
    project.write("strange.py", EXTENSION)
    for page, text in PAGES.items():
        project.write(f"source/{page}.rst", text)
    said = {"More": "Más", "See :doc:`index`.": "Vea :doc:`index`.", "Added.": "Añadido."}
    project.translate("es", "more", said)
    project.build("--jobs", "1")
    return project


@pytest.mark.parametrize("page", ["bare", "nothing"])
def test_a_page_without_a_heading_is_built(built: SmallProject, page: str) -> None:
    assert built.html("es", page).select("article") != []


def test_a_block_that_is_made_before_sphinx_translates_is_translated(built: SmallProject) -> None:
    assert "Añadido." in built.html("es", "more").text


def test_a_block_that_is_replaced_before_sphinx_translates_is_translated(
    built: SmallProject,
) -> None:
    assert "Vea " in built.html("es", "more").text


def test_an_element_is_written_otherwise_from_the_middle_of_a_page(built: SmallProject) -> None:
    shown = built.html("es", "more").select("article p > strong, article p > b")[-2:]
    assert [(one.name, one.text) for one in shown] == [("strong", "before"), ("b", "on")]


def test_a_sign_is_written_as_an_extension_wants(built: SmallProject) -> None:
    page = built.folder / "build" / "html" / "es" / "more.html"
    assert "A &hybull; sign." in page.read_text("utf-8")


def test_the_navigation_of_a_page_leads_where_an_extension_wants(built: SmallProject) -> None:
    listed = built.html("es", "404").select(".sidebar-tree")[0]
    assert [link["href"] for link in listed.find_all("a")] == ["/anywhere/more"]
