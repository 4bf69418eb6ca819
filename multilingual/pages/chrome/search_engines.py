"""What search engines, and those who get a link to a page, are told of it in the head of the page.

Its own address and that in each language, which name each other; its title and its short answer;
how it is shown where somebody passes it on (https://ogp.me); and what it is, by schema.org: who
has reviewed it only if a review of all of it stands. Of what is mostly English in another
language, and of the search, they are told not to show it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from babel.core import get_global

from multilingual.languages import Language, locale_of
from multilingual.pages.chrome.answer_pages import short_text
from multilingual.pages.chrome.card import Card, card_of
from multilingual.pages.chrome.last_change import DAYS
from multilingual.pages.chrome.switcher import choices
from multilingual.pages.content.front_page import DESCRIPTION
from multilingual.pages.content.questions import (
    QUESTIONS,
    Question,
    language_of,
    questions_of,
)
from multilingual.pages.translation.provenance import DRAFTED, LINE, REVIEW
from multilingual.project import ANSWERS, LOCALE_DIRS, OF_THE_BUILD, Project, site_address
from multilingual.status.publication_threshold import THRESHOLDS, unlisted_pages

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config

SEARCH = "search"
MACHINE = "https://schema.org/TrainedAlgorithmicMediaDigitalSource"
"""What schema.org has for a text that a language model wrote."""
NO_TAG = {ord("<"): "\\u003c"}
"""Keeps a text from ending the element that it is in."""


class Preview(NamedTuple):
    """How a page is shown where somebody passes on its address (https://ogp.me)."""

    kind: str
    title: str
    locale: str
    other_locales: Sequence[str]
    card: Card | None


def _find_unlisted(app: Sphinx) -> None:
    """Note which pages search engines are not led to, unless the build has told it."""
    config = app.config
    if app.builder.name == "gettext":
        # Templates lead nobody anywhere.
        config.multilingual_unlisted = {}
    if config.multilingual_unlisted is None:
        known = {
            LOCALE_DIRS: [config.multilingual_locale],
            **{name: config[name] for name in (THRESHOLDS, "multilingual_languages")},
        }
        config.multilingual_unlisted = unlisted_pages(
            Project(Path(config.multilingual_root), known, config.multilingual_lenient)
        )


def _add_to_page(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    config, env = app.config, app.env
    reader: Language = config.multilingual_reader_language
    base = site_address(config.html_baseurl)
    question: Question | None = context.get("question")
    of = question.docname if question else page
    listed = [*_listed(config, page)] if of in env.found_docs else []
    about = env.metadata.get(of, {})
    context["pageurl"] = _address(base, reader, page) if base else None
    context["is_unlisted"] = of in env.found_docs and reader not in listed
    context["alternates"] = context["x_default"] = None
    if base and reader in listed:
        context["alternates"] = [(other.tag, _address(base, other, page)) for other in listed]
        # The first is English, if it is there.
        home = page == config.root_doc
        context["x_default"] = f"{base}/" if home else _address(base, listed[0], page)
    if "metatags" in context:
        # docutils' mark of a translated text is no attribute of HTML.
        context["metatags"] = context["metatags"].replace(' translated="True"', "")
    if question:
        context["description"] = short_text(question)
    context["summary"] = (about.get(DESCRIPTION) or [None])[0] if not question else None
    context["summary"] = context["summary"] or context.get("description")
    if of in env.found_docs:
        title = (question.title if question else env.titles[page]).astext()
        context["preview"] = _preview(app, page, title, listed)
        context["structured_data"] = _structured(app, page, question, title, context)


def _preview(app: Sphinx, page: str, title: str, listed: Iterable[Language]) -> Preview:
    config, reader = app.config, app.config.multilingual_reader_language
    others = (locale_with_country(other.code) for other in listed if other != reader)
    kind = "website" if page == config.root_doc else "article"
    locale = locale_with_country(reader.code)
    return Preview(kind, title, locale, [*filter(None, others)], card_of(app))


def _listed(config: Config, page: str) -> Iterator[Language]:
    """Yield the languages that ``page`` can be found in."""
    reader, linked = config.multilingual_reader_language, config.multilingual_linked_languages
    unlisted: Mapping[str, Sequence[str]] = config.multilingual_unlisted
    for choice in choices(page, reader, linked, config.multilingual_lacking):
        if not choice.note and page not in unlisted.get(choice.language.tag, ()):
            yield choice.language


def _address(base: str, language: Language, page: str) -> str:
    return f"{base}/{language.tag}/{page}.html"


def _structured(
    app: Sphinx, page: str, question: Question | None, title: str, context: Mapping[str, Any]
) -> str:
    """Return what a page is, as JSON in the words of schema.org."""
    env, config = app.env, app.config
    reader: Language = config.multilingual_reader_language
    of = question.docname if question else page
    about = env.metadata.get(of, {})
    questions: Sequence[Question] = [question] if question else about.get(QUESTIONS, ())
    changed, review, line = context.get("page_changed"), about.get(REVIEW), about.get(LINE)
    kind = config.multilingual_page_kind if questions else "WebPage"
    data: dict[str, Any] = {"@context": "https://schema.org", "@type": kind, "name": title}
    data |= {"inLanguage": reader.tag, "description": None if question else context["summary"]}
    data |= {"url": context["pageurl"], "dateModified": changed[0] if changed else None}
    source = next(
        (other for other in config.multilingual_linked_languages if other.is_source), None
    )
    if context["pageurl"] and source and not reader.is_source:
        address = _address(site_address(config.html_baseurl), source, page)
        data["translationOfWork"] = {"@type": kind, "url": address, "inLanguage": source.tag}
    if line:
        data |= {"creditText": line[0]}
    # Who wrote a text is the same whoever has checked it since.
    is_drafted = about.get(DRAFTED) and not reader.is_source
    data["digitalSourceType"] = MACHINE if is_drafted else config.multilingual_source_type
    if review:
        day, people = review
        reviewers = [{"@type": "Person", "name": who, "jobTitle": role} for who, role in people]
        data |= {"lastReviewed": day, "reviewedBy": reviewers}
    entities = [_entity(question, reader) for question in questions]
    data["mainEntity"] = entities[0] if question else entities
    filled = {name: value for name, value in data.items() if value}
    return json.dumps(filled, ensure_ascii=False, separators=(",", ":")).translate(NO_TAG)


def _entity(question: Question, reader: Language) -> dict[str, object]:
    """Return a question with its short answer, each with the language that it is in."""
    paragraph = cast("nodes.Element", question.answer[0])
    answer = {"@type": "Answer", "text": short_text(question)}
    return {
        "@type": "Question",
        "name": question.title.astext(),
        "inLanguage": language_of(question.title).get("lang", reader.tag),
        "acceptedAnswer": answer | {"inLanguage": language_of(paragraph).get("lang", reader.tag)},
    }


def locale_with_country(code: str) -> str:
    """Return a language as ``og:locale`` names it, with a country, such as ``fr_FR``.

    Nothing is known of the countries of a language that Babel does not know.
    """
    locale = locale_of(code)
    if locale is None:
        return ""
    likely = get_global("likely_subtags").get(locale.language, "")
    territory = locale.territory or likely.rpartition("_")[2]
    return f"{locale.language}_{territory}" if territory else locale.language


def listed_pages(app: Sphinx) -> dict[str, str]:
    """Return the pages that search engines are led to, with the day of their last change.

    There are the pages of questions among them.
    """
    tag, env = app.config.multilingual_reader_language.tag, app.env
    unlisted = app.config.multilingual_unlisted.get(tag, ())
    days: Mapping[str, str] = vars(env).get(DAYS, {})
    pages = {page: days.get(page, "") for page in env.found_docs}
    answers = {
        f"{ANSWERS}/{question.label}": pages[page]
        for page, questions in questions_of(env).items()
        for question in questions
    }
    every = sorted((pages | answers).items())
    return {page: day for page, day in every if page not in unlisted}


def setup(app: Sphinx) -> None:
    about = f"{OF_THE_BUILD} the pages of each language that search engines are asked to leave out."
    app.add_config_value(
        "multilingual_unlisted", None, "html", types=[dict, type(None)], description=about
    )
    about = "What a page with questions is to search engines, in the words of schema.org."
    app.add_config_value(
        "multilingual_page_kind", "WebPage", "html", types=[str], description=about
    )
    about = (
        "How the English text came to be, as search engines are told: an address of schema.org's "
        '``digitalSourceType``, or ``""`` to say nothing. A translation whose catalog says that a '
        "computer made it is told as such by itself."
    )
    app.add_config_value(
        "multilingual_source_type", MACHINE, "html", types=[str], description=about
    )
    app.connect("builder-inited", _find_unlisted, priority=150)
    # After all that says what is on the page, and what its answers take over from it.
    app.connect("html-page-context", _add_to_page, priority=950)
