"""What medical words mean, and which words a language has for them.

``.. definitions:: TOPIC`` shows the terms of a topic out of ``source/terms.csv``. The definitions
are messages of the page. The words are in the reader's language, as its list of terms has them,
with the English ones below. The anchor of a term is the same in every language, so that links
and the search can lead to it. ``.. word-list::`` lists the words of its page by topic, each with
a link, so that nobody has to scroll for one.

``.. term-list::`` shows the table of ``locale/<code>/terms.csv``: the English word, the word that
translations use, and others that mean the same. A word leads to its definition, if a page has
one. In English there are links to the same page in every other language, since its words have
nothing beside them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.locale import _
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective

from multilingual.catalogs.language_folder import TERMS, LanguageFolder
from multilingual.languages import SOURCE_CODE, Language
from multilingual.pages.content.elements_and_faults import add_fault, safety_block
from multilingual.pages.translation.translation_status import links_to_languages
from multilingual.templates.interface_catalog import FOR_TRANSLATORS
from multilingual.wordlists.table import Row, Table, headword, open_table
from multilingual.wordlists.term_list import (
    GLOSSARY,
    TERM_COLUMNS,
    Term,
    is_harmless,
    read_glossary,
    row_of,
    rows_by_name,
    shown_words,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

ANCHORS, NAMES = "definitions", "explained"
"""In the metadata of a page, the anchors of its definitions, and the names of the terms."""


class definition_list_of_terms(nodes.General, nodes.Element):
    """A ``<dl>`` of terms."""


class term_entry(nodes.General, nodes.Element):
    """A term and its definition; ``english`` and ``words`` are its names, once they are known."""


class word_list(nodes.General, nodes.Element):
    """Stands for the words of the page until it is written."""


class term_list(nodes.General, nodes.Element):
    """Stands for the table until the page is written."""


class WordList(SphinxDirective):
    """``.. word-list::`` where the words of this page are to be listed."""

    def run(self) -> list[nodes.Node]:
        return [word_list()]


class TermList(SphinxDirective):
    """``.. term-list::`` where the table is to stand."""

    def run(self) -> list[nodes.Node]:
        if self.config.language != SOURCE_CODE:
            for path in (list_path(self.config), _glossary_path(self.config)):
                if path.is_file():
                    self.env.note_dependency(str(path))
        return [term_list()]


class Definitions(SphinxDirective):
    """``.. definitions:: tests`` where the terms of a topic are to stand."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        glossary = read_glossary(Path(self.config.multilingual_root))
        topic = self.arguments[0]
        for line, fault in glossary.problems:
            add_fault(self.env, (GLOSSARY, line), fault)
        terms = [term for term in glossary.terms if term.topic == topic and term.definition]
        if not terms:
            message = f"no row of {GLOSSARY} has the topic {topic!r}. Add one, or mend the topic."
            add_fault(self.env, self.get_source_info(), message)
        return [definition_list_of_terms("", *map(self._entry, terms))]

    def _entry(self, term: Term) -> term_entry:
        note = f"{FOR_TRANSLATORS} What {term.names[0]} ({term.part_of_speech}) means."
        text, faults = self.parse_inline(term.definition, lineno=term.line)
        shown: nodes.Element = nodes.paragraph(term.definition, "", *text, *faults)
        shown.source, shown.line = str(_glossary_path(self.config)), term.line
        if term.is_warning:
            shown = safety_block("", shown, classes=["safety", "plain"])
        return term_entry("", nodes.comment("", note), shown, ids=[term.anchor], term=term)


class AddWords(SphinxTransform):
    """Gives the terms of a page their words in the reader's language.

    The directive asks for no language, so that the page is parsed once for all of them.
    """

    default_priority = 12

    def apply(self, **kwargs: Any) -> None:
        entries = list(self.document.findall(term_entry))
        if not entries:
            return
        self.env.note_dependency(str(_glossary_path(self.config)))
        rows: Mapping[str, Row] = {}
        if self.config.language != SOURCE_CODE:
            path = list_path(self.config)
            self.env.note_dependency(str(path))
            rows = rows_by_name(open_table(path, TERM_COLUMNS))
        for entry in entries:
            term = entry["term"]
            del entry["term"]
            row = row_of(term, rows)
            entry["english"], entry["words"] = term.names, shown_words(row) if row else ()
        about = self.env.metadata[self.env.docname]
        about[ANCHORS] = [entry["ids"][0] for entry in entries]
        about[NAMES] = list(map(_names, entries))


def list_path(config: Config) -> Path:
    """Return the path of the term list of the language of a build."""
    root = Path(config.multilingual_root)
    folder = LanguageFolder(root / config.multilingual_locale / config.language, root)
    return folder.list_path(TERMS)


def _glossary_path(config: Config) -> Path:
    return Path(config.multilingual_root, GLOSSARY)


def _names(entry: term_entry) -> tuple[str, ...]:
    words, english = entry["words"] or entry["english"], entry["english"]
    return (words[0], english[0], *dict.fromkeys((*words[1:], *english[1:])))


def pages_of_definitions(env: BuildEnvironment) -> dict[str, str]:
    """Return the page on which each definition stands, by the anchor of the definition."""
    return {anchor: page for page in env.metadata for anchor in env.metadata[page].get(ANCHORS, ())}


