"""Say in a sentence what is wrong with how a command was called."""

from __future__ import annotations

import argparse
import re
from typing import NoReturn

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
