"""A sheet for a reviewer who has no tools: a table (CSV), and the same as a page to print.

The table comes back with a decision in each row: ok, a correction, or a comment.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from jinja2 import Template

from multilingual.catalogs.language_folder import LanguageFolder
from multilingual.catalogs.message import (
    Catalog,
    CatalogError,
    Location,
    MessageKey,
    Translation,
    locations_of,
)
from multilingual.catalogs.reader import read_catalog, read_once
from multilingual.catalogs.writer import refuse_changed, stamp_of, write_catalog
from multilingual.checks.all_checks import check_language
from multilingual.exchange.imports import Imported, import_units
from multilingual.exchange.po import slot_of
from multilingual.exchange.spreadsheet import read_table, write_table
from multilingual.exchange.units import ExchangeError, SentFile, SentUnits, Unit, UnitState, hash_of
from multilingual.files import write_beside, write_whole
from multilingual.findings import WHOLE_FILE, Finding, visible
from multilingual.reviews.register import REGISTER, Register, digest_of
from multilingual.tasks.sign_off import enter, review_by

NEEDED = ("page", "English", "translation", "decision", "correction", "comment", "id")
"""The columns that are read when the table comes back."""
COLUMNS = ("page", "question", "kind", *NEEDED[1:])
DECISIONS = ("", "ok", "correction", "comment")
INSTEAD = {
    "English": "Write what is wrong under comment",
    "translation": "Write your words under correction",
}
"""What to do in place of an edit of a column."""


# Out


def write_sheet(
    folder: LanguageFolder, page: str, tag: str, direction: str
) -> tuple[Sequence[Path], Path | None]:
    """Write what readers get of a page in a language for a reviewer.

    ``tag`` and ``direction`` (ltr or rtl) are those of the language. Returns the paths of a
    CSV and of an HTML file below ``build/review``, and where a CSV is that was in its place, in
    which somebody may have worked. Raises ``CatalogError`` and ``OSError``.
    """
    messages = read_catalog(folder.catalog_path(page), folder.root).translations
    placed = zip(messages, locations_of(page, messages), strict=True)
    rows = [(message, place) for message, place in placed if message.is_translated]
    beside = folder.root / "build" / "review" / folder.code
    table, printed = beside / f"{page}.csv", beside / f"{page}.html"
    old = write_beside(table, as_csv(page, rows))
    write_whole(printed, as_html(f"{page}: {tag}", rows, tag, direction).encode())
    return [table, printed], old


def as_csv(page: str, rows: Sequence[tuple[Translation, Location]]) -> bytes:
    """Return a table of messages in UTF-8 that no spreadsheet runs."""
    cells = [
        (page, place.question, place.kind, *_texts(message), "", "", "", digest_of(message))
        for message, place in rows
    ]
    return write_table([COLUMNS, *cells])


def _texts(message: Translation) -> tuple[str, str]:
    return message.msgid, message.msgstr


def as_html(
    title: str, rows: Sequence[tuple[Translation, Location]], tag: str, direction: str
) -> str:
    """Return a page to print, which needs no other file."""
    text = Path(__file__).with_suffix(".html").read_text("utf-8")
    template = Template(text, autoescape=True, trim_blocks=True, keep_trailing_newline=True)
    made: str = template.render(
        title=title, rows=rows, tag=tag, direction=direction, digest_of=digest_of
    )
    return made


# Home


@dataclass
class Decided:
    """How many messages were signed off, and what was refused and why.

    ``warnings`` are what the gate asks about messages that were not refused.
    """

    reviewed: int = 0
    findings: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet that came back: its ``line`` there, and its cells by title."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, title: str) -> str:
        return self.cells[title]

    @property
    def decides(self) -> bool:
        """Whether the reviewer has written anything into it."""
        return bool(self["decision"] or self["correction"] or self["comment"])


@dataclass(frozen=True, slots=True)
class _Change:
    """What becomes of a page: its catalog, if it is another, and what is ``reviewed``."""

    page: str
    catalog: Catalog | None
    reviewed: set[str]


def take_decisions(
    path: Path, folder: LanguageFolder, who: tuple[str, str], day: datetime.date
) -> Decided:
    """Take the sheet at ``path`` into a language.

    Everything is read before anything is written. Raises ``ExchangeError``, ``CatalogError``,
    ``RegisterError`` and ``ReviewError``, and then nothing is written.
    """
    review, done = review_by(folder.root, who, folder.code, day), Decided()
    Register.read(folder.path / REGISTER)
    sent = SentFile.at(path, folder.root)
    pages: dict[str, list[Row]] = defaultdict(list)
    for row in _once(sent.name, _rows(sent)):
        pages[row["page"]].append(row)
    there = folder.catalogs
    for page, rows in pages.items():
        if page not in there:
            message = f"there is no page {page!r}. Make a new sheet."
            raise ExchangeError(sent.name, rows[0].line, message)
    stamps = {there[page]: stamp_of(there[page]) for page in pages}
    changes = [_change(done, sent.name, folder, page, rows) for page, rows in pages.items()]
    refuse_changed(stamps)
    for change in changes:
        if change.catalog is not None:
            write_catalog(there[change.page], change.catalog)
        if change.reviewed:
            enter(folder.path / REGISTER, change.page, review, change.reviewed)
            done.reviewed += len(change.reviewed)
    return done


def _rows(sent: SentFile) -> Iterator[Row]:
    titles, rows = read_table(sent)
    if missing := [title for title in NEEDED if title not in titles]:
        message = f"the title {missing[0]} is missing. Leave the titles."
        raise ExchangeError(sent.name, 1, message)
    for line, cells in rows:
        if len(cells) != len(titles):
            message = f"{len(cells)} cells, not {len(titles)}. Mend the row."
            raise ExchangeError(sent.name, line, message)
        row = dict(zip(titles, map(_cell, cells), strict=True))
        row["decision"] = row["decision"].lower()
        if row["decision"] not in DECISIONS:
            message = "the decision must be ok, correction or comment."
            raise ExchangeError(sent.name, line, message)
        yield Row(line, row)


def _cell(text: str) -> str:
    """Return a text as a cell of a sheet gives it back."""
    return text.replace("\r\n", "\n").strip()


def _once(name: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Yield each row once: of copies, that which decides. Raises ``ExchangeError``."""
    first: dict[tuple[str, str], Row] = {}
    for row in sorted(rows, key=lambda row: (not row.decides, row.line)):
        known = first.setdefault((row["page"], row["id"]), row)
        if known is row:
            yield row
        elif row.decides and any(row[title] != known[title] for title in NEEDED):
            fault = f"the row of line {known.line} is here once more, and decides something else."
            raise ExchangeError(name, row.line, f"{fault} Keep one of the two.")


