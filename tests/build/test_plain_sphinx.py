"""Plain ``sphinx-build`` builds the same pages, also when it is run again."""

import subprocess
import sys

from bs4 import BeautifulSoup
from conftest import QUESTION, SmallProject

NOTE = "Note\n====\n\n.. repeat:: is-it-catching\n\n.. asked-first:: is-it-catching\n"


def with_a_note(project: SmallProject) -> None:
    toctree = "\n.. toctree::\n\n   note\n"
    project.write("source/index.rst", "Home\n====\n\nWelcome.\n" + QUESTION + toctree)
    project.write("source/note.rst", NOTE)


def page(project: SmallProject, name: str, folder: str = "out") -> BeautifulSoup:
    return BeautifulSoup((project.folder / folder / f"{name}.html").read_text(), "html.parser")


def test_a_changed_answer_changes_every_page_that_shows_it(project: SmallProject) -> None:
    with_a_note(project)
    project.sphinx("en")
    source = project.folder / "source" / "index.rst"
    source.write_text(source.read_text().replace("You cannot catch it.", "It is not catching."))
    project.sphinx("en")
    assert page(project, "note").text.count("It is not catching.") == 2


def test_an_added_catalog_takes_effect(project: SmallProject) -> None:
    (project.folder / "locale" / "es").mkdir()
    project.sphinx("es")
    project.translate("es", "index", {"You can live together.": "Pueden vivir juntos."})
    project.sphinx("es")
    assert "Pueden vivir juntos." in page(project, "index").text


def test_a_deleted_catalog_takes_effect(project: SmallProject) -> None:
    po = project.translate("es", "index", {"You can live together.": "Pueden vivir juntos."})
    project.sphinx("es")
    po.unlink()
    project.sphinx("es")
    assert "You can live together." in page(project, "index").text


def test_several_readers_make_the_same_pages_as_one(project: SmallProject) -> None:
    with_a_note(project)
    for number in range(12):
        project.write(f"source/page{number}.rst", f":orphan:\n\nPage {number}\n======\n\nText.\n")
    project.sphinx("en")
    command = [sys.executable, "-P", "-m", "sphinx", "-q", "-j", "2", "-b", "html", "-c", "."]
    subprocess.run([*command, "source", "two"], cwd=project.folder, check=True)
    assert str(page(project, "note")) == str(page(project, "note", "two"))
