"""A build makes anew what has changed, by content and not by time, and nothing else."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest
from bs4 import BeautifulSoup
from conftest import SmallProject, run_multilingual

TAGS = ("en", "es", "fr")
PAST, FUTURE = 1_000_000_000, 4_000_000_000
"""Seconds since 1970: the years 2001 and 2096."""

CONF = """
html_static_path = ["static"]
html_extra_path = ["extra"]
templates_path = ["templates"]
numfig = True
"""

INDEX = """
Home
========================================

Welcome to the site.

.. repeat:: is-it-catching

.. short-answers::

.. toctree::

   about
   care
   notes
"""

ABOUT = """
About
========================================

This page tells *what* it is. Read on in :doc:`care`.

.. image:: /picture.svg

.. question-list::

.. _is-it-catching:

Is it catching?
----------------------------------------

.. short-answer::

   No. You cannot catch it.

You can live together.

.. sources:: nhs
"""

CARE = """
Care
========================================

Rest **well** and read :doc:`about`.

Ask a friend, as :ref:`is-it-catching` tells.

.. _when-to-call:

When do you call?
----------------------------------------

.. short-answer::

   Call when it hurts.

.. safety::

   Call *now* when you cannot breathe.

.. sources:: nhs
"""

NOTES = """
Notes
========================================

A note on its own.

Another, on :ref:`a call <when-to-call>`.

.. repeat:: is-it-catching

.. asked-first:: is-it-catching

.. short-answers::
"""

SPANISH = {
    "index": {"Home": "Inicio", "Welcome to the site.": "Bienvenidos."},
    "about": {
        "About": "Acerca",
        "Is it catching?": "¿Se contagia?",
        "No. You cannot catch it.": "No. No se contagia.",
        "You can live together.": "Pueden vivir juntos.",
    },
    "care": {"Care": "Cuidados", "Call when it hurts.": "Llame si duele."},
    "notes": {"Notes": "Apuntes", "A note on its own.": "Un apunte."},
    "sphinx": {"Choose your language": "Elija su idioma", "Not yet translated:": "Sin traducir:"},
}

FRENCH = {"index": {"Home": "Accueil"}, "notes": {"Notes": "Remarques"}}

PAGES = 4
NOTHING = {"en": 0, "es": 0, "fr": 0}
EVERYTHING = {"en": PAGES, "es": PAGES, "fr": PAGES}


def write_project(folder: Path) -> SmallProject:
    """Write a project of four pages, which cite each other, in three languages."""
    folder.mkdir()
    project = SmallProject(folder)
    conf = (folder / "conf.py").read_text()
    project.write("conf.py", conf + CONF)
    for page, text in {"index": INDEX, "about": ABOUT, "care": CARE, "notes": NOTES}.items():
        project.write(f"source/{page}.rst", text)
    for name in ("source/picture.svg", "static/note.txt", "extra/humans.txt", "templates/new.html"):
        project.write(name, "<svg></svg>\n")
    for code, catalogs in {"es": SPANISH, "fr": FRENCH}.items():
        for page, messages in catalogs.items():
            project.translate(code, page, messages)
    return project


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    """The project, built once; a copy of it as it was then lies beside it."""
    project = write_project(tmp_path_factory.mktemp("incremental") / "project")
    assert project.build("--quiet").returncode == 0
    shutil.copytree(project.folder, project.folder.with_name("copy"))
    return project


@pytest.fixture
def built(pristine: SmallProject) -> SmallProject:
    """The project as it was when it was built, in the folder that it was built in."""
    shutil.rmtree(pristine.folder)
    shutil.copytree(pristine.folder.with_name("copy"), pristine.folder)
    return pristine


def report(project: SmallProject, *arguments: str) -> dict[str, dict[str, object]]:
    """Build and return what the report says of each language."""
    told = json.loads(project.build("--json", *arguments).stdout)
    return {language["tag"]: language for language in told["languages"]}


def states(project: SmallProject, *arguments: str) -> dict[str, object]:
    return {tag: about["state"] for tag, about in report(project, *arguments).items()}


def written(project: SmallProject, *arguments: str) -> dict[str, object]:
    """Build and return how many pages were made anew of each language."""
    return {tag: about["written"] for tag, about in report(project, *arguments).items()}


def replace(project: SmallProject, name: str, old: str, new: str) -> Path:
    """Change the text of a file of the project."""
    path = project.folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    return path


def say(project: SmallProject, code: str, page: str, msgid: str, msgstr: str) -> Path:
    """Change one message of a catalog."""
    name = f"locale/{code}/LC_MESSAGES/{page}.po"
    text = (project.folder / name).read_text("utf-8")
    quoted = json.dumps(msgid)
    old = next(re.finditer(rf"msgid {re.escape(quoted)}\nmsgstr .*\n", text), None)
    new = f"msgid {quoted}\nmsgstr {json.dumps(msgstr, ensure_ascii=False)}\n"
    return project.write(name, text.replace(old[0], new) if old else f"{text}\n{new}")


def published(project: SmallProject) -> Path:
    return project.folder / "build" / "html"


def contents(folder: Path) -> dict[str, str]:
    """Return the digest of each file below ``folder``."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def differences(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """Return the names of the files that are not the same."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def cold(project: SmallProject, folder: Path) -> dict[str, str]:
    """Return the site that a fresh copy of the project is built into."""
    shutil.copytree(project.folder, folder, ignore=shutil.ignore_patterns("build"))
    assert run_multilingual(folder, "build", "--quiet", "--lenient").returncode == 0
    return contents(folder / "build" / "html")