def _change(
    done: Decided, name: str, folder: LanguageFolder, page: str, rows: Sequence[Row]
) -> _Change:
    path = folder.catalogs[page]
    ours = read_once(folder, page)
    known = {digest_of(m): m for m in ours.translated}
    shown = folder.shown(path)
    faults = [found for found in check_language(folder, [page])[1] if found.path == shown]
    bad = {fault.line for fault in faults if fault.severity == "error"}
    if WHOLE_FILE in bad:
        broken = next(fault.message for fault in faults if fault.line == WHOLE_FILE)
        raise CatalogError(Path(shown), WHOLE_FILE, broken)
    asked = [fault for fault in faults if fault.severity == "warning"]
    units, comments, approved = [], [], set()
    corrected: dict[int, str] = {}
    for row in rows:
        message = known.get(row["id"])
        if message is None and not row.decides:
            continue
        fault = _fault(row, message, bad)
        if fault or message is None:
            done.findings.append(Finding(name, row.line, "review", fault))
            continue
        if row["comment"]:
            comments.append((message, visible(row["comment"])))
        if row["correction"]:
            unit = _unit(page, message, row)
            units.append(unit)
            corrected[row.line] = digest_of(replace(message, msgstr=unit.target))
        elif row["decision"] == "ok":
            approved.add(row["id"])
            about = (warning for warning in asked if warning.line == message.line)
            done.warnings += (replace(warning, path=name, line=row.line) for warning in about)
    imported = Imported()
    import_units(imported, SentUnits(name, units=units), folder)
    done.findings += imported.findings
    done.warnings += imported.warnings
    for finding in imported.findings:
        corrected.pop(finding.line, None)
    catalog = imported.catalogs.get(path, ours)
    for message, comment in comments:
        catalog = _with_note(catalog, message.key, comment)
    is_changed = imported.catalogs or comments
    return _Change(page, catalog if is_changed else None, approved | {*corrected.values()})


def _with_note(catalog: Catalog, key: MessageKey, note: str) -> Catalog:
    """Return ``catalog`` with ``note`` for translators above a message, once."""
    return replace(
        catalog,
        messages=[
            replace(message, notes=f"{message.notes}\n{note}".strip("\n"))
            if message.key == key
            and not message.is_obsolete
            and note not in message.notes.split("\n")
            else message
            for message in catalog.messages
        ],
    )


def _fault(row: Row, message: Translation | None, bad: set[int]) -> str:
    if message is None:
        return "This text has changed since. Make a new sheet and look at it again."
    if fault := _edited(row, message):
        return fault
    if row["decision"] == "correction" and not row["correction"]:
        return "The correction is empty. Write it, or choose another decision."
    if row["decision"] in ("ok", "comment") and row["correction"]:
        return 'There is a correction, but the decision is another. Write "correction".'
    if row["decision"] == "ok" and message.line in bad:
        return "This text fails make check. Mend it first."
    return ""


def _edited(row: Row, message: Translation) -> str:
    """Return what to do where a row does not show the message that its id stands for."""
    ours = zip(("English", "translation"), _texts(message), strict=True)
    edited = [title for title, text in ours if row[title] != _cell(text)]
    if len(edited) > 1:
        return "The English and the translation of this row are of another text. Make a new sheet."
    for title in edited:
        where = INSTEAD[title]
        return f"The {title} column was edited. {where}, and leave that column as it was."
    return ""


def _unit(page: str, message: Translation, row: Row) -> Unit:
    key, form = slot_of(message)
    english, base = message.english_of_form, hash_of(message.msgstr)
    state, line = UnitState.TRANSLATED, row.line
    return Unit(page, key, english, row["correction"], state, form=form, base=base, line=line)
