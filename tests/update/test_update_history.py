"""The three edits that the English pages have had, done again: nothing is lost.

``tests/data/history`` has the messages of each page after each edit, one a line, as
``sphinx-build -b gettext`` extracted them at that commit; a page that did not change is not
repeated. Every message of the first is translated as its own letters, backwards.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from multilingual.catalogs.message import Catalog, Message, Template
from multilingual.update.carry_over import update_catalogs
from multilingual.update.state import Update

HISTORY = Path(__file__).parents[1] / "data" / "history"
COMMITS = sorted(HISTORY.iterdir())


def pages_after(number: int) -> dict[str, list[str]]:
    pages: dict[str, list[str]] = {}
    for commit in COMMITS[: number + 1]:
        for path in sorted(commit.iterdir()):
            pages[path.stem] = path.read_text("utf-8").splitlines()
    return pages


def templates_after(number: int) -> dict[str, Template]:
    return {page: [Message(text) for text in texts] for page, texts in pages_after(number).items()}


def translated(catalog: Catalog) -> Catalog:
    """Return ``catalog`` with a translation of each message, and none that is fuzzy."""
    messages = [
        replace(one, forms=one.forms if one.has_words else (one.msgid[::-1],), flags=())
        for one in catalog.messages
    ]
    return replace(catalog, messages=messages)


def replay(number: int) -> Update:
    """Return the update at commit ``number``; before it every message was translated."""
    done = update_catalogs(templates_after(0), {}, "es")
    for step in range(1, number + 1):
        catalogs = {page: translated(catalog) for page, catalog in done.catalogs.items()}
        done = update_catalogs(templates_after(step), catalogs, "es")
    return done


@pytest.mark.parametrize("number", range(1, len(COMMITS)))
def test_no_translation_is_lost(number: int) -> None:
    made = replay(number).catalogs
    kept = Counter(one.forms[0] for catalog in made.values() for one in catalog.messages)
    before = Counter(text[::-1] for texts in pages_after(0).values() for text in texts)
    assert before <= kept


@pytest.mark.parametrize("number", range(1, len(COMMITS)))
def test_only_messages_whose_english_changed_are_fuzzy_or_new(number: int) -> None:
    made = replay(number).catalogs
    waiting = {
        (page, message.msgid)
        for page, catalog in made.items()
        for message in catalog.live
        if message.is_fuzzy or not message.has_words
    }
    before, after = pages_after(number - 1), pages_after(number)
    everything = {text for texts in before.values() for text in texts}
    changed = {(page, text) for page in after for text in after[page] if text not in everything}
    assert waiting == changed


@pytest.mark.parametrize(("number", "fuzzy", "new"), [(1, 9, 1), (2, 13, 2), (3, 1, 0)])
def test_most_of_what_changed_still_has_its_old_translation(
    number: int, fuzzy: int, new: int
) -> None:
    made = replay(number)
    assert (len(made.reworded), made.new) == (fuzzy, new)
