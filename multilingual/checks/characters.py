"""Whether the characters of a translation could do harm, and are as search and fonts expect."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from multilingual.catalogs.message import Catalog
from multilingual.checks.markup import outline
from multilingual.checks.registry import rule
from multilingual.findings import Finding
from multilingual.text.outline import Outline
from multilingual.text.unsafe_text import faults_of_characters, faults_of_interface

STRETCHED = re.compile(r"(?<=[\u0620-\u063f\u0641-\u064a])\u0640+(?=[\u0620-\u063f\u0641-\u064a])")
"""The Arabic tatweel within a word, which it draws out; before a number it joins the article."""

JOINER = re.compile("[\u200b-\u200d]")


@rule(30, is_guarded=True)
def safety(catalog: Catalog) -> Iterator[Finding]:
    """Write text and nothing else.

    A translation has no command (a line that begins with two dots), no HTML, no hidden sign
    and no letters of another alphabet that look like the right ones. What is copied from the
    web or from a chat can bring hidden signs along: type the words anew.

    Bad::

        msgid "See your doctor."
        msgstr ".. raw:: html"

    Good::

        msgid "See your doctor."
        msgstr "Consulte a su médico."
    """
    # A text of spaces alone is one that somebody wrote.
    for message in (one for one in catalog.translations if one.msgstr and not one.is_fuzzy):
        faults = list(faults_of_characters(message.msgid, message.msgstr))
        if catalog.is_interface:
            faults = faults or list(faults_of_interface(message.english, message.msgstr))
        else:
            pair = (
                outline(message.msgid, catalog.language.root),
                outline(message.msgstr, catalog.language.root),
            )
            faults = faults or list(faults_of_commands(*pair))
        for fault in faults:
            yield Finding(catalog.path, message.line, "safety", fault)


def faults_of_commands(english: Outline, translated: Outline) -> Iterator[str]:
    """Yield what is no text at all."""
    new = sorted((translated.commands - english.commands).elements()) if translated.commands else []
    if new:
        yield f"The translation is read as a command ({new[0]}). Write text."


@rule(180)
def letters(catalog: Catalog) -> Iterator[Finding]:
    """Type each letter as one sign.

    An accent that was typed or pasted as a sign of its own looks right, but search does not
    find the word. Type the letter anew. The line that stretches Arabic words is for
    calligraphy only.

    Bad::

        msgid "Ask your doctor."
        msgstr "Pregunte a su me\u0301dico."

    Good::

        msgid "Ask your doctor."
        msgstr "Pregunte a su médico."
    """
    for message in catalog.translated:
        if fault := _letters_fault(message.msgstr) or _joiner(message.msgstr, catalog.code):
            yield Finding(catalog.path, message.line, "letters", fault, "warning")


def _joiner(text: str, code: str) -> str | None:
    """Return what is wrong with a sign that nobody sees, which Persian and Urdu need."""
    if not JOINER.search(text) or code.split("_", maxsplit=1)[0] != "ar":
        return None
    return "There is a hidden sign between letters, which Arabic does not have. Type it anew."


def _letters_fault(text: str) -> str | None:
    if stretched := STRETCHED.search(text):
        word = text[: stretched.start()][-20:].rsplit(" ", maxsplit=1)[-1]
        return f"The word that begins with {word} is stretched with the sign ـ. Delete that sign."
    if unicodedata.is_normalized("NFC", text):
        return None
    usual = unicodedata.normalize("NFC", text)
    at = next((i for i, pair in enumerate(zip(text, usual, strict=False)) if len(set(pair)) > 1), 0)
    word = text[:at].rpartition(" ")[2] + text[at : at + 20].partition(" ")[0]
    return f"A letter of {word} is not in its usual form (NFC). Type the word anew."
