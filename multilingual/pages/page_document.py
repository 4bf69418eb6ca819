"""A page as a tree, which some fifty transforms of Sphinx walk through one after another.

docutils has a generator for each node that it looks for, and composes a line for its log at each
that it visits (https://github.com/docutils/docutils/blob/docutils-0.22/docutils/docutils/nodes.py).
Here the same nodes come in the same order, also while the tree is changed, in half of the time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from docutils import nodes

Visit = Callable[[nodes.Node], object]
Condition = type[nodes.Node] | Callable[[nodes.Node], bool] | None


class document(nodes.document):
    """docutils' document, with shorter ways; visitors know it by the name of the class."""

    def findall(  # type: ignore[override]
        self, condition: Condition = None, *further: bool, **named: bool
    ) -> Iterator[Any]:
        """Yield the nodes that meet ``condition``, as docutils does."""
        if further or named:
            return nodes.document.findall(self, condition, *further, **named)
        if isinstance(condition, type) and not issubclass(nodes.Text, condition):
            return _elements(self, condition)
        return _nodes(self, condition)

    def walk(self, visitor: nodes.NodeVisitor) -> bool:
        """Let ``visitor`` visit each node, as docutils does."""
        return _walk(self, _visit_of(visitor))

    def walkabout(self, visitor: nodes.NodeVisitor) -> bool:
        """Let ``visitor`` visit and depart from each node, as docutils does."""
        return _walk_about(self, _visit_of(visitor), _depart_of(visitor))


def _elements(top: nodes.Node, kind: type[nodes.Node]) -> Iterator[nodes.Node]:
    if isinstance(top, kind):
        yield top
    levels = [iter(top.children)]
    while levels:
        for node in levels[-1]:
            if isinstance(node, kind):
                yield node
            children = node.children
            if children and (type(children[0]) is not nodes.Text or len(children) > 1):
                levels.append(iter(children))
                break
        else:
            levels.pop()


def _nodes(top: nodes.Node, condition: Any) -> Iterator[nodes.Node]:
    # The same once more: to ask there would cost what is gained.
    meets = (lambda node: isinstance(node, condition)) if _is_class(condition) else condition
    levels = [iter((top,))]
    while levels:
        for node in levels[-1]:
            if meets is None or meets(node):
                yield node
            if node.children:
                levels.append(iter(node.children))
                break
        else:
            levels.pop()


def _is_class(condition: object) -> bool:
    return isinstance(condition, type | tuple)


def _visit_of(visitor: nodes.NodeVisitor) -> Visit:
    """Return the method that visits a node, which docutils calls and writes into its log."""
    if type(visitor).dispatch_visit is not nodes.NodeVisitor.dispatch_visit:
        return visitor.dispatch_visit
    other = visitor.unknown_visit
    return lambda node: getattr(visitor, f"visit_{type(node).__name__}", other)(node)


def _depart_of(visitor: nodes.NodeVisitor) -> Visit:
    if type(visitor).dispatch_departure is not nodes.NodeVisitor.dispatch_departure:
        return visitor.dispatch_departure
    other = visitor.unknown_departure
    return lambda node: getattr(visitor, f"depart_{type(node).__name__}", other)(node)


def _walk(node: nodes.Node, visit: Visit) -> bool:
    try:
        try:
            visit(node)
        except (nodes.SkipChildren, nodes.SkipNode):
            return False
        except nodes.SkipDeparture:
            pass
        try:
            return any(_walk(child, visit) for child in node.children[:])
        except nodes.SkipSiblings:
            return False
    except nodes.StopTraversal:
        return True


def _walk_about(node: nodes.Node, visit: Visit, depart: Visit) -> bool:
    is_last, departs = False, True
    try:
        try:
            visit(node)
        except nodes.SkipNode:
            return False
        except nodes.SkipDeparture:
            departs = False
        try:  # noqa: SIM105 - a context for each node takes its time
            is_last = any(_walk_about(child, visit, depart) for child in node.children[:])
        except nodes.SkipSiblings:
            pass
    except nodes.SkipChildren:
        pass
    except nodes.StopTraversal:
        is_last = True
    if departs:
        depart(node)
    return is_last
