"""The model: a message, its translations, where it stands, and the catalog that holds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from multilingual.catalogs.language_folder import INTERFACE_CATALOG, LanguageFolder, NoFolder
from multilingual.findings import FileError

if TYPE_CHECKING:
    from multilingual.catalogs.po_lines import Damage, Entry

FUZZY = "fuzzy"
HEADING = "heading"
SAFETY = "safety"


class CatalogError(FileError):
    """A catalog that cannot be read, as ``path:line: what is wrong and what to do``."""


class MessageKey(NamedTuple):
    """What gettext finds a message by."""

    context: str | None
    msgid: str


FormsKey = tuple[MessageKey, bool]  # Whether the message has plural forms.


class Previous(NamedTuple):
    """The English that a fuzzy message was translated from (``#|``)."""

    context: str | None = None
    msgid: str | None = None
    plural: str | None = None


NO_PREVIOUS = Previous()
NOWHERE = NoFolder()


@dataclass(frozen=True, slots=True)
class Message:
    """An entry of a ``.po`` file; one of a template has no translation.

    ``forms`` are the translations, one for each plural form, or the only one. ``notes`` are a
    translator's comments, ``about`` what the template says of it (``#.``), ``places`` the files
    that it is from (``#:``). ``line`` is that of its msgid, ``lines`` those of its forms, from
    1; ``entry`` has all lines as they were read. One that has ``damage`` has no translation.
    """

    msgid: str = ""
    forms: Sequence[str] = ("",)
    plural: str = ""
    context: str | None = None
    flags: Sequence[str] = ()
    notes: str = ""
    about: str = ""
    places: Sequence[str] = ()
    previous: Previous = NO_PREVIOUS
    is_obsolete: bool = False
    damage: Damage | None = None
    line: int = field(default=1, compare=False)
    lines: Sequence[int] = field(default=(), compare=False)
    entry: Entry | None = field(default=None, compare=False, repr=False)

    @property
    def key(self) -> MessageKey:
        """What gettext finds it by."""
        return MessageKey(self.context, self.msgid)

    @property
    def forms_key(self) -> FormsKey:
        """What a translation of it must be for."""
        return self.key, bool(self.plural)

    @property
    def english(self) -> str:
        """All its English: the plural stands on a line of its own."""
        return _joined(self.msgid, self.plural)

    @property
    def previous_english(self) -> str:
        """All English that a fuzzy message was translated from."""
        return _joined(self.previous.msgid, self.previous.plural)

    @property
    def is_fuzzy(self) -> bool:
        """Whether its English has changed since it was translated; readers get English."""
        return FUZZY in self.flags

    @property
    def has_words(self) -> bool:
        """Whether anything of it is translated."""
        return any(self.forms)

    @property
    def is_worth_keeping(self) -> bool:
        """Whether a translator has written anything here, be it a comment."""
        return self.has_words or bool(self.notes or self.damage)

    @property
    def translations(self) -> Iterator[Translation]:
        """Yield each form."""
        for number, text in enumerate(self.forms if self.plural else self.forms[:1]):
            line = self.lines[number] if number < len(self.lines) else self.line
            yield Translation(self, number if self.plural else None, text, line)

    def blank(self, forms: int = 2) -> Message:
        """Return it without a translation, with so many plural forms if it has any."""
        return replace(self, forms=("",) * (forms if self.plural else 1))

    def marked(self, *, is_fuzzy: bool) -> Message:
        """Return it with the flag fuzzy, the first, or without it and any previous English."""
        others = [flag for flag in self.flags if flag != FUZZY]
        if is_fuzzy:
            return replace(self, flags=(FUZZY, *others))
        return replace(self, flags=tuple(others), previous=Previous())


@dataclass(frozen=True, slots=True)
class Translation:
    """A form of a message, as the checks look at it; ``line`` is that of its ``msgstr``.

    ``form`` is the number of the plural form, None for a message that has none.
    """

    message: Message
    form: int | None
    msgstr: str
    line: int

    @property
    def msgid(self) -> str:
        return self.message.msgid

    @property
    def plural(self) -> str:
        return self.message.plural

    @property
    def context(self) -> str | None:
        return self.message.context

    @property
    def key(self) -> MessageKey:
        return self.message.key

    @property
    def flags(self) -> Sequence[str]:
        return self.message.flags

    @property
    def about(self) -> str:
        return self.message.about

    @property
    def notes(self) -> str:
        return self.message.notes

    @property
    def english(self) -> str:
        """The English that most forms of the message stand for."""
        return self.message.plural or self.message.msgid

    @property
    def english_of_form(self) -> str:
        """The English that this form stands for: the first form is the singular."""
        return self.message.plural if self.form else self.message.msgid

    @property
    def is_fuzzy(self) -> bool:
        return self.message.is_fuzzy

    @property
    def has_line_break(self) -> bool:
        """Whether it has one that its English has not: Sphinx would lose what follows."""
        return "\n" in self.msgstr.strip("\n") and "\n" not in self.msgid + self.plural

    @property
    def is_translated(self) -> bool:
        """Whether readers get the translation."""
        return bool(self.msgstr.strip()) and not self.message.is_fuzzy


@dataclass(frozen=True)
class Catalog:
    """The catalog of a page in a language, or its template.

    ``fields`` are those of the header, ``notes`` the comments above it. ``path`` is relative to
    the folder of the project, as findings show it; ``code`` is the gettext code of the language;
    ``page`` the name of the page, or ``INTERFACE_CATALOG``; ``language`` is its folder.
    ``nameless`` is what cannot be read, not even of which message it is.
    """

    messages: Sequence[Message] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    notes: str = ""
    path: str = ""
    code: str = ""
    page: str = ""
    language: LanguageFolder = NOWHERE
    nameless: Sequence[Damage] = ()

    @property
    def is_interface(self) -> bool:
        """Whether it holds the words around the pages."""
        return self.page == INTERFACE_CATALOG

    @cached_property
    def damage(self) -> Sequence[Damage]:
        """What cannot be read of it, in the order of the lines; readers get English."""
        known = [message.damage for message in self.messages if message.damage]
        every = dict.fromkeys((*known, *self.nameless))
        return sorted(every, key=lambda damage: damage.line)

    @cached_property
    def live(self) -> Sequence[Message]:
        """The messages that are not obsolete."""
        return [message for message in self.messages if not message.is_obsolete]

    @cached_property
    def translations(self) -> Sequence[Translation]:
        """Each form of the messages that are not obsolete."""
        return [form for message in self.live for form in message.translations]

    @cached_property
    def translated(self) -> Sequence[Translation]:
        """The translations that readers get."""
        return [form for form in self.translations if form.is_translated]


Catalogs = Mapping[str, Catalog]
"""The catalogs of a language by page."""
Template = Sequence[Message]
"""The messages of a page in English, in their order, each once."""


def _joined(msgid: str | None, plural: str | None) -> str:
    return f"{msgid or ''}\n{plural}" if plural else msgid or ""


# Where a message stands on its page, as the #. lines of its entry say


@dataclass(frozen=True, slots=True)
class Location:
    """The title in English of the question that a message stands in, and its kind of text.

    Both are empty where the catalog does not say it.
    """

    question: str = ""
    kind: str = ""

    @property
    def is_safety(self) -> bool:
        """Whether the message names a danger."""
        return SAFETY in self.kind


def locations_of(page: str, messages: Sequence[Message | Translation]) -> list[Location]:
    """Return the place of each of the messages of a page, which together are all it has.

    A message that stands in several places has them all, those that name a danger first.
    """
    titles = {
        label: one.msgid
        for one in messages
        for label, kind in uses_of(page, one)
        if kind.startswith(HEADING)
    }
    found = []
    for one in messages:
        uses = list(uses_of(page, one))
        questions = (titles.get(label, "") for label, _kind in uses if label)
        kinds = sorted((kind for _label, kind in uses), key=lambda kind: SAFETY not in kind)
        found.append(Location(_each_once(questions), _each_once(kinds)))
    return found


def uses_of(page: str, message: Message | Translation) -> Iterator[tuple[str, str]]:
    """Yield the label and the kind of each use: ``page / label / kind`` or ``page / kind``."""
    for line in message.about.split("\n"):
        match line.split(" / "):
            case [name, kind] if name == page:
                yield "", kind
            case [name, label, kind] if name == page:
                yield label, kind


def _each_once(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(filter(None, texts)))
