"""Every language → one site: build what has changed side by side, publish what is whole."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Thread
from typing import Any

from multilingual.build.downloads import downloads_of, published, take_downloads
from multilingual.build.forked_workers import ForkServer, Order
from multilingual.build.inputs import Inputs, watched
from multilingual.build.jobs import Job, JobProgress, Outcome, settings_of_jobs
from multilingual.build.manifest import (
    SHARD,
    Kept,
    Manifest,
    Shard,
    SiteManifest,
    file_state,
    shard_in,
    take_outputs,
)
from multilingual.build.publication import Publication, copy_folder, replace_folder
from multilingual.build.root_pages import (
    line_as_words,
    settings_of,
    words_of,
    write_figures,
    write_root,
)
from multilingual.build.shards import write_commit
from multilingual.build.stale_languages import ComingSite
from multilingual.git import last_commit
from multilingual.guard.mo_files import compile_catalogs
from multilingual.languages import Language, catalog_codes
from multilingual.project import ASSETS, OWN_WORDS, Project
from multilingual.status.publication_threshold import held_back, reminders, unlisted_pages
from multilingual.templates.interface_catalog import IN_ENGLISH_ONLY

Listener = Callable[[JobProgress | Outcome], None]


def build_site(
    project: Project, chosen: Sequence[Language], server: ForkServer, listener: Listener
) -> list[Outcome]:
    """Build what has changed of the languages ``chosen`` and publish it.

    ``listener`` is told how far each language is and what came of it, as it comes. A language
    that failed keeps the pages that are published, and one that is held back has none. Raises
    ``StrayError``.
    """
    project.refuse_strays()
    held = held_back(project)
    known = [language for language in project.languages() if language not in held]
    chosen = [language for language in chosen if language not in held]
    with Publication(project.build) as publication:
        inputs = Inputs(project.root, is_lenient=project.is_lenient)
        about = Kept(project.build), inputs, last_commit(project.root), unlisted_pages(project)
        return _Build(project, known, chosen, publication, server, listener, *about).run()


@dataclass(frozen=True)
class _Build:
    """One build of the languages ``chosen``; ``known`` are all that are not held back."""

    project: Project
    known: Sequence[Language]
    chosen: Sequence[Language]
    publication: Publication
    server: ForkServer
    listener: Listener
    kept: Kept
    inputs: Inputs
    commit: str
    unlisted: Mapping[str, Collection[str]]

    def run(self) -> list[Outcome]:
        """Build and publish the languages; return an outcome for each."""
        chosen = self.chosen
        for language in chosen:
            # Now, so that what is edited during the build is built by the next one.
            self.inputs.take(watched(self.project, language))
        expected = self._with(chosen)
        links, outcomes = expected.links, self._build(chosen, expected)
        built = [language for language in chosen if outcomes[language].succeeded]
        if (coming := self._with(built)).links != links:
            # What was built links to pages that will not be there: build it once more.
            outcomes |= self._build(built, coming)
        self._publish(outcomes, built)
        return [outcomes[language] for language in chosen]

    def _with(self, coming: Collection[Language]) -> ComingSite:
        about = self.project, self.known, self.chosen, coming, self.publication, self.inputs
        return ComingSite(*about, self.unlisted)

    def _build(self, languages: Sequence[Language], site: ComingSite) -> dict[Language, Outcome]:
        """Build those of ``languages`` that are not published as they will be on the ``site``."""
        outcomes, jobs = {}, []
        for language in languages:
            manifest = self.kept.manifest(language.code)
            if manifest and site.has(manifest):
                self._clear(language)
                outcomes[language] = _current(language, manifest)
                self.listener(outcomes[language])
            else:
                jobs.append(self._job(language, manifest, site))
        outcomes |= {outcome.language: outcome for outcome in self._run(jobs)}
        again = (language for language, outcome in outcomes.items() if outcome.starts_over)
        jobs = [self._job(language, None, site) for language in again]
        return outcomes | {outcome.language: outcome for outcome in self._run(jobs)}

    def _run(self, jobs: Sequence[Job]) -> Iterator[Outcome]:
        if not jobs:
            return
        order = Order(
            jobs=jobs,
            extensions=self._settings["extensions"],
            workplace=self.publication.staging,
            settings=self._settings if sum(not job.goes_on for job in jobs) > 1 else None,
        )
        head_start = Thread(target=self._begin_compiling, args=(jobs,), daemon=True)
        head_start.start()
        try:
            for message in self.server.run(order):
                if isinstance(message, JobProgress) or not message.starts_over:
                    self.listener(message)
                if isinstance(message, Outcome):
                    yield message
        finally:
            head_start.join()

    def _begin_compiling(self, jobs: Sequence[Job]) -> None:
        """Give several workers a head start while Sphinx is loaded: each compiles what is left."""
        if min(len(jobs), self.server.workers) > 1:
            with contextlib.suppress(Exception):
                self._compile(job.language for job in jobs)

    def _compile(self, languages: Iterable[Language]) -> None:
        codes = [code for language in languages for code in catalog_codes(language.code)]
        compile_catalogs(self.project.root / self.project.locale, self.project.compiled, codes)

    def _job(self, language: Language, manifest: Manifest | None, site: ComingSite) -> Job:
        out, doctrees = self._clear(language)
        kept = self.kept.doctrees(language.code)
        changed = site.changed(manifest) if manifest and kept.is_dir() else None
        if changed is not None:
            # Copies, since a link would let a build that fails change what is published.
            copy_folder(self.publication.site / language.tag, out)
            (out / SHARD).unlink(missing_ok=True)
            copy_folder(kept, doctrees)
        now = self.inputs.take(manifest.watched) if manifest else {}
        downloads = downloads_of(self.project.build, language.tag, now)
        take_downloads(self.project.build, language.tag, downloads, out)
        lacking = {
            tag: {"pages": pages, "note": self._note(tag)} for tag, pages in site.lacking.items()
        }
        return Job(
            language=language,
            root=self.project.root,
            source=self.project.source,
            out=out,
            doctrees=doctrees,
            changed=changed or (),
            settings={
                **self._settings,
                "multilingual_lacking": lacking,
                "multilingual_unpublished": site.absent,
                "multilingual_downloads": downloads,
            },
        )

    @cached_property
    def _settings(self) -> dict[str, Any]:
        return {
            **settings_of_jobs(self.project, self.inputs.days, self.unlisted),
            "multilingual_assets": f"../{ASSETS}",
            "multilingual_styles": str(self.kept.styles),
            "multilingual_templates": str(self.kept.templates),
        }

    def _clear(self, language: Language) -> tuple[Path, Path]:
        """Return the folders that a language is built into, which are not there."""
        staging = self.publication.staging
        folders = staging / language.tag, staging / "doctrees" / language.tag
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)
        return folders

    def _note(self, tag: str) -> str:
        language = next(language for language in self.known if language.tag == tag)
        self._compile([language])
        return self._words(language)[IN_ENGLISH_ONLY]

    def _publish(self, outcomes: Mapping[Language, Outcome], built: Collection[Language]) -> None:
        publication, kept = self.publication, self.kept
        new = [language for language in built if (publication.staging / language.tag).exists()]
        there = [one for one in self.known if one in new or publication.pages(one.tag)]
        if not there or (not new and not self._has_lost_a_language(outcomes, there)):
            return
        coming = self._with(built)
        manifests = {language: self._manifest(outcomes[language], coming.links) for language in new}
        assets = self._write_root(there, manifests)
        kept.forget(language.code for language in new)
        publication.publish(
            [language.tag for language in new],
            [language.tag for language in there if language not in new],
            assets,
        )
        site = SiteManifest(
            self.project.locale,
            [language.tag for language in there],
            coming.linked,
            {path.name: file_state(path) for path in publication.site.iterdir() if path.is_file()},
            reminders(self.project),
            publication.assets(),
            self.commit,
            self.unlisted,
        )
        # Without what is kept the next build takes longer, and no more than that.
        with contextlib.suppress(OSError):
            for language in new:
                doctrees = publication.staging / "doctrees" / language.tag
                replace_folder(kept.doctrees(language.code), doctrees)
            kept.remember(manifests.values(), site)

    def _write_root(
        self, there: Sequence[Language], manifests: Mapping[Language, Manifest]
    ) -> list[str]:
        """Write what is above the languages, old and new; return how all assets are called."""
        staging, site = self.publication.staging, self.publication.site
        entered, figures, assets = [], [], list[Sequence[str]]()
        for language in there:
            pages = (staging if language in manifests else site) / language.tag
            about = shard_in(pages)
            said = about.words if about else self._words(language)
            entered.append((language, pages, said, about.listed if about else {}))
            figures.append((language, about.figures if about else {}))
            named = about.assets if about else self.publication.assets()
            assets.insert(len(assets) if language in manifests else 0, named)  # New ones last.
        write_figures(staging, figures)
        write_commit(staging, self.commit, [language.tag for language in there])
        return write_root(staging, entered, settings_of(self.project), assets)

    def _words(self, language: Language) -> Mapping[str, str]:
        project, own = self.project.conf["project"], self.project.conf.get(OWN_WORDS, {})
        return words_of(language, self.project.compiled, project, own)

    def _has_lost_a_language(
        self, outcomes: Mapping[Language, Outcome], there: Collection[Language]
    ) -> bool:
        """Return whether the site has to change although no language was built."""
        if any(not outcome.succeeded for outcome in outcomes.values()):
            return False
        site = self.kept.site()
        if site is None or site.commit != self.commit or not site.is_whole(self.publication.site):
            return True
        return sorted(site.tags) != sorted(language.tag for language in there)

    def _manifest(self, outcome: Outcome, links: Mapping[str, object]) -> Manifest:
        language, usual = outcome.language, watched(self.project, outcome.language)
        files = sorted({*usual, *outcome.watched})
        folder = self.publication.staging / language.tag
        words = {**self._words(language), **line_as_words(outcome.line)}
        about = links, words, outcome.figures, outcome.assets, outcome.listed, outcome.files
        Shard(self.inputs.summary(usual), *about).write(folder)
        return Manifest(
            code=language.code,
            tag=language.tag,
            endonym=language.endonym,
            watched=files,
            inputs=self.inputs.take(files),
            links=links,
            outputs=take_outputs(folder),
            pages=outcome.pages,
            in_english=outcome.in_english,
            refused=outcome.refused,
            doubtful=outcome.doubtful,
            figures=outcome.figures,
            is_lenient=self.project.is_lenient,
            assets=outcome.assets,
            downloads=published(folder),
        )


def _current(language: Language, manifest: Manifest) -> Outcome:
    same = ("pages", "in_english", "refused", "doubtful", "figures")
    return Outcome(language, **{name: getattr(manifest, name) for name in same})
