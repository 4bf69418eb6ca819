"""Which edits of the English are marked as trivial, and whether they can be."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator

from multilingual.checks.terms import terms_of
from multilingual.findings import ReportedError
from multilingual.text.wording import quoted
from multilingual.update.state import Step
from multilingual.wordlists.critical_words import critical_words_in
from multilingual.wordlists.quantities import read_english


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
    return [found.digits, found.words, names, rates]
