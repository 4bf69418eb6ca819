"""Medical words: each as the language's term list says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from re import Pattern

from multilingual.catalogs.language_folder import TERMS, LanguageFolder
from multilingual.catalogs.message import Catalog
from multilingual.checks.registry import rule
from multilingual.findings import Finding
from multilingual.text.wording import prose, quoted, words
from multilingual.wordlists.table import Row, faults_of, headword, search_forms
from multilingual.wordlists.term_list import GLOSSARY, Glossary, read_glossary, read_terms


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
    english = _search_english(tuple(glossary))
    for message in catalog.translated:
        source = words(prose(message.english_of_form))
        found = {_singular(match[0], glossary): None for match in english.finditer(source)}
        text = words(prose(message.msgstr))
        for row in {id(glossary[name]): glossary[name] for name in found}.values():
            if fault := _fault(row, text):
                yield Finding(catalog.path, message.line, "terms", fault, "warning")


def _lost_names(catalog: Catalog) -> Iterator[Finding]:
    glossary = catalog.language.once(_glossary)
    for line, fault in glossary.problems:
        yield Finding(GLOSSARY, line, "terms", fault)
    search = _search_names(glossary.names_that_stay)
    for message in catalog.translated:
        source, text = prose(message.english_of_form), prose(message.msgstr)
        for name in dict.fromkeys(search.findall(source)):
            # A language may put its own letters before a name: وMedlinePlus.
            if name not in text:
                fault = f"The English has the name {quoted(name)}. Write it in the same letters."
                yield Finding(catalog.path, message.line, "terms", fault, "warning")


def _glossary(folder: LanguageFolder) -> Glossary:
    return read_glossary(folder.root)


def terms_of(english: str, names: tuple[str, ...]) -> list[str]:
    """Return each of the medical words ``names`` that stands in an English text, in its order."""
    if not names:
        return []
    search = _search_english(tuple(words(name) for name in names))
    return [match[0].strip() for match in search.finditer(words(prose(english)))]


def _fault(row: Row, text: str) -> str | None:
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


@lru_cache(maxsize=64)
def _search_names(names: tuple[str, ...]) -> Pattern[str]:
    ways = "|".join(map(re.escape, names))
    return re.compile(rf"(?<!\w)(?:{ways})(?!\w)" if ways else r"(?!)")


@lru_cache(maxsize=64)
def _search_english(names: tuple[str, ...]) -> Pattern[str]:
    ways = sorted((_with_plural(name) for name in names), key=len, reverse=True)
    return re.compile(rf"(?<![^ ])(?:{'|'.join(ways)}) ")


def _with_plural(name: str) -> str:
    name = name.rstrip()
    if name.endswith("y"):
        return re.escape(name[:-1]) + "(?:y|ies)"
    return re.escape(name) + "(?:e?s)?"


def _singular(found: str, glossary: dict[str, Row]) -> str:
    stem = found.rstrip()
    for name in (stem, stem[:-1], stem[:-2], stem[:-3] + "y"):
        if name + " " in glossary:
            return name + " "
    raise AssertionError(found)
