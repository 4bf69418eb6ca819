"""Vouch for a page that a person has checked."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from multilingual.catalogs.interface import INTERFACE_CATALOG
from multilingual.commands.arguments import Commands
from multilingual.commands.build_report import count
from multilingual.commands.ends import FAULT, USAGE, WELL
from multilingual.commands.notes import tell_of_warnings
from multilingual.commands.pagenames import refuse_page
from multilingual.commands.sheets import by_sheet


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
    from datetime import UTC, datetime

    from multilingual.findings import as_text
    from multilingual.languages import choose_languages
    from multilingual.project import Project
    from multilingual.reviews.register import REGISTER, RegisterError
    from multilingual.tasks.sign_off import (
        ReviewError,
        digests_in,
        digests_of,
        tidy,
        vouch,
        vouch_source,
    )
    from multilingual.templates.extraction import ExtractionError, extract

    project = Project.at(Path.cwd())
    root = project.root
    if not options.language:
        tags = ", ".join(one.tag for one in project.languages())
        print(f"Say which language: make review LANGUAGE=es. There are: {tags}.", file=sys.stderr)
        return USAGE
    (chosen,) = choose_languages(project.languages(), [options.language])
    known = project.pages() | (set() if chosen.is_source else {INTERFACE_CATALOG})
    if options.sheet_file or options.sheet:
        return by_sheet(project, chosen, options)
    if options.page not in known and not options.tidy:
        return refuse_page(options.page, known)
    folder = root / ("source" if chosen.is_source else f"{project.locale}/{chosen.code}")
    who, today = (options.by, options.role), datetime.now(UTC).date()
    try:
        texts = extract(root, project.conf["project"])[0] if chosen.is_source else {}
        if options.tidy:
            words = set().union(*map(digests_of, texts.values())) or digests_in(root, folder)
            print(f"{count(tidy(folder / REGISTER, words), 'review')} dropped.")
            return WELL
        if chosen.is_source:
            done = vouch_source(root, options.page, texts[options.page], who, today)
        else:
            done = vouch(root, folder, options.page, who, today)
    except (ExtractionError, RegisterError, ReviewError) as error:
        print(str(error).replace(f"{root}{os.sep}", ""), file=sys.stderr)
        return FAULT if options.tidy or all(map(str.strip, who)) else USAGE
    print(f"{done.review.by} ({done.review.kind}): {count(done.messages, 'message')} checked.")
    if done.left_out:
        print(f"{count(done.left_out, 'message')} left out: not translated, or fuzzy.")
    if done.warnings:
        print(as_text(done.warnings))
        tell_of_warnings(done.warnings)
    return WELL
