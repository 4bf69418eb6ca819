"""Read a catalog of plain messages at one look, to compile it.

Nearly all are in the canonical form and have a text and its translation and no more: a build
reads thousands. What is in any other form is for ``read_catalog``, which says what is wrong.
"""

from __future__ import annotations

import re

from multilingual.catalogs.message import Catalog, Message
from multilingual.catalogs.parser import STRAY
from multilingual.catalogs.po_lines import unescaped

TEXT = r'[^"\\\n]*(?:\\[t"\\][^"\\\n]*)*'
"""The inside of quotes, without a line break, which not every message may have."""
COMMENTS = r"(?:\#(?:[.:]?\ [^\n]*(?<!\\))?\n)*"
HEADER = re.compile(rf'{COMMENTS}msgid ""\nmsgstr ""\n(?P<fields>(?:"[^"\\\n]+\\n"\n)+)\n')
ENTRY = re.compile(
    rf"{COMMENTS}(?P<flags>(?:\#,\ [a-z-]+(?:,\ [a-z-]+)*\n)?)"
    rf'msgid "(?P<msgid>(?!"){TEXT})"\nmsgstr "(?P<msgstr>{TEXT})"\n(?:\n|\Z)'
)
FIELD = re.compile(r'"(?P<name>[\w-]+): ?(?P<value>[^"]*)\\n"\n')


def read_simple(text: str) -> Catalog | None:
    """Return the messages that go to readers, or ``None`` if the catalog is not that simple.

    They have their text and translation alone.
    """
    header = HEADER.match(text)
    if header is None or STRAY.search(text):
        return None
    found_fields = [FIELD.fullmatch(line) for line in header["fields"].splitlines(keepends=True)]
    fields = {field["name"]: field["value"].strip() for field in found_fields if field}
    if len(fields) != len(found_fields):
        return None
    messages, place, seen = [], header.end(), set()
    line = header[0].count("\n") + 1
    while place < len(text):
        found = ENTRY.match(text, place)
        if found is None or found["msgid"] in seen:
            return None
        seen.add(found["msgid"])
        if found["msgstr"] and "fuzzy" not in found["flags"]:
            end = line + found[0].rstrip("\n").count("\n")
            msgid, forms = unescaped(found["msgid"]), (unescaped(found["msgstr"]),)
            messages.append(Message(msgid, forms, line=end - 1, lines=(end,)))
        place, line = found.end(), line + found[0].count("\n")
    return Catalog(messages, fields)
