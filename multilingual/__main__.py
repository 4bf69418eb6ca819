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
from keyword import iskeyword

if __name__ == "__main__" and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    # Until there is something to tell of, Ctrl-C ends this without a word.
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from multilingual.commands.arguments import Arguments
from multilingual.commands.ends import FAULT, SITE_IS_WHOLE, USAGE
from multilingual.os_errors import remedy

COMMANDS = (
    *("build", "check", "rules", "extract", "update", "status", "format", "review", "language"),
    *("pseudo", "export", "import", "hooks", "changed", "staged", "merge", "serve", "preview"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    called = sys.argv[1:] if arguments is None else arguments
    options = _parser(called).parse_args(called)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot write a language's name is no reason to fail.
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
        print(f"{place}:1: {fault.removesuffix('.')}. {remedy(error)}", file=sys.stderr)
        return FAULT
    except KeyboardInterrupt:
        print(f"\nStopped. {options.whole}", file=sys.stderr)
        return FAULT
    except ValueError as error:
        # It brings Babel along, which a build of nothing does without.
        from multilingual.conf import ConfError
        from multilingual.languages import LanguageError

        if isinstance(error, ConfError):
            print(error, file=sys.stderr)
            return FAULT
        if not isinstance(error, LanguageError):
            raise
        print(error, file=sys.stderr)
        return USAGE


def _parser(called: Sequence[str]) -> argparse.ArgumentParser:
    parser = Arguments(prog="python -m multilingual", description=__doc__)
    parser.set_defaults(whole=SITE_IS_WHOLE)
    commands = parser.add_subparsers(required=True, metavar="command")
    first = called[0] if called else ""
    # Where it is none of them, all are listed.
    for name in [first] if first in COMMANDS else COMMANDS:
        module = f"{name}_" if iskeyword(name) else name
        import_module(f"multilingual.commands.{module}").add(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
