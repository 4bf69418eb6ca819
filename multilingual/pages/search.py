"""Pagefind in place of Sphinx's index: each question is a record, and a hit leads to it.

Sphinx 9.0 crashes on Chinese (https://github.com/sphinx-doc/sphinx/issues/14229), cuts Hindi
at its vowel signs and finds no Arabic word that bears marks.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pagefind.index import IndexConfig, PagefindIndex
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


async def write_index(questions: Iterable[Question], tag: str, folder: Path) -> None:
    """Write an index of ``questions`` in the language ``tag`` into ``folder``."""
    config = IndexConfig(output_path=str(folder), force_language=tag)
    async with PagefindIndex(config=config) as index:
        for question in questions:
            title, answer = question.title.astext(), question.answer[0].astext()
            await index.add_custom_record(
                url=f"/{question.docname}.html#{question.label}",
                content=f"{title}\n{question.text}",
                language=tag,
                meta={"title": title, "answer": answer},
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
    try:
        asyncio.run(write_index(questions, reader_language(app).tag, folder))
    except (OSError, RuntimeError, AssertionError) as error:
        raise SearchError(f"{folder}:1: Pagefind could not make the index: {error}") from error
    for pattern in UNUSED:
        for file in folder.glob(pattern):
            file.unlink()


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", _replace_index)
    app.connect("html-collect-pages", _search_page)
    app.connect("build-finished", _make_index)
