"""How far the translation of each page is, told on a page of the site itself.

``.. translation-status::`` shows a table of the pages of this language, and links to the same
page in every other. The messages counted are those of the pages as they were built, and refused
are those that the guard refused. ``make status`` shows the same figures. Those of the other
languages stand on their own pages, so that an edit in one language rebuilds no other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.environment.collectors import EnvironmentCollector
from sphinx.locale import _
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import extract_messages
from sphinx.util.osutil import relative_uri

from multilingual.catalogs.interface import marked
from multilingual.catalogs.message import Catalog, MessageKey
from multilingual.guard.refusal import not_shown
from multilingual.pages.content.elements import safety_block
from multilingual.pages.translation.provenance import is_drafted
from multilingual.pages.translation.reader_language import linked_languages, reader_language
from multilingual.reviews.register import Kind
from multilingual.status.progress import Figures, Progress, State, share_of_safety

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

DRAFT = marked("A computer's draft, not checked")
UNCHECKED = marked("Not checked")


class translation_status(nodes.General, nodes.Element):
    """Stands for the table until the page is written."""


class TranslationStatus(SphinxDirective):
    """``.. translation-status::`` where the table is to stand."""

    def run(self) -> list[nodes.Node]:
        self.env.metadata[self.env.docname]["translation_status"] = True
        return [translation_status()]


class NoteMessages(SphinxTransform):
    """Notes the messages of a page, once they are marked (10), before any is copied (15)."""

    default_priority = 12

    def apply(self, **kwargs: Any) -> None:
        found = extract_messages(self.document)
        noted = messages_in(self.env)[self.env.docname] = {}
        for node, text in found:
            if not _is_in_substitution(node):
                noted[text] = noted.get(text, False) or _is_in(node, safety_block)


class MessageCollector(EnvironmentCollector):
    """Keeps the messages of each page with Sphinx's environment."""

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        messages_in(env).pop(docname, None)

    def merge_other(
        self, app: Sphinx, env: BuildEnvironment, docnames: Set[str], other: BuildEnvironment
    ) -> None:
        theirs = messages_in(other)
        messages_in(env).update({name: theirs[name] for name in docnames if name in theirs})

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None: ...


def messages_in(env: BuildEnvironment) -> dict[str, dict[str, bool]]:
    """Return the messages of each page in English, in their order, and which name a danger."""
    if not hasattr(env, "multilingual_messages"):
        env.multilingual_messages = {}  # type: ignore[attr-defined]
    return cast("dict[str, dict[str, bool]]", env.multilingual_messages)  # type: ignore[attr-defined]


def figures_of(app: Sphinx, env: BuildEnvironment) -> dict[str, Figures]:
    """Return how far each page of this build's language is, by page."""
    told = not_shown(app, env)

    def refused(catalog: Catalog) -> Collection[int]:
        places = {one.line: f"{catalog.path}:{one.line}: " for one in catalog.translations}
        return {n for n, place in places.items() if any(one.startswith(place) for one in told)}

    root, locale = Path(app.confdir), app.config.multilingual_locale
    progress = Progress(root, locale, reader_language(app).code, refused)
    pages = messages_in(env)
    return {
        page: progress.of_page(
            page,
            [MessageKey(None, text) for text in pages[page]],
            [
                MessageKey(None, text)
                for text, names_a_danger in pages[page].items()
                if names_a_danger
            ],
        )
        for page in sorted(pages)
    }


def _find_outdated(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    shown = [page for page, about in env.metadata.items() if "translation_status" in about]
    if not shown or reader_language(app).is_source:
        return ()
    before, now = getattr(env, "multilingual_figures", None), figures_of(app, env)
    env.multilingual_figures = now  # type: ignore[attr-defined]
    return shown if now != before else ()


def _is_in_substitution(node: nodes.Node) -> bool:
    return _is_in(node, nodes.substitution_definition)


def _is_in(node: nodes.Node | None, kind: type[nodes.Node]) -> bool:
    while node is not None:
        if isinstance(node, kind):
            return True
        node = node.parent
    return False


def visit_status(translator: Any, _node: nodes.Element) -> None:
    app: Sphinx = translator.builder.app
    page = translator.builder.current_docname
    if not reader_language(app).is_source:
        titles = {name: title.astext() for name, title in app.env.titles.items()}
        figures: Mapping[str, Figures] = getattr(app.env, "multilingual_figures", {})
        drafts = {name for name in figures if is_drafted(app.config, name)}
        translator.body.append(_table(figures, titles, drafts))
    translator.body.append(links_to_languages(app, page))
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
    head = "".join(f'<th scope="col" role="columnheader">{escape(one)}</th>' for one in heads)
    unchecked = {page: _(DRAFT) if page in drafts else _(UNCHECKED) for page in figures}
    rows = "".join(
        _row(titles[page], one, unchecked[page], heads[1:])
        for page, one in figures.items()
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
    words, reviewed = figures.states[State.TRANSLATED].words, figures.reviewed[Kind.SPEAKER].words
    checked = f"{int(reviewed / words * 100)}%" if reviewed else unchecked
    bar = f'<span class="bar" aria-hidden="true"><span style="inline-size: {share}%"></span></span>'
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


def links_to_languages(app: Sphinx, page: str) -> str:
    """Return links to the same page in the other languages, nothing if there are none."""
    own = reader_language(app)
    links = []
    for one in linked_languages(app):
        if one != own and not one.is_source:
            address = relative_uri(f"{own.tag}/{page}.html", f"{one.tag}/{page}.html")
            links.append(
                f'<li><a href="{escape(address)}" hreflang="{one.tag}" lang="{one.tag}"'
                f' dir="{one.direction}">{escape(one.endonym)}</a></li>'
            )
    # Babel finds no message inside a formatted string.
    introduction = escape(_("This table in other languages:"))
    if not links:
        return ""
    return f'<p>{introduction}</p><ul class="languages-of-table">{"".join(links)}</ul>\n'


def setup(app: Sphinx) -> None:
    app.add_node(translation_status, html=(visit_status, None))
    app.add_directive("translation-status", TranslationStatus)
    app.add_transform(NoteMessages)
    app.add_env_collector(MessageCollector)
    app.connect("env-get-updated", _find_outdated)
