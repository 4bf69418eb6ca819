"""Make the templates of all pages."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from multilingual.commands.arguments import WELL, Commands
from multilingual.commands.printing import count


def add(commands: Commands) -> None:
    extract = commands.add_parser("extract", help="make the templates of all pages")
    extract.set_defaults(command=run)


def run(_options: argparse.Namespace) -> int:
    from multilingual.project import Project
    from multilingual.templates.extraction import extract

    project = Project.at(Path.cwd())
    templates, warnings = extract(project.root)
    for warning in warnings:
        print(warning, file=sys.stderr)
    messages = count(sum(map(len, templates.values())), "message")
    print(f"{count(len(templates), 'template')} with {messages} in build/gettext.")
    return WELL
