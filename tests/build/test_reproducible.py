"""The same project makes the same bytes, wherever, whenever and however it is built."""

from __future__ import annotations

import datetime
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import QUESTION, SmallProject

INDEX = f"""
Home
====

Welcome to **the** site, see :doc:`care` and `us <https://us.example>`__.
{QUESTION}
.. sources:: nhs

.. toctree::

   care
   terms
   more/notes
"""

CARE = """
Care
====

.. meta::
   :description: How to take care.

.. question-list::

* Rest *well*.
* Drink |what|.

.. |what| replace:: ``water``

.. _when-to-call:

When do you call?
-----------------

.. short-answer::

   Call when it hurts [#f]_.

.. safety::

   Call **now** when you cannot breathe.

.. sources:: nhs

.. [#f] A *lot*.

.. list-table:: Times

   * - Noon
     - **Night**
"""

TERMS = """
Terms
=====

.. contents::

.. glossary::

   flare
      It gets worse.

   rash
      Red skin.

Old terms
---------

.. versionadded:: 1.0

Old terms
---------

A :index:`term` for :term:`flare`.
"""

NOTES = """
Notes
=====

.. repeat:: when-to-call

.. short-answers::

.. image:: /picture.svg
   :alt: A lamp

See `Notes`_, :ref:`is-it-catching` and :ref:`a call <when-to-call>`.
"""

PAGES = {"index": INDEX, "care": CARE, "terms": TERMS, "more/notes": NOTES}

CATALOGS = {
    "es": {
        "index": {
            "Home": "Inicio",
            "Welcome to **the** site, see :doc:`care` and `us <https://us.example>`__.": (
                "**Bienvenidos**, vean :doc:`care` y `nos <https://us.example>`__."
            ),
            "Is it catching?": "¿Se contagia?",
            "No. You cannot catch it.": 'No. No se "contagia".',
        },
        "care": {
            "Care": "Cuidados",
            "Rest *well*.": "Descanse *bien*.",
            "Drink |what|.": "Beba |what|.",
            "Call when it hurts [#f]_.": "Llame si duele [#f]_.",
            "Call **now** when you cannot breathe.": "Llame **ya** si no respira.",
            "**Night**": "**Noche**",
        },
        "terms": {"flare": "brote", "Old terms": "Viejos", "rash": "erupción"},
        "more/notes": {"Notes": "Apuntes", "A lamp": "Una lámpara"},
        "sphinx": {"Choose your language": "Elija su idioma", "Not yet translated:": "Sin:"},
    },
    "ar": {
        "index": {"Home": "البيت", "Is it catching?": "هل هو معدٍ؟"},
        "care": {"Rest *well*.": "استرح *جيدًا*."},
    },
    "zh_CN": {
        "index": {"Home": "首页", "No. You cannot catch it.": "不会传染。"},
        "care": {
            "Rest *well*.": "*好好*休息。",
            "Call when it hurts [#f]_.": "疼时打电话\\ [#f]_。",
        },
    },
}

SPAWN = """
import sys
from multilingual.build import forked_workers, jobs

# A worker that was not forked comes here once more.
for module in (forked_workers, jobs):
    module.CAN_FORK = False

from multilingual.__main__ import main

if __name__ == "__main__":
    sys.exit(main(["build", "--quiet"]))
"""


def write_project(folder: Path) -> SmallProject:
    """Write a project that has a bit of everything, in four languages."""
    folder.mkdir(parents=True)
    project = SmallProject(folder)
    project.write("source/picture.svg", "<svg></svg>\n")
    for page, text in PAGES.items():
        project.write(f"source/{page}.rst", text)
    for code, catalogs in CATALOGS.items():
        for page, messages in catalogs.items():
            project.translate(code, page, messages)
    return project


def run(
    project: SmallProject, *arguments: str, umask: int = 0o022, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run Python in the project, with variables of the environment of its own."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=project.folder,
        env={**os.environ, **variables},
        umask=umask,
        capture_output=True,
        text=True,
        check=False,
    )


def build(project: SmallProject, *arguments: str) -> dict[str, bytes]:
    """Build the project and return its site."""
    built = project.build("--quiet", *arguments)
    assert (built.stderr, built.returncode) == ("", 0)
    return site(project)


def build_anew(
    project: SmallProject, *arguments: str, umask: int = 0o022, **variables: str
) -> dict[str, bytes]:
    """Build the project with a Python that is started for it, and return its site."""
    command = ("-P", "-m", "multilingual", "build", "--quiet", *arguments)
    built = run(project, *command, umask=umask, **variables)
    assert (built.stderr, built.returncode) == ("", 0)
    return site(project)


