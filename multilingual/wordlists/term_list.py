"""Read what a language's translators wrote down: ``terms.csv`` and ``words.csv``.

Both are lists in ``locale/<code>``. A cell holds one form or several
parted by ``|``. A form matches whole words, in capitals or not; ``*`` stands for any letters
within one word: ``crónic*`` is crónico, crónica and crónicos. ``…`` stands for up to nine words:
``ne … que``. A Chinese character is a word.
In ``words.csv``, ``-`` before a form says that these words do not count: in ``不|-不同``, 不同
is no 不.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path
from re import Pattern

from multilingual.catalogs.message import Catalog
from multilingual.catalogs.wording import is_lone_letter, letter_name, quoted
from multilingual.findings import Finding
from multilingual.text.unsafe_characters import faults_of_characters
from multilingual.text.web_addresses import faults_of_addresses
from multilingual.wordlists.table import Row, Table, find_table, open_table, path_beside

TERMS, WORDS = "terms.csv", "words.csv"
TERM_COLUMNS = ("term", "preferred", "allowed", "banned")
WORD_COLUMNS = ("meaning", "forms")
SHOWN_COLUMNS = ("term", "preferred", "allowed")
"""The columns of a term list whose words stand on pages."""

SHOWN_TITLE = re.compile(r":[\w.+-]{1,40}:`([^`<]*)<[^`>]*>`")
ROLE = re.compile(r":[\w.+-]{1,40}:`[^`]*`")
ADDRESS = re.compile(r"<?\b(?:https?://|mailto:|www\.)[^\s`>]*>?_{0,2}")
REFERENCE = re.compile(r"\[[#*\w-]{0,40}\]_|%\(\w{1,40}\)[sd]|%[sd]|\\ ")
ARABIC_VOWELS = re.compile("[\u0640\u064b-\u065f\u0670]")
UNSPACED_SCRIPTS = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN")
"""How Unicode's names of letters begin in scripts that put no space between words."""

FEWEST_LETTERS, FEWEST_WITHIN = 2, 3
"""How many letters a form with ``*`` has at least, and one with it on both sides."""
LONGEST_TERM = 60
"""How many signs a medical word has at most, with the words that belong to it."""
NO_TERM = re.compile(r"[:;!?¿¡<>。！？；：؟؛।]|\.\s|\d{3}")
"""What stands in sentences and telephone numbers, and in no medical word."""
SAME = frozenset({"same", "doubled"})
"""Meanings of ``words.csv`` of which a letter can be a form."""

STAR = "\N{LATIN EPIGRAPHIC LETTER SIDEWAYS I}"
GAP = "\N{LATIN EPIGRAPHIC LETTER INVERTED M}"
"""Stand for ``*`` and ``…`` while a form is read, since they are letters that nobody writes."""


def read_terms(catalog: Catalog) -> Table:
    """Return the term list of a catalog's language; it is empty if there is none."""
    return _read(_path(catalog, TERMS), TERM_COLUMNS, 2)


def read_words(catalog: Catalog) -> Table:
    """Return the words of a catalog's language by their meaning."""
    return _read(_path(catalog, WORDS), WORD_COLUMNS, 1)


def forms_of(catalog: Catalog, meaning: str) -> tuple[str, ...] | None:
    """Return the forms that ``words.csv`` lists for a meaning, or None without such a row."""
    return forms_by_meaning(read_words(catalog)).get(meaning)


def forms_by_meaning(table: Table) -> Mapping[str, tuple[str, ...]]:
    """Return the forms of each meaning, which can stand in several rows of ``words.csv``."""
    found: dict[str, tuple[str, ...]] = {}
    for row in table.rows:
        for name in row.forms["meaning"]:
            found[name] = (*found.get(name, ()), *row.forms["forms"])
    return found


def faults_of(table: Table, catalog: Catalog, name: str, rule: str) -> Iterator[Finding]:
    """Yield a finding for each problem of the list ``name``; each catalog has the same."""
    where = path_beside(catalog, _path(catalog, name))
    for line, fault in table.problems:
        yield Finding(where, line, rule, fault)


def _path(catalog: Catalog, name: str) -> Path:
    return find_table(catalog.folder, catalog.code, name)


@lru_cache(maxsize=2048)
def prose(text: str) -> str:
    """Return ``text`` without its targets of roles, addresses, footnotes and placeholders."""
    for pattern, instead in (
        (SHOWN_TITLE, r"\1"),
        (ROLE, " "),
        (ADDRESS, " "),
        (REFERENCE, " "),
    ):
        text = pattern.sub(instead, text)
    return text


