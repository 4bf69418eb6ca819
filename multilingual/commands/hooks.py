"""Let git merge and check catalogs in this clone, and do so when git calls."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from multilingual.commands.arguments import FAULT, WELL, Arguments
from multilingual.commands.printing import print_findings


def run_hooks(_options: argparse.Namespace) -> int:
    from multilingual.project import Project
    from multilingual.tasks.git_hooks import set_up

    root = Path.cwd()
    print("\n".join(set_up(root, Project.at(root).locale)))
    return WELL


def run_staged(_options: argparse.Namespace) -> int:
    from multilingual.project import Project
    from multilingual.tasks.checking import check_staged

    findings = check_staged(Project.at(Path.cwd()))
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
    from multilingual.tasks.git_hooks import merge_files

    name = options.path or str(options.ours)
    code, message = merge_files(options.base, options.ours, options.theirs, name)
    if message:
        print(message, file=sys.stderr)
    return code
