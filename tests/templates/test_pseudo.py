"""Pseudo-languages: no visible text escapes translation, and layouts hold when text grows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from conftest import PAGES, copy_repository, make_once, parse, run_multilingual, serving
from playwright.sync_api import Browser, Page

from multilingual.catalogs.reader import read_catalog
from multilingual.tasks.pseudo_site import ACCENTED, CLOSING, MIRRORED, OPENING, PSEUDO_LANGUAGES

TAGS = ("qps-ploc", "qps-plocm")
NAMES = (*PAGES, "search")
WIDTHS = {"narrow": 320, "desktop": 1440}
ATTRIBUTES = ("aria-label", "aria-description", "alt", "title", "placeholder", "label")

ALLOWED = {
    "mistakes@lupus-faq.example.org": "an address",
    ACCENTED.name: "the language's name in itself",
    MIRRORED.name: "the language's name in itself",
}
"""What is the same in each language, with the reason."""

IN_ENGLISH = {
    ".provenance .line": "who wrote and checked the page, in its language and in English",
    ".provenance details > p": "a notice on safety, which stands in English too until it was "
    "checked",
    ".source-text": "what to do in an emergency, which stands in English too",
    ".sources": "the title of a work and of its publisher",
    ".languages": "the names of languages in themselves",
    ".languages-of-table": "the names of languages in themselves",
    ".help-lines th[scope=row]": "a country, of which Babel knows no name in such a language",
    ".help-lines .number": "a number, whose label has the name of such a country",
    ".help-lines small bdi": "the name of a language, of which the same is true",
    ".help-name": "the name of a crisis line or an organisation, which is no message",
    "footer bdi": "the name of the owner",
    ":is(.definitions, .word-list) bdi": "a medical word that the language has no word for",
}
"""Where text may say that it is in another language, with the reason."""


# The text ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "See also: :ref:`same-day-signs`",
        "Call :ref:`your doctor <same-day-signs>` at once.",
        "**Never stop a steroid medicine suddenly.** Ask your *lupus team*.",
        "Take ``5 mg`` of `this medicine <https://nhs.uk/a>`_ [#note]_ or |name|.",
        "Write to help@example.org or see https://nhs.uk/lupus today.",
        "You can copy this under the licence %s, %(name)s and {count}.",
        "The sign is &amp; and a star is \\*.",
    ],
)
def test_marks_addresses_and_placeholders_stay(text: str) -> None:
    kept = r"<[^>]*>`_|:ref:`[\w-]+`|``[^`]*``|\S+@\S+|https:[^\s>]+|%\S*[sd]|\{\w+\}|\*+|&\w+;"
    assert re.findall(kept, ACCENTED.render(text)) == re.findall(kept, text)


@pytest.mark.parametrize("language", PSEUDO_LANGUAGES)
@pytest.mark.parametrize("text", ["Next", "Lupus", "My rhythm", "Is it catching? No, it is not."])
def test_a_text_is_in_brackets_and_longer_by_two_fifths(language: object, text: str) -> None:
    assert isinstance(language, type(ACCENTED))
    made = language.render(text)
    assert made[0] + made[-1] == OPENING + CLOSING
    assert len(made) >= 1.4 * len(text)


def test_a_number_stays() -> None:
    assert re.findall(r"[\d.]+", ACCENTED.render("Take 6.5 mg for 12 weeks")) == ["6.5", "12"]


def test_what_follows_a_text_is_still_announced() -> None:
    assert ACCENTED.render("Call a doctor for::").endswith(f"{CLOSING}::")


def test_mirrored_text_has_no_latin_letter() -> None:
    assert not re.search("[A-Za-z]", MIRRORED.render("Zinc, quartz and a fjord box"))


# The site ---------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def pseudo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site of this repository in the pseudo-languages."""
    return make_once(tmp_path_factory, "pseudo-site", build_pseudo_site)


def build_pseudo_site(folder: Path) -> None:
    copy_repository(folder)
    built = run_multilingual(folder, "pseudo")
    assert (built.returncode, built.stderr) == (0, "")


