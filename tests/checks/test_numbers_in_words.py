"""Sentences about health with numbers, as translators write them, in ``tests/data/numbers``.

Those of ``same_numbers.csv`` have the right numbers, whatever other rules find in them.
"""

import csv

import pytest
from conftest import ROOT
from small_catalogs import catalog_of

from multilingual.checks.numbers import numbers

CODES = ("es", "fr", "ar", "hi", "zh_CN")


def sentences(name: str, code: str) -> list[tuple[str, str]]:
    """Return English and translation of the sentences of a language in a list."""
    with (ROOT / "tests/data/numbers" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["language"] == code]
    assert len(rows) > (40 if name in {"right", "wrong"} else 10)
    return [(row["english"], row["translation"]) for row in rows]


@pytest.mark.parametrize("name", ["right", "same_numbers"])
@pytest.mark.parametrize("code", CODES)
def test_what_says_the_same_numbers_has_no_error(code: str, name: str) -> None:
    found = {one.line: one.message for one in numbers(catalog_of(code, *sentences(name, code)))}
    assert found == {}


@pytest.mark.parametrize("code", CODES)
def test_what_says_another_number_has_an_error(code: str) -> None:
    wrong = sentences("wrong", code)
    found = {one.line for one in numbers(catalog_of(code, *wrong))}
    assert [text for line, text in enumerate(wrong, start=1) if line not in found] == []
