"""Let git merge catalogs message by message and check commits, in a clone of this project."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

from multilingual.catalogs.merging import merge_catalogs, read_side
from multilingual.catalogs.reader import CatalogError
from multilingual.files import write_whole
from multilingual.git import CloneError, git_text, hooks_folder

HOOKS = "hooks"
"""The folder of the hooks, in that of the project."""


def set_up(root: Path, locale: str) -> list[str]:
    """Let git use the merge driver and the hooks in this clone; return what was done.

    Raises ``CloneError``.
    """
    own = hooks_folder(root)
    if Path(git_text(root, "rev-parse", "--show-toplevel").strip()).resolve() != root.resolve():
        raise CloneError(f"{root}:1: git's folder is not here but above. Clone the project alone.")
    git_text(root, "config", "merge.po.name", "catalogs, message by message")
    git_text(root, "config", "merge.po.driver", driver(sys.executable))
    git_text(root, "config", "diff.po.xfuncname", '^msgid "(.+)"')
    hooks = _hooks_in(own) if own != (root / HOOKS).resolve() else []
    if not hooks:
        git_text(root, "config", "core.hooksPath", HOOKS)
    elif not _calls_ours(own / "pre-commit"):
        message = (
            "there is a hook already, and it was left alone. git merges by message now. To check "
            f"each commit too, put this line into {own / 'pre-commit'}: {HOOKS}/pre-commit || exit"
        )
        raise CloneError(f"{hooks[0]}:1: {message}")
    return [
        f"git merges {locale}/**/*.po message by message now.",
        "Before each commit git checks the catalogs that are in it.",
    ]


def driver(python: str) -> str:
    """Return the command that git merges a catalog with.

    Where it cannot run, as after `make clean` or on an old branch, git's own merge of lines
    takes its place: git would take a file without marks for one that is mended.
    """
    program = shlex.quote(python).replace("%", "%%")
    return (
        f"{program} -m multilingual merge %O %A %B %P && exit 0; "
        "grep -q '^<<<<<<< ' %A || git merge-file -L ours -L base -L theirs %A %O %B; exit 1"
    )


def merge_files(base: Path, ours: Path, theirs: Path, name: str) -> tuple[int, str]:
    """Merge into the file ``ours`` as git asks; return git's exit code and what to say."""
    try:
        sides = [read_side(path) for path in (base, ours, theirs)]
    except CatalogError as error:
        # Line by line, as git does without us.
        names = ("-L", "ours", "-L", "base", "-L", "theirs")
        subprocess.run(["git", "merge-file", *names, ours, base, theirs], check=False)
        # What comes of a broken file may look whole, and is for a person to see.
        reason = f"{name}:{error.line}: {error.message}"
        return 1, f"{reason} It was merged line by line: look at it, then git add it."
    merged = merge_catalogs(*sides)
    write_whole(ours, merged.text.encode())
    if not merged.conflicts:
        return 0, ""
    lines = merged.text.split("\n")
    marks = [number for number, line in enumerate(lines, start=1) if line.startswith("<<<<<<<")]
    told = (
        "both sides translated this message. Keep one of the two texts, delete the other and the "
        "lines that begin with <<<<<<<, ======= and >>>>>>>, then git add the file."
    )
    return 1, "\n".join(f"{name}:{line}: {told}" for line in marks)


def _hooks_in(folder: Path) -> list[Path]:
    """Return the hooks that git would not run any more if it looked elsewhere."""
    return sorted(path for path in folder.glob("*") if path.suffix != ".sample")


def _calls_ours(hook: Path) -> bool:
    return hook.is_file() and f"{HOOKS}/pre-commit" in hook.read_text("utf-8", "replace")
