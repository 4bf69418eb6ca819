"""XLIFF 2.0, a ``<file>`` for each page.

https://docs.oasis-open.org/xliff/xliff-core/v2.0/xliff-core-v2.0.html. The marks of a message
are in the ``<originalData>`` of its unit, so that a tool shows them and cannot edit them. What
XML cannot hold is a ``<cp>``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from lxml import etree

from multilingual.exchange.inline_markup import (
    DAMAGED_MARK,
    FORBIDDEN,
    NOT_EXPORTED,
    SPACE,
    Piece,
    add,
    append_text,
    as_bytes,
    character,
    error_at,
    local_name,
    split,
)
from multilingual.exchange.units import STATES, SentUnits, Unit, UnitState, state_in_xliff2

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
ORIGINAL = re.compile(r"(?:.*/)?(\w+)/LC_MESSAGES/(.+)\.po")
LONGEST = 100_000
"""Characters of a text at most: a mark is written once, and can be used many times."""
WORST_FIRST = (UnitState.NEEDS_REVIEW, UnitState.NEEDS_TRANSLATION)
APPROVED = next(names.xliff2 for names in STATES if names.is_reviewed)


def write_xliff2(units: Sequence[Unit], folder: str, tag: str) -> bytes:
    """Return an XLIFF file of ``units`` in the language of ``folder`` (``locale/es``).

    ``tag`` is its BCP 47 tag.
    """
    languages = {"srcLang": "en", "trgLang": tag}
    root = etree.Element(f"{{{NAMESPACE}}}xliff", languages, nsmap={None: NAMESPACE}, version="2.0")
    root.text = "\n"
    for number, (page, group) in enumerate(groupby(units, lambda unit: unit.page), start=1):
        original = f"{folder}/LC_MESSAGES/{page}.po"
        file = add(root, "file", id=f"f{number}", original=original)
        file.text = "\n"
        for unit in group:
            _add_unit(file, unit)
    return as_bytes(root)


def _add_unit(file: Any, unit: Unit) -> None:
    element = add(file, "unit", id=unit.identity)
    element.set(SPACE, "preserve")
    element.text = "\n"
    if unit.notes:
        notes = add(element, "notes")
        for category, text in unit.notes:
            add(notes, "note", text, category=category)
    marks = _Marks()
    segment = etree.Element(f"{{{NAMESPACE}}}segment", state=unit.names.xliff2)
    if unit.names.sub_state:
        segment.set("subState", unit.names.sub_state)
    marks.fill(add(segment, "source"), unit.source)
    marks.begin_again()
    marks.fill(add(segment, "target"), unit.target)
    if marks.texts:
        data = add(element, "originalData")
        for number, text in enumerate(marks.texts, start=1):
            _add_text(add(data, "data", id=f"d{number}"), text)
    segment.tail = "\n"
    element.append(segment)


class _Marks:
    """The marks of a unit: those that the translation shares have one number in both."""

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
                _add_text(within[-1], piece.text)
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


def _add_text(element: Any, text: str) -> None:
    for part in filter(None, FORBIDDEN.split(text)):
        if FORBIDDEN.fullmatch(part):
            add(element, "cp", hex=f"{ord(part):04X}").tail = None
        else:
            append_text(element, part)


def read_xliff2(name: str, root: Any) -> SentUnits:
    """Return what an XLIFF 2.x file brings, which errors call ``name``.

    Raises ``ExchangeError``.
    """
    read = SentUnits(name, root.get("trgLang", ""))
    for file in root.iterfind("{*}file"):
        code, page = catalog_of(file, name)
        read.codes.add(code)
        read.units += [_unit(element, page, name) for element in file.iter("{*}unit")]
    return read


def catalog_of(file: Any, name: str) -> tuple[str, str]:
    """Return the gettext code and the page of a ``<file>`` of XLIFF. Raises ``ExchangeError``."""
    original = ORIGINAL.fullmatch(file.get("original", ""))
    if original is None:
        message = 'original="…" does not name a catalog of this project. Export anew.'
        raise error_at(file, name, message)
    return original[1], original[2]


def _unit(element: Any, page: str, name: str) -> Unit:
    data = {found.get("id"): found for found in element.iterfind("{*}originalData/{*}data")}
    parts = [part for part in element if local_name(part) in ("segment", "ignorable")]
    targets = [_target(part, data, name) for part in parts]
    # Half of a message is no translation of it.
    target = "".join(_in_order(parts, targets, name)) if all(targets) else ""
    segments = [part for part in parts if local_name(part) == "segment"]
    states = {_state(segment) for segment in segments}
    state = next((state for state in WORST_FIRST if state in states), UnitState.TRANSLATED)
    texts = "".join(_text(part.find("{*}source"), data, name) for part in parts), target
    unit = Unit.read(page, element.get("id", ""), texts, state, element.sourceline)
    is_approved = bool(segments) and all(part.get("state") == APPROVED for part in segments)
    return unit.come_back(is_approved=is_approved)


def _state(segment: Any) -> UnitState:
    return state_in_xliff2(segment.get("state", "initial"), segment.get("subState", ""))


def _target(part: Any, data: Mapping[str, Any], name: str) -> str:
    target = part.find("{*}target")
    if target is None and local_name(part) == "ignorable":
        target = part.find("{*}source")
    return _text(target, data, name)


def _in_order(parts: Sequence[Any], texts: Sequence[str], name: str) -> Iterator[str]:
    """Yield the targets in the order of the translation, which ``order`` may say.

    Without it a target stands where its source does (XLIFF 2.0, the attribute order).
    """
    placed: dict[str, str] = {}
    for number, (part, text) in enumerate(zip(parts, texts, strict=True), start=1):
        target = part.find("{*}target")
        order = str(number) if target is None else target.get("order", str(number))
        if order in placed or order not in map(str, range(1, len(parts) + 1)):
            message = f'order="{order}" is not the place of one part. Number the parts anew.'
            raise error_at(part, name, message)
        placed[order] = text
    for order in sorted(placed, key=int):
        yield placed[order]


def _text(element: Any, data: Mapping[str, Any], name: str) -> str:
    """Return the text that ``_Marks.fill`` put into ``element``, as a tool has left it."""
    if element is None:
        return ""
    parts = [element.text or ""]
    for child in element:
        parts += [_text_of_child(child, data, name), child.tail or ""]
    if sum(map(len, parts)) > LONGEST:
        message = f"a text has more than {LONGEST} letters. Export it again."
        raise error_at(element, name, message)
    return "".join(parts)


def _text_of_child(child: Any, data: Mapping[str, Any], name: str) -> str:
    def mark(reference: str) -> str:
        # The standard lets a mark have no data, and ours has nothing else to be known by.
        number = child.get(reference)
        if number not in data:
            raise error_at(child, name, DAMAGED_MARK)
        return _text(data[number], {}, name)

    match local_name(child):
        case "cp":
            return _character(child, name)
        case "ph" | "sc" | "ec":
            return mark("dataRef")
        case "mrk":
            return _text(child, data, name)
        case "pc":
            within = _text(child, data, name)
            return f"{mark('dataRefStart')}{within}{mark('dataRefEnd')}"
        case "" | "sm" | "em":
            return ""
        case kind:
            raise error_at(child, name, f"the element <{kind}> {NOT_EXPORTED}")


def _character(element: Any, name: str) -> str:
    try:
        return character(element.get("hex", ""))
    except ValueError:
        raise error_at(element, name, DAMAGED_MARK) from None
