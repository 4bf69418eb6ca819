"""A mistake in ``conf.py`` is told in a line, by every command."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import SmallProject, run_multilingual

from multilingual.languages import describe
from multilingual.preview.session import Previewer
from multilingual.project import ConfError, Project, run_conf

COMMANDS = {
    "build": (),
    "check": (),
    "status": (),
    "update": (),
    "preview": ("es",),
    "format": (),
    "language": ("sw",),
    "changed": ("es", "--since", "HEAD"),
    "hooks": (),
    "staged": (),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_missing_quote_is_told_with_its_line(project: SmallProject, command: str) -> None:
    project.write("conf.py", 'project = "Small"\nhtml_theme = "furo\n')
    done = run_multilingual(project.folder, command, *COMMANDS[command])
    said = "conf.py:2: SyntaxError: unterminated string literal (detected at line 2)."
    assert (done.returncode, done.stderr) == (1, f"{said} Mend that line.\n")


def test_a_mistake_that_is_made_while_the_site_is_built_is_told_with_its_line(
    project: SmallProject,
) -> None:
    conf = (project.folder / "conf.py").read_text()
    last = "import sys\nif 'sphinx.application' in sys.modules:\n    nothing\n"
    project.write("conf.py", f"{conf}{last}")
    line = len(f"{conf}{last}".splitlines())
    project_of = Project(project.folder.resolve(), {"extensions": []}, is_lenient=True)
    outcome = Previewer(project_of, describe("es")).build()
    said = f"conf.py:{line}: NameError: name 'nothing' is not defined. Mend that line."
    assert list(outcome.problems) == [said]


def fault(folder: Path, text: str | bytes) -> str:
    path = folder / "conf.py"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ConfError) as caught:
        run_conf(path)
    return str(caught.value)


def test_a_name_that_nobody_has_given_is_told_with_its_line(tmp_path: Path) -> None:
    said = fault(tmp_path, "a = 1\nb = c\n")
    assert said == "conf.py:2: NameError: name 'c' is not defined. Mend that line."


def test_a_module_that_is_missing_is_told_with_the_line_that_asks_for_it(tmp_path: Path) -> None:
    said = fault(tmp_path, "\n\nimport nothing_of_this_name\n")
    assert said.startswith("conf.py:3: ModuleNotFoundError: No module named 'nothing_of_this_name'")


def test_the_line_is_that_of_conf_py_though_the_error_is_deeper(tmp_path: Path) -> None:
    said = fault(tmp_path, "import json\n\njson.loads('')\n")
    assert said.startswith("conf.py:3: JSONDecodeError: Expecting value")


def test_a_mistake_in_a_module_is_told_with_the_name_of_the_module(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "words_of_ours.py").write_text("\na = (\n")
    said = fault(tmp_path, "import words_of_ours\n")
    assert said.startswith(
        "conf.py:1: SyntaxError: '(' was never closed (words_of_ours.py, line 2)"
    )


def test_a_file_that_a_setting_needs_and_that_is_not_there_is_told(tmp_path: Path) -> None:
    said = fault(tmp_path, "\nopen('nothing')\n")
    assert said.startswith("conf.py:2: FileNotFoundError: ")


def test_an_end_of_the_program_is_told(tmp_path: Path) -> None:
    assert fault(tmp_path, "raise SystemExit(3)\n").startswith("conf.py:1: SystemExit: 3.")


@pytest.mark.parametrize("text", [b"a = '\xe9'\n", b"a = 1\x00\n"])
def test_what_is_no_text_is_told(tmp_path: Path, text: bytes) -> None:
    assert fault(tmp_path, text).startswith("conf.py:1: ")


def test_a_disk_that_is_full_is_no_fault_of_conf_py(tmp_path: Path) -> None:
    path = tmp_path / "conf.py"
    path.write_text("import errno\nraise OSError(errno.ENOSPC, 'No space left on device')\n")
    with pytest.raises(OSError, match="No space left"):
        run_conf(path)


def test_a_folder_without_conf_py_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        run_conf(tmp_path / "conf.py")