def page_of(pseudo: Path, tag: str, name: str) -> BeautifulSoup:
    """Return a page in a pseudo-language, which nobody may change."""
    return parse(pseudo / "build/pseudo/build/html" / tag / f"{name}.html")


def escaped(text: str) -> list[str]:
    """Return the words of a text that no brackets stand around."""
    for name in ALLOWED:
        text = text.replace(name, " ")
    depth, outside = 0, []
    for letter in text:
        depth += (letter == OPENING) - (letter == CLOSING)
        outside.append(letter if depth == 0 and letter.isalpha() else " ")
    return "".join(outside).split()


def visible(tag: Tag, language: str) -> Iterator[str]:
    """Yield the texts that a reader can see in ``tag``, but for those of another language."""
    for child in tag.children:
        if isinstance(child, Tag):
            if child.name not in {"script", "style", "template"} and (
                child.get("lang", language) == language and child.get("class") != ["help-name"]
            ):
                yield from visible(child, language)
        else:
            yield str(child) if type(child).__name__ == "NavigableString" else " "


def attributes(page: BeautifulSoup, language: str) -> Iterator[str]:
    """Yield the texts of attributes that a reader can hear or see."""
    for tag in page.find_all():
        if tag.find_parent(lang=True) or tag.name == "html":
            values = [tag.get(name) for name in ATTRIBUTES]
            spoken = [str(value) for name, value in tag.attrs.items() if _is_message(name, value)]
            in_own = (tag if tag.get("lang") else tag.find_parent(lang=True) or tag)["lang"]
            if in_own == language:
                yield from (str(value) for value in (*values, *spoken) if value)
    for meta in page.select("meta[name=description], meta[property^=og\\:title]"):
        yield str(meta["content"])


def _is_message(name: str, value: object) -> bool:
    """Whether a script shows the value of this attribute: then it has several words."""
    return name.startswith("data-") and isinstance(value, str) and bool(re.search(r"\w \w", value))


def test_what_is_not_translated_is_found() -> None:
    page = BeautifulSoup("<p>⟦Ţéẋţ⟧ and more <b>⟦Þ⟧</b></p>", "html.parser")
    assert escaped(" ".join(visible(page, "qps-ploc"))) == ["and", "more"]


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("name", NAMES)
class TestEveryPage:
    def test_shows_no_text_that_escaped_translation(
        self, pseudo: Path, tag: str, name: str
    ) -> None:
        body = page_of(pseudo, tag, name).body
        assert body
        assert escaped(" ".join(visible(body, tag))) == []

    def test_has_a_translated_title(self, pseudo: Path, tag: str, name: str) -> None:
        title = page_of(pseudo, tag, name).title
        assert title
        assert escaped(title.get_text()) == []

    def test_has_no_attribute_that_escaped_translation(
        self, pseudo: Path, tag: str, name: str
    ) -> None:
        found = [*attributes(page_of(pseudo, tag, name), tag)]
        assert [word for text in found for word in escaped(text)] == []
        assert found

    def test_has_no_structured_data_that_escaped_translation(
        self, pseudo: Path, tag: str, name: str
    ) -> None:
        scripts = page_of(pseudo, tag, name).select("script[type='application/ld+json']")
        said = [text for one in scripts for text in _texts(json.loads(one.get_text()))]
        assert [word for text in said for word in escaped(text)] == []

    def test_says_only_in_few_places_that_it_is_in_english(
        self, pseudo: Path, tag: str, name: str
    ) -> None:
        page = page_of(pseudo, tag, name)
        english = [one for place in IN_ENGLISH for one in page.select(place)]
        known = {id(part) for one in english for part in (one, *one.find_all())}
        others = [one for one in page.body.find_all(lang=True) if one["lang"] != tag]
        assert [str(one)[:200] for one in others if id(one) not in known] == []

    def test_shows_no_fallback(self, pseudo: Path, tag: str, name: str) -> None:
        assert page_of(pseudo, tag, name).select(".untranslated") == []


