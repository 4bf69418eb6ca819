"""Catalogs are compiled while Sphinx is loaded, and nothing depends on it."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest
from conftest import SmallProject
from sphinx.application import ENV_PICKLE_FILENAME

from multilingual.build.jobs import ENVIRONMENT
from multilingual.build.speedups.head_start import compiling_beside
from multilingual.pages.chrome.stylesheets import write_stylesheets

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="there is no fork")


def wait_for(path: Path) -> bool:
    end = time.monotonic() + 20
    while not path.exists() and time.monotonic() < end:
        time.sleep(0.02)
    return path.exists()


def compiled(project: SmallProject, code: str) -> Path:
    return Path(project.folder, "build", "mo", code, "LC_MESSAGES", "index.mo")


def test_catalogs_are_compiled_beside(project: SmallProject, tmp_path: Path) -> None:
    project.translate("es", "index", {"Home": "Inicio"})
    with compiling_beside(Path(project.folder, "conf.py"), ["es"], tmp_path / "styles"):
        assert wait_for(compiled(project, "es"))


def test_only_the_languages_that_are_built_get_a_head_start(
    project: SmallProject, tmp_path: Path
) -> None:
    for code in ("es", "fr"):
        project.translate(code, "index", {"Home": "Inicio"})
    with compiling_beside(Path(project.folder, "conf.py"), ["es"], tmp_path / "styles"):
        assert wait_for(compiled(project, "es"))
    assert not compiled(project, "fr").exists()


def test_stylesheets_are_made_beside(project: SmallProject, tmp_path: Path) -> None:
    made = write_stylesheets(tmp_path / "ours").relative_to(tmp_path / "ours")
    with compiling_beside(Path(project.folder, "conf.py"), ["es"], tmp_path / "beside"):
        assert wait_for(tmp_path / "beside" / made / "styles" / "furo.css")


def test_what_sphinx_has_read_is_kept_under_the_name_that_sphinx_gives_it() -> None:
    assert ENVIRONMENT == ENV_PICKLE_FILENAME
