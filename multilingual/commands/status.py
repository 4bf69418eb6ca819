"""Say how far each page of each language is."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from multilingual.commands.arguments import Commands, add_languages, split_names
from multilingual.commands.ends import FAULT, WELL


def add(commands: Commands) -> None:
    status = commands.add_parser("status", help="say how far each page of each language is")
    add_languages(status)
    status.add_argument("--format", choices=("text", "json", "csv"), default="text")
    status.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    from multilingual.languages import SOURCE_CODE, choose_languages
    from multilingual.project import Project
    from multilingual.reviews.register import RegisterError
    from multilingual.status.progress import Progress
    from multilingual.tasks.backlog import waits_since
    from multilingual.tasks.status_table import Standing, as_csv, as_json, as_lines, show_table
    from multilingual.templates.extraction import ExtractionError, extract
    from multilingual.templates.template_builder import is_safety

    project = Project.at(Path.cwd())
    known = [one for one in project.languages() if one.code != SOURCE_CODE]
    names = split_names(options.languages)
    chosen = choose_languages(known, names) or known
    standing: Standing = {}
    since = {}
    try:
        templates, _warnings = extract(project.root, project.conf["project"])
        for language in chosen:
            progress = Progress(project.root, project.locale, language.code)
            standing[language.tag] = {
                page: progress.of_page(
                    page,
                    [one.key for one in template],
                    [one.key for one in template if is_safety(one)],
                )
                for page, template in templates.items()
            }
            folder = project.root / project.locale / language.code / "LC_MESSAGES"
            for page in templates:
                if day := waits_since(project.root, folder / f"{page}.po"):
                    since[language.tag, page] = day
            for fault in progress.faults:
                print(f"{fault} Until then its messages count as missing.", file=sys.stderr)
    except (ExtractionError, RegisterError) as error:
        print(str(error).removeprefix(f"{project.root}{os.sep}"), file=sys.stderr)
        return FAULT
    if options.format == "text" and sys.stdout.isatty():
        from rich.console import Console

        show_table(standing, since, Console())
    else:
        show = {"json": as_json, "csv": as_csv, "text": as_lines}[options.format]
        print(show(standing, since).removesuffix("\n"))
    return WELL
