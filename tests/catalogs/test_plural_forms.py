"""Plural forms: those of CLDR, spelled as most catalogs spell them, whatever Babel is installed."""

from __future__ import annotations

import pytest
from babel import localedata

from multilingual.catalogs import plural_forms
from multilingual.catalogs.plural_forms import (
    is_of_language,
    is_usable,
    matched_forms,
    plural_forms_of,
    spelled_as_usual,
)

OURS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=0 && n%100<=2 ? 4 : 5);",
    "es": "nplurals=2; plural=(n != 1);",
    "fr": "nplurals=2; plural=(n > 1);",
    "hi": "nplurals=2; plural=(n > 1);",
    "zh_CN": "nplurals=1; plural=0;",
}
EXPECTED = {
    **OURS,
    "zh-Hans": "nplurals=1; plural=0;",
    "pt_BR": "nplurals=2; plural=(n > 1);",
    "pt_PT": "nplurals=2; plural=(n != 1);",
    "he": "nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);",
    "tlh": "nplurals=2; plural=(n != 1);",
    "no code": "nplurals=2; plural=(n != 1);",
}


@pytest.mark.parametrize(("code", "forms"), EXPECTED.items(), ids=EXPECTED)
def test_the_forms_are_those_of_cldr(code: str, forms: str) -> None:
    assert plural_forms_of(code) == forms


def test_the_table_of_babel_does_not_matter_where_cldr_has_a_rule(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(plural_forms, "PLURALS", {})
    plural_forms_of.cache_clear()
    made = {code: plural_forms_of(code) for code in OURS if code != "zh_CN"}
    plural_forms_of.cache_clear()
    assert made == {code: forms for code, forms in OURS.items() if code != "zh_CN"}


def test_each_language_that_babel_knows_has_forms_that_can_be_used() -> None:
    every = {code: plural_forms_of(code) for code in localedata.locale_identifiers()}
    assert [code for code, forms in every.items() if not is_usable(forms)] == []
    assert [code for code, forms in every.items() if not is_of_language(forms, code)] == []


def test_what_says_the_same_is_spelled_alike() -> None:
    assert spelled_as_usual("nplurals=2; plural=n>1;", "hi") == OURS["hi"]


def test_what_says_something_else_stays() -> None:
    assert spelled_as_usual("nplurals=2; plural=(n != 1);", "hi").endswith("(n != 1);")


SPANISH_OF_CLDR = "nplurals=3; plural=n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;"
MATCHED = {
    "millions apart": (SPANISH_OF_CLDR, OURS["es"], {0: 0, 1: 2}),
    "numbered otherwise": ("nplurals=2; plural=(n == 1);", OURS["es"], {0: 1, 1: 0}),
    "zero with one": ("nplurals=2; plural=(n > 1);", OURS["es"], {0: 0, 1: 1}),
    "one form for two": ("nplurals=1; plural=0;", OURS["es"], None),
    "two forms for one": (OURS["es"], OURS["zh_CN"], None),
    "English for Arabic": (OURS["es"], OURS["ar"], None),
    "Arabic": (OURS["ar"], OURS["ar"], {number: number for number in range(6)}),
    "no rule": ("", OURS["es"], None),
}


@pytest.mark.parametrize(("theirs", "ours", "wanted"), MATCHED.values(), ids=MATCHED)
def test_forms_are_matched_by_the_numbers_that_they_are_for(
    theirs: str, ours: str, wanted: dict[int, int] | None
) -> None:
    assert matched_forms(theirs, ours) == wanted
