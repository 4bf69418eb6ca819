"""Text that is not translated says so, and safety text stands in both languages."""

import pytest
from bs4 import BeautifulSoup
from conftest import QUESTION, NewProject, SmallProject

SAFETY = """Home
====

.. safety::

   Call for help now.

   * Chest pain
"""


@pytest.fixture(scope="module")
def arabic(new_project: NewProject) -> BeautifulSoup:
    project = new_project()
    project.translate("ar", "index", {"You can live together.": "يمكنكم العيش معاً."})
    project.translate("ar", "sphinx", {"Not yet translated:": "لم يُترجم بعد:"})
    assert project.build("ar").returncode == 0
    return project.html("ar")


def test_the_page_has_the_language_and_the_direction(arabic: BeautifulSoup) -> None:
    assert (arabic.html["lang"], arabic.html["dir"]) == ("ar", "rtl")


def test_an_untranslated_paragraph_is_marked_as_english(arabic: BeautifulSoup) -> None:
    paragraph = arabic.find("p", class_="untranslated")
    assert (paragraph["lang"], paragraph["dir"]) == ("en", "ltr")


def test_an_untranslated_paragraph_says_so_in_the_language_of_the_reader(
    arabic: BeautifulSoup,
) -> None:
    notice = arabic.select_one("p.untranslated .untranslated-notice")
    assert (notice["lang"], notice["dir"]) == ("ar", "rtl")
    assert notice.text == "لم يُترجم بعد:"
    assert str(notice.next_sibling).startswith(" ")


def test_a_translated_paragraph_is_not_marked(arabic: BeautifulSoup) -> None:
    assert list(arabic.find("p", string="يمكنكم العيش معاً.").attrs) == ["data-m"]


def test_an_untranslated_title_is_marked_wherever_it_is_shown(arabic: BeautifulSoup) -> None:
    for title in arabic.find_all(string="Is it catching?"):
        assert title.find_parent(lang=True)["lang"] == "en"


def test_a_page_counts_what_is_not_translated(arabic: BeautifulSoup) -> None:
    assert arabic.select_one(".untranslated-count").text.startswith("4 parts of this page")


def test_a_page_without_a_catalog_is_marked_too(project: SmallProject) -> None:
    (project.folder / "locale" / "ar").mkdir()
    project.build("ar")
    assert len(project.html("ar").select("p.untranslated[lang=en][dir=ltr]")) == 3


def test_a_fuzzy_message_is_shown_in_english_and_counted(project: SmallProject) -> None:
    po = project.translate("ar", "index", {"You can live together.": "قديم"})
    po.write_text(po.read_text().replace('msgid "You', '#, fuzzy\nmsgid "You'))
    project.build("ar")
    page = project.html("ar")
    assert "قديم" not in page.text
    assert page.select_one(".untranslated-count").text.startswith("5 parts of this page")


def test_safety_text_stands_in_both_languages(project: SmallProject) -> None:
    project.write("source/index.rst", SAFETY)
    project.translate("ar", "index", {"Chest pain": "ألم في الصدر"})
    project.build("ar")
    texts = [p.text for p in project.html("ar").select(".safety li p")]
    assert texts == ["ألم في الصدر", "Chest pain"]


def test_the_english_of_safety_text_is_marked_as_english(project: SmallProject) -> None:
    project.write("source/index.rst", SAFETY)
    project.translate("ar", "index", {"Chest pain": "ألم في الصدر"})
    project.build("ar")
    english = project.html("ar").select_one(".safety li p.source-text")
    assert (english["lang"], english["dir"]) == ("en", "ltr")


def test_untranslated_safety_text_stands_once(project: SmallProject) -> None:
    project.write("source/index.rst", SAFETY)
    project.translate("ar", "index", {"Chest pain": "ألم في الصدر"})
    project.build("ar")
    assert project.html("ar").select_one(".safety").text.count("Call for help now.") == 1


def test_english_safety_text_stands_once(project: SmallProject) -> None:
    project.write("source/index.rst", SAFETY)
    project.build("en")
    assert project.html("en").select_one(".safety").text.count("Chest pain") == 1


def test_a_short_answer_can_be_repeated_on_another_page(project: SmallProject) -> None:
    project.write(
        "source/index.rst", "Home\n====\n\n.. repeat:: is-it-catching\n\n.. toctree::\n\n   b\n"
    )
    project.write("source/b.rst", f"More\n====\n{QUESTION}")
    project.build("en")
    assert "No. You cannot catch it." in project.html("en").select_one(".repeated").text


def test_a_footnote_in_safety_text_stops_the_build(project: SmallProject) -> None:
    project.write(
        "source/index.rst", "Home\n====\n\n.. safety::\n\n   Call. [#]_\n\n.. [#] Note.\n"
    )
    assert "source/index.rst:4: a safety text can have no footnote." in project.build("en").stderr


def test_repeating_an_unknown_question_stops_the_build(project: SmallProject) -> None:
    project.write("source/index.rst", "Home\n====\n\n.. repeat:: nowhere\n")
    assert "source/index.rst:4: no question has the label 'nowhere'" in project.build("en").stderr
