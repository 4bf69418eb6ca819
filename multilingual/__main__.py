"""``python -m multilingual``: which commands there are, and what is printed of an error.

A command that is called is loaded, and no other: Sphinx alone takes half a second.
"""

from __future__ import annotations

import argparse
import io
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

if __name__ == "__main__" and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    # Until there is something to report, Ctrl-C ends this without a word.
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from multilingual.commands.arguments import FAULT, INSTALLED, PORT, SITE_IS_WHOLE, USAGE, Arguments
from multilingual.files import remedy
from multilingual.findings import ReportedError, UsageError, relative

COMMANDS = {
    "build": ("build", "build what has changed of every language"),
    "check": ("check", "check every catalog before readers get it"),
    "rules": ("check", "write the rules of the check into the manuals"),
    "settings": ("settings", "print the page of all settings of conf.py"),
    "extract": ("update", "make the templates of all pages"),
    "update": ("update", "carry every catalog to the new English"),
    "status": ("status", "say how far each page of each language is"),
    "format": ("update", "write every catalog in the canonical form"),
    "review": ("review", "vouch for a page that you have checked"),
    "language": ("language", "begin a new language"),
    "pseudo": ("build", "build the site in languages for testing"),
    "merge-sites": ("build", "put languages that were built apart together as one site"),
    "languages": ("build", "list the languages that are published"),
    "zip": ("build", "make a zip of each built language, which opens from a folder"),
    "downloads": ("build", "make a PDF, an EPUB and a zip of each built language, to offer"),
    "export": ("exchange", "write messages for translators' tools"),
    "import": ("exchange", "take back what translators did in their tools"),
    "hooks": ("hooks", "let git merge and check catalogs in this clone"),
    "staged": ("hooks", "check the catalogs of the next commit"),
    "merge": ("hooks", "merge a catalog, as git calls it"),
    "changed": ("changed", "show the English that changed since a revision"),
    "serve": ("preview", f"serve the site at http://localhost:{PORT}"),
    "preview": ("preview", "show a language in a browser as it is edited"),
}
"""The module of each command, and what it does.

The module runs it with ``run_build``, and ``build_arguments`` adds its arguments if it has any.
"""


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


def _name() -> str:
    """Return how this was called: by its installed name, or as a module of Python."""
    return INSTALLED if Path(sys.argv[0]).stem == INSTALLED else "python -m multilingual"


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    with suppress(PackageNotFoundError):
        return version("multilingual-faq")
    import tomllib

    # Run in place, from a clone.
    told = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))
    return str(told["project"]["version"])


def _parser(called: Sequence[str]) -> argparse.ArgumentParser:
    parser = Arguments(prog=_name(), description="Build a FAQ in many languages.")
    if "--version" in called:
        parser.add_argument("--version", action="version", version=f"multilingual {_version()}")
    # What Ctrl-C leaves, and what a command adds to an error that ends it.
    parser.set_defaults(whole=SITE_IS_WHOLE, undone="")
    commands = parser.add_subparsers(required=True, metavar="command")
    first = next((word for word in called if word in COMMANDS), "")
    for name, (module, task) in COMMANDS.items():
        command = commands.add_parser(name, help=task)
        if name == first:
            loaded = import_module(f"multilingual.commands.{module}")
            called_in_python = name.replace("-", "_")
            command.set_defaults(command=getattr(loaded, f"run_{called_in_python}"))
            getattr(loaded, f"{called_in_python}_arguments", lambda _command: None)(command)
    return parser


if __name__ == "__main__":
    sys.exit(main())
