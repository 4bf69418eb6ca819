"""Safety texts that have surely lost a not, or have one too many, or whose words are exchanged.

They are not shown. What may be so is shown, and told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from multilingual.catalogs.language_folder import LanguageFolder
from multilingual.catalogs.message import Catalog
from multilingual.checks.exchanged_and_dropped import exchanged, tied_otherwise
from multilingual.checks.exchanged_places import exchanged_place, places_of
from multilingual.checks.medical_and_critical_words import (
    critical_faults,
    negation,
    sentence_pairs,
)
from multilingual.guard.wrong_numbers import is_allowed, unsafe_numbers
from multilingual.languages import SOURCE_CODE
from multilingual.reviews.waivers import Waivers, names_danger
from multilingual.text.wording import clauses, prose
from multilingual.wordlists.critical_word_count import CriticalWordCounter, counter_of
from multilingual.wordlists.critical_words import (
    SAYS_NOT,
    count_in_english,
    meanings_in,
    read_words,
    rows_reported_as,
)
from multilingual.wordlists.exchanged_words import ExchangedWords, exchanged_words_of
from multilingual.wordlists.said_otherwise import made_up_for

if TYPE_CHECKING:
    from sphinx.config import Config

CLEAR = re.compile(
    r"\b(?:never|(?:do|does|must|should|can|may|is|are)\s+not|cannot)\b|\b(?:do|does|must|should|ca)n['’]t\b",
    re.IGNORECASE,
)
"""A not of the English that no good translation leaves away."""
LOST = (
    "The English says {found}, and the translation has no word that says so. In a safety text "
    "it is not shown. Write the not, or put its word into words.csv."
)
ADDED = (
    "The translation says not, and the English nowhere does. In a safety text it is not shown. "
    "Read both again."
)


@dataclass(frozen=True, slots=True)
class Change:
    """What is wrong with a text, by which rule, and whether it ``is_sure``."""

    rule: str
    fault: str
    is_sure: bool


class MeaningGuard:
    """Says how a safety text of a page says something else, unless somebody has allowed it."""

    def __init__(self, config: Config, page: str) -> None:
        root, self._page = Path(config.multilingual_root), page
        code = config.language or SOURCE_CODE
        self._folder = LanguageFolder(root / config.multilingual_locale / code, root)

    def change_of(self, message: str, translation: str) -> Change | None:
        """Return how the translation of a safety text changes what the English says."""
        texts = (self._page, message, translation)
        for change in changes(message, translation, self._folder):
            waivers = self._folder.once(_waivers)
            if not is_allowed(waivers, change.rule, texts, is_safety=True):
                return change
        return None


def changes(message: str, translation: str, folder: LanguageFolder) -> Iterator[Change]:
    """Yield what a translation has changed of its English, what is sure first."""
    table = folder.once(read_words)
    counter, language, places = counter_of(table), exchanged_words_of(table), places_of(table)
    pairs = sentence_pairs(message, translation)
    ties = [tie for pair in pairs if (tie := exchanged_place(*pair, places))]
    nots = (changed_not(*pair, counter, language) for pair in pairs)
    yield from (Change(negation.__name__, fault, is_sure=True) for fault in nots if fault)
    # Those that are sure first.
    for tie in sorted(ties, key=lambda tie: not tie.is_sure):
        yield Change(exchanged.__name__, tied_otherwise(tie), is_sure=tie.is_sure)
    for pair in pairs:
        for fault in critical_faults(*pair, counter, language, is_safety=True):
            yield Change(negation.__name__, fault, is_sure=False)


def changed_not(
    english: str, text: str, counter: CriticalWordCounter, language: ExchangedWords
) -> str | None:
    """Return what is wrong if ``text`` surely says the opposite of ``english``.

    That is where one has a clear not, and the other no word of any kind that turns it round.
    """
    if not counter.can_count(SAYS_NOT):
        return None
    has = counter.count(SAYS_NOT, text, meanings_in(english).values())
    wanted = count_in_english(english, SAYS_NOT)
    made_up, _opposites = made_up_for(english, text, counter, language)
    if (found := CLEAR.search(english)) and not has.most and not made_up:
        parts = clauses(prose(text))
        meanings = [row.meaning for row in rows_reported_as(SAYS_NOT)]
        if all(counter.lacks(meaning, parts) for meaning in meanings if counter.lists(meaning)):
            return LOST.format(found=f'"{found[0]}"')
    is_plain = wanted.most == wanted.nearly == 0 and not meanings_in(english)
    return ADDED if is_plain and has.least and not has.alone and not made_up else None


def unsafe_safety_texts(catalog: Catalog) -> set[int]:
    """Return the lines of a catalog at which a safety text is wrong and so is not shown."""
    waivers = catalog.language.once(_waivers)
    pages = (
        (message.line, message.english_of_form, message.msgstr)
        for message in catalog.translated
        if names_danger(message, catalog)
    )
    return unsafe_numbers(catalog) | {
        line
        for line, english, text in pages
        for change in changes(english, text, catalog.language)
        if change.is_sure
        and not is_allowed(waivers, change.rule, (catalog.page, english, text), is_safety=True)
    }


def _waivers(folder: LanguageFolder) -> Waivers:
    return Waivers.of(folder, [negation.__name__, exchanged.__name__])
