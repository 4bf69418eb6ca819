"""The words and signs that a language has for numbers and units, from its ``numbers.csv``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError

from multilingual.catalogs.wording import is_lone_letter, quoted
from multilingual.wordlists.table import Row, Table, find_table, open_table

NAME = "numbers.csv"
COLUMNS = ("value", "forms")

SCALES = {
    "hundred": 2,
    "thousand": 3,
    "ten thousand": 4,
    "lakh": 5,
    "million": 6,
    "crore": 7,
    "hundred million": 8,
    "billion": 9,
}
"""The power of ten of each scale word: Western, Indian and East Asian."""

LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"
UNSPACED_LETTER = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff]")
ARABIC = re.compile(r"[\u0600-\u06ff]")

NUMBER_VALUE = re.compile(r"(\d+(?:\.\d+)?)(?: (.+))?", re.ASCII)
RATE_VALUE = re.compile(r"per (.+)")
NAME_VALUE = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9-]*?(\d+)", re.ASCII)

NOT_A_NUMBER = "This row is not a value, a comma and its forms, as in 2,two|pair. Mend it."
LONE_LETTER = "is one letter, which most texts have. Write a whole word."


def fold(text: str) -> str:
    """Return ``text`` without what changes no meaning: forms of letters, vowel signs, bidi marks.

    Normalized to NFKC; without format characters, tatweel, Arabic vowel signs and the nukta,
    which writers of Hindi leave out at will. Digits stay in their own script.
    """
    if text.isascii():
        return text
    text = re.sub("[⁰¹²³⁴-⁹]+", lambda found: "^" + found[0], text)
    text = re.sub("[º˚] ?(?=[CF])", "°", text)
    text = re.sub(r"(\d?)([¼-¾⅐-⅞])", _fraction, text)
    return unicodedata.normalize("NFKC", text).translate(FOLDED)


def plain(text: str) -> str:
    """Return a folded text with ASCII digits and bare alefs; each character keeps its place."""
    return text if text.isascii() else text.translate(DIGITS)


def _fraction(found: re.Match[str]) -> str:
    value = f"{unicodedata.numeric(found[2]):.6g}"
    if len(value) > 5:  # a third has no decimal form
        return found[0]
    return found[1] + value.removeprefix("0") if found[1] else value


class _Folded(dict[int, int | None]):
    """Tells of each character whether ``fold`` leaves it out; each is looked up once."""

    def __missing__(self, code: int) -> int | None:
        letter = chr(code)
        is_unseen = unicodedata.category(letter) == "Cf" or "\u064b" <= letter < "\u0660"
        self[code] = None if is_unseen or letter in "\u0640\u0670\u093c" else code
        return self[code]


class _Digits(dict[int, str]):
    """Gives each decimal digit in ASCII and each alef without its sign."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if letter.isdecimal():
            self[code] = str(unicodedata.decimal(letter))
        else:
            self[code] = "ا" if letter in "أإآٱ" else letter
        return self[code]


FOLDED = _Folded()
DIGITS = _Digits()


@cache
def marks() -> str:
    """Return a regular expression's class of combining marks, as Hindi has inside words."""
    every = (one for one in range(0x300, 0x10000) if unicodedata.category(chr(one))[0] == "M")
    return "".join(re.escape(chr(one)) for one in every)


