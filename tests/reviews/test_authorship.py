"""A review counts for readers only if the person, or a recorder, brought it to the base."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from committing import commit, git
from conftest import SmallProject, run_multilingual

from multilingual.catalogs.language_folder import LanguageFolder
from multilingual.reviews.authorship import trusted_register
from multilingual.reviews.register import Kind, Record, Register, Review, digest
from multilingual.status.publication_threshold import below_threshold

ANA, RECORDER, STRANGER = "ana@example.org", "record@example.org", "stranger@example.org"
PEOPLE = f"""
[[reviewer]]
name = "Ana Ruiz"
role = "doctor"
kind = "medical"
languages = ["es"]
addresses = ["{ANA}"]

[[reviewer]]
name = "Eva"
role = "reader"
kind = "speaker"
languages = ["es"]

[[recorder]]
name = "A Maintainer"
addresses = ["{RECORDER}"]
"""
DAY = datetime.date(2026, 11, 25)
DOCTOR = Review("Ana Ruiz", "doctor", Kind.MEDICAL, DAY)
SPEAKER = Review("Eva", "reader", Kind.SPEAKER, DAY)
PAGE = {
    "Home": "Inicio",
    "Welcome to the site.": "Bienvenidos.",
    "Is it catching?": "¿Se contagia?",
    "No. You cannot catch it.": "No. No se contagia.",
    "You can live together.": "Pueden convivir.",
}
DIGESTS = [digest(*message) for message in PAGE.items()]
UNKNOWN = "No doctor and no qualified translator has checked this translation."
CHECKED = "A health professional who speaks this language checked this translation"


@pytest.fixture
def clone(project: SmallProject) -> SmallProject:
    """A clone whose branch main lists the people, with a translated page that nobody reviewed."""
    project.translate("es", "index", PAGE)
    project.write("reviewers.toml", PEOPLE)
    project.write(".gitignore", "build\n")
    git(project.folder, "init", "-q", "-b", "main")
    commit(project.folder, RECORDER)
    return project


def register(project: SmallProject) -> Path:
    return project.folder / "locale" / "es" / "reviews.toml"


def write(project: SmallProject, *records: tuple[Review, list[str]]) -> None:
    made = [Record("index", review, tuple(digests)) for review, digests in records]
    Register(made).write(register(project))


def seen(project: SmallProject) -> dict[str, list[Review]]:
    """Return what readers are told of each message."""
    return dict(trusted_register(project.folder, "es", register(project)).reviews_by_digest())


def told(project: SmallProject) -> list[str]:
    lines = run_multilingual(project.folder, "check").stdout.splitlines()
    return [line for line in lines if ": reviews: " in line]


def notice(project: SmallProject) -> str:
    project.build("es")
    return str(project.html("es").select_one(".provenance").text)


def test_a_review_that_the_person_committed_counts(clone: SmallProject) -> None:
    write(clone, (DOCTOR, DIGESTS))
    commit(clone.folder, ANA)
    assert CHECKED in notice(clone)
    assert told(clone) == []


def test_a_review_that_a_recorder_committed_counts(clone: SmallProject) -> None:
    write(clone, (SPEAKER, DIGESTS))
    commit(clone.folder, RECORDER.upper())
    assert seen(clone)[DIGESTS[0]] == [SPEAKER]
    assert told(clone) == []


def test_a_commit_without_an_address_ends_no_command(clone: SmallProject) -> None:
    write(clone, (DOCTOR, DIGESTS))
    commit(clone.folder, "")
    assert seen(clone).get(DIGESTS[0], []) == []
    assert run_multilingual(clone.folder, "check").returncode in (0, 1)


def test_a_review_that_somebody_else_committed_leaves_the_page_unchecked(
    clone: SmallProject,
) -> None:
    write(clone, (DOCTOR, DIGESTS))
    commit(clone.folder, STRANGER)
    assert UNKNOWN in notice(clone)


def test_the_check_says_who_committed_a_review_that_does_not_count(clone: SmallProject) -> None:
    write(clone, (DOCTOR, DIGESTS))
    name = commit(clone.folder, STRANGER)
    assert told(clone)[0].startswith(
        "locale/es/reviews.toml:4: reviews: Readers do not see this review. "
        f"Commit {name[:10]} wrote it as {STRANGER}, which is no address of Ana Ruiz"
    )


def test_a_message_added_to_the_review_of_somebody_does_not_count(clone: SmallProject) -> None:
    write(clone, (DOCTOR, DIGESTS[:2]))
    commit(clone.folder, ANA)
    write(clone, (DOCTOR, DIGESTS[:3]))
    commit(clone.folder, STRANGER)
    assert set(seen(clone)) == set(DIGESTS[:2])


def test_lines_taken_out_between_two_reviews_make_no_third(clone: SmallProject) -> None:
    write(clone, (DOCTOR, DIGESTS[:1]), (SPEAKER, DIGESTS[1:]))
    commit(clone.folder, RECORDER)
    lines = register(clone).read_text("utf-8").splitlines(keepends=True)
    # What a reader of the language checked stands below the name of the doctor now.
    end, begin = lines.index("]\n"), len(lines) - lines[::-1].index("messages = [\n")
    register(clone).write_text("".join(lines[:end] + lines[begin:]), "utf-8")
    commit(clone.folder, STRANGER)
    assert Register.read(register(clone)).records[0].review == DOCTOR
    assert set(seen(clone)) == set(DIGESTS[:1])


def test_a_review_that_was_withdrawn_and_that_somebody_brought_back_does_not_count(
    clone: SmallProject,
) -> None:
    write(clone, (DOCTOR, DIGESTS))
    commit(clone.folder, ANA)
    write(clone)
    commit(clone.folder, ANA)
    write(clone, (DOCTOR, DIGESTS))
    commit(clone.folder, STRANGER)
    assert seen(clone) == {}


def test_a_register_that_is_moved_within_itself_still_counts(clone: SmallProject) -> None:
    write(clone, (DOCTOR, DIGESTS))
    commit(clone.folder, ANA)
    register(clone).write_text(f"# A word.\n{register(clone).read_text('utf-8')}", "utf-8")
    commit(clone.folder, STRANGER)
    assert set(seen(clone)) == set(DIGESTS)


def test_a_merge_by_a_recorder_vouches_for_nothing_that_a_stranger_wrote(
    clone: SmallProject,
) -> None:
    git(clone.folder, "checkout", "-qb", "offered")
    write(clone, (DOCTOR, DIGESTS))
    commit(clone.folder, STRANGER)
    git(clone.folder, "checkout", "-q", "main")
    git(clone.folder, *identity(RECORDER), "merge", "-q", "--no-ff", "-m", "Merge", "offered")
    assert seen(clone) == {}


def test_a_merge_keeps_the_reviews_of_both_sides(clone: SmallProject) -> None:
    git(clone.folder, "checkout", "-qb", "offered")
    write(clone, (DOCTOR, DIGESTS))
    commit(clone.folder, ANA)
    git(clone.folder, "checkout", "-q", "main")
    clone.write("locale/es/terms.csv", "term,preferred,allowed,forbidden\n")
    commit(clone.folder, STRANGER)
    git(clone.folder, *identity(STRANGER), "merge", "-q", "--no-ff", "-m", "Merge", "offered")
    assert set(seen(clone)) == set(DIGESTS)


def test_a_review_in_a_branch_does_not_count_before_it_is_on_main(clone: SmallProject) -> None:
    git(clone.folder, "checkout", "-qb", "offered")
    write(clone, (DOCTOR, DIGESTS))
    commit(clone.folder, ANA)
    assert seen(clone) == {}
    assert "before it is on the branch main. Merge it there." in told(clone)[0]


def test_whoever_lists_himself_in_a_branch_writes_no_review(clone: SmallProject) -> None:
    git(clone.folder, "checkout", "-qb", "offered")
    clone.write("reviewers.toml", PEOPLE.replace(ANA, STRANGER))
    write(clone, (DOCTOR, DIGESTS))
    commit(clone.folder, STRANGER)
    git(clone.folder, "branch", "-f", "main", "HEAD^")
    assert seen(clone) == {}


def test_the_base_of_a_clone_is_that_of_where_it_comes_from(
    clone: SmallProject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("other") / "clone"
    git(clone.folder, "clone", "-q", str(clone.folder), str(other))
    there = SmallProject.__new__(SmallProject)
    there.folder = other
    write(there, (DOCTOR, DIGESTS))
    commit(other, ANA)
    assert seen(there) == {}
    git(clone.folder, "pull", "-q", str(other), "main")
    git(other, "fetch", "-q")
    assert set(seen(there)) == set(DIGESTS)


def test_a_clone_without_the_past_shows_no_review(
    clone: SmallProject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    write(clone, (DOCTOR, DIGESTS))
    commit(clone.folder, ANA)
    clone.write("note.txt", "")
    commit(clone.folder, ANA)
    other = tmp_path_factory.mktemp("other") / "clone"
    git(clone.folder, "clone", "-q", "--depth=1", f"file://{clone.folder}", str(other))
    assert trusted_register(other, "es", other / "locale/es/reviews.toml").records == []
    assert "git fetch --unshallow" in run_multilingual(other, "check").stdout


def test_without_git_no_review_is_verified(project: SmallProject) -> None:
    project.translate("es", "index", PAGE)
    project.write("reviewers.toml", PEOPLE)
    write(project, (DOCTOR, DIGESTS))
    assert UNKNOWN in notice(project)
    assert "this folder is no git clone" in told(project)[0]


def test_a_review_that_is_not_committed_is_told_and_not_seen(clone: SmallProject) -> None:
    git(clone.folder, "config", "user.email", ANA)
    write(clone, (DOCTOR, DIGESTS))
    assert seen(clone) == {}
    assert "warning: Readers do not see this review before it is committed." in told(clone)[0]


def test_the_hook_refuses_a_review_that_somebody_else_would_commit(clone: SmallProject) -> None:
    git(clone.folder, "config", "user.email", STRANGER)
    write(clone, (DOCTOR, DIGESTS))
    git(clone.folder, "add", "-A")
    refused = run_multilingual(clone.folder, "staged")
    assert f"Git would commit it as {STRANGER}" in refused.stderr
    assert refused.returncode == 1


def test_the_hook_lets_the_person_commit(clone: SmallProject) -> None:
    git(clone.folder, "config", "user.email", ANA)
    write(clone, (DOCTOR, DIGESTS))
    git(clone.folder, "add", "-A")
    assert run_multilingual(clone.folder, "staged").returncode == 0


def test_a_page_is_built_anew_once_its_reviews_are_committed(clone: SmallProject) -> None:
    git(clone.folder, "config", "user.email", ANA)
    write(clone, (DOCTOR, DIGESTS))
    assert UNKNOWN in notice(clone)
    commit(clone.folder, ANA)
    assert CHECKED in notice(clone)


def test_plain_sphinx_reads_a_page_anew_once_its_reviews_are_committed(
    clone: SmallProject,
) -> None:
    write(clone, (DOCTOR, DIGESTS))
    said = []
    for bring in (lambda: None, lambda: commit(clone.folder, ANA)):
        bring()
        assert clone.sphinx("es").returncode == 0
        said.append(CHECKED in (clone.folder / "out/index.html").read_text("utf-8"))
    assert said == [False, True]


def test_an_author_with_odd_signs_stops_nothing(clone: SmallProject) -> None:
    write(clone, (DOCTOR, DIGESTS))
    commit(clone.folder, "a\u2028b\x0b@example.org")
    assert seen(clone) == {}


SAFETY = """
.. safety::

   Do not wait.
