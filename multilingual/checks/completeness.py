"""Nothing is missing: no text lost, each translated, up to date and whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import attrgetter

from multilingual.catalogs.language_folder import LanguageFolder
from multilingual.catalogs.message import Catalog, Message, MessageKey, Translation
from multilingual.catalogs.reader import read_catalogs
from multilingual.checks.exchanged_and_dropped import dropped
from multilingual.checks.language_detection import share_of
from multilingual.checks.misplaced_catalogs import english_of, one_line, page_fault
from multilingual.checks.registry import rule
from multilingual.findings import Finding
from multilingual.reviews.waivers import names_danger
from multilingual.text.picture_words import PICTURE_WORDS, WIDEST, ems
from multilingual.text.sentences import SHORTEST, surely_not_whole
from multilingual.text.wording import prose, quoted, words

MOST_EMPTY = 10
"""How many texts of a page without a translation are told one by one."""

Bands = tuple[tuple[int, float, float], ...]
BANDS: Bands = ((80, 0.5, 2.1), (40, 0.42, 2.8), (SHORTEST, 0.38, 3.0))
"""From how many characters on, the lowest and the highest length as a multiple of English.

Measured on the FAQ in Spanish, French, Arabic and Hindi, with a quarter more on both sides.
"""
BANDS_OF_HAN: Bands = ((80, 0.17, 0.75), (40, 0.15, 0.8), (SHORTEST, 0.1, 1.1))
"""The same for writing with a sign for each syllable or word, measured in Chinese."""
SIGNS = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL")
"""How Unicode's names of such signs begin."""


@rule(110)
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
    forms = catalog.translations
    empty = [form for form in forms if form.msgid.strip() and not form.msgstr.strip()]
    above = _translated_above(catalog.language.parent, catalog.page) if empty else set()
    found = list(_first_forms(form for form in empty if form.key not in above))
    if len(found) > MOST_EMPTY:
        text = (
            f"{len(found)} texts of this page have no translation; the first is here. Write them."
        )
        yield Finding(catalog.path, found[0].line, "untranslated", text, "warning")
        return
    for message in found:
        text = f"{quoted(message.msgid)} has no translation. Write one."
        yield Finding(catalog.path, message.line, "untranslated", text, "warning")


def _translated_above(language: LanguageFolder | None, page: str) -> set[MessageKey]:
    """Return what the languages have that this one is a variant of."""
    if language is None:
        return set()
    there = language.once(read_catalogs).get(page, Catalog()).translated
    return {form.key for form in there} | _translated_above(language.parent, page)


@rule(120)
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
    marked = (form for form in catalog.translations if form.is_fuzzy and form.msgstr.strip())
    for message in _first_forms(marked):
        text = (
            f"{quoted(message.msgid)} is marked as fuzzy: its English has changed. "
            f"Correct the translation, then delete the word fuzzy."
        )
        yield Finding(catalog.path, message.line, "fuzzy", text, "warning")


def uncorrected(old: Catalog, catalog: Catalog) -> Iterator[Finding]:
    """Yield each message that was fuzzy in ``old`` and is not now, with the same translation."""
    before = {(key_of(form), form.form): form.msgstr for form in old.translations if form.is_fuzzy}
    for form in catalog.translated:
        if before.get((key_of(form), form.form)) == form.msgstr:
            fault = (
                f"The word fuzzy was deleted, and the translation of {quoted(form.msgid)} is "
                f"as it was. Read both again, and correct it if it does not say the same."
            )
            yield Finding(catalog.path, form.line, "fuzzy", fault, "warning")


@rule(150)
def length(catalog: Catalog) -> Iterator[Finding]:
    """Say no more and no less than the English.

    A translation that is far shorter has often lost a sentence, and one that is far longer
    has often got one that does not belong there. Compare them sentence by sentence. Sentences
    and the items of a list are counted, too; you may join sentences and order a list anew.
    Words in a picture have four short lines. A safety text is not shown if it is cut off, asks what
    the English does not ask, or has a sentence more where the English has no full stop.

    Bad::

        msgid "Call now. Do not wait for the signs to pass. If nobody answers, go to a hospital."
        msgstr "Llame ahora."

    Good::

        msgid "Call now. Do not wait for the signs to pass. If nobody answers, go to a hospital."
        msgstr "Llame ya. No espere a que pasen las señales. Si nadie contesta, vaya a un hospital."

    Bad::

        msgid "Call for vomiting, dizziness, fainting or confusion."
        msgstr "Llame si tiene vómitos, mareos o confusión."

    Good::

        msgid "Call for vomiting, dizziness, fainting or confusion."
        msgstr "Llame si tiene vómitos, mareos, desmayos o confusión."
    """
    dropped_of = dropped(catalog)
    for message in catalog.translated:
        fault = surely_not_whole(message.english_of_form, message.msgstr)
        if fault and names_danger(message, catalog):
            yield Finding(catalog.path, message.line, "length", fault)
            continue
        if fault := _too_wide(message):
            yield Finding(catalog.path, message.line, "length", fault, "warning")
        english, text = prose(message.english_of_form).strip(), prose(message.msgstr).strip()
        if len(english) < SHORTEST or is_copy(message):
            continue
        bands = BANDS_OF_HAN if share_of(SIGNS, text) > 0.5 else BANDS
        low, high = next(band[1:] for band in bands if len(english) >= band[0])
        if low <= len(text) / len(english) <= high:
            if fault := dropped_of(message.english_of_form, message.msgstr):
                yield Finding(catalog.path, message.line, "length", fault, "warning")
            continue
        kind, part = ("short", "lost") if len(text) < low * len(english) else ("long", "added")
        fault = (
            f"The translation is very {kind}: {len(text)} characters for {len(english)} in "
            f"English. Look whether something was {part}."
        )
        yield Finding(catalog.path, message.line, "length", fault, "warning")


