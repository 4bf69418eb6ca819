"""What is wrong in a project: a finding of a check, or an error that ends a command."""

from __future__ import annotations

import hashlib
import os
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, NamedTuple

LONGEST = 600
"""Characters of a path or message that are shown."""

MOST_OF_ONE_RULE = 20
"""Findings of one rule in one file that are told one by one."""

Severity = Literal["error", "warning"]

MOST_ANNOTATIONS = 10
"""Annotations of one kind that GitHub shows of one step."""

WHOLE_FILE = 1
"""The line of what is wrong with a catalog as a whole; no message stands there."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault: ``path`` from the folder of the project, ``line`` from 1, what to do."""

    path: str
    line: int
    rule: str
    message: str
    severity: Severity = "error"

    def __post_init__(self) -> None:
        # What a catalog holds must not fake a line of the report, or speak to the terminal.
        for name in ("path", "rule", "message"):
            object.__setattr__(self, name, printable(getattr(self, name)))

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule}: {self.message}"


class ReportedError(ValueError):
    """Something in the work is wrong: the message, with what to do, is all that is printed."""


class UsageError(ReportedError):
    """A command was called wrongly."""


class FileError(ReportedError):
    """A file that cannot be used, as ``path:line: what is wrong and what to do``."""

    def __init__(self, path: Path | str, line: int, message: str) -> None:
        super().__init__(f"{printable(str(path))}:{line}: {visible(message)}")
        self.path = path
        self.line = line
        self.message = message


def relative(text: str, root: Path) -> str:
    """Return what is reported of the project in ``root``, with paths from that folder."""
    return text.replace(f"{root}{os.sep}", "")


def printable(text: str) -> str:
    """Return ``text`` on one line, without signs that a terminal obeys and not too long."""
    shown = visible(text)
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…"


def visible(text: str) -> str:
    """Return ``text`` on one line, without signs that a terminal obeys."""
    shown = "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text
    )
    # A runner of GitHub takes these for a command, wherever they stand in a line.
    return shown.replace("##[", "## [")


def as_text(findings: Iterable[Finding]) -> str:
    """Return one finding a line, ``path:line: rule: message``, a warning marked as one.

    The errors come last, where whoever called the command looks.
    """
    return "\n".join(
        str(finding)
        if finding.severity == "error"
        else f"{finding.path}:{finding.line}: {finding.rule}: warning: {finding.message}"
        for finding in sorted(findings, key=lambda finding: finding.severity == "error")
    )


class Note(NamedTuple):
    """What a platform shows beside a line of a file; ``kind`` is error, warning or notice."""

    kind: str
    path: str
    line: int
    title: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.title}: {self.message}"


def notes_of(findings: Iterable[Finding]) -> list[Note]:
    """Return the findings as what a platform shows, of any length."""
    return [Note(one.severity, one.path, one.line, one.rule, one.message) for one in findings]


def as_github(notes: Iterable[Note]) -> list[str]:
    """Return annotations of a GitHub workflow, as many of a kind as are shown, and plain lines.

    The last that is shown says how many more there are.
    https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
    """
    notes = list(notes)
    left, lines = Counter(note.kind for note in notes), []
    counts = left.copy()
    for note in notes:
        left[note.kind] -= 1
        number = counts[note.kind] - left[note.kind]
        more = f"\n{left[note.kind]} more are in the summary and the log of this run."
        is_last = number == MOST_ANNOTATIONS and left[note.kind]
        shown = note._replace(message=f"{note.message}{more if is_last else ''}")
        lines.append(_annotation(shown) if number <= MOST_ANNOTATIONS else str(note))
    return lines


def _annotation(note: Note) -> str:
    place = f"file={_property(note.path)},line={note.line},title={_property(note.title)}"
    return f"::{note.kind} {place}::{_data(note.message)}"


def as_gitlab(notes: Iterable[Note]) -> list[dict[str, object]]:
    """Return a report of GitLab, which shows it beside the lines of a merge request.

    https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
    """
    severities = {"error": "critical", "warning": "minor", "notice": "info"}
    return [
        {
            "description": f"{note.title}: {note.message}",
            "check_name": note.title,
            "fingerprint": hashlib.sha256(str(note).encode()).hexdigest(),
            "severity": severities[note.kind],
            "location": {"path": note.path, "lines": {"begin": note.line}},
        }
        for note in dict.fromkeys(notes)
    ]


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def shortened(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings, of one rule in one file the first alone and how many more there are."""
    shown: list[Finding] = []
    left: dict[tuple[str, str, Severity], list[Finding]] = defaultdict(list)
    counts = Counter[tuple[str, str, Severity]]()
    for finding in findings:
        of_rule = finding.path, finding.rule, finding.severity
        counts[of_rule] += 1
        if counts[of_rule] <= MOST_OF_ONE_RULE:
            shown.append(finding)
        else:
            left[of_rule].append(finding)
    for more in left.values():
        message = f"There are {len(more)} more of this rule in this file. Mend the others first."
        shown.append(replace(more[0], message=message))
    return shown


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
