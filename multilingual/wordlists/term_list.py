"""Medical words: what each means in English, and the words of a language for it.

The English half is ``source/terms.csv``, the glossary; the words of a language are in its
``locale/<code>/terms.csv``. A row of the one and a row of the other are of the same term if
their first names are the same.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from re import Pattern

from multilingual.catalogs.language_folder import TERMS, LanguageFolder
from multilingual.text.unsafe_text import faults_of_addresses, faults_of_characters
from multilingual.text.wording import prose, quoted, words
from multilingual.wordlists.critical_words import critical_words_in
from multilingual.wordlists.table import (
    KEEP_ONE,
    Row,
    Table,
    checked,
    headword,
    open_table,
    read_table,
)

TERM_COLUMNS = ("term", "preferred", "allowed", "banned")
SHOWN_COLUMNS = ("term", "preferred", "allowed")
"""The columns of a term list whose words stand on pages."""
LONGEST_TERM = 60
"""How many signs a medical word has at most, with the words that belong to it."""
NO_TERM = re.compile(r"[:;!?¿¡<>。！？；：؟؛।]|\.\s|\d{3}")
"""What stands in sentences and telephone numbers, and in no medical word."""

GLOSSARY = f"source/{TERMS}"
GLOSSARY_COLUMNS = ("topic", "term", "part_of_speech", "definition", "do_not_translate", "source")
PARTS_OF_SPEECH = ("noun", "adjective", "verb", "name", "abbreviation")
WARNINGS = frozenset(
    ("never", "stop", "now", "same day", "day or night", "urgent", "emergency", "hospital")
)
"""The meanings of critical words that only a warning has."""
FORBIDS = re.compile(r"(?:^|[.!?] )Do not |\bnot safe\b")
"""How a definition says that something must not be done."""
MEDICINE = re.compile(r"^an? (?:[\w-]+ ){0,4}medicine\b", re.IGNORECASE)
"""How the definition of a medicine begins."""
STAYS, CHANGES = "yes", "no"
NO_LETTER = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Term:
    """A term in English; ``line`` is where it stands, from 1.

    ``stays`` says that every language writes it as English does. ``sources`` are keys of works
    that the definition rests on. A term without a definition is for translators alone.
    """

    line: int
    topic: str
    names: tuple[str, ...]
    part_of_speech: str
    definition: str
    stays: bool
    sources: tuple[str, ...]

    @property
    def is_warning(self) -> bool:
        """Whether its definition says what to do about a danger, and so is a safety text."""
        if FORBIDS.search(self.definition):
            return True
        return any(word.meaning in WARNINGS for word in critical_words_in(self.definition))

    @property
    def anchor(self) -> str:
        """The place of its definition on its page, which is the same in every language."""
        return _anchor(self.names[0])


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms of a project, and the line and the fault of each row that was left out."""

    terms: tuple[Term, ...] = ()
    problems: tuple[tuple[int, str], ...] = ()

    @property
    def names_that_stay(self) -> tuple[str, ...]:
        """What no language translates."""
        return tuple(name for term in self.terms if term.stays for name in term.names)


def read_glossary(root: Path) -> Glossary:
    """Return the glossary of the project in ``root``, an empty one if it has none."""
    return _glossary(open_table(root / GLOSSARY, GLOSSARY_COLUMNS))


def glossary_in(data: bytes) -> Glossary:
    """Return the glossary that a file holds, as of another day."""
    return _glossary(read_table(data, GLOSSARY_COLUMNS))


@lru_cache(maxsize=64)
def _glossary(table: Table) -> Glossary:
    terms, problems = [], list(table.problems)
    seen: dict[str, int] = {}
    for row in table.rows:
        if fault := next(_faults(row, seen), None):
            problems.append((row.line, fault))
        else:
            terms.append(_term(row))
            seen.update((name.casefold(), row.line) for name in terms[-1].names)
            seen[f"#{terms[-1].anchor}"] = row.line
    return Glossary(tuple(terms), tuple(sorted(problems)))


def read_terms(language: LanguageFolder) -> Table:
    """Return the term list of a language; it is empty if there is none."""
    table = open_table(language.list_path(TERMS), TERM_COLUMNS)
    sound = checked(table, TERM_COLUMNS[:2], own_faults=_faults_of_shown)
    medicines = medicines_of(read_glossary(language.root))
    faults = {row: fault for row in sound.rows if (fault := _exchanged(row, sound.rows, medicines))}
    problems = [*sound.problems, *((row.line, fault) for row, fault in faults.items())]
    return Table([row for row in sound.rows if row not in faults], sorted(problems))


def medicines_of(glossary: Glossary) -> frozenset[str]:
    """Return the first names of the medicines of a glossary, in small letters."""
    return frozenset(
        term.names[0].casefold() for term in glossary.terms if MEDICINE.search(term.definition)
    )


def _exchanged(row: Row, others: Iterable[Row], medicines: Collection[str]) -> str | None:
    """Return what is wrong with a row whose word is that of another term, too."""
    for other in others:
        if row is other or not (shared := _preferred(row) & (_preferred(other) | _allowed(other))):
            continue
        is_medicine = all(one.forms["term"][0].casefold() in medicines for one in (row, other))
        is_mutual = _preferred(other) & _allowed(row) and shared & _allowed(other)
        if is_medicine or (is_mutual and not _is_short_for(row, other)):
            word = quoted(min(shared))
            return f"{word} stands for two terms, here and at line {other.line}. Keep it in one."
    return None


