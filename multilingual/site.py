"""Every language → one site: build them side by side, publish what is whole."""

from __future__ import annotations

import runpy
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from multilingual.languages import Language, choose_languages, find_languages
from multilingual.publication import Publication, page_names
from multilingual.root import Settings, write_root
from multilingual.worker import Job, Outcome, run


@dataclass(frozen=True, slots=True)
class Project:
    """Where a project has its parts, below ``root``, and what its ``conf.py`` says."""

    root: Path
    conf: dict[str, Any]

    @classmethod
    def at(cls, root: Path) -> Project:
        """Return the project whose ``conf.py`` is in ``root``."""
        return cls(root.resolve(), runpy.run_path(str(root / "conf.py")))

    @property
    def source(self) -> Path:
        """The folder of the English pages."""
        return self.root / "source"

    @property
    def build(self) -> Path:
        """The folder of everything that is made and can be deleted."""
        return self.root / "build"

    def languages(self) -> list[Language]:
        """Return the languages of the project, the source language first."""
        overrides = self.conf.get("multilingual_languages", {})
        return find_languages(self.root / self.conf.get("multilingual_locale", "locale"), overrides)

    def settings(self) -> Settings:
        """Return what the root pages say of the site."""
        mark = self.conf.get("html_favicon")
        return Settings(
            project=self.conf["project"],
            address=self.conf.get("html_baseurl", ""),
            mark=self.root / mark if mark else None,
        )


def build_site(
    project: Project,
    wanted: Sequence[str],
    workers: int,
    report: Callable[[Outcome], None],
) -> list[Outcome]:
    """Build the ``wanted`` languages (all if empty) and publish those that succeeded.

    ``report`` is called with each outcome as it comes. A language that failed keeps the
    pages that are published. Raises ``LanguageError`` for a language that there is not.
    """
    known = project.languages()
    chosen = choose_languages(known, wanted) or known
    outcomes = {}
    with Publication(project.build) as publication:
        for outcome in _build(project, chosen, known, publication, workers):
            report(outcome)
            outcomes[outcome.language] = outcome
        failed = [language for language in chosen if not outcomes[language].succeeded]
        built = [language for language in chosen if language not in failed]
        if _lack_pages(failed, built, publication):
            # What was built links to pages that will not be there: build it once more.
            others = _build(project, built, known, publication, workers)
            outcomes |= {outcome.language: outcome for outcome in others}
        _publish(project, known, list(outcomes.values()), publication)
    return list(outcomes.values())


def _build(
    project: Project,
    chosen: Sequence[Language],
    known: Sequence[Language],
    publication: Publication,
    workers: int,
) -> Iterator[Outcome]:
    jobs = [_job(project, language, known, chosen, publication) for language in chosen]
    return run(jobs, workers)


def _lack_pages(
    failed: Sequence[Language], built: Sequence[Language], publication: Publication
) -> bool:
    new = {page for one in built for page in page_names(publication.staging / one.tag)}
    return any(new - set(publication.pages(one.tag)) for one in failed)


def _job(
    project: Project,
    language: Language,
    known: Sequence[Language],
    chosen: Sequence[Language],
    publication: Publication,
) -> Job:
    elsewhere = {other.tag: publication.pages(other.tag) for other in known if other not in chosen}
    return Job(
        language=language,
        root=project.root,
        source=project.source,
        out=publication.staging / language.tag,
        doctrees=publication.staging / "doctrees" / language.tag,
        settings={
            "multilingual_published": {tag: pages for tag, pages in elsewhere.items() if pages},
            "multilingual_unpublished": [tag for tag, pages in elsewhere.items() if not pages],
        },
    )


def _publish(
    project: Project,
    known: Sequence[Language],
    outcomes: Sequence[Outcome],
    publication: Publication,
) -> None:
    built = [outcome.language for outcome in outcomes if outcome.succeeded]
    if not built:
        return
    kept = [one for one in known if one not in built and publication.pages(one.tag)]
    folders = [
        (one, (publication.staging if one in built else publication.site) / one.tag)
        for one in known
        if one in built or one in kept
    ]
    write_root(publication.staging, folders, project.build / "mo", project.settings())
    publication.publish([one.tag for one in built], [one.tag for one in kept])