def text(project: SmallProject, tag: str, page: str) -> str:
    return project.html(tag, page).text


def switcher(page: BeautifulSoup) -> list[object]:
    return [link["hreflang"] for link in page.select(".languages a")]


# Nothing has changed.


def test_a_second_build_finds_every_language_unchanged(built: SmallProject) -> None:
    assert states(built) == dict.fromkeys(TAGS, "unchanged")


def test_a_second_build_says_that_nothing_has_changed(built: SmallProject) -> None:
    assert "Nothing has changed since the last build" in built.build().stdout


def test_a_second_build_leaves_every_file_as_it_is(built: SmallProject) -> None:
    before = {path: path.stat().st_mtime_ns for path in published(built).rglob("*")}
    built.build()
    assert {path: path.stat().st_mtime_ns for path in published(built).rglob("*")} == before


def test_a_second_build_does_not_even_load_sphinx(built: SmallProject) -> None:
    program = (
        "import sys; from multilingual.__main__ import main; main(['build', '--quiet']); "
        "print('sphinx' in sys.modules)"
    )
    command = [sys.executable, "-c", program]
    ran = subprocess.run(command, cwd=built.folder, capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"


def test_an_unknown_language_is_a_wrong_call_also_where_nothing_has_changed(
    built: SmallProject,
) -> None:
    assert built.build("xx").returncode == 2


# Contents count and times do not.

FILES = ("source/about.rst", "locale/es/LC_MESSAGES/about.po", "conf.py")
every_kind = pytest.mark.parametrize("name", FILES)


@every_kind
def test_a_file_that_is_only_touched_rebuilds_nothing(built: SmallProject, name: str) -> None:
    (built.folder / name).touch()
    assert written(built) == NOTHING


@every_kind
@pytest.mark.parametrize("time", [PAST, FUTURE])
def test_the_same_bytes_of_another_time_rebuild_nothing(
    built: SmallProject, name: str, time: int
) -> None:
    path = built.folder / name
    same = path.read_bytes()
    path.unlink()
    path.write_bytes(same)
    os.utime(path, (time, time))
    assert written(built) == NOTHING


def test_a_touched_page_is_not_written_along_with_a_changed_one(built: SmallProject) -> None:
    (built.folder / "source" / "care.rst").touch()
    say(built, "fr", "notes", "A note on its own.", "Une remarque.")
    assert written(built) == NOTHING | {"fr": 2}


@pytest.mark.parametrize("time", [PAST, FUTURE])
def test_a_changed_page_is_rebuilt_whatever_its_time(built: SmallProject, time: int) -> None:
    path = replace(built, "source/notes.rst", "A note on its own.", "A note of old.")
    os.utime(path, (time, time))
    built.build("en")
    assert "A note of old." in text(built, "en", "notes")


def test_a_changed_catalog_with_an_old_time_takes_effect(built: SmallProject) -> None:
    path = say(built, "es", "notes", "A note on its own.", "Una nota vieja.")
    os.utime(path, (PAST, PAST))
    built.build()
    assert "Una nota vieja." in text(built, "es", "notes")


def test_a_changed_conf_py_with_an_old_time_takes_effect(built: SmallProject) -> None:
    path = replace(built, "conf.py", 'project = "Small"', 'project = "Old"')
    os.utime(path, (PAST, PAST))
    built.build("es")
    assert built.html("es", "notes").select_one(".brand").text.strip() == "Old"


# A changed message.


def test_a_changed_message_rebuilds_its_language_alone(built: SmallProject) -> None:
    say(built, "es", "notes", "A note on its own.", "Una nota.")
    assert states(built) == {"en": "unchanged", "es": "built", "fr": "unchanged"}


def test_a_changed_message_rebuilds_only_the_pages_that_need_it(built: SmallProject) -> None:
    say(built, "es", "notes", "A note on its own.", "Una nota.")
    # The page itself and, as Sphinx has it, the one that lists it in its contents.
    assert written(built) == {"en": 0, "es": 2, "fr": 0}


def test_a_changed_title_is_shown_by_a_page_that_cites_the_page(built: SmallProject) -> None:
    say(built, "es", "about", "About", "Sobre esto")
    built.build()
    assert built.html("es", "care").select_one("article a[href='about.html']").text == "Sobre esto"


def test_a_changed_question_is_shown_by_a_page_that_refers_to_it(built: SmallProject) -> None:
    say(built, "es", "about", "Is it catching?", "¿Es contagioso?")
    built.build()
    link = built.html("es", "care").select_one("article a[href='about.html#is-it-catching']")
    assert link.text == "¿Es contagioso?"


def test_a_changed_title_is_shown_in_the_navigation_of_other_pages(built: SmallProject) -> None:
    say(built, "es", "about", "About", "Sobre esto")
    built.build()
    assert "Sobre esto" in built.html("es", "notes").select_one(".sidebar-tree").text


def test_a_changed_title_is_shown_by_the_previous_and_the_next_page(built: SmallProject) -> None:
    say(built, "es", "care", "Care", "Cuídese")
    built.build()
    assert built.html("es", "about").select_one(".next-page .title").text == "Cuídese"
    assert built.html("es", "notes").select_one(".prev-page .title").text == "Cuídese"


def test_a_changed_answer_is_shown_where_it_is_repeated(built: SmallProject) -> None:
    say(built, "es", "about", "No. You cannot catch it.", "No es contagioso.")
    built.build()
    assert "No es contagioso." in built.html("es", "notes").select_one(".repeated").text


def test_a_changed_answer_is_shown_among_what_people_ask_first(built: SmallProject) -> None:
    say(built, "es", "about", "No. You cannot catch it.", "No es contagioso.")
    built.build()
    answers = built.html("es", "notes").select("details.question .answer p")
    assert "No es contagioso." in [answer.text for answer in answers]


def test_a_changed_home_title_is_shown_where_a_language_is_chosen(built: SmallProject) -> None:
    say(built, "es", "index", "Home", "Portada")
    built.build()
    assert "Portada" in (published(built) / "index.html").read_text("utf-8")


def test_a_changed_header_of_a_catalog_is_told_on_its_page(built: SmallProject) -> None:
    replace(built, "locale/fr/LC_MESSAGES/notes.po", '\\n"', '\\nX-Provenance: machine draft\\n"')
    built.build()
    notice = built.html("fr", "notes").select_one(".provenance").text
    assert "A computer (AI) wrote this page in English" in notice


def test_a_message_that_is_blanked_is_shown_in_english(built: SmallProject) -> None:
    say(built, "es", "notes", "A note on its own.", "")
    built.build()
    assert "A note on its own." in text(built, "es", "notes")


def test_changed_interface_words_rebuild_their_whole_language(built: SmallProject) -> None:
    say(built, "es", "sphinx", "Skip to content", "Saltar")
    assert written(built) == NOTHING | {"es": PAGES}


# Catalogs and languages that come and go.


def test_a_deleted_catalog_takes_effect(built: SmallProject) -> None:
    (built.folder / "locale/es/LC_MESSAGES/notes.po").unlink()
    built.build()
    assert "A note on its own." in text(built, "es", "notes")


def test_an_added_catalog_takes_effect(built: SmallProject) -> None:
    built.translate("fr", "care", {"Care": "Soins"})
    built.build()
    assert built.html("fr", "care").h1.find(string=True) == "Soins"


def test_a_language_that_is_deleted_is_gone_from_the_site(built: SmallProject) -> None:
    shutil.rmtree(built.folder / "locale" / "fr")
    assert states(built) == {"en": "built", "es": "built"}
    assert not (published(built) / "fr").exists()


def test_a_language_that_is_deleted_is_gone_from_every_switcher(built: SmallProject) -> None:
    shutil.rmtree(built.folder / "locale" / "fr")
    built.build()
    assert switcher(built.html("en", "care")) == switcher(built.html("es")) == ["en", "es"]


def test_a_language_that_is_added_is_in_every_switcher(built: SmallProject) -> None:
    built.translate("ar", "index", {"Home": "البيت"})
    built.build()
    assert switcher(built.html("es", "care")) == ["en", "ar", "es", "fr"]


# Changed pages.


def test_a_changed_page_is_rebuilt_in_every_language(built: SmallProject) -> None:
    replace(built, "source/notes.rst", "A note on its own.", "A new note.")
    assert written(built) == {"en": 2, "es": 2, "fr": 2}
    assert all("A new note." in text(built, tag, "notes") for tag in TAGS)


def test_an_added_page_is_in_every_language(built: SmallProject) -> None:
    built.write("source/more.rst", ":orphan:\n\nMore\n====\n\nMore of it.\n")
    built.build()
    assert all("More of it." in text(built, tag, "more") for tag in TAGS)


def test_a_removed_page_is_gone_from_every_language(built: SmallProject) -> None:
    (built.folder / "source" / "notes.rst").unlink()
    replace(built, "source/index.rst", "   notes\n", "")
    built.build()
    assert list(published(built).rglob("notes*")) == []


def test_a_page_that_moves_in_the_contents_moves_in_the_navigation(built: SmallProject) -> None:
    replace(built, "source/index.rst", "   care\n   notes\n", "   notes\n   care\n")
    built.build()
    assert built.html("es", "about").select_one(".next-page .title").text == "Apuntes"


def test_a_picture_that_no_page_shows_any_more_is_gone(built: SmallProject) -> None:
    replace(built, "source/about.rst", ".. image:: /picture.svg\n", "")
    built.build("es")
    assert not (published(built) / "es" / "_images" / "picture.svg").exists()


def test_a_reference_to_what_is_gone_is_found_on_a_page_that_has_not_changed(
    built: SmallProject,
) -> None:
    replace(built, "source/care.rst", ".. _when-to-call:", ".. _when-to-ring:")
    assert "source/notes.rst:7: WARNING: undefined label" in built.build("en").stderr


def test_a_table_that_gets_another_number_is_cited_by_it(built: SmallProject) -> None:
    table = ".. list-table:: Times\n\n   * - Noon\n\n"
    replace(built, "source/care.rst", "Rest **", f".. _times:\n\n{table}Rest **")
    replace(built, "source/notes.rst", "A note", "See :numref:`times`.\n\nA note")
    built.build("en")
    replace(built, "source/notes.rst", "Another", "One more")
    built.build("en")
    replace(built, "source/about.rst", "This page", f"{table}This page")
    built.build("en")
    link = built.html("en", "notes").select_one("article a[href='care.html#times']")
    assert link.text == "Table 2"


# What pages are made from besides.


def test_a_changed_docutils_conf_is_noticed(built: SmallProject) -> None:
    replace(built, "docutils.conf", "[general]", "[general]\nfooter_references: no")
    assert written(built, "es") == {"es": PAGES}


def test_a_changed_bibliography_takes_effect(built: SmallProject) -> None:
    replace(built, "source/references.bib", "{Lupus}", "{Lupus anew}")
    built.build("es")
    assert "Lupus anew" in built.html("es", "care").select_one(".sources").text


def test_a_changed_bibliography_beside_conf_py_takes_effect(built: SmallProject) -> None:
    (built.folder / "source" / "references.bib").rename(built.folder / "references.bib")
    replace(built, "conf.py", "source/references.bib", "references.bib")
    built.build("es")
    replace(built, "references.bib", "{Lupus}", "{Lupus anew}")
    built.build("es")
    assert "Lupus anew" in built.html("es", "care").select_one(".sources").text


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("source/picture.svg", "_images/picture.svg"),
        ("static/note.txt", "_static/note.txt"),
        ("extra/humans.txt", "humans.txt"),
    ],
)
def test_a_changed_file_is_published_anew(built: SmallProject, name: str, place: str) -> None:
    built.write(name, "<svg>new</svg>")
    built.build("es")
    assert (published(built) / "es" / place).read_text() == "<svg>new</svg>"


