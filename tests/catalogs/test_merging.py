"""git merges catalogs message by message, and loses no translation of either side."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from conftest import run_multilingual
from hypothesis import given, settings
from hypothesis import strategies as st

from multilingual.catalogs.message import Catalog, CatalogError, Message, Previous
from multilingual.catalogs.reader import read_catalog
from multilingual.catalogs.versions import Merged, merge_catalogs
from multilingual.catalogs.writer import canonical, text_of, write_catalog
from multilingual.commands.hooks import merge_driver

HEADER = {"Language": "es", "Content-Type": "text/plain; charset=UTF-8"}
OLD, OLDER = Previous(msgid="c"), Previous(msgid="d")
Said = dict[str, str]


def catalog(said: Said, fuzzy: tuple[str, ...] = (), **header: str) -> Catalog:
    fields = {name.replace("_", "-"): text for name, text in header.items()}
    made = [
        Message(msgid, (msgstr,), flags=["fuzzy"] if msgid in fuzzy else [])
        for msgid, msgstr in said.items()
    ]
    return canonical(Catalog(made, {**HEADER, **fields}))


def merge(base: Said, ours: Said, theirs: Said) -> Merged:
    return merge_catalogs(catalog(base), catalog(ours), catalog(theirs))


def said(merged: Merged) -> Said:
    return said_in(merged.catalog)


def said_in(catalog: Catalog) -> Said:
    return {form.msgid: form.msgstr for one in catalog.messages for form in one.translations}


def test_translations_of_neighbouring_messages_are_both_kept() -> None:
    merged = merge({"a": "", "b": ""}, {"a": "A", "b": ""}, {"a": "", "b": "B"})
    assert (said(merged), merged.conflicts) == ({"a": "A", "b": "B"}, {})


def test_the_same_translation_on_both_sides_is_no_conflict() -> None:
    merged = merge({"a": ""}, {"a": "A"}, {"a": "A"})
    assert (said(merged), merged.conflicts) == ({"a": "A"}, {})


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
    assert said_in(read_catalog(path)) == {"a": "2", "b": "B"}


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
    assert not merged.catalog.messages[0].is_fuzzy


def test_a_claim_of_a_person_does_not_win_over_a_machine_s() -> None:
    base, person, machine = (
        catalog({}, X_Provenance=text)
        for text in ("unknown", "translated by a person", "machine draft (AI), 2026-11")
    )
    merged = merge_catalogs(base, person, machine)
    assert merged.catalog.fields["X-Provenance"] == "machine draft (AI), 2026-11"


def holding(*made: Message, notes: str = "") -> Catalog:
    return canonical(Catalog(made, HEADER, notes))


def test_marks_stand_around_the_whole_message_though_one_with_a_context_reads_alike() -> None:
    alike = Message("a", ("1",), context="menu")
    base, ours, theirs = (holding(alike, Message("a", (text,))) for text in ("", "1", "2"))
    merged = merge_catalogs(base, ours, theirs)
    assert 'msgctxt "menu"\nmsgid "a"\nmsgstr "1"\n\n<<<<<<< ours\nmsgid "a"\n' in merged.text


def test_two_old_translations_of_the_same_english_are_both_kept() -> None:
    old = [Message("a", (text,), is_obsolete=True) for text in ("1", "2")]
    merged = merge_catalogs(holding(), holding(*old), holding())
    assert [message.forms for message in merged.catalog.messages] == [("1",), ("2",)]


def test_old_translations_of_two_sides_are_no_conflict() -> None:
    ours, theirs = (holding(Message("a", (text,), is_obsolete=True)) for text in ("1", "2"))
    merged = merge_catalogs(holding(), ours, theirs)
    found = [message.forms for message in merged.catalog.messages]
    assert (found, merged.conflicts) == ([("1",), ("2",)], {})


GETTEXT = [
    ["msgcat", "a.po"],
    ["msgattrib", "a.po"],
    ["msgmerge", "--quiet", "a.po", "a.po"],
    ["msgfmt", "-c", "a.po"],
]
OLD_ONES = [
    *(Message("a", (text,), is_obsolete=True) for text in ("1", "2")),
    Message("a", ("3",), is_obsolete=True, context="menu"),
    Message("a", ("4",), is_obsolete=True, context="menu"),
    Message("a", ("5", "6"), "many", is_obsolete=True),
    Message("b", ("7",), is_obsolete=True),
]
LIVE = Message("b", ("B",))


@pytest.mark.skipif(not shutil.which("msgcat"), reason="GNU gettext is not installed")
@pytest.mark.parametrize("command", GETTEXT, ids=lambda command: command[0])
def test_gettext_reads_what_two_branches_have_left_of_one_message(
    tmp_path: Path, command: list[str]
) -> None:
    merged = merge_catalogs(holding(), holding(LIVE, *OLD_ONES[::2]), holding(*OLD_ONES[1::2]))
    (tmp_path / "a.po").write_text(merged.text, "utf-8")
    write_catalog(tmp_path / "b.po", holding(LIVE, *OLD_ONES))
    assert (tmp_path / "b.po").read_text("utf-8") == merged.text
    done = subprocess.run([*command, "-o", "/dev/null"], cwd=tmp_path, check=False)
    assert done.returncode == 0


def test_each_old_translation_of_one_message_is_read_back(tmp_path: Path) -> None:
    write_catalog(tmp_path / "a.po", holding(LIVE, *OLD_ONES))
    again = read_catalog(tmp_path / "a.po").messages
    known = {(one.context, tuple(one.forms)) for one in (LIVE, *OLD_ONES)}
    assert {(one.context, tuple(one.forms)) for one in again} == known


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"notes": "Anna"}, {"notes": "Zoe"}),
        ({}, {"flags": ["fuzzy"]}),
        ({"flags": ["fuzzy"], "previous": OLD}, {"flags": ["fuzzy"], "previous": OLDER}),
        ({"plural": "as"}, {"plural": "bs"}),
    ],
)
def test_old_messages_that_differ_in_what_a_translator_noted_are_both_kept(
    first: dict[str, Any], second: dict[str, Any]
) -> None:
    both = [Message("a", ("1",), is_obsolete=True, **one) for one in (first, second)]
    for sides in (both, both[::-1]):
        merged = merge_catalogs(holding(*sides), holding(*both), holding(*sides)).catalog
        assert text_of(merged) == text_of(holding(*both))


def test_an_old_message_that_one_side_deleted_is_gone_and_the_other_like_it_stays() -> None:
    anna, zoe = (Message("a", ("1",), is_obsolete=True, notes=name) for name in ("Anna", "Zoe"))
    merged = merge_catalogs(holding(anna, zoe), holding(anna, zoe), holding(zoe))
    assert [message.notes for message in merged.catalog.messages] == ["Zoe"]


def test_a_comment_that_only_they_have_put_above_the_catalog_is_kept() -> None:
    merged = merge_catalogs(holding(notes="A"), holding(notes="A"), holding(notes="A\nB"))
    assert merged.catalog.notes == "A\nB"


def test_a_flag_of_ours_and_a_translation_of_theirs_are_both_kept() -> None:
    base, ours, theirs = (
        holding(Message("a", (text,), flags=flags))
        for text, flags in (("", []), ("", ["no-wrap"]), ("A", []))
    )
    (merged,) = merge_catalogs(base, ours, theirs).catalog.messages
    assert (merged.forms, merged.flags) == (("A",), ("no-wrap",))


def test_the_new_order_of_one_side_and_the_new_message_of_the_other_are_both_kept() -> None:
    merged = merge({"a": "A", "b": "B"}, {"a": "A", "n": "N", "b": "B"}, {"b": "B", "a": "A"})
    assert list(said(merged)) == ["b", "a", "n"]


def test_a_merge_without_conflict_is_in_the_canonical_form() -> None:
    merged = merge({"a": ""}, {"a": "A", "b": "B"}, {"a": "", "c": "C"})
    assert merged.text == text_of(merged.catalog)


def _resolved(text: str, side: str) -> str:
    """Return the text with one side of each conflict."""
    kept, skip = [], ""
    for line in text.split("\n"):
        if line.startswith(("<<<<<<< ", "=======", ">>>>>>> ")):
            skip = {"<": "theirs", "=": "ours", ">": ""}[line[0]]
        elif skip != side:
            kept.append(line)
    return "\n".join(kept)


def _translated(catalog: Catalog) -> set[tuple[object, ...]]:
    return {
        (*one.key, one.is_obsolete, one.plural, *one.forms)
        for one in catalog.messages
        if any(one.forms)
    }


def _read(text: str) -> Catalog:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.po"
        path.write_text(text, "utf-8")
        return read_catalog(path)


WORDS = st.sampled_from(["", "1", "2", 'a "b"\\', "<<<<<<< ours\n"])


@st.composite
def messages(draw: st.DrawFn) -> Message:
    flags = draw(st.lists(st.sampled_from(["fuzzy", "no-wrap"]), unique=True))
    old = draw(st.sampled_from([None, "old", "older"])) if "fuzzy" in flags else None
    has_forms = draw(st.booleans())
    return Message(
        draw(st.sampled_from(["a", "b", "c\n"])),
        (draw(WORDS), draw(WORDS)) if has_forms else (draw(WORDS),),
        "many" if has_forms else "",
        context=draw(st.sampled_from([None, "x"])),
        flags=flags,
        notes=draw(st.sampled_from(["", "note", "one\ntwo"])),
        previous=Previous(msgid=old),
        is_obsolete=draw(st.booleans()),
    )


def _one_of_each(made: list[Message]) -> Catalog:
    active = {one.key: one for one in made if not one.is_obsolete}
    return holding(*active.values(), *(one for one in made if one.is_obsolete))


catalogs = st.lists(messages(), max_size=6).map(_one_of_each)


@given(catalogs, catalogs, catalogs)
def test_whichever_text_is_kept_of_each_conflict_all_that_was_written_is_in_the_one_or_the_other(
    base: Catalog, ours: Catalog, theirs: Catalog
) -> None:
    text = merge_catalogs(base, ours, theirs).text
    found: set[tuple[object, ...]] = set()
    for side in ("ours", "theirs"):
        # What each choice leaves is a catalog.
        found |= _translated(_read(_resolved(text, side)))
    new = (_translated(ours) | _translated(theirs)) - _translated(base)
    assert new <= found


@given(catalogs, catalogs)
def test_what_only_one_side_has_changed_comes_out_as_that_side(
    base: Catalog, ours: Catalog
) -> None:
    for merged in (merge_catalogs(base, ours, base), merge_catalogs(base, base, ours)):
        assert (_translated(merged.catalog), merged.conflicts) == (_translated(ours), {})


texts = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["", "1", "2", "3"]))


@settings(max_examples=40, deadline=None)
@given(texts, texts, texts)
def test_no_translation_that_a_side_made_is_lost(base: Said, ours: Said, theirs: Said) -> None:
    merged = merge(base, ours, theirs)
    kept = said(merged)
    for side in (ours, theirs):
        for msgid, msgstr in side.items():
            if msgstr and msgstr != base.get(msgid) and kept.get(msgid) != msgstr:
                assert f'msgid "{msgid}"\nmsgstr "{msgstr}"\n' in merged.text


@settings(max_examples=40, deadline=None)
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
        self.git("config", "merge.po.driver", merge_driver(sys.executable))
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
def clone(tmp_path: Path) -> Clone:
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
    assert said_in(read_catalog(clone.path)) == {"a": "A", "b": "B"}


def test_two_branches_that_translate_one_message_conflict(clone: Clone) -> None:
    clone.commit({"a": "One", "b": ""})
    clone.git("checkout", "-q", "main")
    clone.commit({"a": "Two", "b": ""})
    merged = clone.git("merge", "-q", "-m", "Merge", "other")
    assert merged.returncode == 1
    assert "a.po:12: both sides translated this message." in merged.stderr


def test_a_catalog_that_cannot_be_read_is_merged_line_by_line(clone: Clone) -> None:
    clone.commit({"a": "", "b": "B"})
    clone.git("checkout", "-q", "main")
    clone.path.write_text("nonsense\n")
    clone.git("commit", "-q", "-a", "-m", "Break it")
    merged = clone.git("merge", "-q", "-m", "Merge", "other")
    assert merged.returncode == 1
    assert "It was merged line by line" in merged.stderr


def _broken_theirs(clone: Clone) -> None:
    """Break the last line of the other side; git's own merge of it has no conflict."""
    text = clone.path.read_text()
    clone.path.write_text(text.replace('msgid "b"\nmsgstr ""', 'msgid "b"\nmsgstr "un"closed"'))
    clone.git("commit", "-q", "-a", "-m", "Break it")
    clone.git("checkout", "-q", "main")
    clone.path.write_text(clone.path.read_text().replace("#\n", "# A note.\n", 1))
    clone.git("commit", "-q", "-a", "-m", "Note it")


