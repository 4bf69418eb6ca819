"""Medical words as the term list of the language says, and as often not, never, only and now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from re import Pattern

from multilingual.catalogs.language_folder import TERMS, WORDS, LanguageFolder
from multilingual.catalogs.message import Catalog, locations_of
from multilingual.checks.registry import rule
from multilingual.findings import Finding
from multilingual.reviews.waivers import names_danger
from multilingual.text.wording import (
    CLAUSE_END,
    CLOSING,
    SENTENCE_END,
    clauses,
    prose,
    quoted,
    words,
)
from multilingual.wordlists.critical_word_count import AGAIN, CriticalWordCounter, counter_of
from multilingual.wordlists.critical_words import (
    COUNTED,
    IN_LISTS,
    NO_OFTENER,
    SAYS_NOT,
    CriticalMeaning,
    count_in_english,
    kinds,
    meanings_counted,
    meanings_in,
    read_words,
)
from multilingual.wordlists.exchanged_words import ExchangedWords, exchanged_words_of
from multilingual.wordlists.said_otherwise import changed_not, made_up_for
from multilingual.wordlists.table import Row, Table, faults_of, headword, search_forms
from multilingual.wordlists.term_list import (
    GLOSSARY,
    read_glossary,
    read_terms,
    rows_in,
)

SAID_ALONE = re.compile(r"\b(?:none|nothing|nobody|nowhere|no one)\b", re.IGNORECASE)
"""What needs no verb, nor a second word of a not with it."""
LONGEST_ANSWER = 10
"""Up to how many characters a first sentence can be the whole answer to a question."""


@rule(190)
def negation(catalog: Catalog) -> Iterator[Finding]:
    """Say each not, never, only, at least, now and same day of the English.

    A lost "not" is the worst mistake of all, and "call now" is not "call the same day". Where
    the English has such a word, the translation must have one that says the same; they stand
    in `words.csv` in the folder of your language. Each sentence must say not as often as the
    English does, and not oftener. If you have said it in a good way that is not in the list,
    add it there; in the row `not`, `-sin falta` is a way of words that is no not.

    Some languages say one not with two words. Three rows are for them; leave their `?` if yours
    is none.

    * `not begun`: the first of the two words, if it needs the second (`ne` in *ne … pas*).
    * `not again`: the second, which then does not count (`ningún` in *no deje ningún*).
    * `nor`: a word that goes on with a not, or is one more (`ni` in *no fume ni beba*).

    "Do not stop without asking" may be "ask before you stop"; the row `asks late` has words that
    turn this round, such as *antes de preguntar*.

    In a safety text the row `left undone` is looked at, too: words such as stop, avoid, refuse,
    forget or wait. *Nunca evite dejarlo* has one more than "never stop it" and says the opposite.
    One that has surely lost its not, or has one too many, is an error, and it is not shown.

    `*` stands for any ending. `^` before a form says that it begins a part of a sentence
    (`^ningún`), and `…` stands for up to nine words (`ne … que`).

    Bad::

        msgid "Do not stop a medicine without advice."
        msgstr "Deje ningún medicamento sin consultar."

    Good::

        msgid "Do not stop a medicine without advice."
        msgstr "No deje ningún medicamento sin consultar."
    """
    table = catalog.language.once(read_words)
    yield from faults_of(_with_known_meanings(table), catalog.language, WORDS, "negation")
    counter, language = counter_of(table), exchanged_words_of(table)
    places = locations_of(catalog.page, catalog.translations)
    for message, place in zip(catalog.translations, places, strict=True):
        if not message.is_translated:
            continue
        pairs = sentence_pairs(message.english_of_form, message.msgstr)
        faults = (
            fault
            for pair in pairs
            for fault in critical_faults(*pair, counter, language, is_safety=place.is_safety)
        )
        if not (fault := next(faults, None)):
            continue
        sure = (changed_not(*pair, counter, language) for pair in pairs)
        if (opposite := next(filter(None, sure), None)) and names_danger(message, catalog):
            yield Finding(catalog.path, message.line, "negation", opposite)
        else:
            yield Finding(catalog.path, message.line, "negation", fault, "warning")


def _with_known_meanings(table: Table) -> Table:
    known = meanings_counted(*IN_LISTS)
    unknown = [
        (row.line, f"{quoted(name)} is no meaning. Write one of: {', '.join(sorted(known))}.")
        for row in table.rows
        for name in row.forms["meaning"]
        if name not in known
    ]
    return Table(table.rows, [*table.problems, *unknown])


def critical_faults(
    english: str,
    text: str,
    counter: CriticalWordCounter,
    language: ExchangedWords,
    *,
    is_safety: bool,
) -> Iterator[str]:
    """Yield what is wrong with the critical words of ``text``, the surest fault first."""
    made_up, opposites = made_up_for(english, text, counter, language)
    yield from _lost(english, text, counter, made_up)
    for says in _counts():
        yield from _miscounted(english, text, says, counter, (made_up, opposites))
    for meaning in meanings_counted(NO_OFTENER) if is_safety else ():
        yield from _added(english, text, kinds()[meaning], counter)


@cache
def _counts() -> Sequence[str]:
    """Return what rows are reported as whose words are counted, each once."""
    counted = (kind.reported_as for kind in kinds().values() if kind.counted == COUNTED)
    return list(dict.fromkeys(counted))


def _lost(english: str, text: str, counter: CriticalWordCounter, made_up: int) -> Iterator[str]:
    """Yield what is wrong with each meaning of ``english`` that ``text`` lacks.

    ``made_up`` is how often it says otherwise what the English says with a not: avoid, unsafe.
    """
    meanings = meanings_in(english)
    parts = clauses(prose(text)) if meanings else ""
    for found, meaning in meanings.items():
        if counter.lacks(meaning, parts) and not (
            made_up and kinds()[meaning].reported_as == SAYS_NOT
        ):
            own = counter.preferred(meaning)
            such = f", such as {quoted(own)}" if own else ""
            yield (
                f'The English has "{found}". The translation has no word for it that '
                f"words.csv lists{such}. Read both again."
            )


def _miscounted(
    english: str, text: str, says: str, counter: CriticalWordCounter, made_up: tuple[int, int]
) -> Iterator[str]:
    """Yield what is wrong with how often ``text`` says not, or what else is reported so.

    Other words make up for as many fewer, and as many more, as ``made_up`` says.
    """
    fewer, more = made_up if says == SAYS_NOT else (0, 0)
    if not counter.can_count(says):
        return
    wanted = count_in_english(english, says)
    has = counter.count(says, text, meanings_in(english).values())
    may_be_alone = bool(SAID_ALONE.search(english))
    alone = (form for form in has.alone if not may_be_alone or counter.needs_another(form))
    if half := next(alone, None):
        yield (
            f"{quoted(half)} {says} only together with a second word, which is missing "
            f"here. Read both texts again."
        )
    if has.most + fewer < wanted.least:
        yield (
            f"The English {says} {_often(wanted.least)}, the translation {_often(has.most)}. "
            f"Read both again."
        )
    if not wanted.allows(max(has.least - more, 0), has.most):
        halves = f'If two words are one not, write the second into the row "{AGAIN}" of words.csv.'
        yield (
            f"The translation {says} {_often(has.least)}, the English {_often(wanted.most)}. "
            f"Read both again. {halves if says == SAYS_NOT else ''}".rstrip()
        )


def _added(
    english: str, text: str, kind: CriticalMeaning, counter: CriticalWordCounter
) -> Iterator[str]:
    """Yield what is wrong if a word too many turns ``text`` round."""
    if found := counter.added(kind, english, text):
        yield (
            f"The translation {kind.reported_as} ({', '.join(map(quoted, found))}), and the "
            f"English has fewer such words. Read both again: it may say the opposite."
        )


def _often(count: int) -> str:
    return {0: "nowhere", 1: "once", 2: "twice"}.get(count, f"{count} times")


def sentence_pairs(english: str, text: str) -> list[tuple[str, str]]:
    """Return what says the same in both: each sentence, if there are as many, or the whole.

    The answer "No." is looked at by itself in any case.
    """
    sources, targets = sentences(english), sentences(text)
    if len(sources) == len(targets):
        return list(zip(sources, targets, strict=True))
    if sources[:1] == ["No"]:
        answer = CLAUSE_END.split((targets or [""])[0])[0]
        is_answer = len(words(answer).strip()) <= LONGEST_ANSWER
        answer = answer if is_answer else ""
        # The not of the answer is no other one: "No, no se contagia."
        rest = "\n".join(targets).removeprefix(answer)
        return [(sources[0], answer), ("\n".join(sources[1:]), rest)]
    return [(english, text)]


@lru_cache(maxsize=8192)
def sentences(text: str) -> Sequence[str]:
    return [part.strip(" *") for part in SENTENCE_END.split(text) if part.strip(CLOSING)]


@rule(100)
def terms(catalog: Catalog) -> Iterator[Finding]:
    """Use the words of your term list.

    Readers learn one word for one thing, and their doctor uses it too. The words stand in
    `terms.csv` in the folder of your language: the preferred one, others that are also
    allowed, and some that are banned because they mislead. Endings may change. If a good word
    is missing in the list, add it there under `allowed`. A name that stays as it is in every
    language, such as NHS, is written in its own letters; `source/terms.csv` lists these.

    Bad::

        msgid "Tell your doctor about a flare."
        msgstr "Avise a su médico si tiene una bengala."

    Good::

        msgid "Tell your doctor about a flare."
        msgstr "Avise a su médico si tiene un brote."
    """
    yield from _lost_names(catalog)
    table = catalog.language.once(read_terms)
    yield from faults_of(table, catalog.language, TERMS, "terms")
    if not table.rows:
        return
    glossary = {words(name): row for row in table.rows for name in row.forms["term"]}
    for message in catalog.translated:
        text = words(prose(message.msgstr))
        for row in rows_in(message.english_of_form, glossary):
            if fault := _fault_of_term(row, text):
                yield Finding(catalog.path, message.line, "terms", fault, "warning")


def _lost_names(catalog: Catalog) -> Iterator[Finding]:
    problems, search = catalog.language.once(_names_that_stay)
    for line, fault in problems:
        yield Finding(GLOSSARY, line, "terms", fault)
    for message in catalog.translated:
        source, text = prose(message.english_of_form), prose(message.msgstr)
        for name in dict.fromkeys(search.findall(source)):
            # A language may put its own letters before a name: وMedlinePlus.
            if name not in text:
                fault = f"The English has the name {quoted(name)}. Write it in the same letters."
                yield Finding(catalog.path, message.line, "terms", fault, "warning")


def _names_that_stay(folder: LanguageFolder) -> tuple[Sequence[tuple[int, str]], Pattern[str]]:
    """Return what is wrong with the glossary, and what finds its names that nobody translates."""
    glossary = read_glossary(folder.root)
    ways = "|".join(map(re.escape, glossary.names_that_stay))
    return glossary.problems, re.compile(rf"(?<!\w)(?:{ways})(?!\w)" if ways else r"(?!)")


def _fault_of_term(row: Row, text: str) -> str | None:
    right, banned = (*row.forms["preferred"], *row.forms["allowed"]), row.forms["banned"]
    term, wanted = quoted(row.forms["term"][0]), quoted(headword(row.forms["preferred"][0]))
    # A banned word may be a part of a right one, which is longer.
    found = [match[0] for match in search_forms((*right, *banned)).finditer(text)]
    for word in filter(search_forms(banned).fullmatch, found):
        wrong = next(form for form in banned if search_forms((form,)).fullmatch(word))
        return f"{quoted(headword(wrong))} must not stand for {term}. Write {wanted}."
    if found:
        return None
    return f"The English has {term}. Write {wanted}, or another word of the term list."
