"""Catalogs are compiled while Sphinx is loaded, and nothing depends on it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from conftest import SmallProject

from multilingual.build.forked_workers import ForkServer, Order
from multilingual.build.jobs import Outcome
from multilingual.build.site import build_site
from multilingual.project import Project


class Loading:
    """Stands for a server that loads Sphinx until there is a file, and can build nothing."""

    workers = 2

    def __init__(self, awaited: Path) -> None:
        self._awaited = awaited

    def run(self, order: Order) -> Iterator[Outcome]:
        end = time.monotonic() + 20
        while not self._awaited.exists() and time.monotonic() < end:
            time.sleep(0.02)
        for job in order.jobs:
            yield Outcome(job.language, problems=[f"{self._awaited.exists()}"])


def compiled(project: SmallProject, code: str) -> Path:
    return Path(project.folder, "build", "mo", code, "LC_MESSAGES", "index.mo")


def build_with(server: Loading, project: SmallProject, *codes: str) -> list[Outcome]:
    found = Project.at(project.folder)
    chosen = [language for language in found.languages() if language.code in codes]
    return build_site(found, chosen, cast("ForkServer", server), lambda _message: None)


@pytest.fixture
def translated(project: SmallProject) -> SmallProject:
    """The project in two languages besides English."""
    for code in ("es", "fr"):
        project.translate(code, "index", {"Home": "Inicio"})
    return project


def test_catalogs_are_compiled_beside(translated: SmallProject) -> None:
    outcomes = build_with(Loading(compiled(translated, "es")), translated, "en", "es")
    assert [outcome.problems for outcome in outcomes] == [["True"], ["True"]]


def test_only_the_languages_that_are_built_get_a_head_start(translated: SmallProject) -> None:
    build_with(Loading(compiled(translated, "es")), translated, "en", "es")
    assert not compiled(translated, "fr").exists()
