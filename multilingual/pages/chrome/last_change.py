"""When a page was last changed: the latest day of its source, its catalog and its lists.

It is that of the last commit, as git knows it, so that the same clone makes the same page on any
day. Git is asked once a build; a page without a day says none. That somebody has signed off words
changes no word of them, and so no day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Set
from datetime import date
from os.path import normpath
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel import UnknownLocaleError
from babel.dates import format_date

from multilingual.catalogs.language_folder import CATALOGS
from multilingual.git import days_of_pages
from multilingual.languages import SOURCE_CODE, catalog_codes
from multilingual.project import OF_THE_BUILD
from multilingual.reviews.register import REGISTER

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

DAYS = "multilingual_page_days"
"""In Sphinx's environment, the day of each page."""


def _ask_git(app: Sphinx) -> None:
    config = app.config
    if config.multilingual_days is None:
        config.multilingual_days = days_of_pages(Path(config.multilingual_root))


def _outdated(app: Sphinx, env: BuildEnvironment, *_pages: Set[str]) -> Collection[str]:
    """Return the pages to which a commit, and no change of a file, has brought another day."""
    before = vars(env).get(DAYS, {})
    now = {page: _day_of(env, page) for page in env.found_docs}
    return {page for page, day in now.items() if before.get(page, day) != day}


def _note_days(_app: Sphinx, env: BuildEnvironment) -> None:
    """Note the days once it is known which lists the pages show."""
    setattr(env, DAYS, {page: _day_of(env, page) for page in env.found_docs})


def _add_to_page(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    day = _day_of(app.env, page)
    context["page_changed"] = (day, written_day(day, app.config.language)) if day else None


def _day_of(env: BuildEnvironment, page: str) -> str:
    days: Mapping[str, str] = env.config.multilingual_days
    return max((days[name] for name in _files(env, page) if name in days), default="")


def _files(env: BuildEnvironment, page: str) -> Iterator[str]:
    """Yield what a page is made from, from the root of the project."""
    config = env.config
    yield f"source/{page}.rst"
    if config.language != SOURCE_CODE:
        for code in catalog_codes(config.language):
            yield f"{config.multilingual_locale}/{code}/{CATALOGS}/{page}.po"
    root = Path(config.multilingual_root).resolve()
    for name in env.dependencies.get(page, ()):
        path = Path(normpath(Path(env.srcdir, name)))
        if path.name != REGISTER and path.is_relative_to(root):
            yield path.relative_to(root).as_posix()


def written_day(day: str, language: str) -> str:
    """Return a day as the language writes it."""
    try:
        return format_date(date.fromisoformat(day), "long", language)
    except UnknownLocaleError:
        return day


def setup(app: Sphinx) -> None:
    about = f"{OF_THE_BUILD} the day of the last change of each file, so that git is asked once."
    app.add_config_value("multilingual_days", None, "", types=[dict, type(None)], description=about)
    app.connect("builder-inited", _ask_git)
    app.connect("env-get-outdated", _outdated)
    app.connect("env-updated", _note_days)
    app.connect("html-page-context", _add_to_page)
