"""Which files may stand in ``locale/``, and that each is opened as what anybody may have sent."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import SmallProject, run_multilingual

from multilingual.build.manifest import files_in
from multilingual.catalogs.language_folder import FILES, contents_of, strays_beside
from multilingual.files import LARGEST, read_plain


def put(path: Path, text: str = "x") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def link(path: Path, to: str = "/dev/zero") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(to)


def pipe(path: Path) -> None:
    os.mkfifo(path)


def large(path: Path) -> None:
    path.write_bytes(b"#" * (LARGEST + 1))


def in_many_folders(path: Path) -> None:
    put(path.joinpath(*"a" * 30, "x.po"))


IN_A_LANGUAGE: list[tuple[str, Callable[[Path], None]]] = [
    ("__init__.py", put),
    ("notes.txt", put),
    ("WORDS.csv", put),
    ("old/words.csv", put),
    ("HEAD", put),
    (".gitattributes", put),
    (".hidden", put),
    ("a\nb", put),
    ("\udcff", put),
    ("LC_MESSAGES/__init__.py", put),
    ("LC_MESSAGES/.gitattributes", put),
    ("LC_MESSAGES/.po", put),
    ("LC_MESSAGES/.old/index.po", put),
    ("LC_MESSAGES/a b.po", put),
    ("LC_MESSAGES/con.po", put),
    ("LC_MESSAGES/Com1/index.po", put),
    ("LC_MESSAGES/Index.po", put),
    ("LC_MESSAGES/LC_MESSAGES/index.po", put),
    ("lc_messages/index.po", put),
    ("LC_MESSAGES/other.po", link),
    ("LC_MESSAGES/folder", link),
    ("words.csv", link),
    ("LC_MESSAGES/other.po", pipe),
    ("words.csv", pipe),
    ("reviews.toml", pipe),
    ("search.csv", large),
    ("waivers.csv", large),
    ("LC_MESSAGES/a", in_many_folders),
]
BESIDE: list[tuple[str, Callable[[Path], None]]] = [
    ("__init__.py", put),
    ("conf.py", put),
    ("x.pth", put),
    (".gitattributes", put),
    ("README.md", put),
    (".hidden/index.po", put),
    ("de", link),
    ("notes", link),
    ("fifo", pipe),
]


@pytest.fixture
def spanish(project: SmallProject) -> Path:
    """The folder of a language with the catalog of a page."""
    return project.translate("es", "index", {"Home": "Inicio"}, "Language: es\\n").parents[1]


@pytest.mark.parametrize(("name", "make"), IN_A_LANGUAGE)
def test_what_is_not_known_is_stray(spanish: Path, name: str, make: Callable[[Path], None]) -> None:
    make(spanish / name)
    (stray,) = contents_of(spanish).strays
    named = spanish / name
    assert named.is_relative_to(stray.path) or stray.path.is_relative_to(named)


@pytest.mark.parametrize(("name", "make"), BESIDE)
def test_so_is_what_stands_beside_the_languages(
    spanish: Path, name: str, make: Callable[[Path], None]
) -> None:
    make(spanish.parent / name)
    (stray,) = strays_beside(spanish.parent)
    assert (spanish.parent / name).is_relative_to(stray.path)


def test_a_folder_that_is_a_link_is_stray_itself(spanish: Path) -> None:
    link(spanish.with_name("de"), "es")
    link(spanish.parent.with_name("other"), "locale")
    assert [one.path.name for one in contents_of(spanish.with_name("de")).strays] == ["de"]
    assert [one.path.name for one in strays_beside(spanish.parent.with_name("other"))] == ["other"]


def test_all_that_a_language_may_have_is_known(spanish: Path) -> None:
    for name in (*FILES, "LC_MESSAGES/sphinx.po", "LC_MESSAGES/guides/first.po"):
        put(spanish / name)
    found = contents_of(spanish)
    assert (found.strays, len(found.catalogs), strays_beside(spanish.parent)) == ([], 3, [])


CODES = {"check": 1, "build": 1, "sphinx": 2, "import": 1}

# What is done about it --------------------------------------------------------------------


def commands(project: SmallProject) -> dict[str, subprocess.CompletedProcess[str]]:
    """Return what check, build, plain Sphinx and import say, by name."""
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nLanguage: es\\n"\n'
    sent = project.write("sent.po", f'{header}\nmsgid "Home"\nmsgstr "Portada"\n')
    return {
        "check": run_multilingual(project.folder, "check"),
        "build": project.build(),
        "sphinx": project.sphinx("es"),
        "import": run_multilingual(project.folder, "import", str(sent), "--language", "es"),
    }


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("es/__init__.py", put),
        ("es/LC_MESSAGES/.gitattributes", put),
        ("es/LC_MESSAGES/folder", link),
        ("es/words.csv~", link),
        ("es/words.csv", pipe),
        ("es/numbers.csv", large),
        ("es/LC_MESSAGES/a", in_many_folders),
        ("__init__.py", put),
        ("de", link),
    ],
)
def test_check_names_what_must_go_and_nothing_is_built_or_taken_in(
    project: SmallProject, spanish: Path, name: str, make: Callable[[Path], None]
) -> None:
    # What is published already is no reason to look away.
    assert project.build().returncode == 0
    make(spanish.parent / name)
    done = commands(project)
    told = {one: f"locale/{name}" in said.stdout + said.stderr for one, said in done.items()}
    assert told == dict.fromkeys(done, True)
    assert {one: said.returncode for one, said in done.items()} == CODES


def test_another_language_is_built_all_the_same(project: SmallProject, spanish: Path) -> None:
    project.translate("fr", "index", {"Home": "Accueil"}, "Language: fr\\n")
    put(spanish / "notes.txt")
    assert project.build().returncode == 1
    assert project.html("fr").h1.text.startswith("Accueil")


def test_what_stands_beside_the_languages_stops_every_command(
    project: SmallProject, spanish: Path
) -> None:
    put(spanish.parent / "__init__.py")
    for command in ("build", "update", "status", "extract"):
        done = run_multilingual(project.folder, command)
        assert (done.returncode, done.stderr.startswith("locale/__init__.py:1: ")) == (1, True)


def test_no_command_waits_for_a_pipe(project: SmallProject, spanish: Path) -> None:
    for name in ("words.csv", "terms.csv", "search.csv", "reviews.toml", "LC_MESSAGES/sphinx.po"):
        pipe(spanish / name)
    for command in ("check", "build", "status", "update", "format"):
        assert run_multilingual(project.folder, command).returncode in (0, 1)


# What programs leave ----------------------------------------------------------------------


LEFT = (".DS_Store", ".words.csv.swp", "words.csv~", "LC_MESSAGES/index.mo", ".~lock.words.csv#")


@pytest.fixture
def left(project: SmallProject, spanish: Path) -> SmallProject:
    """A clone in which programs have left files beside those of a language."""
    for name in LEFT:
        put(spanish / name)
    link(spanish / "LC_MESSAGES" / ".#index.po", "anna@machine.123")
    for command in (["init", "-q"], ["add", "source", "conf.py"]):
        subprocess.run(["git", *command], cwd=project.folder, check=True)
    return project


def test_what_programs_leave_holds_nothing_up(left: SmallProject) -> None:
    assert left.build().returncode == 0
    assert ".DS_Store" not in run_multilingual(left.folder, "check").stdout


def test_in_a_commit_it_is_refused(left: SmallProject) -> None:
    subprocess.run(["git", "add", "-f", "locale"], cwd=left.folder, check=True)
    for command, place in (("check", "stdout"), ("staged", "stderr")):
        done = run_multilingual(left.folder, command)
        told = [f"locale/es/{name}:1: names: " in getattr(done, place) for name in LEFT]
        assert (done.returncode, told) == (1, [True] * len(LEFT))


def test_a_commit_in_too_many_folders_is_refused_in_a_sentence(
    project: SmallProject, spanish: Path
) -> None:
    put(spanish / Path(*"a" * 60) / "x.po")
    for command in (["init", "-q"], ["add", "-A"]):
        subprocess.run(["git", *command], cwd=project.folder, check=True)
    done = run_multilingual(project.folder, "staged")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)


def test_no_number_of_folders_ends_what_looks_through_them(spanish: Path) -> None:
    start, home = spanish / "a", Path.cwd()
    start.mkdir()
    os.chdir(start)
    for _ in range(1500):
        Path("a").mkdir()
        os.chdir("a")
    os.chdir(home)
    found = list(files_in(str(spanish))), contents_of(spanish).strays
    # pytest could not take it away.
    subprocess.run(["rm", "-rf", start], check=True)
    assert [len(one) for one in found] == [1, 1]


# The one reader ---------------------------------------------------------------------------


def test_a_file_is_read_up_to_its_largest_size(tmp_path: Path) -> None:
    (tmp_path / "words.csv").write_bytes(b"#" * LARGEST)
    assert len(read_plain(tmp_path / "words.csv")) == LARGEST


@pytest.mark.parametrize(
    ("make", "fault"),
    [(link, "it is a link"), (pipe, "it is no file"), (large, "it has more than 4 MB")],
)
def test_nothing_else_is_read(tmp_path: Path, make: Callable[[Path], None], fault: str) -> None:
    make(tmp_path / "words.csv")
    with pytest.raises(OSError, match=fault):
        read_plain(tmp_path / "words.csv")
