"""A copy of the project in pseudo-languages, in folders of its own: it is never published."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from multilingual.build.fork_server import ForkServer
from multilingual.build.site import build_site, watched
from multilingual.catalogs.writer import write_catalog
from multilingual.project import Project
from multilingual.tasks.new_language import write_description
from multilingual.templates.extraction import extract
from multilingual.templates.pseudo_languages import (
    PSEUDO_LANGUAGES,
    PseudoLanguage,
    pseudo_catalogs,
)

if TYPE_CHECKING:
    from multilingual.build.jobs import Outcome
    from multilingual.catalogs.templates import Template

PLACE = "build/pseudo"
"""The folder of the copy, from that of the project."""


def build_pseudo_site(project: Project) -> list[Outcome]:
    """Build the site in the pseudo-languages in ``build/pseudo``, and return what came of it."""
    folder = project.root / PLACE
    make_pseudo_project(project, folder)
    copy = Project.at(folder)
    with ForkServer(workers=1) as server:
        return build_site(copy, copy.languages(), server, lambda _message: None)


def make_pseudo_project(project: Project, folder: Path) -> None:
    """Make ``folder`` a copy of ``project`` with the pseudo-languages in place of its own.

    What was in ``folder`` is deleted first. Raises ``ExtractionError``.
    """
    templates, _warnings = extract(project.root, project.conf["project"])
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    source = next(language for language in project.languages() if language.is_source)
    for name in watched(project, source):
        if not name.startswith(f"{project.locale}/"):
            _copy(project.root / name, folder / name)
    for language in PSEUDO_LANGUAGES:
        _write(folder / project.locale / language.code, language, templates)


def _copy(place: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    if place.is_dir():
        shutil.copytree(place, to, dirs_exist_ok=True)
    elif place.exists():
        shutil.copy2(place, to)


def _write(folder: Path, language: PseudoLanguage, templates: dict[str, Template]) -> None:
    for page, catalog in pseudo_catalogs(templates, language).items():
        write_catalog(folder / "LC_MESSAGES" / f"{page}.po", catalog)
    write_description(folder, {"name": language.name, "direction": language.direction})
