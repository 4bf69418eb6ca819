"""What changes a number, or says one, and is no number of a list: a sign, "triple", a phone number.

Each is found in a translation only if the English has nothing of its kind. And what stands in
another order: the groups of a phone number, the ends of a range.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from multilingual.text.direction import HYPHENS
from multilingual.text.grouped_digits import Grouped, numbers_in_groups
from multilingual.text.multiples import has_multiple, multiples_in
from multilingual.text.wording import fold, plain, small
from multilingual.wordlists.number_list import DIGIT, NumberList, english
from multilingual.wordlists.quantity import (
    END_OF_PHRASE,
    NUMERAL_RUN,
    Kinds,
    Place,
    numeral_value,
    summed,
)
from multilingual.wordlists.quantity_reader import Quantities

SIGNS = {
    "<": r"(?:less|fewer|lower|younger|shorter) than|(?<!or )(?:below|under)|before|within",
    "≤": r"up to|at most|no more|not more|(?:or|and) (?:less|fewer|younger|under|below)|within",
    ">": r"(?:more|higher|older|greater|longer) than|(?<!or )(?:over|above)|exceed\w*|after",
    "≥": r"at least|(?:or|and) (?:more|higher|above|older|over|up)|no less|not less|from",
    "±": r"plus or minus",
    "~": r"about|around|approximately|nearly|almost|roughly|some|to|and|or",
}
"""The signs before a number that English words may say, with these words."""
LIKE_SIGNS = {
    **dict.fromkeys("≦⩽⋜", "≤"),
    **dict.fromkeys("≧⩾", "≥"),
    **dict.fromkeys("≈∼≃≅", "~"),
    **dict.fromkeys("≪≺", "<"),
    **dict.fromkeys("≫≻", ">"),
}
BEFORE = re.compile(r"[<>≤≥≦≧⩽⩾≪≫≺≻±∓~∼≈≃≅≠≄≇≉≢≮≯≰≱√∛∜¬](?= ?\d)")
"""What stands before a figure and makes another number of it, or a limit."""
FIGURE = re.compile(r" ?\d[\d.,/]*(?: ?°[CF]?)?")
LONG_DASH = re.compile(r"(?<![0-9A-Za-z°%—―‒])[—―‒]\d[\d.,]*\s?(?:°|º|degr|grad)")
"""A dash that is read as a minus."""
DIVIDED = re.compile(r"(?<!\d)(\d{2,3}) ?/ ?(\d{2,3})(?!\d)")
OTHER_SLASHES = r"[÷:∶\-–—−‐‑\\|+×*^~_]"
DIVISION = re.compile(r"\d{1,9} ?÷ ?\d{1,9}")
MEGA = re.compile(r"\d ?(M(?:g|l|m|cg|mol))(?![A-Za-z])")
"""A unit that is a thousand million times its small twin."""
ROMAN = re.compile(
    r"(?<![^\W_])(?=[IVXLCDM]{2})M{0,3}(?:C[MD]|D?C{0,3})(?:X[CL]|L?X{0,3})"
    r"(?:I[XV]|V?I{0,3})(?![^\W_])"
)

DOSED = re.compile(r"\b(?:dos(?:e|es|age)|tablets?|pills?|capsules?|injections?|drops?)\b")
PER = re.compile(
    r"(?<!\w)(?:por(?: cada)?|par|cada|chaque|al|au|pour chaque|لكل|प्रति|हर) ?(?=\w)"
    r"|[每/](?=\w)|(?<!\w)لل(?=\w)"
)
MEASURES = frozenset(["kg", "g", "mg", "µg", "ml", "dl", "l", "lb", "pound", "cm", "m²"])
"""The units by which a dose is measured out."""

JOINT = re.compile(r"[\s,،、;.·/–—-]*(?:(?:y|et|and|e|و|और)(?!\w)[\s,،-]*|و)?")
"""What stands between the words of a number, or of a phone number."""
SPACE = re.compile(r"[\s,،、]+")
FEWEST_WORDS = 3
LONE_NUMERALS = re.compile("(?:[〇零一二三四五六七八九]){3,}")
ENGLISH_ONE = re.compile(r"(?<!\w)one(?!\w)")
"""What the list of number words leaves out, as it is a pronoun, too."""

SPELLED = str.maketrans("〇零一二三四五六七八九", "00123456789")
RANGE = re.compile(rf" ?(?:[{HYPHENS}]|to|through) ?")
BETWEEN = re.compile(r"\bbetween (?:[a-z]+ )?\Z")
FIGURE_VALUE = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
LONGER = re.compile(rf"(?<=\d)[{HYPHENS}/.]\Z|[{HYPHENS}/.](?=\d)")
"""What stands before or after a part of a date."""
COMMAS = frozenset(",،，、")
LONGEST_GAP = 14
"""Characters between the two numbers of a range in a translation."""


def may_change(text: str, table: NumberList) -> bool:
    """Return whether a text without digits may have any of this."""
    folded = plain(fold(text))
    lower = small(folded)
    found = has_multiple(lower) or PER.search(lower) or ROMAN.search(folded)
    return bool(found) or next(_runs(folded, lower, table), None) is not None


def changed_numbers(there: Quantities, here: Quantities) -> Iterator[str]:
    """Yield what changes a number of the translation, or says one, and is not in the English."""
    if DIGIT.search(here.text):
        yield from _signs(there, here)
    for found in ROMAN.finditer(here.text):
        unit = here.table.unit_forms.next_to(here.small, found.end())
        is_known = found[0] in there.text or found[0].casefold() in here.table.words
        if unit and not is_known and here.table.units[unit[0]] != "century":
            yield here.shown[found.start() : unit[2]]
    has_dose = any(place.quantity.unit for place in there.places) or DOSED.search(there.small)
    for span in multiples_in(there.small, here.small, has_dose=bool(has_dose)):
        yield here.shown[slice(*span)]
    if has_dose:
        yield from _measures(there, here)
    known = {place.quantity.value for place in there.places}
    known |= {name.quantity.value for name in there.names} | {one.value for one in there.words}
    known |= {one.value for one in there.ordinals} | set(re.findall(r"\d+", there.text))
    for begin, end, values in _runs(here.text, here.small, here.table):
        sums = {f"{summed(map(float, values), code):.10g}" for code in ("", "fr")}
        sums.add("".join(values))
        if not sums & known and not set(values) <= known | {"1"}:
            yield here.shown[begin:end]


def _signs(there: Quantities, here: Quantities) -> Iterator[str]:
    """Yield the signs at figures that the English lacks, and those in place of its slash."""
    for found in BEFORE.finditer(here.text):
        sign = LIKE_SIGNS.get(found[0], found[0])
        same = {sign, *(other for other, one in LIKE_SIGNS.items() if one == sign)}
        is_range = sign == "~" and re.search(r"[\d%°CF] ?\Z", here.text[: found.start()])
        figure = FIGURE.match(here.text, found.end())
        digits = re.search(r"\d+", here.text[found.end() :])
        is_said = sign in SIGNS and digits and _is_near(digits[0], SIGNS[sign], there.small)
        if not is_range and not is_said and same.isdisjoint(there.text):
            yield here.shown[found.start() : figure.end() if figure else found.end()]
    for kind in (LONG_DASH, DIVISION):
        if not kind.search(there.text):
            yield from (here.shown[slice(*found.span())] for found in kind.finditer(here.text))
    for one in DIVIDED.finditer(there.text):
        pattern = rf"(?<!\d){one[1]} ?{OTHER_SLASHES} ?{one[2]}(?!\d)"
        if not re.search(pattern, there.text):
            yield from (
                here.shown[slice(*other.span())] for other in re.finditer(pattern, here.text)
            )
    for found in MEGA.finditer(here.text):
        if found[1] not in there.text:
            yield here.shown[slice(*found.span())]


def _is_near(digits: str, words: str, english: str) -> bool:
    """Return whether any of the words stands just before a figure of the English, or after it."""
    before = rf"\b(?:{words})\b[^.,;]{{0,24}}(?<!\d){digits}(?!\d)"
    after = rf"(?<!\d){digits}(?!\d)[^,;]{{0,24}}?\b(?:{words})\b"
    return re.search(f"{before}|{after}", english) is not None


def _measures(there: Quantities, here: Quantities) -> Iterator[str]:
    """Yield "por kilo" and its like where the English has no such unit."""
    units = there.mentioned | {place.quantity.unit for place in there.places}
    units |= {place.quantity.per for place in there.places} | set(there.rates) | set(there.doses)
    for found in PER.finditer(here.small):
        # The Arabic article is a part of the word, and hides it from the search for words.
        begin = found.start() if found[0] == "لل" else found.end()
        unit = here.table.unit_forms.next_to(here.small, begin)
        if unit and unit[1] == found.end() and here.table.units[unit[0]] in MEASURES - units:
            yield here.shown[found.start() : unit[2]]


def _runs(text: str, lower: str, table: NumberList) -> Iterator[tuple[int, int, list[str]]]:
    """Yield where number words stand one after the other, as a phone number is spelled."""
    run: list[tuple[int, int, str]] = []
    # No word begins behind a hyphen, but for those of a phone number.
    found = {*_words(lower, table)}
    if "-" in lower:
        found |= {*_words(lower.replace("-", " "), table)}
    words = sorted(found, key=lambda word: (word[0], -word[1]))
    for begin, end, value in [*words, (len(text) + 1, len(text) + 1, "")]:
        if run and begin < run[-1][1]:
            continue
        if run and not (value and JOINT.fullmatch(text, run[-1][1], begin)):
            first, last = run[0][0], run[-1][1]
            values = [one for _, _, one in run]
            is_long = len(run) >= FEWEST_WORDS and set(values) != {"1"}
            is_set_apart = (
                text[max(first - 1, 0) : first] in {"(", "["}
                and text[last : last + 1] in {")", "]"}
                and any(
                    SPACE.fullmatch(text, end, after) for (_, end, _), (after, *_) in pairwise(run)
                )
            )
            if is_long or (len(run) > 1 and is_set_apart):
                yield first, last, values
            run = []
        if value:
            run.append((begin, end, value))


def _words(lower: str, table: NumberList) -> Iterator[tuple[int, int, str]]:
    runs = (run for run in NUMERAL_RUN.finditer(lower) if not LONE_NUMERALS.fullmatch(run[0]))
    tens = [(*run.span(), numeral_value(run[0])) for run in runs]
    yield from ((begin, end, value) for begin, end, value in tens if value)
    within = {place for begin, end, _ in tens for place in range(begin, end)}
    for form, begin, end in table.word_forms.all_in(lower):
        value, unit = table.words[form]
        if value and not unit and not form.isdecimal() and begin not in within:
            yield begin, end, value
    for form, begin, end in table.unlisted_forms.all_in(lower):
        if begin not in within:
            yield begin, end, table.unlisted[form]
    yield from ((*found.span(), "1") for found in ENGLISH_ONE.finditer(lower))
    for found in LONE_NUMERALS.finditer(lower):
        for place in range(*found.span()):
            yield place, place + 1, f"{unicodedata.numeric(lower[place]):g}"


def turned_numbers(there: Quantities, here: Quantities) -> Iterator[tuple[str, str]]:
    """Yield what a translation has in another order, as it stands in the English, and as there.

    It is a number in groups, as 116 123, or a range, as ten to fifteen.
    """
    for number in _numbers_in_groups(there.text):
        if found := _other_order(number, here):
            yield number.shown, found
    for first, second in _ranges(there):
        wanted = {first.quantity.value, second.quantity.value}
        both = [place for place in here.places if place.quantity.value in wanted]
        if [one.quantity.value for one in both] == [second.quantity.value, first.quantity.value]:
            gap = here.text[both[0].end : both[1].begin]
            is_joined = len(gap) <= LONGEST_GAP and len(gap.split()) < 3
            if is_joined and not END_OF_PHRASE.search(gap) and COMMAS.isdisjoint(gap):
                shown = (
                    there.shown[first.begin : second.end],
                    here.shown[both[0].begin : both[1].end],
                )
                yield shown[0].strip(), shown[1].strip()


@lru_cache(maxsize=4096)
def _numbers_in_groups(english_text: str) -> Sequence[Grouped]:
    if not DIGIT.search(english_text):
        return ()
    units, lower = english().unit_forms, small(english_text)
    return [*numbers_in_groups(english_text, lambda end: units.next_to(lower, end))]


def regrouped(there: Quantities, here: Quantities) -> Iterator[tuple[Kinds, Kinds]]:
    """Yield the quantities that both texts have of one number in groups, as 116 123 and 116123."""
    for number in _numbers_in_groups(there.text):
        if found := number.found_in(here.text):
            end = number.begin + len(number.shown)
            yield _digits_within(there, number.begin, end), _digits_within(here, *found.span())


def _digits_within(side: Quantities, begin: int, end: int) -> Kinds:
    within = (place for place in side.places if begin <= place.begin < end)
    return Counter(place.quantity for place in within if not place.is_spoken)


def _other_order(number: Grouped, here: Quantities) -> str:
    """Return how the groups of a number stand in a translation, or ``""`` if they are in order."""
    parts, is_range = number.parts, number.may_be_range
    text = LONE_NUMERALS.sub(lambda found: found[0].translate(SPELLED), here.text)
    if len(parts) < 2 or number.found_in(text):
        return ""
    figures = [found for found in re.finditer(r"\d+", text) if found[0] in parts]
    said = [found[0] for found in figures]
    spans = [found.span() for found in figures]
    if not Counter(parts) <= Counter(said):
        places = [place for place in here.places if place.quantity.value in parts]
        said = [place.quantity.value for place in places]
        spans = [(place.begin, place.end) for place in places]
        is_range = True
    in_order = any(said[at : at + len(parts)] == [*parts] for at in range(len(said)))
    if not Counter(parts) <= Counter(said) or (is_range and in_order):
        return ""
    return here.shown[spans[0][0] : spans[-1][1]]


def _ranges(there: Quantities) -> Iterator[tuple[Place, Place]]:
    """Yield the two numbers of each range of the English, the smaller one first."""
    for first, second in pairwise(there.places):
        gap = there.small[first.end : second.begin]
        is_between = gap == " and " and BETWEEN.search(there.small[: first.begin])
        is_date = LONGER.search(there.text[: first.begin]) or LONGER.match(there.text, second.end)
        if (is_between or (RANGE.fullmatch(gap) and not is_date)) and not (
            first.name or second.name
        ):
            values = [one.quantity.value for one in (first, second)]
            if all(map(FIGURE_VALUE.fullmatch, values)) and float(values[0]) < float(values[1]):
                yield first, second
