"""A worker walks through pages in its own way, and finds what docutils finds."""

from __future__ import annotations

import subprocess
import sys

import pytest

BEGIN = """
import copy, pickle
from docutils import nodes
from multilingual.traversal import walk_without_recursion
given = nodes.section("", nodes.title("", "A"), nodes.paragraph("", "B", nodes.strong("", "C")))
page = nodes.document(None, None)
page += given
"""
WALK = "walk_without_recursion([page])\n"


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
        "given += image.copy()",
        "given += image.deepcopy()",
        "given += copy.copy(image)",
        "given += pickle.loads(kept)",
        "given.children.append(type('Picture', (nodes.image,), {})())",
    ],
)
def test_an_element_of_a_new_kind_is_found_once_it_is_made(made: str) -> None:
    known = "image = nodes.image()\nkept = pickle.dumps(image)\n" + WALK
    look = "print(len(list(page.findall(nodes.image))), end=' ')\n"
    assert told(f"{known}{look}{made}\n{look}") == "0 1"
