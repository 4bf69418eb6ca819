"""The bar: a language that is below it is not published, and the build says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT, SmallProject, run_multilingual

from multilingual.catalogs.po_lines import translated_questions
from multilingual.languages import LanguageError
from multilingual.project import Project
from multilingual.status import publication_threshold
from multilingual.status.publication_threshold import (
    below_threshold,
    held_back,
    read_thresholds,
    unlisted_pages,
)

WORDS = {"Home": "Inicio", "Welcome to the site.": ""}


def test_without_a_bar_every_language_is_published() -> None:
    assert read_thresholds({"multilingual_publication": {"words": 0, "interface": 0}}) == {}


def test_the_bar_of_this_project_holds_no_language_back() -> None:
    assert held_back(Project.at(ROOT)) == {}


@pytest.mark.parametrize("bar", [{"words": 80}, {"word": 0.8}, {"words": "most"}, 0.8])
def test_what_is_no_bar_is_refused(bar: object) -> None:
    with pytest.raises(LanguageError, match=r"conf\.py:1: multilingual_publication is"):
        read_thresholds({"multilingual_publication": bar})


def test_a_language_is_held_back_with_the_reason(project: SmallProject) -> None:
    project.translate("es", "index", WORDS)
    folder = Project.at(project.folder).folder("es")
    reason = below_threshold(folder, ["index"], {"words": 0.8})
    assert reason == "20% of the words of its pages are translated, and conf.py asks for 80%"


def test_a_language_that_reaches_the_bar_is_not(project: SmallProject) -> None:
    project.translate("es", "index", WORDS)
    folder = Project.at(project.folder).folder("es")
    assert below_threshold(folder, ["index"], {"words": 0.2}) is None


def test_a_page_without_a_catalog_is_not_translated(project: SmallProject) -> None:
    project.translate("es", "index", {"Home": "Inicio"})
    folder = Project.at(project.folder).folder("es")
    assert below_threshold(folder, ["index", "more"], {"words": 0.1}) is not None


def test_a_catalog_that_cannot_be_read_unpublishes_nothing(project: SmallProject) -> None:
    path: Path = project.translate("es", "index", WORDS)
    path.write_text("nonsense")
    folder = Project.at(project.folder).folder("es")
    assert below_threshold(folder, ["index"], {"words": 0.8}) is None


def test_a_catalog_is_read_once_however_often_a_build_asks(
    project: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.translate("es", "index", WORDS)
    project.write(
        "conf.py",
        (project.folder / "conf.py").read_text() + 'multilingual_publication = {"words": 0.1}\n',
    )
    read, known = list[Path](), publication_threshold.read_catalog
    monkeypatch.setattr(
        publication_threshold,
        "read_catalog",
        lambda path, **about: read.append(path) or known(path, **about),
    )
    small = Project.at(project.folder)
    for ask in (held_back, unlisted_pages, held_back):
        ask(small)
    assert len(read) == len(set(read)) > 0


HEADER = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n'
ABOUT = "#. index / {} / paragraph\n"
GLANCES = {
    "a translation": ('msgid "a"\nmsgstr "b"', True),
    "none": ('msgid "a"\nmsgstr ""', False),
    "one on several lines": ('msgid ""\n"a"\nmsgstr ""\n"b"', True),
    "a fuzzy one": ('#, fuzzy\nmsgid "a"\nmsgstr "b"', False),
    "one that speaks of fuzzy": ('msgid "fuzzy"\nmsgstr "b"', True),
    "a form of a plural": ('msgid "a"\nmsgid_plural "c"\nmsgstr[0] "b"\nmsgstr[1] ""', True),
    "no form of a plural": ('msgid "a"\nmsgid_plural "c"\nmsgstr[0] ""\nmsgstr[1] ""', False),
    "one that is obsolete": ('#~ msgid "a"\n#~ msgstr "b"', False),
}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(("entry", "is_begun"), GLANCES.values(), ids=[*GLANCES])
def test_a_glance_tells_which_questions_are_begun(entry: str, is_begun: bool, end: str) -> None:  # noqa: FBT001
    other = ABOUT.format("other") + 'msgid "z"\nmsgstr ""\n'
    text = "\n".join((HEADER, other, ABOUT.format("asked") + entry + "\n")).replace("\n", end)
    assert translated_questions(text.encode(), []) == ({"", "asked"} if is_begun else set())


@pytest.mark.parametrize(("entry", "is_begun"), GLANCES.values(), ids=[*GLANCES])
def test_a_catalog_without_comments_is_begun_for_all_its_questions(
    entry: str,
    is_begun: bool,  # noqa: FBT001
) -> None:
    data = f"{HEADER}\n{entry}\n".encode()
    assert translated_questions(data, ["asked"]) == ({"", "asked"} if is_begun else set())


@pytest.mark.parametrize("between", ["", " \n"])
def test_a_header_that_no_empty_line_ends_hides_no_translation(between: str) -> None:
    entry = 'msgid "a"\nmsgstr "b"\n'
    text = HEADER.rstrip("\n") + "\n" + between + ABOUT.format("asked") + entry
    glanced = translated_questions(text.encode(), [])
    assert glanced == ({"", "asked"} if between else set())


def test_what_falls_below_the_bar_leaves_the_site_until_it_is_back(project: SmallProject) -> None:
    conf = (project.folder / "conf.py").read_text()
    project.translate("es", "index", WORDS)
    project.build()
    assert (project.folder / "build/html/es").is_dir()
    project.write("conf.py", conf + 'multilingual_publication = {"words": 0.8}\n')
    built = project.build()
    assert "(es) is held back: 20% of the words of its pages are translated" in built.stdout
    assert not (project.folder / "build/html/es").exists()
    assert "español" not in str(project.html("en"))
    assert "/es/" not in (project.folder / "build/html/sitemap.xml").read_text()
    project.write("conf.py", conf)
    project.build()
    assert "español" in str(project.html("en"))


def addressed(project: SmallProject, address: str, contact: str = "me@lupus.quest") -> SmallProject:
    """Return the project with an address of its site, and of whoever reads the mail."""
    path = project.folder / "conf.py"
    conf = path.read_text().replace('"https://small.example.org/"', repr(address))
    path.write_text(f"{conf}multilingual_contact = {contact!r}\n")
    return project


NOWHERE = (
    *("https://small.example.org/", "", "lupus.quest", "https://YOU.github.io/lupus-faq/"),
    *("https://example.com/", "https://lupus.example/", "http://localhost:8000/"),
    *("https://192.168.0.3/", "http://[::1]:8000/", "https://box.local/faq/"),
)
"""What readers find no site at."""


@pytest.mark.parametrize("address", NOWHERE)
def test_a_site_without_an_address_is_not_ready_to_be_published(
    project: SmallProject, address: str
) -> None:
    told = run_multilingual(addressed(project, address).folder, "check", "--publish")
    assert (told.returncode, told.stdout.count("html_baseurl")) == (1, 1)


@pytest.mark.parametrize("contact", ["", "me", "me@localhost", "me@faq.example.org", "me@box.lan"])
def test_a_site_that_nobody_can_write_to_is_not_ready_to_be_published(
    project: SmallProject, contact: str
) -> None:
    ready = addressed(project, "https://lupus.quest/", contact)
    told = run_multilingual(ready.folder, "check", "--publish")
    assert (told.returncode, told.stdout.count("multilingual_contact")) == (1, 1)


def test_what_is_not_set_is_told_with_its_line(project: SmallProject) -> None:
    line = (project.folder / "conf.py").read_text().split("html_baseurl")[0].count("\n") + 1
    told = run_multilingual(project.folder, "check", "--publish").stdout
    assert told.startswith(
        f"conf.py:{line}: publish: Before you publish: set html_baseurl in conf.py"
    )


def test_what_is_not_set_stands_beside_its_line_on_github(project: SmallProject) -> None:
    told = run_multilingual(project.folder, "check", "--publish", "--format", "github").stdout
    assert told.startswith("::error file=conf.py,line=")


def test_a_site_with_an_address_is_ready_to_be_published(project: SmallProject) -> None:
    ready = addressed(project, "https://you.github.io/lupus-faq/")
    assert run_multilingual(ready.folder, "check", "--publish").returncode == 0


def test_what_readers_get_as_english_keeps_no_site_from_being_published(
    project: SmallProject,
) -> None:
    ready = addressed(project, "https://lupus.quest/")
    project.write("locale/es/LC_MESSAGES/index.po", "<<<<<<< HEAD\n")
    told = run_multilingual(ready.folder, "check", "--publish")
    assert "locale/es/LC_MESSAGES/index.po:1: syntax" in told.stdout
    assert (told.returncode, run_multilingual(ready.folder, "check").returncode) == (0, 1)


def test_what_is_wrong_for_all_languages_keeps_a_site_from_being_published(
    project: SmallProject,
) -> None:
    ready = addressed(project, "https://lupus.quest/")
    project.write("source/redirects.csv", "old,new\nindex,nowhere\n")
    told = run_multilingual(ready.folder, "check", "--publish")
    assert (told.returncode, told.stdout.startswith("source/redirects.csv:2:")) == (1, True)


def test_a_plain_check_asks_for_no_address(project: SmallProject) -> None:
    assert run_multilingual(addressed(project, "").folder, "check").returncode == 0
