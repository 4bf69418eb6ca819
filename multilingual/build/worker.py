"""Build one language in a process of its own.

Two languages in one process would leak into each other, since Sphinx keeps its translations
in a module (https://github.com/sphinx-doc/sphinx/issues/13448).
"""

from __future__ import annotations

import gc
import io
import logging
import os
import re
import time
import traceback
from collections.abc import Collection, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.application import Sphinx
from sphinx.errors import ConfigError, SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from multilingual.build.inputs import digests_in
from multilingual.build.jobs import Job, JobProgress, Outcome, ParsedPages, serve_the_parent
from multilingual.files import error_of_the_machine, name_in, place_of, remedy
from multilingual.guard.changed_meaning import DOUBTFUL
from multilingual.guard.unsafe_translations import REFUSED
from multilingual.languages import Language
from multilingual.pages.chrome.assets import names_of
from multilingual.pages.chrome.card import CARD
from multilingual.pages.chrome.search_engines import listed_pages
from multilingual.pages.translation.provenance import line_of
from multilingual.pages.translation.rst_parser import KeepingParser
from multilingual.pages.translation.translation_status import state_of_all
from multilingual.project import fault_of_conf, line_in
from multilingual.status.progress import as_data

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
UNWRITTEN = re.compile(r"WARNING: error writing file (.+): \[Errno (\d+)\] (.+)")
"""What Sphinx says of a page that it could not write, after which it goes on."""
TOLD_OF_REFUSED = re.compile(rf"WARNING: (.*) \[{re.escape('.'.join(REFUSED))}\]")
"""How Sphinx tells of a translation that the guard refuses."""
TOLD_OF_DOUBTFUL = re.compile(rf"WARNING: (.*) \[{re.escape('.'.join(DOUBTFUL))}\]")
"""How it tells of one that is shown, although its meaning may have changed."""
TOLD_OF_CARD = re.compile(rf"WARNING: (.*) \[{re.escape('.'.join(CARD))}\]")
"""How it tells that a language has no card."""
INTERVAL = 0.2
"""Seconds between two words of how far a job is; each wakes two other processes."""


def work(job: Job, sender: Connection, parsed: ParsedPages) -> None:
    """Do a job in this process, and send how far it is and what came of it."""
    serve_the_parent()
    # A worker ends before its waste matters: looking for it took a third of the time.
    gc.disable()
    # It shows nothing but warnings; a record would be made of all else, too.
    logging.disable(logging.INFO)
    KeepingParser.parsed = parsed
    # As sphinx-build does: docutils.conf of this project counts, and nobody else's.
    with patch_docutils(job.root), docutils_namespace():
        sender.send(build(job, sender))


def build(job: Job, listener: Connection | None = None) -> Outcome:
    """Build the language of ``job`` in this process, which must build no other."""
    began = time.perf_counter()
    warnings = io.StringIO()
    problems: list[str] = []
    built: dict[str, Any] = {}
    goes_on = job.goes_on
    try:
        app = Sphinx(
            srcdir=job.source,
            confdir=job.root,
            outdir=job.out,
            doctreedir=job.doctrees,
            buildername=job.builder,
            confoverrides={
                "language": job.language.code,
                "multilingual_compiled": str(job.compiled or ""),
                **job.settings,
            },
            status=None,
            warning=warnings,
            freshenv=not goes_on,
        )
        steps = _Steps(app, job.language, listener)
        if goes_on:
            _read_again(app, job.changed)
        assets = _assets(app)
        app.build()
        if goes_on and _assets(app) != assets:
            # Sphinx leaves pictures that no page shows, and names them by what is there.
            return Outcome(job.language, starts_over=True)
        # It tells one folder from another, and is for Sphinx alone.
        (job.out / ".buildinfo").unlink(missing_ok=True)
        with suppress(OSError):
            # Sphinx makes it, though it copies no source; what copies files has no empty folder.
            (job.out / "_sources").rmdir()
        built = {
            "pages": len(app.env.found_docs),
            "written": steps.written,
            "in_english": sum(page.get("untranslated", 0) for page in app.env.metadata.values()),
            "watched": _watched(app, job.root),
            "assets": names_of(app),
            "files": digests_in(job.out),
            "listed": listed_pages(app),
            "line": line_of(app.config, state) if (state := state_of_all(app.env)) else None,
            "figures": {
                page: as_data(figures)
                for page, figures in getattr(app.env, "multilingual_figures", {}).items()
            },
        }
        said = COLOUR.sub("", warnings.getvalue())
        told = UNWRITTEN.sub(_unwritten, said).strip().splitlines()
        kinds = {"refused": TOLD_OF_REFUSED, "doubtful": TOLD_OF_DOUBTFUL, "notes": TOLD_OF_CARD}
        for kind, pattern in kinds.items():
            built[kind] = [found[1] for line in told if (found := pattern.fullmatch(line))]
            told = [line for line in told if not pattern.fullmatch(line)]
        problems += told
    except Exception as error:
        if goes_on and not _is_certain(error):
            # What was kept may be damaged.
            return Outcome(job.language, starts_over=True)
        problems += _lines(error, job)
    shown = [line.replace(f"{job.root}/", "") for line in problems]
    return Outcome(job.language, seconds=time.perf_counter() - began, problems=shown, **built)


