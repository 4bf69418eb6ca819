"""Each command has a module of its own, and loads no other."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest
from conftest import ROOT

from multilingual.__main__ import COMMANDS, MODULES, main

FOLDER = ROOT / "multilingual" / "commands"


def help_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as ended:
        main([*arguments, "--help"])
    assert ended.value.code == 0
    return capsys.readouterr().out


def adds_a_parser(text: str) -> bool:
    return any(
        isinstance(one, ast.FunctionDef) and one.name == "add" for one in ast.parse(text).body
    )


def test_each_module_that_adds_a_parser_is_a_command() -> None:
    modules = {path.stem for path in FOLDER.glob("*.py") if adds_a_parser(path.read_text("utf-8"))}
    assert modules == {MODULES.get(command, command) for command in COMMANDS}


def test_every_command_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    listed = [line.split()[0] for line in help_of(capsys).splitlines() if line.startswith(" " * 4)]
    assert [name for name in listed if name in COMMANDS] == list(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_says_how_it_is_called(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert help_of(capsys, command).startswith(f"usage: python -m multilingual {command} ")


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
        "multilingual.commands.rules",
        "multilingual.files",
        "multilingual.findings",
    ]
