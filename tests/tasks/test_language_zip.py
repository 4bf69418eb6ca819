"""A language is packed as one folder that opens without internet, with all that its pages load."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import NewProject, SmallProject, run_multilingual
from playwright.sync_api import Browser, expect


@pytest.fixture(scope="module")
def made(new_project: NewProject) -> SmallProject:
    project = new_project()
    project.write("source/more/notes.rst", ":orphan:\n\nNotes\n=====\n\nText.\n")
    project.translate("es", "index", {"Home": "Inicio"})
    project.build()
    done = run_multilingual(project.folder, "zip", "es")
    assert (done.returncode, done.stderr) == (0, "")
    return project


@pytest.fixture(scope="module")
def folder(made: SmallProject, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a reader has who unpacks it."""
    place = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(made.folder / "build" / "zip" / "es.zip") as archive:
        archive.extractall(place)
    return place


def test_all_is_in_one_folder_with_a_name_that_says_what_it_is(folder: Path) -> None:
    assert [path.name for path in folder.iterdir()] == ["small-es"]


def test_what_the_pages_load_is_in_it(folder: Path) -> None:
    for page in folder.rglob("*.html"):
        soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
        loaded = [node["href"] for node in soup.select("link[rel=stylesheet]")]
        loaded += [node["src"] for node in soup.select("script[src]")]
        assert [name for name in loaded if not (page.parent / str(name)).is_file()] == []


def test_what_a_reader_asks_for_later_is_in_it(folder: Path) -> None:
    kinds = {path.name.split(".")[0] for path in (folder / "small-es" / "assets").glob("*.js")}
    assert {"actions", "answer", "beside", "search", "words-es"} <= kinds


def test_links_to_other_languages_lead_to_the_site(folder: Path) -> None:
    page = BeautifulSoup((folder / "small-es" / "index.html").read_text("utf-8"), "html.parser")
    link = page.select_one('a[lang="en"]')
    assert link is not None
    assert link["href"] == "https://small.example.org/en/index.html"


def test_links_within_the_language_stay_in_the_folder(folder: Path) -> None:
    page = BeautifulSoup((folder / "small-es/more/notes.html").read_text("utf-8"), "html.parser")
    brand = page.select_one("a.brand")
    assert brand is not None
    assert brand["href"] == "../index.html"


def test_the_same_pages_make_the_same_zip(made: SmallProject) -> None:
    path = made.folder / "build" / "zip" / "es.zip"
    before = path.read_bytes()
    run_multilingual(made.folder, "zip", "es")
    assert path.read_bytes() == before


def test_a_browser_shows_it_from_a_folder_as_from_the_site(browser: Browser, folder: Path) -> None:
    faults: list[str] = []
    with browser.new_context() as context:
        page = context.new_page()
        page.on("console", lambda told: faults.append(told.text))
        page.on("requestfailed", lambda request: faults.append(request.url))
        page.goto((folder / "small-es" / "more" / "notes.html").as_uri())
        button = page.locator(".theme-toggle:visible").first
        button.click()
        expect(page.locator("body")).to_have_attribute("data-theme", "dark")
        assert faults == []


def test_a_language_that_is_not_built_is_told(project: SmallProject) -> None:
    done = run_multilingual(project.folder, "zip")
    assert done.returncode == 2
    assert "en is not built. Build it first: make html" in done.stderr
