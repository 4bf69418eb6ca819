"""What a reader gets: a thin Sphinx extension for each thing that a reader can see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multilingual.guard import locale_dirs, refusal
from multilingual.pages import stale_pages
from multilingual.pages.chrome import direction, search_records, switcher, theme
from multilingual.pages.content import (
    definitions,
    elements,
    question_lists,
    questions,
    safety,
    source_faults,
    sources,
    term_list,
)
from multilingual.pages.translation import (
    fallback,
    message_parser,
    provenance,
    punctuation,
    reader_language,
    translated_text,
    translation_status,
)
from multilingual.templates import template_builder

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

SEEN = (
    reader_language,
    message_parser,
    translated_text,
    punctuation,
    elements,
    source_faults,
    questions,
    question_lists,
    safety,
    sources,
    fallback,
    provenance,
    translation_status,
    definitions,
    term_list,
    stale_pages,
)
AROUND = (theme, direction, switcher, search_records)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up every part that readers see."""
    locale_dirs.setup(app)
    refusal.setup(app)
    template_builder.setup(app)
    for part in (*SEEN, *AROUND):
        part.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True, "env_version": 1}
