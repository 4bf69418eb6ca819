"""The same place in another language: the switcher, ``hreflang`` and the canonical address."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypedDict

from sphinx.util.osutil import relative_uri

from multilingual.languages import Language
from multilingual.pages.translation.reader_language import linked_languages, reader_language

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


class Lacking(TypedDict):
    """The pages that a language lacks, and what it says of them in its own words."""

    pages: Collection[str]
    note: str


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
    lacking: Mapping[str, Lacking],
) -> Iterator[Choice]:
    """Yield where ``page`` is found in each language, as a link relative to ``current``.

    ``lacking`` gives the pages that a language lacks, by tag; one that is not in it has all.
    """
    source = next((language for language in languages if language.is_source), current)
    here = f"{current.tag}/{page}.html"
    for language in languages:
        known = lacking.get(language.tag)
        missing = known is not None and page in known["pages"]
        target = source if missing else language
        address = (
            relative_uri(here, f"{target.tag}/{page}.html") or f"{page.rpartition('/')[2]}.html"
        )
        note = known["note"] if known is not None and missing else ""
        yield Choice(language, target, address, note)


def _add_to_page(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    current, known = reader_language(app), linked_languages(app)
    found = list(choices(page, current, known, app.config.multilingual_lacking))
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
    app.add_config_value("multilingual_lacking", {}, "html", types=[dict])
    app.connect("html-page-context", _add_to_page)
