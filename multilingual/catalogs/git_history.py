"""Catalogs as they were in earlier commits of git."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from multilingual.catalogs.language_folder import CATALOG
from multilingual.catalogs.message import Catalog, CatalogError
from multilingual.catalogs.reader import read_catalog
from multilingual.findings import printable
from multilingual.git import (
    CloneError,
    GitError,
    changed_in,
    earlier_names,
    files_at,
    find_commit,
    renamed_since,
    show_file,
)


def committed(root: Path, name: str, commit: str = "HEAD") -> Catalog:
    """Return a catalog as it is in a commit, the last one if none is named.

    Raises ``CloneError`` if it is not in there, and ``CatalogError``.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "old.po"
        path.write_bytes(show_file(root, name, commit))
        return read_catalog(path)


def committed_before(root: Path, folder: str) -> dict[Path, Catalog]:
    """Return the catalogs in ``folder`` that changed since the last commit, as they are there.

    They are by where they are, or were. Where there is no git, there are none.
    """
    found = {}
    with suppress(CloneError):
        for name in filter(CATALOG.fullmatch, changed_in(root, folder)):
            # One that is new is not in there.
            with suppress(GitError, CatalogError):
                found[root / name] = committed(root, name)
    return found


def earlier(root: Path, path: Path) -> Iterator[Catalog]:
    """Yield a catalog as it was in the last commits that changed it, the latest first.

    One whose page was renamed had another name before. Yields nothing where there is no git, and
    passes over what cannot be read.
    """
    name = path.relative_to(root).as_posix()
    with suppress(CloneError):
        for commit, then in dict.fromkeys(earlier_names(root, name)):
            with suppress(GitError, CatalogError):
                yield committed(root, then, commit)


def catalogs_at(root: Path, revision: str, folder: str) -> dict[str, Catalog]:
    """Return the catalogs in ``folder`` as they were in a revision of git, by page.

    A page that was renamed has the name of today.

    A day (2026-10-01) stands for the last commit before it. Raises ``CloneError`` for a revision
    that git does not know or one that cannot be read.
    """
    commit = find_commit(root, revision)
    today = renamed_since(root, commit, folder)
    found = {}
    for name in filter(CATALOG.fullmatch, files_at(root, commit, folder)):
        now = today.get(name, name).removeprefix(f"{folder}/").removesuffix(".po")
        try:
            found[now] = committed(root, name, commit)
        except CatalogError as error:
            there = f"{printable(revision)}:{name}:{error.line}: {error.message}"
            raise CloneError(f"{there} Name another revision.") from None
    return found
