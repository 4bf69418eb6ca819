"""What is written in the tables of a word processor's file, once all its changes are accepted.

Word, LibreOffice and Google Docs cut a text into runs as they like and put bookmarks, marks of
the spelling check, links and fields between them
(https://ooxml.info/docs/17/17.3/17.3.2/17.3.2.25).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

SIGNS = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\xad",
}
AROUND_BLOCKS = ("sdt", "sdtContent", "customXml", "ins", "moveTo")
AROUND_RUNS = (*AROUND_BLOCKS, "r", "hyperlink", "fldSimple", "smartTag", "dir", "bdo")
PASSED_OVER = ("pPr", "rPr", "del", "moveFrom")
"""What has no text, or one that somebody has deleted."""
STRANGE = {
    **dict.fromkeys(("footnoteReference", "endnoteReference"), "a note below the text"),
    **dict.fromkeys(("drawing", "pict", "object"), "a picture or a box"),
    "sym": "a special sign",
    "oMath": "a formula",
}
"""What no catalog can hold, and nobody may lose without a word."""
UNSEEN = {"strike": "struck out", "dstrike": "struck out", "vanish": "hidden"}
"""How words are formatted that somebody may not have meant to send."""
OFF = frozenset({"0", "false", "off"})


class StrangeError(ValueError):
    """A cell with something else than text; the message says what to do."""


def rows_of(document: Any) -> Iterator[Any]:
    """Yield the rows of all tables of ``document``, but those that somebody has deleted."""
    for table in document.iter("{*}tbl"):
        for row in _within(table, "tr"):
            if row.find("{*}trPr/{*}del") is None:
                yield row


def cells_of(row: Any) -> list[Any]:
    """Return the cells of a row."""
    return list(_within(row, "tc"))


def text_of(cell: Any) -> str:
    """Return the text of a cell, its paragraphs and lines parted by line breaks.

    Raises ``StrangeError``.
    """
    parts = []
    for paragraph in _within(cell, "p"):
        number = paragraph.find("{*}pPr/{*}numPr/{*}numId")
        if number is not None and "0" not in number.attrib.values():
            message = "Your program has made a list of this text, whose numbers are not in it."
            raise StrangeError(f"{message} Take the list off and write the numbers.")
        # The end of a paragraph can have been deleted, too.
        is_open = paragraph.find("{*}pPr/{*}rPr/{*}del") is not None
        parts += [*_runs(paragraph), "" if is_open else "\n"]
    if cell.find(".//{*}tbl") is not None:
        raise StrangeError("There is a table in this cell. Leave text alone in it.")
    return "".join(parts).removesuffix("\n")


def refuse_unseen(cell: Any) -> None:
    """Raise ``StrangeError`` if a cell has words that its writer struck out or hid."""
    for run in cell.iter("{*}r"):
        for one in run.iterfind("{*}rPr/*"):
            how = UNSEEN.get(_name(one))
            if how and _has_text(run) and not OFF.intersection(one.attrib.values()):
                message = f"Some words of this row are {how}."
                raise StrangeError(f"{message} Delete them, or take that off.")


def has_comment(cell: Any) -> bool:
    """Return whether somebody wrote a comment beside a cell."""
    return cell.find(".//{*}commentReference") is not None


def _within(element: Any, wanted: str) -> Iterator[Any]:
    for child in element:
        name = _name(child)
        if name == wanted:
            yield child
        elif name in AROUND_BLOCKS:
            yield from _within(child, wanted)


def _runs(element: Any) -> Iterator[str]:
    for child in element:
        name = _name(child)
        if name == "t":
            yield child.text or ""
        elif name in SIGNS:
            yield SIGNS[name]
        elif name in AROUND_RUNS:
            yield from _runs(child)
        elif name not in PASSED_OVER:
            _refuse_strange(child)


def _refuse_strange(element: Any) -> None:
    names = [STRANGE[name] for one in element.iter() if (name := _name(one)) in STRANGE]
    if names or _has_text(element):
        message = f"There is {names[0] if names else 'more than text'} in this row."
        raise StrangeError(f"{message} Write it as plain text, or take it out.")


def _has_text(element: Any) -> bool:
    return next(element.iter("{*}t"), None) is not None


def _name(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
