"""Compile catalogs while Sphinx is being loaded, when all cores but one have nothing to do."""

from __future__ import annotations

import contextlib
import runpy
from collections.abc import Collection, Iterator
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from multilingual.catalogs.compiled import compiling_only
from multilingual.jobs import serve_the_parent, undisturbed


@contextlib.contextmanager
def compiling_beside(conf: Path, codes: Collection[str]) -> Iterator[None]:
    """Let ``conf.py`` compile the catalogs of the languages ``codes`` in a forked process.

    It is a head start and no more: a worker finds the catalogs of its language compiled, or
    compiles them, and tells what is wrong with them.
    """
    context: Any = get_context("fork")
    process = context.Process(target=_compile, args=(conf, codes), daemon=True)
    with undisturbed():
        process.start()
    try:
        yield
    finally:
        process.terminate()
        process.join()


def _compile(conf: Path, codes: Collection[str]) -> None:
    serve_the_parent()
    with compiling_only(codes), contextlib.suppress(Exception):
        runpy.run_path(str(conf))
