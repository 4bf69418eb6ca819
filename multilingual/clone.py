"""What git does in a clone of this project: merge catalogs, show the next commit and the past."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, time
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import polib

from multilingual.catalogs.drafts import write_whole
from multilingual.catalogs.files import CatalogError, read_catalog
from multilingual.catalogs.findings import printable
from multilingual.catalogs.merging import merge_catalogs, read_side
from multilingual.catalogs.reviews import REVIEWERS

HOOKS = "hooks"
"""The folder of the hooks, in that of the project."""
BESIDE = ("source", REVIEWERS, "docutils.conf")
"""What catalogs are checked by, in the folder of the project."""
BACK = 30
"""How many commits back somebody may have begun to work on a catalog that they send."""
NO_CLONE = "this folder is no git clone. Clone the project with git, and call this there."

NO_GIT = "git is not installed here. Install it (https://git-scm.com), and call this again."


class CloneError(ValueError):
    """This folder is no clone that can be set up; the message says what to do."""


class GitError(CloneError):
    """git could not do what it was asked for; the message has its words."""


class UnknownRevisionError(CloneError):
    """git does not know a revision that was named."""


def set_up(root: Path, locale: str) -> list[str]:
    """Let git use the merge driver and the hooks in this clone; return what was done.

    Raises ``CloneError``.
    """
    own = _find_hooks(root)
    if Path(_git(root, "rev-parse", "--show-toplevel").strip()).resolve() != root.resolve():
        raise CloneError(f"{root}:1: git's folder is not here but above. Clone the project alone.")
    _git(root, "config", "merge.po.name", "catalogs, message by message")
    _git(root, "config", "merge.po.driver", driver(sys.executable))
    _git(root, "config", "diff.po.xfuncname", '^msgid "(.+)"')
    hooks = _hooks_in(own) if own != (root / HOOKS).resolve() else []
    if not hooks:
        _git(root, "config", "core.hooksPath", HOOKS)
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


@contextmanager
def next_commit(root: Path, locale: str) -> Iterator[tuple[Path, list[str]]]:
    """Yield a folder with what is staged, and the names of what the next commit changes in it.

    In it are the catalogs and what they are checked by. What is staged counts, and not what
    stands in the folder of the project. Raises ``CloneError``.
    """
    parts = (locale, *BESIDE)
    _find_hooks(root)
    told = _git(root, "diff", "--cached", "--name-only", "--no-renames", "-z", "--", *parts)
    with TemporaryDirectory() as folder:
        copy = Path(folder).resolve()
        there = [name for name in _git(root, "ls-files", "-z", "--", *parts).split("\0") if name]
        if told:
            _git(root, "checkout-index", f"--prefix={copy}/", "--", *there)
        yield copy, [name for name in told.split("\0") if name]


def changed_in(root: Path, folder: str) -> list[str]:
    """Return the names of the files in ``folder`` that changed since the last commit.

    Raises ``CloneError``.
    """
    told = _git(root, "diff", "--name-only", "--relative", "-z", "HEAD", "--", f"{folder}/")
    return [name for name in told.split("\0") if name]


def blame(root: Path, path: Path) -> str:
    """Return who wrote each line of a file and when, as ``git blame --porcelain`` prints it.

    Raises ``CloneError``.
    """
    return _ask_git(root, "blame", "--porcelain", "--", str(path)).decode("utf-8", "replace")


def committed(root: Path, name: str, commit: str = "HEAD") -> polib.POFile:
    """Return a catalog as it is in a commit, the last one if none is named.

    Raises ``CloneError`` if it is not in there, and ``CatalogError``.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "old.po"
        path.write_bytes(_ask_git(root, "show", f"{commit}:./{name}"))
        return read_catalog(path)


def earlier(root: Path, path: Path) -> Iterator[polib.POFile]:
    """Yield a catalog as it was in the last commits that changed it, the latest first.

    One whose page was renamed had another name before. Yields nothing where there is no git, and
    passes over what cannot be read.
    """
    name = path.relative_to(root).as_posix()
    with suppress(CloneError):
        for commit, then in dict.fromkeys(_names_of_then(root, name)):
            with suppress(GitError, CatalogError):
                yield committed(root, then, commit)


def _names_of_then(root: Path, name: str) -> Iterator[tuple[str, str]]:
    """Yield each of the last commits that changed a file, with the name that it had there.

    A merge comes once for each side that it differs from.
    """
    asked = ("--follow", "-m", f"--max-count={BACK}", "--format=%H", "--name-only", "--relative")
    told = _git(root, "log", *asked, "-z", "--", name).split("\0")
    for commit, then in pairwise(told):
        if then.startswith("\n"):
            yield commit, then.removeprefix("\n")


