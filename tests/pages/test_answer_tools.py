"""The page of an answer in Chromium: to share it, to hear it, and to print it as a sheet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from bs4 import BeautifulSoup
from conftest import copy_repository, make_once, run_multilingual, serving
from lxml import html
from playwright.sync_api import Browser, Page, expect
from windows import ACTS, DESKTOP, NOTHING, PHONE, Windows, acted, violations_by_scheme

TAGS = ("en", "es", "fr", "ar", "hi", "zh-Hans")
ADDRESS = "https://lupus-faq.hospital.org"
ANSWER = "/en/q/is-lupus-contagious.html"
LISTS = {
    "emergency-signs",
    "call-now-signs",
    "same-day-signs",
    "emergency-numbers",
    "where-can-i-find-support",
}
"""The three lists of signs and the two tables of countries, which take more than two sheets."""
SHEET_PIXELS, SHEET_HEIGHT = 680, 1032
"""An A4 sheet without its margins, which is narrower than that of Letter."""

Open = Callable[..., Page]


def build_with_an_address(folder: Path) -> None:
    copy_repository(folder)
    conf = (folder / "conf.py").read_text("utf-8")
    (folder / "conf.py").write_text(f"{conf}\nhtml_baseurl = {ADDRESS!r}\n", "utf-8")
    built = run_multilingual(folder, "build")
    assert (built.returncode, built.stderr) == (0, "")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of this repository, as if it were published."""
    made = make_once(tmp_path_factory, "published-site", build_with_an_address)
    return made / "build" / "html"


@pytest.fixture(scope="module")
def windows(browser: Browser, folder: Path) -> Iterator[Windows]:
    with serving(folder) as address, closing(Windows(browser, address)) as opened:
        yield opened


@pytest.fixture
def open_with(windows: Windows) -> Iterator[Open]:
    """Open a page in a window of its own, in which ``script`` ran before all others."""
    opened = []

    def open_page(script: str, path: str = ANSWER, **options: Any) -> Page:
        window = windows.new(**options)
        opened.append(window)
        page = window.__enter__()
        page.add_init_script(script + ACTS)
        page.goto(path)
        acted(page)
        return page

    yield open_page
    for window in opened:
        window.__exit__(None, None, None)


@cache
def labels_of(folder: Path, tag: str) -> dict[str, int]:
    """Return the questions of a language, with how many letters each answer has."""
    found = {}
    for path in (folder / tag / "q").glob("*.html"):
        article = html.fromstring(path.read_bytes()).find(".//article")
        found[path.stem] = len(article.text_content())
    return found


# Share ------------------------------------------------------------------------------------


CLIPBOARD = """
  window.copied = [];
  Object.defineProperty(navigator, "clipboard", { value: { async writeText(text) { %s } } });
"""
COPIES = CLIPBOARD % "copied.push(text);"
REFUSES = CLIPBOARD % "throw new Error('no clipboard here');"
SHARES = "window.shared = []; navigator.share = async (data) => { shared.push(data); };"
SHARED = """() => new Promise((resolve) => {
  setInterval(() => shared.length && resolve(shared), 20);
})"""
NO_SHARE = "navigator.share = undefined;"


def test_a_button_copies_the_address_and_says_so(open_with: Open) -> None:
    page = open_with(COPIES)
    page.get_by_role("button", name="Copy link").press("Enter")
    expect(page.get_by_role("status").first).to_have_text("The link is copied.")
    assert page.evaluate("copied") == [f"{ADDRESS}{ANSWER}"]


def test_of_how_a_reader_came_only_the_language_beside_is_passed_on(open_with: Open) -> None:
    page = open_with(COPIES, f"{ANSWER}?fbclid=abc&with=es#is-lupus-contagious")
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("status").first).to_have_text("The link is copied.")
    assert page.evaluate("copied") == [f"{ADDRESS}{ANSWER}?with=es"]


