"""The lists of a new language: the English of each row, with ``?`` where a translator writes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from multilingual.wordlists.meanings import MEANINGS
from multilingual.wordlists.number_list import COLUMNS as NUMBER_COLUMNS
from multilingual.wordlists.number_list import NAME as NUMBERS
from multilingual.wordlists.table import TO_FILL, open_table
from multilingual.wordlists.term_list import TERM_COLUMNS, TERMS, WORD_COLUMNS, WORDS
from multilingual.wordlists.undone import OTHER_MEANINGS

ENGLISH_NUMBERS = Path(__file__).with_name("english.csv")


def list_stubs(locale_dir: Path) -> dict[str, str]:
    """Return the text of each list that a new language in ``locale_dir`` begins with.

    Its rows are those that the other languages have, each once.
    """
    return {
        TERMS: _stub(TERM_COLUMNS, _firsts(locale_dir.glob(f"[a-z]*/{TERMS}"), TERM_COLUMNS)),
        NUMBERS: _stub(NUMBER_COLUMNS, _firsts([ENGLISH_NUMBERS], NUMBER_COLUMNS)),
        WORDS: _stub(WORD_COLUMNS, [*MEANINGS, *OTHER_MEANINGS]),
    }


def _firsts(paths: Iterable[Path], columns: tuple[str, ...]) -> list[str]:
    """Return what stands in the first column of the lists, each once."""
    rows = (row for path in sorted(paths) for row in open_table(path, columns).rows)
    return list(dict.fromkeys(row.cells[columns[0]] for row in rows))


def _stub(columns: Sequence[str], firsts: Iterable[str]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    # Whatever follows the second column may stay empty.
    writer.writerows([first, TO_FILL, *[""] * (len(columns) - 2)] for first in firsts)
    return text.getvalue()
