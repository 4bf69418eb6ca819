"""A process that loads Sphinx while a build finds out what there is to do, and then does it.

Loading takes as long as building a language. The workers are forked from here, where all that
they need is loaded already; where there is no fork they are started from here.
"""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import active_children, get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from multilingual.build.jobs import (
    BESIDE,
    CAN_FORK,
    Job,
    JobProgress,
    Outcome,
    died,
    run,
    serve_the_parent,
    undisturbed,
)

if TYPE_CHECKING:
    from multilingual.pages.translation.rst_parser import ParsedPage

PATIENCE = 10
"""Seconds in which it ends its workers and itself."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done: the ``jobs``, one worker each.

    ``extensions`` are those of conf.py. If ``settings`` are given, the English pages are
    parsed once for all with them, in a folder of their own within ``workplace``.
    """

    jobs: Sequence[Job]
    extensions: Sequence[str]
    workplace: Path
    settings: Mapping[str, object] | None = None


class ForkServer:
    """The process, from the moment this is made to the end of the context that it is.

    It has so many ``workers`` at a time.
    """

    def __init__(self, workers: int) -> None:
        self.workers = workers
        context: Any = get_context("fork" if CAN_FORK else "spawn")
        self._channel, other = context.Pipe()
        self._process = context.Process(target=_serve, args=(other, workers))
        try:
            with undisturbed():
                self._process.start()
                other.close()
        except KeyboardInterrupt:
            self._end()
            raise

    def __enter__(self) -> ForkServer:
        return self

    def __exit__(self, *exception: object) -> None:
        self._end()

    def _end(self) -> None:
        self._process.terminate()
        self._process.join(PATIENCE)
        self._process.kill()
        self._process.join()
        self._channel.close()

    def run(self, order: Order) -> Iterator[JobProgress | Outcome]:
        """Yield how far the jobs are and the outcome of each as it ends.

        Raises what is raised there.
        """
        waiting = {job.language: job for job in order.jobs}
        self._channel.send(order)
        while waiting:
            try:
                message = self._channel.recv()
            except EOFError:
                self._process.join()
                for job in waiting.values():
                    yield died(job, self._process.exitcode)
                return
            if isinstance(message, Exception):
                raise message
            if isinstance(message, Outcome):
                del waiting[message.language]
            yield message


def _serve(channel: Connection, workers: int) -> None:
    serve_the_parent()
    own = os.getpid()

    def end(*_: object) -> None:
        # No exception, which would be lost if the signal came while an object is finalised.
        if os.getpid() == own:
            workers = active_children()
            for worker in workers:
                worker.terminate()
            for worker in workers:
                worker.join()
        os._exit(0)

    signal.signal(signal.SIGTERM, end)
    gc.disable()
    if CAN_FORK:
        # Now, since it takes half a second, in which the parent does much else.
        from multilingual.build.shared_parse import load_sphinx

        load_sphinx(())
    with suppress(EOFError):
        while True:
            _carry_out(channel.recv(), channel, workers)


def _carry_out(order: Order, channel: Connection, workers: int) -> None:
    from multilingual.build.shared_parse import load_project, load_sphinx, parse_pages
    from multilingual.build.worker import work

    def parse() -> Iterator[Mapping[str, ParsedPage]]:
        if order.settings is not None:
            first = order.jobs[0]
            project = first.root, first.source, order.settings, order.workplace
            if workers > BESIDE:
                load_project(*project)
                yield {}
            yield parse_pages(*project)

    try:
        if CAN_FORK:
            load_sphinx(order.extensions)
        for message in run(order.jobs, work, workers, parse):
            channel.send(message)
    except Exception as error:
        channel.send(error)
