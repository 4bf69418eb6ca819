"""How far the translation of each page is, on a page of the site itself.

``.. translation-status::`` shows a table of the pages of this language, and links to the same
page in every other. The messages counted are those of the pages as they were built, and refused
are those that the guard refused. ``make status`` shows the same figures. Those of the other
languages stand on their own pages, so that an edit in one language rebuilds no other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import _
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri

from multilingual.catalogs.message import Catalog, MessageKey
from multilingual.findings import WHOLE_FILE
from multilingual.guard.unsafe_translations import not_shown
from multilingual.pages.translation.origin import is_drafted
from multilingual.pages.translation.provenance import (
    CLINICIAN,
    FULL,
    MACHINE_BOTH,
    MACHINE_ENGLISH,
    MACHINE_TRANSLATION,
    MEDICAL_ENGLISH,
    READ,
    READ_DRAFT,
    STATE,
    TRANSLATOR,
    UNKNOWN,
)
from multilingual.pages.translation.translated_text import MESSAGES
from multilingual.reviews.register import Kind
from multilingual.status.progress import Figures, MessageState, Progress, share_of_safety
from multilingual.templates.interface_catalog import marked

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

FIGURES = "multilingual_figures"
"""In Sphinx's environment, the figures of each page."""
DRAFT = marked("A computer's draft, not checked")
UNCHECKED = marked("Not checked")
LEAST_FIRST = (
    *(MACHINE_BOTH, MACHINE_ENGLISH, MACHINE_TRANSLATION, UNKNOWN, READ_DRAFT, READ),
    *(TRANSLATOR, CLINICIAN, FULL, MEDICAL_ENGLISH),
)
"""What the notices of pages say, by how much they claim."""
OF_A_MACHINE = {MACHINE_ENGLISH, MACHINE_TRANSLATION, MACHINE_BOTH, READ_DRAFT}
"""What they say of a page that a machine made and that nobody qualified has checked."""
BESIDE_A_MACHINE = {UNKNOWN: MACHINE_TRANSLATION, READ: READ_DRAFT}
"""What stands for a state where other pages are such ones."""


class translation_status(nodes.General, nodes.Element):
    """Stands for the table until the page is written."""


class TranslationStatus(SphinxDirective):
    """``.. translation-status::`` where the table is to stand."""

    def run(self) -> list[nodes.Node]:
        self.env.metadata[self.env.docname]["translation_status"] = True
        return [translation_status()]


def state_of_all(env: BuildEnvironment) -> str:
    """Return what holds for each page with a notice: no more than the least checked one claims."""
    states = {about[STATE] for about in env.metadata.values() if about.get(STATE)}
    least = min(states, key=LEAST_FIRST.index, default="")
    return least if states.isdisjoint(OF_A_MACHINE) else BESIDE_A_MACHINE.get(least, least)


def figures_of(app: Sphinx, env: BuildEnvironment) -> dict[str, Figures]:
    """Return how far each page of this build's language is, by page."""
    not_used = not_shown(app, env)

    def refused(catalog: Catalog) -> Collection[int]:
        lines = {message.line for message in catalog.translations}
        if any(told.startswith(f"{catalog.path}:{WHOLE_FILE}: ") for told in not_used):
            return lines
        starts = {line: f"{catalog.path}:{line}: " for line in lines}
        return {line for line in lines if any(told.startswith(starts[line]) for told in not_used)}

    config = app.config
    progress = Progress(Path(app.confdir), config.multilingual_locale, config.language, refused)
    pages = {page: about.get(MESSAGES, {}) for page, about in env.metadata.items()}
    return {
        page: progress.of_page(
            page,
            [MessageKey(None, msgid) for msgid in pages[page]],
            [MessageKey(None, msgid) for msgid, is_safety in pages[page].items() if is_safety],
        )
        for page in sorted(pages)
    }


