"""Each page says who made it, and claims no review."""

import re
from datetime import date
from pathlib import Path

import pytest
from conftest import CODES, ROOT, SmallProject, run_multilingual

from multilingual.catalogs.header import faults_of_provenance, is_machine_draft
from multilingual.catalogs.language_folder import LanguageFolder
from multilingual.pages.translation.provenance import ADVICE, LINES

TODAY = date(2026, 11, 25)


def test_a_machine_draft_says_that_it_is_one(project: SmallProject) -> None:
    header = "X-Provenance: machine draft (AI), 2026-11\\n"
    project.translate("es", "index", {"Home": "Inicio"}, header)
    project.build("es")
    told = project.html("es").select_one(".provenance").text
    assert "A computer (AI) wrote this page in English and translated it." in told
    assert "No doctor has checked the text or the translation" in told


def test_a_register_without_reviews_makes_no_english_checked(project: SmallProject) -> None:
    header = "X-Provenance: machine draft (AI), 2026-11\\n"
    project.translate("es", "index", {"Home": "Inicio"}, header)
    project.write("source/reviews.toml", "")
    project.build("es")
    told = project.html("es").select_one(".provenance").text
    assert "A computer (AI) wrote this page in English and translated it." in told


def test_a_translation_of_unknown_origin_is_not_called_a_machine_s(project: SmallProject) -> None:
    project.translate("es", "index", {"Home": "Inicio"})
    project.build("es")
    notice = project.html("es").select_one(".provenance").text
    assert "computer" not in notice
    assert "No doctor and no qualified translator has checked this translation." in notice


def test_the_notice_stands_in_the_language_of_the_reader_and_in_english(
    project: SmallProject,
) -> None:
    msgid = "No doctor and no qualified translator has checked this translation."
    words = {msgid: "Nadie la ha revisado.", ADVICE: "Puede contener errores."}
    project.translate("es", "sphinx", words)
    project.build("es")
    first, second = project.html("es").select(".provenance p strong")
    assert first.text == "Nadie la ha revisado."
    assert second.find_parent("p")["lang"] == "en"


LINE = "The translation is not checked"


def test_one_line_says_it_before_the_notice_is_opened(project: SmallProject) -> None:
    project.translate("es", "sphinx", {LINE: "La traducción no está revisada"})
    project.build("es")
    own, english = project.html("es").select(".provenance summary > span")
    assert (own.text, english.text) == ("La traducción no está revisada", LINE)
    assert (english["lang"], english["dir"]) == ("en", "ltr")


def test_a_line_without_a_translation_stands_as_english(project: SmallProject) -> None:
    project.translate("es", "index", {"Home": "Inicio"})
    project.build("es")
    (line,) = project.html("es").select(".provenance summary > span")
    assert (line.text, line["lang"]) == (LINE, "en")


@pytest.mark.parametrize("text", LINES)
def test_a_line_names_no_check_that_the_notice_denies(text: str) -> None:
    claimed = {word for word in ("translator", "health professional") if word in LINES[text]}
    denied = {word for word in claimed if f"not by a {word}" in LINES[text]}
    assert all(re.search(rf"\b{word}\b[^.]* checked", text) for word in claimed - denied)


@pytest.mark.parametrize("text", LINES)
def test_a_line_says_that_a_check_lacks_if_the_notice_does(text: str) -> None:
    assert bool(re.search(r"\bnot\b", LINES[text])) == bool(re.search(r"\bno\b", text, re.I))


@pytest.mark.parametrize("text", LINES)
def test_a_line_names_ai_if_the_notice_does(text: str) -> None:
    assert ("AI" in LINES[text]) == ("(AI)" in text)


def test_every_state_has_a_line_of_its_own() -> None:
    assert len(set(LINES.values())) == len(LINES)


def test_the_foot_of_a_page_says_who_made_it(project: SmallProject) -> None:
    project.build("en")
    assert "Written by AI · not checked by a doctor" in project.html("en").footer.text


def test_a_translated_page_links_to_the_english_one(project: SmallProject) -> None:
    project.translate("es", "index", {"Home": "Inicio"})
    project.build()
    assert project.html("es").select_one(".provenance a")["href"] == "../en/index.html"


def test_english_says_that_no_doctor_has_checked_it(project: SmallProject) -> None:
    project.build("en")
    assert "No doctor has checked it yet." in project.html("en").select_one(".provenance").text


