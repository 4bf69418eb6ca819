"""Jobs side by side: what a worker is told, what it tells, and how many are at work at a time.

Nothing of Sphinx is loaded here, so that what goes before a build need not wait for it.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import (
    Callable,
    Collection,
    Generator,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread, current_thread, main_thread
from typing import TYPE_CHECKING, Any, cast

from multilingual.languages import SOURCE_CODE, Language

if TYPE_CHECKING:
    from multilingual.project import Project

BUILDER = "multilingual.build.page_builder"
ENVIRONMENT = "environment.pickle"
"""The file in which Sphinx keeps what it has read, its ``ENV_PICKLE_FILENAME``."""
BESIDE = 2
"""Processes that are busy while pages are parsed: one parses them, one compiles catalogs."""
CAN_FORK = sys.platform == "linux"
"""Elsewhere a fork is unsafe or unknown, and each worker starts from nothing."""


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker needs: the language, and where everything is and goes.

    What is already in ``out`` and ``doctrees`` is brought up to date, given the source files
    that have ``changed`` since. Catalogs are ``compiled`` in ``build/mo``, if nothing else is
    said here. Sphinx's ``builder`` is that of the site, or of books.
    """

    language: Language
    root: Path
    source: Path
    out: Path
    doctrees: Path
    changed: Collection[Path] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    compiled: Path | None = None
    builder: str = "html"

    @property
    def goes_on(self) -> bool:
        """Whether there is something to go on from."""
        return (self.doctrees / ENVIRONMENT).exists()


@dataclass(frozen=True, slots=True)
class JobProgress:
    """How far a job is: pages read and written, of as many steps in all."""

    language: Language
    done: int
    steps: int


def settings_of_jobs(
    project: Project, days: Mapping[str, str], unlisted: Mapping[str, Collection[str]]
) -> dict[str, object]:
    """Return what every job of a project is told, be it for the site or for books.

    ``days`` are those on which files changed; search engines are not led to the pages ``unlisted``.
    """
    return {
        "extensions": [*project.conf.get("extensions", ()), BUILDER],
        "multilingual_days": days,
        "multilingual_known": project.languages(),
        "multilingual_lenient": project.is_lenient,
        "multilingual_unlisted": unlisted,
    }


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job.

    ``pages`` counts all and ``written`` those that this build made; ``problems`` are lines of
    ``path:line: message``, and so are the translations that were ``refused``, which readers get
    in English, and the ``doubtful`` that they do get; ``in_english`` counts the texts
    that are shown in English, because they are not translated or their English has changed;
    ``watched`` are the files and folders that the pages were made from; ``starts_over`` says
    that going on from what was kept has led nowhere; ``figures`` say
    how far each page is, if a page of the site tells it; ``assets`` are the files beside the
    languages that the pages load; ``files`` are digests of all that was built; ``listed`` are the
    pages for search engines, with the day of their last change; ``line`` says who made and who
    checked all pages, and whether it is English in another language; ``notes`` are for the owner
    of the site.
    """

    language: Language
    pages: int = 0
    written: int = 0
    seconds: float = 0.0
    problems: Sequence[str] = ()
    refused: Sequence[str] = ()
    doubtful: Sequence[str] = ()
    in_english: int = 0
    watched: Sequence[str] = ()
    starts_over: bool = False
    figures: Mapping[str, object] = field(default_factory=dict)
    assets: Sequence[str] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    listed: Mapping[str, str] = field(default_factory=dict)
    line: tuple[str, bool] | None = None
    notes: Sequence[str] = ()

    @property
    def succeeded(self) -> bool:
        """Whether the language can be published."""
        return not self.problems


def died(job: Job, code: int | None) -> Outcome:
    """Return the outcome of a job whose process ended without a word, with ``code``."""
    problem = f"{job.source}:1: the build of {job.language.tag} died ({code})."
    return Outcome(job.language, problems=[problem])


ParsedPages = Mapping[str, Any]
"""English pages as they were parsed (``ParsedPage``), by path."""
Work = Callable[[Job, Connection, ParsedPages], None]
"""Does a job in a process of its own, and sends how far it is and what came of it."""


def run(
    jobs: Sequence[Job], work: Work, workers: int, parse: Callable[[], Iterable[ParsedPages]]
) -> Generator[JobProgress | Outcome, None, None]:
    """Yield how far the jobs are and the outcome of each as it ends, ``workers`` at a time.

    ``parse`` yields the pages that need not be parsed again, which only forked workers have;
    it may first yield none, once all is loaded that a worker needs. Until it ends, all workers
    but two are at work, the source language first, which gains least by it; once no job waits,
    nothing more is parsed. If the caller goes away, by Ctrl-C too, the workers are ended.
    """
    context: Any = get_context("fork" if CAN_FORK else "spawn")
    waiting = deque(sorted(jobs, key=lambda job: job.language.code != SOURCE_CODE))
    running: dict[Connection, tuple[Job, BaseProcess]] = {}
    ended: list[BaseProcess] = []

    def start(parsed: ParsedPages, busy: int = 0) -> None:
        while waiting and len(running) < _at_a_time(workers, len(waiting)) - busy:
            job = waiting.popleft()
            receiver, sender = context.Pipe(duplex=False)
            process = context.Process(target=work, args=(job, sender, parsed), daemon=True)
            with undisturbed():
                process.start()
                sender.close()
                running[receiver] = job, process

    try:
        parsed: ParsedPages = {}
        for parsed in parse() if CAN_FORK else ():
            start(parsed, busy=BESIDE)
            if not waiting:
                break
        start(parsed)
        while running:
            for ready in wait(list(running)):
                receiver = cast("Connection", ready)
                message = _receive(receiver, *running[receiver])
                if isinstance(message, Outcome):
                    # Its process takes as long to be gone as the next takes to begin.
                    ended.append(running.pop(receiver)[1])
                    start(parsed)
                yield message
    finally:
        left = [process for _job, process in running.values()]
        for process in left:
            process.terminate()
        for process in (*left, *ended):
            process.join()


def _at_a_time(workers: int, waiting: int) -> int:
    # The last ones begin at once beside those before them. If they waited, cores would have
    # nothing to do while one ends alone.
    return workers if waiting >= workers else 2 * workers - 1


def _receive(receiver: Connection, job: Job, process: BaseProcess) -> JobProgress | Outcome:
    try:
        message: JobProgress | Outcome = receiver.recv()
    except EOFError:
        process.join()
        message = died(job, process.exitcode)
    if isinstance(message, Outcome):
        receiver.close()
    return message


@contextmanager
def undisturbed() -> Iterator[None]:
    """Put Ctrl-C off to the end, where it is one.

    Python loses it if it comes while a process is forked: what it raises in a function that
    runs before or after a fork is only printed (``os.register_at_fork``). And CPython ends by
    the signal, whoever caught it, if it came while code ran that is given to ``exec`` as a
    text, as libraries do.
    """
    kept = signal.getsignal(signal.SIGINT)
    if kept is not signal.default_int_handler or current_thread() is not main_thread():
        yield
        return
    came: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _frame: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, kept)
    if came:
        raise KeyboardInterrupt


def serve_the_parent() -> None:
    """Let this process end when the one that started it does or wants it to.

    The terminal sends Ctrl-C to all, and the parent ends its children. One that is killed
    cannot, and what they went on writing would be in the way of the next build.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
