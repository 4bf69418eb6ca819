"""What search engines, and those who get a link, are told: the same by every language of a page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from conftest import NewProject, Site, SmallProject, parse, run_multilingual

from multilingual.project import site_address

BASE = "https://lupus-faq.example.org"
SMALL = "https://small.example.org"
SITEMAP = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}
SPANISH = {
    "Home": "Inicio",
    "Welcome to the site.": "Bienvenidos.",
    "Is it catching?": "¿Se contagia?",
    "No. You cannot catch it.": "No. No se contagia.",
    "You can live together.": "Pueden vivir juntos.",
}
ANSWER = "q/is-it-catching"
PREVIEW = ("type", "site_name", "title", "description", "url", "locale")


def told(page: BeautifulSoup) -> dict[str, str]:
    """Return what a page says in its ``<meta>`` elements, by their names."""
    tags = page.select("meta[property], meta[name]")
    return {str(tag.get("property") or tag.get("name")): str(tag["content"]) for tag in tags}


def structured(page: BeautifulSoup) -> dict[str, object]:
    return dict(json.loads(page.select_one("script[type='application/ld+json']").text))


def alternates(page: BeautifulSoup) -> dict[str, str]:
    links = page.select("link[rel=alternate][hreflang]")
    return {str(link["hreflang"]): str(link["href"]) for link in links}


# The built site ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pages(site: Site) -> Mapping[str, BeautifulSoup]:
    """Every page of every language but the search, by its address."""
    found = sorted(
        path for one in site.languages for path in (site.folder / one.tag).rglob("*.html")
    )
    every = {f"{BASE}/{path.relative_to(site.folder).as_posix()}": parse(path) for path in found}
    return {
        address: page
        for address, page in every.items()
        if not address.endswith("/search.html") and not page.select("meta[http-equiv=refresh]")
    }


def test_there_are_pages_and_answers_to_look_at(pages: Mapping[str, BeautifulSoup]) -> None:
    assert len(pages) > 600


def test_each_page_is_canonical_to_itself(pages: Mapping[str, BeautifulSoup]) -> None:
    said = {
        address: page.select_one("link[rel=canonical]")["href"] for address, page in pages.items()
    }
    assert [address for address, canonical in said.items() if canonical != address] == []


def test_each_page_names_itself_among_its_languages(pages: Mapping[str, BeautifulSoup]) -> None:
    others = {address: alternates(page).values() for address, page in pages.items()}
    assert [address for address, named in others.items() if address not in named] == []


def test_all_that_a_page_names_name_the_same(pages: Mapping[str, BeautifulSoup]) -> None:
    said = {address: alternates(page) for address, page in pages.items()}
    pairs = [(address, other) for address in said for other in said[address].values()]
    faults = [pair for pair in pairs if said.get(pair[1], said[pair[0]]) != said[pair[0]]]
    assert (len(pairs) > 4000, faults) == (True, [])


def test_no_language_that_a_page_names_is_missing(pages: Mapping[str, BeautifulSoup]) -> None:
    named = {address for page in pages.values() for address in alternates(page).values()}
    # The choice of a language, too.
    assert named - pages.keys() == {f"{BASE}/"}


def test_each_page_names_every_language_and_a_default(
    site: Site, pages: Mapping[str, BeautifulSoup]
) -> None:
    every = {*(language.tag for language in site.languages), "x-default"}
    assert [address for address, page in pages.items() if alternates(page).keys() != every] == []


def test_the_choice_of_a_language_names_the_home_pages(site: Site) -> None:
    root = alternates(parse(site.folder / "index.html"))
    assert root == alternates(site.page("fr", "index"))


def test_the_sitemap_names_the_same_as_the_pages(
    site: Site, pages: Mapping[str, BeautifulSoup]
) -> None:
    said = dict(sitemap(site.folder / "sitemap.xml"))
    assert said == {address: alternates(page) for address, page in pages.items()}


def test_the_sitemap_has_the_day_that_a_page_shows(
    site: Site, pages: Mapping[str, BeautifulSoup]
) -> None:
    days = {address: page.select_one(".page-record time") for address, page in pages.items()}
    shown = {address: str(day["datetime"]) for address, day in days.items() if day}
    tree = ElementTree.parse(site.folder / "sitemap.xml").getroot()
    listed = {
        url.findtext("s:loc", "", SITEMAP): url.findtext("s:lastmod", None, SITEMAP)
        for url in tree.iterfind("s:url", SITEMAP)
    }
    assert {address: day for address, day in listed.items() if day} == shown


def sitemap(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    for url in ElementTree.parse(path).getroot().iterfind("s:url", SITEMAP):
        links = url.iterfind("x:link", SITEMAP)
        yield (
            url.findtext("s:loc", "", SITEMAP),
            {one.get("hreflang", ""): one.get("href", "") for one in links},
        )


def test_each_page_can_be_passed_on(pages: Mapping[str, BeautifulSoup]) -> None:
    lacking = {
        address: missing
        for address, page in pages.items()
        if (missing := [name for name in PREVIEW if not told(page).get(f"og:{name}")])
    }
    assert lacking == {}


def test_what_is_passed_on_is_the_description_of_the_page(
    pages: Mapping[str, BeautifulSoup],
) -> None:
    said = {address: told(page) for address, page in pages.items()}
    faults = [one for one, about in said.items() if about["description"] != about["og:description"]]
    assert faults == []


def test_no_two_answers_of_a_language_have_one_description(
    pages: Mapping[str, BeautifulSoup],
) -> None:
    answers = [page for address, page in pages.items() if "/q/" in address]
    said = [(page.html["lang"], told(page)["description"]) for page in answers]
    assert len(set(said)) == len(said)


def test_each_page_names_the_locale_of_its_language(pages: Mapping[str, BeautifulSoup]) -> None:
    found = {(page.html["lang"], told(page)["og:locale"]) for page in pages.values()}
    assert len(found) == len({tag for tag, _ in found}) == len({locale for _, locale in found})


def test_each_page_names_the_locales_of_all_other_languages(
    pages: Mapping[str, BeautifulSoup],
) -> None:
    for page in pages.values():
        others = [tag["content"] for tag in page.select("meta[property='og:locale:alternate']")]
        assert len({*others, told(page)["og:locale"]}) == len(alternates(page)) - 1


def test_each_page_says_what_it_is_in_its_language(pages: Mapping[str, BeautifulSoup]) -> None:
    for address, page in pages.items():
        about = structured(page)
        assert (about["url"], about["inLanguage"]) == (address, page.html["lang"])


def test_each_translation_says_of_what(pages: Mapping[str, BeautifulSoup]) -> None:
    for address, page in pages.items():
        of = re.sub(rf"^{BASE}/[^/]+/", f"{BASE}/en/", address)
        translated = structured(page).get("translationOfWork", {"url": address})
        assert translated["url"] == of


def test_each_answer_is_that_of_its_question(pages: Mapping[str, BeautifulSoup]) -> None:
    for address, page in pages.items():
        if "/q/" in address:
            entity = structured(page)["mainEntity"]
            assert entity["name"] == told(page)["og:title"]
            assert entity["acceptedAnswer"]["text"] == told(page)["description"]


def test_each_answer_says_of_what_language_it_is(pages: Mapping[str, BeautifulSoup]) -> None:
    for address, page in pages.items():
        if "/q/" in address:
            answer = structured(page)["mainEntity"]["acceptedAnswer"]
            assert answer["inLanguage"] == page.html["lang"], address


def test_no_page_claims_an_author_or_a_review_that_it_lacks(
    pages: Mapping[str, BeautifulSoup],
) -> None:
    claims = {"reviewedBy", "lastReviewed", "author", "creator", "contributor"}
    assert [address for address, page in pages.items() if claims & structured(page).keys()] == []


def test_each_page_says_that_a_machine_made_it(pages: Mapping[str, BeautifulSoup]) -> None:
    source = "https://schema.org/TrainedAlgorithmicMediaDigitalSource"
    for address, page in pages.items():
        about = structured(page)
        assert (about["digitalSourceType"], "creditText" in about) == (source, True), address


def test_the_choice_of_a_language_is_passed_on_as_the_english_home_page(site: Site) -> None:
    home, root = told(site.page("en", "index")), told(parse(site.folder / "index.html"))
    same = {name for name in home if name.startswith("og:") and "locale" not in name} - {"og:url"}
    assert {name: root.get(name) for name in same} == {name: home[name] for name in same}
    assert root["og:url"] == f"{BASE}/"


# A small site -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def built(new_project: NewProject) -> SmallProject:
    """A site whose French is wholly fuzzy, so that its readers get English."""
    project = new_project()
    project.translate("es", "index", SPANISH)
    path = project.translate("fr", "index", SPANISH)
    path.write_text(fuzzy(path))
    project.build()
    return project


def fuzzy(path: Path) -> str:
    head, *messages = path.read_text().split("\n\n")
    return "\n\n".join([head, *(f"#, fuzzy\n{message}" for message in messages)])


@pytest.mark.parametrize("page", ["index", ANSWER])
def test_what_is_still_english_is_not_shown_to_search_engines(
    built: SmallProject, page: str
) -> None:
    french = built.html("fr", page)
    assert (told(french)["robots"], alternates(french)) == ("noindex", {})


@pytest.mark.parametrize("page", ["index", ANSWER])
def test_no_other_language_names_what_is_still_english(built: SmallProject, page: str) -> None:
    assert alternates(built.html("es", page)).keys() == {"en", "es", "x-default"}


def test_the_sitemap_leaves_out_what_is_still_english(built: SmallProject) -> None:
    assert "/fr/" not in (built.folder / "build/html/sitemap.xml").read_text()


def test_the_choice_of_a_language_names_it_to_no_search_engine(built: SmallProject) -> None:
    root = parse(built.folder / "build/html/index.html")
    assert alternates(root).keys() == {"en", "es", "x-default"}


def test_an_answer_that_is_still_english_says_so(built: SmallProject) -> None:
    entity = structured(built.html("fr", ANSWER))["mainEntity"]
    assert entity["inLanguage"] == entity["acceptedAnswer"]["inLanguage"] == "en"


def test_readers_are_led_there_all_the_same(built: SmallProject) -> None:
    assert built.html("es").select(".languages a[hreflang=fr]")


def test_plain_sphinx_tells_the_same(built: SmallProject) -> None:
    built.sphinx("es")
    page = parse(built.folder / "out" / "index.html")
    assert alternates(page) == alternates(built.html("es"))


def test_all_is_told_once_it_is_translated(project: SmallProject) -> None:
    path = project.translate("es", "index", SPANISH)
    path.write_text(fuzzy(path))
    project.build()
    assert alternates(project.html("en")).keys() == {"en", "x-default"}
    project.translate("es", "index", SPANISH)
    project.build()
    assert alternates(project.html("en")).keys() == {"en", "es", "x-default"}


def test_a_page_below_the_bar_of_its_language_is_left_out(project: SmallProject) -> None:
    project.write(
        "conf.py",
        (project.folder / "conf.py").read_text() + 'multilingual_publication = {"words": 0.5}\n',
    )
    project.write(
        "source/index.rst", "Home\n====\n\nWelcome to the site.\n\n.. toctree::\n\n   more\n"
    )
    project.write("source/more.rst", "More\n====\n\nThere is more here.\n")
    project.translate(
        "es",
        "index",
        {name: f"{SPANISH[name]} uno dos" for name in ("Home", "Welcome to the site.")},
    )
    project.translate("es", "more", {"More": "Más", "There is more here.": ""})
    project.build()
    assert "robots" not in told(project.html("es"))
    assert told(project.html("es", "more"))["robots"] == "noindex"
    assert alternates(project.html("en", "more")).keys() == {"en", "x-default"}


TWO_QUESTIONS = """
Is it new?
----------

