"""Show a language in a browser as it is edited."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path

from multilingual.commands.arguments import PORT, USAGE, WELL, Commands, whole_number


def add(commands: Commands) -> None:
    preview = commands.add_parser("preview", help="show a language in a browser as it is edited")
    preview.add_argument("language", nargs="?", default="", help="tag or gettext code")
    preview.add_argument(
        "--port", type=whole_number, help=f"the port (the first free one from {PORT})"
    )
    preview.add_argument("--show", choices=("msgid", "msgstr"), default="msgstr")
    preview.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    from multilingual.preview.session import PreviewError, choose, preview
    from multilingual.project import Project

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
