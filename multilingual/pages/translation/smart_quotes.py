"""Typographic quotes and dashes, as Sphinx sets them, looked for only where there are any.

Sphinx cuts each block of text into tokens to find them, which took a tenth of the time of a
translated build. Most blocks hold none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from docutils.frontend import Values
from docutils.utils import Reporter
from sphinx.transforms import SphinxSmartQuotes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

USUAL_ACTIONS = set("qDe")
"""Quotes, dashes and dots, Sphinx's own choice (``smartquotes_action``)."""
CHANGED = re.compile(r"""["'\\`\x00]|--|\.\.\.|\.\ \.\ \.""")
"""All that those actions change: https://docutils.sourceforge.io/docs/user/smartquotes.html."""


class Document:
    """A page as ``SmartQuotes`` looks at it, without the blocks in which it changes nothing."""

    def __init__(self, document: nodes.document) -> None:
        self.settings: Values = document.settings
        self.reporter: Reporter = document.reporter
        self._document = document

    def findall(self, wanted: type[nodes.TextElement]) -> Iterator[nodes.TextElement]:
        """Yield the blocks that may need a change; what is inside a block belongs to it."""
        for node in self._document.findall(wanted):
            if not isinstance(node.parent, nodes.TextElement) and _may_change(node):
                yield node


class SmartQuotesWhereNeeded(SphinxSmartQuotes):
    """Sphinx's transform, which passes over blocks with nothing to set."""

    def apply(self, **kwargs: Any) -> None:
        whole = self.document
        if USUAL_ACTIONS.issuperset(self.config.smartquotes_action):
            self.document = cast("nodes.document", Document(whole))
        try:
            super().apply(**kwargs)
        finally:
            self.document = whole


def _may_change(block: nodes.TextElement) -> bool:
    return any(CHANGED.search(text) for text in block.findall(nodes.Text))


def _replace_transform(app: Sphinx) -> None:
    transforms = app.registry.transforms
    transforms[transforms.index(SphinxSmartQuotes)] = SmartQuotesWhereNeeded


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", _replace_transform)
