"""Ctrl-C ends a command that forks at that moment, as at any other."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from conftest import ROOT, SmallProject

from multilingual import worker
from multilingual.jobs import CAN_FORK, Job, Outcome
from multilingual.languages import describe

AT_THE_FORK = """
import os, signal, sys

# Python prints what is raised here, and goes on.
os.register_at_fork({when}=lambda: os.kill(os.getpid(), signal.SIGINT))

from multilingual.__main__ import main
sys.exit(main(sys.argv[1:]))
"""

ENDS = {"build": (1, "\nStopped. What is published is whole.\n"), "preview": (0, "")}


def run(code: str, project: SmallProject, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=project.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("when", ["before", "after_in_parent"])
@pytest.mark.parametrize("command", ENDS)
def test_ctrl_c_while_a_process_is_forked_is_not_lost(
    project: SmallProject, command: str, when: str
) -> None:
    project.translate("es", "index", {"Home": "Inicio"})
    code = AT_THE_FORK.format(when=when)
    ended = run(code, project, command, "es")
    assert (ended.returncode, ended.stderr) == ENDS[command]
    assert not (project.folder / "build" / "html").exists()


def test_ctrl_c_is_put_off_until_code_that_was_a_text_has_run(project: SmallProject) -> None:
    code = (
        "from multilingual.jobs import undisturbed\n"
        "try:\n"
        "    with undisturbed():\n"
        "        exec('import os, signal; os.kill(os.getpid(), signal.SIGINT)')\n"
        "        print('prepared')\n"
        "except KeyboardInterrupt:\n"
        "    print('stopped')\n"
    )
    ended = run(code, project)
    assert (ended.returncode, ended.stdout) == (0, "prepared\nstopped\n")


def test_a_worker_to_which_ctrl_c_means_nothing_goes_on(project: SmallProject) -> None:
    code = (
        "import os, signal\n"
        "from multilingual.jobs import undisturbed\n"
        "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "with undisturbed():\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "print('done')\n"
    )
    assert run(code, project).stdout == "done\n"


def end_at_once(job: Job, sender: Connection, _parsed: worker.ParsedPages) -> None:
    sender.send(Outcome(job.language))


@pytest.mark.skipif(not CAN_FORK, reason="only a forked worker gets what was parsed")
def test_nothing_is_parsed_once_all_workers_have_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def parse() -> Iterator[worker.ParsedPages]:
        yield {}
        asked.append("pages")
        yield {}

    monkeypatch.setattr(worker, "_work", end_at_once)
    job = Job(describe("es", {}), root=tmp_path, source=tmp_path, out=tmp_path, doctrees=tmp_path)
    assert len(list(worker.run([job], 2, parse))) == 1
    assert asked == []
