"""Read ``locale/<code>/search.csv``: which words a reader may type for those of the page.

Each row has a kind. ``fold,瘡,疮`` writes letters as others; ``prefix,ال,`` takes the beginning
off a word; ``same,pee|urine,`` makes words find each other; ``stop,what|is,`` names words that
say little; ``ask,catch it,is-it-catching`` gives a question more words, by its label.
A cell holds one form or several parted by ``|``. English has ``source/search.csv``.

Folding that holds for every language is code: Unicode's NFKD
(https://www.unicode.org/reports/tr15/), without the marks of Latin, Greek, Cyrillic, Hebrew and
Arabic letters. ``search.js`` folds what is typed by the same patterns, which it gets from here.

More than 300 lines because whatever folds a word has to fold it as all else here does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from heapq import heapify, heappop, heappush
from itertools import pairwise
from pathlib import Path

from multilingual.catalogs.language_folder import SEARCH, LanguageFolder
from multilingual.findings import Finding
from multilingual.languages import SOURCE_CODE
from multilingual.text.wording import Letters, quoted
from multilingual.wordlists.table import Row, Table, open_table
from multilingual.wordlists.term_list import TERM_COLUMNS

COLUMNS = ("kind", "from", "to")
RULE = "search"
KINDS = ("fold", "prefix", "same", "stop", "ask")
LABEL = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
SHORTEST_STEM = 3
"""Letters that a word keeps when a prefix is taken off it."""

MARKS = (
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u2060\ufe20-\ufe2f]"
)
"""Accents, vowel points and what stretches a line, in the syntax of Python and JavaScript."""

UNSPACED = (
    "[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Letters of scripts that put no space between words."""

LETTERS = (
    ("ß", "ss"),
    ("æ", "ae"),
    ("œ", "oe"),
    ("ø", "o"),
    ("đ", "d"),
    ("ð", "d"),
    ("þ", "th"),
    ("ł", "l"),
    ("ħ", "h"),
    ("ı", "i"),
    ("ς", "σ"),
    ("ʼ", ""),
)
"""Letters that Unicode does not take apart, and how they are typed without a keyboard for them."""

LONGEST_FOLD = 24
"""Letters that one form of a fold can become, with all later folds."""
GROWS = (
    f"This and later rows make more than {LONGEST_FOLD} letters of one. No row of the kind fold is "
    "used. Write fewer letters."
)
MOST_STARS = 2
"""Stars of a form: each more takes as many times longer as a word has letters."""

IS_UNSPACED = re.compile(UNSPACED)
RUNS = re.compile(f"{UNSPACED}+|(?:(?!{UNSPACED}).)+")


FOLDED = Letters(lambda sign: "" if re.match(MARKS, sign) else dict(LETTERS).get(sign, sign))
SPELLING = Letters(lambda sign: sign if unicodedata.category(sign)[0] in "LMN" else " ")
"""Leaves what words are written with, and puts a space for anything else."""
FOLDED_SPELLING = Letters(lambda sign: FOLDED[ord(sign)].translate(SPELLING))
"""Does the one and then the other."""
PARTED = Letters(lambda sign: f" {sign} " if IS_UNSPACED.match(sign) else sign)
"""Puts a space around each letter of scripts that have none."""


@dataclass(frozen=True)
class Folding:
    """How words of a language are made alike before they are compared."""

    folds: Sequence[tuple[str, str]] = ()
    prefixes: tuple[str, ...] = ()

    def words(self, text: str) -> Sequence[str]:
        """Return the folded words of ``text``; a run of an unspaced script is one word."""
        if text not in self._known:
            if self.folds:
                words = written_words(self._fold(text))
            else:
                words = _taken_apart(text).translate(FOLDED_SPELLING).split()
            self._known[text] = [self._bare(word) for word in words] if self.prefixes else words
        return self._known[text]

    @cached_property
    def _known(self) -> dict[str, Sequence[str]]:
        """The words of the texts so far: the same ones are asked for again and again."""
        return {}

    def spaced(self, text: str) -> str:
        """Return folded words with a space around each, and around letters of unspaced scripts."""
        words = " ".join(self.words(text))
        return f" {words} " if words.isascii() else f" {' '.join(words.translate(PARTED).split())} "

    def index_words(self, *texts: str) -> list[str]:
        """Return what is put into an index for ``texts``: words, or letters and pairs of them."""
        return [part for text in texts for word in self.words(text) for part in _parts(word)]

    def _fold(self, text: str) -> str:
        text = basic_fold(text)
        # Of hundreds of folds, few begin with a letter of the text or of what a fold put there.
        due = [number for letter in {*text} for number in self._starting.get(letter, ())]
        heapify(due)
        while due:
            number = heappop(due)
            old, new = self.folds[number]
            if old in text:
                text = text.replace(old, new)
                for letter in new:
                    for later in self._starting.get(letter, ()):
                        if later > number:
                            heappush(due, later)
            while due and due[0] == number:
                heappop(due)
        return text

    @cached_property
    def _starting(self) -> Mapping[str, Sequence[int]]:
        """The folds by the letter that they begin with, in their order."""
        found: dict[str, list[int]] = {}
        for number, (old, _new) in enumerate(self.folds):
            found.setdefault(old[0], []).append(number)
        return found

    def _bare(self, word: str) -> str:
        for prefix in self.prefixes if word.startswith(self.prefixes) else ():
            if word.startswith(prefix) and len(word) - len(prefix) >= SHORTEST_STEM:
                return word[len(prefix) :]
        return word


