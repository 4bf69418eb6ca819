"""Whether a translation says not, never, only, at least and now as often as the English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from re import Pattern

from multilingual.catalogs.location import locations_of
from multilingual.catalogs.message import Catalog
from multilingual.catalogs.wording import quoted
from multilingual.checks.style import CLOSING
from multilingual.findings import Finding
from multilingual.wordlists.meanings import MEANINGS, meanings_in, negatives_in
from multilingual.wordlists.negation_count import (
    AGAIN,
    CLAUSE_END,
    SENTENCE_END,
    Nots,
    parted,
)
from multilingual.wordlists.table import Table
from multilingual.wordlists.term_list import (
    WORDS,
    faults_of,
    forms_by_meaning,
    prose,
    read_words,
    search_forms,
    words,
)
from multilingual.wordlists.undone import OTHER_MEANINGS, added_words

"""Rows of ``words.csv`` that a language may lack, or that other checks read."""

LONGEST_ANSWER = 10
"""Up to how many characters a first sentence can be the whole answer to a question."""


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

    In a safety text the row `left undone` is looked at, too: words such as stop, avoid, refuse,
    forget or wait. *Nunca evite dejarlo* has one more than "never stop it" and says the opposite.

    `*` stands for any ending. `^` before a form says that it begins a part of a sentence
    (`^ningún`), and `…` stands for up to nine words (`ne … que`).

    Bad::

        msgid "Do not stop a medicine without advice."
        msgstr "Deje ningún medicamento sin consultar."

    Good::

        msgid "Do not stop a medicine without advice."
        msgstr "No deje ningún medicamento sin consultar."
    """
    table = _with_known_meanings(read_words(catalog))
    yield from faults_of(table, catalog, WORDS, "negation")
    forms = forms_by_meaning(table)
    nots = Nots(forms)
    places = locations_of(catalog.page, catalog.translations)
    for message, place in zip(catalog.translations, places, strict=True):
        if not message.is_translated:
            continue
        faults = (
            _lost_meaning(english, text, forms)
            or _fault_of_nots(english, text, nots)
            or (_opposite(english, text, forms, nots) if place.is_safety else None)
            for english, text in _pairs(message.english_of_form, message.msgstr)
        )
        if fault := next(filter(None, faults), None):
            yield Finding(catalog.path, message.line, "negation", fault, "warning")


def _with_known_meanings(table: Table) -> Table:
    known = {*MEANINGS, *OTHER_MEANINGS}
    unknown = [
        (row.line, f"{quoted(name)} is no meaning. Write one of: {', '.join(sorted(known))}.")
        for row in table.rows
        for name in row.forms["meaning"]
        if name not in known
    ]
    return Table(table.rows, [*table.problems, *unknown])


def _lost_meaning(english: str, text: str, forms: Mapping[str, Sequence[str]]) -> str | None:
    """Return what is wrong with the first meaning of ``english`` that ``text`` lacks."""
    target_words = parted(prose(text))
    for found, meaning in meanings_in(english).items():
        listed = forms.get(meaning)
        if listed and not _holds(target_words, tuple(listed)):
            return (
                f'The English has "{found}". The translation has no word for it that '
                f"words.csv lists. Read both again."
            )
    return None


def _fault_of_nots(english: str, text: str, nots: Nots) -> str | None:
    """Return what is wrong with how often ``text`` says not."""
    if not nots:
        return None
    wanted = negatives_in(english)
    has = nots.count(text, meanings_in(english).values())
    if has.alone:
        return (
            f"{quoted(has.alone[0])} says not only together with a second word, which is missing "
            f"here. Read both texts again."
        )
    if has.most < wanted.least:
        return (
            f"The English says not {_often(wanted.least)}, the translation {_often(has.most)}. "
            f"Read both again."
        )
    if not wanted.allows(has.least, has.most):
        return (
            f"The translation says not {_often(has.least)}, the English {_often(wanted.most)}. "
            f'Read both again. If two words are one not, write the second into the row "{AGAIN}" '
            f"of words.csv."
        )
    return None


def _opposite(
    english: str, text: str, forms: Mapping[str, Sequence[str]], nots: Nots
) -> str | None:
    """Return what is wrong if a word too many turns ``text`` round."""
    found = added_words(english, text, forms, nots)
    if not found:
        return None
    return (
        f"The translation leaves something undone ({', '.join(map(quoted, found))}), and the "
        f"English has fewer such words. Read both again: it may say the opposite."
    )


def _often(count: int) -> str:
    return {0: "nowhere", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _pairs(english: str, text: str) -> list[tuple[str, str]]:
    """Return what says the same in both: each sentence, if there are as many, or the whole.

    The answer "No." is looked at by itself in any case.
    """
    sources, targets = _sentences(english), _sentences(text)
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


def _sentences(text: str) -> list[str]:
    return [one.strip(" *") for one in SENTENCE_END.split(text) if one.strip(CLOSING)]


def _holds(text: str, listed: Sequence[str]) -> bool:
    """Whether ``text`` has a form; one that begins with ``-`` is a word that only looks so."""
    other = _search(tuple(form[1:] for form in listed if form.startswith("-")))
    matches = _search(tuple(form.removeprefix("-") for form in listed)).finditer(text)
    return any(not other.fullmatch(match[0]) for match in matches)


@lru_cache(maxsize=1024)
def _search(forms: Sequence[str]) -> Pattern[str]:
    return search_forms(forms)
