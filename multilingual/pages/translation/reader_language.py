"""The language of the reader whom a build is for, and those that a page links to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from sphinx.errors import ConfigError

from multilingual.languages import SOURCE_CODE, Language, find_languages

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class Readers(NamedTuple):
    """The language of this build, and all that have pages to link to, itself included."""

    own: Language
    linked: list[Language]


def reader_language(app: Sphinx) -> Language:
    """Return the language that this build is for."""
    return _readers(app).own


def linked_languages(app: Sphinx) -> list[Language]:
    """Return the languages that have pages to link to, the reader's own among them."""
    return _readers(app).linked


def _readers(app: Sphinx) -> Readers:
    return cast("Readers", app.multilingual_readers)  # type: ignore[attr-defined]


def _find(app: Sphinx) -> None:
    config = app.config
    folder = Path(app.confdir) / config.multilingual_locale
    # To ask Babel takes a tenth of the time before the first page.
    known = config.multilingual_known or find_languages(folder, config.multilingual_languages)
    code = config.language or SOURCE_CODE
    own = next((language for language in known if language.code == code), None)
    if own is None:
        codes = ", ".join(language.code for language in known)
        raise ConfigError(f"{folder}:1: there is no language {code!r}. There are: {codes}.")
    unpublished = set(config.multilingual_unpublished) - {own.tag}
    linked = [language for language in known if language.tag not in unpublished]
    app.multilingual_readers = Readers(own, linked)  # type: ignore[attr-defined]


def setup(app: Sphinx) -> None:
    app.add_config_value("multilingual_languages", {}, "env", types=[dict])
    app.add_config_value("multilingual_known", [], "", types=[list])
    app.add_config_value("multilingual_unpublished", [], "html", types=[list])
    app.connect("builder-inited", _find, priority=100)
