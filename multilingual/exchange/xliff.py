"""XLIFF 1.2 and 2.0, a ``<file>`` for each page.

http://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html. translate-toolkit's own ``po2xliff``
writes 1.1, makes the header a message and takes the English for American.

https://docs.oasis-open.org/xliff/xliff-core/v2.0/xliff-core-v2.0.html. The marks of a message
are in the ``<originalData>`` of its unit, so that a tool shows them and cannot edit them. What
XML cannot hold is a ``<cp>``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from lxml import etree

from multilingual.catalogs.language_folder import CATALOG, LanguageFolder
from multilingual.exchange.inline_markup import (
    DAMAGED_MARK,
    NOT_EXPORTED,
    SPACE,
    Marks,
    add,
    add_text,
    as_bytes,
    character,
    error_at,
    fill,
    local_name,
    read_xml,
    text_in,
)
from multilingual.exchange.units import (
    APPROVED,
    STATES,
    ExchangeError,
    SentFile,
    SentUnits,
    Unit,
    UnitState,
)

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
NAMESPACE_2 = "urn:oasis:names:tc:xliff:document:2.0"
LONGEST_PATH = 1000
"""Characters of the path of a catalog, from its end, that are looked at."""
LONGEST = 100_000
"""Characters of a text at most: a mark is written once, and can be used many times."""
WORST_FIRST = (UnitState.NEEDS_REVIEW, UnitState.NEEDS_TRANSLATION)
APPROVED_2 = next(names.xliff2 for names in STATES if names.is_reviewed)


# Out


def write_xliff(units: Sequence[Unit], folder: LanguageFolder, tag: str) -> bytes:
    """Return an XLIFF 1.2 file of ``units`` in the language of ``folder`` and of BCP 47 ``tag``."""
    root = etree.Element(f"{{{NAMESPACE}}}xliff", nsmap={None: NAMESPACE}, version="1.2")
    root.text = "\n"
    for page, group in groupby(units, lambda unit: unit.page):
        original = folder.shown(folder.catalog_path(page))
        file = add(root, "file", original=original, source_language="en", target_language=tag)
        file.set("datatype", "po")
        body = add(file, "body")
        file.text = body.text = "\n"
        for unit in group:
            _add_trans_unit(body, unit)
    return as_bytes(root)


def _add_trans_unit(body: Any, unit: Unit) -> None:
    element = add(body, "trans-unit", id=unit.identity)
    element.set(SPACE, "preserve")
    if unit.names.approved:
        element.set("approved", unit.names.approved)
    element.text = "\n"
    fill(add(element, "source"), unit.source, "id", "ctype")
    fill(add(element, "target", state=unit.names.xliff), unit.target, "id", "ctype")
    for origin, text in unit.notes:
        add(element, "note", text).set("from", origin)


def write_xliff2(units: Sequence[Unit], folder: LanguageFolder, tag: str) -> bytes:
    """Return an XLIFF 2.0 file of ``units``, as ``write_xliff``."""
    about = {"version": "2.0", "srcLang": "en", "trgLang": tag}
    root = etree.Element(f"{{{NAMESPACE_2}}}xliff", about, nsmap={None: NAMESPACE_2})
    root.text = "\n"
    for number, (page, group) in enumerate(groupby(units, lambda unit: unit.page), start=1):
        original = folder.shown(folder.catalog_path(page))
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
    marks = Marks()
    segment = etree.Element(f"{{{NAMESPACE_2}}}segment", state=unit.names.xliff2)
    if unit.names.sub_state:
        segment.set("subState", unit.names.sub_state)
    marks.fill(add(segment, "source"), unit.source)
    marks.begin_again()
    marks.fill(add(segment, "target"), unit.target)
    if marks.texts:
        data = add(element, "originalData")
        for number, text in enumerate(marks.texts, start=1):
            add_text(add(data, "data", id=f"d{number}"), text)
    segment.tail = "\n"
    element.append(segment)


# Home


def read_xliff(sent: SentFile) -> SentUnits:
    """Return what an XLIFF file, 1.x or 2.x, brings. Raises ``ExchangeError``."""
    root = read_xml(sent.name, sent.data)
    version = root.get("version", "") if local_name(root) == "xliff" else ""
    if not version.startswith(("1.", "2.")):
        message = "this is not XLIFF 1.2 or 2.0. Export it as one of them."
        raise ExchangeError(sent.name, 1, message)
    is_first = version.startswith("1.")
    name, read_unit = ("trans-unit", _trans_unit) if is_first else ("unit", _unit)
    read, tags = SentUnits(sent.name, root.get("trgLang", "")), {}
    for file in root.iterfind("{*}file"):
        original = CATALOG.fullmatch(file.get("original", "")[-LONGEST_PATH:])
        if original is None:
            message = 'original="…" does not name a catalog of this project. Export anew.'
            raise error_at(file, sent.name, message)
        read.codes.add(original["code"])
        elements = file.iter(f"{{*}}{name}")
        read.units += [read_unit(element, original["page"], sent.name) for element in elements]
        tags[file.get("target-language", "")] = file.sourceline or 1
    if is_first:
        read.set_tag(tags)
    return read


def _trans_unit(element: Any, page: str, name: str) -> Unit:
    source, target = element.find("{*}source"), element.find("{*}target")
    texts = text_in(source, name), text_in(target, name)
    state = state_in_xliff("" if target is None else target.get("state", ""))
    unit = Unit.read(page, element.get("id", ""), texts, state, element.sourceline)
    return unit.come_back(is_approved=element.get("approved") == APPROVED)


def _unit(element: Any, page: str, name: str) -> Unit:
    data = {found.get("id"): found for found in element.iterfind("{*}originalData/{*}data")}
    parts = [part for part in element if local_name(part) in ("segment", "ignorable")]
    targets = [_target(part, data, name) for part in parts]
    # Half of a message is no translation of it.
    target = "".join(_in_order(parts, targets, name)) if all(targets) else ""
    segments = [part for part in parts if local_name(part) == "segment"]
    states = {
        state_in_xliff2(segment.get("state", "initial"), segment.get("subState", ""))
        for segment in segments
    }
    state = next((state for state in WORST_FIRST if state in states), UnitState.TRANSLATED)
    texts = "".join(_text(part.find("{*}source"), data, name) for part in parts), target
    unit = Unit.read(page, element.get("id", ""), texts, state, element.sourceline)
    is_approved = bool(segments) and all(part.get("state") == APPROVED_2 for part in segments)
    return unit.come_back(is_approved=is_approved)


def state_in_xliff(name: str) -> UnitState | None:
    """Return what the ``state`` of a target in XLIFF 1.x means; other tools know more of them.

    A target may have none. Poedit calls what "needs work" ``needs-l10n``.

    >>> str(state_in_xliff("needs-review-l10n")), str(state_in_xliff("needs-l10n"))
    ('needs-review', 'needs-review')
    >>> str(state_in_xliff("needs-translation")), str(state_in_xliff("final"))
    ('needs-translation', 'translated')
    """
    if not name:
        return None
    if name.startswith("needs-") and name != UnitState.NEEDS_TRANSLATION:
        return UnitState.NEEDS_REVIEW
    is_unfinished = name in ("new", UnitState.NEEDS_TRANSLATION)
    return UnitState.NEEDS_TRANSLATION if is_unfinished else UnitState.TRANSLATED


def state_in_xliff2(name: str, sub_state: str) -> UnitState:
    """Return what ``state`` and ``subState`` of a segment in XLIFF 2.x mean.

    Each program has a ``subState`` of its own for what "needs work": Poedit ``poedit:fuzzy``.

    >>> str(state_in_xliff2("initial", "po:fuzzy")), str(state_in_xliff2("reviewed", ""))
    ('needs-review', 'translated')
    """
    if sub_state.endswith(":fuzzy"):
        return UnitState.NEEDS_REVIEW
    return UnitState.NEEDS_TRANSLATION if name == "initial" else UnitState.TRANSLATED


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
    places = {str(number) for number in range(1, len(parts) + 1)}
    for number, (part, text) in enumerate(zip(parts, texts, strict=True), start=1):
        target = part.find("{*}target")
        order = str(number) if target is None else target.get("order", str(number))
        if order in placed or order not in places:
            message = f'order="{order}" is not the place of one part. Number the parts anew.'
            raise error_at(part, name, message)
        placed[order] = text
    for order in sorted(placed, key=int):
        yield placed[order]


def _text(element: Any, data: Mapping[str, Any], name: str) -> str:
    """Return the text that ``Marks.fill`` put into ``element``, as a tool has left it."""
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
