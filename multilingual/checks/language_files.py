"""Whether the files of a language are there, with names that the build reads, and filled."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from multilingual.catalogs.language_folder import (
    CATALOGS,
    FILES,
    INTERFACE_CATALOG,
    NUMBERS,
    TERMS,
    UNREAD,
    WORDS,
    LanguageFolder,
    Stray,
)
from multilingual.catalogs.message import Catalog
from multilingual.catalogs.reader import read_catalogs
from multilingual.checks.completeness import key_of
from multilingual.checks.registry import rule
from multilingual.findings import Finding
from multilingual.languages import DESCRIPTION, LanguageError, read_description
from multilingual.text.wording import prose, quoted, words
from multilingual.wordlists.critical_words import (
    ASKED_FOR,
    ELSEWHERE,
    EXCHANGED,
    LISTED,
    OPPOSITE,
    WORD_COLUMNS,
    meanings_counted,
    read_words,
)
from multilingual.wordlists.number_list import NUMBER_COLUMNS
from multilingual.wordlists.table import Table, open_table, search_forms
from multilingual.wordlists.term_list import TERM_COLUMNS

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


@rule(210, of_catalogs=False)
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
    if not pages:
        return
    language = pages[0].language
    for name, columns in COLUMNS.items():
        path = language.list_path(name)
        # Where it is that of another language, that one is told of it.
        if path.parent == language.path or not path.is_file():
            for line, fault in _faults(language, name, path, open_table(path, columns)):
                yield Finding(language.shown(path), line, "lists", fault, "warning")
    yield from _blind(language, pages)


def _blind(language: LanguageFolder, catalogs: Sequence[Catalog]) -> Iterator[Finding]:
    """Yield the rows of ``words.csv`` whose forms are in nearly every text, and tell nothing."""
    texts = [
        words(prose(message.msgstr))
        for catalog in catalogs
        for message in catalog.translated
        if len(message.msgid) >= LONG
    ]
    path = language.list_path(WORDS)
    if len(texts) < ENOUGH or path.parent != language.path:
        return
    # A word that stands for another is counted beside that one, however often it stands.
    elsewhere = set(meanings_counted(ELSEWHERE, EXCHANGED, LISTED, OPPOSITE))
    for row in language.once(read_words).rows:
        forms = [form for form in row.forms["forms"] if not form.startswith("-")]
        if elsewhere.isdisjoint(row.forms["meaning"]) and _is_in_most(forms, texts):
            worst = min(forms, key=lambda form: len([*_without([form], texts)]))
            what = f"{quoted(worst)} is in nearly every text, so a lost"
            fault = f"{what} {quoted(row.cells['meaning'])} cannot be seen. Take it out."
            yield Finding(language.shown(path), row.line, "lists", fault)


def _is_in_most(forms: Sequence[str], texts: Sequence[str]) -> bool:
    # Most rows are in few, and nobody asks in how many.
    number = len(texts)
    without = enumerate(_without(forms, texts), start=1)
    return not any((number - count) / number <= MOST for count, _text in without)


def _without(forms: Sequence[str], texts: Sequence[str]) -> Iterator[str]:
    found = search_forms(forms)
    return (text for text in texts if not found.search(text))


def _faults(language: LanguageFolder, name: str, path: Path, table: Table) -> Iterator[Fault]:
    if not path.exists():
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
        if count := len(table.to_fill):
            rows = f"{count} rows are" if count > 1 else "One row is"
            fault = f"{rows} not filled, so {UNSEEN[name]} there. Write your words over the ?."
            yield table.to_fill[0].line, fault
        if name == TERMS:
            yield from _missing_terms(language, table)


def _faults_of_words(table: Table) -> Iterator[Fault]:
    to_fill = {meaning: row.line for row in table.to_fill for meaning in row.forms["meaning"]}
    filled = {meaning for row in table.rows for meaning in row.forms["meaning"]}
    for meaning in (name for name in meanings_counted(*ASKED_FOR) if name not in filled):
        what = f"row {quoted(meaning)}"
        told = f"The {what} is not filled" if meaning in to_fill else f"There is no {what}"
        fault = f"{told}, so a lost {quoted(meaning)} cannot be seen. Write your words for it."
        yield to_fill.get(meaning, 1), fault


def _missing_terms(language: LanguageFolder, table: Table) -> Iterator[Fault]:
    others = [_terms(open_table(other.path / TERMS, TERM_COLUMNS)) for other in language.others]
    others = [terms for terms in others if terms]
    if len(others) < FEWEST:
        return
    own = _terms(table)
    first, *rest = others
    missing = [term for term in first if term not in own and all(term in terms for terms in rest)]
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


COPY = re.compile(r"(?: ?\(\d+\)| - .+|[ ~].*)$")
"""What Windows, macOS and browsers write behind the name of a copy."""


@rule(10, of_catalogs=False)
def names(language: LanguageFolder, pages: Collection[str]) -> Iterator[Finding]:
    """Leave each file its place and its name.

    Each page has one file of the same name in `LC_MESSAGES`. A file that was renamed, copied
    or saved with another ending is not read, and readers get the English. Beside `LC_MESSAGES`
    stand the lists of the language and nothing else: no other file, no link, nothing that is
    hidden, and no file of more than 4 MB. The language is not built until such a file is gone.

    Bad::

        locale/es/LC_MESSAGES/sobre-el-lupus.po

    Good::

        locale/es/LC_MESSAGES/about-lupus.po
    """
    yield from _faults_of_description(language)
    known = {*pages, INTERFACE_CATALOG}
    shown, found = language.shown, language.catalogs
    for name in sorted(found.keys() - known):
        fault = (
            f"There is no page {name}, so nobody reads this file. {_of_odd(name, language, known)}"
        )
        yield Finding(shown(found[name]), 1, "names", fault)
    for stray in language.contents.strays:
        yield Finding(shown(stray.path), 1, "names", _advice(stray, language, known))
    for name in sorted(known - found.keys()):
        path = shown(language.catalog_path(name))
        yield Finding(path, 1, "names", missing(name, f"no file {name}.po", path), "warning")


def _faults_of_description(language: LanguageFolder) -> Iterator[Finding]:
    """Yield what is wrong with what a language says of itself, if anything."""
    try:
        read_description(language.path)
    except LanguageError as error:
        line, _, fault = str(error).partition(f"{DESCRIPTION}:")[2].partition(": ")
        path = language.shown(language.path / DESCRIPTION)
        yield Finding(path, int(line), "names", f"{fault[0].upper()}{fault[1:]}")


def _of_odd(name: str, language: LanguageFolder, known: Collection[str]) -> str:
    """Return what to do about a catalog of no page: there may be work in it."""
    near = get_close_matches(name, known - language.catalogs.keys(), n=1, cutoff=0.3)
    if near:
        return f"Rename it {near[0]}.po."
    catalogs = language.once(read_catalogs)
    if name not in catalogs:
        return "It cannot be read. Look at it, then delete it."
    texts = {key_of(form): form.msgstr for form in catalogs[name].translated}
    here = {
        key: form.msgstr
        for page, catalog in catalogs.items()
        if page in known
        for form in catalog.translated
        if (key := key_of(form)) in texts
    }
    new = sum(here.get(key) != text for key, text in texts.items())
    if not new:
        return "The other files have all that it says. Delete it."
    what = f"{new} of its {len(texts)} translations are not in the other files"
    path = language.shown(language.catalogs[name])
    return (
        f"{what}. Take them in: make import LANGUAGE={language.code} FILE={path}. Then delete it."
    )


def _advice(stray: Stray, language: LanguageFolder, known: Collection[str]) -> str:
    """Return what is wrong with what may not stand there; it may be work that lost its way."""
    path = stray.path
    *above, name = path.relative_to(language.path).parts
    copied = COPY.sub("", path.stem)
    if stray.fault is not UNREAD:
        return stray.fault
    if above[:1] == [CATALOGS] and path.suffix == ".po" and copied in known:
        return (
            f"This is a copy of {copied}.po, which nobody reads. Move it out of locale. If it is "
            f'the newer one, take it in then: make import FILE="{name}"'
        )
    if ".po" in name:
        return (
            f"Nobody reads this file here. Name it page.po, in "
            f"{language.shown(language.path / CATALOGS)}."
        )
    if above[:1] == [CATALOGS]:
        return f"Nobody reads this file. In {CATALOGS} there are catalogs alone (page.po)."
    lacking = [file for file in FILES if not (language.path / file).exists()]
    near = get_close_matches(name, lacking, n=1)
    advice = f"Rename it {near[0]}. " if near else ""
    return f"Nobody reads this file. {advice}Beside {CATALOGS} there can be: {', '.join(FILES)}."


def missing(page: str, lacks: str, path: str) -> str:
    """Return what is wrong with a page that ``lacks`` its catalog at ``path``, and what to do."""
    return (
        f"The page {page} has {lacks}, so readers get it in English. Get it back (git checkout "
        f"HEAD -- {path}), or run: make update"
    )
