"""A sheet for reviewers holds what readers get, and no text of it does harm."""

from __future__ import annotations

import csv
import datetime
import io
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from multilingual.catalogs.language_folder import LanguageFolder
from multilingual.catalogs.message import CatalogError, Location, Message, locations_of
from multilingual.exchange.units import ExchangeError
from multilingual.findings import Finding
from multilingual.reviews.register import Register, digest
from multilingual.tasks.review_sheet import COLUMNS, as_csv, as_html, take_decisions, write_sheet

DAY = datetime.date(2026, 11, 25)
SHEET = "build/review/es/index.csv"
LISTED = '[[reviewer]]\nname = "A"\nrole = "doctor"\nkind = "medical"\nlanguages = ["es"]\n'
HEADER = 'msgid ""\nmsgstr "Language: es\\nContent-Type: text/plain; charset=UTF-8\\n"\n'
CATALOG = HEADER + '\nmsgid "Home"\nmsgstr "Inicio"\n'
[MESSAGE] = Message("=1+1 <b>", ("<script>مرحبا",)).translations
ROWS = [(MESSAGE, Location("Is it <i>?", "safety text"))]


def language(folder: Path) -> LanguageFolder:
    return LanguageFolder(folder, folder.parents[1])


def test_the_table_has_a_row_for_each_message_without_a_decision() -> None:
    titles, row = csv.reader(io.StringIO(as_csv("index", ROWS).decode("utf-8-sig")))
    assert tuple(titles) == COLUMNS
    assert row[5:] == ["", "", "", digest(MESSAGE.msgid, MESSAGE.msgstr)]


def test_no_cell_is_a_formula() -> None:
    _titles, row = csv.reader(io.StringIO(as_csv("index", ROWS).decode("utf-8-sig")))
    assert row[3] == "'=1+1 <b>"


def test_the_page_shows_texts_as_they_are_each_in_its_language_and_direction() -> None:
    page = BeautifulSoup(as_html("index", ROWS, "ar", "rtl"), "html.parser")
    assert page.select("script, i") == []
    assert page.select_one('[lang="ar"]')["dir"] == "rtl"
    assert page.select_one("td[lang=en]").find(string=True) == "=1+1 <b>"


def test_a_safety_text_is_marked_and_its_question_stands_above() -> None:
    page = BeautifulSoup(as_html("index", ROWS, "ar", "rtl"), "html.parser")
    assert page.select_one("tbody th").text.strip() == "Is it <i>?"
    assert page.select_one("td b").text == "safety text"


def test_a_row_says_the_title_of_its_question_and_its_kind_of_text() -> None:
    heading = Message("Is it?", about="p / is-it / heading\nhttps://a.org/b / c / d")
    call = Message("Call.", about="p / paragraph\np / is-it / safety text\nNote / that")
    assert locations_of("p", [heading, call]) == [
        Location("Is it?", "heading"),
        Location("Is it?", "safety text; paragraph"),
    ]


def test_a_sheet_of_before_without_question_and_kind_is_taken(folder: Path) -> None:
    path = sheet(folder, decision="ok")
    rows = [row[:1] + row[3:] for row in csv.reader(io.StringIO(path.read_text("utf-8")))]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    done = take_decisions(path, language(folder), ("A", "doctor"), DAY)
    assert (done.reviewed, done.findings) == (1, [])


def sheet(folder: Path, **cells: str) -> Path:
    """Write the sheet of a page, with ``cells`` filled in its first row."""
    (path, _page), _old = write_sheet(language(folder), "index", "es", "ltr")
    titles, *rows = csv.reader(io.StringIO(path.read_text("utf-8-sig")))
    rows[0] = [cells.get(title, cell) for title, cell in zip(titles, rows[0], strict=True)]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([titles, *rows])
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "locale" / "es"
    (folder / "LC_MESSAGES").mkdir(parents=True)
    (folder / "LC_MESSAGES" / "index.po").write_text(CATALOG, "utf-8")
    (tmp_path / "reviewers.toml").write_text(LISTED, "utf-8")
    return folder


