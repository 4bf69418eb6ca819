"""Texts that were opened in a wrong encoding, as mÃ©dica or m√©dica for médica.

Each encoding is tried backwards: a text is misread if the bytes that it stands for are UTF-8,
and what they say in UTF-8 looks like a language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from multilingual.text.wording import letter_name

LEGACY = ("cp1252", "mac_roman", "cp850", "cp437", "cp1256", "cp1250", "cp1251")
"""What programs took text for before UTF-8, with a byte for each sign."""
CHINESE = ("gb18030", "big5")
"""The same, with two bytes or more for a sign."""
HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff]")
"""What the first byte of a letter in UTF-8 is the beginning of, in these."""
WESTERN = LEGACY[:4]
FEW, SOME = 4, 8
ASIAN = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO")
RUN = re.compile("[^\x00-\x7f]+")
LETTERS = re.compile(r"[^\W\d_]+")
WITHIN = re.compile("(?:[a-z]{2}|[a-gi-mo-su-z])([^\x00-\x7f])[a-z]")
"""A sign between small letters, where no capital and no symbol stands.

Irish has h, n and t before a capital: hÉireann.
"""
FORMULA = re.compile(
    r"(?<!\w)(?![aeiou].[aeiou])[a-z][±≥≤×÷≈][a-z](?!\w)"
    "|(?<=[b-df-hj-np-tv-z])±(?=[a-z])|(?<=[a-z])±(?=[b-df-hj-np-tv-z])"
)
"""A sign between two letters that each stand alone, as in a≥b, but not a±o, which is año.

