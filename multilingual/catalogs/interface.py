"""Words of the interface that stand where no translation function reaches them.

``sphinx.po`` of each language translates them with those of the templates, which Babel finds
by itself. Sphinx's own catalogs lack some languages and miss words in others.
"""

from __future__ import annotations

INTERFACE = "sphinx"
"""The domain, and so the catalog, of the words around the pages; they hold no reStructuredText."""


def marked(text: str) -> str:
    """Return ``text``, marked for Babel to extract; it is translated where it is shown."""
    return text


IN_ENGLISH_ONLY = marked("This page is in English only.")

# Sphinx writes this into pages without a template of ours.
marked("Link to this heading")
