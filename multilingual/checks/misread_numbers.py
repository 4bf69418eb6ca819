"""Right numbers that readers take for others, for their marks or for what stands beside them.

A letter that looks like a digit (38O °C, ا٣٨), a sign that says a number (❷38, 🔟38), or a
number word (cent 38, 38 (forty-eight)): each is a fault unless the English has it, too, as B12,
or the language writes it there: its units, the endings of ordinals, the Arabic "and" or "the".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain, pairwise

from multilingual.text.direction import LATIN
from multilingual.text.wording import fold, letter_name
from multilingual.wordlists.forms import UNSPACED_LETTER
from multilingual.wordlists.number_list import NumberList, words_beside
from multilingual.wordlists.quantity import NUMERALS, Kinds, Place, Quantity
from multilingual.wordlists.quantity_reader import Quantities

WRITTEN = re.compile(r"\d[\d.,]*[.,]\d+")
DIGIT = re.compile("[0-9]")
DIGITS = re.compile(r"\d+(?:[.,:/٫٬'’]\d+)*")
TWICE = re.compile(r"(?<![\d.,])(\d+(?:[.,]\d+)?)\s+\1(?![\d.,]*\d)")
BARS = frozenset("|¦∣ǀ❘｜│")
HARMLESS = frozenset("°©®™")
AFTER_POINT = re.compile(r"[.,](?:[OoQDISBZlОо]{1,2})(?![^\W_])")
"""Letters like digits, where a fraction may stand."""
SAYS_NUMBER = re.compile("KEYCAP|HUNDRED POINTS|DIE FACE|CLOCK FACE|INPUT SYMBOL FOR NUMBERS")
BLOCKS_WITH_SIGNS = (
    *(range(0xA0, 0x3400), range(0xA620, 0xAC00), range(0x10100, 0x12550)),
    *(range(0x16A00, 0x16F00), range(0x1D2C0, 0x1D380), range(0x1E140, 0x1FC00)),
)
"""Where Unicode has signs that say numbers, without the tens of thousands of letters between."""
LONE = re.compile(r"[lا一〇零]|[IVXL]{1,5}|O")
"""What is no word by itself, and stands beside a number as a digit would."""
BEGINS = re.compile(r"(?:^|[.!?:;(«“\"—–-])\s*\Z")

ENDINGS = {
    "LATIN": re.compile(
        r"e|er|ers|re|res|nd|nde|nds|ndes|de|[iè]?[eè]mes?|ère|è|[nrt]|st|th|rd|s|[rdtvnm][oa]s?|h"
    ),
    "DEVANAGARI": re.compile("[क-ह](?:ा|ी|े|ो|ाँ|ां|ीं|ें)"),
    "ARABIC": re.compile(r"م|ق\.?م"),
    "CYRILLIC": re.compile("[йяемх]"),
}
"""What may follow the digits of an ordinal, a year or a time, by the script of its letters."""
FEWEST_LETTERS = {"LATIN": 99, "ARABIC": 3, "CYRILLIC": 2, "GREEK": 2, "DEVANAGARI": 2, "HEBREW": 2}
"""How many letters are a word that lost the space before it, and no sign that looks like digits.

