"""The language of the reader whom a build is for, and those that a page links to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from multilingual.languages import SOURCE_CODE, Language, choose_languages, find_languages

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def reader_language(app: Sphinx) -> Language:
    """Return the language that this build is for."""
    (language,) = choose_languages(_known(app), [app.config.language or SOURCE_CODE])
    return language


def linked_languages(app: Sphinx) -> list[Language]:
    """Return the languages that have pages to link to, the reader's own among them."""
    own = reader_language(app)
    unpublished = set(app.config.multilingual_unpublished) - {own.tag}
    return [language for language in _known(app) if language.tag not in unpublished]


def _known(app: Sphinx) -> list[Language]:
    locale_dir = Path(app.confdir) / app.config.multilingual_locale
    return find_languages(locale_dir, app.config.multilingual_languages)


def setup(app: Sphinx) -> None:
    app.add_config_value("multilingual_languages", {}, "env", types=[dict])
    app.add_config_value("multilingual_unpublished", [], "html", types=[list])
