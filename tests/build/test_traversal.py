"""A worker walks through pages in its own way, and finds what docutils finds."""

from __future__ import annotations

import subprocess
import sys

import pytest

BEGIN = """
import copy, pickle
from docutils import nodes
from multilingual.build.speedups.traversal import note_what_is_made, walk_without_recursion
note_what_is_made()
given = nodes.section("", nodes.title("", "A"), nodes.paragraph("", "B", nodes.strong("", "C")))
page = nodes.document(None, None)
page += given
"""
WALK = "walk_without_recursion()\n"


def told(code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", BEGIN + code], capture_output=True, text=True, check=True
    ).stdout.strip()


@pytest.mark.parametrize(
    "wanted",
    [
        "nodes.strong",
        "nodes.Text",
        "nodes.Inline",
        "nodes.image",
        "nodes.document",
        "None",
        "lambda node: isinstance(node, nodes.title)",
    ],
)
def test_the_same_nodes_are_found_in_the_same_order(wanted: str) -> None:
    seen = f"print([str(node) for node in page.findall({wanted})])"
    assert told(WALK + seen) == told(seen)


@pytest.mark.parametrize(
    "made",
    [
        "given += nodes.image()",
        "given += nodes.figure('', nodes.image())",
        "given += copy.copy(image)",
        "given += pickle.loads(kept)",
        "given.children.append(type('Picture', (nodes.image,), {})())",
    ],
)
def test_an_element_of_a_new_kind_is_found_once_it_is_made(made: str) -> None:
    known = "image = nodes.image()\nkept = pickle.dumps(image)\n" + WALK
    look = "print(len(list(page.findall(nodes.image))), end=' ')\n"
    assert told(f"{known}{look}{made}\n{look}") == "0 1"


@pytest.mark.parametrize("copied", ["image.copy()", "image.deepcopy()"])
def test_what_was_made_before_is_found_once_it_is_copied(copied: str) -> None:
    # Sphinx copies an element past its class.
    known = "import sphinx.util.nodes\nimage = nodes.image()\n" + WALK
    assert told(f"{known}given += {copied}\nprint(len(list(page.findall(nodes.image))))") == "1"


def test_an_element_that_becomes_one_of_another_class_is_found() -> None:
    look = "print(len(list(page.findall(nodes.image))), end=' ')\n"
    assert told(f"{WALK}{look}given[1].__class__ = nodes.image\n{look}") == "0 1"


def test_a_second_base_of_a_class_of_elements_still_makes_them() -> None:
    base = """
class Numbered:
    def __new__(cls, *about, number=0, **more):
        made = super().__new__(cls)
        made.number = number
        return made

class Picture(nodes.image, Numbered):
    def __init__(self, *about, number=0, **more):
        super().__init__(*about, **more)

class Sized(nodes.image, dict):
    pass

"""
    assert told(f"{base}{WALK}print(Picture(number=7).number, Sized(alt='A'))") == (
        '7 <Sized alt="A"/>'
    )


def test_an_element_that_its_class_makes_past_all_others_is_found() -> None:
    own = (
        "class Picture(nodes.image):\n    def __new__(cls):\n        return object.__new__(cls)\n\n"
    )
    look = "print(len(list(page.findall(nodes.image))), end=' ')\n"
    assert told(f"{own}{WALK}{look}given += Picture()\n{look}") == "0 1"


@pytest.mark.parametrize(
    "raised", ["SkipNode", "SkipDeparture", "SkipChildren", "SkipSiblings", "StopTraversal"]
)
def test_what_a_visitor_raises_means_the_same(raised: str) -> None:
    visitor = f"""
class Visitor(nodes.GenericNodeVisitor):
    def default_visit(self, node):
        print("+", node.__class__.__name__)
        if isinstance(node, nodes.title):
            raise nodes.{raised}

    def default_departure(self, node):
        print("-", node.__class__.__name__)

from docutils.utils import new_document
page = new_document("page")
page += given
print(page.walkabout(Visitor(page)))
"""
    assert told(WALK + visitor) == told(visitor)


def test_references_find_what_they_refer_to() -> None:
    given = "A_, `B b`_, [1]_, [C]_ and D_.\n\n"
    text = f"{given}.. _A: https://a.test\n.. _B b:\n\n.. [1] One.\n.. [C] Two."
    read = f"""
import io
from docutils.core import publish_doctree
print(publish_doctree({text!r}, settings_overrides={{"warning_stream": io.StringIO()}}).pformat())
"""
    assert told(WALK + read) == told(read)
