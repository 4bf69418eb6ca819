"""A reader whose language has a hostile catalog meets nothing of it, in Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from conftest import ROOT, NewProject, SmallProject, serving
from playwright.sync_api import Browser, Page
from polib import pofile
from test_guard import HOSTILE

NO_ICON = "data:,"
"""What a page without a sign of its own has for one, so that no browser asks for it."""
PATHS = ("/index.html", "/404.html", "/es/index.html", "/es/all.html", "/es/search.html?q=This")
SCRIPT = '"><img src=x onerror=alert(1)><script>alert(2)</script>'


@dataclass
class Visit:
    """What a reader's browser did on a page."""

    dialogs: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)


def write_hostile_project(project: SmallProject) -> None:
    english = "\n\n".join(f"This is {name}." for name in HOSTILE)
    picture = ".. image:: x.svg\n   :alt: A lamp\n"
    project.write("source/x.svg", "<svg></svg>")
    project.write("source/all.rst", f":orphan:\n\nAll\n===\n\n{picture}\n{english}\n")
    messages = {f"This is {name}.": msgstr for name, msgstr in HOSTILE.items()}
    project.translate("es", "all", {"All": f"Todo {SCRIPT}", "A lamp": SCRIPT, **messages})
    project.translate("es", "index", {"Home": f"Inicio {SCRIPT}", "Is it catching?": SCRIPT})
    words = [one.msgid for one in pofile(str(ROOT / "locale/es/LC_MESSAGES/sphinx.po"))]
    project.translate("es", "sphinx", dict.fromkeys([*filter(None, words), "Small"], SCRIPT))


@pytest.fixture(scope="module")
def address(new_project: NewProject) -> Iterator[str]:
    project = new_project()
    write_hostile_project(project)
    assert project.build("--lenient").returncode == 0
    with serving(Path(project.folder, "build", "html")) as address:
        yield address


@pytest.fixture(scope="module")
def visits(browser: Browser, address: str) -> dict[str, Visit]:
    """What a browser did on each page."""
    with browser.new_context(locale="es") as context:
        return {path: look(context.new_page(), address, path) for path in PATHS}


def look(page: Page, address: str, path: str) -> Visit:
    visit = Visit()
    page.on("dialog", lambda dialog: (visit.dialogs.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: visit.requests.append(request.url))
    page.on("pageerror", lambda error: visit.errors.append(str(error)))
    page.goto(f"{address}{path}", wait_until="networkidle")
    for summary in page.locator("summary:visible").all():
        summary.click()
    page.wait_for_timeout(300)
    hrefs = "(all) => all.map((one) => one.href)"
    visit.links = page.eval_on_selector_all("a[href], area[href], link[href]", hrefs)
    visit.scripts = page.eval_on_selector_all(
        "[onerror], [onclick], [onload], [onmouseover], iframe, object, embed",
        "(all) => all.map((one) => one.outerHTML)",
    )
    page.close()
    return visit


@pytest.mark.parametrize("path", PATHS)
def test_no_dialog_opens(visits: dict[str, Visit], path: str) -> None:
    assert visits[path].dialogs == []


@pytest.mark.parametrize("path", PATHS)
def test_no_request_leaves_the_site(visits: dict[str, Visit], address: str, path: str) -> None:
    foreign = [url for url in visits[path].requests if not url.startswith((address, "data:"))]
    assert foreign == []


@pytest.mark.parametrize("path", PATHS)
def test_no_link_is_foreign(visits: dict[str, Visit], address: str, path: str) -> None:
    known = (address, "https://small.example.org/", "https://nhs.uk", "mailto:")
    allowed = ("https://www.sphinx-doc.org/", "https://github.com/pradyunsg/furo")
    licence = "https://creativecommons.org/"
    links = [link for link in visits[path].links if link != NO_ICON]
    assert [link for link in links if not link.startswith((*known, *allowed, licence))] == []


@pytest.mark.parametrize("path", PATHS)
def test_no_link_runs_anything(visits: dict[str, Visit], path: str) -> None:
    links = [link for link in visits[path].links if link != NO_ICON]
    assert [link for link in links if link.startswith(("javascript:", "data:"))] == []


@pytest.mark.parametrize("path", PATHS)
def test_no_part_of_the_page_runs_a_script_of_a_catalog(
    visits: dict[str, Visit], path: str
) -> None:
    assert visits[path].scripts == []


@pytest.mark.parametrize("path", PATHS)
def test_the_scripts_of_the_page_run(visits: dict[str, Visit], path: str) -> None:
    assert visits[path].errors == []
