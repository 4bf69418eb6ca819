"""What a language was built from and into, so that what has not changed is not built again.

Contents count and not times: a ``git checkout`` or a ``touch`` changes nothing. Nothing here
needs Sphinx, since it should take no time to find that there is nothing to do.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from multilingual.files import write_whole

PACKAGE = Path(__file__).parents[1]
LEFTOVER = re.compile(r"(~|\.sw[a-p]|#|[/\\]\.#[^/\\]*|[/\\]\.DS_Store)$")
"""What editors and file managers leave beside the files of a project."""
VARIABLES = ("SOURCE_DATE_EPOCH",)
"""What of the environment can change a page."""


Outputs = Mapping[str, list[int]]
"""The size in bytes and the time in nanoseconds of each file, by its path in a folder."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is known of a published language.

    ``watched`` are the files and folders that it was built from; ``inputs`` their digests by
    file; ``links`` what its pages were told of other languages; ``outputs`` the size and time
    of each published file; ``words`` are its own on the pages above the languages, by their
    English; ``in_english`` counts the texts that are shown in English, and ``refused`` tells
    of those that are because their translation is broken or unsafe; ``figures`` say how far
    each page is. Paths are relative to the project.
    """

    code: str
    tag: str
    endonym: str
    watched: Sequence[str]
    inputs: Mapping[str, str]
    links: Mapping[str, object]
    outputs: Outputs
    words: Mapping[str, str]
    pages: int
    in_english: int
    refused: Sequence[str]
    figures: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class SiteManifest:
    """What is known of the published site as a whole.

    ``locale`` is the folder of the catalogs; ``tags`` are the languages on it; ``outputs`` are
    the size and time of each file above them; ``reminders`` are for its owner.
    """

    locale: str
    tags: Sequence[str]
    outputs: Outputs
    reminders: Sequence[str]


class Inputs:
    """The digests of a project's files, each read once, so that all are of one moment."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._digests: dict[str, dict[str, str]] = {}

    def take(self, watched: Iterable[str]) -> dict[str, str]:
        """Return the digest of each file that is watched, and of what every build rests on."""
        inputs: dict[str, str] = {}
        for place in (*watched, *_locks(self._root)):
            inputs |= self._of(place)
        return inputs | self._around()

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
            files = (path for path in _files(start) if not LEFTOVER.search(path))
            self._digests[place] = {_name(path, self._root): _digest(path) for path in files}
        return self._digests[place]


class Kept:
    """The folder of what is kept from one build to the next, by gettext code."""

    def __init__(self, build: Path) -> None:
        self.build = build
        self._folder = build / "kept"

    @property
    def templates(self) -> Path:
        """The folder of the templates as Jinja has compiled them."""
        return self._folder / "templates"

    @property
    def styles(self) -> Path:
        """The folder of the stylesheets that serve both directions."""
        return self._folder / "styles"

    def doctrees(self, code: str) -> Path:
        """Return the folder of the pages as Sphinx has read them."""
        return self._folder / code / "doctrees"

    def manifest(self, code: str) -> Manifest | None:
        """Return the manifest of a language, ``None`` if there is none that can be used."""
        with contextlib.suppress(OSError, TypeError, ValueError):
            return Manifest(**json.loads(self._path(code).read_bytes()))
        return None

    def site(self) -> SiteManifest | None:
        """Return the manifest of the site, ``None`` if there is none that can be used."""
        with contextlib.suppress(OSError, TypeError, ValueError):
            return SiteManifest(**json.loads((self._folder / "site.json").read_bytes()))
        return None

    def forget(self, codes: Iterable[str]) -> None:
        """Drop the manifests of languages that are about to change, and of the site."""
        for code in codes:
            self._path(code).unlink(missing_ok=True)
        (self._folder / "site.json").unlink(missing_ok=True)

    def remember(self, manifests: Iterable[Manifest], site: SiteManifest) -> None:
        """Write the manifests of languages that were published, and of the site."""
        for manifest in manifests:
            _save(self._path(manifest.code), asdict(manifest))
        _save(self._folder / "site.json", asdict(site))

    def _path(self, code: str) -> Path:
        return self._folder / code / "manifest.json"


