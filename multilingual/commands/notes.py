"""What a command notes of what it took or replaced."""

from __future__ import annotations

import sys
from collections.abc import Sized
from pathlib import Path

from multilingual.commands.build_report import count


def tell_of_warnings(warnings: Sized) -> None:
    """Ask to read once more what was taken with ``warnings``."""
    words = "about what was taken. Read it once more, and mend what is wrong."
    print(f"{count(len(warnings), 'warning')} {words}", file=sys.stderr)


def tell_of_the_old(old: Path | None, root: Path) -> None:
    """Say where the file is that was replaced, if there was one."""
    if old is not None:
        print(f"What was there before is {old.relative_to(root).as_posix()} now.")
