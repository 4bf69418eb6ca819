"""Whoever looks at a change sees each row of a list that it brings, before all else."""

from __future__ import annotations

from pathlib import Path

import pytest
from committing import commit, git
from conftest import ROOT, SmallProject, run_multilingual

from multilingual.catalogs.language_folder import FILES
from multilingual.tasks.changed_rows import BESIDE, OF_A_LANGUAGE

NUMBERS = "value,forms\n38,treinta y ocho\n2,dos|par\n"
KINDS = ("new in ", "changed in ", "moved in ", "deleted in ")
REVIEW = """[[review]]
page = "index"
by = "Ana"
role = "doctor"
kind = "medical"
date = 2026-11-25
messages = ["0123456789abcdef0123456789abcdef"]
"""


@pytest.fixture
def clone(project: SmallProject) -> SmallProject:
    """A clone with a short list of numbers."""
    project.translate("es", "index", {"Home": "Inicio"})
    project.write("locale/es/numbers.csv", NUMBERS)
    project.write(".gitignore", "build\n")
    commit(project.folder)
    return project


def told(clone: SmallProject, since: str = "HEAD", *options: str) -> list[str]:
    """Return the lines about rows, and see that nothing stands before them."""
    ran = run_multilingual(clone.folder, "check", f"--since={since}", *options)
    lines = ran.stdout.splitlines()
    rows = [line for line in lines if line.startswith(KINDS)]
    assert lines[: len(rows)] == rows, ran
    return rows


def test_nothing_is_told_of_rows_that_stay(clone: SmallProject) -> None:
    clone.write("locale/es/numbers.csv", NUMBERS.replace("\n", "\r\n"))
    assert told(clone) == []


def test_a_new_row_is_told_with_its_line(clone: SmallProject) -> None:
    clone.write("locale/es/numbers.csv", f"{NUMBERS}48,cuarenta y ocho\n")
    assert told(clone) == ["new in locale/es/numbers.csv:4: 48 → cuarenta y ocho"]


def test_a_changed_row_is_told_by_what_came_and_went(clone: SmallProject) -> None:
    clone.write("locale/es/numbers.csv", NUMBERS.replace("dos|par", "dos|tres"))
    assert told(clone) == ["changed in locale/es/numbers.csv:3: 2 → with tres, without par"]


def test_a_row_that_has_moved_is_told(clone: SmallProject) -> None:
    clone.write("locale/es/numbers.csv", "value,forms\n2,dos|par\n38,treinta y ocho\n")
    assert told(clone) == ["moved in locale/es/numbers.csv:2: 2 → dos|par"]


def test_a_row_that_stands_lower_for_a_new_one_has_not_moved(clone: SmallProject) -> None:
    clone.write("locale/es/numbers.csv", NUMBERS.replace("\n", "\n7,siete\n", 1))
    assert told(clone) == ["new in locale/es/numbers.csv:2: 7 → siete"]


def test_forms_in_another_order_are_told(clone: SmallProject) -> None:
    clone.write("locale/es/numbers.csv", NUMBERS.replace("dos|par", "par|dos"))
    assert told(clone) == ["changed in locale/es/numbers.csv:3: 2 → par|dos in place of dos|par"]


def test_a_deleted_row_is_told_with_the_line_that_it_had(clone: SmallProject) -> None:
    clone.write("locale/es/numbers.csv", NUMBERS.replace("2,dos|par\n", ""))
    assert told(clone) == ["deleted in locale/es/numbers.csv:3: 2 → dos|par"]


def test_a_deleted_list_is_told_row_by_row(clone: SmallProject) -> None:
    (clone.folder / "locale/es/numbers.csv").unlink()
    assert len(told(clone)) == 2


def test_a_row_like_one_that_is_there_is_told(clone: SmallProject) -> None:
    clone.write("locale/es/numbers.csv", f"{NUMBERS}2,dos|par\n")
    assert told(clone) == ["new in locale/es/numbers.csv:4: 2 → dos|par"]


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("locale/es/words.csv", "meaning,forms\nnever,nunca\n", ":2: never → nunca"),
        (
            "locale/es/terms.csv",
            "term,preferred,allowed,banned\nflare,brote,,bengala\n",
            ":2: flare → preferred: brote; banned: bengala",
        ),
        (
            "locale/es/search.csv",
            "kind,from,to\nask,dolor de pecho,is-it-catching\n",
            ":2: ask, is-it-catching → dolor de pecho",
        ),
        (
            "locale/es/waivers.csv",
            "rule,page,msgid,msgstr,reason,by\nnumbers,index,Two,Tres,meant,Ana\n",
            ":2: numbers, index, Two → msgstr: Tres; reason: meant; by: Ana",
        ),
        (
            "locale/es/reviews.toml",
            REVIEW,
            ":1: index, Ana (doctor, medical), 2026-11-25 → 1 message",
        ),
        ("locale/es/language.toml", 'tag = "es-419"\n', ':1: tag → "es-419"'),
        ("source/search.csv", "kind,from,to\nstop,the,\n", ":2: stop → the"),
        ("source/reviews.toml", REVIEW, ":1: index, Ana (doctor, medical), 2026-11-25 → "),
        (
            "reviewers.toml",
            '[[recorder]]\nname = "Eve"\naddresses = ["eve@example.org"]\n',
            ":1: recorder → eve@example.org",
        ),
    ],
)
def test_a_row_of_each_list_and_register_is_told(
    clone: SmallProject, name: str, text: str, line: str
) -> None:
    clone.write(name, text)
    assert told(clone)[0].startswith(f"new in {name}{line}")


