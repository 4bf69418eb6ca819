"""Build the site in languages for testing."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from multilingual.commands.arguments import FAULT, SITE, WELL, Commands
from multilingual.commands.build_report import row_of


def add(commands: Commands) -> None:
    pseudo = commands.add_parser("pseudo", help="build the site in languages for testing")
    pseudo.set_defaults(command=run)


def run(_options: argparse.Namespace) -> int:
    from multilingual.project import Project
    from multilingual.tasks.pseudo_site import PLACE, build_pseudo_site

    outcomes = build_pseudo_site(Project.at(Path.cwd()))
    rows = [row_of(outcome) for outcome in outcomes]
    for row in rows:
        for problem in (*row.problems, *row.refused):
            print(problem, file=sys.stderr)
    print(f"Never publish this: {PLACE}/{SITE}/index.html")
    return FAULT if any(row.problems or row.refused for row in rows) else WELL
