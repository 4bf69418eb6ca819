"""Doses and other numbers: a reader of any language gets those of the English, and no other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from multilingual.catalogs.language_folder import NUMBERS
from multilingual.catalogs.message import Catalog, Translation
from multilingual.findings import Finding
from multilingual.text.wording import shortened
from multilingual.wordlists.number_list import NumberList, read_numbers, symbols
from multilingual.wordlists.quantities import (
    Name,
    Quantities,
    Quantity,
    read_english,
    read_quantities,
)

URL = re.compile(r"(?:https?|ftp|mailto|tel):[^\s<>`]+|[\w.+-]{1,64}@[\w.-]{1,255}", re.IGNORECASE)
TARGET = re.compile(r"<[^<>`]{1,2000}>(?=`)")
LABEL = re.compile(r":(?!su[bp]:)[\w.+:-]{1,60}:`[^`\s]*`", re.IGNORECASE)
ROLE = re.compile(r":[\w.+:-]{1,60}:(?=`)")
LITERAL = re.compile(r"``.*?``", re.DOTALL)
FOOTNOTE = re.compile(r"\[[\w#*.:+-]{1,80}\]_")
SUBSTITUTION = re.compile(r"\|[^|\s][^|]{0,80}\|")
ESCAPE = re.compile(r"\\(?:\s|(?=\S))")
MARKUP = re.compile(r"[*`]")
PLACEHOLDER = re.compile(
    r"%(?:\(\w{1,80}\))?[-+#0]*\d{0,3}(?:\.\d{1,3})?[diouxXeEfFgGcrs]|\{\w{0,80}\}"
)
ENTITY = re.compile(r"&#?\w{1,12};")

WRITTEN = re.compile(r"\d[\d.,]*[.,]\d+")

AT_MOST = 4
"""How many numbers a message of the gate lists."""

Kinds = Counter[Quantity]


@dataclass
class _Difference:
    """What is only in the English and what is only in the translation."""

    missing: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    units: list[tuple[Quantity, Quantity]] = field(default_factory=list)
    """Quantities whose number is right, as the English and the translation have them."""
    misread: tuple[str, str] | None = None
    """What the translation copies with English marks, and how the language writes it."""
    is_again: bool = False
    """Whether the same numbers stand elsewhere in the other text."""

    def __bool__(self) -> bool:
        return bool(self.missing or self.added or self.units)


def numbers(catalog: Catalog) -> Iterator[Finding]:
    """Keep every number, with its unit.

    A wrong dose can harm a reader, so each number of the English must be in the translation,
    and no other. You may use the digits and marks of your language (3.4, 3,4 or ٣٫٤), another
    order of the words, number words and Roman centuries (siglo XII). The units and number
    words of your language are in `locale/<your language>/numbers.csv`; add those that you miss.

    Bad::

        msgid "Take 5 mg."
        msgstr "Tome 50 mg."

    Good::

        msgid "Take 5 mg."
        msgstr "Tome 5 mg."
    """
    table = catalog.language.once(read_numbers)
    where = catalog.language.shown(catalog.language.list_path(NUMBERS))
    for line, problem in table.problems:
        yield Finding(where, line, "numbers", problem)
    for message in catalog.translated:
        differences = [
            _difference(source, message.msgstr, table, is_interface=catalog.is_interface)
            for source in _sources(message)
        ]
        if all(differences):
            yield Finding(
                catalog.path, message.line, "numbers", _sentence(differences[0], table, where)
            )


def _sources(message: Translation) -> list[str]:
    """Return the English texts of which the translation may be one.

    Languages share out their plural forms in many ways, and some need no number for one.
    """
    if message.form is None:
        return [message.msgid]
    both = [message.msgid, message.plural]
    return both if message.form == 0 else both[::-1]


def _difference(
    source: str, translation: str, table: NumberList, *, is_interface: bool
) -> _Difference:
    there = read_english(_prose(source, is_interface=is_interface))
    expected = {one.value for one in (*there.digits, *there.words)}
    expected |= {one.quantity.value for one in there.names}
    text = _prose(translation, is_interface=is_interface)
    here = read_quantities(text, table, expected)

    names, other_names = _unmatched_names(there.names, here.names)
    known = {one.quantity.value for one in names}
    missing = Counter(there.digits)
    added = Counter(here.digits)
    added.update(one.quantity for one in other_names if one.quantity.value not in known)
    spoken, words = Counter(there.words), Counter(here.words)
    _match(missing, added, table)
    _match_words(spoken, words, table)
    _match(missing, words, table)
    required = _required(spoken, table)
    spoken -= required
    _match(required, added, table)
    _match(spoken, added, table)
    _match(required, words, table)
    _match_names(names, added, words)
    _match(spoken, words, table)

    strange = [one.text for one in other_names if one.quantity.value in known]
    found = _Difference([one.text for one in names], strange)
    missing += required
    if doses := _doses(words):
        added += doses
        words -= doses
        missing += _ones(spoken)
    found.misread = _misread(missing, added, table)
    _pair_units(missing, added, words, found)
    found.is_again = (
        bool(found)
        and not found.units
        and (
            {one.value for one in missing} <= {one.value for one in here.digits}
            and {one.value for one in added} <= {one.value for one in there.digits}
        )
    )
    _compare_rates(there, here, table, found)
    return found


def _prose(text: str, *, is_interface: bool) -> str:
    """Return what a reader sees of a message: no targets, addresses, marks or placeholders."""
    if is_interface:
        return PLACEHOLDER.sub(" ", URL.sub(" ", text))
    if not text.isalnum():
        for pattern in (LITERAL, LABEL, FOOTNOTE, TARGET, URL, SUBSTITUTION, ENTITY):
            text = pattern.sub(" ", text)
        for pattern in (ROLE, ESCAPE, MARKUP):
            text = pattern.sub("", text)
    return text


def _match(missing: Kinds, added: Kinds, table: NumberList) -> None:
    """Take the quantities that are the same from both sides, the surest pairs first."""
    by_value: dict[str, list[Quantity]] = {}
    for other in added:
        by_value.setdefault(other.value, []).append(other)
    pairs = [
        (likeness, one, other)
        for one in missing
        for other in by_value.get(one.value, ())
        if (likeness := _likeness(one, other, table)) is not None
    ]
    for _, one, other in sorted(pairs, key=lambda pair: pair[0]):
        count = min(missing[one], added[other])
        missing[one] -= count
        added[other] -= count
    for side in (missing, added):
        for one in [one for one, count in side.items() if count <= 0]:
            del side[one]


def _match_words(spoken: Kinds, words: Kinds, table: NumberList) -> None:
    """Take number words that are words in both, so that they hide no number that was lost.

    A word for one is left: it is a pronoun as often as a number.
    """
    ones = Counter({one: count for one, count in spoken.items() if one.value == "1"})
    spoken -= ones
    _match(spoken, words, table)
    spoken += ones


def _likeness(one: Quantity, other: Quantity, table: NumberList) -> int | None:
    """Return how far two equal numbers are from one quantity, 0 for none; None for too far."""
    if one.per and other.per and one.per != other.per:
        return None
    if one.unit and other.unit:
        return 0 if one.unit == other.unit else None
    if one.unit:
        return _lost(one.unit, other, table)
    if other.unit and other.unit not in one.near:
        # Ages "between 15 and 45" may become 15 to 45 years, but never 15 to 45 mg.
        return None if one.near or other.unit in symbols().values() else 2
    return 0 if one == other else 1


def _lost(unit: str, other: Quantity, table: NumberList) -> int | None:
    """Return the likeness where only the English has a unit of its own."""
    if unit in other.near:
        return 1
    return None if unit in table.written else 2


def _required(spoken: Kinds, table: NumberList) -> Kinds:
    """Return the number words of the English that are doses, as "twice" or "two tablets".

    A bare "one" or "two" need not be a number in a translation; nor must one be a word that
    the language's table does not have.
    """
    return Counter(
        {
            one: count
            for one, count in spoken.items()
            if _is_dose(one) and table.says(one.value, one.unit)
        }
    )


def _is_dose(word: Quantity) -> bool:
    if not word.unit:
        return word.value == "0.5"
    return word.value != "1" or word.unit == "time"


def _doses(words: Kinds) -> Kinds:
    """Return the number words that are doses in a translation, as "diez comprimidos"."""
    sure = {one: n for one, n in words.items() if one.unit and one.value not in {"0.5", "1"}}
    return Counter(sure)


def _ones(spoken: Kinds) -> Kinds:
    return Counter({one: n for one, n in spoken.items() if one.unit and one.value == "1"})


def _compare_rates(
    there: Quantities, here: Quantities, table: NumberList, found: _Difference
) -> None:
    """Add to ``found`` a weight or a time that a quantity is measured by, as "a day".

    Where it stands in a sentence differs from language to language, so that it need only be
    somewhere, and not as another number's unit.
    """
    known = table.written.keys() | set(table.rates.values())
    said = here.mentioned | here.rates.keys() | here.doses.keys()
    in_english = there.mentioned | there.rates.keys() | there.doses.keys()
    lost = [shown for unit, shown in there.doses.items() if unit in known - said]
    other = [shown for unit, shown in here.rates.items() if unit not in in_english]
    if other and not lost:
        lost = [shown for unit, shown in there.rates.items() if unit in known - said]
    new = [shown for unit, shown in here.doses.items() if unit not in in_english]
    found.missing += lost
    # "dos veces" is told once, and not again as "dos veces al día".
    more = new or (other if lost else [])
    found.added = [one for one in found.added if not any(one in other for other in more)] + more


def _unmatched_names(there: list[Name], here: list[Name]) -> tuple[list[Name], list[Name]]:
    names = Counter(one.text.casefold() for one in there)
    others = Counter(one.text.casefold() for one in here)
    return list(_beyond(there, names - others)), list(_beyond(here, others - names))


def _beyond(names: list[Name], counts: Counter[str]) -> Iterator[Name]:
    for one in reversed(names):
        if counts[one.text.casefold()] > 0:
            counts[one.text.casefold()] -= 1
            yield one


def _match_names(names: list[Name], *sides: Kinds) -> None:
    """Take names that the translation writes in its own letters, as ب12 for B12."""
    for side in sides:
        for other in list(side):
            for name in [one for one in names if one.quantity.value == other.value]:
                if side[other] > 0:
                    side[other] -= 1
                    names.remove(name)
            if side[other] <= 0:
                del side[other]


def _pair_units(missing: Kinds, added: Kinds, words: Kinds, found: _Difference) -> None:
    """Put what is left into ``found``, with equal numbers of different units together."""
    rest = Counter(added)
    for one in islice(missing.elements(), AT_MOST + 1):
        spare = (*rest, *(word for word in words if word.unit))
        other = next((kind for kind in spare if kind.value == one.value and rest[kind] >= 0), None)
        if other is None:
            found.missing.append(one.shown)
        else:
            found.units.append((one, other))
            rest[other] -= 1
            if rest[other] == 0:
                del rest[other]
    found.added.extend(one.shown for one in islice((+rest).elements(), AT_MOST + 1))


def _misread(missing: Kinds, added: Kinds, table: NumberList) -> tuple[str, str] | None:
    """Return a number whose English marks mean another number in the language, as 1,000."""
    copies = {found[0]: one for one in added if (found := WRITTEN.match(one.shown))}
    for one in missing:
        written = WRITTEN.match(one.shown)
        if written and written[0] in copies and written[0].replace(",", "") == one.value:
            value = one.value.replace(".", table.decimals[0])
            other = copies[written[0]]
            return (written[0], value) if other.value != one.value else None
    return None


def _sentence(found: _Difference, table: NumberList, where: str) -> str:
    missing = found.missing + [one.shown for one, _ in found.units]
    added = found.added + [other.shown for _, other in found.units]
    if not missing:
        return _only_added(_list(added), is_again=found.is_again)
    if not added:
        return _only_missing(_list(missing), is_again=found.is_again)
    if found.misread:
        other, value = found.misread
        return f"A reader of this language takes {other} for another number. Write {value}."
    both = f"The English has {_list(missing)}; the translation has {_list(added)}."
    if not found.units or found.missing or found.added:
        return f"{both} Write {_list(missing)}."
    units = {one.unit: table.written.get(one.unit, []) for one, _ in found.units if one.unit}
    forms = ", ".join(form for some in units.values() for form in some[:5])
    hint = f" (the unit is written {forms}; see {where})" if forms else ""
    return f"{both} The number is right, but the unit is not. Write {_list(missing)}{hint}."


def _only_added(added: str, *, is_again: bool) -> str:
    if is_again:
        return f"The translation has {added} more often than the English. Delete one."
    return f"The translation has {added}; the English does not. Delete {added}."


def _only_missing(missing: str, *, is_again: bool) -> str:
    digits = ", with digits" if re.search(r"\d", missing) else ""
    if is_again:
        often = f"The English has {missing} more often than the translation."
        return f"{often} Write {missing} there, too{digits}."
    return f"The English has {missing}; the translation does not. Write {missing}{digits}."


def _list(words: Iterable[str]) -> str:
    """Return the words as English lists them, each cut to a readable length."""
    short = [shortened(one) for one in words]
    more = ["more"] if len(short) > AT_MOST else []
    short = [*short[:AT_MOST], *more]
    return short[0] if len(short) == 1 else f"{', '.join(short[:-1])} and {short[-1]}"
