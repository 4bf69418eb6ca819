"""Build a preview again and again: from kept doctrees, and from pages that were parsed before."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from multilingual.build.jobs import Job, Outcome, run
from multilingual.build.shared_parse import load_project, parse_pages
from multilingual.build.worker import work
from multilingual.guard.mo_files import broken_catalogs
from multilingual.languages import Language, catalog_codes

if TYPE_CHECKING:
    from multilingual.pages.translation.message_parser import ParsedPage
    from multilingual.project import Project

EXTENSION = "multilingual.preview.message_marks"


class Previewer:
    """Builds one language below ``build/preview``, again and again."""

    def __init__(self, project: Project, language: Language) -> None:
        self._project, self._language = project, language
        self._place = project.build / "preview"
        self.site = self._place / "site"
        self._out = self.site / language.tag
        self._doctrees = self._place / "doctrees" / language.tag
        self._compiled = self._place / "mo"
        self._pages: set[str] = set()
        self._parsed: Mapping[str, ParsedPage] = {}

    def build(self, changed: Collection[Path] = (), first: str = "") -> Outcome:
        """Bring the pages up to date, one of them ``first``; where that fails, the old stay."""
        if any(path.suffix != ".po" for path in changed):
            self._parsed = {}
        pages = self._project.pages()
        if self._project.root / "conf.py" in changed or pages != self._pages:
            shutil.rmtree(self._doctrees, ignore_errors=True)
        self._pages = pages
        outcome = self._run(changed, first)
        if outcome.starts_over:
            shutil.rmtree(self._doctrees, ignore_errors=True)
            outcome = self._run((), first)
        if not outcome.succeeded:
            shutil.rmtree(self._doctrees, ignore_errors=True)
        return outcome

    def prepare(self) -> None:
        """Parse the English pages for the builds to come, while nobody waits for one."""
        if not self._parsed:
            root, source = self._project.root, self._project.source
            project = root, source, self._settings(), self._place
            load_project(*project)
            self._parsed = parse_pages(*project)

    def broken(self) -> list[str]:
        """Return what keeps the catalogs of the language from being read."""
        folder = self._project.root / self._project.locale
        codes = catalog_codes(self._language.code)
        errors = [
            str(error)
            for code in codes
            for error in broken_catalogs(folder / code, [self._compiled])
        ]
        return [error.removeprefix(f"{self._project.root}/") for error in errors]

    def _run(self, changed: Collection[Path], first: str) -> Outcome:
        job = Job(
            language=self._language,
            root=self._project.root,
            source=self._project.source,
            out=self._out,
            doctrees=self._doctrees,
            compiled=self._compiled,
            changed=changed,
            settings={**self._settings(), "preview_first": first},
        )
        # Closed at once: Ctrl-C is lost while an object is finalised.
        with closing(run([job], work, 1, lambda: [self._parsed])) as messages:
            return next(message for message in messages if isinstance(message, Outcome))

    def _settings(self) -> dict[str, object]:
        return {
            "multilingual_templates": str(self._place / "templates"),
            "multilingual_lenient": True,
            "extensions": [*self._project.conf.get("extensions", ()), EXTENSION],
        }
