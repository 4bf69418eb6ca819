"""Vouch for a page that a person has checked, here or on a sheet."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from multilingual.catalogs.language_folder import INTERFACE_CATALOG
from multilingual.commands.arguments import FAULT, USAGE, WELL, Commands, refuse_page
from multilingual.commands.printing import count, print_replaced, print_warnings_taken

if TYPE_CHECKING:
    from multilingual.languages import Language
    from multilingual.project import Project


def add(commands: Commands) -> None:
    review = commands.add_parser("review", help="vouch for a page that you have checked")
    review.add_argument("language", metavar="LANGUAGE", help="tag or gettext code")
    review.add_argument("--page", default="")
    review.add_argument("--by", default="", help="your name, as in reviewers.toml")
    review.add_argument("--role", default="", help="your role, as in reviewers.toml")
    review.add_argument("--tidy", action="store_true", help="drop reviews of words that are gone")
    review.add_argument("--sheet", action="store_true", help="write a sheet for a reviewer")
    review.add_argument("--from", dest="sheet_file", type=Path, help="take a filled sheet")
    review.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    from multilingual.languages import choose_languages
    from multilingual.project import Project

    project = Project.at(Path.cwd())
    if not options.language:
        tags = ", ".join(language.tag for language in project.languages())
        print(f"Say which language: make review LANGUAGE=es. There are: {tags}.", file=sys.stderr)
        return USAGE
    (language,) = choose_languages(project.languages(), [options.language])
    known = project.pages() | (set() if language.is_source else {INTERFACE_CATALOG})
    if options.sheet_file or options.sheet:
        if language.is_source:
            print("A sheet is for a translation. Choose another language.", file=sys.stderr)
            return USAGE
        return (_take_sheet if options.sheet_file else _write_sheet)(project, language, options)
    if options.page not in known and not options.tidy:
        return refuse_page(options.page, known)
    return (_tidy if options.tidy else _sign_off)(project, language, options)


def _sign_off(project: Project, language: Language, options: argparse.Namespace) -> int:
    from multilingual.findings import as_text
    from multilingual.tasks.sign_off import sign_off, sign_off_source
    from multilingual.templates.extraction import extract

    root, page = project.root, options.page
    person, today = (options.by, options.role), datetime.now(UTC).date()
    if language.is_source:
        texts, _warnings = extract(root)
        done = sign_off_source(root, page, texts[page], person, today)
    else:
        done = sign_off(root, root / project.locale / language.code, page, person, today)
    print(f"{done.review.by} ({done.review.kind}): {count(done.messages, 'message')} checked.")
    if done.left_out:
        print(f"{count(done.left_out, 'message')} left out: not translated, or fuzzy.")
    if done.warnings:
        print(as_text(done.warnings))
    print_warnings_taken(done.warnings)
    return WELL


def _tidy(project: Project, language: Language, _options: argparse.Namespace) -> int:
    from multilingual.reviews.register import REGISTER
    from multilingual.tasks.sign_off import digests_in, digests_of_source, tidy

    root = project.root
    if language.is_source:
        folder, digests = root / "source", digests_of_source(root)
    else:
        folder = root / project.locale / language.code
        digests = digests_in(root, folder)
    print(f"{count(tidy(folder / REGISTER, digests), 'review')} dropped.")
    return WELL


def _take_sheet(project: Project, language: Language, options: argparse.Namespace) -> int:
    from multilingual.catalogs.writer import writing_alone
    from multilingual.findings import as_text
    from multilingual.tasks.review_decisions import take_decisions

    folder, today = project.root / project.locale / language.code, datetime.now(UTC).date()
    person = options.by, options.role
    with writing_alone(project.build):
        done = take_decisions(options.sheet_file, project.root, folder, person, today)
    if done.findings or done.warnings:
        print(as_text(sorted([*done.findings, *done.warnings])))
    print(f"{count(done.reviewed, 'message')} reviewed; {len(done.findings)} refused.")
    print_warnings_taken(done.warnings)
    return FAULT if done.findings else WELL


def _write_sheet(project: Project, language: Language, options: argparse.Namespace) -> int:
    from multilingual.tasks.review_sheet import write_sheet

    page = options.page
    if page not in (known := project.pages() | {INTERFACE_CATALOG}):
        return refuse_page(page, known)
    folder = project.root / project.locale / language.code
    paths, old = write_sheet(project.root, folder, page, language.tag, language.direction)
    print("\n".join(path.relative_to(project.root).as_posix() for path in paths))
    print_replaced(old, project.root)
    return WELL
