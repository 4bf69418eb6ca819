"""The lines of a ``.po`` file: statements, what is wrong with one, and the entries they make."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

Fault = tuple[int, str]
"""The line, from 1, and what is wrong there and what to do."""

NOT_A_LINE = (
    "this is not a line of a catalog. A text stands on one line between two straight quotes, "
    'as in msgstr "text", and a quote inside it is written \\".'
)
NO_MSGSTR = 'This msgid has no msgstr. Write msgstr "" on the next line.'
NO_MSGID = "This msgctxt has no msgid. Get the file back with git."
LOST_MSGID = (
    "The msgid of this message is lost, which stood above this line. Write it again as msgid "
    '"text", or get the file back with git.'
)
EMPTY_PLURAL = "This msgid_plural is empty. Get the file back with git."
CONFLICT_MARKER = re.compile(r"^(<<<<<<<|=======|>>>>>>>)( |$)", re.MULTILINE)

# Python breaks lines at most of these, and GNU gettext does not. U+0004 stands
# between msgctxt and msgid in a compiled catalog.
STRAY = re.compile("[\0\x04\r\v\f\x1c-\x1e\x85\u2028\u2029]")
STATEMENT = re.compile(
    r"(?P<keyword>msgctxt|msgid_plural|msgid|msgstr)(?:\[(?P<form>[0-9]{1,3})\])?[ \t]+(?P<text>.*)"
)
MISTYPED = re.compile(r'[a-z_]{3,12}(?:\[[0-9]{1,3}\])?[ \t]*"[^"\\]*(?:\\.[^"\\]*)*"')
"""A line with a whole text and a keyword that is none: mgid, msid."""
TEXT = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*')
ESCAPE = re.compile(r"\\(.)")
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "v": "\v", "b": "\b", "f": "\f", "\\": "\\", '"': '"'}
"""The escapes of GNU gettext that other readers of a catalog understand in the same way."""

NO_OPENING_QUOTE = 'The text must begin with a straight quote, as in msgstr "text".'
NO_CLOSING_QUOTE = 'The closing quote is missing. Write a straight " at the end of the line.'
QUOTE_INSIDE = 'There is a quote inside the text. Write it as \\", or use curly or pointed quotes.'
FILLED = re.compile(rb'^msgstr(?:\[\d\])? (?:"[^"\r\n]|""\r?\n")', re.MULTILINE)
NOT_SHOWN = re.compile(rb'^#,.*\bfuzzy|^msgid ""\r?\nmsgstr', re.MULTILINE)
"""What an entry has whose translation readers do not get: a mark, or the header's empty msgid."""
MSGSTR, UNSURE = b'\nmsgstr "', (b"", b'"', b"\r", b"\n")
"""What begins a translation, and what may go on with none."""
UNSHOWN = (b"fuzzy", b'""\nmsgstr', b'""\r\nmsgstr')
"""What is found at once, and stands in each entry that is ``NOT_SHOWN``."""
COMMENT = b"#. "
ENTRY_END = re.compile(rb"\r?\n[ \t]*\r?\n")
MSGID = re.compile(rb"^msgid ", re.MULTILINE)
LABEL = re.compile(rb"^#\. [^/\n]+ / ([^/\n]+) / ", re.MULTILINE)
"""The comment that tells on which page, and in which of its questions, a message stands."""


@dataclass
class Text:
    """A text of an entry: the number and the content of each of its lines."""

    lines: list[tuple[int, str]] = field(default_factory=list)

    @property
    def line(self) -> int:
        return self.lines[0][0]

    def __str__(self) -> str:
        return "".join(content for _, content in self.lines)

    def line_at(self, position: int) -> int:
        """Return the number of the line on which the character at ``position`` stands."""
        for number, content in self.lines:
            if position < len(content):
                return number
            position -= len(content)
        return self.lines[-1][0]


