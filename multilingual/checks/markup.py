"""Whether a translation is safe text with the marks of its English: bold, references, links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from multilingual.catalogs.message import Catalog, Translation
from multilingual.checks.registry import rule
from multilingual.findings import Finding
from multilingual.reviews import claims, notices
from multilingual.text.markup import settings_of
from multilingual.text.outline import Outline, explain, explain_block, read_outline
from multilingual.text.unsafe_text import (
    faults_of_addresses,
    faults_of_characters,
    faults_of_interface,
)

KINDS = {
    "strong": "bold words (**)",
    "emphasis": "words in single stars (*)",
    "literal": "words in two backticks (``)",
    "title_reference": "words in single backticks (`)",
    "target": "a target (_`)",
}
MUTE = re.compile(r"#\s*noqa\b", re.IGNORECASE)
STRAY = {
    re.compile(r"[*`＊｀]+"): (
        "Put bold words between two stars with no space inside (**so**), or delete the sign."
    ),
    re.compile(r"</?[A-Za-z][^<>]{0,99}>|&(?:\w{1,30}|#\w{1,9});"): "Delete it: it is HTML.",
    re.compile(r"\]\("): "Delete it: it is Markdown.",
}
"""Signs that readers would see, and what to do about them."""
BACKSLASH = re.compile(r"\\(?![\s*`_|\\])")
SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*)\s*:")
NOTHING: Counter[str] = Counter()
ALLOWED_SCHEMES = ("http", "https", "mailto", "tel")
"""Kinds of addresses, whatever the English has (RFC 3986, section 3.1)."""


@rule(30, is_guarded=True)
def safety(catalog: Catalog) -> Iterator[Finding]:
    """Write text and nothing else.

    A translation has no command (a line that begins with two dots), no HTML, no hidden sign, no
    letters of another alphabet that look like the right ones, no marks that your script does not
    write on a letter, and no picture (🚫, ✗) that the English has not. What is copied from the web
    or from a chat can bring such signs along: type the words anew. Signs of direction may
    stand around a whole number with its unit, and never inside a number, a dose or a Latin name:
    readers would see 59 for 95. Digits are 0 to 9 or those of your script. Sentences of
    `sphinx.po` that say who has checked a text, and the words on red boxes and on buttons for help,
    have the words of `source/notices.csv`; of others readers see the English until a maintainer
    has agreed to them. No title and no other text of `sphinx.po` says that somebody has checked or
    written a text where the English does not; in the text of a page that is a warning.

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
            faults = faults or list(faults_of_commands(*_pair(message, catalog)))
            claim = claims.fault_of_heading(catalog.code, message)
            faults = faults or ([claim] if claim else [])
        for fault in faults:
            yield Finding(catalog.path, message.line, "safety", fault)
        if not faults:
            yield from _unagreed(message, catalog)


def _unagreed(message: Translation, catalog: Catalog) -> Iterator[Finding]:
    """Yield a finding if a text says who has checked it, in words that nobody has agreed to."""
    # "Approved" has other uses in a text than in a title, and who is new can but ask.
    if catalog.is_interface:
        forms = message.msgid, message.msgstr
        fault = notices.fault_of_notice(catalog.language.root, catalog.code, *forms)
    else:
        fault = claims.fault_of_claim(catalog.code, message.english_of_form, message.msgstr)
    if fault:
        yield Finding(
            *(catalog.path, message.line, "safety", fault),
            "error"
            if catalog.is_interface and fault in (notices.CHANGED, claims.CLAIM)
            else "warning",
        )


@rule(50, is_guarded=True)
def markup(catalog: Catalog) -> Iterator[Finding]:
    """Keep stars, backticks and colons.

    Bold words stand between two stars with no space inside: `**so**`. A translation may mark
    fewer words or others, but only in the ways that the English does. It is one piece of text:
    it does not begin like a list (`1.`, `-`, `*`), and holds no HTML and no Markdown.

    Bad::

        msgid "**Never stop suddenly.**"
        msgstr "** Nunca pare de golpe. **"

    Good::

        msgid "**Never stop suddenly.**"
        msgstr "**Nunca pare de golpe.**"
    """
    for message, pair in _outlines(catalog):
        for fault in (*faults_of_markup(*pair), *faults_of_text(message.msgid, message.msgstr)):
            yield Finding(catalog.path, message.line, "markup", fault)


@rule(60, is_guarded=True)
def references(catalog: Catalog) -> Iterator[Finding]:
    """Copy each reference letter for letter.

    ``:ref:`emergency-signs` `` becomes the title of that question in your language. Keep its
    English letters and its backticks, also in another place of the sentence. Add none. Other
    words may stand before the name: ``:ref:`these signs <emergency-signs>` ``.

    Bad::

        msgid "See :ref:`emergency-signs`."
        msgstr "Vea :ref:`signos-de-urgencia`."

    Good::

        msgid "See :ref:`emergency-signs`."
        msgstr "Vea :ref:`emergency-signs`."
    """
    yield from _compare(catalog, "references", changed_references)


@rule(70, is_guarded=True)
def links(catalog: Catalog) -> Iterator[Finding]:
    """Copy every address, and add none.

    Translate the words of a link, and copy its address letter for letter. A translation names
    no website and no e-mail address that the English does not name.

    Bad::

        msgid "See `the NHS <https://www.nhs.uk/conditions/lupus/>`__."
        msgstr "Vea `el NHS <https://www.nhs.example/lupus/>`__."

    Good::

        msgid "See `the NHS <https://www.nhs.uk/conditions/lupus/>`__."
        msgstr "Vea `el NHS <https://www.nhs.uk/conditions/lupus/>`__."
    """
    yield from _compare(catalog, "links", changed_links)
    if catalog.is_interface:
        for message in catalog.translated:
            for fault in faults_of_addresses(message.english, message.msgstr):
                yield Finding(catalog.path, message.line, "links", fault)


