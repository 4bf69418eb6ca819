"""Who wrote, translated and reviewed this page: the notice on the page itself.

A page claims a review only if a listed person has signed off each of its messages as it is now,
by the register (``reviews/register.py``). No word of a catalog decides it. A translation whose
catalog says ``X-Provenance: machine draft`` says that a computer made it.
"""

from __future__ import annotations

import gettext
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from datetime import date
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from babel import UnknownLocaleError
from babel.dates import format_date
from docutils import nodes
from sphinx.errors import SphinxError
from sphinx.locale import _, get_translator
from sphinx.transforms import SphinxTransform
from sphinx.util.i18n import docname_to_domain
from sphinx.util.osutil import relative_uri

from multilingual.catalogs.header import is_machine_draft
from multilingual.findings import relative
from multilingual.languages import SOURCE_CODE, catalog_codes
from multilingual.pages.translation.english_fallback import mark_as_source, untranslated
from multilingual.pages.translation.translated_text import TRANSLATIONS
from multilingual.reviews.authorship import trusted_register
from multilingual.reviews.register import (
    REGISTER,
    Kind,
    RegisterError,
    Review,
    digest,
    kinds_of,
)
from multilingual.reviews.reviewers import REVIEWERS
from multilingual.templates.interface_catalog import marked

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

UNTRANSLATED = "untranslated"
"""In the metadata of a page, the number of its blocks that are in English."""

MACHINE_ENGLISH = marked("A computer program (AI) wrote this page. No doctor has checked it yet.")
MACHINE_TRANSLATION = marked(
    "A computer (AI) translated this page from English. "
    "No doctor and no qualified translator has checked the translation."
)
MACHINE_BOTH = marked(
    "A computer (AI) wrote this page in English and translated it. No doctor has checked the text "
    "or the translation, and no qualified translator has checked the translation."
)
UNKNOWN = marked("No doctor and no qualified translator has checked this translation.")
ADVICE = marked(
    "It can contain mistakes. Do not start, stop or change a medicine because of this page. "
    "Ask your doctor, nurse or pharmacist."
)
READ = marked(
    "A person who speaks this language has read the translation. "
    "No qualified translator and no doctor has checked it."
)
READ_DRAFT = marked(
    "A computer (AI) made the first translation. A person who speaks this language has read it. "
    "No qualified translator and no doctor has checked it."
)
TRANSLATOR = marked(
    "A qualified translator checked this translation on %(date)s. "
    "No doctor has checked the translation."
)
FULL = marked(
    "A qualified translator and a health professional who speaks this language "
    "checked this translation on %(date)s."
)
CLINICIAN = marked(
    "A health professional who speaks this language checked this translation on %(date)s. "
    "No qualified translator has checked it."
)
MEDICAL_ENGLISH = marked("A health professional checked this page on %(date)s.")
CHECKED_BY = marked("Checked by:")
SHARE = marked("Parts that have been checked so far: %(checked)d of %(all)d.")
"""The five states of a page are worded in the project's requirements, D2."""
UNCHECKED = (MACHINE_TRANSLATION, MACHINE_BOTH, UNKNOWN)


class ReviewSummary(NamedTuple):
    """How well a page is checked: what holds for each message, since when, and by whom.

    ``date`` is the oldest on which a message got the review that counts, so that it never
    claims a later check of the whole page; ``checked`` of ``total`` messages have any review.
    """

    kinds: frozenset[Kind]
    date: date | None
    people: Sequence[tuple[str, str]]
    checked: int
    total: int


def summarize(reviews: Sequence[Sequence[Review]]) -> ReviewSummary:
    """Return how well a page is checked, given the reviews of each of its messages."""
    whole = frozenset.intersection(*map(kinds_of, reviews)) if reviews else frozenset()
    needed = whole - {Kind.SPEAKER} or whole
    dates = [
        max(review.date for review in given if kind in kinds_of([review]))
        for given in reviews
        for kind in needed
    ]
    people = {
        (review.by, review.role)
        for given in reviews
        for review in given
        if needed & kinds_of([review])
    }
    checked = sum(map(bool, reviews))
    return ReviewSummary(whole, min(dates, default=None), sorted(people), checked, len(reviews))


class provenance(nodes.General, nodes.Element):
    """The notice on top of a page."""


