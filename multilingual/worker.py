"""Build one language in a process of its own.

Two languages in one process would leak into each other, since Sphinx keeps its translations
in a module (https://github.com/sphinx-doc/sphinx/issues/13448).
"""

from __future__ import annotations

import io
import re
import signal
import sys
import time
import traceback
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, cast

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
    """Yield the outcome of each job as it ends, ``workers`` at a time.

    If the caller goes away, by Ctrl-C too, the workers are ended.
    """
    # Forked workers find Sphinx already imported. Elsewhere a fork is unsafe or unknown.
    context: Any = get_context("fork" if sys.platform == "linux" else "spawn")
    waiting = list(reversed(jobs))
    running: dict[Connection, tuple[Job, BaseProcess]] = {}
    try:
        while waiting or running:
            while waiting and len(running) < workers:
                job = waiting.pop()
                receiver, sender = context.Pipe(duplex=False)
                process = context.Process(target=_work, args=(job, sender), daemon=True)
                process.start()
                sender.close()
                running[receiver] = job, process
            for ready in wait(list(running)):
                receiver = cast("Connection", ready)
                yield _outcome(receiver, *running.pop(receiver))
    finally:
        for _job, process in running.values():
            process.terminate()


def _outcome(receiver: Connection, job: Job, process: BaseProcess) -> Outcome:
    try:
        outcome: Outcome = receiver.recv()
    except EOFError:
        process.join()
        problem = f"{job.source}:1: the build of {job.language.tag} died ({process.exitcode})."
        outcome = Outcome(job.language, 0, 0.0, [problem])
    receiver.close()
    process.join()
    return outcome


def _work(job: Job, sender: Connection) -> None:
    # The terminal sends Ctrl-C to all; the one that started the workers ends them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
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
        log = job.root / "build" / f"error-{job.language.tag}.log"
        log.write_text(traceback.format_exc(), encoding="utf-8")
        problems.append(f"{log}:1: {type(error).__name__}: {error}")
    problems += COLOUR.sub("", warnings.getvalue()).strip().splitlines()
    shown = [line.replace(f"{job.root}/", "") for line in problems]
    return Outcome(job.language, pages, time.perf_counter() - began, shown)
