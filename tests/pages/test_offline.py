"""A reader can keep a language on the phone, is told how large it is, and can remove it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import NewProject, SmallProject, serving
from playwright.sync_api import Browser, Page, expect
from windows import ACTS, PATIENCE, acted

OTHER = ":orphan:\n\nOther page\n==========\n\nMore of it.\n"
KEEP = "Keep this language on my phone"
KEPT_BYTES = """async () => {
  const sizes = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const answer = await cache.match(request);
      if (!request.url.endsWith("offline.json")) sizes.push((await answer.blob()).size);
    }
  }
  return sizes.reduce((sum, size) => sum + size, 0);
}"""
KEPT_TEXT = """async (name) => {
  const answer = await caches.match(new URL(name, location.href).href);
  return answer ? answer.text() : "";
}"""


@pytest.fixture(scope="module")
def made(new_project: NewProject) -> SmallProject:
    project = new_project()
    project.write("source/other.rst", OTHER)
    project.translate("es", "index", {"Home": "Inicio"})
    project.translate("es", "sphinx", {KEEP: "Guardar este idioma"})
    project.build()
    return project


@pytest.fixture
def folder(made: SmallProject, tmp_path: Path) -> Path:
    """A web server's folder, with the site in a folder of it."""
    shutil.copytree(made.folder / "build" / "html", tmp_path / "www" / "faq")
    return tmp_path / "www"


@pytest.fixture
def page(browser: Browser, folder: Path) -> Iterator[Page]:
    """The Spanish home page, in a window that nobody had before."""
    with serving(folder) as address, browser.new_context(base_url=address) as context:
        context.set_default_timeout(PATIENCE)
        opened = context.new_page()
        opened.add_init_script(ACTS)
        opened.goto("/faq/es/index.html")
        yield opened


def ask(page: Page) -> None:
    page.click(".offline button")
    expect(page.locator(".offline [role=status]")).to_contain_text("This takes")


def keep(page: Page) -> None:
    ask(page)
    page.click("text=Keep it")
    expect(page.locator(".offline [role=status]")).to_contain_text("It is saved")


def listed(folder: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((folder / "faq/es/offline.json").read_text("utf-8"))
    return found


def test_the_offer_is_in_the_language_of_the_page(page: Page) -> None:
    expect(page.locator(".offline button")).to_have_text("Guardar este idioma")


def test_nothing_is_kept_before_it_is_wished(page: Page) -> None:
    expect(page.locator(".offline")).to_be_visible()
    assert page.evaluate("caches.keys()") == []
    assert (
        page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    )


def test_the_size_is_said_before_and_is_true(page: Page, folder: Path) -> None:
    keep(page)
    said, kept = listed(folder)["bytes"], page.evaluate(KEPT_BYTES)
    assert kept == pytest.approx(said, rel=0.1)


def test_the_size_is_written_as_the_language_writes_it(page: Page, folder: Path) -> None:
    ask(page)
    size = listed(folder)["bytes"]
    form = "Intl.NumberFormat('es', {style: 'unit', unit: 'kilobyte', maximumFractionDigits: 1})"
    assert page.evaluate(f"new {form}.format({size} / 1000)") in page.inner_text(".offline")


def test_a_reader_can_think_better_of_it(page: Page) -> None:
    ask(page)
    page.click("text=Not now")
    expect(page.locator(".offline button")).to_have_text("Guardar este idioma")
    assert page.evaluate("caches.keys()") == []


def test_every_page_works_without_internet(page: Page) -> None:
    keep(page)
    page.context.set_offline(True)
    page.goto("/faq/es/other.html")
    expect(page.locator("h1")).to_contain_text("Other page")
    expect(page.locator("html:not(.no-js) .theme-toggle").first).to_be_attached()


def test_a_search_address_works_without_internet(page: Page) -> None:
    keep(page)
    page.context.set_offline(True)
    page.goto("/faq/es/search.html?q=catch")
    expect(page.locator("#page-search")).to_have_value("catch")


def test_another_language_is_not_kept(page: Page) -> None:
    keep(page)
    assert page.evaluate(KEPT_TEXT, "../en/index.html") == ""


def test_it_is_said_that_a_language_is_kept(page: Page) -> None:
    keep(page)
    page.goto("/faq/es/other.html")
    expect(page.locator(".offline [role=status]")).to_contain_text("is kept on this phone")


def test_what_has_changed_is_brought_up_to_date(page: Page, folder: Path) -> None:
    keep(page)
    about = listed(folder)
    place = folder / "faq/es/other.html"
    place.write_text(place.read_text("utf-8").replace("More of it.", "News."), "utf-8")
    about["files"]["other.html"] = about["version"] = "another"  # type: ignore[index]
    (folder / "faq/es/offline.json").write_text(json.dumps(about), "utf-8")
    page.goto("/faq/es/index.html")
    page.wait_for_function(f"({KEPT_TEXT})('other.html').then((text) => text.includes('News.'))")


def test_a_change_that_comes_in_part_changes_nothing(page: Page, folder: Path) -> None:
    keep(page)
    about = listed(folder)
    files = {"other.html": "another", "gone.html": "not there"}
    about["files"] = {**about["files"], **files}  # type: ignore[dict-item]
    about["version"] = "another"
    place = folder / "faq/es/other.html"
    place.write_text(place.read_text("utf-8").replace("More of it.", "News."), "utf-8")
    (folder / "faq/es/offline.json").write_text(json.dumps(about), "utf-8")
    with page.context.expect_event(
        "requestfinished", lambda request: request.url.endswith("gone.html")
    ):
        page.goto("/faq/es/index.html")
    page.wait_for_function("caches.keys().then((names) => names.length === 1)")
    assert "More of it." in page.evaluate(KEPT_TEXT, "other.html")


def test_it_can_be_removed_and_nothing_is_left(page: Page) -> None:
    keep(page)
    page.click("text=Remove it from this phone")
    expect(page.locator(".offline [role=status]")).to_contain_text("is removed")
    assert page.evaluate("caches.keys()") == []
    assert (
        page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    )


def test_it_can_be_kept_again(page: Page) -> None:
    keep(page)
    page.click("text=Remove it from this phone")
    expect(page.locator(".offline [role=status]")).to_contain_text("is removed")
    keep(page)
    assert page.evaluate(KEPT_BYTES) > 0


def test_where_it_cannot_be_saved_the_reader_is_told(page: Page, folder: Path) -> None:
    (folder / "faq/es/other.html").unlink()
    ask(page)
    page.click("text=Keep it")
    expect(page.locator(".offline [role=status]")).to_contain_text("could not be saved")
    assert page.evaluate("caches.keys()") == []


def test_nothing_is_offered_from_a_folder(browser: Browser, folder: Path) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(ACTS)
        page.goto((folder / "faq/es/index.html").as_uri())
        acted(page)
        expect(page.locator(".offline")).to_be_hidden()


def test_nothing_is_offered_without_javascript(browser: Browser, folder: Path) -> None:
    with serving(folder) as address, browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}/faq/es/index.html")
        expect(page.locator(".offline")).to_be_hidden()


def test_a_phone_can_have_it_among_its_programs(made: SmallProject) -> None:
    about = json.loads((made.folder / "build/html/es/app.webmanifest").read_text("utf-8"))
    assert (about["lang"], about["start_url"]) == ("es", "index.html")
