"""Print how far each page of each language is."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from multilingual.commands.arguments import WELL, Commands, add_languages, split_names
from multilingual.commands.printing import ReportTable, as_csv, as_json, print_report

if TYPE_CHECKING:
    from rich.console import Console

    from multilingual.tasks.status_table import Status


def add(commands: Commands) -> None:
    status = commands.add_parser("status", help="say how far each page of each language is")
    add_languages(status)
    status.add_argument("--format", choices=("text", "json", "csv"), default="text")
    status.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    from multilingual.languages import choose_languages
    from multilingual.project import Project
    from multilingual.tasks.status_table import CSV_COLUMNS, NOTE, csv_rows, json_data, read_status

    project = Project.at(Path.cwd())
    known = [language for language in project.languages() if not language.is_source]
    chosen = choose_languages(known, split_names(options.languages)) or known
    status, faults = read_status(project, chosen)
    for fault in faults:
        print(f"{fault} Until then its messages count as missing.", file=sys.stderr)
    forms = {
        "text": lambda: f"{table_of(status).as_text()}\n\n{NOTE}",
        "csv": lambda: as_csv(CSV_COLUMNS, csv_rows(status)),
        "json": lambda: as_json(json_data(status)),
    }
    print_report(options.format, forms, partial(show, status))
    return WELL


def table_of(status: Status) -> ReportTable:
    """Return the table that a person reads."""
    from multilingual.tasks.status_table import ALL, COLUMNS, NUMBERS, rows

    return ReportTable(COLUMNS, rows(status), NUMBERS, total=ALL)


def show(status: Status, console: Console) -> None:
    """Show the table on a terminal, on a narrow one its most needed columns alone."""
    from multilingual.tasks.status_table import COLUMNS, NARROW, NOTE, WIDE

    table = table_of(status).only(COLUMNS if console.width >= WIDE else NARROW)
    console.print(table.as_rich(overflow="fold", caption=NOTE, caption_justify="left"))
