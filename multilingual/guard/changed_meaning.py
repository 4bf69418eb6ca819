"""Safety texts that have surely lost a not, or have one too many, or whose words are exchanged.

They are not shown. What may be so is shown, and told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from multilingual.catalogs.language_folder import LanguageFolder
from multilingual.catalogs.message import Catalog
from multilingual.checks.exchanged_and_dropped import exchanged, tied_otherwise
from multilingual.checks.exchanged_places import exchanged_place, places_of
from multilingual.checks.medical_and_critical_words import (
    negation,
    sentence_pairs,
)
from multilingual.guard.wrong_numbers import is_allowed, unsafe_numbers
from multilingual.languages import SOURCE_CODE
from multilingual.reviews.waivers import Waivers, names_danger
from multilingual.wordlists.critical_word_count import counter_of
from multilingual.wordlists.critical_words import read_words
from multilingual.wordlists.exchanged_words import exchanged_words_of
from multilingual.wordlists.lost_and_added_words import changed_not, critical_faults

if TYPE_CHECKING:
    from sphinx.config import Config


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
