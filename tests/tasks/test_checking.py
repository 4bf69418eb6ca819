"""A check reads each catalog of a project once, whatever looks at it."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
from conftest import ROOT

from multilingual.catalogs.parser import Parser
from multilingual.project import Project
from multilingual.reviews.register import REGISTER
from multilingual.reviews.reviewers import REVIEWERS
from multilingual.tasks.checking import check_project

LISTED = """\
[[reviewer]]
name = "Ana"
role = "doctor"
kind = "medical"
languages = ["es", "fr"]
"""
REVIEW = f"""\
[[review]]
page = "index"
by = "Ana"
role = "doctor"
kind = "medical"
date = 2026-11-01
messages = ["{"0" * 64}"]
"""


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each text was parsed."""
    parsed: Counter[str] = Counter()
    read = Parser.read

    def count(parser: Parser, lines: list[str]) -> None:
        parsed["\n".join(lines)] += 1
        read(parser, lines)

    monkeypatch.setattr(Parser, "read", count)
    return parsed


def test_a_check_of_all_languages_parses_each_catalog_once(parsed: Counter[str]) -> None:
    project = Project.at(ROOT)
    catalogs, _ = check_project(project, project.languages())
    assert sorted(parsed.values()) == [1] * catalogs


def test_a_check_of_languages_with_reviews_parses_each_catalog_once(
    tmp_path: Path, parsed: Counter[str]
) -> None:
    for code in ("es", "fr"):
        shutil.copytree(ROOT / "locale" / code, tmp_path / "locale" / code)
        (tmp_path / "locale" / code / REGISTER).write_text(REVIEW, "utf-8")
    (tmp_path / REVIEWERS).write_text(LISTED, "utf-8")
    project = Project(tmp_path, {"project": "Small"})
    catalogs, findings = check_project(project, project.languages())
    assert [one.path for one in findings if one.rule == "reviews"] == [
        f"locale/{code}/{REGISTER}" for code in ("es", "fr")
    ]
    assert sorted(parsed.values()) == [1] * catalogs


def test_polib_reads_no_catalog_in_a_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("polib.pofile", None)
    project = Project.at(ROOT)
    spanish = [language for language in project.languages() if language.code == "es"]
    assert check_project(project, spanish)[0] > 1