def test_an_added_static_file_is_published(built: SmallProject) -> None:
    built.write("static/more.txt", "more")
    built.build("es")
    assert (published(built) / "es" / "_static" / "more.txt").exists()


def test_a_changed_static_file_outside_of_the_project_is_published_anew(
    built: SmallProject,
) -> None:
    shared = built.folder.with_name("shared")
    shared.mkdir()
    replace(built, "conf.py", '["static"]', '["static", "../shared"]')
    (shared / "shared.txt").write_text("old")
    built.build("es")
    (shared / "shared.txt").write_text("new")
    built.build("es")
    assert (published(built) / "es" / "_static" / "shared.txt").read_text() == "new"


def test_a_changed_template_takes_effect(built: SmallProject) -> None:
    footer = '{% extends "!page.html" %}{% block footer %}{{ super() }}Ours{% endblock %}'
    built.write("templates/page.html", footer)
    built.build("es")
    assert "Ours" in text(built, "es", "notes")


def test_a_changed_module_that_conf_py_imports_takes_effect(built: SmallProject) -> None:
    built.write("names.py", 'NAME = "First"\n')
    conf = (built.folder / "conf.py").read_text()
    ours = "sys.path.insert(0, str(HERE))\nfrom names import NAME\nproject = NAME\n"
    built.write("conf.py", conf + ours)
    built.build("es")
    built.write("names.py", 'NAME = "Second"\n')
    built.build("es")
    assert built.html("es", "notes").select_one(".brand").text.strip() == "Second"