def renamed_since(root: Path, commit: str, folder: str) -> dict[str, str]:
    """Return what the files in ``folder`` that were renamed since a commit are called today.

    Raises ``CloneError``.
    """
    asked = ("--find-renames", "--diff-filter=R", "--name-status", "--relative", "-z")
    told = _git(root, "diff", *asked, commit, "--", f"{folder}/").split("\0")
    return dict(zip(told[1::3], told[2::3], strict=False))


def _find_hooks(root: Path) -> Path:
    """Return the folder of git's hooks; raise ``CloneError`` where git has none."""
    return (root / _git(root, "rev-parse", "--git-path", "hooks").strip()).resolve()


def _hooks_in(folder: Path) -> list[Path]:
    """Return the hooks that git would not run any more if it looked elsewhere."""
    return sorted(path for path in folder.glob("*") if path.suffix != ".sample")


def _calls_ours(hook: Path) -> bool:
    return hook.is_file() and f"{HOOKS}/pre-commit" in hook.read_text("utf-8", "replace")


def catalogs_at(root: Path, revision: str, folder: str) -> dict[str, polib.POFile]:
    """Return the catalogs in ``folder`` as they were in a revision of git, by page.

    A page that was renamed has the name of today.

    A day (2026-10-01) stands for the last commit before it. Raises ``CloneError`` for a revision
    that git does not know or one that cannot be read.
    """
    commit = _commit_before(root, revision) or _commit_of(root, revision)
    names = _git(root, "ls-tree", "-r", "-z", "--name-only", commit, "--", f"{folder}/")
    today = renamed_since(root, commit, folder)
    found = {}
    with TemporaryDirectory() as place:
        path = Path(place) / "old.po"
        for name in (one for one in names.split("\0") if one.endswith(".po")):
            path.write_bytes(_ask_git(root, "show", f"{commit}:./{name}"))
            try:
                now = today.get(name, name).removeprefix(f"{folder}/").removesuffix(".po")
                found[now] = read_catalog(path)
            except CatalogError as error:
                there = f"{printable(revision)}:{name}:{error.line}: {error.message}"
                raise CloneError(f"{there} Name another revision.") from None
    return found


def _commit_before(root: Path, day: str) -> str:
    """Return the last commit before a day, nothing if it is no day or if there is no commit."""
    # Without dashes it can be the beginning of a commit's name.
    if "-" not in day:
        return ""
    try:
        begin = datetime.combine(date.fromisoformat(day), time())
        return _git(root, "rev-list", "-1", f"--before={begin.isoformat()}", "HEAD").strip()
    except (ValueError, GitError):
        return ""


def _commit_of(root: Path, revision: str) -> str:
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    _git(root, "rev-parse", "--git-dir")
    try:
        return _git(root, *asked).strip()
    except GitError:
        message = "git knows no such revision, and no commit before such a day."
        advice = "Name a commit, a tag, a branch or a later day."
        raise UnknownRevisionError(f"{printable(revision)!r}: {message} {advice}") from None


def _git(root: Path, *arguments: str) -> str:
    """Return what git writes, in which a name of a file can be any bytes. As ``_ask_git``."""
    return os.fsdecode(_ask_git(root, *arguments))


def _ask_git(root: Path, *arguments: str) -> bytes:
    """Return what git writes. Raises ``GitError``, or ``CloneError`` where there is no git."""
    try:
        # What it says of a fault is shown, and looked into, in English.
        words = {**os.environ, "LC_ALL": "C"}
        ran = subprocess.run(
            ["git", *arguments], cwd=root, env=words, capture_output=True, check=False
        )
    except FileNotFoundError:
        raise CloneError(f"{root}:1: {NO_GIT}") from None
    if not ran.returncode:
        return ran.stdout
    lines = ran.stderr.decode("utf-8", "replace").strip().splitlines()
    if lines and "not a git repository" in lines[0]:
        raise CloneError(f"{root}:1: {NO_CLONE}")
    said = lines[0] if lines else f"error: {arguments[0]} ended with {ran.returncode}"
    told = printable(said.removeprefix("error: ").removeprefix("fatal: ")).removesuffix(".")
    raise GitError(f"{root}:1: git says: {told}. Mend that and run it again.")