class Forms:
    """Finds the forms of a table in a text: whole words, or anywhere where no spaces are."""

    def __init__(self, forms: Iterable[str]) -> None:
        edges: dict[tuple[str, str], list[str]] = {}
        for form in sorted(set(forms), key=len, reverse=True):
            edges.setdefault((_before(form), _after(form[-1])), []).append(re.escape(form))
        parts = [f"{left}({'|'.join(some)}){right}" for (left, right), some in edges.items()]
        anywhere = "|".join(parts) or "(?!)()"
        self._anywhere = re.compile(anywhere, re.IGNORECASE)
        self._next = re.compile(f"[ -]?(?:{anywhere})", re.IGNORECASE)

    def next_to(self, text: str, place: int) -> tuple[str, int, int] | None:
        """Return the form that follows at ``place``, after at most a space or a hyphen."""
        return _found(self._next.match(text, place))

    def all_in(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Yield each form with its begin and end."""
        for match in self._anywhere.finditer(text):
            if found := _found(match):
                yield found


def _found(match: re.Match[str] | None) -> tuple[str, int, int] | None:
    if match is None or match.lastindex is None:
        return None
    return match[match.lastindex].casefold(), match.start(match.lastindex), match.end()


def _before(form: str) -> str:
    letter = form[0]
    if UNSPACED_LETTER.match(letter) or not letter.isalpha():
        return ""
    if letter.isascii() or letter in "μµ" or re.match(f"[{LATIN}]", letter):
        return f"(?<![{LATIN}])(?<![{LATIN}]-)"
    # And, so, in, for, like, the: Arabic writes them onto the word, but not onto a short sign:
    # بالغ is an adult and no gram.
    is_prefixed = ARABIC.match(letter) and len(form) > 2
    prefix = "[وفبلك]{0,2}(?:ال|لل|ل)?" if is_prefixed else ""
    return rf"(?<![^\W\d_])(?<![{marks()}]){prefix}"


def _after(letter: str) -> str:
    if UNSPACED_LETTER.match(letter):
        return ""
    if re.match(f"[{LATIN}]", letter):
        return f"(?![{LATIN}])"
    is_word = letter.isalpha() or unicodedata.category(letter)[0] == "M"
    return rf"(?![^\W\d_])(?![{marks()}])" if is_word else ""


@dataclass
class NumberList:
    """What a language has for numbers and units; each key is a folded form.

    ``words`` gives a value and a unit, which may be empty; ``units`` and ``scales`` the name
    of the unit and the power of ten; ``decimals`` the marks that may begin a fraction;
    ``problems`` the lines that cannot be read, with what to do.
    """

    units: dict[str, str] = field(default_factory=dict)
    words: dict[str, tuple[str, str]] = field(default_factory=dict)
    scales: dict[str, int] = field(default_factory=dict)
    decimals: tuple[str, ...] = (".",)
    problems: list[tuple[int, str]] = field(default_factory=list)
    written: Mapping[str, list[str]] = field(default_factory=dict)
    """The forms of each unit that the language's own table has, as they are written."""
    rates: Mapping[str, str] = field(default_factory=dict)
    """The unit of each form that says how often, as day for "daily" and "a day"."""
    minus: frozenset[str] = frozenset()
    """What stands beside a temperature below zero in place of the sign."""

    def __post_init__(self) -> None:
        # Matchers are made once, when the tables are full.
        self.unit_forms = Forms(self.units)
        self.word_forms = Forms(self.words)
        self.scale_forms = Forms(self.scales)
        self.rate_forms = Forms(self.rates)
        self.minus_forms = Forms(self.minus)
        self.century_forms = Forms(one for one, unit in self.units.items() if unit == "century")

    def says(self, value: str, unit: str) -> bool:
        """Whether the language's table has a word for ``value``, and for its unit."""
        known = self.words.values()
        return (value, unit) in known or (
            any(value == one for one, _ in known) and (not unit or unit in self.written)
        )


def open_numbers(folder: Path, code: str) -> tuple[Path, NumberList]:
    """Return the path and the table of the language in ``folder``, a folder of ``locale``."""
    path = find_table(folder, code, NAME)
    return path, _of(open_table(path, COLUMNS), code)


@lru_cache(maxsize=64)
def _of(table: Table, code: str) -> NumberList:
    known = frozenset(symbols().values()) | frozenset(english().units.values())
    return _number_list(table, decimal_marks(code), known)


@cache
def symbols() -> dict[str, str]:
    """Return the signs that are the same in every language: SI and a few of medicine."""
    table = open_table(Path(__file__).with_name("symbols.csv"), COLUMNS)
    return {key: row.cells["value"] for row in table.rows for key in _keys(row)}


@cache
def english() -> NumberList:
    """Return the words of the source language."""
    table = open_table(Path(__file__).with_name("english.csv"), COLUMNS)
    return _number_list(table, (".",), None)


@cache
def decimal_marks(code: str) -> tuple[str, ...]:
    """Return the decimal mark of a language as CLDR has it for European digits."""
    try:
        mark = Locale.parse(code).number_symbols["latn"].get("decimal")
    except (UnknownLocaleError, ValueError, KeyError):
        mark = None
    return (str(mark),) if mark in {".", ","} else (".",)


def _number_list(
    table: Table, decimals: tuple[str, ...], known: frozenset[str] | None
) -> NumberList:
    """Return what ``table`` says; with no ``known`` units, each value may be a unit."""
    words: dict[str, tuple[str, str]] = {}
    scales: dict[str, int] = {}
    own: dict[str, str] = {}
    rates: dict[str, str] = {}
    minus: list[str] = []
    written: dict[str, list[str]] = {}
    problems = [*table.problems, *_lone_letters(table)]
    for row in table.rows:
        value, forms, keys = row.cells["value"].strip(), row.forms["forms"], _keys(row)
        number, name = NUMBER_VALUE.fullmatch(value), NAME_VALUE.fullmatch(value)
        rate = RATE_VALUE.fullmatch(value)
        if not value or not keys:
            problems.append((row.line, NOT_A_NUMBER))
        elif value == "decimal":
            decimals = tuple(one for one in forms if one in {".", ","}) or decimals
        elif value == "minus":
            minus += keys
        elif value in SCALES:
            scales |= dict.fromkeys(keys, SCALES[value])
        elif rate and (known is None or rate[1] in known):
            rates |= dict.fromkeys(keys, rate[1])
        elif number and (known is None or not number[2] or number[2] in known):
            words |= dict.fromkeys(keys, (number[1], number[2] or ""))
        elif not rate and (known is None or value in known):
            own = dict.fromkeys(keys, value) | own
            written.setdefault(value, []).extend(forms)
        elif name:
            words |= dict.fromkeys(keys, (name[1], ""))
        else:
            problems.append((row.line, _unknown(value, known or ())))
    units = {**symbols(), **own}
    return NumberList(
        units, words, scales, decimals, sorted(problems), written, rates, frozenset(minus)
    )


def _lone_letters(table: Table) -> Iterator[tuple[int, str]]:
    for row in table.rows:
        if NUMBER_VALUE.fullmatch(row.cells["value"].strip()):
            lone = [one for one in row.forms["forms"] if is_lone_letter(one)]
            yield from ((row.line, f"{quoted(one)} {LONE_LETTER}") for one in lone[:1])


def _unknown(value: str, known: Iterable[str]) -> str:
    allowed = ", ".join([*sorted(known), *SCALES, "decimal", "minus"])
    return f"{quoted(value)} is not a number and not a unit. Write a number or one of: {allowed}."


def _keys(row: Row) -> list[str]:
    return [key for form in row.forms["forms"] if (key := _key(form))]


def _key(form: str) -> str:
    return plain(fold(form)).strip().casefold()
