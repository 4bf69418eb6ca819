"""A sheet for reviewers holds what readers get, and no text of it does harm."""

from __future__ import annotations

import csv
import io

from bs4 import BeautifulSoup

from multilingual.catalogs.messages import Message
from multilingual.catalogs.reviews import digest
from multilingual.catalogs.sheet import COLUMNS, as_csv, as_html

MESSAGES = [Message(1, "=1+1 <b>", "<script>مرحبا")]


def test_the_table_has_a_row_for_each_message_without_a_decision() -> None:
    titles, row = csv.reader(io.StringIO(as_csv("index", MESSAGES).decode("utf-8-sig")))
    assert tuple(titles) == COLUMNS
    assert row[3:] == ["", "", "", digest(MESSAGES[0].msgid, MESSAGES[0].msgstr)]


def test_no_cell_is_a_formula() -> None:
    _titles, row = csv.reader(io.StringIO(as_csv("index", MESSAGES).decode("utf-8-sig")))
    assert row[1] == "'=1+1 <b>"


def test_the_page_shows_texts_as_they_are_each_in_its_language_and_direction() -> None:
    page = BeautifulSoup(as_html("index", MESSAGES, "ar", "rtl"), "html.parser")
    assert page.select("script, b") == []
    assert page.select_one('[lang="ar"]')["dir"] == "rtl"
    assert page.select_one("td[lang=en]").find(string=True) == "=1+1 <b>"
