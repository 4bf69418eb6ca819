"""How far a language is.

What is translated, fuzzy, missing, refused and reviewed is counted by page, in messages and words.
How many messages a page has is what its English text says, not what a catalog happens to hold.
A message that is refused by a rule of the build is shown in English, so it is not translated.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path

from multilingual.catalogs.language_folder import CATALOGS, LanguageFolder
from multilingual.catalogs.message import Catalog, CatalogError, Message, MessageKey
from multilingual.catalogs.reader import read_once
from multilingual.checks.all_checks import GUARDED, findings_of
from multilingual.checks.language_files import missing
from multilingual.files import read_plain
from multilingual.findings import Finding, relative
from multilingual.guard.changed_meaning import unsafe_safety_texts
from multilingual.languages import catalog_codes
from multilingual.reviews.authorship import trusted_register
from multilingual.reviews.register import (
    QUALIFIED,
    REGISTER,
    Kind,
    digest_of,
    kinds_of,
)

LONGEST_HEADER = 4000
"""Bytes. What is larger has texts, and need not be read to see that."""
WORD = re.compile(r"(?<!\S)[^\w\s]*\w\S*")


class MessageState(StrEnum):
    """What readers get of a message: the translation where it is ``TRANSLATED``, else English."""

    TRANSLATED = "translated"
    FUZZY = "fuzzy"
    MISSING = "missing"
    REFUSED = "refused"


@dataclass(slots=True)
class Amount:
    """So many messages with so many English words."""

    messages: int = 0
    words: int = 0

    def add(self, messages: int, words: int) -> None:
        """Count more of them."""
        self.messages += messages
        self.words += words


@dataclass(frozen=True, slots=True)
class Figures:
    """How far a page is, or a language; ``reviewed`` counts messages that readers get.

    ``safety`` are the messages that name a danger, and ``safety_checked`` those of them that a
    qualified translator or a health professional has checked.
    """

    all: Amount = field(default_factory=Amount)
    states: Mapping[MessageState, Amount] = field(
        default_factory=lambda: {state: Amount() for state in MessageState}
    )
    reviewed: Mapping[Kind, Amount] = field(
        default_factory=lambda: {kind: Amount() for kind in Kind}
    )
    safety: Amount = field(default_factory=Amount)
    safety_checked: Amount = field(default_factory=Amount)

    @property
    def words_left(self) -> int:
        """The English words that readers get in English."""
        return self.all.words - self.states[MessageState.TRANSLATED].words

    @property
    def share(self) -> float:
        """The share of the words that readers get in their language, from 0 to 1."""
        translated = self.states[MessageState.TRANSLATED].words
        return translated / self.all.words if self.all.words else 1.0


def count_words(msgid: str) -> int:
    """Return how many words a message has: what stands between spaces and has a letter or digit.

    A reference is one word, since it stands for one title.

    >>> count_words("See :ref:`emergency-signs` – now, at 38 °C.")
    6
    """
    return len(WORD.findall(msgid))


def total(figures: Iterable[Figures]) -> Figures:
    """Return the sum of the figures of several pages."""
    made = Figures()
    for page in figures:
        made.all.add(page.all.messages, page.all.words)
        for state, amount in page.states.items():
            made.states[state].add(amount.messages, amount.words)
        for kind, amount in page.reviewed.items():
            made.reviewed[kind].add(amount.messages, amount.words)
        made.safety.add(page.safety.messages, page.safety.words)
        made.safety_checked.add(page.safety_checked.messages, page.safety_checked.words)
    return made


def as_data(figures: Figures) -> dict[str, object]:
    """Return the figures as JSON has them."""
    return {
        "all": asdict(figures.all),
        **{state.value: asdict(figures.states[state]) for state in MessageState},
        "reviewed": {kind.value: asdict(figures.reviewed[kind]) for kind in Kind},
        "safety": asdict(figures.safety),
        "safety_checked": asdict(figures.safety_checked),
        "words_left": figures.words_left,
    }


def share_of_safety(figures: Figures) -> str:
    """Return how many texts about a danger are checked, such as ``0/17``, of how many."""
    if not figures.safety.messages:
        return "–"
    return f"{figures.safety_checked.messages}/{figures.safety.messages}"


Refused = Callable[[Catalog], Collection[int]]


def refused_by_rules(catalog: Catalog) -> Collection[int]:
    """Return the lines of a catalog at which the build refuses a translation."""
    findings = findings_of(GUARDED, catalog)
    broken = {form.line for form in catalog.translated if form.has_line_break}
    refused = {finding.line for finding in findings if finding.severity == "error"}
    return broken | refused | unsafe_safety_texts(catalog)


class Progress:
    """How far a language is; ``faults`` are its catalogs that cannot be read, one a line each.

    ``locale`` is the folder of the catalogs, ``root`` that of the project; ``refused`` returns
    the lines of a catalog whose translation no reader gets. Raises
    ``RegisterError`` for a register of reviews that cannot be used.
    """

    def __init__(
        self, root: Path, locale: str, code: str, refused: Refused = refused_by_rules
    ) -> None:
        self._root, self._refused = root, refused
        folders = (root / locale / folder for folder in catalog_codes(code))
        self._folders = [LanguageFolder(folder, root) for folder in folders]
        register = trusted_register(root, code, root / locale / code / REGISTER)
        self._reviews = register.reviews_by_digest()
        self.faults: list[str] = []

    def of_page(
        self, page: str, messages: Iterable[MessageKey], safety: Collection[MessageKey] = ()
    ) -> Figures:
        """Return the figures of a page that has these ``messages`` in English.

        Those that name a danger are in ``safety``, too.
        """
        catalogs = [
            ({message.key: message for message in catalog.live}, self._refused(catalog))
            for catalog in self._catalogs(page)
        ]
        figures = Figures()
        for key in dict.fromkeys(messages):
            found = [_state_of(known.get(key), lines) for known, lines in catalogs]
            found = found or [MessageState.MISSING]
            # gettext serves what the first catalog has, be it a text that the build refuses.
            served = (
                one for one in found if one in (MessageState.TRANSLATED, MessageState.REFUSED)
            )
            state = next(served, found[0])
            words = count_words(key.msgid)
            figures.all.add(1, words)
            figures.states[state].add(1, words)
            kinds: frozenset[Kind] = frozenset()
            if state == MessageState.TRANSLATED:
                kinds = self._kinds(catalogs[found.index(state)][0][key])
            for kind in kinds:
                figures.reviewed[kind].add(1, words)
            if key in safety:
                figures.safety.add(1, words)
                if kinds & QUALIFIED:
                    figures.safety_checked.add(1, words)
        return figures

    def _catalogs(self, page: str) -> Iterable[Catalog]:
        for folder in self._folders:
            if (folder.path / CATALOGS / f"{page}.po").is_file():
                try:
                    yield read_once(folder, page)
                except CatalogError as error:
                    self.faults.append(relative(str(error), self._root))

    def _kinds(self, message: Message) -> frozenset[Kind]:
        """Return what every form of a message was checked for."""
        reviews = [self._reviews.get(digest_of(form), []) for form in message.translations]
        return frozenset.intersection(*map(kinds_of, reviews))


def _state_of(message: Message | None, refused: Collection[int]) -> MessageState:
    """Return what readers get of a message; ``refused`` are the lines that the build refuses."""
    if message and message.damage:
        return MessageState.REFUSED
    if message is None or not message.forms or not all(map(str.strip, message.forms)):
        return MessageState.MISSING
    if message.is_fuzzy:
        return MessageState.FUZZY
    if any(form.line in refused for form in message.translations):
        return MessageState.REFUSED
    return MessageState.TRANSLATED


def missing_catalogs(root: Path, locale: str, codes: Collection[str]) -> list[Finding]:
    """Return a finding for each page of which a language has no catalog, or one without texts.

    ``codes`` are the languages that are asked about.

    Each page has one: ``make language`` and ``make update`` see to it. A variant (es_MX) may
    leave it to its language.
    """
    source, found = root / "source", []
    pages = [path.relative_to(source).with_suffix("") for path in sorted(source.rglob("*.rst"))]
    for folder in sorted((root / locale).glob(f"*/{CATALOGS}")):
        if folder.parent.name not in codes:
            continue
        own = catalog_codes(folder.parent.name)
        lacking = []
        for page in pages:
            paths = [root / locale / code / CATALOGS / f"{page}.po" for code in own]
            if not any(map(_has_texts, paths)):
                lacking.append((page, paths[0]))
        # A language that somebody has begun by hand lacks most of them.
        for page, path in lacking if 2 * len(lacking) < len(pages) else ():
            shown = path.relative_to(root).as_posix()
            lacks = "no text in its file" if path.exists() else f"no file {page.name}.po"
            found.append(Finding(shown, 1, "names", missing(page.as_posix(), lacks, shown)))
    return found


def _has_texts(path: Path) -> bool:
    # The first is the header. What cannot be read is told elsewhere.
    try:
        return path.stat().st_size > LONGEST_HEADER or read_plain(path).count(b"msgid ") > 1
    except FileNotFoundError:
        return False
    except OSError:
        return True
