"""An entry of a ``.po`` file: its flags, its texts and the lines that they stand on."""

from __future__ import annotations

from dataclasses import dataclass, field

Fault = tuple[int, str]
"""The line, from 1, and what is wrong there and what to do."""


@dataclass
class Text:
    """A text of an entry: the number and the content of each of its lines."""

    lines: list[tuple[int, str]] = field(default_factory=list)

    @property
    def line(self) -> int:
        return self.lines[0][0]

    def __str__(self) -> str:
        return "".join(content for _, content in self.lines)

    def line_at(self, position: int) -> int:
        """Return the number of the line on which the character at ``position`` stands."""
        for number, content in self.lines:
            if position < len(content):
                return number
            position -= len(content)
        return self.lines[-1][0]


@dataclass
class Comments:
    """The lines above an entry that are neither flags nor texts, without their signs.

    ``previous`` are the texts of the lines ``#|`` by keyword.
    """

    notes: list[str] = field(default_factory=list)
    about: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    previous: dict[str, str] = field(default_factory=dict)


@dataclass
class Entry:
    """An entry of a catalog. ``texts`` are by keyword, forms as ``msgstr[0]``.

    ``is_damaged`` tells that a fault was found in it: what follows from that fault is not
    reported.
    """

    is_obsolete: bool = False
    is_damaged: bool = False
    flags: list[tuple[int, str]] = field(default_factory=list)
    comments: Comments = field(default_factory=Comments)
    texts: dict[str, Text] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str | None, str]:
        context = self.texts.get("msgctxt")
        return None if context is None else str(context), str(self.texts["msgid"])

    @property
    def is_header(self) -> bool:
        return not self.is_obsolete and "msgid" in self.texts and self.key == (None, "")

    @property
    def last(self) -> str:
        """The keyword of the text that was read last, or nothing."""
        return next(reversed(self.texts), "")

    @property
    def translations(self) -> list[Text]:
        return [text for keyword, text in self.texts.items() if keyword.startswith("msgstr")]

    @property
    def is_used(self) -> bool:
        """Whether its translation, if there is any, goes to readers."""
        return not self.is_obsolete and "fuzzy" not in (flag for _, flag in self.flags)

    @property
    def is_translated(self) -> bool:
        return self.is_used and any(str(text) for text in self.translations)


def has_forms(entry: Entry) -> bool:
    return not entry.is_obsolete and "msgid_plural" in entry.texts
