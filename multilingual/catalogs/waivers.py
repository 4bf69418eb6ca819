"""What a named person has allowed in one message, as it stands, though a check finds fault.

``locale/<code>/waivers.csv`` has the columns ``rule,page,msgid,msgstr,reason,by``. A waiver
holds for these very words: when either text changes, it is an error until someone has looked
again.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from multilingual.catalogs.findings import Finding
from multilingual.catalogs.messages import Catalog, Message

NAME = "waivers.csv"
COLUMNS = ("rule", "page", "msgid", "msgstr", "reason", "by")
NEVER = ("syntax", "placeholders", "markup", "references", "links", "safety", "waivers")
"""Rules without which a page could be broken or do harm."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """A row of the list; ``line`` counts from 1."""

    line: int
    rule: str
    page: str
    msgid: str
    msgstr: str
    reason: str
    by: str


@dataclass(frozen=True)
class Waivers:
    """The waivers of a language, and what is wrong with its list."""

    path: str
    rows: list[Waiver]
    faults: list[Finding]

    @classmethod
    def of(cls, folder: Path, root: Path) -> Waivers:
        """Read ``waivers.csv`` in ``folder``, if there is one."""
        path = folder / NAME
        shown = path.relative_to(root).as_posix()
        if not path.exists():
            return cls(shown, [], [])
        try:
            rows = list(_rows(path))
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            fault = f"This list cannot be read ({error}). Save it as CSV in UTF-8."
            return cls(shown, [], [Finding(shown, 1, "waivers", fault)])
        faults = [
            Finding(shown, row.line, "waivers", fault) for row in rows for fault in _faults(row)
        ]
        lines = {fault.line for fault in faults}
        return cls(shown, [row for row in rows if row.line not in lines], faults)

    def apply(self, findings: Collection[Finding], catalog: Catalog) -> Iterator[Finding]:
        """Yield the findings of a catalog that are not waived, and the waivers that are void."""
        rows = [row for row in self.rows if row.page == catalog.page]
        messages = {message.line: message for message in catalog.messages}
        used = set()
        for finding in findings:
            row = _waiver_of(finding, messages, rows)
            if row is None:
                yield finding
            else:
                used.add(row)
        texts = {(message.msgid, message.msgstr) for message in catalog.messages}
        for row in rows:
            if (row.msgid, row.msgstr) not in texts:
                fault = "The message has changed since. Read it again, then copy it here anew or "
                fault += "delete this row."
            elif row not in used:
                fault = f"The check {row.rule} finds nothing here any more. Delete this row."
            else:
                continue
            yield Finding(self.path, row.line, "waivers", fault)


def _rows(path: Path) -> Iterator[Waiver]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        begin = 2
        for row in reader:
            values = {name: (row.get(name) or "").strip() for name in COLUMNS}
            yield Waiver(line=begin, **values)
            begin = reader.line_num + 1


def _faults(row: Waiver) -> Iterator[str]:
    missing = [name for name in COLUMNS if name != "msgstr" and not getattr(row, name)]
    if row.rule in NEVER:
        yield f"The rule {row.rule} keeps readers safe and cannot be waived. Mend the message."
    elif missing:
        yield f"The column {missing[0]} is empty. Fill it in."


def _waiver_of(
    finding: Finding, messages: Mapping[int, Message], rows: Collection[Waiver]
) -> Waiver | None:
    message = messages.get(finding.line)
    if message is None:
        return None
    wanted = (finding.rule, message.msgid, message.msgstr)
    return next((row for row in rows if (row.rule, row.msgid, row.msgstr) == wanted), None)
