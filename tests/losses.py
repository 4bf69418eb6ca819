"""Measure what the rules see of a translation that has lost a word, or has a "not" too many.

``.venv/bin/python tests/losses.py`` tells for each language how many go unseen; with ``es``
after it, which. What is deleted stands here and not in ``words.csv``, which is what is measured.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT))

from small_catalogs import catalog_of_repository, with_text  # noqa: E402

from multilingual.catalogs.message import (  # noqa: E402
    Catalog,
    Message,
    Translation,
    locations_of,
)
from multilingual.checks.all_checks import CHECKS  # noqa: E402

OF_THE_PAGE = ("lost", "untranslated")
"""Rules about a catalog as a whole, which say nothing of a message alone."""
RULES = sorted(
    (check for check in CHECKS if check.__name__ not in OF_THE_PAGE),
    # That which sees nearly all of this is asked first, and the others seldom.
    key=lambda check: check.__name__ != "negation",
)

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
        # "Still" and "hardly but a few" say no not, and "unwanted" and "abnormal" are words.
        "[وف]?لا(?! [يت]زال|[^.؛:]* إلا (?:قلة|القليل))|ألا|بلا|[وف]?لم|[وف]?لن|[وف]?ليس|ليست"
        "|[و]?لست|[وبل]?غير(?! مرغوب| طبيعي)|و?دون|و?بدون|[وبل]?عدم|أبدا[ً]?|كلا"
    ),
    "hi": _words("नहीं|न|ना|मत|बिना"),
    "zh_CN": re.compile(
        "(?<!是)(?<!要)(?:不要|不会|不能|不可|没有|不(?![论管同仅但一])|没|无(?![力论])|勿|别(?=[等停怕再忘把])|未|(?<!除)非(?!常))"
    ),
}
"""The words of each language that turn a sentence round."""

REPEATED = {
    "es": _words("ni|ning[uú]n[ao]?|nadie|nada"),
    "fr": re.compile(r"(?:n[’']|(?:ne|ni|aucune?)\b)", re.IGNORECASE),
    "ar": _words("أبدا[ً]?|ولا(?= أي| يجوز ذلك أبدا)"),
    "hi": _words("न(?= ही)"),
    "zh_CN": re.compile("(?<=时也)不要"),
}
"""Words that only say again what another in their sentence says, and turn nothing round."""

BOTH_HALVES = {
    "fr": re.compile(r"\b(?:ne |n[’'])([^.;:?!]{1,50}?) (?:pas|jamais|rien)\b", re.IGNORECASE),
}
"""Where a language says not with two words, which are deleted together."""

URGENCIES = {
    "es": _words(
        "ahora mismo|ahora(?! o)|ya(?! está)"
        "|de inmediato|inmediatamente|cuanto antes|enseguida|pronto|hoy"
        "|el mismo día|mismo día|de día o de noche|en cuanto|urgente|urgencia|de emergencias?"
        "|emergencias?|a un hospital|al hospital|hospital"
    ),
    "fr": _words(
        "tout de suite|immédiatement|maintenant(?! ou)|rapidement|dès que|dès|bientôt|aujourd’hui"
        "|le jour même|de jour comme de nuit|jour et nuit|urgent|urgence|d’urgence|à l’hôpital"
    ),
    "ar": _words(
        "الآن(?! أو)|فورا[ً]?|الفور|على الفور|فوري|قريباً?|بسرعة"
        "|سريع(?! المفعول)|سريعاً|(?<!طوال )اليوم|في اليوم نفسه|اليوم نفسه"
        "|ليلا[ً]? أو نهارا[ً]?|ليلاً ونهاراً|ليلاً|الطوارئ|طوارئ|طارئة|عاجل|عاجلاً"
        "|إلى المستشفى|المستشفى|مستشفى"
    ),
    "hi": _words(
        "तुरंत|फ़ौरन|अभी(?! या)|जल्द|जल्दी(?! असर| पता)"
        "|आज|उसी दिन|दिन हो या रात|दिन या रात|इमरजेंसी|आपातकालीन|आपात|अस्पताल"
        "|जैसे ही|तत्काल"
    ),
    "zh_CN": re.compile(
        "立即|立刻|马上|现在(?!或)|尽快|今天|当天|不论白天还是夜里|昼夜|急救|紧急|去医院|医院|及时"
    ),
}
"""The words of each language that say how soon, and where to.

