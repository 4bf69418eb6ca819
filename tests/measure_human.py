"""Measure how often the check finds fault with translations that people made.

``.venv/bin/python tests/measure_human.py FOLDER`` takes a folder of catalogs that are named
after their languages (``es.po``), and prints for each what share of its messages has an error
of ``numbers`` and what share a warning about critical words, by rule and in all. With codes
after the folder it lists these findings of those languages, with the English and the translation.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT)]

from multilingual.catalogs.language_folder import LanguageFolder  # noqa: E402
from multilingual.catalogs.message import Catalog, Translation  # noqa: E402
from multilingual.catalogs.reader import read_catalog  # noqa: E402
from multilingual.checks.exchanged_and_dropped import exchanged  # noqa: E402
from multilingual.checks.medical_and_critical_words import negation  # noqa: E402
from multilingual.checks.numbers import numbers  # noqa: E402
from multilingual.findings import Finding  # noqa: E402

MEASURED = {"numbers": numbers, "negation": negation, "exchanged": exchanged}
"""The rules, by the name of their column: critical words are found by the last two."""
SUM = "negation, exchanged"
"""The column with the messages that have a warning of either."""


def main() -> int:
    """Measure the folder that is named first, and list what is found in the codes after it."""
    if len(sys.argv) < 2:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    folder, *codes = sys.argv[1:]
    found = {path.stem: list(_findings(path)) for path in sorted(Path(folder).glob("*.po"))}
    sys.stdout.write("\n".join([*_table(found, Path(folder)), *_listed(found, codes), ""]))
    return 0


def _catalog(path: Path) -> Catalog:
    """Return the catalog at ``path`` with the word lists that this project has for its language."""
    folder = LanguageFolder(ROOT / "locale" / path.stem, ROOT)
    return replace(read_catalog(path), code=path.stem, page="page", language=folder)


def _findings(path: Path) -> Iterator[tuple[str, Translation, Finding]]:
    catalog = _catalog(path)
    by_line = {message.line: message for message in catalog.translated}
    for column, check in MEASURED.items():
        for finding in check(catalog):
            if finding.line in by_line:
                yield column, by_line[finding.line], finding


def _table(found: dict[str, list[tuple[str, Translation, Finding]]], folder: Path) -> Iterator[str]:
    columns = (*MEASURED, SUM)
    yield f"{'language':<10}{'messages':>10}" + "".join(f"{name:>22}" for name in columns)
    every: Counter[str] = Counter()
    for code, findings in found.items():
        total = len(list(_catalog(folder / f"{code}.po").translated))
        told = {(column, message.line) for column, message, _ in findings}
        counts = Counter(column for column, _ in told)
        counts[SUM] = len({line for column, line in told if column in SUM})
        every.update({**counts, "messages": total})
        yield _row(code, total, counts)
    yield _row("all", every["messages"], every)


def _row(name: str, total: int, counts: Counter[str]) -> str:
    shares = (f"{counts[rule]} ({counts[rule] / (total or 1):.1%})" for rule in (*MEASURED, SUM))
    return f"{name:<10}{total:>10}" + "".join(f"{share:>22}" for share in shares)


def _listed(
    found: dict[str, list[tuple[str, Translation, Finding]]], codes: Sequence[str]
) -> Iterator[str]:
    for code in codes:
        for column, message, finding in found.get(code, ()):
            yield f"\n{code}:{finding.line}: {column}: {finding.message}"
            yield f"  {message.msgid}\n  {message.msgstr}"


if __name__ == "__main__":
    sys.exit(main())