def _preferred(row: Row) -> frozenset[str]:
    return frozenset(words(form) for form in row.forms["preferred"])


def _allowed(row: Row) -> frozenset[str]:
    return frozenset(words(form) for form in row.forms["allowed"])


def _is_short_for(row: Row, other: Row) -> bool:
    """Return whether one of two terms is made of the first letters of the other: SLE."""
    names, others = ({name.casefold() for name in one.forms["term"]} for one in (row, other))
    return bool(names & _initials(others) or others & _initials(names))


def _initials(names: Iterable[str]) -> set[str]:
    return {"".join(word[0] for word in name.split()) for name in names}


def rows_by_name(table: Table) -> Mapping[str, Row]:
    """Return the rows of a language's term list by the first English name, in small letters."""
    return {row.forms["term"][0].casefold(): row for row in table.rows if row.forms["term"]}


def row_of(term: Term, rows: Mapping[str, Row]) -> Row | None:
    """Return the row of a term among ``rows_by_name``, or None without one."""
    return rows.get(term.names[0].casefold())


def with_plurals(names: Sequence[str]) -> list[str]:
    """Return English names, and their plurals."""
    endings = ("", "s", "es")
    several = [name + ending for name in names for ending in endings]
    return [*several, *(name.removesuffix("y") + "ies" for name in names if name.endswith("y"))]


def rows_in(english: str, glossary: Mapping[str, Row]) -> list[Row]:
    """Return the rows whose names, as ``words`` has them, stand in an English text."""
    found = _search_english(tuple(glossary)).finditer(words(prose(english)))
    return list(dict.fromkeys(glossary[_singular(match[0], glossary)] for match in found))


def terms_of(english: str, names: tuple[str, ...]) -> list[str]:
    """Return each of the medical words ``names`` that stands in an English text, in its order."""
    if not names:
        return []
    search = _search_english(tuple(words(name) for name in names))
    return [match[0].strip() for match in search.finditer(words(prose(english)))]


@lru_cache(maxsize=64)
def _search_english(names: tuple[str, ...]) -> Pattern[str]:
    ways = sorted((_with_plural(name) for name in names), key=len, reverse=True)
    return re.compile(rf"(?<![^ ])(?:{'|'.join(ways)}) ")


def _with_plural(name: str) -> str:
    name = name.rstrip()
    if name.endswith("y"):
        return re.escape(name[:-1]) + "(?:y|ies)"
    return re.escape(name) + "(?:e?s)?"


def _singular(found: str, glossary: Mapping[str, Row]) -> str:
    stem = found.rstrip()
    for name in (stem, stem[:-1], stem[:-2], stem[:-3] + "y"):
        if name + " " in glossary:
            return name + " "
    raise AssertionError(found)


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
    forms = (*more, *row.forms["allowed"])
    # A form with a star is the beginning of a word, which is for the checks alone.
    others = (form for form in forms if "*" not in form and is_harmless(form))
    return tuple(dict.fromkeys((headword(first), *others)))


def _faults_of_shown(row: Row) -> Iterator[str]:
    # Readers see these words as they are, and no catalog holds them.
    for name in SHOWN_COLUMNS:
        for form in row.forms[name]:
            if not is_harmless(form):
                yield f"{quoted(form)} is no word to show to readers. Write the word alone."


def _term(row: Row) -> Term:
    return Term(
        line=row.line,
        topic=row.cells["topic"].strip(),
        names=row.forms["term"],
        part_of_speech=row.cells["part_of_speech"].strip(),
        definition=" ".join(row.cells["definition"].split()),
        stays=row.cells["do_not_translate"].strip() == STAYS,
        sources=row.forms["source"],
    )


def _faults(row: Row, seen: Mapping[str, int]) -> Iterator[str]:
    names = row.forms["term"]
    if not names:
        yield 'The cell "term" of this row is empty. Fill it, or delete the row.'
    for name in names:
        if line := seen.get(name.casefold()):
            yield f"{quoted(name)} is already at line {line}. {KEEP_ONE}"
    if names and (line := seen.get(f"#{_anchor(names[0])}")):
        yield f"{quoted(names[0])} has the same letters as line {line}. Begin with another name."
    yield from _odd_cell(row, "part_of_speech", PARTS_OF_SPEECH)
    yield from _odd_cell(row, "do_not_translate", (STAYS, CHANGES))
    if row.cells["definition"].strip() and not row.cells["topic"].strip():
        yield f"{quoted(names[0])} has no topic, so no page shows it. Write the topic."


def _odd_cell(row: Row, name: str, known: tuple[str, ...]) -> Iterator[str]:
    cell = row.cells[name].strip()
    if cell not in known:
        yield f"The cell {quoted(name)} has {quoted(cell)}. Write one of: {', '.join(known)}."


def _anchor(name: str) -> str:
    return f"term-{NO_LETTER.sub('-', name.lower()).strip('-')}"
