"""XLIFF 2.0, a ``<file>`` for each page.

https://docs.oasis-open.org/xliff/xliff-core/v2.0/xliff-core-v2.0.html. The marks of a message
are in the ``<originalData>`` of its unit, so that a tool shows them and cannot edit them. What
XML cannot hold is a ``<cp>``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from lxml import etree

from multilingual.exchange.inline_marks import NO_XML, Piece, split
from multilingual.exchange.states import STANDINGS, standing_of, state_coming_back, state_in_xliff2
from multilingual.exchange.units import ExchangeError, Parcel, State, Unit, parts_of
from multilingual.exchange.xml_files import SPACE, add, as_bytes

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
ORIGINAL = re.compile(r"(?:.*/)?(\w+)/LC_MESSAGES/(.+)\.po")
SIGNS = re.compile(f"([{NO_XML}])")
LONGEST = 100_000
"""Signs of a text at most: a mark is written once, and can be used many times."""
WORST_FIRST = (State.NEEDS_REVIEW, State.NEEDS_TRANSLATION)
APPROVED = next(one.xliff2 for one in STANDINGS if one.is_reviewed)


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
    codes = _Codes()
    standing = standing_of(unit)
    segment = etree.Element(f"{{{NAMESPACE}}}segment", state=standing.xliff2)
    if standing.sub_state:
        segment.set("subState", standing.sub_state)
    codes.fill(add(segment, "source"), unit.source)
    codes.begin_again()
    codes.fill(add(segment, "target"), unit.target)
    if codes.texts:
        data = add(element, "originalData")
        for number, text in enumerate(codes.texts, start=1):
            _add_text(add(data, "data", id=f"d{number}"), text)
    segment.tail = "\n"
    element.append(segment)


class _Codes:
    """The marks of a unit: those that the translation shares have one number in both."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._free: list[tuple[str, int]] = []

    def begin_again(self) -> None:
        """Let the marks so far be used once more, by the translation."""
        self._free = [(text, number) for number, text in enumerate(self.texts, start=1)]

    def fill(self, element: Any, text: str) -> None:
        """Put ``text`` into ``element``, each mark in a ``ph`` or around a ``pc``."""
        within = [element]
        for piece in split(text):
            if piece.kind == "text":
                _add_text(within[-1], piece.text)
            elif piece.kind == "close":
                closed = within.pop()
                closed.set("dataRefEnd", f"d{self._take(piece)}")
            else:
                number = self._take(piece)
                name, reference = (
                    ("ph", "dataRef") if piece.kind == "alone" else ("pc", "dataRefStart")
                )
                inner = add(within[-1], name, id=str(number))
                inner.tail = None
                inner.set(reference, f"d{number}")
                if piece.kind == "open":
                    within.append(inner)

    def _take(self, piece: Piece) -> int:
        """Return the number of a mark: that of the same one in the English, or a new one."""
        for place, (text, number) in enumerate(self._free):
            if text == piece.text:
                del self._free[place]
                return number
        self.texts.append(piece.text)
        return len(self.texts)


def _add_text(element: Any, text: str) -> None:
    for part in filter(None, SIGNS.split(text)):
        if SIGNS.fullmatch(part):
            add(element, "cp", hex=f"{ord(part):04X}").tail = None
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + part
        else:
            element.text = (element.text or "") + part


def read_xliff2(path: Path, root: Any) -> Parcel:
    """Return what an XLIFF 2.x file brings. Raises ``ExchangeError``."""
    units, codes = [], set()
    for file in root.iterfind("{*}file"):
        code, page = catalog_of(file, path)
        codes.add(code)
        units += [_unit(one, page, path) for one in file.iter("{*}unit")]
    return Parcel(path, root.get("trgLang", ""), tuple(units), frozenset(codes))


def catalog_of(file: Any, path: Path) -> tuple[str, str]:
    """Return the gettext code and the page of a ``<file>`` of XLIFF. Raises ``ExchangeError``."""
    original = ORIGINAL.fullmatch(file.get("original", ""))
    if original is None:
        message = 'original="…" does not name a catalog of this project. Export anew.'
        raise ExchangeError(path, file.sourceline or 1, message)
    return original[1], original[2]


