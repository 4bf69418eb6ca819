"""Measure what the rules see of a translation that has lost a word, or has a "not" too many.

``.venv/bin/python tests/losses.py`` tells for each language how many go unseen; with ``es``
after it, which. What is deleted stands here and not in ``words.csv``, which is what is measured.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT)]

from multilingual.catalogs.gate import CHECKS  # noqa: E402
from multilingual.catalogs.messages import Catalog, Message, open_catalog  # noqa: E402
from multilingual.catalogs.place import places_of  # noqa: E402

OF_THE_PAGE = ("lost", "untranslated")
"""Rules about a catalog as a whole, which say nothing of a message alone."""

NEGATIVE = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot)\b|n['’]t\b", re.IGNORECASE
)
URGENT = re.compile(
    r"\b(?:now|at once|right away|immediately|without delay|same day|today|day or night|urgent"
    r"|urgently|quick treatment|soon|emergency|hospital)\b",
    re.IGNORECASE,
)


def _words(forms: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w\u0900-\u097f])(?:{forms})(?![\w\u0900-\u097f]) ?", re.IGNORECASE)


NEGATIVES = {
    "es": _words("no|ni|nunca|ning[uú]n[ao]?|nadie|nada|sin|tampoco|jamás"),
    "fr": re.compile(
        r"(?<!\w)n[’'](?=\w)|(?<!\w)(?:ne|pas|ni|non|sans|aucune?|rien|jamais)(?!\w) ?",
        re.IGNORECASE,
    ),
    "ar": _words(
        "[وف]?لا|ألا|بلا|[وف]?لم|[وف]?لن|[وف]?ليس|ليست|[و]?لست|[وبل]?غير|و?دون|و?بدون|[وبل]?عدم"
        "|أبدا[ً]?|كلا"
    ),
    "hi": _words("नहीं|न|ना|मत|बिना"),
    "zh_CN": re.compile("不要|不会|不能|不可|没有|不|没|无|勿|别(?=[ 等停怕再忘把])|未|非"),
}
"""The words of each language that turn a sentence round."""

URGENCIES = {
    "es": _words(
        "ahora mismo|ahora|ya|de inmediato|inmediatamente|cuanto antes|enseguida|pronto|hoy"
        "|el mismo día|mismo día|de día o de noche|en cuanto|urgente|urgencia|de emergencias?"
        "|emergencias?|a un hospital|al hospital|hospital"
    ),
    "fr": _words(
        "tout de suite|immédiatement|maintenant|rapidement|rapide|dès que|dès|bientôt|aujourd’hui"
        "|le jour même|de jour comme de nuit|jour et nuit|urgent|urgence|d’urgence|à l’hôpital"
    ),
    "ar": _words(
        "الآن|فورا[ً]?|الفور|على الفور|فوري|قريباً?|بسرعة|سريع|سريعاً|اليوم|في اليوم نفسه|اليوم نفسه"
        "|ليلا[ً]? أو نهارا[ً]?|ليلاً ونهاراً|ليلاً|الطوارئ|طوارئ|طارئة|عاجل|عاجلاً|إلى المستشفى|المستشفى|مستشفى"
    ),
    "hi": _words(
        "तुरंत|फ़ौरन|अभी|जल्द|जल्दी|आज|उसी दिन|दिन हो या रात|दिन या रात|इमरजेंसी|आपातकालीन|आपात|अस्पताल"
        "|जैसे ही|तत्काल"
    ),
    "zh_CN": re.compile(
        "立即|立刻|马上|现在|尽快|今天|当天|不论白天还是夜里|昼夜|急救|紧急|去医院|医院|及时"
    ),
}
"""The words of each language that say how soon, and where to."""

TOO_MANY = {
    "es": (re.compile(r"^"), "No "),
    "fr": (re.compile(r"^(\w+ez)\b"), r"Ne \1 pas"),
    "ar": (re.compile(r"^"), "لا "),
    "hi": (re.compile(r"(?=करें|जाएँ|बताएँ|लें\b|रखें|लिखें|पूछें)"), "न "),
    "zh_CN": (re.compile(r"^请?"), "请不要"),
}
"""How a "not" is put into a text that has none."""


@dataclass(frozen=True)
class Change:
    """A translation that says something else; ``is_seen`` by a rule."""

    message: Message
    words: str
    msgstr: str
    is_safety: bool
    is_seen: bool


def losses(code: str, english: re.Pattern[str], lost: re.Pattern[str]) -> Iterator[Change]:
    """Delete each ``lost`` word in turn from the messages that have ``english`` or are safety."""
    for catalog, message, is_safety in _messages(code):
        if is_safety or english.search(message.english):
            for found in lost.finditer(message.msgstr):
                text = message.msgstr[: found.start()] + message.msgstr[found.end() :]
                if text.strip():
                    yield _change(catalog, message, found[0].strip(), text, is_safety)


def additions(code: str) -> Iterator[Change]:
    """Put a not into each safety text that has none."""
    place, word = TOO_MANY[code]
    for catalog, message, is_safety in _messages(code):
        if is_safety and not NEGATIVE.search(message.english):
            text = place.sub(word, message.msgstr, count=1)
            if text != message.msgstr:
                yield _change(catalog, message, word, text, is_safety)


def is_seen(catalog: Catalog, message: Message) -> bool:
    """Return whether a rule finds something in the message alone."""
    alone = replace(catalog, messages=[message])
    return any(any(check(alone)) for check in CHECKS if check.__name__ not in OF_THE_PAGE)


def _change(catalog: Catalog, message: Message, lost: str, text: str, is_safety: bool) -> Change:
    seen = is_seen(catalog, replace(message, msgstr=text))
    return Change(message, lost, text, is_safety, seen)


def _messages(code: str) -> Iterator[tuple[Catalog, Message, bool]]:
    for path in sorted((ROOT / "locale" / code / "LC_MESSAGES").glob("*.po")):
        catalog = open_catalog(path, ROOT, code)
        places = places_of(catalog.page, catalog.messages)
        for message, place in zip(catalog.messages, places, strict=True):
            if message.is_translated:
                yield catalog, message, place.is_safety


def main(codes: list[str]) -> None:
    for code in NEGATIVES:
        for name, changes in (
            ("a not deleted", losses(code, NEGATIVE, NEGATIVES[code])),
            ("an urgent word deleted", losses(code, URGENT, URGENCIES[code])),
            ("a not added to a safety text", additions(code)),
        ):
            every = list(changes)
            unseen = [one for one in every if not one.is_seen]
            safety = [one for one in every if one.is_safety]
            lost = [one for one in safety if not one.is_seen]
            print(
                f"{code}: {name}: {len(unseen)} of {len(every)} unseen"
                f" ({len(lost)} of {len(safety)} in safety texts)"
            )
            for one in unseen if code in codes else ():
                print(f"  [{one.words}]\n    {one.message.msgid}\n    {one.msgstr}")


if __name__ == "__main__":
    main(sys.argv[1:])
