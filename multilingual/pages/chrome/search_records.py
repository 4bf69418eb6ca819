"""An index of our own in place of Sphinx's: each question is a record, and a hit leads to it.

The words that a page explains are no records: ``search.js`` compares what is typed with them.
Their definitions stay on the page, since the first search must not weigh more. Index and dangers
are scripts, which load from a folder too.

Sphinx 9.0 crashes on Chinese (https://github.com/sphinx-doc/sphinx/issues/14229), cuts Hindi
at its vowel signs and finds no Arabic word that bears marks.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.errors import SphinxError

from multilingual.catalogs.language_folder import TERMS, LanguageFolder
from multilingual.pages.chrome.search_index import (
    front_coded,
    hashes,
    made_index,
    stemmer_of,
)
from multilingual.pages.content.definitions import explained_words
from multilingual.pages.content.questions import Question, pages_in_order, questions_of
from multilingual.text.folding import (
    IS_UNSPACED,
    LETTERS,
    MARKS,
    SHORTEST_STEM,
    UNSPACED,
    parts_of,
    written_words,
)
from multilingual.wordlists.guarded_queries import DANGERS, read_guarded_queries
from multilingual.wordlists.search_list import SearchList, read_search_list, search_path

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

INDEX, GUARDED = "search-index.js", "search-dangers.js"
"""What names a danger stands beside the index, so that no fault of that takes it along."""
SCRIPT = "(globalThis.siteSearch ??= {{}}).{} = {};\n"

TITLE, PHRASE, SHORT_ANSWER, TEXT, SOURCE_TITLE = 7, 4, 3, 1, 2
POWER = 1.5
"""How much a word counts where it stands, to this power."""
SELDOM = 2
"""In how many texts two letters stand beside each other that are taken for no word."""

ENGINE = "search.js"
COMMENTS = re.compile(r"^\s*/\*\*[\s\S]*?\*/\n|^\s*//.*\n|(?<=[;,]) // .*$|^\s+", re.M)
"""Comments that are lines or end one, and what sets a line in."""

THEIRS = ("searchtools.js", "language_data.js")
"""Scripts of Sphinx's own search, which no page loads."""


class SearchError(SphinxError):
    """What a project says of its search cannot be used."""

    category = "Search index"


def place_of(question: Question) -> str:
    """Return where a hit leads, from the folder of the language."""
    return f"{question.docname}.html#{question.label}"


@dataclass(frozen=True)
class Records:
    """What the index holds of each question, with the words that readers may type for its own."""

    known: SearchList
    sections: dict[str, str]
    _aliases: dict[str, str] = field(default_factory=dict)

    def weights(self, question: Question) -> tuple[Mapping[str, float], int]:
        """Return how much each word says of a question, and how many they are."""
        folding, asked = self.known.folding, self._asked(question)
        single = [text for text in asked if len(folding.words(text)) <= 1]
        phrases = [text for text in asked if len(folding.words(text)) > 1]
        title, answer = question.title.astext(), question.answer[0].astext()
        titles = folding.index_words(title, self._more(title))
        weights: Counter[str] = Counter()
        length = 0
        for weight, words in (
            # A word of many phrases counts once, or "breast cancer" would win over "cancer".
            (TITLE, [*titles, *dict.fromkeys(folding.index_words(*single))]),
            (SHORT_ANSWER, self.known.telling_parts(answer, self._more(answer))),
            (PHRASE, dict.fromkeys(folding.index_words(*phrases))),
            (SOURCE_TITLE, folding.index_words(question.title.rawsource)),
            (TEXT, self.known.telling_parts(question.text)),
        ):
            for word in words:
                weights[word] += weight**POWER
                length += 1
        return weights, length

    def shown(self, question: Question) -> dict[str, str]:
        """Return what a reader is shown of a question that is found."""
        shown = {
            "title": question.title.astext(),
            "answer": question.answer[0].astext(),
            "section": self.sections.get(question.docname, ""),
            "place": place_of(question),
            "lang": question.title.get("lang", ""),
        }
        return {name: value for name, value in shown.items() if value}

    def vocabulary(self, texts: Iterable[str]) -> tuple[dict[str, str], dict[str, None]]:
        """Return the written words of texts by what they are folded to, and other parts of them.

        The words may be typed in place of a mistake. Scripts without spaces have none.
        """
        pieces = dict.fromkeys(piece for text in texts for piece in text.lower().split())
        words: dict[str, str] = {}
        others: dict[str, None] = {}
        for word in dict.fromkeys(written_words(" ".join(pieces))):
            folded = self.known.folding.words(word)
            all_of_it = "".join(folded)
            if len(all_of_it) < (2 if all_of_it.isascii() else 3) or IS_UNSPACED.search(all_of_it):
                others |= dict.fromkeys(part for one in folded for part in parts_of(one))
            else:
                words.setdefault(all_of_it, word)
        return words, others

    def texts(self, question: Question) -> Iterator[str]:
        """Yield all in which a question is found."""
        for text in (question.title.astext(), question.answer[0].astext(), question.text):
            yield from (text, self._more(text))
        yield from self._asked(question)

    def phrases(self, question: Question) -> list[str]:
        """Return, folded, what asks for this question if it is typed as it is, its title first.

        An English word weighs enough as a word of the index where the language has other letters.
        """
        asked = (question.title.astext(), *self._asked(question))
        folded = (self.known.folding.spaced(words).strip() for words in asked)
        every = list(dict.fromkeys(filter(None, folded)))
        # A title can be nothing but signs.
        has_latin = all(words.isascii() for words in every[:1])
        return [words for words in every if has_latin or " " in words or not words.isascii()]

    def _asked(self, question: Question) -> Sequence[str]:
        return self.known.asked.get(question.label, ())

    def _more(self, text: str) -> str:
        if text not in self._aliases:
            self._aliases[text] = " ".join(self.known.aliases(text))
        return self._aliases[text]


