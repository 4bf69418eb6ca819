"""What a translation may hide in its characters, where any other text could do harm.

Nothing is parsed here: every catalog is looked at so before it is compiled.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from multilingual.catalogs.misreading import is_mojibake

HIDDEN = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, besides tab and line feed
    "\u2028\u2029"  # separators that end a line for some programs
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0"
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
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")
WORD = re.compile(r"[A-Za-z0-9\u0370-\u03ff\u0400-\u052f]{2,}")
LATIN = re.compile("[A-Za-z]")
LIKE_LATIN = re.compile("[\u0370-\u03ff\u0400-\u052f]")
"""Greek and Cyrillic letters, many of which look like Latin ones."""
SYMBOLS = re.compile("\u03bc(?=[glm]|mol)|(?<=[A-Z])[\u03b1-\u03b4]")
"""A Greek letter on purpose: \u03bcg is a unit, TNF\u03b1 a name."""
SITE = re.compile(
    r"(?<=[^\W_])\.(?:com|org|net|info|biz|io|co|gov|edu|online|site|xyz|top|shop|app|dev|link"
    r"|live|me|tv|ru|cn|in|uk|de|fr|es|mx|br)(?![^\W_])|www\.[^\W_][\w.-]{1,60}"
)
"""The end of a website's name; a full stop without a space has a capital after it."""
BEFORE = re.compile(r"[^\w.-]+")
LONGER, LONGER_BY = 10, 1000
"""A translation of up to ten times and a thousand characters more can be one."""
TAG = re.compile(r"<[^<>]*>|[<>]")
WRONG_ENCODING = (
    "Saved in a wrong encoding. Get the file back as it was, then open and save it as UTF-8."
)


def faults_of_characters(english: str, translated: str) -> Iterator[str]:
    """Yield what a translation hides in its characters."""
    if is_misread(translated) and not is_misread(english):
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
    elif not translated.isascii():
        joiner = JOINERS.search(translated)
        if joiner and not JOINED_SCRIPTS.search(translated):
            yield f"The translation has a hidden sign ({_name(joiner[0])}). Type the words anew."
        elif not _are_isolates_closed(translated):
            yield "A sign that changes the direction of the text does not end. Type the words anew."
        elif TURNING.search(translated) and not RIGHT_TO_LEFT.search(translated):
            yield "A hidden sign changes the direction of the text. Type the words anew."
        elif word := _mixed_word(english, translated):
            yield f"The word {word[:60]} has letters of two alphabets. Type it anew."


def is_misread(text: str) -> bool:
    """Whether ``text`` was opened in a wrong encoding, as Ã© for é."""
    return is_mojibake(text)


def faults_of_addresses(english: str, translated: str) -> Iterator[str]:
    """Yield the website that a translation names and its English does not."""
    new = sorted(_sites(translated) - _sites(english))
    if new:
        yield f"The translation names {new[0][:60]}, the English does not. Delete it."


def _sites(text: str) -> set[str]:
    ends = (found.end() for found in SITE.finditer(text))
    return {BEFORE.split(text[max(0, end - 90) : end])[-1].casefold() for end in ends}


def faults_of_interface(english: str, translated: str) -> Iterator[str]:
    """Yield what would be HTML, since words around the pages are put into it as they are."""
    new = Counter(TAG.findall(translated)) - Counter(TAG.findall(english))
    if new:
        yield f"The translation has {sorted(new)[0]}, the English does not. Delete it."
    elif translated.count('"') > english.count('"'):
        yield 'The translation has a straight quote ("). Write the quotes of your language.'
    elif re.search(r"\{[{%#]|&#|&\w+;", translated):
        yield "The translation has signs of a program. Write text."


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


def _are_isolates_closed(text: str) -> bool:
    depth = 0
    for sign in text:
        depth += ISOLATES.get(sign, 0)
        if depth < 0:
            return False
    return depth == 0


def _name(sign: str) -> str:
    return f"U+{ord(sign):04X} {unicodedata.name(sign, 'control character').capitalize()}"
