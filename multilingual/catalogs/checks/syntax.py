"""Find what GNU ``msgfmt -c`` rejects in a ``.po`` file, all of it at once.

The reader (``files.py``) stops at the first fault, and Babel and polib pass over many. What
is asked for here is the format of GNU gettext
(https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html), and that all readers of
a catalog understand it in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from gettext import c2py
from pathlib import Path

from babel import Locale
from babel.core import get_global
from babel.messages.plurals import PLURALS, get_plural

from multilingual.catalogs.files import (
    CONFLICT_MARKER,
    DAMAGED_HEADER,
    NOT_A_LINE,
    CatalogError,
    read_catalog,
)
from multilingual.catalogs.findings import Finding

LARGEST = 5_000_000
"""Bytes of the largest file that is read. The text of a whole site is far smaller."""

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
PLURAL_FORMS = re.compile(
    r"nplurals\s*=\s*(?P<number>[0-9]{1,3})\s*;\s*plural\s*=(?P<rule>[^;]+);?"
)
FORMAT_FLAG = re.compile(r"(?:possible-)?(?!no-|impossible-|possible-)[a-z+-]+-format")
FORMATS = {"python-format", "python-brace-format"}

NO_OPENING_QUOTE = 'The text must begin with a straight quote, as in msgstr "text".'
NO_CLOSING_QUOTE = 'The closing quote is missing. Write " at the end of the line.'
QUOTE_INSIDE = 'There is a quote inside the text. Write it as \\", or use curly or pointed quotes.'

Rule = Callable[[int], object]


def syntax(path: Path, shown: str, code: str) -> Iterator[Finding]:
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
    faults = sorted(_faults(path, code))
    if not faults:
        # Whatever passes here can be read.
        try:
            read_catalog(path)
        except CatalogError as error:
            faults = [(error.line, error.message)]
        except OSError as error:
            faults = [(1, _unreadable(error))]
    for line, message in faults:
        yield Finding(shown, line, "syntax", message[:1].upper() + message[1:])


Fault = tuple[int, str]
"""The line, from 1, and what is wrong there and what to do."""


def _faults(path: Path, code: str) -> Iterator[Fault]:
    try:
        if not path.is_file():
            yield 1, "This is not a file. Put a catalog, a file of text, in its place."
            return
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        yield 1, _unreadable(error)
        return
    if len(data) > LARGEST:
        yield 1, f"This file has more than {LARGEST // 10**6} MB and was not read. Make it smaller."
        return
    yield from _faults_of_bytes(data, code)


def _unreadable(error: OSError) -> str:
    return f"This file cannot be read: {error.strerror}."


def _faults_of_bytes(data: bytes, code: str) -> Iterator[Fault]:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        yield data.count(b"\n", 0, error.start) + 1, "not UTF-8. Save the file in UTF-8."
        return
    if text.startswith("\ufeff"):
        yield 1, "a byte order mark. Save as UTF-8 without BOM."
    parser = _Parser()
    parser.read(text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n"))
    yield from parser.faults
    yield from _flag_faults(parser.entries)
    if not parser.entries or not parser.entries[0].is_header:
        # A line that cannot be read may have been the header's.
        if not parser.faults:
            yield 1, DAMAGED_HEADER
        nplurals = None
    else:
        header = _Header(parser.entries[0])
        nplurals = header.nplurals
        yield from header.faults(code, has_plurals=any(map(_has_forms, parser.entries)))
    yield from _message_faults(parser.entries, nplurals)


@dataclass
class _Text:
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
class _Entry:
    """An entry of a catalog. ``texts`` are by keyword, forms as ``msgstr[0]``.

    ``is_damaged`` tells that a fault was found in it: what follows from that fault is not
    reported.
    """

    is_obsolete: bool = False
    is_damaged: bool = False
    flags: list[tuple[int, str]] = field(default_factory=list)
    texts: dict[str, _Text] = field(default_factory=dict)

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
    def translations(self) -> list[_Text]:
        return [text for keyword, text in self.texts.items() if keyword.startswith("msgstr")]

    @property
    def is_used(self) -> bool:
        """Whether its translation, if there is any, goes to readers."""
        return not self.is_obsolete and "fuzzy" not in (flag for _, flag in self.flags)

    @property
    def is_translated(self) -> bool:
        return self.is_used and any(str(text) for text in self.translations)


def _has_forms(entry: _Entry) -> bool:
    return not entry.is_obsolete and "msgid_plural" in entry.texts


class _Parser:
    """Reads the lines of a catalog into entries and goes on after each fault."""

    def __init__(self) -> None:
        self.entries: list[_Entry] = []
        self.faults: list[Fault] = []
        self._entry: _Entry | None = None
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
        self._entry = self._entry or _Entry()
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
        self._entry = _Entry(is_obsolete=obsolete, flags=self._flags)
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
            self._entry.texts.setdefault(name, _Text())

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


def _flag_faults(entries: list[_Entry]) -> Iterator[Fault]:
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


def _message_faults(entries: list[_Entry], nplurals: int | None) -> Iterator[Fault]:
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


def _line_break_faults(entry: _Entry) -> Iterator[Fault]:
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


def _form_faults(entry: _Entry, nplurals: int | None) -> Iterator[Fault]:
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


class _Header:
    """The fields of a catalog's header, by name in lower case."""

    def __init__(self, entry: _Entry) -> None:
        self._text = entry.translations[0]
        self._has_forms = "msgid_plural" in entry.texts
        self._fields: dict[str, tuple[int, str]] = {}
        self._damage: list[Fault] = []
        position = 0
        for content in str(self._text).split("\n"):
            self._read(self._text.line_at(position), content)
            position += len(content) + 1

    def _read(self, line: int, content: str) -> None:
        name, colon, value = content.partition(":")
        key = name.strip().lower()
        if not colon and content.strip():
            message = f'The header has {content!r}, which is not "Name: value". Delete it.'
            self._damage.append((line, message))
        elif key in self._fields:
            self._damage.append((line, f"The header has {name} twice. Delete one of the two."))
        elif colon:
            self._fields[key] = line, value.strip()

    @property
    def nplurals(self) -> int | None:
        found = PLURAL_FORMS.fullmatch(self._fields.get("plural-forms", (0, ""))[1])
        return int(found["number"]) if found else None

    def faults(self, code: str, *, has_plurals: bool) -> Iterator[Fault]:
        if self._has_forms or not self._fields:
            yield self._text.line, DAMAGED_HEADER
            return
        yield from self._damage
        yield from self._missing(code, has_plurals=has_plurals)
        yield from self._charset()
        yield from self._language(code)
        yield from self._plural_forms(code, has_plurals=has_plurals)

    def _missing(self, code: str, *, has_plurals: bool) -> Iterator[Fault]:
        wanted = {
            "Content-Type": "text/plain; charset=UTF-8",
            "Language": code,
            **({"Plural-Forms": _usual_plural_forms(code)} if has_plurals else {}),
        }
        lines = [
            f'"{name}: {value}\\n"'
            for name, value in wanted.items()
            if name.lower() not in self._fields
        ]
        if lines:
            yield self._text.line, f"The header is not whole. Add {' and '.join(lines)}."

    def _charset(self) -> Iterator[Fault]:
        line, value = self._fields.get("content-type", (0, "charset=UTF-8"))
        # GNU gettext takes the first that it finds, wherever it is.
        everywhere = re.findall(r"charset=([^ \t\n]*)", str(self._text))
        if not re.search(r"charset=utf-8$", value, re.IGNORECASE) or any(
            charset.lower() != "utf-8" for charset in everywhere
        ):
            message = 'Write "Content-Type: text/plain; charset=UTF-8\\n".'
            yield line or self._text.line, f"The header does not say that this is UTF-8. {message}"

    def _language(self, code: str) -> Iterator[Fault]:
        line, value = self._fields.get("language", (0, code))
        if _full_code(value) != _full_code(code):
            yield (
                line,
                f'The header says "Language: {value}" in the folder of {code}. '
                f'Write "Language: {code}\\n".',
            )

    def _plural_forms(self, code: str, *, has_plurals: bool) -> Iterator[Fault]:
        line, value = self._fields.get("plural-forms", (0, ""))
        if not line:
            return
        found = PLURAL_FORMS.fullmatch(value)
        # GNU gettext takes the first that it finds, wherever it is.
        if str(self._text).count("plurals=") > 1:
            found = None
        rule = _plural_rule(found["rule"], int(found["number"])) if found else None
        advice = f'Write "Plural-Forms: {_usual_plural_forms(code)}\\n".'
        if rule is None:
            yield line, f"The Plural-Forms of the header cannot be read. {advice}"
        elif has_plurals and not _is_rule_of(code, rule):
            yield line, f"The Plural-Forms of the header are not those of {code}. {advice}"


