"""Medical words as the term list of the language says, and as often not, never, only and now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from re import Pattern

from multilingual.catalogs.language_folder import TERMS, WORDS, LanguageFolder
from multilingual.catalogs.message import Catalog, locations_of
from multilingual.checks.registry import rule
from multilingual.findings import Finding
from multilingual.reviews.waivers import names_danger
from multilingual.text.sentences import sentences
from multilingual.text.wording import (
    CLAUSE_END,
    prose,
    quoted,
    words,
)
from multilingual.wordlists.critical_word_count import CriticalWordCounter, counter_of
from multilingual.wordlists.critical_words import (
    IN_LISTS,
    meanings_counted,
    read_words,
)
from multilingual.wordlists.exchanged_words import ExchangedWords, exchanged_words_of
from multilingual.wordlists.exchanges import left_undone, lost_urgency, put_off
from multilingual.wordlists.lost_and_added_words import changed_not, critical_faults
from multilingual.wordlists.table import Row, Table, faults_of, headword, search_forms
from multilingual.wordlists.term_list import (
    GLOSSARY,
    read_glossary,
    read_terms,
    rows_in,
)

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

    A not before a mark says no to nothing that follows: *No, deje* means "no, stop". Such an answer
    may stand only where the English has one. The row `not ahead` has the nots that no good sentence
    puts before a mark, as the Hindi *नहीं* may be; leave its `?` if yours has none. Words that only
    stress a not may stand between two marks after it: *Nunca, bajo ningún concepto, deje*. They are
    in the rows `never` and `stress`. *No, por favor, deje* may be "no, please stop it".

    "Do not stop without asking" may be "ask before you stop"; the row `asks late` has words that
    turn this round, such as *antes de preguntar*.

    In a safety text the row `left undone` is looked at, too: words such as stop, avoid, refuse,
    forget or wait. *Nunca evite dejarlo* has one more than "never stop it" and says the opposite.
    The row `if` holds there as well: *Nunca pasa nada si lo deja* has a condition that "never stop
    it" has not. One that has surely lost its not, or has one too many, is an error, and it is not
    shown. No text has a day of its own, such as tomorrow or Monday. Where the English says now, or
    today, a safety text that says later in its place is not shown: `put off` has such words. Nor is
    one that has lost the word for now, today, soon, day or night, hospital or emergency.

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
        opposite = surely_changed(pairs, counter, language)
        if opposite and names_danger(message, catalog):
            yield Finding(catalog.path, message.line, "negation", opposite)
        else:
            yield Finding(catalog.path, message.line, "negation", fault, "warning")


def surely_changed(
    pairs: Sequence[tuple[str, str]], counter: CriticalWordCounter, language: ExchangedWords
) -> str | None:
    """Return what a translation surely says otherwise of a danger, sentence by sentence."""
    found = (
        changed_not(*pair, counter, language)
        or put_off(*pair, counter)
        or lost_urgency(*pair, counter)
        or left_undone(*pair, counter)
        for pair in pairs
    )
    return next(filter(None, found), None)


def _with_known_meanings(table: Table) -> Table:
    known = meanings_counted(*IN_LISTS)
    unknown = [
        (row.line, f"{quoted(name)} is no meaning. Write one of: {', '.join(sorted(known))}.")
        for row in table.rows
        for name in row.forms["meaning"]
        if name not in known
    ]
    return Table(table.rows, [*table.problems, *unknown])


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
