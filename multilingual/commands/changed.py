"""Show the English that changed since a revision."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from multilingual.commands.arguments import Commands
from multilingual.commands.ends import FAULT, USAGE, WELL


def add(commands: Commands) -> None:
    changed = commands.add_parser("changed", help="show the English that changed since a revision")
    changed.add_argument("language", metavar="LANGUAGE", help="tag or gettext code")
    changed.add_argument("--since", required=True, metavar="REV", help="a day or a revision of git")
    changed.add_argument("--format", choices=("text", "html", "json"), default="text")
    changed.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    from multilingual.catalogs.language_folder import catalogs_by_page
    from multilingual.catalogs.past import catalogs_at
    from multilingual.catalogs.reader import CatalogError, read_catalog
    from multilingual.git import CloneError, UnknownRevisionError
    from multilingual.languages import choose_languages
    from multilingual.project import Project
    from multilingual.tasks.changed_report import Difference
    from multilingual.update.english_changes import changes_of

    project = Project.at(Path.cwd())
    (language,) = choose_languages(project.languages(), [options.language])
    if language.is_source:
        print("All is translated from English. Name another language.", file=sys.stderr)
        return USAGE
    name = f"{project.locale}/{language.code}/LC_MESSAGES"
    rest = project.root / project.locale / language.code
    try:
        old = catalogs_at(project.root, options.since, name)
        new = {page: read_catalog(path) for page, path in catalogs_by_page(rest).items()}
    except (CatalogError, CloneError) as error:
        print(str(error).removeprefix(f"{project.root}{os.sep}"), file=sys.stderr)
        return USAGE if isinstance(error, UnknownRevisionError) else FAULT
    difference = Difference(changes_of(old, new), language, name, options.since)
    if options.format == "html":
        print(difference.write_html(project.build).relative_to(project.root))
    elif options.format == "json":
        print(difference.as_json())
    elif sys.stdout.isatty():
        from rich.console import Console

        difference.show(Console())
    else:
        print(difference.as_text())
    return WELL
