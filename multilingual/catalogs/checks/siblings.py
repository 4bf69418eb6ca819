"""Whether a catalog is that of its page: no text lost, and none that the page has not."""

from __future__ import annotations

from collections.abc import Iterator

from multilingual.catalogs.findings import Finding
from multilingual.catalogs.messages import Catalog, Message
from multilingual.catalogs.siblings import Key, siblings_of
from multilingual.catalogs.wording import quoted

FEWEST = 2
"""How many other languages must agree on what a page has."""


def lost(catalog: Catalog) -> Iterator[Finding]:
    """Change nothing in `msgid`, and delete no message.

    The `msgid` is the English of the page. A translation is found by it, so readers get the
    English where a `msgid` was edited, deleted or cut off. The files of the same page in the
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
    own = {_key(message): message for message in reversed(catalog.messages) if message.msgid}
    first, *others = siblings
    missing = [key for key in first if key not in own and all(key in one for one in others)]
    if missing:
        yield Finding(catalog.path, 1, "lost", _told(missing))
    for key, message in reversed(own.items()):
        if not any(key in one for one in siblings):
            fault = (
                "No other catalog of this page has this English. "
                "Change nothing in msgid, or run make update."
            )
            yield Finding(catalog.path, message.line, "lost", fault)


def _key(message: Message) -> Key:
    return message.context, message.msgid, message.plural


def _told(missing: list[Key]) -> str:
    first = quoted(missing[0][1])
    what = (
        f"{len(missing)} texts of this page are not in this file, the first is {first}."
        if len(missing) > 1
        else f"One text of this page is not in this file: {first}."
    )
    back = "Get the file back with git, or run make update and translate"
    return f"{what} {back} {'them' if len(missing) > 1 else 'it'} anew."
