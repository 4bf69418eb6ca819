"""Which language and script a text is in: by letters, by three in a row, by words of English."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from itertools import chain, islice
from math import log
from re import Pattern

from babel.core import get_global

from multilingual.catalogs.language_folder import LISTS, LanguageFolder
from multilingual.catalogs.message import Catalog, Translation
from multilingual.catalogs.reader import read_catalogs
from multilingual.files import read_plain
from multilingual.languages import locale_of
from multilingual.text.wording import letter_name, prose, script_of_letter, words
from multilingual.wordlists.critical_words import forms_of, read_words
from multilingual.wordlists.exchanged_words import exchanged_words_of
from multilingual.wordlists.table import search_forms
from multilingual.wordlists.term_list import read_terms


@lru_cache(maxsize=256)
def script_of(code: str) -> str | None:
    """Return the script of a language (ISO 15924), as CLDR says, or None."""
    locale = locale_of(code)
    if locale is None:
        return None
    if locale.script:
        return str(locale.script)
    likely = get_global("likely_subtags")
    full = likely.get(f"{locale.language}_{locale.territory}") or likely.get(locale.language)
    found = [part for part in (full or "").split("_") if len(part) == 4 and part.istitle()]
    return found[0] if found else None


@lru_cache(maxsize=256)
def scripts_of(code: str) -> frozenset[str]:
    """Return the scripts that CLDR writes the names of languages with, as Unicode names them."""
    locale = locale_of(code)
    if locale is None:
        return frozenset()
    letters = {letter for name in locale.languages.values() for letter in name if letter.isalpha()}
    found = set(map(script_of_letter, letters))
    return frozenset({*found, "LATIN", "FEMININE", "MASCULINE", "MICRO", "MODIFIER"})


def share_of(kinds: tuple[str, ...], text: str) -> float:
    """Return which share of the letters of ``text`` have names that begin as ``kinds``."""
    letters = Counter(filter(str.isalpha, text))
    found = (letters[letter] for letter in letters if letter_name(letter).startswith(kinds))
    return sum(found) / max(1, letters.total())


@lru_cache(maxsize=65536)
def only_in(letter: str, own: str, other: str) -> bool:
    """Whether ``letter`` is a Chinese character of one national encoding and not of the other."""
    is_own = letter.encode(own, "ignore") and not letter.encode(other, "ignore")
    return bool(is_own) and letter_name(letter).startswith("CJK")


FEWEST = 400
"""How many trigrams of a language there must be to know it by."""
CLEAR = 0.2
"""From which average of log-likelihoods on a text is clearly of one language."""
NO_LETTERS = re.compile(r"[\W\d_]+")


@lru_cache(maxsize=20_000)
def trigrams(text: str) -> frozenset[str]:
    """Return what stands together in ``text``, with the spaces around its words.

    >>> sorted(trigrams("Ah!"))
    [' ah', 'ah ']
    """
    return frozenset(trigrams_in(text))


def likeness(text: str, other: str) -> float:
    """Return from 0 to 1 how much of the shorter of two texts is in the longer one."""
    ours, theirs = trigrams(text), trigrams(other)
    return len(ours & theirs) / max(1, min(len(ours), len(theirs)))


def is_more_like(
    texts: Iterable[str], own: LanguageFolder, other: LanguageFolder, page: str
) -> bool | None:
    """Return whether ``texts`` are in the language of the folder ``own`` and not of ``other``.

    Both are known by their lists and by their catalogs of other pages than ``page``. Returns
    ``None`` where that does not tell.
    """
    ours, theirs = _profile(own, page), _profile(other, page)
    found = [three for text in texts for three in trigrams_in(text)]
    if min(ours.total(), theirs.total()) < FEWEST or not found:
        return None
    kinds = len(ours | theirs)
    weight = sum(_weight(ours, three, kinds) - _weight(theirs, three, kinds) for three in found)
    weight /= len(found)
    return None if abs(weight) < CLEAR else weight > 0


def _weight(profile: Counter[str], three: str, kinds: int) -> float:
    # By Laplace, what was not seen yet is not impossible.
    return log((profile[three] + 0.5) / (profile.total() + 0.5 * kinds))


def _profile(language: LanguageFolder, page: str) -> Counter[str]:
    found = Counter(language.once(_of_lists))
    for name, counts in language.once(_of_catalogs).items():
        if name != page:
            found.update(counts)
    return found


def _of_lists(language: LanguageFolder) -> Counter[str]:
    return Counter(chain.from_iterable(map(trigrams_in, _written_in_lists(language))))


def _written_in_lists(language: LanguageFolder) -> list[str]:
    """Return all that a language has in its lists, as it stands there."""
    texts = []
    for name in LISTS:
        with suppress(OSError):
            texts.append(read_plain(language.path / name).decode("utf-8", errors="replace"))
    return texts


def _of_catalogs(language: LanguageFolder) -> dict[str, Counter[str]]:
    return {
        page: Counter(three for form in catalog.translations for three in trigrams_in(form.msgstr))
        for page, catalog in language.once(read_catalogs).items()
    }


def trigrams_in(text: str) -> Iterator[str]:
    """Yield what stands together in ``text``, as often as it does."""
    plain = f" {NO_LETTERS.sub(' ', text.casefold()).strip()} "
    return (plain[at : at + 3] for at in range(len(plain) - 2))


ENGLISH = frozenset(
    """
    about after an and are as at be because been before but by can cannot could do does for from
    has have how if in into is it its may must no not of on or should so than that the their them
    then there these they this those to was were what when where which who why will with without
    would you your
    """.split()  # noqa: SIM905
)
"""Words that hold an English sentence together."""

TELLING = ENGLISH - frozenset("an as at be can do has have in is no on so was were".split())  # noqa: SIM905
"""Those of them that few other languages in Latin script write too."""

RUN = 5
"""Words of the English in a row that a translation does not have by chance."""

SENTENCE_END = re.compile(r"[.!?。！？।۔؟\n]+")

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def english_in(message: Translation, catalog: Catalog) -> str | None:
    """Return a part of the translation that is English, and could be told of."""
    english, text = prose(message.english_of_form), prose(message.msgstr)
    parts = chain(_same_sentences(english, text), _same_runs(english, text), _in_english(text))
    for part in islice(parts, 50):
        if is_telling(part, english, catalog):
            return part
    return None


def is_telling(part: str, english: str, catalog: Catalog) -> bool:
    """Whether ``part`` holds English words besides names, numbers and words that are the same.

    A name has a capital letter that does not come of the beginning of a sentence, or a digit.
    """
    # More than this tells no more.
    rest = _without_same(prose(part)[:2000], catalog)
    found = [word for word in WORD.findall(rest) if len(word) > 1]
    names = [word for word in found if _is_name(word, english[:20_000])]
    links = [word for word in found if word not in names and word.casefold() in ENGLISH]
    # "Foundation of America" is a name, "in English" is not.
    return len(names) + len(links) < len(found) or 0 < len(links) >= len(names)


def _is_name(word: str, english: str) -> bool:
    if any(map(str.isdigit, word)) or any(map(str.isupper, word[1:])):
        return True
    if not word[0].isupper():
        return False
    # At the beginning of a sentence the capital says nothing, unless a name follows at once.
    name = re.escape(word)
    return bool(re.search(rf"[\w,)][ -]{name}(?!\w)|(?<!\w){name} (?:of )?[A-Z]", english))


def _without_same(text: str, catalog: Catalog) -> str:
    text = catalog.language.once(_same).sub(" ", text)
    # "Diabetes" is a word of words.csv, and is the same in both.
    language = exchanged_words_of(catalog.language.once(read_words))
    return WORD.sub(lambda found: " " if language.has_english(found[0]) else found[0], text)


def _same(language: LanguageFolder) -> Pattern[str]:
    """Find what is the same in English: by the term list, and by the row ``same``."""
    same = [
        term
        for row in language.once(read_terms).rows
        for term in row.forms["term"]
        if search_forms((*row.forms["preferred"], *row.forms["allowed"])).fullmatch(words(term))
    ]
    same += forms_of(language, "same") or ()
    ways = "|".join(map(re.escape, sorted(same, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{ways})(?!\w)" if ways else r"(?!)", re.IGNORECASE)


def _same_sentences(english: str, text: str) -> Iterator[str]:
    """Yield the sentences of two or more words that stand in both."""
    sentences = {words(sentence) for sentence in SENTENCE_END.split(english)}
    for sentence in SENTENCE_END.split(text):
        found = words(sentence)
        if found in sentences and found.count(" ") > 1:
            yield sentence.strip()


def _same_runs(english: str, text: str) -> Iterator[str]:
    target = WORD.findall(text)
    folded = [word.casefold() for word in target]
    if ENGLISH.isdisjoint(folded):
        return
    source = WORD.findall(english.casefold())
    runs = {tuple(source[at : at + RUN]) for at in range(len(source) - RUN + 1)}
    for at in range(len(target) - RUN + 1):
        run = tuple(folded[at : at + RUN])
        if run in runs and any(word in ENGLISH for word in run):
            yield " ".join(target[at : at + RUN])


def _in_english(text: str) -> Iterator[str]:
    """Yield the sentences whose every third word, and three or more, hold English together."""
    for sentence in SENTENCE_END.split(text):
        found = words(sentence).split()
        links = [word for word in found if word in TELLING]
        if len(set(links)) >= 3 and 3 * len(links) >= len(found):
            yield sentence.strip()
