"""No word stands for another, no figure for its neighbour, and nothing of a list is dropped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from statistics import median

from multilingual.catalogs.language_folder import LanguageFolder
from multilingual.catalogs.message import Catalog
from multilingual.catalogs.reader import read_catalogs
from multilingual.checks.exchanged_places import (
    Tie,
    exchanged_place,
    figures_out_of_order,
    places_of,
)
from multilingual.checks.medical_and_critical_words import sentence_pairs
from multilingual.checks.registry import rule
from multilingual.findings import Finding
from multilingual.reviews.waivers import names_danger
from multilingual.text.sentences import SHORTEST, sentences
from multilingual.text.wording import prose, quoted, words
from multilingual.wordlists.critical_word_count import CriticalWordCounter, counter_of
from multilingual.wordlists.critical_words import Side, forms_of, read_words
from multilingual.wordlists.exchanged_words import (
    LONGEST,
    ExchangedWords,
    Sides,
    exchanged_words_of,
    is_listed,
    sides_in_english,
)
from multilingual.wordlists.exchanges import (
    Exchange,
    does_harm,
    exchanges,
    is_of_numbers,
    lost_word,
)
from multilingual.wordlists.number_list import NumberList, read_numbers
from multilingual.wordlists.table import search_forms
from multilingual.wordlists.term_list import (
    read_glossary,
    read_terms,
    row_of,
    rows_by_name,
    with_plurals,
)

AND = "and"
"""The row of ``words.csv`` with what parts the last item of a list from the one before."""
ENOUGH = 50
"""How many translations tell how long the language says what English says."""
PART_LOST = 0.6
"""Which part of an average sentence a translation lacks that has surely lost one."""
READ = "Look whether it was lost, or put your word into words.csv."
MARK = re.compile(r"[:;،؛、，；：]|,(?!\d)|(?<![\sa-zA-ZÀ-ÿ\d])-(?=\w)")
NO_ITEM = (
    "by|in|with|without|on|at|for|from|to|because|so|but|and|or|which|who|whom|where|when|while|if"
    "|that|then|also|mainly|mostly|often|sometimes|such|until|unless|doctors?|you|it|they|we|call"
    "|as|even|not|after|before|between"
)
"""What English begins a part of a sentence with that is no item of a list."""
NO_NOUN = "and|or|is|are|was|were|be|seems?|has|have|had|can|could|will|may|must|should|does|do"
WORD = rf"(?!(?:{NO_NOUN})\b)[^\s,;:.()]+"
ITEM = rf"(?!(?:{NO_ITEM})\b){WORD}(?:\s{WORD}){{0,3}}"
ENGLISH_LIST = re.compile(
    rf"(?<=\s)[^\s,;:.()]+(?:,\s{ITEM}){{1,12}},?\s(?:and|or)\s(?:{WORD}\s?){{1,2}}", re.IGNORECASE
)
BEGINNING = re.compile(r"^(?:in|on|at|for|during|with|after|before|without)\b[^,]*,", re.IGNORECASE)
"""What stands before the first comma of an English sentence and is no item of a list."""
ENGLISH_MARK = re.compile(r"(?:,\s)?\b(?:and|or)\s|,\s")
ENGLISH_AND = re.compile(r"\b(?:and|or)\b")


@rule(191)
def exchanged(catalog: Catalog) -> Iterator[Finding]:
    """Write no "days" for "hours", no "less" for "more".

    The words stand in `words.csv` in the folder of your language, in rows such as `more`,
    `less`, `before`, `hour`, `pharmacist` or `fever`. A finding means that a word of the English
    is not there, and one that says another thing is. If your word is right and not in the list,
    add it. A medicine, and a word such as `pregnancy` or `fever`, is never left away. Figures keep
    their places: 2 to 4 is not 4 to 2. Each word keeps what belongs to it, too: in *A 5 mg, B
    10 mg* the 5 is the dose of A. "Up to 400 mg" and "not more than 400 mg" are the rows
    `maximum` and `at most`; "at least" and "over 400 mg" are `minimum` and `at least`.

    In a safety text it is an error if a dose or an urgency stands beside another word, or if what
    a reader is to do is turned round: at least for up to, after for before, raise for lower, days
    for hours, another person or another medicine. It is not shown: readers get the English.

    Bad::

        msgid "Take it two hours before breakfast."
        msgstr "Tómelo dos horas después del desayuno."

    Good::

        msgid "Take it two hours before breakfast."
        msgstr "Tómelo dos horas antes del desayuno."
    """
    table = catalog.language.once(read_words)
    language, counter = exchanged_words_of(table), counter_of(table)
    in_english, own = catalog.language.once(terms_of)
    places, own_numbers = places_of(table), catalog.language.once(read_numbers)
    for message in catalog.translated:
        pairs = sentence_pairs(message.english_of_form, message.msgstr)
        ties = (exchanged_place(*pair, places) for pair in pairs)
        tie = next(filter(None, ties), None)
        told = (turned_round(pair, language, counter, own_numbers) for pair in pairs)
        turned = chain.from_iterable(told)
        sure = tied_otherwise(tie) if tie and tie.is_sure else next(turned, None)
        if sure and names_danger(message, catalog):
            yield Finding(catalog.path, message.line, "exchanged", sure)
            continue
        faults = (
            fault
            for english, text in pairs
            for fault in (
                *_exchanges((english, text), language, counter, own_numbers),
                *_exchanged_terms(english, text, in_english, own),
            )
        )
        fault = next(faults, None) or figures_out_of_order(message.english_of_form, message.msgstr)
        fault = fault or (tied_otherwise(tie) if tie else None)
        # A lost sentence is told by another rule.
        is_whole = len(sentences(message.msgstr)) >= len(sentences(message.english_of_form))
        lost = lost_word(message.english_of_form, message.msgstr, language) if is_whole else None
        if lost and not fault:
            fault = f"The English has {quoted(lost)}, and the translation no word for it. {READ}"
        if fault:
            yield Finding(catalog.path, message.line, "exchanged", fault, "warning")


def tied_otherwise(tie: Tie) -> str:
    """Return what is wrong with a text in which two words have exchanged their places."""
    return (
        f"In the English {quoted(tie.word)} belongs to {quoted(tie.other)}, in the translation "
        f"to {quoted(tie.instead)}. Read both again: words or figures may have changed places."
    )


def terms_of(language: LanguageFolder) -> tuple[ExchangedWords, ExchangedWords]:
    """Return what finds the medical words of each topic, in English and in the language."""
    rows = rows_by_name(language.once(read_terms))
    listed = [
        (term, row, frozenset({(term.topic, term.names[0])}))
        for term in read_glossary(language.root).terms
        if term.topic and (row := row_of(term, rows))
    ]
    there = [(form, side) for term, _row, side in listed for form in with_plurals(term.names)]
    here = [
        (form, side)
        for _term, row, side in listed
        for form in (*row.forms["preferred"], *row.forms["allowed"])
    ]
    return ExchangedWords(there), ExchangedWords(here)


def _exchanged_terms(
    english: str, text: str, source: ExchangedWords, language: ExchangedWords
) -> Iterator[str]:
    for found in exchanges(english, text, language, source):
        yield (
            f"The English has {quoted(found.english)}, and the translation {quoted(found.text)} "
            f"in its place. Read both again, or write {quoted(language.preferred(found.side))}."
        )


def turned_round(
    pair: tuple[str, str],
    language: ExchangedWords,
    counter: CriticalWordCounter,
    numbers: NumberList,
) -> Iterator[str]:
    """Yield what is wrong with words that surely turn round what is to be done."""
    return _exchanges(pair, language, counter, numbers, only=does_harm)


def _exchanges(
    pair: tuple[str, str],
    language: ExchangedWords,
    counter: CriticalWordCounter,
    numbers: NumberList,
    *,
    only: Callable[[Exchange], bool] = lambda _found: True,
) -> Iterator[str]:
    for found in filter(only, exchanges(*pair, language)):
        if found.is_opposite and counter.differs(*pair):
            continue
        if is_of_numbers(*pair, found, numbers):
            continue
        right = language.preferred(found.side)
        write = f", or write {quoted(right)}" if right else ""
        yield (
            f"The English has {quoted(found.english)}. The translation has no word for it that "
            f"words.csv lists, and has {quoted(found.text)}. Read both again{write}."
        )


def dropped(catalog: Catalog) -> Callable[[str, str], str | None]:
    """Return what tells what a translation dropped of its English, or None."""
    language = exchanged_words_of(catalog.language.once(read_words))
    ends = forms_of(catalog.language, AND) or ()
    usual = catalog.language.once(usual_length)

    def fault(english: str, text: str) -> str | None:
        if len(english) + len(text) > LONGEST:
            return None
        lost = _lost_sentence(english, text, usual, language)
        items = (_lost_item(*pair, ends, language) for pair in sentence_pairs(english, text))
        return lost or next(filter(None, items), None)

    return fault


def usual_length(language: LanguageFolder) -> float:
    """Return how many characters a language usually has for one of English, 0 if few tell."""
    shares = [
        len(prose(message.msgstr)) / len(prose(message.english_of_form))
        for catalog in language.once(read_catalogs).values()
        for message in catalog.translated
        if len(message.english_of_form) >= SHORTEST
    ]
    return median(shares) if len(shares) >= ENOUGH else 0


def _lost_sentence(english: str, text: str, usual: float, language: ExchangedWords) -> str | None:
    there, here = sentences(english), sentences(text)
    if len(here) >= len(there) or len(there) < 2:
        return None
    share = len(prose(text)) / (usual * len(prose(english))) if usual else 1
    is_short = share < 1 - PART_LOST / len(there)
    has = language.count(words(prose(text)))
    of_all = sides_in_english(english)
    lost = next((part for part in there if _is_lost(part, of_all, has)), None)
    if lost is None and not is_short:
        return None
    told = f" Look for {quoted(lost)}." if lost else ""
    return (
        f"The English has {len(there)} sentences, the translation {len(here)}. "
        f"Look whether one was lost.{told}"
    )


def _is_lost(sentence: str, of_all: Sides, has: Sides) -> bool:
    """Return whether a translation lacks all words of a sentence that it would surely have."""
    sides = sides_in_english(sentence).least
    return sum(sides.values()) > 1 and all(has.most[side] < of_all.least[side] for side in sides)


def _lost_item(
    english: str, text: str, ends: Sequence[str], language: ExchangedWords
) -> str | None:
    """Return what is wrong if ``text`` has fewer items of a list than the English."""
    target = prose(text)
    listed, items, marks = _english_lists(english)
    has = len(MARK.findall(target)) + len(search_forms(ends).findall(words(target)))
    has += max(0, len(sentences(text)) - len(sentences(english)))
    there, here = sides_in_english(english), language.count(words(target))
    missing = [side for side, count in there.least.items() if here.most[side] < count]
    lost = [there.shown[side] for side in missing if is_listed(side)]
    if not ends or (has >= items and not lost):
        return None
    if has >= marks and not any(_lacks_one(part, lost, missing) for part in listed):
        return None
    told = f", perhaps {quoted(lost[0])}" if lost else ""
    return f"The translation has fewer parts than the English. Look whether one was lost{told}."


@lru_cache(maxsize=8192)
def _english_lists(english: str) -> tuple[Sequence[str], int, int]:
    """Return the lists of an English text, what parts their items, and all such marks."""
    source = prose(english)
    bare = " ".join(BEGINNING.sub(" ", part, count=1) for part in sentences(source))
    listed = [found[0] for found in ENGLISH_LIST.finditer(bare)]
    items = sum(len(ENGLISH_MARK.findall(part)) for part in listed)
    return listed, items, max(items, len(ENGLISH_AND.findall(source)))


def _lacks_one(listed: str, lost: Sequence[str], missing: Sequence[Side]) -> bool:
    """Return whether of three or more medical words of a list all but one are translated."""
    sides = [side for side in sides_in_english(listed).least if is_listed(side)]
    lacking = [side for side in sides if side in missing]
    return bool(lost) and len(lacking) == 1 and len(sides) > len(lacking) + 1
