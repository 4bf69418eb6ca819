"""Read ``locale/<code>/search.csv``: which words a reader may type for those of the page.

Each row has a kind. ``fold,瘡,疮`` writes letters as others; ``prefix,ال,`` takes the beginning
off a word; ``same,pee|urine,`` makes words find each other; ``stop,what|is,`` names words that
say little; ``ask,catch it,is-it-catching`` gives a question more words, by its label.
A cell holds one form or several parted by ``|``. English has ``source/search.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from multilingual.catalogs.language_folder import SEARCH, LanguageFolder
from multilingual.findings import Finding
from multilingual.languages import SOURCE_CODE
from multilingual.text.folding import (
    BASIC,
    IS_UNSPACED,
    Folding,
    basic_fold,
    parts_of,
    written_words,
)
from multilingual.text.wording import quoted
from multilingual.wordlists.forms import MOST_STARS, faults_of_length
from multilingual.wordlists.table import (
    Row,
    Table,
    open_table,
    pattern_of_parts,
)
from multilingual.wordlists.term_list import TERM_COLUMNS

COLUMNS = ("kind", "from", "to")
RULE = "search"
KINDS = ("fold", "prefix", "same", "stop", "ask")
LABEL = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
MOST_LETTERS_OF_ONE = 40
"""Letters that the folds may make of one, each of what those before it have made."""

MOST_OPEN = 500
"""Forms of a list that have a star, each of which is looked for by itself."""
TOO_OPEN = f"With this row the list has more than {MOST_OPEN} forms with *. Write whole words."
GROWS = "With the folds after it, this row makes one letter ever longer. Write fewer letters."


@dataclass(frozen=True)
class SearchList:
    """What the translators of a language wrote down for its search."""

    folding: Folding = BASIC
    same: Sequence[Sequence[str]] = ()
    stop: frozenset[str] = frozenset()
    asks: Sequence[tuple[int, str, str]] = ()
    """Line, words and label."""
    problems: Sequence[tuple[int, str]] = field(default=())

    @cached_property
    def asked(self) -> Mapping[str, Sequence[str]]:
        """What readers type for each question, by its label."""
        found: dict[str, list[str]] = {}
        for _line, words, label in self.asks:
            found.setdefault(label, []).append(words)
        return found

    def aliases(self, text: str) -> list[str]:
        """Return the other words for what ``text`` names."""
        if not self.same:
            return []
        spaced = self.folding.spaced(text)
        known = (known for word in {*spaced.split()} for known in self._by_word.get(word, ()))
        rows = {row for row, folded in known if folded in spaced}
        rows |= {
            row
            for row, part, pattern in self._patterns
            if part in spaced and pattern.search(spaced)
        }
        return [
            form for row in sorted(rows) for form, folded in self._rows[row] if folded not in spaced
        ]

    def telling_parts(self, *texts: str) -> list[str]:
        """Return what is put into an index for long texts.

        That is no words that say little. Of a script without spaces it is no letters by
        themselves, no pairs with one that says little, and each pair once.
        """
        words = [word for text in texts for word in self.folding.words(text)]
        words = [word for word in words if word not in self.stop]
        is_unspaced = any(IS_UNSPACED.search(text) for text in texts)
        if not is_unspaced and not IS_UNSPACED.search(" ".join(words)):
            return words
        parts: Iterable[str] = (part for word in words for part in parts_of(word))
        if is_unspaced:
            parts = dict.fromkeys(parts)
        return [
            part
            for part in parts
            if not IS_UNSPACED.match(part)
            or (len(part) > 1 and self.stop.isdisjoint((part, *part)))
        ]

    @cached_property
    def _rows(self) -> Sequence[Sequence[tuple[str, str]]]:
        """The words of each row, each as written and as folded, without those with a ``*``."""
        spaced = self.folding.spaced
        return [[(form, spaced(form)) for form in forms if "*" not in form] for forms in self.same]

    @cached_property
    def _by_word(self) -> Mapping[str, Sequence[tuple[int, str]]]:
        """The number of the row of each of these, and it as folded, by its first word."""
        found: dict[str, list[tuple[int, str]]] = {}
        for row, forms in enumerate(self._rows):
            for _form, folded in forms:
                for first in folded.split()[:1]:
                    found.setdefault(first, []).append((row, folded))
        return found

    @cached_property
    def _patterns(self) -> Sequence[tuple[int, str, re.Pattern[str]]]:
        """The number of the row of each word with a ``*``, its longest part, and what finds it."""
        open_forms = [
            (row, form) for row, forms in enumerate(self.same) for form in forms if "*" in form
        ]
        found = []
        for row, form in open_forms:
            parts = [self.folding.spaced(part).strip() for part in form.split("*")]
            pattern = re.compile(f" {pattern_of_parts(parts)}")
            found.append((row, max(parts, key=len), pattern))
        return found


def search_path(root: Path, locale: str, code: str) -> Path:
    """Return the path of the list of a language, which may be missing."""
    if code == SOURCE_CODE:
        return root / "source" / SEARCH
    return LanguageFolder(root / locale / code, root).list_path(SEARCH)


def read_search_list(path: Path, terms: Path | None = None) -> SearchList:
    """Return the list at ``path``, with the forms of the term list at ``terms``."""
    table = open_table(path, COLUMNS)
    rows: dict[str, list[Row]] = {kind: [] for kind in KINDS}
    problems = list(table.problems)
    open_forms = 0
    for row in table.rows:
        open_forms += sum("*" in form for form in row.forms["from"])
        if fault := _fault(row) or (TOO_OPEN if open_forms > MOST_OPEN else None):
            problems.append((row.line, fault))
        else:
            rows[row.cells["kind"].strip()].append(row)
    growing = _growing(rows["fold"])
    problems += ((row.line, GROWS) for row in growing)
    rows["fold"] = [row for row in rows["fold"] if row not in growing]
    forms = {
        kind: [(row, form) for row in of_kind for form in row.forms["from"]]
        for kind, of_kind in rows.items()
    }
    folds = tuple(
        (basic_fold(form), basic_fold("".join(row.forms["to"][:1]))) for row, form in forms["fold"]
    )
    unprefixed = Folding(folds)
    prefixes = ["".join(unprefixed.words(form)) for _row, form in forms["prefix"]]
    folding = Folding(folds, tuple(sorted(prefixes, key=len, reverse=True)))
    stop = frozenset(word for _row, form in forms["stop"] for word in folding.words(form))
    same = [row.forms["from"] for row in rows["same"]] + _same_terms(terms)
    return SearchList(
        folding,
        # A word that says little stands everywhere: in French, SLE is called LES.
        [[form for form in some if not stop.issuperset(folding.words(form))] for some in same],
        stop,
        [(row.line, form, row.cells["to"].strip()) for row, form in forms["ask"]],
        tuple(sorted(problems)),
    )


def search_findings(root: Path, path: Path) -> Iterator[Finding]:
    """Yield what is wrong with a list, for ``make check``."""
    for line, fault in read_search_list(path).problems:
        yield Finding(path.relative_to(root).as_posix(), line, RULE, fault)


def _same_terms(path: Path | None) -> list[tuple[str, ...]]:
    table = open_table(path, TERM_COLUMNS) if path else Table()
    # A form that translators must not write is one that readers may type.
    every = ([form for name in TERM_COLUMNS for form in row.forms[name]] for row in table.rows)
    return [tuple(form for form in forms if not any(faults_of_length(form))) for forms in every]


def _growing(folds: Sequence[Row]) -> Collection[Row]:
    """Return the folds that would make a text longer and longer, each what one before it made."""
    growing = set()
    becomes: dict[str, int] = {}
    for row in reversed(folds):
        new = sum(becomes.get(letter, 1) for letter in basic_fold("".join(row.forms["to"][:1])))
        if new > MOST_LETTERS_OF_ONE:
            growing.add(row)
            continue
        for form in row.forms["from"]:
            first = basic_fold(form)[0]
            becomes[first] = max(new, becomes.get(first, 1))
    return growing


def _fault(row: Row) -> str | None:
    kind, forms = row.cells["kind"].strip(), row.forms["from"]
    if kind not in KINDS:
        return f"{quoted(kind)} is no kind of row. Write one of: {', '.join(KINDS)}."
    if not forms:
        return 'The cell "from" of this row is empty. Fill it, or delete the row.'
    if fault := next((fault for form in forms for fault in _faults_of_form(kind, form)), None):
        return fault
    if kind == "same" and len(forms) == 1:
        return f"{quoted(forms[0])} stands alone. Write words that mean the same, parted by |."
    return _fault_of_to(kind, row.cells["to"].strip())


def _faults_of_form(kind: str, form: str) -> Iterator[str]:
    letters = basic_fold(form.replace("*", "")).strip()
    if not letters or (kind != "fold" and not written_words(form)):
        yield f"{quoted(form)} has no letters left once accents are taken off. Write a word."
    yield from faults_of_length(form)
    if form.count("*") > MOST_STARS:
        yield f"{quoted(form)} has more than {MOST_STARS} signs *. Write more of the word."


def _fault_of_to(kind: str, to: str) -> str | None:
    if kind == "ask" and not LABEL.fullmatch(to):
        return (
            f'{quoted(to)} is no label of a question. Write it into the cell "to", such as '
            f"is-it-catching: it stands after # in the address of the question."
        )
    if kind == "fold" and "|" in to:
        return f'The cell "to" of this row is {quoted(to)}. Write one form there, or none.'
    if kind not in {"ask", "fold"} and to:
        return f'A row of the kind {kind} has nothing in the cell "to". Empty the cell.'
    return None
