"""What is kept from one build to the next: of each published language, and of the site."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from multilingual.build.downloads import Downloads
from multilingual.files import is_whole, read_plain, write_whole
from multilingual.project import ASSETS

SHARD = "shard.json"
"""The file in which a language that was built, and a site, say what they are (``shards.py``)."""
Outputs = Mapping[str, list[int]]
"""The size in bytes and the time in nanoseconds of each file, by its path in a folder."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is known of a published language.

    ``watched`` are the files and folders that it was built from; ``inputs`` their digests by
    file; ``links`` what its pages were told of other languages; ``outputs`` the size and time
    of each published file; ``in_english`` counts the texts that are shown in English, and
    ``refused`` tells of those that are because their translation is broken or unsafe; ``doubtful``
    tell of translations that are shown all the same; ``figures`` say how far each page is;
    ``assets`` are the files beside the languages that its pages load; ``downloads`` are its files
    to keep. Paths are relative to the project.
    """

    code: str
    tag: str
    endonym: str
    watched: Sequence[str]
    inputs: Mapping[str, str]
    links: Mapping[str, object]
    outputs: Outputs
    pages: int
    in_english: int
    refused: Sequence[str]
    doubtful: Sequence[str]
    figures: Mapping[str, object]
    is_lenient: bool
    assets: Sequence[str]
    downloads: Downloads


@dataclass(frozen=True, slots=True)
class Shard:
    """What the folder of a language says of itself.

    ``inputs`` is a digest of all that it was made from; ``links`` are what its pages were told
    of other languages; ``words`` are its own on the pages above the languages, by their English;
    ``figures`` say how far each page is; ``assets`` are the files beside the languages that its
    pages load; ``listed`` are the pages for search engines, with the day of their last change;
    ``files`` are digests of its own.
    """

    inputs: str
    links: Mapping[str, object]
    words: Mapping[str, str]
    figures: Mapping[str, object]
    assets: Sequence[str]
    listed: Mapping[str, str]
    files: Mapping[str, str]

    def write(self, folder: Path) -> None:
        """Write it into the folder of its language."""
        write_about(folder, asdict(self))

    @classmethod
    def read(cls, folder: Path) -> Shard:
        """Return that of the language in ``folder``. Raises OSError, ValueError and TypeError."""
        shard = cls(**read_about(folder))
        kinds = (str, dict, dict, dict, list, dict, dict)
        fit = all(map(isinstance, map(shard.__getattribute__, cls.__slots__), kinds))
        values = (shard.words, shard.listed, shard.files) if fit else ()
        texts = chain(shard.assets, *(each.values() for each in values))
        if not fit or not all(isinstance(text, str) for text in texts):
            raise TypeError("a value of another kind than is meant")
        for name in (*shard.listed, *shard.files, *shard.assets):
            if not name.isprintable():
                raise ValueError(f"{name} is no name of a file")
        for day in filter(None, shard.listed.values()):
            if date.fromisoformat(day).isoformat() != day:
                raise ValueError(f"{day} is no day")
        return shard


@dataclass(frozen=True, slots=True)
class SiteManifest:
    """What is known of the published site as a whole.

    ``locale`` is the folder of the catalogs; ``tags`` are the languages on it, and ``linked``
    those that its pages lead to; ``outputs`` are the size and time of each file above them;
    ``assets`` are the files beside them; ``reminders`` are for its owner; ``commit`` is what was
    checked out; ``unlisted`` are the pages that search engines are not led to, by tag.
    """

    locale: str
    tags: Sequence[str]
    linked: Sequence[str]
    outputs: Outputs
    reminders: Sequence[str]
    assets: Sequence[str]
    commit: str
    unlisted: Mapping[str, Collection[str]]

    def is_whole(self, html: Path) -> bool:
        """Return whether the published site has the languages and files that it should have."""
        there = {path.name for path in html.iterdir()} if html.is_dir() else set()
        assets = {path.name for path in (html / ASSETS).glob("*") if is_whole(path)}
        if there != {*self.outputs, *self.tags, ASSETS} or assets != {*self.assets}:
            return False
        return self.outputs == {name: file_state(html / name) for name in self.outputs}


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


def take_outputs(folder: Path) -> dict[str, list[int]]:
    """Return the size and time of each file below ``folder``.

    They tell of an edit at a small part of what a digest costs. Files keep their time when a
    site is put together from new and published languages.
    """
    start = len(str(folder)) + 1
    return {path[start:].replace(os.sep, "/"): file_state(path) for path in files_in(str(folder))}


def file_state(path: str | Path) -> list[int]:
    """Return the size in bytes and the time in nanoseconds of a file."""
    found = os.stat(path)  # noqa: PTH116
    return [found.st_size, found.st_mtime_ns]


def files_in(place: str) -> Iterator[str]:
    """Yield the files at or below ``place``, sorted, without what Python leaves behind.

    These are plain strings: a site has thousands of files, and objects for their paths took
    most of the time that it takes to find that nothing has changed.
    """
    if os.path.isfile(place):  # noqa: PTH113
        yield place
    # Without calling itself, as os.walk does: a folder can lie in a thousand others.
    places = [place]
    while places:
        folder, entries = places.pop(), []
        with contextlib.suppress(OSError), os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
        folders = []
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                yield entry.path
            elif entry.name != "__pycache__":
                folders.append(entry.path)
        places += reversed(folders)


def _save(path: Path, content: object) -> None:
    write_whole(path, json.dumps(content, ensure_ascii=False, indent=1).encode())


def shard_in(folder: Path) -> Shard | None:
    """Return what a published language says of itself, or None if it says nothing of use."""
    with contextlib.suppress(OSError, ValueError, TypeError, RecursionError):
        return Shard.read(folder)
    return None


def read_about(folder: Path) -> dict[str, Any]:
    """Return what a folder says of itself. Raises OSError, ValueError and TypeError."""
    data = json.loads(read_plain(folder / SHARD))
    # Python reads more than can be written again: half a letter, and what is no number (NaN).
    json.dumps(data, ensure_ascii=False, allow_nan=False).encode()
    if not isinstance(data, dict):
        raise TypeError(f"{SHARD} is no object")
    return data


def write_about(folder: Path, data: object) -> None:
    """Write into a folder what it says of itself."""
    text = json.dumps(data, ensure_ascii=False, indent=1)
    (folder / SHARD).write_text(f"{text}\n", encoding="utf-8")
