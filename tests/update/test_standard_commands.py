"""Sphinx's and sphinx-intl's own commands work on ``locale/``, and what they lose comes back."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from conftest import PARTS, ROOT, SmallProject, run_multilingual

from multilingual.__main__ import main
from multilingual.catalogs.message import Catalog, Message
from multilingual.catalogs.reader import read_catalog
from multilingual.commands.arguments import CATALOGS_ARE_WHOLE
from multilingual.update import rewriting

EXTRACT = "sphinx-build -b gettext -c . source build/gettext"
UPDATE = "sphinx-intl update -p build/gettext -l"
HEAD = (
    "Project-Id-Version: Small\\nLanguage: es\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"
    "X-Provenance: machine draft (AI), 2026-11\\n"
)
TREE = "\n.. toctree::\n\n"
ABOUT = {
    "About": "Sobre",
    "It is an illness.": "Es una enfermedad.",
    "Tell your lupus team at once.": "Avise ya a su equipo.",
}
HELP = {"Help": "Ayuda", "Call a doctor.": "Llame al médico.", "It is a disease.": "Es un mal."}


def run(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    """Run a command as somebody does in whose shell the tools are."""
    tools = Path(sys.executable).parent
    path = f"{tools}{os.pathsep}{os.environ['PATH']}"
    variables = {**os.environ, "PATH": path, "PYTHONWARNINGS": "ignore"}
    return subprocess.run(
        command.split(), cwd=folder, env=variables, capture_output=True, text=True, check=False
    )


def git(folder: Path, *arguments: str) -> str:
    person = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org")
    done = subprocess.run(
        ["git", *person, *arguments], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository, in which a stranger has made German and asked how far Spanish is."""
    folder = tmp_path_factory.mktemp("clone")
    for name in PARTS:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        copy(ROOT / name, folder / name)
    assert run(folder, EXTRACT).returncode == 0
    assert run(folder, f"{UPDATE} de").returncode == 0
    return folder


def test_the_templates_are_those_of_every_page_and_of_the_words_around(clone: Path) -> None:
    pages = {path.stem for path in (clone / "source").glob("*.rst")}
    made = {path.stem for path in (clone / "build" / "gettext").glob("*.pot")}
    assert made == {*pages, "sphinx"}


def test_sphinx_intl_makes_a_language_in_the_folder_of_the_catalogs(clone: Path) -> None:
    made = {path.stem for path in (clone / "locale" / "de" / "LC_MESSAGES").iterdir()}
    assert made == {path.stem for path in (ROOT / "locale" / "es" / "LC_MESSAGES").glob("*.po")}
    assert not list((clone / "build").rglob("*.po"))


def test_sphinx_intl_leaves_the_catalogs_of_this_repository_as_they_are(clone: Path) -> None:
    run(clone, f"{UPDATE} ar,es,fr,hi,zh_CN")
    for path in (ROOT / "locale").rglob("*.po"):
        assert (clone / path.relative_to(ROOT)).read_bytes() == path.read_bytes()


def test_sphinx_intl_tells_how_far_a_language_is(clone: Path) -> None:
    done = run(clone, "sphinx-intl stat -l es")
    names = sorted(path.name for path in (ROOT / "locale" / "es" / "LC_MESSAGES").glob("*.po"))
    assert len(done.stdout.splitlines()) == len(names)
    assert f"locale/es/LC_MESSAGES/{names[0]}: " in done.stdout


def test_an_update_gives_what_sphinx_intl_made_the_form_of_make_language(clone: Path) -> None:
    run_multilingual(clone, "update", "de")
    made = clone / "locale" / "de" / "LC_MESSAGES"
    theirs = {path.name: path.read_bytes() for path in made.iterdir()}
    shutil.rmtree(made.parent)
    run_multilingual(clone, "language", "de")
    assert {path.name: path.read_bytes() for path in made.iterdir()} == theirs


