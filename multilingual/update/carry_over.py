"""Carry the catalogs of a language to the new English, losing nothing.

A message keeps its translation where its English is the same, wherever it stands now. Where the
English changed, the translation becomes fuzzy and keeps the previous English. What nothing uses
any more becomes an obsolete entry. This is ``msgmerge --previous`` with all catalogs of the
language as its compendium
(https://www.gnu.org/software/gettext/manual/html_node/msgmerge-Invocation.html).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import NamedTuple

import polib

from multilingual.catalogs.canonical_form import (
    as_obsolete,
    canonical,
    clear_fuzzy,
    sorted_flags,
)
from multilingual.catalogs.header import count_forms, heading_of
from multilingual.catalogs.memory import (
    Held,
    Key,
    Memory,
    english_of,
    has_words,
    key_of,
    step_of,
    translations_of,
)
from multilingual.catalogs.templates import Template, TemplateMessage
from multilingual.update.adjustment import adjusted, skeleton
from multilingual.update.similarity import best_pairs

WITHIN_PAGE, ELSEWHERE = 0.5, 0.6
"""How like an English text must be to one that is gone to be taken for its new wording."""

FIRST_PAGE = "index"
"""Where translations go that no page has a place for."""


class Reworded(NamedTuple):
    """A message whose English changed, and so waits for a person.

    ``old`` and ``new`` are ``memory.english_of`` the message.
    """

    page: str
    old: str
    new: str


class Rival(NamedTuple):
    """A message of a page that was translated otherwise in ``source``, where it is no more.

    So it is when somebody corrected it there while it moved in another branch, and both edits
    were merged. If its English changed too, it was its previous English that was corrected.
    """

    page: str
    source: str
    entry: polib.POEntry


@dataclass
class Update:
    """What the catalogs of a language are to be, by page, and what was done.

    ``recovered`` counts messages by the page whose catalog had them and the page they are on.
    ``rivals`` are what a person has to choose between.
    """

    catalogs: dict[str, polib.POFile] = field(default_factory=dict)
    kept: int = 0
    recovered: Counter[tuple[str, str]] = field(default_factory=Counter)
    reworded: list[Reworded] = field(default_factory=list)
    rivals: list[Rival] = field(default_factory=list)
    new: int = 0
    obsolete: int = 0


class _Place(NamedTuple):
    """A message of a page, by its number."""

    page: str
    number: int


def update_catalogs(
    templates: Mapping[str, Template],
    catalogs: Mapping[str, polib.POFile],
    code: str,
    trivial: Collection[tuple[str, str]] = (),
) -> Update:
    """Return the catalogs of language ``code`` for ``templates``; nothing given is changed.

    ``trivial`` are the steps from one English text to another that need no new look at the
    translation. Raises ValueError if there are no templates, which would leave no place.
    """
    if not templates:
        raise ValueError("there are no templates to carry the catalogs to.")
    return _Updating(templates, catalogs, code, trivial).run()


class _Updating:
    def __init__(
        self,
        templates: Mapping[str, Template],
        catalogs: Mapping[str, polib.POFile],
        code: str,
        trivial: Collection[tuple[str, str]],
    ) -> None:
        self.templates, self.catalogs, self.code = templates, catalogs, code
        self.trivial = set(trivial)
        self.memory = Memory(catalogs)
        self.wanted = {
            _Place(page, number): message
            for page, template in templates.items()
            for number, message in enumerate(template)
        }
        self.made: dict[_Place, polib.POEntry] = {}
        self.spent: set[int] = set()
        self.in_use: set[int] = set()
        self.still: dict[_Place, polib.POEntry] = {}
        self.extra: list[Held] = []
        self.givers: dict[str, Counter[str]] = {page: Counter() for page in templates}
        self.result = Update()

    def run(self) -> Update:
        self._find_what_stays()
        self._recover()
        self._adjust()
        self._reword()
        self._repeat()
        self.result.new += sum(1 for _ in self._not_there())
        self._put_together()
        return self.result

    def _find_what_stays(self) -> None:
        for page, template in self.templates.items():
            live = {
                key_of(entry): entry for entry in self.catalogs.get(page, ()) if _is_live(entry)
            }
            for number, message in enumerate(template):
                entry = live.get(key_of(message.entry()))
                if entry is not None:
                    self.still[_Place(page, number)] = entry
                    self.in_use.add(id(entry))
        said: dict[Key, set[tuple[str, ...]]] = {}
        for entry in self.still.values():
            said.setdefault(key_of(entry), set()).add(translations_of(entry))
        for place, entry in self.still.items():
            if not has_words(entry) or self._decide(place, entry):
                continue
            if corrections := self._corrections(place, entry):
                self._correct(place, entry, corrections)
                continue
            self._keep(place, entry, place.page)
            for held in self._left_live(entry):
                if _is_sure(held.entry) and translations_of(held.entry) not in said[key_of(entry)]:
                    self._note_rival(place, held)

    def _left_live(self, entry: polib.POEntry) -> list[Held]:
        """Return what is said of the same message as if it were still on another page."""
        return [
            held
            for held in self.memory.exact(key_of(entry))
            if self._is_left_live(held) and held.entry.msgid_plural == entry.msgid_plural
        ]

    def _is_left_live(self, held: Held) -> bool:
        entry = held.entry
        return _is_live(entry) and has_words(entry) and id(entry) not in self.in_use

    def _corrections(self, place: _Place, entry: polib.POEntry) -> list[Held]:
        """Return what somebody made meanwhile of the translation that a guess was made from.

        It stands where that translation was left behind when the English changed.
        """
        said = self._said_before(entry) if entry.fuzzy else []
        left = {place.page, *(one.page for one in said if one.entry.obsolete)}
        return [
            one
            for one in said
            if self._is_left_live(one)
            and not one.entry.fuzzy
            and (one.page in left or one.page not in self.templates)
        ]

    def _said_before(self, entry: polib.POEntry) -> list[Held]:
        old, _new = step_of(entry)
        key = Key(entry.previous_msgctxt, entry.previous_msgid or "", bool(entry.msgid_plural))
        return [one for one in self.memory.exact(key) if english_of(one.entry) == old]

    def _correct(self, place: _Place, entry: polib.POEntry, corrections: Sequence[Held]) -> None:
        """Let a correction be the guess, or tell of it where somebody has worked on the guess."""
        is_repeated = any(
            one.entry.obsolete and translations_of(one.entry) == translations_of(entry)
            for one in self._said_before(entry)
        )
        if is_repeated:
            best, *corrections = corrections
            made = deepcopy(entry)
            made.msgstr, made.msgstr_plural = best.entry.msgstr, best.entry.msgstr_plural
            self._keep(place, made, best.page)
        else:
            self._keep(place, entry, place.page)
        said = translations_of(self.made[place])
        for held in corrections:
            if translations_of(held.entry) != said:
                self._note_rival(place, held)

    def _decide(self, place: _Place, entry: polib.POEntry) -> bool:
        """Let what a person decided where the message has stood count where it is now.

        That is a translation in place of a guess, or that a translation is doubtful.
        """
        for held in self._left_live(entry):
            other = held.entry
            is_doubt = other.fuzzy and other.previous_msgid is None and not entry.fuzzy
            if entry.fuzzy and _is_sure(other):
                self._taken_over(place, held)
                self._spend(held)
                self.extra.append(Held(place.page, entry))
            elif is_doubt and translations_of(other) == translations_of(entry):
                self._taken_over(place, held)
            else:
                continue
            self._add_comment(place, entry)
            if not self._is_reworded(place, held):
                self.result.recovered[held.page, place.page] += 1
            return True
        return False

    def _note_rival(self, place: _Place, held: Held) -> None:
        made, text = self.made[place], " | ".join(translations_of(held.entry))
        note = f"Translated otherwise in {held.page}.po: {' '.join(text.split())}"
        made.tcomment = "\n".join(filter(None, (made.tcomment, note)))
        self.result.rivals.append(Rival(place.page, held.page, made))

    def _keep(self, place: _Place, entry: polib.POEntry, giver: str) -> None:
        """Let ``entry`` stay where it is, with the words that it has from the page ``giver``."""
        held = Held(place.page, entry)
        made = self._taken_over(place, held)
        if self._is_trivial(made):
            clear_fuzzy(made)
        if self._is_reworded(place, held):
            return
        if giver == place.page:
            self.result.kept += 1
        else:
            self.result.recovered[giver, place.page] += 1

    def _is_trivial(self, made: polib.POEntry) -> bool:
        """Return whether what a person vouched for is as right for the English of now."""
        old, new = step_of(made)
        if not made.fuzzy or (old != new and (old, new) not in self.trivial):
            return False
        # The old pair was left behind when the English changed, if a person vouched for it.
        key = Key(made.msgctxt, made.previous_msgid or "", bool(made.msgid_plural))
        before = (one.entry for one in self.memory.exact(key) if not one.entry.fuzzy)
        return any(
            translations_of(one) == translations_of(made) and english_of(one) == old
            for one in before
        )

    def _is_reworded(self, place: _Place, held: Held) -> bool:
        """Tell of a message of which nothing but the plural has changed, if that is so."""
        made, entry = self.made[place], held.entry
        if entry.msgid_plural == made.msgid_plural or not made.fuzzy:
            return False
        if self._is_trivial(made):
            clear_fuzzy(made)
            return False
        self.result.reworded.append(Reworded(place.page, *step_of(made)))
        if not entry.fuzzy and id(entry) not in self.spent:
            self._leave_behind(held)
        return True

    def _recover(self) -> None:
        """Find what was said elsewhere, or once, for just the same English."""
        for place, message in self._open():
            candidates = [
                held
                for held in self.memory.exact(key_of(message.entry()))
                # A guess is worth no more than the empty message that waits for a person.
                if place not in self.still or _is_sure(held.entry)
            ]
            if not candidates:
                continue
            best = min(candidates, key=lambda held: self._rank(place, held))
            self._taken_over(place, best)
            if own := self.still.get(place):
                self._add_comment(place, own)
            if self._is_reworded(place, best):
                continue
            self._spend(best)
            if has_words(best.entry):
                self.result.recovered[best.page, place.page] += 1
            else:
                self.result.new += place not in self.still

    def _rank(self, place: _Place, held: Held) -> tuple[bool, ...]:
        entry = held.entry
        return (
            not has_words(entry),
            bool(entry.fuzzy),
            entry.msgid_plural != self.wanted[place].msgid_plural,
            id(entry) in self.spent or id(entry) in self.in_use,
            bool(entry.obsolete),
            held.page != place.page,
        )

    def _adjust(self) -> None:
        """Take over changes in which no word changes."""
        free: dict[str, list[Held]] = {}
        for held in self._free():
            free.setdefault(skeleton(held.entry.msgid), []).append(held)
        for place, message in self._not_there():
            same = free.get(skeleton(message.msgid), ())
            for held in sorted(same, key=lambda held: self._rank(place, held)):
                if id(held.entry) not in self.spent and self._adjust_one(place, message, held):
                    break

    def _adjust_one(self, place: _Place, message: TemplateMessage, held: Held) -> bool:
        entry = held.entry
        if entry.msgid_plural or message.msgid_plural or entry.msgctxt != message.msgctxt:
            return False
        text = adjusted(entry.msgid, message.msgid, entry.msgstr)
        if text is None:
            return False
        made = self._taken_over(place, held)
        made.msgstr = text
        if text == entry.msgstr:
            self._spend(held)
        else:
            self._leave_behind(held)
        self._count_found(place, held)
        return True

    def _count_found(self, place: _Place, held: Held) -> None:
        if held.page == place.page and _is_live(held.entry):
            self.result.kept += 1
        else:
            self.result.recovered[held.page, place.page] += 1

    def _reword(self) -> None:
        """Match what changed with what is gone: within its page first, then anywhere."""
        for page in self.templates:
            own = [one for one in self._free() if one.page == page and _is_live(one.entry)]
            self._match((one for one in self._not_there() if one[0].page == page), own, WITHIN_PAGE)
        self._match(self._not_there(), list(self._free()), ELSEWHERE)

    def _repeat(self) -> None:
        """Fill what has the English of a message that has only now got its translation."""
        found = {
            key_of(made): Held(place.page, made)
            for place, made in sorted(self.made.items(), reverse=True)
            if _is_sure(made)
        }
        for place, message in list(self._open()):
            held = found.get(key_of(message.entry()))
            if held is not None:
                self._taken_over(place, held)
                self.givers[place.page].update(self.givers[held.page])
                if own := self.still.get(place):
                    self._add_comment(place, own)
                if not self._is_reworded(place, held):
                    self.result.recovered[held.page, place.page] += 1

    def _match(
        self,
        wanted: Iterable[tuple[_Place, TemplateMessage]],
        free: Sequence[Held],
        threshold: float,
    ) -> None:
        places = list(wanted)
        new = [message.msgid for _place, message in places]
        old = [_texts(held.entry) for held in free]
        for first, second in best_pairs(new, old, threshold):
            place, message = places[first]
            if bool(message.msgid_plural) == bool(free[second].entry.msgid_plural):
                self._make_fuzzy(place, free[second])

    def _make_fuzzy(self, place: _Place, held: Held) -> None:
        entry = held.entry
        made = self._taken_over(place, held)
        if not entry.fuzzy and (english_of(entry), english_of(made)) in self.trivial:
            self._spend(held)
            self._count_found(place, held)
            return
        if not (entry.fuzzy and entry.previous_msgid is not None):
            made.previous_msgctxt = entry.msgctxt
            made.previous_msgid = entry.msgid
            made.previous_msgid_plural = entry.msgid_plural or None
        if not entry.fuzzy:
            made.flags.insert(0, "fuzzy")
        self.result.reworded.append(Reworded(place.page, *step_of(made)))
        if entry.fuzzy:
            self._spend(held)
        else:
            self._leave_behind(held)

    def _taken_over(self, place: _Place, held: Held) -> polib.POEntry:
        """Put a message in its place with what ``held`` says of it."""
        entry, message = held.entry, self.wanted[place]
        made = message.entry()
        made.msgstr = entry.msgstr
        made.msgstr_plural = dict(entry.msgstr_plural or {})
        made.tcomment = entry.tcomment
        made.flags = _flags(entry.flags, message.flags)
        if entry.fuzzy:
            made.previous_msgctxt = entry.previous_msgctxt
            made.previous_msgid = entry.previous_msgid
            made.previous_msgid_plural = entry.previous_msgid_plural
        if entry.msgid == message.msgid and entry.msgid_plural != message.msgid_plural:
            if not entry.fuzzy:
                made.flags.insert(0, "fuzzy")
            made.previous_msgid = made.previous_msgid or entry.msgid
            made.previous_msgid_plural = made.previous_msgid_plural or entry.msgid_plural
        self.made[place] = made
        if held.page != place.page and has_words(entry):
            self.givers[place.page][held.page] += 1
        return made

    def _add_comment(self, place: _Place, own: polib.POEntry) -> None:
        made = self.made[place]
        if own.tcomment and own.tcomment not in made.tcomment:
            made.tcomment = "\n".join(filter(None, (own.tcomment, made.tcomment)))

    def _spend(self, held: Held) -> None:
        if id(held.entry) not in self.in_use:
            self.spent.add(id(held.entry))

    def _leave_behind(self, held: Held) -> None:
        """Keep the pair as it was: it is right again if the English goes back to what it was."""
        self.extra.append(held)
        self.spent.add(id(held.entry))

    def _open(self) -> Iterator[tuple[_Place, TemplateMessage]]:
        yield from ((place, one) for place, one in self.wanted.items() if place not in self.made)

    def _not_there(self) -> Iterator[tuple[_Place, TemplateMessage]]:
        """Yield what is neither translated nor waits for a translation since before."""
        yield from ((place, one) for place, one in self._open() if place not in self.still)

    def _free(self) -> Iterator[Held]:
        """Yield the translations that nothing uses."""
        for held in self.memory:
            taken = id(held.entry) in self.spent or id(held.entry) in self.in_use
            if not taken and has_words(held.entry):
                yield held

    def _put_together(self) -> None:
        left: dict[str, list[polib.POEntry]] = {page: [] for page in self.templates}
        for held in (*self._left(), *self.extra):
            left[self._home(held.page)].append(as_obsolete(held.entry))
        for page, template in self.templates.items():
            catalog = heading_of(page, self.catalogs, self.code, self.givers[page])
            forms = count_forms(catalog)
            for number, message in enumerate(template):
                place = _Place(page, number)
                made = self.made.get(place) or self._without_words(place)
                catalog.append(made or message.entry(forms))
            catalog.extend(left[page])
            self.result.catalogs[page] = canonical(catalog)

    def _without_words(self, place: _Place) -> polib.POEntry | None:
        entry = self.still.get(place)
        return self._taken_over(place, Held(place.page, entry)) if entry else None

    def _left(self) -> Iterator[Held]:
        for held in self.memory:
            if id(held.entry) not in self.spent and id(held.entry) not in self.in_use:
                self.result.obsolete += _is_live(held.entry)
                yield held

    def _home(self, page: str) -> str:
        """Return the page whose catalog keeps what ``page`` had: where most of it went."""
        if page in self.templates:
            return page
        found = [(-self.givers[one][page], one) for one in self.templates if self.givers[one][page]]
        first = FIRST_PAGE if FIRST_PAGE in self.templates else min(self.templates)
        return min(found)[1] if found else first


def _is_live(entry: polib.POEntry) -> bool:
    return not entry.obsolete


def _is_sure(entry: polib.POEntry) -> bool:
    return has_words(entry) and not entry.fuzzy


def _texts(entry: polib.POEntry) -> tuple[str, ...]:
    """Return the English that the translation may have been made from."""
    previous = entry.previous_msgid if entry.fuzzy else None
    return (entry.msgid, previous) if previous else (entry.msgid,)


def _flags(own: Sequence[str], given: Collection[str]) -> list[str]:
    """Return the flags of a translator and those of the template."""
    return sorted_flags([*(flag for flag in own if not flag.endswith("-format")), *given])
