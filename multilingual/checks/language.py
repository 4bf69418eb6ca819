"""Whether a translation is in its language: no English left, no other script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from multilingual.catalogs.message import Catalog, Translation
from multilingual.checks.completeness import is_copy, key_of, siblings_of
from multilingual.checks.language_detection import (
    english_in,
    is_more_like,
    is_telling,
    likeness,
    only_in,
    script_of,
    scripts_of,
)
from multilingual.checks.misplaced_catalogs import is_foreign
from multilingual.checks.registry import rule
from multilingual.findings import Finding
from multilingual.languages import base_code
from multilingual.text.unsafe_text import SYMBOLS
from multilingual.text.websites import addresses_in, sites_in
from multilingual.text.wording import prose, quoted, script_of_letter, words

FEWEST_SAME, FEWEST_WORDS = 5, 4
"""How many texts, of how many English words, are the same in two languages by no chance."""

NEAR = 0.75
"""The share of trigrams of a text that are in one of which it was made."""

FOREIGN_SHARE = 0.2
"""Share of letters from A to Z from which on a text in another script counts as English."""


UNIT_OR_NAME = re.compile(r"(?<=\d)\s?[a-zA-Zµμ]{1,3}(?![^\W_])|[(（][A-Za-z][A-Za-z -]{0,40}[)）]")
"""A unit after its number, and the name of a thing in brackets after the language's own."""
LATIN = re.compile("[A-Za-z\u00c0-\u024f]+")
LETTERS = re.compile(r"[^\W\d_]+")


@rule(130)
def unchanged(catalog: Catalog) -> Iterator[Finding]:
    """Translate the text. Do not copy it.

    A `msgstr` that is the same as its `msgid` is most often a mistake. Numbers, names such as
    JavaScript or United Kingdom, and words that the term list gives as the same, such as
    lupus, may stay. If another word is truly the same in your language, add it to the row
    `same` of `words.csv` in the folder of your language.

    Bad::

        msgid "See also:"
        msgstr "See also:"

    Good::

        msgid "See also:"
        msgstr "Vea también:"
    """
    if base_code(catalog.code) == "en":
        return
    for message in catalog.translated:
        if is_copy(message) and is_telling(message.msgid, message.msgid, catalog):
            text = f"{quoted(message.msgid)} is still the English. Translate it."
            yield Finding(catalog.path, message.line, "unchanged", text, "warning")


@rule(140)
def language(catalog: Catalog) -> Iterator[Finding]:
    """Leave no English, and no other script.

    A part of the English is easily left behind when a text is pasted. Names, abbreviations
    such as ANA, and a word or two in brackets may stay in English. Chinese keeps to the simple
    or to the traditional characters, as the language's code says. A file of another language
    does not belong here either.

    Bad::

        msgid "Call a doctor now. Do not wait."
        msgstr "Llame ahora a un médico. Do not wait."

    Good::

        msgid "Call a doctor now. Do not wait."
        msgstr "Llame ahora a un médico. No espere."
    """
    if base_code(catalog.code) == "en":
        return
    if fault := fault_of_language(catalog):
        yield Finding(catalog.path, 1, "language", f"{fault} Get it back with git.")
    script = script_of(catalog.code)
    for message in catalog.translated:
        if is_copy(message):
            continue
        fault = (
            _left_in_english(message, catalog)
            or _in_another_script(message, script)
            or _in_other_characters(message, script)
            or _in_foreign_letters(message, catalog.code)
            or _on_another_page(message)
        )
        if fault:
            yield Finding(catalog.path, message.line, "language", fault, "warning")


def _left_in_english(message: Translation, catalog: Catalog) -> str | None:
    part = english_in(message, catalog)
    return None if part is None else f"{quoted(part)} is still in English. Translate it."


def _on_another_page(message: Translation) -> str | None:
    """Return the page of a website that is the English one in another language."""
    known = addresses_in(message.english_of_form) if "/" in message.msgstr else set()
    new = sorted(addresses_in(message.msgstr) - known) if known else []
    named = next((f"{site}{path}" for site, path in new if path), None)
    return named and f"The English does not name {named}. Look whether it is the same page."


