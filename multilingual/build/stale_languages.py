"""Which languages are to be built again, and which of them can go on from what was kept.

Contents count and not times: a ``git checkout`` or a ``touch`` changes nothing. Nothing here
needs Sphinx, since it should take no time to find that there is nothing to do.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from multilingual.build.downloads import downloads_of
from multilingual.build.inputs import Inputs
from multilingual.build.manifest import Kept, Manifest, take_outputs
from multilingual.catalogs.language_folder import CATALOGS, strays_beside
from multilingual.files import is_whole
from multilingual.git import last_commit
from multilingual.project import ANSWERS, ASSETS

if TYPE_CHECKING:
    from multilingual.build.publication import Publication
    from multilingual.languages import Language
    from multilingual.project import Project


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
    if strays_beside(root / site.locale) or site.commit != last_commit(root):
        return None
    codes = {"en", *(path.name for path in _folders(root / site.locale))}
    known = [manifest for code in sorted(codes) if (manifest := kept.manifest(code))]
    asked = {name.lower() for name in names}
    chosen = [about for about in known if not asked or asked & _names(about)]
    missing = asked - {name for about in chosen for name in _names(about)}
    complete = len(chosen) == len(codes) == len(site.tags) if not asked else not missing
    if not complete or not {about.tag for about in chosen} <= set(site.tags):
        return None
    inputs, linked = Inputs(root, is_lenient=is_lenient), _links(site.linked, {}, site.unlisted)
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
        and manifest.downloads == downloads_of(html.parent, manifest.tag, manifest.inputs)
        and all(is_whole(html / ASSETS / name) for name in manifest.assets)
    )


@dataclass(frozen=True)
class ComingSite:
    """The site as a build will leave it, given which languages are ``coming`` with every page.

    ``known`` are the languages of the project that are not held back; those that do not come
    keep the pages that are published. One that was not ``chosen`` may be built elsewhere: it is
    linked to, so that its pages and these fit together (``shards.py``).
    Search engines are not led to the pages ``unlisted``, by tag.
    """

    project: Project
    known: Sequence[Language]
    chosen: Collection[Language]
    coming: Collection[Language]
    publication: Publication
    inputs: Inputs
    unlisted: Mapping[str, Collection[str]]

    @cached_property
    def absent(self) -> list[str]:
        """The tags of languages that will have no page: held back, or failed from the start."""
        languages = self.project.languages()
        held = [language.tag for language in languages if language not in self.known]
        failed = (language.tag for language in self.chosen if language not in self.coming)
        return [*held, *(tag for tag in failed if not self.publication.pages(tag))]

    @cached_property
    def linked(self) -> list[str]:
        """The tags of the languages that its pages lead to."""
        absent = self.absent
        return [language.tag for language in self.known if language.tag not in absent]

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
        return _links(self.linked, self.lacking, self.unlisted)

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


def _changes(before: Mapping[str, str], now: Mapping[str, str]) -> set[str]:
    """Return the names of the inputs that are new, gone or not what they were."""
    return {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}


def _links(tags: Iterable[str], *pages: Mapping[str, Collection[str]]) -> dict[str, object]:
    there = sorted(tags)
    lacking, unlisted = ({tag: sorted(of[tag]) for tag in there if tag in of} for of in pages)
    return {"languages": there, "lacking": lacking, "unlisted": unlisted}


def _names(manifest: Manifest) -> set[str]:
    return {manifest.code.lower(), manifest.tag.lower()}


def _folders(place: Path) -> list[Path]:
    if not place.is_dir():
        return []
    return [path for path in place.iterdir() if path.is_dir() and not path.name.startswith(".")]
