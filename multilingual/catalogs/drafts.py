"""Write a file whole or not at all."""

from __future__ import annotations

from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Put ``data`` in the place of the file at ``path``, in a folder that is made if need be.

    Whoever is interrupted keeps the old file or has the new one. Raises OSError with the name
    of the file, and then nothing is left beside it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.new")
    try:
        draft.write_bytes(data)
        draft.replace(path)
    except BaseException as error:
        if isinstance(error, OSError):
            # A full disk is told of without the name of a file.
            error.filename, error.filename2 = str(path), None
        draft.unlink(missing_ok=True)
        raise
