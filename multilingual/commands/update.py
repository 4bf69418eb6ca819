"""Carry every catalog to the new English."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from multilingual.commands.arguments import Commands, add_languages, split_names
from multilingual.commands.ends import CATALOGS_ARE_WHOLE, FAULT, WELL


def add(commands: Commands) -> None:
    update = commands.add_parser("update", help="carry every catalog to the new English")
    add_languages(update)
    update.add_argument(
        "--trivial",
        action="append",
        default=[],
        metavar="MARK",
        help="a new wording, by its mark, that needs no new look at its translations",
    )
    update.add_argument("--format", choices=("text", "json"), default="text")
    update.set_defaults(command=run, whole=CATALOGS_ARE_WHOLE)


def run(options: argparse.Namespace) -> int:
    from rich.console import Console

    from multilingual.catalogs.files import CatalogError
    from multilingual.languages import SOURCE_CODE, choose_languages
    from multilingual.project import Project
    from multilingual.tasks.update_report import as_json, as_lines, show_table
    from multilingual.tasks.updating import update_project
    from multilingual.templates.extraction import ExtractionError
    from multilingual.update.rewriting import MeanwhileError
    from multilingual.update.triviality import TrivialityError

    project = Project.at(Path.cwd())
    known = [one for one in project.languages() if one.code != SOURCE_CODE]
    names = split_names(options.languages)
    try:
        chosen = choose_languages(known, names) or known
        accounts, warnings = update_project(project, chosen, options.trivial)
    except (CatalogError, ExtractionError, TrivialityError) as error:
        place = f"{project.root}{os.sep}"
        end = CATALOGS_ARE_WHOLE if isinstance(error, MeanwhileError) else "No catalog was changed."
        print(f"{str(error).removeprefix(place)}\n{end}", file=sys.stderr)
        return FAULT
    for warning in warnings:
        print(warning, file=sys.stderr)
    if options.format == "json":
        print(as_json(accounts))
    elif sys.stdout.isatty():
        show_table(accounts, Console())
    else:
        print(as_lines(accounts))
    return WELL
