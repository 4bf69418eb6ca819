"""A language is offered as files that were made of the text that is published, or not at all."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from functools import cache
from pathlib import Path

import pytest
from browser import find_browser
from bs4 import BeautifulSoup
from conftest import NewProject, SmallProject, run_multilingual
from warm import run

from multilingual.tasks.book_pdf import PrintError, refuse_missing_letters, sheet_numbers

ADVICE = (
    "Advice\n======\n\n.. _sleep:\n\nMay I sleep?\n------------\n\n.. short-answer::\n\n   Yes.\n"
)
HOME = "Home\n====\n\nWelcome.\n\n.. toctree::\n   :hidden:\n\n   advice\n"
NO_BROWSER = {"PATH": "/nowhere", "CHROMIUM": ""}


@cache
def chromium() -> dict[str, str]:
    return {"CHROMIUM": find_browser() or ""}


def fill(project: SmallProject) -> SmallProject:
    """Let a project have a home page, a page and two languages."""
    project.write("source/index.rst", HOME)
    project.write("source/advice.rst", ADVICE)
    project.translate(
        "ar", "advice", {"Advice": "نصيحة", "May I sleep?": "هل أنام؟", "Yes.": "نعم."}
    )
    assert project.build().returncode == 0
    return project


def offered(folder: Path) -> list[str]:
    """Return what a page offers, as a reader reads it."""
    page = BeautifulSoup((folder / "advice.html").read_text("utf-8"), "html.parser")
    return [link.text for link in page.select(".downloads a")]


@pytest.fixture(scope="module")
def made(new_project: NewProject) -> SmallProject:
    """A project with all downloads of both languages."""
    project = fill(new_project())
    done = run(project.folder, "multilingual", "downloads", **chromium())
    assert (done.returncode, done.stderr) == (0, "")
    return project


@pytest.fixture(scope="module")
def site(made: SmallProject) -> Path:
    return made.folder / "build" / "html"


@pytest.fixture
def plain(project: SmallProject) -> SmallProject:
    """A project with what can be made of English without Chromium."""
    fill(project)
    done = run(project.folder, "multilingual", "downloads", "en", **NO_BROWSER)
    assert done.returncode == 1
    return project


def test_a_page_offers_each_file_with_its_size(site: Path) -> None:
    page = BeautifulSoup((site / "ar" / "advice.html").read_text("utf-8"), "html.parser")
    links = page.select(".downloads a")
    sizes = [round((site / "ar" / str(link["href"])).stat().st_size / 1000) for link in links]
    assert [link.text for link in links] == [
        f"{kind} · {size} كيلوبايت"
        for kind, size in zip(("PDF", "EPUB", "ZIP"), sizes, strict=True)
    ]


def test_no_page_but_those_of_the_text_offers_them(site: Path) -> None:
    pages = [
        page for page in (site / "en").rglob("*.html") if 'class="downloads"' in page.read_text()
    ]
    assert [page.name for page in pages] == ["advice.html"]


def test_the_zip_does_not_offer_what_is_not_in_it(site: Path) -> None:
    with zipfile.ZipFile(site / "en/downloads/small-en.zip") as archive:
        page = archive.read("small-en/advice.html").decode()
        assert "downloads" not in page + "".join(archive.namelist())


def test_a_phone_that_keeps_the_language_does_not_keep_them(site: Path) -> None:
    assert "downloads" not in (site / "en" / "offline.json").read_text("utf-8")


def test_search_engines_are_not_led_to_them(site: Path) -> None:
    assert "downloads" not in (site / "sitemap.xml").read_text("utf-8")


def test_a_build_after_that_has_nothing_to_do(made: SmallProject, site: Path) -> None:
    page = site / "en" / "advice.html"
    before = page.stat().st_mtime_ns
    assert "Nothing has changed" in made.build().stdout
    assert (page.stat().st_mtime_ns, len(offered(site / "en"))) == (before, 3)


def test_making_them_once_more_changes_no_byte(made: SmallProject, site: Path) -> None:
    before = {path.name: path.read_bytes() for path in (site / "en/downloads").iterdir()}
    shutil.rmtree(made.folder / "build" / "downloads")
    assert run(made.folder, "multilingual", "build").returncode == 0
    assert run(made.folder, "multilingual", "downloads", **chromium()).returncode == 0
    assert {path.name: path.read_bytes() for path in (site / "en/downloads").iterdir()} == before


def test_languages_made_apart_and_merged_are_the_same_site(
    made: SmallProject, site: Path, tmp_path: Path
) -> None:
    for tag in ("en", "ar"):
        copy = tmp_path / tag
        shutil.copytree(made.folder, copy, ignore=shutil.ignore_patterns("build"))
        assert run_multilingual(copy, "build", tag).returncode == 0
        assert run(copy, "multilingual", "downloads", tag, **chromium()).returncode == 0
    shards = [str(tmp_path / tag / "build" / "html") for tag in ("en", "ar")]
    merged = run_multilingual(made.folder, "merge-sites", *shards, "--into", str(tmp_path / "all"))
    assert (merged.returncode, merged.stderr) == (0, "")
    compared = subprocess.run(
        ["diff", "-r", site, tmp_path / "all"], capture_output=True, check=False
    )
    assert compared.stdout.decode() == ""


def test_a_text_that_changed_is_not_offered_as_it_was(plain: SmallProject) -> None:
    site = plain.folder / "build" / "html" / "en"
    assert len(offered(site)) == 2
    plain.write("source/advice.rst", ADVICE.replace("Yes.", "No."))
    told = plain.build().stdout
    assert offered(site) == []
    assert not (site / "downloads").exists()
    assert "no downloads are offered in en, since its text is another than theirs" in told


def test_what_is_gone_is_not_offered(plain: SmallProject) -> None:
    (plain.folder / "build/downloads/en/small-en.epub").unlink()
    plain.build()
    assert offered(plain.folder / "build" / "html" / "en") == []


def test_without_a_browser_the_rest_is_made_and_the_lack_is_told(plain: SmallProject) -> None:
    done = run(plain.folder, "multilingual", "downloads", "ar", **NO_BROWSER)
    assert done.stdout == "".join(
        f"{path.name} ({path.stat().st_size / 1e6:.1f} MB)\n"
        for path in (
            plain.folder / "build/html/ar/downloads" / f"small-ar.{kind}"
            for kind in ("epub", "zip")
        )
    )
    assert "ar: no PDF was made: Chromium is not here. Install it" in done.stderr
    assert done.returncode == 1


def test_a_language_that_is_not_built_is_named(project: SmallProject) -> None:
    done = run_multilingual(project.folder, "downloads", "en")
    assert done.returncode == 2
    assert (
        "en: not all of this is built from what is here. Build it first: make html" in done.stderr
    )


def test_a_page_where_they_come_to_stand_is_a_fault(project: SmallProject) -> None:
    project.write("source/downloads/list.rst", ":orphan:\n\nList\n====\n")
    assert "the folder downloads is for files to keep" in project.build().stderr


# On paper ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pdf(site: Path) -> bytes:
    return (site / "ar" / "downloads" / "small-ar.pdf").read_bytes()


def test_a_pdf_says_its_language_and_has_tags_for_screen_readers(pdf: bytes) -> None:
    assert b"/Lang (ar)" in pdf
    assert b"/Marked true" in pdf


def test_a_pdf_has_sheets_of_a4(pdf: bytes) -> None:
    sizes = re.findall(rb"/MediaBox \[0 0 (\d+)[.\d]* (\d+)", pdf)
    assert {*sizes} == {(b"594", b"841")}


def test_a_pdf_has_an_outline_of_its_chapters_and_questions(pdf: bytes) -> None:
    titles = re.findall(rb"/Title <([0-9A-Fa-f]+)>", pdf)
    said = [bytes.fromhex(title.decode()).decode("utf-16") for title in titles]
    assert sorted(said) == ["المحتوى", "نصيحة", "هل أنام؟"]


def test_it_is_known_which_sheet_a_question_is_on(pdf: bytes) -> None:
    assert sheet_numbers(pdf)["advice--sleep"] == 3


def test_a_pdf_is_dated_as_its_text_is_and_not_as_it_was_printed(pdf: bytes) -> None:
    assert {*re.findall(rb"/(?:CreationDate|ModDate) \(D:(\d{4})", pdf)} == {b"1980"}


def test_letters_that_no_font_here_has_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lister = tmp_path / "fc-list"
    lister.write_text("#!/bin/sh\nexit 0\n")
    lister.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PrintError, match="no font here has all letters of Devanagari"):
        refuse_missing_letters("सोना")


def test_a_browser_that_prints_nothing_is_named(plain: SmallProject) -> None:
    browser = plain.write("browser", "#!/bin/sh\necho no display >&2\n")
    browser.chmod(0o755)
    named = {"CHROMIUM": str(browser)}
    done = run(plain.folder, "multilingual", "downloads", "en", **named)
    assert done.returncode == 1
    assert "browser printed nothing: no display" in done.stderr
    assert len(offered(plain.folder / "build" / "html" / "en")) == 2


def test_a_language_with_a_page_that_cannot_be_read_has_its_files_where_that_is_allowed(
    project: SmallProject,
) -> None:
    fill(project)
    project.write("locale/ar/LC_MESSAGES/advice.po", "<<<<<<< HEAD\n")
    assert run(project.folder, "multilingual", "build", "ar", "--lenient").returncode == 0
    strict = run(project.folder, "multilingual", "downloads", "ar", **NO_BROWSER)
    run(project.folder, "multilingual", "downloads", "ar", "--lenient", **NO_BROWSER)
    kept = sorted(path.suffix for path in (project.folder / "build/html/ar/downloads").iterdir())
    assert (strict.returncode, kept) == (2, [".epub", ".zip"])
