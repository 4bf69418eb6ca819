"""``python -m benchmark.lighthouse``: what Lighthouse says of the built pages on a phone.

And how long a reader with a slow line and phone waits for the first result of a search (with
``--search`` that alone). Lighthouse comes from npm (``npx``), in the version that is named here,
and needs Chromium; both are tools of a developer, and nothing of them is shipped. Exit code 1 says
that a page has less than 100 where 100 can be had, 2 that a tool is missing.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Page, ViewportSize, sync_playwright

from benchmark.weight import LEVEL, SITE
from multilingual.tasks.book_pdf import find_browser

VERSION = "12.8.2"
LANGUAGES = ("en", "ar", "zh-Hans")
PAGES = ("index.html", "about-lupus.html", "q/what-is-lupus.html", "search.html?q=lupus")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
QUERIES = {"en": "is it contagious", "ar": "هل الذئبة معدية", "zh-Hans": "会传染吗"}
ROUNDS = 5
SLOW_LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 200_000,
    "uploadThroughput": -1,
}
"""1.6 Mbit/s, 150 ms; with a processor that takes four times as long."""
NOT_FOUND_ON_PURPOSE = {("search.html?q=lupus", "seo")}
"""Search engines are asked to leave the search page out, which costs it this figure."""


PHONE: ViewportSize = {"width": 390, "height": 844}
WAIT_FOR_RESULT = """(words) => new Promise((found) => {
  const began = performance.now();
  const list = document.getElementById("search-results");
  const look = () => list.querySelector("a") && found(performance.now() - began);
  new MutationObserver(look).observe(list, { childList: true });
  const field = document.getElementById("page-search");
  field.focus();
  field.value = words;
  field.dispatchEvent(new Event("input", { bubbles: true }));
})"""


class _Packed(SimpleHTTPRequestHandler):
    """Serves a folder as web servers do, packed with gzip, and logs nothing."""

    def do_GET(self) -> None:
        """Send a file, or say that there is none."""
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        content = gzip.compress(path.read_bytes(), LEVEL)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Log nothing."""


@contextmanager
def _served(site: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Packed, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


def figures_of(report: Mapping[str, Any]) -> dict[str, int]:
    """Return the figures of a report of Lighthouse, each of 100.

    >>> figures_of({"categories": {"seo": {"score": 0.92}}})
    {'seo': 92}
    """
    found = report["categories"].items()
    return {name: round(100 * (category["score"] or 0)) for name, category in found}


def faults_of(page: str, report: Mapping[str, Any]) -> Iterator[str]:
    """Yield each figure of a page that is below 100 and need not be, and what lowers it."""
    name = page.partition("/")[2]
    for category, about in report["categories"].items():
        if about["score"] == 1 or (name, category) in NOT_FOUND_ON_PURPOSE:
            continue
        weighed = [audit["id"] for audit in about["auditRefs"] if audit["weight"]]
        audits = [report["audits"][audit] for audit in weighed]
        # What does not concern a page has no score.
        audits = [audit for audit in audits if audit["score"] is not None]
        low = [audit["title"] for audit in audits if audit["score"] < 1]
        figure = round(100 * (about["score"] or 0))
        yield f"{page}:1: {category} has {figure} of 100: {'; '.join(low)}"


def first_result(page: Page, address: str, tag: str) -> float:
    """Return seconds from the touch of the field, with the words in it, to what is found first."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.clearBrowserCache")
    session.send("Network.emulateNetworkConditions", SLOW_LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(f"{address}/{tag}/search.html", wait_until="networkidle")
    found: float = page.evaluate(WAIT_FOR_RESULT, QUERIES[tag])
    session.detach()
    return found / 1000


def _print_first_results(address: str, tags: Sequence[str], browser: str) -> None:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        for tag in tags:
            waits = []
            for _round in range(ROUNDS):
                with closing(chromium.new_context(viewport=PHONE)) as window:
                    waits.append(first_result(window.new_page(), address, tag))
            print(f"{tag}: first result after {median(waits):.2f} s (least {min(waits):.2f})")
        chromium.close()


def _measured(command: Sequence[str], address: str, browser: str) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "report.json")
        flags = "--chrome-flags=--headless=new --no-sandbox --disable-gpu"
        wanted = f"--only-categories={','.join(CATEGORIES)}"
        options = ["--quiet", "--output=json", f"--output-path={out}", wanted, flags]
        subprocess.run(
            [*command, address, *options], check=True, env={**os.environ, "CHROME_PATH": browser}
        )
        return json.loads(out.read_text("utf-8"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of each page, and return the exit code."""
    parser = argparse.ArgumentParser(prog="lighthouse", description=__doc__)
    parser.add_argument("site", nargs="?", type=Path, default=SITE)
    parser.add_argument("--pages", nargs="*", default=PAGES)
    parser.add_argument("--languages", nargs="*", default=LANGUAGES)
    parser.add_argument("--search", action="store_true", help="time the search alone")
    given = parser.parse_args(arguments)
    runner = "" if given.search else shutil.which("npx")
    browser = find_browser()
    if runner is None or browser is None:
        missing = "npx, which comes with Node.js" if runner is None else "Chromium"
        print(f"{missing}, is missing. Install it and run this again.", file=sys.stderr)
        return 2
    with _served(given.site) as address:
        _print_first_results(address, given.languages, browser)
    if given.search:
        return 0
    command = [runner, "--yes", f"lighthouse@{VERSION}"]
    faults: list[str] = []
    print(f"{'':32}" + "".join(f"{category:>16}" for category in CATEGORIES))
    with _served(given.site) as address:
        for tag in given.languages:
            for page in given.pages:
                name = f"{tag}/{page}"
                report = _measured(command, f"{address}/{name}", browser)
                figures = figures_of(report)
                row = "".join(f"{figures[category]:16}" for category in CATEGORIES)
                print(f"{name:32}{row}", flush=True)
                faults += faults_of(name, report)
    print("\n".join(faults), file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
