"""``make update``: what it says, what it refuses, and what other tools lose."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass

import polib
import pytest
import warm
from conftest import ROOT, NewProject, SmallProject, run_multilingual

from multilingual.catalogs.message import Catalog, Message
from multilingual.update.carry_over import update_catalogs
from multilingual.update.trivial_changes import TrivialityError, mark_of, trivial_steps

OLD = "Tell your lupus team at once if you have a feever."
NEW = "Tell your lupus team at once if you have a fever."
HOME = "Home\n====\n\n.. toctree::\n\n   about\n   help\n\n"


@pytest.fixture
def pages(project: SmallProject) -> SmallProject:
    return with_pages(project)


@dataclass
class Moved:
    """A project after an update; ``blank`` are the messages that sphinx-intl has emptied."""

    project: SmallProject
    told: str
    blank: list[str]


@pytest.fixture(scope="module")
def moved(new_project: NewProject, tmp_path_factory: pytest.TempPathFactory) -> Moved:
    """The pages after a paragraph was moved and a page renamed."""
    project = with_pages(new_project())
    other = tmp_path_factory.mktemp("other") / "locale"
    shutil.copytree(project.folder / "locale", other)
    move(project)
    told = update(project).stdout
    pot = project.folder / "build" / "gettext"
    command = [sys.executable, "-P", "-m", "sphinx_intl", "update", "-l", "es"]
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    subprocess.run(
        [*command, "-p", pot, "-d", other], check=True, capture_output=True, env=environment
    )
    theirs = polib.pofile(str(other / "es" / "LC_MESSAGES" / "help.po"))
    blank = [entry.msgid for entry in theirs if not entry.obsolete and not entry.msgstr]
    return Moved(project, told, blank)


def with_pages(project: SmallProject) -> SmallProject:
    """Write three pages, all translated into Spanish."""
    project.write("source/index.rst", HOME)
    project.write("source/about.rst", f"About\n=====\n\nIt is an illness.\n\n{OLD}\n")
    project.write("source/help.rst", "Help\n====\n\nCall a doctor.\n")
    head = "Language: es\\nX-Provenance: machine draft (AI), 2026-11\\n"
    project.translate("es", "index", {"Home": "Inicio"}, head)
    about = {"About": "Sobre", "It is an illness.": "Es una enfermedad.", OLD: "Avise ya."}
    project.translate("es", "about", about, head)
    project.translate("es", "help", {"Help": "Ayuda", "Call a doctor.": "Llame."}, head)
    return project


def update(project: SmallProject, *options: str) -> subprocess.CompletedProcess[str]:
    return run_multilingual(project.folder, "update", *options)


def catalog(project: SmallProject, page: str) -> dict[str, polib.POEntry]:
    path = project.folder / "locale" / "es" / "LC_MESSAGES" / f"{page}.po"
    return {entry.msgid: entry for entry in polib.pofile(str(path)) if not entry.obsolete}


def all_bytes(project: SmallProject) -> dict[str, bytes]:
    locale = project.folder / "locale"
    return {str(path): path.read_bytes() for path in locale.rglob("*") if path.is_file()}


def move(project: SmallProject) -> None:
    """Move a paragraph to the page on help, and rename the page that it was on."""
    (project.folder / "source" / "about.rst").unlink()
    project.write("source/index.rst", HOME.replace("about", "lupus"))
    project.write("source/lupus.rst", f"About\n=====\n\n{OLD}\n")
    project.write("source/help.rst", "Help\n====\n\nCall a doctor.\n\nIt is an illness.\n")


def test_a_moved_paragraph_and_a_renamed_page_are_told(moved: Moved) -> None:
    assert "kept 3, recovered 4, " in moved.told
    assert "(from about 3, index 1)" in moved.told


def test_the_catalog_of_a_renamed_page_is_moved(moved: Moved) -> None:
    names = {path.stem for path in (moved.project.folder / "locale").rglob("*.po")}
    assert names == {"index", "lupus", "help", "sphinx"}


def test_sphinx_intl_loses_what_is_kept_here(moved: Moved) -> None:
    ours = catalog(moved.project, "help")["It is an illness."].msgstr
    assert (moved.blank, ours) == (["It is an illness."], "Es una enfermedad.")


def test_the_comments_have_the_addresses_of_the_language(moved: Moved) -> None:
    address = "https://small.example.org/es/help.html"
    assert address in catalog(moved.project, "help")["Help"].comment


def test_a_program_gets_json(pages: SmallProject) -> None:
    move(pages)
    told = json.loads(update(pages, "es", "--format=json").stdout)
    assert (told[0]["tag"], told[0]["recovered_from"]) == ("es", {"about": 3, "index": 1})


def test_a_language_that_is_not_there_is_refused(pages: SmallProject) -> None:
    done = update(pages, "xx")
    assert (done.returncode, "xx" in done.stderr) == (2, True)


def test_a_broken_catalog_keeps_all_as_it_is(pages: SmallProject) -> None:
    pages.write("locale/es/LC_MESSAGES/help.po", "<<<<<<< HEAD\n")
    move(pages)
    before = all_bytes(pages)
    done = update(pages)
    assert (done.returncode, all_bytes(pages)) == (1, before)


def test_a_broken_catalog_is_told_in_a_line(pages: SmallProject) -> None:
    pages.write("locale/es/LC_MESSAGES/help.po", "<<<<<<< HEAD\n")
    assert update(pages).stderr.splitlines() == [
        "locale/es/LC_MESSAGES/help.po:1: a merge conflict was left here. Keep one side.",
        "No catalog was changed.",
    ]


def test_a_broken_catalog_keeps_no_other_language_from_its_update(pages: SmallProject) -> None:
    pages.write("locale/es/LC_MESSAGES/help.po", "<<<<<<< HEAD\n")
    pages.translate("fr", "help", {"Help": "Aide"}, "Language: fr\\n")
    done = update(pages)
    assert (done.returncode, done.stderr.count("help.po:1: a merge conflict")) == (1, 1)
    assert 'msgid "Call a doctor."' in (pages.folder / "locale/fr/LC_MESSAGES/help.po").read_text(
        "utf-8"
    )


def bad_folder(pages: SmallProject, fault: str) -> str:
    """Put a language folder that cannot be used beside the others, and return its path."""
    locale = pages.folder / "locale"
    if fault == "a link":
        (locale / "pt").symlink_to("fr")
        return "locale/pt"
    if fault == "a link within":
        (locale / "de").mkdir()
        (locale / "de" / "LC_MESSAGES").symlink_to(locale / "fr" / "LC_MESSAGES")
        return "locale/de/LC_MESSAGES"
    if fault == "a broken catalog":
        pages.write("locale/de/LC_MESSAGES/help.po", "broken")
        return "locale/de/LC_MESSAGES/help.po"
    (locale / fault).mkdir()
    return f"locale/{fault}"


BAD_FOLDERS = ("a link", "a link within", "a broken catalog", "fr_FR", "foo bar")


@pytest.mark.parametrize("fault", BAD_FOLDERS)
def test_one_bad_folder_is_named_and_the_others_are_carried(
    pages: SmallProject, fault: str
) -> None:
    pages.translate("fr", "help", {"Help": "Aide"}, "Language: fr\\n")
    path = bad_folder(pages, fault)
    done = update(pages)
    french = (pages.folder / "locale/fr/LC_MESSAGES/help.po").read_text("utf-8")
    assert ('msgid "Call a doctor."' in french, done.returncode, path in done.stderr) == (
        True,
        1,
        True,
    )


@pytest.mark.parametrize("fault", BAD_FOLDERS)
def test_a_bad_folder_beside_it_keeps_no_language_that_is_named_from_its_update(
    pages: SmallProject, fault: str
) -> None:
    pages.translate("fr", "help", {"Help": "Aide"}, "Language: fr\\n")
    bad_folder(pages, fault)
    assert update(pages, "fr").returncode == 0


BAD_TEXTS = {
    "a line break": 'msgstr ""\n"Llame\\n"\n" ya."',
    "a quote": 'msgstr "Llame al "doctor"."',
    "a form": 'msgstr[0] "Llame."',
}


@pytest.mark.parametrize("fault", BAD_TEXTS)
def test_a_text_that_is_broken_is_carried_as_it_is(pages: SmallProject, fault: str) -> None:
    written = BAD_TEXTS[fault]
    path = pages.folder / "locale/es/LC_MESSAGES/help.po"
    text = path.read_text("utf-8").replace('msgstr "Llame."', written)
    path.write_text(text, "utf-8")
    move(pages)
    assert update(pages).returncode == 0
    assert f'msgid "Call a doctor."\n{written}\n' in path.read_text("utf-8")
    assert 'msgstr "Es una enfermedad."' in path.read_text("utf-8")


def test_a_broken_text_that_no_page_uses_any_more_is_kept_as_a_note(pages: SmallProject) -> None:
    path = pages.folder / "locale/es/LC_MESSAGES/help.po"
    path.write_text(path.read_text("utf-8").replace('"Llame."', '"Llame "ya"."'), "utf-8")
    pages.write("source/help.rst", "Help\n====\n")
    assert update(pages).returncode == 0
    assert '# msgstr "Llame "ya"."\n#~ msgid "Call a doctor."\n' in path.read_text("utf-8")


def test_a_message_that_stands_twice_stays_so_until_a_person_chooses(pages: SmallProject) -> None:
    path = pages.folder / "locale/es/LC_MESSAGES/help.po"
    twice = '\nmsgid "Help"\nmsgstr "Socorro"\n'
    path.write_text(path.read_text("utf-8") + twice, "utf-8")
    for _time in range(2):
        assert "this msgid is already at line" in update(pages).stderr
    assert twice in path.read_text("utf-8")
    assert 'msgid "Help"\nmsgstr "Ayuda"\n' in path.read_text("utf-8")


def test_a_catalog_of_another_language_is_told_in_a_line(pages: SmallProject) -> None:
    pages.translate("es", "help", {"Help": "Aide"}, "Language: fr\\n")
    first = update(pages).stderr.splitlines()[0]
    assert first == (
        "locale/es/LC_MESSAGES/help.po:1: this catalog says that it is of the language fr. "
        'Put it into the folder of fr, or write "Language: es\\n".'
    )


def test_a_folder_that_is_a_file_is_told_in_a_line(pages: SmallProject) -> None:
    shutil.rmtree(pages.folder / "locale" / "es" / "LC_MESSAGES")
    pages.write("locale/es/LC_MESSAGES", "")
    done = update(pages)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)


def test_a_page_that_sphinx_cannot_read_changes_nothing(pages: SmallProject) -> None:
    pages.write("conf.py", (pages.folder / "conf.py").read_text() + "extensions += ['nowhere']\n")
    before = all_bytes(pages)
    done = update(pages)
    assert (done.returncode, all_bytes(pages)) == (1, before)
    assert done.stderr.startswith("source:1: Sphinx cannot read the pages: ")


def mend_typo(project: SmallProject) -> None:
    project.write("source/about.rst", f"About\n=====\n\nIt is an illness.\n\n{NEW}\n")


def test_a_typo_makes_fuzzy_and_is_told_with_its_mark(pages: SmallProject) -> None:
    mend_typo(pages)
    assert f"  {mark_of(NEW)}  about: " in update(pages).stdout


def test_a_typo_that_is_marked_as_trivial_leaves_nothing_fuzzy(pages: SmallProject) -> None:
    mend_typo(pages)
    update(pages, f"--trivial={mark_of(NEW)}")
    entry = catalog(pages, "about")[NEW]
    assert (entry.msgstr, entry.fuzzy) == ("Avise ya.", False)


def test_a_typo_can_be_marked_after_it_made_fuzzy() -> None:
    given = Catalog([Message(OLD, ("Avise ya.",))])
    template = {"about": [Message(NEW)]}
    fuzzy = update_catalogs(template, {"about": given}, "es").catalogs
    made = update_catalogs(template, fuzzy, "es", {(OLD, NEW)}).catalogs["about"].messages[0]
    assert (made.forms, made.is_fuzzy, made.previous.msgid) == (("Avise ya.",), False, None)


def test_a_translation_that_was_fuzzy_before_the_typo_stays_fuzzy() -> None:
    given = Catalog([Message(OLD, ("Avise ya.",), flags=["fuzzy"])])
    template = {"about": [Message(NEW)]}
    made = update_catalogs(template, {"about": given}, "es", {(OLD, NEW)}).catalogs
    assert made["about"].messages[0].is_fuzzy


def test_a_mark_of_nothing_is_refused(pages: SmallProject) -> None:
    done = update(pages, "--trivial=00000000")
    assert done.stderr.startswith("TRIVIAL: no reworded message has the mark 00000000.")


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("Take 5 mg a day.", "Take 50 mg a day.", "numbers or units"),
        ("Take 5 mg a day.", "Take 5 mg a week.", "numbers or units"),
        ("Do stop at once.", "Do not stop at once.", 'words such as "not"'),
        ("Tell us about a flare.", "Tell us about a rash.", "medical words"),
    ],
)
def test_an_edit_that_can_harm_is_not_trivial(old: str, new: str, what: str) -> None:
    with pytest.raises(TrivialityError, match=what):
        trivial_steps([mark_of(new)], [(old, new)], ("flare", "rash"))


def test_a_typo_is_trivial() -> None:
    assert trivial_steps([mark_of(NEW)], [(OLD, NEW)], ("flare",)) == {(OLD, NEW)}


def test_make_lists_update() -> None:
    done = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "make update" in done.stdout


@pytest.mark.parametrize("linked", ["about.po", "."])
def test_a_catalog_behind_a_link_is_refused_and_not_emptied(
    pages: SmallProject, linked: str
) -> None:
    place, real = pages.folder / "locale" / "es" / "LC_MESSAGES" / linked, pages.folder / "real"
    shutil.move(place, real)
    place.symlink_to(real)
    before = (real if real.is_file() else real / "about.po").read_bytes()
    done = update(pages)
    assert done.returncode == 1
    assert "about.po:1: this is a link" in done.stderr
    assert "No catalog was changed." in done.stderr
    assert (real if real.is_file() else real / "about.po").read_bytes() == before


def test_a_page_whose_catalog_would_not_be_read_again_is_refused(pages: SmallProject) -> None:
    pages.write("source/a.b.rst", "Dots\n====\n\nA page.\n")
    path = pages.translate("es", "a.b", {"Dots": "Puntos", "A page.": "Una."}, "Language: es\\n")
    before = path.read_bytes()
    done = update(pages)
    assert done.returncode == 1
    assert "locale/es/LC_MESSAGES/a.b.po:1: " in done.stderr
    assert path.read_bytes() == before


def test_two_updates_at_once_end_well_and_leave_what_one_does(pages: SmallProject) -> None:
    move(pages)
    both = [warm.start(pages.folder, "multilingual", "update") for _ in "ab"]
    told = [one.communicate()[0] for one in both]
    assert [one.returncode for one in both] == [0, 0]
    assert sorted("recovered 4" in one for one in told) == [False, True]


def test_ctrl_c_says_how_the_catalogs_are(pages: SmallProject) -> None:
    # Before Sphinx has read this page, there is time to stop.
    os.mkfifo(pages.folder / "source" / "slow.rst")
    command = [sys.executable, "-P", "-m", "multilingual", "update"]
    before = all_bytes(pages)
    running = subprocess.Popen(command, cwd=pages.folder, stderr=subprocess.PIPE, text=True)
    while not list(pages.folder.glob("build/gettext-*/*")):
        assert running.poll() is None
    running.send_signal(signal.SIGINT)
    _out, said = running.communicate()
    assert (running.returncode, all_bytes(pages)) == (1, before)
    assert "Each catalog is old or new, none is half-written." in said


def test_a_correction_that_was_merged_late_is_told_with_its_place(pages: SmallProject) -> None:
    move(pages)
    update(pages)
    pages.translate("es", "index", {"It is an illness.": "Es una dolencia."}, "Language: es\\n")
    said, path = update(pages).stderr, "locale/es/LC_MESSAGES/help.po"
    lines = (pages.folder / path).read_text().split("\n")
    assert "# Translated otherwise in index.po: Es una dolencia." in lines
    line = lines.index('msgid "It is an illness."') + 1
    assert said == (
        f'{path}:{line}: warning: "It is an illness." was translated otherwise in index.po, '
        "where it is no more. A comment here has that text. Keep the better of the two.\n"
    )


def test_a_page_with_the_name_of_the_interface_is_refused(pages: SmallProject) -> None:
    pages.write("source/sphinx.rst", "Sphinx\n======\n\nNobody could translate this.\n")
    done = update(pages)
    assert (done.returncode, done.stderr.splitlines()[0]) == (
        1,
        "source/sphinx.rst:1: the words around the pages have this name. Rename the page.",
    )


def test_a_fault_of_an_english_page_is_told_and_its_catalogs_are_carried_on(
    pages: SmallProject,
) -> None:
    pages.write("source/help.rst", "Help\n====\n\nCall `us.\n")
    done = update(pages)
    assert done.stderr.startswith("source/help.rst:4: warning: ")
    assert (done.returncode, len(done.stderr.splitlines())) == (0, 1)
    assert "Call `us." in (pages.folder / "locale/es/LC_MESSAGES/help.po").read_text()


def test_a_mistake_in_a_page_is_told_where_it_is(pages: SmallProject) -> None:
    pages.write("source/help.rst", "Help\n====\n\n.. repeat:: nowhere\n")
    said = update(pages).stderr.splitlines()
    assert said == [
        "source/help.rst:4: no question has the label 'nowhere'.",
        "No catalog was changed.",
    ]


def test_a_page_that_loses_text_stops_the_update(project: SmallProject) -> None:
    path = project.translate("es", "index", {"You can live together.": "Pueden convivir."})
    before = path.read_bytes()
    project.write("source/index.rst", "Home\n====\n\n.. nothing::\n\n   You can live together.\n")
    done = run_multilingual(project.folder, "update")
    assert (done.returncode, path.read_bytes()) == (1, before)
    assert done.stderr.startswith('source/index.rst:4: Unknown directive type "nothing". Mend')
