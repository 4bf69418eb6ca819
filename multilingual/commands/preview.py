"""Show in a browser a language as it is edited, or the site as it was built."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from multilingual.commands.arguments import (
    FAULT,
    PORT,
    SITE,
    WELL,
    Arguments,
    chosen_language,
    whole_number,
)
from multilingual.findings import UsageError


def preview_arguments(parser: Arguments) -> None:
    parser.add_argument("language", nargs="?", default="", help="tag or gettext code")
    ports = f"the port (the first free one from {PORT})"
    parser.add_argument("--port", type=whole_number, help=ports)
    parser.add_argument("--show", choices=("msgid", "msgstr"), default="msgstr")


def run_preview(options: argparse.Namespace) -> int:
    from multilingual.preview.session import preview
    from multilingual.project import Project

    try:
        project = Project.at(Path.cwd(), is_lenient=True)
        others = project.translations()
        known = project.languages() if options.language else others
        language = chosen_language(known, options.language, "preview")
        if language.is_source:
            tags = ", ".join(other.tag for other in others)
            raise UsageError(f"English has no catalogs to preview. Choose one of: {tags}.")
        preview(project, language, options.port, options.show)
    except KeyboardInterrupt:
        print()
    return WELL


def run_serve(_options: argparse.Namespace) -> int:
    from multilingual.preview.server import make_server

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