def _unit(element: Any, page: str, path: Path) -> Unit:
    key, form, base = parts_of(element.get("id", ""))
    data = {one.get("id"): one for one in element.iterfind("{*}originalData/{*}data")}
    segments = [part for part in element if _name(part) in ("segment", "ignorable")]
    targets = [list(_target(part, data, path)) for part in segments]
    # Half of a message is no translation of it.
    target = "".join(_in_order(segments, targets, path)) if all(targets) else ""
    whole = [part for part in segments if _name(part) == "segment"]
    states = {_state(part) for part in whole}
    state = next((state for state in WORST_FIRST if state in states), State.TRANSLATED)
    return Unit(
        page=page,
        key=key,
        form=form,
        source="".join(_text(part.find("{*}source"), data, path) for part in segments),
        target=target,
        state=state_coming_back(state, target, base),
        is_approved=bool(whole) and all(part.get("state") == APPROVED for part in whole),
        line=element.sourceline or 1,
        base=base,
    )


def _target(part: Any, data: Mapping[str, Any], path: Path) -> Iterator[str]:
    target = part.find("{*}target")
    if target is None and _name(part) == "ignorable":
        target = part.find("{*}source")
    if text := _text(target, data, path):
        yield text


def _in_order(parts: Sequence[Any], targets: Sequence[Sequence[str]], path: Path) -> Iterator[str]:
    """Yield the targets in the order of the translation, which ``order`` may say.

    Without it a target stands where its source does (XLIFF 2.0, the attribute order).
    """
    placed: dict[str, Sequence[str]] = {}
    for number, (part, text) in enumerate(zip(parts, targets, strict=True), start=1):
        target = part.find("{*}target")
        order = str(number) if target is None else target.get("order", str(number))
        if order in placed or order not in map(str, range(1, len(parts) + 1)):
            message = f'order="{order}" is not the place of one part. Number the parts anew.'
            raise ExchangeError(path, part.sourceline or 1, message)
        placed[order] = text
    for _order, text in sorted(placed.items(), key=lambda one: int(one[0])):
        yield from text


def _state(segment: Any) -> State:
    return state_in_xliff2(segment.get("state", "initial"), segment.get("subState", ""))


def _name(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _text(element: Any, data: Mapping[str, Any], path: Path) -> str:
    """Return the text that ``fill`` put into ``element``, as a tool has left it."""
    if element is None:
        return ""

    def code(reference: str) -> str:
        # The standard lets a mark have no data, and ours has nothing else to be known by.
        name = child.get(reference)
        if name not in data:
            message = "a mark is damaged. Copy it from the English."
            raise ExchangeError(path, child.sourceline or 1, message)
        return _text(data[name], {}, path)

    parts = [element.text or ""]
    for child in element:
        name = _name(child)
        if name == "cp":
            parts.append(_sign(child, path))
        elif name in ("ph", "sc", "ec"):
            parts.append(code("dataRef"))
        elif name == "mrk":
            parts.append(_text(child, data, path))
        elif name == "pc":
            within = _text(child, data, path)
            parts += [code("dataRefStart"), within, code("dataRefEnd")]
        elif name not in ("", "sm", "em"):
            message = f"the element <{name}> is not one that was exported. Delete it."
            raise ExchangeError(path, child.sourceline or 1, message)
        parts.append(child.tail or "")
    return _joined(parts, element, path)


def _joined(parts: Sequence[str], element: Any, path: Path) -> str:
    if sum(map(len, parts)) > LONGEST:
        message = f"a text has more than {LONGEST} letters. Export it again."
        raise ExchangeError(path, element.sourceline or 1, message)
    return "".join(parts)


def _sign(element: Any, path: Path) -> str:
    try:
        sign = chr(int(element.get("hex", ""), 16))
        # Half of a pair of UTF-16 is no sign.
        sign.encode()
    except (ValueError, OverflowError):
        message = "a mark is damaged. Copy it from the English."
        raise ExchangeError(path, element.sourceline or 1, message) from None
    return sign
