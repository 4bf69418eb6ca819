"""A row of `numbers.csv` that makes one number stand for another is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT
from small_catalogs import catalog_of, findings_in

from multilingual.catalogs.language_folder import LanguageFolder
from multilingual.checks.numbers import numbers
from multilingual.wordlists.number_list import NumberList, read_numbers

CODES = ("es", "fr", "ar", "hi", "zh_CN")

ADDED = len((ROOT / "locale" / "es" / "numbers.csv").read_text("utf-8").splitlines()) + 1
"""The line of the row that a test adds to our Spanish list."""


def list_with(folder: Path, code: str, *rows: str) -> NumberList:
    """Return the list of a language of this repository, or of a new one, with these rows."""
    own = ROOT / "locale" / code / "numbers.csv"
    text = own.read_text("utf-8") if own.exists() else "value,forms\n"
    path = folder / "locale" / code / "numbers.csv"
    path.parent.mkdir(parents=True)
    path.write_text(text + "".join(f"{row}\n" for row in rows), "utf-8")
    return read_numbers(LanguageFolder(path.parent, folder))


def problems(folder: Path, code: str, *rows: str) -> list[str]:
    return [fault for _line, fault in list_with(folder, code, *rows).problems]


@pytest.mark.parametrize("code", CODES)
def test_our_own_lists_contradict_nothing(tmp_path: Path, code: str) -> None:
    assert problems(tmp_path, code) == []


@pytest.mark.parametrize(
    ("code", "row", "said"),
    [
        ("es", "38,cuarenta y ocho", "48"),
        ("es", "38,cuarenta", "40"),
        ("es", "38,unos cuarenta y ocho", "48"),
        ("es", "38,48", "48"),
        ("es", "38,٤٨", "48"),
        ("es", "38.5,cuarenta y ocho coma cinco", "48"),
        ("es", "38 week,cuarenta y ocho semanas", "48"),
        ("es", "1 week,dos semanas", "2"),
        ("es", "40,treinta y ocho|cuarenta", "38"),
        ("es", "200,trescientos", "300"),
        ("es_MX", "38,cuarenta y ocho", "48"),
        ("fr", "88,quatre-vingt-dix-huit", "98"),
        ("fr", "61,soixante et onze", "71"),
        ("ar", "38,ثمانية وأربعون", "48"),
        ("ar", "12,أحد عشر", "11"),
        ("hi", "38,अड़तालीस", "48"),
        ("hi", "39,उनतीस", "29"),
        ("zh_CN", "38,四十八", "48"),
        ("zh_CN", "3,第四", "4"),
        ("zh_CN", "5,伍拾", "50"),
        ("zh_CN", "5,廿", "20"),
        ("zh_CN", "5,卅五", "35"),
        ("zh_CN", "5,贰", "2"),
        ("zh_CN", "38,肆拾捌", "48"),
        ("zh_CN", "5,五零", "50"),
        ("zh_CN", "3rd,第五十", "50"),
        ("zh_CN", "5,L", "50"),
        ("es", "5,cincuentena", "50"),
        ("es", "5,unas cincuentenas", "50"),
        ("es", "12,quincena", "15"),
        ("es", "5,centenar", "100"),
        ("es", "5,L", "50"),
        ("es", "5,l", "50"),
        ("es", "3,V", "5"),
        ("es", "38,XLVIII", "48"),
        ("es", "4,Ⅵ", "6"),
        ("es", "5,x50", "50"),
        ("es", "3rd,V", "5"),
        ("es_MX", "20,cincuentena", "50"),
        ("fr", "5,cinquantaine", "50"),
        ("fr", "5,dizaine", "10"),
        ("fr", "8,quarantaine", "40"),
        ("hi", "5,L", "50"),
        ("ar", "5,L", "50"),
    ],
)
def test_words_that_say_another_number_are_refused(
    tmp_path: Path, code: str, row: str, said: str
) -> None:
    (fault,) = problems(tmp_path, code, row)
    assert f" says {said} and not " in fault


@pytest.mark.parametrize(
    ("code", "row"),
    [
        ("es", "48,cuarenta y ocho"),
        ("es", "1.5,uno y medio"),
        ("es", "0.75,tres cuartos"),
        ("es", "14 day,quince días"),
        ("es", "1205,mil doscientos cinco"),
        ("es", "1,una mujer de cada"),
        ("fr", "98,quatre-vingt-dix-huit"),
        ("fr", "71,soixante et onze"),
        ("fr", "80,quatre-vingts"),
        ("fr", "14 day,quinze jours"),
        ("ar", "48,ثمانية وأربعون"),
        ("ar", "1100,ألف ومئة"),
        ("hi", "48,अड़तालीस"),
        ("zh_CN", "48,四十八"),
        ("zh_CN", "3,第三|三个"),
        ("de", "48,achtundvierzig"),
        ("zh_CN", "50,伍拾"),
        ("zh_CN", "20,廿"),
        ("zh_CN", "2,俩|双"),
        ("zh_CN", "50th,第五十"),
        ("es", "50,cincuentena|L"),
        ("es", "3,3er|3º|III"),
        ("es", "20,veintena"),
        ("es", "1,cena"),
        ("es", "40,una cuarentena"),
        ("fr", "50,cinquantaine|une cinquantaine"),
        ("fr", "21st,vingt et unième"),
        ("fr", "7 day,une semaine"),
        ("ar", "13th,الثالثة عشرة"),
        ("vi", "5,năm"),
    ],
)
def test_words_that_say_the_number_are_taken(tmp_path: Path, code: str, row: str) -> None:
    assert problems(tmp_path, code, row) == []


def test_of_another_language_the_other_rows_say_what_a_word_is(tmp_path: Path) -> None:
    rows = ("40,arobaini", "8,nane", "48,arobaini na nane")
    assert problems(tmp_path / "right", "sw", *rows) == []
    assert len(problems(tmp_path / "wrong", "sw", *rows[:2], "38,arobaini na nane")) == 1


@pytest.mark.parametrize(
    ("row", "line"),
    [("day,hora", 15), ("million,mil", 29), ("per hour,diario", 61), ("3,doble", 33)],
)
def test_a_word_in_two_rows_is_refused_in_both(tmp_path: Path, row: str, line: int) -> None:
    found = list_with(tmp_path, "es", row).problems
    word = row.partition(",")[2]
    assert [(where, word in fault) for where, fault in found] == [(line, True), (ADDED, True)]


def test_a_row_that_says_a_unit_of_another_is_refused(tmp_path: Path) -> None:
    (fault,) = problems(tmp_path, "es", "per hour,una vez cada día")
    assert "says day and time and not hour" in fault


def test_the_sign_of_another_unit_is_refused(tmp_path: Path) -> None:
    assert problems(tmp_path, "es", "g,mg") == ['"mg" is the sign of mg and not of g. Take it out.']


def test_a_refused_row_hides_no_fault(tmp_path: Path) -> None:
    list_with(tmp_path, "es", "38,cuarenta y ocho")
    text = ("Call at 38 °C.", "Llame con cuarenta y ocho °C.")
    found = numbers(catalog_of("es", text, folder=tmp_path / "locale" / "es"))
    assert {one.path.rpartition("/")[2] for one in found} == {"numbers.csv", "page.po"}


def test_the_check_names_the_row(tmp_path: Path) -> None:
    list_with(tmp_path, "es", "38,cuarenta y ocho")
    catalog = tmp_path / "locale/es/LC_MESSAGES/index.po"
    catalog.parent.mkdir()
    catalog.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n"Language: es\\n"\n'
        '\nmsgid "A"\nmsgstr "B"\n'
    )
    found = findings_in(tmp_path / "locale" / "es")
    assert [(one.line, one.severity) for one in found if one.path.endswith("numbers.csv")] == [
        (ADDED, "error")
    ]


@pytest.mark.parametrize("row", ["x38,cuarenta y ocho", "covid-38,cuarenta y ocho"])
def test_a_name_with_a_number_says_no_other_number(tmp_path: Path, row: str) -> None:
    assert "says 48" in problems(tmp_path, "es", row)[0]


def test_a_name_may_have_words_without_a_number(tmp_path: Path) -> None:
    assert problems(tmp_path, "es", "COVID-19,el nuevo coronavirus") == []


@pytest.mark.parametrize(
    ("code", "form"),
    [
        ("es", "cuarenta y ocho"),
        ("es", "tome cuarenta"),
        ("es", "48"),
        ("es", "unas horas"),
        ("es", "mg"),
        ("fr", "trente-six"),
        ("fr", "cent"),
        ("ar", "ثمانية وأربعون"),
        ("hi", "अड़तालीस"),
        ("zh_CN", "四十八"),
        ("zh_CN", "五毫克药"),
        ("zh_CN", "两次"),
    ],
)
def test_a_phrase_without_a_number_cannot_hide_one(tmp_path: Path, code: str, form: str) -> None:
    (problem,) = problems(tmp_path, code, f"none,{form}")
    assert "says a number or a unit" in problem


@pytest.mark.parametrize("row", ["none,二次污染", "none,一致"])
def test_a_word_with_a_small_numeral_may_say_no_number(tmp_path: Path, row: str) -> None:
    assert problems(tmp_path, "zh_CN", row) == []
