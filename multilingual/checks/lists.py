"""Whether the lists are filled that other checks rest on: without them a fault goes unseen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from multilingual.catalogs.messages import Catalog
from multilingual.findings import Finding
from multilingual.text.wording import prose, quoted, words
from multilingual.wordlists.critical_words import (
    ASKED_FOR,
    ELSEWHERE,
    WORD_COLUMNS,
    WORDS,
    meanings_counted,
    read_words,
)
from multilingual.wordlists.number_list import NUMBER_COLUMNS, NUMBERS
from multilingual.wordlists.table import Table, find_table, open_table, path_beside, search_forms
from multilingual.wordlists.term_list import TERM_COLUMNS, TERMS

COLUMNS = {WORDS: WORD_COLUMNS, TERMS: TERM_COLUMNS, NUMBERS: NUMBER_COLUMNS}
UNSEEN = {
    WORDS: 'a lost "not" cannot be seen',
    TERMS: "a wrong medical word cannot be seen",
    NUMBERS: "numbers in words cannot be compared",
}
"""What nobody is told of without each list."""
FEWEST = 2
"""How many other languages must agree on what a list has."""
MOST = 0.6
"""The share of texts in which a row of words may be; those of a real language are in half."""
LONG, ENOUGH = 40, 30
"""Characters of an English text that counts for that, and how many there must be."""

Fault = tuple[int, str]


def lists(catalogs: Sequence[Catalog]) -> Iterator[Finding]:
    """Fill the three lists of your language.

    `words.csv`, `terms.csv` and `numbers.csv` tell the checks which words your language has
    for not and never, for medical things and for numbers. Where a row is missing, or has `?`,
    a lost "never" is not found. Write the words into the row, parted by `|`.

    Bad::

        never,?

    Good::

        never,nunca|jamás
    """
    pages = [page for page in catalogs if not page.is_interface and any(page.translated)]
    for catalog in pages[:1]:
        for name, columns in COLUMNS.items():
            path = find_table(catalog.folder, catalog.code, name)
            if path.is_file() and path.parent != catalog.folder:
                # Its own language is told of it.
                continue
            faults = _faults(catalog, name, open_table(path, columns), is_there=path.exists())
            for line, fault in faults:
                yield Finding(path_beside(catalog, path), line, "lists", fault, "warning")
    yield from _blind(pages)


def _blind(catalogs: Sequence[Catalog]) -> Iterator[Finding]:
    """Yield the rows of ``words.csv`` whose forms are in nearly every text, and tell nothing."""
    texts = [
        words(prose(message.msgstr))
        for catalog in catalogs
        for message in catalog.translated
        if len(message.msgid) >= LONG
    ]
    if len(texts) < ENOUGH:
        return
    path = find_table(catalogs[0].folder, catalogs[0].code, WORDS)
    if path.parent != catalogs[0].folder:
        return
    elsewhere = set(meanings_counted(ELSEWHERE))
    for row in read_words(catalogs[0]).rows:
        forms = [form for form in row.forms["forms"] if not form.startswith("-")]
        if elsewhere.isdisjoint(row.forms["meaning"]) and _is_in_most(forms, texts):
            worst = min(forms, key=lambda form: len([*_without([form], texts)]))
            what = f"{quoted(worst)} is in nearly every text, so a lost"
            fault = f"{what} {quoted(row.cells['meaning'])} cannot be seen. Take it out."
            yield Finding(path_beside(catalogs[0], path), row.line, "lists", fault)


def _is_in_most(forms: Sequence[str], texts: Sequence[str]) -> bool:
    # Most rows are in few, and nobody asks in how many.
    number = len(texts)
    without = enumerate(_without(forms, texts), start=1)
    return not any((number - count) / number <= MOST for count, _text in without)


def _without(forms: Sequence[str], texts: Sequence[str]) -> Iterator[str]:
    found = search_forms(forms)
    return (text for text in texts if not found.search(text))


def _faults(catalog: Catalog, name: str, table: Table, *, is_there: bool) -> Iterator[Fault]:
    if not is_there:
        yield (
            1,
            f"This list is missing, so {UNSEEN[name]}. Get it back with git, or copy that of "
            f"another language and write your words into it.",
        )
    elif not table.rows and not table.problems:
        line = table.to_fill[0].line if table.to_fill else 1
        yield line, f"No row of this list is filled, so {UNSEEN[name]}. Write your words into it."
    elif name == WORDS:
        yield from _faults_of_words(table)
    elif table.rows:
        yield from _faults_of_rows(table, name)
        if name == TERMS:
            yield from _missing_terms(catalog, table)


def _faults_of_words(table: Table) -> Iterator[Fault]:
    to_fill = {meaning: row.line for row in table.to_fill for meaning in row.forms["meaning"]}
    filled = {meaning for row in table.rows for meaning in row.forms["meaning"]}
    for meaning in (name for name in meanings_counted(*ASKED_FOR) if name not in filled):
        what = f"row {quoted(meaning)}"
        told = f"The {what} is not filled" if meaning in to_fill else f"There is no {what}"
        fault = f"{told}, so a lost {quoted(meaning)} cannot be seen. Write your words for it."
        yield to_fill.get(meaning, 1), fault


def _faults_of_rows(table: Table, name: str) -> Iterator[Fault]:
    if table.to_fill:
        count = len(table.to_fill)
        rows = f"{count} rows are" if count > 1 else "One row is"
        fault = f"{rows} not filled, so {UNSEEN[name]} there. Write your words over the ?."
        yield table.to_fill[0].line, fault


def _missing_terms(catalog: Catalog, table: Table) -> Iterator[Fault]:
    others = [
        _terms(open_table(path, TERM_COLUMNS))
        for path in sorted(catalog.folder.parent.glob(f"*/{TERMS}"))
        if path.parent != catalog.folder
    ]
    others = [terms for terms in others if terms]
    if len(others) < FEWEST:
        return
    own = _terms(table)
    missing = [one for one in others[0] if one not in own and all(one in each for each in others)]
    if missing:
        rows = f"{len(missing)} rows" if len(missing) > 1 else "One row"
        fault = (
            f"{rows} of the other languages' lists {'are' if len(missing) > 1 else 'is'} not "
            f"here: {quoted(', '.join(missing))}. Add your words for it."
        )
        yield 1, fault


def _terms(table: Table) -> dict[str, None]:
    rows = sorted((*table.rows, *table.to_fill), key=lambda row: row.line)
    return {row.cells["term"].strip().casefold(): None for row in rows}
