"""Measure what ``make check`` sees of planted faults, and how often it cries over right words.

``.venv/bin/python tests/measure_checks.py`` prints a table by kind and language; with ``es``
after it also what goes unseen there. Faults are planted into our own catalogs and into the right
texts of ``tests/data/measure/right.csv``; which words stand for which is in ``exchanged.csv``
beside it. No list of the check is made for single sentences of these: both stand for kinds.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from losses import Change, is_seen, lost_nots, lost_urgency  # noqa: E402
from small_catalogs import catalog_of, with_text  # noqa: E402

from multilingual.catalogs.message import Catalog, Message, Translation  # noqa: E402
from multilingual.catalogs.reader import read_catalog  # noqa: E402

DATA = ROOT / "tests" / "data" / "measure"
CODES = ("es", "fr", "ar", "hi", "zh_CN")
LOST_ITEM = "an item of a list"
MOST = {
    "a figure": 10,
    "a not": 12,
    "an urgent word": 8,
    "a unit of time": 5,
    "a range": 4,
    "more or less": 8,
    "before or after": 4,
    "a sentence": 3,
    LOST_ITEM: 3,
    "a word exchanged": 10,
}
"""How many faults of each kind are planted in a language."""
PAGES = ("about-lupus", "glossary", "what-happens-in-lupus", "when-to-get-help")
T = TypeVar("T")
A_LIST = re.compile(r"[a-z], [a-z]+(?: [a-z]+){0,2},? (?:and|or) [a-z]")
RANGE = re.compile(r"(\d+)( (?:[^\W\d_]+) |[-–—至到])(\d+)")
FIGURE = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?![\d.,]|\])")
SENTENCE = re.compile(r"(?:(?<=[.!?۔।。！？])|(?<=[.!?] ))\s*[^.!?۔।。！？:*`]{12,}[.!?۔।。！？]")
ITEM = re.compile(r"(?<=[^\d\W])(?:[,،、]\s?)[^\s,،、.。।][^,،、.。।:()]{1,25}?(?=[,،、])")


@dataclass(frozen=True)
class Text:
    """A translation, in its catalog."""

    catalog: Catalog
    message: Translation


@dataclass(frozen=True)
class Fault:
    """A text that was made wrong; ``is_seen`` by a rule."""

    kind: str
    english: str
    text: str
    is_seen: bool


def texts_of(code: str) -> list[Text]:
    """Return the translations of our pages and of the right texts."""
    paths = [ROOT / "locale" / code / "LC_MESSAGES" / f"{page}.po" for page in PAGES]
    catalogs = [read_catalog(path, ROOT) for path in paths]
    catalogs.append(catalog_of(code, *((row["english"], row[code]) for row in rows("right"))))
    return [
        Text(catalog, message)
        for catalog in catalogs
        for message in catalog.translations
        if message.is_translated and len(message.english_of_form) > 20
    ]


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def planted(code: str) -> Iterator[Fault]:
    """Yield a fault of each kind in turn, in as many texts as there are to be."""
    texts = texts_of(code)
    made = {
        "a figure": _changed(texts, "a figure", FIGURE, lambda found: f"{found[0]}0"),
        "a range": _changed(texts, "a range", RANGE, lambda found: found[3] + found[2] + found[1]),
        "a sentence": _changed(texts, "a sentence", SENTENCE, lambda _found: ""),
        LOST_ITEM: _changed(texts, LOST_ITEM, ITEM, lambda _found: ""),
        "a not": _lost("a not", (one for one in lost_nots(code) if not one.is_repeated)),
        "an urgent word": _lost("an urgent word", lost_urgency(code)),
    }
    for kind, most in MOST.items():
        faults = made.get(kind) or _exchanged(texts, code, kind)
        yield from _spread(list(faults), most)


def _spread(found: Sequence[T], most: int) -> list[T]:
    """Return up to ``most``, from the first to the last in equal steps."""
    step = max(1, len(found) / most)
    return [found[int(at * step)] for at in range(min(most, len(found)))]


def _fault(kind: str, text: Text, wrong: str) -> Fault:
    seen = is_seen(text.catalog, with_text(text.message, wrong))
    return Fault(kind, text.message.english_of_form, wrong, seen)


def _changed(
    texts: Sequence[Text],
    kind: str,
    search: re.Pattern[str],
    instead: Callable[[re.Match[str]], str],
) -> Iterator[Fault]:
    for text in texts:
        if kind == LOST_ITEM and not A_LIST.search(text.message.english_of_form):
            continue
        if found := search.search(text.message.msgstr):
            right = text.message.msgstr
            wrong = right[: found.start()] + instead(found) + right[found.end() :]
            if wrong != right:
                yield _fault(kind, text, wrong)


def _lost(kind: str, changes: Iterable[Change]) -> Iterator[Fault]:
    for change in changes:
        yield Fault(kind, change.message.english_of_form, change.msgstr, change.is_seen)


def _exchanged(texts: Sequence[Text], code: str, kind: str) -> Iterator[Fault]:
    """Yield up to three faults of each pair of words, each in another text."""
    for row in rows("exchanged"):
        if (row["language"], row["kind"]) != (code, kind):
            continue
        english = re.compile(rf"\b{row['english']}", re.IGNORECASE)
        right = re.compile(
            rf"(?<!\w){re.escape(row['right'])}" if code != "zh_CN" else row["right"]
        )
        fitting = [
            text
            for text in texts
            if english.search(text.message.english_of_form) and right.search(text.message.msgstr)
        ]
        for text in _spread(fitting, 3):
            yield _fault(kind, text, right.sub(row["wrong"], text.message.msgstr, count=1))


def cried(code: str) -> Iterator[Fault]:
    """Yield each right text with whether a rule finds fault with it."""
    for row in rows("right"):
        catalog = catalog_of(code, (row["english"], row[code]))
        message: Message = catalog.messages[0]
        yield Fault(
            "right texts with a finding", row["english"], row[code], is_seen(catalog, message)
        )


def main(codes: Sequence[str]) -> None:
    """Print the table, and the unseen faults of the languages ``codes``."""
    found = {code: [*planted(code), *cried(code)] for code in CODES}
    kinds = [*MOST, "right texts with a finding"]
    print(f"{'':28}" + "".join(f"{code:>10}" for code in CODES) + f"{'all':>12}")
    for kind in kinds:
        _line(kind, [[one for one in found[code] if one.kind == kind] for code in CODES])
    _line("faults seen", [[one for one in found[code] if one.kind in MOST] for code in CODES])
    for code in codes:
        for one in found[code]:
            if one.is_seen == (one.kind not in MOST):
                print(f"  {one.kind}\n    {one.english}\n    {one.text}")


def _line(name: str, of_languages: Sequence[Sequence[Fault]]) -> None:
    cells = (f"{sum(one.is_seen for one in some)}/{len(some)}" for some in of_languages)
    every = list(chain.from_iterable(of_languages))
    seen = sum(one.is_seen for one in every)
    share = f" {100 * seen / max(1, len(every)):.0f}%"
    print(
        f"{name:28}"
        + "".join(f"{cell:>10}" for cell in cells)
        + f"{seen}/{len(every)}".rjust(9)
        + share
    )


if __name__ == "__main__":
    main(sys.argv[1:])
