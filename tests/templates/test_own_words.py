"""A site can say something in words of its own, which translators then get."""

from __future__ import annotations

import pytest
from conftest import NewProject, SmallProject, run_multilingual

CHECKED = "A health professional checked this page on %(date)s."
AI = "A computer program (AI) wrote this page. No doctor has checked it yet."
OURS = "A computer program (AI) wrote this page. No mechanic has checked it yet."
UNKNOWN = "No doctor and no qualified translator has checked this translation."
OUR_UNKNOWN = "Nobody has checked this translation."


def say(project: SmallProject, words: dict[str, str]) -> None:
    conf = (project.folder / "conf.py").read_text("utf-8")
    project.write("conf.py", f"{conf}multilingual_words = {words!r}\n")


@pytest.fixture(scope="module")
def site(new_project: NewProject) -> SmallProject:
    project = new_project()
    say(
        project,
        {
            AI: OURS,
            UNKNOWN: OUR_UNKNOWN,
            "Search": "Find",
            "Next question": "More questions",
            "Choose your language": "Pick a language",
            "Emergency": "Act at once",
            "Get help now": "Call for help",
        },
    )
    with (project.folder / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write("multilingual_help_page = 'index'\n")
    with (project.folder / "source/index.rst").open("a", encoding="utf-8") as home:
        home.write("\n.. safety::\n\n   Call at once.\n")
    header = "Language: es\\n"
    project.translate(
        "es",
        "sphinx",
        {
            OUR_UNKNOWN: "Nadie la ha revisado.",
            "Find": "Busque",
            "Pick a language": "Escoja un idioma",
        },
        header,
    )
    project.translate("es", "index", {"Home": "Inicio"}, header)
    assert project.build().returncode == 0
    return project


def test_pages_say_it(site: SmallProject) -> None:
    assert OURS in site.html("en").select_one(".provenance").text


def test_templates_say_it_too(site: SmallProject) -> None:
    assert site.html("en", "search").select_one("h1").text.startswith("Find")


def test_its_translation_is_found(site: SmallProject) -> None:
    assert site.html("es", "search").select_one("h1").text.startswith("Busque")


def test_a_language_without_one_says_it_in_english(site: SmallProject) -> None:
    notice = site.html("es").select_one(".provenance [lang=en]")
    assert OUR_UNKNOWN in site.html("es").select_one(".provenance").text
    assert notice is not None


def test_the_words_of_a_red_box_in_english_are_marked_as_such(site: SmallProject) -> None:
    assert site.html("es").select_one(".safety-title [lang=en]").text == "Act at once"
    assert site.html("en").select_one(".safety-title [lang]") is None


def test_the_link_to_help_in_english_is_marked_as_such(site: SmallProject) -> None:
    links = site.html("es", "search").select(".header-help, .help-now, .help-short")
    assert {(link.text.strip(), link.get("lang")) for link in links} == {("Call for help", "en")}


def test_the_pages_above_the_languages_say_it_too(site: SmallProject) -> None:
    above = (site.folder / "build/html/index.html").read_text("utf-8")
    assert ("Pick a language" in above, "Escoja un idioma" in above) == (True, True)


def test_translators_get_the_words_of_the_site(site: SmallProject) -> None:
    assert run_multilingual(site.folder, "extract").stderr == ""
    template = (site.folder / "build/gettext/sphinx.pot").read_text("utf-8")
    assert (f'msgid "{OURS}"' in template, f'msgid "{AI}"' in template) == (True, False)


def test_two_words_that_become_one_are_one_message(site: SmallProject) -> None:
    template = (site.folder / "build/gettext/sphinx.pot").read_text("utf-8")
    assert template.count('msgid "More questions"') == 1


def test_words_that_no_page_says_are_told(project: SmallProject) -> None:
    say(project, {"Serch": "Find"})
    said = "multilingual_words has 'Serch', which no page says. Did you mean 'Search'?"
    assert f"conf.py:1: warning: {said}" in run_multilingual(project.folder, "extract").stderr


def test_words_that_leave_out_what_is_filled_in_are_told(project: SmallProject) -> None:
    say(project, {CHECKED: "A mechanic checked this page."})
    assert "other places to fill in than its English: %(date)s." in (
        run_multilingual(project.folder, "extract").stderr
    )
