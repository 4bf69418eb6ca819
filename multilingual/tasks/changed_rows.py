"""``make check SINCE=…``: each row of a list or a register that is not what it was.

A row can silence a check, turn the search or vouch for words, and no check can tell whether it is
right. So each stands on a line of its own, for whoever decides. So does the line of a catalog
that says who made it, which takes the notice of a computer's work off a page.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path

from multilingual.catalogs.header import PROVENANCE
from multilingual.catalogs.language_folder import (
    CATALOGS,
    NUMBERS,
    REVIEWS,
    SEARCH,
    TERMS,
    WAIVERS,
    WORDS,
)
from multilingual.files import read_plain
from multilingual.findings import Note, visible
from multilingual.git import GitError, common_ancestor, files_at, find_commit, show_file
from multilingual.languages import DESCRIPTION
from multilingual.reviews import notices, waivers
from multilingual.reviews.notices import NOTICES
from multilingual.reviews.register import Register, RegisterError
from multilingual.reviews.reviewers import REVIEWERS, parse_people
from multilingual.status import redirects
from multilingual.status.redirects import REDIRECTS
from multilingual.wordlists import guarded_queries, search_list
from multilingual.wordlists.critical_words import WORD_COLUMNS
from multilingual.wordlists.guarded_queries import DANGERS
from multilingual.wordlists.help_lines import COLUMNS as HELP_COLUMNS
from multilingual.wordlists.help_lines import HELP_LINES, ORGANISATIONS
from multilingual.wordlists.number_list import NUMBER_COLUMNS
from multilingual.wordlists.table import read_table
from multilingual.wordlists.term_list import GLOSSARY, GLOSSARY_COLUMNS, TERM_COLUMNS

MESSAGES = "messages"
"""What a review says: digests, which tell a person nothing but how many they are."""
BETWEEN_STRINGS = re.compile(r'"[ \t\r]*\n[ \t]*"')
MAKER = re.compile(rf"{PROVENANCE}[ \t]*:[ \t]*((?:[^\\\"\n]|\\(?!n).)*)", re.IGNORECASE)
"""What a header says of who made its translations."""


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A row of a list: where it begins, what it is about, and what it says of that, by column."""

    line: int
    about: tuple[str, ...]
    says: Mapping[str, tuple[str, ...]]

    @property
    def content(self) -> tuple[object, ...]:
        """All that it says, without where."""
        return self.about, tuple(self.says.items())

    def __str__(self) -> str:
        says = {name: _shown(name, forms) for name, forms in self.says.items() if forms}
        shown = says.values() if len(self.says) == 1 else map(": ".join, says.items())
        return " → ".join((", ".join(filter(None, self.about)), "; ".join(shown)))


def changed_rows(
    root: Path, locale: str, revision: str, there: Path | None = None
) -> list[tuple[str, int, str, str]]:
    """Return path and line of each row that is not what it was, which, and the row.

    Which is ``new``, ``changed``, ``moved`` to another place, or ``deleted``. They are compared
    with the last commit that ``revision`` and what is checked out have in common. ``there`` is a
    copy of the project in ``root``, if that is to be compared. Raises ``CloneError``.
    """
    commit = common_ancestor(root, find_commit(root, revision))
    there = there or root
    before = [*files_at(root, commit, locale), *files_at(root, commit, "source")]
    now = [path.relative_to(there).as_posix() for path in there.glob(f"{locale}/*/*.*")]
    now += [path.relative_to(there).as_posix() for path in there.glob("source/*.*")]
    now += [
        path.relative_to(there).as_posix() for path in there.glob(f"{locale}/*/{CATALOGS}/**/*.po")
    ]
    found = []
    for name in sorted({REVIEWERS, *before, *now}):
        if read := _reader(name, locale):
            old, new = _old(root, name, commit), _new(there / name)
            if old != new:
                found += [(name, *change) for change in _changes([*read(old)], [*read(new)])]
    return found


def as_lines(changes: Iterable[tuple[str, int, str, str]]) -> list[str]:
    """Return a line for each changed row, such as ``new in locale/es/numbers.csv:12: 2 → dos``."""
    return [f"{which} in {visible(path)}:{line}: {row}" for path, line, which, row in changes]


def as_notices(changes: Iterable[tuple[str, int, str, str]]) -> list[Note]:
    """Return what a platform shows beside the line of each changed row."""
    return [Note("notice", visible(path), line, which, row) for path, line, which, row in changes]


def _old(root: Path, name: str, commit: str) -> bytes:
    # One that is new is not in there.
    with suppress(GitError):
        return show_file(root, name, commit)
    return b""


def _new(path: Path) -> bytes:
    # What is no file of its own is refused, and nobody reads it.
    with suppress(OSError):
        return read_plain(path)
    return b""


Reader = Callable[[bytes], Iterable[ListedRow]]


def _rows(data: bytes, columns: tuple[str, ...], about: Sequence[str]) -> Iterator[ListedRow]:
    table = read_table(data, columns)
    for row in sorted((*table.rows, *table.to_fill), key=lambda row: row.line):
        says = {name: row.forms[name] for name in columns if name not in about}
        yield ListedRow(row.line, tuple(row.cells[name].strip() for name in about), says)


def _reviews(data: bytes) -> Iterator[ListedRow]:
    # What cannot be read vouches for nothing, and the check says so.
    with suppress(RegisterError):
        for record in Register.parse(Path(), data).records:
            review = record.review
            about = (record.page, f"{review.by} ({review.role}, {review.kind})", str(review.date))
            yield ListedRow(record.line, about, {MESSAGES: record.messages})


