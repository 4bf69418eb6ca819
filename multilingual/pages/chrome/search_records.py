"""Pagefind in place of Sphinx's index: each question is a record, and a hit leads to it.

The words that a page explains are no records: ``search.js`` compares what is typed with them.
Their definitions stay on the page, since the first search must not weigh more.

Sphinx 9.0 crashes on Chinese (https://github.com/sphinx-doc/sphinx/issues/14229), cuts Hindi
at its vowel signs and finds no Arabic word that bears marks.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from multilingual.catalogs.language_folder import TERMS, LanguageFolder
from multilingual.pages.chrome.search_index import Index, SearchError
from multilingual.pages.content.definitions import explained_words
from multilingual.pages.content.questions import Question, pages_in_order, questions_of
from multilingual.text.folding import (
    IS_UNSPACED,
    LETTERS,
    MARKS,
    SHORTEST_STEM,
    UNSPACED,
    written_words,
)
from multilingual.wordlists.guarded_queries import DANGERS, read_guarded_queries
from multilingual.wordlists.search_list import SearchList, read_search_list, search_path

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

FOLDER = "search-index"
WORDS, VOCABULARY = "words.json", "vocabulary.json"
GUARDED = "dangers.json"
"""What names a danger. It stands beside the index, so that no fault of that takes it along."""

TITLE, PHRASE, SHORT_ANSWER, TEXT, SOURCE_TITLE = 7, 4, 3, 1, 2
"""How much a word counts where it stands; Pagefind squares it
(https://pagefind.app/docs/weighting/)."""

PARTS = 8
"""Into how many parts an index is taken to fall, which on some hundred questions are two or three.
A part has some 40 KB."""

THEIRS = ("searchtools.js", "language_data.js")
"""Scripts of Sphinx's own search, which no page loads."""

CUT = ("ja", "zh", "hi")
"""Languages of which Pagefind is told none. Chinese and Japanese it would cut into words by a
dictionary, which takes it longer than all else of a build, and they come to it in pairs of letters.
Its rules for Hindi find no more than ours, and are to be loaded with the first search."""


@dataclass(frozen=True)
class Records:
    """What the index holds of each question, with the words that readers may type for its own."""

    known: SearchList
    language: str
    sections: dict[str, str]
    indexed: set[str] = field(default_factory=set)
    """The words of the pages that were made."""
    _aliases: dict[str, str] = field(default_factory=dict)

    def page(self, question: Question) -> str:
        """Return the page that Pagefind reads for a question."""
        folding, asked = self.known.folding, self._asked(question)
        single = [text for text in asked if len(folding.words(text)) <= 1]
        phrases = [text for text in asked if len(folding.words(text)) > 1]
        title, answer = question.title.astext(), question.answer[0].astext()
        titles = folding.index_words(title, self._more(title))
        weighted = (
            # A word of many phrases counts once, or "breast cancer" would win over "cancer".
            (TITLE, [*titles, *dict.fromkeys(folding.index_words(*single))]),
            (SHORT_ANSWER, self.known.telling_parts(answer, self._more(answer))),
            (PHRASE, dict.fromkeys(folding.index_words(*phrases))),
            (SOURCE_TITLE, folding.index_words(question.title.rawsource)),
            (TEXT, self.known.telling_parts(question.text, self._more(question.text))),
        )
        self.indexed.update(*(words for _weight, words in weighted))
        body = "".join(
            f'<p data-pagefind-weight="{weight}">{escape(" ".join(words))}</p>'
            for weight, words in weighted
        )
        return (
            f'<!doctype html><html lang="{self.language}"><title>-</title>'
            f"<body data-pagefind-body>{body}</body></html>"
        )

    def shown(self, question: Question) -> dict[str, str]:
        """Return what a reader is shown of a question that is found."""
        shown = {
            "title": question.title.astext(),
            "answer": question.answer[0].astext(),
            "section": self.sections.get(question.docname, ""),
            "place": f"{question.docname}.html#{question.label}",
            "lang": question.title.get("lang", ""),
        }
        return {name: value for name, value in shown.items() if value}

    def vocabulary(self, questions: Iterable[Question]) -> list[str]:
        """Return a word of each folded form that the index holds, as it is written.

        Scripts without spaces have no words to correct.
        """
        pieces: dict[str, None] = {}
        for question in questions:
            texts = (question.title.astext(), question.answer[0].astext(), question.text)
            for text in (*texts, *self._asked(question), *(self._more(text) for text in texts)):
                pieces |= dict.fromkeys(text.lower().split())
        written: dict[str, str] = {}
        for word in written_words(" ".join(pieces)):
            folded = "".join(self.known.folding.words(word))
            if len(folded) > (1 if folded.isascii() else 2) and not IS_UNSPACED.search(folded):
                written.setdefault(folded, word)
        return sorted(written.values())

    def phrases(self, question: Question) -> list[str]:
        """Return, folded, what asks for this question if it is typed as it is.

        Its title does too, but ``search.js`` has that already.
        An English word weighs enough as a word of the index where the language has other letters.
        """
        asked = (question.title.astext(), *self._asked(question))
        folded = (self.known.folding.spaced(words).strip() for words in asked)
        every = list(dict.fromkeys(filter(None, folded)))
        # A title can be nothing but signs.
        has_latin = all(words.isascii() for words in every[:1])
        title = self.known.folding.spaced(question.title.astext()).strip()
        told = [words for words in every if has_latin or " " in words or not words.isascii()]
        return [words for words in told if words != title]

    def _asked(self, question: Question) -> Sequence[str]:
        return self.known.asked.get(question.label, ())

    def _more(self, text: str) -> str:
        if text not in self._aliases:
            self._aliases[text] = " ".join(self.known.aliases(text))
        return self._aliases[text]


def spread(words: Iterable[str]) -> list[str]:
    """Return a few words from all parts of the alphabet, the first and the last among them.

    Pagefind parts its index by the alphabet, and loads a part with the first word of it.
    """
    every = sorted(words)
    return every[:: max(1, len(every) // PARTS)] + every[-1:]


def _query_words(known: SearchList) -> dict[str, Any]:
    """Return what ``search.js`` folds a query with, so that it agrees with the index."""
    return {
        "marks": MARKS,
        "unspaced": UNSPACED,
        "letters": LETTERS,
        "folds": known.folding.folds,
        "prefixes": known.folding.prefixes,
        "shortest": SHORTEST_STEM,
        "stop": sorted(set(known.stop)),
    }


def _read_list(app: Sphinx, labels: Iterable[str]) -> SearchList:
    root, locale, code = Path(app.confdir), app.config.multilingual_locale, app.config.language
    path = search_path(root, locale, code)
    known = read_search_list(path, LanguageFolder(root / locale / code, root).list_path(TERMS))
    there = set(labels)
    strange = [
        (line, f"no question has the label {label!r}. Look after # in its address.")
        for line, _, label in known.asks
        if label not in there
    ]
    if faults := sorted({*known.problems, *strange}):
        raise SearchError("\n" + "\n".join(f"{path}:{line}: {fault}" for line, fault in faults))
    return known


def _guarded(app: Sphinx, questions: Sequence[Question], records: Records) -> dict[str, Any]:
    """Return the questions that help in dangers, and what finds the words of each danger."""
    by_label = {question.label: question for question in questions}
    queries = read_guarded_queries(Path(app.confdir))
    strange = [
        (row.line, f"no question has the label {row.label!r}. Look after # in its address.")
        for row in queries.rows
        if row.label not in by_label
    ]
    if faults := sorted({*queries.problems, *strange}):
        raise SearchError("\n" + "\n".join(f"{DANGERS}:{line}: {fault}" for line, fault in faults))
    rows = queries.of(app.config.language)
    labels = list(dict.fromkeys(row.label for row in rows))
    return {
        "rules": _query_words(SearchList()),
        "questions": [records.shown(by_label[label]) for label in labels],
        "guarded": [(labels.index(row.label), row.sources) for row in rows],
    }


def _replace_index(app: Sphinx) -> None:
    app.builder.search = False  # type: ignore[attr-defined]


def _search_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    questions = questions_of(app.env)
    listed = [
        (page, _title(app, page), [(q.label, q.title) for q in questions[page]])
        for page in pages_in_order(app.env)
        if page in questions
    ]
    yield "search", {"listed_questions": listed}, "search.html"


def _title(app: Sphinx, page: str) -> str:
    return " ".join(app.env.titles[page].astext().split())


def _add_to_page(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    context["search_index"] = FOLDER
    help_page = app.config.multilingual_help_page
    if help_page in app.env.titles:
        context["help_page"] = (help_page, _title(app, help_page))
    reader = app.config.multilingual_reader_language
    linked = app.config.multilingual_linked_languages
    source = next((one for one in linked if one.is_source), None)
    context["source_language"] = None if reader.is_source else source


def begin_index(app: Sphinx, env: BuildEnvironment) -> None:
    """Let Pagefind begin with the questions of all pages. Raises ``SearchError``."""
    if app.builder.name != "html":
        return
    folder = Path(app.outdir) / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    pages = questions_of(env)
    questions = [question for page in sorted(pages) for question in pages[page]]
    known = _read_list(app, (question.label for question in questions))
    if questions:
        sections = {page: _title(app, page) for page in pages}
        language = app.config.multilingual_reader_language
        tag = "und" if language.code.startswith(CUT) else language.tag
        records = Records(known, tag, sections)
        made = (records.page(question) for question in questions)
        (Path(app.outdir) / GUARDED).write_bytes(_as_json(_guarded(app, questions, records)))
        app.multilingual_index = Index(made, folder)  # type: ignore[attr-defined]
        app.multilingual_words = {  # type: ignore[attr-defined]
            WORDS: {
                **_query_words(known),
                "phrases": [records.phrases(question) for question in questions],
                "records": [records.shown(question) for question in questions],
                "explained": [
                    [page, _title(app, page), names] for page, names in explained_words(env).items()
                ],
                "spread": spread(records.indexed),
                "urgent": [
                    number
                    for number, question in enumerate(questions)
                    if question.docname == app.config.multilingual_help_page
                ],
            },
            VOCABULARY: records.vocabulary(questions),
        }


def _finish_index(app: Sphinx, exception: Exception | None) -> None:
    index: Index | None = getattr(app, "multilingual_index", None)
    if exception is None and not getattr(app.builder, "search", False):
        for name in THEIRS:
            (Path(app.outdir) / "_static" / name).unlink(missing_ok=True)
    if index is not None and exception is None:
        names = index.finish()
        for name, record in zip(names, app.multilingual_words[WORDS]["records"], strict=True):  # type: ignore[attr-defined]
            record["id"] = name
        for name, data in app.multilingual_words.items():  # type: ignore[attr-defined]
            (Path(app.outdir) / FOLDER / name).write_bytes(_as_json(data))
    elif index is not None:
        index.leave()


def _as_json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def setup(app: Sphinx) -> None:
    app.add_config_value("multilingual_help_page", "", "html", types=[str])
    app.connect("html-page-context", _add_to_page)
    app.connect("builder-inited", _replace_index)
    app.connect("html-collect-pages", _search_page)
    app.connect("env-updated", begin_index)
    app.connect("build-finished", _finish_index)
