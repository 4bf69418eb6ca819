"""Translations that say something else: wrong numbers, lost or added nots, exchanged words.

A safety text that surely does is not shown. What may do so is shown, and told; so is every wrong
number elsewhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from multilingual.catalogs.language_folder import (
    CATALOGS,
    INTERFACE_CATALOG,
    NUMBERS,
    TERMS,
    WAIVERS,
    WORDS,
    LanguageFolder,
)
from multilingual.catalogs.message import Catalog, CatalogError, Translation
from multilingual.catalogs.reader import read_catalog
from multilingual.checks.completeness import length
from multilingual.checks.exchanged_and_dropped import exchanged, tied_otherwise, turned_round
from multilingual.checks.exchanged_places import exchanged_place, places_in_english, places_of
from multilingual.checks.medical_and_critical_words import (
    negation,
    sentence_pairs,
    surely_changed,
)
from multilingual.checks.misplaced_catalogs import (
    HEADING,
    Placed,
    exchanged_texts,
    exchanged_with,
    misplaced,
    placed_in,
)
from multilingual.checks.misread_numbers import signs
from multilingual.checks.numbers import numbers, wrong_number
from multilingual.files import read_plain
from multilingual.findings import Finding
from multilingual.guard.unsafe_translations import Told
from multilingual.languages import SOURCE_CODE, catalog_codes
from multilingual.reviews.reviewers import REVIEWERS
from multilingual.reviews.waivers import Waivers, names_danger
from multilingual.text.sentences import sentences, surely_not_whole
from multilingual.text.wording import shown
from multilingual.wordlists.critical_word_count import counter_of
from multilingual.wordlists.critical_words import SAYS_NOT, count_in_english, read_words
from multilingual.wordlists.exchanged_words import exchanged_words_of, sides_in_english
from multilingual.wordlists.lost_and_added_words import critical_faults
from multilingual.wordlists.number_list import read_numbers
from multilingual.wordlists.quantity_reader import read_english
from multilingual.wordlists.term_list import GLOSSARY

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

DOUBTFUL = "multilingual", "doubtful"
"""The type and subtype of Sphinx's warning about a message that is shown and says another thing."""
RULES = [check.__name__ for check in (numbers, negation, exchanged, length, misplaced)]

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Change:
    """What is wrong with a text, by which rule, and whether it ``is_sure``."""

    rule: str
    fault: str
    is_sure: bool


class MeaningGuard:
    """Says how a text of a page says something else, unless somebody has allowed it."""

    def __init__(self, config: Config, page: str, texts: Sequence[Placed] = ()) -> None:
        root, self._page = Path(config.multilingual_root), page
        self._texts = [one for one in texts if one.text.strip()]
        self._headings = {one.english for one in texts if one.kind == HEADING}
        code = config.language or SOURCE_CODE
        self._folder = LanguageFolder(root / config.multilingual_locale / code, root)

    def change_of(self, message: str, translation: str, *, is_safety: bool) -> Change | None:
        """Return how a translation changes what the English says."""
        texts = (self._page, message, translation)
        found = _changes_of(message, translation, self._folder, is_safety=is_safety)
        other = self._exchanged.get((message, translation)) if is_safety else None
        exchange = (
            [Change(misplaced.__name__, exchanged_with(0, other), is_sure=True)] if other else []
        )
        for change in chain(exchange, found):
            if not change.is_sure and message in self._headings:
                # What may be another thing is told of safety texts.
                continue
            waivers = self._folder.once(_waivers)
            if not is_allowed(waivers, change.rule, texts, is_safety=is_safety):
                return change
        return None

    @cached_property
    def _exchanged(self) -> Mapping[tuple[str, str], str]:
        """The English and translation of texts that fit another English, with that."""
        found = exchanged_texts(self._texts, self._folder)
        texts = self._texts
        return {
            (texts[at].english, texts[at].text): texts[other].english for at, other in found.items()
        }


def _changes_of(
    message: str, translation: str, folder: LanguageFolder, *, is_safety: bool
) -> Iterator[Change]:
    where = folder.once(_numbers_path)
    if fault := wrong_number([message], translation, folder.once(read_numbers), where):
        yield Change(numbers.__name__, fault, is_sure=True)
    if is_safety:
        yield from changes(message, translation, folder)


def _numbers_path(folder: LanguageFolder) -> str:
    return folder.shown(folder.list_path(NUMBERS))


