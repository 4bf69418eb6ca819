"""What ``python -m benchmark scale`` measures, on a site of three small languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from benchmark import scale
from benchmark.plot import Panel, Point, as_svg

COST = scale.Cost(10, 12, 200_000_000)
MADE_UP = scale.Scale(
    languages=100,
    pages=200,
    shards={"en": COST, "es": COST},
    fewer={50: scale.Cost(4, 3, 1), 100: scale.Cost(6, 6, 1)},
    joint=scale.Cost(5, 8, 1),
    merge=scale.Cost(60, 50, 1),
    files=7,
    size=8,
)


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> scale.Scale:
    return scale.measure(tmp_path_factory.mktemp("scale"), 3, 4, lambda _line: None)


def test_shards_are_built_and_merged_with_those_that_are_copied(measured: scale.Scale) -> None:
    # Four pages of ten questions each, home and search in each language, and more.
    assert (list(measured.shards), measured.files > 3 * 46) == (["en", "es"], True)


def test_each_language_has_a_code_of_its_own() -> None:
    assert len(set(scale.codes_of(100))) == 100


def test_runners_share_the_languages_and_one_merges() -> None:
    assert [MADE_UP.wall(runners) for runners in (1, 30, 100)] == [1060, 100, 70]


def test_a_shard_is_compared_and_what_is_one_more_is_told() -> None:
    _costs, (_heading, facts), _walls = scale.as_tables(MADE_UP)
    told = dict(facts)
    assert told["a shard against a language of the joint build"] == "1.50 × CPU"
    assert (told["one more language"], told["one more page, in each language"]) == (
        "12.5 s CPU",
        "60 ms CPU",
    )


def test_the_picture_is_whole_and_has_a_name() -> None:
    picture = etree.fromstring(scale.as_plot(MADE_UP).encode())
    assert picture.get("aria-label").startswith("100 languages × 200 pages")
    assert len(picture.findall("{*}circle")) == len(scale.RUNNERS) + 3


def test_what_is_more_stands_higher() -> None:
    picture = etree.fromstring(as_svg(Panel("a & b", [Point(1, 2), Point(2, 9)])).encode())
    low, high = (float(circle.get("cy")) for circle in picture.findall("{*}circle"))
    assert high < low


def test_the_picture_of_the_manual_is_one() -> None:
    assert etree.parse(Path(scale.PLOT)).getroot().get("role") == "img"
