"""The search field as readers use it, in Chromium."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence

import pytest
from conftest import Site, SmallProject, serving
from playwright.sync_api import Browser, Page, Request, expect
from search_quality import (
    KINDS,
    LEAST,
    Quality,
    ask_page,
    codes_with_queries,
    read_queries,
)
from windows import NOTHING, PHONE, Traffic, Windows, violations_by_scheme

from multilingual.wordlists.search_list import read_search_list

FIRST_SEARCH, MOST_REQUESTS = 70 * 1024, 3
"""Bytes, as gzip makes them, at a hundred questions."""

COMPOSE = """(field) => {
  field.value = "contagious";
  field.dispatchEvent(new InputEvent("input", { isComposing: true, bubbles: true }));
}"""


@pytest.fixture
def page(windows: Windows) -> Page:
    return windows.empty()


@pytest.fixture
def new_page(windows: Windows) -> Iterator[Page]:
    with windows.new() as page:
        yield page


def type_into_header(page: Page, words: str) -> None:
    page.locator("#header-search").focus()
    page.keyboard.type(words)
    expect(page.locator(f'form[data-shown="{words}"]')).to_be_visible()


def options(page: Page) -> list[str]:
    return page.locator("#header-search-list > li > strong").all_inner_texts()


@pytest.mark.parametrize("code", codes_with_queries())
def test_the_right_question_comes_first(windows: Windows, site: Site, code: str) -> None:
    language = next(one for one in site.languages if one.code == code)
    quality: Quality = ask_page(windows.empty(), windows.address, language)
    assert quality.is_good, "\n".join(quality.lines())


@pytest.mark.parametrize("code", codes_with_queries())
def test_the_queries_of_a_language_are_many_and_of_known_kinds(site: Site, code: str) -> None:
    queries = read_queries(code)
    labels = {
        link["href"].partition("#")[2]
        for link in site.page("en", "search").select("#all-questions li a")
    }
    assert len({query.text for query in queries}) >= LEAST
    assert {query.kind for query in queries} <= set(KINDS)
    assert {label for query in queries for label in query.expected} <= labels


@pytest.mark.parametrize(
    ("tag", "words", "title"),
    [
        ("en", "biopsy", "biopsy"),
        ("en", "what is proteinuria", "proteinuria"),
        ("en", "osteop", "osteoporosis"),
        ("es", "biopsia", "biopsia · biopsy"),
        ("ar", "الخزعة", "خزعة · biopsy"),
        ("hi", "biopsy", "बायोप्सी · biopsy"),
        ("zh-Hans", "活检", "活检 · biopsy"),
    ],
)
def test_a_medical_word_leads_to_what_it_means(
    page: Page, tag: str, words: str, title: str
) -> None:
    page.goto(f"/{tag}/about-lupus.html")
    type_into_header(page, words)
    assert title in options(page)[:2]


def test_what_to_do_in_a_danger_stands_above_what_a_word_means(page: Page) -> None:
    page.goto("/en/about-lupus.html")
    type_into_header(page, "stroke")
    assert options(page)[:2] == ["When must I call the emergency number?", "stroke"]


def test_nothing_is_loaded_before_a_reader_touches_the_field(new_page: Page) -> None:
    seen: list[str] = []
    new_page.on("request", lambda request: seen.append(request.url))
    new_page.goto("/en/about-lupus.html", wait_until="networkidle")
    names = {url.rpartition("/")[2].partition("?")[0] for url in seen}
    assert names.isdisjoint({"search.js", "search-index.js", "search-dangers.js"})


def weight(answered: Sequence[Request]) -> int:
    """Return the bytes of what was answered, as gzip makes them where that is less."""
    bodies = [request.response().body() for request in answered]
    return sum(min(len(body), len(zlib.compress(body, 9))) for body in bodies)


@pytest.mark.parametrize("code", codes_with_queries())
def test_a_search_loads_little(new_page: Page, site: Site, code: str) -> None:
    tag = next(one.tag for one in site.languages if one.code == code)
    new_page.goto(f"/{tag}/about-lupus.html", wait_until="networkidle")
    traffic = Traffic(new_page)
    type_into_header(new_page, "lupus")
    traffic.wait()
    first = len(traffic.answered)
    assert 0 < first <= MOST_REQUESTS
    assert weight(traffic.answered) <= FIRST_SEARCH
    for text in ("ANA", *(query.text for query in read_queries(code)[::7])):
        new_page.locator("#header-search").fill(text)
        expect(new_page.locator(f'form[data-shown="{text}"]')).to_be_visible()
    traffic.wait()
    assert len(traffic.answered) == first


def test_a_slash_leads_to_the_field(page: Page) -> None:
    page.goto("/en/about-lupus.html")
    page.keyboard.press("/")
    expect(page.locator("#header-search")).to_be_focused()
    page.keyboard.type("/")
    expect(page.locator("#header-search")).to_have_value("/")


def test_a_slash_opens_the_menu_of_a_phone(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/ar/about-lupus.html")
    page.keyboard.press("/")
    expect(page.locator("#menu-search")).to_be_focused()


def test_arrows_move_and_enter_opens_a_question(page: Page) -> None:
    page.goto("/en/about-lupus.html")
    field = page.locator("#header-search")
    type_into_header(page, "contagious")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    expect(chosen).to_contain_text("Is lupus contagious?")
    expect(field).to_have_attribute("aria-activedescendant", str(chosen.get_attribute("id")))
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/q/is-lupus-contagious.html")


def test_escape_closes_the_list_and_keeps_the_words(page: Page) -> None:
    page.goto("/en/about-lupus.html")
    type_into_header(page, "contagious")
    page.keyboard.press("Escape")
    expect(page.locator("#header-search-list")).to_be_hidden()
    expect(page.locator("#header-search")).to_have_value("contagious")


def test_results_are_announced(page: Page) -> None:
    page.goto("/en/about-lupus.html")
    type_into_header(page, "contagious")
    expect(page.locator(".header-search [role=status]")).to_contain_text("Results found:")


def test_a_typing_mistake_is_named(page: Page) -> None:
    page.goto("/en/about-lupus.html")
    type_into_header(page, "contagoius")
    expect(page.locator(".header-search [role=status]")).to_contain_text("contagious")


def test_words_that_are_nowhere_lead_to_english_and_to_help(page: Page) -> None:
    page.goto("/es/about-lupus.html")
    type_into_header(page, "qxzwvk")
    places = page.locator("#header-search-list > li").evaluate_all(
        "(all) => all.map((one) => one.dataset.address)"
    )
    assert any(place.endswith("/en/search.html?q=qxzwvk") for place in places)
    assert any(place.endswith("/es/when-to-get-help.html") for place in places)


def test_a_word_that_is_being_composed_is_not_searched(page: Page) -> None:
    page.goto("/en/about-lupus.html")
    type_into_header(page, "lupus")
    page.locator("#header-search").evaluate(COMPOSE)
    page.wait_for_timeout(400)
    expect(page.locator('form[data-shown="lupus"]')).to_be_visible()


def test_an_answer_that_comes_late_is_dropped(new_page: Page) -> None:
    new_page.goto("/en/about-lupus.html")
    waiting: list[object] = []
    # Playwright cannot take a method of a list.
    new_page.route("**/search-index.js", lambda route: waiting.append(route))  # noqa: PLW0108
    with new_page.expect_request("**/search-index.js"):
        new_page.locator("#header-search").focus()
        new_page.keyboard.type("copyright")
    new_page.locator("#header-search").fill("fever")
    for route in waiting:
        route.continue_()  # type: ignore[attr-defined]
    expect(new_page.locator('form[data-shown="fever"]')).to_be_visible()
    new_page.wait_for_load_state("networkidle")
    assert "Can I copy or share this text?" not in options(new_page)


def test_a_search_that_takes_long_says_so_and_leads_to_help_meanwhile(new_page: Page) -> None:
    new_page.goto("/en/about-lupus.html")
    notice = new_page.locator(".header-search .search-notice:not(.search-unable)")
    waiting: list[object] = []
    new_page.route("**/search-index.js", lambda route: waiting.append(route))  # noqa: PLW0108
    new_page.locator("#header-search").focus()
    new_page.keyboard.type("fever")
    expect(notice).to_have_text("Searching…")
    assert "When to get medical help" in options(new_page)
    for route in waiting:
        route.continue_()  # type: ignore[attr-defined]
    expect(new_page.locator('form[data-shown="fever"]')).to_be_visible()
    expect(notice).to_be_hidden()


@pytest.mark.parametrize(("tag", "words"), [("en", "kidney"), ("ar", "qxzwvk"), ("zh-Hans", "ANA")])
def test_axe_finds_no_violation_in_an_open_list(page: Page, tag: str, words: str) -> None:
    page.goto(f"/{tag}/about-this-site.html")
    type_into_header(page, words)
    page.keyboard.press("ArrowDown")
    assert violations_by_scheme(page, within=".header-search") == NOTHING


def test_nothing_scrolls_sideways_with_an_open_list_on_a_small_phone(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/ar/about-lupus.html")
    page.locator("details.menu > summary").click()
    page.locator("#menu-search").fill("lupus")
    expect(page.locator("#menu-search-list")).to_be_visible()
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320


@pytest.mark.parametrize("tag", ["en", "ar", "zh-Hans"])
def test_the_search_works_in_pages_opened_from_a_folder(
    new_page: Page, site: Site, tag: str
) -> None:
    new_page.goto(f"file://{site.folder}/{tag}/search.html?q=lupus")
    expect(new_page.locator("#search-results a").first).to_be_visible()


def test_no_title_and_no_word_of_a_list_becomes_markup(
    project: SmallProject, browser: Browser
) -> None:
    evil = "<img src=x onerror=alert(1)>"
    page_text = f"Home\n====\n\n.. _evil:\n\nIs {evil} bad?\n----------\n\n.. short-answer::\n\n"
    project.write("source/index.rst", f"{page_text.replace('----', '-' * 40)}   Yes {evil}.\n")
    project.write("source/search.csv", f'kind,from,to\nask,"{evil}|word",evil\n')
    assert project.build("en").returncode == 0
    with serving(project.folder / "build" / "html") as address:
        page = browser.new_page(base_url=address)
        page.goto("/en/search.html?q=onerrr")
        expect(page.locator("#search-results li")).to_contain_text(evil)
        assert page.locator("article img").count() == 0
        page.close()


def test_a_question_that_is_not_translated_says_which_language_it_is_in(
    project: SmallProject, browser: Browser
) -> None:
    project.translate("es", "index", {"Home": "Inicio"})
    assert project.build().returncode == 0
    with serving(project.folder / "build" / "html") as address:
        page = browser.new_page(base_url=address)
        page.goto("/es/search.html?q=catching")
        expect(page.locator("#search-results li small")).to_have_text("Inicio · inglés")
        page.close()


def test_a_query_is_folded_as_the_index_is(page: Page, site: Site) -> None:
    texts = [
        "Ærø STRASSE straße Đau",
        "الذِّئبة أإآ ــ",
        "क़लम डाॅक्टर",
        "狼瘡会传染吗ABC",
        "Ｆull İstanbul ΣΑΣ",
    ]
    folding = read_search_list(site.folder).folding
    page.goto("/en/about-lupus.html")
    page.locator("#header-search").focus()
    page.wait_for_selector(".search-suggestions", state="attached")
    folded = page.evaluate(
        "(texts) => Promise.all(texts.map(siteSearch.engine.foldAs))",
        texts,
    )
    assert folded == [folding.words(text) for text in texts]


def test_the_search_page_is_as_wide_as_a_phone(windows: Windows) -> None:
    with windows.new(viewport=PHONE, is_mobile=True) as page:
        page.goto("/ar/search.html")
        assert page.evaluate("innerWidth") == PHONE["width"]


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("en", "she wants to die"),
        ("es", "mi hija no quiere vivir"),
        ("fr", "mon mari veut mourir"),
        ("ar", "ابنتي لا تريد أن تعيش"),
    ],
)
def test_a_danger_that_is_named_leads_to_help(page: Page, tag: str, words: str) -> None:
    page.goto(f"/{tag}/about-lupus.html")
    type_into_header(page, words)
    first = page.locator("#header-search-list > li").first
    assert str(first.get_attribute("data-address")).endswith("q/suicidal-thoughts.html")


@pytest.mark.parametrize("word", ["diet", "fetal", "cope"])
def test_another_word_is_not_taken_for_a_mistake(page: Page, word: str) -> None:
    page.goto("/en/about-lupus.html")
    type_into_header(page, word)
    status = page.locator(".header-search .visually-hidden[role=status]").inner_text()
    assert not {"die", "fatal", "copy", "code"} & set(status.replace(".", "").split())


def test_a_notice_goes_with_its_list(page: Page) -> None:
    page.goto("/en/about-lupus.html")
    type_into_header(page, "qxzwvk")
    notice = page.locator(".header-search .search-notice:not(.search-unable)")
    expect(notice).to_be_visible()
    page.keyboard.press("Escape")
    expect(notice).to_be_hidden()


def test_signs_without_a_word_lead_to_help(page: Page) -> None:
    page.goto("/en/search.html?q=%F0%9F%98%A2")
    expect(page.locator("#search-onward a").last).to_be_visible()
    expect(page.locator("#search-near li")).to_have_count(3)


def test_enter_opens_nothing_that_was_chosen_for_other_words(page: Page) -> None:
    page.goto("/en/about-lupus.html")
    type_into_header(page, "hair falling")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("chest pain")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=chest+pain")


def test_going_back_shows_what_was_found_last(page: Page) -> None:
    page.goto("/en/search.html?q=fever")
    page.locator("#page-search").fill("hair falling out")
    expect(page.locator('#search-results[data-shown="hair falling out"]')).to_be_attached()
    page.locator("#search-results a").first.click()
    page.go_back()
    expect(page.locator("#search-results a").first).to_have_attribute(
        "href", re.compile(r"will-my-hair-grow-back\.html$")
    )
    assert page.url.endswith("/en/search.html?q=fever")


def test_a_tap_opens_the_list_again(page: Page) -> None:
    page.goto("/en/about-lupus.html")
    type_into_header(page, "fever")
    page.locator("h1").first.click()
    expect(page.locator("#header-search-list")).to_be_hidden()
    page.locator("#header-search").click()
    expect(page.locator("#header-search-list")).to_be_visible()


def test_a_script_that_does_not_come_is_told(new_page: Page) -> None:
    new_page.route("**/assets/search.*.js", lambda route: route.abort())
    new_page.goto("/en/search.html?q=fever")
    expect(new_page.locator("#search-status")).to_contain_text("Search failed")
