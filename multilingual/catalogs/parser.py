"""Read the lines of a ``.po`` file as GNU gettext does, and go on after each fault.

https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

from __future__ import annotations

import re
from bisect import bisect_right

from multilingual.catalogs.po_lines import (
    CONFLICT_MARKER,
    LOST_MSGID,
    MISTYPED,
    NO_MSGSTR,
    NOT_A_LINE,
    STATEMENT,
    STRAY,
    Entry,
    Fault,
    Text,
    is_before_msgstr,
    parts_lines,
    unescaped,
    wrong_place,
    wrong_text,
)


class Parser:
    """Reads the lines of a catalog into entries and goes on after each fault.

    ``damaged`` are the entries that a fault keeps from being read; no line of another is taken
    for theirs. ``slips`` are faults that keep nobody from reading the file, and a conflict makes
    all of it useless.
    """

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.damaged: list[Entry] = []
        self.has_conflict = False
        self.faults: list[Fault] = []
        self.slips: list[Fault] = []
        self._entry: Entry | None = None
        # What gathers the comments above an entry before its first text is read.
        self._next = Entry()
        self._comment: int | None = None
        # The keywords of the lines #| (or #~|, for an obsolete entry) since the last entry.
        self._previous: list[str] = []
        self._is_past = False
        self._reported: set[str] = set()
        self._lines: list[str] = []
        self._keyword = ""
        self._is_after_blank = False
        self._last = 0

    def read(self, text: str) -> None:
        self._lines = lines = text.split("\n")
        kept_until = 0
        ends = [n for n, line in enumerate(lines, 1) if line.startswith(">>>>>>>")]
        has_conflicts, has_stray = CONFLICT_MARKER.search(text), STRAY.search(text)
        for number, line in enumerate(lines, start=1):
            if number <= kept_until:
                continue
            if has_conflicts and CONFLICT_MARKER.match(line):
                self.has_conflict = True
                self._break(number, "a merge conflict was left here. Keep one side.")
                if line.startswith("<"):
                    end = bisect_right(ends, number)
                    kept_until = ends[end] if end < len(ends) else number
            elif has_stray and (stray := STRAY.search(line)):
                self._read_stray(number, line, stray[0])
            else:
                self._read_line(number, line.strip(" \t"))
        self._finish()
        if self._previous:
            self._refuse_previous(self._comment or len(lines))

    def _read_stray(self, number: int, line: str, sign: str) -> None:
        """Read a line without its strange signs; what it is of is damaged, but for a comment."""
        message = f"A sign that cannot be seen, U+{ord(sign):04X}, is on this line. Delete it."
        if sign == "\0":
            message = "a NUL byte. Delete it."
        elif sign != "\x04":
            is_end = sign == "\r" and parts_lines(line)
            advice = "Press Enter in its place." if is_end else "Delete it."
            message = f"A line break that cannot be seen, U+{ord(sign):04X}. {advice}"
        # A file that has one in each line has one fault.
        if message not in self._reported:
            self.faults.append((number, message))
        self._reported.add(message)
        self._read_line(number, STRAY.sub("", line).strip(" \t"))
        if self._last == number:
            self._damaged(number, message)

    def _damaged(self, number: int, message: str) -> None:
        if self._entry is None:
            # What is noted above it is of it.
            self._entry, self._next, self._comment = self._next, Entry(), None
        entry = self._entry
        entry.first = entry.first or number
        if entry.damage is None:
            entry.damage = number, message
            is_translation = self._keyword == "msgstr" and "msgid" in entry.texts
            entry.is_nameless = not (is_translation or entry.translations)
        self._last = max(self._last, number)
        self._previous = []

    def _break(self, number: int, message: str) -> None:
        """Report a fault that makes the entry useless; one for a line."""
        if not self.faults or self.faults[-1][0] != number:
            self.faults.append((number, message))
        self._damaged(number, message)

    def _break_once(self, number: int, message: str) -> None:
        """Report a fault unless it follows from an earlier one."""
        if self._entry is None or self._entry.damage is None:
            self.faults.append((number, message))
        self._damaged(number, message)

    def _read_line(self, number: int, line: str) -> None:
        self._keyword = ""
        if line and line[0] != "#":
            self._read_statement(number, line, obsolete=False)
            self._is_after_blank = False
            return
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
        self._next.first = self._next.first or number
        if comment.endswith("\\"):
            # To GNU gettext, the next line is a part of the comment.
            self.slips.append((number, "This comment ends with a backslash. Delete it."))
        if self._previous:
            self._refuse_previous(number)
        self._note(comment)
        if comment.startswith("#,"):
            flags = comment[2:].split(",")
            self._next.flags += [(number, flag.strip(" \t")) for flag in flags if flag.strip(" \t")]
            if not comment[2:].startswith((" ", "\t")) and comment != "#,":
                self.slips.append((number, "Write a space after the comma of #, here."))

    def _note(self, comment: str) -> None:
        if comment.startswith("#."):
            about = comment[3:] if comment[2:3] in " \t" else comment[2:]
            self._next.about += [about] if about.strip() else []
        elif comment.startswith("#:"):
            self._next.places += comment[2:].split()
        elif not comment.startswith("#,"):
            note = comment.lstrip("#").removeprefix(" ")
            # Nothing stands above an empty line that is the first.
            self._next.notes += [note] if note or self._next.notes else []

    def _read_previous(self, number: int, body: str, *, obsolete: bool) -> None:
        if self._previous and self._is_past != obsolete:
            self._refuse_previous(number)
        self._comment, self._is_past = number, obsolete
        self._next.first = self._next.first or number
        statement = STATEMENT.fullmatch(body)
        text = statement["text"] if statement else body
        if not statement and not (body.startswith('"') and self._previous):
            self.slips.append((number, NOT_A_LINE))
            return
        wrong = wrong_text(text)
        if wrong:
            self.slips.append((number, wrong))
        if statement:
            expected = {"msgctxt": [""], "msgid": ["", "msgctxt"], "msgid_plural": ["msgid"]}
            last = self._previous[-1] if self._previous else ""
            if last not in expected.get(statement["keyword"], []) or statement["form"]:
                self._refuse_previous(number)
                return
            self._previous.append(statement["keyword"])
        if not wrong:
            kept, keyword = self._next.previous, self._previous[-1]
            kept[keyword] = kept.get(keyword, "") + unescaped(text[1:-1])

    def _refuse_previous(self, number: int) -> None:
        self.slips.append(
            (number, "The lines that begin with #| are out of order. Delete them: they are notes.")
        )
        self._previous = []
        self._next.previous.clear()

    def _read_statement(self, number: int, body: str, *, obsolete: bool) -> None:
        statement = STATEMENT.fullmatch(body)
        is_below = self._is_after_blank or self._comment is not None
        is_text = not statement and not wrong_text(body)
        if is_below and not is_text and self._is_below_header():
            # What a slip has made of the first message is no part of the header.
            self._finish()
        if not statement and not body.startswith('"'):
            # Other words may be the rest of the translation above, which is damaged then.
            is_mistyped = MISTYPED.fullmatch(body) or '"' not in body
            is_apart = body.startswith("msg") or (is_below and is_mistyped)
            if is_apart and self._entry and self._entry.translations:
                self._finish()
            elif self._entry:
                # Comments between are of what is damaged, and its lines hold them.
                self._next, self._comment = Entry(), None
            self._break(number, NOT_A_LINE)
            return
        self._keyword = keyword = statement["keyword"] if statement else ""
        if is_below and self._has_lost_msgid(number, statement):
            self._finish()
            self._break(number, LOST_MSGID)
            return
        last = self._entry.last if self._entry else ""
        if keyword == "msgctxt" or (keyword == "msgid" and last != "msgctxt"):
            self._begin(number, obsolete=obsolete)
        else:
            self._go_on(number, obsolete=obsolete)
        if statement:
            self._place(number, keyword, statement["form"])
        elif self._entry is None or not self._entry.texts:
            self._break_once(number, "This text belongs to nothing. Write msgstr before it.")
        self._add(number, statement["text"] if statement else body)
        self._last = number

    def _has_lost_msgid(self, number: int, statement: re.Match[str] | None) -> bool:
        """Return whether a text below the message above is of another one, whose msgid is lost."""
        if not self._entry or not self._entry.translations:
            return False
        if statement:
            return statement["keyword"] == "msgstr" and statement["form"] is None
        # What no msgstr follows may be the rest of the translation above, which is then damaged.
        return is_before_msgstr(self._lines, number)

    def _is_below_header(self) -> bool:
        return bool(self._entry and self._entry.is_header and self._entry.translations)

    def _begin(self, number: int, *, obsolete: bool) -> None:
        self._finish()
        if self._previous and ("msgid" not in self._previous or self._is_past != obsolete):
            self._refuse_previous(number)
        self._previous = []
        self._entry, self._next, self._comment = self._next, Entry(), None
        self._entry.is_obsolete = obsolete
        self._entry.first = self._entry.first or number

    def _go_on(self, number: int, *, obsolete: bool) -> None:
        entry = self._entry
        if entry is not None and self._comment is not None:
            self._break_once(self._comment, "A comment inside a message. Move it above the msgid.")
            self._next = Entry()
        elif entry is not None and entry.texts and entry.is_obsolete != obsolete:
            message = "Some lines of this message begin with #~ and some do not. Make them alike."
            self._break_once(number, message)
        self._comment = None

    def _place(self, number: int, keyword: str, form: str | None) -> None:
        """Let the text ``keyword`` begin, if that is its place."""
        name = keyword if form is None else f"{keyword}[{int(form)}]"
        wrong = wrong_place(self._entry.last if self._entry else "", keyword, form)
        if wrong:
            self._break_once(number, wrong)
        if self._entry is not None:
            self._entry.texts.setdefault(name, Text())

    def _add(self, number: int, quoted: str) -> None:
        wrong = wrong_text(quoted)
        if wrong:
            # A fault of its own, whatever else is wrong with the entry.
            self._break(number, wrong)
        elif self._entry is not None and self._entry.texts:
            self._entry.texts[self._entry.last].lines.append((number, unescaped(quoted[1:-1])))

    def _finish(self) -> None:
        entry, self._entry = self._entry, None
        if entry is None:
            return
        entry.written = "\n".join(self._lines[entry.first - 1 : self._last])
        if entry.damage is None:
            entry.damage = entry.lacks
            if entry.damage:
                entry.is_nameless = entry.damage[1] != NO_MSGSTR
                self.faults.append(entry.damage)
        (self.damaged if entry.damage else self.entries).append(entry)

    @property
    def trailing_notes(self) -> list[str]:
        """The translator's comments below the last entry."""
        return self._next.notes
