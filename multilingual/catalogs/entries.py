"""Read the lines of a ``.po`` file as GNU gettext does, and go on after each fault.

https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

CONFLICT_MARKER = re.compile(r"^(<<<<<<<|=======|>>>>>>>)( |$)")
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

# Python, and so polib, breaks lines at most of these, and GNU gettext does not. U+0004 stands
# between msgctxt and msgid in a compiled catalog.
STRAY = re.compile("[\0\x04\r\v\f\x1c-\x1e\x85\u2028\u2029]")
NO_OPENING_QUOTE = 'The text must begin with a straight quote, as in msgstr "text".'
NO_CLOSING_QUOTE = 'The closing quote is missing. Write a straight " at the end of the line.'
QUOTE_INSIDE = 'There is a quote inside the text. Write it as \\", or use curly or pointed quotes.'

Fault = tuple[int, str]
"""The line, from 1, and what is wrong there and what to do."""


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

    ``is_damaged`` tells that a fault was found in it: what follows from that fault is not
    reported.
    """

    is_obsolete: bool = False
    is_damaged: bool = False
    flags: list[tuple[int, str]] = field(default_factory=list)
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
    def is_used(self) -> bool:
        """Whether its translation, if there is any, goes to readers."""
        return not self.is_obsolete and "fuzzy" not in (flag for _, flag in self.flags)

    @property
    def is_translated(self) -> bool:
        return self.is_used and any(str(text) for text in self.translations)


def has_forms(entry: Entry) -> bool:
    return not entry.is_obsolete and "msgid_plural" in entry.texts


