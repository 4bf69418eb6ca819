"""Whether a translation could do harm: commands, hidden signs, letters that deceive."""

from __future__ import annotations

from collections.abc import Iterator

from multilingual.catalogs.messages import Catalog
from multilingual.checks.markup import outline
from multilingual.findings import Finding
from multilingual.text.outline import Outline
from multilingual.text.unsafe_text import faults_of_characters, faults_of_interface


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
    for message in (one for one in catalog.messages if one.msgstr and not one.is_fuzzy):
        faults = list(faults_of_characters(message.msgid, message.msgstr))
        if catalog.is_interface:
            faults = faults or list(faults_of_interface(message.english, message.msgstr))
        else:
            pair = outline(message.msgid, catalog.root), outline(message.msgstr, catalog.root)
            faults = faults or list(faults_of_commands(*pair))
        for fault in faults:
            yield Finding(catalog.path, message.line, "safety", fault)


def faults_of_commands(english: Outline, translated: Outline) -> Iterator[str]:
    """Yield what is no text at all."""
    new = sorted((translated.commands - english.commands).elements()) if translated.commands else []
    if new:
        yield f"The translation is read as a command ({new[0]}). Write text."
