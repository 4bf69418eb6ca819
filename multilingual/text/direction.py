"""Figures in the order in which they are read, on a page from right to left.

Unicode's bidirectional algorithm (https://www.unicode.org/reports/tr9/) shows "38 °C" as
"C° 38" after an Arabic word, and the groups of a phone number from the last to the first. A page
sets such figures apart, so that no translator must; and no sign of direction may stand in one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple
from unicodedata import decimal

from multilingual.text.wording import DELETED, letter_name

SIGNS = "\u061c\u200e\u200f\u2066-\u2069"
"""The Arabic and other letter marks, and what isolates a direction."""
SIGN = re.compile(f"[{SIGNS}]")
ISOLATE = re.compile("([\u2066-\u2068])([^\u2066-\u2069]*)\u2069")
UNSEEN = re.compile(
    "(?<=\\d)[\u00ad\u0600-\u0605\u061c\u0640\u064b-\u065f\u0670\u06dd\u200b-\u200f\u2060-\u206f]+(?=\\d)"
)
"""What stands between two digits and is no part of a number: signs, joiners, marks, tatweel."""
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")

MARKS = re.compile(r":[\w.+:-]{1,60}:(?=`)|[*`]")
"""The marks around words, where one text of a page ends and another begins."""
LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"
MARK = re.compile("[\u061c\u200f]")
OTHER_DIGIT = re.compile(r"[^\D0-9]")
DIGITS = re.compile(r"\d+")
ARABIC_DIGIT = re.compile("[٠-٩]")
EAST_ASIAN = {"CJK", "HIRAGANA", "KATAKANA", "HANGUL"}
"""Scripts that are written with wide digits, too."""
LETTER = re.compile(r"[^\W\d_]")
SPACE = "[ \u00a0\u202f]"
DASHES = r"\-−–—"
HYPHENS = rf"{DASHES}‐‑"
NUMBER = r"\d+(?:[.,:/'’٫٬]\d+)*"
WORD = rf"[{LATIN}µμ][{LATIN}µμ\d²³]*"
UNIT = (
    rf"(?:{SPACE}?[%‰](?!\w)|{SPACE}?°{SPACE}?[CF](?![{LATIN}])|{SPACE}?[℃℉]"
    rf"|[ \u00a0\u202f-]?{WORD}(?:[/·]{WORD}|-{WORD})*|{SPACE}?[€$£¥])"
)
FIGURE = re.compile(
    rf"(?P<sign>(?:(?<![^\s(\[«“\"'{SIGNS}])[+±~≈<>≤≥{DASHES}$€£¥]{SPACE}?){{0,2}}"
    rf"|(?:°{SPACE}?[CF]|[℃℉]){SPACE}{{0,2}})"
    rf"(?P<number>{NUMBER}(?:(?:{SPACE}?(?P<joiner>[{DASHES}×*^]){SPACE}?"
    rf"|{SPACE}{{0,2}}(?P<slash>/){SPACE}{{0,2}}){NUMBER}){{0,6}})"
    rf"(?P<unit>{UNIT})?"
)
"""A number or a range, with its sign and with a unit in Latin letters."""
LATIN_BEFORE = re.compile(rf"[{LATIN}]\d*[ \u00a0\u202f./_-]?\Z")
GROUP = r"(?:\(\d{1,9}\)|\d{1,9}(?!\d))"
GROUPED = re.compile(
    rf"(?P<plus>[+*#]{SPACE}?)?(?<!\d){GROUP}(?:[ \u00a0\u202f.{HYPHENS}/]{{1,2}}{GROUP})+[*#]?"
)
"""Groups of digits with spaces or dashes between, which may be a phone number."""
YEAR = re.compile("(?:1[89]|20)[0-9]{2}")
SHORTEST = 6
"""Digits of a number whose two groups stand at a dash, as those of a range do."""
NAME = re.compile(rf"[{LATIN}][{LATIN}\d]*(?:[ \u00a0'’./&+-]{{1,2}}[{LATIN}\d]+)*")


class Figure(NamedTuple):
    """Where a figure stands in a text, and whether a page must set it apart."""

    begin: int
    end: int
    is_apart: bool


def figures_in(text: str) -> Iterator[Figure]:
    """Yield the figures of a text in their order: numbers, doses, ranges, phone numbers."""
    place = 0
    while found := FIGURE.search(text, place):
        groups = GROUPED.search(text, place)
        if groups and groups.start() <= found.start("number") and is_one_number(groups):
            plus = "+" if text[max(groups.start() - 1, place) : groups.start()] == "+" else ""
            begin, end = groups.start() - len(plus), groups.end()
            unit = re.compile(UNIT).match(text, end)
            figure = Figure(begin, unit.end() if unit else end, is_apart=True)
        else:
            figure = Figure(*found.span(), is_apart=_is_turned(found))
        # A Latin word before a number keeps it in its place.
        if LATIN_BEFORE.search(text, place, figure.begin):
            end = found.end("number")
            figure = Figure(figure.begin, max(figure.end, end), is_apart=False)
        yield figure
        place = figure.end


def element_apart(figure: str) -> str:
    """Return the HTML element that sets a figure apart on a page from right to left.

    Between Arabic digits a space and a dash run to the left even where all else does not.
    """
    return "bdo" if ARABIC_DIGIT.search(figure) else "bdi"


def is_one_number(groups: re.Match[str]) -> bool:
    """Return whether groups of digits are one number, as 900 123 456 and 1-800-273 are.

    Two years are not, nor is a short range. A longer one may be a phone number.
    """
    parts = re.findall(r"\d+", groups[0])
    digits = "".join(parts)
    if groups["plus"] or "(" in groups[0]:
        return len(digits) > 3
    if re.fullmatch(rf"\d{{1,3}}(?:{SPACE}\d{{3}})+", groups[0]):
        return True
    is_spelled = len(parts) > 2 and all(len(part) == 1 for part in parts)
    is_date = len(parts) == 3 and len(digits) >= 6 and bool(re.search(f"[{HYPHENS}]", groups[0]))
    begins_with_zero = any(len(part) > 1 and int(part[0]) == 0 for part in parts)
    is_sure = is_spelled or is_date or begins_with_zero or len(digits) > 8
    return (is_sure and not are_years(parts)) or _may_be_phone_number(groups, parts)


def _may_be_phone_number(groups: re.Match[str], parts: Sequence[str]) -> bool:
    """Return whether a page must keep groups in their order: 4439 1111, 800-4673, 31 14."""
    length = sum(map(len, parts))
    if are_years(parts) or not re.search(rf"{SPACE}|[{HYPHENS}]", groups[0]):
        return False
    if len(parts) > 2:
        return length >= SHORTEST
    # Two figures may stand side by side, the second with its unit: 30 50 mg.
    is_with_unit = re.compile(UNIT).match(groups.string, groups.end()) is not None
    is_long = length >= SHORTEST
    if re.search(f"[{HYPHENS}]", groups[0]):
        return is_long or (min(map(len, parts)) > 1 and int(parts[0]) > int(parts[1]))
    return min(map(len, parts)) > 1 and (is_long or not is_with_unit)


def are_years(parts: Iterable[str]) -> bool:
    return all(len(part) == 4 and YEAR.fullmatch(f"{int(part)}") for part in parts)


def _is_turned(figure: re.Match[str]) -> bool:
    """Return whether a page from right to left shows a figure in another order.

    Arabic digits keep the percent sign and the minus at their left, as Arabic writes them.
    """
    unit, sign = (figure["unit"] or "").strip(), figure["sign"].strip()
    is_ascii = figure["number"].isascii()
    if re.search(rf"[{LATIN}µμ°℃℉]", unit + sign):
        return True
    return is_ascii and bool(
        unit or sign or figure["joiner"] in {"×", "*", "^"} or figure["slash"] is not None
    )


def hidden_turn(text: str) -> str:
    """Return a sign by which a number or a name is shown in another order, or ``""``.

    It is a sign of direction inside a figure or a Latin name, or around words with a number, or
    what a number of digits loses when it is read (a joiner, a tatweel).
    """
    if found := UNSEEN.search(text):
        return found[0][0]
    if not SIGN.search(text):
        return ""
    # Bold words and escapes are gone when readers see it.
    return _sign_inside(text) or _sign_inside(DELETED.sub("", text)) or next(_turning(text), "")


def _sign_inside(text: str) -> str:
    """Return a sign that stands inside a figure or a Latin name, or ``""``."""
    places = [found.start() for found in SIGN.finditer(text)]
    # Where each sign would stand in the text without signs, between two of its characters.
    gaps = [place - number for number, place in enumerate(places)]
    stripped = SIGN.sub("", text)
    spans = [(figure.begin, figure.end) for figure in figures_in(stripped)]
    spans += [found.span() for found in NAME.finditer(stripped)]
    inside = (
        text[place]
        for gap, place in zip(gaps, places, strict=True)
        if any(begin < gap < end for begin, end in spans)
    )
    return next(inside, "")


def torn_figure(text: str, *, is_interface: bool) -> str:
    """Return a figure that a page cannot set apart, though letters run to the left, or ``""``.

    Marks stand inside it; or it is among the words around pages, which are written as they are.
    """
    if not RIGHT_TO_LEFT.search(text):
        return ""
    marks = [] if is_interface else [found.span() for found in MARKS.finditer(text)]
    plain = text if is_interface else MARKS.sub("", text)
    lengths = accumulate((end - begin for begin, end in marks), initial=0)
    gaps = [begin - before for (begin, _end), before in zip(marks, lengths, strict=False)]
    isolated = [found.span() for found in ISOLATE.finditer(plain) if found[1] != "\u2067"]
    for figure in figures_in(plain):
        begin, end = figure.begin, figure.end
        is_torn = is_interface or any(begin < gap < end for gap in gaps)
        if figure.is_apart and is_torn and not any(a < begin and end <= b for a, b in isolated):
            return plain[begin:end]
    return ""


def strange_number(text: str) -> str:
    """Return a number in digits that the words of a text are not written with, or ``""``.

    A Bengali 4 looks like an 8, and digits of N'Ko run to the left.
    """
    if not OTHER_DIGIT.search(text):
        return ""
    scripts = {letter_name(letter).split(" ")[0] for letter in LETTER.findall(text)}
    for found in DIGITS.finditer(text):
        zeros = {ord(sign) - decimal(sign) for sign in found[0]}
        known = {"", *scripts, *("FULLWIDTH",) * bool(scripts & EAST_ASIAN)}
        names = {_script_of_digit(sign) for sign in found[0]}
        if len(zeros) > 1 or (scripts and not names <= known):
            return found[0]
    return ""


def _script_of_digit(sign: str) -> str:
    """Return how the name of a script begins; digits of ASCII are of each."""
    name = letter_name(sign).removeprefix("EXTENDED ")
    return "" if sign.isascii() else re.split("[ -]", name)[0]


def _turning(text: str) -> Iterator[str]:
    """Yield the signs that turn words with a number in them round."""
    letters = LETTER.findall(text)
    leftward = sum(1 for letter in letters if RIGHT_TO_LEFT.match(letter))
    is_leftward = 2 * leftward > len(letters)
    for found in ISOLATE.finditer(text):
        sign, inside = found[1], found[2]
        first = LETTER.search(inside)
        is_left = sign == "\u2067" or (
            sign == "\u2068" and first is not None and RIGHT_TO_LEFT.match(first[0]) is not None
        )
        other = RIGHT_TO_LEFT.search(inside) if is_leftward else re.search(f"[{LATIN}]", inside)
        is_against = is_left != is_leftward
        if is_against and re.search(r"\d", inside) and (other or not is_leftward):
            yield sign
    for found in () if is_leftward else MARK.finditer(text):
        before = re.search(r"\w(?=\W*\Z)", text[: found.start()])
        after = re.search(r"\w", text[found.end() :])
        around = [near[0] for near in (before, after) if near]
        if not any(map(RIGHT_TO_LEFT.match, around)) or any(map(str.isdecimal, around)):
            yield found[0]
