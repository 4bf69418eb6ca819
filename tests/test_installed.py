"""The package can be installed, with all its files, and builds another FAQ from there."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT, make_once

WHAT_A_WHEEL_IS_MADE_OF = ("pyproject.toml", "LICENSE", "LICENSE-TEXT.md", "multilingual")
WRITE_A_WHEEL = "from setuptools.build_meta import build_wheel; build_wheel({!r})"
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
RUN = "from pathlib import Path\nPath({place!r}).touch()\nraise SystemExit('it ran')\n"


def make_wheel(folder: Path) -> None:
    """Write a wheel into ``folder`` as pip does, but with the setuptools that are here."""
    copy = folder / "clone"
    copy.mkdir()
    for name in WHAT_A_WHEEL_IS_MADE_OF:
        if (ROOT / name).is_dir():
            # With what Python leaves, which is for no wheel.
            shutil.copytree(ROOT / name, copy / name)
        else:
            shutil.copy2(ROOT / name, copy)
    program = [sys.executable, "-P", "-c", WRITE_A_WHEEL.format(str(folder))]
    subprocess.run(program, cwd=copy, check=True, capture_output=True)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    (made,) = make_once(tmp_path_factory, "wheel", make_wheel).glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of an environment with the wheel, and with the libraries of this one."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    (packages,) = folder.glob("lib/python3*/site-packages")
    libraries = [path for path in sys.path if path.endswith("site-packages")]
    (packages / "libraries.pth").write_text("\n".join(libraries))
    pip = [folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]
    subprocess.run([*pip, "--disable-pip-version-check", wheel], check=True)
    return folder / "bin"


@pytest.fixture
def faq(tmp_path: Path) -> Path:
    """Another FAQ, in a folder that has nothing of this repository."""
    original = ROOT / "examples" / "bicycle-workshop"
    ignored = shutil.ignore_patterns("build", "__pycache__")
    return Path(shutil.copytree(original, tmp_path / "faq", ignore=ignored))


def call(faq: Path, *command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=faq, capture_output=True, text=True, check=False)


def test_a_wheel_has_every_file_of_the_package(wheel: Path) -> None:
    package = (ROOT / "multilingual").rglob("*")
    files = {path.relative_to(ROOT).as_posix() for path in package if path.is_file()}
    wanted = {name for name in files if not name.endswith(".pyc")}
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert names ^ wanted == set()


def test_the_installed_command_builds_another_faq(installed: Path, faq: Path) -> None:
    built = call(faq, installed / "multilingual", "build", "--jobs", "2")
    assert (built.returncode, built.stderr) == (0, "")
    pages = (faq / "build" / "html" / tag / "your-visit.html" for tag in ("en", "es", "ar"))
    assert [page.name for page in pages if not page.is_file()] == []


def test_the_installed_command_says_how_it_is_called(installed: Path, faq: Path) -> None:
    told = call(faq, installed / "multilingual", "check", "--help").stdout
    assert told.startswith("usage: multilingual check ")


def test_the_installed_command_says_its_version(installed: Path, faq: Path) -> None:
    told = call(faq, installed / "multilingual", "--version").stdout
    assert told == f"multilingual {VERSION}\n"


def test_a_wrong_call_of_the_installed_command_leads_to_its_own_help(
    installed: Path, faq: Path
) -> None:
    told = call(faq, installed / "multilingual", "nothing").stderr
    assert told.endswith("To see the commands: multilingual --help\n")


@pytest.mark.parametrize("command", ["check", "update", "status"])
def test_the_installed_command_does_all_else(installed: Path, faq: Path, command: str) -> None:
    done = call(faq, installed / "multilingual", command)
    assert done.returncode == 0, done.stderr


def test_it_is_the_installed_package_that_runs(installed: Path, faq: Path) -> None:
    program = "import multilingual; print(multilingual.__file__)"
    said = call(faq, installed / "python", "-P", "-c", program).stdout
    assert Path(said.strip()).is_relative_to(installed.parent)


@pytest.mark.parametrize("command", ["check", "build", "status"])
def test_the_installed_command_runs_no_file_of_a_translator(
    installed: Path, faq: Path, command: str
) -> None:
    ran = faq / "ran"
    for place in ("locale/__init__.py", "locale/es/__init__.py"):
        (faq / place).write_text(RUN.format(place=str(ran)), "utf-8")
    done = call(faq, installed / "multilingual", command)
    assert (ran.exists(), "it ran" in done.stderr) == (False, False), done.stderr
