"""Clock times, decades, months and days of the week, which languages number in many ways."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from itertools import chain, islice

from babel import Locale

from multilingual.languages import locale_of
from multilingual.text.wording import fold, plain, small
from multilingual.wordlists.quantity import ROMAN, Kinds, Quantity, roman_value

CLOCK = "clock"
"""The unit of a time of the day, whose value is 17:00 for 5 pm."""
TIME_OF_HOURS = re.compile(
    r"(?<![\d:.,])(?P<hour>[01]?\d|2[0-4]) ?h ?(?P<minute>[0-5]\d)"
    r"(?![\d:.,]\d| ?(?:[mµ]?[gl]|mcg|%|°))",
    re.ASCII,
)
"""How French writes an hour with its minutes."""
HALF_OF_DAY = r"(?: ?(?P<{0}>[ap])\.? ?m\b\.?)"
TIME = re.compile(
    r"(?<![\d:.,])(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?![\d:])"
    rf"{HALF_OF_DAY.format('half')}?",
    re.ASCII,
)
TIME_OF_HALF = re.compile(
    r"(?<![\d:.,])(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5]\d))?"
    rf"{HALF_OF_DAY.format('half')}",
    re.ASCII,
)
MIDDLE_OF_DAY = re.compile(
    r"(?<![\d:.,])(?P<hour>12)(?::(?P<minute>00))? (?:o['’]clock )?"
    r"(?P<half>noon|midday|midnight)\b"
)
AFTERNOON = re.compile("pm|noon|afternoon|evening|night")
"""What the names of the parts of a day after noon begin with in CLDR."""

SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400, "week": 604_800}
MONTHS = {"month": 1, "year": 12, "decade": 120, "century": 1200}
ROMAN_LETTER = re.compile("[IVX]")
PARTS_OF_HOUR = {"15": "0.25", "30": "0.5", "45": "0.75"}
SHARES = {"0.5": "50", "0.25": "25", "0.75": "75"}
FRACTION = re.compile(
    r"(?<![\d/.,-])(?:(?P<whole>\d{1,3})[ -])?(?P<part>[13])/(?P<parts>[24])(?![\d/])", re.ASCII
)
AGAIN = re.compile(r"\b(\d+) ?(?:[^\W\d_]{1,8} ?)?(?:sur|/) ?(?P<again>\1)\b")
"""What says a number again, as French 24 h/24 and 7 jours sur 7."""
DECADE = re.compile(r"(?:1[89]|20)?[1-9]0")
DIGIT = re.compile("[0-9]")


def clock_times(text: str, *, has_halves: bool) -> Iterator[tuple[int, int, str]]:
    """Yield begin, end and value of each time of the day, as 17:00 for 5 pm.

    Whether a "pm" is one is not certain in each language, so ``has_halves`` says it.
    """
    if not DIGIT.search(text):
        return
    found = [*TIME.finditer(text), *TIME_OF_HOURS.finditer(text)]
    found += [*(TIME_OF_HALF.finditer(text) if has_halves else ())]
    found += [*MIDDLE_OF_DAY.finditer(text)]
    for match in {match.start(): match for match in found}.values():
        hour, half = int(match["hour"]), match.groupdict().get("half")
        if half and hour <= 12:
            hour = hour % 12 + (12 if half in {"p", "noon", "midday"} else 0)
        yield match.start(), match.end(), f"{hour}:{match['minute'] or '00'}"


def fractions(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield begin, end and value of each half and quarter in digits, as 1.5 for 1 1/2."""
    for match in FRACTION.finditer(text) if "/" in text else ():
        value = int(match["whole"] or 0) + Fraction(int(match["part"]), int(match["parts"]))
        if int(match["part"]) < int(match["parts"]):
            yield match.start(), match.end(), f"{float(value):g}"


def _hours_of(time: str) -> tuple[set[str], str]:
    """Return the numbers by which the hour of a time may be called, and its minutes.

    >>> _hours_of("17:30")[1]
    '30'
    """
    hour, _, minute = time.partition(":")
    return {hour, str((int(hour) - 1) % 12 + 1)}, minute


@cache
def afternoon_words(code: str) -> frozenset[str]:
    """Return how a language calls the parts of a day after noon, folded."""
    locale = locale_of(code)
    widths = locale.day_periods["format"].values() if locale else ()
    names = (name for width in widths for key, name in width.items() if AFTERNOON.match(key))
    return frozenset(small(plain(fold(name))) for name in names if len(name) > 1)


def take_clocks(
    times: Kinds, others: Kinds, words: Kinds | None = None, *, is_afternoon: bool
) -> None:
    """Take the times of the day that the other side writes as numbers, as 5 for 17:00."""
    for time in [time for time in times if time.unit == CLOCK]:
        hours, minute = _hours_of(time.value)
        clocks = {f"{hour}:{minute}" for hour in hours} if is_afternoon else set()
        hour_of_day = time.value.partition(":")[0]
        for other in list(others):
            of_hour = f"{float(PARTS_OF_HOUR.get(minute, 0)):g}"[1:]
            parted = {f"{hour}{of_hour}" for hour in hours} if of_hour else set()
            if other.value in {f"{hour_of_day}.{minute}", *clocks, *parted}:
                taken = [other]
            elif other.value in hours and other.unit in {"", "hour"}:
                fraction = PARTS_OF_HOUR.get(minute, minute)
                parts = [*others, *(words or ())]
                of_minute = [one for one in parts if one.value in {minute, fraction}]
                taken = [other, *of_minute[:1]]
                if (len(taken) < 2) != (minute == "00"):
                    continue
            else:
                continue
            times -= Counter([time])
            others -= Counter(taken)
            if words:
                words -= Counter(taken[1:])
            break


