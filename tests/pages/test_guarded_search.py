"""A danger leads to help first, whatever a language's own list for the search says."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT, NewProject, Site, SmallProject, serving
from playwright.sync_api import Browser, Page, Route, expect
from search_quality import ASK
from windows import Windows

from multilingual.wordlists.guarded_queries import read_guarded_queries

CODES = ("en", "ar", "es", "fr", "hi", "zh_CN")
HELP = """
.. _call-now:

When must I call?
-----------------

.. short-answer::

   Call for chest pain.

Call your number.
"""
DANGERS = """danger,to,language,forms
chest pain,call-now,en,chest pain
chest pain,call-now,es,dolor* … pecho
wish to die,call-now,es,quiero morir*
"""
HOSTILE = {
    "another question": "ask,dolor de pecho|quiero morir|dolor|pecho|morir,is-it-catching",
    "letters that are written as others": "fold,dolor|pecho|quiero|morir|chest|pain,contagio",
    "letters that JavaScript takes for what stands around": "fold,e|o|a|d|n,$`$'e",
    "letters that are left out": "fold,d|o|l|r|p|e|c|h|m|i|a|n|t|s|q|u,",
    "words that say little": "stop,dolor|de|pecho|quiero|morir|chest|pain,",
    "beginnings that are taken off": "prefix,dol|pec|quie|mor|che|pai,",
    "words that mean the same": "same,dolor de pecho|quiero morir|contagio,",
}
QUERIES = [
    "dolor de pecho",
    "qué DOLOR tengo en el pecho",
    "quiero morirme",
    "chest pain",
]


def first(page: Page, address: str, queries: list[str]) -> list[str]:
    """Return the label of the question that comes first for each query, nothing if none does."""
    page.goto(address)
    page.locator("#page-search").focus()
    page.wait_for_selector(".search-suggestions", state="attached")
    return [next(iter(labels), "") for labels in page.evaluate(ASK, queries)]


@pytest.fixture(scope="module")
def hostile(new_project: NewProject, browser: Browser) -> dict[str, list[str]]:
    """What comes first for each query, by how a list tries to turn the search."""
    project = new_project()
    project.write("source/when.rst", f"When\n====\n{HELP}")
    project.write("source/dangers.csv", DANGERS)
    with (project.folder / "source/index.rst").open("a", encoding="utf-8") as home:
        home.write("\n.. toctree::\n\n   when\n")
    project.translate("es", "index", {"Is it catching?": "¿Es contagio? dolor pecho quiero morir"})
    found = {}
    for name, row in HOSTILE.items():
        project.write("locale/es/search.csv", f"kind,from,to\n{row}\n")
        assert "search" not in project.build("es").stderr
        with serving(project.folder / "build" / "html") as address:
            page = browser.new_page()
            found[name] = first(page, f"{address}/es/search.html", QUERIES)
            page.close()
    return found


@pytest.mark.parametrize("way", HOSTILE)
def test_no_row_of_a_language_turns_a_danger(hostile: dict[str, list[str]], way: str) -> None:
    assert hostile[way] == ["call-now"] * len(QUERIES)


@pytest.mark.parametrize("code", CODES)
def test_all_that_names_a_danger_leads_to_help_first(
    windows: Windows, site: Site, code: str
) -> None:
    language = next(one for one in site.languages if one.code == code)
    expected = {
        form.replace("…", " ").replace("*", ""): row.danger
        for row in read_guarded_queries(ROOT).of(code)
        for form in row.forms
    }
    labels = {row.danger: row.label for row in read_guarded_queries(ROOT).rows}
    address = f"{windows.address}/{language.tag}/search.html"
    found = first(windows.empty(), address, list(expected))
    # Words can name two dangers, and the worse one comes first.
    helping = set(labels.values())
    assert {
        query for query, label in zip(expected, found, strict=True) if label not in helping
    } == set()
    wrong = [
        (query, label)
        for (query, danger), label in zip(expected.items(), found, strict=True)
        if label not in (labels[danger], "emergency-signs", "suicidal-thoughts")
    ]
    assert wrong == []


def test_a_danger_with_a_typing_mistake_leads_to_help(windows: Windows) -> None:
    address = f"{windows.address}/en/search.html"
    assert first(windows.empty(), address, ["chest pian"]) == ["emergency-signs"]


def test_no_list_of_a_language_keeps_a_mistyped_danger_from_help(
    new_project: NewProject, browser: Browser
) -> None:
    project = new_project()
    project.write("source/when.rst", f"When\n====\n{HELP}")
    project.write("source/dangers.csv", DANGERS)
    with (project.folder / "source/index.rst").open("a", encoding="utf-8") as home:
        home.write("\n.. toctree::\n\n   when\n")
    # The mistakes are words of the translation and of the list, and so would not be corrected.
    project.translate("es", "index", {"Is it catching?": "¿Es dolro o pehco? qiuero chest pian"})
    row = "ask,dolro|pehco|qiuero|pian|dolro de pehco,is-it-catching"
    project.write("locale/es/search.csv", f"kind,from,to\n{row}\n")
    project.build("es")
    queries = ["dolor de pehco", "dolor en el pecoh", "qiuero morirme", "chest pian"]
    with serving(project.folder / "build" / "html") as address:
        page = browser.new_page()
        found = first(page, f"{address}/es/search.html", queries)
        page.close()
    assert found == ["call-now"] * len(queries)


@pytest.mark.parametrize(
    ("tag", "words"), [("en", "hear problems"), ("en", "paint"), ("es", "pechuga")]
)
def test_an_everyday_word_is_no_danger(windows: Windows, tag: str, words: str) -> None:
    address = f"{windows.address}/{tag}/search.html"
    assert first(windows.empty(), address, [words]) != ["emergency-signs"]


def test_what_names_no_danger_is_found_as_before(windows: Windows) -> None:
    queries = ["is lupus contagious", "why is it called lupus"]
    address = f"{windows.address}/en/search.html"
    assert first(windows.empty(), address, queries) == [
        "is-lupus-contagious",
        "where-did-the-name-come-from",
    ]


def test_a_label_that_no_question_has_stops_the_build(project: SmallProject) -> None:
    project.write("source/dangers.csv", DANGERS)
    told = project.build("en").stderr
    assert "source/dangers.csv:2: no question has the label 'call-now'." in told


BROKEN = {
    "no index": ("**/search-index.js", "abort"),
    "an index that is no script": ("**/search-index.js", "fulfill"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_danger_leads_to_help_whatever_is_wrong_with_the_index(
    windows: Windows, fault: str
) -> None:
    pattern, way = BROKEN[fault]
    with windows.new() as page:
        page.route(pattern, lambda route: getattr(route, way)())
        page.goto("/en/search.html?q=chest+pain")
        link = page.locator("#search-results a").first
        assert "q/emergency-signs.html" in str(link.get_attribute("href"))


def test_a_danger_leads_to_help_at_once_while_the_index_loads(windows: Windows) -> None:
    with windows.new() as page:
        # Nobody answers.
        page.route("**/search-index.js", lambda _route: None)
        page.goto("/es/about-lupus.html")
        page.locator("#header-search").fill("dolor de pecho")
        first_option = page.locator(".search-suggestions li").first
        to_help = re.compile(r"q/emergency-signs\.html")
        expect(first_option).to_have_attribute("data-address", to_help)


def test_what_is_found_is_shown_where_the_list_of_dangers_never_comes(windows: Windows) -> None:
    with windows.new() as page:
        page.route("**/search-dangers.js", lambda _route: None)
        page.goto("/en/search.html?q=lupus", wait_until="commit")
        expect(page.locator("#search-results a")).not_to_have_count(0)


def test_a_list_of_dangers_that_comes_late_still_leads_to_help(windows: Windows) -> None:
    with windows.new() as page:
        held: list[Route] = []

        def hold(route: Route) -> None:
            held.append(route)

        page.route("**/search-dangers.js", hold)
        page.goto("/en/search.html?q=strong+chest+pain", wait_until="commit")
        first = page.locator("#search-results[data-shown] a").first
        first.wait_for()
        held[0].continue_()
        expect(first).to_have_attribute("href", re.compile(r"q/emergency-signs\.html"))


def test_what_helps_in_a_danger_looks_like_help_among_suggestions(windows: Windows) -> None:
    with windows.new() as page:
        page.goto("/es/about-lupus.html")
        page.locator("#header-search").fill("dolor de pecho")
        page.locator(".search-suggestions li").nth(2).wait_for()
        options = page.locator(".search-suggestions li")
        classes = options.evaluate_all("(all) => all.map(({ className }) => className)")
        assert (classes[0], classes[-1]) == ("is-urgent", "")


@pytest.mark.parametrize(("tag", "words"), [("es", "dolor de pecho"), ("ar", "ألم في الصدر")])
def test_a_safety_text_that_is_found_has_its_english_below_it(
    windows: Windows, tag: str, words: str
) -> None:
    page = windows.empty()
    page.goto(f"/{tag}/search.html?q={words}")
    on_page = page.locator("#search-results[data-shown] > li").first.locator("p + p.source-text")
    expect(on_page).to_contain_text("Call the emergency number now for chest pain")
    expect(on_page).to_have_attribute("lang", "en")
    expect(on_page).to_have_attribute("dir", "ltr")
    page.goto(f"/{tag}/about-lupus.html")
    page.locator("#header-search").fill(words)
    below = page.locator("#header-search-list > li").first.locator("span + span.source-text")
    expect(below).to_contain_text("Call the emergency number now for chest pain")
    expect(below).to_have_attribute("lang", "en")
    expect(below).to_have_attribute("dir", "ltr")


def test_a_safety_text_has_its_english_while_the_index_loads(windows: Windows) -> None:
    with windows.new() as page:
        page.route("**/search-index.js", lambda _route: None)
        page.goto("/es/about-lupus.html")
        page.locator("#header-search").fill("dolor de pecho")
        english = page.locator("#header-search-list > li").first.locator(".source-text")
        expect(english).to_contain_text("chest pain")


def test_a_safety_text_has_its_english_where_the_list_of_dangers_is_lost(windows: Windows) -> None:
    with windows.new() as page:
        page.route("**/search-dangers.js", lambda route: route.abort())
        page.goto("/es/search.html?q=número de emergencias")
        result = page.locator(
            "#search-results > li", has=page.locator("a[href$=emergency-signs\\.html]")
        )
        expect(result.locator(".source-text")).to_contain_text("chest pain")


@pytest.mark.parametrize(("tag", "words"), [("es", "por qué se llama lupus"), ("en", "chest pain")])
def test_what_has_no_english_below_it_on_its_page_has_none_in_a_result(
    windows: Windows, tag: str, words: str
) -> None:
    page = windows.empty()
    page.goto(f"/{tag}/search.html?q={words}")
    first = page.locator("#search-results[data-shown] > li").first
    expect(first.locator("p")).to_have_count(1)
    expect(first.locator(".source-text")).to_have_count(0)


def test_who_has_hidden_the_english_below_warnings_finds_none(windows: Windows) -> None:
    with windows.new() as page:
        page.goto("/es/when-to-get-help.html")
        page.locator(".english-toggle").first.click()
        page.locator("html.hides-english").wait_for()
        page.goto("/es/search.html?q=dolor de pecho")
        first = page.locator("#search-results[data-shown] > li").first
        expect(first.locator(".source-text")).to_have_count(1)
        expect(first.locator(".source-text")).to_be_hidden()
