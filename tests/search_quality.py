"""``make search-quality``: ask each language's questions of its search page in Chromium.

``tests/data/search/<code>.csv`` holds what readers type, the question that should come first (its
label, or several parted by ``|``) and the kind of the query. ``tests/data/search/wide/`` holds a
dozen ways to ask for each question. ``tests/data/search/heldout/`` holds the same, written without
sight of the words of the search: a report, which has no bar to reach.
"""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bs4 import BeautifulSoup
from playwright.sync_api import Error, Page

ROOT = Path(__file__).parents[1]
sys.path += [str(ROOT / "tests"), str(ROOT)]

import sphinx_search  # noqa: E402
from browser import chromium  # noqa: E402
from conftest import serving  # noqa: E402
from sphinx_search import Theirs  # noqa: E402

from multilingual.languages import Language  # noqa: E402
from multilingual.project import Project  # noqa: E402

QUERIES = ROOT / "tests" / "data" / "search"
WIDE = QUERIES / "wide"
HELD_OUT = QUERIES / "heldout"
FURTHER = (HELD_OUT / "after", HELD_OUT / "third")
"""Held out, written after the words were tuned with ``HELD_OUT`` known, and never tuned on."""

KINDS = ("exact", "lay", "accent", "typo", "english")
FIRST, TOP_THREE = 0.90, 0.98
"""Shares of the queries whose question must come first, and among the first three."""

LEAST = 40
"""Queries that a language must have."""

ASK = """async (queries) => {
  const field = document.getElementById("page-search");
  const results = document.getElementById("search-results");
  const answers = [];
  const later = setTimeout;
  // The field waits a moment for the next key, which is not to come.
  window.setTimeout = (call, wait, ...more) => later(call, wait > 100 ? wait : 0, ...more);
  for (const query of queries) {
    field.value = query;
    field.dispatchEvent(new InputEvent("input"));
    while (results.dataset.shown !== query) await new Promise((go) => setTimeout(go, 5));
    const hits = [...results.querySelectorAll("li > a")];
    answers.push(hits.map((hit) => hit.pathname.replace(/^.*\\/|\\.html$/g, "")));
  }
  return answers;
}"""
"""Types each query into the page's own field and waits until its results are shown."""


@dataclass(frozen=True)
class Query:
    """What a reader types, and the questions one of which is to come first."""

    text: str
    expected: Sequence[str]
    kind: str


@dataclass(frozen=True)
class Asked:
    """A query with the labels that it found, the best first."""

    query: Query
    found: Sequence[str]

    def is_within(self, places: int) -> bool:
        """Return whether an expected question is among the first ``places``."""
        return not set(self.found[:places]).isdisjoint(self.query.expected)


@dataclass(frozen=True)
class Quality:
    """How well the search of a language did."""

    code: str
    asked: Sequence[Asked]
    has_bar: bool = True

    def share(self, places: int) -> float:
        """Return the share of the queries whose question is among the first ``places``."""
        return sum(one.is_within(places) for one in self.asked) / len(self.asked)

    @property
    def is_good(self) -> bool:
        """Whether the bar is reached, or there is none."""
        return not self.has_bar or (self.share(1) >= FIRST and self.share(3) >= TOP_THREE)

    def lines(self) -> Iterator[str]:
        """Yield the figures and each query whose question did not come first."""
        mark = "" if self.is_good else "   BELOW THE BAR"
        yield (
            f"{self.code:6} {len(self.asked):3} queries   first {self.share(1):6.1%}   "
            f"first three {self.share(3):6.1%}{mark}"
        )
        for one in self.asked:
            if not one.is_within(1):
                found = ", ".join(one.found[:3]) or "nothing"
                expected = " or ".join(one.query.expected)
                yield f"       {one.query.kind:8}{one.query.text!r}: {expected}; found {found}"


def read_queries(code: str, folder: Path = QUERIES) -> list[Query]:
    """Return the queries of a language."""
    with (folder / f"{code}.csv").open(encoding="utf-8-sig", newline="") as file:
        return [
            Query(row["query"], row["expected"].split("|"), row["kind"])
            for row in csv.DictReader(file)
        ]


