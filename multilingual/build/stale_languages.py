"""Which languages are to be built again, and which of them can go on from what was kept.

Contents count and not times: a ``git checkout`` or a ``touch`` changes nothing. Nothing here
needs Sphinx, since it should take no time to find that there is nothing to do.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from multilingual.build.manifest import (
    Kept,
    Manifest,
    files_in,
    take_outputs,
)
from multilingual.catalogs.language_folder import CATALOGS, strays_beside
from multilingual.files import PLAINLY, is_whole
from multilingual.git import days_of_pages
from multilingual.languages import SOURCE_CODE
from multilingual.project import ANSWERS, ASSETS
from multilingual.reviews.authorship import rows_of, trusted_register
from multilingual.reviews.register import REGISTER, Register, RegisterError

if TYPE_CHECKING:
    from multilingual.build.publication import Publication
    from multilingual.languages import Language
    from multilingual.project import Project

PACKAGE = Path(__file__).parents[1]
LEFTOVER = re.compile(r"(~|\.sw[a-p]|#|[/\\]\.#[^/\\]*|[/\\]\.DS_Store)$")
"""What editors and file managers leave beside the files of a project."""
VARIABLES = ("SOURCE_DATE_EPOCH",)
"""What of the environment can change a page."""


def find_current(
    root: Path, names: Collection[str], *, is_lenient: bool = False
) -> list[Manifest] | None:
    """Return the manifests of the languages ``names`` if no build would change a page.

    ``names`` are tags or codes; all languages are meant if there are none. ``None`` is the
    answer in any doubt.
    """
    kept, html = Kept(root / "build"), root / "build" / "html"
    site = kept.site()
    # What a build that was killed has left is for the next to tidy, and one may be at work.
    if site is None or not site.is_whole(html) or any(kept.build.glob("staging-*")):
        return None
    if strays_beside(root / site.locale):
        return None
    codes = {"en", *(path.name for path in _folders(root / site.locale))}
    known = [manifest for code in sorted(codes) if (manifest := kept.manifest(code))]
    asked = {name.lower() for name in names}
    chosen = [about for about in known if not asked or asked & _names(about)]
    missing = asked - {name for about in chosen for name in _names(about)}
    complete = len(chosen) == len(codes) == len(site.tags) if not asked else not missing
    if not complete or not {about.tag for about in chosen} <= set(site.tags):
        return None
    inputs, linked = Inputs(root, is_lenient=is_lenient), _links(site.tags, {}, site.unlisted)
    if all(is_current(manifest, inputs, linked, html) for manifest in chosen):
        return sorted(chosen, key=lambda manifest: (manifest.code != "en", manifest.tag))
    return None


def is_current(
    manifest: Manifest, inputs: Inputs, linked: Mapping[str, object], html: Path
) -> bool:
    """Return whether a build of this language would make what is published."""
    # A build that takes no catalog that is broken does not end so.
    is_strict_enough = inputs.is_lenient or not (manifest.is_lenient and manifest.refused)
    return (
        is_strict_enough
        and manifest.links == linked
        and manifest.inputs == inputs.take(manifest.watched)
        and manifest.outputs == take_outputs(html / manifest.tag)
        and all(is_whole(html / ASSETS / name) for name in manifest.assets)
    )


@dataclass(frozen=True)
class ComingSite:
    """The site as a build will leave it, given which languages are ``coming`` with every page.

    ``known`` are the languages of the project that are not held back; those that do not come
    keep the pages that are published. Search engines are not led to the pages ``unlisted``, by tag.
    """

    project: Project
    known: Sequence[Language]
    coming: Collection[Language]
    publication: Publication
    inputs: Inputs
    unlisted: Mapping[str, Collection[str]]

    @cached_property
    def absent(self) -> list[str]:
        """The tags of languages that will have no page."""
        languages = self.project.languages()
        held = [language.tag for language in languages if language not in self.known]
        others = (language.tag for language in self.known if language not in self.coming)
        return [*held, *(tag for tag in others if not self.publication.pages(tag))]

    @cached_property
    def lacking(self) -> dict[str, list[str]]:
        """The pages that a language will lack, by tag, where it will have others."""
        others = [language.tag for language in self.known if language not in self.coming]
        pages = self.project.pages() | self._answers if others else set()
        found = {}
        for tag in others:
            published = self.publication.pages(tag)
            missing = sorted(pages - set(published))
            if published and missing:
                found[tag] = missing
        return found

    @cached_property
    def _answers(self) -> set[str]:
        """The pages of single questions that the languages which come have, or had before.

        Which there will be is known once a language is built; it is built once more if its links
        are then others.
        """
        names = (page for language in self.coming for page in self.publication.newest(language.tag))
        return {page for page in names if page.startswith(f"{ANSWERS}/")}

    @cached_property
    def links(self) -> dict[str, object]:
        """What a page of it is told of other languages, in a form that can be kept."""
        absent = self.absent
        tags = [language.tag for language in self.known if language.tag not in absent]
        return _links(tags, self.lacking, self.unlisted)

    def has(self, manifest: Manifest) -> bool:
        """Return whether a language is published as it will be."""
        return is_current(manifest, self.inputs, self.links, self.publication.site)

    def changed(self, manifest: Manifest) -> list[Path] | None:
        """Return the files that changed since, if a build can go on from what was kept.

        It can where they are pages and the catalogs of pages, and else this is ``None``.
        """
        pages = self.project.pages()
        sources = {f"source/{page}.rst" for page in pages}
        folder = f"{self.project.locale}/{manifest.code}/{CATALOGS}"
        before, now = manifest.inputs, self.inputs.take(manifest.watched)
        changed = _changes(before, now)
        goes_on = (
            changed <= sources | {f"{folder}/{page}.po" for page in pages}
            and before.keys() & sources == now.keys() & sources
            and manifest.links == self.links
            and manifest.outputs == take_outputs(self.publication.site / manifest.tag)
        )
        return [self.project.root / name for name in changed] if goes_on else None


class Inputs:
    """The digests of a project's files, each read once, so that all are of one moment.

    A build that ``is_lenient`` publishes a language with catalogs that cannot be read.
    """

    def __init__(self, root: Path, *, is_lenient: bool = False) -> None:
        self._root, self.is_lenient = root, is_lenient
        self._digests: dict[str, dict[str, str]] = {}

    def take(self, watched: Iterable[str]) -> dict[str, str]:
        """Return the digest of each file that is watched, and of what every build rests on."""
        inputs: dict[str, str] = {}
        for place in (*watched, *_locks(self._root)):
            inputs |= self._of(place)
        for name in (name for name in inputs if name.endswith(f"/{REGISTER}")):
            inputs[name] = self._reviews(name, inputs[name])
        for name in inputs.keys() & self.days.keys():
            # A commit can bring a page another day without a change of any file.
            inputs[name] += f", {self.days[name]}"
        return inputs | self._around()

    @cached_property
    def days(self) -> Mapping[str, str]:
        """The day of the last change of each page and catalog, as git knows it."""
        return days_of_pages(self._root)

    def _reviews(self, name: str, digest: str) -> str:
        """Return the digest of a register and of what readers are told of it.

        A commit can bring its reviews to readers without a change of any file.
        """
        place, counted = f"{name}, by whom", Register()
        if place not in self._digests:
            folder = Path(name).parent.name
            code = SOURCE_CODE if folder == "source" else folder
            with contextlib.suppress(RegisterError):
                counted = trusted_register(self._root, code, self._root / name)
            rows = sorted(str(row) for record in counted.records for row in rows_of(record))
            self._digests[place] = {name: _digest_of((digest, *rows))}
        return self._digests[place][name]

    def _around(self) -> dict[str, str]:
        if "" not in self._digests:
            package = self._of(str(PACKAGE)).values()
            variables = (os.environ.get(name, "") for name in VARIABLES)
            self._digests[""] = {
                "the package": _digest_of(package),
                "what is installed": _digest_of((sys.version, *_installed(), *variables)),
            }
        return self._digests[""]

    def _of(self, place: str) -> dict[str, str]:
        if place not in self._digests:
            start = os.path.join(self._root, place)  # noqa: PTH118
            files = (path for path in files_in(start) if not _is_leftover(path))
            self._digests[place] = {_name(path, self._root): _digest(path) for path in files}
        return self._digests[place]


def _is_leftover(path: str) -> bool:
    """Return whether nobody opens the file; what leads elsewhere is no leftover, but refused."""
    if not LEFTOVER.search(path):
        return False
    is_plain = os.path.isfile(path) and not os.path.islink(path)  # noqa: PTH113, PTH114
    return is_plain or not os.path.exists(path)  # noqa: PTH110


def _changes(before: Mapping[str, str], now: Mapping[str, str]) -> set[str]:
    """Return the names of the inputs that are new, gone or not what they were."""
    return {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}


def _links(tags: Iterable[str], *pages: Mapping[str, Collection[str]]) -> dict[str, object]:
    there = sorted(tags)
    lacking, unlisted = ({tag: sorted(of[tag]) for tag in there if tag in of} for of in pages)
    return {"languages": there, "lacking": lacking, "unlisted": unlisted}


def _names(manifest: Manifest) -> set[str]:
    return {manifest.code.lower(), manifest.tag.lower()}


def _locks(root: Path) -> list[str]:
    return sorted(path.name for path in root.glob("*.lock"))


def _installed() -> Iterator[str]:
    """Yield the names and versions of the libraries that Python finds."""
    for folder in sys.path:
        with contextlib.suppress(OSError):
            yield from sorted(path.name for path in Path(folder).glob("*.dist-info"))


def _name(path: str, root: Path) -> str:
    return path.removeprefix(f"{root}{os.sep}").replace(os.sep, "/")


def _digest(path: str) -> str:
    try:
        # A file of a language can be a link to anything, or a pipe, which no one writes to.
        with open(path, "rb", opener=_open_plainly) as file:
            return hashlib.sha256(file.read()).hexdigest()
    except OSError:
        return _digest_of_link(path)


def _open_plainly(path: str, _flags: int) -> int:
    return os.open(path, PLAINLY)


def _digest_of_link(path: str) -> str:
    try:
        to, about = os.readlink(path), os.stat(path)  # noqa: PTH115, PTH116
        return f"{to}, {about.st_size}, {about.st_mtime_ns}"
    except OSError:
        return "cannot be read"


def _digest_of(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _folders(place: Path) -> list[Path]:
    if not place.is_dir():
        return []
    return [path for path in place.iterdir() if path.is_dir() and not path.name.startswith(".")]
