"""Check every catalog before readers get it, and write the rules of that into the manuals."""

from __future__ import annotations

import argparse
import gc
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from multilingual.commands.arguments import (
    FAULT,
    WELL,
    Arguments,
    add_languages,
    chosen_pages,
    chosen_translations,
)
from multilingual.commands.printing import as_json, count
from multilingual.findings import as_github, as_text, shortened

if TYPE_CHECKING:
    from multilingual.project import Project
BASE = "base"
SINCE = (
    "print each row of a list, a waiver, a review and the search that is new, changed or deleted "
    f"since a day or a revision of git, first of all; {BASE} is the main branch"
)
PUBLISH = "fail, too, while conf.py lacks an address that a published site needs"


def check_arguments(parser: Arguments) -> None:
    add_languages(parser)
    parser.add_argument("--page", action="append", default=[], help="check this page alone")
    parser.add_argument("--since", metavar="REV", help=SINCE)
    parser.add_argument("--publish", action="store_true", help=PUBLISH)
    parser.add_argument("--format", choices=("text", "github", "json"), default="text")


def run_check(options: argparse.Namespace) -> int:
    from multilingual.project import Project
    from multilingual.status.publication_threshold import publication_faults
    from multilingual.tasks.checking import check_project

    project = Project.at(Path.cwd())
    if options.since:
        _print_changed_rows(project, options.since, options.format)
    languages = chosen_translations(project, options.languages)
    pages = chosen_pages(options.page, project.catalog_names())
    # Nearly all that a check makes stays to its end: looking for what does not takes a tenth of it.
    gc.disable()
    try:
        catalogs, findings = check_project(project, languages, pages)
        if options.publish:
            findings += publication_faults(project)
    finally:
        # Nor is it looked through as the process ends.
        gc.freeze()
        gc.enable()
    if options.format == "json":
        print(as_json([asdict(finding) for finding in findings], indent=2))
    elif findings:
        print((as_github if options.format == "github" else as_text)(shortened(findings)))
    errors = sum(finding.severity == "error" for finding in findings)
    counts = (catalogs, "catalog"), (errors, "error"), (len(findings) - errors, "warning")
    words = [count(number, noun) for number, noun in counts]
    print(f"{words[0]} read: {words[1]}, {words[2]}.", file=sys.stderr)
    return FAULT if errors else WELL


def _print_changed_rows(project: Project, since: str, form: str) -> None:
    from multilingual.git import base_of
    from multilingual.tasks.changed_rows import as_lines, as_notices, changed_rows

    revision = base_of(project.root) if since == BASE else since
    shown = as_notices if form == "github" else as_lines
    for line in shown(changed_rows(project.root, project.locale, revision)):
        # JSON is for programs, and this for people.
        print(line, file=sys.stderr if form == "json" else sys.stdout, flush=True)


def run_rules(_options: argparse.Namespace) -> int:
    from multilingual.checks.registry import write_rules

    write_rules(Path())
    return WELL