def site(project: SmallProject) -> dict[str, bytes]:
    """Return the bytes of each file of the published site."""
    folder = project.folder / "build" / "html"
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def differences(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """Return the names of the files that are not the same."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    """The project, built in the usual way."""
    project = write_project(tmp_path_factory.mktemp("reproducible") / "project")
    build_anew(project, "--jobs", "2", PYTHONHASHSEED="0")
    return project


@pytest.fixture
def again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallProject:
    """The same project in another folder, not built yet."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return write_project(tmp_path / "some" / "other folder")


ELSEWHERE = {"TZ": "Pacific/Kiritimati", "LANG": "ar_EG.UTF-8", "LANGUAGE": "ar:es"}
WITHOUT_UNICODE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.mark.parametrize(("jobs", "place"), [("1", ELSEWHERE), ("3", WITHOUT_UNICODE)])
def test_another_folder_place_and_number_of_jobs_make_the_same_bytes(
    built: SmallProject, again: SmallProject, jobs: str, place: Mapping[str, str]
) -> None:
    found = build_anew(again, "--jobs", jobs, umask=0o077, PYTHONHASHSEED=jobs, **place)
    assert differences(found, site(built)) == []


def test_settings_of_the_user_for_docutils_make_no_difference(
    built: SmallProject, again: SmallProject, tmp_path: Path
) -> None:
    (tmp_path / ".docutils").write_text("[restructuredtext parser]\nsmart_quotes: no\n")
    assert differences(build_anew(again, HOME=str(tmp_path)), site(built)) == []


def test_workers_that_are_not_forked_make_the_same_bytes(
    built: SmallProject, again: SmallProject
) -> None:
    again.write("spawn.py", SPAWN)
    spawned = run(again, "spawn.py")
    assert (spawned.stderr, spawned.returncode) == ("", 0)
    assert differences(site(again), site(built)) == []


def test_no_file_knows_where_it_was_built(built: SmallProject) -> None:
    place = str(built.folder).encode()
    assert [name for name, data in site(built).items() if place in data] == []


def test_no_file_knows_when_it_was_built(built: SmallProject) -> None:
    now = datetime.datetime.now(datetime.UTC)
    days = [now - datetime.timedelta(days=before) for before in (0, 1)]
    dates = [day.strftime(form).encode() for day in days for form in ("%Y-%m-%d", "%b %d, %Y")]
    found = site(built).items()
    assert [name for name, data in found if any(date in data for date in dates)] == []


def test_no_file_of_sphinx_alone_is_published(built: SmallProject) -> None:
    hidden = ("buildinfo", "doctree", "pickle")
    assert [name for name in site(built) if any(part in name for part in hidden)] == []


def test_the_date_of_the_source_is_the_date_of_the_pages(project: SmallProject) -> None:
    project.write("source/today.rst", ":orphan:\n\nToday\n=====\n\nIt is |today|.\n")
    project.translate("es", "today", {"It is |today|.": "Es |today|."})
    build_anew(project, SOURCE_DATE_EPOCH="86399", TZ="Pacific/Kiritimati")
    assert "It is Jan 01, 1970." in project.html("en", "today").text
    assert "1970" in project.html("es", "today").text


# A regional language shows what its language has where it has nothing.


def write_regions(project: SmallProject) -> None:
    project.translate("es", "index", {"You can live together.": "Pueden vivir juntos."})
    project.translate("es_MX", "index", {"Home": "Portada"})


def test_a_regional_language_is_the_same_built_alone_and_with_the_others(
    project: SmallProject,
) -> None:
    write_regions(project)
    build(project, "--jobs", "1")
    with_the_others = "Pueden vivir juntos." in project.html("es-MX").text
    shutil.rmtree(project.folder / "build")
    build(project, "es-MX")
    assert ("Pueden vivir juntos." in project.html("es-MX").text) == with_the_others


def test_a_regional_language_is_built_anew_when_its_language_changes(
    project: SmallProject,
) -> None:
    write_regions(project)
    build(project, "--jobs", "1")
    project.translate("es", "index", {"You can live together.": "Vivan juntos."})
    build(project, "--jobs", "1")
    changed = site(project)
    shutil.rmtree(project.folder / "build")
    assert differences(build(project, "--jobs", "1"), changed) == []