± stands for ñ, and an ñ has a vowel before it and one behind it.
"""
FORMULA_SIGN = re.compile("[±≥≤×÷≈]")
BESIDE = re.compile("[a-z][^\x00-\x7f]|[^\x00-\x7f][a-z]|[¿¡][A-Z]")
"""A letter with an accent in a word, or a Spanish sentence that begins."""
PHONETIC = re.compile("[\u0250-\u02ff]")
WRITTEN = frozenset("ɓɖɗɔɛəɣɩɲ")
"""Letters of African languages among those of phonetics, which no text has otherwise."""
JOINING = frozenset("’‘ʼ·‧‐‑–—―-…/«»“”\u00a0\u00ad\u2009\u200b\u200c\u200d\u202f\u2060")
"""What may stand between two small letters, with no space around it."""
FOREIGN = re.compile("[a-z]([\u0590-\u06ff\u0e00-\u0eff\u3040-\u9fff\uac00-\ud7af])[a-z]")
"""A letter that is written from right to left, or a sign of East Asia, in a Latin word."""


def is_mojibake(text: str) -> bool:
    """Return whether ``text`` was opened in a wrong encoding.

    >>> is_mojibake("m√©dica"), is_mojibake("mÚdica"), is_mojibake("médica")
    (True, True, False)
    """
    if text.isascii():
        return False
    if "\ufffd" in text:
        return True
    runs = RUN.findall(text)
    # In UTF-8 no byte of a letter stands alone.
    is_utf8 = min(map(len, runs)) > 1
    known = _encodings_of(frozenset("".join(runs)))
    western = not known.isdisjoint(WESTERN)
    return bool(
        (is_utf8 and any(_hides_utf8(text, encoding) for encoding in known))
        or (HAN.search(text) and any(_hides_utf8_of_many(text, encoding) for encoding in CHINESE))
        or (western and (_is_of_two_bytes(text) or _is_western(text)))
        or _has_foreign_letters(text)
    )


@lru_cache(maxsize=4096)
def _encodings_of(signs: frozenset[str]) -> frozenset[str]:
    """Return the encodings of one byte a sign that have all ``signs``."""
    return frozenset(encoding for encoding in LEGACY if signs <= _bytes_of(encoding).keys())


@lru_cache(maxsize=len(LEGACY))
def _bytes_of(encoding: str) -> Mapping[str, int]:
    """Return the byte that each sign stands for; one without a sign is a control character."""
    decoded = {byte: bytes([byte]).decode(encoding, errors="ignore") for byte in range(0x100)}
    every = {sign: byte for byte, sign in decoded.items() if sign}
    # What programs make of a byte that the encoding does not use, or of all from 80 to 9F.
    return (
        {chr(byte): byte for byte in range(0x80, 0xA0) if encoding == "cp1252"}
        | {chr(byte): byte for byte, sign in decoded.items() if not sign}
        | every
    )


def _hides_utf8(text: str, encoding: str) -> bool:
    signs = _bytes_of(encoding)
    try:
        meant = bytes(signs[sign] for sign in text).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return False
    return len(meant) < len(text) and _is_language(meant)


def _hides_utf8_of_many(text: str, encoding: str) -> bool:
    """Return the same for an encoding in which a sign at the end of a run can be lost."""
    try:
        meant = text.encode(encoding).decode("utf-8", errors="replace")
    except UnicodeEncodeError:
        return False
    lost = meant.count("\ufffd")
    if lost * 8 > len(meant):
        return False
    found = [sign for sign in meant if not sign.isascii() and sign != "\ufffd"]
    if not found or (lost and (len(found) < SOME or lost * 8 > len(found))):
        return False
    meant = meant.replace("\ufffd", " ")
    # The bytes of a Chinese word of two signs can be UTF-8 by chance.
    return (len(found) >= FEW or bool(BESIDE.search(meant))) and _is_language(meant)


def _is_language(text: str) -> bool:
    """Return whether letters of one script stand together, with no sign that nobody types."""
    if any(unicodedata.category(sign) in ("Cn", "Co", "Cs") for sign in text):
        return False
    if not WRITTEN.issuperset(PHONETIC.findall(text)):
        return False
    if any("\x80" <= sign < "\xa0" for sign in text):
        return False
    scripts = [{_script(sign) for sign in word} for word in LETTERS.findall(text)]
    mixed = [some for some in scripts if len(some) > 1 and not some & {*ASIAN}]
    # Arabic writes its "and" in one word with a foreign name, as in وanti-Sm.
    if any(some != {"ARABIC", "LATIN"} for some in mixed) or len(mixed) * SOME > len(scripts):
        return False
    # Of a language in Latin letters, a longer text has one that is plain.
    has_accents = any(not sign.isascii() and _script(sign) == "LATIN" for sign in text)
    has_plain = any(sign.isascii() and sign.isalpha() for sign in text)
    return has_plain or not has_accents or len(text.strip()) == 1


def _script(sign: str) -> str:
    return letter_name(sign).split(" ")[0].split("-")[0]


def _is_of_two_bytes(text: str) -> bool:
    """Return whether this is Arabic or Chinese of before UTF-8, taken for a western encoding.

    In no language three of four letters have accents.
    """
    signs = "".join(text.split())
    odd = "".join(RUN.findall(signs))
    return len({*odd}) >= FEW and len(odd) >= SOME and len(odd) * 4 >= len(signs) * 3


def _is_western(text: str) -> bool:
    """Return whether one western encoding was taken for another, as in mÚdica or m‚dica."""
    words = FORMULA.sub(" ", text) if FORMULA_SIGN.search(text) else text
    signs = {*WITHIN.findall(words)} - JOINING
    odd = {sign for sign in signs if sign.isupper() or not sign.isalpha()}
    odd = {sign for sign in odd if not unicodedata.combining(sign)}
    return bool(odd) and any(
        _are_letters(bytes(_bytes_of(shown)[sign] for sign in odd).decode(real, errors="replace"))
        for shown in WESTERN
        if all(sign in _bytes_of(shown) for sign in odd)
        for real in WESTERN
        if real != shown
    )


def _are_letters(signs: str) -> bool:
    """Return whether small Latin letters, and perhaps an apostrophe, are all that ``signs`` are."""
    letters = [sign for sign in signs if sign.islower() and _script(sign) == "LATIN"]
    return bool(letters) and JOINING.issuperset({*signs} - {*letters})


def _has_foreign_letters(text: str) -> bool:
    """Return whether a Latin word has a Chinese or an Arabic sign for a letter with an accent."""
    found = FOREIGN.search(text)
    if found is None:
        return False
    letters = [sign for sign in text if sign.isalpha()]
    return sum(_script(sign) == "LATIN" for sign in letters) * 5 > len(letters) * 4
