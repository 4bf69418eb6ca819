"""Words of the interface that stand where no translation function reaches them.

``sphinx.po`` of each language translates them with those of the templates, which Babel finds
by itself. Sphinx's own catalogs lack some languages and miss words in others.
"""

from __future__ import annotations


def marked(text: str) -> str:
    """Return ``text``, marked for Babel to extract; it is translated where it is shown."""
    return text


BY_SPHINX = (marked("Link to this heading"),)
"""What Sphinx writes into pages that use none of its templates."""

BY_PROJECTS = (marked("Lupus FAQ"),)
"""Names of projects, which a language can say in its own way."""
