"""A check reads each catalog of a project once, whatever looks at it."""

from __future__ import annotations

from collections import Counter

import pytest
from conftest import ROOT

from multilingual.catalogs.parser import Parser
from multilingual.project import Project
from multilingual.tasks.checking import check_project


def test_a_check_of_all_languages_parses_each_catalog_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parsed: Counter[str] = Counter()
    read = Parser.read

    def count(parser: Parser, lines: list[str]) -> None:
        parsed["\n".join(lines)] += 1
        read(parser, lines)

    monkeypatch.setattr(Parser, "read", count)
    project = Project.at(ROOT)
    catalogs, _ = check_project(project, project.languages())
    assert sorted(parsed.values()) == [1] * catalogs


def test_polib_reads_no_catalog_in_a_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("polib.pofile", None)
    project = Project.at(ROOT)
    spanish = [language for language in project.languages() if language.code == "es"]
    assert check_project(project, spanish)[0] > 1
