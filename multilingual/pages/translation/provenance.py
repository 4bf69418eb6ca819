"""Who wrote, translated and reviewed this page: the notice on the page itself.

It is one line that opens to the whole, and claims no more. A page claims a review only if a listed
person has signed off each of its messages as it is now, by the register (``reviews/register.py``).
No word of a catalog decides it. A translation whose catalog says ``X-Provenance: machine draft``
says that a computer made it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel import UnknownLocaleError
from babel.dates import format_date
from docutils import nodes
from sphinx.locale import _, get_translator
from sphinx.transforms import SphinxTransform
from sphinx.util.osutil import relative_uri

from multilingual.languages import SOURCE_CODE
from multilingual.pages.content.elements_and_faults import folded
from multilingual.pages.translation.english_fallback import MARK, mark_as_source, untranslated
from multilingual.pages.translation.origin import is_drafted, register_of, reviews_of
from multilingual.pages.translation.translated_text import (
    MESSAGES,
    OF_THE_SITE,
    TRANSLATIONS,
    mark_of,
)
from multilingual.reviews.register import Kind, Review, ReviewSummary, digest, summarize
from multilingual.reviews.reviewers import REVIEWERS
from multilingual.templates.interface_catalog import marked

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

UNTRANSLATED = "untranslated"
"""In the metadata of a page, the number of its blocks that are in English."""
LINE = "line of provenance"
"""As much, who made and checked it, in a few words, and whether these are in English."""
REVIEW = "review of a page"
"""As much, the day since when qualified people have checked all of it, and who, if any have."""
STATE, DRAFTED = "state of review", "drafted by a machine"
"""As much, the sentence with which its notice begins, in English; and whether a computer made its
translation, whoever has checked that since."""
LINE_MARK = {MARK: mark_of("line", OF_THE_SITE)}
WHOLE_MARK = {MARK: mark_of("notice", OF_THE_SITE)}
"""What the line and the whole notice in the language of the page have, to be paired by."""

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
REVIEWED = (FULL, CLINICIAN, MEDICAL_ENGLISH)
"""What is said of a page that nobody has checked, or a clinician."""
LINES = {
    MACHINE_ENGLISH: marked("Written by AI · not checked by a doctor"),
    MACHINE_BOTH: marked("Written and translated by AI · not checked by a doctor"),
    MACHINE_TRANSLATION: marked("Translated by AI · the translation is not checked"),
    UNKNOWN: marked("The translation is not checked"),
    READ: marked("Translation read by a speaker · not checked by a doctor"),
    READ_DRAFT: marked("Translated by AI, read by a speaker · not checked by a doctor"),
    TRANSLATOR: marked("Translation checked by a translator · not by a doctor"),
    FULL: marked("Translation checked by a translator and a health professional"),
    CLINICIAN: marked("Translation checked by a health professional · not by a translator"),
    MEDICAL_ENGLISH: marked("Checked by a health professional"),
}
"""The line in which a page says each state before a reader opens the notice."""


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
            whole = _statement(self._dated(text, found), _(ADVICE))
            details = self._details(found, is_checked=is_checked)
            notice += folded([_line(_(LINES[text]), **LINE_MARK)], whole, *details)
            whole.attributes |= WHOLE_MARK
        else:
            text = self._claim(found)
            self._describe_translation(notice, text, found)
        about = self.env.metadata[self.env.docname]
        about[STATE] = text
        about[DRAFTED] = is_drafted(self.config, self.env.docname)
        about[REVIEW] = (str(found.date), found.people) if text in REVIEWED else None
        about[LINE] = line_of(self.config, text)
        title.parent.insert(title.parent.index(title) + 1, notice)

    def _reviews(self, translations: Iterable[tuple[str, str]]) -> list[Sequence[Review]]:
        """Return the reviews of each message of this page, by people who may give them."""
        registers = [register_of(self.app, code) for code in (self.config.language, SOURCE_CODE)]
        for path in (*registers, Path(self.config.multilingual_root) / REVIEWERS):
            if path.exists():
                self.env.note_dependency(str(path))
        by_digest = reviews_of(self.app, self.config.language)
        if not by_digest:
            return [[] for _translation in translations]
        return [by_digest.get(digest(*translation), []) for translation in translations]

    def _is_english_checked(self) -> bool:
        """Return whether the English of this page says that a health professional checked it."""
        by_digest = reviews_of(self.app, SOURCE_CODE)
        messages = self.env.metadata[self.env.docname][MESSAGES]
        found = summarize([by_digest.get(digest(msgid, msgid), []) for msgid in messages])
        return Kind.MEDICAL in found.kinds

    def _describe_translation(self, notice: provenance, text: str, found: ReviewSummary) -> None:
        when = format_date(found.date, "long", SOURCE_CODE) if found.date else ""
        english = _statement(self._english(text).replace("%(date)s", when), self._english(ADVICE))
        mark_as_source(english)
        # A language can have no words that count (reviews/notices.py).
        is_translated = all(str(_(words)) != self._english(words) for words in (text, ADVICE))
        own = _statement(self._dated(text, found), _(ADVICE)) if is_translated else english
        if any(language.is_source for language in self.config.multilingual_linked_languages):
            own += [nodes.Text("" if own.astext().endswith("。") else " "), self._link_to_source()]
        line = _line(self._english(LINES[text]))
        mark_as_source(line)
        lines: list[nodes.Node] = [line]
        if str(_(LINES[text])) == self._english(LINES[text]):
            line.attributes |= LINE_MARK
        else:
            lines[:0] = [_line(_(LINES[text]), **LINE_MARK), nodes.Text(" ")]
        own.attributes |= WHOLE_MARK
        details = self._details(found, is_checked=text not in UNCHECKED)
        notice += folded(lines, own, *details, *([english] if is_translated else []))
        missing = len(untranslated(self.document))
        self.env.metadata[self.env.docname][UNTRANSLATED] = missing
        if missing:
            notice += nodes.paragraph("", _untranslated(missing), classes=["untranslated-count"])

    def _english(self, text: str) -> str:
        """Return the English of a sentence, in which a site can have words of its own."""
        return str(self.config.multilingual_words.get(text, text))

    def _claim(self, found: ReviewSummary) -> str:
        is_draft = is_drafted(self.config, self.env.docname)
        if {Kind.TRANSLATOR, Kind.MEDICAL} <= found.kinds:
            return FULL
        read = READ_DRAFT if is_draft else READ
        claims = {Kind.TRANSLATOR: TRANSLATOR, Kind.MEDICAL: CLINICIAN, Kind.SPEAKER: read}
        if claim := next((claims[kind] for kind in claims if kind in found.kinds), ""):
            return claim
        if is_draft:
            return MACHINE_TRANSLATION if self._is_english_checked() else MACHINE_BOTH
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


def line_of(config: Config, state: str) -> tuple[str, bool]:
    """Return the line that says a state, and whether it is in English among another language."""
    line = str(_(LINES[state]))
    return line, is_in_english(config, line, LINES[state])


def is_in_english(config: Config, said: str, english: str) -> bool:
    """Return whether words around a page are English, or a site's own for that, in a translation.

    Nobody has agreed to the words of the language then (``reviews/notices.py``).
    """
    own = config.multilingual_words.get(english, english)
    return bool(said == own and config.language != SOURCE_CODE)


def _line(text: str, **about: str) -> nodes.inline:
    return nodes.inline("", str(text), classes=["line"], **about)


def _statement(first: str, rest: str) -> nodes.paragraph:
    # Chinese writes no blank behind its full stop.
    blank = "" if first.endswith("。") else " "
    return nodes.paragraph("", "", nodes.strong("", first), nodes.Text(blank + rest))


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
