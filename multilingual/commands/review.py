"""Vouch for a page that a person has checked, here or on a sheet."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from multilingual.catalogs.writer import writing_alone
from multilingual.commands.arguments import (
    FAULT,
    WELL,
    Arguments,
    chosen_language,
    refuse_unknown,
)
from multilingual.commands.printing import (
    count,
    print_findings,
    print_replaced,
    print_warnings_taken,
)
from multilingual.findings import UsageError
from multilingual.languages import Language
from multilingual.project import Project
from multilingual.tasks.review_sheet import take_decisions, write_sheet
from multilingual.tasks.sign_off import (
    digests_of_language,
    digests_of_source,
    sign_off,
    sign_off_source,
    tidy,
)
from multilingual.templates.extraction import extract

BRING = "Readers see this once a commit of {by} or of a recorder brings it to the main branch."


def review_arguments(parser: Arguments) -> None:
    parser.add_argument("language", metavar="LANGUAGE", help="tag or gettext code")
    parser.add_argument("--page", default="")
    parser.add_argument("--by", default="", help="your name, as in reviewers.toml")
    parser.add_argument("--role", default="", help="your role, as in reviewers.toml")
    parser.add_argument("--tidy", action="store_true", help="drop reviews of words that are gone")
    parser.add_argument("--sheet", action="store_true", help="write a sheet for a reviewer")
    parser.add_argument("--from", dest="sheet_file", type=Path, help="take a filled sheet")


def run_review(options: argparse.Namespace) -> int:
    project = Project.at(Path.cwd())
    language = chosen_language(project.languages(), options.language, "review")
    if language.is_source and (options.sheet_file or options.sheet):
        raise UsageError("A sheet is for a translation. Choose another language.")
    if options.sheet_file:
        return _take_sheet(project, language, options)
    if options.tidy and not options.sheet:
        with writing_alone(project.build):
            return _tidy(project, language)
    known = project.pages() if language.is_source else project.catalog_names()
    refuse_unknown(options.page, known)
    if options.sheet:
        return _write_sheet(project, language, options)
    with writing_alone(project.build):
        return _sign_off(project, language, options)


def _sign_off(project: Project, language: Language, options: argparse.Namespace) -> int:
    person, today = (options.by, options.role), datetime.now(UTC).date()
    if language.is_source:
        texts, _warnings = extract(project.root)
        done = sign_off_source(project.root, options.page, texts[options.page], person, today)
    else:
        done = sign_off(project.folder(language.code), options.page, person, today)
    print(f"{done.review.by} ({done.review.kind}): {count(done.messages, 'message')} checked.")
    if done.left_out:
        print(f"{count(done.left_out, 'message')} left out: not translated, or fuzzy.")
    print(BRING.format(by=done.review.by))
    print_findings(done.warnings)
    print_warnings_taken(done.warnings)
    return WELL


def _tidy(project: Project, language: Language) -> int:
    folder = project.folder(language.code)
    if language.is_source:
        dropped = tidy(project.source, digests_of_source(project.root))
    else:
        dropped = tidy(folder.path, digests_of_language(folder))
    print(f"{count(dropped, 'review')} dropped.")
    return WELL


def _take_sheet(project: Project, language: Language, options: argparse.Namespace) -> int:
    person, today = (options.by, options.role), datetime.now(UTC).date()
    with writing_alone(project.build):
        folder = project.folder(language.code)
        done = take_decisions(options.sheet_file, folder, person, today)
    print_findings(sorted([*done.findings, *done.warnings]))
    print(f"{count(done.reviewed, 'message')} reviewed; {len(done.findings)} refused.")
    print_warnings_taken(done.warnings)
    return FAULT if done.findings else WELL


def _write_sheet(project: Project, language: Language, options: argparse.Namespace) -> int:
    folder = project.folder(language.code)
    paths, old = write_sheet(folder, options.page, language.tag, language.direction)
    print("\n".join(path.relative_to(project.root).as_posix() for path in paths))
    print_replaced(old, project.root)
    return WELL
