"""The addresses of websites in a text, also those that are no link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from re import Pattern

from babel import Locale

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


def faults_of_addresses(english: str, translated: str) -> Iterator[str]:
    """Yield the website that a translation names and its English does not."""
    if named := _sites(translated):
        new = sorted(named - _sites(english))
        if new:
            yield f"The translation names {new[0][:60]}, the English does not. Delete it."


def _sites(text: str) -> set[str]:
    ends = [found.end() for found in _search().finditer(text)]
    if "www." in text or "://" in text or "xn--" in text:
        ends += [found.end() for found in STARTED.finditer(text)]
    sites = ((BEFORE.split(text[max(0, end - 90) : end])[-1].casefold(), end) for end in ends)
    return {one for one, end in sites if one not in ABBREVIATIONS or text.startswith("/", end)}


@cache
def _search() -> Pattern[str]:
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
