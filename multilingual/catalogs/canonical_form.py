"""The one form of a catalog that this project keeps, whatever tool has saved it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from multilingual.catalogs.header import canonical_fields
from multilingual.catalogs.message import FUZZY, Catalog, Message, Previous
from multilingual.catalogs.po_lines import unescaped

PREVIOUS = re.compile(r'\| (?:(?P<name>msgctxt|msgid|msgid_plural) )?"(?P<text>(?:[^"\\]|\\.)*)" ?')
LINE_NUMBER = re.compile(r":\d+$")
"""What ends a place (``source/index.rst:12``) and changes with each edit above it."""


def canonical(catalog: Catalog) -> Catalog:
    """Return ``catalog`` without what tools change each time, obsolete messages last and sorted.

    Left out are dates and names of tools in the header, line numbers of places, and previous
    English that no fuzzy flag asks for. Each other word stays as it is, letter for letter.
    """
    live = [_canonical(message) for message in catalog.live]
    left = [
        as_obsolete(message)
        for message in catalog.messages
        if message.is_obsolete and message.is_worth_keeping
    ]
    return replace(
        catalog,
        messages=(*live, *sorted(left, key=order_of_obsolete)),
        fields=canonical_fields(catalog.fields),
        notes=catalog.notes.strip(),
    )


def as_obsolete(message: Message) -> Message:
    """Return ``message`` as one that no page uses: what a translator wrote, and no place."""
    flags = sorted_flags(flag for flag in message.flags if not flag.endswith("-format"))
    return replace(_canonical(message), is_obsolete=True, about="", places=(), flags=flags)


def order_of_obsolete(message: Message) -> tuple[str, ...]:
    previous = message.previous
    old = (previous.msgid, previous.plural, previous.context)
    rest = (message.notes, ",".join(message.flags), *old, message.plural)
    return (message.msgid, message.context or "", *message.forms, *(text or "" for text in rest))


def sorted_flags(flags: Iterable[str]) -> tuple[str, ...]:
    """Return each flag once, fuzzy first."""
    return tuple(sorted(set(flags), key=lambda flag: (flag != FUZZY, flag)))


def _canonical(message: Message) -> Message:
    notes, previous = message.notes, message.previous
    if "| msg" in notes:
        notes, previous = _previous_in_notes(notes, previous)
    return replace(
        message,
        notes=notes,
        previous=previous if message.is_fuzzy else Previous(),
        places=tuple(dict.fromkeys(LINE_NUMBER.sub("", place) for place in message.places)),
        flags=sorted_flags(message.flags),
    )


def _previous_in_notes(notes: str, previous: Previous) -> tuple[str, Previous]:
    """Read the previous English that Babel has made a translator's comment of, and wrapped."""
    before, bar, rest = f"\n{notes}".partition("\n| msg")
    if not bar:
        return notes, previous
    name, text = "", f"| msg{rest}".replace("\n", " ")
    found: dict[str, str] = {}
    position = 0
    while match := PREVIOUS.match(text, position):
        name = match["name"] or name
        found[name] = found.get(name, "") + unescaped(match["text"])
        position = match.end()
    if position != len(text):
        return notes, previous
    return before.strip("\n"), Previous(
        found.get("msgctxt", previous.context),
        found.get("msgid", previous.msgid),
        found.get("msgid_plural", previous.plural),
    )