.. short-answer::

   Yes. Nobody has translated it yet.
"""


@pytest.fixture(scope="module")
def half(new_project: NewProject) -> SmallProject:
    """A page that is translated, and beside it a question that nobody has translated yet."""
    project = new_project()
    index = project.folder / "source/index.rst"
    text = index.read_text()
    project.translate("es", "index", SPANISH)
    assert run_multilingual(project.folder, "update").returncode == 0
    index.write_text(f"{text}\n.. _is-it-new:\n{TWO_QUESTIONS}")
    project.build()
    return project


def test_an_answer_that_is_still_english_is_left_out_by_itself(half: SmallProject) -> None:
    assert told(half.html("es", "q/is-it-new"))["robots"] == "noindex"
    assert alternates(half.html("en", "q/is-it-new")).keys() == {"en", "x-default"}


def test_an_answer_beside_one_that_is_new_is_told_of(half: SmallProject) -> None:
    assert "robots" not in told(half.html("es", ANSWER))
    assert alternates(half.html("en", ANSWER)).keys() == {"en", "es", "x-default"}


def test_the_sitemap_has_each_answer_that_is_translated(half: SmallProject) -> None:
    sitemap = (half.folder / "build/html/sitemap.xml").read_text()
    assert "/es/q/is-it-new" not in sitemap
    assert f"/es/{ANSWER}" in sitemap


# An address -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://lupus.example/", "https://lupus.example"),
        ("https://a.example/faq", "https://a.example/faq"),
        ("http://localhost:8000/", "http://localhost:8000"),
        ("lupus.example", ""),
        ("https://", ""),
        ("https://a.example/?q", ""),
        ("//a.example/", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_an_address_is_whole_or_none(given: object, address: str) -> None:
    assert site_address(given) == address


@pytest.mark.parametrize("base", ["", "small.example.org"])
def test_without_an_address_nothing_half_is_told(project: SmallProject, base: str) -> None:
    conf = (project.folder / "conf.py").read_text()
    project.write("conf.py", f"{conf}\nhtml_baseurl = {base!r}\n")
    project.translate("es", "index", SPANISH)
    said = project.build()
    page, about = project.html("es", ANSWER), structured(project.html("es", ANSWER))
    assert "set html_baseurl in conf.py" in said.stdout
    assert (said.returncode, alternates(page)) == (0, {})
    assert page.select("link[rel=canonical], meta[property='og:url'], meta[name=robots]") == []
    assert not {"url", "translationOfWork"} & about.keys()
    assert about["mainEntity"]["name"] == told(page)["og:title"] == "¿Se contagia?"
    assert not (project.folder / "build/html/sitemap.xml").exists()
    assert "Sitemap" not in (project.folder / "build/html/robots.txt").read_text()


def test_the_example_of_an_address_is_told(built: SmallProject) -> None:
    assert built.html("es").select_one("link[rel=canonical]")["href"] == f"{SMALL}/es/index.html"


# Texts that could break out ---------------------------------------------------------------


def test_no_text_ends_what_it_stands_in(project: SmallProject) -> None:
    hostile = "It </script><b>is</b> & more"
    index = (project.folder / "source/index.rst").read_text()
    index = index.replace("Is it catching?\n---------------", f"{hostile}\n{'-' * len(hostile)}")
    project.write("source/index.rst", index.replace("No. You cannot catch it.", f"No. {hostile}"))
    assert project.build("en").returncode == 0
    page = project.html("en", ANSWER)
    assert structured(page)["mainEntity"]["acceptedAnswer"]["text"] == f"No. {hostile}"
    assert told(page)["og:title"] == hostile
