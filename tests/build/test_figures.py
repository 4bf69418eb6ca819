"""`translations.json`, at the root of the site, tells programs how far each page is."""

from __future__ import annotations

import json
from typing import Any

from conftest import SmallProject, run_multilingual

STATUS = "\n.. translation-status::\n"


def figures(project: SmallProject) -> dict[str, Any]:
    path = project.folder / "build" / "html" / "translations.json"
    return json.loads(path.read_text("utf-8"))


def with_status(project: SmallProject) -> SmallProject:
    page = project.folder / "source" / "index.rst"
    page.write_text(page.read_text("utf-8") + STATUS, encoding="utf-8")
    project.translate("es", "index", {"Home": "Inicio"})
    project.translate("fr", "index", {"Home": "Accueil"})
    return project


def test_a_language_that_is_built_anew_has_new_figures_and_the_others_keep_theirs(
    project: SmallProject,
) -> None:
    project = with_status(project)
    assert project.build().returncode == 0
    before = figures(project)
    assert before.keys() == {"es", "fr"}
    assert before["es"]["endonym"] == "español"
    assert before["es"]["pages"]["index"]["translated"]["messages"] == 1
    said = json.loads(run_multilingual(project.folder, "status", "--format=json").stdout)
    # What only git knows, the site does not tell.
    del said["fr"]["pages"]["index"]["waits_since"]
    assert before["fr"]["pages"]["index"] == said["fr"]["pages"]["index"]
    project.translate("es", "index", {"Home": "Inicio", "Welcome to the site.": "Bienvenida."})
    assert project.build().returncode == 0
    after = figures(project)
    assert after["es"]["pages"]["index"]["translated"]["messages"] == 2
    assert after["fr"] == before["fr"]


def test_a_site_that_shows_no_status_has_no_figures(project: SmallProject) -> None:
    project.translate("es", "index", {"Home": "Inicio"})
    assert project.build().returncode == 0
    assert not (project.folder / "build" / "html" / "translations.json").exists()
