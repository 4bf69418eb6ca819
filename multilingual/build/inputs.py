"""What of a project a build looks at: the files that a language is made from, and its settings."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from multilingual.build.manifest import PACKAGE, name_in
from multilingual.build.root_pages import Settings
from multilingual.catalogs.language_folder import SEARCH, TERMS
from multilingual.languages import DESCRIPTION, Language, catalog_codes
from multilingual.project import Project
from multilingual.reviews.register import REGISTER, REVIEWERS
from multilingual.status.publication_threshold import below_bar, read_bar

LISTS_OF_FILES = ("templates_path", "html_static_path", "html_extra_path", "bibtex_bibfiles")
FILES = ("html_logo", "html_favicon")
"""Settings of Sphinx that name files beside the pages, from the folder of ``conf.py``."""


def watched(project: Project, language: Language) -> list[str]:
    """Return what every language is made from, and the catalogs of this one."""
    codes = catalog_codes(language.code)
    kinds = ("LC_MESSAGES", SEARCH, TERMS)
    catalogs = (f"{project.locale}/{code}/{kind}" for code in codes for kind in kinds)
    # Each page names all languages.
    folders = (project.root / project.locale).glob("[a-z]*/")
    names_of = (f"{project.locale}/{folder.name}/{DESCRIPTION}" for folder in folders)
    reviews = (REVIEWERS, *(f"{project.locale}/{code}/{REGISTER}" for code in codes))
    usual = ("conf.py", "docutils.conf", "source", *catalogs, *names_of, *reviews)
    named = (name for setting in LISTS_OF_FILES for name in project.conf.get(setting, ()))
    single = (project.conf.get(setting) for setting in FILES)
    places = {project.root / name for name in (*usual, *named, *single) if name}
    watched = {name_in(project.root, Path(os.path.normpath(place))) for place in places}
    return sorted(watched | _modules_of(project))


def _modules_of(project: Project) -> set[str]:
    """Return the modules that conf.py imports, which are not those that are installed."""
    # As strings, since there are a thousand: as paths they took a second for ten languages.
    within = f"{project.root}{os.sep}"
    apart = tuple(f"{place}{os.sep}" for place in (PACKAGE, project.build, sys.prefix))
    files = (getattr(one, "__file__", None) or "" for one in tuple(sys.modules.values()))
    ours = (file for file in files if file.startswith(within) and not file.startswith(apart))
    return {name_in(project.root, Path(os.path.normpath(file))) for file in ours}


def held_back(project: Project) -> dict[Language, str]:
    """Return the languages that are not to be published yet, and why."""
    bar, pages = read_bar(project.conf), project.pages()
    if not bar:
        return {}
    own = [one for one in project.languages() if not one.is_source]
    place = project.root / project.locale
    reasons = {one: below_bar(place / one.code, project.root, pages, bar) for one in own}
    return {one: reason for one, reason in reasons.items() if reason}


def settings_of(project: Project) -> Settings:
    """Return what the root pages say of the site."""
    mark = project.conf.get("html_favicon")
    return Settings(
        project=project.conf["project"],
        address=project.conf.get("html_baseurl", ""),
        mark=project.root / mark if mark else None,
    )


def reminders(project: Project) -> list[str]:
    """Return what the owner of the site should do before it is published."""
    examples = [
        f"Before you publish: set {name} in conf.py, which is still an example."
        for name in ("html_baseurl", "multilingual_contact")
        if "example.org" in project.conf.get(name, "")
    ]
    held = [
        f"{one.endonym} ({one.tag}) is held back: {reason}. "
        f"See it with: make preview LANGUAGE={one.code}"
        for one, reason in held_back(project).items()
    ]
    return [*examples, *held]
