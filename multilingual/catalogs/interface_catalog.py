"""The catalog of the interface, and words of it that no translation function reaches.

``sphinx.po`` of each language translates the words around the pages: those of the templates and
of the package, which Babel finds by itself, and those that are marked here. Sphinx's own catalogs
lack some languages and miss words in others.
"""

from __future__ import annotations

INTERFACE_CATALOG = "sphinx"
"""The name of the catalog of the words around the pages, which hold no reStructuredText.

It is that of Sphinx's own, so that Sphinx takes its words from there. No page can have it.
"""


def marked(text: str) -> str:
    """Return ``text``, marked for Babel to extract; it is translated where it is shown."""
    return text


IN_ENGLISH_ONLY = marked("This page is in English only.")

# Sphinx writes this into pages without a template of ours.
marked("Link to this heading")