@dataclass
class Entry:
    """An entry of a catalog. ``texts`` are by keyword, forms as ``msgstr[0]``.

    ``notes``, ``about``, ``places`` and ``flags`` are the lines above it, without their signs,
    ``previous`` the texts of the lines ``#|`` by keyword. ``first`` is the number of its first
    line, ``written`` all its lines as they stand. ``damage`` is the first fault that was found in
    it: what follows from that is not reported. Where ``is_nameless``, not even its English is
    known.
    """

    is_obsolete: bool = False
    first: int = 0
    written: str = ""
    damage: Fault | None = None
    is_nameless: bool = False
    flags: list[tuple[int, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    about: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    previous: dict[str, str] = field(default_factory=dict)
    texts: dict[str, Text] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str | None, str]:
        context = self.texts.get("msgctxt")
        return None if context is None else str(context), str(self.texts["msgid"])

    @property
    def is_header(self) -> bool:
        return not self.is_obsolete and "msgid" in self.texts and self.key == (None, "")

    @property
    def last(self) -> str:
        """The keyword of the text that was read last, or nothing."""
        return next(reversed(self.texts), "")

    @property
    def translations(self) -> list[Text]:
        return [text for keyword, text in self.texts.items() if keyword.startswith("msgstr")]

    @property
    def lacks(self) -> Fault | None:
        """What keeps an entry that was read to its end from being a message."""
        plural = self.texts.get("msgid_plural")
        if not self.translations:
            return self.texts[self.last].line, NO_MSGSTR if "msgid" in self.texts else NO_MSGID
        # It would be written as a message without plural forms, and all but one would be lost.
        return (plural.line, EMPTY_PLURAL) if plural and not str(plural) else None

    @property
    def is_used(self) -> bool:
        """Whether its translation, if there is any, goes to readers."""
        return not self.is_obsolete and "fuzzy" not in (flag for _, flag in self.flags)

    @property
    def is_translated(self) -> bool:
        return self.is_used and any(str(text) for text in self.translations)


class Damage(NamedTuple):
    """The lines of what cannot be read, as they stand, and the first fault with its line."""

    written: str
    line: int
    fault: str


def parts_lines(line: str) -> bool:
    """Return whether the lines that strange signs part are of a catalog, each by itself."""
    return all(re.match('#|"|msg|$', part.strip(" \t")) for part in STRAY.split(line))


def is_before_msgstr(lines: Sequence[str], at: int) -> bool:
    """Return whether a msgstr follows the texts from a line on, and nothing else."""
    texts = (lines[number].removeprefix("#~").strip(" \t") for number in range(at, len(lines)))
    return next((text for text in texts if not text.startswith('"')), "").startswith("msgstr")


def has_forms(entry: Entry) -> bool:
    return not entry.is_obsolete and "msgid_plural" in entry.texts


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


def translated_questions(data: bytes, labels: Collection[str]) -> set[str]:
    """Return which questions of a page have a translation, by a glance at its catalog.

    The page itself is ``""``. To read every catalog took longer than all else before a build, and
    to keep what was read of a hundred languages took gigabytes.
    """
    if len(MSGID.findall(ENTRY_END.split(data, 1)[0])) > 1:
        # Where no blank line ends the header, it cannot be told from what stands below it.
        return set()
    entries = _entries(data)
    if COMMENT not in data or not LABEL.search(data):
        return {"", *labels} if any(map(_is_shown, entries)) else set()
    done = b"\n".join(entry for entry in entries if _is_shown(entry))
    places = {line for line in done.split(b"\n") if line.startswith(COMMENT)}
    found = {label.decode() for line in places for label in LABEL.findall(line)}
    return {"", *found} if done else set()


def _entries(data: bytes) -> Iterator[bytes]:
    """Yield the entries of a catalog, of which the first can be enough."""
    if any(sign in data for sign in (b"\r", b"\n ", b"\n\t")):
        yield from ENTRY_END.split(data)
        return
    begin = 0
    while (end := data.find(b"\n\n", begin)) >= 0:
        yield data[begin:end]
        begin = end + 2
    yield data[begin:]


def _is_shown(entry: bytes) -> bool:
    """Return whether readers get the translation of an entry."""
    # To search takes ten times as long, and a hundred languages have a million entries.
    begin = entry.find(MSGSTR)
    after = entry[begin + len(MSGSTR) :][:1]
    if (begin < 0 or after in UNSURE) and not FILLED.search(entry):
        return False
    return not (any(sign in entry for sign in UNSHOWN) and NOT_SHOWN.search(entry))
