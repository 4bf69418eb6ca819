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
    from sphinx.environment import BuildEnvironment

FOLDER = "search-index"
UNUSED = ("pagefind-*ui.*", "pagefind-highlight.js")
"""Pagefind's own interfaces, in place of which ``search.js`` shows the results."""


class SearchError(SphinxError):
    """Pagefind could not make the index."""

    category = "Search index"


class Index:
    """An index that Pagefind is writing while Sphinx writes the pages."""

    def __init__(
        self, questions: Iterable[Question], tag: str, folder: Path, workplace: Path
    ) -> None:
        # Pagefind reads a page for each question, from a folder made for it. Its Python
        # interface would take records, but ends Pagefind before all is written.
        self._folder, self._records = folder, TemporaryDirectory(dir=workplace)
        records = Path(self._records.name)
        for number, question in enumerate(questions):
            with open(f"{records}/{number}.html", "w", encoding="utf-8") as file:  # noqa: PTH123
                file.write(_record(question, tag))
        command = [get_executable(), "--site", records, "--output-path", folder, "--silent"]
        self._said = records / "said.txt"
        with self._said.open("wb") as said:
            self._process = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)

    def finish(self) -> None:
        """Wait until it is written. Raises ``SearchError``."""
        self._process.wait()
        said = self._said.read_text("utf-8", errors="replace").strip()
        self.leave()
        try:
            json.loads((self._folder / "pagefind-entry.json").read_bytes())
        except (OSError, ValueError):
            raise SearchError(f"{self._folder}:1: Pagefind made no index: {said}") from None
        for pattern in UNUSED:
            for file in self._folder.glob(pattern):
                file.unlink()

    def leave(self) -> None:
        """Let go of it, finished or not."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self._records.cleanup()


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


def _begin_index(app: Sphinx, env: BuildEnvironment) -> None:
    if app.builder.name != "html":
        return
    folder = Path(app.outdir) / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    pages = questions_of(env)
    questions = [question for page in sorted(pages) for question in pages[page]]
    if questions:
        tag, workplace = reader_language(app).tag, Path(app.doctreedir)
        app.multilingual_index = Index(questions, tag, folder, workplace)  # type: ignore[attr-defined]


def _finish_index(app: Sphinx, exception: Exception | None) -> None:
    index: Index | None = getattr(app, "multilingual_index", None)
    if index is not None and exception is None:
        index.finish()
    elif index is not None:
        index.leave()


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", _replace_index)
    app.connect("html-collect-pages", _search_page)
    app.connect("env-updated", _begin_index)
    app.connect("build-finished", _finish_index)
