"""The words that say who has checked a text: ``source/notices.csv`` has those that count.

A translation of such a sentence can claim a review that nobody has given, and the catalog that it
stands in is the one that it speaks of. So the list stands beside the English pages: readers see
the translations that it has, by language, and of any other the English. A sentence is one of these
if any language has it there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from multilingual.catalogs.message import HEADING, Translation
from multilingual.findings import Finding
from multilingual.languages import catalog_codes
from multilingual.wordlists.table import Table, open_table

NOTICES = "source/notices.csv"
COLUMNS = ("language", "english", "translation")
RULE = "safety"
CHANGED = (
    f"This says who has checked a text, and {NOTICES} has other words for it. Readers see the "
    "English. Take back what stood here, or ask a maintainer to agree to these words."
)
NEW = (
    f"This says who has checked a text, and {NOTICES} has no words of {{}} for it. Readers see the "
    "English. Send yours to a maintainer, who puts them there."
)
UNREADABLE = (
    f"{NOTICES} cannot be read whole, so no words around the pages count. Readers see the English. "
    "Run make check and mend that list."
)

CLAIM = (
    "This says that somebody has checked a text, which the English does not. Who has checked a "
    "page stands in its notice alone. Take these words out."
)
CLAIMS = {
    "es": r"revisad|aprobad|verificad|avalad|certificad",
    "fr": r"vérifi|\brelue?s?\b|approuv|certifi|validé",
    "ar": r"راجعه|راجعته|روجع|تمت مراجع|بمراجعة|معتمد",
    "hi": r"जाँच|जांच|समीक्षा",
    "zh": r"审核|审阅|核实|认证|審核|審閱|核實|認證",
}
"""The words of each language that say so. In Arabic, to see a doctor has the verb, too."""
CHECKED = re.compile(
    r"check|review|approv|verif|certif|confirm|test|exam|screen|scan|diagnos|monitor|visit|blood"
    r"|look|repeat|measure",
    re.IGNORECASE,
)
"""English words that a translation can have them for."""

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
        return fault_of_claim(code, english, translated)
    if any((own, translated) in agreed for own in codes):
        return None
    return CHANGED if any(own in codes for own, _words in agreed) else NEW.format(code)


def fault_of_claim(code: str, english: str, translated: str) -> str | None:
    """Return what is wrong with a translation that claims a review and whose English does not."""
    claims = CLAIMS.get(re.split(r"[_@-]", code)[0])
    if claims is None or CHECKED.search(english):
        return None
    return CLAIM if re.search(claims, unicodedata.normalize("NFC", translated), re.I) else None


def fault_of_heading(code: str, message: Translation) -> str | None:
    """Return what is wrong with a message of a page that is a title and claims a review."""
    kinds = (line.rpartition(" / ")[2] for line in message.about.split("\n"))
    if not any(kind.startswith(HEADING) for kind in kinds):
        return None
    return fault_of_claim(code, message.msgid, message.msgstr)


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
