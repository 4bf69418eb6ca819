"""The passes of an update, in the order in which they run; each finds translations for more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from multilingual.catalogs.message import FormsKey, Message
from multilingual.update.english_changes import best_pairs
from multilingual.update.state import Held, Place, Reworded, UpdateState, is_sure, rank
from multilingual.update.trivial_changes import adjusted, skeleton

WITHIN_PAGE, ELSEWHERE = 0.5, 0.6
"""How like an English text must be to one that is gone to be taken for its new wording."""

Forms = tuple[str, ...]


def keep(state: UpdateState) -> None:
    """Keep what has the same English on the same page, or what a person decided of it since."""
    live = {
        (page, message.forms_key): message
        for page, catalog in state.catalogs.items()
        for message in catalog.live
    }
    for place, message in state.wanted.items():
        if own := live.get((place.page, message.forms_key)):
            state.stay(place, own)
    said: dict[FormsKey, set[Forms]] = {}
    for message in state.there.values():
        said.setdefault(message.forms_key, set()).add(tuple(message.forms))
    for place, message in state.there.items():
        if message.damage:
            # What is written there counts, once somebody has fixed it.
            _keep(state, place, message, place.page)
        if not message.has_words or _decide(state, place, message):
            continue
        if corrections := _corrections(state, place, message):
            _correct(state, place, message, corrections)
            continue
        _keep(state, place, message, place.page)
        for held in _left_live(state, message):
            others = said[message.forms_key]
            if is_sure(held.message) and tuple(held.message.forms) not in others:
                state.add_rival(place, held)


def _left_live(state: UpdateState, message: Message) -> list[Held]:
    """Return what is said of the same message as if it were still on another page."""
    return [
        held
        for held in state.memory.same_as(message)
        if _is_left_live(state, held) and held.message.plural == message.plural
    ]


def _is_left_live(state: UpdateState, held: Held) -> bool:
    message = held.message
    return not message.is_obsolete and message.has_words and not state.is_in_use(message)


def _corrections(state: UpdateState, place: Place, message: Message) -> list[Held]:
    """Return what somebody made meanwhile of the translation that a guess was made from.

    It stands where that translation was left behind when the English changed.
    """
    before = message.previous.context
    said = state.memory.said_before(message, before) if message.is_fuzzy else ()
    left = {place.page, *(held.page for held in said if held.message.is_obsolete)}
    return [
        held
        for held in said
        if _is_left_live(state, held)
        and not held.message.is_fuzzy
        and (held.page in left or held.page not in state.templates)
    ]


def _correct(
    state: UpdateState, place: Place, message: Message, corrections: Sequence[Held]
) -> None:
    """Let a correction be the guess, or report it where somebody has worked on the guess."""
    is_repeated = any(
        held.message.is_obsolete and tuple(held.message.forms) == tuple(message.forms)
        for held in state.memory.said_before(message, message.previous.context)
    )
    if is_repeated:
        best, *corrections = corrections
        _keep(state, place, replace(message, forms=best.message.forms), best.page)
    else:
        _keep(state, place, message, place.page)
    said = tuple(state.made[place].forms)
    for held in corrections:
        if tuple(held.message.forms) != said:
            state.add_rival(place, held)


def _decide(state: UpdateState, place: Place, message: Message) -> bool:
    """Let what a person decided where the message has stood count where it is now.

    That is a translation in place of a guess, or that a translation is doubtful.
    """
    for held in _left_live(state, message):
        other = held.message
        is_doubt = other.is_fuzzy and other.previous.msgid is None and not message.is_fuzzy
        if message.is_fuzzy and is_sure(other):
            state.take_over(place, held)
            state.spend(held)
            state.extra.append(Held(place.page, message))
        elif is_doubt and tuple(other.forms) == tuple(message.forms):
            state.take_over(place, held)
        else:
            continue
        if not state.is_reworded(place, held):
            state.result.recovered[held.page, place.page] += 1
        return True
    return False


def _keep(state: UpdateState, place: Place, message: Message, giver: str) -> None:
    """Let ``message`` stay where it is, with the words that it has from the page ``giver``."""
    held = Held(place.page, message)
    if state.is_trivial(state.take_over(place, held)):
        state.made[place] = state.made[place].marked(is_fuzzy=False)
    if not state.is_reworded(place, held):
        state.count(place, giver)


def recover(state: UpdateState) -> None:
    """Find what was said elsewhere, or once, for just the same English."""
    for place, message in state.open():
        candidates = [
            held
            for held in state.memory.same_as(message)
            # A guess is worth no more than the empty message that waits for a person.
            if place not in state.there or is_sure(held.message)
        ]
        if not candidates:
            continue
        best = min(candidates, key=lambda held: rank(state, place, held))
        state.take_over(place, best)
        if state.is_reworded(place, best):
            continue
        state.spend(best)
        if best.message.has_words:
            state.result.recovered[best.page, place.page] += 1
        else:
            state.result.new += place not in state.there


def adjust(state: UpdateState) -> None:
    """Take over changes in which no word changes."""
    free: dict[str, list[Held]] = {}
    for held in state.free():
        free.setdefault(skeleton(held.message.msgid), []).append(held)
    for place, message in state.new():
        same = free.get(skeleton(message.msgid), ())
        for held in sorted(same, key=lambda held: rank(state, place, held)):
            if not state.is_spent(held.message) and _adjust_one(state, place, message, held):
                break


def _adjust_one(state: UpdateState, place: Place, message: Message, held: Held) -> bool:
    given = held.message
    if given.plural or message.plural or given.context != message.context:
        return False
    text = adjusted(given.msgid, message.msgid, given.forms[0])
    if text is None:
        return False
    state.made[place] = replace(state.take_over(place, held), forms=(text,))
    if text == given.forms[0]:
        state.spend(held)
    else:
        state.leave_behind(held)
    state.count_found(place, held)
    return True


def reword(state: UpdateState) -> None:
    """Match what changed with what is gone: within its page first, then anywhere."""
    for page in state.templates:
        own = [held for held in state.free() if held.page == page and not held.message.is_obsolete]
        _match(state, (item for item in state.new() if item[0].page == page), own, WITHIN_PAGE)
    _match(state, state.new(), list(state.free()), ELSEWHERE)


def _match(
    state: UpdateState,
    wanted: Iterable[tuple[Place, Message]],
    free: Sequence[Held],
    threshold: float,
) -> None:
    places = list(wanted)
    new = [message.msgid for _place, message in places]
    old = [_wordings(held.message) for held in free]
    for first, second in best_pairs(new, old, threshold):
        place, message = places[first]
        if bool(message.plural) == bool(free[second].message.plural):
            _make_fuzzy(state, place, free[second])


def _wordings(message: Message) -> tuple[str, ...]:
    """Return the English that the translation may have been made from."""
    previous = message.previous.msgid if message.is_fuzzy else None
    return (message.msgid, previous) if previous else (message.msgid,)


def _make_fuzzy(state: UpdateState, place: Place, held: Held) -> None:
    given = held.message
    made = state.take_over(place, held)
    if not given.is_fuzzy and (given.english, made.english) in state.trivial:
        state.spend(held)
        state.count_found(place, held)
        return
    previous = made.previous
    if not (given.is_fuzzy and given.previous.msgid is not None):
        previous = previous._replace(
            context=given.context, msgid=given.msgid, plural=given.plural or None
        )
    made = state.made[place] = replace(made.marked(is_fuzzy=True), previous=previous)
    state.result.reworded.append(Reworded(place.page, made.previous_english, made.english))
    if given.is_fuzzy:
        state.spend(held)
    else:
        state.leave_behind(held)


def repeat(state: UpdateState) -> None:
    """Fill what has the English of a message that has only now got its translation."""
    found = {
        made.forms_key: Held(place.page, made)
        for place, made in sorted(state.made.items(), key=lambda item: item[0], reverse=True)
        if is_sure(made)
    }
    for place, message in list(state.open()):
        held = found.get(message.forms_key)
        if held is None:
            continue
        state.take_over(place, held)
        state.givers[place.page].update(state.givers[held.page])
        if not state.is_reworded(place, held):
            state.result.recovered[held.page, place.page] += 1


PASSES: Sequence[Callable[[UpdateState], None]] = (keep, recover, adjust, reword, repeat)