def test_another_date_of_the_source_rebuilds_everything(
    built: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(PAST))
    assert written(built, "es") == {"es": PAGES}


# Damage below build/ is repaired.


@pytest.mark.parametrize("place", ["html", "html/es/about.html", "html/index.html", "mo"])
def test_what_is_deleted_from_the_site_is_there_again(built: SmallProject, place: str) -> None:
    before = contents(published(built))
    path = built.folder / "build" / place
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    built.build()
    assert differences(contents(published(built)), before) == []


@pytest.mark.parametrize("place", ["es/about.html", "index.html"])
def test_what_is_edited_in_the_site_is_as_it_was(built: SmallProject, place: str) -> None:
    before = contents(published(built))
    path = published(built) / place
    path.write_text(path.read_text("utf-8") + "<!-- edited -->", "utf-8")
    built.build()
    assert differences(contents(published(built)), before) == []


def test_an_edit_of_the_site_that_keeps_the_size_is_noticed_too(built: SmallProject) -> None:
    path = published(built) / "es" / "about.html"
    path.write_text(path.read_text("utf-8").replace("Pueden vivir", "Puedan vivir"), "utf-8")
    built.build()
    assert "Pueden vivir juntos." in text(built, "es", "about")


@pytest.mark.parametrize("place", ["es/stray.html", "stray.html"])
def test_what_is_added_to_the_site_is_gone(built: SmallProject, place: str) -> None:
    (published(built) / place).write_text("stray")
    built.build()
    assert not (published(built) / place).exists()


