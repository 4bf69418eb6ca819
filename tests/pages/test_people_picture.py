"""``.. people::`` draws a figure out of a hundred beside the words that say it."""

import pytest
from bs4 import BeautifulSoup
from conftest import NewProject, SmallProject, run_multilingual, serving
from playwright.sync_api import Browser

WORDS = "In 24 out of 100 pairs of twins, both had it."
EDGES = """(svg) => [...svg.querySelectorAll("path")].map((path) => {
  const { left, right } = path.getBoundingClientRect();
  return { left: Math.round(left), right: Math.round(right) };
})"""
"""Where the filled figures and all others begin and end on the page."""


def page(count: str, words: str = WORDS) -> str:
    return f"Home\n====\n\n.. people:: {count}\n\n   {words}\n"


@pytest.fixture(scope="module")
def built(new_project: NewProject) -> SmallProject:
    project = new_project()
    project.write("source/index.rst", page("4", "4 of 100 people."))
    project.translate("ar", "index", {"4 of 100 people.": "4 من كل 100 شخص."})
    project.build()
    return project


def figures(page: BeautifulSoup) -> list[int]:
    return [path["d"].count("M") for path in page.select(".people path")]


def test_as_many_figures_are_filled_as_the_words_say(project: SmallProject) -> None:
    project.write("source/index.rst", page("24"))
    project.build("en")
    picture = project.html("en").select_one("figure.people")
    assert figures(picture) == [24, 76]
    assert picture.select_one("path")["class"] == ["filled"]
    assert picture.figcaption.text.strip() == WORDS


def test_a_screen_reader_passes_the_picture_over(built: SmallProject) -> None:
    assert built.html("en").select_one(".people svg")["aria-hidden"] == "true"


def test_its_words_are_translated(built: SmallProject) -> None:
    assert built.html("ar").select_one(".people figcaption p").text == "4 من كل 100 شخص."


def test_translators_are_told_what_the_words_are(built: SmallProject) -> None:
    run_multilingual(built.folder, "extract")
    template = (built.folder / "build" / "gettext" / "index.pot").read_text("utf-8")
    assert "words below a picture of 100 people" in template


@pytest.mark.parametrize(("tag", "side"), [("en", "left"), ("ar", "right")])
def test_it_fills_from_the_side_of_reading(
    built: SmallProject, browser: Browser, tag: str, side: str
) -> None:
    with serving(built.folder / "build" / "html") as address:
        tab = browser.new_page()
        tab.goto(f"{address}/{tag}/index.html")
        filled, all_others = tab.locator(".people svg").evaluate(EDGES)
        tab.close()
    assert filled[side] == all_others[side]
    assert filled != all_others


@pytest.mark.parametrize("count", ["0", "100", "-1", "24.5", "many", "٢٤", "024"])
def test_no_whole_number_below_a_hundred_stops_the_build(project: SmallProject, count: str) -> None:
    project.write("source/index.rst", page(count))
    fault = f"source/index.rst:4: {count!r} is no whole number from 1 to 99."
    assert fault in project.build("en").stderr


def test_no_words_stop_the_build(project: SmallProject) -> None:
    project.write("source/index.rst", "Home\n====\n\n.. people:: 24\n\nText.\n")
    fault = "source/index.rst:4: a picture of 24 people has no words."
    assert fault in project.build("en").stderr


@pytest.mark.parametrize(
    "words", ["About a quarter.", "In 2 of 4 pairs.", "240 pairs.", "1.24 of 5."]
)
def test_words_without_the_number_stop_the_build(project: SmallProject, words: str) -> None:
    project.write("source/index.rst", page("24", words))
    fault = "source/index.rst:4: the words below a picture of 24 people do not say 24."
    assert fault in project.build("en").stderr


@pytest.mark.parametrize("words", ["About one out of 100 people.", "About 1 out of 100 people."])
def test_one_can_be_a_word(project: SmallProject, words: str) -> None:
    project.write("source/index.rst", page("1", words))
    assert project.build("en").stderr == ""
