"""A page on a sheet for its reviewer: written, and taken back."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from multilingual.catalogs.interface import INTERFACE_CATALOG
from multilingual.commands.build_report import count
from multilingual.commands.ends import FAULT, USAGE, WELL
from multilingual.commands.notes import tell_of_the_old, tell_of_warnings
from multilingual.commands.pagenames import refuse_page

if TYPE_CHECKING:
    from multilingual.languages import Language
    from multilingual.project import Project


def by_sheet(project: Project, language: Language, options: argparse.Namespace) -> int:
    """Take the sheet that ``options`` name, or write one."""
    if language.is_source:
        print("A sheet is for a translation. Choose another language.", file=sys.stderr)
        return USAGE
    return (_decisions if options.sheet_file else _sheet)(project, language, options)


def _decisions(project: Project, language: Language, options: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    from multilingual.catalogs.reader import CatalogError, writing_alone
    from multilingual.exchange.units import ExchangeError
    from multilingual.findings import as_text
    from multilingual.reviews.register import RegisterError
    from multilingual.tasks.review_decisions import take_decisions
    from multilingual.tasks.sign_off import ReviewError

    folder, today = project.root / project.locale / language.code, datetime.now(UTC).date()
    who = options.by, options.role
    try:
        with writing_alone(project.build):
            done = take_decisions(options.sheet_file, project.root, folder, who, today)
    except (CatalogError, ExchangeError, RegisterError, ReviewError) as error:
        print(error, file=sys.stderr)
        return FAULT
    if done.findings or done.warnings:
        print(as_text(sorted([*done.findings, *done.warnings])))
    print(f"{count(done.reviewed, 'message')} reviewed; {len(done.findings)} refused.")
    if done.warnings:
        tell_of_warnings(done.warnings)
    return FAULT if done.findings else WELL


def _sheet(project: Project, language: Language, options: argparse.Namespace) -> int:
    from multilingual.catalogs.reader import CatalogError
    from multilingual.tasks.review_sheet import write_sheet

    page = options.page
    if page not in (known := project.pages() | {INTERFACE_CATALOG}):
        return refuse_page(page, known)
    folder = project.root / project.locale / language.code
    try:
        paths, old = write_sheet(project.root, folder, page, language.tag, language.direction)
    except CatalogError as error:
        print(error, file=sys.stderr)
        return FAULT
    print("\n".join(path.relative_to(project.root).as_posix() for path in paths))
    tell_of_the_old(old, project.root)
    return WELL
