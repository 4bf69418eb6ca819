"""A table for word processors (``.docx``): a row for each message, whose third column is edited.

The marks of a message are locked (``w:contentLocked``): they can be moved, copied and deleted,
and not be edited. What a program that knows no locks breaks, the gate refuses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from multilingual.exchange.docx.package import pack
from multilingual.exchange.docx.styles import OFFICE, Script, footer, settings, styles, w
from multilingual.exchange.inline_marks import NO_XML, Piece, split
from multilingual.exchange.units import State, Unit
from multilingual.exchange.xml_files import SPACE

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
LINES = re.compile(r"([\n\t])")
EMBEDDED = "\u202a", "\u202c"
"""What keeps a mark from left to right in Arabic. No catalog may hold them (`characters`)."""
HIDDEN = re.compile(f"[{NO_XML}⟦{''.join(EMBEDDED)}]")
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
