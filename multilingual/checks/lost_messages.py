"""Whether a catalog is that of its page: no text lost, and none that the page has not."""

from __future__ import annotations

from collections.abc import Iterator

from multilingual.catalogs.message import Catalog
from multilingual.catalogs.siblings import Key, key_of, siblings_of
from multilingual.findings import Finding
from multilingual.text.wording import quoted

FEWEST = 2
"""How many other languages must agree on what a page has."""


def lost(catalog: Catalog) -> Iterator[Finding]:
    """Do not touch `msgid`. Delete no text.

    The `msgid` is the English of the page. A translation is found by it, so readers get the
    English where a `msgid` was edited, deleted or cut off. The English page and its files in the
    other languages tell what must be there. "Replace all" in an editor changes `msgid` too:
    look at each place by itself.

    Bad::

        msgid "You cannot catch lupsu."
        msgstr "El lupus no se contagia."

    Good::

        msgid "You cannot catch lupus."
        msgstr "El lupus no se contagia."
    """
    siblings = [one.texts.keys() for one in siblings_of(catalog)]
    if len(siblings) < FEWEST:
        return
    own = {key_of(message): message for message in reversed(catalog.translations) if message.msgid}
    english = _english_of(catalog)
    every = dict.fromkeys(key for one in siblings for key in one if key not in own)
    # The files of the other languages may be older or newer than this one, and the page decides.
    missing = [
        key
        for key in every
        if (_one_line(key[1]) in english if english else all(key in one for one in siblings))
    ]
    if missing:
        yield Finding(catalog.path, 1, "lost", _told(missing))
    for key, message in reversed(own.items()):
        if _one_line(key[1]) not in english and not any(key in one for one in siblings):
            fault = (
                "No other catalog of this page has this English. "
                "Change nothing in msgid, or run make update."
            )
            yield Finding(catalog.path, message.line, "lost", fault)


def _english_of(catalog: Catalog) -> str:
    """Return the English of the page on one line, nothing if there is none at hand."""
    path = catalog.language.root / "source" / f"{catalog.page}.rst"
    try:
        return "" if catalog.is_interface else _one_line(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _told(missing: list[Key]) -> str:
    first = quoted(missing[0][1])
    what = (
        f"{len(missing)} texts of this page are not in this file, the first is {first}."
        if len(missing) > 1
        else f"One text of this page is not in this file: {first}."
    )
    back = "Get the file back with git, or run make update and translate"
    return f"{what} {back} {'them' if len(missing) > 1 else 'it'} anew."
