"""The same place in another language: the switcher, ``hreflang`` and the canonical address."""

from __future__ import annotations

import gettext
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sphinx.util.osutil import relative_uri

from multilingual.interface import marked
from multilingual.languages import Language
from multilingual.pages.reader import linked_languages, reader_language

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

NOT_IN_THIS_LANGUAGE = marked("This page is in English only.")


@dataclass(frozen=True, slots=True)
class Choice:
    """A line of the switcher. ``note`` is set where the link leads to the English page."""

    language: Language
    target: Language
    address: str
    note: str = ""


def choices(
    page: str,
    current: Language,
    languages: Collection[Language],
    published: Mapping[str, Collection[str]],
    notes: Mapping[str, str],
) -> Iterator[Choice]:
    """Yield where ``page`` is found in each language, as a link relative to ``current``.

    ``published`` gives the pages of languages that are not built now, by tag; a language
    that is not in it has every page. ``notes`` says by code, in each language, that a page
    is in English only.
    """
    source = next((language for language in languages if language.is_source), current)
    here = f"{current.tag}/{page}.html"
    for language in languages:
        missing = page not in published.get(language.tag, (page,))
        target = source if missing else language
        address = (
            relative_uri(here, f"{target.tag}/{page}.html") or f"{page.rpartition('/')[2]}.html"
        )
        note = notes.get(language.code, NOT_IN_THIS_LANGUAGE) if missing else ""
        yield Choice(language, target, address, note)


def _notes(languages: Collection[Language], locale_dirs: Collection[str]) -> dict[str, str]:
    notes = {}
    for language in languages:
        for folder in locale_dirs:
            catalog = gettext.translation("sphinx", folder, [language.code], fallback=True)
            notes[language.code] = catalog.gettext(NOT_IN_THIS_LANGUAGE)
    return notes


def _add_to_page(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    current, known = reader_language(app), linked_languages(app)
    notes = _notes(known, app.config.locale_dirs)
    found = list(choices(page, current, known, app.config.multilingual_published, notes))
    base = app.config.html_baseurl.rstrip("/")
    context["language"] = current.tag
    context["direction"] = current.direction
    context["current_language"] = current
    context["language_choices"] = found
    context["pageurl"] = f"{base}/{current.tag}/{page}.html" if base else None
    if base and page != "search":
        context["alternates"] = [
            (choice.language.tag, f"{base}/{choice.language.tag}/{page}.html")
            for choice in found
            if not choice.note
        ]
        context["x_default"] = f"{base}/" if page == app.config.root_doc else None


def setup(app: Sphinx) -> None:
    app.add_config_value("multilingual_published", {}, "html", types=[dict])
    app.connect("html-page-context", _add_to_page)
