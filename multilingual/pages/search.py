"""Pagefind in place of Sphinx's index, whose words are wrong in most languages.

Sphinx 9.0 crashes on Chinese (https://github.com/sphinx-doc/sphinx/issues/14229), cuts Hindi
at its vowel signs and finds no Arabic word that bears marks.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sphinx.errors import SphinxError

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FOLDER = "search-index"


class SearchError(SphinxError):
    """Pagefind could not make the index."""

    category = "Search index"


def _replace_index(app: Sphinx) -> None:
    app.builder.search = False  # type: ignore[attr-defined]


def _search_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    yield "search", {"search_index": FOLDER}, "search.html"


def _make_index(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.name != "html":
        return
    command = [sys.executable, "-m", "pagefind", "--site", str(app.outdir)]
    options = ["--output-subdir", FOLDER, "--root-selector", "article", "--silent"]
    ran = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    if ran.returncode:
        raise SearchError(f"Pagefind failed: {ran.stderr.strip() or ran.stdout.strip()}")


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", _replace_index)
    app.connect("html-collect-pages", _search_page)
    app.connect("build-finished", _make_index)
