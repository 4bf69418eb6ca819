"""Read a catalog of plain messages at one look, to compile it.

Nearly all are in the canonical form and have a text and its translation and no more: a build
reads thousands. What is in any other form is for ``read_catalog``, which says what is wrong.
"""

from __future__ import annotations

import re

import polib

from multilingual.catalogs.parser import STRAY
from multilingual.catalogs.statements import ESCAPE, ESCAPES

TEXT = r'[^"\\\n]*(?:\\[t"\\][^"\\\n]*)*'
"""The inside of quotes, without a line break, which not every message may have."""
COMMENTS = r"(?:\#(?:[.:]?\ [^\n]*(?<!\\))?\n)*"
HEADER = re.compile(rf'{COMMENTS}msgid ""\nmsgstr ""\n(?P<fields>(?:"[^"\\\n]+\\n"\n)+)\n')
ENTRY = re.compile(
    rf"{COMMENTS}(?P<flags>(?:\#,\ [a-z-]+(?:,\ [a-z-]+)*\n)?)"
    rf'msgid "(?P<msgid>(?!"){TEXT})"\nmsgstr "(?P<msgstr>{TEXT})"\n(?:\n|\Z)'
)
FIELD = re.compile(r'"(?P<name>[\w-]+): ?(?P<value>[^"]*)\\n"\n')


def read_simple(text: str) -> polib.POFile | None:
    """Return the messages that go to readers, or ``None`` if the catalog is not that simple.

    They have their text and translation alone.
    """
    header = HEADER.match(text)
    if header is None or STRAY.search(text):
        return None
    fields = [FIELD.fullmatch(line) for line in header["fields"].splitlines(keepends=True)]
    catalog, place, seen = polib.POFile(), header.end(), set()
    line = header[0].count("\n") + 1
    for field in fields:
        if field is None:
            return None
        catalog.metadata[field["name"]] = field["value"].strip()
    if len(catalog.metadata) != len(fields):
        return None
    while place < len(text):
        found = ENTRY.match(text, place)
        if found is None or found["msgid"] in seen:
            return None
        seen.add(found["msgid"])
        if found["msgstr"] and "fuzzy" not in found["flags"]:
            texts = {name: _unescaped(found[name]) for name in ("msgid", "msgstr")}
            catalog.append(polib.POEntry(**texts, linenum=line))
        place, line = found.end(), line + found[0].count("\n")
    return catalog


def _unescaped(text: str) -> str:
    return ESCAPE.sub(lambda found: ESCAPES[found[1]], text) if "\\" in text else text
