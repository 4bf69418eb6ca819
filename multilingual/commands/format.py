"""Write every catalog in the canonical form."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from multilingual.catalogs.language_folder import catalogs_in
from multilingual.catalogs.message import CatalogError
from multilingual.catalogs.reader import is_marked, read_catalog
from multilingual.catalogs.writer import canonical, text_of, write_catalog, writing_alone
from multilingual.commands.arguments import CATALOGS_ARE_WHOLE, FAULT, WELL, Arguments
from multilingual.project import Project


def format_arguments(parser: Arguments) -> None:
    parser.add_argument("--check", action="store_true", help="name those that are not, write none")
    parser.set_defaults(whole=CATALOGS_ARE_WHOLE)


def run_format(options: argparse.Namespace) -> int:
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
