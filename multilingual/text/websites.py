"""The websites that a text names: in links or out of them, and in all spellings of browsers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from ipaddress import ip_address
from pathlib import Path

from babel.core import get_global
from babel.localedata import exists

from multilingual.text.wording import letter_name

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
SURE = "|".join(sorted(FOR_SURE))
ARTICLES = "le el un du au al del o um do a the der ein".split()  # noqa: SIM905
NO_ARTICLE = "".join(rf"(?<!\b{word})" for word in ARTICLES)
"""Behind an article a dot is a word: le point com, el punto com."""
MADE_UP = "quest|xyz|online"
"""Endings that are seldom a word behind the words for a dot."""
HIDDEN_DOT = re.compile(
    r"(?<=[^\W_]) ?[\[({<【〔「“‘\"'] ?(?:\.|dot|punto|point|ponto) ?[\])}>】〕」”’\"'] ?(?=[^\W_])"
    rf"|(?<=[^\W_])(?: \.(?=(?:{SURE})(?![^\W_]))|(?<!\bsem)[,;:/](?=(?:com|org)(?![^\W_])))"
    rf"|(?<=[^\W_]{{2}})[+=_~|](?=(?:{SURE}|{MADE_UP})(?![^\W_]))"
    rf"|(?<=[A-Za-z\d]{{4}}) ?\. (?=(?-i:{SURE}|COM|ORG)(?![^\W_]))"
    r"|(?<=[^\W\d_]{2}) ?\. (?=(?-i:org)(?![^\W_]))"
    rf"|(?<=[\u0600-\u1fff\u3005-\u9fff]) ?\. (?=(?-i:{SURE})(?![^\W_]))"
    rf"|(?<=[^\W_]){NO_ARTICLE}[ -](?:dot|punto|ponto|punkt)[ -](?=(?:{SURE}|{MADE_UP})(?![^\W_]))"
    rf"|(?<=[^\W_]){NO_ARTICLE}[ -]point[ -](?=(?:com|org|{MADE_UP})(?![^\W_]))"
    r"|(?<=[A-Za-z]) ?(?:نقطة|डॉट|点|點) ?(?=(?:com|org|net|كوم|कॉम)(?![^\W_]))"
    r"|(?<=[^\W\d_]) ?(?:دوت|डॉट|点|點) ?(?=(?:com|org|net|info)(?![^\W_]))",
    re.IGNORECASE,
)
"""What people read as a dot, and programs that look for websites do not."""
SPOKEN = {
    "com": re.compile(r"(?<=[^\W_])[ -]?(?:دوت[ -]?كوم|डॉट[ -]?कॉम)(?![^\W_])"),
    "org": re.compile(r"(?<=[^\W_])[ -]?(?:دوت[ -]?(?:[أا]ور[غجق]|اورغ)|डॉट[ -]?ऑर्ग)(?![^\W_])"),
    "net": re.compile(r"(?<=[^\W_])[ -]?(?:دوت[ -]?نت|डॉट[ -]?नेट)(?![^\W_])"),
}
"""How other scripts write the ending with its dot as it is said; no other word is like it."""
MIDDLE_DOT = re.compile(r"[·•‧∙⋅](?<=[A-Za-z\d]{3}.)(?=([a-z]{3,24})(?![^\W_]))")
"""A dot that French and Catalan write within words: patient·e, pel·lícula."""
AFTER_MIDDLE_DOT = frozenset(("xyz", "biz", "dev", "app"))
LONG_ENDING = 4
COMMON = frozenset(("info", "news", "blog", "plus", "site"))
"""Long endings that are common words, too."""
MAY_HIDE = re.compile(rf"[\[({{<【〔「“‘\"'] ?[.dp]|(?:{SURE}|{MADE_UP}|info|كوم|कॉम)(?![^\W_])")
"""What a text in small letters has somewhere if it has such a dot; it is seen 20 times as fast."""
LIKE_DOT = re.compile(rf"(?<=[^\W_])[^\x00-\x7f\s](?=(?:{SURE})(?![^\W_]))", re.IGNORECASE)
SIGN_WITHIN = re.compile(r"(?<=[A-Za-z\d])[^\x00-\x7f\s](?=[A-Za-z]{2})")
"""A sign within Latin letters: before what ends the names of websites alone, and before others."""
SIGNS = frozenset(("Po", "So", "Sm", "Sk", "Lm", "Mc", "No"))
"""Unicode's categories of the signs that can be dots; quotes, dashes and accents cannot."""
PARTING = re.compile("COMMA|(?<!TRIANGULAR )COLON|QUESTION|EXCLAMATION|APOSTROPHE|ARROW| SIGN$")
"""Names of signs that part words, or stand for a letter."""
WITHIN_WORDS = re.compile("MIDDLE|OPERATOR|HYPHENATION|BULLET|MARK$|PRIME|STROKE| LINE")
"""Names of those that are written within words in Latin letters, and no dot before any ending."""
ACCENTED = re.compile(r"(?<=[A-Za-z\d]{2}\.)[^\W\d_]{3}(?![^\W_])")
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
LANGUAGE = re.compile(r"([a-z]{2})(?:[-_](?:[a-z]{2}|hans|hant))?")
"""A part of a path that can be a language."""
BEGIN = re.compile(r"www|[:/@]|xn--", re.IGNORECASE)
BEFORE = re.compile(r"[^\w.\u3002\u0900-\u109f-]+")
OWN_WORD = re.compile(
    "[\u0590-\u109f\u1780-\u18af\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af](?=[A-Za-z0-9])"
)
"""What languages write onto a name without a space: وnhs.uk, 访问nhs.uk."""

