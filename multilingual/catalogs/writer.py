"""The one form of a catalog that this project keeps, and how it is written, or compiled.

polib writes and compiles. What is written is whole, and no other command writes meanwhile.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import polib
from filelock import FileLock

from multilingual.catalogs.message import (
    FUZZY,
    Catalog,
    CatalogError,
    Message,
    MessageKey,
    Previous,
)
from multilingual.catalogs.plural_forms import spelled_as_usual
from multilingual.catalogs.po_lines import unescaped
from multilingual.files import write_whole

FIXED = {
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}
UNTOLD = {
    "PO-Revision-Date": "YEAR-MO-DA",
    "Last-Translator": "",
    "Language-Team": "",
}
"""Fields that GNU gettext asks for, and that git knows better.

GNOME's Translation Editor saves no file without them, nor one with gettext's own
``YEAR-MO-DA HO:MI+ZONE``. Babel, and so sphinx-intl, reads no file with an empty date.
"""
VOLATILE = {"Report-Msgid-Bugs-To", "POT-Creation-Date", "Generated-By", "X-Generator"}
"""Fields that tools write again each time."""
VOLATILE_PREFIXES = ("X-Poedit-", "X-DL-", "X-Crowdin-", "X-Loco-", "X-Launchpad-")
PERSONAL = re.compile(
    r".*\S@\S.*|.*(?:copyright|©|SPDX-|SOME DESCRIPTIVE TITLE).*|translators?:\s*"
    r"|This file is distributed under the same license as .*"
    r"|[^.:]{1,80},\s*(?:\d{4}|YEAR)(?:\s*[-–,]\s*\d{4})*[.,]?\s*",
    re.IGNORECASE,
)
"""A line above a header by which tools say who has worked on the file, and when."""
PREVIOUS = re.compile(r'\| (?:(?P<name>msgctxt|msgid|msgid_plural) )?"(?P<text>(?:[^"\\]|\\.)*)" ?')
LINE_NUMBER = re.compile(r":\d+$")
"""What ends a place (``source/index.rst:12``) and changes with each edit above it."""
TWIN, TWIN_CONTEXT = (
    "another translation",
    re.compile(r"(?:(?P<own>.*) / )?another translation \d+", re.DOTALL),
)
"""The context of what no page uses and what has the English of another message of its catalog.

GNU gettext reads no catalog with the same message twice, be it obsolete.
"""
CONTINUED = re.compile(r"^(#.*\\)[ \t]*$", re.MULTILINE)
"""A comment of which GNU gettext takes the next line for a part, since a backslash ends it."""

Stamp = tuple[int, ...]
"""What changes when a file is saved, nothing if there is none."""


def canonical(catalog: Catalog) -> Catalog:
    """Return ``catalog`` without what tools change each time, obsolete messages last and sorted.

    Left out are dates and names of people and tools in the header, line numbers of places, and
    previous English that no fuzzy flag asks for. Each other word stays as it is, letter for letter.
    """
    live = [_canonical(message) for message in catalog.live]
    left = [
        as_obsolete(message)
        for message in catalog.messages
        if message.is_obsolete and message.is_worth_keeping
    ]
    return replace(
        catalog,
        messages=(*live, *sorted(left, key=order_of_obsolete)),
        fields=canonical_fields(catalog.fields),
        notes=_impersonal(catalog.notes),
    )


def _impersonal(notes: str) -> str:
    """Return the comments above a header without the names of people."""
    return "\n".join(line for line in notes.split("\n") if not PERSONAL.fullmatch(line)).strip()


def as_obsolete(message: Message) -> Message:
    """Return ``message`` as one that no page uses: what a translator wrote, and no place.

    What could not be read is a note.
    """
    if message.damage:
        message = replace(message, notes=message.damage.written, damage=None)
    flags = sorted_flags(flag for flag in message.flags if not flag.endswith("-format"))
    return replace(_canonical(message), is_obsolete=True, about="", places=(), flags=flags)


def order_of_obsolete(message: Message) -> tuple[str, ...]:
    previous = message.previous
    old = (previous.msgid, previous.plural, previous.context)
    rest = (message.notes, ",".join(message.flags), *old, message.plural)
    return (message.msgid, message.context or "", *message.forms, *(text or "" for text in rest))


def sorted_flags(flags: Iterable[str]) -> tuple[str, ...]:
    """Return each flag once, fuzzy first."""
    return tuple(sorted(set(flags), key=lambda flag: (flag != FUZZY, flag)))


def _canonical(message: Message) -> Message:
    notes, previous = message.notes, message.previous
    if "| msg" in notes:
        notes, previous = _previous_in_notes(notes, previous)
    return replace(
        message,
        notes=notes,
        previous=previous if message.is_fuzzy else Previous(),
        places=tuple(dict.fromkeys(LINE_NUMBER.sub("", place) for place in message.places)),
        flags=sorted_flags(message.flags),
    )


def _previous_in_notes(notes: str, previous: Previous) -> tuple[str, Previous]:
    """Read the previous English that Babel has made a translator's comment of, and wrapped."""
    before, bar, rest = f"\n{notes}".partition("\n| msg")
    if not bar:
        return notes, previous
    name, text = "", f"| msg{rest}".replace("\n", " ")
    found: dict[str, str] = {}
    position = 0
    while match := PREVIOUS.match(text, position):
        name = match["name"] or name
        found[name] = found.get(name, "") + unescaped(match["text"])
        position = match.end()
    if position != len(text):
        return notes, previous
    return before.strip("\n"), Previous(
        found.get("msgctxt", previous.context),
        found.get("msgid", previous.msgid),
        found.get("msgid_plural", previous.plural),
    )


