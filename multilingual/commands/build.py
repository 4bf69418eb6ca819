"""Build what has changed of every language, or the site in languages for testing."""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
import time
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from multilingual.build.downloads import withdrawn
from multilingual.build.jobs import JobProgress, Outcome
from multilingual.build.manifest import Kept
from multilingual.build.stale_languages import find_current
from multilingual.commands.arguments import (
    FAULT,
    SITE,
    WELL,
    Arguments,
    add_languages,
    split_names,
    whole_number,
)
from multilingual.commands.build_report import Json, LanguageRow, Live, Quiet, Report
from multilingual.commands.printing import print_faults
from multilingual.guard.mo_files import stray_catalogs

if TYPE_CHECKING:
    from multilingual.languages import Language
    from multilingual.project import Project


class Built(NamedTuple):
    """The languages that a build was for, by their codes, and the folder that theirs are in."""

    locale: str
    codes: Collection[str]


def build_arguments(parser: Arguments) -> None:
    add_languages(parser)
    _add_jobs(parser, "how many languages to build at a time (one for each core); more at the end")
    _add_lenient(parser)
    voice = parser.add_mutually_exclusive_group()
    voice.add_argument("--quiet", action="store_true", help="say nothing but what is wrong")
    told = "say what came of it, as JSON, at the end"
    voice.add_argument("--json", action="store_true", help=told)


def _add_lenient(parser: Arguments) -> None:
    about = "end well though translations are shown in English because they are broken"
    parser.add_argument("--lenient", action="store_true", help=about)


def _add_jobs(parser: Arguments, about: str) -> None:
    cores = os.cpu_count() or 1
    parser.add_argument("--jobs", type=whole_number, default=cores, metavar="N", help=about)


def run_pseudo(_options: argparse.Namespace) -> int:
    from multilingual.project import Project
    from multilingual.tasks.pseudo_site import PLACE, build_pseudo_site

    outcomes = build_pseudo_site(Project.at(Path.cwd()))
    problems = [line for outcome in outcomes for line in (*outcome.problems, *outcome.refused)]
    print_faults(problems)
    print(f"Never publish this: {PLACE}/{SITE}/index.html")
    return FAULT if problems else WELL


def zip_arguments(parser: Arguments) -> None:
    add_languages(parser)


def run_zip(options: argparse.Namespace) -> int:
    from multilingual.tasks.language_zip import make_zips

    for path in make_zips(*_published(options)):
        print(f"{path.relative_to(Path.cwd())} ({path.stat().st_size / 1_000_000:.1f} MB)")
    return WELL


def _published(options: argparse.Namespace) -> tuple[Project, list[Language]]:
    """Return the project, and the languages that are asked for, or else all that are published."""
    from multilingual.project import Project, choose_languages
    from multilingual.status.publication_threshold import held_back

    project = Project.at(Path.cwd(), is_lenient=getattr(options, "lenient", False))
    held = held_back(project)
    known = [language for language in project.languages() if language not in held]
    return project, choose_languages(known, split_names(options.languages)) or known


def downloads_arguments(parser: Arguments) -> None:
    add_languages(parser)
    _add_jobs(parser, "how many languages at a time (one for each core)")
    _add_lenient(parser)


def run_downloads(options: argparse.Namespace) -> int:
    from multilingual.build.forked_workers import ForkServer
    from multilingual.build.site import build_site
    from multilingual.tasks.downloads import make_downloads

    project, chosen = _published(options)
    faults: list[str] = []
    for made in make_downloads(project, chosen, options.jobs):
        faults += (f"{made.language.tag}: {fault}" for fault in made.faults)
        for name, size in made.downloads.values():
            print(f"{name} ({int(size) / 1_000_000:.1f} MB)", flush=True)
    # It puts them onto the site, and offers them.
    with ForkServer(options.jobs) as server:
        outcomes = build_site(project, chosen, server, lambda _message: None)
    faults += (problem for outcome in outcomes for problem in outcome.problems)
    print_faults(faults)
    return FAULT if faults else WELL


def languages_arguments(parser: Arguments) -> None:
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run_languages(options: argparse.Namespace) -> int:
    from multilingual.project import Project
    from multilingual.status.publication_threshold import held_back

    project = Project.at(Path.cwd())
    held = held_back(project)
    tags = [language.tag for language in project.languages() if language not in held]
    # On one line: a workflow reads it as the list of its runners.
    print(json.dumps(tags) if options.format == "json" else "\n".join(tags))
    return WELL


