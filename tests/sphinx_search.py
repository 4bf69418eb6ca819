"""Sphinx's own search, asked the same, for ``make search-quality COMPARE=yes``."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page
from sphinx.application import Sphinx

from multilingual.languages import Language

SCRIPTS = (
    *("documentation_options.js", "doctools.js", "sphinx_highlight.js", "base-stemmer.js"),
    *("language_data.js", "searchtools.js"),
)
ASK = """(queries) => queries.map((query) => {
  const parsed = Search._parseQuery(query);
  const found = Search._performSearch(...parsed).reverse();
  return found.map(([page, , anchor]) => [page, (anchor ?? "").slice(1)]);
})"""
"""What Sphinx's search page does with a query; the best result is the last."""


@dataclass(frozen=True)
class Theirs:
    """How well Sphinx's search did, or why it could not be asked."""

    fault: str = ""
    question_first: float = 0
    page_first: float = 0
    page_in_three: float = 0


def build(root: Path, language: Language) -> Path:
    """Build a language with Sphinx's search. Raises what Sphinx raises."""
    place = root / "build" / "sphinx-search" / language.tag
    shutil.rmtree(place, ignore_errors=True)
    out = place / "html"
    app = Sphinx(
        srcdir=root / "source",
        confdir=root,
        outdir=out,
        doctreedir=place / "doctrees",
        buildername="html",
        confoverrides={"language": language.code},
        status=None,
        warning=io.StringIO(),
    )
    # The extension switches it off as the builder begins.
    app.builder.search = True  # type: ignore[attr-defined]
    app.build()
    lines = (f'<script src="_static/{name}"></script>' for name in SCRIPTS)
    page = "".join([*lines, '<script src="searchindex.js"></script>'])
    (out / "asked.html").write_text(
        f'<!doctype html><html data-content_root="./"><meta charset="utf-8">{page}', "utf-8"
    )
    return out


def ask(
    page: Page,
    address: str,
    queries: Sequence[str],
    wanted: Sequence[Sequence[str]],
    pages: Mapping[str, str],
) -> Theirs:
    """Ask every query; ``wanted`` are the labels expected, ``pages`` the page of each label."""
    page.goto(f"{address}/asked.html", wait_until="networkidle")
    found = page.evaluate(ASK, list(queries))
    right = list(zip(found, wanted, strict=True))
    first = sum(bool(hits) and hits[0][1] in labels for hits, labels in right)
    places = [
        ({pages[label] for label in labels}, [hit[0] for hit in hits]) for hits, labels in right
    ]
    return Theirs(
        question_first=first / len(right),
        page_first=sum(not wanted.isdisjoint(hits[:1]) for wanted, hits in places) / len(right),
        page_in_three=sum(not wanted.isdisjoint(hits[:3]) for wanted, hits in places) / len(right),
    )


def table(rows: Sequence[tuple[str, int, float, float, Theirs]]) -> Iterator[str]:
    """Yield a Markdown table: name, queries, our share first and in three, and Sphinx's."""
    yield (
        "| language | queries | right question first | among the first three | "
        "Sphinx: right question first | Sphinx: right page first | Sphinx: page among three |"
    )
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for name, count, first, three, theirs in rows:
        shares = (theirs.question_first, theirs.page_first, theirs.page_in_three)
        cells = [theirs.fault, "–", "–"] if theirs.fault else [f"{one:.0%}" for one in shares]
        yield f"| {name} | {count} | {first:.0%} | {three:.0%} | {' | '.join(cells)} |"
