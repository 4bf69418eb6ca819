"""Write a catalog in one form, or compile it: polib does both; and write while nobody else does."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import polib
from filelock import FileLock

from multilingual.catalogs.message import Catalog, CatalogError, Message
from multilingual.files import write_whole

CONTINUED = re.compile(r"^(#.*\\)[ \t]*$", re.MULTILINE)
"""A comment of which GNU gettext takes the next line for a part, since a backslash ends it."""

Stamp = tuple[int, ...]
"""What changes when a file is saved, nothing if there is none."""


def write_catalog(path: Path, catalog: Catalog) -> None:
    """Write ``catalog`` to ``path``.

    Each message is on one line, however long: every tool wraps lines in its own way
    (https://github.com/python-babel/babel/issues/1266), and no two agree on Chinese.
    """
    write_whole(path, text_of(catalog).encode())


def text_of(catalog: Catalog) -> str:
    """Return what ``write_catalog`` writes."""
    made = _file_of(catalog)
    made.wrapwidth = sys.maxsize
    # polib would make flags of a note that begins with a comma.
    notes = "".join(f"# {line}\n" if line else "#\n" for line in catalog.notes.split("\n"))
    text = notes + str(made).removeprefix("#\n")
    return CONTINUED.sub(r"\1.", text.rstrip("\n")) + "\n"


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
