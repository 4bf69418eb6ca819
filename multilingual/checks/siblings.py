"""Whether a catalog is that of its page: no text lost, and none that the page has not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from multilingual.catalogs.messages import Catalog, Message
from multilingual.catalogs.siblings import Key, siblings_of
from multilingual.checks.trigrams import is_more_like, likeness
from multilingual.findings import Finding
from multilingual.text.wording import quoted, words

FEWEST = 2
"""How many other languages must agree on what a page has."""

FEWEST_SAME, FEWEST_WORDS = 5, 4
"""How many texts, of how many English words, are the same in two languages by no chance."""

NEAR = 0.75
"""The share of trigrams of a text that are in one of which it was made."""


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
    own = {_key(message): message for message in reversed(catalog.messages) if message.msgid}
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
    path = catalog.root / "source" / f"{catalog.page}.rst"
    try:
        return "" if catalog.is_interface else _one_line(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def fault_of_language(catalog: Catalog) -> str | None:
    """Return what is wrong if most texts are those of the same page in another language.

    One that is nearly such a text counts where the other pages tell the languages apart.
    """
    long = [
        message
        for message in catalog.translated
        if words(message.msgid).count(" ") >= FEWEST_WORDS
        and message.msgstr not in (message.msgid, message.plural)
    ]
    for sibling in siblings_of(catalog) if len(long) >= FEWEST_SAME else ():
        if _base(sibling.code) == _base(catalog.code):
            continue
        pairs = [(one.msgstr, sibling.texts.get(_key(one), ())) for one in long]
        same = sum(text in others for text, others in pairs)
        near = sum(_is_near(text, others) for text, others in pairs)
        if near < FEWEST_SAME or 2 * near <= len(long):
            continue
        other = catalog.folder.parent / sibling.code
        texts = [one.msgstr for one in long]
        is_own = is_more_like(texts, catalog.folder, other, catalog.page)
        if is_own or (is_own is None and (same < FEWEST_SAME or 2 * same <= len(long))):
            # It is the other file that is not in its language, or sisters are alike.
            continue
        which = "This file" if is_own is False else "One of the two files"
        how = f"{same} of {len(long)} texts here are letter for letter those of {sibling.code}."
        if 2 * same <= len(long):
            how = f"{near} of {len(long)} texts here are nearly those of {sibling.code}."
        return f"{how} {which} is not in its language."
    return None


def _is_near(text: str, others: Iterable[str]) -> bool:
    """Return whether ``text`` is one of ``others``, or has a word or two more or less."""
    return any(text == one or likeness(text, one) >= NEAR for one in others)


def _base(code: str) -> str:
    """Return the language of a code: that of Mexico (es_MX) and of Spain (es) is one."""
    return code.split("_", maxsplit=1)[0]


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
