"""The site as readers meet it, in Chromium."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial

import pytest
from conftest import CODES, PAGES
from playwright.sync_api import Locator, Page, Request, Response, expect
from windows import (
    CONTRAST,
    DESKTOP,
    NARROW,
    NOTHING,
    PHONE,
    Windows,
    faint,
    violations,
    violations_by_scheme,
)

TAGS = tuple({"zh_CN": "zh-Hans"}.get(code, code) for code in CODES)
ADDRESSES = tuple(f"/{tag}/{page}.html" for tag in TAGS for page in (*PAGES, "search"))
ROOT_ADDRESSES = ("/index.html", "/404.html")

SETTLED = """() => new Promise((settled) => {
  let last = scrollY;
  let still = 0;
  const look = () => {
    still = scrollY === last ? still + 1 : 0;
    last = scrollY;
    if (still > 15) settled();
    else requestAnimationFrame(look);
  };
  look();
})"""

BELOW_HEADER = """(section) =>
  section.querySelector("h2").getBoundingClientRect().top -
  document.querySelector(".site-header").getBoundingClientRect().bottom"""

UNDER_HEADER = """() => {
  const it = document.activeElement;
  const line = document.querySelector(".site-header").getBoundingClientRect().bottom;
  const hidden = it.closest("article") && it.getBoundingClientRect().top < line - 1;
  return hidden ? [it.textContent] : [];
}"""

Visit = Callable[..., Page]


@pytest.fixture
def visit(windows: Windows) -> Visit:
    return windows.open


def summary(page: Page, popup: str) -> Locator:
    return page.locator(f"details.{popup} > summary")


def language_link(page: Page, tag: str) -> Locator:
    return page.locator(f".languages a[lang={tag}]")


def click_in_place(locator: Locator) -> None:
    """Click as a mouse does; ``Locator.click`` would scroll the page before."""
    expect(locator).to_be_visible()
    box = locator.bounding_box()
    assert box
    locator.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def switch(page: Page, tag: str) -> None:
    click_in_place(summary(page, "languages"))
    click_in_place(language_link(page, tag))
    page.wait_for_url(f"**/{tag}/**")


def switch_by_keyboard(page: Page, tag: str) -> None:
    summary(page, "languages").focus()
    page.keyboard.press("Enter")
    language_link(page, tag).focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{tag}/**")


def scroll_to(page: Page, question: str) -> None:
    page.locator(f"#{question}").evaluate("(it) => it.scrollIntoView({ behavior: 'instant' })")


def pixels_below_header(page: Page, question: str) -> float:
    page.evaluate(SETTLED)
    return page.locator(f"#{question}").evaluate(BELOW_HEADER)


def path_of(page: Page) -> str:
    return re.sub(r"^https?://[^/]+", "", page.url)


# Switching --------------------------------------------------------------------------------


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
class TestSwitching:
    def test_leads_to_the_question_in_the_address(
        self, visit: Visit, viewport: dict[str, int]
    ) -> None:
        page = visit("/en/about-lupus.html#is-lupus-contagious", viewport=viewport)
        page.evaluate(SETTLED)
        switch(page, "ar")
        assert path_of(page) == "/ar/about-lupus.html#is-lupus-contagious"
        assert 0 <= pixels_below_header(page, "is-lupus-contagious") <= 120

    def test_leads_to_the_question_that_was_scrolled_to(
        self, visit: Visit, viewport: dict[str, int]
    ) -> None:
        page = visit("/en/about-lupus.html", viewport=viewport)
        scroll_to(page, "what-are-the-symptoms")
        switch(page, "zh-Hans")
        assert path_of(page) == "/zh-Hans/about-lupus.html#what-are-the-symptoms"
        assert 0 <= pixels_below_header(page, "what-are-the-symptoms") <= 120

    def test_by_keyboard_leads_to_the_question_in_view(
        self, visit: Visit, viewport: dict[str, int]
    ) -> None:
        page = visit("/en/about-lupus.html", viewport=viewport)
        scroll_to(page, "what-are-the-symptoms")
        switch_by_keyboard(page, "es")
        assert path_of(page) == "/es/about-lupus.html#what-are-the-symptoms"
        assert 0 <= pixels_below_header(page, "what-are-the-symptoms") <= 120

    def test_leads_to_the_last_question_of_a_short_page(
        self, visit: Visit, viewport: dict[str, int]
    ) -> None:
        page = visit("/en/when-to-get-help.html", viewport=viewport)
        scroll_to(page, "prepare-for-an-appointment")
        switch(page, "fr")
        assert path_of(page) == "/fr/when-to-get-help.html#prepare-for-an-appointment"
        assert 0 <= pixels_below_header(page, "prepare-for-an-appointment") <= 120

    def test_leads_to_the_top_from_the_top(self, visit: Visit, viewport: dict[str, int]) -> None:
        page = visit("/en/about-lupus.html", viewport=viewport)
        switch(page, "hi")
        assert path_of(page) == "/hi/about-lupus.html"
        assert page.evaluate("scrollY") == 0


def test_switching_keeps_the_words_that_were_searched_for(visit: Visit) -> None:
    page = visit("/en/search.html?q=lupus")
    switch(page, "es")
    expect(page.locator("#page-search")).to_have_value("lupus")


def test_nothing_covers_the_open_switcher(visit: Visit) -> None:
    page = visit("/en/about-lupus.html")
    summary(page, "languages").click()
    for tag in TAGS:
        language_link(page, tag).click(trial=True)


def test_the_header_stays_in_view(visit: Visit) -> None:
    page = visit("/en/about-lupus.html")
    scroll_to(page, "my-child-has-lupus")
    assert page.locator(".site-header").evaluate("(it) => it.getBoundingClientRect().top") == 0


@pytest.mark.parametrize("name", ["index", "about-lupus"])
def test_what_has_the_focus_is_not_under_the_header(visit: Visit, name: str) -> None:
    page = visit(f"/en/{name}.html", viewport=PHONE)
    page.locator("footer a").last.focus()
    hidden = []
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        hidden += page.evaluate(UNDER_HEADER)
    assert hidden == []


def test_nothing_glides_for_a_reader_who_asks_for_less_motion(visit: Visit) -> None:
    page = visit("/en/about-lupus.html", reduced_motion="reduce")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_escape_closes_the_switcher_and_gives_its_summary_the_focus(visit: Visit) -> None:
    page = visit("/en/about-lupus.html")
    summary(page, "languages").click()
    language_link(page, "fr").focus()
    page.keyboard.press("Escape")
    expect(page.locator("details.languages")).not_to_have_attribute("open", "")
    expect(summary(page, "languages")).to_be_focused()


# The choice of a language -----------------------------------------------------------------


def test_the_root_leads_to_the_language_that_was_switched_to(visit: Visit) -> None:
    page = visit("/en/about-lupus.html")
    switch(page, "es")
    page.goto("/", wait_until="commit")
    page.wait_for_url("**/es/index.html")


def test_the_root_leads_to_the_language_that_was_chosen_there(visit: Visit) -> None:
    page = visit("/")
    page.locator("#languages a[data-language=fr]").click()
    page.wait_for_url("**/fr/index.html")
    page.goto("/", wait_until="commit")
    page.wait_for_url("**/fr/index.html")


@pytest.mark.parametrize("root", ["/#choose", "/index.html#choose"])
def test_the_list_of_languages_can_be_shown_after_a_choice(visit: Visit, root: str) -> None:
    page = visit("/en/index.html")
    switch(page, "es")
    page.goto(root)
    expect(page.locator("#languages a")).to_have_count(len(TAGS))
    assert path_of(page) == root


@pytest.mark.parametrize("locale", ["en-GB", "ar-EG", "ja-JP"])
def test_a_first_visit_is_not_redirected(visit: Visit, locale: str) -> None:
    page = visit("/", locale=locale)
    page.wait_for_load_state("networkidle")
    assert path_of(page) == "/"


OFFERS = [
    ("ar-EG", "ar", "rtl", "العربية"),
    ("es-MX", "es", "ltr", "español"),
    ("hi-IN", "hi", "ltr", "हिन्दी"),
    ("zh-CN", "zh-Hans", "ltr", "简体中文"),
]


@pytest.mark.parametrize(("locale", "tag", "direction", "endonym"), OFFERS)
class TestTheOffer:
    def test_is_the_language_of_the_browser(
        self, visit: Visit, locale: str, tag: str, direction: str, endonym: str
    ) -> None:
        page = visit("/", locale=locale)
        expect(page.locator("main a").first).to_be_visible()
        assert page.locator("main a").first.get_attribute("href") == f"{tag}/index.html"
        assert page.locator("main a strong").first.text_content() == endonym

    def test_has_the_direction_of_its_language(
        self, visit: Visit, locale: str, tag: str, direction: str, endonym: str
    ) -> None:
        offer = visit("/", locale=locale).locator("#offer")
        assert (offer.get_attribute("lang"), offer.get_attribute("dir")) == (tag, direction)

    def test_is_made_in_that_language(
        self, visit: Visit, locale: str, tag: str, direction: str, endonym: str
    ) -> None:
        page = visit("/", locale=locale)
        words = page.locator("#offer span").inner_text(), page.locator("h1").inner_text()
        assert not {"Continue in this language", "Choose your language"} & set(words)


@pytest.mark.parametrize("locale", ["pt-PT", "ja-JP"])
def test_a_language_that_the_site_lacks_is_not_offered(visit: Visit, locale: str) -> None:
    page = visit("/", locale=locale)
    expect(page.locator("#offer")).to_be_hidden()


def test_a_missing_address_gets_the_404_page_with_its_language_first(visit: Visit) -> None:
    page = visit("/")
    response = page.goto("/fr/no-such-page.html")
    assert response
    assert response.status == 404
    assert page.locator("html").get_attribute("lang") == "fr"
    page.locator("main a:visible").first.click()
    page.wait_for_url("**/fr/index.html")


@pytest.mark.parametrize(
    ("folder", "tag"), [("AR", "ar"), ("zh-hans", "zh-Hans"), ("zh-cn", "zh-Hans"), ("xx", "fr")]
)
def test_a_missing_address_is_told_in_its_language_however_that_is_written(
    visit: Visit, folder: str, tag: str
) -> None:
    page = visit(f"/{folder}/no-such-page.html", locale="fr-FR")
    expect(page.locator("html")).to_have_attribute("lang", tag)


# Without JavaScript -----------------------------------------------------------------------


@pytest.fixture
def visit_without_scripts(visit: Visit) -> Visit:
    return partial(visit, java_script_enabled=False)


class TestWithoutJavaScript:
    @pytest.mark.parametrize("tag", TAGS)
    def test_the_switcher_works_by_keyboard(self, visit_without_scripts: Visit, tag: str) -> None:
        page = visit_without_scripts("/en/about-lupus.html")
        switch_by_keyboard(page, tag)
        assert path_of(page) == f"/{tag}/about-lupus.html"

    def test_a_question_opens_to_its_short_answer_by_keyboard(
        self, visit_without_scripts: Visit
    ) -> None:
        page = visit_without_scripts("/en/index.html")
        question = page.locator("details.question", has_text="Is lupus fatal?")
        expect(question.locator(".answer")).to_be_hidden()
        question.locator("summary").focus()
        page.keyboard.press("Enter")
        expect(question.locator(".answer")).to_be_visible()

    @pytest.mark.parametrize("tag", TAGS)
    def test_the_root_links_to_every_language(self, visit_without_scripts: Visit, tag: str) -> None:
        page = visit_without_scripts("/")
        page.locator(f"#languages a[hreflang={tag}]").click()
        page.wait_for_url(f"**/{tag}/index.html")

    def test_the_search_page_leads_to_all_questions(self, visit_without_scripts: Visit) -> None:
        page = visit_without_scripts("/en/search.html?q=lupus")
        page.get_by_role("main").get_by_role("link", name="Is lupus contagious?").click()
        page.wait_for_url("**/en/about-lupus.html#is-lupus-contagious")

    def test_the_menu_opens_on_a_phone(self, visit_without_scripts: Visit) -> None:
        page = visit_without_scripts("/en/index.html", viewport=PHONE)
        summary(page, "menu").click()
        page.locator(".menu").get_by_role("link", name="When to get medical help").click()
        page.wait_for_url("**/en/when-to-get-help.html")


# Direction --------------------------------------------------------------------------------


def side_of(page: Page, selector: str) -> str:
    box = page.locator(selector).bounding_box()
    assert box
    return "left" if box["x"] + box["width"] / 2 < DESKTOP["width"] / 2 else "right"


def gap_to_edge(page: Page, selector: str, side: str) -> float:
    box = page.locator(selector).bounding_box()
    assert box
    return box["x"] if side == "left" else DESKTOP["width"] - box["x"] - box["width"]


def padding(locator: Locator, side: str) -> float:
    given = locator.evaluate(f"(it) => getComputedStyle(it).getPropertyValue('padding-{side}')")
    return float(given.removesuffix("px"))


@pytest.mark.parametrize(
    ("tag", "start", "end"), [("en", "left", "right"), ("ar", "right", "left")]
)
class TestDirection:
    def test_the_table_of_contents_is_at_the_end(
        self, visit: Visit, tag: str, start: str, end: str
    ) -> None:
        assert side_of(visit(f"/{tag}/about-lupus.html"), ".toc-sticky") == end

    def test_bullets_stand_at_the_start(self, visit: Visit, tag: str, start: str, end: str) -> None:
        bullets = visit(f"/{tag}/about-lupus.html").locator("#what-is-lupus > ul").first
        assert padding(bullets, start) > 10
        assert padding(bullets, end) == 0

    def test_the_switcher_is_at_the_end_of_the_header(
        self, visit: Visit, tag: str, start: str, end: str
    ) -> None:
        assert gap_to_edge(visit(f"/{tag}/about-lupus.html"), ".languages", end) < 64

    def test_the_menu_is_at_the_start_of_the_header(
        self, visit: Visit, tag: str, start: str, end: str
    ) -> None:
        assert gap_to_edge(visit(f"/{tag}/about-lupus.html"), ".menu", start) < 64


# Accessibility and small screens ----------------------------------------------------------


@pytest.fixture(scope="module")
def reading(windows: Windows) -> Iterator[Page]:
    with windows.new() as page:
        yield page


@pytest.fixture(scope="module", params=[*ADDRESSES, *ROOT_ADDRESSES])
def opened(request: pytest.FixtureRequest, reading: Page) -> Page:
    """Each page with its folds open, which tests look at and leave as it is."""
    reading.set_viewport_size(DESKTOP)
    reading.goto(request.param)
    show = "(all) => all.forEach((it) => { it.open = true; })"
    reading.eval_on_selector_all("article details", show)
    return reading


def test_axe_finds_no_violation(opened: Page) -> None:
    opened.set_viewport_size(DESKTOP)
    opened.emulate_media(color_scheme="light")
    # In one language axe looks at the contrast of every text; in Arabic it can in none.
    is_whole = path_of(opened).startswith("/en/")
    found = violations(opened) if is_whole else violations(opened, but=CONTRAST) + faint(opened)
    assert found == []


def test_axe_finds_no_faint_colour_in_the_dark(opened: Page) -> None:
    opened.set_viewport_size(DESKTOP)
    opened.emulate_media(color_scheme="dark")
    assert faint(opened) == []


def test_nothing_scrolls_sideways_on_a_small_phone(opened: Page) -> None:
    opened.set_viewport_size(NARROW)
    widths = {"closed": page_width(opened)}
    for popup in ("menu", "languages"):
        if (it := summary(opened, popup)).count():
            it.click()
            widths[popup] = page_width(opened)
            it.click()
    assert max(widths.values()) <= NARROW["width"], widths


def page_width(page: Page) -> int:
    return page.evaluate("document.scrollingElement.scrollWidth")


@pytest.mark.parametrize("style", ["color: #333", "background: #aaa", "opacity: 0.3"])
def test_one_faint_text_of_many_that_look_alike_is_found(visit: Visit, style: str) -> None:
    page = visit("/fr/index.html", color_scheme="dark")
    assert faint(page) == []
    last = page.locator("article p[data-m]:visible").last
    last.evaluate("(it, style) => { it.style.cssText = style; }", style)
    assert [one.partition(":")[0] for one in faint(page)][:1] == [CONTRAST]


@pytest.mark.parametrize("tag", TAGS)
def test_axe_finds_no_violation_on_a_phone(visit: Visit, tag: str) -> None:
    assert violations(visit(f"/{tag}/when-to-get-help.html", viewport=PHONE)) == []


@pytest.mark.parametrize("popup", ["menu", "languages"])
@pytest.mark.parametrize("tag", TAGS)
def test_axe_finds_no_violation_in_an_open_popup(visit: Visit, tag: str, popup: str) -> None:
    page = visit(f"/{tag}/search.html", viewport=PHONE)
    summary(page, popup).click()
    assert violations_by_scheme(page, within=f"details.{popup}") == NOTHING


def test_axe_finds_no_violation_in_search_results(visit: Visit) -> None:
    page = visit("/en/search.html?q=lupus")
    expect(page.locator("#search-results li").first).to_be_visible()
    assert violations_by_scheme(page) == NOTHING


# What is loaded ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/", "/en/search.html?q=lupus", *(f"/ar/{page}.html" for page in PAGES)]
)
def test_a_page_loads_only_what_the_site_has(windows: Windows, reading: Page, path: str) -> None:
    wrong = []

    def check_request(request: Request) -> None:
        if not request.url.startswith((f"{windows.address}/", "data:", "blob:")):
            wrong.append(request.url)

    def check_response(response: Response) -> None:
        if not response.ok:
            wrong.append(f"{response.status} {response.url}")

    with closing(reading.context.new_page()) as page:
        page.on("request", check_request)
        page.on("response", check_response)
        page.on("requestfailed", lambda request: wrong.append(f"failed {request.url}"))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(path, wait_until="networkidle")
    assert wrong == []


def test_the_colours_that_were_chosen_are_remembered(visit: Visit) -> None:
    page = visit("/en/index.html")
    before = page.locator("body").get_attribute("data-theme")
    page.locator(".header-row > .theme-toggle-container button").click()
    expect(page.locator("body")).not_to_have_attribute("data-theme", str(before))
    chosen = page.locator("body").get_attribute("data-theme")
    page.goto("/ar/about-lupus.html")
    assert page.locator("body").get_attribute("data-theme") == chosen


# Searching --------------------------------------------------------------------------------


def results(page: Page) -> Locator:
    return page.get_by_role("main").locator("#search-results > li > a")


def test_searching_finds_the_question(visit: Visit) -> None:
    page = visit("/en/search.html?q=contagious")
    results(page).and_(page.locator("[href$='q/is-lupus-contagious.html']")).click()
    page.wait_for_url("**/en/q/is-lupus-contagious.html")


@pytest.mark.parametrize(
    ("tag", "word"),
    [
        ("ar", "الذئبة"),
        ("es", "contagioso"),
        ("fr", "contagieux"),
        ("hi", "ल्यूपस"),
        ("zh-Hans", "狼疮"),
    ],
)
def test_searching_finds_a_word_in_the_language_of_the_page(
    visit: Visit, tag: str, word: str
) -> None:
    expect(results(visit(f"/{tag}/search.html?q={word}")).first).to_be_visible()


@pytest.mark.parametrize("tag", TAGS)
def test_searching_for_a_word_that_is_nowhere_says_that_nothing_was_found(
    visit: Visit, tag: str
) -> None:
    page = visit(f"/{tag}/search.html?q=qxzwvk")
    status = page.get_by_role("main").locator("#search-status")
    expect(status).to_be_visible()
    said = page.evaluate("siteSearch.engine.read('texts', siteSearch.index).said")
    expect(status).to_have_text(said["none"])
    expect(results(page)).to_have_count(0)


def test_the_search_field_of_every_page_leads_to_the_results(visit: Visit) -> None:
    page = visit("/en/about-this-site.html")
    page.locator("#header-search").fill("contagious")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/search.html?q=contagious")
    expect(results(page).first).to_be_visible()
