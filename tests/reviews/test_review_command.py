"""Only a listed person vouches, for what is translated and passes the check."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from committing import ADDRESS, commit

from multilingual.catalogs.language_folder import LanguageFolder
from multilingual.findings import Finding
from multilingual.reviews.register import Register, RegisterError
from multilingual.tasks.sign_off import (
    ReviewError,
    digests_of_language,
    faults_of_register,
    sign_off,
    tidy,
)

DAY = datetime.date(2026, 11, 25)
LISTED = (
    '[[reviewer]]\nname = "A"\nrole = "doctor"\nkind = "medical"\nlanguages = ["es"]\n'
    f'addresses = ["{ADDRESS}"]\n'
)
HEADER = 'msgid ""\nmsgstr "Language: es\\nContent-Type: text/plain; charset=UTF-8\\n"\n'
GOOD = '\nmsgid "Home"\nmsgstr "Inicio"\n\nmsgid "Later."\nmsgstr ""\n'


def language(folder: Path) -> LanguageFolder:
    return LanguageFolder(folder, folder.parents[1])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "locale" / "es"
    (folder / "LC_MESSAGES").mkdir(parents=True)
    (folder / "LC_MESSAGES" / "index.po").write_text(HEADER + GOOD, "utf-8")
    (tmp_path / "reviewers.toml").write_text(LISTED, "utf-8")
    return folder


def give(folder: Path, page: str = "index", by: str = "A", role: str = "doctor") -> tuple[int, int]:
    done = sign_off(language(folder), page, (by, role), DAY)
    return done.messages, done.left_out


def faults(folder: Path) -> list[Finding]:
    return list(faults_of_register(language(folder)))


def test_untranslated_messages_are_left_out_and_counted(folder: Path) -> None:
    assert give(folder) == (1, 1)


def test_vouching_twice_leaves_the_same_file(folder: Path) -> None:
    give(folder)
    before = (folder / "reviews.toml").read_bytes()
    give(folder)
    assert (folder / "reviews.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("page", "by", "role", "told"),
    [
        ("index", "", "doctor", "needs a person"),
        ("index", "A", " ", "needs a person"),
        ("index", "B", "doctor", "not listed"),
        ("index", "A\udc80", "doctor", "no letter"),
        ("index", "A", "doc\x1btor", "no letter"),
        ("index", "A", "nurse", 'the role of A for es is "doctor" there. Write ROLE="doctor"'),
        ("nothing", "A", "doctor", "no such catalog"),
    ],
)
def test_a_review_is_refused(folder: Path, page: str, by: str, role: str, told: str) -> None:
    with pytest.raises(ReviewError, match=told):
        give(folder, page, by, role)


def test_a_page_that_fails_the_check_gets_no_review(folder: Path) -> None:
    broken = GOOD.replace("Inicio", "**Inicio")
    (folder / "LC_MESSAGES" / "index.po").write_text(HEADER + broken, "utf-8")
    with pytest.raises(ReviewError, match="markup"):
        give(folder)
    assert Register.read(folder / "reviews.toml").records == []


def test_what_the_check_asks_about_a_text_that_is_entered_is_told(folder: Path) -> None:
    lost = '\nmsgid "You cannot catch it."\nmsgstr "Se contagia."\n'
    (folder / "LC_MESSAGES" / "index.po").write_text(HEADER + GOOD + lost, "utf-8")
    (folder / "words.csv").write_text("meaning,forms\nnot,no\n", "utf-8")
    done = sign_off(language(folder), "index", ("A", "doctor"), DAY)
    assert [(one.rule, one.line) for one in done.warnings] == [("negation", 11)]


def test_the_check_refuses_a_review_by_somebody_who_is_not_listed(folder: Path) -> None:
    give(folder)
    (folder.parents[1] / "reviewers.toml").write_text("", "utf-8")
    assert [one.severity for one in faults(folder)] == ["error"]


def test_the_check_warns_of_reviews_of_words_that_have_changed(folder: Path) -> None:
    give(folder)
    commit(folder.parents[1])
    (folder / "LC_MESSAGES" / "index.po").write_text(
        HEADER + GOOD.replace("Inicio", "Portada"), "utf-8"
    )
    assert [one.severity for one in faults(folder)] == ["warning"]


def test_the_check_tells_the_place_of_damage(folder: Path) -> None:
    (folder / "reviews.toml").write_text("# one\n[[review]\n", "utf-8")
    (found,) = faults(folder)
    assert (found.path, found.line) == ("locale/es/reviews.toml", 2)


@pytest.mark.parametrize(("days", "told"), [(0, []), (1, []), (3, ["error"]), (400, ["error"])])
def test_a_review_of_a_day_that_is_to_come_is_refused(
    folder: Path, days: int, told: list[str]
) -> None:
    day = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days)
    sign_off(language(folder), "index", ("A", "doctor"), day)
    commit(folder.parents[1])
    found = faults(folder)
    assert [one.severity for one in found] == told
    assert all(" is to come. Write the day " in one.message for one in found)


def test_tidy_drops_reviews_of_words_that_are_gone_and_no_others(folder: Path) -> None:
    register = folder / "reviews.toml"
    give(folder)
    assert tidy(folder, digests_of_language(language(folder))) == 0
    (folder / "LC_MESSAGES" / "index.po").write_text(HEADER, "utf-8")
    assert tidy(folder, digests_of_language(language(folder))) == 1
    assert Register.read(register).records == []


def test_tidy_drops_nothing_while_a_catalog_is_damaged(folder: Path) -> None:
    give(folder)
    (folder / "LC_MESSAGES" / "index.po").write_text("damaged", "utf-8")
    with pytest.raises(ReviewError, match="not a line of a catalog"):
        tidy(folder, digests_of_language(language(folder)))


def test_a_person_without_a_kind_is_told_the_kinds(folder: Path) -> None:
    (folder.parents[1] / "reviewers.toml").write_text(LISTED.replace('kind = "medical"\n', ""))
    with pytest.raises(RegisterError, match=r"Add it: speaker, translator, medical\."):
        give(folder)
