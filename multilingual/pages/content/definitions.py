"""What the medical words of a topic mean: ``.. definitions:: TOPIC``.

``.. word-list::`` lists the words of its page by topic, each with a link, so that nobody has to
scroll for one.

The definitions are messages of the page, out of ``source/terms.csv``. The words stand in the
reader's language, as its list of terms has them, with the English ones below. The place of a
term is the same in every language, so that ``terms.py`` and the search can lead to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.locale import _
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective

from multilingual.languages import SOURCE_CODE
from multilingual.pages.content.elements import safety_block
from multilingual.pages.content.source_faults import add_fault
from multilingual.templates.interface_words import FOR_TRANSLATORS
from multilingual.wordlists.glossary import PLACE, Term, read_glossary, row_of, rows_by_name
from multilingual.wordlists.table import Row, find_table, open_table
from multilingual.wordlists.term_list import TERM_COLUMNS, TERMS, shown_words

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

ANCHORS, NAMES = "definitions", "explained"
"""In the metadata of a page, the places of its definitions, and the names of the terms."""


class definition_list_of_terms(nodes.General, nodes.Element):
    """A ``<dl>`` of terms."""


class term_entry(nodes.General, nodes.Element):
    """A term and its definition; ``english`` and ``words`` are its names, once they are known."""


class word_list(nodes.General, nodes.Element):
    """Stands for the words of the page until it is written."""


class WordList(SphinxDirective):
    """``.. word-list::`` where the words of this page are to be listed."""

    def run(self) -> list[nodes.Node]:
        return [word_list()]


class Definitions(SphinxDirective):
    """``.. definitions:: tests`` where the terms of a topic are to stand."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        glossary = read_glossary(Path(self.env._app.confdir))
        topic = self.arguments[0]
        for line, fault in glossary.problems:
            add_fault(self.env, (PLACE, line), fault)
        terms = [one for one in glossary.terms if one.topic == topic and one.definition]
        if not terms:
            message = f"no row of {PLACE} has the topic {topic!r}. Add one, or mend the topic."
            add_fault(self.env, self.get_source_info(), message)
        return [definition_list_of_terms("", *map(self._entry, terms))]

    def _entry(self, term: Term) -> term_entry:
        note = f"{FOR_TRANSLATORS} What {term.names[0]} ({term.part_of_speech}) means."
        text, faults = self.parse_inline(term.definition, lineno=term.line)
        paragraph = nodes.paragraph(term.definition, "", *text, *faults)
        paragraph.source, paragraph.line = str(Path(self.env._app.confdir, PLACE)), term.line
        shown = (
            safety_block("", paragraph, classes=["safety", "plain"])
            if term.is_warning
            else paragraph
        )
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
        root, code = Path(self.app.confdir), self.config.language
        self.env.note_dependency(str(root / PLACE))
        rows: Mapping[str, Row] = {}
        if code != SOURCE_CODE:
            path = find_table(root / self.config.multilingual_locale / code, code, TERMS)
            self.env.note_dependency(str(path))
            rows = rows_by_name(open_table(path, TERM_COLUMNS))
        for entry in entries:
            term = entry["term"]
            del entry["term"]
            row = row_of(term, rows)
            entry["english"], entry["words"] = term.names, shown_words(row) if row else ()
        about = self.env.metadata[self.env.docname]
        about[ANCHORS], about[NAMES] = (
            [one["ids"][0] for one in entries],
            list(map(_names, entries)),
        )


def _names(entry: term_entry) -> tuple[str, ...]:
    words, english = entry["words"] or entry["english"], entry["english"]
    return (words[0], english[0], *dict.fromkeys((*words[1:], *english[1:])))


def pages_of_definitions(env: BuildEnvironment) -> dict[str, str]:
    """Return the page on which each definition stands, by the definition's place."""
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
    english, words = entry["english"], entry["words"]
    is_english = not words and code != SOURCE_CODE
    return _written(words[:1] or english[:1], in_english=is_english)


def visit_entry(translator: Any, node: nodes.Element) -> None:
    english, words = node["english"], node["words"]
    is_english = not words and translator.config.language != SOURCE_CODE
    shown = _written(words[:1] or english[:1], in_english=is_english)
    # Babel finds no message inside a formatted string.
    label, other_label = escape(_("The English word:")), escape(_("Other words for it:"))
    beside = []
    if words and words[:1] != english:
        beside.append(f"{label} {_written(english, in_english=True)}")
    if others := words[1:] if words else english[1:]:
        beside.append(f"{other_label} {_written(others, in_english=is_english)}")
    lines = "".join(f'<dd class="other-words">{one}</dd>' for one in beside)
    translator.body.append(f'<div id="{node["ids"][0]}"><dt><dfn>{shown}</dfn></dt>{lines}<dd>\n')


def depart_entry(translator: Any, _node: nodes.Element) -> None:
    translator.body.append("</dd></div>\n")


def _written(words: tuple[str, ...], *, in_english: bool = False) -> str:
    language = f' lang="{SOURCE_CODE}"' if in_english else ""
    return " · ".join(f"<bdi{language}>{escape(one)}</bdi>" for one in words)


def setup(app: Sphinx) -> None:
    app.add_node(definition_list_of_terms, html=(visit_list, depart_list))
    app.add_node(word_list, html=(visit_word_list, None))
    app.add_node(term_entry, html=(visit_entry, depart_entry))
    app.add_directive("definitions", Definitions)
    app.add_directive("word-list", WordList)
    app.add_transform(AddWords)