def canonical_fields(fields: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of a header without what changes with each tool and day."""
    kept = {
        name: value
        for name, value in fields.items()
        if name not in VOLATILE and not name.startswith(VOLATILE_PREFIXES)
    }
    if "Plural-Forms" in kept:
        kept["Plural-Forms"] = spelled_as_usual(kept["Plural-Forms"], kept.get("Language", ""))
    return {**kept, **FIXED, **UNTOLD}


def write_catalog(path: Path, catalog: Catalog) -> None:
    """Write ``catalog`` to ``path``.

    Each message is on one line, however long: every tool wraps lines in its own way
    (https://github.com/python-babel/babel/issues/1266), and no two agree on Chinese.
    """
    write_whole(path, text_of(catalog).encode())


def text_of(catalog: Catalog) -> str:
    """Return what ``write_catalog`` writes."""
    header = _file_of(replace(catalog, messages=()))
    header.wrapwidth = sys.maxsize
    # polib would make flags of a note that begins with a comma.
    notes = "".join(f"# {line}\n" if line else "#\n" for line in catalog.notes.split("\n"))
    messages = told_apart(catalog.messages)
    live = [_block_of(message) for message in messages if not message.is_obsolete]
    lost = [f"{damage.written}\n" for damage in catalog.nameless]
    left = [_block_of(message) for message in messages if message.is_obsolete]
    text = "\n".join([notes + str(header).removeprefix("#\n"), *live, *lost, *left])
    return CONTINUED.sub(r"\1.", text.rstrip("\n")) + "\n"


def told_apart(messages: Sequence[Message]) -> list[Message]:
    """Return ``messages`` with a context of its own for each obsolete one that is there twice."""
    seen = {message.key for message in messages if not message.is_obsolete}
    # Counted on from the last twin: a catalog can have thousands with the same English.
    numbers: dict[MessageKey, int] = {}
    apart = []
    for message in messages:
        own = message
        while own.is_obsolete and own.key in seen:
            number = numbers.get(message.key, 2)
            numbers[message.key] = number + 1
            start = "" if message.context is None else f"{message.context} / "
            own = replace(message, context=f"{start}{TWIN} {number}")
        seen.add(own.key)
        apart.append(own)
    return apart


def own_context(context: str | None) -> str | None:
    """Return the context of an obsolete message before it was ``told_apart``."""
    twin = TWIN_CONTEXT.fullmatch(context or "")
    return twin["own"] if twin else context


def _block_of(message: Message) -> str:
    """Return the lines of a message; those of one that cannot be read are as they were."""
    if message.damage:
        return f"{message.damage.written}\n"
    return str(_entry_of(message).__unicode__(sys.maxsize))


def compiled(catalog: Catalog) -> bytes:
    """Return the ``.mo`` file of what readers get of ``catalog``."""
    data: bytes = _file_of(catalog).to_binary()
    return data


def _file_of(catalog: Catalog) -> polib.POFile:
    made = polib.POFile(check_for_duplicates=False)
    made.metadata = dict(catalog.fields)
    made.extend(map(_entry_of, catalog.messages))
    return made


def _entry_of(message: Message) -> polib.POEntry:
    has_forms = bool(message.plural)
    return polib.POEntry(
        msgid=message.msgid,
        msgid_plural=message.plural,
        msgctxt=message.context,
        msgstr="" if has_forms else message.forms[0],
        msgstr_plural=dict(enumerate(message.forms)) if has_forms else {},
        obsolete=message.is_obsolete,
        comment=message.about,
        tcomment=message.notes,
        occurrences=[(place, "") for place in message.places],
        flags=list(message.flags),
        previous_msgctxt=message.previous.context,
        previous_msgid=message.previous.msgid,
        previous_msgid_plural=message.previous.plural,
    )


def stamp_of(path: Path) -> Stamp:
    """Return what tells whether a catalog is as it was when it was read."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return ()
    return (found.st_mtime_ns, found.st_size, found.st_ino)


def refuse_changed(stamps: Mapping[Path, Stamp]) -> None:
    """Raise ``CatalogError`` for a catalog that was saved since it had its stamp."""
    for path, stamp in stamps.items():
        if stamp_of(path) != stamp:
            raise CatalogError(path, 1, "this was saved meanwhile. Run the command again")


@contextmanager
def writing_alone(build: Path) -> Iterator[None]:
    """Wait until no other command writes catalogs: two would overwrite what the other read.

    ``build`` is the folder of what is made.
    """
    build.mkdir(parents=True, exist_ok=True)
    with FileLock(build / "update.lock"):
        yield
