"""Ctrl-C ends a command that forks at that moment, as at any other."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from conftest import SmallProject

from multilingual.build.jobs import CAN_FORK, Job, Outcome, ParsedPages
from multilingual.build.jobs import run as run_jobs
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
        "from multilingual.build.jobs import undisturbed\n"
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
        "from multilingual.build.jobs import undisturbed\n"
        "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "with undisturbed():\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "print('done')\n"
    )
    assert run(code, project).stdout == "done\n"


def end_at_once(job: Job, sender: Connection, _parsed: ParsedPages) -> None:
    sender.send(Outcome(job.language))


@pytest.mark.skipif(not CAN_FORK, reason="only a forked worker gets what was parsed")
def test_nothing_is_parsed_once_all_workers_have_begun(
    tmp_path: Path,
) -> None:
    asked: list[str] = []

    def parse() -> Iterator[ParsedPages]:
        yield {}
        asked.append("pages")
        yield {}

    job = Job(describe("es", {}), root=tmp_path, source=tmp_path, out=tmp_path, doctrees=tmp_path)
    assert len(list(run_jobs([job], end_at_once, 2, parse))) == 1
    assert asked == []


def jobs_in(folder: Path, *codes: str) -> list[Job]:
    return [
        Job(describe(code, {}), root=folder, source=folder, out=folder, doctrees=folder)
        for code in codes
    ]


def wait_for_three(job: Job, sender: Connection, _parsed: ParsedPages) -> None:
    (job.root / job.language.code).touch()
    deadline = time.monotonic() + 20
    while len(list(job.root.iterdir())) < 3 and time.monotonic() < deadline:
        time.sleep(0.01)
    sender.send(Outcome(job.language, pages=len(list(job.root.iterdir()))))


@pytest.mark.skipif(not CAN_FORK, reason="there is no fork")
def test_the_last_language_does_not_wait_for_a_core_that_would_have_no_other(
    tmp_path: Path,
) -> None:
    ended = run_jobs(jobs_in(tmp_path, "ar", "es", "fr"), wait_for_three, 2, lambda: ())
    assert [one.pages for one in ended if isinstance(one, Outcome)] == [3, 3, 3]


def count_others(job: Job, sender: Connection, _parsed: ParsedPages) -> None:
    sign = job.root / job.language.code
    sign.touch()
    time.sleep(0.05)
    others = len(list(job.root.iterdir()))
    sign.unlink()
    sender.send(Outcome(job.language, pages=others))


@pytest.mark.skipif(not CAN_FORK, reason="there is no fork")
def test_one_at_a_time_is_one_at_a_time(tmp_path: Path) -> None:
    ended = run_jobs(jobs_in(tmp_path, "ar", "es", "fr"), count_others, 1, lambda: ())
    assert [one.pages for one in ended if isinstance(one, Outcome)] == [1, 1, 1]
