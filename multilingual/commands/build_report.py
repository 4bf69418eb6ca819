"""Tell how a build goes: live on a terminal, in lines elsewhere, as JSON for a program."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from multilingual.commands.arguments import SITE
from multilingual.commands.printing import as_json, count, print_faults

if TYPE_CHECKING:
    from rich.progress import TaskID
    from rich.table import Table

    from multilingual.build.jobs import JobProgress

PROBLEM = re.compile(r"(?P<path>[^:\n]+):(?P<line>\d+): (?P<message>.*)", re.DOTALL)
COLOURS = {"built": "green", "unchanged": "dim", "failed": "bold red"}


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """What the report says of a language.

    ``written`` counts the pages that this build made, of ``pages`` in all; ``problems`` keep it
    from being published; ``refused`` are the translations in whose place there is English,
    and ``doubtful`` those that are shown with a wrong number, or with what may be a lost not.
    """

    tag: str
    endonym: str
    pages: int
    in_english: int
    refused: Sequence[str]
    problems: Sequence[str] = ()
    written: int = 0
    seconds: float = 0.0
    doubtful: Sequence[str] = ()

    @property
    def faults(self) -> Sequence[str]:
        """What is wrong with translations, and keeps the language from no reader."""
        return (*self.refused, *self.doubtful)

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


class Report:
    """Plain lines, one a language; problems go to where errors go."""

    def begin(self, languages: Sequence[tuple[str, str]]) -> None:
        """Name the languages to come, by tag and endonym."""

    def progress(self, progress: JobProgress) -> None:
        """Tell how far a language is."""

    def row(self, row: LanguageRow) -> None:
        """Tell what came of a language."""
        seconds = f"{row.seconds:5.1f} s" if row.seconds else " " * 7
        parts = (f"{row.tag:8} {row.account:22} {seconds}", row.endonym, row.english)
        self.say("  ".join(part for part in parts if part))
        print_faults((*row.problems, *row.faults))

    def end(self, rows: Sequence[LanguageRow], seconds: float, reminders: Sequence[str]) -> None:
        """Tell what came of it all; ``reminders`` are for the owner of the site."""
        states = [row.state for row in rows]
        good = [state for state in states if state != "failed"]
        if states.count("unchanged") == len(states):
            self.say(f"Nothing has changed since the last build ({seconds:.2f} s).")
        else:
            self.say(f"{len(good)} of {count(len(states), 'language')} in {seconds:.1f} s.")
        for row in rows:
            if row.problems:
                self.say(f"{row.tag} is not published anew: mend what is listed.")
        for row in rows:
            if row.refused:
                listed = f"English in place of what is listed ({len(row.refused)})"
                self.say(f"{row.tag} is published, with {listed}: mend it.")
            if row.doubtful:
                is_number = all(": numbers: " in line for line in row.doubtful)
                what = "wrong number" if is_number else "doubtful text"
                wrong = count(len(row.doubtful), what)
                self.say(f"{row.tag} is published with {wrong}, as listed: mend it.")
        for line in (*reminders, f"Open {SITE}/index.html, or: make serve") if good else ():
            self.say(line)

    def stop(self) -> None:
        """Leave the terminal as it was, also where there is no end to tell."""

    def say(self, line: str) -> None:
        """Print a line of what is well."""
        print(line, flush=True)


class Quiet(Report):
    """Problems alone."""

    def say(self, line: str) -> None:
        """Print nothing."""


class Json(Quiet):
    """One object at the end, and problems as they come where errors go."""

    def end(self, rows: Sequence[LanguageRow], seconds: float, reminders: Sequence[str]) -> None:
        """Print it; ``seconds`` are seconds of wall time."""
        languages = [
            {
                "tag": row.tag,
                "state": row.state,
                "pages": row.pages,
                "written": row.written,
                "in_english": row.in_english,
                "seconds": round(row.seconds, 3),
                "problems": [_problem(problem) for problem in row.problems],
                "refused": [_problem(problem) for problem in row.refused],
                "doubtful": [_problem(problem) for problem in row.doubtful],
            }
            for row in rows
        ]
        told = {"site": SITE, "seconds": round(seconds, 3), "languages": languages}
        print(as_json({**told, "reminders": list(reminders)}))


class Live(Report):
    """Shows how far each language is while it is built, and its problems as they come."""

    def __init__(self) -> None:
        # Rich takes a tenth of a second to load, which a build in a pipe need not wait for.
        from rich.console import Console
        from rich.markup import escape
        from rich.progress import BarColumn, Progress, TextColumn

        self._escape = escape
        self._console = Console(highlight=False)
        self._bars = Progress(
            TextColumn("{task.fields[tag]:8}"),
            BarColumn(bar_width=24),
            TextColumn("{task.description}"),
            console=self._console,
            transient=True,
        )
        self._tasks: dict[str, TaskID] = {}

    def begin(self, languages: Sequence[tuple[str, str]]) -> None:
        for tag, endonym in languages:
            words = f"[dim]{self._escape(endonym)}"
            self._tasks[tag] = self._bars.add_task(words, tag=tag, total=1)
        self._bars.start()

    def progress(self, progress: JobProgress) -> None:
        language, done, total = progress.language, progress.done, progress.steps
        words = f"{self._escape(language.endonym)} [dim]{total // 2} pages"
        task = self._tasks[language.tag]
        self._bars.update(task, completed=done, total=total, description=words)

    def row(self, row: LanguageRow) -> None:
        if row.tag in self._tasks:
            words = f"{self._escape(row.endonym)} [{COLOURS[row.state]}]{row.account}"
            self._bars.update(self._tasks[row.tag], completed=1, total=1, description=words)
        for problem in (*row.problems, *row.faults):
            self.say(f"[red]{self._escape(problem)}")

    def end(self, rows: Sequence[LanguageRow], seconds: float, reminders: Sequence[str]) -> None:
        self.stop()
        self._console.print(self._table(rows))
        super().end(rows, seconds, reminders)

    def stop(self) -> None:
        self._bars.stop()

    def say(self, line: str) -> None:
        self._console.print(line, soft_wrap=True)

    def _table(self, rows: Sequence[LanguageRow]) -> Table:
        from rich.table import Table

        table = Table("", "language", "pages", box=None, pad_edge=False)
        table.add_column("seconds", justify="right")
        table.add_column("")
        for row in rows:
            account = f"[{COLOURS[row.state]}]{row.account}"
            seconds = f"{row.seconds:.1f}" if row.seconds else ""
            endonym, english = self._escape(row.endonym), f"[yellow]{row.english}"
            table.add_row(row.tag, endonym, account, seconds, english)
        return table


def _problem(text: str) -> dict[str, object]:
    found = PROBLEM.fullmatch(text)
    if found is None:
        return {"path": None, "line": None, "message": text}
    return {"path": found["path"], "line": int(found["line"]), "message": found["message"]}
