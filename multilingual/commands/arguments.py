"""How a command is called: its arguments, exit codes, and what is said of a wrong call."""

from __future__ import annotations

import argparse
import re
from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, NoReturn

from multilingual.findings import UsageError

if TYPE_CHECKING:
    from multilingual.languages import Language
    from multilingual.project import Project

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
INSTALLED = "multilingual"
"""How the command is called where the package is installed, and there is no Makefile."""


class Arguments(argparse.ArgumentParser):
    """Python's reader of arguments, without the line of all options before each mistake."""

    def error(self, message: str) -> NoReturn:
        """Print what is wrong and what to do, and exit with 2."""
        found = CHOICE.fullmatch(message)
        if found:
            name = found["name"].removeprefix("--")
            known = found["known"].replace("'", "")
            message = f"{found['given']} is no {name}. Choose one of: {known}"
        is_installed = self.prog.split()[0] == INSTALLED
        told = f"commands: {INSTALLED} --help" if is_installed else "tasks: make help"
        self.exit(USAGE, f"{message[0].upper()}{message[1:]}. To see the {told}\n")


def add_languages(parser: Arguments) -> None:
    """Let a command be asked for some languages alone."""
    parser.add_argument("languages", nargs="*", metavar="LANGUAGE", help="tag or gettext code")


def split_names(arguments: Iterable[str]) -> list[str]:
    """Return the names in arguments of which each may hold several, with commas."""
    return [name for argument in arguments for name in argument.split(",") if name]


def chosen_translations(project: Project, arguments: Iterable[str]) -> list[Language]:
    """Return the languages that a command is asked for, all but English if it names none."""
    from multilingual.project import choose_languages

    known = project.translations()
    return choose_languages(known, split_names(arguments)) or known


def chosen_language(known: Sequence[Language], name: str, target: str) -> Language:
    """Return the one language that the make ``target`` is for. Raises ``UsageError``."""
    from multilingual.project import choose_languages

    if not name:
        tags = ", ".join(language.tag for language in known)
        raise UsageError(f"Say which language: make {target} LANGUAGE=es. There are: {tags}.")
    return choose_languages(known, [name])[0]


def whole_number(text: str) -> int:
    """Return the number that an argument is, from 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number from 1, not {text!r}")
    return int(text)


def chosen_pages(names: Iterable[str], known: Collection[str]) -> list[str]:
    """Return the pages of the catalogs with these names. Raises ``UsageError``."""
    pages = [name.removesuffix(".po") for name in names]
    for page in sorted(pages):
        refuse_unknown(page, known)
    return pages


def refuse_unknown(page: str, known: Collection[str]) -> None:
    """Raise ``UsageError`` if there is no such page, or if none is named."""
    there = f"There are: {', '.join(sorted(known))}."
    if not page:
        raise UsageError(f"Say which page, as in PAGE=index. {there}")
    if page not in known:
        near = get_close_matches(page, sorted(known), n=1)
        meant = f" Did you mean {near[0]}?" if near else ""
        raise UsageError(f"source/{page}.rst: no such page.{meant} {there}")