def _in_another_script(message: Translation, script: str | None) -> str | None:
    if script in (None, "Latn"):
        return None
    english, text = prose(message.english_of_form), UNIT_OR_NAME.sub(" ", prose(message.msgstr))
    # A website has one name in all languages.
    for site in sites_in(message.english_of_form):
        text = re.sub(re.escape(site), " ", text, flags=re.IGNORECASE)
    known = set(words(english).split())
    letters, foreign = sum(map(str.isalpha, text)), []
    for word in LATIN.findall(text):
        # A name stays as it is in English, perhaps without the s of its plural.
        if any(map(str.isupper, word)) and known & {word.casefold(), f"{word.casefold()}s"}:
            letters -= len(word)
        else:
            foreign.append(word)
    if sum(map(len, foreign)) < FOREIGN_SHARE * letters or not foreign:
        return None
    shown = quoted(" ".join(foreign[:8]))
    return f"{shown} is in the letters of English. Translate it, or write it in your script."


def _in_other_characters(message: Translation, script: str | None) -> str | None:
    own, other = {"Hans": ("gb2312", "big5"), "Hant": ("big5hkscs", "gb2312")}.get(
        script or "", ("", "")
    )
    if not own:
        return None
    found = [letter for letter in dict.fromkeys(message.msgstr) if only_in(letter, other, own)]
    if not found:
        return None
    wanted = "simple" if script == "Hans" else "traditional"
    return f'"{"".join(found[:8])}" is not in {wanted} characters. Write it in those.'


def _in_foreign_letters(message: Translation, code: str) -> str | None:
    """Return what is wrong with a word in a script of neither this language nor English."""
    own = scripts_of(code)
    if not own or message.msgstr.isascii():
        return None
    text = prose(message.msgstr)
    if _scripts_in(text) <= own:
        return None
    for word in LETTERS.findall(text):
        kinds = _scripts_in(SYMBOLS.sub("", word))
        # A single Greek letter is most often a sign of a science.
        is_known = kinds <= own or (len(word) < 2 and kinds == {"GREEK"})
        if not is_known and word not in message.english_of_form:
            script = min(kinds - own).capitalize()
            return f"{quoted(word)} has letters of another script ({script}). Write it in yours."
    return None


def _scripts_in(text: str) -> set[str]:
    return {script_of_letter(letter) for letter in set(text) if letter.isalpha()}


def fault_of_language(catalog: Catalog) -> str | None:
    """Return what is wrong if most texts are those of the same page in another language.

    One that is nearly such a text counts where the other pages tell the languages apart.
    """
    long = [
        message
        for message in catalog.translated
        if words(message.msgid).count(" ") >= FEWEST_WORDS
        and message.msgstr not in (message.msgid, message.plural)
    ]
    for other, texts in siblings_of(catalog) if len(long) >= FEWEST_SAME else ():
        if base_code(other.code) == base_code(catalog.code):
            continue
        pairs = [(message.msgstr, texts.get(key_of(message), ())) for message in long]
        far = (pair for pair in pairs if not _is_near(*pair))
        # Half of the texts say so, and nobody asks how many more.
        if any(islice(far, (len(long) - 1) // 2, None)):
            continue
        same = sum(text in forms for text, forms in pairs)
        near = sum(_is_near(text, forms) for text, forms in pairs)
        if near < FEWEST_SAME:
            continue
        own = [message.msgstr for message in long]
        is_own = is_more_like(own, catalog.language, other, catalog.page)
        if is_own or (is_own is None and (same < FEWEST_SAME or 2 * same <= len(long))):
            # It is the other file that is not in its language, or sisters are alike.
            continue
        which = "This file" if is_own is False else "One of the two files"
        how = f"{same} of {len(long)} texts here are letter for letter those of {other.code}."
        if 2 * same <= len(long):
            how = f"{near} of {len(long)} texts here are nearly those of {other.code}."
        return f"{how} {which} is not in its language."
    if is_foreign(catalog):
        return (
            f"The texts of this file are not in the language of the other files of {catalog.code}."
        )
    return None


def _is_near(text: str, others: Iterable[str]) -> bool:
    """Return whether ``text`` is one of ``others``, or has a word or two more or less."""
    return any(text == other or likeness(text, other) >= NEAR for other in others)
