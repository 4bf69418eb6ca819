"""What an update knows while it runs: what is wanted, what was made, what is spent."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from multilingual.catalogs.message import (
    FUZZY,
    Catalog,
    FormsKey,
    Message,
    MessageKey,
    Previous,
    Template,
)
from multilingual.catalogs.writer import sorted_flags

Step = tuple[str, str]
"""An English text and its new wording."""


class Reworded(NamedTuple):
    """A message whose English changed, and so waits for a person.

    ``old`` and ``new`` are ``Message.english``.
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
    message: Message


@dataclass
class Update:
    """What the catalogs of a language are to be, by page, and what was done.

    ``recovered`` counts messages by the page whose catalog had them and the page they are on.
    ``rivals`` are what a person has to choose between.
    """

    catalogs: dict[str, Catalog] = field(default_factory=dict)
    kept: int = 0
    recovered: Counter[tuple[str, str]] = field(default_factory=Counter)
    reworded: list[Reworded] = field(default_factory=list)
    rivals: list[Rival] = field(default_factory=list)
    new: int = 0
    obsolete: int = 0


class Place(NamedTuple):
    """A message of a page, by its number."""

    page: str
    number: int


class UpdateState:
    """The passes change this one after another.

    ``wanted`` are the messages of the templates; ``made`` what they are to be in the catalogs;
    ``there`` the messages of now that have the same English on the same page. ``extra`` is kept
    as obsolete, besides what nothing has used. ``givers`` count, by page, the pages that its
    translations came from. Messages are told apart by identity: two may be alike.
    """

    def __init__(
        self,
        templates: Mapping[str, Template],
        catalogs: Mapping[str, Catalog],
        trivial: Collection[Step],
    ) -> None:
        self.templates, self.catalogs, self.trivial = templates, catalogs, set(trivial)
        self.memory = Memory(catalogs)
        self.wanted = {
            Place(page, number): message
            for page, template in templates.items()
            for number, message in enumerate(template)
        }
        self.made: dict[Place, Message] = {}
        self.there: dict[Place, Message] = {}
        self.extra: list[Held] = []
        self.givers: dict[str, Counter[str]] = {page: Counter() for page in templates}
        self.rivals: list[tuple[Place, str]] = []
        self.result = Update()
        self._spent: set[int] = set()
        self._in_use: set[int] = set()

    def open(self) -> Iterator[tuple[Place, Message]]:
        """Yield what has no translation yet."""
        yield from (item for item in self.wanted.items() if item[0] not in self.made)

    def new(self) -> Iterator[tuple[Place, Message]]:
        """Yield what is neither translated nor waits for a translation since before."""
        yield from (item for item in self.open() if item[0] not in self.there)

    def unused(self) -> Iterator[Held]:
        """Yield what nothing uses."""
        yield from (held for held in self.memory if not self.is_taken(held.message))

    def free(self) -> Iterator[Held]:
        """Yield the translations that nothing uses."""
        yield from (held for held in self.unused() if held.message.has_words)

    def is_taken(self, message: Message) -> bool:
        return id(message) in self._spent or self.is_in_use(message)

    def is_spent(self, message: Message) -> bool:
        return id(message) in self._spent

    def is_in_use(self, message: Message) -> bool:
        return id(message) in self._in_use

    def stay(self, place: Place, message: Message) -> None:
        """Note that ``message`` has the English of ``place``, on its page."""
        self.there[place] = message
        self._in_use.add(id(message))

    def spend(self, held: Held) -> None:
        if not self.is_in_use(held.message):
            self._spent.add(id(held.message))

    def leave_behind(self, held: Held) -> None:
        """Keep the pair as it was: it is right again if the English goes back to what it was."""
        self.extra.append(held)
        self._spent.add(id(held.message))

    def take_over(self, place: Place, held: Held) -> Message:
        """Put a message in its place with what ``held`` says of it.

        What a translator noted there stays, too.
        """
        given, message = held.message, self.wanted[place]
        flags = [flag for flag in given.flags if not flag.endswith("-format")]
        noted = self.there[place].notes if place in self.there else ""
        made = replace(
            message,
            forms=given.forms,
            notes=given.notes if noted in given.notes else _joined(noted, given.notes),
            flags=sorted_flags([*flags, *message.flags]),
            previous=given.previous if given.is_fuzzy else Previous(),
            damage=given.damage,
        )
        if given.msgid == message.msgid and given.plural != message.plural:
            before = made.previous
            old = Previous(
                before.context, before.msgid or given.msgid, before.plural or given.plural
            )
            made = replace(made.marked(is_fuzzy=True), previous=old)
        self.made[place] = made
        if held.page != place.page and given.has_words:
            self.givers[place.page][held.page] += 1
        return made

    def add_rival(self, place: Place, held: Held) -> None:
        text = " | ".join(held.message.forms)
        note = f"Translated otherwise in {held.page}.po: {' '.join(text.split())}"
        made = self.made[place]
        self.made[place] = replace(made, notes=_joined(made.notes, note))
        self.rivals.append((place, held.page))

    def count(self, place: Place, page: str) -> None:
        """Count a translation that ``place`` has, and that was on ``page``."""
        if page == place.page:
            self.result.kept += 1
        else:
            self.result.recovered[page, place.page] += 1

    def count_found(self, place: Place, held: Held) -> None:
        """Count a translation that was found; one that was obsolete was recovered."""
        if held.message.is_obsolete:
            self.result.recovered[held.page, place.page] += 1
        else:
            self.count(place, held.page)

    def is_trivial(self, made: Message) -> bool:
        """Return whether what a person vouched for is as right for the English of now."""
        old, new = made.previous_english, made.english
        if not made.is_fuzzy or (old != new and (old, new) not in self.trivial):
            return False
        # The old pair was left behind when the English changed, if a person vouched for it.
        before = (held.message for held in self.memory.said_before(made, made.context))
        return any(
            not message.is_fuzzy and tuple(message.forms) == tuple(made.forms) for message in before
        )

    def is_reworded(self, place: Place, held: Held) -> bool:
        """Report a message of which nothing but the plural has changed, if that is so."""
        made, given = self.made[place], held.message
        if given.plural == made.plural or not made.is_fuzzy:
            return False
        if self.is_trivial(made):
            self.made[place] = made.marked(is_fuzzy=False)
            return False
        self.result.reworded.append(Reworded(place.page, made.previous_english, made.english))
        if not given.is_fuzzy and not self.is_spent(given):
            self.leave_behind(held)
        return True


