"""What is set right in a catalog: slips of programs, where one answer alone is right.

By ``make format``, a line break in the middle of a text becomes a space, a letter gets its usual
form (NFC), and a flag goes that a program set by itself on what it took for a placeholder: Babel
and sphinx-intl write ``python-format`` above "90% of people". By ``make import``, a text loses the
indents that a tool of translators gave it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import reduce
from unicodedata import east_asian_width, normalize

from multilingual.catalogs.message import Catalog, Message, Translation
from multilingual.text.wording import UNSPACED_SCRIPTS, letter_name

PERCENT_FLAGS = {"python-format", "possible-python-format"}
BRACE_FLAGS = {"python-brace-format", "possible-python-brace-format"}
PERCENT = re.compile(
    r"%(?:\([^()]*\))?[-#0+]*(?:\*|[0-9]+)?(?:\.(?:\*|[0-9]*))?[hlL]?[diouxXeEfFgGcrsa]"
)
"""What a program fills. Python would also fill the sign of ``90% of``."""
BRACES = re.compile(r"\{[^{}\s]*\}")
INDENT = re.compile(r"\A\s*\n[ \t]+(?=\S)|(?<=\S)\s*\n[ \t]+\Z")
"""A line break with an indent, at the beginning or the end of a text."""


def fixed(catalog: Catalog) -> Catalog:
    """Return ``catalog`` with all that can be set right without a person."""
    return replace(catalog, messages=[_fixed_message(message) for message in catalog.messages])


def _fixed_message(message: Message) -> Message:
    forms = tuple(_fixed_text(form) for form in message.translations)
    wrong = _wrong_flags(message)
    flags = tuple(flag for flag in message.flags if flag not in wrong)
    return replace(message, forms=(*forms, *message.forms[len(forms) :]), flags=flags)


def _fixed_text(form: Translation) -> str:
    text = in_usual_form(form.msgstr)
    english = form.msgid + form.plural
    return joined(text) if "\n" in text and "\n" not in english else text


def _wrong_flags(message: Message) -> set[str]:
    english = (message.msgid, message.plural)
    wrong = set() if has_placeholder(english) else PERCENT_FLAGS
    return wrong if has_braces(english) else wrong | BRACE_FLAGS


def has_placeholder(texts: Iterable[str]) -> bool:
    """Return whether a program puts something in the place of a percent sign.

    >>> has_placeholder(["About %d pages"]), has_placeholder(["90% of people", "100%"])
    (True, False)
    """
    return any(PERCENT.search(text.replace("%%", "")) for text in texts)


def has_braces(texts: Iterable[str]) -> bool:
    """Return whether a program puts something in the place of braces."""
    return any(BRACES.search(text.replace("{{", "").replace("}}", "")) for text in texts)


def in_usual_form(text: str) -> str:
    """Return a text whose letters have their usual form.

    Hindi letters with a point have one sign, and two signs that programs compare and search.
    """
    return text if text.isascii() else normalize("NFC", text)


def as_written_here(text: str, english: str, ours: str) -> str:
    """Return a translation without what a tool of translators has of its own.

    That is line ends, line breaks and indents around marks, and letters in an unusual form;
    ``ours`` is the translation that the tool got.
    """
    if "\r" not in english:
        text = text.replace("\r\n", "\n")
    if "\n" in english or "\r" in english:
        return in_usual_form(text)
    if "\n" in text and letters_of(text) == letters_of(ours):
        return ours
    return in_usual_form(INDENT.sub("", text))


def letters_of(text: str) -> str:
    """Return what a program that indents a file cannot change."""
    return "".join(text.split())


def joined(text: str) -> str:
    r"""Return a text on one line, with a space where the lines met, if its script has spaces.

    >>> joined("¿Qué es\n el lupus?"), joined("什么是\n狼疮？")
    ('¿Qué es el lupus?', '什么是狼疮？')
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return reduce(_join, lines, "")


def _join(before: str, after: str) -> str:
    is_spaced = before and not any(map(_is_unspaced, (before[-1], after[0])))
    return f"{before} {after}" if is_spaced else f"{before}{after}"


def _is_unspaced(letter: str) -> bool:
    return east_asian_width(letter) in "WF" or letter_name(letter).startswith(UNSPACED_SCRIPTS)