@dataclass(frozen=True)
class SearchList:
    """What the translators of a language wrote down for its search."""

    folding: Folding = Folding()
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
        parts: Iterable[str] = (part for word in words for part in _parts(word))
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
            pattern = re.compile(f" {'[^ ]*'.join(map(re.escape, parts))} ")
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
    for row in table.rows:
        if fault := _fault(row):
            problems.append((row.line, fault))
        else:
            rows[row.cells["kind"].strip()].append(row)
    forms = {
        kind: [(row, form) for row in of_kind for form in row.forms["from"]]
        for kind, of_kind in rows.items()
    }
    folds = tuple(
        (basic_fold(form), basic_fold("".join(row.forms["to"][:1]))) for row, form in forms["fold"]
    )
    if grown := sorted({row.line for row in _growing(forms["fold"], folds)}):
        problems += ((line, GROWS) for line in grown)
        folds = ()
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


def _growing(forms: Sequence[tuple[Row, str]], folds: Sequence[tuple[str, str]]) -> Iterator[Row]:
    """Yield the folds after which later ones would make a long text of one form.

    Forty rows, each of which writes a letter as two others, would make a letter a terabyte.
    """
    for number, ((row, _form), (old, written)) in enumerate(zip(forms, folds, strict=True)):
        text, length = written, len(written)
        for other, new in folds[number + 1 :] if length > len(old) else ():
            if length <= LONGEST_FOLD and other in text:
                length += text.count(other) * (len(new) - len(other))
                text = text.replace(other, new) if length <= LONGEST_FOLD else text
        if length > max(LONGEST_FOLD, len(old)):
            yield row


def search_findings(root: Path, path: Path) -> Iterator[Finding]:
    """Yield what is wrong with a list, for ``make check``."""
    for line, fault in read_search_list(path).problems:
        yield Finding(path.relative_to(root).as_posix(), line, RULE, fault)


def basic_fold(text: str) -> str:
    """Return ``text`` in small letters, taken apart, without marks."""
    return _taken_apart(text).translate(FOLDED)


def _taken_apart(text: str) -> str:
    return unicodedata.normalize("NFKD", text).lower()


def written_words(text: str) -> list[str]:
    """Return the words of ``text`` as they are written."""
    return text.translate(SPELLING).split()


def _parts(word: str) -> Iterator[str]:
    """Yield a word, or the letters and pairs of letters of a run without spaces."""
    if word.isascii():
        yield word
        return
    for run in RUNS.findall(word):
        if IS_UNSPACED.match(run):
            yield from run
            yield from (a + b for a, b in pairwise(run))
        else:
            yield run


def _same_terms(path: Path | None) -> list[tuple[str, ...]]:
    table = open_table(path, TERM_COLUMNS) if path else Table()
    # A form that translators must not write is one that readers may type.
    return [tuple(form for name in TERM_COLUMNS for form in row.forms[name]) for row in table.rows]


def _fault(row: Row) -> str | None:
    kind, forms = row.cells["kind"].strip(), row.forms["from"]
    if kind not in KINDS:
        return f"{quoted(kind)} is no kind of row. Write one of: {', '.join(KINDS)}."
    if not forms:
        return 'The cell "from" of this row is empty. Fill it, or delete the row.'
    for form in forms:
        if not basic_fold(form.replace("*", "")).strip() or (
            kind != "fold" and not written_words(form)
        ):
            return f"{quoted(form)} has no letters left once accents are taken off. Write a word."
    for form in forms:
        if form.count("*") > MOST_STARS:
            return f"{quoted(form)} has more than {MOST_STARS} signs *. Write more of the word."
    if kind == "same" and len(forms) == 1:
        return f"{quoted(forms[0])} stands alone. Write words that mean the same, parted by |."
    return _fault_of_to(kind, row.cells["to"].strip())


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
