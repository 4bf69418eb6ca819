"""Walk through a page without a generator for each of its nodes, and not at all for nothing.

docutils' ``findall`` calls itself for each node, and some fifty steps of a build each walk
through the whole page. Here the same walk keeps its own stack: it yields the same nodes in
the same order, also while the page is being changed, in a third to two thirds of the time.
Most of the steps look for a kind of node that no page has. What kinds were ever made is noted,
and nobody walks for another.

This replaces public methods of docutils and two private ones behind them, and how elements are
made, in the workers and in the process that they are forked from; plain ``sphinx-build`` does
without (https://sourceforge.net/p/docutils/patches/160/ is where docutils made it lazy).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, cast

from docutils import nodes
from docutils.transforms.references import DanglingReferencesVisitor
from sphinx import addnodes
from sphinx.util.nodes import NodeMatcher, is_translatable

Condition = type | Callable[[nodes.Node], bool] | None

_made: dict[type, Callable[..., Any]] = {}
"""The kinds of elements that were ever made, and what makes one."""
_missing: dict[type, int] = {}
"""Kinds that there were none of when so many had been made."""

_findall: Callable[..., Iterator[nodes.Node]] = nodes.Node.findall
_walk_with: Callable[..., bool] = nodes.Node.walk


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
    if issubclass(nodes.Text, wanted):
        yield from (node for node in _walk(start) if isinstance(node, wanted))
        return
    if _is_missing(wanted):
        return
    if isinstance(start, wanted):
        yield start
    levels = [iter(start.children)]
    while levels:
        for node in levels[-1]:
            if isinstance(node, wanted):
                yield node
            children = node.children
            if children and (type(children[0]) is not nodes.Text or len(children) > 1):
                levels.append(iter(children))
                break
        else:
            levels.pop()


def _walk_translatable(start: nodes.Node) -> Iterator[nodes.Node]:
    # Most elements are asked no more than what they are.
    levels: list[Iterator[nodes.Node]] = [iter((start,))]
    while levels:
        for node in levels[-1]:
            kind: Any = type(node)
            if kind is nodes.Text:
                continue
            if _may_be_translatable(kind) and is_translatable(node):
                yield node
            children = node.children
            if children and (type(children[0]) is not nodes.Text or len(children) > 1):
                levels.append(iter(children))
                break
        else:
            levels.pop()


@cache
def _may_be_translatable(kind: Any) -> bool:
    return issubclass(kind, (addnodes.translatable, nodes.image, nodes.meta, nodes.TextElement))


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
        return _walk_translatable(start)
    return (node for node in _walk(start) if condition(node))


def _walk_references(page: nodes.document, visitor: nodes.NodeVisitor) -> bool:
    if type(visitor) is not DanglingReferencesVisitor:
        return _walk_with(page, visitor)
    # It asks every node what it is, and does something with references alone.
    kind: Any = nodes.Referential
    for node in list(page.findall(kind)):
        visitor.dispatch_visit(node)
    return False


def _walk_about(start: nodes.Node, visitor: nodes.NodeVisitor) -> bool:
    # docutils' own, but for a sentence of what it does for each node, which nobody reads.
    stops, departs = False, True
    try:
        try:
            visitor.dispatch_visit(start)
        except nodes.SkipNode:
            return stops
        except nodes.SkipDeparture:
            departs = False
        try:
            for child in start.children[:]:
                if child.walkabout(visitor):
                    stops = True
                    break
        except nodes.SkipSiblings:
            pass
    except nodes.SkipChildren:
        pass
    except nodes.StopTraversal:
        stops = True
    if departs:
        visitor.dispatch_departure(start)
    return stops


def _is_missing(wanted: type) -> bool:
    if _missing.get(wanted) != len(_made):
        # Text is made otherwise.
        if not issubclass(wanted, nodes.Element) or any(issubclass(one, wanted) for one in _made):
            return False
        if any(kind.__new__ is not _make for kind in _kinds_of(wanted)):
            return False
        _missing[wanted] = len(_made)
    return True


def _kinds_of(kind: type[nodes.Element]) -> Iterator[type[nodes.Element]]:
    yield kind
    for one in kind.__subclasses__():
        yield from _kinds_of(one)


def _make(kind: type[nodes.Element], *about: Any, **more: Any) -> nodes.Element:
    # Whoever makes one comes by here, who calls its class or reads it from a file. Sphinx copies
    # one past it, but what is copied was made.
    made = _made.get(kind) or _note(kind)
    if made is object.__new__:
        return object.__new__(kind)
    return cast("nodes.Element", made(kind, *about, **more))


def _note(kind: type[nodes.Element]) -> Callable[..., Any]:
    # What would make it if ``_make`` were not in between.
    return _made.setdefault(kind, super(nodes.Element, kind).__new__)


def _notice_another_class(event: str, about: tuple[Any, ...]) -> None:
    if event == "object.__setattr__" and isinstance(about[0], nodes.Element):
        _note(about[2])


def note_what_is_made() -> None:
    """Note what kinds of elements this process makes from now on, and those forked from it."""
    if nodes.Element.__new__ is not _make:
        nodes.Element.__new__ = _make  # type: ignore[assignment]
        # An extension may make one into another (https://docs.python.org/3/library/audit_events.html).
        sys.addaudithook(_notice_another_class)


def walk_without_recursion() -> None:
    """Let docutils walk so in this process, which noted whatever elements it has."""
    note_what_is_made()
    replaced: dict[str, object] = {
        "_fast_findall": _walk_class,
        "_superfast_findall": _walk,
        "findall": _find,
        "walkabout": _walk_about,
    }
    for name, walk in replaced.items():
        setattr(nodes.Node, name, walk)
    nodes.document.walk = _walk_references  # type: ignore[assignment,method-assign]
