"""Tell how a build goes: live on a terminal, in lines elsewhere, as JSON for a program."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TextIO

from multilingual.commands.printing import count

if TYPE_CHECKING:
    from multilingual.build.jobs import JobProgress, Outcome
    from multilingual.build.manifest import Manifest

PROBLEM = re.compile(r"(?P<path>[^:\n]+):(?P<line>\d+): (?P<message>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """What the report says of a language.

    ``written`` counts the pages that this build made, of ``pages`` in all; ``problems`` keep it
    from being published; ``refused`` are the translations in whose place there is English.
    """

    tag: str
    endonym: str
    pages: int
    written: int
    seconds: float
    problems: Sequence[str]
    in_english: int
    refused: Sequence[str] = ()

    @property
    def state(self) -> str:
        """``built``, ``unchanged`` or ``failed``."""
        if self.problems:
            return "failed"
        return "built" if self.written else "unchanged"

    @property
    def account(self) -> str:
        """The state in words."""
        if self.state == "built" and self.written < self.pages:
            return f"{self.written} of {count(self.pages, 'page')} built"
        return f"{count(self.pages, 'page')} built" if self.state == "built" else self.state

    @property
    def english(self) -> str:
        """How much of it is shown in English, if anything is."""
        return f"{count(self.in_english, 'text')} in English" if self.in_english else ""


def row_of(outcome: Outcome) -> LanguageRow:
    """Return what to say of a language that a build attended to."""
    language = outcome.language
    return LanguageRow(
        language.tag,
        language.endonym,
        outcome.pages,
        outcome.written,
        outcome.seconds,
        outcome.problems,
        outcome.in_english,
        outcome.refused,
    )


def row_of_kept(manifest: Manifest) -> LanguageRow:
    """Return what to say of a language that is published as it should be."""
    about = manifest
    return LanguageRow(
        about.tag, about.endonym, about.pages, 0, 0.0, (), about.in_english, about.refused
    )


@dataclass(frozen=True, slots=True)
class Summary:
    """What is told at the end; ``reminders`` are for the owner of the site."""

    rows: Sequence[LanguageRow]
    seconds: float
    site: str
    reminders: Sequence[str]


class Report(Protocol):
    """One way to tell how a build goes."""

    def begin(self, rows: Sequence[tuple[str, str]]) -> None:
        """Name the languages to come, by tag and endonym."""

    def progress(self, progress: JobProgress) -> None:
        """Tell how far a language is."""

    def row(self, row: LanguageRow) -> None:
        """Tell what came of a language."""

    def end(self, summary: Summary) -> None:
        """Tell what came of it all."""

    def stop(self) -> None:
        """Leave the terminal as it was, also where there is no end to tell."""


class Lines:
    """Plain lines, one a language; problems go to where errors go."""

    def __init__(self, output: TextIO, errors: TextIO) -> None:
        self._output, self._errors = output, errors

    def begin(self, rows: Sequence[tuple[str, str]]) -> None: ...

    def progress(self, progress: JobProgress) -> None: ...

    def row(self, row: LanguageRow) -> None:
        seconds = f"{row.seconds:5.1f} s" if row.seconds else " " * 7
        parts = (f"{row.tag:8} {row.account:22} {seconds}", row.endonym, row.english)
        self._say("  ".join(part for part in parts if part))
        for problem in (*row.problems, *row.refused):
            print(problem, file=self._errors, flush=True)

    def end(self, summary: Summary) -> None:
        for line in closing_lines(summary):
            self._say(line)

    def stop(self) -> None: ...

    def _say(self, line: str) -> None:
        print(line, file=self._output, flush=True)


class Quiet(Lines):
    """Problems alone."""

    def _say(self, line: str) -> None: ...


class Json(Quiet):
    """One object at the end, and problems as they come where errors go."""

    def end(self, summary: Summary) -> None:
        print(json.dumps(as_data(summary), ensure_ascii=False, indent=1), file=self._output)


def closing_lines(summary: Summary) -> list[str]:
    """Return the last lines of a report: what was done, what to fix and where to look."""
    states = [row.state for row in summary.rows]
    good = [state for state in states if state != "failed"]
    if states.count("unchanged") == len(states):
        lines = [f"Nothing has changed since the last build ({summary.seconds:.2f} s)."]
    else:
        lines = [f"{len(good)} of {count(len(states), 'language')} in {summary.seconds:.1f} s."]
    failed = [row.tag for row in summary.rows if row.problems]
    lines += [f"{tag} is not published anew: mend what is listed." for tag in failed]
    refused = [(row.tag, len(row.refused)) for row in summary.rows if row.refused]
    lines += [
        f"{tag} is published, with English in place of what is listed ({number}): mend it."
        for tag, number in refused
    ]
    if good:
        lines += [*summary.reminders, f"Open {summary.site}/index.html, or: make serve"]
    return lines


def as_data(summary: Summary) -> dict[str, Any]:
    """Return the summary as JSON has it; ``seconds`` are seconds of wall time."""
    return {
        "site": summary.site,
        "seconds": round(summary.seconds, 3),
        "languages": [
            {
                "tag": row.tag,
                "state": row.state,
                "pages": row.pages,
                "written": row.written,
                "in_english": row.in_english,
                "seconds": round(row.seconds, 3),
                "problems": [_problem(problem) for problem in row.problems],
                "refused": [_problem(problem) for problem in row.refused],
            }
            for row in summary.rows
        ],
        "reminders": list(summary.reminders),
    }


def _problem(text: str) -> dict[str, object]:
    found = PROBLEM.fullmatch(text)
    if found is None:
        return {"path": None, "line": None, "message": text}
    return {"path": found["path"], "line": int(found["line"]), "message": found["message"]}
