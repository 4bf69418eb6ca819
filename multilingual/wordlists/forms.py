"""Find the forms of a list in a text: whole words, or anywhere in a script without spaces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from re import Pattern

from multilingual.text.direction import LATIN
from multilingual.text.wording import UNSPACED_SCRIPTS, letter_name, quoted

LONGEST = 80
"""More characters than a form and what stands around it have."""
UNSPACED_LETTER = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff]")
ARABIC = re.compile(r"[\u0600-\u06ff]")
LONGEST_FORM, MOST_GAPS = 100, 2
"""How many signs, and how many ``…``, a form has at most."""
FEWEST_LETTERS, FEWEST_WITHIN = 2, 3
"""How many letters a form with ``*`` has at least, and one with it on both sides."""
MOST_STARS, MOST_LONE = 2, 3
"""How many ``*`` a word of a form has at most, and how many stand alone in a form."""


QUALIFIERS = (
    "last|next|past|previous|coming|full|whole|consecutive|further|extra|additional|other|first"
    "|more"
)
"""English words between a number and its unit, as in "the last 14 full days"."""


class Forms:
    """Finds the forms of a table in small letters: whole words, or anywhere without spaces."""

    def __init__(self, forms: Iterable[str]) -> None:
        self._forms = sorted(set(forms), key=len, reverse=True)

    def next_to(self, text: str, place: int) -> tuple[str, int, int] | None:
        """Return the form that follows at ``place``, after at most a space or a hyphen."""
        after = self._search.match(text, place + 1) if text[place : place + 1] == " " else None
        found = _found(after or self._search.match(text, place))
        if found or text[place : place + 1] != "-":
            return found
        # No word begins behind a hyphen, unless a number stands before it.
        behind = _found(self._search.match(text[place + 1 : place + 1 + LONGEST]))
        return behind and (behind[0], behind[1] + place + 1, behind[2] + place + 1)

    def all_in(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Yield each form with its begin and end."""
        return filter(None, map(_found, self._search.finditer(text)))

    @cached_property
    def _search(self) -> Pattern[str]:
        edges: dict[tuple[str, str], list[str]] = {}
        for form in self._forms:
            edges.setdefault((_before(form), _after(form[-1])), []).append(form)
        ways = [_way(left, forms, right) for (left, right), forms in edges.items()]
        return re.compile("|".join(ways) or "(?!)()")


def _found(match: re.Match[str] | None) -> tuple[str, int, int] | None:
    group = match and match.lastindex
    return (match[group], match.start(group), match.end()) if match and group else None


def _way(left: str, forms: Iterable[str], right: str) -> str:
    # What begins with none of the letters is passed over at once.
    letters = "".join(sorted({re.escape(form[0]) for form in forms}))
    first = "" if left.endswith("?") else f"(?=[{letters}])"
    return f"{first}{left}({'|'.join(map(re.escape, forms))}){right}"


def _before(form: str) -> str:
    letter = form[0]
    if UNSPACED_LETTER.match(letter) or not letter.isalpha():
        return ""
    if letter.isascii() or letter in "μµ" or re.match(f"[{LATIN}]", letter):
        return f"(?<![{LATIN}])(?<![{LATIN}]-)"
    # And, so, in, for, like, the: Arabic writes them onto the word, but not onto a short sign:
    # بالغ is an adult and no gram.
    is_prefixed = ARABIC.match(letter) and len(form) > 2
    # As little as can be, for what begins with such a letter itself.
    prefix = "[وفبلك]{0,2}?(?:ال|لل|ل)??" if is_prefixed else ""
    return rf"(?<![^\W\d_])(?<![{marks()}]){prefix}"


def _after(letter: str) -> str:
    if UNSPACED_LETTER.match(letter):
        return ""
    if re.match(f"[{LATIN}]", letter):
        return f"(?![{LATIN}])"
    is_word = letter.isalpha() or unicodedata.category(letter)[0] == "M"
    return rf"(?![^\W\d_])(?![{marks()}])" if is_word else ""


@cache
def marks() -> str:
    """Return a regular expression's ranges of combining marks, as Hindi has inside words."""
    codes = {code for code in range(0x300, 0x10000) if unicodedata.category(chr(code))[0] == "M"}
    begins = (code for code in sorted(codes) if code - 1 not in codes)
    ends = (code for code in sorted(codes) if code + 1 not in codes)
    return "".join(f"{chr(begin)}-{chr(end)}" for begin, end in zip(begins, ends, strict=True))


@cache
def suffix() -> re.Pattern[str]:
    """Match the end of an ordinal (18th, 12वीं, 18.º), or a short "of" (3 millions d’années)."""
    ordinal = rf"\.?(?:[^\W\d_]|[{marks()}]){{1,6}}(?=[ -])"
    return re.compile(rf"{ordinal}| [{LATIN}]{{1,2}}(?:['’]|(?= ))")


@cache
def between(*, is_english: bool) -> re.Pattern[str]:
    """Match a word between a number and its unit (14 derniers jours, 3 últimos meses)."""
    word = QUALIFIERS if is_english else rf"(?:[^\W\d_]|[{marks()}]){{3,14}}"
    return re.compile(rf" (?:{word})(?= )")


def faults_of_length(form: str) -> Iterator[str]:
    """Yield what makes a form too long to look for it in every text."""
    if len(form) > LONGEST_FORM:
        yield f"{quoted(form)} has more than {LONGEST_FORM} signs. Write the words alone."
    elif form.count("…") > MOST_GAPS:
        yield f"{quoted(form)} has more than {MOST_GAPS} …. Write a shorter form."
    elif "*" not in form:
        return
    elif any(word.count("*") > MOST_STARS for word in form.split()):
        yield f"{quoted(form)} has more than {MOST_STARS} * in a word. Write more of the word."
    elif _lone_stars(form) > MOST_LONE or _stars_at_an_end(form) > 1:
        yield f"{quoted(form)} has more than {MOST_LONE} * alone, or 2 at an end. Write words."


def _lone_stars(form: str) -> int:
    return form.split().count("*")


def _stars_at_an_end(form: str) -> int:
    """Return how many ``*`` stand alone before the first word of a form and after the last."""
    parts = [part != "*" for part in form.removeprefix("-").split()]
    return parts.index(True) + parts[::-1].index(True) if any(parts) else 0


def is_too_open(form: str) -> bool:
    """Return whether so few letters stand beside the ``*`` of a form that any text has them."""
    if "*" not in form or any(letter_name(sign).startswith(UNSPACED_SCRIPTS) for sign in form):
        return False
    is_within = any(
        part.startswith("*") and part.endswith("*") and len(part) > 1 for part in form.split()
    )
    longest = max(map(len, form.replace("*", " ").split()))
    return longest < (FEWEST_WITHIN if is_within else FEWEST_LETTERS)
