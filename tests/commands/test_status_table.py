"""``make status`` tells since when a page is behind its English."""

from __future__ import annotations

import datetime
import json
import os
import subprocess
from pathlib import Path

import pytest
from conftest import SmallProject, run_multilingual

from multilingual.commands.status import waits_since

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
DONE = '\nmsgid "Hello."\nmsgstr "Hola."\n'
MISSING = '\nmsgid "New."\nmsgstr ""\n'
FUZZY = '\n#, fuzzy\n#| msgid "Old."\nmsgid "Newer."\nmsgstr "Viejo."\n'
FIRST, SECOND, THIRD = "2026-03-01", "2026-05-02", "2026-07-03"


def git(folder: Path, *arguments: str, day: str = FIRST) -> None:
    moment = f"{day}T12:00:00+0000"
    dates = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
    person = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org")
    command = ["git", *person, *arguments]
    subprocess.run(command, cwd=folder, env={**os.environ, **dates}, check=True)


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    path = tmp_path / "locale" / "es" / "LC_MESSAGES" / "index.po"
    path.parent.mkdir(parents=True)
    git(tmp_path, "init", "-q")
    return path


def commit(catalog: Path, day: str, *messages: str) -> None:
    catalog.write_text(HEADER + "".join(messages), "utf-8")
    git(catalog.parents[3], "add", ".")
    git(catalog.parents[3], "commit", "-q", "-m", day, day=day)


def waits(catalog: Path) -> str:
    return str(waits_since(catalog.parents[3], catalog))


def test_a_text_waits_since_its_english_came(catalog: Path) -> None:
    commit(catalog, FIRST, DONE)
    commit(catalog, SECOND, DONE, MISSING)
    commit(catalog, THIRD, DONE.replace("Hola.", "Buenas."), MISSING)
    assert waits(catalog) == SECOND


def test_a_page_waits_as_long_as_its_oldest_text(catalog: Path) -> None:
    commit(catalog, FIRST, DONE)
    commit(catalog, SECOND, DONE, FUZZY)
    commit(catalog, THIRD, DONE, FUZZY, MISSING)
    assert waits(catalog) == SECOND


def test_a_page_that_is_translated_waits_for_nothing(catalog: Path) -> None:
    commit(catalog, FIRST, DONE)
    assert waits(catalog) == "None"


def test_english_that_git_does_not_have_yet_came_today(catalog: Path) -> None:
    commit(catalog, FIRST, DONE)
    catalog.write_text(catalog.read_text("utf-8") + MISSING, "utf-8")
    assert waits(catalog) == str(datetime.datetime.now(datetime.UTC).date())


def test_without_git_nobody_knows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    path = tmp_path / "locale" / "es" / "LC_MESSAGES" / "index.po"
    path.parent.mkdir(parents=True)
    path.write_text(HEADER + MISSING, "utf-8")
    assert waits_since(tmp_path, path) is None


def test_status_tells_it_of_each_page(project: SmallProject) -> None:
    git(project.folder, "init", "-q")
    project.translate("es", "index", {"Home": "Inicio", "You can live together.": ""})
    git(project.folder, "add", ".")
    git(project.folder, "commit", "-q", "-m", "one")
    told = json.loads(run_multilingual(project.folder, "status", "--format=json").stdout)["es"]
    assert [told["all"]["waits_since"], told["pages"]["index"]["waits_since"]] == [FIRST, FIRST]
