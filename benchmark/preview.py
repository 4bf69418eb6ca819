"""``python -m benchmark.preview``: how long a translator waits from a save to the new page.

A copy of this repository is previewed, and the page is asked for as a browser does, which
waits for news. Each round changes one message and stops the clock when the page shows it.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from benchmark.contenders import copy_site, environment
from multilingual.catalogs.reader import read_catalog
from multilingual.catalogs.writer import write_catalog

MARK = "Benchmark{}"
PATIENCE = 30
"""Seconds after which a page that does not change ends the measurement."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmark.preview", description=__doc__)
    parser.add_argument("--rounds", type=int, default=10, metavar="N")
    parser.add_argument("--language", default="es", metavar="CODE")
    parser.add_argument("--page", default="about-lupus")
    options = parser.parse_args()
    with TemporaryDirectory(prefix="benchmark-") as folder:
        root = Path(folder)
        copy_site(root)
        catalog = root / "locale" / options.language / "LC_MESSAGES" / f"{options.page}.po"
        with _preview(root, options.language) as (host, home):
            page = f"{home.rpartition('/')[0]}/{options.page}.html"
            times = [_round(catalog, host, page, number) for number in range(options.rounds)]
    print(
        f"From saving {catalog.name} to the new page of the preview, {options.rounds} rounds: "
        f"median {median(times):.2f} s, {min(times):.2f} to {max(times):.2f} s."
    )


@contextmanager
def _preview(root: Path, code: str) -> Iterator[tuple[str, str]]:
    """Run a preview, and give its host and the path of its first page."""
    command = [sys.executable, "-P", "-m", "multilingual", "preview", code]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=root, env=environment(), stdout=pipe, text=True) as process:
        assert process.stdout is not None
        try:
            said = (re.search(r"http://(\S+)", line) for line in process.stdout)
            found = next(filter(None, said), None)
            if found is None:
                sys.exit("The preview did not begin. Run it by hand: make preview LANGUAGE=es")
            yield found[1], _get(found[1], "/")[1]
        finally:
            process.terminate()


def _round(catalog: Path, host: str, page: str, number: int) -> float:
    """Change a message, and return the seconds until ``page`` shows it."""
    mark = MARK.format(number)
    read = read_catalog(catalog)
    plain = (message for message in read.messages if not message.plural)
    changed = next(message for message in plain if message.has_words)
    messages = [
        replace(message, forms=(mark,)) if message is changed else message
        for message in read.messages
    ]
    asked = {"page": page, "since": "", "version": ""}
    # As in a browser that has the page open.
    _get(host, f"/_preview/state?{urlencode(asked)}")
    write_catalog(catalog, replace(read, messages=messages))
    began = time.perf_counter()
    while mark not in _get(host, page)[0]:
        if time.perf_counter() - began > PATIENCE:
            sys.exit(f"{page} did not show the change within {PATIENCE} s.")
        time.sleep(0.02)
    return time.perf_counter() - began


def _get(host: str, path: str) -> tuple[str, str]:
    """Return the text of a page, and where it leads if it is elsewhere."""
    connection = HTTPConnection(host)
    connection.request("GET", path)
    answer = connection.getresponse()
    text = answer.read().decode("utf-8")
    connection.close()
    return text, answer.headers.get("Location", path)


if __name__ == "__main__":
    main()
