"""Carry the catalogs of a language to the new English, losing nothing.

A message keeps its translation where its English is the same, wherever it stands now. Where the
English changed, the translation becomes fuzzy and keeps the previous English. What nothing uses
any more becomes an obsolete message. This is ``msgmerge --previous`` with all catalogs of the
language as its compendium
(https://www.gnu.org/software/gettext/manual/html_node/msgmerge-Invocation.html).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from multilingual.catalogs.header import count_forms, heading_of
from multilingual.catalogs.message import Catalog, Message, Template
from multilingual.catalogs.writer import as_obsolete, canonical
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
    for held in (*_left(state), *state.extra):
        left[_home(state, held.page)].append(as_obsolete(held.message))
    for page, template in state.templates.items():
        heading = heading_of(page, state.catalogs, code, state.givers[page])
        forms = count_forms(heading)
        messages = [
            state.made.get(Place(page, number))
            or _without_words(state, Place(page, number))
            or message.blank(forms)
            for number, message in enumerate(template)
        ]
        catalog = replace(heading, messages=(*messages, *left[page]))
        state.result.catalogs[page] = canonical(catalog)
    state.result.rivals += [
        Rival(place.page, source, state.made[place]) for place, source in state.rivals
    ]


def _without_words(state: UpdateState, place: Place) -> Message | None:
    own = state.there.get(place)
    return state.take_over(place, Held(place.page, own)) if own else None


def _left(state: UpdateState) -> Iterator[Held]:
    for held in state.unused():
        state.result.obsolete += not held.message.is_obsolete
        yield held


def _home(state: UpdateState, page: str) -> str:
    """Return the page whose catalog keeps what ``page`` had: where most of it went."""
    if page in state.templates:
        return page
    found = [(-givers[page], receiver) for receiver, givers in state.givers.items() if givers[page]]
    first = FIRST_PAGE if FIRST_PAGE in state.templates else min(state.templates)
    return min(found)[1] if found else first
