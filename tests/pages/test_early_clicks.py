"""What a reader does before the scripts have come is done once they are there, or without them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect
from windows import PHONE, Windows, acted

HOME, HELP = "/en/index.html", "**/en/when-to-get-help.html*"
ACTIONS = "**/actions.*.js"
WAITS_LONGER = 2_500
"""Milliseconds, more than a click waits for what it needs."""
NO_ROLES = """
for (const name of Object.getOwnPropertyNames(Element.prototype)) {
  if (/^(role|aria)/.test(name)) delete Element.prototype[name];
}
"""
"""Firefox before 119 has roles and names as attributes alone."""
OLD_BROWSER = "window.CSSStyleSheet = undefined; delete Element.prototype.checkVisibility;"


def never(_route: Route) -> None:
    """Answer nothing, as a line that is stalled."""


def menu(page: Page) -> str:
    page.wait_for_timeout(WAITS_LONGER)
    return "open" if page.locator("details.menu").get_attribute("open") is not None else "closed"


def open_menu(page: Page) -> None:
    page.locator("details.menu > summary").click()


def test_a_menu_opens(windows: Windows) -> None:
    with windows.new() as page:
        page.goto(HOME)
        open_menu(page)
        assert menu(page) == "open"


def test_a_menu_opens_on_a_line_that_is_stalled(windows: Windows) -> None:
    with windows.new() as page:
        page.route(ACTIONS, never)
        page.goto(HOME)
        open_menu(page)
        assert menu(page) == "open"


def test_a_menu_opens_where_nothing_comes(windows: Windows) -> None:
    with windows.new() as page:
        page.route(ACTIONS, lambda route: route.abort())
        page.goto(HOME)
        open_menu(page)
        assert menu(page) == "open"


def test_who_taps_twice_in_impatience_has_it_done_once(windows: Windows) -> None:
    with windows.new() as page:
        page.route(ACTIONS, never)
        page.goto(HOME)
        open_menu(page)
        open_menu(page)
        assert menu(page) == "open"


def test_a_link_to_help_waits_for_no_script(windows: Windows) -> None:
    with windows.new() as page:
        page.route(ACTIONS, never)
        page.goto(HOME)
        page.locator("article .help-now").first.click()
        # What it loads may be stalled there, too.
        page.wait_for_url(HELP, wait_until="commit")


def test_who_goes_elsewhere_is_not_led_back_by_an_earlier_click(windows: Windows) -> None:
    with windows.new() as page:
        page.route(ACTIONS, never)
        page.goto(HOME)
        open_menu(page)
        page.locator("article details.question summary").nth(1).click()
        assert menu(page) == "closed"


def test_a_language_is_reached_where_no_script_comes(windows: Windows) -> None:
    with windows.new() as page:
        page.route(ACTIONS, lambda route: route.abort())
        page.goto(HOME)
        page.locator("details.languages > summary").click()
        page.locator(".languages a[hreflang=ar]").click()
        page.wait_for_url("**/ar/index.html")


def test_without_internet_nothing_is_asked_for_at_every_touch(windows: Windows) -> None:
    asked: list[str] = []
    with windows.new() as page:
        page.route(ACTIONS, lambda route: (asked.append(route.request.url), route.abort()))
        # On a busy machine the pause would be over before the last touch.
        page.clock.set_fixed_time("2026-11-30T12:00:00Z")
        page.goto(HOME)
        for place in range(100, 1100, 100):
            page.mouse.wheel(0, place)
            page.wait_for_timeout(50)
    assert len(asked) == 1


def test_in_an_older_browser_the_scripts_run(windows: Windows) -> None:
    with windows.new() as page:
        page.add_init_script(OLD_BROWSER)
        page.goto(HOME)
        open_menu(page)
        expect(page.locator("details.menu")).to_have_attribute("open", "")
        page.keyboard.press("Escape")
        assert menu(page) == "closed"


def test_in_an_older_browser_a_search_field_says_what_it_is(windows: Windows) -> None:
    with windows.new() as page:
        page.add_init_script(NO_ROLES)
        page.goto("/en/about-lupus.html")
        page.locator("#header-search").fill("contagious")
        options = page.get_by_role("listbox", name="Search results").get_by_role("option")
        expect(options.first).to_be_visible()
        page.keyboard.press("ArrowDown")
        expect(page.get_by_role("combobox", expanded=True)).to_be_visible()
        expect(page.get_by_role("option", selected=True)).to_have_count(1)


def test_a_menu_can_be_used_where_its_stylesheet_does_not_come(windows: Windows) -> None:
    with windows.new(viewport=PHONE) as page:
        page.route("**/late.*.css", lambda route: route.abort())
        page.goto(HOME)
        title = page.locator("h1").bounding_box()
        page.locator("details.languages > summary").click()
        expect(page.locator(".languages a[hreflang=ar]")).to_be_in_viewport(ratio=1)
        assert page.locator("h1").bounding_box() == title


def test_a_stylesheet_that_did_not_come_is_asked_for_again(windows: Windows) -> None:
    asked: list[str] = []
    with windows.new() as page:
        page.clock.install()
        page.route("**/late.*.css", lambda route: (asked.append(route.request.url), route.abort()))
        page.goto(HOME)
        page.keyboard.press("Tab")
        acted(page)
        page.clock.fast_forward(6_000)
        with page.expect_request("**/late.*.css"):
            page.keyboard.press("Tab")
    assert len(asked) > 1


@pytest.mark.parametrize("key", ["Control+/", "Alt+/", "Meta+/"])
def test_a_key_of_the_browser_is_left_to_it(windows: Windows, key: str) -> None:
    with windows.new() as page:
        page.goto(HOME)
        page.keyboard.press(key)
        page.wait_for_timeout(300)
        assert page.evaluate("document.activeElement.tagName") == "BODY"


def test_where_no_script_comes_the_address_of_an_answer_can_be_copied(windows: Windows) -> None:
    with windows.new() as page:
        page.route("**/answer.*.js", lambda route: route.abort())
        page.goto("/en/q/what-is-lupus.html")
        page.locator("button.copy").click()
        expect(page.locator(".answer-address")).to_be_visible()