def _people(data: bytes) -> Iterator[ListedRow]:
    with suppress(RegisterError):
        people = parse_people(Path(), data)
        for person in people.reviewers:
            says = {"languages": person.languages, "addresses": tuple(sorted(person.addresses))}
            about = (f"{person.name} ({person.role}, {person.kind})",)
            yield ListedRow(person.line, about, says)
        for address, line in sorted(people.recorders.items()):
            yield ListedRow(line, ("recorder",), {"address": (address,)})


def _settings(data: bytes) -> Iterator[ListedRow]:
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), start=1):
        name, _, value = line.partition("=")
        if name.strip() and not name.lstrip().startswith("#"):
            yield ListedRow(number, (name.strip(),), {"value": (value.strip(),)})


def _makers(data: bytes) -> Iterator[ListedRow]:
    text = data.decode("utf-8", "replace")
    place = text.casefold().find(PROVENANCE.casefold())
    line = text.count("\n", 0, max(place, 0)) + 1
    for found in MAKER.finditer(BETWEEN_STRINGS.sub("", text)):
        yield ListedRow(line, (PROVENANCE,), {"value": (found[1].strip(),)})


def _csv(columns: tuple[str, ...], *about: str) -> Reader:
    return partial(_rows, columns=columns, about=about)


_SEARCH = _csv(search_list.COLUMNS, "kind", "to")
OF_A_LANGUAGE: Mapping[str, Reader] = {
    NUMBERS: _csv(NUMBER_COLUMNS, "value"),
    WORDS: _csv(WORD_COLUMNS, "meaning"),
    TERMS: _csv(TERM_COLUMNS, "term"),
    SEARCH: _SEARCH,
    WAIVERS: _csv(waivers.COLUMNS, "rule", "page", "msgid"),
    REVIEWS: _reviews,
    DESCRIPTION: _settings,
}
BESIDE: Mapping[str, Reader] = {
    REVIEWERS: _people,
    GLOSSARY: _csv(GLOSSARY_COLUMNS, "term"),
    NOTICES: _csv(notices.COLUMNS, "language", "english"),
    HELP_LINES: _csv(HELP_COLUMNS[HELP_LINES], "country", "kind", "number"),
    ORGANISATIONS: _csv(HELP_COLUMNS[ORGANISATIONS], "country", "name"),
    DANGERS: _csv(guarded_queries.COLUMNS, "danger", "to", "language"),
    REDIRECTS: _csv(redirects.COLUMNS, "old"),
    f"source/{SEARCH}": _SEARCH,
    f"source/{REVIEWS}": _reviews,
}


def _reader(name: str, locale: str) -> Reader | None:
    if name.startswith(f"{locale}/") and f"/{CATALOGS}/" in name and name.endswith(".po"):
        return _makers
    folder, _, last = name.rpartition("/")
    is_of_language = folder.startswith(f"{locale}/") and folder.count("/") == locale.count("/") + 1
    return OF_A_LANGUAGE.get(last) if is_of_language else BESIDE.get(name)


def _changes(old: Sequence[ListedRow], new: Sequence[ListedRow]) -> Iterator[tuple[int, str, str]]:
    """Yield line, which and row of what is in one of the two alone, as the list has them."""
    gone, come = _only_in(old, new), _only_in(new, old)
    earlier: dict[tuple[str, ...], list[ListedRow]] = defaultdict(list)
    for row in gone:
        earlier[row.about].append(row)
    found = []
    for row in come:
        same = earlier[row.about]
        which, shown = ("changed", _difference(same.pop(0), row)) if same else ("new", str(row))
        found.append((row.line, which, visible(shown)))
    left = {id(row) for rows in earlier.values() for row in rows}
    found += [(row.line, "deleted", visible(str(row))) for row in gone if id(row) in left]
    found += [(row.line, "moved", visible(str(row))) for row in _moved(old, new)]
    yield from sorted(found)


def _moved(old: Sequence[ListedRow], new: Sequence[ListedRow]) -> Iterator[ListedRow]:
    """Yield the rows that both have, in another order: of two that fit, the first can count."""
    gone, come = ({id(row) for row in rows} for rows in (_only_in(old, new), _only_in(new, old)))
    before = [row.content for row in old if id(row) not in gone]
    after = [row for row in new if id(row) not in come]
    now = [row.content for row in after]
    if before == now:
        return
    matcher = SequenceMatcher(None, before, now, autojunk=False)
    for way, _begin, _end, first, last in matcher.get_opcodes():
        yield from after[first:last] if way != "equal" else ()


def _only_in(rows: Sequence[ListedRow], others: Sequence[ListedRow]) -> list[ListedRow]:
    there = Counter(row.content for row in others)
    found = []
    for row in rows:
        there[row.content] -= 1
        if there[row.content] < 0:
            found.append(row)
    return found


def _difference(old: ListedRow, new: ListedRow) -> str:
    """Return what came and went: one word among a hundred would not be seen."""
    parts = []
    for name, forms in new.says.items():
        before = old.says.get(name, ())
        if forms == before:
            continue
        came = [form for form in forms if form not in before]
        went = [form for form in before if form not in forms]
        both = (("with", came), ("without", went))
        told = [f"{word} {_shown(name, some)}" for word, some in both if some]
        shown = ", ".join(told) or f"{'|'.join(forms)} in place of {'|'.join(before)}"
        parts.append(shown if len(new.says) == 1 else f"{name} {shown}")
    return f"{', '.join(filter(None, new.about))} → {'; '.join(parts)}"


def _shown(name: str, forms: Sequence[str]) -> str:
    if name != MESSAGES:
        return "|".join(forms)
    return f"{len(forms)} message{'s' if len(forms) > 1 else ''}"
