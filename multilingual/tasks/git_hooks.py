"""What git runs in a clone: the merge of catalogs by message, and what no commit may delete."""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from multilingual.catalogs.language_folder import (
    CATALOGS,
    INTERFACE_CATALOG,
    NUMBERS,
    REVIEWS,
    SEARCH,
    TERMS,
    WORDS,
)
from multilingual.catalogs.message import CatalogError
from multilingual.catalogs.versions import merge_catalogs, read_side
from multilingual.files import write_whole
from multilingual.findings import Finding
from multilingual.git import CloneError, git_text, hooks_folder
from multilingual.wordlists.term_list import GLOSSARY

HOOKS = "hooks"
"""The folder of the hooks, in that of the project."""
RULE = "deleted"
ON_PURPOSE = "If it is meant, commit with: git commit --no-verify"
LOSSES = {
    WORDS: 'without it the checks miss a lost "never"',
    TERMS: "without it the checks miss a wrong term",
    NUMBERS: "without it the checks miss a wrong dose",
    SEARCH: "without it readers find less",
    REVIEWS: "without it nobody vouches for these pages",
    GLOSSARY: "without it no page explains a medical word",
}
"""What is lost with a file of a language, or of the source."""


def set_up(root: Path, locale: str) -> list[str]:
    """Let git use the merge driver and the hooks in this clone; return what was done.

    Raises ``CloneError``.
    """
    own = hooks_folder(root)
    if Path(git_text(root, "rev-parse", "--show-toplevel").strip()).resolve() != root.resolve():
        raise CloneError(f"{root}:1: git's folder is not here but above. Clone the project alone.")
    git_text(root, "config", "merge.po.name", "catalogs, message by message")
    git_text(root, "config", "merge.po.driver", merge_driver(sys.executable))
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


def merge_driver(python: str) -> str:
    """Return the command that git merges a catalog with.

    Where it cannot run, as after `make clean` or on an old branch, git's own merge of lines
    takes its place: git would take a file without marks for one that is merged.
    """
    program = shlex.quote(python).replace("%", "%%")
    return (
        f"{program} -m multilingual merge %O %A %B %P && exit 0; "
        "grep -q '^<<<<<<< ' %A || git merge-file -L ours -L base -L theirs %A %O %B; exit 1"
    )


def merge_files(base: Path, ours: Path, theirs: Path, name: str) -> tuple[int, str]:
    """Merge into the file ``ours`` as git asks; return git's exit code and what to print."""
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
    message = (
        "both sides translated this message. Keep one of the two texts, delete the other and the "
        "lines that begin with <<<<<<<, ======= and >>>>>>>, then git add the file."
    )
    return 1, "\n".join(f"{name}:{line}: {message}" for line in marks)


def deletions(
    names: Iterable[str], root: Path, locale: str, pages: Collection[str]
) -> Iterator[Finding]:
    """Yield what is missing of ``names``, as the next commit leaves the folder ``root``.

    ``names`` are those of the files in it that the commit changes, ``pages`` those that the
    site has then: the catalog of another may go.
    """
    known = {*pages, INTERFACE_CATALOG}
    gone = [name for name in names if not (root / name).exists()]
    whole = set()
    for name in gone:
        code, _, rest = name.removeprefix(f"{locale}/").partition("/")
        if name.startswith(f"{locale}/") and rest and not (root / locale / code).exists():
            if code not in whole:
                whole.add(code)
                yield _deleted(name, f"all of the language {code}", f"{locale}/{code}")
        elif name.startswith(f"{locale}/") and rest.startswith(f"{CATALOGS}/"):
            page = rest.removeprefix(f"{CATALOGS}/").removesuffix(".po")
            if rest.endswith(".po") and page in known:
                yield _deleted(name, f"the translation of {page}, which the site still has", name)
        elif loss := LOSSES.get(_list_of(name, locale)):
            yield _deleted(name, f"this list: {loss}", name)


def _hooks_in(folder: Path) -> list[Path]:
    """Return the hooks that git would not run any more if it looked elsewhere."""
    return sorted(path for path in folder.glob("*") if path.suffix != ".sample")


def _calls_ours(hook: Path) -> bool:
    return hook.is_file() and f"{HOOKS}/pre-commit" in hook.read_text("utf-8", "replace")


def _list_of(name: str, locale: str) -> str:
    """Return what ``LOSSES`` calls a file."""
    if name == GLOSSARY:
        return name
    if name.startswith(f"{locale}/"):
        return name.removeprefix(f"{locale}/").partition("/")[2]
    return Path(name).name


def _deleted(name: str, what: str, path: str) -> Finding:
    back = f"Get it back (git checkout HEAD -- {path})."
    return Finding(name, 1, RULE, f"This commit deletes {what}. {back} {ON_PURPOSE}")
