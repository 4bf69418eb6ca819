"""Whatever is edited in English, nothing that a language has ever said is lost."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from multilingual.catalogs.message import Catalog, Message, Template
from multilingual.catalogs.writer import text_of
from multilingual.update.carry_over import update_catalogs

WORDS = ("lupus", "is", "not", "catching", "you", "can", "live", "well", "**now**", '"auto"')
Pages = dict[str, list[str]]
Catalogs = dict[str, Catalog]

texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
pages = st.dictionaries(
    st.sampled_from(("index", "about", "help", "causes")),
    st.lists(texts, max_size=5, unique=True),
    min_size=1,
)
edits = st.lists(
    st.tuples(
        st.sampled_from(("move", "rename", "split", "merge", "reword", "delete", "restore")),
        st.integers(0, 99),
        st.integers(0, 99),
        texts,
    ),
    max_size=6,
)


def edited(pages: Pages, gone: list[str], edit: tuple[str, int, int, str]) -> Pages:
    """Return ``pages`` after one edit of a writer; ``gone`` are texts that were deleted."""
    kind, first, second, text = edit
    new = {page: list(messages) for page, messages in pages.items()}
    names = sorted(new)
    page, other = names[first % len(names)], names[second % len(names)]
    messages = new[page]
    if kind == "rename":
        new[f"{page}-anew"] = new.pop(page)
    elif kind == "merge" and page != other:
        new[other] += new.pop(page)
    elif kind == "split":
        cut = second % (len(messages) + 1)
        new[page], new[f"{page}-part"] = messages[:cut], messages[cut:]
    elif kind == "restore" and gone:
        messages.append(gone[second % len(gone)])
    elif messages:
        taken = messages.pop(second % len(messages))
        gone.append(taken)
        if kind == "move":
            new[other].append(taken)
        elif kind == "reword":
            messages.append(f"{taken} {text}")
    return new


def templates_of(pages: Pages) -> dict[str, Template]:
    return {
        page: [Message(text) for text in dict.fromkeys(messages)]
        for page, messages in pages.items()
    }


def translated(catalogs: Catalogs, choices: list[int], numbers: count[int]) -> Catalogs:
    """Return what a person makes of it who translates some messages and corrects fuzzy ones."""

    def worked_on(message: Message) -> Message:
        choice = choices.pop() if choices else 0
        if choice == 1 and not message.is_obsolete and not message.has_words:
            return replace(message, forms=(f"texto {next(numbers)}",))
        if choice == 2 and message.is_fuzzy and not message.is_obsolete:
            return message.marked(is_fuzzy=False)
        return message

    return {
        page: replace(catalog, messages=[worked_on(message) for message in catalog.messages])
        for page, catalog in catalogs.items()
    }


def said(catalogs: Catalogs) -> Counter[tuple[str, ...]]:
    return Counter(
        tuple(message.forms)
        for catalog in catalogs.values()
        for message in catalog.messages
        if any(message.forms)
    )


def texts_of(catalogs: Catalogs) -> dict[str, str]:
    return {page: text_of(catalog) for page, catalog in catalogs.items()}


@settings(deadline=None, max_examples=60)
@given(pages, st.lists(st.tuples(edits, st.lists(st.integers(0, 2))), max_size=4))
def test_every_translation_outlives_every_edit(
    pages: Pages, rounds: list[tuple[list[tuple[str, int, int, str]], list[int]]]
) -> None:
    numbers, gone = count(), list[str]()
    catalogs = update_catalogs(templates_of(pages), {}, "es").catalogs
    for changes, choices in rounds:
        catalogs = translated(catalogs, choices, numbers)
        before = said(catalogs)
        for change in changes:
            pages = edited(pages, gone, change)
        catalogs = update_catalogs(templates_of(pages), catalogs, "es").catalogs
        assert before <= said(catalogs)
        again = update_catalogs(templates_of(pages), catalogs, "es").catalogs
        assert texts_of(again) == texts_of(catalogs)


@settings(deadline=None, max_examples=60)
@given(pages, edits, st.lists(st.integers(0, 1)))
def test_each_catalog_has_just_the_messages_of_its_page(
    pages: Pages, changes: list[tuple[str, int, int, str]], choices: list[int]
) -> None:
    catalogs = update_catalogs(templates_of(pages), {}, "es").catalogs
    catalogs = translated(catalogs, choices, count())
    for change in changes:
        pages = edited(pages, [], change)
    templates = templates_of(pages)
    catalogs = update_catalogs(templates, catalogs, "es").catalogs
    live = {page: [one.msgid for one in each.live] for page, each in catalogs.items()}
    assert live == {page: [one.msgid for one in each] for page, each in templates.items()}


@settings(deadline=None, max_examples=60)
@given(pages, edits, st.lists(st.integers(0, 1)))
def test_going_back_to_the_old_english_brings_every_translation_back(
    pages: Pages, changes: list[tuple[str, int, int, str]], choices: list[int]
) -> None:
    catalogs = update_catalogs(templates_of(pages), {}, "es").catalogs
    catalogs = translated(catalogs, choices, count())
    catalogs = update_catalogs(templates_of(pages), catalogs, "es").catalogs
    there = {
        (page, one.msgid): one.forms for page, each in catalogs.items() for one in each.messages
    }
    new = pages
    for change in changes:
        new = edited(new, [], change)
    after = update_catalogs(templates_of(new), catalogs, "es").catalogs
    back = update_catalogs(templates_of(pages), after, "es").catalogs
    found = {(page, one.msgid) for page, each in back.items() for one in each.translated}
    assert {key for key, forms in there.items() if any(forms)} <= found
