"""What is left of the English in a translation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice

from multilingual.catalogs.messages import Catalog, Message
from multilingual.catalogs.wording import english_of_form
from multilingual.text.wording import prose, words
from multilingual.wordlists.critical_words import forms_of
from multilingual.wordlists.table import search_forms
from multilingual.wordlists.term_list import read_terms

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


def english_in(message: Message, catalog: Catalog) -> str | None:
    """Return a part of the translation that is English, and could be told of."""
    english, text = prose(english_of_form(message)), prose(message.msgstr)
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
    for form in _same(catalog):
        text = re.sub(rf"(?<!\w){re.escape(form)}(?!\w)", " ", text, flags=re.IGNORECASE)
    return text


def _same(catalog: Catalog) -> list[str]:
    """Return what is the same in English: by the term list, and by the row ``same``."""
    same = [
        term
        for row in read_terms(catalog).rows
        for term in row.forms["term"]
        if search_forms((*row.forms["preferred"], *row.forms["allowed"])).fullmatch(words(term))
    ]
    same += forms_of(catalog, "same") or ()
    return sorted(same, key=len, reverse=True)


def _same_sentences(english: str, text: str) -> Iterator[str]:
    """Yield the sentences of two or more words that stand in both."""
    sentences = {words(one) for one in SENTENCE_END.split(english)}
    for one in SENTENCE_END.split(text):
        found = words(one)
        if found in sentences and found.count(" ") > 1:
            yield one.strip()


def _same_runs(english: str, text: str) -> Iterator[str]:
    source, target = WORD.findall(english.casefold()), WORD.findall(text)
    runs = {tuple(source[at : at + RUN]) for at in range(len(source) - RUN + 1)}
    for at in range(len(target) - RUN + 1):
        run = [word.casefold() for word in target[at : at + RUN]]
        if tuple(run) in runs and any(word in ENGLISH for word in run):
            yield " ".join(target[at : at + RUN])


def _in_english(text: str) -> Iterator[str]:
    """Yield the sentences whose every third word, and three or more, hold English together."""
    for one in SENTENCE_END.split(text):
        found = words(one).split()
        links = [word for word in found if word in TELLING]
        if len(set(links)) >= 3 and 3 * len(links) >= len(found):
            yield one.strip()
