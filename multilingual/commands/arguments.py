"""How a command is called, and a sentence on what is wrong with it."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import NoReturn, TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[Arguments]"

CALLED_WRONGLY = 2
CHOICE = re.compile(
    r"argument (?P<name>\S+): invalid choice: (?P<given>.+) \(choose from (?P<known>.+)\)"
)
HELP = "To see the tasks: make help"


class Arguments(argparse.ArgumentParser):
    """Python's reader of arguments, without the line of all options before each mistake."""

    def error(self, message: str) -> NoReturn:
        """Tell what is wrong and what to do, and end with 2."""
        found = CHOICE.fullmatch(message)
        if found:
            name = found["name"].removeprefix("--")
            known = found["known"].replace("'", "")
            message = f"{found['given']} is no {name}. Choose one of: {known}"
        self.exit(CALLED_WRONGLY, f"{message[0].upper()}{message[1:]}. {HELP}\n")


def add_languages(parser: Arguments) -> None:
    """Let a command be asked for some languages alone."""
    parser.add_argument("languages", nargs="*", metavar="LANGUAGE", help="tag or gettext code")


def split_names(languages: Iterable[str]) -> list[str]:
    """Return the names in arguments of which each may hold several, with commas."""
    return [name for one in languages for name in one.split(",") if name]


def whole_number(text: str) -> int:
    """Return the number that an argument is, from 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number from 1, not {text!r}")
    return int(text)
