"""A safety text whose words are turned round stays English, and right rewordings are shown."""

import csv
from pathlib import Path

import pytest
from conftest import ROOT, SmallProject
from small_catalogs import catalog_of, language_of_repository, message

from multilingual.catalogs.reader import read_catalog
from multilingual.checks.all_checks import check_catalog
from multilingual.checks.completeness import length
from multilingual.checks.exchanged_and_dropped import exchanged
from multilingual.checks.medical_and_critical_words import negation
from multilingual.findings import Finding
from multilingual.guard.changed_meaning import changes

DATA = ROOT / "tests" / "data"
CODES = ("ar", "es", "fr", "hi", "zh_CN")
SAFETY = "page / safety text"
PAGE = """
Home
====

.. safety:: now

   Take up to 400 mg a day.
"""
STYLE = ("ending", "terms", "length")
"""Rules of marks, of the words that this project prefers, and of length."""


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def texts(name: str, code: str) -> list[tuple[str, str]]:
    every = rows(DATA / "turned" / f"{name}.csv")
    return [(row["english"], row["translation"]) for row in every if row["language"] == code]


def is_refused(code: str, english: str, text: str) -> bool:
    return any(change.is_sure for change in changes(english, text, language_of_repository(code)))


def findings(code: str, english: str, text: str, about: str = SAFETY) -> list[Finding]:
    catalog = catalog_of(code, message(english, text, line=2, about=about))
    cut_off = (finding for finding in length(catalog) if finding.severity == "error")
    return [*exchanged(catalog), *negation(catalog), *cut_off]


@pytest.mark.parametrize("code", CODES)
def test_the_guard_refuses_a_safety_text_that_is_turned_round(code: str) -> None:
    shown = [pair for pair in texts("wrong", code) if not is_refused(code, *pair)]
    assert shown == []


@pytest.mark.parametrize("code", CODES)
def test_the_check_says_so_by_an_error(code: str) -> None:
    unseen = [
        pair
        for pair in texts("wrong", code)
        if not any(finding.severity == "error" for finding in findings(code, *pair))
    ]
    assert unseen == []


@pytest.mark.parametrize("code", CODES)
def test_a_right_rewording_has_no_finding(code: str) -> None:
    found = [pair for pair in texts("right", code) if findings(code, *pair)]
    assert (found, len(texts("right", code)) > 15) == ([], True)


@pytest.mark.parametrize("code", CODES)
def test_a_right_rewording_is_shown(code: str) -> None:
    assert [pair for pair in texts("right", code) if is_refused(code, *pair)] == []


@pytest.mark.parametrize("code", CODES)
def test_no_text_of_ours_would_be_refused_as_a_safety_text(code: str) -> None:
    paths = sorted((ROOT / "locale" / code / "LC_MESSAGES").glob("*.po"))
    every = [one for path in paths for one in read_catalog(path, ROOT).translated]
    refused = [one.line for one in every if is_refused(code, one.english_of_form, one.msgstr)]
    assert (refused, len(every) > 1000) == ([], True)


@pytest.mark.parametrize("code", CODES)
def test_right_numbers_have_a_finding_of_no_rule(code: str) -> None:
    every = [row for row in rows(DATA / "numbers" / "right.csv") if row["language"] == code]
    found = {
        (row["english"], finding.message)
        for row in every
        for finding in check_catalog(catalog_of(code, (row["english"], row["translation"])))
        if finding.rule not in STYLE
    }
    assert found == set()


def test_it_stays_english_on_the_page_and_is_told(project: SmallProject) -> None:
    words = (ROOT / "locale" / "es" / "words.csv").read_text(encoding="utf-8")
    project.write("source/index.rst", PAGE)
    project.write("locale/es/words.csv", words)
    english = "Take up to 400 mg a day."
    project.translate("es", "index", {english: "Tome al menos 400 mg al día."})
    built = project.build("es")
    assert english in project.html("es").article.text
    assert 'index.po:5: exchanged: The English has "up to"' in built.stderr
    assert built.returncode == 1
