"""Run ``conf.py``, and say in a line what is wrong with it."""

from __future__ import annotations

import runpy
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from multilingual.files import error_of_the_machine
from multilingual.findings import ReportedError, printable


class ConfError(ReportedError):
    """``conf.py`` cannot be run, as ``conf.py:line: error: what Python says`` and what to do."""


def run_conf(path: Path) -> Mapping[str, Any]:
    """Return the names that the ``conf.py`` at ``path`` gives.

    Raises ``ConfError``, and OSError if there is no such file or the machine is at fault.
    """
    path.stat()
    try:
        return runpy.run_path(str(path))
    except (Exception, SystemExit) as error:
        if error_of_the_machine(error) is not None:
            raise
        raise ConfError(fault_of_conf(path, error)) from error


def fault_of_conf(path: Path, error: BaseException) -> str:
    """Return what to tell of an ``error`` that the ``conf.py`` at ``path`` ended with."""
    said = str(error)
    # What is wrong in another file is told with the name of that file.
    if isinstance(error, SyntaxError) and error.filename == str(path):
        said = error.msg
    told = printable(f"{type(error).__name__}: {said}").removesuffix(".")
    return f"{path.name}:{line_in(path, error) or 1}: {told}. Mend that line."


def line_in(path: Path, error: BaseException) -> int | None:
    """Return the line of the Python file at ``path`` that ended with ``error``, if one did."""
    if isinstance(error, SyntaxError) and error.filename == str(path):
        return error.lineno or 1
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == str(path)]
    return lines[-1] if lines else None
