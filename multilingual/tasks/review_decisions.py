"""Take the decisions of a reviewer out of a sheet: ok, a correction, or a comment."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from multilingual.catalogs.language_folder import LanguageFolder
from multilingual.catalogs.message import Catalog, CatalogError, Translation
from multilingual.catalogs.reader import read_once
from multilingual.catalogs.writer import refuse_changed, stamp_of, write_catalog
from multilingual.checks.all_checks import WHOLE_FILE, check_language
from multilingual.exchange.imports import Imported, import_units
from multilingual.exchange.po import slot_of, with_note
from multilingual.exchange.spreadsheet import read_table
from multilingual.exchange.units import ExchangeError, SentFile, SentUnits, Unit, UnitState, hash_of
from multilingual.findings import Finding, visible
from multilingual.reviews.register import REGISTER, Register, Review, digest_of
from multilingual.tasks.review_sheet import NEEDED
from multilingual.tasks.sign_off import enter, listed

DECISIONS = ("", "ok", "correction", "comment")
Row = tuple[int, dict[str, str]]
"""The line of a row, and its cells by title."""


@dataclass
class Decided:
    """How many messages were signed off, and what was refused and why.

    ``warnings`` are what the gate asks about messages that were not refused.
    """

    reviewed: int = 0
    findings: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Change:
    """What becomes of a page: its catalog, if it is another, and what is ``reviewed``."""

    page: str
    catalog: Catalog | None
    reviewed: set[str]


def take_decisions(
    path: Path, root: Path, folder: Path, who: tuple[str, str], day: datetime.date
) -> Decided:
    """Take the sheet at ``path`` into a language (``locale/es``).

    Everything is read before anything is written. Raises ``ExchangeError``, ``CatalogError``,
    ``RegisterError`` and ``ReviewError``, and then nothing is written.
    """
    person = listed(root, who, folder.name)
    Register.read(folder / REGISTER)
    review, done = Review(person.name, person.role, person.kind, day), Decided()
    sent = SentFile.at(path, root)
    pages: dict[str, list[Row]] = defaultdict(list)
    for line, row in _once(sent.name, _rows(sent)):
        pages[row["page"]].append((line, row))
    language = LanguageFolder(folder, root)
    there = language.catalogs
    for page, rows in pages.items():
        if page not in there:
            message = f"there is no page {page!r}. Make a new sheet."
            raise ExchangeError(sent.name, rows[0][0], message)
    stamps = {there[page]: stamp_of(there[page]) for page in pages}
    changes = [
        _change(done, sent.name, there[page], (page, rows, language))
        for page, rows in pages.items()
    ]
    refuse_changed(stamps)
    for change in changes:
        if change.catalog is not None:
            write_catalog(there[change.page], change.catalog)
        if change.reviewed:
            enter(folder / REGISTER, change.page, review, change.reviewed)
            done.reviewed += len(change.reviewed)
    return done


def _rows(sent: SentFile) -> list[Row]:
    titles, rows = read_table(sent)
    if missing := [title for title in NEEDED if title not in titles]:
        message = f"the title {missing[0]} is missing. Leave the titles."
        raise ExchangeError(sent.name, 1, message)
    found = []
    for line, cells in rows:
        if len(cells) != len(titles):
            message = f"{len(cells)} cells, not {len(titles)}. Mend the row."
            raise ExchangeError(sent.name, line, message)
        row = dict(zip(titles, map(_cell, cells), strict=True))
        row["decision"] = row["decision"].lower()
        if row["decision"] not in DECISIONS:
            message = "the decision must be ok, correction or comment."
            raise ExchangeError(sent.name, line, message)
        found.append((line, row))
    return found


def _once(name: str, rows: Sequence[Row]) -> Iterator[Row]:
    """Yield each row once: of copies, that which decides. Raises ``ExchangeError``."""
    first: dict[tuple[str, str], Row] = {}
    for line, row in sorted(rows, key=lambda numbered: (not _decides(numbered[1]), numbered[0])):
        known, other = first.setdefault((row["page"], row["id"]), (line, row))
        if known == line:
            yield line, row
        elif _decides(row) and any(row[title] != other[title] for title in NEEDED):
            fault = f"the row of line {known} is here once more, and decides something else."
            raise ExchangeError(name, line, f"{fault} Keep one of the two.")


def _decides(row: Mapping[str, str]) -> bool:
    return bool(row["decision"] or row["correction"] or row["comment"])


def _change(
    done: Decided, name: str, path: Path, work: tuple[str, Sequence[Row], LanguageFolder]
) -> _Change:
    page, rows, folder = work
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
    decided = {line: known[row["id"]] for line, row in rows if row["id"] in known}
    for line, row in rows:
        message = known.get(row["id"])
        if message is None and not _decides(row):
            continue
        fault = _fault(row, message, bad)
        if fault or message is None:
            done.findings.append(Finding(name, line, "review", fault))
            continue
        if row["comment"]:
            comments.append((message, visible(row["comment"])))
        if row["correction"]:
            units.append(_unit(page, message, row["correction"], line))
        elif row["decision"] == "ok":
            approved.add(row["id"])
            about = (warning for warning in asked if warning.line == message.line)
            done.warnings += (replace(warning, path=name, line=line) for warning in about)
    imported = Imported()
    import_units(imported, SentUnits(name, units=units), folder)
    done.findings += imported.findings
    done.warnings += imported.warnings
    refused = {finding.line for finding in imported.findings}
    corrected = {
        digest_of(replace(decided[unit.line], msgstr=unit.target))
        for unit in units
        if unit.line not in refused
    }
    catalog = imported.catalogs.get(path, ours)
    for message, comment in comments:
        catalog = with_note(catalog, message.key, comment)
    is_changed = imported.catalogs or comments
    return _Change(page, catalog if is_changed else None, approved | corrected)


def _fault(row: Mapping[str, str], message: Translation | None, bad: set[int]) -> str:
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


def _edited(row: Mapping[str, str], message: Translation) -> str:
    """Return what to do where a row does not show the message that its id stands for."""
    ours = {"English": message.msgid, "translation": message.msgstr}
    match [title for title, text in ours.items() if row[title] != _cell(text)]:
        case []:
            return ""
        case ["translation"]:
            where = "Write your words under correction"
            return f"The translation column was edited. {where}, and leave that column as it was."
        case ["English"]:
            where = "Write what is wrong under comment"
            return f"The English column was edited. {where}, and leave that column as it was."
    return "The English and the translation of this row are of another text. Make a new sheet."


def _cell(text: str) -> str:
    """Return a text as a cell of a sheet gives it back."""
    return text.replace("\r\n", "\n").strip()


def _unit(page: str, message: Translation, text: str, line: int) -> Unit:
    key, form = slot_of(message)
    english, base = message.english_of_form, hash_of(message.msgstr)
    return Unit(page, key, english, text, UnitState.TRANSLATED, form=form, base=base, line=line)
