"""What a reader gets: a thin Sphinx extension for each thing that a reader can see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multilingual.catalogs import context, guard
from multilingual.pages import (
    definitions,
    dependence,
    direction,
    elements,
    fallback,
    faults,
    listings,
    parsing,
    provenance,
    punctuation,
    questions,
    reader,
    safety,
    search,
    sources,
    standing,
    switcher,
    terms,
    theme,
    translation,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

SEEN = (
    reader,
    parsing,
    translation,
    punctuation,
    elements,
    faults,
    questions,
    listings,
    safety,
    sources,
    fallback,
    provenance,
    standing,
    definitions,
    terms,
    dependence,
)
AROUND = (theme, direction, switcher, search)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up every part that readers see."""
    guard.setup(app)
    context.setup(app)
    for part in (*SEEN, *AROUND):
        part.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True, "env_version": 1}
