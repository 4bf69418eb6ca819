"""Whether a text is whole: as long as its English, with no question and no sentence more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from multilingual.text.wording import CLOSING, MOST_TEXTS, SENTENCE_END, prose

LEAST, LEAST_OF_HAN = 0.3, 0.1
"""The lowest length of a safety text."""
HAN = re.compile("[\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af]")
SHORTEST = 20
"""Characters of English from which on its length says something."""
QUESTION = re.compile("[?？؟]")
ASKED = re.compile(r"\?|\b(?:ask\w*|whether|sa(?:y|id)|questions?|such as)\b", re.IGNORECASE)
"""English in whose place a good translation may ask."""
ENDED = re.compile(r"[.?!:;…][\"”’»*)]*\Z")
SHORT, SHORT_OF_HAN = 24, 8
"""Characters of a sentence that explains no word of the one before it, as glosses do."""
NOT_WHOLE = "The translation {}. In a safety text it is not shown. Say no more and no less."


def surely_not_whole(english: str, text: str) -> str | None:
    """Return what a translation of a safety text surely lost, or has besides."""
    source, said = prose(english).strip(), prose(text).strip()
    is_han = 2 * len(HAN.findall(said)) > len(said)
    least, short = (LEAST_OF_HAN, SHORT_OF_HAN) if is_han else (LEAST, SHORT)
    if len(source) >= SHORTEST and len(said) < least * len(source):
        return NOT_WHOLE.format("is far too short")
    if QUESTION.search(said) and not ASKED.search(source):
        return NOT_WHOLE.format("asks, and the English does not")
    if ENDED.search(source) or len(sentences(english)) > 1:
        return None
    _first, *more = (sentence.strip(" ¿¡«“\"'(") for sentence in sentences(text) or [""])
    # A dot can stand within a sentence, as in "p. ej.".
    more = [one for one in more if len(one) > 2 and not one[0].islower()]
    is_gloss = "," in source and all(len(one) > short for one in more)
    return (
        NOT_WHOLE.format("has a sentence more than the English") if more and not is_gloss else None
    )


@lru_cache(maxsize=MOST_TEXTS)
def sentences(text: str) -> Sequence[str]:
    return [part.strip(" *") for part in SENTENCE_END.split(text) if part.strip(CLOSING)]