def decide(folder: Path, **cells: str) -> tuple[int, int]:
    path = sheet(folder, **cells)
    done = take_decisions(path, language(folder), ("A", "doctor"), DAY)
    return done.reviewed, len(done.findings)


def told(folder: Path, **cells: str) -> str:
    """Return what is said of the first row; the others are good."""
    path = sheet(folder, **cells)
    done = take_decisions(path, language(folder), ("A", "doctor"), DAY)
    (finding,) = done.findings
    return str(finding)


def catalog(folder: Path) -> str:
    return (folder / "LC_MESSAGES" / "index.po").read_text("utf-8")


def twice(folder: Path, first: dict[str, str], second: dict[str, str]) -> Path:
    """Write a sheet whose one row stands there twice, filled in two ways."""
    path = sheet(folder, **first)
    more = sheet(folder, **second).read_text("utf-8").splitlines(keepends=True)[1:]
    path = sheet(folder, **first)
    with path.open("a", encoding="utf-8", newline="") as file:
        file.writelines(more)
    return path


OK, COMMENT = {"decision": "ok"}, {"decision": "comment", "comment": "Hm."}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (OK, {"decision": "correction", "correction": "Portada"}),
        ({"correction": "Portada"}, {"correction": "Inicio de todo"}),
        (COMMENT, {"decision": "comment", "comment": "Not this."}),
        (OK, COMMENT),
    ],
)
def test_two_rows_that_decide_differently_are_refused_at_their_line(
    folder: Path, first: dict[str, str], second: dict[str, str]
) -> None:
    path = twice(folder, first, second)
    with pytest.raises(ExchangeError) as refused:
        take_decisions(path, language(folder), ("A", "doctor"), DAY)
    assert str(refused.value).startswith(f"{SHEET}:3: the row of line 2 is here once more, and")
    assert catalog(folder) == CATALOG


@pytest.mark.parametrize(("first", "second"), [(OK, OK), (OK, {}), ({}, OK)])
def test_a_row_that_stands_there_twice_is_taken_once(
    folder: Path, first: dict[str, str], second: dict[str, str]
) -> None:
    path = twice(folder, first, second)
    done = take_decisions(path, language(folder), ("A", "doctor"), DAY)
    assert (done.reviewed, done.findings) == (1, [])


def test_an_untouched_sheet_changes_nothing(folder: Path) -> None:
    assert decide(folder) == (0, 0)
    assert catalog(folder) == CATALOG
    assert not (folder / "reviews.toml").exists()


def test_ok_reviews_the_message(folder: Path) -> None:
    assert decide(folder, decision="ok") == (1, 0)
    assert digest("Home", "Inicio") in Register.read(folder / "reviews.toml").reviews_by_digest()


def test_a_changed_text_is_not_reviewed_but_told(folder: Path) -> None:
    assert decide(folder, decision="ok", id="0" * 32) == (0, 1)


def test_a_correction_is_written_and_reviewed(folder: Path) -> None:
    assert decide(folder, correction="Portada") == (1, 0)
    assert 'msgstr "Portada"' in catalog(folder)
    assert digest("Home", "Portada") in Register.read(folder / "reviews.toml").reviews_by_digest()


def test_a_correction_that_fails_the_gate_is_refused(folder: Path) -> None:
    assert decide(folder, correction="**Portada") == (0, 1)
    assert catalog(folder) == CATALOG


@pytest.mark.parametrize("decision", ["ok", ""])
def test_an_edit_of_the_translation_is_no_correction(folder: Path, decision: str) -> None:
    assert "Write your words under correction" in told(folder, decision=decision, translation="X")
    assert not (folder / "reviews.toml").exists()


def test_an_edit_of_the_english_is_told(folder: Path) -> None:
    assert "The English column was edited." in told(folder, decision="ok", English="House")


def test_a_shifted_column_vouches_for_nothing(folder: Path) -> None:
    said = told(folder, decision="ok", English="Later", translation="Luego")
    assert ":2: review: The English and the translation of this row are of another text." in said


