"""The English text is plain, short and sourced; translations keep its numbers."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

import polib
import pybtex.database
import pytest
from bs4 import Tag
from conftest import PAGES, ROOT, Site
from reading import answers, blocks, grade, sentences, words

SECTIONS = tuple(page for page in PAGES if page not in {"index", "translations"})
OF_FACTS = tuple(page for page in SECTIONS if page not in {"glossary", "about-this-site"})
CONTRACTION = re.compile(r"\b(?:\w+n['’]t|(?:I|you|it|that|there)['’](?:s|re|ll|ve))\b", re.I)
FULL_ANSWER = range(80, 221)
LISTS_OF_SIGNS = {"emergency-signs": 560, "call-now-signs": 510, "same-day-signs": 440}
"""Answers that are lists of signs, and how many words they have at most: no sign is left out."""


def article(site: Site, page: str) -> Tag:
    return site.page("en", page).select_one("article")


@pytest.mark.parametrize("page", SECTIONS)
def test_no_sentence_is_longer_than_twenty_five_words(site: Site, page: str) -> None:
    assert [one for one in sentences(article(site, page)) if words(one) > 25] == []


@pytest.mark.parametrize("page", SECTIONS)
def test_sentences_have_fifteen_words_at_most_on_average(site: Site, page: str) -> None:
    lengths = [words(one) for one in sentences(article(site, page))]
    assert sum(lengths) / len(lengths) <= 15


@pytest.mark.parametrize("page", SECTIONS)
def test_a_page_is_read_with_seven_years_of_school(site: Site, page: str) -> None:
    assert grade(article(site, page)) <= 7


@pytest.mark.parametrize("page", SECTIONS)
def test_paragraphs_are_short(site: Site, page: str) -> None:
    for paragraph in site.page("en", page).select("article p"):
        assert words(paragraph.text) <= 60


@pytest.mark.parametrize("page", SECTIONS)
def test_nothing_is_contracted(site: Site, page: str) -> None:
    assert not CONTRACTION.findall(" ".join(sentences(article(site, page))))


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
        full = words(" ".join(blocks(answer))) - words(answer.select_one(".short-answer").text)
        most = LISTS_OF_SIGNS.get(answer["id"], max(FULL_ANSWER))
        assert min(FULL_ANSWER) <= full <= most, answer["id"]


@pytest.mark.parametrize("page", OF_FACTS)
def test_an_answer_about_health_names_its_sources(site: Site, page: str) -> None:
    for answer in answers(site.page("en", page)):
        assert answer.select(".sources li"), answer["id"]


@pytest.mark.parametrize("page", OF_FACTS)
def test_an_answer_that_mentions_danger_says_what_to_do(site: Site, page: str) -> None:
    danger = re.compile(r"chest pain|seizure|blood clot|fatal|\bfever\b|kidney failure", re.I)
    deed = re.compile(r"\bcall\b|emergency number|doctor|hospital|lupus team", re.I)
    for answer in answers(site.page("en", page)):
        if danger.search(answer.text):
            assert deed.search(answer.text), answer["id"]


def test_questions_are_unique_on_the_site(site: Site) -> None:
    titles = [h.find(string=True) for p in SECTIONS for h in site.page("en", p).select("h2")]
    assert [one for one, count in Counter(titles).items() if count > 1] == []


def test_each_work_has_its_real_title_and_an_address() -> None:
    works = pybtex.database.parse_file(str(ROOT / "source" / "references.bib")).entries
    without = {key for key, work in works.items() if not {"doi", "url"} & set(work.fields)}
    assert without == set()
    assert {key for key, work in works.items() if "annote" in work.fields} == set()


def test_each_work_is_cited() -> None:
    works = pybtex.database.parse_file(str(ROOT / "source" / "references.bib")).entries
    texts = [path.read_text("utf-8") for path in (ROOT / "source").iterdir() if path.is_file()]
    cited = set(re.findall(r"[\w-]+", " ".join(text for text in texts if "@misc" not in text)))
    assert set(works) - cited == set()


WAIVED = {
    # Centuries and decades are words, or Roman.
    *(("ar", number) for number in ("10", "12", "1950", "1990")),
    *((code, number) for code in ("es", "fr") for number in ("10", "12")),
    # 3.4 million is 34 lakh and 340 ten-thousands, 23 million 2.3 crore.
    *(("hi", number) for number in ("3.4", "34", "23", "2.3", "45", "4.5")),
    *(("zh_CN", number) for number in ("3.4", "340", "23", "2300", "45", "4500")),
    # The 1950s are the fifties of the 20th century; November is month 11.
    *(("zh_CN", number) for number in ("20", "50", "90", "1950", "1990", "11")),
}


def numbers(text: str) -> set[str]:
    """Return the numbers of ``text`` in one form: 1 000, 1,000 and 1.000 are 1000."""
    text = "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in text)
    text = re.sub(r"(?<=\d)[,.\u00a0\u202f](?=\d{3}\b)", "", text)
    found = set(re.findall(r"\d+(?:\.\d+)?", re.sub(r"(?<=\d),(?=\d)", ".", text)))
    # "2" is a word, or a form of a noun, in many a good translation; the check knows these.
    return {number for number in found if len(number) > 1}


@pytest.mark.parametrize(
    "path",
    sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po")),
    ids=lambda path: f"{path.parts[-3]}-{path.stem}",
)
def test_a_translation_keeps_every_number(path: Path) -> None:
    code = path.parts[-3]
    for entry in polib.pofile(str(path)):
        if entry.msgid_plural or entry.obsolete:
            continue
        differing = numbers(entry.msgid) ^ numbers(entry.msgstr)
        assert {one for one in differing if (code, one) not in WAIVED} == set(), entry.msgid
