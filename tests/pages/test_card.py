"""Where a link is passed on, it has a card in the script of its language, or none that is wrong."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT, Site, SmallProject
from PIL import Image, ImageFont, features

from multilingual.pages.chrome import card
from multilingual.pages.chrome.card import CardError, Text, draw_card

FONTS = sorted((ROOT / "source" / "fonts").glob("*.[ot]tf"))
TAGS = ("en", "ar", "es", "fr", "hi", "zh-Hans")


def told(page: BeautifulSoup) -> dict[str, str]:
    return {
        str(tag["property"]).removeprefix("og:image"): str(tag["content"])
        for tag in page.select("meta[property^='og:image']")
    }


@pytest.mark.parametrize("tag", TAGS)
def test_each_page_has_the_card_of_its_language(site: Site, tag: str) -> None:
    pages = {
        path: told(site.page(tag, path.relative_to(site.folder / tag).with_suffix("").as_posix()))
        for path in (site.folder / tag).rglob("*.html")
        if path.name != "search.html"
    }
    first, *others = pages.values()
    assert [other for other in others if other != first] == []
    address, _, name = first[""].rpartition("/")
    assert address == "https://lupus-faq.example.org/assets"
    with Image.open(site.folder / "assets" / name) as image:
        assert image.format == "PNG"
        assert image.size == (int(first[":width"]), int(first[":height"])) == (1200, 630)


@pytest.mark.parametrize("tag", TAGS)
def test_who_does_not_see_it_is_told_what_is_on_it(site: Site, tag: str) -> None:
    home = site.page(tag, "index")
    alt = told(home)[":alt"]
    assert home.h1.find(string=True, recursive=False) in alt
    assert home.select_one(".provenance .line").text in alt


def test_each_language_has_a_card_of_its_own(site: Site) -> None:
    cards = {path.read_bytes() for path in (site.folder / "assets").glob("card-*.png")}
    assert len(cards) == len(TAGS)


def test_a_card_is_light(site: Site) -> None:
    cards = (site.folder / "assets").glob("card-*.png")
    assert [path for path in cards if path.stat().st_size > 20_000] == []


@pytest.mark.parametrize("tag", TAGS)
def test_a_phone_keeps_no_card(site: Site, tag: str) -> None:
    assert "card-" not in (site.folder / tag / "offline.json").read_text("utf-8")


# What is drawn ----------------------------------------------------------------------------


def drawn(*words: str, direction: str = "ltr") -> Image.Image:
    texts = [Text(text, direction) for text in words]
    return Image.open(BytesIO(draw_card(texts, direction, FONTS, {}))).convert("L")


def ink(image: Image.Image) -> tuple[int, int, int, int]:
    """Return the box of what is drawn between the edges."""
    edge = card.EDGE
    inner = image.crop((edge, 0, card.WIDTH - edge, card.HEIGHT))
    left, top, right, bottom = inner.point(lambda level: 255 * (level < 128)).getbbox()
    return left + edge, top, right + edge, bottom


def test_a_card_is_the_same_each_time() -> None:
    texts = [Text("Lupus", "ltr")]
    assert draw_card(texts, "ltr", FONTS, {}) == draw_card(texts, "ltr", FONTS, {})


def test_arabic_begins_at_the_right() -> None:
    left, _top, right, _bottom = ink(drawn("الذئبة", direction="rtl"))
    assert (left > card.WIDTH / 2, card.WIDTH - right < card.MARGIN + 20) == (True, True)


def test_letters_of_arabic_are_joined() -> None:
    # Apart they are wider.
    font = ImageFont.truetype(next(path for path in FONTS if "Arabic" in path.name), 100)
    assert font.getlength("بيت") < sum(map(font.getlength, "بيت"))


def test_a_vowel_of_hindi_stands_before_its_letter() -> None:
    font = ImageFont.truetype(next(path for path in FONTS if "Devanagari" in path.name), 100)
    both, letter = font.getmask("कि"), font.getmask("क")
    assert (both.size[0] > letter.size[0], bytes(both)[:40] != bytes(letter)[:40]) == (True, True)


@pytest.mark.parametrize("words", ["word " * 12, "一二三四五六七八九十" * 2])
def test_what_is_long_stays_on_the_card(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card, "_lacking", lambda words, path: "")
    _left, _top, right, bottom = ink(drawn(words.strip(), words.strip(), "Foot"))
    assert (right <= card.WIDTH - card.MARGIN + 10, bottom <= card.HEIGHT - 40) == (True, True)


def test_what_is_too_long_is_refused() -> None:
    with pytest.raises(CardError, match="is too long for a card"):
        drawn("word " * 60)


@pytest.mark.parametrize(
    ("words", "lacking"), [("ไทย", "ทยไ"), ("Lupus ไ", "ไ"), ("日本語ですか", "すで")]
)
def test_letters_that_no_font_has_are_named(words: str, lacking: str) -> None:
    with pytest.raises(CardError) as refused:
        drawn(words)
    assert set(lacking) <= set(str(refused.value))


def test_without_what_joins_letters_no_arabic_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(features, "check", lambda _feature: False)
    with pytest.raises(CardError, match="libfribidi0"):
        drawn("الذئبة", direction="rtl")


# A project --------------------------------------------------------------------------------


def with_fonts(project: SmallProject, *names: str) -> SmallProject:
    folder: Path = project.folder / "source" / "fonts"
    folder.mkdir()
    for name in names:
        shutil.copy2(ROOT / "source" / "fonts" / name, folder)
    return project


def test_a_language_whose_letters_are_missing_has_no_card(project: SmallProject) -> None:
    with_fonts(project, "NotoSans-Bold.ttf")
    project.translate("ar", "index", {"Home": "الرئيسية"})
    built = project.build()
    assert (
        built.returncode,
        "ar has no card for its links: no font of source/fonts has" in built.stdout,
    ) == (0, True)
    assert told(project.html("ar")) == {}
    assert told(project.html("en"))[":alt"].startswith("Small – Home – Written by AI")


def test_a_project_without_fonts_has_none(project: SmallProject) -> None:
    built = project.build("en")
    assert (told(project.html("en")), "card" in built.stdout) == ({}, False)


def test_without_an_address_no_page_names_one(project: SmallProject) -> None:
    with_fonts(project, "NotoSans-Bold.ttf")
    conf = (project.folder / "conf.py").read_text()
    project.write("conf.py", f"{conf}\nhtml_baseurl = ''\n")
    project.build("en")
    assert told(project.html("en")) == {}


def test_plain_sphinx_draws_it_too(project: SmallProject) -> None:
    with_fonts(project, "NotoSans-Bold.ttf")
    assert project.sphinx("en").stderr == ""
    page = BeautifulSoup((project.folder / "out/index.html").read_text(), "html.parser")
    address = told(page)[""]
    assert address.startswith("https://small.example.org/en/assets/card-en.")
    assert (project.folder / "out/assets" / address.rpartition("/")[2]).is_file()


def test_another_name_makes_another_card(project: SmallProject) -> None:
    with_fonts(project, "NotoSans-Bold.ttf")
    project.build("en")
    before = told(project.html("en", "q/is-it-catching"))[""]
    index = (project.folder / "source/index.rst").read_text()
    project.write("source/index.rst", index.replace("Home\n====", "Hello\n====="))
    project.build("en")
    after = told(project.html("en", "q/is-it-catching"))[""]
    cards = {path.name for path in (project.folder / "build/html/assets").glob("card-*")}
    # The one before is kept for those who have its address, until the next change.
    assert cards == {before.rpartition("/")[2], after.rpartition("/")[2]}
    assert before != after
