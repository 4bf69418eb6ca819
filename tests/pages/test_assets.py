"""What is the same in all languages lies once beside them, and has in it what pages need."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import PAGES, NewProject, Site, SmallProject, parse

from multilingual.files import is_whole
from multilingual.pages.chrome.site_styles import HAS, SHEETS

LOADS = {"link": "href", "script": "src", "img": "src"}
WITH_A_NOTE = "\n.. note:: Take care.\n"


def loaded(page: BeautifulSoup) -> list[str]:
    """Return the addresses of what a page loads."""
    found = page.select("link[rel=stylesheet], link[rel=icon], script[src], img[src]")
    return [str(node[LOADS[node.name]]) for node in found]


def pages_of(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


# The real site ---------------------------------------------------------------------------


def test_every_page_loads_what_lies_beside_the_languages(site: Site) -> None:
    elsewhere = [
        f"{path.relative_to(site.folder)}: {address}"
        for path in pages_of(site.folder)
        for address in loaded(parse(path))
        if not re.fullmatch(r"(\.\./)*assets/[\w-]+\.[0-9a-f]{6}\.\w+|/assets/[^/]+", address)
    ]
    assert elsewhere == []


def test_what_a_page_loads_is_there(site: Site) -> None:
    places = {
        site.folder / address.lstrip("/") if address[0] == "/" else path.parent / address
        for path in pages_of(site.folder)
        for address in loaded(parse(path))
    }
    assert [place for place in places if not place.is_file()] == []


def test_all_languages_load_the_same(site: Site) -> None:
    homes = [site.page(language.tag, "index") for language in site.languages]
    assert len({tuple(loaded(home)) for home in homes}) == 1


def test_no_language_has_static_files_of_its_own(site: Site) -> None:
    assert list(site.folder.glob("*/_static")) == []


def test_an_asset_is_called_by_what_is_in_it(site: Site) -> None:
    assert [path for path in (site.folder / "assets").iterdir() if not is_whole(path)] == []


def test_the_words_of_scripts_are_called_by_what_is_in_them(site: Site) -> None:
    places = {
        tag: site.page(tag, "index").select_one("script[data-words]")["data-words"]
        for tag in (language.tag for language in site.languages)
    }
    assert [
        tag
        for tag, place in places.items()
        if not re.fullmatch(rf"\.\./assets/words-{tag}\.[0-9a-f]{{6}}\.js", place)
    ] == []


@pytest.mark.parametrize("name", [*PAGES, "q/what-is-lupus"])
def test_a_page_runs_one_script_and_has_one_stylesheet(site: Site, name: str) -> None:
    page = site.page("es", name)
    assert len(page.select("script[src]")) == 1
    # Without scripts there is another, of what they bring.
    assert len(page.select("head > link[rel=stylesheet]")) == 1


def test_what_few_pages_have_is_in_the_stylesheet_of_these(site: Site) -> None:
    (answer,) = (site.folder / "assets").glob("answer.*.css")
    (rare,) = (site.folder / "assets").glob("picture.*.css")
    assert ".picture" not in answer.read_text("utf-8")
    assert ".picture" in rare.read_text("utf-8")


@pytest.mark.parametrize("name", HAS)
def test_a_page_that_has_it_loads_it(site: Site, name: str) -> None:
    texts = {path: path.read_text("utf-8") for path in pages_of(site.folder)}
    places = [f"assets/{sheet.removesuffix('css')}" for sheet in SHEETS if name in SHEETS[sheet]]
    needing = {path: text for path, text in texts.items() if HAS[name].search(text)}
    assert [path for path, text in needing.items() if not any(map(text.count, places))] == []


def test_what_scripts_make_is_in_no_stylesheet_of_a_page(site: Site) -> None:
    sheets = (path.read_text("utf-8") for path in (site.folder / "assets").glob("*.css"))
    assert [text for text in sheets if ".search-suggestions" in text or ".beside" in text] == []


# Small projects --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def built(new_project: NewProject) -> SmallProject:
    project = new_project()
    project.write("source/mark.svg", "<svg></svg>")
    project.write(
        "conf.py", (project.folder / "conf.py").read_text() + 'html_logo = "source/mark.svg"\n'
    )
    project.translate("es", "index", {"Home": "Inicio"})
    project.build()
    project.sphinx("es")
    return project


def style(folder: Path) -> str:
    """Return the stylesheet of pages now; that of the publication before is kept for a while."""
    names = {path.name for path in (folder / "assets").glob("site.*.css")}
    if (folder / "en" / "shard.json").is_file():
        names &= {*json.loads((folder / "en" / "shard.json").read_bytes())["assets"]}
    (name,) = names
    return (folder / "assets" / name).read_text("utf-8")


def test_plain_sphinx_puts_the_assets_within_the_pages(built: SmallProject) -> None:
    page = parse(built.folder / "out" / "index.html")
    assert [
        address for address in loaded(page) if not address.startswith(("assets/", "data:"))
    ] == []
    assert [name for name in loaded(page)[1:] if not (built.folder / "out" / name).exists()] == []


def test_plain_sphinx_leaves_no_static_folder(built: SmallProject) -> None:
    assert not (built.folder / "out" / "_static").exists()


def test_plain_sphinx_makes_the_same_stylesheet(built: SmallProject) -> None:
    assert style(built.folder / "out") == style(built.folder / "build" / "html")


def test_what_no_page_uses_is_left_out(built: SmallProject) -> None:
    assert ".admonition.note" not in style(built.folder / "out")


def test_what_a_page_comes_to_use_is_there_after_the_next_build(project: SmallProject) -> None:
    project.translate("es", "index", {"Home": "Inicio"})
    project.build()
    source = project.folder / "source" / "index.rst"
    source.write_text(source.read_text() + WITH_A_NOTE)
    project.build()
    assert ".admonition.note" in style(project.folder / "build" / "html")


def test_an_asset_that_is_not_used_any_more_goes_with_the_next_build(project: SmallProject) -> None:
    project.sphinx("en")
    source = project.folder / "source" / "index.rst"
    source.write_text(source.read_text() + WITH_A_NOTE)
    project.sphinx("en")
    assert ".admonition.note" in style(project.folder / "out")


def test_all_pages_load_a_stylesheet_that_has_changed(project: SmallProject) -> None:
    project.write("source/other.rst", ":orphan:\n\nOther\n=====\n\nText.\n")
    project.sphinx("en")
    source = project.folder / "source" / "index.rst"
    source.write_text(source.read_text() + WITH_A_NOTE)
    project.sphinx("en")
    texts = [path.read_text("utf-8") for path in pages_of(project.folder / "out")]
    assert len({name for text in texts for name in re.findall(r"site\.\w+\.css", text)}) == 1


def test_a_language_that_is_not_built_keeps_what_its_pages_load(project: SmallProject) -> None:
    project.translate("es", "index", {"Home": "Inicio"})
    project.build()
    before = loaded(project.html("es"))
    source = project.folder / "source" / "index.rst"
    source.write_text(source.read_text() + WITH_A_NOTE)
    project.build("en")
    folder = project.folder / "build" / "html" / "es"
    assert [name for name in before if name[:5] != "data:" and not (folder / name).is_file()] == []


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_text("a{}")])
def test_an_asset_that_was_damaged_is_mended(project: SmallProject, damage: object) -> None:
    project.build()
    folder = project.folder / "build" / "html"
    whole = style(folder)
    (path,) = (folder / "assets").glob("site.*.css")
    damage(path)  # type: ignore[operator]
    project.build()
    assert style(folder) == whole


def test_a_stylesheet_of_conf_is_part_of_the_one(project: SmallProject) -> None:
    project.write("static/own.css", ".brand { color: teal }")
    conf = 'html_static_path = ["static"]\nhtml_css_files = ["own.css"]\n'
    project.write("conf.py", (project.folder / "conf.py").read_text() + conf)
    project.sphinx("en")
    assert ".brand{color:teal}" in style(project.folder / "out")