def _locale(code: str) -> Locale | None:
    try:
        return Locale.parse(code.replace("-", "_"))
    # Babel raises errors of several kinds on what is no code.
    except Exception:
        return None


def _full_code(code: str) -> tuple[str | None, ...]:
    """Return language, script and territory of ``code``, the likely ones where it has none.

    >>> _full_code("zh-Hans") == _full_code("zh_CN")
    True
    """
    locale = _locale(code)
    if locale is None:
        return (code.replace("-", "_").lower(),)
    known = get_global("likely_subtags")
    wider = (str(locale), f"{locale.language}_{locale.territory}", locale.language)
    likely = _locale(next((known[one] for one in wider if one in known), "")) or locale
    return (
        locale.language,
        locale.script or likely.script,
        locale.territory or likely.territory,
        locale.modifier,
    )


def _usual_plural_forms(code: str) -> str:
    locale = _locale(code)
    return get_plural(locale).plural_forms if locale else "nplurals=2; plural=(n != 1);"


def _plural_rule(expression: str, nplurals: int) -> Rule | None:
    """Return the rule that ``expression`` writes in C, if each form it gives exists."""
    try:
        rule: Rule = c2py(expression.strip())
        # As many as GNU msgfmt tries.
        forms = {rule(n) for n in range(1001)}
    # It is a program of a stranger: besides ValueError, what it computes may fail.
    except Exception:
        return None
    return rule if forms <= set(range(nplurals)) else None


def _is_rule_of(code: str, rule: Rule) -> bool:
    """Whether ``rule`` puts the same numbers together as the language's.

    Babel and CLDR do not agree on some languages, and either is accepted. In what order
    the forms are numbered is left to the catalog.
    """
    locale = _locale(code)
    if locale is None:
        return True
    accepted: list[Rule] = []
    if str(locale) in PLURALS or locale.language in PLURALS:
        accepted.append(c2py(get_plural(locale).plural_expr))
    if locale.plural_form.rules:
        accepted.append(locale.plural_form)
    return not accepted or _partition(rule) in map(_partition, accepted)


def _partition(rule: Rule) -> list[int]:
    """Return a number for each n from 0 to 200, the same where ``rule`` gives the same."""
    numbers: dict[object, int] = {}
    return [numbers.setdefault(rule(n), len(numbers)) for n in range(201)]