def _joined(*notes: str) -> str:
    return "\n".join(filter(None, notes))


def is_sure(message: Message) -> bool:
    """Return whether a message is translated, and not fuzzy."""
    return message.has_words and not message.is_fuzzy


def rank(state: UpdateState, place: Place, held: Held) -> tuple[bool, ...]:
    """Return how far ``held`` is from what ``place`` needs; the lowest is the best."""
    message = held.message
    return (
        not message.has_words,
        FUZZY in message.flags,
        message.plural != state.wanted[place].plural,
        state.is_taken(message),
        message.is_obsolete,
        held.page != place.page,
    )


class Held(NamedTuple):
    """A message, and the page in whose catalog it stands."""

    page: str
    message: Message


class Memory:
    """The messages of a language that hold something of a person's or a machine's."""

    def __init__(self, catalogs: Mapping[str, Catalog]) -> None:
        self._held = [
            Held(page, message)
            for page, catalog in sorted(catalogs.items())
            for message in catalog.messages
            if message.is_worth_keeping
        ]
        self._by_key: dict[FormsKey, list[Held]] = defaultdict(list)
        for held in self._held:
            # What cannot be read stays where it is.
            if not held.message.damage:
                self._by_key[held.message.forms_key].append(held)

    def __iter__(self) -> Iterator[Held]:
        return iter(self._held)

    def same_as(self, message: Message) -> Sequence[Held]:
        """Return all that was ever said for the English of ``message``."""
        return self._by_key.get(message.forms_key, ())

    def said_before(self, message: Message, context: str | None) -> Sequence[Held]:
        """Return all that was ever said for the previous English of ``message`` in a context."""
        key = MessageKey(context, message.previous.msgid or "")
        every = self._by_key.get((key, bool(message.plural)), ())
        return [held for held in every if held.message.english == message.previous_english]
