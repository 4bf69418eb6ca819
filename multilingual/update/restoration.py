"""Give an update what other tools have emptied or dropped since the last commit of git.

``sphinx-intl update`` and ``msgmerge`` leave a message empty that moved to another page, put a
guess in its place, and drop the translation that they guessed from. sphinx-intl drops fields of
the header, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import NamedTuple

import polib

from multilingual.catalogs.header import canonical_fields
from multilingual.catalogs.memory import (
    Key,
    has_words,
    is_worth_keeping,
    key_of,
    translations_of,
)
from multilingual.catalogs.templates import Template

Catalogs = Mapping[str, polib.POFile]


class Emptied(NamedTuple):
    """A message that lost its translation where it stands, and has it again, fuzzy."""

    page: str
    key: Key


def restored(
    catalogs: Catalogs, before: Catalogs, templates: Mapping[str, Template]
) -> tuple[Catalogs, list[Emptied]]:
    """Return the catalogs of a language with what is lost of those of the last commit.

    ``before`` are the committed catalogs of the pages whose catalogs changed since. What is lost
    has the exact English and context of a message that a page wants, and no catalog translates
    it now. It stands where it stood, for the update to carry on. Where an empty message stands
    in its place, a person may have emptied it: it is fuzzy then, so that no reader gets it, and
    is returned apart. A guess that was emptied stays so. A catalog that was made anew has all back.
    """
    wanted = {key_of(one.entry()) for template in templates.values() for one in template}
    made = {page: _copy_of(catalogs.get(page), old) for page, old in before.items()}
    origins = {key for page, old in before.items() for key in _take_out_guesses(made[page], old)}
    every = {**catalogs, **made}
    said = {key_of(entry) for one in every.values() for entry in one if has_words(entry)}
    emptied, lost = list[Emptied](), set[Key]()
    for page, old in before.items():
        # One without any translation was made anew, which nobody does to empty a message.
        is_new = page in templates and not any(map(has_words, made[page]))
        places = {} if is_new else _empty_places(made[page], templates.get(page, ()))
        for entry in (one for one in old if has_words(one) and key_of(one) not in said):
            key = key_of(entry)
            if key in places and not entry.obsolete:
                if not entry.fuzzy:
                    made[page][places[key]] = _in_doubt(entry, made[page][places[key]])
                    emptied.append(Emptied(page, key))
            elif key in wanted or key in origins or (is_new and entry.obsolete):
                made[page].append(entry)
                lost.add(key)
    # An update gives a message that waits for a translation less than one that is not there.
    for page, catalog in {**catalogs, **made}.items() if lost else ():
        left = [one for one in catalog if is_worth_keeping(one) or key_of(one) not in lost]
        made[page] = _copy_of(catalog, catalog)
        made[page][:] = left
    return {**catalogs, **made}, emptied


def _copy_of(now: polib.POFile | None, old: polib.POFile) -> polib.POFile:
    """Return the catalog ``now``, with the fields of the header that ``old`` has besides."""
    copy = polib.POFile(check_for_duplicates=False)
    copy.header = (old if now is None else now).header
    copy.metadata = {**canonical_fields(old.metadata), **({} if now is None else now.metadata)}
    copy.extend(now or ())
    return copy


def _take_out_guesses(catalog: polib.POFile, old: polib.POFile) -> Iterator[Key]:
    """Take guesses out that a tool made from ``old``, and yield what they were made from.

    Such a guess is where no message was, and does not name the English that it is of.
    """
    known = {key_of(one) for one in old if not one.obsolete}
    origins = {translations_of(one): key_of(one) for one in old if has_words(one)}
    guesses = [
        entry
        for entry in catalog
        if entry.fuzzy
        and not entry.obsolete
        and entry.previous_msgid is None
        and key_of(entry) not in known
        and translations_of(entry) in origins
    ]
    catalog[:] = [one for one in catalog if not any(one is guess for guess in guesses)]
    return (origins[translations_of(guess)] for guess in guesses)


def _empty_places(catalog: polib.POFile, template: Template) -> dict[Key, int]:
    """Return which messages of a page a person may have emptied, by their places."""
    wanted = {key_of(message.entry()) for message in template}
    return {
        key_of(entry): number
        for number, entry in enumerate(catalog)
        if not entry.obsolete and not has_words(entry) and key_of(entry) in wanted
    }


def _in_doubt(entry: polib.POEntry, now: polib.POEntry) -> polib.POEntry:
    made = deepcopy(now)
    made.msgstr, made.msgstr_plural = entry.msgstr, dict(entry.msgstr_plural)
    made.flags = ["fuzzy", *made.flags]
    return made
