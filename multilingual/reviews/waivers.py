"""What a named person has allowed in a message, as it stands, though a check finds a fault.

``locale/<code>/waivers.csv`` has the columns ``rule,page,msgid,msgstr,reason,by``. A waiver
holds for these very words: when either text changes, it is an error until someone has looked
again. In a text that names a danger, only somebody who is listed can allow anything.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import partial
from pathlib import Path

from multilingual.catalogs.language_folder import WAIVERS, LanguageFolder
from multilingual.catalogs.message import Catalog, MessageKey, Translation, locations_of
from multilingual.catalogs.reader import read_catalogs
from multilingual.findings import Finding
from multilingual.languages import catalog_codes
from multilingual.reviews.authorship import is_by
from multilingual.reviews.register import RegisterError
from multilingual.reviews.reviewers import REVIEWERS, People, read_people
from multilingual.text.wording import quoted
from multilingual.wordlists.table import Row, open_table, read_table

COLUMNS = ("rule", "page", "msgid", "msgstr", "reason", "by")
NEVER = (
    *("names", "syntax", "lost", "placeholders", "markup", "references", "links", "safety"),
    "waivers",
)
"""Rules without which a page could be broken or do harm."""

NOT_LISTED = (
    "This is about a safety text, where only a translator or a health professional who is listed "
    f"in {REVIEWERS} can allow a fault, and {{by}} is not. Mend the text, or let such a person "
    "sign."
)
NOT_BY = (
    "This is about a safety text, and neither {by} nor a recorder wrote this row, by the addresses "
    f"in {REVIEWERS} on the main branch, or nobody knows, since this folder is no git clone. Mend "
    "the text, or let one of them commit the row."
)


@dataclass(frozen=True, slots=True)
class Waiver:
    """A row of the list; ``line`` counts from 1."""

    line: int
    rule: str
    page: str
    msgid: str
    msgstr: str
    reason: str
    by: str


@dataclass
class Waivers:
    """The waivers of a language, and what is wrong with its list at ``path``.

    The list may be that of another language (es for es_MX), whose own check reports what is
    wrong with it.
    """

    path: str
    rows: Sequence[Waiver] = ()
    faults: Sequence[Finding] = ()
    is_own: bool = True
    signers: Collection[str] = ()
    """The names of those who may allow something in a text that names a danger."""
    is_signed: Callable[[Waiver], bool] = lambda _row: True
    """Whether a row was written by whom it names, or by a recorder."""
    used: set[Waiver] = field(default_factory=set)

    @classmethod
    def of(cls, folder: LanguageFolder, rules: Collection[str]) -> Waivers:
        """Read ``waivers.csv`` of a language; ``rules`` are the gate's."""
        path = folder.list_path(WAIVERS)
        shown = folder.shown(path)
        is_own = path.parent == folder.path
        table = open_table(path, COLUMNS)
        problems = list(table.problems)
        rows = []
        for row in map(_waiver, table.rows):
            if fault := _fault(row, rules):
                problems.append((row.line, fault))
            else:
                rows.append(row)
        faults = [Finding(shown, line, "waivers", fault) for line, fault in problems if is_own]
        signers = _signers(folder.root, folder.code)
        is_signed = partial(_is_signed, folder.root, path, folder.code)
        return cls(shown, rows, faults, is_own, signers, is_signed)

    def apply(self, findings: Iterable[Finding], catalog: Catalog) -> Iterator[Finding]:
        """Yield the findings of a catalog that are not waived."""
        own = [row for row in reversed(self.rows) if row.page == catalog.page]
        rows = {(row.rule, row.msgid, row.msgstr): row for row in own}
        messages = {message.line: message for message in catalog.translations if rows}
        for finding in findings:
            message = messages.get(finding.line) if finding.path == catalog.path else None
            row = message and rows.get((finding.rule, message.msgid, message.msgstr))
            if not message or not row:
                yield finding
                continue
            self.used.add(row)
            is_listed = row.by in self.signers
            if names_danger(message, catalog) and not (is_listed and self.is_signed(row)):
                yield finding
                fault = NOT_BY if is_listed else NOT_LISTED
                yield self._at(row, fault.format(by=quoted(row.by)))

    def void(
        self, catalogs: Iterable[Catalog], pages: Collection[str], asked: Collection[str]
    ) -> Iterator[Finding]:
        """Yield the rows that waive nothing in ``catalogs``, once ``apply`` has seen these.

        ``pages`` are all pages of which there is a catalog, whether it can be read or not;
        those that are ``asked`` for, if any, are looked at alone.
        """
        if not self.is_own:
            return
        looked_at = {catalog.page: catalog for catalog in catalogs}
        for row in self.rows:
            if asked and row.page not in asked:
                continue
            if row.page not in pages:
                fault = f"There is no catalog of the page {quoted(row.page)}."
                yield self._at(row, f"{fault} {_nearest(row.page, pages)}")
            elif row.page in looked_at and row not in self.used:
                yield self._at(row, _void(row, looked_at[row.page]))

    def _at(self, row: Waiver, fault: str) -> Finding:
        return Finding(self.path, row.line, "waivers", fault)


