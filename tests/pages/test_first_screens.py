"""The first screen of a phone: who made the page, where help is, and an answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from conftest import CODES, PAGES, Site
from playwright.sync_api import CDPSession, Locator, Page, ViewportSize, expect
from windows import DESKTOP, NARROW, PHONE, Windows

TAGS = tuple({"zh_CN": "zh-Hans"}.get(code, code) for code in CODES)
SECTIONS = tuple(
    page for page in PAGES if page not in {"index", "when-to-get-help", "glossary", "translations"}
)
HIGHEST = {"index": 620, "when-to-get-help": 420}
"""Where the first answer or sign begins at the latest, in pixels from the top of the page."""
HIGHEST_ON_A_SECTION = 520
FIRST = {"index": "details.question .answer > p", "when-to-get-help": ".safety li"}
WIDTHS = (320, 390, 600, 768, 999, 1000, 1024, 1066, 1106, 1280, 1366, 1398, 1600)
MOST_SHEETS = 12
USUAL_SIZE = 16
"""Pixels."""

TOP = "(it) => it.getBoundingClientRect().top + scrollY"
LINES = """(it) => {
  const { lineHeight, paddingBlockStart, paddingBlockEnd } = getComputedStyle(it);
  const inside = it.offsetHeight - parseFloat(paddingBlockStart) - parseFloat(paddingBlockEnd);
  return Math.round(inside / parseFloat(lineHeight));
}"""
SHIFT = """() => new Promise((told) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  requestIdleCallback(() => setTimeout(() => told(sum), 100));
})"""
WIDER = """() => [
  innerWidth, document.scrollingElement.scrollWidth - document.documentElement.clientWidth
]"""

Visit = Callable[..., Page]


LINES_OF = """(node) => {
  const range = document.createRange();
  range.selectNodeContents(node);
  return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
}"""
"""Counts the lines of a text."""


@pytest.fixture
def visit(windows: Windows) -> Visit:
    return windows.open


@pytest.fixture(scope="module")
def window(windows: Windows) -> Iterator[Page]:
    with windows.new(viewport=PHONE) as page:
        yield page


@pytest.fixture(scope="module")
def devtools(window: Page) -> CDPSession:
    return window.context.new_cdp_session(window)


@pytest.fixture(scope="module")
def read(request: pytest.FixtureRequest, window: Page, devtools: CDPSession) -> Page:
    """A page on a phone, opened once for the tests that follow one another."""
    window.goto(f"/{request.param}.html")
    return window


def each(*names: str) -> pytest.MarkDecorator:
    """Read each of these pages in each language.

    Each list is the begin of the longer ones: pytest puts together what has one place in them.
    """
    return pytest.mark.parametrize(
        "read", [f"{tag}/{name}" for name in names for tag in TAGS], indirect=True
    )


def set_size_of_text(devtools: CDPSession, pixels: int) -> None:
    devtools.send("Page.setFontSizes", {"fontSizes": {"standard": pixels}})


def set_width(devtools: CDPSession, pixels: int) -> None:
    """Resize the window, without the picture of it that Playwright waits for."""
    height = PHONE["height"]
    metrics = {"width": pixels, "height": height, "deviceScaleFactor": 1, "mobile": False}
    devtools.send("Emulation.setDeviceMetricsOverride", metrics)


WITH_ANSWERS = ("index", "when-to-get-help", *SECTIONS)
OF_SPHINX = (*WITH_ANSWERS, *(page for page in PAGES if page not in WITH_ANSWERS))


@each(*WITH_ANSWERS)
def test_the_first_screen_has_an_answer(read: Page) -> None:
    name = read.url.rpartition("/")[2].removesuffix(".html")
    first = read.locator(FIRST.get(name, ".short-answer")).first
    assert first.evaluate(TOP) <= HIGHEST.get(name, HIGHEST_ON_A_SECTION)


@each(*OF_SPHINX)
def test_who_made_a_page_takes_two_lines_at_most(read: Page) -> None:
    assert read.locator(".provenance summary").evaluate(LINES) <= 2


@each(*OF_SPHINX, "search")
def test_nothing_scrolls_sideways_at_any_width_and_size_of_text(
    read: Page, devtools: CDPSession
) -> None:
    wider = list(_wider(read, devtools))
    set_size_of_text(devtools, USUAL_SIZE)
    set_width(devtools, PHONE["width"])
    assert wider == []


def _wider(page: Page, devtools: CDPSession) -> Iterator[str]:
    for size in (USUAL_SIZE, 2 * USUAL_SIZE):
        set_size_of_text(devtools, size)
        for width in WIDTHS:
            set_width(devtools, width)
            shown, wider = page.evaluate(WIDER)
            assert shown == width
            if wider > 0:
                yield f"{width} wide with text of {size}"


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize(
    "path",
    [
        *("/en/index.html", "/ar/about-lupus.html", "/zh-Hans/when-to-get-help.html"),
        *("/en/search.html?q=kidney", "/es/search.html?q=fiebre", "/en/search.html?q=qxzwvk"),
    ],
)
def test_nothing_moves_while_a_page_loads(
    windows: Windows, path: str, viewport: dict[str, int]
) -> None:
    with windows.new(viewport=viewport) as page:
        page.goto(path, wait_until="networkidle")
        if "?q=" in path:
            expect(page.locator("#search-status")).not_to_be_empty()
        assert page.evaluate(SHIFT) < 0.02


# Help ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("tag", TAGS)
def test_one_tap_leads_to_all_signs(visit: Visit, tag: str) -> None:
    page = visit(f"/{tag}/index.html", viewport=PHONE)
    page.locator(".help-now").click()
    page.wait_for_url(f"**/{tag}/when-to-get-help.html#emergency-signs")


@pytest.mark.parametrize("tag", TAGS)
def test_one_tap_shows_what_to_do_in_an_emergency(visit: Visit, tag: str) -> None:
    page = visit(f"/{tag}/about-lupus.html", viewport=PHONE)
    page.locator(".help-words summary").click()
    expect(page.locator(".help-words .read-more a").last).to_be_visible()


VISIBLE = """(it, words) => {
  const walker = document.createTreeWalker(it, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const place = node.data.indexOf(words);
    if (place < 0) continue;
    const range = document.createRange();
    range.setStart(node, place);
    range.setEnd(node, place + words.length);
    return [...range.getClientRects()].every(({ left, right, top, bottom }) => {
      const at = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      return at && at.contains(node) && bottom <= at.getBoundingClientRect().bottom + 1;
    });
  }
  return false;
}"""
"""Whether each line of some words is seen: a text that is cut off still has its place."""


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("name", ["index", "about-lupus", "q/what-is-lupus"])
@pytest.mark.parametrize("viewport", [PHONE, NARROW], ids=["phone", "narrow"])
def test_thoughts_of_suicide_can_be_read_in_the_bar_without_a_tap(
    visit: Visit, viewport: ViewportSize, name: str, tag: str
) -> None:
    page = visit(f"/{tag}/{name}.html", viewport=viewport)
    words = {
        "en": "kill yourself",
        "ar": "الانتحار",
        "es": "quitarse la vida",
        "fr": "mettre fin à vos jours",
        "hi": "अपनी जान ले",
        "zh-Hans": "自杀",
    }
    bar = page.locator(".help-words summary")
    bar.scroll_into_view_if_needed()
    assert bar.evaluate(VISIBLE, words[tag])


@pytest.mark.parametrize("tag", TAGS)
def test_thoughts_of_suicide_have_two_numbers_in_the_first_box(visit: Visit, tag: str) -> None:
    page = visit(f"/{tag}/q/suicidal-thoughts.html", viewport=PHONE)
    links = page.locator("main .safety").first.locator("p:not(.source-text) > a")
    led = links.evaluate_all("(all) => all.map(({ href }) => href.split('/').pop())")
    assert led == ["emergency-numbers.html", "when-to-get-help.html#crisis-lines"]


@pytest.mark.parametrize("tag", TAGS)
def test_the_numbers_stand_above_what_to_say(visit: Visit, tag: str) -> None:
    page = visit(f"/{tag}/q/emergency-numbers.html", viewport=PHONE)
    table, words = page.locator(".help-lines").first, page.locator(".safety ul").first
    assert table.evaluate(TOP) < words.evaluate(TOP)


def test_a_number_is_large_enough_for_a_finger(visit: Visit) -> None:
    page = visit("/es/q/emergency-numbers.html", viewport=PHONE)
    heights = "(all) => all.map(({ offsetHeight }) => offsetHeight).filter(Boolean)"
    assert min(page.locator(".number").evaluate_all(heights)) >= 44


@pytest.mark.parametrize("name", ["search", "q/call-now-signs", "q/prepare-for-an-appointment"])
def test_numbers_stand_beside_help(site: Site, name: str) -> None:
    links = site.page("es", name).select(".help-links a")
    assert [link["href"].split("/")[-1] for link in links] == [
        "when-to-get-help.html",
        "emergency-numbers.html",
    ]


# The bar at the foot of a phone ----------------------------------------------------------


def shortcut(page: Page, place: int) -> Locator:
    return page.locator(".foot-bar a").nth(place)


@pytest.mark.parametrize("tag", TAGS)
def test_the_shortcuts_of_a_phone_are_large_enough_for_a_finger(visit: Visit, tag: str) -> None:
    page = visit(f"/{tag}/about-lupus.html", viewport=PHONE)
    boxes = [shortcut(page, place).bounding_box() for place in range(4)]
    assert all(box and min(box["width"], box["height"]) >= 44 for box in boxes)


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("name", ["index", "glossary", "search", "q/can-lupus-be-cured"])
def test_help_is_one_tap_away_in_the_middle_of_a_page(visit: Visit, tag: str, name: str) -> None:
    page = visit(f"/{tag}/{name}.html", viewport=PHONE)
    page.evaluate("scrollTo(0, 1500)")
    page.locator(".foot-bar .help-short").click()
    page.wait_for_url(f"**/{tag}/when-to-get-help.html")


@pytest.mark.parametrize("width", [1000, 1024, 1280])
def test_help_is_one_click_away_in_the_header_of_a_desktop(visit: Visit, width: int) -> None:
    page = visit("/fr/about-lupus.html", viewport={"width": width, "height": 800})
    page.evaluate("scrollTo(0, 1500)")
    expect(page.locator(".header-help")).to_be_in_viewport()


def test_a_desktop_has_no_bar_at_its_foot(visit: Visit) -> None:
    expect(visit("/en/about-lupus.html").locator(".foot-bar")).to_be_hidden()


def test_a_shortcut_opens_the_questions_of_the_page(visit: Visit) -> None:
    page = visit("/en/about-lupus.html#my-child-has-lupus", viewport=PHONE)
    shortcut(page, 0).click()
    expect(page.locator("#questions a").first).to_be_in_viewport()


def test_a_shortcut_leads_to_the_search_and_lets_a_reader_type(visit: Visit) -> None:
    page = visit("/en/about-lupus.html", viewport=PHONE)
    shortcut(page, 1).click()
    page.wait_for_url("**/en/search.html#page-search")
    expect(page.locator("#page-search")).to_be_focused()


def test_on_home_the_shortcuts_come_once_the_reader_moves_on(visit: Visit) -> None:
    page = visit("/en/index.html", viewport=PHONE)
    expect(page.locator(".foot-bar")).to_be_hidden()
    page.mouse.wheel(0, 300)
    expect(page.locator(".foot-bar")).to_be_visible()


def test_a_shortcut_leads_to_the_top(visit: Visit) -> None:
    page = visit("/en/about-lupus.html#my-child-has-lupus", viewport=PHONE)
    shortcut(page, 2).click()
    page.wait_for_function("scrollY === 0")


HIDDEN_BY_THE_BAR = """() => {
  const it = document.activeElement;
  const { top, bottom } = it.getBoundingClientRect();
  const line = document.querySelector(".foot-bar").getBoundingClientRect().top;
  return it.closest("main, footer") && bottom > line + 1 && top > 0 ? [it.textContent] : [];
}"""


def test_the_first_screen_of_the_search_has_all_of_it(visit: Visit) -> None:
    page = visit("/ar/search.html?q=lupus", viewport=PHONE)
    page.locator("#search-results a").first.wait_for()
    expect(page.locator(".foot-bar")).to_be_hidden()
    page.mouse.wheel(0, 300)
    expect(page.locator(".foot-bar")).to_be_visible()


def test_the_bar_at_the_foot_covers_nothing_that_has_the_focus(visit: Visit) -> None:
    page = visit("/en/about-lupus.html", viewport=PHONE)
    hidden = []
    for _ in range(40):
        page.keyboard.press("Tab")
        hidden += page.evaluate(HIDDEN_BY_THE_BAR)
    assert hidden == []


HIDDEN_BY_THE_HEADER = """() => {
  const it = document.activeElement;
  const line = document.querySelector(".site-header").getBoundingClientRect().bottom;
  const top = it.getBoundingClientRect().top;
  return it.closest("main, footer") && top < line ? [it.textContent] : [];
}"""


def test_the_header_covers_nothing_that_has_the_focus(visit: Visit) -> None:
    page = visit("/en/q/can-lupus-be-cured.html", viewport=PHONE)
    page.locator(".foot-bar a").first.focus()
    hidden = []
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        hidden += page.evaluate(HIDDEN_BY_THE_HEADER)
    assert hidden == []


# Menus, colours, paper ---------------------------------------------------------------------


def test_a_menu_closes_when_the_focus_leaves_it(visit: Visit) -> None:
    page = visit("/en/index.html", viewport=PHONE)
    page.locator("details.menu > summary").click()
    page.locator(".brand").focus()
    expect(page.locator("details.menu")).not_to_have_attribute("open", "")


@pytest.mark.parametrize("tag", TAGS)
def test_the_words_of_help_above_a_page_stand_in_one_line(visit: Visit, tag: str) -> None:
    page = visit(f"/{tag}/treatment.html", viewport={"width": 1280, "height": 844})
    assert page.locator(".header-help").evaluate(LINES_OF) == 1


def test_the_button_of_colours_says_which_are_on(visit: Visit) -> None:
    button = visit("/en/about-lupus.html").locator(".header-row > .theme-toggle-container button")
    expect(button).to_have_attribute("aria-label", "Colours: automatic")
    button.click()
    expect(button).to_have_attribute("aria-label", re.compile("Colours: (light|dark)"))


def test_an_address_with_a_damaged_place_stops_nothing(visit: Visit) -> None:
    button = visit("/en/about-lupus.html#%").locator(".header-row .theme-toggle").first
    expect(button).to_have_attribute("aria-label", "Colours: automatic")


def test_the_search_button_of_the_menu_stands_beside_its_field(visit: Visit) -> None:
    page = visit("/en/about-lupus.html", viewport=PHONE)
    page.locator("details.menu > summary").click()
    field = page.locator("#menu-search").bounding_box()
    button = page.locator(".menu .search-form button").bounding_box()
    assert field
    assert button
    assert (button["y"], button["height"] >= 44) == (field["y"], True)


@pytest.mark.parametrize("tag", TAGS)
def test_large_text_leaves_the_header_on_one_line(windows: Windows, tag: str) -> None:
    with windows.new(viewport=PHONE) as page:
        set_size_of_text(page.context.new_cdp_session(page), 2 * USUAL_SIZE)
        page.goto(f"/{tag}/about-lupus.html")
        box = page.locator(".site-header").bounding_box()
        assert box
        assert box["height"] < PHONE["height"] / 6


@pytest.mark.parametrize("tag", TAGS)
def test_the_help_page_is_printed_on_twelve_sheets_at_most(window: Page, tag: str) -> None:
    window.goto(f"/{tag}/when-to-get-help.html")
    margins = dict.fromkeys(("top", "bottom", "left", "right"), "1cm")
    sheets = re.findall(rb"/Type\s*/Page\b", window.pdf(format="A4", margin=margins))
    assert len(sheets) <= MOST_SHEETS


@pytest.mark.parametrize(
    "selector",
    [".provenance p", ".help-words .read-more", ".question-list details > p", ".sources li"],
)
def test_what_is_folded_is_on_paper(visit: Visit, selector: str) -> None:
    page = visit("/ar/about-lupus.html")
    page.emulate_media(media="print")
    expect(page.locator(selector).first).to_be_visible()
    page.emulate_media(media="screen")
