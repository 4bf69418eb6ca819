"""Extract, update and format catalogs, and print what was done."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from multilingual.catalogs.fixes import fixed
from multilingual.catalogs.language_folder import catalogs_in
from multilingual.catalogs.message import Catalog, CatalogError
from multilingual.catalogs.reader import is_marked, read_catalog
from multilingual.catalogs.writer import canonical, text_of, write_catalog, writing_alone
from multilingual.commands.arguments import (
    CATALOGS_ARE_WHOLE,
    FAULT,
    WELL,
    Arguments,
    add_languages,
    split_names,
)
from multilingual.commands.printing import ReportTable, as_json, count, print_faults, print_report
from multilingual.files import read_plain
from multilingual.findings import printable
from multilingual.project import Project, choose_languages
from multilingual.tasks.updating import update_project
from multilingual.templates.extraction import extract
from multilingual.text.wording import quoted
from multilingual.update.rewriting import MeanwhileError
from multilingual.update.state import Update
from multilingual.update.trivial_changes import mark_of

if TYPE_CHECKING:
    from rich.console import Console

REWRITTEN = {
    "forms": "with other letters",
    "places": "without line numbers",
    "flags": "with marks in our order",
    "previous": "without old English that nothing asks for",
    "notes": "with comments in our form",
}
"""What `make format` can change in a message, by its part."""
COUNTS = ("kept", "recovered", "fuzzy", "new", "obsolete")


def run_extract(_options: argparse.Namespace) -> int:
    project = Project.at(Path.cwd())
    # What is wrong with one ends the command as it ends any other.
    project.languages()
    templates, warnings = extract(project.root)
    print_faults(warnings)
    messages = count(sum(map(len, templates.values())), "message")
    print(f"{count(len(templates), 'template')} with {messages} in build/gettext.")
    return WELL


def update_arguments(parser: Arguments) -> None:
    add_languages(parser)
    parser.add_argument(
        "--trivial",
        action="append",
        default=[],
        metavar="MARK",
        help="a new wording, by its mark, that needs no new look at its translations",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.set_defaults(whole=CATALOGS_ARE_WHOLE)


def run_update(options: argparse.Namespace) -> int:
    project = Project.at(Path.cwd())
    options.undone = "No catalog was changed."
    known, unusable = project.usable_translations()
    chosen = choose_languages(known, split_names(options.languages))
    try:
        # Whoever names languages asks for nothing of the others.
        wanted = (chosen, options.trivial) if chosen else (known, options.trivial, unusable)
        done, warnings = update_project(project, *wanted)
    except MeanwhileError as error:
        options.undone = CATALOGS_ARE_WHOLE
        print_faults(error.warnings)
        raise
    print_faults(warnings)
    updates = {language.tag: update for language, update in done.items()}
    forms = {"text": lambda: as_text(updates), "json": lambda: as_json(json_data(updates))}
    print_report(options.format, forms, partial(show, updates))
    return WELL


def counts(update: Update) -> dict[str, int]:
    """Return how many messages had which lot."""
    recovered, fuzzy = sum(update.recovered.values()), len(update.reworded)
    numbers = (update.kept, recovered, fuzzy, update.new, update.obsolete)
    return dict(zip(COUNTS, numbers, strict=True))


def sources(update: Update) -> Counter[str]:
    """Return how many messages were recovered from the catalog of which page."""
    found = Counter[str]()
    for (source, _page), number in update.recovered.items():
        found[source] += number
    return found


def sources_in_words(update: Update) -> str:
    return ", ".join(f"{page} {number}" for page, number in sorted(sources(update).items()))


def as_text(updates: Mapping[str, Update]) -> str:
    """Return one line a language, and one for each new wording."""
    lines = []
    for tag, update in updates.items():
        numbers = ", ".join(f"{name} {number}" for name, number in counts(update).items())
        origin = f" (from {sources_in_words(update)})" if update.recovered else ""
        lines.append(f"{tag:8} {numbers}{origin}")
    return "\n".join([*lines, *new_wordings(updates.values())])


def show(updates: Mapping[str, Update], console: Console) -> None:
    """Show a table on a terminal, and the new wordings below it."""
    rows = [
        (tag, *(str(number or "–") for number in counts(update).values()), sources_in_words(update))
        for tag, update in updates.items()
    ]
    table = ReportTable(("language", *COUNTS, "recovered from"), rows, COUNTS)
    console.print(table.as_rich(box=None))
    for line in new_wordings(updates.values()):
        console.print(line, markup=False, highlight=False)


def json_data(updates: Mapping[str, Update]) -> list[dict[str, object]]:
    """Return an object a language."""
    return [
        {
            "tag": tag,
            **counts(update),
            "recovered_from": dict(sources(update)),
            "reworded": [
                {"mark": mark_of(wording.new), **wording._asdict()} for wording in update.reworded
            ],
        }
        for tag, update in updates.items()
    ]


def new_wordings(updates: Iterable[Update]) -> Iterator[str]:
    """Yield a line for each new English wording that waits for a person."""
    found = dict.fromkeys(
        (wording.page, wording.new) for update in updates for wording in update.reworded
    )
    if found:
        yield "New wordings, fuzzy until somebody has looked. Only a typo? make update TRIVIAL=…"
    for page, new in found:
        yield f"  {mark_of(new)}  {page}: {quoted(new)}"


def rewritten(before: Catalog, after: Catalog) -> Iterator[str]:
    """Yield what a catalog has otherwise in the canonical form, in words for people."""
    if lost := sorted(before.fields.keys() - after.fields.keys()):
        yield f"header without {', '.join(map(printable, lost))}"
    elif before.fields != after.fields:
        yield "header"
    if before.notes.strip() != after.notes:
        yield "no names of people above it"
    for name, done in REWRITTEN.items():
        pairs = zip(before.live, after.live, strict=False)
        if number := sum(getattr(old, name) != getattr(new, name) for old, new in pairs):
            yield f"{count(number, 'text')} {done}"
    if gone := len(before.messages) - len(after.messages):
        yield f"{count(gone, 'text')} that no page uses left out"
    yield "one line for each text"


def format_arguments(parser: Arguments) -> None:
    parser.add_argument("--check", action="store_true", help="name those that are not, write none")
    parser.set_defaults(whole=CATALOGS_ARE_WHOLE)


def run_format(options: argparse.Namespace) -> int:
    faults: list[object] = []
    project = Project.at(Path.cwd())
    folders = sorted(Path(project.locale, one.code) for one in project.translations())
    with writing_alone(project.build):
        for path in (path for folder in folders for path in catalogs_in(folder)):
            try:
                read = read_catalog(path)
                catalog = fixed(canonical(read))
                data = read_plain(path)
                if data != text_of(catalog).encode():
                    if options.check:
                        faults.append(path)
                        print(f"{path}:1: not in the canonical form. Write it so: make format")
                        continue
                    write_catalog(path, catalog)
                    print(f"{path}:1: written in our form: {', '.join(rewritten(read, catalog))}.")
                    if is_marked(data):
                        print(f"{path}:1: the hidden sign (a byte order mark) was taken off.")
                # Their lines are those of the file as it is now.
                for damage in read_catalog(path).damage:
                    faults.append(CatalogError(path, damage.line, damage.fault))
                    print(faults[-1], file=sys.stderr)
            except CatalogError as error:
                faults.append(error)
                print(error, file=sys.stderr)
    return FAULT if faults else WELL
