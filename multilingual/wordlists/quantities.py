"""The quantities of a text: numbers with their units, in digits, in words and in names."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit.

    ``value`` is written with ASCII digits and no grouping, to the last zero: 5.0 is not 5,
    for a reader may miss the mark (https://www.ismp.org/recommendations/error-prone-abbreviations-list).
    ``unit`` is its own, and ``near`` units that it may share with its neighbour, as 5 does in
    "5 to 10 mg"; ``per`` is the unit after a slash. ``shown`` is how the text has it.
    """

    value: str
    unit: str = ""
    near: frozenset[str] = frozenset()
    per: str = ""
    shown: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Name:
    """A name with a number in it, as B12, and the quantity if it is no name (服用MMF2次)."""

    text: str
    quantity: Quantity


@dataclass
class Quantities:
    """The quantities of a text: in digits, in words (which may be none), and in names."""

    digits: list[Quantity] = field(default_factory=list)
    words: list[Quantity] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    doses: dict[str, str] = field(default_factory=dict)
    """Each unit that a quantity is measured by, as day for "5 mg a day", with the words."""
    rates: dict[str, str] = field(default_factory=dict)
    """Each unit in words for how often, as day for "daily", with the words."""
    mentioned: set[str] = field(default_factory=set)
    """The units that stand in the text and are not counted, as they are in "3 days"."""
