"""``search.csv``: what translators write down for those who search."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import QUESTION, SmallProject, run_multilingual

from multilingual.wordlists.search_list import MOST_LETTERS_OF_ONE, SearchList, read_search_list

HEADER = "kind,from,to\n"


def read(folder: Path, rows: str) -> SearchList:
    path = folder / "search.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    return read_search_list(path)


def test_accents_capitals_and_vowel_marks_do_not_count(tmp_path: Path) -> None:
    words = read(tmp_path, "").folding.words
    assert words("¿Qué SÍNTOMAS?") == ["que", "sintomas"]
    assert words("الذِّئبة أحمر") == words("الذئبة احمر")
    assert words("Đau khớp") == ["dau", "khop"]


def test_vowel_signs_of_hindi_count(tmp_path: Path) -> None:
    words = read(tmp_path, "").folding.words
    assert words("दिल") != words("दाल")


def test_letters_are_folded_as_the_list_says(tmp_path: Path) -> None:
    known = read(tmp_path, "fold,瘡,疮\nfold,़,\nfold,ة,ه\nprefix,ال|وال,\n")
    assert known.folding.words("狼瘡") == ["狼疮"]
    assert known.folding.words("क़लम") == ["कलम"]
    assert known.folding.words("والذئبة") == known.folding.words("ذئبه")


def test_a_word_that_is_little_more_than_a_prefix_is_kept(tmp_path: Path) -> None:
    assert read(tmp_path, "prefix,ال,\n").folding.words("الم") == ["الم"]


def test_a_script_without_spaces_is_indexed_by_letters_and_pairs(tmp_path: Path) -> None:
    assert read(tmp_path, "").folding.index_words("狼疮病 ANA") == [
        *("狼", "疮", "病", "狼疮", "疮病"),
        "ana",
    ]


def test_words_that_mean_the_same_find_each_other(tmp_path: Path) -> None:
    known = read(tmp_path, "same,pee|urine|wee,\nsame,reñon*|kidney,\n")
    assert known.aliases("Blood in the urine.") == ["pee", "wee"]
    assert known.aliases("los riñones, no; reñones, sí") == ["kidney"]
    assert known.aliases("Nothing of it") == []


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("fold,,x", "is empty"),
        ("like,a|b,", "no kind"),
        ("same,pee,", "stands alone"),
        ("same,pee|urine,what", "Empty the cell"),
        ("fold,a,b|c", "one form"),
        ("ask,catch it,Is it?", "no label"),
        ("stop,!!,", "no letters"),
        ("same,pee", "cells"),
    ],
)
def test_a_row_that_is_wrong_is_told_with_its_line(tmp_path: Path, row: str, told: str) -> None:
    ((line, fault),) = read(tmp_path, f"stop,the,\n{row}\n").problems
    assert line == 3
    assert told in fault


def test_the_check_tells_of_a_wrong_row(project: SmallProject) -> None:
    project.translate("es", "index", {"Home": "Inicio"})
    project.write("locale/es/search.csv", f"{HEADER}same,uno,\n")
    project.write("source/search.csv", f"{HEADER}like,uno,\n")
    said = run_multilingual(project.folder, "check", "es").stdout
    assert "locale/es/search.csv:2: search:" in said
    assert "source/search.csv:2: search:" in said


def test_a_language_with_a_wrong_list_is_not_built(project: SmallProject) -> None:
    project.translate("es", "index", {"Home": "Inicio"})
    project.write("locale/es/search.csv", f"{HEADER}ask,uno,no-such-question\n")
    built = project.build()
    assert built.returncode == 1
    assert "locale/es/search.csv:2: no question has the label" in built.stdout + built.stderr
    assert (project.folder / "build" / "html" / "en" / "index.html").exists()


def test_an_edit_of_a_list_builds_its_language_anew(project: SmallProject) -> None:
    project.translate("es", "index", {"Home": "Inicio"})
    project.build()
    project.write("locale/es/search.csv", f"{HEADER}ask,agarrar,is-it-catching\n")
    project.build()
    script = project.folder / "build" / "html" / "es" / "search-index.js"
    index = json.loads(script.read_text("utf-8").partition(" = ")[2].rpartition(";")[0])
    pairs = index["exchanged"]
    turned = {ord(sign): pairs[place ^ 1] for place, sign in enumerate(pairs)}
    assert "agarrar" in index["texts"].translate(turned)


def test_a_question_is_listed_on_the_search_page(project: SmallProject) -> None:
    project.write("source/index.rst", "Home\n====\n" + QUESTION)
    project.build("en")
    (link,) = project.html("en", "search").select("#all-questions li a")
    assert link["href"] == "index.html#is-it-catching"


def doubling(count: int) -> str:
    """Return rows each of which writes a letter as two of the next."""
    letters = [chr(ord("a") + number) for number in range(count + 1)]
    return "".join(f"fold,{old},{new}{new}\n" for old, new in pairwise(letters))


def test_folds_that_make_a_long_text_of_a_letter_are_refused(tmp_path: Path) -> None:
    known = read(tmp_path, doubling(25))
    assert "makes one letter ever longer" in known.problems[0][1]
    assert len(known.folding.words("a")[0]) <= MOST_LETTERS_OF_ONE


def test_folds_that_make_a_few_letters_of_one_are_taken(tmp_path: Path) -> None:
    known = read(tmp_path, doubling(4))
    assert known.problems == ()
    assert known.folding.words("a") == ["e" * 16]


def test_a_fold_of_one_letter_to_very_many_is_refused(tmp_path: Path) -> None:
    assert len(read(tmp_path, f"fold,a,{'b' * 1000}\n").problems) == 1


def test_a_form_with_many_stars_is_refused(tmp_path: Path) -> None:
    ((_line, fault),) = read(tmp_path, "same,a*a*a*a*b|word,\n").problems
    assert "has more than 2 *" in fault
