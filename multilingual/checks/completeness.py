"""Nothing is missing: each text is translated, up to date, whole, and in the language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from multilingual.catalogs.files import CatalogError
from multilingual.catalogs.messages import Catalog, Message, open_catalog
from multilingual.catalogs.wording import english_of_form
from multilingual.checks.english_remnants import english_in, is_telling
from multilingual.checks.scripts import only_in, script_of, script_of_letter, scripts_of, share_of
from multilingual.checks.siblings import fault_of_language
from multilingual.findings import Finding
from multilingual.languages import parent_of
from multilingual.text.wording import prose, quoted, words

MOST_EMPTY = 10
"""How many texts of a page without a translation are told one by one."""

SHORTEST = 20
"""Characters of an English text whose length says something about its translation's."""

Bands = tuple[tuple[int, float, float], ...]

BANDS: Bands = ((80, 0.5, 2.1), (40, 0.42, 2.8), (SHORTEST, 0.38, 3.0))
"""From how many characters on, the lowest and the highest length as a multiple of English.

Measured on the FAQ in Spanish, French, Arabic and Hindi, with a quarter more on both sides.
"""

BANDS_OF_HAN: Bands = ((80, 0.17, 0.75), (40, 0.15, 0.8), (SHORTEST, 0.1, 1.1))
"""The same for writing with a sign for each syllable or word, measured in Chinese."""

SIGNS = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL")
"""How Unicode's names of such signs begin."""

FOREIGN_SHARE = 0.2
"""Share of letters from A to Z from which on a text in another script counts as English."""


UNIT_OR_NAME = re.compile(r"(?<=\d)\s?[a-zA-Zµμ]{1,3}(?![^\W_])|[(（][A-Za-z][A-Za-z -]{0,40}[)）]")
"""A unit after its number, and the name of a thing in brackets after the language's own."""
LATIN = re.compile("[A-Za-z\u00c0-\u024f]+")
LETTERS = re.compile(r"[^\W\d_]+")


def untranslated(catalog: Catalog) -> Iterator[Finding]:
    """Translate every text.

    Where the `msgstr` is empty, readers get the English, with a note. Write the translation
    between its quotes. If a message has several plural forms, fill all of them. More than ten
    of a page are told in one line. Readers of a variant such as es_MX get the text of es, where
    es has one.

    Bad::

        msgid "Lupus has no cure yet."
        msgstr ""

    Good::

        msgid "Lupus has no cure yet."
        msgstr "El lupus todavía no tiene cura."
    """
    empty = [one for one in catalog.messages if one.msgid.strip() and not one.msgstr.strip()]
    above = _translated_above(catalog) if empty else set()
    found = list(_first_forms(one for one in empty if (one.context, one.msgid) not in above))
    if len(found) > MOST_EMPTY:
        text = (
            f"{len(found)} texts of this page have no translation; the first is here. Write them."
        )
        yield Finding(catalog.path, found[0].line, "untranslated", text, "warning")
        return
    for message in found:
        text = f"{quoted(message.msgid)} has no translation. Write one."
        yield Finding(catalog.path, message.line, "untranslated", text, "warning")


def _translated_above(catalog: Catalog) -> set[tuple[str | None, str]]:
    """Return what the language has that this one is a variant of, by context and English."""
    parent = parent_of(catalog.code, catalog.folder.parent)
    if parent is None:
        return set()
    place = catalog.folder.parent / parent
    path = place / "LC_MESSAGES" / f"{catalog.page}.po"
    try:
        there = open_catalog(path, catalog.root, parent).translated if path.is_file() else ()
    except CatalogError:
        # Its own language is told of it.
        there = ()
    own = {(one.context, one.msgid) for one in there}
    return own | _translated_above(Catalog("", parent, catalog.page, place, root=catalog.root))


def fuzzy(catalog: Catalog) -> Iterator[Finding]:
    """Look again at each text marked as fuzzy.

    Its English has changed, or the translation is a guess, so readers get the English. Correct
    the `msgstr`. Then delete the word `fuzzy`, with its line if nothing else stands there. Where
    git knows the file, a word `fuzzy` that was deleted with nothing corrected is told, too.

    Bad::

        #, fuzzy
        msgid "Call a doctor the same day."
        msgstr "Llame a un médico."

    Good::

        msgid "Call a doctor the same day."
        msgstr "Llame a un médico el mismo día."
    """
    marked = (one for one in catalog.messages if one.is_fuzzy and one.msgstr.strip())
    for message in _first_forms(marked):
        text = (
            f"{quoted(message.msgid)} is marked as fuzzy: its English has changed. "
            f"Correct the translation, then delete the word fuzzy."
        )
        yield Finding(catalog.path, message.line, "fuzzy", text, "warning")


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
    if _is_english(catalog):
        return
    for message in catalog.translated:
        if _is_copy(message) and is_telling(message.msgid, message.msgid, catalog):
            text = f"{quoted(message.msgid)} is still the English. Translate it."
            yield Finding(catalog.path, message.line, "unchanged", text, "warning")


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
    if _is_english(catalog):
        return
    if fault := fault_of_language(catalog):
        yield Finding(catalog.path, 1, "language", f"{fault} Get it back with git.")
    script = script_of(catalog.code)
    for message in catalog.translated:
        if _is_copy(message):
            continue
        fault = (
            _left_in_english(message, catalog)
            or _in_another_script(message, script)
            or _in_other_characters(message, script)
            or _in_foreign_letters(message, catalog.code)
        )
        if fault:
            yield Finding(catalog.path, message.line, "language", fault, "warning")


