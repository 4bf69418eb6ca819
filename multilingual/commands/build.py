"""Build what has changed of every language."""

from __future__ import annotations

import argparse
import gc
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from multilingual.build.manifest import Kept
from multilingual.build.stale_languages import find_current
from multilingual.commands.arguments import (
    FAULT,
    SITE,
    WELL,
    Commands,
    add_languages,
    split_names,
    whole_number,
)
from multilingual.commands.build_report import (
    Json,
    LanguageRow,
    Lines,
    Quiet,
    Report,
    Summary,
    row_of,
    row_of_kept,
)
from multilingual.guard.mo_files import stray_catalogs

if TYPE_CHECKING:
    from multilingual.build.forked_workers import ForkServer
    from multilingual.build.jobs import JobProgress, Outcome


def add(commands: Commands) -> None:
    build = commands.add_parser("build", help="build what has changed of every language")
    add_languages(build)
    build.add_argument(
        "--jobs",
        type=whole_number,
        default=os.cpu_count() or 1,
        metavar="N",
        help="how many languages to build at a time (one for each core); more at the end",
    )
    build.add_argument(
        "--lenient",
        action="store_true",
        help="end well though translations are shown in English because they are broken",
    )
    voice = build.add_mutually_exclusive_group()
    voice.add_argument("--quiet", **_voice("quiet"), help="say nothing but what is wrong")
    voice.add_argument("--json", **_voice("json"), help="say what came of it, as JSON, at the end")
    build.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    began = time.perf_counter()
    names = split_names(options.languages)
    current = find_current(Path.cwd(), names)
    report = _choose_report(options.voice, short=current is not None)
    if current is not None:
        rows = [row_of_kept(manifest) for manifest in current]
        site = Kept(Path("build")).site()
        reminders = site.reminders if site else ()
        for row in rows:
            if row.refused:
                report.row(row)
        report.end(Summary(rows, time.perf_counter() - began, SITE, reminders))
    else:
        rows = _build_changed(names, options, report, began)
    for finding in stray_catalogs(Path.cwd()):
        print(finding, file=sys.stderr)
    failed = [row for row in rows if row.problems or (row.refused and not options.lenient)]
    return FAULT if failed else WELL


def _voice(name: str) -> dict[str, Any]:
    return {"action": "store_const", "dest": "voice", "const": name, "default": ""}


def _build_changed(
    names: Sequence[str], options: argparse.Namespace, report: Report, began: float
) -> list[LanguageRow]:
    # Next to nothing of what is loaded is ever thrown away, and looking for it takes long.
    gc.disable()
    from multilingual.build.forked_workers import ForkServer

    # Now, so that it loads Sphinx while all else is loaded.
    with ForkServer(options.jobs) as server:
        return _build_with(server, names, options, report, began)


def _build_with(
    server: ForkServer,
    names: Sequence[str],
    options: argparse.Namespace,
    report: Report,
    began: float,
) -> list[LanguageRow]:
    from multilingual.build.jobs import Outcome
    from multilingual.build.site import build_site
    from multilingual.languages import choose_languages
    from multilingual.project import Project
    from multilingual.status.progress import held_back, reminders

    told: set[str] = set()

    def listen(message: JobProgress | Outcome) -> None:
        if isinstance(message, Outcome):
            row = row_of(message)
            # A language that is built once more is reported once more, its faults are not.
            report.row(replace(row, refused=[fault for fault in row.refused if fault not in told]))
            told.update(row.refused)
        else:
            report.progress(message)

    try:
        project = Project.at(Path.cwd(), is_lenient=options.lenient)
        known = project.languages()
        held = held_back(project)
        chosen = [
            language for language in choose_languages(known, names) or known if language not in held
        ]
        report.begin([(language.tag, language.endonym) for language in chosen])
        outcomes = build_site(project, chosen, server, listen)
    finally:
        report.stop()
    made = [row_of(outcome) for outcome in outcomes]
    report.end(Summary(made, time.perf_counter() - began, SITE, reminders(project)))
    return made


def _choose_report(voice: str, *, short: bool) -> Report:
    """Return the report for a ``voice``: ``quiet``, ``json`` or, where it is empty, words.

    ``short`` is for a build that has come to its end before it is told of.
    """
    if voice == "json":
        return Json(sys.stdout, sys.stderr)
    if voice == "quiet":
        return Quiet(sys.stdout, sys.stderr)
    if sys.stdout.isatty() and not short:
        # Rich takes a tenth of a second to load, which a build in a pipe need not wait for.
        from multilingual.commands.live_report import Live

        return Live()
    return Lines(sys.stdout, sys.stderr)
