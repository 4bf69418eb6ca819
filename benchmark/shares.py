"""``python -m benchmark.shares es``: CPU seconds that answer pages and the search index take.

The language is built as a worker of ``make html`` does it, with its builder, and what writes them
is timed meanwhile. A build before that has compiled the templates, as one worker does for others.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sphinx.cmd.build import main as build

from multilingual.build.jobs import BUILDER
from multilingual.pages.chrome import answer_pages, search_records
from multilingual.project import ANSWERS, run_conf

PARTS = ((answer_pages, "_write_answers"), (search_records, "write_index"))
spent: Counter[str] = Counter()
"""Nanoseconds by the name of what is timed."""


def timed(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that notes in ``spent`` how long it takes, what it calls included."""
    running: list[bool] = []

    @wraps(function)
    def run(*given: Any) -> Any:
        if running:
            return function(*given)
        began = time.process_time_ns()
        running.append(True)
        try:
            return function(*given)
        finally:
            running.clear()
            spent[function.__name__] += time.process_time_ns() - began

    return run


def main(code: str) -> None:
    """Build a language of the project in this folder, and print what was spent."""
    for module, name in PARTS:
        setattr(module, name, timed(getattr(module, name)))
    with TemporaryDirectory() as folder:
        extensions = [*run_conf(Path("conf.py")).get("extensions", ()), BUILDER]
        settings = ("-D", f"multilingual_templates={folder}/templates", "-D", f"language={code}")
        settings += ("-D", f"extensions={','.join(extensions)}")
        asked = ("-Eaq", "-b", "html", "-c", ".", *settings, "source", folder)
        subprocess.run([sys.executable, "-P", "-m", "sphinx", *asked], check=True)
        failed = build(asked)
        pages = len(list(Path(folder, ANSWERS).glob("*.html")))
    answers, index = (spent[name] for _module, name in PARTS)
    if failed or not pages:
        sys.exit(1)
    each = answers / pages / 1e6
    print(f"{code}: an answer page costs {each:.2f} ms ({pages}), the index {index / 1e9:.3f} s.")


if __name__ == "__main__":
    main(*sys.argv[1:])
