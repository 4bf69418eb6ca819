"""Let git merge and check catalogs in this clone."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from multilingual.commands.arguments import Commands
from multilingual.commands.ends import FAULT, WELL


def add(commands: Commands) -> None:
    hooks = commands.add_parser("hooks", help="let git merge and check catalogs in this clone")
    hooks.set_defaults(command=run)


def run(_options: argparse.Namespace) -> int:
    from multilingual.git import CloneError
    from multilingual.project import Project
    from multilingual.tasks.merge_driver import set_up

    root = Path.cwd()
    try:
        print("\n".join(set_up(root, Project.at(root).locale)))
    except CloneError as error:
        print(error, file=sys.stderr)
        return FAULT
    return WELL