def test_a_broken_catalog_is_for_a_person_to_see_though_its_lines_merge(clone: Clone) -> None:
    _broken_theirs(clone)
    assert clone.git("merge", "-q", "-m", "Merge", "other").returncode == 1
    assert {"# A note.", 'msgstr "un"closed"'} <= set(clone.path.read_text().split("\n"))


def test_a_sign_that_a_terminal_obeys_is_told_escaped(tmp_path: Path) -> None:
    for name in ("base", "ours"):
        (tmp_path / name).touch()
    (tmp_path / "theirs").write_text('msgid ""\nmsgstr "a\\\x1b[2J"\n', "utf-8")
    told = run_multilingual(tmp_path, "merge", "base", "ours", "theirs", "es.po").stderr
    assert told.startswith("es.po:2: The text has \\\\x1b")
    assert "\x1b" not in told


def test_git_marks_a_conflict_where_the_tools_are_gone(clone: Clone) -> None:
    clone.git("config", "merge.po.driver", merge_driver("/gone/100%/python"))
    clone.commit({"a": "One", "b": ""})
    clone.git("checkout", "-q", "main")
    clone.commit({"a": "Two", "b": ""})
    assert clone.git("merge", "-q", "-m", "Merge", "other").returncode == 1
    assert {'msgstr "One"', 'msgstr "Two"'} <= set(clone.path.read_text().split("\n"))


def test_python_may_live_in_a_folder_with_spaces_and_signs(clone: Clone, tmp_path: Path) -> None:
    python = tmp_path / "my tools, 100%A" / "python"
    python.parent.mkdir()
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    clone.git("config", "merge.po.driver", merge_driver(str(python)))
    clone.commit({"a": "", "b": "B"})
    clone.git("checkout", "-q", "main")
    clone.commit({"a": "A", "b": ""})
    clone.git("merge", "-q", "-m", "Merge", "other")
    assert said_in(read_catalog(clone.path)) == {"a": "A", "b": "B"}