def changes(message: str, translation: str, folder: LanguageFolder) -> Iterator[Change]:
    """Yield what a translation has changed of its English, what is sure first."""
    table = folder.once(read_words)
    counter, language, places = counter_of(table), exchanged_words_of(table), places_of(table)
    pairs = sentence_pairs(message, translation)
    ties = [tie for pair in pairs if (tie := exchanged_place(*pair, places))]
    if fault := surely_changed(pairs, counter, language):
        yield Change(negation.__name__, fault, is_sure=True)
    if fault := surely_not_whole(message, translation):
        yield Change(length.__name__, fault, is_sure=True)
    own = folder.once(read_numbers)
    turned = (fault for pair in pairs for fault in turned_round(pair, language, counter, own))
    yield from (Change(exchanged.__name__, fault, is_sure=True) for fault in turned)
    # Those that are sure first.
    for tie in sorted(ties, key=lambda tie: not tie.is_sure):
        yield Change(exchanged.__name__, tied_otherwise(tie), is_sure=tie.is_sure)
    for pair in pairs:
        for fault in critical_faults(*pair, counter, language, is_safety=True):
            yield Change(negation.__name__, fault, is_sure=False)


def is_allowed(
    waivers: Waivers, rule: str, texts: tuple[str, str, str], *, is_safety: bool
) -> bool:
    """Return whether a page may have a translation, which ``texts`` are, in spite of a rule.

    In a safety text only somebody who is listed can allow it.
    """
    allowed = [
        row for row in waivers.rows if (row.rule, row.page, row.msgid, row.msgstr) == (rule, *texts)
    ]
    signed = any(row.by in waivers.signers and waivers.is_signed(row) for row in allowed)
    return signed or (bool(allowed) and not is_safety)


def read_ahead(messages: Iterable[tuple[str, bool]]) -> None:
    """Read English messages, each with whether it is of safety, before the workers are forked."""
    signs()
    for message, is_safety in messages:
        read_english(shown(message))
        for sentence in sentences(message) if is_safety else ():
            count_in_english(sentence, SAYS_NOT)
            sides_in_english(sentence)
            places_in_english(sentence)


def unsafe_safety_texts(catalog: Catalog) -> set[int]:
    """Return the lines of a catalog at which a safety text is wrong and so is not shown."""
    waivers = catalog.language.once(_waivers)
    wrong = {finding.line for finding in waivers.apply(numbers(catalog), catalog)}
    placed = zip(catalog.translated, placed_in(catalog), strict=True)
    dangers = {message.line for message, text in placed if text.is_danger}
    exchanges = {finding.line for finding in waivers.apply(misplaced(catalog), catalog)}
    return (dangers & exchanges) | {
        message.line
        for message in catalog.translated
        if names_danger(message, catalog)
        and (message.line in wrong or _is_changed(message, catalog, waivers))
    }


def _is_changed(message: Translation, catalog: Catalog, waivers: Waivers) -> bool:
    texts = (message.english_of_form, message.msgstr)
    return any(
        change.is_sure
        and not is_allowed(waivers, change.rule, (catalog.page, *texts), is_safety=True)
        for change in changes(*texts, catalog.language)
    )


SHOWN_CHANGED = Told("multilingual_doubtful")
"""The translations that are shown with a wrong number, or with what may be a lost not."""


def _waivers(folder: LanguageFolder) -> Waivers:
    return Waivers.of(folder, RULES)


def _around_pages(config: Config) -> Iterator[Finding]:
    """Yield the wrong numbers in the words around the pages, which no page is read with."""
    root, locale = Path(config.multilingual_root), config.multilingual_locale
    codes = () if config.language == SOURCE_CODE else catalog_codes(config.language)
    for code in codes:
        with suppress(OSError, CatalogError):
            path = root / locale / code / CATALOGS / f"{INTERFACE_CATALOG}.po"
            catalog = read_catalog(path, root)
            yield from catalog.language.once(_waivers).apply(numbers(catalog), catalog)


def _tell(app: Sphinx, env: BuildEnvironment) -> None:
    on_pages = [line for _page, lines in sorted(SHOWN_CHANGED.of(env).items()) for line in lines]
    for line in (*_around_pages(app.config), *on_pages):
        logger.warning("%s", line, type=DOUBTFUL[0], subtype=DOUBTFUL[1])


def _changed_lists(app: Sphinx, env: BuildEnvironment, *_pages: Set[str]) -> Collection[str]:
    """Return all pages if they were read with other lists than those that are there now."""
    config, root = app.config, Path(app.config.multilingual_root)
    code = config.language or SOURCE_CODE
    folder = LanguageFolder(root / config.multilingual_locale / code, root)
    lists = map(folder.list_path, (NUMBERS, WORDS, TERMS, WAIVERS))
    paths = (*lists, root / GLOSSARY, root / REVIEWERS)
    now = [hashlib.sha256(_data_of(path)).hexdigest() for path in paths]
    before = vars(env).get("multilingual_lists", now if not env.all_docs else [])
    env.multilingual_lists = now  # type: ignore[attr-defined]
    return () if now == before else env.found_docs


def _data_of(path: Path) -> bytes:
    try:
        return read_plain(path)
    except OSError:
        return b""


def setup(app: Sphinx) -> None:
    app.connect("env-get-outdated", _changed_lists)
    SHOWN_CHANGED.keep(app)
    app.connect("env-updated", _tell)
