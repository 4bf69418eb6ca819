"""``python -m multilingual``: arguments and wiring only.

Each command loads what it needs when it is called: Sphinx alone takes half a second.
"""

from __future__ import annotations

import argparse
import gc
import io
import os
import signal
import sys
import time
from collections.abc import Collection, Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if __name__ == "__main__" and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    # Until there is something to tell of, Ctrl-C ends this without a word.
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from multilingual.arguments import Arguments
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
    from multilingual.forkserver import ForkServer
    from multilingual.jobs import Outcome, Progress
    from multilingual.languages import Language
    from multilingual.site import Project

WELL, FAULT, USAGE = 0, 1, 2
PORT = 8000
SITE = "build/html"
NOTHING_NEW = (
    "The file has nothing that is not in the catalogs. Was it saved, and is it the right one?"
)
READ_AGAIN = "about what was taken. Read it once more, and mend what is wrong."
CATALOGS_ARE_WHOLE = "Each catalog is old or new, none is half-written. Run it again to end it."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot write a language's name is no reason to fail.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
            signal.signal(signal.SIGINT, signal.default_int_handler)
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
        from multilingual.configuration import ConfError
        from multilingual.languages import LanguageError

        if isinstance(error, ConfError):
            print(error, file=sys.stderr)
            return FAULT
        if not isinstance(error, LanguageError):
            raise
        print(error, file=sys.stderr)
        return USAGE


def _parser() -> argparse.ArgumentParser:
    parser = Arguments(prog="python -m multilingual", description=__doc__)
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
    rules = commands.add_parser("rules", help="write the rules of the check into the manuals")
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
    status = commands.add_parser("status", help="say how far each page of each language is")
    status.add_argument("languages", nargs="*", metavar="LANGUAGE", help="tag or gettext code")
    status.add_argument("--format", choices=("text", "json", "csv"), default="text")
    status.set_defaults(command=_status)
    form = commands.add_parser("format", help="write every catalog in the canonical form")
    form.add_argument("--check", action="store_true", help="name those that are not, write none")
    form.set_defaults(command=_format, whole=CATALOGS_ARE_WHOLE)
    _add_review(commands)
    language = commands.add_parser("language", help="begin a new language")
    language.add_argument("code", nargs="?", default="", help="gettext code or BCP 47 tag")
    language.add_argument("--name", help="its name in itself, if Babel does not know it")
    language.add_argument("--direction", help="ltr or rtl, if Babel does not know it")
    language.add_argument("--tag", help="its BCP 47 tag, if it is not that of the code")
    language.set_defaults(command=_language)
    pseudo = commands.add_parser("pseudo", help="build the site in languages for testing")
    pseudo.set_defaults(command=_pseudo)
    _add_exchange(commands)
    _add_clone(commands)
    serve = commands.add_parser("serve", help=f"serve the site at http://localhost:{PORT}")
    serve.set_defaults(command=_serve)
    preview = commands.add_parser("preview", help="show a language in a browser as it is edited")
    preview.add_argument("language", nargs="?", default="", help="tag or gettext code")
    preview.add_argument("--port", type=_jobs, help=f"the port (the first free one from {PORT})")
    preview.add_argument("--show", choices=("msgid", "msgstr"), default="msgstr")
    preview.set_defaults(command=_preview)
    return parser


def _add_exchange(commands: Any) -> None:
    export = commands.add_parser("export", help="write messages for translators' tools")
    export.add_argument("language", nargs="?", default="", help="tag or gettext code")
    forms = "xliff, xliff2, tmx, csv, docx for Word, tbx or terms for the glossary"
    export.add_argument("--format", default="xliff", help=forms)
    export.add_argument("--page", action="append", default=[], help="export this page alone")
    export.add_argument("--all", action="store_true", help="TMX: also what nobody has reviewed")
    export.set_defaults(command=_export)
    take = commands.add_parser("import", help="take back what translators did in their tools")
    sent = ".xlf, .docx, .csv, .tmx, or .po from Poedit"
    take.add_argument("files", nargs="*", type=Path, metavar="FILE", help=sent)
    asked = "refuse any other; the language of a .po that names none"
    take.add_argument("--language", default="", help=asked)
    take.set_defaults(command=_import)


