"""Who made the translations of a catalog, as its header says in ``X-Provenance``."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from multilingual.catalogs.language_folder import LanguageFolder
from multilingual.catalogs.reader import read_catalogs
from multilingual.findings import Finding
from multilingual.text.wording import quoted

PROVENANCE = "X-Provenance"
MACHINE, PERSON = "machine draft (AI)", "translated by a person"
FORM = re.compile(
    r"(?:machine draft \([^()]+\)|translated by a person), (?P<month>\d{4}-(?:0[1-9]|1[0-2]))",
    re.IGNORECASE,
)


def is_machine_draft(value: str) -> bool:
    """Return whether a value of ``X-Provenance`` says that a computer made the translations."""
    return value.strip().casefold().startswith("machine")


def line_of(maker: str, month: date) -> str:
    r"""Return the line of a header that names who made its translations, and when.

    >>> print(line_of(PERSON, date(2026, 11, 25)))
    "X-Provenance: translated by a person, 2026-11\n"
    """
    return f'"{PROVENANCE}: {maker}, {month:%Y-%m}\\n"'


def faults_of_provenance(
    folder: LanguageFolder, today: date, pages: Collection[str] = ()
) -> Iterator[Finding]:
    """Yield an error for each catalog of a language that does not say its origin.

    ``pages`` limits it to the catalogs of these pages. One without a translation need not say
    it, and of one that cannot be read another check tells.
    """
    for page, catalog in folder.once(read_catalogs).items():
        fields = {name.casefold(): value for name, value in catalog.fields.items()}
        value = fields.get(PROVENANCE.casefold(), "").strip()
        if pages and page not in pages:
            continue
        if catalog.translated and not _is_well(value, today):
            lines = _head(folder.catalogs[page])
            yield Finding(catalog.path, _line(lines), "provenance", _fault(value, today))


def _is_well(value: str, today: date) -> bool:
    return bool(FORM.fullmatch(value)) and not _is_to_come(value, today)


def _is_to_come(value: str, today: date) -> bool:
    found = FORM.fullmatch(value)
    # East of here the next day may have begun, and with it the next month.
    return found is not None and found["month"] > f"{today + timedelta(days=1):%Y-%m}"


def _head(path: Path) -> list[str]:
    """Return the lines of the header of a catalog, which ends at the first blank one."""
    text = path.read_text("utf-8", errors="replace").replace("\r\n", "\n")
    return text.partition("\n\n")[0].split("\n")


def _line(lines: Sequence[str]) -> int:
    """Return the line, from 1, where the header says who made it, or else where it begins."""
    for sign in (f"{PROVENANCE}:", "msgstr"):
        for number, text in enumerate(lines, 1):
            if sign.casefold() in text.casefold():
                return number
    return 1


def _fault(value: str, today: date) -> str:
    person, machine = line_of(PERSON, today), line_of(MACHINE, today)
    lines = f"{person}, or {machine} if a computer made the first draft."
    if not value:
        return f"The header does not say who made these translations. Add below: {lines}"
    if _is_to_come(value, today):
        fault = f"The header says {quoted(value)} after {PROVENANCE}, a month that is to come."
        return f"{fault} Write {lines}"
    return f"The header says {quoted(value)} after {PROVENANCE}. Only two texts may. Write {lines}"
