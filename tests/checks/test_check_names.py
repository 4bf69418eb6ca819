"""A folder of ``locale/`` holds catalogs and lists, and a file that nobody reads is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from multilingual.catalogs.language_folder import FILES, LanguageFolder
from multilingual.checks.language_files import names
from multilingual.findings import Finding

MAY_STAND = "Beside LC_MESSAGES there can be: " + ", ".join(FILES)


def found(root: Path, *files: str) -> list[Finding]:
    """Return what is said of Spanish with a catalog and these files."""
    folder = root / "locale" / "es"
    for name in ("LC_MESSAGES/index.po", "LC_MESSAGES/sphinx.po", *files):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return list(names(LanguageFolder(folder, root), ["index"]))


def test_all_that_a_language_may_have_is_well(tmp_path: Path) -> None:
    assert found(tmp_path, *FILES) == []


@pytest.mark.parametrize(
    "name", [".DS_Store", "LC_MESSAGES/index.mo", ".words.csv.swp", "LC_MESSAGES/.index.po.swp"]
)
def test_what_programs_leave_is_passed_over(tmp_path: Path, name: str) -> None:
    assert found(tmp_path, name) == []


@pytest.mark.parametrize("name", ["notes.txt", "glossary.tbx", "old/words.csv"])
def test_an_unknown_file_is_named_with_what_may_stand_there(tmp_path: Path, name: str) -> None:
    (finding,) = found(tmp_path, name)
    assert (finding.path, finding.severity) == (f"locale/es/{name}", "error")
    assert MAY_STAND in finding.message


def test_a_list_with_nearly_the_right_name_is_told_the_right_one(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, "word.csv")
    assert finding.message.startswith("Nobody reads this file. Rename it words.csv. ")


def test_no_file_is_to_take_the_name_of_one_that_is_there(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, "words.csv", "words (1).csv")
    assert "Rename" not in finding.message


def test_among_the_catalogs_there_are_catalogs_alone(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, "LC_MESSAGES/notes.txt")
    assert "In LC_MESSAGES there are catalogs alone (page.po)." in finding.message
