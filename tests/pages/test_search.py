"""Each question is a record of the search index, whole in every language."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from conftest import Site
from hypothesis import given
from hypothesis import strategies as st
from windows import Windows

from multilingual.pages.chrome.search_index import (
    DIGITS,
    FIRST_SIGN,
    LAST_DIGITS,
    as_digits,
    front_coded,
    stemmer_of,
)
from multilingual.pages.chrome.search_records import TEXTS, exchanged_letters


def index_of(site: Site, tag: str) -> dict[str, Any]:
    """Return the index of a language, as its script leaves it behind."""
    script = (site.folder / tag / "search-index.js").read_text("utf-8")
    index = json.loads(script.partition(".index = ")[2].removesuffix(";\n"))
    return dict(index, **json.loads(with_exchanged(index["texts"], index["exchanged"])))


def with_exchanged(text: str, pairs: str) -> str:
    """Return what ``withExchanged`` of ``search.js`` makes of a text."""
    return text.translate({ord(a): pairs[place ^ 1] for place, a in enumerate(pairs)})


def test_every_language_has_an_index_of_every_question(site: Site) -> None:
    counts = {
        language.tag: len(index_of(site, language.tag)["titles"].splitlines())
        for language in site.languages
    }
    assert set(counts.values()) == {101}


@pytest.mark.parametrize("tag", ["en", "es", "fr", "ar", "hi", "zh-Hans"])
def test_a_record_has_the_english_that_stands_below_its_short_answer(site: Site, tag: str) -> None:
    index = index_of(site, tag)
    labels = index["labels"].split("\n")
    shown = {
        label: " ".join(english.text.split())
        for label in labels
        for english in site.page(tag, f"q/{label}").select(".short-answer > .source-text")
    }
    assert bool(shown) == (tag != "en")
    assert {labels[int(number)]: text for number, text in index["english"].items()} == shown


def test_no_script_or_index_of_sphinx_is_shipped(site: Site) -> None:
    theirs = {"searchindex.js", "searchtools.js", "language_data.js", "_stemmer.js"}
    assert [path for path in site.folder.rglob("*.js") if path.name in theirs] == []


@pytest.mark.parametrize(
    ("code", "words", "stem"),
    [
        ("en", ["infection", "infections", "infected"], "infect"),
        ("es", ["contagioso", "contagiosa"], "contagi"),
        ("fr", ["maladie", "maladies"], "malad"),
        ("ar", ["مناعة", "المناعة"], "مناع"),
        ("hi", ["बीमारी", "बीमारियाँ"], "बीमार"),
        ("zh_CN", ["狼疮"], "狼疮"),
    ],
)
def test_words_of_one_stem_are_found_by_each_other(code: str, words: list[str], stem: str) -> None:
    assert {stemmer_of(code)(word) for word in words} == {stem}


def front_decoded(text: str) -> list[str]:
    """Return what ``frontCoded`` of ``search.js`` makes of a text."""
    words, before = [], ""
    for part in re.findall("[A-Z][^A-Z]*", text):
        before = before[: ord(part[0]) - ord("A")] + part[1:]
        words.append(before)
    return words


def numbers(text: str) -> list[int]:
    """Return what ``numbers`` of ``search.js`` makes of a text."""
    found, number, worth = [], 0, 1
    for sign in text:
        digit = ord(sign) - FIRST_SIGN
        if digit < LAST_DIGITS:
            found.append(number + digit * worth)
            number, worth = 0, 1
        else:
            number += (digit - LAST_DIGITS) * worth
            worth *= DIGITS
    return found


@given(st.text())
def test_texts_are_read_as_they_were_written(text: str) -> None:
    pairs = exchanged_letters(text)
    assert with_exchanged(with_exchanged(text, pairs), pairs) == text


@pytest.mark.parametrize("text", ["ما هي الذئبة؟", "狼疮会传染吗？", '{"a":"b"}'])
def test_texts_are_written_in_fewer_bytes(text: str) -> None:
    short = with_exchanged(text, exchanged_letters(text))
    assert len(json.dumps(short, ensure_ascii=False).encode()) < (
        len(json.dumps(text, ensure_ascii=False).encode())
    )


@given(st.lists(st.integers(0, 1 << 40)))
def test_numbers_are_read_as_they_were_written(values: list[int]) -> None:
    assert numbers(as_digits(values)) == values


@given(st.sets(st.text(st.characters(categories=["Ll", "Lo", "Mn", "Nd"]), min_size=1)))
def test_words_are_read_as_they_were_written(words: set[str]) -> None:
    assert front_decoded(front_coded(sorted(words))) == sorted(words)


@pytest.mark.parametrize("tag", ["en", "es", "fr", "ar", "hi", "zh-Hans"])
def test_a_script_reads_what_was_written(site: Site, windows: Windows, tag: str) -> None:
    page = windows.empty()
    page.goto(f"{windows.address}/{tag}/search.html?q=lupus")
    page.wait_for_selector("#search-results a")
    index = index_of(site, tag)
    assert page.evaluate("siteSearch.engine.read('texts', siteSearch.index)") == {
        name: index[name] for name in TEXTS
    }
    words = index["words"]
    assert page.evaluate("(words) => siteSearch.engine.read('frontCoded', words)", words) == (
        front_decoded(words)
    )
    gaps = page.evaluate("siteSearch.index.gaps")
    assert page.evaluate("siteSearch.engine.read('numbers', siteSearch.index.gaps)") == (
        numbers(gaps)
    )


@pytest.mark.parametrize("tag", ["es", "zh-Hans"])
def test_a_browser_that_parts_words_otherwise_finds_what_titles_and_answers_say(
    site: Site, windows: Windows, tag: str
) -> None:
    script = (site.folder / tag / "search-index.js").read_text("utf-8")
    # A letter that Python does not know is none for it, and joins two words for the browser.
    title, *others = index_of(site, tag)["titles"].split("\n")
    pairs = index_of(site, tag)["exchanged"]
    before, after = (
        json.dumps(with_exchanged(text, pairs), ensure_ascii=False)[1:-1]
        for text in (title, f"{title}\ua7f2x")
    )
    changed = script.replace(before, after, 1)
    assert changed != script
    with windows.new() as page:
        page.route("**/search-index.js*", lambda route: route.fulfill(body=changed))
        page.goto(f"{windows.address}/{tag}/search.html?q={others[4]}")
        assert page.locator("#search-results a").first.inner_text() == others[4]