def _texts(data: object, key: str = "") -> Iterator[str]:
    """Yield the texts of structured data, without addresses, types, dates and tags."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield from _texts(value, name)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value, key)
    elif isinstance(data, str) and key in {"name", "text", "headline", "description"}:
        yield data


def test_nothing_of_it_is_where_languages_are_published(pseudo: Path) -> None:
    places = (pseudo / "locale", pseudo / "build/html")
    assert [path for place in places for path in place.glob("*qps*")] == []


def test_a_whole_catalog_is_made_of_each_page(pseudo: Path) -> None:
    folder = pseudo / "build/pseudo/locale/qps_ploc/LC_MESSAGES"
    catalogs = [read_catalog(path) for path in folder.glob("*.po")]
    assert all(catalog.live for catalog in catalogs)
    assert [one for each in catalogs for one in each.translations if not one.is_translated] == []
    assert len(catalogs) == len(PAGES) + 1


# The layout -------------------------------------------------------------------------------

FAULTS = """() => {
  const faults = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) faults.push(`scrolls sideways: ${root.scrollWidth}`);
  const label = (it) => `${it.localName}.${it.className} ${it.textContent.trim().slice(0, 60)}`;
  // What is for screen readers alone is a pixel wide.
  const known = new Map([[null, false]]);
  const isAside = (it) => {
    if (!known.has(it)) known.set(it, isAside(it.parentElement) ||
      (getComputedStyle(it).overflowX === "hidden" && it.offsetWidth <= 1));
    return known.get(it);
  };
  const seen = (it) =>
    it.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !isAside(it);
  for (const it of document.body.querySelectorAll("*")) {
    if (!it.textContent.trim() || !it.clientWidth || !seen(it)) continue;
    const style = getComputedStyle(it);
    const cuts = ["hidden", "clip"].includes(style.overflowX) || style.textOverflow === "ellipsis";
    const acts = it.matches("button, summary, a, label, h1, h2");
    if ((cuts || acts) && it.scrollWidth > it.clientWidth + 1) faults.push(`cut off: ${label(it)}`);
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const it = texts.currentNode;
    if (!it.data.trim() || !seen(it.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(it);
    const outside = [...range.getClientRects()].some(
      (line) => line.width > 1 && (line.left < -1 || line.right > root.clientWidth + 1));
    if (outside) faults.push(`out of the window: ${label(it.parentElement)}`);
  }
  return faults;
}"""

ADDRESSES = (*(f"/{tag}/{name}.html" for tag in TAGS for name in NAMES), "/index.html")


@pytest.fixture(scope="module")
def faults(browser: Browser, pseudo: Path) -> dict[tuple[str, str], list[str]]:
    """What is wrong with the layout of each page, by its address and the width of the window."""
    return visit_all(browser, pseudo / "build/pseudo/build/html")


def visit_all(browser: Browser, folder: Path) -> dict[tuple[str, str], list[str]]:
    """Return the faults of every page, by its address and the width of the window."""
    found = {}
    with serving(folder) as address:
        page = browser.new_page()
        for path in ADDRESSES:
            page.goto(address + path)
            for width, pixels in WIDTHS.items():
                page.set_viewport_size({"width": pixels, "height": 800})
                found[path, width] = look(page)
        page.close()
    return found


def look(page: Page) -> list[str]:
    """Return the faults of a page as it comes, and with the list of languages open."""
    here: list[str] = page.evaluate(FAULTS)
    popups = page.locator("details.languages > summary")
    if popups.count():
        popups.first.click()
        here += page.evaluate(FAULTS)
        popups.first.click()
    return here


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", ADDRESSES)
def test_the_layout_holds(faults: dict[tuple[str, str], list[str]], path: str, width: str) -> None:
    assert "\n".join(faults[path, width]) == ""


def test_a_layout_that_breaks_is_found(browser: Browser) -> None:
    button = f"<button style='width:4em;overflow:hidden'>{'Word' * 9}</button>"
    found = [faults_of(browser, it) for it in (button, "Word" * 90)]
    assert ["cut off" in one for one in found[0]] == [True]
    assert "scrolls sideways" in found[1][0]


def faults_of(browser: Browser, content: str) -> list[str]:
    """Return the faults of a page with ``content`` in a narrow window."""
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.set_content(content)
    faults: list[str] = page.evaluate(FAULTS)
    return faults
