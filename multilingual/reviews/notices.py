"""The words that say who has checked a text, or how urgent it is: ``source/notices.csv`` has them.

A translation of such a sentence can claim a review that nobody has given, and the catalog that it
stands in is the one that it speaks of; the words on a red box and on the button for help stand
there without their English. So the list stands beside the English pages: readers see the
translations that it has, by language, and of any other the English. A sentence is one of these if
any language has it there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from multilingual.findings import Finding
from multilingual.languages import catalog_codes
from multilingual.reviews.claims import fault_of_title
from multilingual.wordlists.table import Table, open_table

NOTICES = "source/notices.csv"
COLUMNS = ("language", "english", "translation")
RULE = "safety"
CHANGED = (
    f"This says who has checked a text, or how urgent one is, and {NOTICES} has other words for "
    "it. Readers see the English. Take back what stood here, or ask a maintainer to agree to these "
    "words."
)
NEW = (
    f"This says who has checked a text, or how urgent one is, and {NOTICES} has no words of {{}} "
    "for it. Readers see the English. Send yours to a maintainer, who puts them there."
)
UNREADABLE = (
    f"{NOTICES} cannot be read whole, so no words around the pages count. Readers see the English. "
    "Run make check and mend that list."
)

Agreed = Mapping[str, frozenset[tuple[str, str]]]
"""By the English sentence, each language with a translation of it."""


def fault_of_notice(root: Path, code: str, english: str, translated: str) -> str | None:
    """Return what is wrong with a translation in the project in ``root``, None if nothing is."""
    table = open_table(root / NOTICES, COLUMNS)
    if table.problems:
        return UNREADABLE
    agreed = _agreed(table).get(english)
    codes = catalog_codes(code)
    if agreed is None:
        return fault_of_title(code, english, translated)
    if any((own, translated) in agreed for own in codes):
        return None
    return CHANGED if any(own in codes for own, _words in agreed) else NEW.format(code)


def faults_of_notices(root: Path) -> Iterator[Finding]:
    """Yield the lines of the list that cannot be used."""
    for line, fault in open_table(root / NOTICES, COLUMNS).problems:
        yield Finding(NOTICES, line, RULE, fault)


@lru_cache(maxsize=8)
def _agreed(table: Table) -> Agreed:
    found: dict[str, set[tuple[str, str]]] = {}
    for row in table.rows:
        code, english, translation = (row.cells[name].strip() for name in COLUMNS)
        found.setdefault(english, set()).add((code, translation))
    return {english: frozenset(pairs) for english, pairs in found.items()}
