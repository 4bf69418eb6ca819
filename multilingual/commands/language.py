"""Begin a new language."""

from __future__ import annotations

import argparse
from pathlib import Path

from multilingual.catalogs.writer import writing_alone
from multilingual.commands.arguments import WELL, Arguments
from multilingual.findings import UsageError
from multilingual.project import Project
from multilingual.tasks.new_language import add_language


def language_arguments(parser: Arguments) -> None:
    parser.add_argument("code", nargs="?", default="", help="gettext code or BCP 47 tag")
    parser.add_argument("--name", help="its name in itself, if Babel does not know it")
    parser.add_argument("--direction", help="ltr or rtl, if Babel does not know it")
    parser.add_argument("--tag", help="its BCP 47 tag, if it is not that of the code")


def run_language(options: argparse.Namespace) -> int:

    if not options.code:
        raise UsageError("Say which language: make language LANGUAGE=sw")
    given = {name: getattr(options, name) for name in ("name", "direction", "tag")}
    description = {name: value for name, value in given.items() if value is not None}
    project = Project.at(Path.cwd())
    options.undone = "No language was made."
    with writing_alone(project.build):
        print(add_language(project, options.code, description))
    return WELL
