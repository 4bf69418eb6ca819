"""``python -m multilingual``: arguments and wiring only.

Each command loads what it needs when it is called: Sphinx alone takes half a second.
"""

from __future__ import annotations

import argparse
import gc
import io
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from multilingual.manifest import Kept, find_current
from multilingual.remedies import remedy
from multilingual.report import (
    Report,
    Row,
    Summary,
    choose_report,
    count,
    row_of,
    row_of_kept,
)

if TYPE_CHECKING:
    from multilingual.worker import Outcome, Progress

WELL, FAULT, USAGE = 0, 1, 2
PORT = 8000
SITE = "build/html"
CATALOGS_ARE_WHOLE = "Each catalog is old or new, none is half-written. Run it again to end it."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot write a language's name is no reason to fail.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        return int(options.command(options))
    except BrokenPipeError:
        return FAULT
    except OSError as error:
        place, fault = error.filename or "build", error.strerror or str(error)
        print(f"{place}:1: {fault.removesuffix('.')}. {remedy(error)}", file=sys.stderr)
        return FAULT
    except KeyboardInterrupt:
        print(f"\nStopped. {options.whole}", file=sys.stderr)
        return FAULT
    except ValueError as error:
        # It brings Babel along, which a build of nothing does without.
        from multilingual.languages import LanguageError

        if not isinstance(error, LanguageError):
            raise
        print(error, file=sys.stderr)
        return USAGE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m multilingual", description=__doc__)
    parser.set_defaults(whole="What is published is whole.")
    commands = parser.add_subparsers(required=True, metavar="command")
    build = commands.add_parser("build", help="build what has changed of every language")
    build.add_argument("languages", nargs="*", metavar="LANGUAGE", help="tag or gettext code")
    build.add_argument(
        "--jobs",
        type=_jobs,
        default=os.cpu_count() or 1,
        metavar="N",
        help="how many languages to build at a time (one for each core)",
    )
    build.add_argument(
        "--lenient",
        action="store_true",
        help="end well though translations are shown in English because they are broken",
    )
    voice = build.add_mutually_exclusive_group()
    voice.add_argument("--quiet", **_voice("quiet"), help="say nothing but what is wrong")
    voice.add_argument("--json", **_voice("json"), help="say what came of it, as JSON, at the end")
    build.set_defaults(command=_build)
    check = commands.add_parser("check", help="check every catalog before readers get it")
    check.add_argument("languages", nargs="*", metavar="LANGUAGE", help="tag or gettext code")
    check.add_argument("--page", action="append", default=[], help="check this page alone")
    check.add_argument("--format", choices=("text", "github", "json"), default="text")
    check.set_defaults(command=_check)
    rules = commands.add_parser("rules", help="write the rules of the check into TRANSLATING.md")
    rules.set_defaults(command=_rules)
    extract = commands.add_parser("extract", help="make the templates of all pages")
    extract.set_defaults(command=_extract)
    update = commands.add_parser("update", help="carry every catalog to the new English")
    update.add_argument("languages", nargs="*", metavar="LANGUAGE", help="tag or gettext code")
    update.add_argument(
        "--trivial",
        action="append",
        default=[],
        metavar="MARK",
        help="a new wording, by its mark, that needs no new look at its translations",
    )
    update.add_argument("--format", choices=("text", "json"), default="text")
    update.set_defaults(command=_update, whole=CATALOGS_ARE_WHOLE)
    form = commands.add_parser("format", help="write every catalog in the canonical form")
    form.add_argument("--check", action="store_true", help="name those that are not, write none")
    form.set_defaults(command=_format, whole=CATALOGS_ARE_WHOLE)
    language = commands.add_parser("language", help="begin a new language")
    language.add_argument("code", nargs="?", default="", help="gettext code or BCP 47 tag")
    language.add_argument("--name", help="its name in itself, if Babel does not know it")
    language.add_argument("--direction", help="ltr or rtl, if Babel does not know it")
    language.add_argument("--tag", help="its BCP 47 tag, if it is not that of the code")
    language.set_defaults(command=_language)
    pseudo = commands.add_parser("pseudo", help="build the site in languages for testing")
    pseudo.set_defaults(command=_pseudo)
    serve = commands.add_parser("serve", help=f"serve the site at http://localhost:{PORT}")
    serve.set_defaults(command=_serve)
    return parser


