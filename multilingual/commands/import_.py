"""Take back what translators did in their tools."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from multilingual.commands.arguments import FAULT, USAGE, WELL, Commands
from multilingual.commands.printing import count, print_warnings_taken

NOTHING_NEW = (
    "The file has nothing that is not in the catalogs. Was it saved, and is it the right one?"
)
MARKS = 'as fuzzy ("Needs Work", "needs-review"). Take the mark off where the text is right.'


def add(commands: Commands) -> None:
    take = commands.add_parser("import", help="take back what translators did in their tools")
    sent = ".xlf, .docx, .csv, .tmx, or .po from Poedit"
    take.add_argument("files", nargs="*", type=Path, metavar="FILE", help=sent)
    asked = "refuse any other; the language of a .po that names none"
    take.add_argument("--language", default="", help=asked)
    take.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    from multilingual.catalogs.message import CatalogError
    from multilingual.catalogs.writer import writing_alone
    from multilingual.exchange.imports import import_files
    from multilingual.exchange.units import ExchangeError
    from multilingual.findings import as_text
    from multilingual.languages import choose_languages
    from multilingual.project import Project
    from multilingual.reviews.register import RegisterError

    if not options.files:
        print("Say which file: make import FILE=build/export/es/es.xlf", file=sys.stderr)
        return USAGE
    project = Project.at(Path.cwd())
    asked = [options.language] if options.language else []
    wanted = choose_languages(project.languages(), asked)[0] if asked else None
    try:
        with writing_alone(project.build):
            files = [path.expanduser() for path in options.files]
            imported = import_files(files, project, wanted)
    except (ExchangeError, CatalogError, RegisterError) as error:
        print(error, file=sys.stderr)
        return FAULT
    for note in imported.notes:
        print(note)
    if imported.findings or imported.warnings:
        print(as_text(sorted([*imported.findings, *imported.warnings])))
    into = ", ".join(sorted(str(path.relative_to(project.root)) for path in imported.catalogs))
    words = f"{count(imported.messages, 'message')} taken{f' into {into}' if into else ''}"
    print(f"{words}; {len(imported.findings)} left out.", file=sys.stderr)
    if not (imported.messages or imported.findings or imported.notes):
        print(NOTHING_NEW, file=sys.stderr)
    print_warnings_taken(imported.warnings)
    if imported.waiting:
        waiting = f"Readers get English for {count(imported.waiting, 'message')} of these"
        print(f"{waiting}: it is marked {MARKS}", file=sys.stderr)
    if imported.approved:
        approved = f"Your tool calls {count(imported.approved, 'text')} approved. That is no review"
        print(f"{approved}: whoever has checked them runs make review.", file=sys.stderr)
    return FAULT if imported.findings else WELL
