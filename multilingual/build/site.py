"""Every language → one site: build what has changed side by side, publish what is whole."""

from __future__ import annotations

import contextlib
import gettext
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path

from multilingual.build.fork_server import ForkServer, Order
from multilingual.build.inputs import held_back, reminders, settings_of, watched
from multilingual.build.jobs import CAN_FORK, Job, Outcome, Progress
from multilingual.build.manifest import (
    Inputs,
    Kept,
    Manifest,
    SiteManifest,
    changes,
    file_state,
    is_current,
    is_site_whole,
    links,
    take_outputs,
)
from multilingual.build.publication import Publication, copy_folder
from multilingual.build.root_pages import words_of, write_figures, write_root
from multilingual.build.speedups.head_start import compiling_beside
from multilingual.catalogs.interface import IN_ENGLISH_ONLY, INTERFACE_CATALOG
from multilingual.guard.mo_files import compile_catalogs
from multilingual.languages import Language, catalog_codes
from multilingual.project import Project

Listener = Callable[[Progress | Outcome], None]


def build_site(
    project: Project, chosen: Sequence[Language], server: ForkServer, listener: Listener
) -> list[Outcome]:
    """Build what has changed of the languages ``chosen`` and publish it.

    ``listener`` is told how far each language is and what came of it, as it comes. A language
    that failed keeps the pages that are published, and one that is held back has none.
    """
    held = held_back(project)
    known = [one for one in project.languages() if one not in held]
    chosen = [one for one in chosen if one not in held]
    with Publication(project.build) as publication:
        return _Build(project, known, publication, server, listener).run(chosen)