class AddProvenance(SphinxTransform):
    """Puts the notice below the page's title, once it is known what is translated."""

    default_priority = 510

    def apply(self, **kwargs: Any) -> None:
        translations = self.document.attributes.pop(TRANSLATIONS, [])
        title = self.document.next_node(nodes.title)
        if title is None:
            return
        found = summarize(self._reviews(translations))
        notice = provenance(classes=["provenance"])
        if self.config.language == SOURCE_CODE:
            is_checked = Kind.MEDICAL in found.kinds
            text = MEDICAL_ENGLISH if is_checked else MACHINE_ENGLISH
            notice += _statement(self._dated(text, found), _(ADVICE))
            notice += self._details(found, is_checked=is_checked)
        else:
            self._describe_translation(notice, found)
        title.parent.insert(title.parent.index(title) + 1, notice)

    def _reviews(self, translations: Iterable[tuple[str, str]]) -> list[Sequence[Review]]:
        """Return the reviews of each message of this page, by people who may give them."""
        for path in (_register(self.app), Path(self.config.multilingual_root) / REVIEWERS):
            if path.exists():
                self.env.note_dependency(str(path))
        by_digest = _reviews(self.app)
        if not by_digest:
            return [[] for _translation in translations]
        return [by_digest.get(digest(*translation), []) for translation in translations]

    def _describe_translation(self, notice: provenance, found: ReviewSummary) -> None:
        text = self._claim(found)
        when = format_date(found.date, "long", SOURCE_CODE) if found.date else ""
        english = _statement(text.replace("%(date)s", when), ADVICE)
        mark_as_source(english)
        # A language can have no words that count (reviews/notices.py).
        is_translated = all(str(_(words)) != words for words in (text, ADVICE))
        own = _statement(self._dated(text, found), _(ADVICE)) if is_translated else english
        if any(language.is_source for language in self.config.multilingual_linked_languages):
            own += [nodes.Text(" "), self._link_to_source()]
        notice += own
        notice += self._details(found, is_checked=text not in UNCHECKED)
        if is_translated:
            notice += english
        missing = len(untranslated(self.document))
        self.env.metadata[self.env.docname][UNTRANSLATED] = missing
        if missing:
            notice += nodes.paragraph("", _untranslated(missing), classes=["untranslated-count"])

    def _claim(self, found: ReviewSummary) -> str:
        is_draft = is_drafted(self.config, self.env.docname)
        if {Kind.TRANSLATOR, Kind.MEDICAL} <= found.kinds:
            return FULL
        if Kind.TRANSLATOR in found.kinds:
            return TRANSLATOR
        if Kind.MEDICAL in found.kinds:
            return CLINICIAN
        if Kind.SPEAKER in found.kinds:
            return READ_DRAFT if is_draft else READ
        if is_draft:
            return MACHINE_TRANSLATION if (self.app.srcdir / REGISTER).exists() else MACHINE_BOTH
        return UNKNOWN

    def _dated(self, text: str, found: ReviewSummary) -> str:
        if found.date is None:
            return str(_(text))
        try:
            when = format_date(found.date, "long", self.config.language)
        except UnknownLocaleError:
            when = found.date.isoformat()
        return str(_(text)).replace("%(date)s", when)

    def _details(self, found: ReviewSummary, *, is_checked: bool) -> list[nodes.Node]:
        """Return who has checked the page, or how much of it is checked so far."""
        if is_checked:
            line = nodes.paragraph("", f"{_(CHECKED_BY)} ", classes=["checked-by"])
            for number, (name, role) in enumerate(found.people):
                # A name can be written in another direction than the language of the page.
                line += [nodes.Text("; " if number else ""), _isolated(f"{name} ({role})")]
            return [line]
        if found.checked:
            words = str(_(SHARE)).replace("%(checked)d", str(found.checked))
            words = words.replace("%(all)d", str(found.total))
            return [nodes.paragraph("", words, classes=["checked-by"])]
        return []

    def _link_to_source(self) -> nodes.reference:
        page = self.env.docname
        address = relative_uri(f"language/{page}.html", f"{SOURCE_CODE}/{page}.html")
        return nodes.reference("", _("Read this page in English."), refuri=address, internal=True)


def _register(app: Sphinx) -> Path:
    config = app.config
    folder = Path(config.multilingual_root, config.multilingual_locale, config.language)
    return (app.srcdir if config.language == SOURCE_CODE else folder) / REGISTER


def _reviews(app: Sphinx) -> Mapping[str, Sequence[Review]]:
    """Return the reviews of each message that readers are told of; git is asked once a build."""
    if not hasattr(app, "multilingual_reviews"):
        root = Path(app.config.multilingual_root)
        try:
            register = trusted_register(root, app.config.language, _register(app))
        except RegisterError as error:
            raise SphinxError(relative(str(error), root)) from None
        app.multilingual_reviews = register.reviews_by_digest()  # type: ignore[attr-defined]
    known: Mapping[str, Sequence[Review]] = app.multilingual_reviews  # type: ignore[attr-defined]
    return known


def _outdated(app: Sphinx, env: BuildEnvironment, *_pages: Set[str]) -> Collection[str]:
    """Return all pages if a commit, and no file, changed what readers are told of reviews."""
    vars(app).pop("multilingual_reviews", None)
    now = sorted((key, *map(str, reviews)) for key, reviews in _reviews(app).items())
    now.append((REGISTER, str((app.srcdir / REGISTER).exists())))
    before = vars(env).get("multilingual_reviews", [])
    env.multilingual_reviews = now  # type: ignore[attr-defined]
    return () if now == before else env.found_docs


def is_drafted(config: Config, page: str) -> bool:
    """Return whether a catalog of a page says that a computer made its translations.

    Those of es serve readers of es_MX, too.
    """
    domain = docname_to_domain(page, config.gettext_compact)
    headers = (
        gettext.translation(domain, folder, [code], fallback=True).info()
        for folder in config.locale_dirs
        for code in catalog_codes(config.language)
    )
    return any(is_machine_draft(header.get("x-provenance", "")) for header in headers)


def _statement(first: str, rest: str) -> nodes.paragraph:
    return nodes.paragraph("", "", nodes.strong("", first), nodes.Text(" " + rest))


def _isolated(text: str) -> nodes.raw:
    """Return a name, whose direction moves no sign around it."""
    return nodes.raw("", f"<bdi>{escape(text)}</bdi>", format="html")


def _untranslated(count: int) -> str:
    ngettext = get_translator().ngettext
    text = ngettext(
        "%d part of this page is not translated, or its English text has changed since. "
        "It is shown in English.",
        "%d parts of this page are not translated, or their English text has changed since. "
        "They are shown in English.",
        count,
    )
    return str(text).replace("%d", str(count))


def visit_provenance(translator: Any, node: nodes.Element) -> None:
    translator.body.append(translator.starttag(node, "div", role="note"))


def depart_provenance(translator: Any, node: nodes.Element) -> None:
    translator.body.append("</div>\n")


def setup(app: Sphinx) -> None:
    app.add_node(provenance, html=(visit_provenance, depart_provenance))
    app.add_transform(AddProvenance)
    app.connect("env-get-outdated", _outdated)