def _note_figures(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Note how far each page is, and return the pages that show it if it has changed."""
    shown = [page for page, about in env.metadata.items() if "translation_status" in about]
    if not shown or app.config.multilingual_reader_language.is_source:
        return ()
    before, now = getattr(env, FIGURES, None), figures_of(app, env)
    setattr(env, FIGURES, now)
    return shown if now != before else ()


def visit_status(translator: Any, _node: nodes.Element) -> None:
    config, env = translator.builder.config, translator.builder.env
    if not config.multilingual_reader_language.is_source:
        titles = {page: title.astext() for page, title in env.titles.items()}
        figures: Mapping[str, Figures] = getattr(env, FIGURES, {})
        drafts = {page for page in figures if is_drafted(config, page)}
        translator.body.append(_table(figures, titles, drafts))
    translator.body.append(links_to_languages(config, translator.builder.current_docname))
    raise nodes.SkipNode


def _table(
    figures: Mapping[str, Figures], titles: Mapping[str, str], drafts: Collection[str]
) -> str:
    heads = (
        _("Page"),
        _("Translated"),
        _("Checked by a person"),
        _("Safety texts checked"),
        _("Words left"),
    )
    # A phone shows no table, and would take it for none without the roles.
    head = "".join(f'<th scope="col" role="columnheader">{escape(text)}</th>' for text in heads)
    unchecked = {page: _(DRAFT) if page in drafts else _(UNCHECKED) for page in figures}
    rows = "".join(
        _row(titles[page], of_page, unchecked[page], heads[1:])
        for page, of_page in figures.items()
        if page in titles
    )
    return (
        '<div class="table-wrapper" tabindex="0"><table class="translation-status" role="table">'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table></div>\n'
    )


def _row(title: str, figures: Figures, unchecked: str, heads: Sequence[str]) -> str:
    # Rounded down, since 100% says that nothing is left.
    share = int(figures.share * 100)
    words, reviewed = (
        figures.states[MessageState.TRANSLATED].words,
        figures.reviewed[Kind.SPEAKER].words,
    )
    checked = f"{int(reviewed / words * 100)}%" if reviewed else unchecked
    bar = f'<svg class="bar" aria-hidden="true"><rect width="{share}%" height="100%"/></svg>'
    contents = (
        f"<bdi>{share}%</bdi>{bar}",
        f"<span>{escape(checked)}</span>",
        f"<bdi>{share_of_safety(figures)}</bdi>",
        f"<bdi>{figures.words_left}</bdi>",
    )
    cells = "".join(
        f'<td role="cell" data-head="{escape(head)}">{content}</td>'
        for head, content in zip(heads, contents, strict=True)
    )
    return f'<tr role="row"><th scope="row" role="rowheader">{escape(title)}</th>{cells}</tr>'


def links_to_languages(config: Config, page: str) -> str:
    """Return links to the same page in the other languages, nothing if there are none."""
    own, links = config.multilingual_reader_language, []
    for language in config.multilingual_linked_languages:
        if language != own and not language.is_source:
            tag = language.tag
            address = relative_uri(f"{own.tag}/{page}.html", f"{tag}/{page}.html")
            links.append(
                f'<li><a href="{escape(address)}" hreflang="{tag}" lang="{tag}"'
                f' dir="{language.direction}">{escape(language.endonym)}</a></li>'
            )
    # Babel finds no message inside a formatted string.
    if own.is_source:
        introduction = escape(_("How far each language is:"))
    else:
        introduction = escape(_("This table in other languages:"))
    if not links:
        return ""
    return f'<p>{introduction}</p><ul class="languages-of-table">{"".join(links)}</ul>\n'


def setup(app: Sphinx) -> None:
    app.add_node(translation_status, html=(visit_status, None))
    app.add_directive("translation-status", TranslationStatus)
    about = (
        "What a language needs before it is published, as shares from 0 to 1: how much of the "
        "`words` of the pages and of the `interface` around them is translated, and how many of "
        "its texts about dangers (`safety`) a qualified person has checked. 0 asks for nothing."
    )
    app.add_config_value("multilingual_publication", {}, "html", types=[dict], description=about)
    app.connect("env-get-updated", _note_figures)
