"""Pagefind in place of Sphinx's index: each question is a record, and a hit leads to it.

Sphinx 9.0 crashes on Chinese (https://github.com/sphinx-doc/sphinx/issues/14229), cuts Hindi
at its vowel signs and finds no Arabic word that bears marks.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from pagefind_bin_extended import get_executable
from sphinx.errors import SphinxError

from multilingual.pages.questions import Question, questions_of
from multilingual.pages.reader import reader_language

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FOLDER = "search-index"
UNUSED = ("pagefind-*ui.*", "pagefind-highlight.js")
"""Pagefind's own interfaces, in place of which ``search.js`` shows the results."""


class SearchError(SphinxError):
    """Pagefind could not make the index."""

    category = "Search index"


def write_index(questions: Iterable[Question], tag: str, folder: Path) -> None:
    """Write an index of ``questions`` in the language ``tag`` into ``folder``.

    Pagefind reads a page for each, from a folder made for it. Its Python interface would take
    records, but ends Pagefind before all is written. Raises ``SearchError``.
    """
    with TemporaryDirectory() as pages:
        for number, question in enumerate(questions):
            (Path(pages) / f"{number}.html").write_text(_record(question, tag), encoding="utf-8")
        command = [get_executable(), "--site", pages, "--output-path", folder, "--silent"]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        json.loads((folder / "pagefind-entry.json").read_bytes())
    except (OSError, ValueError):
        said = ran.stderr.strip() or ran.stdout.strip()
        raise SearchError(f"{folder}:1: Pagefind made no index: {said}") from None


def _record(question: Question, tag: str) -> str:
    title, answer = escape(question.title.astext()), escape(question.answer[0].astext())
    place = escape(f"{question.docname}.html#{question.label}")
    return (
        f'<!doctype html><html lang="{tag}"><title>{title}</title><body data-pagefind-body>'
        f"<h1>{title}</h1><p>{escape(question.text)}</p>"
        f'<meta data-pagefind-meta="answer[content]" content="{answer}">'
        f'<meta data-pagefind-meta="place[content]" content="{place}"></body></html>'
    )


def _replace_index(app: Sphinx) -> None:
    app.builder.search = False  # type: ignore[attr-defined]


def _search_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    yield "search", {"search_index": FOLDER}, "search.html"


def _make_index(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.name != "html":
        return
    folder = Path(app.outdir) / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    pages = questions_of(app.env)
    questions = [question for page in sorted(pages) for question in pages[page]]
    if questions:
        write_index(questions, reader_language(app).tag, folder)
    for pattern in UNUSED:
        for file in folder.glob(pattern):
            file.unlink()


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", _replace_index)
    app.connect("html-collect-pages", _search_page)
    app.connect("build-finished", _make_index)
