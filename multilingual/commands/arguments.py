"""How a command is called: its arguments, exit codes, and what is said of a wrong call."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Collection, Iterable
from difflib import get_close_matches
from typing import NoReturn, TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[Arguments]"

WELL, FAULT, USAGE = 0, 1, 2
"""Exit codes: all well; something in the work is wrong; the command was called wrongly."""
SITE_IS_WHOLE = "What is published is whole."
CATALOGS_ARE_WHOLE = "Each catalog is old or new, none is half-written. Run it again to end it."
"""What Ctrl-C leaves, as ``whole`` of the defaults of a parser."""
SITE = "build/html"
"""The folder of the site in a project."""
PORT = 8000
"""The port at which the site is served on this machine."""

CHOICE = re.compile(
    r"argument (?P<name>\S+): invalid choice: (?P<given>.+) \(choose from (?P<known>.+)\)"
)
HELP = "To see the tasks: make help"


class Arguments(argparse.ArgumentParser):
    """Python's reader of arguments, without the line of all options before each mistake."""

    def error(self, message: str) -> NoReturn:
        """Print what is wrong and what to do, and exit with 2."""
        found = CHOICE.fullmatch(message)
        if found:
            name = found["name"].removeprefix("--")
            known = found["known"].replace("'", "")
            message = f"{found['given']} is no {name}. Choose one of: {known}"
        self.exit(USAGE, f"{message[0].upper()}{message[1:]}. {HELP}\n")


def add_languages(parser: Arguments) -> None:
    """Let a command be asked for some languages alone."""
    parser.add_argument("languages", nargs="*", metavar="LANGUAGE", help="tag or gettext code")


def split_names(arguments: Iterable[str]) -> list[str]:
    """Return the names in arguments of which each may hold several, with commas."""
    return [name for argument in arguments for name in argument.split(",") if name]


def whole_number(text: str) -> int:
    """Return the number that an argument is, from 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number from 1, not {text!r}")
    return int(text)


def refuse_page(page: str, known: Collection[str]) -> int:
    """Print that there is no such page, or that none was named, and which there are."""
    there = f"There are: {', '.join(sorted(known))}."
    if page:
        near = get_close_matches(page, sorted(known), n=1)
        meant = f" Did you mean {near[0]}?" if near else ""
        print(f"source/{page}.rst: no such page.{meant} {there}", file=sys.stderr)
    else:
        print(f"Say which page, as in PAGE=index. {there}", file=sys.stderr)
    return USAGE
