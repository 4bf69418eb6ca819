"""Doses and other numbers: a reader of any language gets those of the English, and no other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from multilingual.catalogs.language_folder import NUMBERS
from multilingual.catalogs.message import Catalog, Translation
from multilingual.checks.number_comparison import AT_MOST, Difference, difference
from multilingual.checks.registry import rule
from multilingual.findings import Finding
from multilingual.text.direction import torn_figure
from multilingual.text.wording import shortened, shown, shown_of_interface
from multilingual.wordlists.number_list import NumberList, read_numbers

TORN = "Put the marks around all of it, or around none of it"


@rule(90)
def numbers(catalog: Catalog) -> Iterator[Finding]:
    """Keep every number, with its unit.

    A wrong dose can harm a reader, so each number of the English must be in the translation,
    and no other. You may use the digits and marks of your language (3.4, 3,4 or ٣٫٤), another
    order of the words, number words and Roman centuries (siglo XII). The units and number
    words of your language are in `locale/<your language>/numbers.csv`; add those that you miss.
    5 pm may be 17:00, the 1970s the seventies, 6 months half a year, twice a day every 12 hours,
    a decade ten years.
    No other letter, picture or number word may touch a figure or stand just beside it: 38O °C,
    "cent 38 °C" and "38 (forty-eight) °C" can be read as another number. A phone number keeps
    the order of its groups: 116-123 may stand for 116 123, but not 123 116. So do ten to fifteen.

    In a safety text a wrong number keeps the translation off the page: readers get the English.
    Elsewhere it is shown, and `make html` tells it.

    Six kinds of rows are for words that are no plain number.

    * `2nd,segundo|segunda`: what comes in an order.
    * `+0.5,y media`: a half more than the number or the unit before it (*dos horas y media*).
    * `+0.5 before,साढ़े`: what makes the number after it more, or less (`-0.25 before,पौने`).
    * `2 ending,ان|ين`: how a word ends that says two of something (*كليتان*). Where it ends
      otherwise before another word, write both words with their number (`2 cup,كوبا ماء`).
    * `also 2 time per day,matin et soir`: what may say a number and need not.
    * `none,二次感染`: a phrase in which a number word is no number.

    On a page from right to left the page itself keeps 38 °C in order; write no sign of direction
    for it. A number and its unit stand between the same stars, or both outside.

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
        is_interface = catalog.is_interface
        if fault := wrong_number(
            _sources(message), message.msgstr, table, where, is_interface=is_interface
        ):
            yield Finding(catalog.path, message.line, "numbers", fault)


def wrong_number(
    sources: Sequence[str], text: str, table: NumberList, where: str, *, is_interface: bool = False
) -> str | None:
    """Return what is wrong with the numbers of a translation of any of the ``sources``.

    ``where`` is the path of the language's ``table``, for those who are told.
    """
    read = shown_of_interface if is_interface else shown
    differences = [difference(read(source), read(text), table) for source in sources]
    if all(differences):
        return _sentence(differences[0], table, where)
    if torn := torn_figure(text, is_interface=is_interface):
        remedy = "Write U+2066 before it and U+2069 after it" if is_interface else TORN
        return f"Readers would see {shortened(torn)} in another order. {remedy}."
    return None


def _sources(message: Translation) -> list[str]:
    """Return the English texts of which the translation may be one.

    Languages share out their plural forms in many ways, and some need no number for one.
    """
    if message.form is None:
        return [message.msgid]
    both = [message.msgid, message.plural]
    return both if message.form == 0 else both[::-1]


def _sentence(found: Difference, table: NumberList, where: str) -> str:
    if found.misleading:
        number = shortened(found.misleading)
        return f"Readers may take {number} for another number. Take out what is not in the English."
    missing = found.missing + [quantity.shown for quantity, _ in found.units]
    added = found.added + [other.shown for _, other in found.units]
    write = _list(dict.fromkeys(found.wanted)) if missing else ""
    if not missing or not added:
        return _one_sided(missing, added, write, is_again=found.is_again)
    if found.misread:
        other, value = found.misread
        return f"A reader of this language takes {other} for another number. Write {value}."
    both = f"The English has {_list(missing)}; the translation has {_list(added)}."
    if not found.units or found.missing or found.added:
        return f"{both} Write {write}."
    hint = f" ({where} lists the units)" if table.written else ""
    return f"{both} The number is right, but the unit is not. Write {write}{hint}."


def _one_sided(missing: Sequence[str], added: Sequence[str], write: str, *, is_again: bool) -> str:
    what = _list(missing or added)
    digits = ", with digits" if re.search(r"\d", what) else ""
    if added and is_again:
        return f"The translation has {what} more often than the English. Delete one."
    if added:
        return f"The translation has {what}; the English does not. Delete {what}."
    if is_again:
        often = f"The English has {what} more often than the translation."
        return f"{often} Write {write} there, too{digits}."
    return f"The English has {what}; the translation does not. Write {write}{digits}."


def _list(words: Iterable[str]) -> str:
    """Return the words as English lists them, each cut to a readable length."""
    short = list(map(shortened, words))
    short[AT_MOST:] = ["more"] if len(short) > AT_MOST else []
    return short[0] if len(short) == 1 else f"{', '.join(short[:-1])} and {short[-1]}"
