"""A page is light, and what it weighs is counted as a browser asks for it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest import Site
from windows import Traffic, Windows

from benchmark import weight

SITE = {
    "en/index.html": '<link rel="stylesheet" href="../assets/a.css"><script src="../assets/a.js">',
    "en/search.html": '<template id="search-words" data-engine="../assets/a.js">',
    "es/index.html": '<link rel="stylesheet" href="../assets/a.css"><script src="../assets/a.js">',
    "es/search.html": '<template id="search-words" data-engine="../assets/a.js">',
    "assets/a.css": "a{color:red}",
    "assets/a.js": "",
}


REACHED = {"index": 18_700, "q/*": 19_750, "search": 15_400}
"""Bytes of the heaviest first view in any language; it may only become less."""
OVER = {"en": 2, "ar": 28, "es": 12, "fr": 13, "hi": 44, "zh-Hans": 25}
"""How many answers are over the budget, which none should be; it may only become less."""
MOST_OF_SEARCH = 70_000


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A site of two pages in two languages."""
    for name, text in SITE.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_a_light_site_is_within_the_budget(small: Path) -> None:
    assert weight.main([str(small)]) == 0


def test_a_home_page_that_is_too_heavy_is_told(
    small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(weight.BUDGET, "index", 100)
    assert weight.main([str(small)]) == 1
    assert "en/index.html:1: the first view has" in capsys.readouterr().err


def test_too_many_requests_are_told(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tags = "".join(f'<script src="{number}.js"></script>' for number in range(5))
    (small / "es" / "index.html").write_text(tags)
    for number in range(5):
        (small / "es" / f"{number}.js").touch()
    weight.main([str(small)])
    assert "es/index.html:1: the first view takes 6 requests of 5" in capsys.readouterr().err


def test_a_file_of_one_language_makes_a_switch_dear(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (small / "en" / "own.js").touch()
    (small / "en" / "index.html").write_text('<script src="own.js"></script>')
    weight.main([str(small)])
    told = "en/index.html:1: a switch to it loads en/own.js besides the page"
    assert told in capsys.readouterr().err


def test_where_nothing_is_built_the_call_was_wrong(tmp_path: Path) -> None:
    assert weight.main([str(tmp_path)]) == 2


def views(site: Site) -> dict[str, dict[str, weight.View]]:
    return {tag: weight.views_of(site.folder, tag) for tag in weight.languages_of(site.folder)}


def test_every_view_and_switch_takes_few_requests(site: Site) -> None:
    faults = weight.faults_of(site.folder, views(site))
    assert [fault for fault in faults if " has " not in fault] == []


@pytest.mark.parametrize(("name", "reached"), REACHED.items())
def test_no_page_is_heavier_than_what_was_reached(site: Site, name: str, reached: int) -> None:
    # `make weight` tells what is left to the budget.
    weights = {tag: pages[name].weight for tag, pages in views(site).items() if name in pages}
    assert {tag: heavy for tag, heavy in weights.items() if heavy > reached} == {}


@pytest.mark.parametrize(("tag", "most"), OVER.items())
def test_no_more_answers_are_over_the_budget_than_were(site: Site, tag: str, most: int) -> None:
    over, every = weight.answers_over(site.folder, tag)
    assert (over <= most, every) == (True, 101)


def test_a_first_search_leaves_the_text_room_to_grow(site: Site) -> None:
    weights = {
        tag: sum(map(weight.sent, pages["search"].search)) for tag, pages in views(site).items()
    }
    assert {tag: heavy for tag, heavy in weights.items() if heavy > MOST_OF_SEARCH} == {}


def test_how_many_answers_are_over_is_told(
    small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(weight.BUDGET, "q/", 20)
    for name, text in {"light": "", "heavy": "<p>" * 9}.items():
        (small / "es" / "q").mkdir(exist_ok=True)
        (small / "es" / "q" / f"{name}.html").write_text(text + "<p>An answer that is long")
    (small / "es" / "q" / "light.html").write_text("")
    weight.main([str(small)])
    assert "en 0 of 0, es 1 of 2" in capsys.readouterr().out


@pytest.mark.parametrize(
    "path", ["en/index.html", "ar/when-to-get-help.html", "zh-Hans/search.html"]
)
def test_chromium_asks_for_what_is_counted(site: Site, windows: Windows, path: str) -> None:
    counted = weight.view(site.folder / path, site.folder).files
    with windows.new() as page:
        traffic = Traffic(page)
        page.goto(path)
        traffic.wait()
        asked = {urlsplit(request.url).path.lstrip("/") for request in traffic.answered}
    assert asked == {file.relative_to(site.folder).as_posix() for file in counted}
