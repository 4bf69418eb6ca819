"""Changes of the English that ask for no new look at a translation: sure ones, and marked ones."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from multilingual.findings import ReportedError
from multilingual.text.wording import quoted
from multilingual.update.state import Step
from multilingual.wordlists.critical_words import critical_words_in
from multilingual.wordlists.quantity_reader import read_english
from multilingual.wordlists.term_list import terms_of

ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>`]*[^\s<>`.,;:!?)]")
TARGET = re.compile(r":[\w.+-]+:`(?:[^`<]*<)?([^`<>]+)>?`")
QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " "})
NO_QUOTE = re.compile(r"[^'\"‘’“”]")
AFTER_DIGIT = re.compile(r"\d['\"‘’“”]")
BOLD = re.compile(r"(\*\*|\*)(?=[^\s*])([^*]*[^\s*])\1")
MARKS = re.compile(r"[*`\\|]|__?(?!\w)")
WHOLE = ("**", "*")


def skeleton(text: str) -> str:
    """Return what stays the same of ``text`` through every change that can be taken over.

    >>> skeleton("**Call  now.**") == skeleton("Call now.")
    True
    """
    text = TARGET.sub(lambda found: found[0].replace(found[1], "\0"), ADDRESS.sub("\0", text))
    return _folded(BOLD.sub(r"\2", text))


def adjusted(old: str, new: str, translation: str) -> str | None:
    """Return ``translation`` of the message ``old`` as the translation of ``new``.

    Returns None where there is any doubt.

    >>> adjusted("Call now.", "**Call now.**", "Llame ya.")
    '**Llame ya.**'
    >>> adjusted("Call now.", "Call today.", "Llame ya.") is None
    True
    """
    for pattern, group in ((ADDRESS, 0), (TARGET, 1)):
        replaced = _with_new(pattern, group, old, new, translation)
        if replaced is None:
            return None
        translation, old = replaced
    if _is_doubtful(old, new):
        return None
    old, new = _folded(old), _folded(new)
    if old == new:
        return translation
    return _marked_whole(old, new, translation) or _unmarked(old, new, translation)


def _folded(text: str) -> str:
    return " ".join(text.translate(QUOTES).split())


def _is_doubtful(old: str, new: str) -> bool:
    """Whether a sign that became another may be one of inches or minutes."""
    before, after = (NO_QUOTE.sub("", text) for text in (old, new))
    return before != after and bool(AFTER_DIGIT.search(old + new))


def _marked_whole(old: str, new: str, translation: str) -> str | None:
    plain = translation.strip()
    if not plain or MARKS.search(old) or MARKS.search(plain):
        return None
    return next((f"{m}{plain}{m}" for m in WHOLE if new == f"{m}{old}{m}"), None)


def _unmarked(old: str, new: str, translation: str) -> str | None:
    bare = BOLD.sub(r"\2", translation)
    pairs = Counter(found[1] for found in BOLD.finditer(old))
    same = pairs == Counter(found[1] for found in BOLD.finditer(translation))
    if not same or "*" in bare or "\\" in translation or "*" in new or BOLD.sub(r"\2", old) != new:
        return None
    return bare


def _with_new(
    pattern: re.Pattern[str], group: int, old: str, new: str, translation: str
) -> tuple[str, str] | None:
    """Return translation and old English with the addresses of the new one, or None in doubt."""
    before = [found[group] for found in pattern.finditer(old)]
    after = [found[group] for found in pattern.finditer(new)]
    if before == after:
        return translation, old
    moved = dict(zip(before, after, strict=False))
    own = Counter(found[group] for found in pattern.finditer(translation))
    if len(before) != len(after) or own != Counter(before):
        return None
    # One address that became two cannot be told apart in the translation.
    if any(moved[one] != other for one, other in zip(before, after, strict=True)):
        return None

    def replace(found: re.Match[str]) -> str:
        start, end = found.start(group) - found.start(), found.end(group) - found.start()
        return found[0][:start] + moved[found[group]] + found[0][end:]

    return pattern.sub(replace, translation), pattern.sub(replace, old)


class TrivialityError(ReportedError):
    """An edit that was marked as trivial and is not, or is not there."""


def mark_of(english: str) -> str:
    """Return the eight hexadecimal digits by which ``make update`` names a new wording."""
    return hashlib.sha256(english.encode()).hexdigest()[:8]


def trivial_steps(
    marks: Iterable[str], steps: Collection[Step], terms: tuple[str, ...]
) -> set[Step]:
    """Return the steps whose new wordings have ``marks``.

    Raises ``TrivialityError`` if there is none, or if numbers, words such as not, or medical
    words (``terms``) differ: then a person must look at each translation.
    """
    chosen = set()
    for mark in marks:
        found = [step for step in steps if mark_of(step[1]) == mark]
        if not found:
            message = f"no reworded message has the mark {mark}. make update lists the marks."
            raise TrivialityError(f"TRIVIAL: {message}")
        for old, new in found:
            if fault := next(_differences(old, new, terms), None):
                raise TrivialityError(
                    f"TRIVIAL: {mark} is no trivial edit: {fault} differ in {quoted(old)} and "
                    f"{quoted(new)}. Leave it out; a person must look at each translation."
                )
        chosen.update(found)
    return chosen


def _differences(old: str, new: str, terms: tuple[str, ...]) -> Iterator[str]:
    if _numbers(old) != _numbers(new):
        yield "numbers or units"
    if critical_words_in(old) != critical_words_in(new):
        yield 'words such as "not" or "only"'
    if terms_of(old, terms) != terms_of(new, terms):
        yield "medical words"


def _numbers(text: str) -> list[object]:
    found = read_english(text)
    names = [name.text for name in found.names]
    rates = [sorted(found.rates), sorted(found.doses), sorted(found.mentioned)]
    return [found.digits, found.words, found.ordinals, names, rates]