def test_without_what_is_kept_everything_is_built(built: SmallProject) -> None:
    before = contents(published(built))
    shutil.rmtree(built.folder / "build" / "kept")
    assert written(built) == EVERYTHING
    assert differences(contents(published(built)), before) == []


def test_a_language_whose_manifest_is_nonsense_is_built(built: SmallProject) -> None:
    (built.folder / "build/kept/es/manifest.json").write_text("nonsense")
    assert written(built) == NOTHING | {"es": PAGES}


def test_a_manifest_of_the_site_that_is_nonsense_is_mended(built: SmallProject) -> None:
    before = contents(published(built))
    (built.folder / "build/kept/site.json").write_text("nonsense")
    assert written(built) == NOTHING
    assert differences(contents(published(built)), before) == []


def test_without_what_sphinx_has_read_a_change_builds_the_whole_language(
    built: SmallProject,
) -> None:
    shutil.rmtree(built.folder / "build/kept/es/doctrees")
    say(built, "es", "notes", "A note on its own.", "Una nota.")
    assert written(built) == NOTHING | {"es": PAGES}


@pytest.mark.parametrize("name", ["environment.pickle", "care.doctree"])
def test_what_sphinx_has_read_can_be_damaged(built: SmallProject, name: str) -> None:
    (built.folder / "build/kept/es/doctrees" / name).write_text("nonsense")
    say(built, "es", "notes", "Notes", "Nota")
    assert states(built)["es"] == "built"


