"""What `make status`, `make update` and `make changed` print stays the same to the byte.

Where it is meant to change, run this once with ``RECORD=yes`` and look at the difference.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, SmallProject

from multilingual.__main__ import main
from multilingual.catalogs.message import Message
from multilingual.commands.printing import as_json
from multilingual.templates import extraction
from multilingual.templates.extraction import read_templates

EXPECTED = ROOT / "tests" / "data" / "reports"
HEADER = "Language: {}\\nX-Provenance: machine draft (AI), 2026-11\\n"
HOME = "Home\n====\n\nWelcome to the site.\n\n.. toctree::\n\n   help\n\n"
DANGER = ".. safety::\n\n   Call an ambulance now.\n"


class Terminal(io.StringIO):
    """A terminal that keeps what is written."""

    def isatty(self) -> bool:
        return True


def git(folder: Path, *arguments: str) -> None:
    moment = "2026-03-01T12:00:00+0000"
    dates = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
    command = ["git", "-c", "user.name=Ana", "-c", "user.email=ana@example.org", *arguments]
    subprocess.run(command, cwd=folder, env={**os.environ, **dates}, check=True)


@pytest.fixture
def reworded(project: SmallProject, monkeypatch: pytest.MonkeyPatch) -> SmallProject:
    """A clone with two languages, whose pages have other English than its catalogs."""
    around = {"sphinx": [Message("Small"), Message("Skip to the text")]}
    monkeypatch.setattr(extraction, "read_templates", lambda at: read_templates(at) | around)
    project.write("source/index.rst", f"{HOME}Rest as much as you need.\n")
    project.write("source/help.rst", f"Help\n====\n\nCall your lupus team soon.\n\n{DANGER}")
    index = {"Home": "Inicio", "Welcome to the site.": "Te damos la <b>bienvenida</b>."}
    index["Rest as much as you need."] = "Descanse `aquí <https://evil.example>`__."
    for code in ("es", "fr"):
        project.translate(code, "index", index, HEADER.format(code))
    old = {"Help": "Ayuda", "Call your lupus team at once.": "Llame ya.", "Good bye.": "Adiós."}
    old["Call an ambulance now."] = ""
    project.translate("es", "help", old, HEADER.format("es"))
    git(project.folder, "init", "-q")
    git(project.folder, "add", "-A")
    git(project.folder, "commit", "-qm", "first")
    git(project.folder, "tag", "v1")
    return project


@pytest.fixture
def translated(reworded: SmallProject) -> SmallProject:
    """The same with other English in its catalogs than its last commit has."""
    new = {"Help": "Ayuda", "Call your lupus team soon.": "Llame [b]pronto[/b].", "Hurry.": ""}
    reworded.translate("es", "help", new, HEADER.format("es"))
    return reworded


def printed(
    project: SmallProject, patch: pytest.MonkeyPatch, out: io.StringIO, *arguments: str
) -> str:
    patch.chdir(project.folder)
    patch.setattr(sys, "stdout", out)
    for name, value in {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}.items():
        patch.setenv(name, value)
    assert main(arguments) == 0
    return out.getvalue()


def check(name: str, text: str) -> None:
    if os.environ.get("RECORD"):
        (EXPECTED / name).write_bytes(text.encode())
    assert text == (EXPECTED / name).read_bytes().decode()


STATUS = [("status.txt", "text"), ("status.csv", "csv"), ("status.json", "json")]


@pytest.mark.parametrize(("name", "form"), STATUS)
def test_status_is_printed_as_before(
    reworded: SmallProject, monkeypatch: pytest.MonkeyPatch, name: str, form: str
) -> None:
    check(name, printed(reworded, monkeypatch, io.StringIO(), "status", f"--format={form}"))


@pytest.mark.parametrize("width", ["80", "150"])
def test_status_is_shown_on_a_terminal_as_before(
    reworded: SmallProject, monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    check(f"status-{width}.txt", printed(reworded, monkeypatch, Terminal(), "status"))


@pytest.mark.parametrize(("name", "form"), [("update.txt", "text"), ("update.json", "json")])
def test_update_is_printed_as_before(
    reworded: SmallProject, monkeypatch: pytest.MonkeyPatch, name: str, form: str
) -> None:
    check(name, printed(reworded, monkeypatch, io.StringIO(), "update", f"--format={form}"))


@pytest.mark.parametrize("width", ["40", "80"])
def test_update_is_shown_on_a_terminal_as_before(
    reworded: SmallProject, monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    check(f"update-{width}.txt", printed(reworded, monkeypatch, Terminal(), "update"))


@pytest.mark.parametrize(("name", "form"), [("changed.txt", "text"), ("changed.json", "json")])
def test_changed_is_printed_as_before(
    translated: SmallProject, monkeypatch: pytest.MonkeyPatch, name: str, form: str
) -> None:
    asked = ("changed", "es", "--since=v1", f"--format={form}")
    check(name, printed(translated, monkeypatch, io.StringIO(), *asked))


def test_changed_is_written_as_html_as_before(
    translated: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("changed", "es", "--since=v1", "--format=html")
    path = printed(translated, monkeypatch, io.StringIO(), *asked).strip()
    check("changed.html", (translated.folder / path).read_text("utf-8"))


def test_changed_is_shown_on_a_terminal_as_before(
    translated: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("changed", "es", "--since=v1")
    check("changed-terminal.txt", printed(translated, monkeypatch, Terminal(), *asked))


def test_no_sign_in_json_speaks_to_a_terminal() -> None:
    shown = as_json(["\x1b[2J \x9b2J \u202e \x7f"])
    assert all(sign.isprintable() or sign == "\n" for sign in shown)
    assert json.loads(shown) == ["\x1b[2J \x9b2J \u202e \x7f"]
