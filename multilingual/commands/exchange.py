"""Write messages for translators' tools, and take back what was done in them."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path

from multilingual.catalogs.writer import writing_alone
from multilingual.commands.arguments import (
    FAULT,
    WELL,
    Arguments,
    chosen_language,
    chosen_pages,
)
from multilingual.commands.printing import (
    count,
    print_findings,
    print_replaced,
    print_warnings_taken,
)
from multilingual.exchange.formats import FORMATS, WRITTEN, export_language
from multilingual.exchange.imports import import_files
from multilingual.findings import UsageError
from multilingual.project import Project

NOTHING_NEW = (
    "The file has nothing that is not in the catalogs. Was it saved, and is it the right one?"
)
MARKS = 'as fuzzy ("Needs Work", "needs-review"). Take the mark off where the text is right.'


def export_arguments(parser: Arguments) -> None:
    parser.add_argument("language", nargs="?", default="", help="tag or gettext code")
    forms = "xliff, xliff2, tmx, csv, docx for Word, tbx or terms for the glossary"
    parser.add_argument("--format", default="xliff", help=forms)
    parser.add_argument("--page", action="append", default=[], help="export this page alone")
    parser.add_argument("--all", action="store_true", help="TMX: also what nobody has reviewed")


def run_export(options: argparse.Namespace) -> int:
    project = Project.at(Path.cwd())
    language = chosen_language(project.translations(), options.language, "export")
    if options.format not in WRITTEN:
        known = ", ".join(WRITTEN)
        raise UsageError(f"Unknown format {options.format!r}. The formats are: {known}.")
    pages = chosen_pages(options.page, project.catalog_names())
    done = export_language(project, language, options.format, pages, all_texts=options.all)
    form = FORMATS[options.format]
    noun = "term" if form.write_terms else "message"
    print(f"{done.path.relative_to(project.root)}: {count(done.number, noun)}.")
    print_replaced(done.old, project.root)
    if not done.number and form.is_approved and not options.all:
        print("No qualified person has reviewed a text. For all texts: ALL=yes", file=sys.stderr)
    return WELL


def _ask(question: str, *, is_told: bool) -> bool:
    """Return whether somebody says yes, before the command or now."""
    if is_told or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return is_told
    return input(f"{question} [y/N] ").strip().casefold() in ("y", "yes")


def import_arguments(parser: Arguments) -> None:
    sent = ".xlf, .docx, .csv, .tmx, or .po from Poedit"
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help=sent)
    asked = "refuse any other; the language of a .po that names none"
    parser.add_argument("--language", default="", help=asked)
    doubted = "take a file, too, in which most good translations are fuzzy"
    parser.add_argument("--fuzzy", action="store_true", help=doubted)


def run_import(options: argparse.Namespace) -> int:
    if not options.files:
        raise UsageError("Say which file: make import FILE=build/export/es/es.xlf")
    project = Project.at(Path.cwd())
    asked = options.language
    wanted = chosen_language(project.languages(), asked, "import") if asked else None
    with writing_alone(project.build):
        files = [path.expanduser() for path in options.files]
        imported = import_files(files, project, wanted, partial(_ask, is_told=options.fuzzy))
    for note in imported.notes:
        print(note)
    print_findings(sorted([*imported.findings, *imported.warnings]))
    into = ", ".join(sorted(str(path.relative_to(project.root)) for path in imported.catalogs))
    words = f"{count(imported.messages, 'message')} taken{f' into {into}' if into else ''}"
    print(f"{words}; {len(imported.findings)} left out.", file=sys.stderr)
    if not (imported.messages or imported.findings or imported.notes):
        print(NOTHING_NEW, file=sys.stderr)
    print_warnings_taken(imported.warnings)
    if imported.waiting:
        waiting = f"Readers get English for {count(imported.waiting, 'message')} of these"
        print(f"{waiting}: it is marked {MARKS}", file=sys.stderr)
    if imported.approved:
        approved = f"Your tool calls {count(imported.approved, 'text')} approved. That is no review"
        print(f"{approved}: whoever has checked them runs make review.", file=sys.stderr)
    return FAULT if imported.findings else WELL
