"""An approval in Weblate or in a file is no review, and each state has one meaning everywhere."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path

import pytest
from committing import ADDRESS, commit
from conftest import ROOT, SmallProject, run_multilingual
from exchanging import folder_of, imported, written
from translate.storage.xliff import xlifffile

from multilingual.catalogs.reader import read_catalog
from multilingual.catalogs.writer import write_catalog
from multilingual.exchange.formats import read_sent, units_in
from multilingual.exchange.units import STATES, StateNames, UnitState
from multilingual.exchange.xliff import state_in_xliff, state_in_xliff2
from multilingual.reviews.register import REGISTER, Kind, Record, Register, Review, digest

HEADER = """msgid ""
msgstr ""
"Language: es\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"""
MESSAGES = """
msgid "Hello."
msgstr "Hola."

msgid "Rest."
msgstr "Descanse."

#, fuzzy
msgid "Wait."
msgstr "Espere."

msgid "Go."
msgstr ""
"""
LISTED = f"""
[[reviewer]]
name = "Ana Ruiz"
role = "translator"
kind = "translator"
languages = ["es"]
addresses = ["{ADDRESS}"]
"""
XLIFFS = ("xliff", "xliff2")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project in Spanish, in which Ana Ruiz has reviewed one of four messages."""
    path = tmp_path / "locale" / "es" / "LC_MESSAGES" / "index.po"
    path.parent.mkdir(parents=True)
    path.write_text(HEADER + MESSAGES, "utf-8")
    write_catalog(path, read_catalog(path))
    (tmp_path / "reviewers.toml").write_text(LISTED, "utf-8")
    review = Review("Ana Ruiz", "translator", Kind.TRANSLATOR, datetime.date(2026, 11, 26))
    record = Record("index", review, (digest("Hello.", "Hola."),))
    Register([record]).write(tmp_path / "locale" / "es" / REGISTER)
    commit(tmp_path)
    return tmp_path


def exported(root: Path, form: str) -> Path:
    return written(root, form, units_in(folder_of(root)), "es", "es")


def catalog(root: Path) -> dict[str, tuple[str, bool]]:
    messages = read_catalog(root / "locale/es/LC_MESSAGES/index.po").messages
    return {one.msgid: (one.forms[0], one.is_fuzzy) for one in messages}


# The table.


def test_each_state_has_one_row_and_one_of_them_is_reviewed() -> None:
    assert {one.state for one in STATES} == set(UnitState)
    assert [one.state for one in STATES if one.is_reviewed] == [UnitState.TRANSLATED]


@pytest.mark.parametrize("row", STATES, ids=lambda row: row.weblate)
def test_what_is_written_is_read_as_the_same_state(row: StateNames) -> None:
    assert state_in_xliff(row.xliff) is row.state
    assert state_in_xliff2(row.xliff2, row.sub_state) is row.state


def test_no_two_rows_look_alike_in_a_format() -> None:
    assert len({(one.xliff, one.approved) for one in STATES}) == len(STATES)
    assert len({(one.xliff2, one.sub_state) for one in STATES}) == len(STATES)
    assert len({one.weblate for one in STATES}) == len(STATES)


def test_weblate_has_the_state_that_only_reviews_give() -> None:
    assert STATES[-1].weblate == "Approved"
    weblate = json.loads((ROOT / "weblate.json").read_text("utf-8"))
    assert weblate["project"]["translation_review"] is True


def test_nothing_in_weblate_can_approve_by_itself() -> None:
    weblate = json.loads((ROOT / "weblate.json").read_text("utf-8"))
    assert {one["suggestion_autoaccept"] for one in weblate["results"]} == {0}


# Out.


def test_weblates_reader_finds_approved_what_a_listed_person_reviewed(root: Path) -> None:
    units = xlifffile.parsefile(str(exported(root, "xliff"))).units
    assert [one.source for one in units if one.isapproved()] == ["Hello."]


@pytest.mark.parametrize("form", XLIFFS)
def test_a_person_who_is_not_listed_approves_nothing(root: Path, form: str) -> None:
    (root / "reviewers.toml").write_text("", "utf-8")
    text = exported(root, form).read_text("utf-8")
    assert not re.search('approved="yes"|state="final"', text)


def test_xliff_says_that_something_waits_only_where_it_does(root: Path) -> None:
    units = re.findall(
        r"<trans-unit.*?</trans-unit>", exported(root, "xliff").read_text(), re.DOTALL
    )
    assert [
        re.search("<source>(.*)</source>", unit)[1] for unit in units if 'approved="no"' in unit
    ] == ["Wait.", "Go."]


@pytest.mark.parametrize(
    ("form", "old", "new"),
    [
        ("xliff", '"translated">Descanse', '"needs-l10n">Descanse'),
        ("xliff", '"needs-translation"/>', '"needs-l10n">Vaya.</target>'),
        ("xliff2", 'state="translated"', 'state="translated" subState="poedit:fuzzy"'),
    ],
)
def test_what_needs_work_in_poedit_is_fuzzy(root: Path, form: str, old: str, new: str) -> None:
    path = exported(root, form)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    imported(root, path)
    assert sum(is_fuzzy for _text, is_fuzzy in catalog(root).values()) == 2


# Home.


@pytest.mark.parametrize("form", XLIFFS)
def test_only_what_is_reviewed_comes_back_approved(root: Path, form: str) -> None:
    units = read_sent(exported(root, form), root).units
    assert [one.source for one in units if one.is_approved] == ["Hello."]


@pytest.mark.parametrize("form", XLIFFS)
def test_what_is_reviewed_here_needs_no_word(root: Path, form: str) -> None:
    assert imported(root, exported(root, form)).approved == 0


APPROVALS = {
    "xliff": ('approved="no"', 'approved="yes"'),
    "xliff2": ('state="translated"', 'state="final"'),
}


@pytest.mark.parametrize("form", XLIFFS)
def test_an_approval_in_a_tool_makes_no_review(root: Path, form: str) -> None:
    register = (root / "locale/es/reviews.toml").read_bytes()
    path = exported(root, form)
    path.write_text(path.read_text("utf-8").replace(*APPROVALS[form]), "utf-8")
    assert imported(root, path).approved >= 1
    assert (root / "locale/es/reviews.toml").read_bytes() == register
    kept = [one.source for one in units_in(folder_of(root)) if one.is_reviewed]
    assert kept == ["Hello."]


@pytest.mark.parametrize("form", XLIFFS)
def test_an_approval_of_another_text_than_was_reviewed_is_told(root: Path, form: str) -> None:
    path = exported(root, form)
    path.write_text(path.read_text("utf-8").replace("Hola.", "Buenas."), "utf-8")
    assert imported(root, path).approved == 1


@pytest.mark.parametrize(
    ("form", "old", "new"),
    [
        ("xliff", 'state="translated"', 'state="needs-translation"'),
        ("xliff2", 'state="translated"', 'state="initial"'),
    ],
)
def test_a_text_that_is_sent_back_waits_for_a_person(
    root: Path, form: str, old: str, new: str
) -> None:
    # So Weblate writes "needs editing" into XLIFF.
    path = exported(root, form)
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    imported(root, path)
    assert catalog(root)["Rest."] == ("Descanse.", True)


def test_a_new_text_in_a_tool_that_sets_no_states_is_a_translation(root: Path) -> None:
    path = exported(root, "xliff")
    empty, filled = '"needs-translation"/>', '"needs-translation">Vaya.</target>'
    path.write_text(path.read_text("utf-8").replace(empty, filled), "utf-8")
    imported(root, path)
    assert catalog(root)["Go."] == ("Vaya.", False)


def test_the_command_says_that_an_approval_is_no_review(project: SmallProject) -> None:
    project.translate("es", "index", {"Hello.": "Hola."}, "Language: es\\n")
    run_multilingual(project.folder, "export", "es")
    path = project.folder / "build/export/es/es.xlf"
    text = path.read_text("utf-8").replace("<trans-unit ", '<trans-unit approved="yes" ')
    path.write_text(text, "utf-8")
    told = run_multilingual(project.folder, "import", str(path)).stderr
    assert "Your tool calls 1 text approved. That is no review" in told
