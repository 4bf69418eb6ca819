"""What readers type in a danger, and the help that must come first: ``source/dangers.csv``.

Each row has a danger, the label of the question that says what to do, a language and what is typed
there. It stands beside the English pages and not in ``locale/``: whoever changes the search of a
language does not change where a danger leads. ``search.js`` compares what is typed with these
before all else, folded by what holds for every language alone.

``*`` stands for any letters within a word, and ``…`` for up to nine words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from multilingual.catalogs.language_folder import SEARCH, LanguageFolder
from multilingual.findings import Finding
from multilingual.languages import SOURCE_CODE, catalog_codes
from multilingual.text.folding import BASIC
from multilingual.text.wording import quoted
from multilingual.wordlists.search_list import LABEL, RULE, read_search_list
from multilingual.wordlists.table import Row, Table, open_table

DANGERS = "source/dangers.csv"
COLUMNS = ("danger", "to", "language", "forms")
FEWEST_LETTERS = 2
"""Letters of a form that is a single word; one that stands in many queries would turn them all."""

REST_OF_WORD, GAP = "[^ ]*", "(?: [^ ]+){0,9}"
"""What ``*`` and ``…`` stand for in a regular expression. ``search.js`` has them too."""


@dataclass(frozen=True)
class GuardedQuery:
    """What readers of a language type in a danger; ``label`` is that of the question that helps."""

    line: int
    danger: str
    label: str
    language: str
    forms: Sequence[str]

    @cached_property
    def sources(self) -> Sequence[str]:
        """Its forms, folded, with a space around each word."""
        return [_source(form) for form in self.forms]

    @property
    def words(self) -> Collection[str]:
        """The words of its forms, folded, without what ``*`` stands for."""
        return {word for source in self.sources for word in BASIC.words(source)}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds them in folded words with a space around each."""
        source = "|".join(self.sources)
        return re.compile(source.replace("*", REST_OF_WORD).replace("…", GAP))


@dataclass(frozen=True)
class GuardedQueries:
    """The list; ``problems`` are the lines that cannot be used, with what to do."""

    rows: Sequence[GuardedQuery] = ()
    problems: Sequence[tuple[int, str]] = field(default=())

    def of(self, code: str) -> Sequence[GuardedQuery]:
        """Return those of a language, and the English ones, which are typed everywhere."""
        if code not in self._by_code:
            codes = {*catalog_codes(code), SOURCE_CODE}
            self._by_code[code] = [row for row in self.rows if row.language in codes]
        return self._by_code[code]

    @cached_property
    def _by_code(self) -> dict[str, Sequence[GuardedQuery]]:
        """Those of each language so far: thousands of texts are asked about."""
        return {}

    def leading(self, text: str, code: str) -> list[GuardedQuery]:
        """Return those that a text typed in a language is one of."""
        spaced = BASIC.spaced(text)
        return [row for row in self.of(code) if row.pattern.search(spaced)]

    def lacking(self, code: str) -> list[str]:
        """Return the dangers for which a language has no words."""
        codes = catalog_codes(code)
        known = {row.danger for row in self.rows if row.language in codes}
        return [
            danger
            for danger in dict.fromkeys(row.danger for row in self.rows)
            if danger not in known
        ]


def read_guarded_queries(root: Path) -> GuardedQueries:
    """Return the list of the project in ``root``, an empty one if it has none."""
    return _of(open_table(root / DANGERS, COLUMNS))


@lru_cache(maxsize=8)
def _of(table: Table) -> GuardedQueries:
    rows: list[GuardedQuery] = []
    problems = list(table.problems)
    labels: dict[str, str] = {}
    for row in table.rows:
        cells = {name: row.cells[name].strip() for name in COLUMNS}
        label = labels.setdefault(cells["danger"], cells["to"])
        if fault := _fault(row, label):
            problems.append((row.line, fault))
        else:
            rows.append(
                GuardedQuery(
                    row.line, cells["danger"], label, cells["language"], row.forms["forms"]
                )
            )
    return GuardedQueries(rows, tuple(sorted(problems)))


def _fault(row: Row, label: str) -> str | None:
    for name in COLUMNS:
        if not row.cells[name].strip():
            return f'The cell "{name}" of this row is empty. Fill it, or delete the row.'
    to = row.cells["to"].strip()
    if not LABEL.fullmatch(to):
        return f"{quoted(to)} is no label of a question. Look after # in its address."
    if to != label:
        return f"{quoted(row.cells['danger'])} leads to {label} above. Write that."
    for form in row.forms["forms"]:
        words = [word for part in form.split("…") for word in part.split()]
        if not words or not all(BASIC.words(word.replace("*", "")) for word in words):
            return f"{quoted(form)} has a word without letters. Write a word."
        letters = sum(len("".join(BASIC.words(word.replace("*", "")))) for word in words)
        if letters < FEWEST_LETTERS:
            return f"{quoted(form)} would be in nearly every query. Write more of it."
    return None


def _source(form: str) -> str:
    parts = (" ".join(map(_word, part.split())) for part in form.split("…"))
    return f" {'… '.join(parts)} "


def _word(word: str) -> str:
    # What is left once words are folded is letters and digits, which stand for themselves.
    return "*".join(BASIC.spaced(piece).strip() for piece in word.split("*"))


def guard_findings(root: Path, labels: Collection[str]) -> Iterator[Finding]:
    """Yield what is wrong with the list; ``labels`` are those of the pages."""
    queries = read_guarded_queries(root)
    for line, fault in queries.problems:
        yield Finding(DANGERS, line, RULE, fault)
    for row in queries.rows:
        if row.label not in labels:
            fault = f"No question has the label {quoted(row.label)}. Look after # in its address."
            yield Finding(DANGERS, row.line, RULE, fault)
    yield from turned(root, root / "source" / SEARCH, SOURCE_CODE)


def guard_findings_of(folder: LanguageFolder) -> Iterator[Finding]:
    """Yield what a language lacks of the list, and what its own search would turn."""
    lacking = read_guarded_queries(folder.root).lacking(folder.code)
    if lacking:
        many = f"{len(lacking)} dangers" if len(lacking) > 1 else "a danger"
        fault = (
            f"There are no words of {folder.code} for {many}: {', '.join(lacking)}. Add what "
            "readers type, so that it leads to help first."
        )
        yield Finding(DANGERS, 1, RULE, fault, "warning")
    yield from turned(folder.root, folder.path / SEARCH, folder.code)


def turned(root: Path, path: Path, code: str) -> Iterator[Finding]:
    """Yield the rows of a list for the search that lead a danger to another question."""
    queries = read_guarded_queries(root)
    for line, words, label in read_search_list(path).asks if queries.rows else ():
        found = queries.leading(words, code)
        if found and label not in {row.label for row in found}:
            fault = (
                f"{quoted(words)} names a danger ({found[0].danger}), which leads to "
                f"{found[0].label} first, whatever stands here. Take it out."
            )
            yield Finding(path.relative_to(root).as_posix(), line, RULE, fault)
