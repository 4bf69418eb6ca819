"""What XLIFF and TMX share: marks as elements that hold them, and a reader that trusts nobody."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from lxml import etree

from multilingual.exchange.inline_marks import NO_XML, split
from multilingual.exchange.units import ExchangeError

LARGEST = 50_000_000
"""Bytes of the largest file that is read."""
POINT = "x-code-point"
FORBIDDEN = re.compile(f"[{NO_XML}]")
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
HOLDING_CODE = ("ph", "bpt", "ept", "it")
HOLDING_WORDS = ("g", "mrk", "hi")


def add(parent: Any, name: str, text: str = "", **attributes: str) -> Any:
    """Add an element on a line of its own, in the namespace of ``parent``."""
    namespace = etree.QName(parent).namespace
    element = etree.SubElement(parent, f"{{{namespace}}}{name}" if namespace else name)
    for key, value in attributes.items():
        element.set(key.replace("_", "-"), clean(value))
    if text:
        element.text = clean(text)
    element.tail = "\n"
    return element


def clean(text: str) -> str:
    """Return ``text`` without what XML cannot hold, for what is only to be read."""
    return FORBIDDEN.sub("\ufffd", text)


def fill(element: Any, text: str, identifier: str, kind: str) -> None:
    """Put ``text`` into ``element``, each mark in a ``ph``, or in ``bpt`` and ``ept``.

    ``identifier`` and ``kind`` are the names of their attributes: ``id`` and ``ctype`` in
    XLIFF, ``x`` and ``type`` in TMX.
    """
    last, number, opened = None, 0, []
    for piece in split(text):
        if piece.kind == "text":
            if last is None:
                element.text = (element.text or "") + piece.text
            else:
                last.tail = (last.tail or "") + piece.text
            continue
        name = {"alone": "ph", "open": "bpt", "close": "ept"}[piece.kind]
        if piece.kind != "close":
            number += 1
            opened += [number] if piece.kind == "open" else []
        mine = opened.pop() if piece.kind == "close" else number
        last = add(element, name)
        last.tail = None
        if name == "ph" or identifier == "id":
            last.set(identifier, str(mine))
        else:
            last.set("i", str(mine))
        if name == "bpt" and identifier != "id":
            last.set(identifier, str(mine))
        if FORBIDDEN.fullmatch(piece.text):
            last.set(kind, POINT)
            last.text = f"U+{ord(piece.text):04X}"
        elif FORBIDDEN.search(piece.text):
            last.set(kind, f"{POINT}s")
            last.text = " ".join(f"U+{ord(sign):04X}" for sign in piece.text)
        else:
            last.text = piece.text


def text_in(element: Any, path: Path) -> str:
    """Return the text that ``fill`` put into ``element``, as a tool has left it."""
    parts = [element.text or ""]
    for child in element:
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if name in HOLDING_CODE:
            parts.append(_code(child, path))
        elif name in HOLDING_WORDS:
            parts.append(text_in(child, path))
        elif name:
            message = f"the element <{name}> is not one that was exported. Delete it."
            raise ExchangeError(path, child.sourceline or 1, message)
        parts.append(child.tail or "")
    return "".join(parts)


def _code(element: Any, path: Path) -> str:
    text = "".join(element.itertext())
    if POINT not in (element.get("ctype") or element.get("type") or ""):
        return text
    try:
        signs = "".join(chr(int(point.removeprefix("U+"), 16)) for point in text.split(" "))
        # Half of a pair of UTF-16 is no sign.
        signs.encode()
        return signs
    except (ValueError, OverflowError):
        message = "a mark is damaged. Copy it from the English."
        raise ExchangeError(path, element.sourceline or 1, message) from None


def read_xml(path: Path, data: bytes) -> Any:
    """Return the root of an XML file. No entity is resolved, and nothing else is opened.

    Raises ``ExchangeError``.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        fault = (error.msg or "").split(", line")[0]
        message = f"the file is damaged ({clean(fault)}). Export it again from your tool."
        raise ExchangeError(path, error.lineno or 1, message) from None
    kind = root.getroottree().docinfo.internalDTD
    if (kind is not None and any(kind.iterentities())) or any(root.iter(etree.Entity)):
        message = "the file defines or uses entities, which can do harm. Export it without."
        raise ExchangeError(path, 1, message)
    return root


def as_bytes(root: Any) -> bytes:
    """Return an XML file in UTF-8."""
    data = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return bytes(data) + b"\n"
