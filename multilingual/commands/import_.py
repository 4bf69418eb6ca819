"""Take back what translators did in their tools."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path

from multilingual.commands.arguments import FAULT, USAGE, WELL, Commands
from multilingual.commands.build_report import count
from multilingual.commands.printing import print_warnings_taken

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
    from multilingual.catalogs.files import CatalogError, writing_alone
    from multilingual.catalogs.past import earlier
    from multilingual.exchange.imports import Home, import_files
    from multilingual.exchange.units import ExchangeError
    from multilingual.findings import as_text
    from multilingual.languages import choose_languages
    from multilingual.project import Project
    from multilingual.reviews.register import RegisterError

    if not options.files:
        print("Say which file: make import FILE=build/export/es/es.xlf", file=sys.stderr)
        return USAGE
    project = Project.at(Path.cwd())
    known = project.languages()
    wanted = choose_languages(known, [options.language])[0] if options.language else None
    locale = project.root / project.locale
    try:
        with writing_alone(project.build):
            files = [path.expanduser() for path in options.files]
            home = Home(project.root, locale, partial(earlier, project.root))
            taken = import_files(files, home, known, wanted)
    except (ExchangeError, CatalogError, RegisterError) as error:
        print(error, file=sys.stderr)
        return FAULT
    for note in taken.notes:
        print(note)
    if taken.findings or taken.warnings:
        print(as_text(sorted([*taken.findings, *taken.warnings])))
    into = ", ".join(sorted(str(path.relative_to(project.root)) for path in taken.catalogs))
    words = f"{count(taken.messages, 'message')} taken{f' into {into}' if into else ''}"
    print(f"{words}; {len(taken.findings)} left out.", file=sys.stderr)
    if not (taken.messages or taken.findings or taken.notes):
        print(NOTHING_NEW, file=sys.stderr)
    print_warnings_taken(taken.warnings)
    if taken.waiting:
        waiting = f"Readers get English for {count(taken.waiting, 'message')} of these"
        print(f"{waiting}: it is marked {MARKS}", file=sys.stderr)
    if taken.approved:
        approved = f"Your tool calls {count(taken.approved, 'text')} approved. That is no review"
        print(f"{approved}: whoever has checked them runs make review.", file=sys.stderr)
    return FAULT if taken.findings else WELL