def _signers(root: Path, code: str) -> frozenset[str]:
    try:
        people = read_people(root / REVIEWERS)
    except RegisterError:
        # The check of the reviews reports it.
        return frozenset()
    return frozenset(person.name for person in people.qualified(catalog_codes(code)))


def _is_signed(root: Path, path: Path, code: str, row: Waiver) -> bool:
    def allowed(people: People) -> set[str]:
        qualified = people.qualified(catalog_codes(code))
        own = (person.addresses for person in qualified if person.name == row.by)
        return {*people.recorders}.union(*own)

    return is_by(root, path, replace(row, line=0), _written, allowed)


def _written(data: bytes | None) -> list[Waiver]:
    """Return the rows of a list, wherever they stand in it."""
    return [replace(_waiver(row), line=0) for row in read_table(data or b"", COLUMNS).rows]


def _waiver(row: Row) -> Waiver:
    # A message can begin or end with a space, as "page " does.
    texts = {name: row.cells[name] for name in ("msgid", "msgstr")}
    others = {name: row.cells[name].strip() for name in ("rule", "page", "reason", "by")}
    return Waiver(row.line, **texts, **others)


def _fault(row: Waiver, rules: Collection[str]) -> str | None:
    missing = [name for name in COLUMNS if name != "msgstr" and not getattr(row, name)]
    if row.rule in NEVER:
        return f"The rule {row.rule} keeps readers safe and cannot be waived. Mend the message."
    if missing:
        return f"The column {missing[0]} is empty. Fill it in."
    if row.rule not in rules:
        return f"There is no rule {quoted(row.rule)}. {_nearest(row.rule, {*rules} - {*NEVER})}"
    return None


def _nearest(name: str, known: Iterable[str]) -> str:
    every = sorted(known)
    nearest = get_close_matches(name[:200], every) or every[:20]
    return f"Write {' or '.join(nearest)}." if nearest else "Delete this row."


def _void(row: Waiver, catalog: Catalog) -> str:
    texts = {(message.msgid, message.msgstr) for message in catalog.translations}
    if (row.msgid, row.msgstr) in texts:
        return f"The check {row.rule} finds nothing here any more. Delete this row."
    return (
        "The message has changed since. Read it again, then copy it here anew or delete this row."
    )


def names_danger(message: Translation, catalog: Catalog) -> bool:
    """Return whether the comment of a message says so, in this language or in another one.

    ``make update`` writes the comment, and whoever edits a catalog could delete it.
    """
    if locations_of(catalog.page, [message])[0].is_safety:
        return True
    languages = (catalog.language, *catalog.language.others)
    return any(
        message.key in language.once(_dangers).get(catalog.page, ()) for language in languages
    )


def _dangers(language: LanguageFolder) -> Mapping[str, Collection[MessageKey]]:
    """Return the messages of each page whose comment says that they name a danger."""
    return {
        page: {
            message.key
            for message, location in zip(
                catalog.live, locations_of(page, catalog.live), strict=True
            )
            if location.is_safety
        }
        for page, catalog in language.once(read_catalogs).items()
    }
