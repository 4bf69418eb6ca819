"""The lists of a language are held to be there, and filled, once a page is translated."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import ROOT, SmallProject, run_multilingual
from small_catalogs import findings_in

NAMES = ("words.csv", "terms.csv", "numbers.csv")
TEXTS = {"Home": "Inicio"}


@pytest.fixture
def lists(project: SmallProject) -> SmallProject:
    """A project with a page in Spanish, and the lists of this repository."""
    project.translate("es", "index", TEXTS, "Language: es\\n")
    for name in NAMES:
        shutil.copy2(ROOT / "locale/es" / name, project.folder / "locale/es")
    return project


def found(project: SmallProject, code: str = "es", pages: tuple[str, ...] = ()) -> list[str]:
    """Return what the rule finds, as ``file:line: what``."""
    folder = project.folder / "locale" / code
    findings = findings_in(folder, pages, ["index"])
    told = [one for one in findings if one.rule == "lists"]
    assert {one.severity for one in told} <= {"warning"}
    return [f"{Path(one.path).name}:{one.line}: {one.message}" for one in told]


def change(project: SmallProject, name: str, old: str, new: str) -> None:
    path = project.folder / "locale/es" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def row(name: str, start: str) -> str:
    lines = (ROOT / "locale/es" / name).read_text("utf-8").splitlines(keepends=True)
    return next(line for line in lines if line.startswith(start))


def test_lists_that_are_filled_are_well(lists: SmallProject) -> None:
    assert found(lists) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_list_that_is_missing_is_told(lists: SmallProject, name: str) -> None:
    (lists.folder / "locale/es" / name).unlink()
    (told,) = found(lists)
    assert told.startswith(f"{name}:1: This list is missing, so ")


@pytest.mark.parametrize("name", NAMES)
def test_a_list_that_nobody_has_filled_is_told_once(lists: SmallProject, name: str) -> None:
    first = row(name, "").strip()
    rest = "," * (first.count(",") - 1)
    lists.write(f"locale/es/{name}", f"{first}\nnever,?{rest}\nonly,?{rest}\n")
    (told,) = found(lists)
    assert told.startswith(f"{name}:2: No row of this list is filled, so ")


def test_a_row_of_words_that_is_missing_is_told(lists: SmallProject) -> None:
    change(lists, "words.csv", row("words.csv", "never,"), "")
    (told,) = found(lists)
    assert told.startswith('words.csv:1: There is no row "never", so a lost "never" cannot be')


def test_a_row_of_words_that_nobody_has_filled_is_told_at_its_line(lists: SmallProject) -> None:
    change(lists, "words.csv", row("words.csv", "never,"), "never,?\n")
    (told,) = found(lists)
    assert told.startswith('words.csv:3: The row "never" is not filled, so ')


def test_rows_that_a_language_may_do_without_are_not_asked_for(lists: SmallProject) -> None:
    change(lists, "words.csv", row("words.csv", "same,"), "")
    change(lists, "words.csv", row("words.csv", "doubled,"), "doubled,?\n")
    assert found(lists) == []


@pytest.mark.parametrize("name", ["terms.csv", "numbers.csv"])
def test_rows_that_nobody_has_filled_are_one_line(lists: SmallProject, name: str) -> None:
    path = lists.folder / "locale/es" / name
    text = path.read_text("utf-8")
    rest = "," * (text.split("\n")[0].count(",") - 1)
    path.write_text(f"{text}6 hour,?{rest}\n7 hour,?{rest}\n", "utf-8")
    (told,) = found(lists)
    line = text.count("\n") + 1
    assert told.startswith(f"{name}:{line}: 2 rows are not filled, so ")


def test_a_term_that_all_other_languages_have_is_told(lists: SmallProject) -> None:
    for code in ("fr", "hi"):
        lists.write(f"locale/{code}/terms.csv", (ROOT / "locale/es/terms.csv").read_text("utf-8"))
    change(lists, "terms.csv", row("terms.csv", "flare,"), "")
    (told,) = found(lists)
    assert told.startswith(
        'terms.csv:1: One row of the other languages\' lists is not here: "flare"'
    )


def test_a_term_of_one_other_language_is_not_asked_for(lists: SmallProject) -> None:
    lists.write("locale/fr/terms.csv", (ROOT / "locale/es/terms.csv").read_text("utf-8"))
    change(lists, "terms.csv", row("terms.csv", "flare,"), "")
    assert found(lists) == []


def test_nothing_is_told_before_a_page_is_translated(lists: SmallProject) -> None:
    lists.translate("es", "index", {"Home": ""}, "Language: es\\n")
    lists.translate("es", "sphinx", {"Search": "Buscar"}, "Language: es\\n")
    (lists.folder / "locale/es/words.csv").unlink()
    assert found(lists) == []


def test_a_country_rests_on_the_lists_of_its_language(lists: SmallProject) -> None:
    lists.translate("es_MX", "index", TEXTS, "Language: es_MX\\n")
    change(lists, "words.csv", row("words.csv", "never,"), "")
    assert found(lists, "es_MX") == []


def test_whoever_asks_for_a_page_is_told_of_no_list(lists: SmallProject) -> None:
    (lists.folder / "locale/es/words.csv").unlink()
    assert found(lists, pages=("index",)) == []


def test_the_command_tells_of_the_lists(lists: SmallProject) -> None:
    (lists.folder / "locale/es/words.csv").unlink()
    said = run_multilingual(lists.folder, "check", "es").stdout
    assert 'locale/es/words.csv:1: lists: warning: This list is missing, so a lost "not"' in said


@pytest.mark.parametrize("forms", ["a", "nunca|y", "*a*", "nunca|*n*", "* o", "у", "و"])
def test_words_that_match_nearly_every_text_are_refused_at_their_line(
    lists: SmallProject, forms: str
) -> None:
    before = row("words.csv", "never,")
    change(lists, "words.csv", before, f"never,{forms}\n")
    (error,) = findings_in(lists.folder / "locale/es", ["index"])
    line = (ROOT / "locale/es/words.csv").read_text("utf-8").splitlines().index(before.strip())
    assert str(error).startswith(f"locale/es/words.csv:{line + 1}: negation: ")


@pytest.mark.parametrize("forms", ["n|ne", "न", "不", "jam*", "ne * pas", "*قطع*"])
def test_short_words_that_tell_are_taken(lists: SmallProject, forms: str) -> None:
    change(lists, "words.csv", row("words.csv", "never,"), f"never,{forms}\n")
    assert findings_in(lists.folder / "locale/es", ["index"]) == []


def test_a_letter_is_no_word_for_a_number(lists: SmallProject) -> None:
    change(lists, "numbers.csv", row("numbers.csv", "1,"), "1,un|a\n")
    (error,) = findings_in(lists.folder / "locale/es", ["index"])
    assert (error.rule, error.message[:16]) == ("numbers", '"a" is one lette')


def test_a_word_of_nearly_every_text_is_refused_as_a_word_for_never(lists: SmallProject) -> None:
    texts = {
        f"{one} is what a person who has lupus can read here.": f"{one} de eso."
        for one in range(30)
    }
    lists.translate("es", "index", texts, "Language: es\\n")
    change(lists, "words.csv", row("words.csv", "never,"), "never,nunca|de\n")
    findings = findings_in(lists.folder / "locale/es", (), ["index"])
    (error,) = (one for one in findings if one.path.endswith("words.csv"))
    assert (error.rule, error.message[:32]) == ("lists", '"de" is in nearly every text, so')
