"""Write a file whole or not at all."""

from __future__ import annotations

from itertools import count
from os import getpid
from pathlib import Path


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
    # Two processes may write the same file at once.
    draft = path.with_name(f"{getpid()}-{path.name}.new")
    try:
        draft.write_bytes(data)
        draft.replace(path)
    except BaseException as error:
        if isinstance(error, OSError):
            # The error of a full disk does not name the file.
            error.filename, error.filename2 = str(path), None
        draft.unlink(missing_ok=True)
        raise
