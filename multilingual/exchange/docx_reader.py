"""The table that a volunteer sends home from a word processor (``.docx``), all changes accepted.

The first cell of a row names its message, so that rows can be sorted and headings lost. A row
that is damaged or lost is reported, and does not keep the others out. Word, LibreOffice and
Google Docs cut a text into runs as they like and put bookmarks, marks of the spelling check,
links and fields between them (https://ooxml.info/docs/17/17.3/17.3.2/17.3.2.25).
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from zipfile import ZipFile

from multilingual.exchange.docx_writer import EMBEDDED, HIDDEN, REVIEW, WIDTHS
from multilingual.exchange.inline_markup import character, local_name, read_xml
from multilingual.exchange.units import (
    EMPTIED,
    LARGEST,
    ExchangeError,
    SentFile,
    SentUnits,
    Unit,
    UnitState,
    hash_of,
)

OLD_FORMAT = b"\xd0\xcf\x11\xe0"
"""What a ``.doc`` begins with, and a ``.docx`` that has a password."""
SAVE_AS = 'Open it in Word, LibreOffice or Google Docs and save it as "Word (.docx)"'
NUMBER = re.compile(r"\s*(\d{1,6})\s")
NAME = re.compile(r"\s*(?:\d{1,6}\s+)?(\S+):\s+([0-9a-f]{16}\.\d*\.[0-9a-f]{16})\s*")
TITLE = re.compile(r"\s*translation\s*\(([\w-]+)\)\s*", re.IGNORECASE)
WRITTEN = 2
"""The column in which a translator writes, from 0."""
TOTAL = re.compile(r"\bof\s+(\d{1,6})\b")
POINT = re.compile(r"⟦U\+([0-9A-F]{4})⟧")
COMMENTED = "A comment is beside this row. It is not taken: read it in the file."

CHARACTERS = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\xad",
}
"""The elements that stand for a character."""
AROUND_BLOCKS = ("sdt", "sdtContent", "customXml", "ins", "moveTo")
AROUND_RUNS = (*AROUND_BLOCKS, "r", "hyperlink", "fldSimple", "smartTag", "dir", "bdo")
PASSED_OVER = ("pPr", "rPr", "del", "moveFrom")
"""What has no text, or one that somebody has deleted."""
NOT_TEXT = {
    **dict.fromkeys(("footnoteReference", "endnoteReference"), "a note below the text"),
    **dict.fromkeys(("drawing", "pict", "object"), "a picture or a box"),
    "sym": "a special sign",
    "oMath": "a formula",
}
"""What no catalog can hold, and nobody may lose without a word."""
UNSEEN = {"strike": "struck out", "dstrike": "struck out", "vanish": "hidden"}
"""How words are formatted that somebody may not have meant to send."""
OFF = frozenset({"0", "false", "off"})


class CellError(ValueError):
    """A cell with something else than text; the message says what to do."""


@dataclass
class _Read(SentUnits):
    """What has been read of a file; the line of a fault is the number of the row."""

    tags: dict[str, int] = field(default_factory=dict)
    numbers: set[int] = field(default_factory=set)
    total: int = 0


def read_docx(sent: SentFile) -> SentUnits:
    """Return what a document brings; a row that is damaged does not keep the others out.

    Raises ``ExchangeError``.
    """
    read = _Read(sent.name)
    for place, row in enumerate(_rows(_document(sent)), start=1):
        _read_row(read, place, [*_within(row, "tc")])
    if not read.tags:
        message = 'no table has a column "Translation (es)" or the like.'
        raise ExchangeError(sent.name, 1, f"{message} Send the file as exported, with its titles.")
    read.set_tag(read.tags)
    if lost := sorted({*range(1, read.total + 1)} - read.numbers):
        shown = ", ".join(map(str, lost[:10])) + (" and more" if len(lost) > 10 else "")
        message = f"There is no row for {shown} ({len(lost)} of {read.total})."
        read.faults.append((lost[0], f"{message} Their translations stay as they are."))
    return read


# The package


def _document(sent: SentFile) -> Any:
    """Return the root of the document in a file, of which no other part is read.

    Raises ``ExchangeError``.
    """
    if sent.data.startswith(OLD_FORMAT):
        message = "this is an old file of Word (.doc), or it has a password."
        raise ExchangeError(sent.name, 1, f"{message} {SAVE_AS}, without a password.")
    try:
        with ZipFile(io.BytesIO(sent.data)) as archive:
            if "content.xml" in archive.namelist():
                message = f"this is a file of LibreOffice (.odt). {SAVE_AS}."
                raise ExchangeError(sent.name, 1, message)
            relations = read_xml(sent.name, _part(sent.name, archive, "_rels/.rels"))
            return read_xml(sent.name, _part(sent.name, archive, _main_part(relations)))
    except ExchangeError:
        raise
    except KeyError:
        raise ExchangeError(sent.name, 1, f"this is no file of Word. {SAVE_AS}.") from None
    # zipfile raises errors of many kinds on a file that is damaged or locked.
    except Exception:
        message = f"the file is damaged, or is no file of Word. {SAVE_AS}."
        raise ExchangeError(sent.name, 1, message) from None


def _part(name: str, archive: ZipFile, part: str) -> bytes:
    # A zip of a few bytes can grow to many gigabytes, and can lie about how many.
    with archive.open(part) as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        message = f"{part} is more than {LARGEST // 10**6} MB when unpacked."
        raise ExchangeError(name, 1, f"{message} Export the table again.")
    return data


def _main_part(relations: Any) -> str:
    # Word Online names it document2.xml.
    for relation in relations.iterfind("{*}Relationship"):
        if relation.get("Type", "").endswith("/officeDocument"):
            return posixpath.normpath(str(relation.get("Target", ""))).lstrip("/")
    raise KeyError("officeDocument")


# The rows


def _rows(document: Any) -> Iterator[Any]:
    """Yield the rows of all tables of ``document``, but those that somebody has deleted."""
    for table in document.iter("{*}tbl"):
        for row in _within(table, "tr"):
            if row.find("{*}trPr/{*}del") is None:
                yield row


def _within(element: Any, wanted: str) -> Iterator[Any]:
    for child in element:
        name = local_name(child)
        if name == wanted:
            yield child
        elif name in AROUND_BLOCKS:
            yield from _within(child, wanted)


def _read_row(read: _Read, place: int, cells: Sequence[Any]) -> None:
    """Read a row; ``place`` is its number among all rows of the file."""
    try:
        texts = [_shown(_text(cell)) for cell in cells]
        for cell in cells[WRITTEN : WRITTEN + 1]:
            _refuse_unseen(cell)
    except CellError as error:
        # The first cell can still name the row.
        texts, fault = [_first(cells)], str(error)
    else:
        fault = "" if len(texts) == len(WIDTHS) else f"This row has {len(texts)} cells, not 4."
    name = NAME.fullmatch(texts[0]) if texts else None
    titles = [found[1] for text in texts if (found := TITLE.fullmatch(text))]
    if titles and name is None:
        read.tags |= dict.fromkeys(titles, 1)
        counts = [int(found[1]) for text in texts if (found := TOTAL.search(text))]
        read.total = max([read.total, *counts])
        return
    number = NUMBER.match(texts[0]) if texts else None
    line = int(number[1]) if number else place
    read.numbers.add(line)
    if any(cell.find(".//{*}commentReference") is not None for cell in cells):
        read.notes.append((line, COMMENTED))
    if name is None:
        if any(text.strip() for text in texts) or fault:
            message = "The grey name of this row is damaged. Copy the row from the exported file."
            read.faults.append((line, message))
    elif fault:
        read.faults.append((line, f"{fault} Copy the row anew, and write text in column 3."))
    elif (unit := _unit(name[1], name[2], texts, line)).is_emptied:
        read.faults.append((line, EMPTIED))
    else:
        read.units.append(unit)


def _first(cells: Sequence[Any]) -> str:
    try:
        return _text(cells[0])
    except CellError:
        return ""


def _unit(page: str, identity: str, texts: Sequence[str], line: int) -> Unit:
    _name, english, text, notes = texts
    unit = Unit.read(page, identity, (english, text), UnitState.TRANSLATED, line)
    if hash_of(text) != unit.base:
        unit = replace(unit, target=_tidied(text, english))
    waits = notes.strip().casefold().startswith(REVIEW.casefold())
    is_same = hash_of(unit.target) == unit.base
    return replace(unit, state=UnitState.NEEDS_REVIEW) if waits and is_same else unit


def _tidied(text: str, english: str) -> str:
    """Return ``text`` without the empty lines and spaces at its ends that the English lacks."""
    text = text.lstrip() if english == english.lstrip() else text
    return text.rstrip() if english == english.rstrip() else text


def _shown(text: str) -> str:
    """Return the text that was written into the cells as ``text``."""
    for mark in EMBEDDED:
        text = text.replace(mark, "")
    return POINT.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    try:
        shown = character(found[1])
    except ValueError:
        return found[0]
    # What we do not hide somebody has written so.
    return shown if HIDDEN.fullmatch(shown) else found[0]


# The text of a cell


def _text(cell: Any) -> str:
    """Return the text of a cell, its paragraphs and lines parted by line breaks.

    Raises ``CellError``.
    """
    parts = []
    for paragraph in _within(cell, "p"):
        number = paragraph.find("{*}pPr/{*}numPr/{*}numId")
        if number is not None and "0" not in number.attrib.values():
            message = "Your program has made a list of this text, whose numbers are not in it."
            raise CellError(f"{message} Take the list off and write the numbers.")
        # The end of a paragraph can have been deleted, too.
        is_open = paragraph.find("{*}pPr/{*}rPr/{*}del") is not None
        parts += [*_runs(paragraph), "" if is_open else "\n"]
    if cell.find(".//{*}tbl") is not None:
        raise CellError("There is a table in this cell. Leave text alone in it.")
    return "".join(parts).removesuffix("\n")


def _runs(element: Any) -> Iterator[str]:
    for child in element:
        name = local_name(child)
        if name == "t":
            yield child.text or ""
        elif name in CHARACTERS:
            yield CHARACTERS[name]
        elif name in AROUND_RUNS:
            yield from _runs(child)
        elif name not in PASSED_OVER:
            _refuse_other_than_text(child)


def _refuse_other_than_text(element: Any) -> None:
    found = [NOT_TEXT[name] for child in element.iter() if (name := local_name(child)) in NOT_TEXT]
    if found or _has_text(element):
        message = f"There is {found[0] if found else 'more than text'} in this row."
        raise CellError(f"{message} Write it as plain text, or take it out.")


def _refuse_unseen(cell: Any) -> None:
    """Raise ``CellError`` if a cell has words that its writer struck out or hid."""
    for run in filter(_has_text, cell.iter("{*}r")):
        for setting in run.iterfind("{*}rPr/*"):
            how = UNSEEN.get(local_name(setting))
            if how and not OFF.intersection(setting.attrib.values()):
                message = f"Some words of this row are {how}."
                raise CellError(f"{message} Delete them, or take that off.")


def _has_text(element: Any) -> bool:
    return next(element.iter("{*}t"), None) is not None
