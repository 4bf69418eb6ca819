"""Let git merge and check catalogs in this clone, and do so when git calls."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from multilingual.commands.arguments import FAULT, WELL, Commands


def add(commands: Commands) -> None:
    hooks = commands.add_parser("hooks", help="let git merge and check catalogs in this clone")
    hooks.set_defaults(command=set_up_clone)
    staged = commands.add_parser("staged", help="check the catalogs of the next commit")
    staged.set_defaults(command=check_next_commit)
    merge = commands.add_parser("merge", help="merge a catalog, as git calls it")
    for name in ("base", "ours", "theirs"):
        merge.add_argument(name, type=Path)
    merge.add_argument("path", nargs="?", default="", help="the name of the catalog, for people")
    merge.set_defaults(command=merge_catalog)


def set_up_clone(_options: argparse.Namespace) -> int:
    from multilingual.project import Project
    from multilingual.tasks.git_hooks import set_up

    root = Path.cwd()
    print("\n".join(set_up(root, Project.at(root).locale)))
    return WELL


def check_next_commit(_options: argparse.Namespace) -> int:
    from multilingual.findings import as_text
    from multilingual.project import Project
    from multilingual.tasks.checking import check_staged

    findings = check_staged(Project.at(Path.cwd()))
    if findings:
        print(as_text(findings), file=sys.stderr)
    errors = sum(finding.severity == "error" for finding in findings)
    if errors:
        print("Nothing was committed. Mend this, then git add and commit again.", file=sys.stderr)
    return FAULT if errors else WELL


def merge_catalog(options: argparse.Namespace) -> int:
    from multilingual.tasks.git_hooks import merge_files

    name = options.path or str(options.ours)
    code, message = merge_files(options.base, options.ours, options.theirs, name)
    if message:
        print(message, file=sys.stderr)
    return code
