"""The medical words of a language beside the English ones, as its list of terms has them.

``.. term-list::`` shows the table of ``locale/<code>/terms.csv``: the English word, the word
that translations use, and others that mean the same. A word leads to its definition, if a page
of the project has one (``definitions.py``). English shows links to the same page in
every other language, since its words have nothing beside them.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import _
from sphinx.util.docutils import SphinxDirective

from multilingual.catalogs.language_folder import TERMS, LanguageFolder
from multilingual.languages import SOURCE_CODE, Language
from multilingual.pages.content.definitions import pages_of_definitions
from multilingual.pages.translation.reader_language import linked_languages, reader_language
from multilingual.pages.translation.translation_status import links_to_languages
from multilingual.wordlists.table import Row, Table, headword, open_table
from multilingual.wordlists.term_list import GLOSSARY, TERM_COLUMNS, is_harmless, read_glossary, row_of, rows_by_name, shown_words

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class term_list(nodes.General, nodes.Element):
    """Stands for the table until the page is written."""


class TermList(SphinxDirective):
    """``.. term-list::`` where the table is to stand."""

    def run(self) -> list[nodes.Node]:
        if self.config.language != SOURCE_CODE:
            app = self.env._app
            for path in (_path(app), Path(app.confdir, GLOSSARY)):
                if path.is_file():
                    self.env.note_dependency(str(path))
        return [term_list()]


def _path(app: Sphinx) -> Path:
    code = app.config.language
    return LanguageFolder(
        Path(app.confdir, app.config.multilingual_locale, code), Path(app.confdir)
    ).list_path(TERMS)


def visit_term_list(translator: Any, _node: nodes.Element) -> None:
    app: Sphinx = translator.builder.app
    own = reader_language(app)
    if own.is_source:
        translator.body.append(links_to_languages(app, translator.builder.current_docname))
    elif rows := [row for row in open_table(_path(app), TERM_COLUMNS).rows if _is_filled(row)]:
        source = next((one for one in linked_languages(app) if one.is_source), None)
        links = _links(app, rows, translator.builder.current_docname)
        body = "".join(_row(row, links.get(row.line)) for row in rows)
        translator.body.append(_table(body, own, source.endonym if source else "English"))
    raise nodes.SkipNode


def _links(app: Sphinx, rows: list[Row], page: str) -> dict[int, str]:
    """Return the address of the definition of each row that has one, by the row's line."""
    there, by_name = pages_of_definitions(app.env), rows_by_name(Table(rows))
    return {
        row.line: f"{app.builder.get_relative_uri(page, there[term.anchor])}#{term.anchor}"
        for term in read_glossary(Path(app.confdir)).terms
        if term.anchor in there and (row := row_of(term, by_name))
    }


def _is_filled(row: Row) -> bool:
    return bool(any(map(is_harmless, row.forms["term"])) and shown_words(row))


def _table(body: str, own: Language, source: str) -> str:
    return (
        '<div class="table-wrapper" tabindex="0"><table class="term-list"><thead><tr>'
        f'<th scope="col" lang="{SOURCE_CODE}">{escape(source)}</th>'
        f'<th scope="col">{escape(own.endonym)}</th>'
        f"</tr></thead><tbody>{body}</tbody></table></div>\n"
    )


def _row(row: Row, definition: str | None) -> str:
    first, *others = shown_words(row)
    same = " · ".join(f"<bdi>{escape(one)}</bdi>" for one in others)
    label = escape(_("Other words for it:"))
    beside = f'<span class="other-words">{label} {same}</span>' if others else ""
    term = " · ".join(headword(one) for one in row.forms["term"] if is_harmless(one))
    own = f"<bdi>{escape(first)}</bdi>"
    if definition:
        own = f'<a href="{escape(definition)}">{own}</a>'
    return (
        f'<tr><th scope="row"><bdi lang="{SOURCE_CODE}">{escape(term)}</bdi></th>'
        f"<td>{own}{beside}</td></tr>"
    )


def setup(app: Sphinx) -> None:
    app.add_node(term_list, html=(visit_term_list, None))
    app.add_directive("term-list", TermList)
