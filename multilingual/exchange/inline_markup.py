"""The marks in a message that a translator must not break: split from its words, and as XML.

The pieces of a text, joined, are that text again, whatever it holds. XLIFF 1.2 and TMX hold each
mark in an element (``ph``, ``bpt``, ``ept``), and XLIFF 2.0 beside the text, with a ``ph`` or a
``pc`` in its place; what reads them, and all XML, trusts nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from lxml import etree

from multilingual.exchange.units import ExchangeError
from multilingual.text.markup import SHOWING_THEIR_TEXT

Kind = Literal["text", "alone", "open", "close"]

NO_XML = "\0-\x08\x0b\x0c\r\x0e-\x1f\ud800-\udfff\ufffe\uffff"
"""What XML 1.0 cannot hold, or reads otherwise (https://www.w3.org/TR/xml/#charsets)."""
FORBIDDEN = re.compile(f"([{NO_XML}])")
SHOWN = "|".join(sorted(map(re.escape, SHOWING_THEIR_TEXT)))
MARK = re.compile(
    rf"""
      (
        \\.                                   # an escape, also the space that is not shown
      | ``[^`]+``                             # a literal
      | :(?!(?:{SHOWN}):)[\w.+-]+:`[^`<]*`    # a role whose text is a target
      | %\(\w+\)[a-zA-Z] | %[a-zA-Z%]         # placeholders
      | \{{\w*\}}
      | \[[\#*\w-]+\]_                        # footnotes
      | \|[^|\s](?:[^|]*[^|\s])?\|_{{0,2}}    # substitutions
      | (?:https?://|mailto:)[^\s<>`]*[\w/]   # bare addresses
      | [{NO_XML}]
      )
    | (\*\*)([^*]+)(\*\*)                     # strong
    | (\*)([^*\s](?:[^*]*[^*\s])?)(\*)        # emphasis
    | ((?::[\w.+-]+:)?`)([^`<]*[^`<\s])(\s*<[^`>]*>`_{{0,2}})     # a title before its target
    | (:(?:{SHOWN}):`)([^`]+)(`)            # a role that shows its text
    """,
    re.VERBOSE | re.DOTALL,
)
"""The groups are a mark that stands alone, or a mark, the words in it and the mark at its end."""
ELEMENTS = {"alone": "ph", "open": "bpt", "close": "ept"}
HOLDING_CODE = ("ph", "bpt", "ept", "it")
HOLDING_WORDS = ("g", "mrk", "hi")
POINT = "x-code-point"
"""The kind of an element that holds the code point of what XML cannot hold."""
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
NOT_EXPORTED = "is not one that was exported. Delete it."
DAMAGED_MARK = "a mark is damaged. Copy it from the English."


class Piece(NamedTuple):
    """A piece of a text: words, a mark that stands ``alone``, or a half of a pair of marks."""

    kind: Kind
    text: str


def split(text: str) -> Iterator[Piece]:
    """Yield the pieces of ``text``; each ``open`` is followed by its ``close``.

    >>> [piece.text for piece in split("**See** :ref:`help`.")]
    ['**', 'See', '**', ' ', ':ref:`help`', '.']
    """
    end = 0
    for match in MARK.finditer(text):
        if match.start() > end:
            yield Piece("text", text[end : match.start()])
        end = match.end()
        begin, *rest = (group for group in match.groups() if group is not None)
        yield Piece("open" if rest else "alone", begin)
        if rest:
            yield from split(rest[0])
            yield Piece("close", rest[1])
    if end < len(text):
        yield Piece("text", text[end:])


def character(code: str) -> str:
    """Return the character of a hexadecimal code point. Raises ``ValueError`` if it is none."""
    try:
        found = chr(int(code, 16))
    except OverflowError as error:
        raise ValueError from error
    # Half of a pair of UTF-16 is no character, and raises an error that is a ValueError.
    found.encode()
    return found


# Writing XML


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


def append_text(element: Any, text: str) -> None:
    """Add ``text`` to the end of what ``element`` holds."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def clean(text: str) -> str:
    """Return ``text`` without what XML cannot hold, for what is only to be read."""
    return FORBIDDEN.sub("\ufffd", text)


def fill(element: Any, text: str, identifier: str, kind: str) -> None:
    """Put ``text`` into ``element``, each mark in a ``ph``, or in ``bpt`` and ``ept``.

    ``identifier`` and ``kind`` are the names of their attributes: ``id`` and ``ctype`` in
    XLIFF, ``x`` and ``type`` in TMX, which pairs ``bpt`` and ``ept`` by an ``i`` besides.
    """
    count, opened = 0, []
    for piece in split(text):
        if piece.kind == "text":
            append_text(element, piece.text)
            continue
        count += piece.kind != "close"
        if piece.kind == "open":
            opened.append(count)
        number = str(opened.pop() if piece.kind == "close" else count)
        mark = add(element, ELEMENTS[piece.kind])
        mark.tail = None
        is_paired = identifier == "x" and piece.kind != "alone"
        if is_paired:
            mark.set("i", number)
        if not is_paired or piece.kind == "open":
            mark.set(identifier, number)
        shown = piece.text
        if FORBIDDEN.search(shown):
            mark.set(kind, POINT if len(shown) == 1 else f"{POINT}s")
            shown = " ".join(f"U+{ord(sign):04X}" for sign in shown)
        mark.text = shown


class Marks:
    """The marks of a unit in XLIFF 2: those that the translation shares have one number in both."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._free: list[int] = []

    def begin_again(self) -> None:
        """Let the marks so far be used once more, by the translation."""
        self._free = list(range(1, len(self.texts) + 1))

    def fill(self, element: Any, text: str) -> None:
        """Put ``text`` into ``element``, each mark in a ``ph`` or around a ``pc``."""
        within = [element]
        for piece in split(text):
            if piece.kind == "text":
                add_text(within[-1], piece.text)
            elif piece.kind == "close":
                within.pop().set("dataRefEnd", f"d{self._number(piece)}")
            else:
                number, is_alone = self._number(piece), piece.kind == "alone"
                mark = add(within[-1], "ph" if is_alone else "pc", id=str(number))
                mark.tail = None
                mark.set("dataRef" if is_alone else "dataRefStart", f"d{number}")
                if not is_alone:
                    within.append(mark)

    def _number(self, piece: Piece) -> int:
        """Return the number of a mark: that of the same one in the English, or a new one."""
        for number in self._free:
            if self.texts[number - 1] == piece.text:
                self._free.remove(number)
                return number
        self.texts.append(piece.text)
        return len(self.texts)


def add_text(element: Any, text: str) -> None:
    """Add ``text`` to an element of XLIFF 2, in which a ``cp`` is what XML cannot hold."""
    for part in filter(None, FORBIDDEN.split(text)):
        if FORBIDDEN.fullmatch(part):
            add(element, "cp", hex=f"{ord(part):04X}").tail = None
        else:
            append_text(element, part)


def as_bytes(root: Any) -> bytes:
    """Return an XML file in UTF-8."""
    data = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return bytes(data) + b"\n"


# Reading XML


MOST_TAGS = 1_000_000
"""Tags of a file, open or closed. All messages of six languages have a tenth of that."""


def read_xml(name: str, data: bytes) -> Any:
    """Return the root of an XML file. No entity is resolved, and nothing else is opened.

    Raises ``ExchangeError``.
    """
    if data.count(b"<") > MOST_TAGS:
        message = f"the file has more than {MOST_TAGS} tags. Export it again."
        raise ExchangeError(name, 1, message)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        fault = (error.msg or "").split(", line")[0]
        message = f"the file is damaged ({clean(fault)}). Export it again from your tool."
        raise ExchangeError(name, error.lineno or 1, message) from None
    kind = root.getroottree().docinfo.internalDTD
    if (kind is not None and any(kind.iterentities())) or any(root.iter(etree.Entity)):
        message = "the file defines or uses entities, which can do harm. Export it without."
        raise ExchangeError(name, 1, message)
    return root


def text_in(element: Any, name: str) -> str:
    """Return the text that ``fill`` put into ``element``, as a tool has left it.

    Raises ``ExchangeError``, which calls the file ``name``.
    """
    if element is None:
        return ""
    parts = [element.text or ""]
    for child in element:
        kind = local_name(child)
        if kind in HOLDING_CODE:
            parts.append(_code(child, name))
        elif kind in HOLDING_WORDS:
            parts.append(text_in(child, name))
        elif kind:
            raise error_at(child, name, f"the element <{kind}> {NOT_EXPORTED}")
        parts.append(child.tail or "")
    return "".join(parts)


def _code(element: Any, name: str) -> str:
    text = "".join(element.itertext())
    if POINT not in (element.get("ctype") or element.get("type") or ""):
        return text
    try:
        return "".join(character(point.removeprefix("U+")) for point in text.split(" "))
    except ValueError:
        raise error_at(element, name, DAMAGED_MARK) from None


def local_name(element: Any) -> str:
    """Return the name of an element without its namespace, nothing for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def error_at(element: Any, name: str, message: str) -> ExchangeError:
    """Return the error of a file that is wrong where ``element`` stands."""
    return ExchangeError(name, element.sourceline or 1, message)
