"""A table for word processors (``.docx``): a row for each message, whose third column is edited.

``docx/`` is such a file unpacked, with all that stays the same in every one
(https://ecma-international.org/publications-and-standards/standards/ecma-376/). The marks of a
message are locked (``w:contentLocked``): they can be moved, copied and deleted, and not be
edited. What a program that knows no locks breaks, the gate refuses.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from lxml import etree

from multilingual.catalogs.language_folder import LanguageFolder
from multilingual.exchange.inline_markup import NO_XML, SPACE, Piece, split
from multilingual.exchange.units import Unit, UnitState

PACKAGE = Path(__file__).parent / "docx"
DOCUMENT, STYLES, FOOTER = "word/document.xml", "word/styles.xml", "word/footer.xml"
PARTS = (
    "[Content_Types].xml",
    "_rels/.rels",
    "word/_rels/document.xml.rels",
    DOCUMENT,
    STYLES,
    "word/settings.xml",
    FOOTER,
)
"""What is in a file, in this order."""
ALWAYS = (1980, 1, 1, 0, 0, 0)
"""The date of all parts, so that the same messages give the same bytes."""
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
EAST_ASIAN = {"zh": "Microsoft YaHei", "ja": "Yu Gothic", "ko": "Malgun Gothic"}
"""Languages for which Word has a third setting of the language and the font, and a font."""
REVIEW = "Needs review"
"""What the notes of a message say as long as readers do not get its translation."""
WIDTHS = (1500, 5450, 5450, 2998)
"""Of the columns, in twentieths of a point: together what a sheet has across."""
LINES = re.compile(r"([\n\t])")
EMBEDDED = "\u202a", "\u202c"
"""What keeps a mark from left to right in Arabic. No catalog may hold them."""
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


@dataclass(frozen=True, slots=True)
class Script:
    """How a language is written; ``tag`` names its country too, as Word wants it.

    ``name`` is its name in English.
    """

    name: str
    tag: str
    is_rtl: bool

    @classmethod
    def of(cls, tag: str, texts: Iterable[str]) -> Script:
        """Return the script of a BCP 47 tag: that of ``texts`` if Babel does not know it."""
        try:
            locale = Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            kinds = [unicodedata.bidirectional(letter) for text in texts for letter in text]
            return cls(tag, tag, kinds.count("R") + kinds.count("AL") > kinds.count("L"))
        likely = get_global("likely_subtags").get(locale.language, "").rpartition("_")[2]
        country = locale.territory or likely
        full = f"{locale.language}-{country}" if country else tag
        name = locale.get_display_name("en") or tag
        return cls(name, full, locale.character_order == "right-to-left")


def write_docx(units: Sequence[Unit], _folder: LanguageFolder, tag: str) -> bytes:
    """Return a document with a table of ``units`` for each page."""
    script = Script.of(tag, [unit.target for unit in units])
    blank_free = etree.XMLParser(remove_blank_text=True, remove_comments=True)
    parts = {name: etree.parse(PACKAGE / name, blank_free).getroot() for name in PARTS}
    _set_language(parts[STYLES], script)
    foot = parts[FOOTER].find(".//{*}t")
    foot.text = f"{tag}{foot.text}"
    body = parts[DOCUMENT].find("{*}body")
    body[:0] = _blocks(units, tag, script)
    file = io.BytesIO()
    with ZipFile(file, "w") as archive:
        for name, root in parts.items():
            info = ZipInfo(name, ALWAYS)
            info.compress_type = ZIP_DEFLATED
            info.create_system = 0
            data = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
            archive.writestr(info, data)
    return file.getvalue()


def _set_language(styles: Any, script: Script) -> None:
    """Set the language, the font and the direction of translations."""
    style = next(found for found in styles if found.get(f"{{{WORD}}}styleId") == "Translation")
    paragraph, run = style.find("{*}pPr"), style.find("{*}rPr")
    font = EAST_ASIAN.get(script.tag.partition("-")[0])
    if font:
        run.append(w("rFonts", eastAsia=font))
    if script.is_rtl:
        paragraph.append(w("bidi"))
        run.append(w("rtl"))
    kinds = ("val", "eastAsia", "bidi") if font else ("val", "bidi")
    run.append(w("lang", **dict.fromkeys(kinds, script.tag)))


def w(name: str, *children: Any, **attributes: str) -> Any:
    """Return an element of WordprocessingML.

    >>> etree.tostring(w("lang", val="es")).endswith(b'main" w:val="es"/>')
    True
    """
    values = {f"{{{WORD}}}{key}": value for key, value in attributes.items()}
    element = etree.Element(f"{{{WORD}}}{name}", values, nsmap={"w": WORD})
    element.extend(children)
    return element


def _blocks(units: Sequence[Unit], tag: str, script: Script) -> Iterator[Any]:
    yield _paragraph("Title", f"Translation from English into {script.name}")
    yield from (_paragraph("Guide", line.format(tag=tag)) for line in GUIDE)
    titles = f"Message (of\xa0{len(units)})", "English", f"Translation ({tag})", "Notes"
    for page, group in groupby(enumerate(units, start=1), lambda numbered: numbered[1].page):
        head = _row([[_paragraph("Head", title)] for title in titles], w("tblHeader"))
        rows = [_row(_cells(number, unit, script)) for number, unit in group]
        width = w("tblW", w=str(sum(WIDTHS)), type="dxa")
        layout = w("tblPr", w("tblStyle", val="Messages"), width, w("tblLayout", type="fixed"))
        grid = w("tblGrid", *(w("gridCol", w=str(column)) for column in WIDTHS))
        yield _paragraph("Heading1", f"Page: {page}")
        yield w("tbl", layout, grid, head, *rows)
    # Word wants a paragraph after the last table.
    yield _paragraph("Notes", "")


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
    review = [_paragraph("Review", REVIEW)] if unit.state is UnitState.NEEDS_REVIEW else []
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
