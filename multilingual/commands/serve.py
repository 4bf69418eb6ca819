"""Serve the site on this machine."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from multilingual.commands.arguments import Commands
from multilingual.commands.ends import FAULT, WELL
from multilingual.commands.places import PORT, SITE


def add(commands: Commands) -> None:
    serve = commands.add_parser("serve", help=f"serve the site at http://localhost:{PORT}")
    serve.set_defaults(command=run)


def run(_options: argparse.Namespace) -> int:
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