class Parser:
    """Reads the lines of a catalog into entries and goes on after each fault."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.faults: list[Fault] = []
        self._entry: Entry | None = None
        self._flags: list[tuple[int, str]] = []
        self._comment: int | None = None
        # The keywords of the lines #| (or #~|, for an obsolete entry) since the last entry.
        self._previous: list[str] = []
        self._is_past = False
        self._is_after_blank = False
        self._reported: set[str] = set()

    def read(self, lines: list[str]) -> None:
        kept_until = 0
        ends = [n for n, line in enumerate(lines, 1) if line.startswith(">>>>>>>")]
        for number, line in enumerate(lines, start=1):
            if number <= kept_until:
                continue
            if CONFLICT_MARKER.match(line):
                self._break(number, "a merge conflict was left here. Keep one side.")
                if line.startswith("<"):
                    kept_until = next((end for end in ends if end > number), number)
            elif not self._has_stray(number, line):
                self._read_line(number, line.strip(" \t"))
        self._finish()
        if self._previous:
            self._refuse_previous(self._comment or len(lines))

    def _has_stray(self, number: int, line: str) -> bool:
        stray = STRAY.search(line)
        if not stray:
            return False
        message = f"A sign that cannot be seen, U+{ord(stray[0]):04X}, is on this line. Delete it."
        if stray[0] == "\0":
            message = "a NUL byte. Delete it."
        elif stray[0] != "\x04":
            message = f"A line break that cannot be seen, U+{ord(stray[0]):04X}. Delete it."
        # A file that has one in each line has one fault.
        if message not in self._reported:
            self.faults.append((number, message))
        self._reported.add(message)
        self._damaged()
        return True

    def _damaged(self) -> None:
        if self._is_after_blank and self._entry and self._entry.translations:
            # What stands by itself is no part of the message above.
            self._finish()
        self._entry = self._entry or Entry()
        self._entry.is_damaged = True
        self._previous = []

    def _break(self, number: int, message: str) -> None:
        """Report a fault that makes the entry useless; one for a line."""
        if not self.faults or self.faults[-1][0] != number:
            self.faults.append((number, message))
        self._damaged()

    def _break_once(self, number: int, message: str) -> None:
        """Report a fault unless it follows from an earlier one."""
        if self._entry is None or not self._entry.is_damaged:
            self.faults.append((number, message))
        self._damaged()

    def _read_line(self, number: int, line: str) -> None:
        obsolete = line.startswith("#~")
        body = (line[2:] if obsolete else line).lstrip(" \t")
        if obsolete and line[2:].startswith("|"):
            self._read_previous(number, body[1:].strip(" \t"), obsolete=True)
        elif not obsolete and body.startswith("#|"):
            self._read_previous(number, body[2:].strip(" \t"), obsolete=False)
        elif body.startswith("#"):
            self._read_comment(number, body)
        elif body:
            self._read_statement(number, body, obsolete=obsolete)
        self._is_after_blank = not line

    def _read_comment(self, number: int, comment: str) -> None:
        self._comment = number
        if comment.endswith("\\"):
            # To GNU gettext, the next line is a part of the comment.
            self.faults.append((number, "This comment ends with a backslash. Delete it."))
        if self._previous:
            self._refuse_previous(number)
        if comment.startswith("#,"):
            flags = comment[2:].split(",")
            self._flags += [(number, flag.strip(" \t")) for flag in flags if flag.strip(" \t")]
            if not comment[2:].startswith((" ", "\t")) and comment != "#,":
                self.faults.append((number, "Write a space after the comma of #, here."))

    def _read_previous(self, number: int, body: str, *, obsolete: bool) -> None:
        if self._previous and self._is_past != obsolete:
            self._refuse_previous(number)
        self._comment, self._is_past = number, obsolete
        statement = STATEMENT.fullmatch(body)
        text = statement["text"] if statement else body
        if not statement and not (body.startswith('"') and self._previous):
            self.faults.append((number, NOT_A_LINE))
            return
        wrong = _wrong_text(text)
        if wrong:
            self.faults.append((number, wrong))
        if statement:
            expected = {"msgctxt": [""], "msgid": ["", "msgctxt"], "msgid_plural": ["msgid"]}
            last = self._previous[-1] if self._previous else ""
            if last not in expected.get(statement["keyword"], []) or statement["form"]:
                self._refuse_previous(number)
            else:
                self._previous.append(statement["keyword"])

    def _refuse_previous(self, number: int) -> None:
        self.faults.append(
            (number, "The lines that begin with #| are out of order. Delete them: they are notes.")
        )
        self._previous = []

    def _read_statement(self, number: int, body: str, *, obsolete: bool) -> None:
        statement = STATEMENT.fullmatch(body)
        if not statement and not body.startswith('"'):
            self._break(number, NOT_A_LINE)
            return
        keyword = statement["keyword"] if statement else ""
        if keyword == "msgctxt" or (keyword == "msgid" and not self._expects_msgid):
            self._begin(number, obsolete=obsolete)
        else:
            self._go_on(number, obsolete=obsolete)
        if statement:
            self._place(number, keyword, statement["form"])
        elif self._entry is None or not self._entry.texts:
            self._break_once(number, "This text belongs to nothing. Write msgstr before it.")
        self._add(number, statement["text"] if statement else body)

    @property
    def _expects_msgid(self) -> bool:
        return self._entry is not None and self._entry.last == "msgctxt"

    def _begin(self, number: int, *, obsolete: bool) -> None:
        self._finish()
        if self._previous and ("msgid" not in self._previous or self._is_past != obsolete):
            self._refuse_previous(number)
        self._previous = []
        self._entry = Entry(is_obsolete=obsolete, flags=self._flags)
        self._flags, self._comment = [], None

    def _go_on(self, number: int, *, obsolete: bool) -> None:
        entry = self._entry
        if entry is not None and self._comment is not None:
            self._break_once(self._comment, "A comment inside a message. Move it above the msgid.")
        elif entry is not None and entry.texts and entry.is_obsolete != obsolete:
            message = "Some lines of this message begin with #~ and some do not. Make them alike."
            self._break_once(number, message)
        self._comment = None

    def _place(self, number: int, keyword: str, form: str | None) -> None:
        """Let the text ``keyword`` begin, if that is its place."""
        name = keyword if form is None else f"{keyword}[{int(form)}]"
        wrong = _wrong_place(self._entry.last if self._entry else "", keyword, form)
        if wrong:
            self._break_once(number, wrong)
        if self._entry is not None:
            self._entry.texts.setdefault(name, Text())

    def _add(self, number: int, quoted: str) -> None:
        wrong = _wrong_text(quoted)
        if wrong:
            # A fault of its own, whatever else is wrong with the entry.
            self._break(number, wrong)
        elif self._entry is not None and self._entry.texts:
            content = ESCAPE.sub(lambda found: ESCAPES[found[1]], quoted[1:-1])
            self._entry.texts[self._entry.last].lines.append((number, content))

    def _finish(self) -> None:
        entry, self._entry = self._entry, None
        if entry is None:
            return
        if not entry.is_damaged and not entry.translations:
            line = entry.texts[entry.last].line
            has_msgid = "msgid" in entry.texts
            self.faults.append(
                (
                    line,
                    'This msgid has no msgstr. Write msgstr "" on the next line.'
                    if has_msgid
                    else "This msgctxt has no msgid. Get the file back with git.",
                )
            )
        elif not entry.is_damaged:
            self.entries.append(entry)


def _wrong_text(quoted: str) -> str:
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


def _wrong_place(last: str, keyword: str, form: str | None) -> str:
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
