"""The sitemap of a site of any size."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from multilingual.build import sitemap
from multilingual.build.sitemap import write_sitemap

TAGS = ("en", "ar", "es")
NUMBER = 9
LISTED = {tag: {f"page-{number}": "" for number in range(NUMBER)} for tag in TAGS}
SITE = "https://a.example"


def written(folder: Path, **about: int) -> str:
    write_sitemap(folder, SITE, LISTED, **about)
    return (folder / "sitemap.xml").read_text("utf-8")


def test_a_small_one_is_one_file(tmp_path: Path) -> None:
    assert written(tmp_path).count("<loc>") == len(TAGS) * NUMBER
    assert [path.name for path in tmp_path.iterdir()] == ["sitemap.xml"]


def test_each_page_names_all_languages_that_have_it(tmp_path: Path) -> None:
    links = written(tmp_path).count('hreflang="ar"')
    assert links == len(TAGS) * NUMBER


def test_none_is_larger_than_it_may_be(tmp_path: Path) -> None:
    names = re.findall(rf"<loc>{SITE}/(.*?)</loc>", written(tmp_path, most=3_000))
    texts = [(tmp_path / name).read_text("utf-8") for name in names]
    assert sum(text.count("<loc>") for text in texts) == len(TAGS) * NUMBER
    assert (len(texts) > 2, max(map(len, texts)) < 3_500) == (True, True)


def test_none_has_more_addresses_than_it_may_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, "MOST_ADDRESSES", 10)
    assert written(tmp_path).count("<sitemap>") == 3


def test_a_site_of_very_many_links_names_addresses_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, "MOST_LINKS", len(TAGS) ** 2 * NUMBER - 1)
    text = written(tmp_path)
    assert (text.count("<loc>"), text.count("hreflang")) == (len(TAGS) * NUMBER, 0)


def test_each_file_is_whole(tmp_path: Path) -> None:
    written(tmp_path, most=3_000)
    roots = {etree.parse(path).getroot().tag.rpartition("}")[2] for path in tmp_path.iterdir()}
    assert roots == {"urlset", "sitemapindex"}


def test_a_page_says_its_day_if_it_has_one(tmp_path: Path) -> None:
    write_sitemap(tmp_path, SITE, {"en": {"a": "2026-11-30", "b": ""}})
    text = (tmp_path / "sitemap.xml").read_text("utf-8")
    assert re.findall("<lastmod>(.*)</lastmod>", text) == ["2026-11-30"]


def test_without_an_address_there_is_none(tmp_path: Path) -> None:
    write_sitemap(tmp_path, "", LISTED)
    assert list(tmp_path.iterdir()) == []