def length(catalog: Catalog) -> Iterator[Finding]:
    """Say no more and no less than the English.

    A translation that is far shorter has often lost a sentence, and one that is far longer
    has often got one that does not belong there. Compare them sentence by sentence.

    Bad::

        msgid "Call now. Do not wait for the signs to pass. If nobody answers, go to a hospital."
        msgstr "Llame ahora."

    Good::

        msgid "Call now. Do not wait for the signs to pass. If nobody answers, go to a hospital."
        msgstr "Llame ya. No espere a que pasen las señales. Si nadie contesta, vaya a un hospital."
    """
    for message in catalog.translated:
        english, text = prose(english_of_form(message)).strip(), prose(message.msgstr).strip()
        if len(english) < SHORTEST or _is_copy(message):
            continue
        bands = BANDS_OF_HAN if share_of(SIGNS, text) > 0.5 else BANDS
        low, high = next(band[1:] for band in bands if len(english) >= band[0])
        if low <= len(text) / len(english) <= high:
            continue
        kind, part = ("short", "lost") if len(text) < low * len(english) else ("long", "added")
        fault = (
            f"The translation is very {kind}: {len(text)} characters for {len(english)} in "
            f"English. Look whether something was {part}."
        )
        yield Finding(catalog.path, message.line, "length", fault, "warning")


def _first_forms(messages: Iterator[Message]) -> Iterator[Message]:
    seen: set[tuple[str | None, str]] = set()
    for message in messages:
        key = (message.context, message.msgid)
        if message.form is None or key not in seen:
            yield message
        seen.add(key)


def _is_english(catalog: Catalog) -> bool:
    return catalog.code.split("_")[0] == "en"


def _is_copy(message: Message) -> bool:
    text = words(message.msgstr)
    return text in (words(message.msgid), words(message.plural)) and bool(text)


def _left_in_english(message: Message, catalog: Catalog) -> str | None:
    part = english_in(message, catalog)
    return None if part is None else f"{quoted(part)} is still in English. Translate it."


def _in_another_script(message: Message, script: str | None) -> str | None:
    if script in (None, "Latn"):
        return None
    english, text = prose(english_of_form(message)), UNIT_OR_NAME.sub(" ", prose(message.msgstr))
    known = set(words(english).split())
    letters, foreign = sum(map(str.isalpha, text)), []
    for word in LATIN.findall(text):
        # A name stays as it is in English, perhaps without the s of its plural.
        if any(map(str.isupper, word)) and not known.isdisjoint(_singulars(word)):
            letters -= len(word)
        else:
            foreign.append(word)
    if sum(map(len, foreign)) < FOREIGN_SHARE * letters or not foreign:
        return None
    shown = quoted(" ".join(foreign[:8]))
    return f"{shown} is in the letters of English. Translate it, or write it in your script."


def _singulars(word: str) -> tuple[str, str]:
    return word.casefold(), word.casefold() + "s"


def _in_other_characters(message: Message, script: str | None) -> str | None:
    own, other = {"Hans": ("gb2312", "big5"), "Hant": ("big5hkscs", "gb2312")}.get(
        script or "", ("", "")
    )
    if not own:
        return None
    found = [one for one in dict.fromkeys(message.msgstr) if only_in(one, other, own)]
    if not found:
        return None
    wanted = "simple" if script == "Hans" else "traditional"
    return f'"{"".join(found[:8])}" is not in {wanted} characters. Write it in those.'


def _in_foreign_letters(message: Message, code: str) -> str | None:
    """Return what is wrong with a word in a script of neither this language nor English."""
    own = scripts_of(code)
    if not own or message.msgstr.isascii():
        return None
    for word in LETTERS.findall(prose(message.msgstr)):
        kinds = {script_of_letter(one) for one in word if one.isalpha()}
        # A single Greek letter is most often a sign of a science.
        is_known = kinds <= own or (len(word) < 2 and kinds == {"GREEK"})
        if not is_known and word not in english_of_form(message):
            script = min(kinds - own).capitalize()
            return f"{quoted(word)} has letters of another script ({script}). Write it in yours."
    return None
