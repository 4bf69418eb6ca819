"""A process that has loaded Sphinx, from which each command of a test is forked.

Sphinx takes half a second to load, and the tests give a thousand commands. What is forked is a
process of its own still, and leaves nothing behind for the next.
"""

from __future__ import annotations

import atexit
import contextlib
import faulthandler
import gc
import hashlib
import json
import os
import pickle
import runpy
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import IO, Any

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

LOADS_SPHINX = "multilingual.build.shared_parse"
"""The module that looks once through all that is installed for what each worker needs."""
STARTS_SPHINX = "multilingual.templates.extraction"
"""The module that starts Python once more, for Sphinx to make templates."""
WORDS_AROUND = ("multilingual.templates.template_builder", "words_around")
"""The module and the function that read the whole package for what translators get of it."""
STYLES = ("multilingual.pages.chrome.site_styles", "_made")
"""The module and the function that make the stylesheets of a site, out of their arguments alone.

It is a third of the time of a small site, and nearly all have the same.
"""

_one_by_one = threading.Lock()


def run(folder: Path, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run ``python -m command`` in ``folder``, with this process's variables and more."""
    with TemporaryDirectory() as drafts:
        out, err = Path(drafts, "out"), Path(drafts, "err")
        order = command, str(folder), {**os.environ, **variables}
        code = _ask("run", str(out), str(err), *order, err=err)
        return subprocess.CompletedProcess(command, code, out.read_text(), err.read_text())


@dataclass
class Started:
    """A command that runs in a group of processes of its own, as one that a terminal starts."""

    pid: int
    stdout: IO[str]
    stderr: IO[str]
    returncode: int | None = None

    def poll(self) -> int | None:
        """Return its exit code, once it has one."""
        if self.returncode is None:
            self.returncode = _ask("poll", self.pid)
        return self.returncode

    def wait(self, seconds: float = PATIENCE) -> int:
        """Wait for its end and return its exit code."""
        end = time.monotonic() + seconds
        while self.poll() is None:
            assert time.monotonic() < end, "it hangs"
            time.sleep(0.005)
        assert self.returncode is not None
        return self.returncode

    def communicate(self) -> tuple[str, str]:
        """Wait for its end and return what it said."""
        with self.stdout as out, self.stderr as err:
            said = out.read(), err.read()
        self.wait()
        return said

    def kill(self) -> None:
        """End it alone, at once."""
        os.kill(self.pid, signal.SIGKILL)

    def interrupt(self) -> None:
        """Do what Ctrl-C does, to all of its group."""
        os.killpg(self.pid, signal.SIGINT)


def start(folder: Path, *command: str, first: str = "", **variables: str) -> Started:
    """Start ``python -m command`` in ``folder``, after the program ``first``."""
    with TemporaryDirectory() as pipes:
        ways = [str(Path(pipes, name)) for name in ("out", "err")]
        for way in ways:
            os.mkfifo(way)
        # Whoever writes can open its end as soon as somebody may read.
        ends = [os.open(way, os.O_RDONLY | os.O_NONBLOCK) for way in ways]
        pid = _ask("start", *ways, command, str(folder), {**os.environ, **variables}, first)
        for end in ends:
            os.set_blocking(end, True)
        return Started(pid, *(os.fdopen(end, encoding="utf-8") for end in ends))


def _ask(*order: Any, err: Path | None = None) -> Any:
    with _one_by_one:
        process = _process()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{json.dumps(order)}\n")
        process.stdin.flush()
        ready, _, _ = select.select([process.stdout], [], [], PATIENCE)
        if not ready:
            _process.cache_clear()
            raise AssertionError(f"{order} hangs:\n{stacks(process.pid, err)}")
        return json.loads(process.stdout.readline())


def stacks(group: int, err: Path | None) -> str:
    """End a group of processes that hang; return where each was, which they write to ``err``."""
    os.killpg(group, signal.SIGABRT)
    time.sleep(2)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)
    return err.read_text() if err else ""