def _too_wide(message: Translation) -> str | None:
    wide = ems(message.msgstr) if PICTURE_WORDS in message.about else 0
    if wide <= WIDEST:
        return None
    # A Chinese letter is as wide as two of most other scripts.
    most = len(message.msgstr) * WIDEST // wide
    return f"This stands in a picture and is too long for its place. Shorten it to {most} letters."


def _first_forms(messages: Iterable[Translation]) -> Iterator[Translation]:
    """Yield the first of the forms of each message."""
    return (next(forms) for _key, forms in groupby(messages, attrgetter("key")))


def is_copy(message: Translation) -> bool:
    """Return whether a translation is its English."""
    text = words(message.msgstr)
    return text in (words(message.msgid), words(message.plural)) and bool(text)


FEWEST = 2
"""How many other languages must agree on what a page has."""


@rule(80)
def lost(catalog: Catalog) -> Iterator[Finding]:
    """Do not touch `msgid`. Delete no text.

    The `msgid` is the English of the page. A translation is found by it, so readers get the
    English where a `msgid` was edited, deleted or cut off. The English page and its files in the
    other languages tell what must be there. "Replace all" in an editor changes `msgid` too:
    look at each place by itself.

    Bad::

        msgid "You cannot catch lupsu."
        msgstr "El lupus no se contagia."

    Good::

        msgid "You cannot catch lupus."
        msgstr "El lupus no se contagia."
    """
    if fault := page_fault(catalog):
        yield Finding(catalog.path, 1, "lost", fault)
        return
    siblings = [texts.keys() for _language, texts in siblings_of(catalog)]
    if len(siblings) < FEWEST:
        return
    own = {key_of(message): message for message in reversed(catalog.translations) if message.msgid}
    english = english_of(catalog)
    every = dict.fromkeys(key for texts in siblings for key in texts if key not in own)
    # The files of the other languages may be older or newer than this one, and the page decides.
    missing = [
        key
        for key in every
        if (one_line(key[1]) in english if english else all(key in texts for texts in siblings))
    ]
    if missing:
        yield Finding(catalog.path, 1, "lost", _told(missing))
    for key, message in reversed(own.items()):
        if one_line(key[1]) not in english and not any(key in texts for texts in siblings):
            fault = (
                "No other catalog of this page has this English. "
                "Change nothing in msgid, or run make update."
            )
            yield Finding(catalog.path, message.line, "lost", fault)


def _told(missing: list[Key]) -> str:
    first = quoted(missing[0][1])
    what = (
        f"{len(missing)} texts of this page are not in this file, the first is {first}."
        if len(missing) > 1
        else f"One text of this page is not in this file: {first}."
    )
    back = "Get the file back with git, or run make update and translate"
    return f"{what} {back} {'them' if len(missing) > 1 else 'it'} anew."


Key = tuple[str | None, str, str]
"""The context, the msgid and the plural of a message."""
Texts = Mapping[Key, tuple[str, ...]]
"""The messages of a catalog in their order, each with the forms that readers get, or with none."""


def siblings_of(catalog: Catalog) -> list[tuple[LanguageFolder, Texts]]:
    """Return the texts of the same page in the other languages, by code.

    What is broken or empty is left out: it is told where it stands.
    """
    every = ((other, other.once(_texts).get(catalog.page)) for other in catalog.language.others)
    return [(other, texts) for other, texts in every if texts]


def _texts(language: LanguageFolder) -> Mapping[str, Texts]:
    return {
        page: {key_of(message): _forms(message) for message in catalog.live}
        for page, catalog in language.once(read_catalogs).items()
    }


def key_of(message: Message | Translation) -> Key:
    """Return what tells a message from the others of its page, its plural too."""
    return (*message.key, message.plural)


def _forms(message: Message) -> tuple[str, ...]:
    return () if message.is_fuzzy or not message.has_words else tuple(message.forms)
