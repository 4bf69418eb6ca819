"""The English text is plain, short and sourced; translations keep its numbers."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

import polib
import pytest
import textstat
from bs4 import BeautifulSoup, Tag
from conftest import PAGES, ROOT, Site

SECTIONS = tuple(page for page in PAGES if page not in {"index", "translations"})
OF_FACTS = ("what-happens-in-lupus", "about-lupus", "when-to-get-help")
CONTRACTION = re.compile(r"\b(?:\w+n['’]t|(?:I|you|it|that|there)['’](?:s|re|ll|ve))\b", re.I)
FULL_ANSWER = range(80, 221)


def answers(page: BeautifulSoup) -> list[Tag]:
    return [one.find_parent("section") for one in page.select(".short-answer")]


def sentences(page: BeautifulSoup) -> list[str]:
    blocks = [one.text.strip() for one in page.select("article p") if not _is_furniture(one)]
    # An item of a list is read as a sentence.
    ended = [block if block[-1] in ".?!:" else f"{block}." for block in blocks]
    return [one for block in ended for one in re.split(r"(?<=[.?!:])\s+", block)]


def _is_furniture(block: Tag) -> bool:
    around = re.compile("sources|provenance|question-list|repeated|read-next")
    is_title = "safety-title" in block.get("class", [])
    return is_title or bool(block.find_parent(class_=around)) or block.text.startswith("See also:")


def words(text: str) -> int:
    return len(text.split())


@pytest.mark.parametrize("page", SECTIONS)
def test_no_sentence_is_longer_than_twenty_five_words(site: Site, page: str) -> None:
    assert [one for one in sentences(site.page("en", page)) if words(one) > 25] == []


@pytest.mark.parametrize("page", SECTIONS)
def test_sentences_have_fifteen_words_at_most_on_average(site: Site, page: str) -> None:
    lengths = [words(one) for one in sentences(site.page("en", page))]
    assert sum(lengths) / len(lengths) <= 15


@pytest.mark.parametrize("page", SECTIONS)
def test_a_page_is_read_with_eight_years_of_school(site: Site, page: str) -> None:
    text = " ".join(sentences(site.page("en", page)))
    assert textstat.flesch_kincaid_grade(text) <= 8


@pytest.mark.parametrize("page", SECTIONS)
def test_paragraphs_are_short(site: Site, page: str) -> None:
    for paragraph in site.page("en", page).select("article p"):
        assert words(paragraph.text) <= 60


@pytest.mark.parametrize("page", SECTIONS)
def test_nothing_is_contracted(site: Site, page: str) -> None:
    assert not CONTRACTION.findall(" ".join(sentences(site.page("en", page))))


@pytest.mark.parametrize("page", SECTIONS)
def test_a_heading_has_twelve_words_at_most(site: Site, page: str) -> None:
    for heading in site.page("en", page).select("h2"):
        assert words(heading.find(string=True)) <= 12


@pytest.mark.parametrize("page", SECTIONS)
def test_a_short_answer_has_forty_words_at_most(site: Site, page: str) -> None:
    for short in site.page("en", page).select(".short-answer"):
        assert words(short.text) <= 40


@pytest.mark.parametrize("page", OF_FACTS)
def test_a_full_answer_is_neither_a_line_nor_an_essay(site: Site, page: str) -> None:
    for answer in answers(site.page("en", page)):
        blocks = [b.text for b in answer.select("p") if not _is_furniture(b)]
        short = answer.select_one(".short-answer").text
        assert words(" ".join(blocks)) - words(short) in FULL_ANSWER, answer["id"]


@pytest.mark.parametrize("page", OF_FACTS)
def test_an_answer_about_health_names_its_sources(site: Site, page: str) -> None:
    for answer in answers(site.page("en", page)):
        assert answer.select(".sources li"), answer["id"]


@pytest.mark.parametrize("page", OF_FACTS)
def test_an_answer_that_mentions_danger_leads_to_help(site: Site, page: str) -> None:
    danger = re.compile(r"chest pain|seizure|blood clot|fatal|fever|\bdie\b|kidney failure", re.I)
    for answer in answers(site.page("en", page)):
        if danger.search(answer.text):
            assert answer.select("a[href$=emergency-signs], a[href$=same-day-signs]"), answer["id"]


def test_questions_are_unique_on_the_site(site: Site) -> None:
    titles = [h.find(string=True) for p in SECTIONS for h in site.page("en", p).select("h2")]
    assert [one for one, count in Counter(titles).items() if count > 1] == []


WAIVED = {
    # Arabic has a dual: "the 2 illnesses" is one word.
    ("ar", "2"),
    # Centuries are Roman.
    ("es", "12"),
    ("fr", "12"),
    # 3.4 million is 34 lakh and 340 ten-thousands.
    ("hi", "3.4"),
    ("hi", "34"),
    ("zh_CN", "3.4"),
    ("zh_CN", "340"),
    # November is month 11.
    ("zh_CN", "11"),
}


def numbers(text: str) -> set[str]:
    """Return the numbers of ``text`` in one form: 1 000, 1,000 and 1.000 are 1000."""
    text = "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in text)
    text = re.sub(r"(?<=\d)[,.\u00a0\u202f](?=\d{3}\b)", "", text)
    return set(re.findall(r"\d+(?:\.\d+)?", re.sub(r"(?<=\d),(?=\d)", ".", text)))


@pytest.mark.parametrize(
    "path",
    sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po")),
    ids=lambda path: f"{path.parts[-3]}-{path.stem}",
)
def test_a_translation_keeps_every_number(path: Path) -> None:
    code = path.parts[-3]
    for entry in polib.pofile(str(path)):
        if entry.msgid_plural:
            continue
        differing = numbers(entry.msgid) ^ numbers(entry.msgstr)
        assert {one for one in differing if (code, one) not in WAIVED} == set(), entry.msgid
