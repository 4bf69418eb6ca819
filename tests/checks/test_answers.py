"""Answers as good translators write them have hardly a finding, and wrong ones nearly all have.

The right ones stand in ``tests/data/measure/answers.csv``; ``answers_made_wrong.csv`` says which
words of them are exchanged for which.
"""

import csv

import pytest
from conftest import ROOT
from losses import is_seen
from small_catalogs import catalog_of

CODES = ("es", "fr", "ar", "hi", "zh_CN")
DATA = ROOT / "tests" / "data" / "measure"
MOST_CRIED = 1
"""How many of the 40 right answers of a language may have a finding."""
MOST_UNSEEN = 2
"""How many of the wrong ones may have none."""


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def has_finding(code: str, english: str, text: str) -> bool:
    catalog = catalog_of(code, (english, text))
    return is_seen(catalog, catalog.messages[0])


@pytest.mark.parametrize("code", CODES)
def test_the_check_hardly_cries_over_right_answers(code: str) -> None:
    every = rows("answers")
    cried = [row[code] for row in every if has_finding(code, row["english"], row[code])]
    assert (len(every), cried[MOST_CRIED:]) == (40, [])


@pytest.mark.parametrize("code", CODES)
def test_nearly_all_wrong_answers_have_a_finding(code: str) -> None:
    right = {row["english"]: row[code] for row in rows("answers")}
    wrong = [
        (row["english"], right[row["english"]].replace(row["right"], row["wrong"], 1))
        for row in rows("answers_made_wrong")
        if row["language"] == code
    ]
    unseen = [pair for pair in wrong if not has_finding(code, *pair)]
    assert (len(wrong) - len(unseen) >= 30, unseen[MOST_UNSEEN:]) == (True, [])
