"""`make hooks` sets up a clone, and a commit is checked as it is staged."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT, SmallProject, run_multilingual

from multilingual.catalogs.reader import NOT_UTF_8

GOOD = {"Home": "Inicio"}
HEADER = "Language: es\\nMIME-Version: 1.0\\nContent-Transfer-Encoding: 8bit\\n"
HEADER += "X-Provenance: translated by a person, 2026-11\\n"


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.fixture
def clone(project: SmallProject) -> SmallProject:
    shutil.copytree(ROOT / "hooks", project.folder / "hooks")
    git(project.folder, "init", "-q")
    git(project.folder, "config", "user.email", "a@example.org")
    git(project.folder, "config", "user.name", "A")
    project.translate("es", "index", GOOD, HEADER)
    run_multilingual(project.folder, "format")
    return project


def test_hooks_lets_git_use_the_driver_and_the_hook(clone: SmallProject) -> None:
    assert run_multilingual(clone.folder, "hooks").returncode == 0
    assert "multilingual merge %O" in git(clone.folder, "config", "merge.po.driver").stdout
    assert git(clone.folder, "config", "core.hooksPath").stdout == "hooks\n"


def test_hooks_leaves_a_hook_of_somebody_else_alone(clone: SmallProject) -> None:
    (clone.folder / ".git" / "hooks").mkdir(exist_ok=True)
    (clone.folder / ".git" / "hooks" / "pre-commit").write_text("#!/bin/sh\n")
    refused = run_multilingual(clone.folder, "hooks")
    assert (refused.returncode, "there is a hook already" in refused.stderr) == (1, True)


def test_hooks_outside_of_a_clone_says_what_to_do(project: SmallProject) -> None:
    refused = run_multilingual(project.folder, "hooks")
    assert (refused.returncode, "no git clone" in refused.stderr) == (1, True)


def test_a_good_catalog_can_be_committed(clone: SmallProject) -> None:
    git(clone.folder, "add", "-A")
    assert run_multilingual(clone.folder, "staged").stderr == ""


def test_a_broken_catalog_cannot_be_committed(clone: SmallProject) -> None:
    path = clone.folder / "locale/es/LC_MESSAGES/index.po"
    path.write_text(path.read_text().replace('"Inicio"', '"In"icio"'))
    git(clone.folder, "add", "-A")
    refused = run_multilingual(clone.folder, "staged")
    assert (refused.returncode, "index.po:" in refused.stderr) == (1, True)


def test_what_is_staged_counts_and_not_what_stands_in_the_folder(clone: SmallProject) -> None:
    git(clone.folder, "add", "-A")
    (clone.folder / "locale/es/LC_MESSAGES/index.po").write_text("nonsense")
    assert run_multilingual(clone.folder, "staged").returncode == 0


def test_a_catalog_in_another_form_is_told_what_to_do(clone: SmallProject) -> None:
    path = clone.folder / "locale/es/LC_MESSAGES/index.po"
    path.write_text(path.read_text() + "\n\n")
    git(clone.folder, "add", "-A")
    refused = run_multilingual(clone.folder, "staged")
    assert (refused.returncode, "Run: make format" in refused.stderr) == (1, True)


def test_hooks_leaves_hooks_of_another_kind_running(clone: SmallProject) -> None:
    (clone.folder / ".git" / "hooks").mkdir(exist_ok=True)
    (clone.folder / ".git" / "hooks" / "pre-push").write_text("#!/bin/sh\n")
    assert run_multilingual(clone.folder, "hooks").returncode == 1
    assert git(clone.folder, "config", "core.hooksPath").stdout == ""


def test_hooks_lets_git_merge_though_a_hook_of_somebody_else_is_there(clone: SmallProject) -> None:
    (clone.folder / ".git" / "hooks").mkdir(exist_ok=True)
    (clone.folder / ".git" / "hooks" / "pre-commit").write_text("#!/bin/sh\n")
    run_multilingual(clone.folder, "hooks")
    assert "multilingual merge %O" in git(clone.folder, "config", "merge.po.driver").stdout


def test_a_hook_that_calls_ours_is_well_and_stays(clone: SmallProject) -> None:
    own = clone.folder / ".git" / "hooks" / "pre-commit"
    own.parent.mkdir(exist_ok=True)
    own.write_text("#!/bin/sh\nhooks/pre-commit || exit\n")
    assert run_multilingual(clone.folder, "hooks").returncode == 0
    assert git(clone.folder, "config", "core.hooksPath").stdout == ""


def test_staged_outside_of_a_clone_says_what_to_do(project: SmallProject) -> None:
    refused = run_multilingual(project.folder, "staged")
    assert (refused.returncode, "no git clone" in refused.stderr) == (1, True)


def test_a_page_that_is_not_finished_is_committed_without_a_word(clone: SmallProject) -> None:
    clone.translate("es", "index", {"Home": "Inicio", "Welcome to the site.": ""}, HEADER)
    run_multilingual(clone.folder, "format")
    git(clone.folder, "add", "-A")
    assert run_multilingual(clone.folder, "staged").stderr == ""


FORGED = """[[review]]
page = "index"
by = "Nobody"
role = "rheumatologist"
kind = "medical"
date = 2026-11-25
messages = ["0123456789abcdef0123456789abcdef"]
"""
WAIVERS = "rule,page,msgid,msgstr,reason,by\n"


def staged(clone: SmallProject) -> subprocess.CompletedProcess[str]:
    git(clone.folder, "add", "-A")
    return run_multilingual(clone.folder, "staged")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("locale/es/reviews.toml", FORGED, "locale/es/reviews.toml:1: reviews: Nobody"),
        ("source/reviews.toml", FORGED, "source/reviews.toml:1: reviews: Nobody"),
        ("locale/es/waivers.csv", f"{WAIVERS}numbers,a\n", "locale/es/waivers.csv:2: waivers: "),
        ("locale/es/search.csv", "kind\n", "locale/es/search.csv:1: search: "),
        ("source/search.csv", "kind\n", "source/search.csv:1: search: "),
    ],
)
def test_what_check_refuses_beside_the_catalogs_cannot_be_committed(
    clone: SmallProject, name: str, text: str, told: str
) -> None:
    clone.write(name, text)
    refused = staged(clone)
    assert (refused.returncode, told in refused.stderr) == (1, True), refused.stderr


def test_a_catalog_that_was_renamed_cannot_be_committed(clone: SmallProject) -> None:
    staged(clone)
    git(clone.folder, "commit", "-qm", "first")
    git(clone.folder, "mv", "locale/es/LC_MESSAGES/index.po", "locale/es/LC_MESSAGES/indice.po")
    assert "indice.po:1: names: " in staged(clone).stderr


def test_a_reviewer_who_is_struck_off_takes_the_reviews_along(clone: SmallProject) -> None:
    who = '[[reviewer]]\nname = "Nobody"\nrole = "rheumatologist"\nkind = "medical"\n'
    may = 'languages = ["es"]\naddresses = ["a@example.org"]\n'
    clone.write("reviewers.toml", f"{who}{may}")
    clone.write("locale/es/reviews.toml", FORGED)
    assert staged(clone).returncode == 0
    git(clone.folder, "commit", "-qm", "first")
    (clone.folder / "reviewers.toml").unlink()
    assert "locale/es/reviews.toml:1: reviews: Nobody" in staged(clone).stderr


def test_a_language_that_is_not_touched_holds_no_commit_up(clone: SmallProject) -> None:
    clone.write("locale/fr/reviews.toml", FORGED)
    staged(clone)
    git(clone.folder, "commit", "-qm", "first")
    clone.translate("es", "index", {"Home": "Principio"}, HEADER)
    run_multilingual(clone.folder, "format")
    assert staged(clone).returncode == 0


@pytest.fixture
def deep(clone: SmallProject) -> SmallProject:
    """A clone whose folder of catalogs has two parts."""
    conf = clone.folder / "conf.py"
    conf.write_text(conf.read_text().replace('"locale"', '"i18n/po"'))
    (clone.folder / "i18n").mkdir()
    (clone.folder / "locale").rename(clone.folder / "i18n" / "po")
    return clone


def test_a_folder_of_catalogs_in_a_folder_is_checked(deep: SmallProject) -> None:
    path = deep.folder / "i18n/po/es/LC_MESSAGES/index.po"
    path.write_text(path.read_text().replace('"Inicio"', '"\u202eInicio"'))
    assert "i18n/po/es/LC_MESSAGES/index.po:" in staged(deep).stderr


def test_format_finds_the_catalogs_where_conf_py_says_they_are(deep: SmallProject) -> None:
    path = deep.folder / "i18n/po/es/LC_MESSAGES/index.po"
    path.write_text(path.read_text() + "\n\n")
    told = run_multilingual(deep.folder, "format", "--check")
    assert (told.returncode, "i18n/po/es" in told.stdout) == (1, True)


def test_what_git_cannot_do_is_told_in_its_words(clone: SmallProject) -> None:
    (clone.folder / ".git" / "config.lock").touch()
    refused = run_multilingual(clone.folder, "hooks")
    (line,) = refused.stderr.splitlines()
    assert "git says: could not lock config file .git/config: File exists. Mend that" in line
    assert refused.returncode == 1


@pytest.mark.parametrize("command", [("hooks",), ("staged",), ("changed", "es", "--since=HEAD")])
def test_a_machine_without_git_is_told_so(
    clone: SmallProject, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv("PATH", str(clone.folder))
    refused = run_multilingual(clone.folder, *command)
    (line,) = refused.stderr.splitlines()
    assert "git is not installed here. Install it" in line
    assert refused.returncode == 1


def test_a_catalog_of_the_past_that_is_not_utf_8_is_named(clone: SmallProject) -> None:
    path = clone.folder / "locale/es/LC_MESSAGES/index.po"
    good = path.read_bytes()
    path.write_bytes(good.replace(b"Inicio", b"In\xedcio"))
    git(clone.folder, "add", "-A")
    git(clone.folder, "commit", "-qm", "first", "--no-verify")
    path.write_bytes(good)
    refused = run_multilingual(clone.folder, "changed", "es", "--since=HEAD")
    line = good[: good.index(b"Inicio")].count(b"\n") + 1
    said = f"HEAD:locale/es/LC_MESSAGES/index.po:{line}: {NOT_UTF_8} Name"
    assert (refused.returncode, refused.stderr.startswith(said)) == (1, True), refused.stderr


def test_a_file_whose_name_is_not_utf_8_holds_no_commit_up(clone: SmallProject) -> None:
    (clone.folder / "source" / os.fsdecode(b"caf\xe9.txt")).touch()
    assert staged(clone).returncode == 0


def test_git_leaves_the_bytes_of_broken_catalogs_in_tests_alone(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    shutil.copy(ROOT / ".gitattributes", tmp_path)
    told = git(tmp_path, "check-attr", "text", "tests/data/catalogs/good/a.po").stdout
    assert told == "tests/data/catalogs/good/a.po: text: unset\n"


def test_a_text_that_was_cut_off_cannot_be_committed(clone: SmallProject) -> None:
    texts = {"Home": "", "Welcome to the site.": ""}
    for code in ("fr", "hi"):
        clone.translate(code, "index", texts, HEADER.replace("es", code))
    run_multilingual(clone.folder, "format")
    git(clone.folder, "add", "-A")
    refused = run_multilingual(clone.folder, "staged")
    assert refused.returncode == 1
    assert "es/LC_MESSAGES/index.po:1: lost: One text of this page is not in" in refused.stderr


WAITS = "Welcome to the site."


@pytest.fixture
def marked(clone: SmallProject) -> SmallProject:
    """A clone whose last commit has a message that is fuzzy."""
    write_marked(clone, "Bienvenida al sitio.", "#, fuzzy\n")
    git(clone.folder, "add", "-A")
    git(clone.folder, "commit", "-q", "--no-verify", "-m", "a")
    return clone


def write_marked(clone: SmallProject, msgstr: str, mark: str) -> None:
    path = clone.translate("es", "index", {"Home": "Inicio", WAITS: msgstr}, HEADER)
    text = path.read_text("utf-8").replace(f'msgid "{WAITS}"', f'{mark}msgid "{WAITS}"')
    path.write_text(text, "utf-8")
    run_multilingual(clone.folder, "format")


def told(clone: SmallProject) -> list[str]:
    """Return what `make check` and the hook say of a mark that was deleted."""
    git(clone.folder, "add", "-A")
    said = [run_multilingual(clone.folder, "check", "es").stdout]
    said.append(run_multilingual(clone.folder, "staged").stderr)
    lines = "".join(said).splitlines()
    return [line.partition("index.po:")[2][:46] for line in lines if "The word fuzzy" in line]


def test_a_mark_that_was_deleted_without_a_correction_is_told(marked: SmallProject) -> None:
    write_marked(marked, "Bienvenida al sitio.", "")
    assert told(marked) == ["17: fuzzy: warning: The word fuzzy was deleted"] * 2


def test_a_mark_that_was_deleted_as_the_page_was_renamed_is_told(marked: SmallProject) -> None:
    write_marked(marked, "Bienvenida al sitio.", "")
    catalogs = "locale/es/LC_MESSAGES"
    git(marked.folder, "mv", f"{catalogs}/index.po", f"{catalogs}/start-index.po")
    assert told(marked) == ["17: fuzzy: warning: The word fuzzy was deleted"] * 2


def test_a_mark_that_was_deleted_with_a_correction_is_well(marked: SmallProject) -> None:
    write_marked(marked, "Le damos la bienvenida al sitio.", "")
    assert told(marked) == []


def test_a_mark_that_stays_is_told_as_such(marked: SmallProject) -> None:
    write_marked(marked, "Bienvenida al  sitio.", "#, fuzzy\n")
    assert told(marked) == []


def test_a_page_that_was_not_asked_for_is_not_told(marked: SmallProject) -> None:
    write_marked(marked, "Bienvenida al sitio.", "")
    assert "fuzzy" not in run_multilingual(marked.folder, "check", "--page=sphinx").stdout


LISTS = ("words.csv", "terms.csv", "numbers.csv", "search.csv", "reviews.toml")


@pytest.fixture
def whole(clone: SmallProject) -> SmallProject:
    """A clone whose last commit has two pages and the lists of a language."""
    clone.write("source/more.rst", "More\n====\n")
    clone.translate("es", "more", {"More": "Más"}, HEADER)
    for name in LISTS:
        clone.write(f"locale/es/{name}", "")
    run_multilingual(clone.folder, "format")
    git(clone.folder, "add", "-A")
    git(clone.folder, "commit", "-q", "--no-verify", "-m", "a")
    return clone


def deleted(clone: SmallProject, *names: str) -> list[str]:
    """Return what the hook says of files that a commit deletes."""
    git(clone.folder, "rm", "-rq", *names)
    said = run_multilingual(clone.folder, "staged").stderr.splitlines()
    return [line for line in said if ": deleted: " in line]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_not_deleted_without_a_word(whole: SmallProject, name: str) -> None:
    (only,) = deleted(whole, f"locale/es/{name}")
    assert only.startswith(f"locale/es/{name}:1: deleted: This commit deletes this list: without ")
    assert f"(git checkout HEAD -- locale/es/{name}). " in only
    assert only.endswith("commit with: git commit --no-verify")


def test_the_glossary_is_not_broken_or_deleted_without_a_word(whole: SmallProject) -> None:
    whole.write("source/terms.csv", "topic,term\n")
    git(whole.folder, "add", "-A")
    assert "source/terms.csv:1: terms: " in run_multilingual(whole.folder, "staged").stderr
    git(whole.folder, "commit", "-q", "--no-verify", "-m", "b")
    (only,) = deleted(whole, "source/terms.csv")
    assert "this list: without it no page explains a medical word." in only


def test_the_catalog_of_a_page_that_stays_is_not_deleted_without_a_word(
    whole: SmallProject,
) -> None:
    (only,) = deleted(whole, "locale/es/LC_MESSAGES/more.po")
    assert "This commit deletes the translation of more, which the site still has." in only


def test_the_catalog_of_a_page_goes_with_the_page(whole: SmallProject) -> None:
    assert deleted(whole, "locale/es/LC_MESSAGES/more.po", "source/more.rst") == []


def test_a_whole_language_that_is_deleted_is_told_once(whole: SmallProject) -> None:
    (only,) = deleted(whole, "locale/es")
    assert "This commit deletes all of the language es." in only


def test_a_list_that_is_not_asked_of_a_language_goes_without_a_word(whole: SmallProject) -> None:
    whole.write("locale/es/waivers.csv", WAIVERS)
    git(whole.folder, "add", "-A")
    git(whole.folder, "commit", "-q", "--no-verify", "-m", "b")
    assert deleted(whole, "locale/es/waivers.csv") == []


def test_a_name_of_a_catalog_speaks_to_no_terminal(clone: SmallProject) -> None:
    path = str(clone.folder / "locale/es/LC_MESSAGES/index.po")
    (clone.folder / "broken.po").write_text("nonsense")
    told = run_multilingual(clone.folder, "merge", path, "broken.po", path, "a\x1b\n::error::b.po")
    assert told.stderr.startswith("a\\x1b\\n::error::b.po:1: ")
