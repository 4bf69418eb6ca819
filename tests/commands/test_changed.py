"""`make changed` shows a returning translator which English changed since a revision of git."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import SmallProject, run_multilingual

from multilingual.catalogs.message import Catalog, Message, Previous
from multilingual.update.english_changes import ChangeKind, changes_of, compare_words

OLD = {
    "Wear a hat in the strong sun.": "Use un sombrero.",
    "Ask your doctor.": "Pregunte.",
    "Smoking harms everybody with lupus.": "Fumar es malo.",
}
NEW = {
    "Wear a wide hat in the strong sun.": "Use un <b>sombrero</b>.",
    "Ask your doctor.": "Pregunte.",
    "Vaccines protect you against infections.": "",
}


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *who, *arguments], cwd=folder, capture_output=True, check=True)


@pytest.fixture
def clone(project: SmallProject) -> SmallProject:
    """A clone whose first revision, `v1`, has other English than its folder."""
    project.translate("es", "index", OLD)
    git(project.folder, "init", "-q")
    git(project.folder, "add", "-A")
    git(project.folder, "commit", "-qm", "first")
    git(project.folder, "tag", "v1")
    project.translate("es", "index", NEW)
    return project


def changed(project: SmallProject, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run_multilingual(project.folder, "changed", *arguments)


def catalog(*messages: Message) -> dict[str, Catalog]:
    return {"index": Catalog(messages)}


def test_words_that_changed_are_marked_beside_the_translation_of_now(clone: SmallProject) -> None:
    lines = changed(clone, "es", "--since", "v1").stdout.splitlines()
    assert lines == [
        "locale/es/LC_MESSAGES/index.po:4: changed, translated",
        "  en: Wear a{+ wide+} hat in the strong sun.",
        "  es: Use un <b>sombrero</b>.",
        "",
        "locale/es/LC_MESSAGES/index.po:10: new, missing",
        "  en: {+Vaccines protect you against infections.+}",
        "  es:",
        "",
        "v1:locale/es/LC_MESSAGES/index.po:10: gone",
        "  en: [-Smoking harms everybody with lupus.-]",
        "  es: Fumar es malo.",
    ]


def test_json_has_every_change(clone: SmallProject) -> None:
    told = json.loads(changed(clone, "es", "--since=v1", "--format=json").stdout)
    kinds = [(one["kind"], one["state"]) for one in told["changes"]]
    assert kinds == [("changed", "translated"), ("new", "missing"), ("gone", "")]


def test_html_is_written_escaped_and_says_the_language_of_each_text(clone: SmallProject) -> None:
    told = changed(clone, "es", "--since=v1", "--format=html").stdout.strip()
    page = BeautifulSoup((clone.folder / told).read_text("utf-8"), "html.parser")
    cells = page.select("section:first-of-type p")
    assert told == str(Path("build", "changed-es.html"))
    assert [(cell["lang"], cell["dir"]) for cell in cells] == [("en", "ltr"), ("es", "ltr")]
    assert cells[1].text == "Use un <b>sombrero</b>."
    assert page.ins is not None
    assert page.ins.text == " wide"
    assert not page.select("[src], [href]")


def test_nothing_changed_is_said(clone: SmallProject) -> None:
    clone.translate("es", "index", OLD)
    assert changed(clone, "es", "--since=v1").stdout == "No English has changed since v1.\n"


def test_a_revision_that_git_does_not_know_is_a_wrong_call(clone: SmallProject) -> None:
    refused = changed(clone, "es", "--since=--all")
    assert (refused.returncode, "'--all': git knows no such" in refused.stderr) == (2, True)


def test_names_and_signs_of_another_revision_are_shown_escaped(clone: SmallProject) -> None:
    odd = clone.folder / "locale/es/LC_MESSAGES/x\x1b[2J\r::error::forged\u202e.po"
    odd.write_text('msgid ""\nmsgstr "\\\x1b"\n', "utf-8")
    git(clone.folder, "add", "-A")
    git(clone.folder, "commit", "-qm", "odd")
    told = changed(clone, "es", "--since=HEAD").stderr
    assert "x\\x1b[2J\\r::error::forged\\u202e.po:2: The text has \\\\x1b" in told
    assert "\x1b" not in told


def test_a_day_stands_for_the_last_commit_before_it(clone: SmallProject) -> None:
    told = changed(clone, "es", "--since=2099-01-01").stdout
    assert told == changed(clone, "es", "--since=v1").stdout.replace("v1:", "2099-01-01:")


def test_a_day_before_the_first_commit_is_a_wrong_call(clone: SmallProject) -> None:
    refused = changed(clone, "es", "--since=1999-01-01")
    assert (refused.returncode, "a later day" in refused.stderr) == (2, True)


def test_english_and_an_unknown_language_are_wrong_calls(clone: SmallProject) -> None:
    told = [changed(clone, name, "--since=v1") for name in ("en", "xx")]
    assert [one.returncode for one in told] == [2, 2]
    assert [len(one.stderr.splitlines()) for one in told] == [1, 1]


def test_a_folder_that_is_no_clone_is_told_so(project: SmallProject) -> None:
    project.translate("es", "index", NEW)
    refused = changed(project, "es", "--since=v1")
    assert (refused.returncode, "no git clone" in refused.stderr) == (1, True)


def test_a_damaged_catalog_of_the_past_is_named(clone: SmallProject) -> None:
    clone.write("locale/es/LC_MESSAGES/index.po", "nonsense\n")
    git(clone.folder, "commit", "-qam", "second")
    clone.translate("es", "index", NEW)
    refused = changed(clone, "es", "--since=HEAD")
    assert refused.returncode == 1
    assert refused.stderr.startswith("HEAD:locale/es/LC_MESSAGES/index.po:1: ")


def test_the_previous_msgid_pairs_texts_that_are_not_alike() -> None:
    now = Message("Rest.", ("x",), previous=Previous(msgid="Go home!"), flags=["fuzzy"])
    (change,) = changes_of(catalog(Message("Go home!")), catalog(now))
    assert (change.kind, change.before, change.state) == (ChangeKind.CHANGED, "Go home!", "fuzzy")


def test_a_page_that_was_renamed_is_compared_with_itself(clone: SmallProject) -> None:
    catalogs = clone.folder / "locale/es/LC_MESSAGES"
    git(clone.folder, "add", "-A")
    git(clone.folder, "commit", "-qm", "second")
    git(clone.folder, "mv", f"{catalogs}/index.po", f"{catalogs}/start.po")
    reworded = {one.replace("Ask your", "Ask a"): text for one, text in NEW.items()}
    clone.translate("es", "start", reworded)
    where, *words = changed(clone, "es", "--since=HEAD").stdout.splitlines()
    assert where.endswith("start.po:7: changed, translated")
    assert words == ["  en: Ask [-your-]{+a+} doctor.", "  es: Pregunte."]


def test_a_text_that_another_page_keeps_can_be_reworded_on_this_page() -> None:
    kept = Message("Go home now!")
    old = {**catalog(kept), "other": catalog(kept)["index"]}
    new = {**catalog(Message("Go home soon!")), "other": old["other"]}
    (change,) = changes_of(old, new)
    assert (change.kind, change.before) == (ChangeKind.CHANGED, "Go home now!")


def test_a_message_that_moved_to_another_page_has_not_changed() -> None:
    old = catalog(Message("Go home!"))
    assert changes_of(old, {"other": old["index"]}) == []


@pytest.mark.parametrize(
    ("before", "after"), [("", "a b"), ("a b", ""), ("a b.", "c d."), ("a b c", "a c"), ("x ", "x")]
)
def test_the_pieces_make_up_both_texts(before: str, after: str) -> None:
    pieces = compare_words(before, after)
    assert "".join(text for sign, text in pieces if sign != "+") == before
    assert "".join(text for sign, text in pieces if sign != "-") == after
