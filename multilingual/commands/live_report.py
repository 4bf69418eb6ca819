"""The report on a terminal: a live line a language, then a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, TaskID, TextColumn
from rich.progress import Progress as Bars
from rich.table import Table

from multilingual.commands.build_report import LanguageRow, Summary, closing_lines

if TYPE_CHECKING:
    from multilingual.build.jobs import JobProgress

COLOURS = {"built": "green", "unchanged": "dim", "failed": "bold red"}


class Live:
    """Shows how far each language is while it is built, and its problems as they come."""

    def __init__(self) -> None:
        self._console = Console(highlight=False)
        self._bars = Bars(
            TextColumn("{task.fields[tag]:8}"),
            BarColumn(bar_width=24),
            TextColumn("{task.description}"),
            console=self._console,
            transient=True,
        )
        self._tasks: dict[str, TaskID] = {}

    def begin(self, rows: Sequence[tuple[str, str]]) -> None:
        for tag, endonym in rows:
            self._tasks[tag] = self._bars.add_task(f"[dim]{escape(endonym)}", tag=tag, total=1)
        self._bars.start()

    def progress(self, progress: JobProgress) -> None:
        task = self._tasks[progress.language.tag]
        pages = progress.steps // 2
        words = f"{escape(progress.language.endonym)} [dim]{pages} pages"
        self._bars.update(task, completed=progress.done, total=progress.steps, description=words)

    def row(self, row: LanguageRow) -> None:
        colour = COLOURS[row.state]
        if row.tag in self._tasks:
            words = f"{escape(row.endonym)} [{colour}]{row.account}"
            self._bars.update(self._tasks[row.tag], completed=1, total=1, description=words)
        for problem in (*row.problems, *row.refused):
            self._console.print(f"[red]{escape(problem)}", soft_wrap=True)

    def stop(self) -> None:
        self._bars.stop()

    def end(self, summary: Summary) -> None:
        self.stop()
        self._console.print(_table(summary))
        for line in closing_lines(summary):
            self._console.print(line, soft_wrap=True)


def _table(summary: Summary) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in ("", "language", "pages"):
        table.add_column(heading)
    table.add_column("seconds", justify="right")
    table.add_column("")
    for row in summary.rows:
        colour = COLOURS[row.state]
        seconds = f"{row.seconds:.1f}" if row.seconds else ""
        account = f"[{colour}]{row.account}"
        table.add_row(row.tag, escape(row.endonym), account, seconds, f"[yellow]{row.english}")
    return table
