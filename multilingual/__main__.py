"""``python -m multilingual``: arguments and wiring only."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from multilingual.catalogs.files import CatalogError, read_catalog, write_catalog
from multilingual.languages import LanguageError
from multilingual.server import make_server
from multilingual.site import Project, build_site
from multilingual.worker import Outcome, remedy

WELL, FAULT, USAGE = 0, 1, 2
PORT = 8000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.command(options))
    except LanguageError as error:
        print(error, file=sys.stderr)
        return USAGE
    except BrokenPipeError:
        return FAULT
    except OSError as error:
        print(f"{error.filename or PORT}: {error.strerror}. {remedy(error)}", file=sys.stderr)
        return FAULT
    except KeyboardInterrupt:
        print("\nStopped. The published site is as it was.", file=sys.stderr)
        return FAULT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m multilingual", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")
    build = commands.add_parser("build", help="build every language, or those named")
    build.add_argument("languages", nargs="*", metavar="LANGUAGE", help="tag or gettext code")
    build.add_argument("--jobs", type=_jobs, default=os.cpu_count() or 1, metavar="N")
    build.set_defaults(command=_build)
    form = commands.add_parser("format", help="write every catalog in the canonical form")
    form.set_defaults(command=_format)
    serve = commands.add_parser("serve", help=f"serve the site at http://localhost:{PORT}")
    serve.set_defaults(command=_serve)
    return parser


def _jobs(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number from 1, not {text!r}")
    return int(text)


def _build(options: argparse.Namespace) -> int:
    began = time.perf_counter()
    project = Project.at(Path.cwd())
    names = [name for one in options.languages for name in one.split(",") if name]
    outcomes = build_site(project, names, options.jobs, _report)
    failed = [outcome for outcome in outcomes if not outcome.succeeded]
    built = len(outcomes) - len(failed)
    print(
        f"{built} of {len(outcomes)} languages in {time.perf_counter() - began:.1f} s.", flush=True
    )
    for outcome in failed:
        print(f"{outcome.language.tag} is not published anew: mend what is listed.", flush=True)
    if built:
        _remind(project)
        print(f"Open {project.build.relative_to(project.root)}/html/index.html, or: make serve")
    return FAULT if failed else WELL


def _report(outcome: Outcome) -> None:
    tag, endonym = outcome.language.tag, outcome.language.endonym
    if outcome.succeeded:
        english = f"  {outcome.in_english} texts in English" if outcome.in_english else ""
        seconds = f"{outcome.seconds:4.1f} s"
        print(f"{tag:8} {outcome.pages} pages  {seconds}  {endonym}{english}", flush=True)
        return
    print(f"{tag:8} failed: {endonym}", flush=True)
    for problem in outcome.problems:
        print(problem, file=sys.stderr, flush=True)


def _remind(project: Project) -> None:
    for name in ("html_baseurl", "multilingual_contact"):
        if "example.org" in project.conf.get(name, ""):
            print(f"Before you publish: set {name} in conf.py, which is still an example.")


def _format(_options: argparse.Namespace) -> int:
    faults = []
    for path in sorted(Path("locale").glob("*/LC_MESSAGES/**/*.po")):
        try:
            write_catalog(path, read_catalog(path))
        except CatalogError as error:
            faults.append(error)
            print(error, file=sys.stderr)
    return FAULT if faults else WELL


def _serve(_options: argparse.Namespace) -> int:
    site = Project.at(Path.cwd()).build / "html"
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
