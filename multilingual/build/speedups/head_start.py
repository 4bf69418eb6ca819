"""Do what needs no Sphinx while it is being loaded, when all cores but one have nothing to do."""

from __future__ import annotations

import contextlib
import runpy
from collections.abc import Collection, Iterator
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from multilingual.build.jobs import serve_the_parent, undisturbed
from multilingual.guard.mo_files import compiling_only
from multilingual.pages.chrome.stylesheets import write_stylesheets


@contextlib.contextmanager
def compiling_beside(conf: Path, codes: Collection[str], styles: Path) -> Iterator[None]:
    """Let ``conf.py`` compile the catalogs of the languages ``codes`` in a forked process.

    Then it makes the stylesheets in the folder ``styles``. It is a head start and no more: a
    worker finds the catalogs of its language compiled, or compiles them, and tells what is wrong
    with them.
    """
    context: Any = get_context("fork")
    process = context.Process(target=_compile, args=(conf, codes, styles), daemon=True)
    with undisturbed():
        process.start()
    try:
        yield
    finally:
        process.terminate()
        process.join()


def _compile(conf: Path, codes: Collection[str], styles: Path) -> None:
    serve_the_parent()
    with contextlib.suppress(Exception):
        with compiling_only(codes):
            runpy.run_path(str(conf))
        write_stylesheets(styles)
