"""XLIFF 1.2, a ``<file>`` for each page.

http://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html. translate-toolkit's own ``po2xliff``
writes 1.1, makes the header a message and takes the English for American.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from lxml import etree

from multilingual.exchange.states import APPROVED, standing_of, state_coming_back, state_in_xliff
from multilingual.exchange.units import ExchangeError, Parcel, Unit, parts_of
from multilingual.exchange.xliff2 import catalog_of, read_xliff2
from multilingual.exchange.xml_files import SPACE, add, as_bytes, fill, read_xml, text_in

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"


def write_xliff(units: Sequence[Unit], folder: str, tag: str) -> bytes:
    """Return an XLIFF file of ``units`` in the language of ``folder`` (``locale/es``).

    ``tag`` is its BCP 47 tag.
    """
    root = etree.Element(f"{{{NAMESPACE}}}xliff", nsmap={None: NAMESPACE}, version="1.2")
    root.text = "\n"
    for page, group in groupby(units, lambda unit: unit.page):
        original = f"{folder}/LC_MESSAGES/{page}.po"
        file = add(root, "file", original=original, source_language="en", target_language=tag)
        file.set("datatype", "po")
        body = add(file, "body")
        file.text = body.text = "\n"
        for unit in group:
            _add_unit(body, unit)
    return as_bytes(root)


def _add_unit(body: Any, unit: Unit) -> None:
    element = add(body, "trans-unit", id=unit.identity)
    element.set(SPACE, "preserve")
    standing = standing_of(unit)
    element.set("approved", standing.approved)
    element.text = "\n"
    fill(add(element, "source"), unit.source, "id", "ctype")
    fill(add(element, "target", state=standing.xliff), unit.target, "id", "ctype")
    for origin, text in unit.notes:
        add(element, "note", text).set("from", origin)


def read_xliff(path: Path, data: bytes) -> Parcel:
    """Return what an XLIFF file, 1.x or 2.x, brings. Raises ``ExchangeError``."""
    root = read_xml(path, data)
    version = root.get("version", "") if etree.QName(root).localname == "xliff" else ""
    if version.startswith("2."):
        return read_xliff2(path, root)
    if not version.startswith("1."):
        message = "this is not XLIFF 1.2 or 2.0. Export it as one of them."
        raise ExchangeError(path, 1, message)
    units, tags, codes = [], {}, set()
    for file in root.iterfind("{*}file"):
        code, page = catalog_of(file, path)
        codes.add(code)
        tags[file.get("target-language", "")] = file.sourceline or 1
        units += [_unit(one, page, path) for one in file.iter("{*}trans-unit")]
    if len(tags) != 1:
        message = f"the file holds {len(tags)} languages. Put each language into its own file."
        raise ExchangeError(path, max(tags.values(), default=1), message)
    return Parcel(path, next(iter(tags)), tuple(units), frozenset(codes))


def _unit(element: Any, page: str, path: Path) -> Unit:
    key, form, base = parts_of(element.get("id", ""))
    source, target = element.find("{*}source"), element.find("{*}target")
    text = "" if target is None else text_in(target, path)
    state = state_in_xliff("" if target is None else target.get("state", ""))
    return Unit(
        page=page,
        key=key,
        form=form,
        source="" if source is None else text_in(source, path),
        target=text,
        state=state_coming_back(state, text, base),
        is_approved=element.get("approved") == APPROVED,
        line=element.sourceline or 1,
        base=base,
    )