def test_no_list_of_a_language_is_passed_over() -> None:
    assert set(OF_A_LANGUAGE) == set(FILES)


def test_no_list_of_the_source_is_passed_over() -> None:
    lists = {path.relative_to(ROOT).as_posix() for path in (ROOT / "source").glob("*.csv")}
    assert lists <= set(BESIDE)


def test_a_row_cannot_write_a_line_of_its_own(clone: SmallProject) -> None:
    clone.write("locale/es/words.csv", 'meaning,forms\n"never\nnew in x:1: y\x1b[2K\u202e",no\n')
    (row,) = told(clone)
    assert "\\n" in row
    assert "\\x1b[2K\\u202e" in row


def test_one_word_among_many_is_seen_at_once(clone: SmallProject) -> None:
    many = "|".join(f"palabra{number}" for number in range(300))
    clone.write("locale/es/search.csv", f"kind,from,to\nask,{many},is-it-catching\n")
    commit(clone.folder)
    clone.write("locale/es/search.csv", f"kind,from,to\nask,dolor|{many},is-it-catching\n")
    assert told(clone)[0].endswith("ask, is-it-catching → with dolor")


def test_a_branch_is_compared_with_what_it_began_from(clone: SmallProject) -> None:
    git(clone.folder, "checkout", "-qb", "offered")
    clone.write("locale/es/numbers.csv", f"{NUMBERS}3,tres\n")
    commit(clone.folder)
    git(clone.folder, "checkout", "-q", "main")
    clone.write("locale/es/numbers.csv", f"{NUMBERS}4,cuatro\n")
    commit(clone.folder)
    git(clone.folder, "checkout", "-q", "offered")
    assert told(clone, "base") == ["new in locale/es/numbers.csv:4: 3 → tres"]


def test_rows_of_every_language_are_told_whatever_is_asked_for(clone: SmallProject) -> None:
    clone.translate("fr", "index", {"Home": "Accueil"})
    clone.write("locale/fr/numbers.csv", "value,forms\n2,deux\n")
    assert told(clone, "HEAD", "es") == ["new in locale/fr/numbers.csv:2: 2 → deux"]


def test_a_revision_that_git_does_not_know_is_told(clone: SmallProject) -> None:
    ran = run_multilingual(clone.folder, "check", "--since=nowhere")
    assert (ran.returncode, ran.stderr.startswith("'nowhere': git knows no such")) == (2, True)


def test_json_stays_json(clone: SmallProject) -> None:
    clone.write("locale/es/numbers.csv", f"{NUMBERS}3,tres\n")
    ran = run_multilingual(clone.folder, "check", "--since=HEAD", "--format=json")
    assert ran.stdout.startswith("[")
    assert ran.stderr.startswith("new in locale/es/numbers.csv:4: 3 → tres\n")


def test_the_hook_tells_the_rows_that_are_staged(clone: SmallProject) -> None:
    clone.write("locale/es/numbers.csv", f"{NUMBERS}3,tres\n")
    git(clone.folder, "add", "-A")
    clone.write("locale/es/numbers.csv", NUMBERS)
    ran = run_multilingual(clone.folder, "staged")
    assert ran.stderr.splitlines()[0] == "new in locale/es/numbers.csv:4: 3 → tres"


MACHINE, PERSON = (
    f"{maker}, 2026-11" for maker in ("machine draft (AI)", "translated by a person")
)
PAGE = "locale/es/LC_MESSAGES/index.po"


def test_who_made_a_new_catalog_is_told(clone: SmallProject) -> None:
    clone.translate("es", "index", {"Home": "Inicio"}, f"X-Provenance: {MACHINE}\\n")
    assert told(clone) == [f"new in {PAGE}:2: X-Provenance → {MACHINE}"]


@pytest.mark.parametrize(
    ("header", "which"),
    [
        (f"X-Provenance: {PERSON}\\n", f"changed in {PAGE}:2: X-Provenance → with {PERSON}"),
        (f'x-prov"\n"enance: {PERSON}\\n', f"changed in {PAGE}:1: X-Provenance → with {PERSON}"),
        ("", f"deleted in {PAGE}:2: X-Provenance → {MACHINE}"),
    ],
)
def test_another_maker_of_a_catalog_is_told(clone: SmallProject, header: str, which: str) -> None:
    clone.translate("es", "index", {"Home": "Inicio"}, f"X-Provenance: {MACHINE}\\n")
    commit(clone.folder)
    clone.translate("es", "index", {"Home": "Inicio"}, header)
    (line,) = told(clone)
    assert line.startswith(which)


def test_other_words_of_a_catalog_are_not_told(clone: SmallProject) -> None:
    clone.translate("es", "index", {"Home": "Casa"})
    assert told(clone) == []


def test_ci_compares_with_the_base() -> None:
    assert "make check SINCE=base" in Path(ROOT / ".ci/run").read_text("utf-8")
