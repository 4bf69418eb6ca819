"""What a review holds for: a message with its context, its plural and the number of its form."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from committing import ADDRESS, commit

from multilingual.catalogs.language_folder import LanguageFolder
from multilingual.catalogs.message import Message, Translation
from multilingual.catalogs.reader import read_catalog
from multilingual.exchange.formats import units_in
from multilingual.reviews.register import (
    Kind,
    Record,
    Register,
    RegisterError,
    Review,
    digest,
    digest_of,
)
from multilingual.tasks.review_sheet import take_decisions

LISTED = (
    '[[reviewer]]\nname = "A"\nrole = "doctor"\nkind = "medical"\nlanguages = ["es"]\n'
    f'addresses = ["{ADDRESS}"]\n'
)
CATALOG = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"
"Language: es\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "One day"
msgid_plural "%d days"
msgstr[0] "Un día"
msgstr[1] "%d días"
"""


def form_of(*forms: str, number: int = 0, **parts: str) -> Translation:
    return list(Message("One day", forms, **parts).translations)[number]


FORMS = [form_of("Un día", "%d días", number=number, plural="%d days") for number in range(2)]


@pytest.mark.parametrize(
    "other",
    [
        form_of("Un día", plural="%d whole days"),
        form_of("", "Un día", number=1, plural="%d days"),
        form_of("Un día", context="a visit", plural="%d days"),
        form_of("Un día", context=""),
        form_of("Un día"),
    ],
)
def test_a_message_is_another_with_another_context_plural_or_form(other: Translation) -> None:
    assert digest_of(other) != digest_of(FORMS[0])


def test_a_message_without_a_context_or_a_plural_has_the_digest_that_it_always_had() -> None:
    assert digest("Home", "Inicio") == "488ed57039d5d5da0bd3647d7ea77af2"


def test_a_digest_that_a_stranger_could_give_another_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "reviews.toml"
    fields = 'page = "index"\nby = "Ana"\nrole = "doctor"\nkind = "medical"\ndate = 2026-11-25\n'
    path.write_text(f'[[review]]\n{fields}messages = ["0123456789abcdef"]\n', "utf-8")
    with pytest.raises(RegisterError, match="Review those of 16 again"):
        Register.read(path)


def test_an_export_knows_the_review_of_each_plural_form(tmp_path: Path) -> None:
    folder = tmp_path / "locale" / "es"
    (folder / "LC_MESSAGES").mkdir(parents=True)
    (folder / "LC_MESSAGES" / "sphinx.po").write_text(CATALOG, "utf-8")
    (tmp_path / "reviewers.toml").write_text(LISTED, "utf-8")
    review = Review("A", "doctor", Kind.MEDICAL, datetime.date(2026, 11, 25))
    record = Record("sphinx", review, tuple(map(digest_of, FORMS)))
    Register([record]).write(folder / "reviews.toml")
    commit(tmp_path)
    assert [one.is_reviewed for one in units_in(LanguageFolder(folder, tmp_path))] == [True, True]


def test_a_correction_goes_into_its_own_form_of_two_that_read_alike(tmp_path: Path) -> None:
    folder = tmp_path / "locale" / "es"
    (folder / "LC_MESSAGES").mkdir(parents=True)
    path = folder / "LC_MESSAGES" / "sphinx.po"
    path.write_text(CATALOG.replace("Un día", "%d días").replace("One day", "%d day"), "utf-8")
    (tmp_path / "reviewers.toml").write_text(LISTED, "utf-8")
    one = digest("%d day", "%d días", plural="%d days", form=0)
    row = f"sphinx,%d day,%d días,correction,%d día,,{one}"
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(f"page,English,translation,decision,correction,comment,id\n{row}\n", "utf-8")
    done = take_decisions(
        sheet, LanguageFolder(folder, tmp_path), ("A", "doctor"), datetime.date(2026, 11, 25)
    )
    assert done.findings == []
    assert read_catalog(path).messages[0].forms == ("%d día", "%d días")


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "text", ["a" + ".a" * 1_900_000 + " = 1", "[[review]]\n" * 300_000, "a = " + "[" * 100_000]
)
def test_no_register_takes_hours_to_be_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "reviews.toml").write_text(text)
    with pytest.raises(RegisterError, match=r"reviews.toml:1: "):
        Register.read(tmp_path / "reviews.toml")


def test_what_a_register_holds_speaks_to_no_terminal(tmp_path: Path) -> None:
    (tmp_path / "reviews.toml").write_text('"\\u001b[31m\\n::error::" = 1\n')
    with pytest.raises(RegisterError) as error:
        Register.read(tmp_path / "reviews.toml")
    assert str(error.value).isprintable()


def test_each_row_of_a_register_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "reviews.toml"
    path.write_text("# Reviews\n\n[[ review ]]\n", "utf-8")
    with pytest.raises(RegisterError, match=r"reviews.toml:3: "):
        Register.read(path)
