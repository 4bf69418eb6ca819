"""The list of dangers, and what `make check` says of it and of the lists of languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT, SmallProject, run_multilingual
from search_quality import read_queries
from small_catalogs import language_of_repository

from multilingual.catalogs.language_folder import LanguageFolder
from multilingual.wordlists.guarded_queries import (
    guard_findings,
    guard_findings_of,
    read_guarded_queries,
)

CODES = ("ar", "es", "fr", "hi", "zh_CN")
HEAD = "danger,to,language,forms\n"
LIST = f"{HEAD}chest pain,call-now,en,chest pain\nchest pain,call-now,es,dolor* … pecho\n"


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def dangers(root: Path, text: str, code: str, rows: str = LIST) -> list[str]:
    write(root, "source/dangers.csv", rows)
    return [row.danger for row in read_guarded_queries(root).leading(text, code)]


def told(root: Path, code: str, rows: str = LIST) -> list[str]:
    write(root, "source/dangers.csv", rows)
    folder = LanguageFolder(root / "locale" / code, root)
    return [str(finding) for finding in guard_findings_of(folder)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Chest Pain!", "en"),
        ("chest pain", "es"),
        ("dolor de pecho", "es"),
        ("tengo DOLORES en el PÉCHO", "es"),
        ("dolor de pecho", "es_MX"),
    ],
)
def test_words_of_a_danger_are_known(tmp_path: Path, text: str, code: str) -> None:
    assert dangers(tmp_path, text, code) == ["chest pain"]


@pytest.mark.parametrize(
    ("text", "code"),
    [("chest painting", "en"), ("dolor de pecho", "fr"), ("pechos y dolor", "es"), ("", "es")],
)
def test_other_words_are_not(tmp_path: Path, text: str, code: str) -> None:
    assert dangers(tmp_path, text, code) == []


def test_a_script_without_spaces_is_read_by_letters(tmp_path: Path) -> None:
    rows = f"{HEAD}chest pain,call-now,zh_CN,胸…痛\n"
    assert dangers(tmp_path, "我的胸口很痛", "zh_CN", rows) == ["chest pain"]


@pytest.mark.parametrize(
    ("code", "text", "danger"),
    [
        ("en", "arm went numb suddenly", "stroke"),
        ("en", "blood in vomit", "coughing blood"),
        ("en", "lips turning blue", "cannot breathe"),
        ("es", "se me hincha la garganta", "severe allergy"),
        ("es", "brazo dormido de repente", "stroke"),
        ("es", "sangre en el vómito", "coughing blood"),
        ("fr", "ma gorge gonfle", "severe allergy"),
        ("fr", "bras engourdi tout à coup", "stroke"),
        ("ar", "أتقيأ دما", "coughing blood"),
        ("ar", "دم في القيء", "coughing blood"),
        ("ar", "حلقي يتورم", "severe allergy"),
        ("ar", "تناولت حبوبا كثيرة", "overdose"),
        ("ar", "لا أشعر بساقي", "numb legs or bladder"),
        ("hi", "गला सूज गया", "severe allergy"),
        ("hi", "अचानक हाथ सुन्न हो गया", "stroke"),
        ("hi", "उल्टी में खून", "coughing blood"),
        ("hi", "पेट में बच्चा नहीं हिल रहा", "danger in pregnancy"),
        ("zh_CN", "胎动消失", "danger in pregnancy"),
        ("zh_CN", "喉咙肿", "severe allergy"),
        ("zh_CN", "胳膊突然麻了", "stroke"),
        ("zh_CN", "吐出血", "coughing blood"),
        ("zh_CN", "胸闷", "cannot breathe"),
        ("en", "swallowed the whole box", "overdose"),
        ("en", "my finger turned black", "cold black finger"),
        ("en", "hit my head on warfarin", "blow to the head"),
        ("es", "me tomé toda la caja", "overdose"),
        ("es", "visión doble", "stroke"),
        ("es", "cuello rígido", "stiff neck with fever"),
        ("es", "me voy a matar", "wish to die"),
        ("es", "tengo 190 de tensión", "very high pressure"),
        ("fr", "mon coeur bat très vite", "uneven heartbeat"),
        ("fr", "j’ai perdu les eaux", "danger in pregnancy"),
        ("ar", "تسمم الدم", "sepsis"),
        ("hi", "सिर में चोट लगी", "blow to the head"),
        ("hi", "दोहरा दिखना", "stroke"),
        ("zh_CN", "手指发黑", "cold black finger"),
        ("zh_CN", "羊水破了", "danger in pregnancy"),
    ],
)
def test_our_list_knows_a_danger_in_plain_words(code: str, text: str, danger: str) -> None:
    found = read_guarded_queries(ROOT).leading(text, code)
    assert danger in [row.danger for row in found]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "swallowing pills is hard"),
        ("en", "shingles vaccine"),
        ("en", "can t wake up in the morning"),
        ("en", "blue fingers in the cold"),
        ("en", "low blood pressure"),
        ("es", "vacuna contra la varicela"),
        ("es", "me corto el pelo"),
        ("es", "moretones"),
        ("fr", "j urine plus souvent"),
        ("fr", "je n’ai pas de fièvre"),
        ("ar", "لقاح جدري الماء"),
        ("hi", "ठंड में उंगलियाँ नीली"),
        ("zh_CN", "总是睡不醒"),
        ("zh_CN", "手指发白"),
    ],
)
def test_our_list_takes_no_everyday_words_for_a_danger(code: str, text: str) -> None:
    assert read_guarded_queries(ROOT).leading(text, code) == []


@pytest.mark.parametrize("code", CODES)
def test_each_of_our_languages_has_words_for_each_danger(code: str) -> None:
    assert read_guarded_queries(ROOT).lacking(code) == []


@pytest.mark.parametrize("code", CODES)
def test_no_list_of_ours_leads_a_danger_elsewhere(code: str) -> None:
    assert list(guard_findings_of(language_of_repository(code))) == []


def test_a_row_that_leads_a_danger_elsewhere_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, "locale/es/search.csv", "kind,from,to\nask,mi dolor de pecho,is-it-catching\n")
    (found,) = told(tmp_path, "es")
    assert found.startswith('locale/es/search.csv:2: search: "mi dolor de pecho" names a danger')


def test_a_row_that_leads_it_where_it_belongs_is_well(tmp_path: Path) -> None:
    write(tmp_path, "locale/es/search.csv", "kind,from,to\nask,mi dolor de pecho,call-now\n")
    assert told(tmp_path, "es") == []


def test_a_language_without_words_for_a_danger_is_told(tmp_path: Path) -> None:
    (found,) = told(tmp_path, "sw")
    assert found.startswith("source/dangers.csv:1: search: There are no words of sw for a danger")


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("chest pain,call-now,fr,", 'The cell "forms" of this row is empty.'),
        ("new,Call Now,fr,mal", '"Call Now" is no label of a question.'),
        ("chest pain,other,fr,mal", '"chest pain" leads to call-now above.'),
        ("chest pain,call-now,fr,mal * poitrine", '"mal * poitrine" has a word without letters.'),
        ("chest pain,call-now,fr,a*", '"a*" would be in nearly every query.'),
        ("chest pain,nowhere", "This row has 2 cells and not 4."),
    ],
)
def test_a_row_that_cannot_be_used_is_named(tmp_path: Path, row: str, fault: str) -> None:
    write(tmp_path, "source/dangers.csv", f"{LIST}{row}\n")
    (found,) = guard_findings(tmp_path, {"call-now"})
    assert str(found).startswith("source/dangers.csv:4: search: ")
    assert fault in found.message


def test_the_check_reads_the_labels_of_the_pages(project: SmallProject) -> None:
    project.write("source/dangers.csv", LIST.replace("call-now", "is-it-catching"))
    assert "dangers.csv" not in run_multilingual(project.folder, "check").stdout
    project.write("source/dangers.csv", LIST)
    assert "source/dangers.csv:2: search: No question has" in (
        run_multilingual(project.folder, "check").stdout
    )


@pytest.mark.parametrize("code", ["en", *CODES])
def test_no_query_that_asks_something_else_is_led_to_help(code: str) -> None:
    guarded = read_guarded_queries(ROOT)
    led = {
        query.text: found[0].label
        for query in read_queries(code)
        if (found := guarded.leading(query.text, code)) and found[0].label not in query.expected
    }
    assert led == {}
