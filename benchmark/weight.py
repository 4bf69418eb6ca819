"""``python -m benchmark.weight``: what a reader's first view of each page costs, and the budget.

Bytes are those of gzip and requests those of a first visit, counted from what the built pages
refer to. Pages of a kind are in one line with the heaviest of them. Exit code 1 says that
something is over the budget.
"""

from __future__ import annotations

import argparse
import gzip
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

SITE = Path(__file__).parents[1] / "build" / "html"
KB = 1000
LEVEL = 6
"""The level of compression that web servers use by themselves."""
ANSWERS = "q"
BUDGET = {"index": 20 * KB, f"{ANSWERS}/": 15 * KB}
"""Bytes of the first view of pages, by their names or how these begin."""
MOST_REQUESTS = 5
SEARCH_BUDGET, MOST_SEARCH_REQUESTS = 70 * KB, 3
SEARCH_FILES = re.compile(r"\.(js|json)$")
"""What the first search asks for, among what the element with its words names."""
LOADED = {"stylesheet": "href", "icon": "href"}


class _References(HTMLParser):
    """Collects what a page loads by itself, and what it loads for the first search."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.for_search: list[str] = []
        self.is_without_scripts = False

    def handle_endtag(self, tag: str) -> None:
        if tag == "noscript":
            self.is_without_scripts = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # A browser that runs scripts passes over it.
        self.is_without_scripts |= tag == "noscript"
        if self.is_without_scripts:
            return
        about = {name: unescape(value or "") for name, value in attrs}
        if tag in ("script", "img", "source", "iframe") and about.get("src"):
            self.loaded.append(about["src"])
        elif tag == "link" and LOADED.keys() & set(about.get("rel", "").split()):
            self.loaded.append(about.get("href", ""))
        elif about.get("id") == "search-words":
            names = (about[name] for name in sorted(about) if name.startswith("data-"))
            self.for_search += [name for name in names if SEARCH_FILES.search(name)]


@dataclass(frozen=True, slots=True)
class View:
    """The first view of a page: the files that come, the page first, and those of a search."""

    files: Sequence[Path]
    search: Sequence[Path]

    @property
    def weight(self) -> int:
        """The bytes of all files as they are sent."""
        return sum(map(sent, self.files))


@cache
def sent(file: Path) -> int:
    """Return the bytes of a file as a server sends them."""
    return len(gzip.compress(file.read_bytes(), LEVEL, mtime=0))


def view(page: Path, site: Path) -> View:
    """Return what a browser asks for that opens a page of a site and has nothing yet."""
    references = _References()
    references.feed(page.read_text("utf-8"))
    loaded = (_file(address, page, site) for address in references.loaded)
    files = dict.fromkeys([page, *filter(None, loaded)])
    search = filter(None, (_file(address, page, site) for address in references.for_search))
    return View(list(files), list(dict.fromkeys(search)))


def _file(address: str, page: Path, site: Path) -> Path | None:
    parts = urlsplit(address)
    if parts.scheme == "data":
        return None
    if parts.scheme or parts.netloc:
        raise SystemExit(f"{page}:1: {address} is on another site. Serve it from this one")
    path = unquote(parts.path)
    return site / path.lstrip("/") if path.startswith("/") else (page.parent / path).resolve()


def languages_of(site: Path) -> list[str]:
    """Return the tags of the languages of a site."""
    return sorted(path.parent.name for path in site.glob("*/search.html"))


def views_of(site: Path, tag: str) -> dict[str, View]:
    """Return the views of a language: each page, and of the answers the heaviest."""
    folder = site / tag
    pages = (path.relative_to(folder).with_suffix("") for path in folder.rglob("*.html"))
    found = {page.as_posix(): view(folder / f"{page}.html", site) for page in sorted(pages)}
    answers = {name: found.pop(name) for name in list(found) if name.startswith(f"{ANSWERS}/")}
    if answers:
        found[f"{ANSWERS}/*"] = max(answers.values(), key=lambda answer: answer.weight)
    return found


def answers_over(site: Path, tag: str) -> tuple[int, int]:
    """Return how many answers of a language are over the budget, and how many there are."""
    weights = [view(page, site).weight for page in (site / tag / ANSWERS).glob("*.html")]
    return sum(weight > BUDGET[f"{ANSWERS}/"] for weight in weights), len(weights)


def faults_of(site: Path, views: Mapping[str, Mapping[str, View]]) -> Iterator[str]:
    """Yield what is over the budget, as ``path:line: message``."""
    for tag, pages in views.items():
        for name, seen in pages.items():
            place, requests = f"{seen.files[0].relative_to(site)}:1", len(seen.files)
            budget = next((BUDGET[kind] for kind in BUDGET if name.startswith(kind)), None)
            if budget is not None and seen.weight > budget:
                yield f"{place}: the first view has {seen.weight:,} bytes of {budget:,}"
            if requests > MOST_REQUESTS:
                yield f"{place}: the first view takes {requests} requests of {MOST_REQUESTS}"
        yield from _faults_of_search(site / tag, pages)
    yield from _faults_of_switches(site, views)


def _faults_of_search(folder: Path, pages: Mapping[str, View]) -> Iterator[str]:
    files = pages["search"].search
    place = f"{folder.name}/search.html:1"
    if not files:
        yield f"{place}: it does not say what a search loads"
    if sum(map(sent, files)) > SEARCH_BUDGET:
        total = sum(map(sent, files))
        yield f"{place}: the first search has {total:,} bytes of {SEARCH_BUDGET:,}"
    if len(files) > MOST_SEARCH_REQUESTS:
        yield f"{place}: the first search takes {len(files)} requests of {MOST_SEARCH_REQUESTS}"


def _faults_of_switches(site: Path, views: Mapping[str, Mapping[str, View]]) -> Iterator[str]:
    kept = {name: set(seen.files[1:]) for pages in views.values() for name, seen in pages.items()}
    for pages in views.values():
        more = {
            file: seen.files[0]
            for name, seen in pages.items()
            for file in seen.files[1:]
            if file not in kept[name]
        }
        for file, page in more.items():
            place = f"{page.relative_to(site)}:1"
            yield f"{place}: a switch to it loads {file.relative_to(site)} besides the page"


def table(views: Mapping[str, Mapping[str, View]]) -> Iterator[str]:
    """Yield lines of a table: a line a page, and for each language its KB and requests."""
    names = list(dict.fromkeys(name for pages in views.values() for name in pages))
    width = max(len(name) for name in (*names, "(switch, KB)"))
    yield " ".join([" " * width, *(f"{tag:>9}" for tag in views)])

    def line(name: str, cells: Iterable[str]) -> str:
        return " ".join([f"{name:{width}}", *(f"{cell:>9}" for cell in cells)])

    for name in names:
        seen = [pages.get(name) for pages in views.values()]
        yield line(name, [f"{v.weight / KB:.1f} ({len(v.files)})" if v else "-" for v in seen])
    yield line(
        "switch", [f"{sent(pages['index'].files[0]) / KB:.1f} (1)" for pages in views.values()]
    )
    searches = [pages["search"].search for pages in views.values()]
    yield line(
        "first search", [f"{sum(map(sent, files)) / KB:.1f} ({len(files)})" for files in searches]
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print and return 1 if anything is over the budget."""
    parser = argparse.ArgumentParser(prog="python -m benchmark.weight", description=__doc__)
    parser.add_argument("site", nargs="?", type=Path, default=SITE, help="a built site")
    site: Path = parser.parse_args(arguments).site.resolve()
    tags = languages_of(site)
    if not tags:
        print(f"{site}:1: no built site is here. Run: make html", file=sys.stderr)
        return 2
    views = {tag: views_of(site, tag) for tag in tags}
    print("The first view of each page, in KB (gzip) and requests:")
    for line in table(views):
        print(line)
    counts = {tag: "{} of {}".format(*answers_over(site, tag)) for tag in tags}
    over = ", ".join(f"{tag} {count}" for tag, count in counts.items())
    print(f"answers over {BUDGET[f'{ANSWERS}/'] / KB:g} KB: {over}")
    faults = list(faults_of(site, views))
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
