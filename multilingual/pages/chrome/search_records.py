"""An index of our own in place of Sphinx's: each question is a record, and a hit leads to it.

The words that a page explains are no records: ``search.js`` compares what is typed with them.
Their definitions stay on the page, since the first search must not weigh more. Index and dangers
are scripts, which load from a folder too.

Sphinx 9.0 crashes on Chinese (https://github.com/sphinx-doc/sphinx/issues/14229), cuts Hindi
at its vowel signs and finds no Arabic word that bears marks.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.errors import SphinxError
from sphinx.locale import _

from multilingual.catalogs.language_folder import TERMS, LanguageFolder
from multilingual.pages.chrome.search_index import Records, index_data, query_rules
from multilingual.pages.content.definitions import explained_words
from multilingual.pages.content.questions import Question, pages_in_order, questions_of
from multilingual.project import ANSWERS
from multilingual.text.folding import BASIC
from multilingual.wordlists.guarded_queries import DANGERS, read_guarded_queries
from multilingual.wordlists.search_list import SearchList, read_search_list, search_path

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

INDEX, GUARDED = "search-index.js", "search-dangers.js"
"""What names a danger stands beside the index, so that no fault of that takes it along."""
SCRIPT = "(globalThis.siteSearch ??= {{}}).{} = {};\n"

FIRST = (
    "near",
    "lengths",
    "far",
    "gaps",
    "counts",
    "asks",
    "classes",
    "weights",
    "asked",
    "section",
)
TEXTS = (
    *("marks", "unspaced", "letters", "others", "folds", "labels", "prefixes", "words"),
    *("explained", "english", "titles", "sections", "stop", "answers", "place", "langs", "said"),
)
"""What stands first in the index, and its texts, in which order. What is alike stands together, so
that gzip writes it with one code: that saves some 2 KB."""
ESCAPED = '"\\'
"""Signs before which JSON puts another."""
COMMON = 3
"""Answers that have a word which is no typing mistake."""


class SearchError(SphinxError):
    """What a project says of its search cannot be used."""

    category = "Search index"


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
        "rules": query_rules(SearchList()),
        "questions": [records.shown(by_label[label]) for label in labels],
        "guarded": [(labels.index(row.label), "|".join(row.sources)) for row in rows],
        "common": common_words(questions, {word for row in rows for word in row.words}),
    }


def common_words(questions: Iterable[Question], dangers: Collection[str]) -> list[str]:
    """Return words of several answers that could be taken for one that names a danger.

    They are typed as they are meant. What the list of a language adds is none.
    """
    counts = Counter(word for question in questions for word in {*BASIC.words(question.text)})
    often = {word for word, count in counts.items() if count >= COMMON}.difference(dangers)
    lacking = {part for word in dangers for part in _lacking_a_letter(word)}
    exchanged = {"".join(sorted(word)) for word in dangers}
    return sorted(
        word
        for word in often
        if word in lacking
        or "".join(sorted(word)) in exchanged
        or (len(word) > 7 and not lacking.isdisjoint(_lacking_a_letter(word)))
    )


def _lacking_a_letter(word: str) -> Iterator[str]:
    yield from (word[:place] + word[place + 1 :] for place in range(len(word)))


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
        numbers = app.config.multilingual_help_numbers
        known = {question.label for question in questions_of(app.env).get(help_page, ())}
        context["help_numbers"] = f"{ANSWERS}/{numbers}" if numbers in known else None
    reader = app.config.multilingual_reader_language
    linked = app.config.multilingual_linked_languages
    source = next((one for one in linked if one.is_source), None)
    context["source_language"] = None if reader.is_source else source


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
        "said": {
            "found": _("Results found:"),
            "corrected": _("Showing results for:"),
            "none": _("Nothing was found for these words. The questions that come closest:"),
            "more": _("All results"),
        },
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
    texts = _json({name: index[name] for name in TEXTS})
    pairs = exchanged_letters(texts)
    turned = "".join(pairs[place ^ 1] for place in range(len(pairs)))
    data = {name: index[name] for name in (*FIRST, *index) if name not in TEXTS}
    data |= {"exchanged": pairs, "texts": texts.translate(str.maketrans(pairs, turned))}
    _write_script(app, "index", INDEX, data)


def exchanged_letters(text: str) -> str:
    r"""Return letters in pairs. Where those of each pair change places, the text has fewer bytes.

    >>> exchanged_letters("ذئبة")
    '" \\!ذ#ئ$ب%ة&'
    """
    counts = Counter(text)
    plain = [chr(code) for code in range(0x20, 0x7F) if chr(code) not in ESCAPED]
    # JavaScript exchanges units of sixteen bits.
    long = (sign for sign, _ in counts.most_common() if "\x7f" < sign <= "\uffff")
    pairs = zip([*ESCAPED, *long], sorted(plain, key=lambda sign: counts[sign]), strict=False)
    kept = (a + b for a, b in pairs if a in ESCAPED or counts[a] > counts[b])
    return "".join(kept)


def _write_script(app: Sphinx, name: str, file: str, data: object) -> None:
    (Path(app.outdir) / file).write_text(SCRIPT.format(name, _json(data)), "utf-8")


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def setup(app: Sphinx) -> None:
    about = (
        "The page that says when and where to get help: the button of each page and a search "
        "without result lead there. Without one there is no such button."
    )
    app.add_config_value("multilingual_help_page", "", "html", types=[str], description=about)
    about = "The label of the question on that page that has the numbers of all countries."
    app.add_config_value("multilingual_help_numbers", "", "html", types=[str], description=about)
    app.connect("html-page-context", _add_to_page)
    app.connect("builder-inited", _replace_index)
    app.connect("html-collect-pages", _search_page)
    app.connect("env-updated", write_index)