# What is lost comes back.


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    """Three pages in Spanish, as they are in the last commit of git."""
    project = SmallProject(tmp_path_factory.mktemp("translated"))
    project.write("source/index.rst", f"Home\n====\n{TREE}   about\n   help\n")
    project.translate("es", "index", {"Home": "Inicio"}, HEAD)
    for name, texts in (("about", ABOUT), ("help", HELP)):
        title, *paragraphs = texts
        project.write(f"source/{name}.rst", "\n\n".join([f"{title}\n=====", *paragraphs, ""]))
        project.translate("es", name, texts, HEAD)
    run_multilingual(project.folder, "update")
    project.write(".gitignore", "build/\n")
    git(project.folder, "init", "-q")
    git(project.folder, "add", "-A")
    git(project.folder, "commit", "-q", "-m", "As it is")
    return project


@pytest.fixture
def project(project: SmallProject, translated: SmallProject) -> SmallProject:
    """A copy of these pages."""
    shutil.copytree(translated.folder, project.folder, dirs_exist_ok=True)
    return project


def reworded_and_moved(project: SmallProject) -> None:
    """Move a paragraph to another page, reword one, rename the page that is left, add a text."""
    (project.folder / "source" / "about.rst").unlink()
    project.write("source/index.rst", f"Home\n====\n\nWelcome.\n{TREE}   lupus\n   help\n")
    project.write("source/lupus.rst", "About\n=====\n\nTell your lupus team today at once.\n")
    texts = ["Help\n=====", "Call a doctor.", "It is a disease.", "It is an illness."]
    project.write("source/help.rst", "\n\n".join([*texts, ""]))


def catalogs_of(project: SmallProject) -> dict[str, str]:
    folder = project.folder / "locale" / "es" / "LC_MESSAGES"
    return {path.name: path.read_text("utf-8") for path in folder.glob("*.po")}


def with_sphinx_intl(project: SmallProject) -> None:
    run(project.folder, EXTRACT)
    assert run(project.folder, f"{UPDATE} es").returncode == 0


def without_obsolete(project: SmallProject) -> None:
    run(project.folder, EXTRACT)
    assert run(project.folder, f"{UPDATE} es --no-obsolete").returncode == 0


def with_msgmerge(project: SmallProject) -> None:
    run(project.folder, EXTRACT)
    for pot in (project.folder / "build" / "gettext").glob("*.pot"):
        po = project.folder / "locale" / "es" / "LC_MESSAGES" / f"{pot.stem}.po"
        if po.exists():
            run(project.folder, f"msgmerge -q -U --backup=none {po} {pot}")


TOOLS = [
    with_sphinx_intl,
    without_obsolete,
    pytest.param(
        with_msgmerge,
        marks=pytest.mark.skipif(not shutil.which("msgmerge"), reason="GNU gettext is not here"),
    ),
]


@pytest.mark.parametrize("tool", TOOLS)
def test_an_update_after_another_tool_gives_what_it_gives_alone(
    project: SmallProject, tool: Callable[[SmallProject], None]
) -> None:
    reworded_and_moved(project)
    run_multilingual(project.folder, "update")
    alone = catalogs_of(project)
    git(project.folder, "checkout", "-q", "locale")
    git(project.folder, "clean", "-q", "-f", "locale")
    tool(project)
    assert catalogs_of(project) != alone
    run_multilingual(project.folder, "update")
    assert catalogs_of(project) == alone


def test_sphinx_intl_blanks_what_comes_back(project: SmallProject) -> None:
    reworded_and_moved(project)
    without_obsolete(project)
    assert "Es una enfermedad." not in catalogs_of(project)["help.po"]
    run_multilingual(project.folder, "update")
    assert 'msgstr "Es una enfermedad."' in catalogs_of(project)["help.po"]


def test_the_maker_that_sphinx_intl_drops_comes_back(project: SmallProject) -> None:
    reworded_and_moved(project)
    with_sphinx_intl(project)
    assert "X-Provenance" not in catalogs_of(project)["help.po"]
    run_multilingual(project.folder, "update")
    assert "X-Provenance: machine draft (AI), 2026-11" in catalogs_of(project)["help.po"]


def test_catalogs_that_were_deleted_and_made_anew_come_back_as_they_were(
    project: SmallProject,
) -> None:
    before = catalogs_of(project)
    shutil.rmtree(project.folder / "locale" / "es")
    with_sphinx_intl(project)
    run_multilingual(project.folder, "update")
    assert (catalogs_of(project), git(project.folder, "status", "--short")) == (before, "")