def _add_review(commands: Any) -> None:
    review = commands.add_parser("review", help="vouch for a page that you have checked")
    review.add_argument("language", metavar="LANGUAGE", help="tag or gettext code")
    review.add_argument("--page", default="")
    review.add_argument("--by", default="", help="your name, as in reviewers.toml")
    review.add_argument("--role", default="", help="your role, as in reviewers.toml")
    review.add_argument("--tidy", action="store_true", help="drop reviews of words that are gone")
    review.add_argument("--sheet", action="store_true", help="write a sheet for a reviewer")
    review.add_argument("--from", dest="sheet_file", type=Path, help="take a filled sheet")
    review.set_defaults(command=_review)


def _add_clone(commands: Any) -> None:
    hooks = commands.add_parser("hooks", help="let git merge and check catalogs in this clone")
    hooks.set_defaults(command=_hooks)
    changed = commands.add_parser("changed", help="show the English that changed since a revision")
    changed.add_argument("language", metavar="LANGUAGE", help="tag or gettext code")
    changed.add_argument("--since", required=True, metavar="REV", help="a day or a revision of git")
    changed.add_argument("--format", choices=("text", "html", "json"), default="text")
    changed.set_defaults(command=_changed)
    staged = commands.add_parser("staged", help="check the catalogs of the next commit")
    staged.set_defaults(command=_staged)
    merge = commands.add_parser("merge", help="merge a catalog, as git calls it")
    for name in ("base", "ours", "theirs"):
        merge.add_argument(name, type=Path)
    merge.add_argument("path", nargs="?", default="", help="the name of the catalog, for people")
    merge.set_defaults(command=_merge)


def _voice(name: str) -> dict[str, Any]:
    return {"action": "store_const", "dest": "voice", "const": name, "default": ""}


def _refuse_page(page: str, known: Collection[str]) -> int:
    there = f"There are: {', '.join(sorted(known))}."
    if page:
        near = get_close_matches(page, sorted(known), n=1)
        meant = f" Did you mean {near[0]}?" if near else ""
        print(f"source/{page}.rst: no such page.{meant} {there}", file=sys.stderr)
    else:
        print(f"Say which page, as in PAGE=index. {there}", file=sys.stderr)
    return USAGE


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
    from multilingual.forkserver import ForkServer

    # Now, so that it loads Sphinx while all else is loaded.
    with ForkServer(options.jobs) as server:
        return _build_with(server, names, options, report, began)


def _build_with(
    server: ForkServer,
    names: Sequence[str],
    options: argparse.Namespace,
    report: Report,
    began: float,
) -> list[Row]:
    from multilingual.jobs import Outcome
    from multilingual.languages import choose_languages
    from multilingual.site import Project, build_site

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
        outcomes = build_site(project, chosen, server, listen)
    finally:
        report.stop()
    made = [row_of(outcome) for outcome in outcomes]
    report.end(Summary(made, time.perf_counter() - began, SITE, project.reminders()))
    return made


def _check(options: argparse.Namespace) -> int:
    from multilingual.catalogs.findings import as_github, as_json, as_text
    from multilingual.checking import check_project
    from multilingual.languages import SOURCE_CODE, choose_languages
    from multilingual.site import Project

    names = [name for one in options.languages for name in one.split(",") if name]
    project = Project.at(Path.cwd())
    known = [one for one in project.languages() if one.code != SOURCE_CODE]
    chosen = choose_languages(known, names) or known
    pages = [page.removesuffix(".po") for page in options.page]
    unknown = sorted(set(pages) - project.pages() - {"sphinx"})
    if unknown:
        return _refuse_page(unknown[0], project.pages() | {"sphinx"})
    catalogs, findings = check_project(project, chosen, pages)
    show = {"text": as_text, "github": as_github, "json": as_json}[options.format]
    if findings or options.format == "json":
        print(show(findings))
    errors = sum(finding.severity == "error" for finding in findings)
    counts = (catalogs, "catalog"), (errors, "error"), (len(findings) - errors, "warning")
    words = [count(number, noun) for number, noun in counts]
    print(f"{words[0]} read: {words[1]}, {words[2]}.", file=sys.stderr)
    return FAULT if errors else WELL