In the Latin script each letter looks like one to somebody. Other scripts write endings so."""
LIKE_DIGITS = frozenset("OoQDlIiSsBbZzGgqОоЗзбІіӀΟοاهة")
ORDINAL_SIGN = re.compile(r"\d\.?[ºª]")
OF_ORDINAL_SIGN = re.compile(r"\d\.?[oa]s?(?![^\W\d_])")
ARABIC_PREFIX = re.compile("[وفبلك]{0,2}(?:ال|لل)?")
HEBREW_PREFIX = re.compile("[בהוכלמש]{1,2}")
NUMBER_SIGN = re.compile(r"n[or]?")
"""No. and n., as ``№`` and ``nº`` are folded."""
DAY_OR_WORD = re.compile("(?:周|星期|礼拜|禮拜|週)[一二三四五六]$|[万萬之统統唯单單]一$")
"""The days of the week in Chinese, and words that end like a number, as 万一 (in case)."""


def misleading(there: Quantities, here: Quantities, text: str) -> Iterator[str]:
    """Yield the numbers of a translation with what stands beside them and not in the English.

    ``text`` is the translation as it is shown.
    """
    for sign in () if text.isascii() else signs().intersection(text):
        if fold(sign) not in there.shown:
            yield sign
    if not DIGIT.search(here.text):
        return
    for found in TWICE.finditer(here.text):
        # Twice the same digits can be groups of one number, too: 200 200.
        joined = re.sub(r"\D", "", found[0])
        if joined not in re.sub(r"(?<=\d)\D(?=\d)", "", there.text):
            yield here.shown[found.start() : found.end()]
    known = _Known(there)
    ordinals = len(OF_ORDINAL_SIGN.findall(here.small)) <= len(ORDINAL_SIGN.findall(text))
    for found in DIGITS.finditer(here.text):
        begin, end = found.span()
        left, right = _touching(here.text, begin, -1), _touching(here.text, end, 1)
        if not left and not right:
            point = AFTER_POINT.match(here.text, end)
            if point and not (ordinals and OF_ORDINAL_SIGN.match(here.small, end - 1)):
                yield here.shown[begin : point.end()]
            yield from _lone_beside(begin, end, here, known)
        elif not known.has(left, found[0], right, _word_around(here.small, begin, end)) and not (
            _may_begin(left, here.text, begin, found[0], known)
            and _may_end(right, end, here, has_ordinal_signs=ordinals)
        ):
            yield here.shown[begin - len(left) : end + len(right)]
    yield from _words_beside(there, here)


def misread(missing: Kinds, added: Kinds, table: NumberList) -> tuple[str, str] | None:
    """Return a number whose English marks mean another number in the language, as 1,000."""
    copies = {found[0]: other for other in added if (found := WRITTEN.match(other.shown))}
    for quantity in missing:
        written, value = WRITTEN.match(quantity.shown), quantity.value
        if written and written[0] in copies and written[0].replace(",", "") == value:
            other = copies[written[0]]
            own = value.replace(".", table.decimals[0])
            return (written[0], own) if other.value != value else None
    return None


@cache
def signs() -> frozenset[str]:
    """Return the signs that say a number and are not read as digits or letters."""
    return frozenset(filter(_says_number, map(chr, chain.from_iterable(BLOCKS_WITH_SIGNS))))


def _says_number(sign: str) -> bool:
    """Return whether a sign says a number and is not read as digits or letters, as ❷."""
    category = unicodedata.category(sign)
    if category in {"No", "Nl"}:
        return sign != "〇" and not re.search(f"[{LATIN}\\d]", fold(sign))
    return category == "So" and SAYS_NUMBER.search(letter_name(sign)) is not None


def _touching(text: str, place: int, step: int) -> str:
    """Return the letters and pictures that touch a number, before it or after it."""
    end = place
    while 0 <= (at := end if step > 0 else end - 1) < len(text) and _may_mislead(text[at]):
        end += step
    return text[place:end] if step > 0 else text[end:place]


@lru_cache(maxsize=4096)
def _may_mislead(sign: str) -> bool:
    category = unicodedata.category(sign)
    is_picture = category in {"No", "Nl", "So"} or sign in BARS
    return (category[0] in "LM" or is_picture) and sign not in HARMLESS


def _is_numeral(sign: str) -> bool:
    return sign == "半" or sign in NUMERALS or unicodedata.numeric(sign, None) is not None


class _Known:
    """What the English has beside its numbers."""

    def __init__(self, there: Quantities) -> None:
        self.small = there.small
        self.names = {name.quantity.value for name in there.names}

    def has(self, left: str, digits: str, right: str, word: str) -> bool:
        """Return whether the English has all that touches the number, maybe after a hyphen."""
        parts = [part.casefold() for part in (left, digits, right) if part]
        if "".join(parts) in word and self.has_word(word):
            return True
        # To compile a pattern takes longer than to see that there is nothing to find.
        if not all(part in self.small for part in parts):
            return False
        pattern = "[ -]?".join(map(re.escape, parts))
        return re.search(rf"(?<!\w){pattern}(?!\w)", self.small) is not None

    def has_word(self, word: str) -> bool:
        """Return whether a word stands in the English by itself."""
        is_there = word in self.small
        return is_there and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", self.small) is not None


def _word_around(small: str, begin: int, end: int) -> str:
    """Return the word in small letters of which a number is a part, as h1n1."""
    before, after = re.search(r"[^\W_]*\Z", small[:begin]), re.match(r"[^\W_]*", small[end:])
    return (before[0] if before else "") + small[begin:end] + (after[0] if after else "")


def _may_begin(left: str, text: str, begin: int, digits: str, known: _Known) -> bool:
    """Return whether ``left`` may touch the number after it, which begins there."""
    around = text[max(begin - 3, 0) : begin]
    # What follows another number was looked at there, as the h of 21h30.
    is_after_number = len(around) > len(left) and around[: -len(left)][-1:].isdecimal()
    if not left or digits in known.names or is_after_number:
        return True
    last = left[-1]
    if UNSPACED_LETTER.match(last):
        return not _is_numeral(last) or DAY_OR_WORD.search(around) is not None
    word = re.split(UNSPACED_LETTER, left)[-1]
    if len(word) > 1 and known.has_word(word.casefold()):
        return True
    name = letter_name(last)
    if name.startswith("ARABIC"):
        return ARABIC_PREFIX.fullmatch(word) is not None or len(word) > 2
    if name.startswith("HEBREW"):
        return HEBREW_PREFIX.fullmatch(word) is not None
    script = name.split(" ")[0]
    is_prefix = script not in FEWEST_LETTERS and _is_of_text(script, left, text)
    return NUMBER_SIGN.fullmatch(word.casefold()) is not None or is_prefix


def _may_end(right: str, place: int, here: Quantities, *, has_ordinal_signs: bool) -> bool:
    """Return whether ``right`` may touch the number before it, which ends at ``place``."""
    if not right or _begins_with(here.table, here.small, place):
        return True
    if UNSPACED_LETTER.match(right):
        return not _is_numeral(right[0])
    if unicodedata.category(right[0])[0] != "L" or here.table.word_forms.next_to(here.small, place):
        return False
    word = re.split(UNSPACED_LETTER, right)[0]
    if has_ordinal_signs and OF_ORDINAL_SIGN.fullmatch(f"1{word}"):
        return True
    script = letter_name(right[0]).split(" ")[0]
    fewest = FEWEST_LETTERS.get(script, 1 if _is_of_text(script, right, here.text) else 2)
    if not here.table.written:
        # Nobody has said which units and endings the language has.
        fewest = min(fewest, 2)
    letters = [sign for sign in word if unicodedata.category(sign)[0] == "L"]
    is_word = len(letters) >= fewest and not LIKE_DIGITS.issuperset(letters)
    ending = ENDINGS.get(script)
    return is_word or (ending is not None and ending.fullmatch(word) is not None)


def _is_of_text(script: str, touching: str, text: str) -> bool:
    """Return whether a text has other words in a script, or no other words at all."""
    others = {
        letter_name(sign).split(" ")[0] for sign in text.replace(touching, "") if sign.isalpha()
    }
    return not others or script in others


def _begins_with(table: NumberList, small: str, place: int) -> bool:
    """Return whether a unit, a scale or words for how often begin just there."""
    kinds = (table.unit_forms, table.scale_forms, table.rate_forms)
    found = (forms.next_to(small, place) for forms in kinds)
    return any(form is not None and form[1] == place for form in found)


def _lone_beside(begin: int, end: int, here: Quantities, known: _Known) -> Iterator[str]:
    """Yield a number with a letter beside it, after a space, that is no word by itself."""
    text = here.text
    before = re.search(r"(?<!\S)(\S{1,5}) \Z", text[max(begin - 8, 0) : begin])
    after = re.match(r" (\S{1,5})(?!\S)", text[end : end + 7])
    if before and _is_lone(before[1], known):
        first = begin - len(before[0])
        is_word = before[1] == "O" and BEGINS.search(text[:first])
        if not is_word and not _is_century(here, first, end):
            yield here.shown[first:end]
    if after and _is_lone(after[1], known) and not _begins_with(here.table, here.small, end + 1):
        last = end + len(after[0])
        if not _is_century(here, begin, last):
            yield here.shown[begin:last]


def _is_lone(word: str, known: _Known) -> bool:
    is_letter = LONE.fullmatch(word) is not None or word in BARS
    return is_letter and not known.has_word(word.casefold())


def _is_century(here: Quantities, begin: int, end: int) -> bool:
    around = here.small[max(begin - 16, 0) : end + 16]
    return any(here.table.century_forms.all_in(around))


def _words_beside(there: Quantities, here: Quantities) -> Iterator[str]:
    """Yield a number with another one in words beside it, as 38 (forty-eight)."""
    known = {place.quantity.value for place in there.places}
    # Noon may stand for 12:00 in one of two places.
    known |= {value.partition(":")[0] for value in known}
    places = [*here.places, *_other_words(here)]
    places.sort(key=lambda place: (place.begin, place.end))
    for place, after in pairwise(places):
        spoken, other = (place, after) if place.is_spoken else (after, place)
        if not spoken.is_spoken or other.is_spoken or spoken.is_ordinal or spoken.quantity.unit:
            continue
        value, gap = spoken.quantity.value, here.text[place.end : after.begin]
        # "por ciento" is a unit, and 万一 is "in case".
        is_apart = place.end <= after.begin and not DAY_OR_WORD.search(here.text[: spoken.end])
        # In Spanish, "media" before a number is the average, too.
        is_average = value == "0.5" and spoken is place
        is_again = value == "1" or value in known or value == other.quantity.value or is_average
        if is_apart and not is_again and _gap().fullmatch(gap):
            yield here.shown[place.begin : after.end]


@cache
def _gap() -> re.Pattern[str]:
    """Return what finds what stands between a number in digits and one in words, read as one."""
    apart = (re.escape(form) for form in words_beside() if not UNSPACED_LETTER.match(form))
    joined = (re.escape(form) for form in words_beside() if UNSPACED_LETTER.match(form))
    marks = r"[-–—:=(«“\"'/,،、]|[)»”\"'] ?[-–—:=(]"
    ways = rf"{marks}|(?:{'|'.join(apart)})(?![^\W\d_])|{'|'.join(joined)}"
    return re.compile(f" ?(?:{ways})? ?")


def _other_words(here: Quantities) -> Iterator[Place]:
    """Yield the number words that the list of the language lacks: its own and those of English."""
    for form, begin, end in here.table.unlisted_forms.all_in(here.small):
        value = here.table.unlisted[form]
        yield Place(begin, end, Quantity(value, shown=form), is_spoken=True)
