"""Transforms of Sphinx look only through pages that have what they do something to.

Some forty of them each walk through every page, most for a kind of node that hardly any page has.
Here one walk notes what kinds a page has, and the others are left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.transforms import Transform
from docutils.transforms.references import Substitutions
from furo import WrapTableAndMathInAContainerTransform
from sphinx import addnodes, transforms
from sphinx.builders.latex.transforms import FootnoteDocnameUpdater
from sphinx.domains import citation
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import OnlyNodeTransform, PropagateDescDomain
from sphinx.transforms.post_transforms.code import (
    HighlightLanguageTransform,
    TrimDoctestFlagsTransform,
)
from sphinx.transforms.post_transforms.images import DataURIExtractor, ImageDownloader

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

Kinds = tuple[type[nodes.Node], ...]

AS_A_PAGE_IS_READ: Mapping[type[Transform], Kinds] = {
    Substitutions: (nodes.substitution_reference,),
    transforms.DefaultSubstitutions: (nodes.substitution_reference,),
    transforms.AutoIndexUpgrader: (addnodes.index,),
    transforms.MoveModuleTargets: (nodes.target,),
    transforms.HandleCodeBlocks: (nodes.block_quote,),
    transforms.ReorderConsecutiveTargetAndIndexNodes: (nodes.target,),
    transforms.DoctestTransform: (nodes.doctest_block,),
    transforms.GlossarySorter: (addnodes.glossary,),
    citation.CitationDefinitionTransform: (nodes.citation,),
    citation.CitationReferenceTransform: (nodes.citation_reference,),
    FootnoteDocnameUpdater: (nodes.footnote, nodes.footnote_reference),
}
AS_A_PAGE_IS_WRITTEN: Mapping[type[Transform], Kinds] = {
    PropagateDescDomain: (addnodes.desc_signature,),
    OnlyNodeTransform: (addnodes.only,),
    ImageDownloader: (nodes.image,),
    DataURIExtractor: (nodes.image,),
    HighlightLanguageTransform: (nodes.literal_block, addnodes.highlightlang),
    TrimDoctestFlagsTransform: (nodes.literal_block, nodes.doctest_block),
    WrapTableAndMathInAContainerTransform: (nodes.table, nodes.math_block),
}
"""Transforms after a page is translated, and after its references are resolved, each with the
nodes that it does something to. None of them, and none of ours, makes such nodes."""

KNOWN = re.compile(r"(docutils|furo|multilingual|sphinx|sphinxcontrib\.bibtex)\b")
"""Where the transforms are defined of which that is known; with others, all are applied."""
MAKING_MORE = (nodes.pending, nodes.substitution_reference)
"""Nodes in whose place any others may come."""
PRESENT = "multilingual_kinds"
"""In a page that is written, the kinds of nodes that it has by then."""


class LeaveOutTransforms(SphinxTransform):
    """Takes away those that find nothing on a page, once it is translated (20, 30)."""

    default_priority = 31

    def apply(self, **kwargs: Any) -> None:
        waiting = self.document.transformer.transforms
        kinds = _kinds_in(self.document)
        if all(KNOWN.match(each[1].__module__) for each in waiting) and not any(
            issubclass(kind, MAKING_MORE) for kind in kinds
        ):
            waiting[:] = [each for each in waiting if _does_something(each[1], kinds)]


def _kinds_in(page: nodes.document) -> set[type[nodes.Node]]:
    return {type(node) for node in page.findall(nodes.Element)}


def _does_something(transform: type[Transform], kinds: set[type[nodes.Node]]) -> bool:
    wanted = AS_A_PAGE_IS_READ.get(transform)
    return wanted is None or any(issubclass(kind, wanted) for kind in kinds)


def _where_needed(transform: type[Transform], wanted: Kinds) -> type[Transform]:
    """Return ``transform`` as one that looks through no page without nodes of these kinds."""
    is_applied: Any = transform

    def apply(self: Transform, **kwargs: Any) -> None:
        page = vars(self.document)
        if PRESENT not in page:
            page[PRESENT] = _kinds_in(self.document)
        if any(issubclass(kind, wanted) for kind in page[PRESENT]):
            is_applied.apply(self, **kwargs)

    return type(transform.__name__, (transform,), {"apply": apply})


def _apply_where_needed(app: Sphinx) -> None:
    """Change those that come as a page is written; the page does not know which are waiting."""
    known = app.registry.post_transforms
    if all(KNOWN.match(transform.__module__) for transform in known):
        known[:] = [
            _where_needed(transform, AS_A_PAGE_IS_WRITTEN[transform])
            if transform in AS_A_PAGE_IS_WRITTEN
            else transform
            for transform in known
        ]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Let a worker leave them out, as an extension does."""
    app.add_transform(LeaveOutTransforms)
    app.connect("builder-inited", _apply_where_needed)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