def _review(options: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    from multilingual.catalogs.extraction import ExtractionError, extract
    from multilingual.catalogs.findings import as_text
    from multilingual.catalogs.reviews import REGISTER, RegisterError
    from multilingual.catalogs.vouching import (
        ReviewError,
        digests_in,
        digests_of,
        tidy,
        vouch,
        vouch_source,
    )
    from multilingual.languages import choose_languages
    from multilingual.site import Project

    project = Project.at(Path.cwd())
    root = project.root
    if not options.language:
        tags = ", ".join(one.tag for one in project.languages())
        print(f"Say which language: make review LANGUAGE=es. There are: {tags}.", file=sys.stderr)
        return USAGE
    (chosen,) = choose_languages(project.languages(), [options.language])
    known = project.pages() | (set() if chosen.is_source else {"sphinx"})
    if options.sheet_file or options.sheet:
        return _by_sheet(project, chosen, options)
    if options.page not in known and not options.tidy:
        return _refuse_page(options.page, known)
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
        print(f"{count(len(done.warnings), 'warning')} {READ_AGAIN}", file=sys.stderr)
    return WELL


def _by_sheet(project: Project, language: Language, options: argparse.Namespace) -> int:
    if language.is_source:
        print("A sheet is for a translation. Choose another language.", file=sys.stderr)
        return USAGE
    return (_decisions if options.sheet_file else _sheet)(project, language, options)


def _decisions(project: Project, language: Language, options: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    from multilingual.catalogs.decisions import take_decisions
    from multilingual.catalogs.exchange.units import ExchangeError
    from multilingual.catalogs.files import CatalogError, writing_alone
    from multilingual.catalogs.findings import as_text
    from multilingual.catalogs.reviews import RegisterError
    from multilingual.catalogs.vouching import ReviewError

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
        print(f"{count(len(done.warnings), 'warning')} {READ_AGAIN}", file=sys.stderr)
    return FAULT if done.findings else WELL


def _sheet(project: Project, language: Language, options: argparse.Namespace) -> int:
    from multilingual.catalogs.files import CatalogError
    from multilingual.catalogs.sheet import write_sheet

    page = options.page
    if page not in (known := project.pages() | {"sphinx"}):
        return _refuse_page(page, known)
    folder = project.root / project.locale / language.code
    try:
        paths, old = write_sheet(project.root, folder, page, language.tag, language.direction)
    except CatalogError as error:
        print(error, file=sys.stderr)
        return FAULT
    print("\n".join(path.relative_to(project.root).as_posix() for path in paths))
    _tell_of_the_old(old, project.root)
    return WELL


def _tell_of_the_old(old: Path | None, root: Path) -> None:
    if old is not None:
        print(f"What was there before is {old.relative_to(root).as_posix()} now.")


def _rules(_options: argparse.Namespace) -> int:
    from multilingual.catalogs.manual import write_rules

    write_rules(Path())
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


def _status(options: argparse.Namespace) -> int:
    from multilingual.backlog import waits_since
    from multilingual.catalogs.context import is_safety
    from multilingual.catalogs.extraction import ExtractionError, extract
    from multilingual.catalogs.progress import Key, Progress
    from multilingual.catalogs.reviews import RegisterError
    from multilingual.catalogs.standing import Standing, as_csv, as_json, as_lines, show_table
    from multilingual.languages import SOURCE_CODE, choose_languages
    from multilingual.site import Project

    project = Project.at(Path.cwd())
    known = [one for one in project.languages() if one.code != SOURCE_CODE]
    names = [name for one in options.languages for name in one.split(",") if name]
    chosen = choose_languages(known, names) or known
    standing: Standing = {}
    since = {}
    try:
        templates, _warnings = extract(project.root, project.conf["project"])
        for language in chosen:
            progress = Progress(project.root, project.locale, language.code)
            standing[language.tag] = {
                page: progress.of_page(
                    page,
                    [Key(one.msgid, one.msgctxt) for one in template],
                    [Key(one.msgid, one.msgctxt) for one in template if is_safety(one)],
                )
                for page, template in templates.items()
            }
            folder = project.root / project.locale / language.code / "LC_MESSAGES"
            for page in templates:
                if day := waits_since(project.root, folder / f"{page}.po"):
                    since[language.tag, page] = day
            for fault in progress.faults:
                print(f"{fault} Until then its messages count as missing.", file=sys.stderr)
    except (ExtractionError, RegisterError) as error:
        print(str(error).removeprefix(f"{project.root}{os.sep}"), file=sys.stderr)
        return FAULT
    if options.format == "text" and sys.stdout.isatty():
        from rich.console import Console

        show_table(standing, since, Console())
    else:
        show = {"json": as_json, "csv": as_csv, "text": as_lines}[options.format]
        print(show(standing, since).removesuffix("\n"))
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
        accounts, warnings = update_project(project, chosen, options.trivial)
    except (CatalogError, ExtractionError, TrivialityError) as error:
        place = f"{project.root}{os.sep}"
        print(f"{str(error).removeprefix(place)}\nNo catalog was changed.", file=sys.stderr)
        return FAULT
    for warning in warnings:
        print(warning, file=sys.stderr)
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
        is_marked,
        read_catalog,
        text_of,
        write_catalog,
        writing_alone,
    )
    from multilingual.site import Project

    faults: list[object] = []
    project = Project.at(Path.cwd())
    folders = sorted(Path(project.locale).glob("*/"))
    with writing_alone(project.build):
        for path in (path for folder in folders for path in catalogs_in(folder)):
            try:
                catalog = canonical(read_catalog(path))
                data = path.read_bytes()
                if data == text_of(catalog).encode():
                    continue
                if options.check:
                    faults.append(path)
                    print(f"{path}:1: not in the canonical form. Write it so: make format")
                else:
                    write_catalog(path, catalog)
                    if is_marked(data):
                        print(f"{path}:1: the hidden sign (a byte order mark) was taken off.")
            except CatalogError as error:
                faults.append(error)
                print(error, file=sys.stderr)
    return FAULT if faults else WELL


def _language(options: argparse.Namespace) -> int:
    from multilingual.catalogs.extraction import ExtractionError
    from multilingual.catalogs.files import writing_alone
    from multilingual.newlanguage import add_language
    from multilingual.site import Project

    if not options.code:
        print("Say which language: make language LANGUAGE=sw", file=sys.stderr)
        return USAGE
    given = {name: getattr(options, name) for name in ("name", "direction", "tag")}
    description = {name: value for name, value in given.items() if value is not None}
    try:
        project = Project.at(Path.cwd())
        with writing_alone(project.build):
            print(add_language(project, options.code, description))
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


def _export(options: argparse.Namespace) -> int:
    from multilingual.catalogs.exchange.exports import FORMATS, Order, export_language
    from multilingual.catalogs.exchange.terminology import TERM_WRITERS
    from multilingual.catalogs.files import CatalogError
    from multilingual.catalogs.reviews import RegisterError
    from multilingual.languages import choose_languages
    from multilingual.site import Project

    project = Project.at(Path.cwd())
    others = [one for one in project.languages() if not one.is_source]
    if not options.language:
        there = ", ".join(one.tag for one in others)
        asked = "Say which language: make export LANGUAGE=es"
        print(f"{asked}. There are: {there}.", file=sys.stderr)
        return USAGE
    language = choose_languages(others, [options.language])[0]
    if options.format not in FORMATS:
        known = ", ".join(FORMATS)
        print(f"Unknown format {options.format!r}. The formats are: {known}.", file=sys.stderr)
        return USAGE
    pages = [page.removesuffix(".po") for page in options.page]
    unknown = sorted(set(pages) - project.pages() - {"sphinx"})
    if unknown:
        return _refuse_page(unknown[0], project.pages() | {"sphinx"})
    folder = project.root / project.locale / language.code
    try:
        order = Order(options.format, tuple(pages), options.all)
        done = export_language(project.root, folder, language.tag, order)
    except (CatalogError, RegisterError) as error:
        print(error, file=sys.stderr)
        return FAULT
    noun = "term" if options.format in TERM_WRITERS else "message"
    print(f"{done.path.relative_to(project.root)}: {count(done.number, noun)}.")
    _tell_of_the_old(done.old, project.root)
    if not done.number and order.holds_reviewed_alone:
        print("No qualified person has reviewed a text. For all texts: ALL=yes", file=sys.stderr)
    return WELL


def _import(options: argparse.Namespace) -> int:
    from multilingual.catalogs.exchange.imports import Home, import_files
    from multilingual.catalogs.exchange.units import ExchangeError
    from multilingual.catalogs.files import CatalogError, writing_alone
    from multilingual.catalogs.findings import as_text
    from multilingual.catalogs.reviews import RegisterError
    from multilingual.clone import earlier
    from multilingual.languages import choose_languages
    from multilingual.site import Project

    if not options.files:
        print("Say which file: make import FILE=build/export/es/es.xlf", file=sys.stderr)
        return USAGE
    project = Project.at(Path.cwd())
    known = project.languages()
    wanted = choose_languages(known, [options.language])[0] if options.language else None
    locale = project.root / project.locale
    try:
        with writing_alone(project.build):
            files = [path.expanduser() for path in options.files]
            home = Home(project.root, locale, partial(earlier, project.root))
            taken = import_files(files, home, known, wanted)
    except (ExchangeError, CatalogError, RegisterError) as error:
        print(error, file=sys.stderr)
        return FAULT
    for note in taken.notes:
        print(note)
    if taken.findings or taken.warnings:
        print(as_text(sorted([*taken.findings, *taken.warnings])))
    into = ", ".join(sorted(str(path.relative_to(project.root)) for path in taken.catalogs))
    words = f"{count(taken.messages, 'message')} taken{f' into {into}' if into else ''}"
    print(f"{words}; {len(taken.findings)} left out.", file=sys.stderr)
    if not (taken.messages or taken.findings or taken.notes):
        print(NOTHING_NEW, file=sys.stderr)
    if taken.warnings:
        print(f"{count(len(taken.warnings), 'warning')} {READ_AGAIN}", file=sys.stderr)
    if taken.waiting:
        waiting = (
            f"Readers get English for {count(taken.waiting, 'message')} of these: it is marked"
        )
        marks = (
            'as fuzzy ("Needs Work", "needs-review"). Take the mark off where the text is right.'
        )
        print(f"{waiting} {marks}", file=sys.stderr)
    if taken.approved:
        approved = f"Your tool calls {count(taken.approved, 'text')} approved. That is no review"
        print(f"{approved}: whoever has checked them runs make review.", file=sys.stderr)
    return FAULT if taken.findings else WELL


def _hooks(_options: argparse.Namespace) -> int:
    from multilingual.clone import CloneError, set_up
    from multilingual.site import Project

    root = Path.cwd()
    try:
        print("\n".join(set_up(root, Project.at(root).locale)))
    except CloneError as error:
        print(error, file=sys.stderr)
        return FAULT
    return WELL


def _changed(options: argparse.Namespace) -> int:
    from multilingual.catalogs.difference import Difference
    from multilingual.catalogs.files import CatalogError, catalogs_by_page, read_catalog
    from multilingual.catalogs.history import changes_of
    from multilingual.clone import CloneError, UnknownRevisionError, catalogs_at
    from multilingual.languages import choose_languages
    from multilingual.site import Project

    project = Project.at(Path.cwd())
    (language,) = choose_languages(project.languages(), [options.language])
    if language.is_source:
        print("All is translated from English. Name another language.", file=sys.stderr)
        return USAGE
    name = f"{project.locale}/{language.code}/LC_MESSAGES"
    rest = project.root / project.locale / language.code
    try:
        old = catalogs_at(project.root, options.since, name)
        new = {page: read_catalog(path) for page, path in catalogs_by_page(rest).items()}
    except (CatalogError, CloneError) as error:
        print(str(error).removeprefix(f"{project.root}{os.sep}"), file=sys.stderr)
        return USAGE if isinstance(error, UnknownRevisionError) else FAULT
    difference = Difference(changes_of(old, new), language, name, options.since)
    if options.format == "html":
        print(difference.write_html(project.build).relative_to(project.root))
    elif options.format == "json":
        print(difference.as_json())
    elif sys.stdout.isatty():
        from rich.console import Console

        difference.show(Console())
    else:
        print(difference.as_text())
    return WELL


def _staged(_options: argparse.Namespace) -> int:
    from multilingual.catalogs.findings import as_text
    from multilingual.checking import check_staged
    from multilingual.clone import CloneError
    from multilingual.site import Project

    try:
        findings = check_staged(Project.at(Path.cwd()))
    except CloneError as error:
        print(error, file=sys.stderr)
        return FAULT
    if findings:
        print(as_text(findings), file=sys.stderr)
    errors = sum(finding.severity == "error" for finding in findings)
    if errors:
        print("Nothing was committed. Mend this, then git add and commit again.", file=sys.stderr)
    return FAULT if errors else WELL


def _merge(options: argparse.Namespace) -> int:
    from multilingual.clone import merge_files

    name = options.path or str(options.ours)
    code, told = merge_files(options.base, options.ours, options.theirs, name)
    if told:
        print(told, file=sys.stderr)
    return code


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


def _preview(options: argparse.Namespace) -> int:
    from multilingual.preview import PreviewError, choose, preview
    from multilingual.site import Project

    try:
        project = Project.at(Path.cwd(), is_lenient=True)
        language = choose(project, options.language)
        preview(project, language, options.port, options.show, partial(print, flush=True))
    except PreviewError as error:
        print(error, file=sys.stderr)
        return USAGE
    except KeyboardInterrupt:
        print()
    return WELL


if __name__ == "__main__":
    sys.exit(main())