def _read_again(app: Sphinx, changed: Collection[Path]) -> None:
    """Let Sphinx read the pages made from ``changed`` files, and none for its time alone."""

    def choose(
        _app: Sphinx, env: BuildEnvironment, _added: set[str], pages: set[str], _gone: set[str]
    ) -> Sequence[str]:
        pages.clear()
        for page in env.found_docs:
            noted = {Path(env.srcdir, path) for path in env.dependencies.get(page, ())}
            if not {Path(env.doc2path(page)), *noted}.isdisjoint(changed):
                pages.add(page)
        return ()

    app.connect("env-get-outdated", choose, priority=1)


def _unwritten(found: re.Match[str]) -> str:
    error = OSError(int(found[2]), found[3], found[1])
    return f"{error.filename}:1: {error.strerror}. {remedy(error)}"


def _is_certain(error: Exception) -> bool:
    """Return whether a build from nothing would end with this error too."""
    ours = type(error).__module__.startswith("multilingual.")
    return ours or error_of_the_machine(error) is not None


def _assets(app: Sphinx) -> tuple[object, object]:
    return dict(app.env.images), dict(app.env.dlfiles)


class _Steps:
    """Counts the pages that are read and written, and tells the listener."""

    def __init__(self, app: Sphinx, language: Language, listener: Connection | None) -> None:
        self.written = self._done = 0
        self._told = 0.0
        self._language, self._listener = language, listener
        self._pages = app.env.found_docs
        app.connect("doctree-read", self._read)
        app.connect("html-page-context", self._write)

    def _read(self, *_: object) -> None:
        self._tell()

    def _write(self, _app: Sphinx, page: str, *_rest: object) -> None:
        if page in self._pages:
            self.written += 1
            self._tell()

    def _tell(self) -> None:
        self._done += 1
        now = time.monotonic()
        if self._listener is not None and now - self._told > INTERVAL:
            self._told = now
            self._listener.send(JobProgress(self._language, self._done, 2 * len(self._pages)))


def _watched(app: Sphinx, root: Path) -> list[str]:
    """Return the files that the pages were found to be made from, besides the usual."""
    noted = {Path(app.srcdir, path) for paths in app.env.dependencies.values() for path in paths}
    places = {Path(os.path.normpath(path)) for path in noted}
    return sorted(
        name_in(root, place) for place in places if not place.is_relative_to(root / "build")
    )


def _lines(error: BaseException, job: Job) -> list[str]:
    """Return what an error says, as ``path:line: message``."""
    machine = error_of_the_machine(error)
    if machine is not None:
        return [f"{place_of(machine) or job.out}:1: {machine.strerror}. {remedy(machine)}"]
    conf, cause = job.root / "conf.py", error.__cause__
    if isinstance(error, ConfigError) and cause is not None and line_in(conf, cause):
        return [fault_of_conf(conf, cause)]
    if isinstance(error, SphinxError):
        return str(error).strip().splitlines()
    # An error of ours or of a library: what it was, and all of it beside the build.
    log = job.root / "build" / f"error-{job.language.tag}.log"
    log.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    return [f"{log}:1: {type(error).__name__}: {error}"]