def _query_words(known: SearchList) -> dict[str, Any]:
    """Return what ``search.js`` folds a query with, so that it agrees with the index."""
    return {
        "marks": MARKS,
        "unspaced": UNSPACED,
        "letters": LETTERS,
        "folds": ["|".join(some) for some in zip(*known.folding.folds, strict=True)],
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
        "guarded": [(labels.index(row.label), "|".join(row.sources)) for row in rows],
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
    context["search_scripts"] = {"index": INDEX, "dangers": GUARDED}
    help_page = app.config.multilingual_help_page
    if help_page in app.env.titles:
        context["help_page"] = (help_page, _title(app, help_page))
    reader = app.config.multilingual_reader_language
    linked = app.config.multilingual_linked_languages
    source = next((one for one in linked if one.is_source), None)
    context["source_language"] = None if reader.is_source else source


def index_data(records: Records, questions: Sequence[Question], code: str) -> dict[str, Any]:
    """Return what ``search.js`` searches."""
    weights, lengths = zip(*(records.weights(question) for question in questions), strict=True)
    phrases = [records.phrases(question) for question in questions]
    # Two letters that stand beside each other once, in a text, are seldom a word.
    pairs = Counter(word for some in weights for word in some if IS_UNSPACED.match(word))
    weights = [
        {
            word: weight
            for word, weight in some.items()
            if weight > TEXT or not 0 < pairs[word] <= SELDOM
        }
        for some in weights
    ]
    single = [[words for words in some if " " not in words] for some in phrases]
    shown = [records.shown(question) for question in questions]
    rules = _query_words(records.known)
    # What the browser reads in what it shows needs no place in the index.
    texts = [text for one in shown for name, text in one.items() if name in ("title", "answer")]
    seen, seen_others = records.vocabulary([*texts, *rules["stop"]])
    every, _ = records.vocabulary(
        text for question in questions for text in records.texts(question)
    )
    words = {written: folded for folded, written in every.items() if folded not in seen}
    known = [*seen, *(words[written] for written in sorted(words))]
    further = sorted({word for some in weights for word in some}.difference(known, seen_others))
    terms = dict.fromkeys([*known, *seen_others, *further])
    return {
        **rules,
        **made_index(weights, single, terms, stemmer_of(code)),
        **hashes([[words for words in some if " " in words] for some in phrases]),
        "words": front_coded(sorted(words)),
        "others": front_coded(further),
        "terms": len(terms),
        "lengths": lengths,
        "records": shown,
    }


def write_index(app: Sphinx, env: BuildEnvironment) -> None:
    """Write the index of the questions of all pages, and the dangers. Raises ``SearchError``."""
    if app.builder.name != "html":
        return
    pages = questions_of(env)
    questions = [question for page in sorted(pages) for question in pages[page]]
    known = _read_list(app, (question.label for question in questions))
    if not questions:
        return
    records = Records(known, {page: _title(app, page) for page in pages})
    index = {
        **index_data(records, questions, app.config.language),
        "explained": [
            [page, _title(app, page), names] for page, names in explained_words(env).items()
        ],
        "urgent": [
            number
            for number, question in enumerate(questions)
            if question.docname == app.config.multilingual_help_page
        ],
    }
    _write_script(app, "dangers", GUARDED, _guarded(app, questions, records))
    _write_script(app, "index", INDEX, index)


def _write_script(app: Sphinx, name: str, file: str, data: object) -> None:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    (Path(app.outdir) / file).write_text(SCRIPT.format(name, text), "utf-8")


def _shorten_scripts(app: Sphinx, exception: Exception | None) -> None:
    if exception is None and not getattr(app.builder, "search", False):
        for name in THEIRS:
            (Path(app.outdir) / "_static" / name).unlink(missing_ok=True)
        engine = Path(app.outdir) / "_static" / ENGINE
        if engine.exists():
            engine.write_text(without_comments(engine.read_text("utf-8")), "utf-8")


def without_comments(script: str) -> str:
    """Return a script of ours without what only its authors read."""
    return COMMENTS.sub("", script)


def setup(app: Sphinx) -> None:
    app.add_config_value("multilingual_help_page", "", "html", types=[str])
    app.connect("html-page-context", _add_to_page)
    app.connect("builder-inited", _replace_index)
    app.connect("html-collect-pages", _search_page)
    app.connect("env-updated", write_index)
    app.connect("build-finished", _shorten_scripts)
