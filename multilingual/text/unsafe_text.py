"""What is unsafe in a translation: characters that hide or deceive, and websites it adds.

Nothing is parsed here: every catalog is looked at so before it is compiled.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import accumulate, islice
from re import Pattern

from babel import Locale

from multilingual.text.direction import RIGHT_TO_LEFT, hidden_turn, strange_number
from multilingual.text.mojibake import is_mojibake

HIDDEN = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, besides tab and line feed
    "\u2028\u2029"  # separators that end a line for some programs
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0"
    "\u2800"  # a letter of Braille without a dot
    "\u0334-\u0338\u0488\u0489\u20d0-\u20ff"  # lines through and around a letter
    "\u202a-\u202e"  # embeddings and overrides of the direction
    "\ufff9-\uffff\ue000-\uf8ff\U000e0000-\U0010ffff"
    "]"
)
"""Signs that nobody sees, which can hide or turn round what stands beside them.

Unicode Technical Report 36 (https://www.unicode.org/reports/tr36/).
"""
HARMLESS = "\u00ad\u2060"
"""Those of them that a translation may have where its English has them."""
JOINERS = re.compile("[\u200b-\u200d]")
JOINED_SCRIPTS = re.compile(
    "[\u0590-\u109f\u1780-\u17ff\u1800-\u18af\u1a00-\u1aff\ua840-\ua95f\ua980-\uaadf\U00010a00-\U00011fff]"
)
"""Scripts from Hebrew and Arabic to Khmer and Mongolian, in which joiners are spelling."""
ISOLATES = {"\u2066": 1, "\u2067": 1, "\u2068": 1, "\u2069": -1}
TURNING = re.compile("[\u061c\u200f\u2067]")
"""Signs that turn the direction of what stands beside them to the left."""
LEFT = "\u200e"
DISGUISED = re.compile(
    "[\U0001d400-\U0001d7ff\u1d00-\u1d2b]|[\u2160-\u217f](?=[a-zà-ÿ])|[\uff21-\uff3a\uff41-\uff5a]"
)
"""Letters of formulas, small capitals, Roman numbers in words, and wide letters of East Asia."""
WIDE = re.compile("[\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af]")
PILED = re.compile("[\u0300-\u036f]{4}")
SELECTORS = re.compile("(?<![^\\w\\s])[\ufe00-\ufe0f]")
"""What chooses the picture of a sign, and not after one."""
LIKE = frozenset(
    "\u0430\u0432\u0435\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445"
    "\u0455\u0456\u0458\u0475\u04bb\u04cf\u0501\u051b\u051d"
    "\u03b1\u03b5\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7"
)
"""Small Cyrillic and Greek letters that look like Latin ones, or whose capitals do."""
WORD = re.compile(r"[A-Za-z0-9\u0370-\u03ff\u0400-\u052f]{2,}")
LATIN = re.compile("[A-Za-z]")
LIKE_LATIN = re.compile("[\u0370-\u03ff\u0400-\u052f]")
"""Greek and Cyrillic letters, many of which look like Latin ones."""
SYMBOLS = re.compile("\u03bc(?=[glm]|mol)|(?<=[A-Z])[\u03b1-\u03b4]")
"""A Greek letter on purpose: \u03bcg is a unit, TNF\u03b1 a name."""
ENDLESS = re.compile(r"[\w.:/+-]{300}")
"""A word that no language has. docutils needs the square of its length to read it."""
LONGER, LONGER_BY = 10, 1000
"""A translation of up to ten times and a thousand characters more can be one."""
NOTABLE = re.compile(
    "[\u0300-\u03ff\u0400-\u052f\u061c\u1d00-\u1d2b\u200b-\u200f\u2066-\u2069\u2160-\u217f"
    "\ufe00-\ufe0f\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff]"
)
"""All signs that any of these has. A text without one deceives nobody, and most have none."""
TAG = re.compile(r"<[^<>]*>|[<>]")
WRONG_ENCODING = (
    "Saved in a wrong encoding. Get the file back as it was, then open and save it as UTF-8."
)

DOT = "[.\uff0e\uff61\u2024]"
"""What a browser takes for the full stop in an address."""
ENDS = (
    "com|org|net|info|biz|io|co|gov|edu|online|site|xyz|top|shop|app|dev|link|live|me|tv|ru|cn|in"
    "|uk|de|fr|es|mx|br"
)
LATER_ENDS = (
    "academy|agency|ai|blog|care|cash|center|chat|clinic|click|cloud|club|community|deals|dental"
    "|diet|digital|direct|doctor|email|fit|fitness|foundation|fun|fund|global|group|guide|guru|health"
    "|healthcare|help|hospital|icu|international|life|limited|llc|ltd|market|media|medical|mobi|money"
    "|mom|mov|name|network|news|ngo|ong|page|pharmacy|plus|press|pro|rehab|review|rip|sale|science"
    "|services|social|software|solutions|space|store|stream|study|support|surgery|team|tech|tel|tips"
    "|today|tools|vip|vitamins|website|wiki|win|work|world|zip|exe|apk"
)
"""Ends of addresses of later years."""
OTHER_ENDS = (
    "\u4e2d\u56fd|\u4e2d\u570b|\u7f51\u7edc|\u516c\u53f8|\u7f51\u7ad9|\u5728\u7ebf"
    "|\u0634\u0628\u0643\u0629|\u0645\u0648\u0642\u0639|\u0645\u0635\u0631|\u0440\u0444"
    "|\u0441\u0430\u0439\u0442|\u092d\u093e\u0930\u0924|\u0938\u0902\u0917\u0920\u0928"
)
"""Chinese, Arabic, Russian and Hindi ends of addresses."""
STARTED = re.compile(
    r"(?:www\.|(?<![^\W_])[A-Za-z]{2,12}://)[^\W_][\w.-]{1,60}|(?<![^\W_])xn--[A-Za-z0-9-]{1,60}"
)
"""A website's name with what begins one, whatever its end."""
SUFFIXES = ("NE", "SE")
"""Countries that French also writes at the end of a word: citoyen.ne, heureux.se."""
ABBREVIATIONS = ("m.in", "p.es", "dr.in", "prof.in")
"""Polish, Italian and German words that end like a country: m.in. is "among others"."""
BEFORE = re.compile(r"[^\w.\uff0e\uff61\u2024\u3002\[\]-]+")


def faults_of_characters(english: str, translated: str) -> Iterator[str]:
    """Yield what a translation hides in its characters."""
    if is_mojibake(translated) and not is_mojibake(english):
        yield WRONG_ENCODING
        return
    signs = HIDDEN.findall(translated)
    hidden = next((sign for sign in signs if sign not in english or sign not in HARMLESS), None)
    if hidden:
        yield f"The translation has a hidden sign ({_name(hidden)}). Type the words anew."
    elif translated and not _says_something(english, translated):
        yield "The translation has no letter, so readers would see no words. Write them."
    elif len(translated) > LONGER * len(english) + LONGER_BY:
        yield "The translation is far longer than its English. Take out what does not belong."
    elif ENDLESS.search(translated) and not ENDLESS.search(english):
        yield "The translation has a word of more than 300 letters. Take out what does not belong."
    elif not translated.isascii():
        yield from islice(_deceptions(english, translated), 1)


def _deceptions(english: str, translated: str) -> Iterator[str]:
    if sign := hidden_turn(translated):
        yield (
            f"A hidden sign ({_name(sign)}) in or around a number or a name turns it round. Type "
            "both anew; pages put figures in order by themselves."
        )
    if number := strange_number(translated):
        yield f"The number {number[:60]} has digits of another script than the words. Type it anew."
    if not NOTABLE.search(translated):
        return
    if unneeded := _unneeded(translated):
        yield f"The translation has a hidden sign ({_name(unneeded)}). Type the words anew."
    if not _are_isolates_closed(translated):
        yield "A sign that changes the direction of the text does not end. Type the words anew."
    if TURNING.search(translated) and not RIGHT_TO_LEFT.search(translated):
        yield "A hidden sign changes the direction of the text. Type the words anew."
    if word := _mixed_word(english, translated):
        yield f"The word {word[:60]} has letters of two alphabets. Type it anew."
    if word := _disguised_word(english, translated):
        yield f"The word {word[:60]} has letters that only look like yours. Type it anew."


def faults_of_interface(english: str, translated: str) -> Iterator[str]:
    """Yield what would be HTML, since words around the pages are put into it as they are."""
    new = Counter(TAG.findall(translated)) - Counter(TAG.findall(english))
    if new:
        yield f"The translation has {sorted(new)[0]}, the English does not. Delete it."
    elif translated.count('"') > english.count('"'):
        yield 'The translation has a straight quote ("). Write the quotes of your language.'
    elif re.search(r"\{[{%#]|&#|&\w+;", translated):
        yield "The translation has signs of a program. Write text."


def faults_of_addresses(english: str, translated: str) -> Iterator[str]:
    """Yield the website that a translation names and its English does not."""
    if named := _sites(translated):
        new = sorted(named - _sites(english))
        if new:
            yield f"The translation names {new[0][:60]}, the English does not. Delete it."


def _says_something(english: str, translated: str) -> bool:
    """Return whether a translation has a letter, as its English has.

    A number is enough for one: 9 a.m. is 9:00 elsewhere.
    """
    if any(map(str.isalpha, translated)) or not any(map(str.isalpha, english)):
        return True
    return any(map(str.isdigit, english)) and any(map(str.isdigit, translated))


def _mixed_word(english: str, text: str) -> str | None:
    """Return a word of letters of two alphabets, such as a Latin one with a Cyrillic ``e``."""
    if not LIKE_LATIN.search(text):
        return None
    for word in WORD.findall(text):
        letters = SYMBOLS.sub("", word)
        if LATIN.search(letters) and LIKE_LATIN.search(letters) and word not in english:
            return str(word)
    return None


def _unneeded(text: str) -> str | None:
    """Return a sign that nobody sees, in a place where no language needs it."""
    for found in JOINERS.finditer(text):
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        # Persian joins its endings to foreign words and to numbers.
        is_ending = before.isalnum() and JOINED_SCRIPTS.match(after)
        if not is_ending and not JOINED_SCRIPTS.match(before):
            return found[0]
    if sign := SELECTORS.search(text) or PILED.search(text):
        return sign[0][0]
    if not RIGHT_TO_LEFT.search(text):
        return next((sign for sign in text if sign == LEFT or sign in ISOLATES), None)
    return None


def _disguised_word(english: str, text: str) -> str | None:
    """Return a word of letters that are all of another alphabet, and look like Latin ones."""
    found = DISGUISED.search(text)
    if found and found[0] not in english and not (WIDE.search(text) and found[0] >= "\uff21"):
        return found[0]
    if not LIKE_LATIN.search(text):
        return None
    words = [word for word in WORD.findall(text) if LIKE_LATIN.match(word) and word not in english]
    # A text in Greek or Cyrillic has other words, too.
    if words and all(LIKE.issuperset(word.casefold()) for word in words):
        latin = sum(sign.isascii() and sign.isalpha() for sign in text)
        return words[0] if latin > 2 * sum(map(len, words)) else None
    return None


def _are_isolates_closed(text: str) -> bool:
    depths = list(accumulate(ISOLATES.get(sign, 0) for sign in text))
    return min(depths) >= 0 and depths[-1] == 0


def _name(sign: str) -> str:
    return f"U+{ord(sign):04X} {unicodedata.name(sign, 'control character').capitalize()}"


def _sites(text: str) -> set[str]:
    ends = [found.end() for found in _site_end().finditer(text)]
    if "www." in text or "://" in text or "xn--" in text:
        ends += [found.end() for found in STARTED.finditer(text)]
    sites = ((BEFORE.split(text[max(0, end - 90) : end])[-1].casefold(), end) for end in ends)
    return {site for site, end in sites if site not in ABBREVIATIONS or text.startswith("/", end)}


@cache
def _site_end() -> Pattern[str]:
    """Return what finds the end of a website's name; after a sentence stands a space."""
    codes = (code for code in map(str, Locale("en").territories) if code not in SUFFIXES)
    countries = "|".join(code.casefold() for code in codes if len(code) == 2)
    # It begins with the sign that is looked for: this is asked of every text in a build.
    return re.compile(
        rf"{DOT}(?=[^\W_])(?<=[^\W_].)(?:{ENDS}|{LATER_ENDS}|{OTHER_ENDS}|{ENDS.upper()})(?![^\W_])"
        # Short words with a full stop are abbreviations: bl.a., m.fl.
        rf"|{DOT}(?=[^\W_])(?<=[^\W_]{{3}}.)(?:{countries})(?![^\W_]|\.\w)"
        rf"|\](?<=[^\W_]\[\.\])(?:{ENDS}|{LATER_ENDS}|{OTHER_ENDS}|{countries})(?![^\W_])"
        # A Chinese full stop: a sentence after it may begin with 中国 or 网站.
        rf"|\u3002(?<=[^\W_].)(?:com|org|net|{LATER_ENDS})(?![^\W_])"
    )
