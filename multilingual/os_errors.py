"""What to do about an error of the disk or the network."""

from __future__ import annotations

import errno
from pathlib import Path

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
