"""Write the rules of the check into the manuals."""

from __future__ import annotations

import argparse
from pathlib import Path

from multilingual.commands.arguments import WELL, Commands


def add(commands: Commands) -> None:
    rules = commands.add_parser("rules", help="write the rules of the check into the manuals")
    rules.set_defaults(command=run)


def run(_options: argparse.Namespace) -> int:
    from multilingual.checks.registry import write_rules

    write_rules(Path())
    return WELL
