"""Figures on a page from right to left are seen in the order in which they are stored.

Chromium is the judge: it says where each character of a text stands on the page.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from conftest import NewProject, SmallProject
from playwright.sync_api import Browser, Page

from multilingual.text.direction import SIGN, element_apart, figures_in, hidden_turn
from multilingual.text.unsafe_text import faults_of_characters

SEEN = """(block) => {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const seen = [];
  while (walker.nextNode()) {
    const text = walker.currentNode;
    for (let place = 0; place < text.length; place += 1) {
      const range = document.createRange();
      range.setStart(text, place);
      range.setEnd(text, place + 1);
      const box = range.getBoundingClientRect();
      seen.push([text.data[place], box.width > 0 ? box.left : null]);
    }
  }
  return seen;
}"""
"""Each character of a block, with how far from the left it is seen; none if it is not."""

FIGURES = {
    "Fever of 38 °C (100.4 °F) or more.": "حمى تبلغ 38 °C (100.4 °F) أو أكثر.",
    "Take 5–10 mg a day.": "تناول 5–10 mg يومياً.",
    "Take 5 mg/kg a day.": "تناول 5 mg/kg يومياً.",
    "Call +34 900 123 456 now.": "اتصل على ‎+34 900 123 456 الآن.",
    "Call 1-800-273-8255 now.": "اتصل على 1-800-273-8255 الآن.",
    "Call 9 1 1 now.": "اتصل على 9 1 1 الآن.",
    "It is -5 °C outside.": "الحرارة في الخارج -5 °C الآن.",
    "Take 5-ASA today.": "تناول 5-ASA اليوم.",
    "About 90% recover.": "يتعافى نحو 90% منهم.",
    "Keep it at 2-8 °C.": "احفظه عند 2-8 °C دائماً.",
    "Type 2 diabetes is no lupus.": "type 2 diabetes ليس ذئبة.",
    "Take **5 mg** today.": "تناول **5 mg** اليوم.",
    "By 2026-11-30 at last.": "حتى 2026-11-30 على الأكثر.",
    "It costs 1 000 mg of it.": "يكلف 1 000 mg منه.",
    "Blood pressure of 160/110 or more.": "ضغط دم 160 / 110 أو أكثر.",
    "A pressure of 160/110 or more.": "ضغط 160  /  110 أو أكثر.",
    "A pressure over 140/90 is high.": "الضغط فوق 140/ 90 مرتفع.",
    "A fever of 38 °C is high.": "حمى تبلغ °C 38 مرتفعة.",
    "A fever of 39 °C is higher.": "حمى تبلغ ℃ 39 أعلى.",
}
"""Sentences with one or two figures each, and how a translator would write them."""


NUMBER = r"\d+(?:[.,/]\d+)*"
GROUPS = rf"\+?(?:\({NUMBER}\)|{NUMBER})(?: {{0,2}}[ /–-] {{0,2}}{NUMBER})*"
FIGURE = re.compile(
    rf"(?:(?:°C|℃) |(?<![^ \u200e])-)?{GROUPS}"
    r"(?: ?(?:°[CF]|%)|[ -](?:mg/kg|mg|ASA)(?![A-Za-z]))?"
)
"""Any figure: groups of digits side by side or at a dash, with a sign and with a unit."""


def seen_in(page: Page, selector: str) -> list[list[tuple[str, float | None]]]:
    """Return the characters of each block with their places on the page."""
    found: list[list[tuple[str, float | None]]] = page.eval_on_selector_all(
        selector, f"(blocks) => blocks.map({SEEN})"
    )
    return found


def turned(
    characters: list[tuple[str, float | None]], figure: re.Pattern[str] | None = None
) -> list[str]:
    """Return the figures whose characters do not stand one after the other, as 38 °C does.

    ``FIGURE`` says what to look at, and not the code that sets figures apart.
    """
    text = "".join(character for character, _ in characters)
    found = list((figure or FIGURE).finditer(text))
    places = [
        [place for _, place in characters[one.start() : one.end()] if place is not None]
        for one in found
    ]
    return [
        one[0]
        for one, lefts in zip(found, places, strict=True)
        if lefts != sorted(lefts) or any(isolated_by(characters, lefts))
    ]


def isolated_by(characters: list[tuple[str, float | None]], lefts: list[float]) -> Iterator[str]:
    """Yield what stands between the characters of a figure and is no part of it."""
    for character, place in characters:
        if place is not None and place not in lefts and lefts[0] < place < lefts[-1]:
            yield character


@pytest.fixture(scope="module")
def arabic(new_project: NewProject) -> SmallProject:
    """A project whose Arabic page has all the sentences."""
    project = new_project()
    english = "\n\n".join(FIGURES)
    project.write("source/all.rst", f":orphan:\n\nTake 5 mg a day\n===============\n\n{english}\n")
    heading = {"Take 5 mg a day": "تناول 5 mg يومياً"}
    project.translate("ar", "all", {**heading, **FIGURES})
    assert project.build("ar").returncode == 0
    return project


@pytest.fixture(scope="module")
def opened(arabic: SmallProject, browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.goto(Path(arabic.folder, "build/html/ar/all.html").as_uri())
    yield page
    page.close()


def test_every_figure_is_seen_as_it_is_stored(opened: Page) -> None:
    paragraphs = seen_in(opened, "article p")
    assert len(paragraphs) >= len(FIGURES)
    assert [figure for paragraph in paragraphs for figure in turned(paragraph)] == []


PHONE_NUMBERS = (
    *("116 123", "4439 1111", "4439-1111", "800-4673", "800 4673", "70 12 34 56", "31 14"),
    *("13 11 14", "0800 123456", "0300 1234567", "01708 731251", "(800) 273-8255", "9 1 1"),
    *("1-800-558-0121", "+34 900 123 456", "+966 92 003 3360", "1 800 273 8255", "116-123"),
    *("9200 33360", "8001 123", "3114-12", "600 2019"),
)
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
DIGITS = re.compile(r"\d.*\d")


def grouped_digits() -> Iterator[str]:
    """Yield numbers in groups as countries write them, whatever their digits."""
    chance = random.Random(2)
    for sizes in ("34", "44", "33", "222", "2222", "233", "334", "3333", "1334", "45", "56", "24"):
        for mark in (" ", "-", "–", "."):
            groups = (chance.randrange(10 ** (int(size) - 1), 10 ** int(size)) for size in sizes)
            yield mark.join(map(str, groups))


@pytest.mark.parametrize("digits", [{}, ARABIC_DIGITS], ids=["123", "١٢٣"])
def test_the_groups_of_a_phone_number_keep_their_order(
    browser: Browser, digits: dict[int, int]
) -> None:
    numbers = [number.translate(digits) for number in (*PHONE_NUMBERS, *grouped_digits())]
    page = browser.new_page()
    paragraphs = (f'<p dir="rtl">{as_page(f"اتصل على {number} الآن.")}</p>' for number in numbers)
    page.set_content("".join(paragraphs))
    seen = seen_in(page, "p")
    page.close()
    wrong = [number for number, one in zip(numbers, seen, strict=True) if turned(one, DIGITS)]
    assert wrong == []


@pytest.mark.parametrize(
    "text", ["في 2019 2020 هنا", "في 2019-2020 هنا", "من 10-15 يوماً", "من ٢-٤ أيام"]
)
def test_years_and_short_ranges_stay_as_arabic_writes_them(text: str) -> None:
    assert "<" not in as_page(text)


def test_two_doses_side_by_side_stay_two() -> None:
    assert '30 <bdi dir="ltr">50 mg</bdi>' in as_page("خذ 30 50 mg الآن")


def test_a_figure_in_a_heading_is_seen_as_it_is_stored(opened: Page) -> None:
    (heading,) = seen_in(opened, "article h1")
    assert turned(heading) == []


def test_without_the_page_such_figures_would_be_turned(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(f'<p dir="rtl">{FIGURES["Fever of 38 °C (100.4 °F) or more."]}</p>')
    (paragraph,) = seen_in(page, "p")
    page.close()
    assert "38 °C" in turned(paragraph)


def test_english_on_a_page_from_right_to_left_stays_as_it_is(project: SmallProject) -> None:
    project.write("source/index.rst", "Home\n====\n\nTake 5 mg a day.\n")
    project.translate("ar", "index", {"Home": "الرئيسية"})
    project.build("ar")
    assert project.html("ar").select(".untranslated bdi") == []


def test_a_page_from_left_to_right_stays_as_it_is(project: SmallProject) -> None:
    project.write("source/index.rst", "Home\n====\n\nTake 5 mg a day.\n")
    project.translate("es", "index", {"Take 5 mg a day.": "Tome 5 mg al día."})
    project.build("es")
    assert project.html("es").article.find_all("bdi") == []


SIGNS = "\u061c\u200e\u200f\u2066\u2067\u2068\u2069\u202a\u202b\u202d\u202e\u202c"


@pytest.mark.parametrize("sign", SIGNS, ids=ascii)
@pytest.mark.parametrize(
    "text",
    [
        "خذ 9~5 الآن",
        "Llame al 1~1~9 ya",
        "خذ 5~ mg الآن",
        "خذ 5 ~mg الآن",
        "اتصل +34 ~900 123",
        "اسمه lupus~ erythematosus هنا",
        "خذ **9**\\ ~**5** الآن",
        "اسمه Medline~Plus هنا",
    ],
)
def test_no_sign_of_direction_stands_in_a_figure_or_a_latin_name(sign: str, text: str) -> None:
    assert list(faults_of_characters("Take 95 mg now.", text.replace("~", sign)))


@pytest.mark.parametrize("sign", "\u0640\u064b\u200c\u200d\u06dd\u2060", ids=ascii)
def test_nothing_that_a_number_loses_stands_in_it(sign: str) -> None:
    assert list(faults_of_characters("Take 95.", f"خذ 9{sign}5 الآن"))


@pytest.mark.parametrize(
    "text",
    [
        "حمى تبلغ \u206638 °C (100.4 °F)\u2069 أو أكثر",
        "حمى تبلغ \u206638 °C\u2069 (\u2066100.4 °F\u2069) أو أكثر",
        "خذ \u200e5 mg\u200e الآن",
        "اتصل على \u200e+34 900 123 456 الآن",
        "هيئة \u2068NHS\u2069 هنا",
        "نسبتهم ٩٠٪\u061c منهم",
        "مرضى الذئبة (SLE)\u200f كثيرون",
    ],
)
def test_signs_around_a_whole_figure_may_stay(text: str) -> None:
    assert hidden_turn(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "خذ 9\u07c5 الآن",
        "خذ \u07c9\u07c5 الآن",
        "Tome \u09ea mg",
        "Tome \u0665 mg",
        "दवा \u09ea बार",
        "服用\u0a67片",
    ],
)
def test_digits_of_another_script_are_refused_since_a_bengali_4_looks_like_8(text: str) -> None:
    assert list(faults_of_characters("Take 4 mg.", text))


@pytest.mark.parametrize(
    "text",
    ["خذ ٥ أقراص", "خذ ۵ أقراص", "५ गोली", "৪ টি", "၅ ရက်", "服用５片", "Tome 5 mg", "٥", "๕ วัน"],
)
def test_digits_of_the_own_script_are_right(text: str) -> None:
    assert list(faults_of_characters("Take 5.", text)) == []


SOME_FIGURES = (
    *("95", "38 °C", "5 mg", "10 mg/kg", "+34 900 123", "90%", "1-800-273-8255", "4439 1111"),
    *("800-4673", "70 12 34 56", "٤٤٣٩ ١١١١", "٥–١٠ mg"),
)
PIECES = (
    *(*SOME_FIGURES, "5", "1", "0"),
    *("خذ", "الآن", "من", "mg", "MMF", "lupus", "y", ".", "،", "-", "(", ")", "/", ":", " ", " "),
    *(" ", " ", *"\u061c\u200e\u200f\u2066\u2067\u2068\u2069\u2069"),
)


WHOLE_FIGURE = re.compile(
    rf"(?<![\w%+/.:,٪–-])(?:{'|'.join(map(re.escape, SOME_FIGURES))})(?![\w%/–-]|[.:,]\d)"
)


def random_texts() -> Iterator[str]:
    chance = random.Random(15)
    while True:
        yield "".join(chance.choices(PIECES, k=chance.randrange(3, 14)))


def as_page(text: str) -> str:
    """Return a text as a page writes it, with its figures set apart."""
    pieces, place = [], 0
    for figure in figures_in(text):
        if figure.is_apart:
            shown = text[figure.begin : figure.end]
            element = element_apart(shown)
            pieces.append(escape(text[place : figure.begin]))
            pieces.append(f'<{element} dir="ltr">{escape(shown)}</{element}>')
            place = figure.end
    return "".join([*pieces, escape(text[place:])])


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_whatever_passes_is_seen_with_the_numbers_that_are_stored(
    browser: Browser, direction: str
) -> None:
    texts = [
        text
        for text, _ in zip(random_texts(), range(20_000), strict=False)
        if SIGN.search(text)
        and re.search("خذ|الآن|من", text)
        and not list(faults_of_characters("Take 5 mg now.", text))
    ][:1500]
    page = browser.new_page()
    paragraphs = "".join(
        f'<p dir="{direction}" style="white-space: nowrap">{as_page(text)}</p>' for text in texts
    )
    page.set_content(paragraphs)
    wrong = [
        text
        for text, seen in zip(texts, seen_in(page, "p"), strict=True)
        if turned(seen, WHOLE_FIGURE)
    ]
    page.close()
    assert len(texts) > 300
    assert wrong == []
