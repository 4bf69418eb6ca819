"""The manuals are short where they must be, true of the rules, and no link leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT
from markdown_it import MarkdownIt
from playwright.sync_api import Browser

from multilingual.checks.registry import LONG, SHORT, all_rules, summary

MANUALS = sorted(path.name for path in ROOT.glob("*.md"))
ELSEWHERE = re.compile(r"[a-z]+:")
A_PAGE_OF_PDF = re.compile(rb"/Type\s*/Page\b")
PRINT = """
@page { size: A4; margin: 15mm }
/* Where there is no Arial, a wide font is taken as wide as Arial is. */
@font-face { font-family: Narrowed; src: local("DejaVu Sans"); size-adjust: 88% }
body { font: 10.5pt/1.25 Arial, "Liberation Sans", Narrowed, sans-serif; margin: 0 }
h1 { font-size: 18pt } h2 { font-size: 13pt } h3 { font-size: 11pt }
h1, h2, h3 { margin: 2mm 0 1mm; break-after: avoid }
p, ul, ol, pre, table { margin: 0 0 1.5mm }
ul, ol { padding-inline-start: 5mm }
td, th { padding: 0 4mm 0 0; text-align: start; vertical-align: top }
code { font-size: 0.9em }
img { max-width: 100% }
/* A picture and what its numbers mean stand side by side, a long list in two columns. */
p:has(> img):has(+ ol) { float: inline-start; width: 106mm; margin-inline-end: 3mm }
ol { display: flow-root } ol + p { clear: both }
ul:has(> li:nth-child(9)) { columns: 2 }
"""


def html_of(name: str) -> BeautifulSoup:
    markdown = MarkdownIt("commonmark").enable("table")
    html = markdown.render((ROOT / name).read_text("utf-8"))
    return BeautifulSoup(html, "html.parser")


def anchors(name: str) -> list[str]:
    """Return the anchors of a manual, as code hosts make them of its headings."""
    headings = html_of(name).find_all(re.compile("h[1-6]"))
    return [re.sub(r"[^\w -]", "", one.text.lower()).replace(" ", "-") for one in headings]


def broken_links(name: str) -> Iterator[str]:
    page = html_of(name)
    targets = [one["href"] for one in page.select("a[href]")]
    targets += [one["src"] for one in page.select("img[src]")]
    for target in targets:
        if ELSEWHERE.match(target):
            continue
        path, _, anchor = unquote(target).partition("#")
        if not (ROOT / path).exists() or (anchor and anchor not in anchors(path or name)):
            yield target


@pytest.mark.parametrize("name", MANUALS)
def test_every_link_leads_to_a_file_and_a_heading_that_exist(name: str) -> None:
    assert list(broken_links(name)) == []


@pytest.mark.parametrize("name", [SHORT, LONG])
def test_no_two_headings_have_the_same_address(name: str) -> None:
    assert len(anchors(name)) == len(set(anchors(name)))


def test_the_handbook_begins_with_a_list_of_its_sections() -> None:
    page = html_of(LONG)
    listed = [one.text for one in page.ul.select("a")]
    assert listed == [one.text for one in page.select("h2")]


def test_the_short_manual_has_a_line_about_each_rule_as_it_is() -> None:
    assert summary() in (ROOT / SHORT).read_text("utf-8"), "run: make rules"


def test_the_handbook_explains_each_rule_as_it_is() -> None:
    assert all_rules() in (ROOT / LONG).read_text("utf-8"), "run: make rules"


def test_what_a_translator_must_read_has_short_sentences() -> None:
    blocks = [one.get_text() for one in html_of(SHORT).select("p, li")]
    sentences = [one for block in blocks for one in re.split(r"(?<=[.?!:]) ", block)]
    assert [one for one in sentences if len(one.split()) > 20] == []


def test_what_a_translator_must_read_is_printed_on_two_pages(
    browser: Browser, tmp_path: Path
) -> None:
    page = browser.new_page()
    place = tmp_path / "printed.html"
    place.write_text(
        f'<!doctype html><html lang="en"><base href="{ROOT.as_uri()}/"><style>{PRINT}</style>'
        f"{html_of(SHORT)}",
        "utf-8",
    )
    page.goto(place.as_uri())
    pdf = page.pdf(prefer_css_page_size=True)
    page.close()
    assert len(A_PAGE_OF_PDF.findall(pdf)) <= 2
