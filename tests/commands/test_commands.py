"""Each command is run by a module, and loads no other."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from multilingual.__main__ import COMMANDS, main

FOLDER = ROOT / "multilingual" / "commands"


def help_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as ended:
        main([*arguments, "--help"])
    assert ended.value.code == 0
    return capsys.readouterr().out


def functions_of(path: Path) -> set[str]:
    body = ast.parse(path.read_text("utf-8")).body
    return {one.name for one in body if isinstance(one, ast.FunctionDef)}


def test_each_function_that_runs_a_command_or_adds_its_arguments_is_of_a_command() -> None:
    functions = {(path.stem, name) for path in FOLDER.glob("*.py") for name in functions_of(path)}
    called = {(module, name.replace("-", "_")) for name, (module, _task) in COMMANDS.items()}
    runs = {(module, f"run_{command}") for module, command in called}
    adds = {(module, f"{command}_arguments") for module, command in called}
    assert {one for one in functions if one[1].startswith("run_")} == runs
    assert {one for one in functions if one[1].endswith("_arguments")} <= adds


def test_every_command_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    listed = [line.split()[0] for line in help_of(capsys).splitlines() if line.startswith(" " * 4)]
    assert [name for name in listed if name in COMMANDS] == list(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_says_how_it_is_called(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert help_of(capsys, command).startswith(f"usage: python -m multilingual {command} ")


def test_what_is_run_in_place_says_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert (ended.value.code, capsys.readouterr().out) == (0, "multilingual 0.1.0\n")


def test_a_command_that_is_called_loads_no_other() -> None:
    program = (
        "import sys; from multilingual.__main__ import _parser; _parser(['rules']); "
        "print(*sorted(name for name in sys.modules if name.startswith('multilingual.')))"
    )
    command = [sys.executable, "-c", program]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == [
        "multilingual.__main__",
        "multilingual.commands",
        "multilingual.commands.arguments",
        "multilingual.commands.check",
        "multilingual.commands.printing",
        "multilingual.files",
        "multilingual.findings",
    ]