def test_where_no_address_is_known_that_of_the_window_is_passed_on(open_with: Open) -> None:
    unknown = "document.querySelector('.answer-tools').removeAttribute('data-address');"
    script = f"{COPIES}document.addEventListener('DOMContentLoaded', () => {{ {unknown} }});"
    page = open_with(script, f"{ANSWER}?fbclid=abc")
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("status").first).to_have_text("The link is copied.")
    assert page.evaluate("copied") == [page.url.partition("?")[0]]


def test_an_address_that_cannot_be_copied_is_there_to_be_copied(open_with: Open) -> None:
    page = open_with(REFUSES)
    page.get_by_role("button", name="Copy link").click()
    field = page.get_by_label("The link could not be copied. Copy it here:")
    expect(field).to_be_focused()
    assert field.input_value() == f"{ADDRESS}{ANSWER}"


def test_the_way_of_the_machine_to_share_is_offered_where_there_is_one(open_with: Open) -> None:
    page = open_with(SHARES)
    page.get_by_role("button", name="Share").click()
    shared = page.evaluate(SHARED)
    assert [data["title"] for data in shared] == ["Is lupus contagious?"]
    assert [data["url"] for data in shared] == [f"{ADDRESS}{ANSWER}"]


def test_it_is_not_offered_where_there_is_none(open_with: Open) -> None:
    page = open_with(NO_SHARE)
    expect(page.get_by_role("button", name="Copy link")).to_be_visible()
    expect(page.get_by_role("button", name="Share")).to_be_hidden()


def test_without_javascript_the_address_itself_is_there(windows: Windows) -> None:
    page = windows.open(ANSWER, java_script_enabled=False)
    expect(page.get_by_role("link", name=f"{ADDRESS}{ANSWER}")).to_be_visible()
    assert page.locator(".answer-tools button:visible").count() == 0


def test_nothing_moves_once_the_buttons_are_there(open_with: Open) -> None:
    observe = """
      window.moved = 0;
      const add = (list) => { for (const shift of list.getEntries()) moved += shift.value; };
      new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
    """
    page = open_with(observe, viewport=PHONE)
    expect(page.get_by_role("button", name="Copy link")).to_be_visible()
    assert page.evaluate("moved") < 0.02


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("tag", ["en", "ar", "zh-Hans"])
def test_axe_finds_nothing_wrong(windows: Windows, tag: str, viewport: Any) -> None:
    page = windows.open(ANSWER.replace("/en/", f"/{tag}/"), viewport=viewport)
    assert violations_by_scheme(page) == NOTHING


