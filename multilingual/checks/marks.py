"""Whether a message that lost its mark was corrected, seen beside the catalog of before."""

from __future__ import annotations

from collections.abc import Iterator

from multilingual.catalogs.message import Catalog
from multilingual.catalogs.siblings import key_of
from multilingual.catalogs.wording import quoted
from multilingual.findings import Finding


def uncorrected(old: Catalog, catalog: Catalog) -> Iterator[Finding]:
    """Yield each message that was fuzzy in ``old`` and is not now, with the same translation."""
    before = {(key_of(form), form.form): form.msgstr for form in old.translations if form.is_fuzzy}
    for form in catalog.translated:
        if before.get((key_of(form), form.form)) == form.msgstr:
            fault = (
                f"The word fuzzy was deleted, and the translation of {quoted(form.msgid)} is "
                f"as it was. Read both again, and correct it if it does not say the same."
            )
            yield Finding(catalog.path, form.line, "fuzzy", fault, "warning")
