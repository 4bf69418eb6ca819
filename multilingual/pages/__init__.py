"""What a reader gets: a thin Sphinx extension for each thing that a reader can see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multilingual.guard import changed_meaning, unsafe_translations
from multilingual.pages import stale_pages
from multilingual.pages.book import epub
from multilingual.pages.chrome import (
    answer_pages,
    assets,
    card,
    last_change,
    offline,
    printed_address,
    redirects,
    search_engines,
    search_records,
    switcher,
    theme,
)
from multilingual.pages.content import (
    country_tables,
    definitions,
    elements_and_faults,
    front_page,
    people_picture,
    pictures,
    questions,
    read_next,
    repeated_answers,
    safety,
    sources,
    term_links,
)
from multilingual.pages.translation import (
    english_fallback,
    origin,
    provenance,
    rst_parser,
    translated_text,
    translation_status,
)
from multilingual.templates import template_builder

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

PARTS = (
    unsafe_translations,
    changed_meaning,
    template_builder,
    rst_parser,
    translated_text,
    elements_and_faults,
    people_picture,
    questions,
    front_page,
    read_next,
    safety,
    repeated_answers,
    sources,
    pictures,
    english_fallback,
    origin,
    provenance,
    translation_status,
    definitions,
    term_links,
    country_tables,
    stale_pages,
    theme,
    assets,
    card,
    offline,
    last_change,
    switcher,
    search_records,
    redirects,
    answer_pages,
    printed_address,
    search_engines,
    epub,
)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up every part that readers see."""
    for part in PARTS:
        part.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True, "env_version": 2}
