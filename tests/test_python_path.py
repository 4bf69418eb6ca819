"""No file of ``locale/`` is run as Python, though its folder has the name of a module."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, SmallProject

from multilingual.commands.hooks import merge_driver

RUN = "from pathlib import Path\nPath({place!r}).touch()\nraise SystemExit('it ran')\n"
PLACES = ("locale/__init__.py", "locale/es/__init__.py", "locale/es/LC_MESSAGES/__init__.py")
COMMANDS = (
    ("-m", "multilingual", "check"),
    ("-m", "multilingual", "build"),
    ("-P", "-m", "multilingual", "status"),
    ("-m", "sphinx", "-q", "-b", "html", "-c", ".", "-D", "language=es", "source", "out"),
    ("-m", "sphinx", "-q", "-b", "gettext", "-c", ".", "source", "build/gettext"),
    ("-m", "sphinx_intl", "stat", "-l", "es"),
)
"""What people call from the folder of the project, some of it without -P."""
WITH_P = re.compile(r"(?<!-P )-m (?:multilingual|sphinx|sphinx_intl|pytest|benchmark|mypy)\b")


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment as bootstrap.sh makes it, with the tools of this one."""
    folder = tmp_path_factory.mktemp("tools") / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    (packages,) = folder.glob("lib/python3*/site-packages")
    tools = [path for path in sys.path if path.endswith("site-packages")]
    (packages / "a-tools.pth").write_text("\n".join(tools))
    script = (ROOT / "bootstrap.sh").read_text("utf-8")
    found = re.search(r"^find_package\(\) \{.*?^\}", script, re.MULTILINE | re.DOTALL)
    assert found is not None
    subprocess.run(["sh", "-c", f'{found[0]}\nfind_package "{ROOT}" "{packages}"'], check=True)
    return folder / "bin" / "python"


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_what_stands_in_locale_is_not_run(
    project: SmallProject, python: Path, command: tuple[str, ...]
) -> None:
    ran = project.folder / "ran"
    project.translate("es", "index", {"Home": "Inicio"}, "Language: es\\n")
    for place in PLACES:
        project.write(place, RUN.format(place=str(ran)))
    done = subprocess.run(
        [python, *command], cwd=project.folder, capture_output=True, text=True, check=False
    )
    assert (ran.exists(), "it ran" in done.stderr) == (False, False), done.stderr


def test_the_package_alone_keeps_python_s_own_module(project: SmallProject) -> None:
    # In an environment that bootstrap.sh did not make, no other line helps.
    project.write("locale/__init__.py", RUN.format(place=str(project.folder / "ran")))
    code = f"import sys; sys.path += {[str(ROOT)]!r}; import multilingual, locale; locale.normalize"
    done = subprocess.run([sys.executable, "-S", "-c", code], cwd=project.folder, check=False)
    assert done.returncode == 0


@pytest.mark.parametrize("name", ["Makefile", "hooks/pre-commit", ".pre-commit-hooks.yaml"])
def test_what_we_call_searches_python_s_own_modules_first(name: str) -> None:
    assert WITH_P.findall((ROOT / name).read_text("utf-8")) == []


def test_so_does_what_git_merges_with() -> None:
    assert WITH_P.findall(merge_driver(sys.executable)) == []


def test_conf_py_leaves_python_s_own_modules_first() -> None:
    code = "import runpy, sys; own = sys.path[:]; runpy.run_path('conf.py'); "
    command = [sys.executable, "-P", "-c", f"{code}print(sys.path[:len(own)] == own)"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout == "True\n", done.stderr