def test_the_notice_is_a_note_before_the_first_paragraph(project: SmallProject) -> None:
    project.build("en")
    notice = project.html("en").find(role="note")
    assert notice.find_next_sibling("p").text == "Welcome to the site."


def test_a_notice_without_a_translation_stands_once_and_as_english(project: SmallProject) -> None:
    project.translate("es", "index", {"Home": "Inicio"})
    project.build("es")
    assert [one.get("lang") for one in project.html("es").select(".provenance p")][:1] == ["en"]
    assert str(project.html("es")).count("No doctor and no qualified translator") == 1


@pytest.mark.parametrize("value", ["machine draft (AI), 2026-11", "Machine draft (AI), 2026-11"])
def test_a_draft_is_told_by_how_the_line_begins(value: str) -> None:
    assert is_machine_draft(value)


@pytest.mark.parametrize("value", ["translated by a person, not a machine", ""])
def test_no_other_line_is_taken_for_a_draft_s(value: str) -> None:
    assert not is_machine_draft(value)


def told(root: Path, header: str, msgstr: str = "Inicio") -> list[str]:
    """Return what is said of a catalog with the lines ``header``."""
    path = root / "locale" / "es" / "LC_MESSAGES" / "index.po"
    path.parent.mkdir(parents=True)
    head = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n{header}'
    path.write_text(f'{head}\nmsgid "Home"\nmsgstr "{msgstr}"\n', "utf-8")
    folder = LanguageFolder(root / "locale" / "es", root)
    return [str(one) for one in faults_of_provenance(folder, TODAY)]


@pytest.mark.parametrize(
    "value",
    [
        "machine draft (AI), 2026-11",
        "Machine Draft (AI), 2025-01",
        "Translated by a person, 2026-10",
    ],
)
def test_a_catalog_says_that_a_machine_or_a_person_made_it(tmp_path: Path, value: str) -> None:
    assert told(tmp_path, f'"X-Provenance: {value}\\n"\n') == []


@pytest.mark.parametrize(
    "value",
    [
        "machine draft",
        "machine draft (revisada por la Dra. Ana Ruiz), 2026-11",
        "machine draft (AI, reviewed), 2026-11",
        "translated by a person, <month>",
        "translated by a person, not a machine",
        "translated by a person, 2026-13",
        "traducido por una persona",
    ],
)
def test_any_other_words_are_refused_with_their_line(tmp_path: Path, value: str) -> None:
    (said,) = told(tmp_path, f'"X-Provenance: {value}\\n"\n')
    assert said.startswith(
        f'locale/es/LC_MESSAGES/index.po:4: provenance: The header says "{value}'
    )


@pytest.mark.parametrize("month", ["2026-12", "2027-01", "9999-12"])
@pytest.mark.parametrize("maker", ["machine draft (AI)", "translated by a person"])
def test_a_month_that_is_to_come_is_refused(tmp_path: Path, maker: str, month: str) -> None:
    (said,) = told(tmp_path, f'"X-Provenance: {maker}, {month}\\n"\n')
    assert "index.po:4: provenance: The header says" in said
    assert "a month that is to come. Write" in said


def test_the_month_that_has_begun_in_another_time_zone_is_none_to_come(tmp_path: Path) -> None:
    told(tmp_path, '"X-Provenance: translated by a person, 2026-12\\n"\n')
    folder = LanguageFolder(tmp_path / "locale" / "es", tmp_path)
    assert list(faults_of_provenance(folder, date(2026, 11, 30))) == []


def test_where_it_says_nothing_the_line_to_write_is_told(tmp_path: Path) -> None:
    (said,) = told(tmp_path, "")
    assert said.startswith("locale/es/LC_MESSAGES/index.po:2: provenance: The header does not say")
    assert r'Add below: "X-Provenance: translated by a person, 2026-11\n"' in said


def test_nothing_is_asked_of_a_catalog_before_its_first_translation(tmp_path: Path) -> None:
    assert told(tmp_path, "", msgstr="") == []


def test_make_check_asks_for_it(project: SmallProject) -> None:
    project.translate("es", "index", {"Home": "Inicio"}, "Language: es\\n")
    checked = run_multilingual(project.folder, "check")
    assert (checked.returncode, ":2: provenance: " in checked.stdout) == (1, True)


@pytest.mark.parametrize("code", CODES[1:])
def test_every_catalog_of_this_project_says_it(code: str) -> None:
    folder = LanguageFolder(ROOT / "locale" / code, ROOT)
    assert list(faults_of_provenance(folder, TODAY)) == []
