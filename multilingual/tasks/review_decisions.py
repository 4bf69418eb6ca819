"""Take the decisions of a reviewer out of a sheet: ok, a correction, or a comment."""

from __future__ import annotations

import csv
import datetime
import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import polib

from multilingual.catalogs.language_folder import LanguageFolder, catalogs_by_page
from multilingual.catalogs.message import Translation
from multilingual.catalogs.reader import CatalogError, Stamp, read_catalog, refuse_changed, stamp_of
from multilingual.catalogs.writer import write_catalog
from multilingual.checks.gate import WHOLE_FILE, check_language
from multilingual.exchange.imports import take
from multilingual.exchange.spreadsheet import bare
from multilingual.exchange.units import NO_FILE, ExchangeError, Parcel, State, Unit, base_of, key_of
from multilingual.findings import Finding, visible
from multilingual.reviews.register import REGISTER, Register, Review, digest_of
from multilingual.tasks.review_sheet import NEEDED
from multilingual.tasks.sign_off import enter, listed

DECISIONS = ("", "ok", "correction", "comment")


@dataclass
class Decided:
    """How many messages were vouched for, and what was refused and why.

    ``warnings`` are what the gate asks about messages that were not refused.
    """

    reviewed: int = 0
    findings: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Change:
    """What becomes of a page: its catalog, if it is another, and what is ``reviewed``.

    ``stamp`` is that of the catalog as it was read.
    """

    page: str
    stamp: Stamp
    catalog: polib.POFile | None
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
    pages: dict[str, list[tuple[int, dict[str, str]]]] = defaultdict(list)
    for line, row in _once(path, read_rows(path)):
        pages[row["page"]].append((line, row))
    there = catalogs_by_page(folder)
    for page, rows in pages.items():
        if page not in there:
            raise ExchangeError(path, rows[0][0], f"there is no page {page!r}. Make a new sheet.")
    changes = [
        _read_page(done, path, root, there[page], (page, rows, folder))
        for page, rows in pages.items()
    ]
    refuse_changed({there[one.page]: one.stamp for one in changes})
    for change in changes:
        if change.catalog is not None:
            write_catalog(there[change.page], change.catalog)
        if change.reviewed:
            enter(folder / REGISTER, change.page, review, change.reviewed)
            done.reviewed += len(change.reviewed)
    return done


def read_rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """Return the rows with their lines, each cell without what guards it. ``ExchangeError``."""
    if not path.is_file():
        raise ExchangeError(path, 1, NO_FILE)
    try:
        text = path.read_bytes().decode("utf-8-sig")
        first = text.partition("\n")[0]
        reader = csv.reader(
            io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True
        )
        every = [(reader.line_num, row) for row in reader if any(row)]
    except (UnicodeDecodeError, csv.Error):
        raise ExchangeError(path, 1, "the table is damaged. Save it as CSV UTF-8.") from None
    titles = [one.strip() for one in every[0][1]] if every else []
    if missing := [one for one in NEEDED if one not in titles]:
        raise ExchangeError(path, 1, f"the title {missing[0]} is missing. Leave the titles.")
    found = []
    for line, cells in every[1:]:
        if len(cells) != len(titles):
            raise ExchangeError(path, line, f"{len(cells)} cells, not {len(titles)}. Mend the row.")
        row = dict(zip(titles, (_cell(bare(one)) for one in cells), strict=True))
        row["decision"] = row["decision"].lower()
        if row["decision"] not in DECISIONS:
            raise ExchangeError(path, line, "the decision must be ok, correction or comment.")
        found.append((line, row))
    return found


def _once(
    path: Path, rows: list[tuple[int, dict[str, str]]]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row once: of copies, that which decides. Raises ``ExchangeError``."""
    first: dict[tuple[str, str], tuple[int, dict[str, str]]] = {}
    for line, row in sorted(rows, key=lambda one: (not _decides(one[1]), one[0])):
        known, other = first.setdefault((row["page"], row["id"]), (line, row))
        if known == line:
            yield line, row
        elif _decides(row) and any(row[one] != other[one] for one in NEEDED):
            fault = f"the row of line {known} is here once more, and decides something else."
            raise ExchangeError(path, line, f"{fault} Keep one of the two.")


def _decides(row: dict[str, str]) -> bool:
    return bool(row["decision"] or row["correction"] or row["comment"])


def _read_page(
    done: Decided,
    source: Path,
    root: Path,
    path: Path,
    work: tuple[str, list[tuple[int, dict[str, str]]], Path],
) -> _Change:
    page, rows, folder = work
    stamp = stamp_of(path)
    known = {digest_of(m): m for m in read_catalog(path, root, folder.name).translated}
    _read, every = check_language(LanguageFolder(folder, root), [page])
    faults = [one for one in every if one.path == path.relative_to(root).as_posix()]
    bad = {one.line for one in faults if one.severity == "error"}
    if WHOLE_FILE in bad:
        fault = next(one.message for one in faults if one.line == WHOLE_FILE)
        raise CatalogError(path, WHOLE_FILE, fault)
    asked = [one for one in faults if one.severity == "warning"]
    units, comments, approved = [], [], set()
    decided = {line: known[row["id"]] for line, row in rows if row["id"] in known}
    for line, row in rows:
        message = known.get(row["id"])
        if message is None and not _decides(row):
            continue
        fault = _fault(row, message, bad)
        if fault or message is None:
            done.findings.append(Finding(str(source), line, "review", fault))
            continue
        if row["comment"]:
            comments.append((message, visible(row["comment"])))
        if row["correction"]:
            units.append(_unit(page, message, row["correction"], line))
        elif row["decision"] == "ok":
            approved.add(row["id"])
            open_ones = (one for one in asked if one.line == message.line)
            done.warnings += (replace(one, path=str(source), line=line) for one in open_ones)
    taken = take(Parcel(source, "", tuple(units)), root, folder)
    done.findings += taken.findings
    done.warnings += taken.warnings
    refused = {one.line for one in taken.findings}
    corrected = {
        digest_of(replace(decided[one.line], msgstr=one.target))
        for one in units
        if one.line not in refused
    }
    catalog = taken.catalogs.get(path) or read_catalog(path)
    for message, comment in comments:
        _comment(catalog, message, comment)
    return _Change(
        page, stamp, catalog if taken.catalogs or comments else None, approved | corrected
    )


def _comment(catalog: polib.POFile, message: Translation, comment: str) -> None:
    for entry in catalog:
        same = (entry.msgid, entry.msgctxt) == (message.msgid, message.context)
        if same and not entry.obsolete and comment not in entry.tcomment.split("\n"):
            entry.tcomment = f"{entry.tcomment}\n{comment}".strip("\n")


def _fault(row: dict[str, str], message: Translation | None, bad: set[int]) -> str:
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


def _edited(row: dict[str, str], message: Translation) -> str:
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
    """Return a text as ``read_rows`` gives back its cell."""
    return text.replace("\r\n", "\n").strip()


def _unit(page: str, message: Translation, text: str, line: int) -> Unit:
    return Unit(
        page,
        key_of(message.context, message.msgid, message.plural),
        message.msgid if message.form in (None, 0) else message.plural,
        text,
        State.TRANSLATED,
        form="" if message.form is None else str(message.form),
        base=base_of(message.msgstr),
        line=line,
    )
