"""The built site, page by page in every language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import polib
import pytest
from bs4 import BeautifulSoup, NavigableString, Tag
from conftest import PAGES, ROOT, Site, parse

from multilingual.catalogs.reader import read_catalog
from multilingual.catalogs.writer import write_catalog

TAGS = ("en", "ar", "es", "fr", "hi", "zh-Hans")
CODES = {"zh-Hans": "zh_CN"}
TRANSLATED = TAGS[1:]
ABOUT_LUPUS = (
    "what-is-lupus",
    "what-does-autoimmune-mean",
    "what-is-inflammation",
    "where-did-the-name-come-from",
    "who-gets-lupus",
    "what-are-the-symptoms",
    "are-there-different-kinds",
    "lupus-in-overlap",
    "is-lupus-contagious",
    "is-lupus-fatal",
    "what-do-people-with-lupus-die-of",
    "is-lupus-a-cancer",
    "does-lupus-raise-the-risk-of-cancer",
    "treating-cancer-in-people-with-lupus",
    "is-lupus-like-aids",
    "my-child-has-lupus",
)
SHOWN = ("aria-label", "title", "alt", "placeholder", "content")
SAME_WORD = {
    "es": {"Alcohol:", "Cannabis:", "Hospital ·", "febuxostat"},
    "fr": {"Menu", "Pages", "Questions", "allopurinol"},
}
SAME_EVERYWHERE = {"COVID-19", "HPV", "CC BY 4.0"}
SCRIPTS = {"ar": "ARABIC", "hi": "DEVANAGARI", "zh-Hans": "CJK"}

every_language = pytest.mark.parametrize("tag", TAGS)
every_translation = pytest.mark.parametrize("tag", TRANSLATED)
every_page = pytest.mark.parametrize("page", [*PAGES, "search"])


def texts(site: Site, tag: str, page: str) -> list[str]:
    """Return what a reader of a page sees or hears in its language, attributes too."""
    return _texts(site.folder / tag / f"{page}.html", tag)


@cache
def _texts(path: Path, language: str) -> list[str]:
    return list(_found_in(parse(path), language))


def _found_in(page: BeautifulSoup, language: str) -> Iterator[str]:
    for node in page.descendants:
        if isinstance(node, NavigableString):
            parent = node.parent
            if type(node) is NavigableString and parent and parent.name not in {"script", "style"}:
                found = str(node).strip()
                if found and _language(parent) == language:
                    yield found
        elif isinstance(node, Tag) and _language(node) == language:
            for name in SHOWN:
                value = str(node.get(name, "")).strip()
                if value and (name != "content" or node.get("name") == "description"):
                    yield value


def _language(tag: Tag) -> str:
    return next(str(one["lang"]) for one in chain([tag], tag.parents) if one.get("lang"))


def letters(text: str) -> list[str]:
    return [character for character in text if character.isalpha()]


@every_language
@every_page
def test_a_page_has_its_language_and_direction(site: Site, tag: str, page: str) -> None:
    html = site.page(tag, page).html
    assert (html["lang"], html["dir"]) == (tag, "rtl" if tag == "ar" else "ltr")


@every_language
def test_the_sixteen_questions_are_the_same_in_every_language(site: Site, tag: str) -> None:
    sections = site.page(tag, "about-lupus").select("article section section")
    assert tuple(section["id"] for section in sections) == ABOUT_LUPUS


@every_translation
@every_page
def test_every_anchor_of_the_english_page_exists(site: Site, tag: str, page: str) -> None:
    english, own = (anchors_of(site.folder / one / f"{page}.html") for one in ("en", tag))
    assert english == own


@cache
def anchors_of(path: Path) -> set[str]:
    return {str(one["id"]) for one in parse(path).find_all(id=True)}


@every_language
@every_page
def test_every_link_of_the_switcher_leads_to_the_page(site: Site, tag: str, page: str) -> None:
    links = site.page(tag, page).select(".languages nav[aria-label] a")
    targets = [(site.folder / tag / str(link["href"])).resolve() for link in links]
    assert [target.relative_to(site.folder.resolve()).parts for target in targets] == [
        (language.tag, f"{page}.html") for language in site.languages
    ]
    assert all(target.is_file() for target in targets)


@every_language
def test_the_switcher_names_each_language_in_itself(site: Site, tag: str) -> None:
    links = site.page(tag, "index").select(".languages a")
    assert [(one.text, one["lang"], one["hreflang"], one["dir"]) for one in links] == [
        (one.endonym, one.tag, one.tag, one.direction) for one in site.languages
    ]


@every_language
def test_the_switcher_marks_the_current_language(site: Site, tag: str) -> None:
    (current,) = site.page(tag, "index").select(".languages a[aria-current]")
    assert current["lang"] == tag


@every_language
@every_page
def test_every_link_inside_the_site_leads_somewhere(site: Site, tag: str, page: str) -> None:
    for link in site.page(tag, page).select("a[href]"):
        address, _, anchor = str(link["href"]).partition("#")
        if re.match(r"https?:|mailto:|tel:", address) or str(link["href"]) == "#":
            continue
        target = (site.folder / tag / (address or f"{page}.html")).resolve()
        assert target.is_file(), link
        assert not anchor or anchor in anchors_of(target), link


@every_translation
@every_page
def test_no_interface_string_is_in_english(site: Site, tag: str, page: str) -> None:
    english = set(texts(site, "en", page))
    own = site.page(tag, page)
    common = english & set(texts(site, tag, page)) - SAME_WORD.get(tag, set()) - _terms(
        own
    ) - _names(own)
    assert {text for text in common if len(letters(text)) > 1 and not _is_name(text)} == set()


def _terms(page: BeautifulSoup) -> set[str]:
    """Return the words of a list of terms: lupus and SLE are listed as they are used."""
    return {term.text for term in page.select(":is(.term-list, .definitions) bdi, a.term-link")}


def _names(page: BeautifulSoup) -> set[str]:
    """Return the names of crisis lines and countries: a country has its name of CLDR."""
    shown = {name.text for name in page.select(".help-name, .help-lines th[scope=row]")}
    return shown | {str(link["aria-label"]) for link in page.select(".help-lines a[aria-label]")}


def _is_name(text: str) -> bool:
    return text.strip(".()") in SAME_EVERYWHERE or "@" in text


@pytest.mark.parametrize("tag", SCRIPTS)
@every_page
def test_text_is_in_the_script_of_its_language(site: Site, tag: str, page: str) -> None:
    content = site.page(tag, page)
    terms = {term for term in _terms(content) if term.isascii()} | _names(content)
    for text in texts(site, tag, page):
        own = [one for one in letters(text) if SCRIPTS[tag] in unicodedata.name(one)]
        assert own or text in terms or _is_name(text) or len(letters(text)) < 3, text


@every_translation
@pytest.mark.parametrize("page", PAGES)
def test_every_message_of_a_page_is_translated(site: Site, tag: str, page: str) -> None:
    assert not site.page(tag, page).select(".untranslated, .untranslated-count")


@every_translation
def test_the_home_page_has_short_answers_in_the_language(site: Site, tag: str) -> None:
    shown = "details.question .answer > p:not([lang])"
    own, english = (
        {one.text for one in site.page(language, "index").select(shown)} for language in (tag, "en")
    )
    assert len(own) >= 6
    assert not own & english


@every_language
def test_every_question_of_the_site_is_on_the_home_page(site: Site, tag: str) -> None:
    links = site.page(tag, "index").select(".card .fold a")
    pages = [page for page in PAGES if page != "index"]
    questions = {
        f"{page}.html#{one.find_parent('section')['id']}"
        for page in pages
        for one in site.page(tag, page).select(".short-answer")
    }
    assert {str(link["href"]) for link in links} == questions


@every_language
def test_every_page_has_a_card_on_the_home_page_with_a_line(site: Site, tag: str) -> None:
    cards = site.page(tag, "index").select(".card")
    listed = [str(card.h2.a["href"]) for card in cards if card.find("p", recursive=False)]
    assert {*listed} == {f"{page}.html" for page in PAGES if page != "index"}
    assert listed[-1] == "about-this-site.html"


@every_translation
@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_that_it_is_a_machine_draft(site: Site, tag: str, page: str) -> None:
    own, english = site.page(tag, page).select("[role=note] details > p")
    assert english["lang"] == "en"
    assert "A computer (AI) wrote this page in English and translated it." in english.text
    assert own.text != english.text


@every_translation
@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_so_in_a_line_before_the_notice_is_opened(
    site: Site, tag: str, page: str
) -> None:
    own, english = site.page(tag, page).select("[role=note] summary > span")
    assert english.text == "Written and translated by AI · not checked by a doctor"
    assert "lang" not in own.attrs


@pytest.mark.parametrize("page", PAGES)
def test_an_english_page_says_that_no_doctor_has_checked_it(site: Site, page: str) -> None:
    assert "No doctor has checked it yet." in site.page("en", page).find(role="note").text


@every_language
@pytest.mark.parametrize("page", [page for page in PAGES if page != "when-to-get-help"])
def test_a_page_leads_to_all_signs_and_to_the_numbers(site: Site, tag: str, page: str) -> None:
    links = site.page(tag, page).select(".help .help-links a")
    assert [link["href"] for link in links] == [
        "when-to-get-help.html#emergency-signs",
        "when-to-get-help.html#emergency-numbers",
    ]


@every_language
def test_the_search_page_leads_to_help(site: Site, tag: str) -> None:
    assert site.page(tag, "search").select_one(".help-now")["href"] == "when-to-get-help.html"


@every_translation
def test_emergency_signs_stand_in_the_language_and_in_english(site: Site, tag: str) -> None:
    for item in site.page(tag, "when-to-get-help").select(".safety li"):
        own, english = item.find_all("p")
        assert ("lang" not in own.attrs, english["lang"], english["dir"]) == (True, "en", "ltr")


@every_language
@every_page
def test_a_page_asks_nothing_of_another_host(site: Site, tag: str, page: str) -> None:
    html = site.page(tag, page)
    asked = [str(one.get("src") or one["href"]) for one in html.select("[src], link[href]")]
    loaded = [one for one in asked if re.match(r"(https?:)?//", one)]
    assert all(one.startswith("https://lupus-faq.example.org/") for one in loaded)
    assert not html.select("[src^=http]")


@every_language
@pytest.mark.parametrize("page", PAGES)
def test_every_language_of_a_page_is_announced_to_search_engines(
    site: Site, tag: str, page: str
) -> None:
    links = site.page(tag, page).select("link[rel=alternate][hreflang]")
    assert {str(one["hreflang"]) for one in links} == {*TAGS, "x-default"}


@every_language
def test_the_canonical_address_is_the_page_itself(site: Site, tag: str) -> None:
    canonical = site.page(tag, "about-lupus").select_one("link[rel=canonical]")
    assert canonical["href"] == f"https://lupus-faq.example.org/{tag}/about-lupus.html"


@every_language
@every_page
def test_a_page_has_a_title_and_a_single_heading(site: Site, tag: str, page: str) -> None:
    html = site.page(tag, page)
    assert html.title.text.strip()
    assert len(html.find_all("h1")) == 1


@every_language
def test_no_markup_is_left_in_the_text(site: Site, tag: str) -> None:
    for page in PAGES:
        text = site.page(tag, page).find("article").text
        assert not re.search(r"\*\*|`|:ref:|\.\. ", text)


@every_language
def test_the_word_documentation_is_nowhere(site: Site, tag: str) -> None:
    for page in PAGES:
        assert "documentation" not in " ".join(texts(site, tag, page)).lower()


def test_the_root_lists_every_language_as_a_plain_link(site: Site) -> None:
    root = BeautifulSoup((site.folder / "index.html").read_text("utf-8"), "html.parser")
    links = root.select("#languages a")
    assert [str(one["href"]) for one in links] == [f"{tag}/index.html" for tag in TAGS]


@pytest.mark.parametrize("name", ["index.html", "404.html"])
def test_above_all_languages_help_is_one_tap_away_in_each(site: Site, name: str) -> None:
    root = BeautifulSoup((site.folder / name).read_text("utf-8"), "html.parser")
    links = [one["href"].split("/")[-2:] for one in root.select(".help a")]
    assert links == [[tag, "when-to-get-help.html"] for tag in TAGS]


@pytest.mark.parametrize("name", ["index.html", "404.html"])
def test_above_all_languages_each_says_who_wrote_it(site: Site, name: str) -> None:
    root = BeautifulSoup((site.folder / name).read_text("utf-8"), "html.parser")
    notices = [one.text for one in root.select("footer p")]
    said = [site.page(tag, "index").select_one(".provenance .line").text for tag in TAGS]
    assert notices == said


def test_the_sitemap_has_every_page_of_every_language(site: Site) -> None:
    sitemap = (site.folder / "sitemap.xml").read_text("utf-8")
    answers = list(site.folder.glob("*/q/*.html"))
    assert sitemap.count("<loc>") == len(TAGS) * len(PAGES) + len(answers)


def test_no_address_of_this_machine_is_published(site: Site) -> None:
    for path in site.folder.rglob("*.html"):
        assert str(site.folder.parents[1]) not in path.read_text("utf-8")


def test_building_leaves_the_folders_of_people_alone(site: Site) -> None:
    project = site.folder.parents[1]
    made = [
        path for path in (project / "locale").rglob("*") if path.suffix not in {".po", ".csv", ""}
    ]
    assert made == []


def catalogs() -> list[Path]:
    return sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po"))


@cache
def by_polib(path: Path) -> polib.POFile:
    """Return a catalog as others read it, read once."""
    return polib.pofile(str(path))


@pytest.mark.parametrize("path", catalogs(), ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_a_catalog_is_complete(path: Path) -> None:
    catalog = by_polib(path)
    assert (catalog.untranslated_entries(), catalog.fuzzy_entries()) == ([], [])


@pytest.mark.parametrize("path", catalogs(), ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_a_catalog_says_that_it_is_a_machine_draft(path: Path) -> None:
    assert by_polib(path).metadata["X-Provenance"].startswith("machine draft")


@pytest.mark.parametrize("path", catalogs(), ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_a_catalog_is_in_canonical_form(path: Path, tmp_path: Path) -> None:
    write_catalog(tmp_path / path.name, read_catalog(path))
    assert (tmp_path / path.name).read_bytes() == path.read_bytes()


@pytest.mark.parametrize("path", catalogs(), ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_every_reference_is_kept(path: Path) -> None:
    for entry in by_polib(path):
        said = entry.msgstr or entry.msgid
        # A reference may have words of its own, as in :ref:`this answer <suicidal-thoughts>`.
        pattern = r"(:[\w-]+:)`(?:[^`]*<)?([^`<>]*)>?`|(%[sd])"
        assert re.findall(pattern, entry.msgid) == re.findall(pattern, said)
        # A placeholder with a name may stand anywhere.
        named = r"%\(\w+\)[sd]"
        assert sorted(re.findall(named, entry.msgid)) == sorted(re.findall(named, said))


def test_no_reader_sees_a_sign_of_markup(site: Site) -> None:
    pages = (path for one in site.languages for path in (site.folder / one.tag).glob("*.html"))
    texts = {path: parse(path).article.get_text() for path in pages if parse(path).article}
    signs = re.compile(r"\*\*|`|:\w+:`|＊")
    assert len(texts) > len(site.languages)
    assert [path for path, text in texts.items() if signs.search(text)] == []
