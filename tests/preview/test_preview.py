"""A translator sees in Chromium what a catalog says, as it is saved."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection

import pytest
import warm
from conftest import NewProject, SmallProject, run_multilingual, serving
from playwright.sync_api import Browser, Page, expect
from windows import violations

MESSAGES = {
    "Home": "Inicio",
    "Welcome to the site.": "Bienvenido al sitio.",
    "Is it catching?": "",
    "No. You cannot catch it.": "No. <a href='http://evil.example'>`x <http://evil.example>`_",
}
CATALOG = "locale/es/LC_MESSAGES/index.po"
FUZZY = """
#, fuzzy
#| msgid "You can live apart."
msgid "You can live together."
msgstr "Pueden vivir aparte."
"""


PATIENCE = 60
"""Seconds after which a preview that is stopped is said to hang."""


@dataclass
class Preview:
    """A preview that runs, and a browser that shows its first page."""

    project: SmallProject
    process: warm.Started
    address: str
    page: Page

    def save(self, welcome: str, more: str = FUZZY) -> None:
        path = self.project.translate("es", "index", MESSAGES | {"Welcome to the site.": welcome})
        path.write_text(path.read_text("utf-8") + more, "utf-8")


@contextmanager
def previewing(project: SmallProject, browser: Browser) -> Iterator[Preview]:
    path = project.translate("es", "index", MESSAGES)
    path.write_text(path.read_text("utf-8") + FUZZY, "utf-8")
    process = warm.start(project.folder, "multilingual", "preview", "es")
    said = ""
    while not (found := re.search(r"http://localhost:\d+", said)):
        line = process.stdout.readline()
        assert line, said
        said += line
    page = browser.new_page()
    page.goto(found[0])
    yield Preview(project, process, found[0], page)
    page.close()
    os.kill(process.pid, signal.SIGINT)
    assert process.wait(PATIENCE) == 0


@pytest.fixture
def preview(project: SmallProject, browser: Browser) -> Iterator[Preview]:
    """A preview of a project that can be edited."""
    with previewing(project, browser) as preview:
        yield preview


@pytest.fixture(scope="module")
def shared(new_project: NewProject, browser: Browser) -> Iterator[Preview]:
    """The preview of a project that nobody edits."""
    with previewing(new_project(), browser) as preview:
        yield preview


@pytest.fixture
def shown(shared: Preview) -> Preview:
    """The same, as if its first page were just opened."""
    shared.page.mouse.move(0, 0)
    shared.page.evaluate("sessionStorage.clear()")
    shared.page.goto(shared.address)
    return shared


def test_saving_a_catalog_refreshes_the_open_page(preview: Preview) -> None:
    preview.save("Te damos la bienvenida.")
    expect(preview.page.get_by_text("Te damos la bienvenida.")).to_be_visible(timeout=20_000)


def test_a_reload_keeps_the_reader_where_she_was(preview: Preview) -> None:
    preview.page.set_viewport_size({"width": 400, "height": 200})
    preview.page.evaluate("scrollTo({ top: 120, behavior: 'instant' })")
    preview.save("Te damos la bienvenida.")
    expect(preview.page.get_by_text("Te damos la bienvenida.")).to_have_count(1, timeout=20_000)
    assert preview.page.evaluate("scrollY") == 120


def test_an_edit_of_the_english_or_of_conf_py_is_shown(preview: Preview) -> None:
    home, conf = preview.project.folder / "source" / "index.rst", preview.project.folder / "conf.py"
    home.write_text(home.read_text() + "\nOne more text.\n")
    expect(preview.page.get_by_text("One more text.")).to_have_count(1, timeout=20_000)
    conf.write_text(conf.read_text() + '\nproject = "Another name"\n')
    expect(preview.page.get_by_role("link", name="Another name")).to_be_visible(timeout=20_000)


def test_a_broken_catalog_is_told_of_until_it_is_mended(preview: Preview) -> None:
    banner = preview.page.locator("#preview-banner")
    preview.save("Hola.", more="\n<<<<<<< ours\n")
    expect(banner).to_contain_text(f"{CATALOG}:", timeout=20_000)
    expect(preview.page.get_by_text("Bienvenido al sitio.")).to_be_visible()
    preview.save("Hola.")
    expect(preview.page.get_by_text("Hola.")).to_be_visible(timeout=20_000)
    expect(banner).to_be_empty()


def test_a_text_that_cannot_be_read_is_told_of_and_the_others_are_shown(preview: Preview) -> None:
    banner = preview.page.locator("#preview-banner")
    preview.save("Hola.", more='\nmsgid "half\n')
    expect(banner).to_contain_text("The closing quote is missing.", timeout=20_000)
    expect(preview.page.get_by_text("Hola.")).to_be_visible(timeout=20_000)
    preview.save("Hola.")
    expect(banner).to_be_empty(timeout=20_000)


def test_each_state_has_an_outline_of_its_own(shown: Preview) -> None:
    states = {"untranslated": "dashed", "fuzzy": "dotted", "refused": "double"}
    for state, style in states.items():
        block = shown.page.locator(f"article [data-preview={state}]").first
        expect(block).to_have_css("outline-style", style)
        expect(shown.page.locator(f"#preview-legend .{state}")).to_contain_text("1")


def test_a_block_tells_its_place_and_its_english_on_hover(shown: Preview) -> None:
    shown.page.get_by_text("Bienvenido al sitio.").hover()
    expect(shown.page.locator("#preview-place")).to_have_text(re.compile(rf"{CATALOG}:\d+"))
    expect(shown.page.locator("#preview-english")).to_contain_text("Welcome to the site.")


def test_the_keyboard_leads_to_what_is_left_to_do(shown: Preview) -> None:
    shown.page.locator("#preview-previous").focus()
    shown.page.keyboard.press("Enter")
    expect(shown.page.locator("[data-preview=fuzzy]")).to_be_focused()
    expect(shown.page.locator("#preview-more")).to_contain_text("You can live apart.")


def test_english_takes_the_place_of_the_translation(shown: Preview) -> None:
    shown.page.goto(f"{shown.address}/es/index.html?show=msgid")
    expect(shown.page.get_by_text("Welcome to the site.", exact=True)).to_be_visible()
    shown.page.locator("#preview-show").click()
    expect(shown.page.get_by_text("Bienvenido al sitio.")).to_be_visible()


def test_the_tools_are_accessible(shown: Preview) -> None:
    assert violations(shown.page, within="#preview-panel") == []


def test_nothing_is_published_and_no_other_host_is_answered(shown: Preview) -> None:
    assert not (shown.project.folder / "build" / "html").exists()
    connection = HTTPConnection("127.0.0.1", int(shown.address.rpartition(":")[2]))
    connection.request("GET", "/es/index.html", headers={"Host": "evil.example:80"})
    assert connection.getresponse().status == 403


def test_a_wrong_call_is_explained(project: SmallProject) -> None:
    project.translate("es", "index", MESSAGES)
    with serving(project.folder) as address:
        port = address.rpartition(":")[2]
        taken = run_multilingual(project.folder, "preview", "es", "--port", port)
    calls = [run_multilingual(project.folder, "preview", *name) for name in ([], ["xx"], ["en"])]
    assert [one.returncode for one in (taken, *calls)] == [2, 2, 2, 2]
    assert "is in use" in taken.stderr
    beyond = run_multilingual(project.folder, "preview", "es", "--port", "99999")
    assert (beyond.returncode, "Choose another" in beyond.stderr) == (2, True)
    assert "LANGUAGE=es" in calls[0].stderr
    assert "The known ones are: en, es." in calls[1].stderr
    assert "English has no catalogs" in calls[2].stderr


def test_a_preview_leaves_what_a_build_has_compiled_as_it_is(shown: Preview) -> None:
    build = shown.project.folder / "build"
    assert not (build / "mo" / "es").exists()
    assert (build / "preview" / "mo" / "es" / "LC_MESSAGES" / "index.mo").exists()


def test_the_tools_leave_no_name_to_the_page(shown: Preview) -> None:
    names = ("script", "blocks", "panel", "place", "show", "kept", "at")
    found = shown.page.evaluate(
        "names => names.filter((name) => { try { return eval(`typeof ${name}`) !== 'undefined' }"
        " catch { return true } })",
        names,
    )
    assert found == []


def test_ctrl_c_during_the_first_build_ends_cleanly(project: SmallProject) -> None:
    project.translate("es", "index", MESSAGES)
    process = warm.start(project.folder, "multilingual", "preview", "es")
    assert process.stdout.readline().startswith("Building")
    os.kill(process.pid, signal.SIGINT)
    said = process.communicate()
    assert (process.returncode, said[1]) == (0, "")
    assert not (project.folder / "build" / "html").exists()
    assert not list((project.folder / "build").rglob("*.draft"))