Not those that say that a medicine works fast, or that it is taken now or was so last year.
"""

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
    """A translation that says something else; ``is_seen`` by a rule.

    ``is_repeated`` if another word of its sentence says the same as the one that is lost.
    """

    message: Translation
    words: str
    msgstr: str
    is_safety: bool
    is_seen: bool
    is_repeated: bool = False


def lost_nots(code: str) -> Iterator[Change]:
    """Delete each negative in turn, where the English has one or the text is a safety text."""
    for catalog, message, safety in _messages(code):
        if safety or NEGATIVE.search(message.english):
            for found in NEGATIVES[code].finditer(message.msgstr):
                change = _change(catalog, message, _without(message.msgstr, found), safety)
                repeated = is_repeated(code, message.msgstr, found)
                yield replace(change, words=found[0].strip(), is_repeated=repeated)
            for found in BOTH_HALVES[code].finditer(message.msgstr) if code in BOTH_HALVES else ():
                text = _without(message.msgstr, found, found[1])
                yield replace(_change(catalog, message, text, safety), words=found[0])


def lost_urgency(code: str) -> Iterator[Change]:
    """Delete each urgent word in turn, where the English has one or the text is a safety text."""
    for catalog, message, safety in _messages(code):
        if safety or URGENT.search(message.english):
            for found in URGENCIES[code].finditer(message.msgstr):
                change = _change(catalog, message, _without(message.msgstr, found), safety)
                yield replace(change, words=found[0].strip())


def is_repeated(code: str, text: str, found: re.Match[str]) -> bool:
    """Return whether another negative of the sentence says what ``found`` says."""
    if not REPEATED[code].match(text, found.start()):
        return False
    start = max(text.rfind(mark, 0, found.start()) for mark in ".。।:：") + 1
    ends = [at for mark in ".。।" if (at := text.find(mark, found.end())) >= 0]
    others = text[start : found.start()]
    if code == "fr":
        others += " " + text[found.end() : min(ends, default=len(text))]
    return bool(NEGATIVES[code].search(others))


def additions(code: str) -> Iterator[Change]:
    """Put a not into each safety text that has none."""
    place, word = TOO_MANY[code]
    for catalog, message, is_safety in _messages(code):
        if is_safety and not NEGATIVE.search(message.english):
            text = place.sub(word, message.msgstr, count=1)
            if text != message.msgstr:
                yield replace(_change(catalog, message, text, is_safety), words=word)


def is_seen(catalog: Catalog, message: Message) -> bool:
    """Return whether a rule finds something in the message alone."""
    alone = replace(catalog, messages=[message])
    return any(any(check(alone)) for check in RULES)


def _without(text: str, found: re.Match[str], instead: str = "") -> str:
    return text[: found.start()] + instead + text[found.end() :]


def _change(catalog: Catalog, message: Translation, text: str, safety: bool) -> Change:  # noqa: FBT001
    changed = with_text(message, text)
    return Change(message, "", text, safety, not text.strip() or is_seen(catalog, changed))


def _messages(code: str) -> Iterator[tuple[Catalog, Translation, bool]]:
    for path in sorted((ROOT / "locale" / code / "LC_MESSAGES").glob("*.po")):
        catalog = catalog_of_repository(path)
        places = locations_of(catalog.page, catalog.translations)
        for message, place in zip(catalog.translations, places, strict=True):
            if message.is_translated:
                yield catalog, message, place.is_safety


MEASURES = {
    "a not deleted": lost_nots,
    "an urgent word deleted": lost_urgency,
    "a not added to a safety text": additions,
}


def main(codes: Sequence[str]) -> None:
    """Print how many changes go unseen, and those of the languages ``codes`` one by one."""
    for code, (name, measure) in product(NEGATIVES, MEASURES.items()):
        every = list(measure(code))
        unseen = [one for one in every if not one.is_seen]
        turned = [one for one in unseen if not one.is_repeated]
        safety = [one for one in turned if one.is_safety]
        print(
            f"{code}: {name}: {len(unseen)} of {len(every)} unseen, {len(turned)} of them turn "
            f"the sentence round, {len(safety)} of these in safety texts"
        )
        for one in turned if code in codes else ():
            print(f"  [{one.words}]\n    {one.message.msgid}\n    {one.msgstr}")


if __name__ == "__main__":
    main(sys.argv[1:])