def edit(project: SmallProject, msgid: str, msgstr: str) -> Path:
    """Write another translation into the catalog of the page on help."""
    path = project.folder / "locale" / "es" / "LC_MESSAGES" / "help.po"
    catalog = polib.pofile(str(path))
    catalog.find(msgid).msgstr = msgstr
    catalog.save()
    return path


def message_of(path: Path, msgid: str) -> Message:
    return next(message for message in read_catalog(path).live if message.msgid == msgid)


def test_a_newer_translation_stays(project: SmallProject) -> None:
    path = edit(project, "Call a doctor.", "Llame a su médica.")
    run_multilingual(project.folder, "update")
    assert message_of(path, "Call a doctor.").forms == ("Llame a su médica.",)


def test_what_was_emptied_where_it_stands_comes_back_fuzzy_and_is_told(
    project: SmallProject,
) -> None:
    path = edit(project, "Call a doctor.", "")
    told = run_multilingual(project.folder, "update").stderr
    message = message_of(path, "Call a doctor.")
    assert (message.forms, message.is_fuzzy) == (("Llame al médico.",), True)
    assert told.startswith(f"locale/es/LC_MESSAGES/help.po:{message.line}: warning: ")
    assert '"Call a doctor." lost its translation since the last commit.' in told


def test_what_is_emptied_once_more_stays_empty_when_it_was_committed(
    project: SmallProject,
) -> None:
    edit(project, "Call a doctor.", "")
    run_multilingual(project.folder, "update")
    git(project.folder, "commit", "-q", "-a", "-m", "Doubt it")
    path = edit(project, "Call a doctor.", "")
    done = run_multilingual(project.folder, "update")
    assert (message_of(path, "Call a doctor.").forms, done.stderr) == (("",), "")


def test_without_git_nothing_comes_back(project: SmallProject) -> None:
    shutil.rmtree(project.folder / ".git")
    path = edit(project, "Call a doctor.", "")
    done = run_multilingual(project.folder, "update")
    forms = message_of(path, "Call a doctor.").forms
    assert (forms, done.returncode, done.stderr) == (("",), 0, "")


def test_what_git_has_and_no_page_wants_stays_away(project: SmallProject) -> None:
    title, *_paragraphs = HELP
    project.write("source/help.rst", f"{title}\n=====\n")
    path = project.folder / "locale" / "es" / "LC_MESSAGES" / "help.po"
    catalog = polib.pofile(str(path))
    catalog[:] = [one for one in catalog if one.msgid == title]
    catalog.save()
    run_multilingual(project.folder, "update")
    assert [message.msgid for message in read_catalog(path).messages] == [title]


def test_a_page_that_is_new_has_a_catalog_in_our_form(project: SmallProject) -> None:
    project.write("source/new.rst", ":orphan:\n\nNew\n===\n")
    run_multilingual(project.folder, "update")
    assert read_catalog(project.folder / "locale/es/LC_MESSAGES/new.po").fields == {
        "Project-Id-Version": "Small",
        "PO-Revision-Date": "YEAR-MO-DA",
        "Last-Translator": "",
        "Language-Team": "",
        "Language": "es",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }


# sphinx-intl runs while make update does.


def test_an_update_notices_that_sphinx_intl_writes_meanwhile_and_the_next_one_ends_it(
    project: SmallProject, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write, ran = rewriting.write_catalog, list[bool]()

    def write_after_sphinx_intl(path: Path, catalog: Catalog) -> None:
        if not ran:
            ran.append(True)
            run(project.folder, f"{UPDATE} es")
        write(path, catalog)

    reworded_and_moved(project)
    with monkeypatch.context() as patch:
        patch.setattr(rewriting, "write_catalog", write_after_sphinx_intl)
        patch.chdir(project.folder)
        assert main(["update"]) == 1
    told = capsys.readouterr().err
    assert "another command such as sphinx-intl" in told
    assert CATALOGS_ARE_WHOLE in told
    assert run_multilingual(project.folder, "update").returncode == 0
    assert 'msgstr "Es una enfermedad."' in catalogs_of(project)["help.po"]
    assert "Avise ya a su equipo." in catalogs_of(project)["lupus.po"]
