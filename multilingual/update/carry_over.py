"""Carry the catalogs of a language to the new English, losing nothing.

A message keeps its translation where its English is the same, wherever it stands now. Where the
English changed, the translation becomes fuzzy and keeps the previous English. What nothing uses
any more becomes an obsolete message. This is ``msgmerge --previous`` with all catalogs of the
language as its compendium
(https://www.gnu.org/software/gettext/manual/html_node/msgmerge-Invocation.html).

Before that, what other tools have emptied or dropped since the last commit of git is restored.
``sphinx-intl update`` and ``msgmerge`` leave a message empty that moved to another page, put a
guess in its place, and drop the translation that they guessed from. sphinx-intl drops fields of
the header, too.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from multilingual.catalogs.header import count_forms, heading_of
from multilingual.catalogs.message import (
    Catalog,
    Catalogs,
    FormsKey,
    Message,
    Template,
)
from multilingual.catalogs.po_lines import Damage
from multilingual.catalogs.writer import as_obsolete, canonical, canonical_fields
from multilingual.update.moved_and_reworded import PASSES
from multilingual.update.state import Held, Place, Rival, Step, Update, UpdateState

FIRST_PAGE = "index"
"""Where translations go that no page has a place for."""


def update_catalogs(
    templates: Mapping[str, Template],
    catalogs: Mapping[str, Catalog],
    code: str,
    trivial: Collection[Step] = (),
) -> Update:
    """Return the catalogs of language ``code`` for ``templates``; nothing given is changed.

    ``trivial`` are the steps from one English text to another that need no new look at the
    translation. Raises ValueError if there are no templates, which would leave no place.
    """
    if not templates:
        raise ValueError("there are no templates to carry the catalogs to.")
    state = UpdateState(templates, catalogs, trivial)
    for find_translations in PASSES:
        find_translations(state)
    state.result.new += sum(1 for _ in state.new())
    _put_together(state, code)
    return state.result


def _put_together(state: UpdateState, code: str) -> None:
    left: dict[str, list[Message]] = {page: [] for page in state.templates}
    unused = list(state.unused())
    state.result.obsolete += sum(not held.message.is_obsolete for held in unused)
    nameless: dict[str, list[Damage]] = {page: [] for page in state.templates}
    for page, catalog in state.catalogs.items():
        nameless[_home(state, page)] += catalog.nameless
    live = {(place.page, message.forms_key) for place, message in state.there.items()}
    for held in (*unused, *state.extra):
        if held.message.damage and (held.page, held.message.forms_key) in live:
            # It stands there twice, and a person is to choose.
            nameless[held.page].append(held.message.damage)
            continue
        left[_home(state, held.page)].append(as_obsolete(held.message))
    for place, own in state.there.items():
        # Nothing of it is translated, but somebody may have noted something.
        if place not in state.made:
            state.take_over(place, Held(place.page, own))
    for page, template in state.templates.items():
        heading = heading_of(page, state.catalogs, code, state.givers[page])
        forms = count_forms(heading)
        messages = [
            state.made.get(Place(page, number)) or message.blank(forms)
            for number, message in enumerate(template)
        ]
        whole = replace(heading, messages=(*messages, *left[page]), nameless=nameless[page])
        state.result.catalogs[page] = canonical(whole)
    state.result.rivals += [
        Rival(place.page, source, state.made[place]) for place, source in state.rivals
    ]


def _home(state: UpdateState, page: str) -> str:
    """Return the page whose catalog keeps what ``page`` had: where most of it went."""
    if page in state.templates:
        return page
    found = [(-givers[page], receiver) for receiver, givers in state.givers.items() if givers[page]]
    first = FIRST_PAGE if FIRST_PAGE in state.templates else min(state.templates)
    return min(found)[1] if found else first


# What is lost since the last commit


class Emptied(NamedTuple):
    """A message that lost its translation where it stands, and has it again, fuzzy."""

    page: str
    key: FormsKey


def restored(
    catalogs: Catalogs, before: Catalogs, templates: Mapping[str, Template]
) -> tuple[Catalogs, list[Emptied]]:
    """Return the catalogs of a language with what is lost of those of the last commit.

    ``before`` are the committed catalogs of the pages whose catalogs changed since. What is lost
    has the exact English and context of a message that a page wants, and no catalog translates
    it now. It stands where it stood, for the update to carry on. Where an empty message stands
    in its place, a person may have emptied it: it is fuzzy then, so that no reader gets it, and
    is returned apart. A guess that was emptied stays so. One that was made again has all back.
    """
    wanted = {message.forms_key for template in templates.values() for message in template}
    made = {page: _with_fields(catalogs.get(page), old) for page, old in before.items()}
    origins: set[FormsKey] = set()
    for page, old in before.items():
        made[page], guessed_from = _without_guesses(made[page], old)
        origins |= guessed_from
    every = {**catalogs, **made}.values()
    # Of what cannot be read, nobody knows that it is lost.
    said = {
        message.forms_key
        for catalog in every
        for message in catalog.messages
        if message.has_words or message.damage
    }
    emptied: list[Emptied] = []
    lost: set[FormsKey] = set()
    for page, old in before.items():
        messages = list(made[page].messages)
        # One without any translation was made again, which nobody does to empty a message.
        is_new = page in templates and not any(message.has_words for message in messages)
        places = {} if is_new else _empty_places(messages, templates.get(page, ()))
        for message in old.messages:
            key = message.forms_key
            if not message.has_words or key in said:
                continue
            if key in places and not message.is_obsolete:
                if not message.is_fuzzy:
                    now = replace(messages[places[key]], forms=message.forms)
                    messages[places[key]] = now.marked(is_fuzzy=True)
                    emptied.append(Emptied(page, key))
            elif key in wanted or key in origins or (is_new and message.is_obsolete):
                messages.append(message)
                lost.add(key)
        made[page] = replace(made[page], messages=messages)
    # An update gives a message that waits for a translation less than one that is not there.
    for page, catalog in {**catalogs, **made}.items() if lost else ():
        left = [
            one for one in catalog.messages if one.is_worth_keeping or one.forms_key not in lost
        ]
        made[page] = replace(catalog, messages=left)
    return {**catalogs, **made}, emptied


def _with_fields(now: Catalog | None, old: Catalog) -> Catalog:
    """Return the catalog ``now``, with the fields of the header that ``old`` has besides."""
    fields = {**canonical_fields(old.fields), **({} if now is None else now.fields)}
    return replace(now or replace(old, messages=()), fields=fields)


def _without_guesses(catalog: Catalog, old: Catalog) -> tuple[Catalog, set[FormsKey]]:
    """Return a catalog without guesses that a tool made from ``old``, and what these were of.

    Such a guess is where no message was, and does not name the English that it is of.
    """
    known = {message.forms_key for message in old.live}
    origins = {tuple(one.forms): one.forms_key for one in old.messages if one.has_words}

    def is_guess(message: Message) -> bool:
        return (
            message.is_fuzzy
            and not message.is_obsolete
            and message.previous.msgid is None
            and message.forms_key not in known
            and tuple(message.forms) in origins
        )

    guesses = [message for message in catalog.messages if is_guess(message)]
    left = [message for message in catalog.messages if not is_guess(message)]
    return replace(catalog, messages=left), {origins[tuple(guess.forms)] for guess in guesses}


def _empty_places(messages: Sequence[Message], template: Template) -> dict[FormsKey, int]:
    """Return which messages of a page a person may have emptied, by their places."""
    wanted = {message.forms_key for message in template}
    return {
        message.forms_key: number
        for number, message in enumerate(messages)
        if not message.is_obsolete
        and not message.has_words
        and message.forms_key in wanted
        and not message.damage
    }
