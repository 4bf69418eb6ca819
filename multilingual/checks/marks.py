"""Whether a message that lost its mark was corrected, seen beside the catalog of before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import polib

from multilingual.catalogs.messages import Catalog
from multilingual.catalogs.siblings import Key
from multilingual.findings import Finding
from multilingual.text.wording import quoted


def uncorrected(old: Iterable[polib.POEntry], catalog: Catalog) -> Iterator[Finding]:
    """Yield each message that was fuzzy in ``old`` and is not now, with the same translation."""
    before: dict[Key, dict[int | None, str]] = {
        (entry.msgctxt, entry.msgid, entry.msgid_plural): {None: entry.msgstr}
        | dict(entry.msgstr_plural)
        for entry in old
        if entry.fuzzy and not entry.obsolete
    }
    for message in catalog.translated:
        forms = before.get((message.context, message.msgid, message.plural), {})
        if forms.get(message.form) == message.msgstr:
            fault = (
                f"The word fuzzy was deleted, and the translation of {quoted(message.msgid)} is "
                f"as it was. Read both again, and correct it if it does not say the same."
            )
            yield Finding(catalog.path, message.line, "fuzzy", fault, "warning")