def _voice(name: str) -> dict[str, Any]:
    return {"action": "store_const", "dest": "voice", "const": name, "default": ""}


def _jobs(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number from 1, not {text!r}")
    return int(text)


def _build(options: argparse.Namespace) -> int:
    began = time.perf_counter()
    names = [name for one in options.languages for name in one.split(",") if name]
    current = find_current(Path.cwd(), names)
    report = choose_report(options.voice, short=current is not None)
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
    failed = [row for row in rows if row.problems or (row.refused and not options.lenient)]
    return FAULT if failed else WELL


def _build_changed(
    names: Sequence[str], options: argparse.Namespace, report: Report, began: float
) -> list[Row]:
    # Next to nothing of what is loaded is ever thrown away, and looking for it takes long.
    gc.disable()
    from multilingual.languages import choose_languages
    from multilingual.site import Project, build_site
    from multilingual.worker import Outcome

    told: set[str] = set()

    def listen(message: Progress | Outcome) -> None:
        if isinstance(message, Outcome):
            row = row_of(message)
            # A language that is built once more is told of once more, its faults are not.
            report.row(replace(row, refused=[one for one in row.refused if one not in told]))
            told.update(row.refused)
        else:
            report.progress(message)

    try:
        project = Project.at(Path.cwd(), is_lenient=options.lenient)
        known = project.languages()
        held = project.held_back()
        chosen = [one for one in choose_languages(known, names) or known if one not in held]
        report.begin([(one.tag, one.endonym) for one in chosen])
        outcomes = build_site(project, chosen, options.jobs, listen)
    finally:
        report.stop()
    made = [row_of(outcome) for outcome in outcomes]
    report.end(Summary(made, time.perf_counter() - began, SITE, project.reminders()))
    return made


def _check(options: argparse.Namespace) -> int:
    from multilingual.catalogs.findings import as_github, as_json, as_text
    from multilingual.catalogs.gate import check_language
    from multilingual.languages import SOURCE_CODE, choose_languages
    from multilingual.site import Project

    names = [name for one in options.languages for name in one.split(",") if name]
    project = Project.at(Path.cwd())
    known = [one for one in project.languages() if one.code != SOURCE_CODE]
    chosen = choose_languages(known, names) or known
    pages = [page.removesuffix(".po") for page in options.page]
    unknown = sorted(set(pages) - project.pages() - {"sphinx"})
    if unknown:
        there = ", ".join(sorted({*project.pages(), "sphinx"}))
        print(f"source/{unknown[0]}.rst: no such page. There are: {there}", file=sys.stderr)
        return USAGE
    findings, catalogs = [], 0
    for language in chosen:
        folder = project.root / project.locale / language.code
        read, found = check_language(project.root, folder, pages, project.pages())
        findings += found
        catalogs += read
    show = {"text": as_text, "github": as_github, "json": as_json}[options.format]
    if findings or options.format == "json":
        print(show(findings))
    errors = sum(finding.severity == "error" for finding in findings)
    counts = (catalogs, "catalog"), (errors, "error"), (len(findings) - errors, "warning")
    words = [count(number, noun) for number, noun in counts]
    print(f"{words[0]} read: {words[1]}, {words[2]}.", file=sys.stderr)
    return FAULT if errors else WELL


def _rules(_options: argparse.Namespace) -> int:
    from multilingual.catalogs.manual import write_rules

    write_rules(Path("TRANSLATING.md"))
    return WELL


def _extract(_options: argparse.Namespace) -> int:
    from multilingual.catalogs.extraction import ExtractionError, extract
    from multilingual.site import Project

    project = Project.at(Path.cwd())
    try:
        templates, warnings = extract(project.root, project.conf["project"])
    except ExtractionError as error:
        print(error, file=sys.stderr)
        return FAULT
    for warning in warnings:
        print(warning, file=sys.stderr)
    messages = count(sum(map(len, templates.values())), "message")
    print(f"{count(len(templates), 'template')} with {messages} in build/gettext.")
    return WELL


def _update(options: argparse.Namespace) -> int:
    from rich.console import Console

    from multilingual.catalogs.account import as_json, as_lines, show_table
    from multilingual.catalogs.extraction import ExtractionError
    from multilingual.catalogs.files import CatalogError
    from multilingual.catalogs.triviality import TrivialityError
    from multilingual.languages import SOURCE_CODE, choose_languages
    from multilingual.site import Project
    from multilingual.updating import update_project

    project = Project.at(Path.cwd())
    known = [one for one in project.languages() if one.code != SOURCE_CODE]
    names = [name for one in options.languages for name in one.split(",") if name]
    try:
        chosen = choose_languages(known, names) or known
        accounts = update_project(project, chosen, options.trivial)
    except (CatalogError, ExtractionError, TrivialityError) as error:
        place = f"{project.root}{os.sep}"
        print(f"{str(error).removeprefix(place)}\nNo catalog was changed.", file=sys.stderr)
        return FAULT
    if options.format == "json":
        print(as_json(accounts))
    elif sys.stdout.isatty():
        show_table(accounts, Console())
    else:
        print(as_lines(accounts))
    return WELL


def _format(options: argparse.Namespace) -> int:
    from multilingual.catalogs.canonical import canonical
    from multilingual.catalogs.files import (
        CatalogError,
        catalogs_in,
        read_catalog,
        text_of,
        write_catalog,
    )

    faults: list[object] = []
    for path in (
        path for folder in sorted(Path("locale").glob("*/")) for path in catalogs_in(folder)
    ):
        try:
            catalog = canonical(read_catalog(path))
            if path.read_bytes() == text_of(catalog).encode():
                continue
            if options.check:
                faults.append(path)
                print(f"{path}:1: not in the canonical form. Write it so: make format")
            else:
                write_catalog(path, catalog)
        except CatalogError as error:
            faults.append(error)
            print(error, file=sys.stderr)
    return FAULT if faults else WELL


def _language(options: argparse.Namespace) -> int:
    from multilingual.catalogs.extraction import ExtractionError
    from multilingual.newlanguage import add_language
    from multilingual.site import Project

    if not options.code:
        print("Say which language: make language LANGUAGE=sw", file=sys.stderr)
        return USAGE
    given = {name: getattr(options, name) for name in ("name", "direction", "tag")}
    description = {name: value for name, value in given.items() if value is not None}
    try:
        print(add_language(Project.at(Path.cwd()), options.code, description))
    except ExtractionError as error:
        print(f"{error}\nNo language was made.", file=sys.stderr)
        return FAULT
    return WELL


def _pseudo(_options: argparse.Namespace) -> int:
    from multilingual.catalogs.extraction import ExtractionError
    from multilingual.pseudosite import PLACE, build_pseudo_site
    from multilingual.site import Project

    try:
        outcomes = build_pseudo_site(Project.at(Path.cwd()))
    except ExtractionError as error:
        print(error, file=sys.stderr)
        return FAULT
    rows = [row_of(outcome) for outcome in outcomes]
    for line in (line for row in rows for line in (*row.problems, *row.refused)):
        print(line, file=sys.stderr)
    print(f"Never publish this: {PLACE}/{SITE}/index.html")
    return FAULT if any(row.problems or row.refused for row in rows) else WELL


def _serve(_options: argparse.Namespace) -> int:
    from multilingual.server import make_server

    site = Path(SITE).resolve()
    if not site.is_dir():
        print("There is no site yet. Build it first: make html", file=sys.stderr)
        return FAULT
    with make_server(site, PORT) as server:
        print(f"The site is at http://localhost:{PORT} (Ctrl-C stops).", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()
    return WELL


if __name__ == "__main__":
    sys.exit(main())
