"""Check every catalog before readers get it."""

from __future__ import annotations

import argparse
import gc
import sys
from pathlib import Path

from multilingual.catalogs.interface_catalog import INTERFACE_CATALOG
from multilingual.commands.arguments import (
    FAULT,
    WELL,
    Commands,
    add_languages,
    refuse_page,
    split_names,
)
from multilingual.commands.printing import count


def add(commands: Commands) -> None:
    check = commands.add_parser("check", help="check every catalog before readers get it")
    add_languages(check)
    check.add_argument("--page", action="append", default=[], help="check this page alone")
    check.add_argument("--format", choices=("text", "github", "json"), default="text")
    check.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    from multilingual.findings import as_github, as_json, as_text
    from multilingual.languages import choose_languages
    from multilingual.project import Project
    from multilingual.tasks.checking import check_project

    names = split_names(options.languages)
    project = Project.at(Path.cwd())
    known = [language for language in project.languages() if not language.is_source]
    chosen = choose_languages(known, names) or known
    pages = [page.removesuffix(".po") for page in options.page]
    unknown = sorted(set(pages) - project.pages() - {INTERFACE_CATALOG})
    if unknown:
        return refuse_page(unknown[0], project.pages() | {INTERFACE_CATALOG})
    # Nearly all that a check makes stays to the end of the process: looking for what does not,
    # now or then, takes a fifth of it.
    gc.disable()
    try:
        catalogs, findings = check_project(project, chosen, pages)
    finally:
        gc.freeze()
        gc.enable()
    show = {"text": as_text, "github": as_github, "json": as_json}[options.format]
    if findings or options.format == "json":
        print(show(findings))
    errors = sum(finding.severity == "error" for finding in findings)
    counts = (catalogs, "catalog"), (errors, "error"), (len(findings) - errors, "warning")
    words = [count(number, noun) for number, noun in counts]
    print(f"{words[0]} read: {words[1]}, {words[2]}.", file=sys.stderr)
    return FAULT if errors else WELL