NOT_PUBLIC = re.compile(
    r"(.*\.)?(example(\.(com|net|org))?|invalid|localhost|test|local|localdomain|lan|internal"
    r"|home\.arpa|onion|\d+)\.?",
    re.IGNORECASE,
)
"""Hosts at which no reader finds a site: names that are reserved, or of a network at home
(https://www.iana.org/assignments/special-use-domain-names)."""
IN_PLACE = re.compile(r"(?<![^\W_])[A-Z]{2,}(?![^\W_])")
"""What manuals write where everybody puts a name of their own: YOU.github.io."""


def is_public(host: str) -> bool:
    """Return whether readers anywhere can find a ``host``.

    >>> [is_public(host) for host in ("lupus.quest", "YOU.github.io", "localhost", "192.168.0.3")]
    [True, False, False, False]
    """
    try:
        return ip_address(host.strip("[]")).is_global
    except ValueError:
        is_name = "." in host.rstrip(".") and not IN_PLACE.search(host)
        return is_name and not NOT_PUBLIC.fullmatch(host)


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
    return is_same and len(left) < 2 and len(gone) < 2 and all(map(_is_language, left + gone))


def _is_language(part: str) -> bool:
    """Return whether a part of a path is one of the languages that Unicode's CLDR knows."""
    if not (found := LANGUAGE.fullmatch(part)):
        return False
    return bool(exists(get_global("language_aliases").get(found[1], found[1])))


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
        text = LIKE_DOT.sub(_dot_before_sure_end, SIGN_WITHIN.sub(_dot_before_any_end, text))
        text = ACCENTED.sub(_without_accents, text)
        text = MIDDLE_DOT.sub(_dot_before_long_end, text)
        if "دوت" in text or "डॉट" in text:
            for ending, spoken in SPOKEN.items():
                text = spoken.sub(f".{ending}", text)
    text = MARKS.sub("", text)
    return HIDDEN_DOT.sub(".", text) if MAY_HIDE.search(text.lower()) else text


def _dot_before_sure_end(found: re.Match[str]) -> str:
    return "." if _is_like_dot(found[0]) else found[0]


def _dot_before_any_end(found: re.Match[str]) -> str:
    is_of_word = WITHIN_WORDS.search(letter_name(found[0]))
    return "." if _is_like_dot(found[0]) and not is_of_word else found[0]


def _dot_before_long_end(found: re.Match[str]) -> str:
    """Return a dot before .quest and the like, which is no ending of a French word."""
    is_long = found[1] in _endings()[0] and len(found[1]) >= LONG_ENDING
    is_long &= found[1] not in COMMON
    return "." if is_long or found[1] in AFTER_MIDDLE_DOT else found[0]


def _is_like_dot(sign: str) -> bool:
    name = letter_name(sign)
    return name.endswith(" DOT") or (
        unicodedata.category(sign) in SIGNS and not PARTING.search(name)
    )


def _without_accents(found: re.Match[str]) -> str:
    """Return an ending as .com, whatever stands on its letters, and all else as it is."""
    letters = "".join(filter(str.isalpha, unicodedata.normalize("NFD", found[0])))
    return letters if letters.lower() in FOR_SURE else found[0]


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
