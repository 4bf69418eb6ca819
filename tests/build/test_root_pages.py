"""What lies above the languages: the page of what is missing, and the sitemap of a large site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import Site, SmallProject, parse
from playwright.sync_api import Page, expect
from windows import PHONE, Windows, violations

from multilingual.build.sitemap import write_sitemap

TAGS = ("en", "ar", "es", "fr", "hi", "zh-Hans")
NOT_FOUND = {
    "ar": "لم يُعثر على هذه الصفحة.",
    "fr": "Cette page est introuvable.",
    "hi": "यह पेज नहीं मिला।",
    "zh-Hans": "没有找到这个页面。",
}


# A page that is missing -------------------------------------------------------------------


@contextmanager
def missing(windows: Windows, address: str, chosen: str = "", **about: object) -> Iterator[Page]:
    """Open an address where nothing is, as a reader who has ``chosen`` a language before."""
    with windows.new(viewport=PHONE, **about) as page:
        if chosen:
            page.add_init_script(f"localStorage.setItem('language', '{chosen}')")
        page.goto(address)
        yield page


def said(page: Page) -> list[str]:
    return [heading.inner_text() for heading in page.locator("h1").all() if heading.is_visible()]


@pytest.mark.parametrize("tag", NOT_FOUND)
def test_what_is_missing_is_told_in_the_language_of_its_address(windows: Windows, tag: str) -> None:
    with missing(windows, f"{tag}/q/no-such-question.html", chosen="es", locale="en-US") as page:
        assert said(page) == [NOT_FOUND[tag]]
        assert page.locator("html").get_attribute("lang") == tag
        assert NOT_FOUND[tag] in page.title()


def test_without_one_it_is_told_in_the_language_that_the_reader_chose(windows: Windows) -> None:
    with missing(windows, "nothing/here.html", chosen="hi", locale="fr-FR") as page:
        assert said(page) == [NOT_FOUND["hi"]]


@pytest.mark.parametrize(("locale", "tag"), [("fr-CA", "fr"), ("zh-CN", "zh-Hans"), ("ar", "ar")])
def test_else_it_is_told_in_the_language_of_the_browser(
    windows: Windows, locale: str, tag: str
) -> None:
    with missing(windows, "nothing/here.html", locale=locale) as page:
        assert said(page) == [NOT_FOUND[tag]]
        assert page.locator("html").get_attribute("dir") == ("rtl" if tag == "ar" else "ltr")


def test_a_reader_of_no_language_of_the_site_is_told_in_each(windows: Windows) -> None:
    with missing(windows, "nothing/here.html", locale="ja-JP") as page:
        assert len(said(page)) == len(TAGS)


def test_without_javascript_it_is_told_in_each(windows: Windows) -> None:
    with missing(windows, "fr/nothing.html", java_script_enabled=False) as page:
        assert len(said(page)) == len(TAGS)


def test_a_search_leads_on_from_there(windows: Windows) -> None:
    with missing(windows, "es/nothing.html") as page:
        page.locator("main input:visible").fill("contagioso")
        page.keyboard.press("Enter")
        page.wait_for_url("**/es/search.html?q=contagioso")
        expect(page.locator("#search-results a").first).to_be_visible()


def test_all_questions_are_a_tap_away(windows: Windows) -> None:
    with missing(windows, "es/nothing.html") as page:
        page.locator("main a:visible").nth(1).click()
        page.wait_for_url("**/es/search.html#all-questions")
        expect(page.locator("#all-questions")).to_be_visible()


def test_help_is_a_tap_away_in_the_language_of_the_reader(windows: Windows) -> None:
    with missing(windows, "ar/nothing.html") as page:
        assert [
            link.get_attribute("hreflang") for link in page.locator(".help a:visible").all()
        ] == ["ar"]


def test_another_language_is_a_tap_away_and_remembered(windows: Windows) -> None:
    with missing(windows, "es/nothing.html") as page:
        page.locator("#languages a[hreflang=fr]").click()
        page.wait_for_url("**/fr/index.html")
        page.goto("nothing/here.html")
        assert said(page) == [NOT_FOUND["fr"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_can_be_used_by_everybody(windows: Windows, scheme: str) -> None:
    with missing(windows, "ar/nothing.html", color_scheme=scheme) as page:
        assert violations(page) == []


def test_it_lists_each_language_in_its_own_words(site: Site) -> None:
    links = parse(site.folder / "404.html").select("#languages a")
    assert [(str(link["hreflang"]), link.parent["lang"]) for link in links] == [
        (tag, tag) for tag in TAGS
    ]


def test_no_search_engine_shows_it(site: Site) -> None:
    assert parse(site.folder / "404.html").select_one("meta[name=robots]")["content"] == "noindex"


def test_below_a_folder_it_leads_to_that_folder(project: SmallProject) -> None:
    conf = (project.folder / "conf.py").read_text()
    project.write("conf.py", f"{conf}\nhtml_baseurl = 'https://a.example/faq/'\n")
    project.build("en")
    page = parse(project.folder / "build/html/404.html")
    addresses = [
        str(one.get("href") or one.get("src") or one.get("action"))
        for one in page.select("body [href], body [action]")
    ]
    assert {re.sub(r"^/faq/.*", "", address) for address in addresses} == {""}


# The sitemap of a large site --------------------------------------------------------------


def test_a_sitemap_that_is_too_large_is_parted(tmp_path: Path) -> None:
    pages = {tag: {f"page-{number}": "2026-11-30" for number in range(9)} for tag in TAGS}
    write_sitemap(tmp_path, "https://a.example", pages, most=9_000)
    index = (tmp_path / "sitemap.xml").read_text()
    parts = re.findall(r"<loc>https://a\.example/(.*?)</loc>", index)
    texts = [(tmp_path / part).read_text() for part in parts]
    assert (len(parts) > 2, "sitemapindex" in index) == (True, True)
    assert sum(text.count("<loc>") for text in texts) == len(TAGS) * 9
    assert max(len(text) for text in texts) < 9_500


def test_robots_are_told_where_the_sitemap_is(site: Site) -> None:
    robots = (site.folder / "robots.txt").read_text()
    assert "Sitemap: https://lupus-faq.example.org/sitemap.xml\n" in robots
