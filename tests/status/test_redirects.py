"""No address dies: what had another name leads on, and the build names what does not."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from committing import commit, git
from conftest import ROOT, NewProject, Site, SmallProject, parse, run_multilingual, serving
from playwright.sync_api import Browser, expect

from multilingual.status.redirects import Redirects, lost_addresses, published_addresses

HEAD = "old,new\n"
MORE = """
More
====

There is more here.

.. _which-organs:

Which organs?
-------------

.. short-answer::

   Many organs.

It can be the skin.
"""
TERMS = """topic,term,part_of_speech,definition,do_not_translate,source
words,{},noun,A time in which an illness is worse.,no,
"""
SPANISH = {
    "Home": "Inicio",
    "Is it catching?": "¿Se contagia?",
    "No. You cannot catch it.": "No. No se contagia.",
    "More": "Más",
    "Which organs?": "¿Qué órganos?",
}
ROWS = """old,new
about,more
about#organs,more#which-organs
about#catching,index#is-it-catching
index#can-i-catch-it,index#catching-it
index#catching-it,index#is-it-catching
index#the-organs,more#which-organs
more#top,more
left,more
"""
BASE = "https://small.example.org"


def with_more(project: SmallProject, rows: str = HEAD) -> SmallProject:
    """Return a project of two pages with a list of old addresses."""
    index = (project.folder / "source/index.rst").read_text()
    project.write("source/index.rst", f"{index}\n.. toctree::\n\n   more\n")
    project.write("source/more.rst", MORE)
    project.write("source/redirects.csv", rows)
    return project


# The list ---------------------------------------------------------------------------------

WRONG = {
    "about,nowhere": '"nowhere" is no page and no label of today',
    "about,index#nothing": '"index#nothing" is no page and no label of today',
    "about,index.html": '"index.html" is no address.',
    "index,more": '"index" is an address of today.',
    "index#is-it-catching,more": '"index#is-it-catching" is an address of today.',
    "about,about": "this leads in a circle: about → about.",
    "search,more": '"search" is made of other pages.',
    "q/what,more": '"q/what" is made of other pages.',
    "about#organs,more": 'no row leads on from the page "about".',
    "about": "This row has 1 cell and not 2.",
}


@pytest.mark.parametrize("row", WRONG)
def test_a_row_that_leads_nowhere_is_told_with_its_line(project: SmallProject, row: str) -> None:
    with_more(project, f"{HEAD}index#old,more\n{row}\n")
    told = [(line, fault) for line, fault in Redirects.of(project.folder).problems()]
    assert [(line, fault.startswith(WRONG[row])) for line, fault in told] == [(3, True)]


def test_a_circle_is_told_at_each_of_its_rows(project: SmallProject) -> None:
    with_more(project, f"{HEAD}a,b\nb,c\nc,a\n")
    told = Redirects.of(project.folder).problems()
    assert [line for line, _fault in told] == [2, 3, 4]
    assert told[0][1] == "this leads in a circle: a → b → c → a. Write where it is now."


def test_an_address_that_has_two_rows_is_told(project: SmallProject) -> None:
    with_more(project, f"{HEAD}about,more\nabout,index\n")
    told = Redirects.of(project.folder).problems()
    assert told == [(3, '"about" is already at line 2. Keep one of the two.')]


def test_a_row_may_lead_to_the_old_address_of_another(project: SmallProject) -> None:
    with_more(project, ROWS)
    known = Redirects.of(project.folder)
    assert known.problems() == []
    assert known.targets["index#can-i-catch-it"] == "index#is-it-catching"


def test_a_page_that_moves_takes_its_labels_along(project: SmallProject) -> None:
    with_more(project, ROWS)
    assert Redirects.of(project.folder).place_of("about#which-organs") == "more#which-organs"


def test_a_project_needs_no_list(project: SmallProject) -> None:
    assert Redirects.of(project.folder).problems() == []


@pytest.mark.parametrize("row", ["about,nowhere", "about,about"])
def test_the_build_refuses_a_wrong_row(project: SmallProject, row: str) -> None:
    with_more(project, f"{HEAD}{row}\n")
    built = project.build("en")
    assert (built.returncode, WRONG[row] in built.stderr) == (1, True)
    assert built.stderr.startswith("source/redirects.csv:2: ")


def test_a_row_that_leads_to_a_page_left_out_is_refused(project: SmallProject) -> None:
    with_more(project, f"{HEAD}about,more\n")
    index = (project.folder / "source/index.rst").read_text()
    project.write("source/index.rst", index.replace("   more\n", "   self\n"))
    conf = (project.folder / "conf.py").read_text()
    project.write("conf.py", f'{conf}exclude_patterns = ["more.rst"]\n')
    built = project.build("en")
    assert built.returncode == 1
    assert built.stderr.startswith('source/redirects.csv:2: "more" is left out by conf.py')


def test_plain_sphinx_refuses_a_wrong_row(project: SmallProject) -> None:
    with_more(project, f"{HEAD}about,nowhere\n")
    assert "source/redirects.csv:2: " in project.sphinx("en").stderr


def test_the_check_tells_a_wrong_row(project: SmallProject) -> None:
    with_more(project, f"{HEAD}about,nowhere\n")
    checked = run_multilingual(project.folder, "check")
    assert checked.returncode == 1
    assert "source/redirects.csv:2: " in checked.stdout + checked.stderr


# What readers meet ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def built(new_project: NewProject) -> SmallProject:
    project = with_more(new_project(), ROWS)
    for page in ("index", "more"):
        project.translate("es", page, SPANISH)
    said = project.build()
    assert (said.returncode, said.stderr) == (0, "")
    return project


def refresh(page: BeautifulSoup) -> str:
    return str(page.select_one("meta[http-equiv=refresh]")["content"])


@pytest.mark.parametrize("tag", ["en", "es"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("about", "more.html"),
        ("q/organs", "which-organs.html"),
        ("q/catching", "is-it-catching.html"),
        ("q/can-i-catch-it", "is-it-catching.html"),
        ("q/top", "../more.html"),
    ],
)
def test_an_old_page_leads_on_without_javascript(
    built: SmallProject, tag: str, old: str, new: str
) -> None:
    page = built.html(tag, old)
    assert refresh(page) == f"0; url={new}"
    assert page.select_one("#moved-page")["href"] == new


def test_an_old_page_says_where_it_leads_in_its_language(built: SmallProject) -> None:
    page = built.html("es", "q/organs")
    assert page.select_one("#moved-page").text == "¿Qué órganos?"
    assert (page.html["lang"], page.title.text) == ("es", "¿Qué órganos? · Small")


def test_search_engines_are_told_of_the_new_address_alone(built: SmallProject) -> None:
    page = built.html("es", "q/organs")
    assert page.select_one("link[rel=canonical]")["href"] == f"{BASE}/es/q/which-organs.html"
    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    assert page.select("link[hreflang]") == []
    assert "organs.html</loc>" not in re.sub(
        "which-organs", "", (built.folder / "build/html/sitemap.xml").read_text()
    )


def test_an_old_label_is_an_anchor_of_what_it_names_today(built: SmallProject) -> None:
    for tag in ("en", "es"):
        place = built.html(tag).select_one("#can-i-catch-it")
        assert place.find_parent("section")["id"] == "is-it-catching"


def test_an_old_label_of_another_page_leads_there(built: SmallProject) -> None:
    line = built.html("es").select_one("#the-organs")
    assert (line["class"], line.a["href"], line.text.strip()) == (
        ["moved"],
        "more.html#which-organs",
        "¿Qué órganos?",
    )


def test_plain_sphinx_leads_on_as_well(built: SmallProject) -> None:
    built.sphinx("es")
    assert refresh(parse(built.folder / "out/q/organs.html")) == "0; url=which-organs.html"
    assert parse(built.folder / "out/index.html").select("#can-i-catch-it, #the-organs")


WAYS = {
    "es/about.html": "es/more.html",
    "es/about.html#which-organs": "es/more.html#which-organs",
    "es/about.html#organs": "es/more.html#which-organs",
    "es/about.html#catching": "es/index.html#is-it-catching",
    "es/about.html?with=en#organs": "es/more.html?with=en#which-organs",
    "es/index.html#the-organs": "es/more.html#which-organs",
    "en/q/catching.html": "en/q/is-it-catching.html",
}


@pytest.mark.parametrize("old", WAYS)
def test_a_reader_comes_to_the_right_place(built: SmallProject, browser: Browser, old: str) -> None:
    with serving(built.folder / "build/html") as address, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/{old}")
        page.wait_for_url(f"{address}/{WAYS[old]}")
        assert page.url == f"{address}/{WAYS[old]}"


def test_a_reader_without_javascript_comes_to_the_page_and_finds_the_way(
    built: SmallProject, browser: Browser
) -> None:
    with (
        serving(built.folder / "build/html") as address,
        browser.new_context(java_script_enabled=False) as context,
    ):
        page = context.new_page()
        page.goto(f"{address}/es/q/organs.html")
        page.wait_for_url(f"{address}/es/q/which-organs.html")
        page.goto(f"{address}/es/index.html")
        expect(page.locator(".moved")).to_be_hidden()
        page.goto(f"{address}/es/index.html#the-organs")
        page.locator(".moved:visible a").click()
        page.wait_for_url(f"{address}/es/more.html#which-organs")


def test_web_hosts_are_told_where_each_old_page_leads(built: SmallProject) -> None:
    told = (built.folder / "build/html/_redirects").read_text()
    assert "\n/es/left.html /es/more.html 301\n" in told
    assert "\n/en/q/organs.html /en/q/which-organs.html 301\n" in told


def test_nginx_is_told_the_same(built: SmallProject) -> None:
    site = built.folder / "build/html"
    told = re.findall(
        r'location = "(.*)" { return 301 "(.*)"; }', (site / "redirects.nginx.conf").read_text()
    )
    plain = [line.split()[:2] for line in (site / "_redirects").read_text().splitlines()[1:]]
    assert [list(way) for way in told] == plain
    assert len(plain) == 2 * 7


def test_a_page_that_was_split_is_left_to_its_labels(project: SmallProject) -> None:
    with_more(project, f"{HEAD}about,more\nabout#catching,index#is-it-catching\n")
    project.build("en")
    site = project.folder / "build/html"
    assert "about.html" not in (site / "_redirects").read_text()
    assert "about.html" not in (site / "redirects.nginx.conf").read_text()
    assert (site / "en/about.html").is_file()


def test_no_redirect_leads_to_what_is_not_there(built: SmallProject) -> None:
    site = built.folder / "build/html"
    for line in (site / "_redirects").read_text().splitlines()[1:]:
        path, _sign, label = line.split()[1].partition("#")
        page = parse(site / path.lstrip("/"))
        assert not page.select("meta[http-equiv=refresh]")
        assert not label or page.select(f"[id='{label}']")


def test_a_row_that_is_gone_leaves_no_page(project: SmallProject) -> None:
    with_more(project, ROWS)
    project.build("en")
    project.write("source/redirects.csv", HEAD)
    project.build("en")
    pages = (project.folder / "build/html/en").rglob("*.html")
    assert [page.name for page in pages if "refresh" in page.read_text()] == []


# What was published -----------------------------------------------------------------------


def test_what_was_published_and_leads_nowhere_is_named(project: SmallProject) -> None:
    with_more(project)
    commit(project.folder)
    project.write("source/more.rst", MORE.replace("which-organs", "what-organs"))
    commit(project.folder)
    assert [address for address, _fault in lost_addresses(project.folder)] == ["more#which-organs"]
    project.write("source/redirects.csv", f"{HEAD}more#which-organs,more#what-organs\n")
    assert list(lost_addresses(project.folder)) == []


def test_the_build_and_the_check_name_a_page_that_leads_nowhere(project: SmallProject) -> None:
    with_more(project)
    commit(project.folder)
    (project.folder / "source/more.rst").rename(project.folder / "source/organs.rst")
    index = (project.folder / "source/index.rst").read_text()
    project.write("source/index.rst", index.replace("   more", "   organs"))
    commit(project.folder)
    built = project.build("en")
    assert (built.returncode, "more was on the site until" in built.stdout) == (0, True)
    assert "Add a row to source/redirects.csv: more,NEW ADDRESS" in built.stdout
    checked = run_multilingual(project.folder, "check")
    assert (
        'source/redirects.csv:1: redirects: "more" was on the site'
        in checked.stdout + checked.stderr
    )
    project.write("source/redirects.csv", f"{HEAD}more,organs\n")
    assert list(lost_addresses(project.folder)) == []


def test_what_stood_on_another_branch_alone_was_published_by_nobody(project: SmallProject) -> None:
    with_more(project)
    commit(project.folder)
    git(project.folder, "checkout", "-q", "-b", "try")
    project.write("source/tried.rst", MORE.replace("which-organs", "tried"))
    commit(project.folder)
    (project.folder / "source/tried.rst").unlink()
    commit(project.folder)
    git(project.folder, "checkout", "-q", "-")
    git(
        project.folder,
        "-c",
        "user.name=x",
        "-c",
        "user.email=x@y",
        "merge",
        "-q",
        "--no-ff",
        "-m",
        "Merge",
        "try",
    )
    assert [old for old in published_addresses(project.folder) if "tried" in old] == []


def test_a_term_that_has_another_name_is_named(project: SmallProject) -> None:
    with_more(project)
    project.write("source/more.rst", f"{MORE}\n.. definitions:: words\n")
    project.write("source/terms.csv", TERMS.format("flare"))
    commit(project.folder)
    project.write("source/terms.csv", TERMS.format("flare-up"))
    commit(project.folder)
    assert [address for address, _fault in lost_addresses(project.folder)] == ["more#term-flare"]
    project.write("source/redirects.csv", f"{HEAD}more#term-flare,more#term-flare-up\n")
    assert list(lost_addresses(project.folder)) == []


def test_a_folder_that_is_no_clone_is_built_all_the_same(project: SmallProject) -> None:
    assert published_addresses(project.folder) == {}


def test_each_address_that_this_project_ever_had_leads_somewhere(site: Site) -> None:
    known, ever = Redirects.of(ROOT), published_addresses(ROOT)
    places = {address: known.place_of(address) for address in ever}
    assert [address for address, place in places.items() if place is None] == []
    for tag in (language.tag for language in site.languages):
        for place in filter(None, places.values()):
            page, _sign, label = place.partition("#")
            html = site.page(tag, page)
            assert not label or html.select(f"[id='{label}']"), f"{tag}/{place}"
