"""Build one language in a process of its own.

Two languages in one process would leak into each other, since Sphinx keeps its translations
in a module (https://github.com/sphinx-doc/sphinx/issues/13448).
"""

from __future__ import annotations

import errno
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

REMEDIES = {
    errno.ENOSPC: "Make room on the disk and run it again; the published site is as it was.",
    errno.EACCES: "You may not write there: mend its permissions, or ask who made it.",
    errno.EPERM: "You may not write there: mend its permissions, or ask who made it.",
    errno.EADDRINUSE: "Another program uses this port, perhaps another make serve. Stop it.",
}
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
    """What came of a job.

    ``problems`` are lines of ``path:line: message``; ``in_english`` counts the texts that
    are shown in English, because they are not translated or their English has changed.
    """

    language: Language
    pages: int
    seconds: float
    problems: Sequence[str]
    in_english: int = 0

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
    pages = in_english = 0
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
        in_english = sum(one.get("untranslated", 0) for one in app.env.metadata.values())
        problems += COLOUR.sub("", warnings.getvalue()).strip().splitlines()
    except Exception as error:
        problems += _lines(error, job)
    shown = [line.replace(f"{job.root}/", "") for line in problems]
    return Outcome(job.language, pages, time.perf_counter() - began, shown, in_english)


def _lines(error: BaseException, job: Job) -> list[str]:
    """Return what an error says, as ``path:line: message``."""
    machine = _of_the_machine(error)
    if machine is not None:
        return [f"{machine.filename or job.out}:1: {machine.strerror}. {remedy(machine)}"]
    if isinstance(error, SphinxError):
        return str(error).strip().splitlines()
    # An error of ours or of a library: what it was, and all of it beside the build.
    log = job.root / "build" / f"error-{job.language.tag}.log"
    log.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    return [f"{log}:1: {type(error).__name__}: {error}"]


def _of_the_machine(error: BaseException | None) -> OSError | None:
    """Return the error of the disk or the network that is behind ``error``, if there is one."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in REMEDIES:
            return error
        error = getattr(error, "orig_exc", None) or error.__cause__ or error.__context__
    return None


def remedy(error: OSError) -> str:
    """Return what to do about an error of the disk or the network."""
    return REMEDIES.get(error.errno or 0, "Mend that and run it again.")
