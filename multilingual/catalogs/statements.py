"""The lines of a message in a ``.po`` file: a keyword, a text, and what is wrong with either."""

from __future__ import annotations

import re

NOT_A_LINE = (
    "this is not a line of a catalog. A text stands on one line between two straight quotes, "
    'as in msgstr "text", and a quote inside it is written \\".'
)
STATEMENT = re.compile(
    r"(?P<keyword>msgctxt|msgid_plural|msgid|msgstr)(?:\[(?P<form>[0-9]{1,3})\])?[ \t]+(?P<text>.*)"
)
TEXT = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*')
ESCAPE = re.compile(r"\\(.)")
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "v": "\v", "b": "\b", "f": "\f", "\\": "\\", '"': '"'}
"""What polib reads as GNU gettext does."""

NO_OPENING_QUOTE = 'The text must begin with a straight quote, as in msgstr "text".'
NO_CLOSING_QUOTE = 'The closing quote is missing. Write a straight " at the end of the line.'
QUOTE_INSIDE = 'There is a quote inside the text. Write it as \\", or use curly or pointed quotes.'


def unescaped(text: str) -> str:
    """Return what stands in quotes as readers see it."""
    return ESCAPE.sub(lambda found: ESCAPES[found[1]], text) if "\\" in text else text


def wrong_text(quoted: str) -> str:
    """Return what is wrong with what should be a text in quotes, or nothing."""
    text = TEXT.match(quoted)
    if not text:
        return NO_OPENING_QUOTE
    if text.end() == len(quoted) or quoted[text.end()] == "\\":
        return NO_CLOSING_QUOTE
    if text.end() < len(quoted) - 1:
        return QUOTE_INSIDE
    wrong = next((sign[1] for sign in ESCAPE.finditer(quoted) if sign[1] not in ESCAPES), "")
    if wrong:
        return f"The text has \\{wrong}. Delete the backslash; one that readers are to see is \\\\."
    return ""


def wrong_place(last: str, keyword: str, form: str | None) -> str:
    """Return what is wrong with ``keyword`` after the keyword ``last``, or nothing."""
    if form is not None and keyword != "msgstr":
        return NOT_A_LINE
    if keyword in ("msgctxt", "msgid"):
        return ""
    if keyword == "msgid_plural":
        return "" if last == "msgid" else "This msgid_plural has no msgid above it."
    if not last or last == "msgctxt":
        return "This msgstr has no msgid above it. Get the msgid back with git."
    if form is None:
        return _wrong_msgstr(last)
    return _wrong_form(last, int(form))


def _wrong_msgstr(last: str) -> str:
    if last == "msgid":
        return ""
    if last == "msgstr":
        return "This is a second msgstr of one msgid. Keep one of the two."
    return "This message has plural forms. Write msgstr[0], msgstr[1] and so on."


def _wrong_form(last: str, form: int) -> str:
    if last in ("msgid", "msgstr"):
        return f"This message has no plural forms. Write msgstr in place of msgstr[{form}]."
    due = 0 if last == "msgid_plural" else int(last.removeprefix("msgstr[").removesuffix("]")) + 1
    if form == due:
        return ""
    return f"This is msgstr[{form}], and msgstr[{due}] is due. Number the forms 0, 1, 2 and so on."