def test_the_words_of_a_language_stay_on_the_root_page_when_compiled_catalogs_are_deleted(
    built: SmallProject,
) -> None:
    shutil.rmtree(built.folder / "build" / "mo")
    say(built, "fr", "notes", "A note on its own.", "Une remarque.")
    built.build()
    assert "Elija su idioma" in (published(built) / "index.html").read_text("utf-8")


# A language that fails.


def test_a_broken_catalog_fails_its_language_until_it_is_mended(built: SmallProject) -> None:
    built.write("locale/es/LC_MESSAGES/notes.po", "nonsense\n")
    assert states(built) == {"en": "unchanged", "es": "failed", "fr": "unchanged"}
    assert states(built) == {"en": "unchanged", "es": "failed", "fr": "unchanged"}
    built.translate("es", "notes", {"A note on its own.": "Una nota."})
    assert states(built) == {"en": "unchanged", "es": "built", "fr": "unchanged"}


def test_a_catalog_that_is_restored_after_a_failure_needs_no_build(built: SmallProject) -> None:
    path = built.folder / "locale/es/LC_MESSAGES/notes.po"
    good = path.read_bytes()
    path.write_text("nonsense\n")
    built.build()
    path.write_bytes(good)
    assert written(built) == NOTHING


def test_a_restored_catalog_takes_effect_in_the_next_change(built: SmallProject) -> None:
    path = built.folder / "locale/es/LC_MESSAGES/notes.po"
    good = path.read_bytes()
    path.write_text("nonsense\n")
    built.build()
    path.write_bytes(good)
    say(built, "es", "about", "About", "Sobre esto")
    built.build()
    assert "Un apunte." in text(built, "es", "notes")


def test_a_language_that_fails_from_the_start_leaves_the_others_unchanged(
    built: SmallProject,
) -> None:
    built.write("locale/ar/LC_MESSAGES/index.po", "nonsense\n")
    states_of_the_others = {"en": "unchanged", "es": "unchanged", "fr": "unchanged"}
    assert states(built) == {"ar": "failed"} | states_of_the_others


def test_a_language_that_fails_keeps_its_words_on_the_root_page(built: SmallProject) -> None:
    built.write("locale/es/LC_MESSAGES/sphinx.po", "nonsense\n")
    say(built, "fr", "index", "Home", "Maison")
    built.build()
    assert "Elija su idioma" in (published(built) / "index.html").read_text("utf-8")


def test_restored_interface_words_are_on_the_root_page_again(built: SmallProject) -> None:
    path = built.folder / "locale/es/LC_MESSAGES/sphinx.po"
    good = path.read_bytes()
    path.write_text("nonsense\n")
    say(built, "fr", "index", "Home", "Maison")
    built.build()
    path.write_bytes(good)
    built.build()
    assert "Elija su idioma" in (published(built) / "index.html").read_text("utf-8")


# An edit while a build runs.

EDIT = """
def edit(app, exception):
    page = HERE / "source" / "notes.rst"
    if app.config.language == "en":
        page.write_text(page.read_text().replace("A note on its own.", "A late note."))
def setup(app):
    app.connect("build-finished", edit)
"""


