"""What commands print in the same way: tables as text, CSV, JSON or on a terminal, and notes."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from multilingual.findings import Finding, as_text

if TYPE_CHECKING:
    from rich.console import Console, OverflowMethod
    from rich.table import Table


@dataclass(frozen=True, slots=True)
class ReportTable:
    """Rows of cells below their columns; those that are ``numbers`` are aligned to the right.

    A row with the cell ``total`` is the sum of those above it.
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: Collection[str]
    total: str | None = None

    def only(self, columns: Collection[str]) -> ReportTable:
        """Return the table with these ``columns`` alone."""
        places = [place for place, name in enumerate(self.columns) if name in columns]
        head, *rows = [[row[place] for place in places] for row in (self.columns, *self.rows)]
        return ReportTable(head, rows, self.numbers, self.total)

    def as_text(self) -> str:
        """Return the table in plain text, its columns aligned."""
        lines = [self.columns, *self.rows]
        widths = [max(map(len, cells)) for cells in zip(*lines, strict=True)]
        sides = [">" if name in self.numbers else "<" for name in self.columns]
        form = "  ".join(f"{{:{side}{width}}}" for side, width in zip(sides, widths, strict=True))
        return "\n".join(form.format(*line).rstrip() for line in lines)

    def as_rich(self, overflow: OverflowMethod = "ellipsis", **style: Any) -> Table:
        """Return the table for a terminal; ``style`` is rich's."""
        from rich.markup import escape
        from rich.table import Table

        table = Table(**style)
        for name in self.columns:
            is_number = name in self.numbers
            table.add_column(name, justify="right" if is_number else "left", overflow=overflow)
        for row in self.rows:
            is_total = self.total in row
            cells = map(escape, row)
            table.add_row(*cells, style="bold" if is_total else None, end_section=is_total)
        return table


def as_csv(rows: Iterable[Iterable[object]]) -> str:
    """Return lines of values with commas between them, without a line break at the end."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().removesuffix("\n")


CONTROLS = re.compile("[\x7f-\x9f\u200e\u200f\u061c\u2028-\u202e\u2066-\u2069]")


def as_json(data: object, indent: int = 1) -> str:
    """Return ``data`` as JSON."""
    # Of these, a terminal obeys some, and JSON itself escapes only those below U+0020.
    shown = json.dumps(data, ensure_ascii=False, indent=indent)
    return CONTROLS.sub(lambda sign: f"\\u{ord(sign[0]):04x}", shown)


def print_report(
    form: str, forms: Mapping[str, Callable[[], str]], show: Callable[[Console], None]
) -> None:
    """Print what ``forms`` make of the ``form`` asked for; ``show`` it where a person reads."""
    if form == "text" and sys.stdout.isatty():
        # It takes a tenth of a second to load.
        from rich.console import Console

        show(Console())
    else:
        print(forms[form]())


def print_findings(findings: Sequence[Finding], file: TextIO | None = None) -> None:
    """Print what is wrong, if anything is."""
    if findings:
        print(as_text(findings), file=file)


def print_faults(lines: Iterable[object]) -> None:
    """Print lines to where errors go."""
    for line in lines:
        print(line, file=sys.stderr, flush=True)


def print_warnings_taken(warnings: Sized) -> None:
    """Ask to read once more what was taken with ``warnings``, if there are any."""
    if warnings:
        words = "about what was taken. Read it once more, and mend what is wrong."
        print(f"{count(len(warnings), 'warning')} {words}", file=sys.stderr)


def print_replaced(old: Path | None, root: Path) -> None:
    """Print where the file is that was replaced, if there was one."""
    if old is not None:
        print(f"What was there before is {old.relative_to(root).as_posix()} now.")


def count(number: int, noun: str) -> str:
    """Return a number with its noun, in the plural where it needs one."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
