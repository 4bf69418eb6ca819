"""Build one language in a process of its own.

Two languages in one process would leak into each other, since Sphinx keeps its translations
in a module (https://github.com/sphinx-doc/sphinx/issues/13448).
"""

from __future__ import annotations

import io
import re
import time
import traceback
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.errors import SphinxError

from multilingual.languages import Language

COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker needs: the language, and where everything is and goes."""

    language: Language
    root: Path
    source: Path
    out: Path
    doctrees: Path
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job: ``problems`` are lines of ``path:line: message``."""

    language: Language
    pages: int
    seconds: float
    problems: Sequence[str]

    @property
    def succeeded(self) -> bool:
        """Whether the language can be published."""
        return not self.problems


def run(jobs: Sequence[Job], workers: int) -> Iterator[Outcome]:
    """Yield the outcome of each job as it ends, ``workers`` at a time."""
    # Forked workers find Sphinx already imported; where there is no fork they are spawned.
    method = "fork" if "fork" in get_all_start_methods() else "spawn"
    with ThreadPoolExecutor(max_workers=workers) as pool:
        for future in as_completed([pool.submit(_in_process, job, method) for job in jobs]):
            yield future.result()


def _in_process(job: Job, method: str) -> Outcome:
    context = get_context(method)
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(job, sender), daemon=True)  # type: ignore[attr-defined]
    process.start()
    sender.close()
    try:
        outcome: Outcome = receiver.recv()
    except EOFError:
        process.join()
        problem = f"{job.source}:1: the build of {job.language.tag} died ({process.exitcode})."
        outcome = Outcome(job.language, 0, 0.0, [problem])
    process.join()
    return outcome


def _work(job: Job, sender: Connection) -> None:
    sender.send(build(job))


def build(job: Job) -> Outcome:
    """Build the language of ``job`` in this process, which must build no other."""
    began = time.perf_counter()
    warnings = io.StringIO()
    pages = 0
    problems: list[str] = []
    try:
        app = Sphinx(
            srcdir=job.source,
            confdir=job.root,
            outdir=job.out,
            doctreedir=job.doctrees,
            buildername="html",
            confoverrides={"language": job.language.code, **job.settings},
            status=None,
            warning=warnings,
            freshenv=True,
        )
        app.build()
        pages = len(app.env.found_docs)
    except SphinxError as error:
        problems += str(error).strip().splitlines()
    except Exception as error:
        # An error of ours or of a library: what it was, and all of it beside the build.
        log = job.doctrees / "error.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(traceback.format_exc(), encoding="utf-8")
        problems.append(f"{log}:1: {type(error).__name__}: {error}")
    problems += COLOUR.sub("", warnings.getvalue()).strip().splitlines()
    shown = [line.replace(f"{job.root}/", "") for line in problems]
    return Outcome(job.language, pages, time.perf_counter() - began, shown)
