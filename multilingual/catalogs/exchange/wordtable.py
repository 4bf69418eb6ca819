"""A table for word processors (``.docx``): a row for each message, whose third column is edited.

The marks of a message are locked (``w:contentLocked``): they can be moved, copied and deleted,
and not be edited. What a program that knows no locks breaks, the gate refuses. The first cell of
a row names its message, so that rows can be sorted and headings lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from multilingual.catalogs.exchange.pieces import NO_XML, Piece, split
from multilingual.catalogs.exchange.units import (
    ExchangeError,
    Parcel,
    State,
    Unit,
    base_of,
    parts_of,
)
from multilingual.catalogs.exchange.wordfile import document_in, pack
from multilingual.catalogs.exchange.wordstyles import OFFICE, Script, footer, settings, styles, w
from multilingual.catalogs.exchange.wordtext import StrangeError, cells_of, rows_of, text_of
from multilingual.catalogs.exchange.xmlfile import SPACE

REVIEW = "Needs review"
"""What the notes of a message say as long as readers do not get its translation."""
WIDTHS = (1500, 5450, 5450, 2998)
"""Of the columns, in twentieths of a point: together what a sheet has across."""
PAPER = {"w": "16838", "h": "11906", "orient": "landscape"}
"""A4 (ISO 216)."""
EDGES = {
    **dict.fromkeys(("top", "right", "bottom", "left"), "720"),
    **dict.fromkeys(("header", "footer"), "400"),
    "gutter": "0",
}
NUMBER = re.compile(r"\s*(\d{1,6})\s")
NAME = re.compile(r"\s*(?:\d{1,6}\s+)?(\S+):\s+([0-9a-f]{16}\.\d*\.[0-9a-f]{16})\s*")
TITLE = re.compile(r"\s*translation\s*\(([\w-]+)\)\s*", re.IGNORECASE)
TOTAL = re.compile(r"\bof\s+(\d{1,6})\b")
LINES = re.compile(r"([\n\t])")
EMBEDDED = "\u202a", "\u202c"
"""What keeps a mark from left to right in Arabic. No catalog may hold them (`characters`)."""
HIDDEN = re.compile(f"[{NO_XML}⟦{''.join(EMBEDDED)}]")
POINT = re.compile(r"⟦U\+([0-9A-F]{4,5})⟧")
GUIDE = (
    "Write in the third column, “Translation ({tag})”, and nowhere else. The other columns are "
    "only to be read.",
    "Grey marks such as **…** or :ref:`help` must stay, and are locked. Move each one to where it "
    "belongs among your words. If one is missing, copy it from the English.",
    "“Needs review” in the last column: readers do not get this translation yet. Correct it. Is "
    "it right as it is? Then delete these two words.",
    "If you are not sure, leave a cell as it is. Use no line breaks and no lists in a cell. Save "
    "the file as Word (.docx) and send it back.",
)


def write_wordtable(units: Sequence[Unit], _folder: str, tag: str) -> bytes:
    """Return a document with a table of ``units`` for each page."""
    script = Script.of(tag, [unit.target for unit in units])
    body = w("body", _paragraph("Title", f"Translation from English into {script.name}"))
    body.extend(_paragraph("Guide", line.format(tag=tag)) for line in GUIDE)
    titles = f"Message (of\xa0{len(units)})", "English", f"Translation ({tag})", "Notes"
    for page, group in groupby(enumerate(units, start=1), lambda one: one[1].page):
        head = _row([[_paragraph("Head", title)] for title in titles], w("tblHeader"))
        rows = [_row(_cells(number, unit, script)) for number, unit in group]
        width = w("tblW", w=str(sum(WIDTHS)), type="dxa")
        layout = w("tblPr", w("tblStyle", val="Messages"), width, w("tblLayout", type="fixed"))
        grid = w("tblGrid", *(w("gridCol", w=str(one)) for one in WIDTHS))
        body.append(_paragraph("Heading1", f"Page: {page}"))
        body.append(w("tbl", layout, grid, head, *rows))
    foot = w("footerReference", type="default")
    foot.set(f"{{{OFFICE}}}id", "footer")
    # Word wants a paragraph after the last table.
    body.append(_paragraph("Notes", ""))
    body.append(w("sectPr", foot, w("pgSz", **PAPER), w("pgMar", **EDGES)))
    document = w("document", body)
    parts = {"styles": styles(script), "settings": settings(), "footer": footer(tag)}
    return pack({"document": document, **parts})


def _row(cells: Iterable[Sequence[Any]], *properties: Any) -> Any:
    row = w("tr", w("trPr", w("cantSplit"), *properties))
    for width, paragraphs in zip(WIDTHS, cells, strict=True):
        shade = [w("shd", val="clear", fill="E7EDF3")] if properties else []
        about = w("tcPr", w("tcW", w=str(width), type="dxa"), *shade)
        row.append(w("tc", about, *paragraphs))
    return row


def _cells(number: int, unit: Unit, script: Script) -> Iterator[Sequence[Any]]:
    names = (("Normal", str(number)), ("Identity", f"{unit.page}:"), ("Identity", unit.identity))
    yield [_paragraph(style, text) for style, text in names]
    yield [_paragraph("Normal", unit.source)]
    yield [_paragraph("Translation", unit.target, is_rtl=script.is_rtl)]
    review = [_paragraph("Review", REVIEW)] if unit.state is State.NEEDS_REVIEW else []
    # What a translator noted could begin like our own words.
    notes = (
        f"Note: {text}" if origin == "translator" else text
        for origin, text in unit.notes
        if origin != "page"
    )
    yield [*review, *(_paragraph("Notes", text) for text in notes)] or [_paragraph("Notes", "")]


def _paragraph(style: str, text: str, *, is_rtl: bool = False) -> Any:
    """Return a paragraph; the marks in it are locked, but in notes, which nobody takes home."""
    about = w("pPr", w("pStyle", val=style))
    if is_rtl:
        about.extend([w("bidi"), w("rPr", w("rtl"))])
    paragraph = w("p", about)
    for piece in [Piece("text", text)] if style == "Notes" else split(text):
        if piece.kind == "text":
            paragraph.append(_run(piece.text, [w("rtl")] if is_rtl else []))
        else:
            run = _run(piece.text, [w("rStyle", val="Mark")], is_embedded=is_rtl)
            lock = w("sdtPr", w("lock", val="contentLocked"))
            paragraph.append(w("sdt", lock, w("sdtContent", run)))
    return paragraph


def _run(text: str, properties: Sequence[Any], *, is_embedded: bool = False) -> Any:
    run = w("r", w("rPr", *properties)) if properties else w("r")
    shown = HIDDEN.sub(lambda found: f"⟦U+{ord(found[0]):04X}⟧", text)
    if is_embedded and any(map(str.isalpha, text)):
        shown = shown.join(EMBEDDED)
    for part in filter(None, LINES.split(shown)):
        if LINES.fullmatch(part):
            run.append(w("br" if part == "\n" else "tab"))
        else:
            words = w("t")
            words.text = part
            words.set(SPACE, "preserve")
            run.append(words)
    return run


@dataclass
class _Read:
    """What has been read of a file so far; ``faults`` are told with the number of the row."""

    tags: set[str] = field(default_factory=set)
    units: list[Unit] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)
    numbers: set[int] = field(default_factory=set)
    total: int = 0


def read_wordtable(path: Path, data: bytes) -> Parcel:
    """Return what a document brings; a row that is damaged does not keep the others out.

    Raises ``ExchangeError``.
    """
    read = _Read()
    for place, row in enumerate(rows_of(document_in(path, data)), start=1):
        _read_row(read, place, cells_of(row))
    if not read.tags:
        message = 'no table has a column "Translation (es)" or the like.'
        raise ExchangeError(path, 1, f"{message} Send the file as exported, with its titles.")
    if len(read.tags) > 1:
        message = f"the file holds {len(read.tags)} languages."
        raise ExchangeError(path, 1, f"{message} Put each language into its own file.")
    if lost := sorted({*range(1, read.total + 1)} - read.numbers):
        shown = ", ".join(map(str, lost[:10])) + (" and more" if len(lost) > 10 else "")
        message = f"There is no row for {shown} ({len(lost)} of {read.total})."
        read.faults.append((lost[0], f"{message} Their translations stay as they are."))
    return Parcel(path, min(read.tags), tuple(read.units), faults=tuple(read.faults))


def _read_row(read: _Read, place: int, cells: Sequence[Any]) -> None:
    """Read a row; ``place`` is its number among all rows of the file."""
    try:
        texts = [_shown(text_of(cell)) for cell in cells]
    except StrangeError as error:
        # The first cell can still name the row.
        texts, fault = [_first(cells)], str(error)
    else:
        fault = "" if len(texts) == len(WIDTHS) else f"This row has {len(texts)} cells, not 4."
    titles = [found[1] for text in texts if (found := TITLE.fullmatch(text))]
    if titles:
        read.tags.update(titles)
        counts = [int(found[1]) for text in texts if (found := TOTAL.search(text))]
        read.total = max([read.total, *counts])
        return
    number = NUMBER.match(texts[0]) if texts else None
    name = NAME.fullmatch(texts[0]) if texts else None
    line = int(number[1]) if number else place
    read.numbers.add(line)
    if name is None:
        if any(text.strip() for text in texts) or fault:
            message = "The grey name of this row is damaged. Copy the row from the exported file."
            read.faults.append((line, message))
    elif fault:
        read.faults.append((line, f"{fault} Copy the row anew, and write text in column 3."))
    else:
        read.units.append(_unit(name[1], name[2], texts, line))


def _first(cells: Sequence[Any]) -> str:
    try:
        return text_of(cells[0])
    except StrangeError:
        return ""


def _unit(page: str, identity: str, texts: Sequence[str], line: int) -> Unit:
    key, form, base = parts_of(identity)
    _name, source, target, notes = texts
    target = target if base_of(target) == base else _tidied(target, source)
    waits = notes.strip().casefold().startswith(REVIEW.casefold()) and base_of(target) == base
    state = State.NEEDS_REVIEW if waits else State.TRANSLATED
    return Unit(page, key, source, target, state, form=form, base=base, line=line)


def _tidied(text: str, english: str) -> str:
    """Return ``text`` without the empty lines and spaces at its ends that the English lacks."""
    text = text.lstrip() if english == english.lstrip() else text
    return text.rstrip() if english == english.rstrip() else text


def _shown(text: str) -> str:
    for sign in EMBEDDED:
        text = text.replace(sign, "")
    return POINT.sub(lambda found: chr(int(found[1], 16)), text)
