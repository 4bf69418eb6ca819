"""``python -m multilingual``: arguments and wiring only.

Each command loads what it needs when it is called: Sphinx alone takes half a second.
"""

from __future__ import annotations

import argparse
import io
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

if __name__ == "__main__" and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    # Until there is something to report, Ctrl-C ends this without a word.
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from multilingual.commands.arguments import FAULT, SITE_IS_WHOLE, USAGE, Arguments
from multilingual.files import remedy
from multilingual.findings import ReportedError, UsageError, relative

COMMANDS = (
    *("build", "check", "rules", "extract", "update", "status", "format", "review", "language"),
    *("pseudo", "export", "import", "hooks", "staged", "merge", "changed", "serve", "preview"),
)
MODULES = {"import": "import_", "staged": "hooks", "merge": "hooks"}
"""The modules of commands that are not named for their command."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    called = sys.argv[1:] if arguments is None else arguments
    options = _parser(called).parse_args(called)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot write a language's name must not end a command.
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
        return _report(f"{place}:1: {fault.removesuffix('.')}. {remedy(error)}", FAULT)
    except KeyboardInterrupt:
        return _report(f"\nStopped. {options.whole}", FAULT)
    except UsageError as error:
        return _report(str(error), USAGE)
    except ReportedError as error:
        return _report("\n".join(filter(None, (str(error), options.undone))), FAULT)


def _report(message: str, code: int) -> int:
    print(relative(message, Path.cwd()), file=sys.stderr)
    return code


def _parser(called: Sequence[str]) -> argparse.ArgumentParser:
    parser = Arguments(prog="python -m multilingual", description=__doc__)
    # What Ctrl-C leaves, and what a command adds to an error that ends it.
    parser.set_defaults(whole=SITE_IS_WHOLE, undone="")
    commands = parser.add_subparsers(required=True, metavar="command")
    first = called[0] if called else ""
    # Where it is none of them, all are listed.
    asked = [first] if first in COMMANDS else COMMANDS
    for name in dict.fromkeys(MODULES.get(command, command) for command in asked):
        import_module(f"multilingual.commands.{name}").add(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
