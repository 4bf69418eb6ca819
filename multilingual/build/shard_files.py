"""The files of a shard, each taken into the site only as the shard says that it is."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BufferedReader
from pathlib import Path, PureWindowsPath
from stat import S_ISREG

from multilingual.build.manifest import SHARD, files_in
from multilingual.files import FINGERPRINTED, PLAINLY, is_whole
from multilingual.findings import printable
from multilingual.project import ASSETS

READABLE = 0o444
"""A mode that lets everybody read a file."""
CHUNK = 1 << 20
"""Bytes of a file that are held at a time."""
MOST_FAULTS = 20
"""What is wrong with a language is told so often; after that it is only counted."""


def take_assets(
    named: Iterable[tuple[Path, Sequence[str]]], target: Path, faults: list[str]
) -> set[str]:
    """Put what all languages share into ``target``, and return how it is called.

    ``named`` are the folders of languages, with the assets that each loads.
    """
    target.mkdir()
    copied, asked = set[str](), set[Path]()
    for place, names in named:
        for name in names:
            path = place.parent / ASSETS / name
            if path in asked:
                continue
            asked.add(path)
            if not FINGERPRINTED.fullmatch(name):
                fault = "this leads out of the folder" if _is_outside(name) else "no such name"
                faults.append(fault_at(place / SHARD, f"{name}: {fault}. Build it once more."))
            elif path.is_symlink() or not path.is_file() or not is_whole(path):
                faults.append(fault_at(path, "this is missing, changed or a link. Build it anew."))
            elif name not in copied:
                copied.add(name)
                with _opened(path) as file:
                    _taken(file, path, target / name)
    return copied


def take_language(place: Path, digests: Mapping[str, str], target: Path) -> list[str]:
    """Take a language file by file, and return what is not as its ``digests`` say."""
    told = list(_taking(place, digests, target))
    if len(told) > MOST_FAULTS:
        told[MOST_FAULTS:] = [
            fault_at(place, f"{len(told) - MOST_FAULTS} more files are not whole.")
        ]
    return told


def _taking(place: Path, digests: Mapping[str, str], target: Path) -> Iterator[str]:
    left = dict(digests)
    for path in files_in(str(place)):
        name = path[len(str(place)) + 1 :].replace(os.sep, "/")
        meant = left.pop(name, None)
        copy = target / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        try:
            file = _opened(path)
        except OSError:
            yield fault_at(path, "this is a link, or no file. Give the files themselves.")
            continue
        with file:
            if meant is None and name != SHARD:
                yield fault_at(path, f"{SHARD} does not list this. Build the language once more.")
                continue
            digest = _taken(file, path, copy)
        if meant not in (digest, None):
            yield fault_at(path, "this was changed after it was built. Build it once more.")
    for name in left:
        if _is_outside(name):
            yield fault_at(place / SHARD, f"{name}: this leads out of the folder. Build it anew.")
        else:
            yield fault_at(place / name, "this file is missing. Build the language once more.")


def _opened(path: str | Path) -> BufferedReader:
    """Open a file of a shard; raise OSError for a link and for what is no file."""
    file = os.fdopen(os.open(path, PLAINLY), "rb")
    if not S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError("this is no file")
    return file


def _taken(file: BufferedReader, path: str | Path, target: Path) -> str:
    """Put the ``file`` that was opened at ``path`` into the site, and return its digest.

    A link costs no space, and no build writes into a file that is there. Where none can be made,
    as from one disk to another, or it would be to something else by now, or to what the user of a
    web server cannot read, the file is copied.
    """
    if os.fstat(file.fileno()).st_mode & READABLE == READABLE:
        with contextlib.suppress(OSError):
            os.link(path, target, follow_symlinks=False)
    if target.exists() and os.path.samestat(target.lstat(), os.fstat(file.fileno())):
        return hashlib.file_digest(file, "sha256").hexdigest()
    target.unlink(missing_ok=True)
    digest = hashlib.sha256()
    with target.open("wb") as copy:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            copy.write(chunk)
    return digest.hexdigest()


def _is_outside(name: str) -> bool:
    # It takes both kinds of slashes.
    path = PureWindowsPath(name)
    return bool(path.anchor) or ".." in path.parts


def fault_at(path: Path | str, message: str) -> str:
    """Return a fault of a shard, as ``path:line: message``."""
    return f"{printable(str(path))}:1: {printable(message)}"
