"""Write a file whole or not at all; read what anybody may have put there; remedies of errors."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import tomllib
from collections.abc import Iterable
from itertools import count
from os import getpid
from pathlib import Path
from stat import S_ISREG
from typing import Any
from zipfile import ZipInfo

LARGEST = 4_000_000
"""Bytes of the largest file of a language that is read. The text of a whole site is far smaller."""
MOST_DOTS = 100
"""In a line of TOML, where each may begin a table in another."""
FIRST_MOMENT, UNIX = (1980, 1, 1, 0, 0, 0), 3
"""The earliest time that a zip can have, and the system whose modes of files it has."""
FINGERPRINTED = re.compile(r"[\w-]+\.[0-9a-f]{6,10}\.[a-z0-9]+")
"""How a file is called that is called by its content; it was ten digits until December 2026."""
PLAINLY = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    # A pipe that nobody writes to would be waited for.
    | getattr(os, "O_NONBLOCK", 0)
)


def read_plain(path: Path) -> bytes:
    """Return what is in a file of a language, which anybody may have sent.

    Raises OSError also for a link, which can lead to any file of the machine, for what is no
    file, and for one that is too large to be read.
    """
    name = str(path)
    if path.is_symlink():
        raise OSError(errno.ELOOP, "it is a link", name)
    with os.fdopen(os.open(path, PLAINLY), "rb") as file:
        about = os.fstat(file.fileno())
        if not S_ISREG(about.st_mode):
            raise OSError(errno.EINVAL, "it is no file", name)
        if about.st_size > LARGEST:
            raise OSError(errno.EINVAL, f"it has more than {LARGEST // 10**6} MB", name)
        # No more than it has: Python takes the room for as much as it is asked for.
        return file.read(about.st_size + 1)


def load_toml(data: bytes) -> dict[str, Any]:
    """Return what is in a file of TOML that anybody may have sent.

    Raises ValueError, also for what ``tomllib`` takes hours for, or calls itself too often.
    """
    text = data.decode("utf-8")
    for number, line in enumerate(text.split("\n"), start=1):
        if line.count(".") > MOST_DOTS:
            raise ValueError(f"more than {MOST_DOTS} dots (at line {number})")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError("too many brackets, one in another") from None


def fingerprinted(name: str, content: bytes) -> str:
    """Return what a file is called by its content: ``site.css`` as ``site.012345.css``."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:6]}{dot}{ending}"


def original_names(names: Iterable[str]) -> dict[str, str]:
    """Return files that are called by their content, by what they would be called without."""
    parts = ((name, *name.rsplit(".", 2)) for name in names)
    return {f"{stem}.{ending}": name for name, stem, _digest, ending in parts}


def is_whole(path: Path) -> bool:
    """Return whether a file that is called by its content is there, and has it."""
    if not FINGERPRINTED.fullmatch(path.name):
        return False
    stem, _digest, ending = path.name.rsplit(".", 2)
    try:
        return fingerprinted(f"{stem}.{ending}", path.read_bytes()) == path.name
    except OSError:
        return False


def zip_entry(name: str, kind: int) -> ZipInfo:
    """Return an entry of a zip, packed as ``kind`` says: the same files make the same zip."""
    entry = ZipInfo(name, FIRST_MOMENT)
    entry.compress_type, entry.external_attr, entry.create_system = kind, 0o644 << 16, UNIX
    return entry


def link_or_copy(source: Path, target: Path) -> None:
    """Let ``target`` be the same file, or a copy where the disk has no such links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def name_in(root: Path, path: Path) -> str:
    """Return how messages and manifests name a path: from ``root``, or whole if it is outside."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def write_beside(path: Path, data: bytes) -> Path | None:
    """Write a file whole; where another is in its place, keep that as ``name.1.csv`` or the like.

    Returns where the old one is, None if there was none or it was the same. Somebody may have
    worked in it. Raises OSError.
    """
    old = path.read_bytes() if path.is_file() else data
    kept = None
    if old != data:
        places = (path.with_name(f"{path.stem}.{number}{path.suffix}") for number in count(1))
        kept = next(place for place in places if not place.exists())
        write_whole(kept, old)
    write_whole(path, data)
    return kept


def write_whole(path: Path, data: bytes) -> None:
    """Put ``data`` in the place of the file at ``path``, in a folder that is made if need be.

    Whoever is interrupted keeps the old file or has the new one. Raises OSError with the name
    of the file, and then nothing is left beside it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # Two processes may write the same file at once, and no list of files shows the draft.
    draft = path.with_name(f".{path.name}.{getpid()}.new")
    try:
        # What somebody put there may be a link, through which we would write.
        draft.unlink(missing_ok=True)
        draft.write_bytes(data)
        draft.replace(path)
    except BaseException as error:
        if isinstance(error, OSError):
            # The error of a full disk does not name the file.
            error.filename, error.filename2 = str(path), None
        draft.unlink(missing_ok=True)
        raise


ROOM = "Make room on the disk and run it again; the published site is as it was."
IN_THE_WAY = "A file is where a folder must be: move it away and run it again."
REMEDIES = {
    errno.ENOSPC: ROOM,
    errno.EDQUOT: ROOM,
    errno.EFBIG: "Let files grow larger here (ulimit -f) and run it again.",
    errno.EIO: "The disk fails: save what is on it, and build on another one.",
    errno.EACCES: "You may not write there: mend its permissions, or ask who made it.",
    errno.EPERM: "You may not write there: mend its permissions, or ask who made it.",
    errno.EROFS: "This disk can only be read. Work in a folder on another one.",
    errno.ENOTDIR: IN_THE_WAY,
    errno.EEXIST: IN_THE_WAY,
    errno.EADDRINUSE: "Another program uses this port, perhaps another make serve. Stop it.",
}


def remedy(error: OSError) -> str:
    """Return what to do about ``error``."""
    return REMEDIES.get(error.errno or 0, "Mend that and run it again.")


def place_of(error: OSError) -> str:
    """Return where ``error`` is: the file that stands in the way of a folder, if one does."""
    named = error.filename or ""
    above = [Path(named), *Path(named).parents] if error.errno == errno.ENOTDIR else []
    return next((str(path) for path in above if path.is_file()), str(named))


def error_of_the_machine(error: BaseException | None) -> OSError | None:
    """Return the error of the disk or the network that is behind ``error``, if there is one."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in REMEDIES:
            return error
        error = getattr(error, "orig_exc", None) or error.__cause__ or error.__context__
    return None
