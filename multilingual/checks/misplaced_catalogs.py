"""A catalog, or a text, that is not what its place says: of another page, language or message."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, combinations
from pathlib import Path

from multilingual.catalogs.language_folder import LanguageFolder
from multilingual.catalogs.message import Catalog, locations_of, uses_of
from multilingual.checks.exchanged_and_dropped import terms_of
from multilingual.checks.language_detection import is_more_like, trigrams_in
from multilingual.checks.registry import rule
from multilingual.files import read_plain
from multilingual.findings import Finding, Severity
from multilingual.languages import base_code
from multilingual.text.wording import clauses, prose, quoted, words
from multilingual.wordlists.critical_word_count import counter_of
from multilingual.wordlists.critical_words import (
    KEPT,
    LISTED,
    Side,
    count_of_row,
    groups_counted,
    kinds,
    meanings_in,
    read_words,
    sides_by_meaning,
)
from multilingual.wordlists.exchanged_words import (
    ExchangedWords,
    exchanged_words_of,
    sides_in_english,
)
from multilingual.wordlists.term_list import read_glossary

INTERFACE = "interface"
"""What stands for a page in the comments of the words around the pages."""
KNOWN_WORDS, KNOWN_LETTERS = 0.3, 0.85
"""Which share of the words, and of the trigrams, of a text of a language its other pages have.
On our pages it is 0.66 and 0.89 at the least, on health texts of others 0.44 and 0.83 (Arabic);
of another language, Italian or French beside Spanish, 0.28 and 0.81 at the most."""
MOST_READ = 8000
"""Letters of a file that are enough."""
FEWEST_KNOWN, FEWEST_READ, FEWEST_COMPARED = 2000, 20, 8
"""How many words of other pages, and of a text, tell this; how many, which of two languages."""
A_WORD = re.compile(r"[\u3400-\u9fff]|(?:(?![\u3400-\u9fff\d_])[\w\u0900-\u0dff])+")
"""A word, or a Chinese character."""
MSGSTR = re.compile(r'^msgstr(?:\[\d\])? "(.+)"$', re.MULTILINE)


def page_fault(catalog: Catalog) -> str | None:
    """Return what is wrong if most texts are those of another page, as their comments say."""
    if not catalog.is_interface and not english_of(catalog):
        # Nobody reads the file, whatever is in it.
        return None
    name = INTERFACE if catalog.is_interface else catalog.page
    places = [
        {line.partition(" / ")[0] for line in message.about.split("\n") if " / " in line}
        for message in catalog.live
    ]
    told = [pages for pages in places if pages]
    strange = Counter(chain.from_iterable(pages for pages in told if name not in pages))
    if 2 * sum(name not in pages for pages in told) <= len(told):
        return None
    other = max(strange, key=lambda page: strange[page])
    path = catalog.path
    return (
        f"The texts in this file are those of {other}, and readers get this page in English. Get "
        f"the right file back (git checkout HEAD -- {path}). If there is work in this one, save it "
        f"elsewhere first, and then: make import LANGUAGE={catalog.code} FILE=…"
    )


def english_of(catalog: Catalog) -> str:
    """Return the English of the page on one line, nothing if there is none at hand."""
    path = catalog.language.root / "source" / f"{catalog.page}.rst"
    try:
        return "" if catalog.is_interface else one_line(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return ""


def one_line(text: str) -> str:
    """Return ``text`` without its line breaks."""
    return " ".join(text.split())


def is_foreign(catalog: Catalog) -> bool:
    """Return whether a catalog is in another language than those of the other pages beside it.

    That language may be one that no folder here has, but where the texts are only a few words.
    """
    forms = catalog.translated
    own = [form.msgstr for form in forms if form.msgstr not in (form.msgid, form.plural)]
    text = " ".join(own)[:MOST_READ].casefold()
    found = A_WORD.findall(text)
    texts = catalog.language.once(_texts_of_pages)
    here = A_WORD.findall(texts.get(catalog.page, ""))
    known = catalog.language.once(_words_of_pages)
    if len(found) < FEWEST_COMPARED or known.total() - len(here) < FEWEST_KNOWN:
        return False
    words_here = Counter(here)
    if sum(known[word] > words_here[word] for word in found) >= KNOWN_WORDS * len(found):
        return False
    if len(found) < FEWEST_READ:
        # Most of so few may be names, or months. They are another language's if it is known here.
        return any(
            is_more_like(own, catalog.language, other, catalog.page) is False
            for other in catalog.language.others
            if base_code(other.code) != base_code(catalog.code)
        )
    pages = (text for page, text in texts.items() if page != catalog.page)
    letters = frozenset(chain.from_iterable(map(trigrams_in, pages)))
    threes = list(trigrams_in(text))
    return sum(three in letters for three in threes) < KNOWN_LETTERS * len(threes)


def _texts_of_pages(language: LanguageFolder) -> dict[str, str]:
    """Return the beginning of the translations in each file, in small letters."""
    found = {}
    for page, path in language.catalogs.items():
        text = _data_of(path).decode("utf-8", "replace")
        found[page] = " ".join(MSGSTR.findall(text))[:MOST_READ].casefold()
    return found


def _words_of_pages(language: LanguageFolder) -> Counter[str]:
    texts = language.once(_texts_of_pages).values()
    return Counter(chain.from_iterable(map(A_WORD.findall, texts)))


def _data_of(path: Path) -> bytes:
    try:
        return read_plain(path)
    except OSError:
        return b""


# Texts that have exchanged their places --------------------------------------------------------

URGENCIES = ("now", "same day", "soon", "hospital", "day or night")
SUBJECTS = ("emergency", "suicide", "telephone", "appointment")
"""Rows of ``words.csv`` by which a text is known, and those of which no other text has a word."""
ROWS = (*URGENCIES, *SUBJECTS)
HELPERS = "a person or place that helps"
HEADING, ITEM = "heading", "list item"
FEWEST = 4
"""How many words that do not fit show that two texts of no safety are exchanged."""
EXCHANGED = (
    "This fits the English {other}{line}, and the translation there fits this one. "
    "Two texts have exchanged their places. In a safety text, and in the heading above one, it is "
    "not shown. Put each below its own English."
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A text with its English: what kind it is on its page, and whether it ``is_danger``.

    That is a safety text, or a heading above one.
    """

    english: str
    text: str
    kind: str
    is_danger: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What a text surely speaks of, and what it may speak of."""

    sure: Set[object]
    may: Set[object]

    def lacks(self, other: Known) -> int:
        """Return of how much one of the two speaks, and the other surely does not."""
        return len(self.sure - other.may) + len(other.sure - self.may)


@rule(192)
def misplaced(catalog: Catalog) -> Iterator[Finding]:
    """Put each text below its own English.

    In a list or among headings, two texts are easily exchanged: the danger signs then stand below
    "What can wait?". Each of the two has the other's words: parts of the body, illness, people and
    urgencies of `words.csv` and `terms.csv`, with the rows `suicide`, `telephone`, `appointment`.
    In a safety text, and in a heading above one, it is an error, and readers get the English.

    Bad::

        msgid "When must I call the emergency number?"
        msgstr "¿Qué debo contarle pronto a mi equipo médico?"

    Good::

        msgid "When must I call the emergency number?"
        msgstr "¿Cuándo debo llamar al número de emergencias?"
    """
    if catalog.is_interface:
        return
    messages, texts = catalog.translated, placed_in(catalog)
    for at, other in sorted(exchanged_texts(texts, catalog.language).items()):
        fault = exchanged_with(messages[other].line, texts[other].english)
        is_danger = texts[at].is_danger or texts[other].is_danger
        severity: Severity = "error" if is_danger else "warning"
        yield Finding(catalog.path, messages[at].line, "misplaced", fault, severity)


def placed_in(catalog: Catalog) -> list[Placed]:
    """Return the translations of a catalog as they stand on the page."""
    messages = catalog.translated
    uses = [list(uses_of(catalog.page, message)) for message in messages]
    places = locations_of(catalog.page, messages)
    of_danger = (own for own, place in zip(uses, places, strict=True) if place.is_safety)
    dangers = {label for own in of_danger for label, _kind in own}
    texts = []
    for message, own, place in zip(messages, uses, places, strict=True):
        is_heading = any(kind == HEADING and label in dangers for label, kind in own)
        kind = next((kind for kind in (HEADING, ITEM) if kind in place.kind), "")
        is_danger = place.is_safety or is_heading
        texts.append(Placed(message.english_of_form, message.msgstr, kind, is_danger))
    return texts


def exchanged_with(line: int, english: str) -> str:
    """Return what is wrong with a text that fits the ``english`` of another message."""
    return EXCHANGED.format(other=quoted(english), line=f" of line {line}" if line else "")


def exchanged_texts(texts: Sequence[Placed], language: LanguageFolder) -> Mapping[int, int]:
    """Return the places of texts that fit the English of another far better, with those."""
    knows = language.once(KnownWords)
    has_terms = bool(read_glossary(language.root).terms)
    known = [(_of_english(one.english, knows.source), knows.of(one.text)) for one in texts]
    misfits = [english.lacks(text) for english, text in known]
    wrong = [at for at, misfit in enumerate(misfits) if misfit]
    gains: list[tuple[int, int, int]] = []
    for at, other in combinations(wrong, 2):
        one, another = texts[at], texts[other]
        (english, text), (other_english, other_text) = known[at], known[other]
        misfit = misfits[at] + misfits[other]
        is_danger = one.is_danger or another.is_danger
        # Without medical words, too little is known of a paragraph.
        if (
            one.kind != another.kind
            or not (one.kind or has_terms)
            or (misfit < FEWEST and not is_danger)
        ):
            continue
        there, here = english.lacks(other_text), other_english.lacks(text)
        is_better = there < misfits[at] and here < misfits[other] and 2 * (there + here) < misfit
        if is_better and (english.may & other_text.may or other_english.may & text.may):
            gains.append((there + here - misfit, at, other))
    found: dict[int, int] = {}
    for _gain, at, other in sorted(gains):
        # A right text may fit one of the two, too, but not as well.
        if at not in found and other not in found:
            found[at], found[other] = other, at
    return found


class KnownWords:
    """Knows what a text of a language speaks of; ``source`` knows its terms in English."""

    def __init__(self, language: LanguageFolder) -> None:
        table = language.once(read_words)
        self.source, self._terms = language.once(terms_of)
        self._words, self._counter = exchanged_words_of(table), counter_of(table)

    def of(self, text: str) -> Known:
        own, parts = words(prose(text)), clauses(prose(text))
        said = {row for row in ROWS if self._counter.found(row, parts)}
        unknown = {row for row in ROWS if not self._counter.lists(row)}
        found = (self._words.count(own), self._terms.count(own))
        sure = {side for one in found for side in one.least if one.least[side] and _tells(side)}
        may = {side for one in found for side in one.most if _tells(side)}
        return Known(sure | said.intersection(SUBJECTS), may | said | unknown)


@lru_cache(maxsize=8192)
def _of_english(english: str, terms: ExchangedWords) -> Known:
    found = (sides_in_english(english), terms.count(words(prose(english))))
    rows = {row for row in meanings_in(english).values() if row in ROWS}
    rows |= {row for row in SUBJECTS if count_of_row(english, kinds()[row])}
    sure = {side for one in found for side in one.least if one.least[side] and _tells(side)}
    may = {side for one in found for side in one.most if _tells(side)}
    return Known(sure | rows, may | rows)


@cache
def _tells(side: Side) -> bool:
    """Return whether words of a side tell texts from each other, as those of illness do."""
    is_of_words = side[0] in {group for group, _side in sides_by_meaning().values()}
    return not is_of_words or side[0] == HELPERS or side[0] in groups_counted(LISTED, KEPT)