def faults_of_commands(english: Outline, translated: Outline) -> Iterator[str]:
    """Yield what is no text at all."""
    if translated.commands and (new := translated.commands - english.commands):
        yield f"The translation is read as a command ({min(new)}). Write text."


def faults_of_markup(english: Outline, translated: Outline) -> Iterator[str]:
    """Yield what is wrong with the kind of block and the marks of a translation."""
    if any(faults_of_commands(english, translated)):
        # That is for `safety` to tell.
        return
    if translated.faults and not english.faults:
        yield f"The translation cannot be read: {explain(translated.faults[0])}"
    elif (translated.block, translated.blocks) != (english.block, english.blocks):
        yield explain_block(translated)
    elif fault := next(_faults_of_marks(english, translated), None):
        # What is left of a broken reference or link looks like another mark.
        lost = english.references - translated.references
        lost += english.links - translated.links
        yield f"{_list(lost)} is not in order. Copy it letter by letter." if lost else fault


def changed_references(english: Outline, translated: Outline) -> Iterator[str]:
    """Yield the references that were lost and added in a translation that can be read."""
    lost, new = _differences(english.references, translated.references)
    if lost and new:
        yield f"The English has {_list(lost)}, the translation {_list(new)}. Copy the English."
    elif lost:
        yield f"The translation has lost {_list(lost)}. Copy it from the English."
    elif new:
        yield f"The translation has added {_list(new)}. Delete it."


def changed_links(english: Outline, translated: Outline) -> Iterator[str]:
    """Yield the addresses that were lost and added in a translation that can be read."""
    lost, new = _differences(english.links, translated.links)
    strange = sorted(link for link in translated.links if not _is_allowed(link))
    if strange:
        yield f"The translation links to {strange[0]}, which no page may. Delete the link."
    elif lost and new:
        yield f"The English links to {_list(lost)}, the translation to {_list(new)}. Copy it."
    elif new:
        yield f"The translation links to {_list(new)}, the English does not. Delete the link."
    elif lost:
        yield f"The translation has lost the link to {_list(lost)}. Copy it from the English."
    else:
        yield from faults_of_addresses(english.shown, translated.shown)


def faults_of_text(english: str, translated: str) -> Iterator[str]:
    """Yield what is wrong with a translation as it was written, before it is parsed."""
    if MUTE.search(translated) and not MUTE.search(english):
        yield "The translation has #noqa, which would hide mistakes. Delete it."
    elif BACKSLASH.search(translated) and not BACKSLASH.search(english):
        yield "The translation has a backslash (\\), which readers do not see. Delete it."


def _compare(
    catalog: Catalog, rule: str, compare: Callable[[Outline, Outline], Iterator[str]]
) -> Iterator[Finding]:
    for message, pair in _outlines(catalog):
        faults = list(compare(*pair))
        # One that keeps a text from being read explains all the others.
        if faults and not any((*faults_of_commands(*pair), *faults_of_markup(*pair))):
            for fault in faults:
                yield Finding(catalog.path, message.line, rule, fault)


def _outlines(catalog: Catalog) -> Iterator[tuple[Translation, tuple[Outline, Outline]]]:
    """Yield each message of a page with the outlines of its English and its translation."""
    for message in () if catalog.is_interface else catalog.translated:
        yield message, _pair(message, catalog)


def _pair(message: Translation, catalog: Catalog) -> tuple[Outline, Outline]:
    root = catalog.language.root
    return outline(message.msgid, root), outline(message.msgstr, root)


@cache
def outline(text: str, root: Path) -> Outline:
    """Return the outline of a text; four rules ask, and all languages for the same English."""
    return read_outline(text, settings_of(root))


def _faults_of_marks(english: Outline, translated: Outline) -> Iterator[str]:
    if _is_bare(translated) and not _is_bare(english):
        yield "Readers would see nothing. Write the translation."
    for new in sorted(translated.marks.keys() - english.marks.keys()):
        kind = KINDS.get(new, new)
        yield f"The translation has {kind}, the English has none. Write them without marks."
    yield from _stray(english.shown, translated.shown)
    lost, new_words = _differences(english.literals, translated.literals)
    if lost or new_words:
        words = _list(f"``{word}``" for word in lost or new_words)
        yield f"{words}: what stands in two backticks is not translated. Copy the English."


def _differences(
    english: Counter[str], translated: Counter[str]
) -> tuple[Counter[str], Counter[str]]:
    """Return what was lost and what is new."""
    if dict.__eq__(english, translated):
        # So it is nearly always, and every block of a build asks; ``Counter`` counts it out.
        return NOTHING, NOTHING
    return english - translated, translated - english


def _is_bare(outline: Outline) -> bool:
    parts = (outline.marks, outline.references, outline.links)
    return not outline.shown.strip() and not any(parts)


def _stray(english: str, translated: str) -> Iterator[str]:
    """Yield signs of markup that readers would see."""
    for signs, advice in STRAY.items():
        found = signs.search(translated)
        if found and not signs.search(english):
            yield f"Readers would see {found[0]}. {advice}"


def _is_allowed(link: str) -> bool:
    """Return whether an address is of an allowed kind; one without a scheme is on the site."""
    scheme = SCHEME.match(link)
    return scheme is None or scheme[1].casefold() in ALLOWED_SCHEMES


def _list(parts: Iterable[str]) -> str:
    return ", ".join(sorted(parts))