"""
WAIVERS = "rule,page,msgid,msgstr,reason,by\n"


@pytest.mark.parametrize(
    ("author", "by", "count"),
    [(ANA, "Ana Ruiz", 0), (RECORDER, "Ana Ruiz", 0), (STRANGER, "Ana Ruiz", 1), (ANA, "Eva", 1)],
)
def test_a_fault_in_a_safety_text_is_allowed_by_whom_the_row_names(
    clone: SmallProject, author: str, by: str, count: int
) -> None:
    with (clone.folder / "source/index.rst").open("a", encoding="utf-8") as page:
        page.write(SAFETY)
    clone.translate("es", "index", {**PAGE, "Do not wait.": "Espere."}, "Language: es\\n")
    run_multilingual(clone.folder, "update")
    commit(clone.folder, RECORDER)
    clone.write("locale/es/words.csv", "meaning,forms\nnot,no\n")
    row = f"negation,index,Do not wait.,Espere.,It is meant.,{by}\n"
    clone.write("locale/es/waivers.csv", WAIVERS + row)
    commit(clone.folder, author)
    said = run_multilingual(clone.folder, "check").stdout
    found = [line for line in said.splitlines() if "waivers.csv:2: waivers: " in line]
    assert len(found) == count, said


def identity(address: str) -> tuple[str, ...]:
    return "-c", f"user.email={address}", "-c", "user.name=Somebody"


def test_a_language_can_wait_until_its_texts_about_dangers_are_checked(clone: SmallProject) -> None:
    folder = clone.folder / "locale" / "es"
    catalog = folder / "LC_MESSAGES" / "index.po"
    text = catalog.read_text("utf-8")
    begin = 'msgid "No. You'
    catalog.write_text(text.replace(begin, f"#. index / safety text\n{begin}"), "utf-8")
    about = LanguageFolder(folder, clone.folder), ["index"], {"safety": 1.0}
    held = (
        "0% of its texts about dangers are checked by a qualified person, and conf.py asks for 100%"
    )
    assert below_threshold(*about) == held
    write(clone, (DOCTOR, DIGESTS))
    commit(clone.folder, ANA)
    assert below_threshold(*about) is None