def codes_with_queries(folder: Path = QUERIES) -> list[str]:
    """Return the codes of the languages that have queries."""
    return sorted(path.stem for path in folder.glob("*.csv"))


def ask_page(page: Page, address: str, language: Language, folder: Path = QUERIES) -> Quality:
    """Type every query of a language into its search page."""
    queries = read_queries(language.code, folder)
    page.goto(f"{address}/{language.tag}/search.html")
    page.locator("#page-search").focus()
    page.locator(".search-suggestions").first.wait_for(state="attached")
    found = page.evaluate(ASK, [query.text for query in queries])
    asked = [Asked(*one) for one in zip(queries, found, strict=True)]
    return Quality(language.code, asked, has_bar=folder == QUERIES)


def languages_of(names: Sequence[str], folder: Path = QUERIES) -> list[Language]:
    """Return the languages named that have queries, all of them if none is named."""
    codes = codes_with_queries(folder)
    known = [one for one in Project.at(ROOT).languages() if one.code in codes]
    return [one for one in known if not names or {one.code, one.tag} & set(names)]


def ask_sphinx(page: Page, language: Language, folder: Path = QUERIES) -> Theirs:
    """Build a language with Sphinx's own search and ask it the same."""
    queries = read_queries(language.code, folder)
    try:
        site = sphinx_search.build(ROOT, language)
    except Exception as error:
        return Theirs(fault=f"its build crashes ({type(error).__name__})")
    listing = BeautifulSoup((ROOT / "build/html/en/search.html").read_text("utf-8"), "html.parser")
    places = [link["href"] for link in listing.select("#all-questions li a")]
    pages = {
        label: page.removesuffix(".html")
        for page, _, label in (one.partition("#") for one in places)
    }
    try:
        with serving(site) as address:
            return sphinx_search.ask(
                page,
                address,
                [one.text for one in queries],
                [one.expected for one in queries],
                pages,
            )
    except Error as error:
        return Theirs(fault=f"crashes ({error.message.splitlines()[0]})")


def main() -> int:
    """Print how good the search of each language is; return 1 if one is below the bar."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("languages", nargs="*", metavar="LANGUAGE")
    parser.add_argument("--no-build", action="store_true", help="ask what is built already")
    parser.add_argument("--compare", action="store_true", help="ask Sphinx's search as well")
    sets = parser.add_mutually_exclusive_group()
    sets.add_argument("--wide", action="store_true", help="ask each question in a dozen ways")
    sets.add_argument("--heldout", action="store_true", help="ask the queries held out")
    options = parser.parse_args()
    folder = WIDE if options.wide else HELD_OUT if options.heldout else QUERIES
    chosen = languages_of(options.languages, folder)
    if not chosen:
        print(f"There are queries for: {', '.join(codes_with_queries(folder))}.", file=sys.stderr)
        return 2
    if not options.no_build:
        tags = [one.tag for one in chosen]
        command = [sys.executable, "-P", "-m", "multilingual", "build", "--quiet", *tags]
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            return 1
    with chromium() as browser, serving(ROOT / "build" / "html") as address:
        page = browser.new_page()
        qualities = [ask_page(page, address, one, folder) for one in chosen]
        blind = FURTHER if options.heldout else ()
        further = {
            one.name: [ask_page(page, address, language, one) for language in chosen]
            for one in blind
        }
        theirs = [ask_sphinx(page, one, folder) for one in chosen] if options.compare else []
    for quality in qualities:
        print("\n".join(quality.lines()))
    for name, asked in further.items():
        print("", f"Written after the words were tuned ({name}):", sep="\n")
        for quality in asked:
            print("\n".join(quality.lines()))
    if theirs:
        rows = [
            (language.endonym, len(quality.asked), quality.share(1), quality.share(3), other)
            for language, quality, other in zip(chosen, qualities, theirs, strict=True)
        ]
        print("", *sphinx_search.table(rows), sep="\n")
    return 0 if all(quality.is_good for quality in qualities) else 1


if __name__ == "__main__":
    sys.exit(main())
