"""Time commands, count their CPU seconds, and see how much memory they take at most."""

from __future__ import annotations

import resource
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

INTERVAL = 0.02
"""Seconds between two looks at the memory."""


class RunFailed(RuntimeError):
    """A tool could not build the corpus."""


class Spent(NamedTuple):
    """Seconds of wall time and of CPU time, that of child processes included."""

    wall: float
    cpu: float


def run(commands: Sequence[Sequence[str]], folder: Path, variables: Mapping[str, str]) -> Spent:
    """Run the commands one after the other and return what they took. Raises ``RunFailed``."""
    began, before = time.perf_counter(), cpu_of_children()
    for command in commands:
        ran = subprocess.run(
            command, cwd=folder, env=variables, capture_output=True, text=True, check=False
        )
        if ran.returncode != 0:
            raise RunFailed(f"{' '.join(command)}\n{ran.stdout[-2000:]}{ran.stderr[-2000:]}")
    return Spent(time.perf_counter() - began, cpu_of_children() - before)


def cpu_of_children() -> float:
    """Return the CPU seconds of all child processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def peak_memory(
    commands: Sequence[Sequence[str]],
    folder: Path,
    variables: Mapping[str, str],
    interval: float = INTERVAL,
) -> int | None:
    """Run the commands and return the largest memory of all their processes, in bytes.

    Memory that processes share counts once (the ``Pss`` of Linux); ``None`` elsewhere. Raises
    ``RunFailed``.
    """
    if sys.platform != "linux":
        run(commands, folder, variables)
        return None
    peak = 0
    for command in commands:
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(command, cwd=folder, env=variables, stdout=quiet, stderr=quiet)
        done = threading.Event()
        waiter = threading.Thread(target=lambda p=process, d=done: (p.wait(), d.set()))
        waiter.start()
        while not done.wait(interval):
            peak = max(peak, sum(_memory(pid) for pid in _family(process.pid)))
        waiter.join()
        if process.returncode:
            raise RunFailed(" ".join(command))
    return peak


def _family(pid: int) -> list[int]:
    """Return a process and all below it."""
    found = [pid]
    for parent in found:
        try:
            tasks = list(Path(f"/proc/{parent}/task").iterdir())
            found += [
                int(child) for task in tasks for child in (task / "children").read_text().split()
            ]
        except OSError:
            continue
    return found


def _memory(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
