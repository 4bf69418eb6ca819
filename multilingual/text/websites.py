"""The websites that a text names: in links or out of them, and in all spellings of browsers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ENDINGS = Path(__file__).with_name("domain_endings.txt")
LONGEST_SITE = 90
AFTER_ANY = frozenset("io co me tv ru cn in uk de fr es mx br".split())  # noqa: SIM905
"""Countries' endings after names of one letter or two; the others need three letters before."""
FOR_SURE = frozenset(("com", "org", "net"))
"""Endings that are no word, and so no sentence begins with one."""
SUFFIXES = frozenset(("as", "ne", "se"))
"""Countries that are also written at the end of a word: citoyen.ne, heureux.se, amigos.as."""
ABBREVIATIONS = ("m.in", "p.es", "dr.in", "prof.in", "dr.med")
"""Polish, Italian and German words that end like a website: m.in. is "among others"."""
UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufe0f]")
MARKS = re.compile(r"\\ |[*`]+")
"""What readers do not see of a text with marks."""
HIDDEN_DOT = re.compile(
    r"(?<=[^\W_]) ?[\[({<【〔「“‘\"'] ?(?:\.|dot|punto|point|ponto) ?[\])}>】〕」”’\"'] ?(?=[^\W_])"
    rf"|(?<=[^\W_])(?: \.|[·‧・•∙⋅⸱ꞏ])(?=(?:{'|'.join(sorted(FOR_SURE))})(?![^\W_]))",
    re.IGNORECASE,
)
"""What people read as a dot, and programs that look for websites do not."""
DOT = re.compile(r"[.\u3002](?=[^\W_])(?<=[^\W_].)")
"""A dot with no space around it, also that of Chinese, which browsers take for one."""
LATIN_LABEL = re.compile("[A-Za-z]{2,63}(?![0-9A-Za-z\u00c0-\u024f])")
STARTED = re.compile(
    r"(?:www\d?\.|(?<![^\W_])(?:[a-z]{2,12}:(?://|\\{1,4})|(?:https?|hxxps?|ftps?):/?))"
    r"[^\W_][\w.-]{1,60}|(?<![^\W_])xn--[a-z0-9-]{1,60}|(?<![\w.@])@[a-z]\w{2,30}"
    r"|(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?=[/:]\w)|(?<![\w:/])//[^\W_][\w.-]{1,60}",
    re.IGNORECASE,
)
"""A website's name with what begins one, whatever its end, or a name on a social network."""
PATH = re.compile(r"(?::\d{1,5})?[/?#][!-;=?-_a-z|~]*")
"""What stands behind the name of a website; an own word may follow without a space."""
LANGUAGE = re.compile(r"[a-z]{2}(?:[-_](?:[a-z]{2}|hans|hant))?")
"""A part of a path that is a language."""
BEGIN = re.compile(r"www|[:/@]|xn--", re.IGNORECASE)
BEFORE = re.compile(r"[^\w.\u3002\u0900-\u109f-]+")
OWN_WORD = re.compile(
    "[\u0590-\u109f\u1780-\u18af\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af](?=[A-Za-z0-9])"
)
"""What languages write onto a name without a space: وnhs.uk, 访问nhs.uk."""


def sites_in(text: str) -> set[str]:
    """Return the websites that ``text`` names, in small letters.

    >>> sorted(sites_in("See lupus.quest or evil﹒com, p.ej. 3.5.")), sites_in("The end.Next one.")
    (['evil.com', 'lupus.quest'], set())
    """
    return {site for site, _path in addresses_in(text)}


def addresses_in(text: str) -> set[tuple[str, str]]:
    """Return each website that ``text`` names, with what stands behind its name.

    >>> sorted(addresses_in("See t.me/lupus, nhs.uk/ and malo。рф."))
    [('malo.рф', ''), ('nhs.uk', ''), ('t.me', '/lupus')]
    """
    text = _as_browsers_read(text)
    ends = list(_ends(text))
    if BEGIN.search(text):
        ends += [found.end() for found in STARTED.finditer(text)]
    found = ((_name(text, end), _path(text, end), end) for end in ends)
    return {
        (site, path)
        for site, path, end in found
        if site not in ABBREVIATIONS or text.startswith("/", end)
    }


