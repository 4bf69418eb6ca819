"""The term list of a language for translation tools, as TBX (ISO 30042)."""

from __future__ import annotations

from typing import Any

from translate.storage.tbx import tbxfile

from multilingual.catalogs.table import Table


def write_tbx(terms: Table, tag: str) -> bytes:
    """Return a TBX file of the preferred terms, with the allowed and banned ones in a note."""
    store: Any = tbxfile(sourcelanguage="en", targetlanguage=tag)
    for row in terms.rows:
        unit = store.addsourceunit(row.cells["term"])
        unit.target = row.cells["preferred"].split("|")[0].replace("*", "").strip()
        for name in ("allowed", "banned"):
            if row.cells[name]:
                unit.addnote(f"{name}: {row.cells[name].replace('|', ', ')}", origin="translator")
    return bytes(store)
