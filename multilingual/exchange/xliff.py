"""XLIFF 1.2, a ``<file>`` for each page.

http://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html. translate-toolkit's own ``po2xliff``
writes 1.1, makes the header a message and takes the English for American.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from lxml import etree

from multilingual.exchange.inline_markup import (
    SPACE,
    add,
    as_bytes,
    fill,
    local_name,
    read_xml,
    text_in,
)
from multilingual.exchange.units import (
    APPROVED,
    ExchangeError,
    SentFile,
    SentUnits,
    Unit,
    state_in_xliff,
)
from multilingual.exchange.xliff2 import catalog_of, read_xliff2

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
    element.set("approved", unit.names.approved)
    element.text = "\n"
    fill(add(element, "source"), unit.source, "id", "ctype")
    fill(add(element, "target", state=unit.names.xliff), unit.target, "id", "ctype")
    for origin, text in unit.notes:
        add(element, "note", text).set("from", origin)


def read_xliff(sent: SentFile) -> SentUnits:
    """Return what an XLIFF file, 1.x or 2.x, brings. Raises ``ExchangeError``."""
    root = read_xml(sent.name, sent.data)
    version = root.get("version", "") if local_name(root) == "xliff" else ""
    if version.startswith("2."):
        return read_xliff2(sent.name, root)
    if not version.startswith("1."):
        message = "this is not XLIFF 1.2 or 2.0. Export it as one of them."
        raise ExchangeError(sent.name, 1, message)
    read, tags = SentUnits(sent.name), {}
    for file in root.iterfind("{*}file"):
        code, page = catalog_of(file, sent.name)
        read.codes.add(code)
        read.units += [_unit(element, page, sent.name) for element in file.iter("{*}trans-unit")]
        tags[file.get("target-language", "")] = file.sourceline or 1
    read.set_tag(tags)
    return read


def _unit(element: Any, page: str, name: str) -> Unit:
    source, target = element.find("{*}source"), element.find("{*}target")
    texts = text_in(source, name), text_in(target, name)
    state = state_in_xliff("" if target is None else target.get("state", ""))
    unit = Unit.read(page, element.get("id", ""), texts, state, element.sourceline)
    return unit.come_back(is_approved=element.get("approved") == APPROVED)
