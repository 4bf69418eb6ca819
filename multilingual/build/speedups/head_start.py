"""Do what needs no Sphinx while it is being loaded, when all cores but one have nothing to do."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from multilingual.build.jobs import serve_the_parent, undisturbed
from multilingual.guard.mo_files import compile_catalogs
from multilingual.pages.chrome.stylesheets import write_stylesheets


@contextlib.contextmanager
def compiling_beside(
    locale_dir: Path, into: Path, codes: Collection[str], styles: Path
) -> Iterator[None]:
    """Compile the catalogs of the languages ``codes`` in a forked process, ``into`` a folder.

    Then make the stylesheets in the folder ``styles``. It is a head start and no more: a
    worker finds the catalogs of its language compiled, or compiles them, and tells what is wrong
    with them.
    """
    context: Any = get_context("fork")
    work = (locale_dir, into, codes, styles)
    process = context.Process(target=_compile, args=work, daemon=True)
    with undisturbed():
        process.start()
    try:
        yield
    finally:
        process.terminate()
        process.join()


def _compile(locale_dir: Path, into: Path, codes: Collection[str], styles: Path) -> None:
    serve_the_parent()
    with contextlib.suppress(Exception):
        compile_catalogs(locale_dir, into, codes)
        write_stylesheets(styles)
