"""How hard English is to read: its answers, its sentences and its words."""

from __future__ import annotations

import re

import textstat
from bs4 import BeautifulSoup, Tag

FURNITURE = re.compile(
    "sources|provenance|read-next|question-list|repeated|picture|people|countries"
)
"""Classes of what stands on a page and is no sentence of an answer."""


def answers(page: BeautifulSoup) -> list[Tag]:
    """Return the sections of a page that answer a question."""
    return [one.find_parent("section") for one in page.select(".short-answer")]


def blocks(part: Tag) -> list[str]:
    """Return the paragraphs and items of a part of a page."""
    every = [
        one
        for one in part.select("p:not(.safety-title, .answer-link)")
        if not one.find_parent(class_=FURNITURE)
    ]
    return [text for one in every if (text := " ".join(one.text.split()))]


def sentences(part: Tag) -> list[str]:
    """Return the sentences; an item of a list is one."""
    ended = [block if block[-1] in ".?!:" else f"{block}." for block in blocks(part)]
    return [one for block in ended for one in re.split(r"(?<=[.?!:])\s+", block)]


def words(text: str) -> int:
    """Return how many words ``text`` has."""
    return len(text.split())


def grade(part: Tag) -> float:
    """Return how many years of school it asks for, by Flesch and Kincaid."""
    return float(textstat.flesch_kincaid_grade(" ".join(sentences(part))))