def explained_words(env: BuildEnvironment) -> dict[str, list[tuple[str, ...]]]:
    """Return the names of each term by page: the one shown, the English one, and all others."""
    pages = sorted(env.metadata)
    return {page: env.metadata[page][NAMES] for page in pages if NAMES in env.metadata[page]}


def visit_list(translator: Any, _node: nodes.Element) -> None:
    translator.body.append('<dl class="definitions simple">\n')


def depart_list(translator: Any, _node: nodes.Element) -> None:
    translator.body.append("</dl>\n")


def visit_word_list(translator: Any, _node: nodes.Element) -> None:
    title = escape(_("Words on this page"))
    code = translator.config.language
    listings = translator.document.findall(definition_list_of_terms)
    topics = "".join(_topic(listing, code) for listing in listings)
    translator.body.append(
        '<div class="question-list word-list">'
        f'<p class="question-list-title">{title}</p>{topics}</div>\n'
    )
    raise nodes.SkipNode


def _topic(listing: definition_list_of_terms, code: str) -> str:
    section = listing.parent
    title = cast("nodes.title", section.next_node(nodes.title))
    language = f' lang="{title["lang"]}" dir="{title["dir"]}"' if "lang" in title else ""
    words = "".join(
        f'<li><a href="#{entry["ids"][0]}">{_shown(entry, code)}</a></li>'
        for entry in listing.findall(term_entry)
    )
    return (
        f'<p><a href="#{section["ids"][0]}"{language}>{escape(title.astext())}</a></p>'
        f"<ul>{words}</ul>"
    )


def _shown(entry: nodes.Element, code: str) -> str:
    words = entry["words"] or entry["english"]
    return _written(words[:1], in_english=_is_english(entry, code))


def _is_english(entry: nodes.Element, code: str) -> bool:
    return not entry["words"] and code != SOURCE_CODE


def visit_entry(translator: Any, node: nodes.Element) -> None:
    english, words = node["english"], node["words"]
    is_english = _is_english(node, translator.config.language)
    # Babel finds no message inside a formatted string.
    label, other_label = escape(_("The English word:")), escape(_("Other words for it:"))
    beside = []
    if words and words[:1] != english:
        beside.append(f"{label} {_written(english, in_english=True)}")
    if others := words[1:] if words else english[1:]:
        beside.append(f"{other_label} {_written(others, in_english=is_english)}")
    lines = "".join(f'<dd class="other-words">{line}</dd>' for line in beside)
    shown, at = _shown(node, translator.config.language), node["ids"][0]
    translator.body.append(f'<div id="{at}"><dt data-m="{at}"><dfn>{shown}</dfn></dt>{lines}<dd>\n')


def depart_entry(translator: Any, _node: nodes.Element) -> None:
    translator.body.append("</dd></div>\n")


def visit_term_list(translator: Any, _node: nodes.Element) -> None:
    builder, page = translator.builder, translator.builder.current_docname
    config: Config = builder.config
    own = config.multilingual_reader_language
    if own.is_source:
        translator.body.append(links_to_languages(config, page))
    elif rows := [
        row for row in open_table(list_path(config), TERM_COLUMNS).rows if _is_filled(row)
    ]:
        linked = config.multilingual_linked_languages
        source = next((language.endonym for language in linked if language.is_source), "English")
        addresses = {
            line: f"{builder.get_relative_uri(page, there)}#{anchor}"
            for line, (there, anchor) in _definitions(builder.env, rows).items()
        }
        body = "".join(_row(row, addresses.get(row.line)) for row in rows)
        translator.body.append(_table(body, own, source))
    raise nodes.SkipNode


def _definitions(env: BuildEnvironment, rows: Sequence[Row]) -> dict[int, tuple[str, str]]:
    """Return the page and the anchor of the definition of each row that has one, by its line."""
    pages, by_name = pages_of_definitions(env), rows_by_name(Table(rows))
    return {
        row.line: (pages[term.anchor], term.anchor)
        for term in read_glossary(Path(env.config.multilingual_root)).terms
        if term.anchor in pages and (row := row_of(term, by_name))
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
    label = escape(_("Other words for it:"))
    beside = f'<span class="other-words">{label} {_written(others)}</span>' if others else ""
    term = " · ".join(headword(form) for form in row.forms["term"] if is_harmless(form))
    own = _written([first])
    if definition:
        own = f'<a href="{escape(definition)}">{own}</a>'
    return (
        f'<tr><th scope="row">{_written([term], in_english=True)}</th><td>{own}{beside}</td></tr>'
    )


def _written(words: Sequence[str], *, in_english: bool = False) -> str:
    language = f' lang="{SOURCE_CODE}"' if in_english else ""
    return " · ".join(f"<bdi{language}>{escape(word)}</bdi>" for word in words)


def setup(app: Sphinx) -> None:
    app.add_node(definition_list_of_terms, html=(visit_list, depart_list))
    app.add_node(term_entry, html=(visit_entry, depart_entry))
    app.add_node(word_list, html=(visit_word_list, None))
    app.add_node(term_list, html=(visit_term_list, None))
    app.add_directive("definitions", Definitions)
    app.add_directive("word-list", WordList)
    app.add_directive("term-list", TermList)
    app.add_transform(AddWords)
