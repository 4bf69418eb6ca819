"""The sentences of a text, and whether it surely says less or more than its English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from multilingual.text.wording import CLOSING, MOST_TEXTS, SENTENCE_END, prose

LEAST, LEAST_OF_HAN = 0.3, 0.1
"""The lowest length of a safety text."""
HAN = re.compile("[\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af]")
SHORTEST = 20
"""Characters of English from which on its length says something."""
QUESTION = re.compile("[?？؟]")
ASKED = re.compile(
    r"\?|\b(?:ask\w*|whether|sa(?:y|id)|questions?|such as)\b"
    r"|^(?:when|what|how|where|who|why|which)\b",
    re.IGNORECASE,
)
"""English in whose place a good translation may ask."""
ENDED = re.compile(r"[.?!:;…][\"”’»*)]*\Z")
SHORT, SHORT_OF_HAN = 24, 8
"""Characters of a sentence that explains no word of the one before it, as glosses do."""
LONGEST_ABBREVIATION = 3
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
    parts = (sentence.strip(" ¿¡«“\"'(") for sentence in sentences(text))
    more = [after for before, after in pairwise(parts) if _begins(before, after)]
    is_gloss = "," in source and all(len(one) > short for one in more)
    return (
        NOT_WHOLE.format("has a sentence more than the English") if more and not is_gloss else None
    )


def _begins(before: str, after: str) -> bool:
    """Return whether a sentence begins after a dot, which abbreviations have too: p. ej., Dr."""
    is_word = len(before.rsplit(maxsplit=1)[-1]) > LONGEST_ABBREVIATION if before else False
    return is_word and len(after) > 2 and not after[0].islower()


@lru_cache(maxsize=MOST_TEXTS)
def sentences(text: str) -> Sequence[str]:
    """Return the sentences of ``text``, without the marks that end them."""
    return [part.strip(" *") for part in SENTENCE_END.split(text) if part.strip(CLOSING)]