def name_in(root: Path, place: Path) -> str:
    """Return how a manifest names a file or folder: from ``root``, or whole if outside."""
    return place.relative_to(root).as_posix() if place.is_relative_to(root) else place.as_posix()


def changes(before: Mapping[str, str], now: Mapping[str, str]) -> set[str]:
    """Return the names of the inputs that are new, gone or not what they were."""
    return {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}


def links(tags: Iterable[str], lacking: Mapping[str, Collection[str]]) -> dict[str, object]:
    """Return what a page is told of other languages, in a form that can be kept."""
    return {"languages": sorted(tags), "lacking": {tag: sorted(lacking[tag]) for tag in lacking}}


def take_outputs(folder: Path) -> dict[str, list[int]]:
    """Return the size and time of each file below ``folder``.

    They tell of an edit at a small part of what a digest costs. Files keep their time when a
    site is put together from new and published languages.
    """
    start = len(str(folder)) + 1
    return {path[start:].replace(os.sep, "/"): file_state(path) for path in _files(str(folder))}


def file_state(path: str | Path) -> list[int]:
    """Return the size in bytes and the time in nanoseconds of a file."""
    found = os.stat(path)  # noqa: PTH116
    return [found.st_size, found.st_mtime_ns]


def find_current(root: Path, names: Collection[str]) -> list[Manifest] | None:
    """Return the manifests of the languages ``names`` if no build would change a page.

    ``names`` are tags or codes; all languages are meant if there are none. ``None`` is the
    answer in any doubt.
    """
    kept, html = Kept(root / "build"), root / "build" / "html"
    site = kept.site()
    # What a build that was killed has left is for the next to tidy, and one may be at work.
    if site is None or not is_site_whole(site, html) or any(kept.build.glob("staging-*")):
        return None
    codes = {"en", *(path.name for path in _folders(root / site.locale))}
    known = [manifest for code in sorted(codes) if (manifest := kept.manifest(code))]
    asked = {name.lower() for name in names}
    chosen = [one for one in known if not asked or asked & {one.code.lower(), one.tag.lower()}]
    missing = asked - {name.lower() for one in chosen for name in (one.code, one.tag)}
    complete = len(chosen) == len(codes) == len(site.tags) if not asked else not missing
    if not complete or not {one.tag for one in chosen} <= set(site.tags):
        return None
    inputs = Inputs(root)
    if all(is_current(one, inputs, links(site.tags, {}), html) for one in chosen):
        return sorted(chosen, key=lambda one: (one.code != "en", one.tag))
    return None


def is_site_whole(site: SiteManifest, html: Path) -> bool:
    """Return whether the published site has the languages and files that it should have."""
    there = {path.name for path in html.iterdir()} if html.is_dir() else set()
    if there != {*site.outputs, *site.tags}:
        return False
    return site.outputs == {name: file_state(html / name) for name in site.outputs}


def is_current(
    manifest: Manifest, inputs: Inputs, linked: Mapping[str, object], html: Path
) -> bool:
    """Return whether a build of this language would make what is published."""
    return (
        manifest.links == linked
        and manifest.inputs == inputs.take(manifest.watched)
        and manifest.outputs == take_outputs(html / manifest.tag)
    )


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
        with open(path, "rb") as file:  # noqa: PTH123
            return hashlib.sha256(file.read()).hexdigest()
    except OSError:
        return "cannot be read"


def _digest_of(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _files(place: str) -> Iterator[str]:
    """Yield the files at or below ``place``, sorted, without what Python leaves behind.

    These are plain strings: a site has thousands of files, and objects for their paths took
    most of the time that it takes to find that nothing has changed.
    """
    if os.path.isfile(place):  # noqa: PTH113
        yield place
    for folder, folders, names in os.walk(place):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        yield from (os.path.join(folder, name) for name in sorted(names))  # noqa: PTH118


def _folders(place: Path) -> list[Path]:
    if not place.is_dir():
        return []
    return [path for path in place.iterdir() if path.is_dir() and not path.name.startswith(".")]


def _save(path: Path, content: object) -> None:
    write_whole(path, json.dumps(content, ensure_ascii=False, indent=1).encode())