@pytest.mark.parametrize("tag", TAGS)
def test_nothing_is_wider_than_a_phone(windows: Windows, tag: str) -> None:
    page = windows.open(ANSWER.replace("/en/", f"/{tag}/"), viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


# Listen -----------------------------------------------------------------------------------


SPEECH = """
  window.said = [];
  window.stopped = 0;
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  const voices = %s.map(([lang, localService]) => ({ lang, localService }));
  Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => voices,
    speak: (utterance) => { window.last = utterance; said.push([utterance.text, utterance.lang]); },
    cancel: () => { stopped += 1; },
    addEventListener: () => {},
  }});
"""


def speaking(*voices: tuple[str, bool]) -> str:
    """Return a script that lets the machine have ``voices``, each with whether it is its own."""
    listed = [[tag, is_own] for tag, is_own in voices]
    return SPEECH % str(listed).replace("True", "true").replace("False", "false")


def test_the_answer_is_read_from_its_title_on(open_with: Open) -> None:
    page = open_with(speaking(("en-GB", True)))
    page.get_by_role("button", name="Listen").press("Enter")
    expect(page.locator(".read-aloud").first).to_be_visible()
    page.evaluate("last.onend()")
    said = page.evaluate("said")
    assert [text for text, _lang in said] == ["Is lupus contagious?", "No."]
    assert {lang for _text, lang in said} == {"en"}


def test_the_paragraph_that_is_read_is_marked(open_with: Open) -> None:
    page = open_with(speaking(("en-GB", True)))
    page.get_by_role("button", name="Listen").click()
    expect(page.locator(".read-aloud").first).to_be_visible()
    page.evaluate("last.onend()")
    assert page.locator(".read-aloud").evaluate_all("(all) => all.map((n) => n.tagName)") == ["P"]
    expect(page.locator(".short-answer .read-aloud")).to_be_visible()


def test_reading_stops_at_a_button_and_as_the_reader_leaves(open_with: Open) -> None:
    page = open_with(speaking(("en-GB", True)))
    page.get_by_role("button", name="Listen").click()
    page.get_by_role("button", name="Stop reading aloud").click()
    assert page.locator(".read-aloud").count() == 0
    page.get_by_role("button", name="Listen").click()
    before = page.evaluate("stopped")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert page.evaluate("stopped") == before + 1


def test_sources_and_buttons_are_not_read(open_with: Open) -> None:
    page = open_with(speaking(("en-GB", True)))
    page.get_by_role("button", name="Listen").click()
    expect(page.locator(".read-aloud").first).to_be_visible()
    page.evaluate("() => { for (let i = 0; i < 500 && last.onend; i += 1) last.onend(); }")
    said = " ".join(text for text, _lang in page.evaluate("said"))
    assert "Copy link" not in said
    assert "Sources" not in said
    assert "No doctor has checked it yet." in said


def hear(page: Page, change: str = "") -> list[list[str]]:
    """Return all that is read aloud of a page after a ``change``, each with its language."""
    page.evaluate(f"() => {{ {change} }}")
    page.locator("button.listen").click()
    expect(page.locator(".read-aloud").first).to_be_visible()
    page.evaluate("() => { for (let i = 0; i < 500 && last.onend; i += 1) last.onend(); }")
    said: list[list[str]] = page.evaluate("said")
    return said


NOTICE = "A computer (AI) wrote this page in English and translated it."


def test_of_a_notice_in_two_languages_that_of_the_reader_is_read(open_with: Open) -> None:
    page = open_with(speaking(("es-ES", True)), ANSWER.replace("/en/", "/es/"))
    said = hear(page)
    assert [NOTICE, "en"] not in said
    assert any("inteligencia artificial" in text or "(IA)" in text for text, _lang in said)


def test_a_notice_in_english_alone_is_read(open_with: Open) -> None:
    page = open_with(speaking(("es-ES", True)), ANSWER.replace("/en/", "/es/"))
    own = "document.querySelector('.provenance p:has(> strong):not([lang])').remove();"
    assert [NOTICE, "en"] in hear(page, own)


def test_a_title_that_stays_english_is_read_as_english(open_with: Open) -> None:
    page = open_with(speaking(("es-ES", True)), ANSWER.replace("/en/", "/es/"))
    title = "<span lang=en>Is it catching?</span> ¿De verdad?"
    said = hear(page, f"document.querySelector('h1').innerHTML = '{title}';")
    assert said[:2] == [["Is it catching?", "en"], ["¿De verdad?", "es"]]


@pytest.mark.parametrize(
    ("tag", "voices", "is_offered"),
    [
        ("ar", [("ar-EG", True)], True),
        ("ar", [("en-GB", True)], False),
        ("zh-Hans", [("zh_CN", True)], True),
        # It would read the signs as Cantonese.
        ("zh-Hans", [("zh-HK", True)], False),
        # It would send away what somebody reads about an illness.
        ("fr", [("fr-FR", False)], False),
        ("hi", [], False),
    ],
)
def test_it_is_offered_where_the_machine_has_a_voice_of_its_own(
    open_with: Open, tag: str, voices: list[tuple[str, bool]], *, is_offered: bool
) -> None:
    page = open_with(speaking(*voices), ANSWER.replace("/en/", f"/{tag}/"))
    expect(page.locator("button.copy")).to_be_visible()
    assert page.locator("button.listen").is_visible() == is_offered


# Print ------------------------------------------------------------------------------------


def sheets(page: Page, size: str) -> int:
    """Return on how many sheets of paper a page is printed."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=size)))


@pytest.mark.parametrize("tag", TAGS)
def test_the_longest_answers_fit_on_two_sheets(windows: Windows, folder: Path, tag: str) -> None:
    lengths = labels_of(folder, tag)
    longest = sorted(lengths.keys() - LISTS, key=lengths.__getitem__)[-5:]
    page = windows.open("about:blank")
    used = {}
    for label in longest:
        page.goto(f"/{tag}/q/{label}.html")
        used |= {(label, size): sheets(page, size) for size in ("A4", "Letter")}
    assert {which: count for which, count in used.items() if count > 2} == {}


@pytest.mark.parametrize("tag", TAGS)
def test_nothing_stands_out_of_a_sheet(windows: Windows, folder: Path, tag: str) -> None:
    lengths = labels_of(folder, tag)
    page = windows.open("about:blank")
    page.set_viewport_size({"width": SHEET_PIXELS, "height": 1000})
    page.emulate_media(media="print")
    outside = {}
    for label in (*LISTS, *sorted(lengths, key=lengths.__getitem__)[-8:]):
        page.goto(f"/{tag}/q/{label}.html")
        outside[label] = page.evaluate(OUTSIDE)
    page.emulate_media(media="screen")
    assert {label: found for label, found in outside.items() if found} == {}


OUTSIDE = """() => [...document.querySelectorAll("article *")].filter((node) => {
  const { left, right, width, height } = node.getBoundingClientRect();
  const isSeen = width > 1 && height > 1 && !node.closest(".visually-hidden");
  return isSeen && (left < -0.5 || right > innerWidth + 0.5);
}).map((node) => node.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("tag", TAGS)
def test_the_sheet_has_all_that_is_needed_without_the_site(windows: Windows, tag: str) -> None:
    page = windows.open(ANSWER.replace("/en/", f"/{tag}/"))
    page.emulate_media(media="print")
    for part in ("h1", ".short-answer", ".sources li", ".provenance p", ".safety p"):
        expect(page.locator(f"article {part}").first).to_be_visible()
    expect(page.locator(".sheet-address")).to_contain_text(f"{ADDRESS}/{tag}/q/is-lupus-contagious")
    for part in ("header", ".answer-tools", ".answer-neighbours", ".read-next"):
        assert page.locator(f"{part}:visible").count() == 0
    page.emulate_media(media="screen")


def test_the_page_of_many_answers_prints_too(windows: Windows) -> None:
    page = windows.open("/ar/when-to-get-help.html")
    used = sheets(page, "A4")
    page.set_viewport_size({"width": SHEET_PIXELS, "height": 1000})
    page.emulate_media(media="print")
    height = page.evaluate("document.documentElement.scrollHeight")
    page.emulate_media(media="screen")
    # Frames that may not break left half of each sheet empty.
    assert used <= 1.15 * height / SHEET_HEIGHT + 1


@pytest.mark.parametrize("tag", TAGS)
def test_a_telephone_reads_the_address_from_the_code(folder: Path, tag: str) -> None:
    label = "treating-cancer-in-people-with-lupus"
    page = BeautifulSoup((folder / tag / "q" / f"{label}.html").read_text("utf-8"), "html.parser")
    found = zxingcpp.read_barcodes(picture_of(page.select_one(".sheet-address svg")))
    assert [code.text for code in found] == [f"{ADDRESS}/{tag}/q/{label}.html"]


def picture_of(code: Any) -> memoryview:
    """Return the pixels of a code that is drawn as SVG, four for each of its squares."""
    size = int(code["viewbox" if code.has_attr("viewbox") else "viewBox"].split()[2])
    rows = [bytearray(b"\xff" * size) for _row in range(size)]
    x = y = 0.0
    for step, first, second in re.findall(r"([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?", code.path["d"]):
        if step == "h":
            rows[int(y)][int(x) : int(x) + int(first)] = bytes(int(first))
            x += float(first)
        else:
            x, y = (x, y) if step == "m" else (0.0, 0.0)
            x, y = x + float(first), y + float(second)
    pixels = b"".join(bytes(value for value in row for _ in range(4)) * 4 for row in rows)
    return memoryview(pixels).cast("B", (4 * size, 4 * size))
