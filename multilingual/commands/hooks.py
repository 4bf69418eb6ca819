"""Let git merge and check catalogs in this clone, and do so when git calls."""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
from pathlib import Path

from multilingual.catalogs.message import CatalogError
from multilingual.catalogs.versions import merge_catalogs, read_side
from multilingual.commands.arguments import FAULT, WELL, Arguments
from multilingual.commands.printing import print_findings
from multilingual.files import write_whole
from multilingual.findings import printable, visible
from multilingual.git import CloneError, git_text, hooks_folder
from multilingual.project import Project

HOOKS = "hooks"
"""The folder of the hooks, in that of the project."""
BOTH = (
    "both sides translated this message. Keep one of the two texts, delete the other and the "
    "lines that begin with <<<<<<<, ======= and >>>>>>>, then git add the file."
)


def run_hooks(_options: argparse.Namespace) -> int:
    """Let git use the merge driver and the hooks in this clone. Raises ``CloneError``."""
    project = Project.at(Path.cwd())
    root, own = project.root, hooks_folder(project.root)
    if Path(git_text(root, "rev-parse", "--show-toplevel").strip()).resolve() != root:
        raise CloneError(f"{root}:1: git's folder is not here but above. Clone the project alone.")
    git_text(root, "config", "merge.po.name", "catalogs, message by message")
    git_text(root, "config", "merge.po.driver", merge_driver(sys.executable))
    git_text(root, "config", "diff.po.xfuncname", '^msgid "(.+)"')
    # Those that git would not run any more if it looked elsewhere.
    others = sorted(path for path in own.glob("*") if path.suffix != ".sample")
    if own == (root / HOOKS).resolve() or not others:
        git_text(root, "config", "core.hooksPath", HOOKS)
    elif not _calls_ours(own / "pre-commit"):
        message = (
            "there is a hook already, and it was left alone. git merges by message now. To check "
            f"each commit too, put this line into {own / 'pre-commit'}: {HOOKS}/pre-commit || exit"
        )
        raise CloneError(f"{others[0]}:1: {message}")
    print(f"git merges {project.locale}/**/*.po message by message now.")
    print("Before each commit git checks the catalogs that are in it.")
    return WELL


def merge_driver(python: str) -> str:
    """Return the command that git merges a catalog with.

    Where it cannot run, as after `make clean` or on an old branch, git's own merge of lines
    takes its place: git would take a file without marks for one that is merged.
    """
    program = shlex.quote(python).replace("%", "%%")
    return (
        f"{program} -P -m multilingual merge %O %A %B %P && exit 0; "
        "grep -q '^<<<<<<< ' %A || git merge-file -L ours -L base -L theirs %A %O %B; exit 1"
    )


def _calls_ours(hook: Path) -> bool:
    return hook.is_file() and f"{HOOKS}/pre-commit" in hook.read_text("utf-8", "replace")


def run_staged(_options: argparse.Namespace) -> int:
    from multilingual.tasks.checking import check_staged

    changes, findings = check_staged(Project.at(Path.cwd()))
    for line in changes:
        print(line, file=sys.stderr)
    print_findings(findings, sys.stderr)
    errors = sum(finding.severity == "error" for finding in findings)
    if errors:
        print("Nothing was committed. Mend this, then git add and commit again.", file=sys.stderr)
    return FAULT if errors else WELL


def merge_arguments(parser: Arguments) -> None:
    for name in ("base", "ours", "theirs"):
        parser.add_argument(name, type=Path)
    parser.add_argument("path", nargs="?", default="", help="the name of the catalog, for people")


def run_merge(options: argparse.Namespace) -> int:
    """Merge into the file ``ours``, with the exit codes that git asks for."""
    base, ours, theirs = options.base, options.ours, options.theirs
    name = printable(options.path or str(ours))
    try:
        sides = [read_side(path) for path in (base, ours, theirs)]
    except CatalogError as error:
        # Line by line, as git does without us.
        names = ("-L", "ours", "-L", "base", "-L", "theirs")
        subprocess.run(["git", "merge-file", *names, ours, base, theirs], check=False)
        # What comes of a broken file may look whole, and is for a person to see.
        reason = f"{name}:{error.line}: {visible(error.message)}"
        print(f"{reason} It was merged line by line: look at it, then git add it.", file=sys.stderr)
        return FAULT
    merged = merge_catalogs(*sides)
    write_whole(ours, merged.text.encode())
    for number, line in enumerate(merged.text.split("\n"), start=1):
        if merged.conflicts and line.startswith("<<<<<<<"):
            print(f"{name}:{number}: {BOTH}", file=sys.stderr)
    return FAULT if merged.conflicts else WELL