def take(
    side: Kinds, other_side: Kinds, is_same: Callable[[Quantity, Quantity], bool]
) -> list[Quantity]:
    """Take what is the same from both sides, and return what was taken from the first."""
    taken = []
    for quantity in list(side):
        for other in list(other_side):
            count = min(side[quantity], other_side[other])
            if count > 0 and is_same(quantity, other):
                side[quantity] -= count
                other_side[other] -= count
                taken.append(quantity)
    for kinds in (side, other_side):
        kinds += Counter()
    return taken


def take_said(
    phrases: Iterable[tuple[str, tuple[str, str, str]]],
    sides: Sequence[Kinds],
    other_sides: Sequence[Kinds],
) -> None:
    """Take from one of the ``sides`` what each phrase of the other text may say.

    A number in the phrase itself is then none of the other side: fifteen in "quinze jours".
    """
    for shown, (value, unit, _per) in phrases:
        said = Quantity(value, unit)
        for side in sides:
            fitting = (one for one in side if is_same_span(one, said) or _is_same(one, said))
            if quantity := next(fitting, None):
                side -= Counter([quantity])
                for kinds in other_sides:
                    within = (one for one in kinds if one.shown and one.shown in shown)
                    around = (one for one in kinds if shown in one.shown)
                    kinds -= Counter([*islice(chain(within, around), 1)])
                break


def _is_same(quantity: Quantity, other: Quantity) -> bool:
    return (quantity.value, quantity.unit) == (other.value, other.unit)


def take_frequencies(often: Kinds, spans: Kinds) -> None:
    """Take so many times a day and the hours between them: twice is every 12 hours."""
    for times in [one for one in often if one.unit == "time" and one.value.isdecimal()]:
        for span in [one for one in spans if one.unit == "hour" and one.value.isdecimal()]:
            if int(times.value) * int(span.value) == 24:
                often -= Counter([times])
                spans -= Counter([span])


def take_shares(side: Kinds, words: Kinds) -> None:
    """Take both numbers of a share that the other side has as one: 1 in 4 is a quarter."""
    for share in [one for one in words if one.unit == "%" or ("." in one.value and not one.unit)]:
        ratio = (share.value, 100) if share.unit else Fraction(share.value).as_integer_ratio()
        parts = [str(part) for part in ratio]
        both = [one for part in parts for one in side if one.value == part and not one.unit]
        if len(both) == 2:
            side -= Counter(both)
            words -= Counter([share])


def take_romans(side: Kinds, text: str) -> None:
    """Take what the other text has as a Roman number: class 4 is class IV."""
    if side and ROMAN_LETTER.search(text):
        values = {roman_value(found) for found in ROMAN.finditer(text) if found[1] + found[2]}
        for number in [one for one in side if not one.unit and one.value in values]:
            side -= Counter([number])


def is_same_decade(quantity: Quantity, other: Quantity) -> bool:
    """Return whether two numbers name one decade, as 1970s and 70."""
    is_decade = quantity.shown.endswith("s") or "decade" in {quantity.unit, other.unit}
    value, shorter = sorted((quantity.value, other.value), key=len, reverse=True)
    are_decades = DECADE.fullmatch(value) and DECADE.fullmatch(shorter)
    return bool(is_decade and are_decades) and value[:-2] != "" and value[-2:] == shorter


def is_same_span(quantity: Quantity, other: Quantity) -> bool:
    """Return whether two spans of time are equal, as 6 months and half a year."""
    units = quantity.unit, other.unit
    if units in {("hour", CLOCK), (CLOCK, "hour")}:
        return _hours(quantity) == _hours(other)
    for scale in (SECONDS, MONTHS):
        if units[0] != units[1] and scale.keys() >= {*units}:
            first, second = Fraction(quantity.value), Fraction(other.value)
            return first * scale[units[0]] == second * scale[units[1]]
    return False


def _hours(quantity: Quantity) -> Fraction:
    """Return the hours of a span of time, which French writes as it does a time: 1 h 30."""
    hour, _, minute = quantity.value.partition(":")
    return Fraction(hour) + Fraction(int(minute or 0), 60)


def is_same_share(quantity: Quantity, other: Quantity) -> bool:
    """Return whether two shares are equal, as half and 50 %."""
    shares = {quantity.value: quantity.unit, other.value: other.unit}
    return any(shares == {part: "", share: "%"} for part, share in SHARES.items())


def months_and_days(text: str) -> Iterator[tuple[str, str]]:
    """Yield the number and the words of each month with a date, and of each day of the week.

    The week begins with Monday for some and with Sunday for others, so that a day has two.
    """
    if DIGIT.search(text):
        for match in _months().finditer(text):
            name = match[1] or match[2]
            yield _numbers()[name], match[0]
    for match in _days().finditer(text):
        number = _numbers()[match[0]]
        yield number, match[0]
        yield str(int(number) + 1), match[0]


@cache
def _numbers() -> dict[str, str]:
    english = Locale("en")
    months = {name: str(number) for number, name in english.months["format"]["wide"].items()}
    days = {name: str(number + 1) for number, name in english.days["format"]["wide"].items()}
    return {**months, **days}


@cache
def _months() -> re.Pattern[str]:
    names = "|".join(Locale("en").months["format"]["wide"].values())
    return re.compile(rf"\b({names}) \d|\d ({names})\b", re.ASCII)


@cache
def _days() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(Locale('en').days['format']['wide'].values())})\b")
