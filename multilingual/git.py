"""What git knows of a clone: its last commits, who wrote which line, what the next commit holds."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from multilingual.findings import ReportedError, UsageError, printable

PAGES = ("source", "*.po", "*.csv")
"""What the pages of a project are made from: English with its lists, and what languages have."""
BACK = 30
"""How many commits back somebody may have begun to work on a catalog that they send."""
DEEPEST = 50
"""How many folders can be one in another in a commit that is checked."""
NO_CLONE = "this folder is no git clone. Clone the project with git, and call this there."
NO_GIT = "git is not installed here. Install it (https://git-scm.com), and call this again."
PLAIN = "--no-textconv"
"""Keeps git from showing a file through a program that ``.gitattributes`` names."""
AUTHOR_TIME = re.compile(r"^author-time (-?\d+)$", re.MULTILINE)
"""When a line was written, in seconds, as ``git blame --line-porcelain`` prints it for each
(https://git-scm.com/docs/git-blame#_the_porcelain_format)."""
THERE = re.compile(rb"[0-9a-f]+ (?P<kind>\w+) (?P<size>\d+)")
"""What ``git cat-file --batch`` writes before what it has; of others it says why it has not."""
BASES = (
    *("refs/remotes/origin/HEAD", "refs/remotes/origin/main", "refs/remotes/origin/master"),
    *("refs/heads/main", "refs/heads/master"),
)
"""What the branch is called that others' work is merged into, the surest name first."""


@dataclass(frozen=True, slots=True)
class Version:
    """A file as a commit has it, none if it has not; ``parents`` are commits that changed it, too.

    The ``author`` is an address, and none of a commit at which the history is cut off.
    """

    commit: str
    author: str | None
    parents: Sequence[str]
    content: bytes | None


class CloneError(ReportedError):
    """Git is not there, or this folder is no clone that can be used."""


class GitError(CloneError):
    """git could not do what it was asked for; the message has its words."""


class UnknownRevisionError(CloneError, UsageError):
    """git does not know a revision that was named."""


@contextmanager
def next_commit(root: Path, parts: Sequence[str]) -> Iterator[tuple[Path, list[str]]]:
    """Yield a folder with what is staged of ``parts``, and the names of what changes in it.

    What is staged counts, and not what stands in the folder of the project. Raises
    ``CloneError``.
    """
    hooks_folder(root)
    changed = _names(root, "diff", "--cached", "--name-only", "--no-renames", "-z", "--", *parts)
    with TemporaryDirectory() as folder:
        copy = Path(folder).resolve()
        staged = _names(root, "ls-files", "-z", "--", *parts)
        if deep := next((name for name in staged if name.count("/") > DEEPEST), None):
            raise CloneError(f"{printable(deep)}:1: this is in too many folders. Delete it.")
        if changed:
            git_text(root, "checkout-index", f"--prefix={copy}/", "--", *staged)
        yield copy, changed


def changed_in(root: Path, folder: str) -> list[str]:
    """Return the names of the files in ``folder`` that changed since the last commit.

    One that was renamed has both its names. Raises ``CloneError``.
    """
    asked = ("--name-only", "--no-renames", "--relative", "-z")
    return _names(root, "diff", *asked, "HEAD", "--", f"{folder}/")


def tracked(root: Path, names: Sequence[str]) -> list[str]:
    """Return those of the files ``names`` that git keeps. Raises ``CloneError``."""
    return _names(root, "ls-files", "-z", "--", *(f":(literal){name}" for name in names))


def days_of_lines(root: Path, path: Path) -> dict[int, date]:
    """Return the day (UTC) on which each line of a file, from 1, was written.

    It is today for a line that git does not have yet. Raises ``CloneError``.
    """
    blamed = git_text(root, "blame", PLAIN, "--line-porcelain", "--", str(path))
    times = map(int, AUTHOR_TIME.findall(blamed))
    return {line: _day(time) or date.max for line, time in enumerate(times, start=1)}


def _day(seconds: int) -> date | None:
    """Return the day (UTC) of a time in git, which takes any number for one, or else None."""
    with suppress(ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(seconds, UTC).date()
    return None


def days_of_pages(root: Path) -> dict[str, str]:
    """Return the day (UTC) of the last commit that changed each page, catalog or list, by name.

    A file has none whose history is cut off, and no file has one where git is not there or this
    is no clone: a page without its day is as good as one with it.
    """
    asked = ("-c", "core.quotePath=false", "log", "--format=%x00%H %ct", "--name-only")
    try:
        log = git_text(root, *asked, "--no-renames", "--relative", "--", *PAGES)
        cut = cut_commits(root)
    except CloneError:
        return {}
    days: dict[str, str] = {}
    for entry in log.split("\0")[1:]:
        head, *names = entry.split("\n")
        # A commit can lack its date: not every server refuses one that git fsck would.
        commit, _, seconds = head.partition(" ")
        is_dated = commit not in cut and seconds.isdecimal()
        day = _day(int(seconds)) if is_dated else None
        for name in filter(None, names):
            days.setdefault(name, day.isoformat() if day else "")
    return {name: day for name, day in days.items() if day}


def show_file(root: Path, name: str, commit: str = "HEAD") -> bytes:
    """Return a file as it is in a commit, the last one if none is named.

    Raises ``CloneError`` if it is not in there.
    """
    return ask_git(root, "show", PLAIN, f"{commit}:./{name}")


def versions_of(root: Path, name: str, commit: str) -> Iterator[Version]:
    """Yield each version of a file in the history of a commit, parents first.

    Raises ``CloneError``.
    """
    asked = ("--full-history", "--topo-order", "--reverse", "--parents", "--format=<%ae>")
    lines = git_text(root, "rev-list", *asked, commit, "--", name).split("\n")[:-1]
    heads = [line.split()[1:] for line in lines[::2]]
    cut = cut_commits(root)
    authors = (line[1:-1] for line in lines[1::2])
    contents = contents_of(root, name, [own for own, *_parents in heads])
    for (own, *parents), author, content in zip(heads, authors, contents, strict=True):
        yield Version(own, None if own in cut else author, parents, content)


def contents_of(root: Path, name: str, commits: Sequence[str]) -> Iterator[bytes | None]:
    """Yield a file as it is in each of the commits, None where it is not. As ``ask_git``."""
    wanted = "".join(f"{commit}:./{name}\n" for commit in commits)
    there = ask_git(root, "cat-file", "--batch", given=os.fsencode(wanted)) if commits else b""
    for _commit in commits:
        head, _, there = there.partition(b"\n")
        found = THERE.fullmatch(head)
        # A line break follows what is there.
        size, end = (int(found["size"]), 1) if found else (0, 0)
        yield there[:size] if found and found["kind"] == b"blob" else None
        there = there[size + end :]


def cut_commits(root: Path) -> set[str]:
    """Return the commits whose parents a shallow clone does not have."""
    path = root / git_text(root, "rev-parse", "--git-path", "shallow").strip()
    return set(path.read_text("ascii").split()) if path.is_file() else set()


def last_commit(root: Path) -> str:
    """Return the commit that is checked out, nothing where there is none or no git."""
    with suppress(CloneError):
        return git_text(root, "rev-parse", "--verify", "--quiet", "HEAD").strip()
    return ""


def base_of(root: Path) -> str:
    """Return the branch that others' work is merged into, as far as this clone knows.

    Where it knows none, that is the last commit. Raises ``CloneError``.
    """
    known = git_text(root, "for-each-ref", "--format=%(refname)", *BASES).split()
    return next((name for name in BASES if name in known), "HEAD")


def author_of_next_commit(root: Path) -> str | None:
    """Return the address that git would write into a commit, none if it knows none.

    Raises ``CloneError`` where there is no git.
    """
    try:
        named = git_text(root, "var", "GIT_AUTHOR_IDENT")
    except GitError:
        return None
    return named.rpartition("<")[2].partition(">")[0] or None


def common_ancestor(root: Path, commit: str) -> str:
    """Return the last commit that a commit and the one that is checked out both come from.

    That is the commit itself where they have none. Raises ``CloneError``.
    """
    with suppress(GitError):
        return git_text(root, "merge-base", commit, "HEAD").strip() or commit
    return commit


def earlier_names(root: Path, name: str) -> Iterator[tuple[str, str]]:
    """Yield each of the last commits that changed a file, with the name that it had there.

    A merge comes once for each side that it differs from. Raises ``CloneError``.
    """
    asked = ("--follow", "-m", f"--max-count={BACK}", "--format=%H", "--name-only", "--relative")
    log = git_text(root, "log", *asked, "-z", "--", name).split("\0")
    for commit, then in pairwise(log):
        if then.startswith("\n"):
            yield commit, then.removeprefix("\n")


def renamed_since(root: Path, commit: str, folder: str) -> dict[str, str]:
    """Return what the files in ``folder`` that were renamed since a commit are called today.

    Raises ``CloneError``.
    """
    asked = ("--find-renames", "--diff-filter=R", "--name-status", "--relative", "-z")
    fields = git_text(root, "diff", *asked, commit, "--", f"{folder}/").split("\0")
    return dict(zip(fields[1::3], fields[2::3], strict=False))


def hooks_folder(root: Path) -> Path:
    """Return the folder of git's hooks; raise ``CloneError`` where git has none."""
    return (root / git_text(root, "rev-parse", "--git-path", "hooks").strip()).resolve()


def files_at(root: Path, commit: str, folder: str) -> list[str]:
    """Return the names of the files in ``folder`` as a commit has them. Raises ``CloneError``."""
    return _names(root, "ls-tree", "-r", "-z", "--name-only", commit, "--", f"{folder}/")


def find_commit(root: Path, revision: str) -> str:
    """Return the commit that a revision names; a day stands for the last commit before it.

    Raises ``UnknownRevisionError``, and ``CloneError`` where there is no git.
    """
    # Without dashes it can be the beginning of a commit's name.
    if "-" in revision:
        with suppress(ValueError, GitError):
            begin = datetime.combine(date.fromisoformat(revision), time()).isoformat()
            if found := git_text(root, "rev-list", "-1", f"--before={begin}", "HEAD").strip():
                return found
    git_text(root, "rev-parse", "--git-dir")
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    try:
        return git_text(root, *asked).strip()
    except GitError:
        message = "git knows no such revision, and no commit before such a day."
        advice = "Name a commit, a tag, a branch or a later day."
        raise UnknownRevisionError(f"{printable(revision)!r}: {message} {advice}") from None


def _names(root: Path, *arguments: str) -> list[str]:
    return [name for name in git_text(root, *arguments).split("\0") if name]


def git_text(root: Path, *arguments: str) -> str:
    """Return what git writes, in which a name of a file can be any bytes. As ``ask_git``."""
    return os.fsdecode(ask_git(root, *arguments))


def ask_git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    """Return what git writes when it is ``given`` this.

    Raises ``GitError``, or ``CloneError`` where there is no git.
    """
    try:
        # What it says of a fault is shown, and looked into, in English.
        git, env = ["git", *arguments], {**os.environ, "LC_ALL": "C"}
        ran = subprocess.run(git, cwd=root, env=env, input=given, capture_output=True, check=False)
    except FileNotFoundError:
        raise CloneError(f"{root}:1: {NO_GIT}") from None
    if not ran.returncode:
        return ran.stdout
    lines = ran.stderr.decode("utf-8", "replace").strip().splitlines()
    if lines and "not a git repository" in lines[0]:
        raise CloneError(f"{root}:1: {NO_CLONE}")
    said = lines[0] if lines else f"error: {arguments[0]} ended with {ran.returncode}"
    fault = printable(said.removeprefix("error: ").removeprefix("fatal: ")).removesuffix(".")
    raise GitError(f"{root}:1: git says: {fault}. Mend that and run it again.")
