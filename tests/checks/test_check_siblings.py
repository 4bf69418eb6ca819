"""A catalog is held against those of the same page in the other languages."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from datetime import date
from functools import partial
from itertools import product
from pathlib import Path

import pytest
from conftest import ROOT
from small_catalogs import findings_in, retranslated

from multilingual.catalogs.language_folder import LanguageFolder
from multilingual.catalogs.reader import read_catalog
from multilingual.catalogs.writer import write_catalog
from multilingual.checks.language import fault_of_language
from multilingual.tasks.sign_off import ReviewError, sign_off

HEAD = (
    'msgid ""\nmsgstr ""\n"Language: {code}\\n"\n"MIME-Version: 1.0\\n"\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
)
PAGE = {"Home": "Inicio", "Rest helps.": "El reposo ayuda.", "See also:": "Vea también:"}
OTHERS = {"fr": dict.fromkeys(PAGE, ""), "hi": dict.fromkeys(PAGE, "")}


def write(root: Path, code: str, texts: Mapping[str, str], page: str = "page") -> Path:
    path = root / "locale" / code / "LC_MESSAGES" / f"{page}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    quoted = partial(json.dumps, ensure_ascii=False)
    pairs = (f"\nmsgid {quoted(one)}\nmsgstr {quoted(two)}\n" for one, two in texts.items())
    path.write_text(HEAD.format(code=code) + "".join(pairs), "utf-8")
    return path


def found(
    root: Path, texts: Mapping[str, str], others: Mapping[str, Mapping[str, str]] = OTHERS
) -> list[str]:
    """Return what is found in Spanish beside the catalogs of ``others``."""
    for code, each in others.items():
        write(root, code, each)
    write(root, "es", texts)
    findings = findings_in(root / "locale/es", ["page"])
    return [f"{one.line}: {one.rule}: {one.message}" for one in findings]


def without(*names: str) -> dict[str, str]:
    return {name: text for name, text in PAGE.items() if name not in names}


def test_a_page_with_all_its_texts_is_well(tmp_path: Path) -> None:
    assert found(tmp_path, PAGE) == []


def test_a_lost_text_is_named(tmp_path: Path) -> None:
    (only,) = found(tmp_path, without("Rest helps."))
    assert only.startswith('1: lost: One text of this page is not in this file: "Rest helps.".')


def test_many_lost_texts_are_one_finding(tmp_path: Path) -> None:
    (only,) = found(tmp_path, without("Home", "See also:"))
    assert only == (
        '1: lost: 2 texts of this page are not in this file, the first is "Home". '
        "Get the file back with git, or run make update and translate them anew."
    )


def test_an_edited_msgid_is_told_at_its_line_and_nothing_else_of_it(tmp_path: Path) -> None:
    texts = {**without("See also:"), "Vea también:": "Vea también:"}
    lost, strange = found(tmp_path, texts)
    assert lost.startswith("1: lost: ")
    assert strange.startswith("15: lost: No other catalog of this page has this English.")


def test_a_context_that_was_deleted_is_told(tmp_path: Path) -> None:
    for code in OTHERS:
        path = write(tmp_path, code, PAGE)
        text = path.read_text("utf-8").replace('\nmsgid "Home"', '\nmsgctxt "a"\nmsgid "Home"')
        path.write_text(text, "utf-8")
    assert [one[:8] for one in found(tmp_path, PAGE, {})] == ["1: lost:", "9: lost:"]


def test_a_text_that_only_one_other_language_has_is_no_fault(tmp_path: Path) -> None:
    others = {"fr": {**OTHERS["fr"], "New": ""}, "hi": OTHERS["hi"]}
    assert found(tmp_path, PAGE, others) == []
    assert found(tmp_path, {**PAGE, "New": "Nuevo"}, others) == []


def test_one_other_language_is_too_few_to_tell(tmp_path: Path) -> None:
    assert found(tmp_path, without("Home"), {"fr": OTHERS["fr"]}) == []


@pytest.mark.parametrize("broken", [b'msgid "', b"\xff", b""])
def test_a_broken_catalog_of_another_language_tells_nothing(tmp_path: Path, broken: bytes) -> None:
    write(tmp_path, "ar", {}).write_bytes(broken)
    (only,) = found(tmp_path, without("Home"))
    assert only.startswith("1: lost: ")
    write(tmp_path, "fr", {}).write_bytes(broken)
    assert found(tmp_path, without("Home"), {}) == []


def test_an_obsolete_message_is_none_of_the_page(tmp_path: Path) -> None:
    path = write(tmp_path, "es", without("Home"))
    text = path.read_text("utf-8")
    write(tmp_path, "fr", OTHERS["fr"])
    write(tmp_path, "hi", OTHERS["hi"])
    path.write_text(f'{text}\n#~ msgid "Home"\n#~ msgstr "Inicio"\n', "utf-8")
    (only,) = findings_in(tmp_path / "locale/es")
    assert only.rule == "lost"


def test_a_catalog_that_was_mended_is_read_anew(tmp_path: Path) -> None:
    others = {code: without("Home") for code in OTHERS}
    assert len(found(tmp_path, PAGE, others)) == 1
    assert found(tmp_path, PAGE) == []


def test_a_page_that_has_lost_a_text_cannot_be_reviewed(tmp_path: Path) -> None:
    found(tmp_path, without("Home"))
    person = 'name = "Ana"\nrole = "doctor"\nkind = "medical"\nlanguages = ["es"]\n'
    (tmp_path / "reviewers.toml").write_text(f"[[reviewer]]\n{person}", "utf-8")
    with pytest.raises(ReviewError, match="1: lost: "):
        sign_off(
            LanguageFolder(tmp_path / "locale/es", tmp_path),
            "page",
            ("Ana", "doctor"),
            date(2026, 11, 1),
        )


ENGLISH = [f"Rest helps {one} of all." for one in "abcdef"]
SPANISH = {one: f"Descansar ayuda {one[11]}." for one in ENGLISH}
FRENCH = {one: f"Le repos aide {one[11]}." for one in ENGLISH}
OF_FRENCH = "1: language: {} of 6 texts here are letter for letter those of fr."


def test_a_file_of_another_language_is_an_error(tmp_path: Path) -> None:
    found(tmp_path, FRENCH, {"fr": FRENCH})
    (error,) = findings_in(tmp_path / "locale/es")
    assert (error.rule, error.severity) == ("language", "error")
    assert str(error).partition(".po:")[2].startswith(OF_FRENCH.format(6))


def test_half_the_texts_of_another_language_are_too_few_to_tell(tmp_path: Path) -> None:
    some = {**SPANISH, **dict(list(FRENCH.items())[:3])}
    assert found(tmp_path, some, {"fr": FRENCH}) == []


def test_most_texts_of_another_language_are_told(tmp_path: Path) -> None:
    most = {**SPANISH, **dict(list(FRENCH.items())[:5])}
    (only,) = found(tmp_path, most, {"fr": FRENCH})
    assert only.startswith(OF_FRENCH.format(5))


def test_the_same_texts_in_two_countries_are_one_language(tmp_path: Path) -> None:
    assert found(tmp_path, SPANISH, {"es_MX": SPANISH}) == []


def test_english_in_two_languages_is_no_file_of_another(tmp_path: Path) -> None:
    copied = {one: one for one in ENGLISH}
    assert {one.split(": ")[1] for one in found(tmp_path, copied, {"fr": copied})} == {"unchanged"}


def test_short_texts_that_two_languages_share_are_no_fault(tmp_path: Path) -> None:
    short = {f"Page {one}": f"Pagina {one}" for one in "abcdefgh"}
    assert found(tmp_path, short, {"it": short}) == []


def test_marked_texts_of_another_language_do_not_count(tmp_path: Path) -> None:
    path = write(tmp_path, "fr", FRENCH)
    path.write_text(path.read_text("utf-8").replace('\nmsgid "R', '\n#, fuzzy\nmsgid "R'), "utf-8")
    assert found(tmp_path, FRENCH, {}) == []


REAL, REALS = ROOT / "locale", ("es", "fr", "hi")
THIS = "This file is not in its language."


@pytest.mark.parametrize(("source", "into"), [("fr", "es"), ("es", "fr"), ("hi", "es")])
@pytest.mark.parametrize("added", ["", " más"])
def test_of_two_files_alike_only_the_one_in_the_wrong_language_is_told(
    tmp_path: Path, source: str, into: str, added: str
) -> None:
    for page, code in product(("about-lupus", "index", "when-to-get-help"), REALS):
        name = f"{code}/LC_MESSAGES/{page}.po"
        (tmp_path / "locale" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REAL / name, tmp_path / "locale" / name)
    paths = {one: tmp_path / "locale" / one / "LC_MESSAGES" / "about-lupus.po" for one in REALS}
    given = read_catalog(paths[source])
    write_catalog(paths[into], retranslated(given, lambda form: f"{form.msgstr}{added}"))
    catalogs = [read_catalog(path, tmp_path) for path in paths.values()]
    found = {one.code: fault for one in catalogs if (fault := fault_of_language(one))}
    assert {code: fault[-len(THIS) :] for code, fault in found.items()} == {into: THIS}


SOURCE_PAGE = "Home\n====\n\n* Rest\n  helps.\n* Sleep helps.\n\nSee also:\n"


def test_english_that_only_one_language_has_taken_over_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "page.rst").write_text(
        SOURCE_PAGE.replace("Rest\n  helps", "Rest is good")
    )
    texts = {**without("Rest helps."), "Rest is good.": "El reposo es bueno."}
    assert found(tmp_path, texts) == []


def test_a_text_that_one_other_language_has_is_lost_if_the_page_has_it(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "page.rst").write_text(SOURCE_PAGE)
    others = {"fr": OTHERS["fr"], "hi": dict.fromkeys(without("Rest helps."), "")}
    (only,) = found(tmp_path, without("Rest helps."), others)
    assert only.startswith('1: lost: One text of this page is not in this file: "Rest helps.".')


def test_an_edited_msgid_is_told_where_the_page_is_at_hand(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "page.rst").write_text(SOURCE_PAGE)
    texts = {**without("Rest helps."), "El reposo ayuda.": "El reposo ayuda."}
    assert [one.partition(": ")[0] for one in found(tmp_path, texts)] == ["1", "15"]
