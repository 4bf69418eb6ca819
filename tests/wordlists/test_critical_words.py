"""Each row of the table of critical words is in order, and a further row is counted at once."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_catalogs import catalog_of

from multilingual.catalogs.language_folder import WORDS
from multilingual.checks import medical_and_critical_words
from multilingual.text.wording import clauses, words
from multilingual.wordlists import (
    critical_word_count,
    critical_words,
    exchanged_words,
    lost_and_added_words,
)
from multilingual.wordlists.critical_words import ASKED_FOR, IN_LISTS, NEARLY, TABLE, kinds
from multilingual.wordlists.table import search_forms

MODULES = (
    critical_words,
    critical_word_count,
    exchanged_words,
    lost_and_added_words,
    medical_and_critical_words,
)


@pytest.fixture
def more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The table with ``more`` counted each time, which the row ``at most`` absorbs."""
    table = tmp_path / TABLE.name
    row = "more,counted,says more,not|left undone,more\n"
    text = re.sub("(?m)^(at most,.*?,.*?,)", r"\1more|", TABLE.read_text("utf-8"))
    table.write_text(re.sub("(?m)^more,.*\n", row, text), "utf-8")
    monkeypatch.setattr(critical_words, "TABLE", table)
    forget()
    yield
    monkeypatch.undo()
    forget()


def forget() -> None:
    """Clear what was read of the table."""
    for module in MODULES:
        for function in vars(module).values():
            getattr(function, "cache_clear", int)()


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_row_is_read_and_counted_in_a_known_way() -> None:
    assert [row["meaning"] for row in rows()] == list(kinds())
    assert {kind.counted for kind in kinds().values()} == {*IN_LISTS, NEARLY}


def test_rows_absorb_rows_that_there_are() -> None:
    assert {name for kind in kinds().values() for name in kind.absorbs} <= kinds().keys()


def test_what_each_language_is_asked_for_has_english_and_no_form_is_of_two_rows() -> None:
    asked = [kind for kind in kinds().values() if kind.counted in ASKED_FOR]
    forms = [form for kind in asked for form in kind.english]
    assert all(kind.english for kind in asked)
    assert len(forms) == len(set(forms))


@pytest.mark.usefixtures("more")
@pytest.mark.parametrize(
    ("english", "text", "told"),
    [
        ("Drink more water.", "Beba más agua.", None),
        ("Drink more water.", "Beba agua.", 'The English has "more".'),
        ("Drink water.", "Beba más agua.", "The translation says more once, the English nowhere."),
        ("More, and more.", "Más.", "The English says more twice, the translation once."),
        ("Take no more than two.", "No tome más de dos.", None),
    ],
)
def test_a_further_meaning_is_a_row(
    tmp_path: Path, english: str, text: str, told: str | None
) -> None:
    folder = tmp_path / "locale" / "es"
    folder.mkdir(parents=True)
    (folder / WORDS).write_text("meaning,forms\nmore,más\nat most,no * más de\n", "utf-8")
    catalog = catalog_of("es", (english, text), folder=folder)
    found = [finding.message for finding in medical_and_critical_words.negation(catalog)]
    assert [told] * bool(told) == [message[: len(told or "")] for message in found]


def test_of_two_forms_the_longer_one_is_found() -> None:
    found = search_forms(("gota*", "gota a gota")).search(words("gota a gota"))
    assert found
    assert found[0] == words("gota a gota")


def test_what_a_form_leaves_open_after_a_gap_is_not_the_other_half_of_a_not() -> None:
    forms = {"not begun": ["ne"], "not again": ["pas"], "only": ["ne … * que"]}
    counter = critical_word_count.CriticalWordCounter(forms)
    assert counter.lacks("only", clauses("Il ne faut pas que vous partiez."))
    assert not counter.lacks("only", clauses("Il ne faut manger que cela."))
