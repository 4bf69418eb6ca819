"""A language of the built site as files to keep: a book as PDF and as EPUB, and the pages as zip.

The book is written from what the build has read for the site, so that there is one text. The files
lie in ``build/downloads/``, and the next build puts them onto the site and offers them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from multilingual.build.downloads import Downloads, downloads_of, keep_downloads
from multilingual.build.inputs import Inputs
from multilingual.build.jobs import Job, Outcome, run, settings_of_jobs
from multilingual.build.manifest import Kept, Manifest
from multilingual.build.publication import Publication, copy_folder
from multilingual.build.stale_languages import find_current
from multilingual.build.worker import work
from multilingual.files import original_names
from multilingual.findings import UsageError
from multilingual.languages import Language
from multilingual.pages.chrome.assets import BOOK
from multilingual.project import ASSETS, Project
from multilingual.status.publication_threshold import unlisted_pages
from multilingual.tasks.book_pdf import PrintError, find_browser, print_book
from multilingual.tasks.language_zip import download_name, zip_of_language

SHEETS = ("more.css", "late.css")
"""The stylesheets of the site that a print needs: those of all pages, and of prints."""
NO_BROWSER = (
    "no PDF was made: Chromium is not here. Install it (Debian: apt install chromium), or set "
    "CHROMIUM=/path/to/it, and run this again. All else was made."
)


class Made(NamedTuple):
    """The downloads of a language, and lines of what is wrong with them."""

    language: Language
    downloads: Downloads
    faults: Sequence[str]


def make_downloads(project: Project, languages: Sequence[Language], workers: int) -> Iterator[Made]:
    """Make the downloads of each language, but for those that are as they would be.

    Raises ``UsageError`` if one is not built from what is here.
    """
    tags = [language.tag for language in languages]
    current = find_current(project.root, tags, is_lenient=project.is_lenient)
    if current is None:
        raise UsageError(
            f"{', '.join(tags)}: not all of this is built from what is here. Build it first: "
            f"make html"
        )
    manifests = {manifest.tag: manifest for manifest in current}
    with Publication(project.build) as publication:
        factory = _Factory(project, manifests, publication, find_browser())
        jobs = [factory.job(language) for language in languages if factory.lacks(language)]
        outcomes = {
            message.language: message
            for message in run(jobs, work, workers, lambda: ())
            if isinstance(message, Outcome)
        }
        with ThreadPoolExecutor(workers) as pool:
            yield from pool.map(lambda language: factory.make(language, outcomes), languages)


@dataclass(frozen=True)
class _Factory:
    """Makes the downloads of languages that are published as their ``manifests`` say, by tag."""

    project: Project
    manifests: Mapping[str, Manifest]
    publication: Publication
    browser: str | None

    @cached_property
    def _settings(self) -> Mapping[str, object]:
        return settings_of_jobs(
            self.project, Inputs(self.project.root).days, unlisted_pages(self.project)
        )

    def has(self, language: Language) -> Downloads:
        """Return the downloads that are there, made of the text that is published."""
        inputs = self.manifests[language.tag].inputs
        return downloads_of(self.project.build, language.tag, inputs)

    def lacks(self, language: Language) -> bool:
        """Return whether some can be made that are not there."""
        wanted = {"epub", "zip", "pdf"} if self.browser else {"epub", "zip"}
        return not wanted <= {*self.has(language)}

    def job(self, language: Language) -> Job:
        """Return what writes the book of a language, from what the build has read."""
        project, kept = self.project, Kept(self.project.build)
        site = kept.site()
        linked = site.linked if site else ()
        place = self.publication.staging / BOOK / language.tag
        place.mkdir(parents=True)
        copy_folder(kept.doctrees(language.code), place / "doctrees")
        tags = [known.tag for known in project.languages()]
        settings = {
            **self._settings,
            "multilingual_lacking": {},
            "multilingual_unpublished": [tag for tag in tags if tag not in linked],
        }
        return Job(
            language=language,
            root=project.root,
            source=project.source,
            out=place / "book",
            doctrees=place / "doctrees",
            settings=settings,
            builder=BOOK,
        )

    def make(self, language: Language, outcomes: Mapping[Language, Outcome]) -> Made:
        """Make what is lacking, of a book that was written."""
        outcome = outcomes.get(language)
        if outcome is None or outcome.problems:
            return Made(language, self.has(language), outcome.problems if outcome else ())
        book = self.publication.staging / BOOK / language.tag / "book"
        name = download_name(self.project, language.tag)
        made, faults = {}, []
        try:
            made[f"{name}.pdf"] = self._print(language, book)
        except PrintError as error:
            faults.append(str(error))
        (packed,) = book.glob("*.epub")
        made[f"{name}.epub"] = packed.read_bytes()
        made[f"{name}.zip"] = zip_of_language(self.project, language.tag)
        inputs = self.manifests[language.tag].inputs
        keep_downloads(self.project.build, language.tag, inputs, made)
        return Made(language, self.has(language), faults)

    def _print(self, language: Language, book: Path) -> bytes:
        if not self.browser:
            raise PrintError(NO_BROWSER)
        assets = self.project.build / "html" / ASSETS
        names = original_names(self.manifests[language.tag].assets)
        return print_book(book, [assets / names[sheet] for sheet in SHEETS], self.browser)
