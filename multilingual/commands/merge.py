"""Merge a catalog, as git calls it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from multilingual.commands.arguments import Commands


def add(commands: Commands) -> None:
    merge = commands.add_parser("merge", help="merge a catalog, as git calls it")
    for name in ("base", "ours", "theirs"):
        merge.add_argument(name, type=Path)
    merge.add_argument("path", nargs="?", default="", help="the name of the catalog, for people")
    merge.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    from multilingual.tasks.merge_driver import merge_files

    name = options.path or str(options.ours)
    code, told = merge_files(options.base, options.ours, options.theirs, name)
    if told:
        print(told, file=sys.stderr)
    return code
