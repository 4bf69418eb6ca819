"""Find what GNU ``msgfmt -c`` rejects in a ``.po`` file, all of it at once.

The parser (``catalogs/parser.py``) goes on after each fault; Babel and polib pass over many. What
is asked for here is the format of GNU gettext
(https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html), that all readers of
a catalog understand it in the same way, and that a program can fill each placeholder
(https://docs.python.org/3/library/stdtypes.html#printf-style-string-formatting).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from string import Formatter

from multilingual.catalogs.fixes import (
    BRACE_FLAGS,
    PERCENT_FLAGS,
    has_braces,
    has_placeholder,
)
from multilingual.catalogs.header import Header
from multilingual.catalogs.language_folder import LARGE, LanguageFolder
from multilingual.catalogs.message import Catalog, CatalogError, Translation
from multilingual.catalogs.plural_forms import is_for_one_number
from multilingual.catalogs.po_lines import Entry, Fault, has_forms
from multilingual.catalogs.reader import DAMAGED_HEADER, EMPTY, MARKED, OLD_ENDS, Opened
from multilingual.checks.registry import rule
from multilingual.files import LARGEST
from multilingual.findings import Finding

FORMAT_FLAG = re.compile(r"(?:possible-)?(?!no-|impossible-|possible-)[a-z+-]+-format")
FORMATS = {"python-format", "python-brace-format"}

PERCENT = re.compile(
    r"%(?:\((?P<name>[^()]*)\))?[-#0 +]*(?:\*|[0-9]+)?(?:\.(?:\*|[0-9]*))?[hlL]?"
    r"(?P<type>[diouxXeEfFgGcrsa%])?"
)
PLAIN_PERCENT = re.compile(r"%(?:\((?P<name>[^()]*)\))?(?P<type>[dioxXeEfgGcrsa])")
SAME_TYPE = {"i": "d", "u": "d"}
NUMBERS = "diouxXeEfFgG"


@dataclass(frozen=True)
class _Placeholder:
    """A placeholder as it is ``written``; two are equal if they are filled in the same way."""

    written: str = field(compare=False)
    name: str | None
    type: str
    stars: int = 0


class _InvalidError(ValueError):
    """What cannot be filled, as it is written."""


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
        yield Finding(shown, line, "syntax", message[:1].upper() + message[1:])
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
        yield 1, LARGE
    if not opened.is_text:
        return
    if opened.is_marked:
        yield 1, MARKED
    if opened.has_old_ends:
        yield 1, OLD_ENDS
    yield from (*parser.faults, *parser.slips)
    yield from _flag_faults(parser.entries)
    if not parser.entries or not parser.entries[0].is_header:
        # A line that cannot be read may have been the header's.
        if not parser.faults:
            yield 1, DAMAGED_HEADER if parser.entries else EMPTY
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
    for entry in entries:
        if not entry.is_header:
            yield from _line_break_faults(entry)
            yield from _form_faults(entry, nplurals)


def _line_break_faults(entry: Entry) -> Iterator[Fault]:
    msgid, plural = entry.texts["msgid"], entry.texts.get("msgid_plural")
    english = [str(text) for text in (msgid, plural) if text is not None]
    for text in entry.translations:
        words = str(text)
        if "\n" in words.strip("\n") and "\n" not in "".join(english):
            fault = "The translation has a line break (\\n). Delete it, or: make format"
            yield text.line, fault
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


@rule(40, is_guarded=True)
def placeholders(catalog: Catalog) -> Iterator[Finding]:
    """Keep `%d`, `%s` and `%(name)s`.

    The site puts a number or a name in the place of such a sign. Write each sign of the English
    once, letter for letter, and in the same order; one with a name in brackets may stand
    anywhere. A percent sign in the same text is written `%%`.

    Bad::

        msgid "You can copy and share this text under the licence %s."
        msgstr "Puede copiar y compartir este texto según la licencia."

    Good::

        msgid "You can copy and share this text under the licence %s."
        msgstr "Puede copiar y compartir este texto según la licencia %s."
    """
    for message in catalog.translations:
        # GNU msgfmt looks at a translation that is a blank, too.
        is_read = message.msgstr and not message.is_fuzzy
        if is_read and (fault := fault_of_placeholders(message, catalog)):
            yield Finding(catalog.path, message.line, "placeholders", fault)


def fault_of_placeholders(message: Translation, catalog: Catalog) -> str:
    """Return what is wrong with the placeholders of a translation, nothing if all is well."""
    english, flags = (message.msgid, message.plural), set(message.flags)
    # Programs write a flag by themselves: the English tells whether anything is filled.
    if BRACE_FLAGS & flags and has_braces(english):
        return _compared(message, catalog, _braces)
    is_interface = catalog.is_interface
    if (is_interface or PERCENT_FLAGS & flags) and has_placeholder(english):
        # A program fills it, and fails on a single percent sign.
        return _compared(message, catalog, _percents)
    return _compared(message, catalog, _plain_percents) if is_interface else ""


def _compared(
    message: Translation, catalog: Catalog, read: Callable[[str], list[_Placeholder]]
) -> str:
    try:
        singular = read(message.msgid)
        wanted = read(message.plural) if message.plural else singular
    except _InvalidError:
        # The English is not made to be filled.
        return ""
    try:
        given = read(message.msgstr)
    except _InvalidError as error:
        sign = "%" if read is not _braces else "bracket"
        return f"The {sign} in {str(error)!r} is no placeholder. Write it twice, or delete it."
    # Python can move or leave out only what has a name.
    have_names = all(placeholder.name for placeholder in wanted + given)
    missing = set(wanted) - set(given)
    if wanted == given or (
        have_names
        and set(given) <= set(wanted)
        and (not missing or _is_in_words(missing, message, catalog))
    ):
        return ""
    return _difference(wanted, given)


def _is_in_words(missing: set[_Placeholder], message: Translation, catalog: Catalog) -> bool:
    """Whether a form says in words the one number for which it is used."""
    plural_forms = catalog.fields.get("Plural-Forms", "")
    return (
        message.form is not None
        and [placeholder.type in NUMBERS for placeholder in missing] == [True]
        and is_for_one_number(message.form, plural_forms, catalog.code)
    )


def _difference(wanted: list[_Placeholder], given: list[_Placeholder]) -> str:
    english = ", ".join(dict.fromkeys(placeholder.written for placeholder in wanted))
    translated = ", ".join(dict.fromkeys(placeholder.written for placeholder in given))
    if not wanted:
        return f"The English has no placeholder, the translation has {translated}. Delete it."
    if not given:
        return f"The English has {english}, the translation has not. Write {english}."
    if len(wanted) == len(given) and set(wanted) == set(given):
        return (
            f"The placeholders must be in the order of the English. Write {english}, in this order."
        )
    return (
        f"The English has {english}, the translation has {translated}. Write {english}, each once."
    )


def _percents(text: str) -> list[_Placeholder]:
    """Return what Python's ``%`` fills. Raises ``_InvalidError``."""
    found = []
    for match in PERCENT.finditer(text):
        if match["type"] is None:
            raise _InvalidError(text[match.start() : match.end() + 1])
        if match["type"] != "%":
            found.append(_percent(match))
    return found


def _plain_percents(text: str) -> list[_Placeholder]:
    """Return what looks like a placeholder; ``5% of all`` does not."""
    bare = text.replace("%%", "")
    return [_percent(match) for match in PLAIN_PERCENT.finditer(bare)]


def _percent(found: re.Match[str]) -> _Placeholder:
    type_ = SAME_TYPE.get(found["type"], found["type"])
    return _Placeholder(found[0], found["name"], type_, found[0].count("*"))


def _braces(text: str) -> list[_Placeholder]:
    """Return what ``str.format`` fills. Raises ``_InvalidError``."""
    try:
        names = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
    except ValueError:
        raise _InvalidError(text[:60]) from None
    return [_Placeholder(f"{{{name}}}", name, "s") for name in names]
