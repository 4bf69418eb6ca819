"""Walk through a page without a generator for each of its nodes, and not at all for nothing.

docutils' ``findall`` calls itself for each node, and some fifty steps of a build each walk
through the whole page. Here the same walk keeps its own stack: it yields the same nodes in
the same order, also while the page is being changed, in a third to two thirds of the time.
Most of the steps look for a kind of node that no page has. What kinds were ever made is noted,
and nobody walks for another.

This replaces a public method of docutils and two private ones behind it, and how elements are
made, in workers alone; plain ``sphinx-build`` does without
(https://sourceforge.net/p/docutils/patches/160/ is where docutils made it lazy).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from docutils import nodes
from sphinx.util.nodes import NodeMatcher, is_translatable

Condition = type | Callable[[nodes.Node], bool] | None

_made: set[type] = set()
"""The kinds of elements that this process has made or was given."""
_missing: dict[type, int] = {}
"""Kinds that there were none of when so many had been made."""

_findall: Callable[..., Iterator[nodes.Node]] = nodes.Node.findall


def _walk(start: nodes.Node) -> Iterator[nodes.Node]:
    yield start
    levels = [iter(start.children)]
    while levels:
        for node in levels[-1]:
            yield node
            if node.children:
                levels.append(iter(node.children))
                break
        else:
            levels.pop()


def _walk_class(start: nodes.Node, wanted: type) -> Iterator[nodes.Node]:
    # The same once more: asking in ``_walk`` would cost what is gained.
    if _is_missing(wanted):
        return
    if isinstance(start, wanted):
        yield start
    levels = [iter(start.children)]
    while levels:
        for node in levels[-1]:
            if isinstance(node, wanted):
                yield node
            if node.children:
                levels.append(iter(node.children))
                break
        else:
            levels.pop()


def _find(
    start: nodes.Node, condition: Condition = None, *further: bool, **named: bool
) -> Iterator[nodes.Node]:
    if further or named:
        return _findall(start, condition, *further, **named)
    if condition is None:
        return _walk(start)
    if isinstance(condition, type):
        return _walk_class(start, condition)
    if (
        isinstance(condition, NodeMatcher)
        and condition.classes
        and all(map(_is_missing, condition.classes))
    ):
        return iter(())
    if condition is is_translatable:
        # No text is, and half of the nodes are texts.
        return (node for node in _walk(start) if type(node) is not nodes.Text and condition(node))
    return (node for node in _walk(start) if condition(node))


def _is_missing(wanted: type) -> bool:
    if _missing.get(wanted) != len(_made):
        # Text is made otherwise.
        if not issubclass(wanted, nodes.Element) or any(issubclass(one, wanted) for one in _made):
            return False
        _missing[wanted] = len(_made)
    return True


def _make(kind: type[nodes.Element], *_about: Any, **_more: Any) -> nodes.Element:
    # Whoever makes one comes by here: who calls its class, copies it or reads it from a file.
    _made.add(kind)
    return object.__new__(kind)


def walk_without_recursion(pages: Iterable[nodes.document]) -> None:
    """Let docutils walk so in this process, which was given ``pages`` and no other node."""
    _made.update(type(node) for page in pages for node in page.findall())
    replaced: dict[str, object] = {
        "_fast_findall": _walk_class,
        "_superfast_findall": _walk,
        "findall": _find,
    }
    for name, walk in replaced.items():
        setattr(nodes.Node, name, walk)
    nodes.Element.__new__ = _make  # type: ignore[assignment]