@pytest.mark.parametrize("kept", [True, False])
def test_a_page_that_is_edited_during_a_build_is_built_by_the_next(
    built: SmallProject, *, kept: bool
) -> None:
    built.write("conf.py", (built.folder / "conf.py").read_text() + EDIT)
    if not kept:
        shutil.rmtree(built.folder / "build")
    built.build("en")
    built.build("en")
    assert "A late note." in text(built, "en", "notes")


# Some of the languages.


def test_a_language_that_is_built_alone_says_that_it_is_unchanged(built: SmallProject) -> None:
    assert states(built, "es") == {"es": "unchanged"}


def test_a_language_that_is_built_alone_leaves_the_changes_of_others(built: SmallProject) -> None:
    before = contents(published(built))
    say(built, "fr", "index", "Home", "Maison")
    assert states(built, "es") == {"es": "unchanged"}
    assert differences(contents(published(built)), before) == []


def test_a_change_is_built_after_another_language_was_built_alone(built: SmallProject) -> None:
    say(built, "fr", "index", "Home", "Maison")
    built.build("es")
    assert states(built) == {"en": "unchanged", "es": "unchanged", "fr": "built"}


# However it came about, a site is the same.


@dataclass
class Editor:
    """Someone who edits a project at random."""

    project: SmallProject
    random: Random
    deleted: dict[Path, str] = field(default_factory=dict)
    count: int = 0

    def edit(self) -> None:
        """Make one edit, which the next build has to notice."""
        self.count += 1
        edits = [self._translate, self._translate, self._blank, self._reword, self._reword]
        self.random.choice([*edits, self._delete_or_restore, self._add_page])()

    def _translate(self) -> None:
        code, page, message = self._choose()
        links = " ".join(re.findall(r":\w+:`[^`]+`", message))
        if self.random.random() < 0.5:
            links = re.sub(r":`(?:[^`<]+<)?([\w-]+)>?`", r":`palabra <\1>`", links)
        marked = self.random.choice(["", "*fuerte* ", "**muy**: "])
        self._say(code, page, message, f"Palabra {marked}{self.count} {links}".strip())

    def _blank(self) -> None:
        self._say(*self._choose(), "")

    def _say(self, code: str, page: str, message: str, translation: str) -> None:
        if not (self.project.folder / f"locale/{code}/LC_MESSAGES/{page}.po").exists():
            self.project.translate(code, page, {})
        say(self.project, code, page, message, translation)

    def _reword(self) -> None:
        _code, page, message = self._choose()
        changed = re.sub(r"( \d+)?$", f" {self.count}", message)
        name = f"source/{page}.rst"
        text = (self.project.folder / name).read_text("utf-8")
        self.project.write(name, re.sub(rf"(?m)^( *){re.escape(message)}$", rf"\1{changed}", text))

    def _delete_or_restore(self) -> None:
        catalogs = sorted(self.project.folder.glob("locale/*/LC_MESSAGES/*.po"))
        chosen = self.random.choice([*catalogs, *self.deleted])
        if chosen in self.deleted:
            chosen.write_text(self.deleted.pop(chosen), "utf-8")
        else:
            self.deleted[chosen] = chosen.read_text("utf-8")
            chosen.unlink()

    def _add_page(self) -> None:
        page = f"page{self.count}"
        self.project.write(f"source/{page}.rst", NOTES.replace("Notes", page.title()))
        index = self.project.folder / "source" / "index.rst"
        index.write_text(f"{index.read_text('utf-8')}   {page}\n", "utf-8")

    def _choose(self) -> tuple[str, str, str]:
        """Return a language, a page and a message of it."""
        path = self.random.choice(sorted(self.project.folder.glob("source/*.rst")))
        messages = re.findall(r"(?m)^ *([A-Z].*)$", path.read_text("utf-8"))
        code = self.random.choice(["es", "fr"])
        return code, path.stem, self.random.choice(messages)


@pytest.mark.parametrize("seed", [1, 2])
def test_many_builds_make_the_same_bytes_as_one(
    built: SmallProject, tmp_path: Path, seed: int
) -> None:
    editor = Editor(built, Random(seed))
    for _edit in range(5):
        editor.edit()
        assert built.build("--quiet", "--lenient").returncode == 0
    assert differences(contents(published(built)), cold(built, tmp_path / "cold")) == []
