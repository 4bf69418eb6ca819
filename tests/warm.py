"""A process that has loaded Sphinx, from which each command of a test is forked.

Sphinx takes half a second to load, and the tests give a thousand commands. What is forked is a
process of its own still, and leaves nothing behind for the next.
"""

from __future__ import annotations

import atexit
import contextlib
import faulthandler
import gc
import json
import os
import runpy
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

ROOT = Path(__file__).parents[1]
PATIENCE = 200
"""Seconds after which a command is said to hang; less than that of pytest-timeout."""
LOADED = (
    "multilingual.build.site",
    "multilingual.commands.build",
    "multilingual.pages",
    "multilingual.tasks.updating",
    "furo",
)

STARTS_SPHINX = "multilingual.templates.extraction"
"""The module that starts Python once more, for Sphinx to make templates."""
WORDS_AROUND = ("multilingual.templates.template_builder", "words_around")
"""The module and the function that read the whole package for what translators get of it."""

_one_by_one = threading.Lock()


def run(folder: Path, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run ``python -m command`` in ``folder``, with this process's variables and more."""
    with _one_by_one, TemporaryDirectory() as drafts:
        out, err = Path(drafts, "out"), Path(drafts, "err")
        order = [command, str(folder), str(out), str(err), {**os.environ, **variables}]
        process = _process()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{json.dumps(order)}\n")
        process.stdin.flush()
        ready, _, _ = select.select([process.stdout], [], [], PATIENCE)
        if not ready:
            _process.cache_clear()
            raise AssertionError(f"{command} hangs:\n{stacks(process.pid, err)}")
        code = int(process.stdout.readline())
        return subprocess.CompletedProcess(command, code, out.read_text(), err.read_text())


def stacks(group: int, err: Path) -> str:
    """End a group of processes that hang; return where each was, which they write to ``err``."""
    os.killpg(group, signal.SIGABRT)
    time.sleep(2)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)
    return err.read_text()


def make_templates_with(run: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    """Let ``run`` start what makes templates in this process, and read the package once."""

    def start(command: list[str], cwd: Path, **_: Any) -> subprocess.CompletedProcess[str]:
        return run(cwd, *command[command.index("-m") + 1 :])

    import_module(STARTS_SPHINX).subprocess = SimpleNamespace(run=start)
    module, name = import_module(WORDS_AROUND[0]), WORDS_AROUND[1]
    words = cache(getattr(module, name))
    setattr(module, name, lambda project: list(words(project)))


@cache
def _process() -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, __file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    atexit.register(process.kill)
    return process


def _serve() -> None:
    from sphinx.application import builtin_extensions  # noqa: PLC0415 - only the child loads it

    for module in (*builtin_extensions, *LOADED):
        import_module(module)
    make_templates_with(_fork)
    getattr(import_module(WORDS_AROUND[0]), WORDS_AROUND[1])("Small")
    # What the forks share is not looked through by each.
    gc.freeze()
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _take(*json.loads(line))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _fork(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    with TemporaryDirectory() as drafts:
        out, err = Path(drafts, "out"), Path(drafts, "err")
        child = os.fork()
        if not child:
            # What this process tidies as it ends is still in use.
            atexit._clear()
            try:
                _take(list(command), str(folder), str(out), str(err), dict(os.environ))
            except BaseException:
                sys.excepthook(*sys.exc_info())
            os._exit(1)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        return subprocess.CompletedProcess(command, code, out.read_text(), err.read_text())


def _take(command: list[str], folder: str, out: str, err: str, variables: dict[str, str]) -> None:
    """Become the process of one command."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(variables)
    time.tzset()
    for name, path in (("stdin", os.devnull), ("stdout", out), ("stderr", err)):
        old: Any = getattr(sys, name)
        opened = os.open(path, os.O_RDONLY if name == "stdin" else os.O_WRONLY | os.O_CREAT)
        os.dup2(opened, old.fileno())
    faulthandler.enable()
    # Instead of the folder of this file.
    sys.path[0] = folder
    module, *sys.argv[1:] = command
    code = _status(module)
    if not isinstance(code, int):
        # It is a message, which Python prints.
        sys.exit(code)
    # As Python ends, but without taking all of Sphinx to pieces, which is most of a short command.
    threading._shutdown()
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(code)


def _status(module: str) -> Any:
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as end:
        return end.code or 0
    return 0


if __name__ == "__main__":
    _serve()
