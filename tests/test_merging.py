"""git merges catalogs message by message, and loses no translation of either side."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from multilingual.catalogs.canonical import canonical
from multilingual.catalogs.files import CatalogError, read_catalog, write_catalog
from multilingual.catalogs.merging import Merged, merge_catalogs

HEADER = {"Language": "es", "Content-Type": "text/plain; charset=UTF-8"}
Said = dict[str, str]


def catalog(said: Said, fuzzy: tuple[str, ...] = (), **header: str) -> polib.POFile:
    made = polib.POFile()
    made.metadata = {**HEADER, **{name.replace("_", "-"): text for name, text in header.items()}}
    for msgid, msgstr in said.items():
        flags = ["fuzzy"] if msgid in fuzzy else []
        made.append(polib.POEntry(msgid=msgid, msgstr=msgstr, flags=flags))
    return canonical(made)


def merge(base: Said, ours: Said, theirs: Said) -> Merged:
    return merge_catalogs(catalog(base), catalog(ours), catalog(theirs))


def said(merged: Merged) -> Said:
    return {entry.msgid: entry.msgstr for entry in merged.catalog}


def test_translations_of_neighbouring_messages_are_both_kept() -> None:
    merged = merge({"a": "", "b": ""}, {"a": "A", "b": ""}, {"a": "", "b": "B"})
    assert (said(merged), merged.conflicts) == ({"a": "A", "b": "B"}, [])


def test_the_same_translation_on_both_sides_is_no_conflict() -> None:
    merged = merge({"a": ""}, {"a": "A"}, {"a": "A"})
    assert (said(merged), merged.conflicts) == ({"a": "A"}, [])


def test_two_translations_of_one_message_are_a_conflict_with_both_texts() -> None:
    merged = merge({"a": ""}, {"a": "One"}, {"a": "Two"})
    assert all(text in merged.text for text in ("<<<<<<< ours", '"One"', '"Two"', ">>>>>>> theirs"))


def test_a_catalog_with_a_conflict_is_not_read_until_it_is_mended(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_text(merge({"a": ""}, {"a": "One"}, {"a": "Two"}).text)
    with pytest.raises(CatalogError, match="a merge conflict was left here"):
        read_catalog(path)


def test_who_keeps_one_side_of_a_conflict_has_a_catalog_again(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    lines = merge({"a": "", "b": "B"}, {"a": "1", "b": "B"}, {"a": "2", "b": "B"}).text.split("\n")
    start, middle, end = (lines.index(one) for one in ("<<<<<<< ours", "=======", ">>>>>>> theirs"))
    path.write_text("\n".join([*lines[:start], *lines[middle + 1 : end], *lines[end + 1 :]]))
    assert {one.msgid: one.msgstr for one in read_catalog(path)} == {"a": "2", "b": "B"}


def test_an_empty_translation_does_not_contradict_a_new_one() -> None:
    assert said(merge({"a": "Old"}, {"a": ""}, {"a": "New"})) == {"a": "New"}


def test_messages_that_both_sides_added_are_both_there() -> None:
    merged = merge({"a": "A"}, {"a": "A", "b": "B"}, {"a": "A", "c": "C"})
    assert said(merged) == {"a": "A", "b": "B", "c": "C"}


def test_a_message_that_one_side_deleted_is_gone() -> None:
    assert said(merge({"a": "A", "b": "B"}, {"a": "A"}, {"a": "A", "b": "B"})) == {"a": "A"}


def test_a_message_that_one_side_deleted_and_the_other_translated_stays() -> None:
    assert said(merge({"a": "A", "b": ""}, {"a": "A"}, {"a": "A", "b": "B"})) == {
        "a": "A",
        "b": "B",
    }


def test_a_fuzzy_flag_that_one_side_took_away_is_gone() -> None:
    before = catalog({"a": "A"}, fuzzy=("a",))
    merged = merge_catalogs(before, before, catalog({"a": "A"}))
    assert not next(iter(merged.catalog)).fuzzy


def test_a_claim_of_a_person_does_not_win_over_a_machine_s() -> None:
    base, person, machine = (
        catalog({}, X_Provenance=text)
        for text in ("unknown", "translated by a person", "machine draft (AI), 2026-11")
    )
    merged = merge_catalogs(base, person, machine)
    assert merged.catalog.metadata["X-Provenance"] == "machine draft (AI), 2026-11"


texts = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["", "1", "2", "3"]))


@given(texts, texts, texts)
def test_no_translation_that_a_side_made_is_lost(base: Said, ours: Said, theirs: Said) -> None:
    merged = merge(base, ours, theirs)
    kept = said(merged)
    for side in (ours, theirs):
        for msgid, msgstr in side.items():
            if msgstr and msgstr != base.get(msgid) and kept.get(msgid) != msgstr:
                assert f'msgid "{msgid}"\nmsgstr "{msgstr}"\n' in merged.text


@given(texts, texts, texts)
def test_the_side_that_is_merged_makes_no_difference(base: Said, ours: Said, theirs: Said) -> None:
    one, other = merge(base, ours, theirs), merge(base, theirs, ours)
    assert len(one.conflicts) == len(other.conflicts)
    assert one.conflicts or said(one) == said(other)


class Clone:
    """A git repository whose catalogs are merged by our driver."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.path = folder, folder / "a.po"
        self.git("init", "-q", "-b", "main")
        self.git("config", "user.email", "a@example.org")
        self.git("config", "user.name", "A")
        driver = f"{shlex.quote(sys.executable)} -m multilingual merge %O %A %B %P"
        self.git("config", "merge.po.driver", driver)
        (folder / ".gitattributes").write_text("*.po merge=po\n")

    def git(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["git", *arguments], cwd=self.folder, capture_output=True, text=True, check=False
        )

    def commit(self, translations: Said) -> None:
        write_catalog(self.path, catalog(translations))
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "Translate")


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clone:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    made = Clone(tmp_path)
    made.commit({"a": "", "b": ""})
    made.git("checkout", "-q", "-b", "other")
    return made


def test_two_branches_that_translate_different_messages_merge(clone: Clone) -> None:
    clone.commit({"a": "", "b": "B"})
    clone.git("checkout", "-q", "main")
    clone.commit({"a": "A", "b": ""})
    merged = clone.git("merge", "-q", "-m", "Merge", "other")
    assert merged.returncode == 0
    assert {one.msgid: one.msgstr for one in read_catalog(clone.path)} == {"a": "A", "b": "B"}


def test_two_branches_that_translate_one_message_conflict(clone: Clone) -> None:
    clone.commit({"a": "One", "b": ""})
    clone.git("checkout", "-q", "main")
    clone.commit({"a": "Two", "b": ""})
    merged = clone.git("merge", "-q", "-m", "Merge", "other")
    assert merged.returncode == 1
    assert "a.po:9: both sides translated this message." in merged.stderr


def test_a_catalog_that_cannot_be_read_is_merged_line_by_line(clone: Clone) -> None:
    clone.commit({"a": "", "b": "B"})
    clone.git("checkout", "-q", "main")
    clone.path.write_text("nonsense\n")
    clone.git("commit", "-q", "-a", "-m", "Break it")
    merged = clone.git("merge", "-q", "-m", "Merge", "other")
    assert merged.returncode == 1
    assert "It was merged line by line" in merged.stderr
