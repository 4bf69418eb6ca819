"""A command that is called wrongly says so in a sentence, and ends with 2."""

from __future__ import annotations

import re
import subprocess

import pytest
from conftest import ROOT

from multilingual.__main__ import main


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["status", "--format=xml"], "'xml' is no format. Choose one of: text, json, csv."),
        (["statsu"], "'statsu' is no command. Choose one of: build, check,"),
        (["review"], "The following arguments are required:"),
        (["build", "--quiet", "--json"], "Argument --json: not allowed with argument --quiet."),
    ],
)
def test_what_is_wrong_is_said(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    said = capsys.readouterr().err
    assert (ended.value.code, said.count("\n")) == (2, 1)
    assert told in said


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("language=es", "language: did you mean LANGUAGE? Nothing was done."),
        ("Page=about", "Page: did you mean PAGE? Nothing was done."),
        ("LANGAUGE=es", "LANGAUGE: there is no such setting. There are: LANGUAGES LANGUAGE "),
    ],
)
def test_make_refuses_a_setting_that_it_does_not_know(given: str, told: str) -> None:
    done = make_help(given)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr


def test_make_knows_every_setting_that_its_list_of_tasks_names() -> None:
    named = re.findall(r"\b([A-Z]+)=", make_help().stdout)
    assert "LANGUAGES" in named
    assert make_help(*(f"{name}=" for name in named)).returncode == 0


def make_help(*given: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", "help", *given], cwd=ROOT, capture_output=True, text=True, check=False
    )
