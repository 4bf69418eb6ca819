"""When a page was last changed: the day of its source, or of its catalog if that is later.

It is that of the last commit, as git knows it, so that the same clone makes the same page on any
day. Git is asked once a build; a page without a day says none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel import UnknownLocaleError
from babel.dates import format_date

from multilingual.catalogs.language_folder import CATALOGS
from multilingual.git import days_of_pages
from multilingual.languages import SOURCE_CODE, catalog_codes

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config


def _ask_git(app: Sphinx) -> None:
    config = app.config
    if config.multilingual_days is None:
        config.multilingual_days = days_of_pages(Path(config.multilingual_root))


def _add_to_page(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    days = app.config.multilingual_days
    day = max((days[name] for name in _files(app.config, page) if name in days), default="")
    context["page_changed"] = (day, _written(day, app.config.language)) if day else None


def _files(config: Config, page: str) -> Iterator[str]:
    """Yield what a page is made from, from the root of the project."""
    yield f"source/{page}.rst"
    if config.language != SOURCE_CODE:
        for code in catalog_codes(config.language):
            yield f"{config.multilingual_locale}/{code}/{CATALOGS}/{page}.po"


def _written(day: str, language: str) -> str:
    try:
        return format_date(date.fromisoformat(day), "long", language)
    except UnknownLocaleError:
        return day


def setup(app: Sphinx) -> None:
    app.add_config_value("multilingual_days", None, "", types=[dict, type(None)])
    app.connect("builder-inited", _ask_git)
    app.connect("html-page-context", _add_to_page)
