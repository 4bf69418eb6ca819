"""The one form of a catalog that this project keeps, whatever tool has saved it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy

import polib

from multilingual.catalogs.header import canonical_fields
from multilingual.catalogs.memory import is_worth_keeping, translations_of

PREVIOUS = re.compile(r'\| (?:(?P<name>msgctxt|msgid|msgid_plural) )?"(?P<text>(?:[^"\\]|\\.)*)" ?')


def canonical(catalog: polib.POFile) -> polib.POFile:
    """Return ``catalog`` without what tools change each time, obsolete entries last and sorted.

    Left out are dates and names of tools in the header, line numbers of places, and previous
    English that no fuzzy flag asks for. Each other word stays as it is, letter for letter.
    """
    made = polib.POFile(check_for_duplicates=False)
    made.header = catalog.header.strip()
    made.metadata = canonical_fields(catalog.metadata)
    made.extend(_entry(entry) for entry in catalog if not entry.obsolete)
    left = [as_obsolete(entry) for entry in catalog if entry.obsolete and is_worth_keeping(entry)]
    made.extend(sorted(left, key=order_of_obsolete))
    return made


def as_obsolete(entry: polib.POEntry) -> polib.POEntry:
    """Return ``entry`` as one that no page uses: what a translator wrote, and no place."""
    made = _entry(entry)
    made.obsolete = True
    made.comment, made.occurrences = "", []
    made.flags = sorted_flags(flag for flag in entry.flags if not flag.endswith("-format"))
    return made


def order_of_obsolete(entry: polib.POEntry) -> tuple[str, ...]:
    old = (entry.previous_msgid, entry.previous_msgid_plural, entry.previous_msgctxt)
    rest = (entry.tcomment, ",".join(entry.flags), *old, entry.msgid_plural)
    return (entry.msgid, entry.msgctxt or "", *translations_of(entry), *(one or "" for one in rest))


def sorted_flags(flags: Iterable[str]) -> list[str]:
    """Return each flag once, fuzzy first."""
    return sorted(set(flags), key=lambda flag: (flag != "fuzzy", flag))


def clear_fuzzy(entry: polib.POEntry) -> None:
    """Say that the translation of ``entry`` is right for its English."""
    entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    entry.previous_msgctxt = entry.previous_msgid = entry.previous_msgid_plural = None


def _entry(entry: polib.POEntry) -> polib.POEntry:
    made = deepcopy(entry)
    _take_previous_out_of_comment(made)
    made.occurrences = [(place, "") for place in dict.fromkeys(one for one, _ in made.occurrences)]
    made.flags = sorted_flags(made.flags)
    if not made.fuzzy:
        clear_fuzzy(made)
    return made


def _take_previous_out_of_comment(entry: polib.POEntry) -> None:
    """Read the previous English that Babel has made a translator's comment of, and wrapped."""
    before, bar, rest = f"\n{entry.tcomment}".partition("\n| msg")
    if not bar:
        return
    name, text = "", f"| msg{rest}".replace("\n", " ")
    found: dict[str, str] = {}
    position = 0
    while match := PREVIOUS.match(text, position):
        name = match["name"] or name
        found[name] = found.get(name, "") + str(polib.unescape(match["text"]))
        position = match.end()
    if position != len(text):
        return
    entry.tcomment = before.strip("\n")
    for name, text in found.items():
        setattr(entry, f"previous_{name}", text)