def is_in_a_language(path: str, other: str) -> bool:
    """Return whether two paths of a website differ in a language alone: "" and "/es"."""
    parts, others = path.lower().split("/"), other.lower().split("/")
    left = [part for part in parts if part not in others]
    gone = [part for part in others if part not in parts]
    rest = [part for part in parts if part not in left]
    is_same = rest == [part for part in others if part not in gone]
    return is_same and len(left) < 2 and len(gone) < 2 and all(map(LANGUAGE.fullmatch, left + gone))


def _path(text: str, end: int) -> str:
    """Return what follows the name that ends at ``end``, without the mark of the sentence."""
    found = PATH.match(text, end)
    return found[0].rstrip("/.,;:!?)]'\"") if found else ""


def _as_browsers_read(text: str) -> str:
    """Return ``text`` with one dot for all that browsers and readers take for one.

    They make signs alike by Unicode's NFKC, too (https://www.unicode.org/reports/tr46/).
    """
    if not text.isascii():
        text = UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    return HIDDEN_DOT.sub(".", MARKS.sub("", text))


def _ends(text: str) -> Iterator[int]:
    """Yield where a name of a website ends; after a sentence stands a space."""
    for dot in DOT.finditer(text):
        latin, others = _endings()
        if label := LATIN_LABEL.match(text, dot.end()):
            if label[0].lower() in latin and _is_ending(label[0], text, dot.start(), label.end()):
                yield label.end()
        elif text.startswith(others, dot.end()) and _can_be_dot(text, dot):
            ending = max((one for one in others if text.startswith(one, dot.end())), key=len)
            end = dot.end() + len(ending)
            if not text[end : end + 1].isalnum():
                yield end


def _can_be_dot(text: str, dot: re.Match[str]) -> bool:
    """Return whether no Chinese sentence ends at a ``dot`` before letters that are not Latin."""
    after = text[dot.end()]
    before = text[dot.start() - 1]
    is_east_asian = OWN_WORD.match(f"{after}a") and after >= "\u3005"
    return dot[0] == "." or not is_east_asian or (before.isascii() and before.islower())


def _is_ending(label: str, text: str, dot: int, end: int) -> bool:
    """Return whether a ``label`` that a website's name can end with does so here."""
    known = label.lower()
    before = re.split(r"[\W_]", text[max(0, dot - LONGEST_SITE) : dot])[-1]
    if text[dot] != ".":
        # A Chinese sentence can end here.
        return known in FOR_SURE or (before.isascii() and len(known) > 2 and label.islower())
    if known in FOR_SURE:
        return True
    if label.istitle():
        # A sentence begins here, and its space is lost; a name has a capital at both places.
        return len(label) > 3 and before[0].isupper()
    if len(known) > 2 or known in AFTER_ANY:
        return True
    # Short words with a full stop are abbreviations: bl.a., m.fl.
    is_last = text[end : end + 1] != "." or not text[end + 1 : end + 2].isalnum()
    return label.islower() and known not in SUFFIXES and len(before) > 2 and is_last


def _name(text: str, end: int) -> str:
    """Return the name that ends at ``end``, without what belongs to the word before it."""
    name = BEFORE.split(text[max(0, end - LONGEST_SITE) : end])[-1].casefold()
    return OWN_WORD.split(name)[-1].replace("\u3002", ".")


@cache
def _endings() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the endings in Latin letters, and the others."""
    lines = ENDINGS.read_text("utf-8").splitlines()
    every = " ".join(line for line in lines if not line.startswith("#")).split()
    latin = frozenset(filter(str.isascii, every))
    return latin, tuple(sorted({*every} - latin))