def test_an_apostrophe_before_a_formula_is_no_edit(folder: Path) -> None:
    path = folder / "LC_MESSAGES" / "index.po"
    path.write_text(HEADER + '\nmsgid "- Home "\nmsgstr "- Inicio "\n', "utf-8")
    assert decide(folder, decision="ok") == (1, 0)


@pytest.mark.parametrize("cells", [{"decision": "ok"}, {"correction": "Contagia."}])
def test_a_warning_about_a_text_that_is_entered_is_told(
    folder: Path, cells: dict[str, str]
) -> None:
    path = folder / "LC_MESSAGES" / "index.po"
    path.write_text(HEADER + '\nmsgid "You cannot catch it."\nmsgstr "Se contagia."\n', "utf-8")
    (folder / "words.csv").write_text("meaning,forms\nnot,no\n", "utf-8")
    filled = sheet(folder, **cells)
    done = take_decisions(filled, language(folder), ("A", "doctor"), DAY)
    assert [(one.path, one.line, one.rule) for one in done.warnings] == [(SHEET, 2, "negation")]


def test_a_comment_is_for_translators_and_no_review(folder: Path) -> None:
    assert decide(folder, decision="comment", comment="Why?") == (0, 0)
    assert "# Why?\n" in catalog(folder)


def test_a_fault_on_a_later_page_leaves_all_pages_as_they_were(folder: Path) -> None:
    good = sheet(folder, decision="correction", correction="Portada")
    broken = folder / "LC_MESSAGES" / "other.po"
    broken.write_text('msgid "half', "utf-8")
    titles, row = csv.reader(io.StringIO(good.read_text("utf-8")))
    other = ["other" if title == "page" else cell for title, cell in zip(titles, row, strict=True)]
    with good.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([titles, row, other])
    with pytest.raises(CatalogError):
        take_decisions(good, language(folder), ("A", "doctor"), DAY)
    assert (folder / "LC_MESSAGES" / "index.po").read_text("utf-8") == CATALOG
    assert not (folder / "reviews.toml").exists()


def test_a_sheet_that_somebody_worked_in_is_kept_beside_the_new_one(folder: Path) -> None:
    worked = sheet(folder, decision="ok").read_bytes()
    (path, _page), old = write_sheet(language(folder), "index", "es", "ltr")
    assert old == path.with_name("index.1.csv")
    assert old.read_bytes() == worked


def test_a_sheet_that_nobody_worked_in_is_made_anew(folder: Path) -> None:
    write_sheet(language(folder), "index", "es", "ltr")
    assert write_sheet(language(folder), "index", "es", "ltr")[1] is None


def test_a_long_comment_is_kept_whole(folder: Path) -> None:
    remark = f"{'A' * 700} end"
    decide(folder, decision="comment", comment=remark)
    assert f"# {remark}\n" in catalog(folder)


def test_a_sheet_of_a_page_with_the_file_of_another_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sheet(folder, decision="ok")
    whole = Finding("locale/es/LC_MESSAGES/index.po", 1, "lost", "A text is not in this file.")
    monkeypatch.setattr("multilingual.tasks.review_sheet.check_language", lambda *_: (1, [whole]))
    with pytest.raises(CatalogError, match="A text is not in this file"):
        take_decisions(path, language(folder), ("A", "doctor"), DAY)


def test_a_catalog_that_is_saved_meanwhile_is_left_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sheet(folder, decision="correction", correction="Portada")
    saved = CATALOG.replace("Inicio", "Principio")

    def save(*_: object) -> tuple[int, list[Finding]]:
        (folder / "LC_MESSAGES" / "index.po").write_text(saved, "utf-8")
        return 1, []

    monkeypatch.setattr("multilingual.tasks.review_sheet.check_language", save)
    with pytest.raises(CatalogError, match="saved meanwhile"):
        take_decisions(path, language(folder), ("A", "doctor"), DAY)
    assert catalog(folder) == saved
