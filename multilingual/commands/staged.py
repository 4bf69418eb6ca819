"""Check the catalogs of the next commit."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from multilingual.commands.arguments import Commands
from multilingual.commands.ends import FAULT, WELL


def add(commands: Commands) -> None:
    staged = commands.add_parser("staged", help="check the catalogs of the next commit")
    staged.set_defaults(command=run)


def run(_options: argparse.Namespace) -> int:
    from multilingual.findings import as_text
    from multilingual.git import CloneError
    from multilingual.project import Project
    from multilingual.tasks.checking import check_staged

    try:
        findings = check_staged(Project.at(Path.cwd()))
    except CloneError as error:
        print(error, file=sys.stderr)
        return FAULT
    if findings:
        print(as_text(findings), file=sys.stderr)
    errors = sum(finding.severity == "error" for finding in findings)
    if errors:
        print("Nothing was committed. Mend this, then git add and commit again.", file=sys.stderr)
    return FAULT if errors else WELL
