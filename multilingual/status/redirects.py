"""No address dies: where pages and questions that had another name are found today.

``source/redirects.csv`` has a row for each old address, a page or a label on one
(``about-lupus#is-lupus-fatal``), with the new one. A row may lead to the old address of another.
What git's history has of pages and labels tells which rows are lacking.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from docutils.nodes import make_id

from multilingual.findings import Finding
from multilingual.git import CloneError, contents_of, git_text
from multilingual.project import ANSWERS
from multilingual.text.wording import quoted
from multilingual.wordlists.table import Table, open_table
from multilingual.wordlists.term_list import GLOSSARY, glossary_in, read_glossary

REDIRECTS = "source/redirects.csv"
COLUMNS = ("old", "new")
RULE = "redirects"
ADDRESS = re.compile(r"(?P<page>[\w-]+(?:/[\w-]+)*)(?:#(?P<label>[a-z0-9-]+))?", re.ASCII)
A_LABEL = re.compile(r"^\.\. _([^:\n]+):[ \t]*$", re.MULTILINE)
SHORT_ANSWER = re.compile(r"^\.\. short-answer::", re.MULTILINE)
DEFINES = re.compile(r"^\.\. definitions::", re.MULTILINE)
CHANGE = re.compile(
    r"^(?:\0(?P<day>\S+)|(?:\+\+\+|---) [ab]/source/(?P<page>.+)\.rst"
    r"|[-+]\.\. _(?P<label>[^:\n]+):[ \t]*)$",
    re.MULTILINE,
)
"""In a log of git: the day of a commit, the page that it changed, and a label there."""


def labels_in(source: Path) -> set[str]:
    """Return the labels of all questions of the English pages."""
    return {label for text in _texts(source).values() for label in A_LABEL.findall(text)}


def questions_in(source: Path) -> dict[str, list[str]]:
    """Return the labels of the questions with a short answer, by the English page."""
    return {
        page: [
            label
            for label, text in zip(parts[1::2], parts[2::2], strict=True)
            if SHORT_ANSWER.search(text)
        ]
        for page, every in _texts(source).items()
        for parts in [A_LABEL.split(every)]
    }


@dataclass(frozen=True)
class Redirects:
    """The rows of ``table`` that can be used, and what is wrong with the others.

    ``anchors`` are the labels of each page of today.
    """

    table: Table
    anchors: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, root: Path) -> Redirects:
        """Read those of the project in ``root``, which may have none."""
        terms = {term.anchor for term in read_glossary(root).terms}
        anchors = {
            page: {make_id(label) for label in A_LABEL.findall(text)}
            | (terms if DEFINES.search(text) else set())
            for page, text in _texts(root / "source").items()
        }
        made = {page: frozenset(labels) for page, labels in anchors.items()}
        return cls(open_table(root / REDIRECTS, COLUMNS), made)

    @cached_property
    def _rows(self) -> dict[str, tuple[int, str]]:
        """The line and the new address of each old one, as far as both are addresses."""
        rows: dict[str, tuple[int, str]] = {}
        for row in self.table.rows:
            old, new = (row.cells[name].strip() for name in COLUMNS)
            if ADDRESS.fullmatch(old) and ADDRESS.fullmatch(new):
                rows.setdefault(old, (row.line, new))
        return rows

    @cached_property
    def targets(self) -> dict[str, str]:
        """Where each old address leads in the end, of those that lead somewhere."""
        found = {old: self.place_of(old) for old in self._rows if not self._is_there(old)}
        return {old: new for old, new in found.items() if new}

    def line_of(self, old: str) -> int:
        """Return the line of the row of an old address."""
        return self._rows[old][0]

    def place_of(self, address: str) -> str | None:
        """Return where an address of any day is found today, or None."""
        seen = set[str]()
        while not self._is_there(address):
            page, sign, label = address.partition("#")
            if address in seen:
                return None
            seen.add(address)
            if address in self._rows:
                address = self._rows[address][1]
            elif sign and page in self._rows and page not in self.anchors:
                # A page that moves takes what is on it along.
                moved = self._rows[page][1]
                address = moved if "#" in moved else f"{moved}#{label}"
            else:
                return None
        return address

    def _is_there(self, address: str) -> bool:
        page, _sign, label = address.partition("#")
        return page in self.anchors and (not label or label in self.anchors[page])

    def moved_pages(self, questions: Collection[str]) -> dict[str, str]:
        """Return where each page is today that is no more, with those of single questions.

        ``questions`` are the labels of those that have a page of their own.
        """
        found, there = {}, frozenset[str]().union(*self.anchors.values())
        for old, new in self.targets.items():
            label, now = old.partition("#")[2], new.partition("#")[2]
            if label and label not in there:
                found[f"{ANSWERS}/{label}"] = f"{ANSWERS}/{now}" if now in questions else new
            elif not label:
                found[old] = new
        return found

    def moved_labels(self, page: str) -> dict[str, str]:
        """Return where each label is today that was on a page, be that there or not."""
        start = f"{page}#"
        found = self.targets.items()
        return {old.removeprefix(start): new for old, new in found if old.startswith(start)}

    def is_split(self, old: str, new: str) -> bool:
        """Return whether a label of the page ``old`` has another place than the same on ``new``."""
        page = new.partition("#")[0]
        return any(to != f"{page}#{label}" for label, to in self.moved_labels(old).items())

    def problems(self) -> list[tuple[int, str]]:
        """Return the line and the fault of each row that cannot be used."""
        problems = list(self.table.problems)
        for row in (*self.table.rows, *self.table.to_fill):
            old, new = (row.cells[name].strip() for name in COLUMNS)
            if fault := next(self._faults(row.line, old, new), None):
                problems.append((row.line, fault))
        return sorted(problems)

    def _faults(self, line: int, old: str, new: str) -> Iterator[str]:
        if odd := next((each for each in (old, new) if not ADDRESS.fullmatch(each)), None):
            yield (
                f"{quoted(odd)} is no address. Write a page, or a page and a label, such as "
                f"about-lupus#is-lupus-fatal."
            )
            return
        page, _sign, label = old.partition("#")
        if self._rows[old][0] != line:
            yield f"{quoted(old)} is already at line {self._rows[old][0]}. Keep one of the two."
        if self._is_there(old):
            yield f"{quoted(old)} is an address of today. Delete this row."
        if page == "search" or page.startswith(f"{ANSWERS}/"):
            yield f"{quoted(old)} is made of other pages. Write the page and the label instead."
        if label and page not in self.anchors and page not in self._rows:
            yield f"no row leads on from the page {quoted(page)}. Add one: {page},NEW PAGE"
        if self.place_of(old) is None:
            yield self._circle(old) or (
                f"{quoted(new)} is no page and no label of today, and no row leads on from it. "
                f"Write where readers find it now."
            )

    def _circle(self, old: str) -> str | None:
        way = [old]
        while way[-1] in self._rows:
            way.append(self._rows[way[-1]][1])
            if way[-1] in way[:-1]:
                return f"this leads in a circle: {' → '.join(way)}. Write where it is now."
        return None


def _texts(source: Path) -> dict[str, str]:
    pages = sorted(source.rglob("*.rst"))
    return {
        page.relative_to(source).with_suffix("").as_posix(): page.read_text("utf-8", "replace")
        for page in pages
    }


def published_addresses(root: Path) -> dict[str, str]:
    """Return each page and label that the branch ever had, and the day when it last changed.

    What was on other branches alone was published by nobody. Where git is not there, or this is
    no clone, nothing is known; a clone that is cut off knows no more than it has.
    """
    asked = ("--first-parent", "-m", "--format=%x00%cs", "-p", "-U0", "--no-renames", "--relative")
    plain = ("--no-color", "--no-ext-diff", "--no-textconv", "--src-prefix=a/", "--dst-prefix=b/")
    try:
        log = git_text(
            root, "-c", "core.quotePath=false", "log", *asked, *plain, "--", "source/*.rst"
        )
    except CloneError:
        return {}
    found: dict[str, str] = {}
    day = page = ""
    for change in CHANGE.finditer(log):
        day, page = change["day"] or day, change["page"] or page
        if change["page"]:
            found.setdefault(page, day)
        elif change["label"]:
            found.setdefault(f"{page}#{make_id(change['label'])}", day)
    pages = [page for page, text in _texts(root / "source").items() if DEFINES.search(text)]
    for anchor, day in _terms_ever(root) if pages else ():
        found.setdefault(f"{pages[0]}#{anchor}", day)
    return found


def _terms_ever(root: Path) -> Iterator[tuple[str, str]]:
    """Yield the place of each medical term that was ever explained, and the day when it left."""
    log = git_text(root, "log", "--first-parent", "--format=%H %cs", "--", GLOSSARY).split()
    days = ["", *log[1::2]]
    for content, left, changed in zip(
        contents_of(root, GLOSSARY, log[::2]), days, log[1::2], strict=False
    ):
        for term in glossary_in(content).terms if content else ():
            if term.definition:
                yield term.anchor, left or changed


def redirect_findings(root: Path) -> Iterator[Finding]:
    """Yield the rows that cannot be used, and a finding for each address that leads nowhere."""
    redirects = Redirects.of(root)
    for line, fault in redirects.problems():
        yield Finding(REDIRECTS, line, RULE, fault)
    for address, fault in lost_addresses(root, redirects):
        yield Finding(REDIRECTS, 1, RULE, f"{quoted(address)} {fault}")


def lost_addresses(root: Path, redirects: Redirects | None = None) -> Iterator[tuple[str, str]]:
    """Yield each address that was published and leads nowhere, and what to do."""
    known = redirects or Redirects.of(root)
    for address, day in sorted(published_addresses(root).items()):
        if known.place_of(address) is None:
            advice = f"Add a row to {REDIRECTS}: {address},NEW ADDRESS"
            yield address, f"was on the site until {day} and leads nowhere now. {advice}"