@lru_cache(maxsize=2048)
def words(text: str) -> str:
    """Return ``text`` as words in small letters, each followed by one space.

    A letter of a script without spaces is a word. Arabic vowel signs count for nothing, since
    they may be left out.
    """
    text = unicodedata.normalize("NFC", ARABIC_VOWELS.sub("", text)).casefold()
    parted = "".join(map(_spaced, text))
    return "".join(word + " " for word in parted.split())


def search_forms(forms: Iterable[str]) -> Pattern[str]:
    """Return what finds any of ``forms`` in the result of ``words``, the longest first."""
    ways = sorted((pattern_of(form) for form in forms), key=len, reverse=True)
    return re.compile(rf"(?<![^ ])(?:{'|'.join(ways)})" if ways else r"(?!)")


def headword(form: str) -> str:
    """Return a form as a person would write it."""
    return form.replace("*", "")


def is_harmless(form: str) -> bool:
    """Return whether a form can be shown to readers: a word, and no sentence, site or number."""
    shown = headword(form)
    faults = (*faults_of_characters("", shown), *faults_of_addresses("", shown))
    return len(shown) <= LONGEST_TERM and not NO_TERM.search(shown) and not faults


def shown_words(row: Row) -> tuple[str, ...]:
    """Return the words for a term that readers see, the preferred one first.

    Without a preferred one that is harmless there is none.
    """
    if not row.forms["preferred"] or not is_harmless(row.forms["preferred"][0]):
        return ()
    first, *more = row.forms["preferred"]
    # A form with a star is the beginning of a word, which is for the checks alone.
    others = (one for one in (*more, *row.forms["allowed"]) if "*" not in one and is_harmless(one))
    return tuple(dict.fromkeys((headword(first), *others)))


@lru_cache(maxsize=100_000)
def _spaced(letter: str) -> str:
    category = unicodedata.category(letter)
    if category == "Cf":
        return ""
    if category[0] not in "LMN":
        return " "
    alone = category[0] == "L" and letter_name(letter).startswith(UNSPACED_SCRIPTS)
    return f" {letter} " if alone else letter


def pattern_of(form: str) -> str:
    """Return a regular expression for a form in the result of ``words``."""
    found = re.escape(words(form.replace("*", STAR).replace("…", f" {GAP} ")))
    # Bounded, since a hostile text may be one word of a million letters.
    found = found.replace(re.escape(f"{GAP} "), "(?:[^ ,.]{1,40} ){0,9}?")
    return found.replace(STAR, "[^ ]{0,40}")


def _read(path: Path, columns: tuple[str, ...], needed: int) -> Table:
    return _checked(open_table(path, columns), columns[:needed])


@lru_cache(maxsize=64)
def _checked(table: Table, needed: tuple[str, ...]) -> Table:
    """Return ``table`` without the rows in which something is wrong, which are its problems."""
    rows, problems = [], list(table.problems)
    seen: dict[str, int] = {}
    for row in table.rows:
        if fault := next(_faults(row, needed, seen), None):
            problems.append((row.line, fault))
        else:
            seen[words(row.cells[needed[0]])] = row.line
            rows.append(row)
    return Table(tuple(rows), tuple(sorted(problems)))


def _is_too_open(form: str) -> bool:
    """Return whether so few letters stand beside the ``*`` of a form that any text has them."""
    if "*" not in form or any(letter_name(one).startswith(UNSPACED_SCRIPTS) for one in form):
        return False
    is_within = any(
        one.startswith("*") and one.endswith("*") and len(one) > 1 for one in form.split()
    )
    longest = max(map(len, form.replace("*", " ").split()))
    return longest < (FEWEST_WITHIN if is_within else FEWEST_LETTERS)


def _faults(row: Row, needed: Sequence[str], seen: Mapping[str, int]) -> Iterator[str]:
    for name in needed:
        if not row.forms[name]:
            yield f'The cell "{name}" of this row is empty. Fill it, or delete the row.'
    for form in chain.from_iterable(row.forms.values()):
        if not words(form.replace("*", "")):
            yield f"{quoted(form)} has no letters and would match everything. Write a word."
        if _is_too_open(form):
            yield f"{quoted(form)} would match nearly every text. Write more letters of the word."
    yield from _faults_of_shown(row)
    if not SAME.intersection(row.forms[needed[0]]):
        for form in chain.from_iterable(row.forms[name] for name in row.forms if name != "term"):
            if is_lone_letter(form.removeprefix("-")):
                yield f"{quoted(form)} is one letter, which most texts have. Write a whole word."
    first = row.cells[needed[0]]
    if line := seen.get(words(first)):
        yield f"{quoted(first)} is already at line {line}. Keep one of the two rows."


def _faults_of_shown(row: Row) -> Iterator[str]:
    # Readers see these words as they are, and no catalog holds them.
    for name in SHOWN_COLUMNS:
        for form in row.forms.get(name, ()):
            if not is_harmless(form):
                yield f"{quoted(form)} is no word to show to readers. Write the word alone."
