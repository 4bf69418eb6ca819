"""Check every catalog before readers get it, and write the rules of that into the manuals."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Iterable, Sequence
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
from multilingual.findings import Note, as_github, as_gitlab, as_text, notes_of, shortened

if TYPE_CHECKING:
    from multilingual.project import Project
BASE = "base"
FORMS = ("text", "github", "gitlab", "json")
SINCE = (
    "print each row of a list, a waiver, a review and the search that is new, changed or deleted "
    f"since a day or a revision of git, first of all; {BASE} is the main branch"
)
PUBLISH = (
    "fail only for what keeps a site from being published: conf.py lacks an address, or something "
    "outside the folders of the languages is wrong; readers get English in place of what is "
    "broken in those"
)
FORM = "github: annotations of a workflow; gitlab: a report of code quality; json: for programs"
SUMMARY = "GITHUB_STEP_SUMMARY"
"""The file whose Markdown GitHub shows of a run: it takes 1 MiB, and two parts are written."""
MOST_OF_SUMMARY = 450_000
PUBLISHED = "None of this keeps the site from being published."


def check_arguments(parser: Arguments) -> None:
    add_languages(parser)
    parser.add_argument("--page", action="append", default=[], help="check this page alone")
    parser.add_argument("--since", metavar="REV", help=SINCE)
    parser.add_argument("--publish", action="store_true", help=PUBLISH)
    parser.add_argument("--format", choices=FORMS, default="text", help=FORM)


def run_check(options: argparse.Namespace) -> int:
    from multilingual.project import Project
    from multilingual.status.publication_threshold import publication_faults
    from multilingual.tasks.checking import check_project

    project = Project.at(Path.cwd())
    rows = _changed_rows(project, options.since, options.format) if options.since else []
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
    elif options.format == "gitlab":
        print(as_json(as_gitlab([*rows, *notes_of(findings)])))
    elif options.format == "github":
        _print_github(notes_of(shortened(findings)))
    elif findings:
        print(as_text(shortened(findings)))
    errors = [finding for finding in findings if finding.severity == "error"]
    counts = (catalogs, "catalog"), (len(errors), "error"), (len(findings) - len(errors), "warning")
    words = [count(number, noun) for number, noun in counts]
    print(f"{words[0]} read: {words[1]}, {words[2]}.", file=sys.stderr)
    if not options.publish:
        return FAULT if errors else WELL
    # The guard shows English in place of what is broken in the folder of a language.
    keeping = [error for error in errors if not error.path.startswith(f"{project.locale}/")]
    if errors and not keeping:
        print(PUBLISHED, file=sys.stderr)
    return FAULT if keeping else WELL


def _print_github(notes: Sequence[Note]) -> None:
    """Print annotations, and write all into the summary of a run, since few are shown."""
    for line in as_github(notes):
        print(line, flush=True)
    path = os.environ.get(SUMMARY)
    if path and notes:
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(_as_markdown(map(str, notes)))


def _as_markdown(lines: Iterable[str]) -> str:
    """Return lines as code, since what they quote can be anything."""
    text = "".join(f"    {line}\n" for line in lines)
    shown = text.encode()[:MOST_OF_SUMMARY].decode(errors="ignore")
    more = "" if shown == text else "\n\nThe rest is in the log.\n"
    return f"\n{shown}{more}\n"


def _changed_rows(project: Project, since: str, form: str) -> list[Note]:
    """Print each row of a list that changed, and return them for a report of GitLab."""
    from multilingual.git import base_of
    from multilingual.tasks.changed_rows import as_lines, as_notices, changed_rows

    revision = base_of(project.root) if since == BASE else since
    changes = changed_rows(project.root, project.locale, revision)
    notices = as_notices(changes)
    if form == "github":
        _print_github(notices)
    else:
        for line in as_lines(changes):
            # JSON is for programs, and this for people.
            print(line, file=sys.stdout if form == "text" else sys.stderr, flush=True)
    return notices


def run_rules(_options: argparse.Namespace) -> int:
    from multilingual.checks.registry import write_rules

    write_rules(Path())
    return WELL
