"""``make clean`` and ``make distclean``, and the catalogs that neither deletes."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT, SmallProject, run_multilingual

MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
TASKS = re.findall(r"^[a-z-]+:(?:.*\n\t.*)+", MAKEFILE, re.MULTILINE)
LEFT = "build/mo/de/LC_MESSAGES/index.po"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone in which something was made, and whose tools are there."""
    shutil.copy2(ROOT / "Makefile", tmp_path)
    for name in ("build/html/index.html", ".venv/build-tools", ".ruff_cache/x", "conf.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


@pytest.fixture
def tools(clone: Path) -> Path:
    """The same, with a Python that says how it was called."""
    python = clone / ".venv/bin/python"
    python.parent.mkdir()
    python.write_text('#!/bin/sh\nprintf "<%s>" "$@"\n')
    python.chmod(0o755)
    for name in ("requirements.lock", "requirements-test.lock", "bootstrap.sh"):
        (clone / name).touch()
    for name in ("build-tools", "test-tools"):
        (clone / ".venv" / name).touch()
    return clone


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["make", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def left(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


SETTINGS = re.findall(r"[A-Z]+", MAKEFILE.split("SETTINGS = ")[1].split("\n#")[0])
COMMANDS = ("$(shell touch run)", "$$(touch run)", "`touch run`", ";touch run", "\ntouch run")


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("command", COMMANDS)
def test_no_name_that_is_given_is_run(tools: Path, setting: str, command: str) -> None:
    tasks = [task for task in TASKS if f"({setting})" in task or f"$${setting}" in task]
    for name in [task.split(":")[0] for task in tasks[:1]] or ["help"]:
        make(tools, name, f"{setting}=x{command}")
    assert not list(tools.rglob("run"))


@pytest.mark.parametrize("given", ["file=es$(shell touch run).po", "file=x", "INTO=a;b"])
def test_no_value_that_is_refused_is_run_or_printed(tools: Path, given: str) -> None:
    said = make(tools, "import", f"{given}\x1b[2J\n::error::x").stderr
    assert not list(tools.rglob("run"))
    assert ("\x1b" in said, "::error" in said, "Nothing was done" in said) == (False, False, True)


def test_a_name_that_is_quoted_is_taken_letter_by_letter(tools: Path) -> None:
    assert "<import><es$(x) `y` $z.po>" in make(tools, "import", "FILE=es$(x) `y` $z.po").stdout


def test_clean_leaves_the_tools(clone: Path) -> None:
    assert make(clone, "clean").returncode == 0
    assert left(clone) == {"Makefile", "conf.py", ".venv"}


def test_distclean_deletes_the_tools_too(clone: Path) -> None:
    assert make(clone, "distclean").returncode == 0
    assert left(clone) == {"Makefile", "conf.py"}


@pytest.mark.parametrize("target", ["clean", "distclean"])
def test_a_catalog_among_the_compiled_ones_is_named_and_nothing_deleted(
    clone: Path, target: str
) -> None:
    (clone / LEFT).parent.mkdir(parents=True)
    (clone / LEFT).write_text("work", "utf-8")
    before = sorted(clone.rglob("*"))
    done = make(clone, target)
    assert done.stderr.startswith(f"{LEFT}:1: nobody reads this catalog here.")
    assert (done.returncode, sorted(clone.rglob("*"))) == (2, before)


@pytest.mark.parametrize("command", ["check", "update", "build"])
def test_every_command_names_such_a_catalog_and_leaves_it(
    project: SmallProject, command: str
) -> None:
    project.translate("es", "index", {"Home": "Inicio"}, "Language: es\\n")
    path = project.write(LEFT, "work")
    done = run_multilingual(project.folder, command)
    assert f"{LEFT}:1: names: Nobody reads this catalog here." in done.stdout + done.stderr
    assert path.read_text() == "work"


def test_what_it_holds_is_taken_in_as_the_advice_says(project: SmallProject) -> None:
    project.translate("es", "index", {"Home": "Inicio"}, "Language: es\\n")
    run_multilingual(project.folder, "update")
    path = project.translate("es", "index", {"Home": "Portada"}, "Language: es\\n")
    there = project.folder / LEFT.replace("/de/", "/es/")
    there.parent.mkdir(parents=True)
    path.rename(there)
    project.translate("es", "index", {"Home": ""}, "Language: es\\n")
    shown = there.relative_to(project.folder).as_posix()
    done = run_multilingual(project.folder, "import", shown, "--language", "es")
    assert (done.returncode, "Portada" in path.read_text("utf-8")) == (0, True), done.stderr
