"""Publish a site whole or not at all.

The new site is put together beside the published one and takes its place in one step. A
build that fails or is killed leaves the published site as it was.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
import time
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from filelock import FileLock, Timeout

from multilingual.build.manifest import shard_in
from multilingual.files import is_whole, link_or_copy
from multilingual.project import ASSETS

DRAFTS = ("mo/*/LC_MESSAGES/**/*.new", "kept/templates/*.tmp", "kept/**/*.new", "error-*.log")
"""Files that a build that was killed has left half-written, and what went wrong in it."""
MOMENT = 3
"""Seconds after which whatever a killed build has left running is gone."""
LINKED = (
    "this is a link, and each build puts a new folder in its place. "
    "Delete it, and let the folder of your web server be the link: ln -s {} /var/www/site"
)
AT_FDCWD = -100
EXCHANGE = 2
"""``RENAME_EXCHANGE`` of Linux and ``RENAME_SWAP`` of macOS."""


def page_names(folder: Path) -> list[str]:
    """Return the names of the pages in the folder of a language, such as ``about/us``."""
    pages = (page.relative_to(folder).with_suffix("") for page in folder.rglob("*.html"))
    return sorted(page.as_posix() for page in pages if not page.parts[0].startswith("_"))


class Publication:
    """The published site at ``build/html``, or elsewhere, and the folders for the next one.

    One build at a time: as a context manager it waits for another to end, and says so.
    """

    def __init__(self, build: Path, site: Path | None = None) -> None:
        self.site = site or build / "html"
        self._build = build
        self.staging = build / f"staging-{os.getpid()}"
        self._next = build / "next"
        self._previous = build / "previous"
        build.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(build / "lock")
        self._pages: dict[str, list[str]] = {}

    def __enter__(self) -> Publication:
        try:
            self._lock.acquire(blocking=False)
        except Timeout:
            print("Another build is running here. Waiting for it to end.", flush=True)
            self._lock.acquire()
        try:
            self._prepare()
        except OSError:
            self._lock.release()
            raise
        return self

    def __exit__(self, *exception: object) -> None:
        shutil.rmtree(self.staging, ignore_errors=True)
        self._lock.release()

    def _prepare(self) -> None:
        """Mend what a killed build left, and make room for the next."""
        if self.site.is_symlink():
            raise NotADirectoryError(errno.ENOTDIR, LINKED.format(self.site.absolute()), self.site)
        if not self.site.exists() and self._previous.is_dir() and not self._previous.is_symlink():
            self._previous.rename(self.site)
        for pattern in DRAFTS:
            for draft in self._build.glob(pattern):
                draft.unlink(missing_ok=True)
        for leftover in (*self._build.glob("staging-*"), self._next, self._previous):
            _delete(leftover)
        self.staging.mkdir(parents=True)

    def pages(self, tag: str) -> list[str]:
        """Return the names of the published pages of a language, none if there is none."""
        if tag not in self._pages:
            self._pages[tag] = page_names(self.site / tag)
        return self._pages[tag]

    def assets(self) -> list[str]:
        """Return how the published assets are called, those kept for pages of before included."""
        return sorted(path.name for path in _children(self.site / ASSETS) if is_whole(path))

    def loaded(self, tag: str) -> Sequence[str]:
        """Return the assets that the published pages of a language load; all if it does not say."""
        shard = shard_in(self.site / tag)
        return shard.assets if shard else self.assets()

    def newest(self, tag: str) -> list[str]:
        """Return the names of the pages of a language as it is staged, or else published."""
        staged = self.staging / tag
        return page_names(staged) if staged.is_dir() else self.pages(tag)

    def publish(
        self, built: Collection[str], kept: Collection[str], assets: Collection[str] = ()
    ) -> None:
        """Put a new site in place of the published one.

        It has the staged languages ``built``, the published ones ``kept`` (both by tag), the
        files of the root, those ``assets`` that any of its pages loads, and those that a page
        asks for which somebody opened before they changed the last time.
        """
        assets = {*assets, *self._earlier(assets)}
        if not self._replace_one(built, kept, assets):
            self._replace_all(built, kept, assets)
        self._pages.clear()

    def _earlier(self, assets: Collection[str]) -> set[str]:
        """Return the published assets that no page of the new site loads, and that stay.

        There is one earlier set: if this site has the published one, the one before that.
        """
        there, tags = set(self.assets()), (folder.name for folder in self.site.glob("*/"))
        last = {name for tag in tags if tag != ASSETS for name in self.loaded(tag)}
        return (there if last == set(assets) else there & last) - set(assets)

    def _replace_one(
        self, built: Collection[str], kept: Collection[str], assets: Collection[str]
    ) -> bool:
        """Exchange the one language that is new, if all else is as it is published."""
        published = {path.name: path for path in _children(self.site)}
        root = [path for path in _children(self.staging) if path.is_file()]
        coming = {*built, *kept, ASSETS, *(path.name for path in root)}
        if len(built) != 1 or published.keys() != coming:
            return False
        loaded = _children(self.site / ASSETS)
        if {path.name for path in loaded} != set(assets) or not all(map(is_whole, loaded)):
            return False
        if any(path.read_bytes() != published[path.name].read_bytes() for path in root):
            return False
        (tag,) = built
        return _exchange(self.staging / tag, self.site / tag)

    def _replace_all(
        self, built: Collection[str], kept: Collection[str], assets: Collection[str]
    ) -> None:
        self._next.mkdir()
        (self._next / ASSETS).mkdir()
        for name in assets:
            published = self.site / ASSETS / name
            source = published if is_whole(published) else self.staging / ASSETS / name
            link_or_copy(source, self._next / ASSETS / name)
        for tag in kept:
            # Links cost no space, and leave the published files alone.
            copy_folder(self.site / tag, self._next / tag, link_or_copy)
        for tag in built:
            (self.staging / tag).rename(self._next / tag)
        for file in self.staging.iterdir():
            if file.is_file():
                file.rename(self._next / file.name)
        self._switch()

    def _switch(self) -> None:
        if not self.site.exists():
            self._next.rename(self.site)
        elif _exchange(self._next, self.site):
            # The new site is published; what is left of the old is tidied by the next run.
            shutil.rmtree(self._next, ignore_errors=True)
        else:
            self.site.rename(self._previous)
            self._next.rename(self.site)
            shutil.rmtree(self._previous, ignore_errors=True)


def copy_folder(
    source: Path, target: Path, copy: Callable[[Path, Path], object] = shutil.copyfile
) -> None:
    """Copy a folder file by file.

    Raises the ``OSError`` of the first that fails; ``shutil.copytree`` would go on, and tell
    of a full disk without its number.
    """
    source.stat()
    target.mkdir(parents=True)
    for path in sorted(source.rglob("*")):
        place = target / path.relative_to(source)
        if path.is_dir():
            place.mkdir()
        else:
            copy(path, place)


def replace_folder(folder: Path, new: Path) -> None:
    """Put another folder in the place of one that may be there."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    new.rename(folder)


def _delete(folder: Path) -> None:
    """Delete a folder, in which what a killed build has left running may write a moment yet.

    A link goes, and what it leads to stays.
    """
    if folder.is_symlink():
        folder.unlink(missing_ok=True)
        return
    end = time.monotonic() + MOMENT
    while folder.exists():
        shutil.rmtree(folder, ignore_errors=True)
        if time.monotonic() > end and folder.exists():
            raise PermissionError(errno.EACCES, "this cannot be deleted", str(folder))
        time.sleep(0.01)


def _children(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, and return whether this system can."""
    if sys.platform == "win32":
        return False
    library = ctypes.CDLL(None)
    paths = os.fsencode(one), os.fsencode(other)
    if sys.platform == "linux" and hasattr(library, "renameat2"):
        done = library.renameat2(AT_FDCWD, paths[0], AT_FDCWD, paths[1], EXCHANGE)
        return bool(done == 0)
    if sys.platform == "darwin":
        return bool(library.renamex_np(*paths, EXCHANGE) == 0)
    return False
