"""A page says on which day it was last changed, as git knows it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from conftest import QUESTION, SmallProject, run_multilingual

from multilingual.git import days_of_pages

HELP_LINES = """\
country,kind,name,number,hours,languages,url,source,seen
DE,emergency,,112,,,,S1,H
"""
FIRST, LATER = "2026-01-05T12:00:00+00:00", "2026-02-03T23:30:00-05:00"


def git(folder: Path, *arguments: str, day: str = FIRST) -> None:
    who = {
        f"GIT_{role}_{what}": "a@example.org"
        for role in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    dates = {"GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day}
    subprocess.run(
        ["git", *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        env={**who, **dates, "PATH": "/usr/bin:/bin", "HOME": str(folder)},
    )


def commit(folder: Path, day: str = FIRST) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--message=A change", day=day)


@pytest.fixture
def clone(project: SmallProject) -> SmallProject:
    """The project as a clone with one commit."""
    project.translate("es", "index", {"Home": "Inicio"})
    project.write(".gitignore", "build/\n")
    git(project.folder, "init")
    commit(project.folder)
    return project


def changed(project: SmallProject, tag: str, page: str = "index") -> str | None:
    told = project.html(tag, page).select_one(".page-record time")
    return str(told["datetime"]) if told else None


def test_a_page_has_the_day_of_its_last_commit(clone: SmallProject) -> None:
    clone.build("en")
    assert changed(clone, "en") == "2026-01-05"


def test_the_day_is_written_as_the_reader_writes_it(clone: SmallProject) -> None:
    clone.build("es")
    assert clone.html("es").select_one(".page-record time").text == "5 de enero de 2026"


def test_a_translation_that_changed_later_gives_its_page_its_day(clone: SmallProject) -> None:
    clone.translate("es", "index", {"Home": "Portada"})
    commit(clone.folder, LATER)
    clone.build()
    assert (changed(clone, "en"), changed(clone, "es")) == ("2026-01-05", "2026-02-04")


def test_a_list_that_changed_later_gives_the_page_that_shows_it_its_day(
    clone: SmallProject,
) -> None:
    clone.write("source/index.rst", "Home\n====\n\nCall.\n\n.. emergency-numbers::\n")
    clone.write("source/help_lines.csv", HELP_LINES)
    clone.write("source/other.rst", ":orphan:\n\nOther\n=====\n\nText.\n")
    commit(clone.folder)
    clone.write("source/help_lines.csv", HELP_LINES.replace("112", "113"))
    commit(clone.folder, LATER)
    clone.build("en")
    days = [changed(clone, "en", page) for page in ("index", "other")]
    assert days == ["2026-02-04", "2026-01-05"]


def test_sources_that_changed_later_give_the_page_that_has_them_their_day(
    clone: SmallProject,
) -> None:
    clone.write("source/index.rst", f"Home\n====\n\nText.\n{QUESTION}\n.. sources:: nhs\n")
    commit(clone.folder)
    clone.build()
    clone.write("source/references.bib", "@misc{nhs, title = {Lupus}, url = {https://nhs.net}}\n")
    commit(clone.folder, LATER)
    clone.build()
    assert [changed(clone, tag) for tag in ("en", "es")] == ["2026-02-04", "2026-02-04"]


def test_a_change_that_is_no_commit_yet_has_no_day(clone: SmallProject) -> None:
    clone.translate("es", "index", {"Home": "Portada"})
    clone.build("es")
    assert changed(clone, "es") == "2026-01-05"


def test_a_commit_alone_brings_a_built_page_its_day(clone: SmallProject) -> None:
    clone.translate("es", "index", {"Home": "Portada"})
    clone.build()
    commit(clone.folder, LATER)
    clone.build()
    assert changed(clone, "es") == "2026-02-04"


def test_plain_sphinx_says_it_too(clone: SmallProject) -> None:
    assert clone.sphinx("en").returncode == 0
    assert "2026-01-05" in (clone.folder / "out" / "index.html").read_text("utf-8")


def test_without_git_a_page_has_no_day(project: SmallProject) -> None:
    project.build("en")
    assert changed(project, "en") is None
    assert project.html("en").select_one(".page-record").text == (
        "Written by AI · not checked by a doctor"
    )


def test_a_file_whose_history_is_cut_off_has_no_day(clone: SmallProject, tmp_path: Path) -> None:
    clone.write("source/index.rst", "Home\n====\n\nAnew.\n")
    commit(clone.folder, LATER)
    git(tmp_path, "clone", "--depth=1", f"file://{clone.folder}", "shallow")
    assert days_of_pages(tmp_path / "shallow") == {}
    assert days_of_pages(clone.folder)["source/index.rst"] == "2026-02-04"


def test_a_commit_of_no_day_that_there_is_stops_nothing(clone: SmallProject) -> None:
    clone.write("source/index.rst", "Home\n====\n\nAnew.\n")
    commit(clone.folder, "@99999999999999 +0000")
    assert "source/index.rst" not in days_of_pages(clone.folder)


@pytest.mark.parametrize("committer", ["committer a <a@b>\n", "committer a <a@b> -5 +0000\n", ""])
def test_a_commit_without_a_day_stops_nothing(clone: SmallProject, committer: str) -> None:
    folder = clone.folder
    clone.write("source/index.rst", "Home\n====\n\nAnew.\n")
    commit(folder)
    asked = ("git", "rev-parse", "HEAD^{tree}", "HEAD~1")
    tree, parent = subprocess.check_output(asked, cwd=folder, text=True).split()
    author = "author a <a@b> 1 +0000"
    written = f"tree {tree}\nparent {parent}\n{author}\n{committer}\nAnew\n"
    asked = ("git", "hash-object", "-t", "commit", "-w", "--literally", "--stdin")
    made = subprocess.check_output(asked, cwd=folder, input=written, text=True).strip()
    git(folder, "reset", "--hard", made)
    days = days_of_pages(folder)
    assert "source/index.rst" not in days
    assert days["locale/es/LC_MESSAGES/index.po"] == "2026-01-05"


def test_the_build_names_a_clone_whose_history_is_cut_off(
    clone: SmallProject, tmp_path: Path
) -> None:
    clone.write("source/index.rst", "Home\n====\n\nAnew.\n")
    commit(clone.folder, LATER)
    git(tmp_path, "clone", "--depth=1", f"file://{clone.folder}", "shallow")
    shallow = run_multilingual(tmp_path / "shallow", "build", "en")
    assert "git fetch --unshallow" in shallow.stdout
    assert "git fetch --unshallow" not in clone.build("en").stdout
