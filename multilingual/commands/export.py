"""Write messages for translators' tools."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from multilingual.catalogs.language_folder import INTERFACE_CATALOG
from multilingual.commands.arguments import FAULT, USAGE, WELL, Commands, refuse_page
from multilingual.commands.printing import count, print_replaced


def add(commands: Commands) -> None:
    export = commands.add_parser("export", help="write messages for translators' tools")
    export.add_argument("language", nargs="?", default="", help="tag or gettext code")
    forms = "xliff, xliff2, tmx, csv, docx for Word, tbx or terms for the glossary"
    export.add_argument("--format", default="xliff", help=forms)
    export.add_argument("--page", action="append", default=[], help="export this page alone")
    export.add_argument("--all", action="store_true", help="TMX: also what nobody has reviewed")
    export.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    from multilingual.catalogs.message import CatalogError
    from multilingual.exchange.formats import FORMATS, WRITTEN, export_language
    from multilingual.languages import choose_languages
    from multilingual.project import Project
    from multilingual.reviews.register import RegisterError

    project = Project.at(Path.cwd())
    others = [language for language in project.languages() if not language.is_source]
    if not options.language:
        there = ", ".join(language.tag for language in others)
        asked = "Say which language: make export LANGUAGE=es"
        print(f"{asked}. There are: {there}.", file=sys.stderr)
        return USAGE
    language = choose_languages(others, [options.language])[0]
    if options.format not in WRITTEN:
        known = ", ".join(WRITTEN)
        print(f"Unknown format {options.format!r}. The formats are: {known}.", file=sys.stderr)
        return USAGE
    pages = [page.removesuffix(".po") for page in options.page]
    unknown = sorted(set(pages) - project.pages() - {INTERFACE_CATALOG})
    if unknown:
        return refuse_page(unknown[0], project.pages() | {INTERFACE_CATALOG})
    form = FORMATS[options.format]
    try:
        done = export_language(project, language, options.format, pages, all_texts=options.all)
    except (CatalogError, RegisterError) as error:
        print(error, file=sys.stderr)
        return FAULT
    noun = "term" if form.write_terms else "message"
    print(f"{done.path.relative_to(project.root)}: {count(done.number, noun)}.")
    print_replaced(done.old, project.root)
    if not done.number and form.is_approved and not options.all:
        print("No qualified person has reviewed a text. For all texts: ALL=yes", file=sys.stderr)
    return WELL
