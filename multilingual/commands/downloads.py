"""Make the files of each built language that readers keep, and offer them on its pages."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from multilingual.commands.arguments import (
    FAULT,
    WELL,
    Arguments,
    add_languages,
    split_names,
    whole_number,
)
from multilingual.commands.printing import print_faults


def downloads_arguments(parser: Arguments) -> None:
    add_languages(parser)
    parser.add_argument(
        "--jobs",
        type=whole_number,
        default=os.cpu_count() or 1,
        metavar="N",
        help="how many languages at a time (one for each core)",
    )


def run_downloads(options: argparse.Namespace) -> int:
    from multilingual.build.forked_workers import ForkServer
    from multilingual.build.site import build_site
    from multilingual.project import Project, choose_languages
    from multilingual.status.publication_threshold import held_back
    from multilingual.tasks.downloads import make_downloads

    project = Project.at(Path.cwd())
    held = held_back(project)
    known = [language for language in project.languages() if language not in held]
    chosen = choose_languages(known, split_names(options.languages)) or known
    faults: list[str] = []
    for made in make_downloads(project, chosen, options.jobs):
        faults += (f"{made.language.tag}: {fault}" for fault in made.faults)
        for name, size in made.downloads.values():
            print(f"{name} ({int(size) / 1_000_000:.1f} MB)", flush=True)
    with ForkServer(options.jobs) as server:
        outcomes = build_site(project, chosen, server, lambda _message: None)
    faults += (problem for outcome in outcomes for problem in outcome.problems)
    print_faults(faults)
    return FAULT if faults else WELL
