"""Walk through a page without a generator for each of its nodes, and not at all for nothing.

docutils' ``findall`` calls itself for each node, and some fifty steps of a build each walk
through the whole page. Here the same walk keeps its own stack: it yields the same nodes in
the same order, also while the page is being changed, in a third to two thirds of the time.
Most of the steps look for a kind of node that no page has. What kinds were ever made is noted,
and nobody walks for another.

This replaces a public method of docutils and two private ones behind it in workers, and how
elements are made there and in the process that they are forked from; plain ``sphinx-build`` does
without (https://sourceforge.net/p/docutils/patches/160/ is where docutils made it lazy).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any, cast

from docutils import nodes
from sphinx.util.nodes import NodeMatcher, is_translatable

Condition = type | Callable[[nodes.Node], bool] | None

_made: dict[type, Callable[..., Any]] = {}
"""The kinds of elements that were ever made, and what makes one."""
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
    }
    for name, walk in replaced.items():
        setattr(nodes.Node, name, walk)