class _Build:
    """One build, from what is published to what is published next."""

    def __init__(
        self,
        project: Project,
        known: Sequence[Language],
        publication: Publication,
        server: ForkServer,
        listener: Listener,
    ) -> None:
        self._project, self._known, self._publication = project, known, publication
        self._server, self._listener = server, listener
        self._kept, self._inputs = Kept(project.build), Inputs(project.root)
        self._held = [one.tag for one in project.languages() if one not in known]

    def run(self, chosen: Sequence[Language]) -> list[Outcome]:
        """Build and publish the languages ``chosen``; return an outcome for each."""
        for language in chosen:
            # Now, so that what is edited during the build is built by the next one.
            self._inputs.take(watched(self._project, language))
        outcomes = self._build(chosen, chosen)
        failed = [one for one in chosen if not outcomes[one].succeeded]
        built = [one for one in chosen if one not in failed]
        if self._links(built) != self._links(chosen):
            # What was built links to pages that will not be there: build it once more.
            outcomes |= self._build(built, built)
        self._publish(outcomes, built)
        return [outcomes[one] for one in chosen]

    def _build(
        self, languages: Sequence[Language], coming: Sequence[Language]
    ) -> dict[Language, Outcome]:
        """Build those of ``languages`` that are not current, given which are ``coming``."""
        outcomes: dict[Language, Outcome] = {}
        jobs = []
        for language in languages:
            manifest = self._kept.manifest(language.code)
            if manifest and self._is_current(manifest, coming):
                self._clear(language)
                outcomes[language] = _current(language, manifest)
                self._listener(outcomes[language])
            else:
                jobs.append(self._job(language, manifest, coming))
        again = []
        for outcome in self._run(jobs):
            if outcome.starts_over:
                again.append(self._job(outcome.language, None, coming))
            outcomes[outcome.language] = outcome
        for outcome in self._run(again):
            outcomes[outcome.language] = outcome
        return outcomes

    def _run(self, jobs: Sequence[Job]) -> Iterator[Outcome]:
        if not jobs:
            return
        several = len([job for job in jobs if not job.goes_on]) > 1
        order = Order(
            jobs=jobs,
            extensions=self._project.conf.get("extensions", ()),
            workplace=self._publication.staging,
            settings=self._settings() if several else None,
        )
        with self._head_start(jobs):
            for message in self._server.run(order):
                if isinstance(message, Progress) or not message.starts_over:
                    self._listener(message)
                if isinstance(message, Outcome):
                    yield message

    def _head_start(self, jobs: Sequence[Job]) -> contextlib.AbstractContextManager[None]:
        if not CAN_FORK or min(len(jobs), self._server.workers) == 1:
            return contextlib.nullcontext()
        codes = [code for job in jobs for code in catalog_codes(job.language.code)]
        locale = self._project.root / self._project.locale
        return compiling_beside(locale, self._project.compiled, codes, self._kept.styles)

    def _is_current(self, manifest: Manifest, coming: Collection[Language]) -> bool:
        linked, site = self._links(coming), self._publication.site
        return is_current(manifest, self._inputs, linked, site)

    def _job(
        self, language: Language, manifest: Manifest | None, coming: Collection[Language]
    ) -> Job:
        out, doctrees = self._clear(language)
        changed: set[str] = set()
        if manifest and self._can_go_on(manifest, coming):
            changed = changes(manifest.inputs, self._inputs.take(manifest.watched))
            # Copies, since a link would let a build that fails change what is published.
            copy_folder(self._publication.site / language.tag, out)
            copy_folder(self._kept.doctrees(language.code), doctrees)
        lacking = {
            tag: {"pages": pages, "note": self._note(tag)}
            for tag, pages in self._lacking(coming).items()
        }
        return Job(
            language=language,
            root=self._project.root,
            source=self._project.source,
            out=out,
            doctrees=doctrees,
            changed=[self._project.root / name for name in changed],
            settings={
                **self._settings(),
                "multilingual_lacking": lacking,
                "multilingual_unpublished": self._unpublished(coming),
            },
        )

    def _settings(self) -> dict[str, object]:
        return {
            "multilingual_known": self._project.languages(),
            "multilingual_styles": str(self._kept.styles),
            "multilingual_templates": str(self._kept.templates),
            "multilingual_lenient": self._project.is_lenient,
        }

    def _clear(self, language: Language) -> tuple[Path, Path]:
        """Return the folders that a language is built into, which are not there."""
        staging = self._publication.staging
        folders = staging / language.tag, staging / "doctrees" / language.tag
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)
        return folders

    def _can_go_on(self, manifest: Manifest, coming: Collection[Language]) -> bool:
        """Return whether all that changed since are pages and the catalogs of pages."""
        pages = self._project.pages()
        catalogs = f"{self._project.locale}/{manifest.code}/LC_MESSAGES"
        sources = {f"source/{page}.rst" for page in pages}
        alone = sources | {f"{catalogs}/{page}.po" for page in pages}
        before, now = manifest.inputs, self._inputs.take(manifest.watched)
        return (
            changes(before, now) <= alone
            and before.keys() & sources == now.keys() & sources
            and manifest.links == self._links(coming)
            and manifest.outputs == take_outputs(self._publication.site / manifest.tag)
            and self._kept.doctrees(manifest.code).is_dir()
        )

    def _links(self, coming: Collection[Language]) -> dict[str, object]:
        unpublished = self._unpublished(coming)
        tags = [one.tag for one in self._known if one.tag not in unpublished]
        return links(tags, self._lacking(coming))

    def _unpublished(self, coming: Collection[Language]) -> list[str]:
        """Return the tags of languages that will have no page."""
        absent = (one.tag for one in self._known if one not in coming)
        return [*self._held, *(tag for tag in absent if not self._publication.pages(tag))]

    def _lacking(self, coming: Collection[Language]) -> dict[str, list[str]]:
        """Return the pages that a language will lack, by tag, where it will have others."""
        found = {}
        for tag in (one.tag for one in self._known if one not in coming):
            published = self._publication.pages(tag)
            lacking = sorted(self._project.pages() - set(published))
            if published and lacking:
                found[tag] = lacking
        return found

    def _note(self, tag: str) -> str:
        code = next(one.code for one in self._known if one.tag == tag)
        locale = self._project.root / self._project.locale
        compile_catalogs(locale, self._project.compiled, [code])
        words = gettext.translation(
            INTERFACE_CATALOG, self._project.compiled, [code], fallback=True
        )
        return words.gettext(IN_ENGLISH_ONLY)

    def _publish(self, outcomes: Mapping[Language, Outcome], built: Collection[Language]) -> None:
        publication, kept = self._publication, self._kept
        staged = [one for one in built if (publication.staging / one.tag).exists()]
        there = [one for one in self._known if one in staged or publication.pages(one.tag)]
        if not there or (not staged and not self._has_lost_a_language(outcomes, there)):
            return
        languages = [
            (one, (publication.staging if one in staged else publication.site) / one.tag)
            for one in there
        ]
        manifests = [self._manifest(outcomes[one], built) for one in staged]
        words = {one.code: one.words for one in manifests}
        write_root(
            publication.staging,
            [(one, pages, words.get(one.code) or self._words(one)) for one, pages in languages],
            settings_of(self._project),
        )
        figures = {one.code: one.figures for one in manifests}
        write_figures(
            publication.staging,
            [
                (one, figures[one.code] if one.code in figures else self._figures(one))
                for one in there
            ],
        )
        kept.forget(one.code for one in staged)
        publication.publish(
            [one.tag for one in staged], [one.tag for one in there if one not in staged]
        )
        site = SiteManifest(
            self._project.locale,
            [one.tag for one in there],
            {path.name: file_state(path) for path in _files(publication.site)},
            reminders(self._project),
        )
        # Without what is kept the next build takes longer, and no more than that.
        with contextlib.suppress(OSError):
            for one in staged:
                _replace(kept.doctrees(one.code), publication.staging / "doctrees" / one.tag)
            kept.remember(manifests, site)

    def _has_lost_a_language(
        self, outcomes: Mapping[Language, Outcome], there: Collection[Language]
    ) -> bool:
        """Return whether the site has to change although no language was built."""
        if any(not outcome.succeeded for outcome in outcomes.values()):
            return False
        site = self._kept.site()
        tags = sorted(one.tag for one in there)
        whole = site is not None and is_site_whole(site, self._publication.site)
        return site is None or not whole or sorted(site.tags) != tags

    def _words(self, language: Language) -> Mapping[str, str]:
        """Return the words that a language that is not built now had when it was."""
        manifest = self._kept.manifest(language.code)
        return manifest.words if manifest else words_of(language, self._project.compiled)

    def _figures(self, language: Language) -> Mapping[str, object]:
        """Return how far the pages of a language that is not built now were when it was."""
        manifest = self._kept.manifest(language.code)
        return manifest.figures if manifest else {}

    def _manifest(self, outcome: Outcome, coming: Collection[Language]) -> Manifest:
        language = outcome.language
        files = sorted({*watched(self._project, language), *outcome.watched})
        return Manifest(
            code=language.code,
            tag=language.tag,
            endonym=language.endonym,
            watched=files,
            inputs=self._inputs.take(files),
            links=self._links(coming),
            outputs=take_outputs(self._publication.staging / language.tag),
            words=words_of(language, self._project.compiled),
            pages=outcome.pages,
            in_english=outcome.in_english,
            refused=outcome.refused,
            figures=outcome.figures,
        )


def _current(language: Language, manifest: Manifest) -> Outcome:
    return Outcome(
        language,
        pages=manifest.pages,
        in_english=manifest.in_english,
        refused=manifest.refused,
        figures=manifest.figures,
    )


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.iterdir() if path.is_file())


def _replace(folder: Path, new: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    new.rename(folder)
