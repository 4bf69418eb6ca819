"""A second FAQ needs its own conf.py, source/ and locale/, and nothing else."""

from __future__ import annotations

import ast
import json
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT, make_once, parse, run_multilingual

FAQ = ROOT / "examples" / "bicycle-workshop"
NOT_ITS_SUBJECT = ("lupus", "doctor", "medical", "medicine", "health", "patient")
WRITTEN = {".html", ".js", ".css", ".json", ".webmanifest", ".xml", ".txt"}


def copy_faq(folder: Path) -> None:
    for part in ("conf.py", "source", "locale"):
        copy = shutil.copytree if (FAQ / part).is_dir() else shutil.copy2
        copy(FAQ / part, folder / part)


def build(folder: Path) -> None:
    copy_faq(folder)
    built = run_multilingual(folder, "build")
    assert (built.returncode, built.stderr) == (0, "")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second FAQ, built."""
    return make_once(tmp_path_factory, "bicycles", build)


def page(folder: Path, tag: str, name: str) -> BeautifulSoup:
    return parse(folder / "build" / "html" / tag / f"{name}.html")


def test_it_has_no_other_parts_and_none_that_is_python() -> None:
    parts = {path.name for path in FAQ.iterdir()} - {"build"}
    assert (parts, [*FAQ.glob("[!b]*/**/*.py")]) == ({"conf.py", "source", "locale"}, [])


def test_its_conf_py_gives_values_to_names_and_nothing_else() -> None:
    _docstring, *lines = ast.parse((FAQ / "conf.py").read_text("utf-8")).body
    assert [ast.unparse(line) for line in lines if not isinstance(line, ast.Assign)] == []
    wrong = (ast.Call, ast.Attribute, ast.Subscript, ast.Lambda, ast.comprehension)
    assert [one for line in lines for one in ast.walk(line) if isinstance(one, wrong)] == []


@pytest.mark.parametrize("tag", ["en", "es", "ar"])
@pytest.mark.parametrize("name", ["index", "your-visit", "brakes-and-tyres", "q/do-my-brakes-work"])
def test_it_is_built_in_each_language(folder: Path, tag: str, name: str) -> None:
    assert page(folder, tag, name).html["lang"] == tag


def test_its_arabic_runs_from_right_to_left(folder: Path) -> None:
    assert page(folder, "ar", "index").html["dir"] == "rtl"


@pytest.mark.parametrize("tag", ["es", "ar"])
def test_nothing_is_left_in_english(folder: Path, tag: str) -> None:
    pages = (page(folder, tag, name) for name in ("index", "your-visit", "brakes-and-tyres"))
    assert [found.text for one in pages for found in one.select(".untranslated")] == []


def test_it_says_nothing_of_another_subject(folder: Path) -> None:
    files = [path for path in (folder / "build/html").rglob("*") if path.suffix in WRITTEN]
    texts = {path.relative_to(folder): path.read_text("utf-8").lower() for path in files}
    said = [
        (name, word) for name, text in texts.items() for word in NOT_ITS_SUBJECT if word in text
    ]
    assert said == []


def test_it_says_who_wrote_it(folder: Path) -> None:
    notice = page(folder, "en", "your-visit").select_one(".provenance")
    assert "A computer program (AI) wrote this page. No mechanic has checked it yet." in notice.text


def test_no_page_asks_for_help_that_it_does_not_have(folder: Path) -> None:
    assert page(folder, "en", "your-visit").select(".help-now, .header-help, .help-short") == []


def test_colours_that_its_conf_py_does_not_name_are_those_of_the_package(folder: Path) -> None:
    styles = "".join(path.read_text("utf-8") for path in (folder / "build/html").rglob("*.css"))
    of_the_package, of_its_own = "#8f8499", "#eaf5ee"
    assert (of_the_package in styles, of_its_own in styles) == (True, True)


def test_its_catalogs_have_no_finding(folder: Path) -> None:
    checked = run_multilingual(folder, "check")
    assert (checked.returncode, checked.stdout) == (0, "")
    assert checked.stderr == "8 catalogs read: 0 errors, 0 warnings.\n"


def test_its_catalogs_are_as_an_update_leaves_them(tmp_path: Path) -> None:
    copy_faq(tmp_path)
    assert run_multilingual(tmp_path, "update").returncode == 0
    names = sorted(path.relative_to(FAQ) for path in (FAQ / "locale").rglob("*.po"))
    changed = [
        name for name in names if (tmp_path / name).read_bytes() != (FAQ / name).read_bytes()
    ]
    assert changed == [], "in examples/bicycle-workshop: python -P -m multilingual update"


def test_its_languages_are_whole(folder: Path) -> None:
    told = json.loads(run_multilingual(folder, "status", "--format", "json").stdout)
    wholes = {tag: about["all"] for tag, about in told.items()}
    assert {tag: one["translated"] == one["all"] for tag, one in wholes.items()} == {
        "ar": True,
        "es": True,
    }
