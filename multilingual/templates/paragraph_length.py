"""How long an English paragraph may be: one idea, easily read and easily translated."""

from __future__ import annotations

import re

MOST_WORDS, MOST_SENTENCES = 60, 3
SENTENCE_END = re.compile(r"[.!?][\"'”’)*]*(?=\s+[\"'“‘(*]*[A-Z0-9])|[.!?][\"'”’)*]*$")
INITIALS = re.compile(r"\b(?:[A-Z]|e\.g|i\.e|Dr|Mr|Mrs|Ms|vs|St)\.")


def too_long(text: str) -> str | None:
    """Return what is wrong with the length of ``text``, a paragraph, if anything is."""
    words = len(text.split())
    sentences = len(SENTENCE_END.findall(INITIALS.sub("", text)))
    if words > MOST_WORDS:
        return f"this paragraph has {words} words. Part it, so that none has over {MOST_WORDS}."
    if sentences > MOST_SENTENCES:
        message = f"Part it, so that none has over {MOST_SENTENCES}."
        return f"this paragraph has {sentences} sentences. {message}"
    return None