def merge_sites_arguments(parser: Arguments) -> None:
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="a build/html")
    into = "the site that is published, or replaced whole"
    parser.add_argument("--into", required=True, type=Path, metavar="FOLDER", help=into)


def run_merge_sites(options: argparse.Namespace) -> int:
    from multilingual.build.shards import merge_sites
    from multilingual.project import Project

    languages = merge_sites(Project.at(Path.cwd()), options.folders, options.into)
    print(f"{', '.join(language.tag for language in languages)}: {options.into}/index.html")
    return WELL


def run_build(options: argparse.Namespace) -> int:
    began, root = time.perf_counter(), Path.cwd()
    names = split_names(options.languages)
    current = find_current(root, names, is_lenient=options.lenient)
    site = Kept(Path("build")).site() if current is not None else None
    if current is None or site is None:
        rows, built = _build_changed(names, options, began)
    else:
        built = Built(site.locale, [kept.code for kept in current])
        rows = [
            LanguageRow(
                kept.tag,
                kept.endonym,
                kept.pages,
                kept.in_english,
                kept.refused,
                doubtful=kept.doubtful,
            )
            for kept in current
        ]
        # All of it is told at once.
        report = _choose_report(options, is_live=False)
        for row in rows:
            if row.refused or row.doubtful:
                report.row(row)
        notes = [*site.reminders, *withdrawn(Path("build"), (row.tag for row in rows))]
        report.end(rows, time.perf_counter() - began, notes)
    from multilingual.status.progress import missing_catalogs

    missing = missing_catalogs(root, built.locale, built.codes)
    print_faults([*stray_catalogs(root), *missing])
    failed = [row for row in rows if row.problems or (row.faults and not options.lenient)]
    return FAULT if failed or (missing and not options.lenient) else WELL


def _choose_report(options: argparse.Namespace, *, is_live: bool) -> Report:
    if options.json or options.quiet:
        return Json() if options.json else Quiet()
    return Live() if is_live else Report()


def _build_changed(
    names: Sequence[str], options: argparse.Namespace, began: float
) -> tuple[list[LanguageRow], Built]:
    # Next to nothing of what is loaded is ever thrown away, and looking for it takes long.
    gc.disable()
    report = _choose_report(options, is_live=sys.stdout.isatty())
    told: set[str] = set()

    def listen(message: JobProgress | Outcome) -> None:
        if isinstance(message, JobProgress):
            report.progress(message)
        else:
            row = _row_of(message)
            # A language that is built once more is reported once more, its faults are not.
            refused = [fault for fault in row.refused if fault not in told]
            doubtful = [fault for fault in row.doubtful if fault not in told]
            report.row(replace(row, refused=refused, doubtful=doubtful))
            told.update(row.refused, row.doubtful)

    from multilingual.build.forked_workers import ForkServer

    # It loads Sphinx while all else is loaded.
    with ForkServer(options.jobs) as server:
        from multilingual.build.site import build_site
        from multilingual.project import Project, choose_languages
        from multilingual.status.publication_threshold import held_back, reminders

        try:
            project = Project.at(Path.cwd(), is_lenient=options.lenient)
            known = project.languages()
            named, held = choose_languages(known, names) or known, held_back(project)
            chosen = [language for language in named if language not in held]
            report.begin([(language.tag, language.endonym) for language in chosen])
            outcomes = build_site(project, chosen, server, listen)
        finally:
            report.stop()
        rows = [_row_of(outcome) for outcome in outcomes]
        notes = [note for outcome in outcomes for note in outcome.notes]
        notes += withdrawn(project.build, (row.tag for row in rows))
        report.end(rows, time.perf_counter() - began, [*reminders(project), *notes])
        return rows, Built(project.locale, [language.code for language in chosen])


def _row_of(outcome: Outcome) -> LanguageRow:
    language = outcome.language
    return LanguageRow(
        language.tag,
        language.endonym,
        outcome.pages,
        outcome.in_english,
        outcome.refused,
        outcome.problems,
        outcome.written,
        outcome.seconds,
        outcome.doubtful,
    )
