"""Find what GNU ``msgfmt -c`` rejects in a ``.po`` file, all of it at once.

The parser (``catalogs/parser.py``) goes on after each fault; Babel and polib pass over many. What
is asked for here is the format of GNU gettext
(https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html), and that all readers of
a catalog understand it in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from multilingual.catalogs.header import Header
from multilingual.catalogs.language_folder import LanguageFolder
from multilingual.catalogs.message import CatalogError
from multilingual.catalogs.po_lines import Entry, Fault, has_forms
from multilingual.catalogs.reader import DAMAGED_HEADER, LARGEST, MARKED, Opened
from multilingual.checks.registry import rule
from multilingual.findings import Finding

FORMAT_FLAG = re.compile(r"(?:possible-)?(?!no-|impossible-|possible-)[a-z+-]+-format")
FORMATS = {"python-format", "python-brace-format"}


@rule(20, of_catalogs=False)
def syntax(opened: Opened, folder: LanguageFolder) -> Iterator[Finding]:
    r"""Keep the file in order.

    A program reads this file. It stops, or leaves out your words, if a quote, a line or the
    header at the top is not as it must be. Write only between the quotes of `msgstr`; inside
    them a straight quote is written `\"` and a backslash `\\`. Curly and pointed quotes, and
    any letter of any language, need nothing.

    Bad::

        msgid "You cannot catch lupus."
        msgstr "El lupus no es "contagioso"."

    Good::

        msgid "You cannot catch lupus."
        msgstr "El lupus no es \"contagioso\"."
    """
    warnings: list[Fault] = []
    faults = sorted(_faults(opened, folder.code, warnings))
    if not faults and opened.error:
        faults = [_fault_of(opened.error)]
    shown = folder.shown(opened.path)
    for line, message in faults:
        fault = message[:1].upper() + message[1:]
        yield Finding(shown, line, "syntax", fault)
    for line, message in warnings:
        yield Finding(shown, line, "syntax", message, "warning")


def _fault_of(error: CatalogError | OSError) -> Fault:
    if isinstance(error, CatalogError):
        return error.line, error.message
    return 1, f"This file cannot be read: {error.strerror}."


def _faults(opened: Opened, code: str, warnings: list[Fault]) -> Iterator[Fault]:
    path, parser = opened.path, opened.parser
    if not path.is_file():
        yield 1, "This is not a file. Put a catalog, a file of text, in its place."
    elif path.stat().st_size > LARGEST:
        yield 1, f"This file has more than {LARGEST // 10**6} MB and was not read. Make it smaller."
    if not opened.is_text:
        return
    if opened.is_marked:
        yield 1, MARKED
    yield from (*parser.faults, *parser.slips)
    yield from _flag_faults(parser.entries)
    if not parser.entries or not parser.entries[0].is_header:
        # A line that cannot be read may have been the header's.
        if not parser.faults:
            yield 1, DAMAGED_HEADER
        nplurals = None
    else:
        header = Header(parser.entries[0])
        nplurals = header.nplurals
        has_plurals = any(map(has_forms, parser.entries))
        yield from header.faults(code, has_plurals=has_plurals)
        warnings += header.warnings(code) if has_plurals else ()
    yield from _message_faults(parser.entries, nplurals)


def _flag_faults(entries: list[Entry]) -> Iterator[Fault]:
    for entry in entries:
        lines = sorted({line for line, _ in entry.flags})
        if len(lines) > 1:
            # GNU gettext goes by the last one, polib by all.
            yield lines[-1], f'This message has a line "#," at line {lines[0]}, too. Join the two.'
        for line, flag in entry.flags if not entry.is_obsolete else ():
            words = flag.split()
            known = [word for word in words if word == "fuzzy" or FORMAT_FLAG.fullmatch(word)]
            if known and flag != known[0]:
                yield line, f"Write {flag!r} with a comma between words, and plain spaces."
            elif known and known[0] not in FORMATS | {"fuzzy"}:
                yield line, f"The word {flag} is not for this project. Delete it."


def _message_faults(entries: list[Entry], nplurals: int | None) -> Iterator[Fault]:
    seen: dict[tuple[str | None, str], int] = {}
    for entry in entries:
        if not entry.is_obsolete:
            line = entry.texts["msgid"].line
            if entry.key in seen:
                yield line, f"this msgid is already at line {seen[entry.key]}. Keep one of the two."
            seen.setdefault(entry.key, line)
        if not entry.is_header:
            yield from _line_break_faults(entry)
            yield from _form_faults(entry, nplurals)


def _line_break_faults(entry: Entry) -> Iterator[Fault]:
    msgid, plural = entry.texts["msgid"], entry.texts.get("msgid_plural")
    english = [str(text) for text in (msgid, plural) if text is not None]
    for text in entry.translations:
        words = str(text)
        if "\n" in words.strip("\n") and not any("\n" in one for one in english):
            yield text.line, "the translation has a line break (\\n). Delete it."
        elif entry.is_translated:
            yield from _edge_faults(text.line, english[0], words)
    if plural is not None and entry.is_translated:
        yield from _edge_faults(plural.line, english[0], english[1])


def _edge_faults(line: int, english: str, words: str) -> Iterator[Fault]:
    for where, has in (("begins", str.startswith), ("ends", str.endswith)):
        if has(english, "\n") != has(words, "\n"):
            which, verb = ("English", "Write") if has(english, "\n") else ("translation", "Delete")
            yield line, f"Only the {which} {where} with a line break (\\n). {verb} it here."
            return


def _form_faults(entry: Entry, nplurals: int | None) -> Iterator[Fault]:
    if "msgid_plural" not in entry.texts or not entry.is_translated:
        return
    forms = entry.translations
    if nplurals is not None and len(forms) != nplurals:
        yield (
            forms[-1].line,
            f"This message has {len(forms)} plural forms, and the header says nplurals={nplurals}. "
            f"Write msgstr[0] to msgstr[{nplurals - 1}].",
        )
    for number, form in enumerate(forms):
        if not str(form):
            yield form.line, f"Of this message msgstr[{number}] alone is empty. Translate it, too."
