"""What git does in a clone of this project: merge catalogs, check a commit, tell of the past."""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import polib

from multilingual.catalogs.canonical import canonical
from multilingual.catalogs.files import CatalogError, read_catalog, text_of
from multilingual.catalogs.findings import Finding, printable
from multilingual.catalogs.gate import check_language
from multilingual.catalogs.merging import merge_catalogs, read_side

HOOKS = "hooks"
"""The folder of the hooks, in that of the project."""
RULE = "form"
NO_CLONE = "this folder is no git clone. Clone the project with git, and call this there."


class CloneError(ValueError):
    """This folder is no clone that can be set up; the message says what to do."""


class UnknownRevisionError(CloneError):
    """git does not know a revision that was named."""


def set_up(root: Path, locale: str) -> list[str]:
    """Let git use the merge driver and the hooks in this clone; return what was done.

    Raises ``CloneError``.
    """
    try:
        folder = Path(_git(root, "rev-parse", "--git-path", "hooks").strip())
    except (OSError, subprocess.CalledProcessError):
        raise CloneError(f"{root}:1: {NO_CLONE}") from None
    own = (root / folder).resolve()
    chosen = (root / HOOKS).resolve()
    if own != chosen and (own / "pre-commit").exists():
        message = f"there is a hook already. Call {HOOKS}/pre-commit from it, or delete it."
        raise CloneError(f"{own / 'pre-commit'}:1: {message}")
    command = f"{shlex.quote(sys.executable)} -m multilingual merge %O %A %B %P"
    _git(root, "config", "merge.po.name", "catalogs, message by message")
    _git(root, "config", "merge.po.driver", command)
    _git(root, "config", "core.hooksPath", HOOKS)
    return [
        f"git merges {locale}/**/*.po message by message now.",
        "Before each commit git checks the catalogs that are in it.",
    ]


def merge_files(base: Path, ours: Path, theirs: Path, name: str) -> tuple[int, str]:
    """Merge into the file ``ours`` as git asks; return git's exit code and what to say."""
    try:
        sides = [read_side(path) for path in (base, ours, theirs)]
    except CatalogError as error:
        # Line by line, as git does without us.
        code = subprocess.run(["git", "merge-file", ours, base, theirs], check=False).returncode
        reason = f"{name}:{error.line}: {error.message}"
        return min(code, 1), f"{reason} It was merged line by line: look at it."
    merged = merge_catalogs(*sides)
    draft = ours.with_name(f"{ours.name}.new")
    draft.write_text(merged.text, encoding="utf-8", newline="\n")
    draft.replace(ours)
    if not merged.conflicts:
        return 0, ""
    lines = merged.text.split("\n")
    marks = [number for number, line in enumerate(lines, start=1) if line.startswith("<<<<<<<")]
    told = "both sides translated this message. Keep one text, and delete the lines with marks."
    return 1, "\n".join(f"{name}:{line}: {told}" for line in marks)


def check_staged(root: Path, locale: str) -> tuple[int, list[Finding]]:
    """Return how many catalogs the next commit changes, and what is wrong with them.

    What is staged counts, and not what stands in the folder.
    """
    asked = ("diff", "--cached", "--name-only", "-z", "--diff-filter=ACMR", "--", f"{locale}/")
    names = [name for name in _git(root, *asked).split("\0") if name.endswith(".po")]
    with TemporaryDirectory() as folder:
        copy = Path(folder).resolve()
        there = _git(root, "ls-files", "-z", "--", f"{locale}/").split("\0")
        _git(root, "checkout-index", f"--prefix={copy}/", "--", *filter(None, there))
        findings = [finding for name in names for finding in _form(copy, name)]
        for code in sorted({Path(name).parts[1] for name in names}):
            findings += _check(copy, locale, code, names)
    return len(names), sorted(set(findings))


def catalogs_at(root: Path, revision: str, folder: str) -> dict[str, polib.POFile]:
    """Return the catalogs in ``folder`` as they were in a revision of git, by page.

    Raises ``CloneError`` for a revision that git does not know or one that cannot be read.
    """
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    try:
        _git(root, "rev-parse", "--git-dir")
        commit = _git(root, *asked).strip()
    except (OSError, subprocess.CalledProcessError) as error:
        if "--verify" not in getattr(error, "cmd", ()):
            raise CloneError(f"{root}:1: {NO_CLONE}") from None
        message = "git knows no such revision. Name a commit, a tag or a branch."
        raise UnknownRevisionError(f"{printable(revision)!r}: {message}") from None
    names = _git(root, "ls-tree", "-r", "-z", "--name-only", commit, "--", f"{folder}/")
    found = {}
    with TemporaryDirectory() as place:
        path = Path(place) / "old.po"
        for name in (one for one in names.split("\0") if one.endswith(".po")):
            path.write_text(_git(root, "show", f"{commit}:./{name}"), "utf-8", newline="\n")
            try:
                found[name.removeprefix(f"{folder}/").removesuffix(".po")] = read_catalog(path)
            except CatalogError as error:
                there = f"{printable(revision)}:{name}:{error.line}: {error.message}"
                raise CloneError(f"{there} Name another revision.") from None
    return found


def _check(root: Path, locale: str, code: str, names: Collection[str]) -> list[Finding]:
    start = f"{locale}/{code}/LC_MESSAGES/"
    pages = [name.removeprefix(start).removesuffix(".po") for name in names if start in name]
    return check_language(root, root / locale / code, pages)[1]


def _form(root: Path, name: str) -> Sequence[Finding]:
    try:
        text = text_of(canonical(read_catalog(root / name)))
    except CatalogError:
        # The gate tells of it.
        return []
    if (root / name).read_text("utf-8") == text:
        return []
    return [Finding(name, 1, RULE, "This is not in the canonical form. Run: make format")]


def _git(root: Path, *arguments: str) -> str:
    ran = subprocess.run(
        ["git", *arguments], cwd=root, capture_output=True, check=True, encoding="utf-8"
    )
    return ran.stdout