def make_templates_with(run: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    """Let ``run`` start what makes templates in this process, and read the package once."""

    def start(command: list[str], cwd: Path, **_: Any) -> subprocess.CompletedProcess[str]:
        return run(cwd, *command[command.index("-m") + 1 :])

    import_module(STARTS_SPHINX).subprocess = SimpleNamespace(run=start)
    module, name = import_module(WORDS_AROUND[0]), WORDS_AROUND[1]
    words = cache(getattr(module, name))
    setattr(module, name, lambda project: list(words(project)))


def make_styles_once(folder: Path) -> None:
    """Let all sites in which the same names occur have what the first of them made."""
    module, name = import_module(STYLES[0]), STYLES[1]
    make = getattr(module, name)

    def made(texts: list[str], occurs: Any, said: str) -> list[bytes]:
        names = {
            kind: sorted(getattr(one, "pattern", one) for one in every)
            for kind, every in vars(occurs).items()
        }
        about = hashlib.sha256(json.dumps([texts, names, said]).encode()).hexdigest()
        kept = folder / about
        with contextlib.suppress(OSError):
            styles: list[bytes] = pickle.loads(kept.read_bytes())
            return styles
        styles = make(texts, occurs, said)
        # A test may forbid to write.
        with contextlib.suppress(OSError):
            draft = kept.with_suffix(f".{os.getpid()}")
            draft.write_bytes(pickle.dumps(styles))
            draft.replace(kept)
        return styles

    setattr(module, name, made)


def read_modules_once() -> None:
    """Let all sites share the names that the package's own modules give to parts of a page."""
    styles = import_module(STYLES[0])
    vocabulary = styles.Vocabulary
    add = vocabulary.add_python

    @cache
    def added(text: str) -> dict[str, set[Any]]:
        found = vocabulary(())
        add(found, text)
        return vars(found)

    def add_python(self: Any, text: str) -> None:
        for kind, names in added(text).items():
            getattr(self, kind).update(names)

    for text in styles._modules():
        added(text)
    vocabulary.add_python = add_python


@cache
def _process() -> subprocess.Popen[str]:
    kept = TemporaryDirectory()
    atexit.register(kept.cleanup)
    process = subprocess.Popen(
        [sys.executable, __file__, kept.name],
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
    make_styles_once(Path(sys.argv[1]))
    read_modules_once()
    import_module(LOADS_SPHINX).load_sphinx(())
    getattr(import_module(WORDS_AROUND[0]), WORDS_AROUND[1])("Small")
    # What the forks share is not looked through by each.
    gc.freeze()
    answers = {"run": _run, "start": _start, "poll": _poll}
    for line in sys.stdin:
        order, *said = json.loads(line)
        print(json.dumps(answers[order](*said)), flush=True)


def _run(out: str, err: str, *order: Any) -> int:
    child = os.fork()
    if not child:
        _write_to(out, err)
        _take(*order)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _start(out: str, err: str, *order: Any) -> int:
    begun, begins = os.pipe()
    child = os.fork()
    if not child:
        os.setsid()
        _write_to(out, err)
        os.close(begins)
        _take(*order)
    os.close(begins)
    # There is nothing to read: it ends once the child can be signalled and read.
    os.read(begun, 1)
    os.close(begun)
    return child


def _poll(child: int) -> int | None:
    ended, status = os.waitpid(child, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if ended else None


def _fork(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a child of this process, which is itself one that was forked."""
    with TemporaryDirectory() as drafts:
        out, err = Path(drafts, "out"), Path(drafts, "err")
        child = os.fork()
        if not child:
            # What this process tidies as it ends is still in use.
            atexit._clear()
            try:
                _write_to(str(out), str(err))
                _take(command, str(folder), dict(os.environ))
            except BaseException:
                sys.excepthook(*sys.exc_info())
            os._exit(1)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        return subprocess.CompletedProcess(command, code, out.read_text(), err.read_text())


def _write_to(out: str, err: str) -> None:
    for name, path in (("stdin", os.devnull), ("stdout", out), ("stderr", err)):
        old: Any = getattr(sys, name)
        opened = os.open(path, os.O_RDONLY if name == "stdin" else os.O_WRONLY | os.O_CREAT)
        os.dup2(opened, old.fileno())
        os.close(opened)
        # What stands for a pipe, or for a file, would take what is there now for one.
        kinds = {"encoding": old.encoding, "errors": old.errors, "closefd": False}
        setattr(sys, name, os.fdopen(old.fileno(), old.mode, **kinds))


def _take(command: Sequence[str], folder: str, variables: dict[str, str], first: str = "") -> None:
    """Become the process of one command."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(variables)
    time.tzset()
    faulthandler.enable()
    # The folder of this file. That of the project is not searched, as with `python -P`.
    del sys.path[0]
    exec(first, {})
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
