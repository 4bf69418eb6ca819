"""A second language beside the text, in Chromium: any pair, block by block."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import NewProject, Site, SmallProject
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect
from windows import DESKTOP, NOTHING, PHONE, Traffic, Windows, acted, violations_by_scheme

PAIRS = [("ar", "en"), ("zh-Hans", "es"), ("hi", "fr")]
PAGE = "about-lupus"
WIDTHS: dict[str, ViewportSize] = {"wide": {"width": 1000, "height": 800}, "narrow": PHONE}
Pair = tuple[Page, str, str]
"""A page, its language and the one beside."""

SHOWN = """() => [...document.querySelectorAll("article .pair:not(.beside-head)")].map((pair) => {
  // The words below a drawing have others beside them already.
  const block = pair.closest("[data-m]") ?? pair.children[0];
  const isNarrow = pair.closest(".panel, .card, th, .help-links, .safety-title, .line") !== null;
  const isHidden = !block.checkVisibility();
  const [mine, other] = pair.children;
  const box = (node) => node.getBoundingClientRect();
  return {
    mark: block.dataset.m,
    text: other.textContent,
    language: [other.lang, other.dir],
    isBeside: isNarrow || isHidden ||
      box(other).left >= box(mine).right || box(other).right <= box(mine).left,
    isBelow: pair.closest(".line") !== null || box(other).top >= box(mine).top + 1,
    isSeen: isHidden || other.checkVisibility(),
  };
})"""
HEADING_TOP = "(label) => document.querySelector(`#${label} h2`).getBoundingClientRect().top"
SHIFTS = """globalThis.shifts = 0;
new PerformanceObserver((list) => {
  for (const { value } of list.getEntries()) shifts += value;
}).observe({ type: "layout-shift", buffered: true });"""
HOSTILE = """<p data-m="{mark}" onclick="hacked = 1"><a href="javascript:hacked = 2" id="it">Bad</a>
<img src="x" onerror="hacked = 3"><script>hacked = 4</script><svg onload="hacked = 5"></svg>
<b style="color: red" class="popup">bold</b></p>"""


def texts(page: BeautifulSoup) -> list[str]:
    """Return the words of each named block, without the link to its place."""
    found = []
    for block in page.select("article [data-m]"):
        link = block.select_one(".headerlink")
        words = block.get_text().removesuffix(link.get_text() if link else "")
        found.append(" ".join(words.split()))
    return found


def marks(page: BeautifulSoup) -> list[str]:
    return [str(block["data-m"]) for block in page.select("article [data-m]")]


def is_shown(page: Page, tag: str) -> Page:
    page.wait_for_selector(f"article .beside[lang={tag}]")
    return page


def open_pair(windows: Windows, own: str, other: str, **options: object) -> Page:
    page = windows.open(f"/{own}/{PAGE}.html?with={other}", **options)  # type: ignore[arg-type]
    return is_shown(page, other)


def choose(page: Page, tag: str) -> None:
    page.locator("details.languages > summary").click()
    page.locator(f".second-language button[data-with='{tag}']").click()


def scrolled(windows: Windows, path: str, label: str, **options: object) -> Page:
    page = windows.open(path, **options)  # type: ignore[arg-type]
    page.evaluate("(label) => document.getElementById(label).scrollIntoView()", label)
    return page


@pytest.fixture(scope="module")
def window(windows: Windows) -> Iterator[Page]:
    with windows.new() as page:
        yield page


@pytest.fixture(scope="module", params=PAIRS, ids="-".join)
def pair(request: pytest.FixtureRequest, window: Page) -> Pair:
    """A page with a second language, opened once for the tests that only look at it."""
    own, other = request.param
    window.set_viewport_size(DESKTOP)
    window.goto(f"/{own}/{PAGE}.html?with={other}")
    return is_shown(window, other), own, other


def test_each_block_stands_beside_its_own_words_in_the_other_language(
    pair: Pair, site: Site
) -> None:
    page, _own, other = pair
    shown = page.evaluate(SHOWN)
    there = site.page(other, PAGE)
    expected = list(zip(marks(there), texts(there), strict=True))
    if other == "en":
        # Who made the page is said in English on each.
        notice = {str(block["data-m"]) for block in there.select(".provenance [data-m]")}
        expected = [(mark, text) for mark, text in expected if mark not in notice]
    assert [(it["mark"], " ".join(it["text"].split())) for it in shown] == expected


def test_what_stands_beside_says_its_language_and_direction(pair: Pair) -> None:
    page, _own, other = pair
    shown = page.evaluate(SHOWN)
    assert {tuple(it["language"]) for it in shown} == {(other, "ltr")}


def test_a_language_from_right_to_left_keeps_its_direction(windows: Windows) -> None:
    shown = open_pair(windows, "en", "ar").evaluate(SHOWN)
    assert {tuple(it["language"]) for it in shown} == {("ar", "rtl")}


@pytest.mark.parametrize(("width", "place"), [("wide", "isBeside"), ("narrow", "isBelow")])
def test_it_stands_beside_where_there_is_room_and_below_on_a_phone(
    pair: Pair, width: str, place: str
) -> None:
    page, _own, _other = pair
    page.set_viewport_size(WIDTHS[width])
    shown = page.evaluate(SHOWN)
    page.set_viewport_size(DESKTOP)
    assert [it["mark"] for it in shown if it["isSeen"] and not it[place]] == []


def test_a_screen_reader_reads_pair_by_pair(pair: Pair) -> None:
    page, own, other = pair
    pairs = page.locator("article section section p").filter(visible=True)
    languages = pairs.evaluate_all(
        "(all) => all.filter((p) => p.closest('.pair')).map((p) => p.closest('[lang]').lang)"
    )
    assert languages == [own, other] * (len(languages) // 2)


def test_nothing_is_wider_than_the_page(windows: Windows) -> None:
    page = open_pair(windows, "ar", "en")
    widths = range(320, 1601, 80)
    too_wide = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 700})
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            too_wide.append(width)
    assert too_wide == []


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE])
def test_axe_finds_nothing_wrong(windows: Windows, viewport: dict[str, int]) -> None:
    page = open_pair(windows, "ar", "en", viewport=viewport)
    assert violations_by_scheme(page, "main") == NOTHING


def test_the_choice_is_a_group_of_buttons_that_say_which_one_is_on(windows: Windows) -> None:
    page = windows.open(f"/ar/{PAGE}.html")
    choose(page, "en")
    is_shown(page, "en")
    pressed = page.locator(".second-language button[aria-pressed=true]")
    assert pressed.evaluate_all("(all) => all.map(({ dataset }) => dataset.with)") == ["en"]


def test_the_choice_is_announced(windows: Windows) -> None:
    page = windows.open(f"/en/{PAGE}.html")
    choose(page, "es")
    expect(page.locator("body > [role=status]")).to_have_text("Now also shown: español")


def test_the_address_can_be_passed_on(windows: Windows) -> None:
    page = windows.open(f"/en/{PAGE}.html")
    choose(page, "es")
    is_shown(page, "es")
    assert page.url.endswith(f"/en/{PAGE}.html?with=es")


def test_one_language_can_be_had_again(windows: Windows, site: Site) -> None:
    page = open_pair(windows, "en", "es")
    page.locator(".beside-stop").click()
    expect(page.locator("article .beside")).to_have_count(0)
    text = page.locator("article").inner_html()
    assert texts(BeautifulSoup(f"<article>{text}</article>", "html.parser")) == texts(
        site.page("en", PAGE)
    )


def test_the_links_of_the_site_keep_it(windows: Windows) -> None:
    page = open_pair(windows, "ar", "en")
    page.locator("article a[href*='glossary.html']:not(.beside *)").first.click()
    page.wait_for_url("**/ar/glossary.html?with=en#*")
    is_shown(page, "en")


def test_a_search_keeps_it(windows: Windows) -> None:
    page = open_pair(windows, "ar", "en")
    form = page.locator("form[role=search]").first
    assert form.evaluate("(form) => new FormData(form).get('with')") == "en"


def test_what_the_search_suggests_keeps_it(windows: Windows) -> None:
    page = open_pair(windows, "es", "ar")
    page.locator("input[name=q]").filter(visible=True).first.fill("contagioso")
    page.locator(".search-suggestions li").first.click()
    page.wait_for_url(re.compile(r"/es/.*[?&]with=ar"))


def test_links_that_come_later_keep_it(windows: Windows) -> None:
    page = open_pair(windows, "ar", "en")
    page.evaluate("document.querySelector('article').insertAdjacentHTML('afterbegin',"
                  " '<a id=later href=treatment.html>later</a>')")  # fmt: skip
    page.locator("#later").click()
    page.wait_for_url("**/ar/treatment.html?with=en")


def test_links_to_elsewhere_stay_as_they_are(windows: Windows, site: Site) -> None:
    page = open_pair(windows, "ar", "en")
    outside = "article .sources a[href^=http]"
    addresses = page.locator(outside).evaluate_all("(all) => all.map(({ href }) => href)")
    assert not [address for address in addresses if "with=en" in address]


def test_it_outlives_a_switch_of_the_language(windows: Windows) -> None:
    page = open_pair(windows, "ar", "en")
    page.locator("details.languages > summary").click()
    page.locator(".languages a[lang=es]").click()
    page.wait_for_url(f"**/es/{PAGE}.html?with=en*")
    is_shown(page, "en")


def test_a_switch_to_the_second_language_leaves_that_alone(windows: Windows) -> None:
    page = open_pair(windows, "ar", "en")
    page.locator("details.languages > summary").click()
    page.locator(".languages a[lang=en]").click()
    page.wait_for_url(re.compile(rf"/en/{PAGE}\.html(#.*)?$"))


def test_a_language_is_never_beside_itself(windows: Windows) -> None:
    page = windows.open(f"/en/{PAGE}.html?with=en")
    page.wait_for_url(f"**/en/{PAGE}.html")
    assert page.locator(".beside").count() == 0


def test_the_other_page_is_loaded_and_nothing_more(windows: Windows) -> None:
    with windows.new() as page:
        page.goto(f"/en/{PAGE}.html")
        page.locator("details.languages > summary").click()
        acted(page)
        traffic = Traffic(page)
        page.locator(".second-language button[data-with=es]").click()
        is_shown(page, "es")
        traffic.wait()
    asked = [request.url.removeprefix(windows.address) for request in traffic.answered]
    assert [path for path in asked if not path.startswith("/assets/")] == [f"/es/{PAGE}.html"]


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE])
def test_what_she_reads_stays_where_it_is(windows: Windows, viewport: dict[str, int]) -> None:
    label = "is-lupus-contagious"
    page = scrolled(windows, f"/en/{PAGE}.html", label, viewport=viewport)
    before = page.evaluate(HEADING_TOP, label)
    choose(page, "ar")
    is_shown(page, "ar")
    assert abs(page.evaluate(HEADING_TOP, label) - before) < 2


def test_an_address_with_a_question_shows_that_question(windows: Windows) -> None:
    page = windows.open(f"/ar/{PAGE}.html?with=en#is-lupus-contagious", viewport=PHONE)
    is_shown(page, "en")
    assert 0 <= page.evaluate(HEADING_TOP, "is-lupus-contagious") < 150


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE])
def test_nothing_jumps_while_a_page_with_two_languages_opens(
    windows: Windows, viewport: dict[str, int]
) -> None:
    with windows.new(viewport=viewport) as page:
        page.add_init_script(SHIFTS)
        page.goto(f"/ar/{PAGE}.html?with=en#is-lupus-contagious")
        is_shown(page, "en")
        page.wait_for_selector("html:not(.awaits-second)")
        assert page.evaluate("shifts") < 0.02


def test_both_languages_are_printed(pair: Pair) -> None:
    page, _own, _other = pair
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1000})
    shown = page.evaluate(SHOWN)
    page.emulate_media(media="screen")
    page.set_viewport_size(DESKTOP)
    assert [it["mark"] for it in shown if not (it["isSeen"] and it["isBeside"])] == []


def test_an_answer_s_own_page_has_both(windows: Windows) -> None:
    page = windows.open("/hi/q/is-lupus-contagious.html?with=fr")
    is_shown(page, "fr")
    named = page.locator("article [data-m]").count()
    assert (page.locator("article .beside").count(), named > 15) == (named, True)


def test_the_link_of_an_answer_is_passed_on_with_both(windows: Windows) -> None:
    page = windows.open("/hi/q/is-lupus-contagious.html?with=fr")
    is_shown(page, "fr")
    page.locator(".answer-neighbours a").first.click()
    page.wait_for_url("**/hi/q/*.html?with=fr")


# What can go wrong ---------------------------------------------------------------------------


def failing(windows: Windows, answer: object) -> Iterator[Page]:
    with windows.new() as page:
        page.route(f"**/es/{PAGE}.html", answer)  # type: ignore[arg-type]
        page.goto(f"/en/{PAGE}.html?with=es")
        page.wait_for_selector(".beside-fault")
        yield page


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda route: route.abort(), "This language did not load: español."),
        (lambda route: route.fulfill(status=404, body="<html lang=es>"), "This language did not"),
        (lambda route: route.fulfill(body="<html lang=en>Log in"), "This language did not load"),
        (
            lambda route: route.fulfill(body="<html lang=es><article><p data-m=zzzz>Otro"),
            "This language cannot be shown beside this page: español.",
        ),
    ],
)
def test_a_page_that_does_not_come_is_told_and_leaves_all_as_it_was(
    windows: Windows, answer: object, words: str
) -> None:
    for page in failing(windows, answer):
        expect(page.locator(".beside-fault")).to_contain_text(words)
        assert page.locator("article .pair").count() == 0


def test_a_fault_leads_to_the_other_page_by_itself(windows: Windows) -> None:
    for page in failing(windows, lambda route: route.abort()):
        link = page.locator(".beside-fault a")
        assert link.evaluate("({ href }) => href") == f"{windows.address}/es/{PAGE}.html"


def test_nothing_of_the_other_page_runs(windows: Windows, site: Site) -> None:
    body = "".join(HOSTILE.replace("{mark}", mark) for mark in marks(site.page("en", PAGE)))

    def answer(route: Route) -> None:
        route.fulfill(body=f"<html lang=es dir=ltr><article>{body}", content_type="text/html")

    with windows.new() as page:
        page.route(f"**/es/{PAGE}.html", answer)
        page.goto(f"/en/{PAGE}.html?with=es")
        is_shown(page, "es")
        page.locator("article .beside a").first.click()
        other = page.locator("article .beside").first
        assert (page.evaluate("typeof hacked"), other.inner_html().split()) == (
            "undefined",
            ["<a>Bad</a>", "<b>bold</b>"],
        )


# English below warnings ----------------------------------------------------------------------


def test_warnings_are_in_english_too_and_say_once_why(windows: Windows) -> None:
    page = windows.open("/es/when-to-get-help.html")
    assert page.locator("article .source-text").first.is_visible()
    expect(page.locator(".source-note")).to_have_count(1)


def test_the_reader_may_hide_the_english_and_that_is_remembered(windows: Windows) -> None:
    page = windows.open("/es/when-to-get-help.html")
    page.locator(".source-note button").click()
    expect(page.locator("article .source-text").filter(visible=True)).to_have_count(0)
    page.goto("/es/treatment.html")
    expect(page.locator("article .source-text").filter(visible=True)).to_have_count(0)


def test_the_hidden_english_can_be_shown_again(windows: Windows) -> None:
    page = windows.open("/es/when-to-get-help.html")
    page.locator(".source-note button").click()
    page.locator(".source-note button").click()
    assert page.locator("article .source-text").first.is_visible()


@pytest.mark.parametrize("tag", ["es", "fr", "ar", "hi", "zh-Hans"])
def test_the_english_is_never_half_of_the_page(windows: Windows, tag: str) -> None:
    page = windows.open(f"/{tag}/when-to-get-help.html", viewport=PHONE)
    share = page.evaluate(
        """() => {
          const all = [...document.querySelectorAll("article :is(p, h1, h2, summary)")];
          const height = (nodes) => nodes.reduce((sum, node) => sum + node.clientHeight, 0);
          return height(all.filter((node) => node.matches(".source-text"))) / height(all);
        }"""
    )
    assert 0.1 < share < 0.45


def test_english_beside_the_text_is_not_there_twice(windows: Windows) -> None:
    page = is_shown(windows.open("/ar/when-to-get-help.html?with=en"), "en")
    expect(page.locator("article .source-text").filter(visible=True)).to_have_count(0)


def test_another_language_leaves_the_english_below_warnings(windows: Windows) -> None:
    page = is_shown(windows.open("/ar/when-to-get-help.html?with=es"), "es")
    assert page.locator("article .source-text").first.is_visible()


# Names of blocks -----------------------------------------------------------------------------

SPANISH = {"Welcome to the site.": "Bienvenidos.", "Is it catching?": "¿Se contagia?"}
REFUSED = {**SPANISH, "You can live together.": "Vea :ref:`nowhere`."}


@pytest.fixture(scope="module")
def small(new_project: NewProject) -> SmallProject:
    project = new_project()
    project.translate("es", "index", SPANISH)
    project.translate("fr", "index", REFUSED)
    assert "references" in project.build().stderr
    return project


@pytest.mark.parametrize("tag", ["es", "fr"])
def test_a_block_has_the_same_name_in_every_language(small: SmallProject, tag: str) -> None:
    assert marks(small.html(tag)) == marks(small.html("en"))


def test_a_block_has_the_same_name_with_plain_sphinx(new_project: NewProject) -> None:
    project = new_project()
    project.translate("es", "index", SPANISH)
    project.sphinx("es")
    page = BeautifulSoup((project.folder / "out" / "index.html").read_text("utf-8"), "html.parser")
    project.build("en")
    assert marks(page) == marks(project.html("en"))


def test_a_name_has_four_signs(small: SmallProject) -> None:
    assert {len(mark) for mark in marks(small.html("en"))} == {4}


# From a folder -------------------------------------------------------------------------------


def test_it_works_from_a_folder(browser: Browser, site: Site, tmp_path: Path) -> None:
    for name in ("ar", "en", "assets"):
        shutil.copytree(site.folder / name, tmp_path / name)
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{(tmp_path / 'ar' / PAGE).as_uri()}.html?with=en")
        is_shown(page, "en")


def test_a_language_that_is_not_in_the_folder_is_told(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    for name in ("en", "assets"):
        shutil.copytree(site.folder / name, tmp_path / name)
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{(tmp_path / 'en' / PAGE).as_uri()}.html?with=es")
        expect(page.locator(".beside-fault")).to_contain_text("This language did not load: español")
