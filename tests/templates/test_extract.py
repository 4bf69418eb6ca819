"""Templates: each message of each page, and what a translator must know of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from conftest import ROOT, NewProject, SmallProject, copy_repository, run_multilingual

from multilingual.catalogs.message import Template
from multilingual.templates import extraction
from multilingual.templates.extraction import read_templates
from multilingual.templates.template_builder import too_long

PAGE = """
About
=====

.. image:: mark.svg
   :alt: A ribbon

.. tr: "It" is the illness.

.. _what-is-it:

What is it?
-----------

.. short-answer::

   It is an illness.

See:

* a doctor
* a nurse

A doctor knows.
"""


@pytest.fixture
def page(project: SmallProject) -> SmallProject:
    return with_page(project)


@pytest.fixture(scope="module")
def extracted(new_project: NewProject) -> SmallProject:
    """A project whose templates have been made, for all that only read them."""
    made = with_page(new_project())
    extract(made)
    return made


def with_page(project: SmallProject) -> SmallProject:
    project.write("source/about.rst", PAGE)
    project.write("source/mark.svg", "<svg></svg>")
    project.write("source/index.rst", "Home\n====\n\n.. toctree::\n\n   about\n")
    return project


def extract(project: SmallProject) -> subprocess.CompletedProcess[str]:
    return run_multilingual(project.folder, "extract")


def comments(project: SmallProject, name: str = "about") -> dict[str, list[str]]:
    template = polib.pofile(str(project.folder / "build" / "gettext" / f"{name}.pot"))
    return {entry.msgid: entry.comment.split("\n") for entry in template}


def test_each_message_says_its_page_its_question_and_its_part(extracted: SmallProject) -> None:
    assert {msgid: lines[0] for msgid, lines in comments(extracted).items()} == {
        "About": "about / heading",
        "A ribbon": "about / alternative text of a picture",
        "What is it?": "about / what-is-it / heading",
        "It is an illness.": "about / what-is-it / short answer",
        "See:": "about / what-is-it / paragraph",
        "a doctor": "about / what-is-it / list item",
        "a nurse": "about / what-is-it / list item",
        "A doctor knows.": "about / what-is-it / paragraph",
    }


def test_each_message_has_the_address_of_its_question(extracted: SmallProject) -> None:
    address = "https://small.example.org/en/about.html#what-is-it"
    assert address in comments(extracted)["a doctor"]


def test_a_comment_for_translators_reaches_the_message_after_it(extracted: SmallProject) -> None:
    told = [
        msgid for msgid, lines in comments(extracted).items() if '"It" is the illness.' in lines
    ]
    assert told == ["What is it?"]


def test_a_comment_for_translators_is_not_on_the_page(page: SmallProject) -> None:
    page.build("en")
    assert "is the illness" not in page.html("en", "about").decode()


def test_the_words_around_the_text_say_where_they_are(extracted: SmallProject) -> None:
    assert comments(extracted, "sphinx")["Back to top"] == ["interface / page.html"]


def test_a_template_without_a_page_is_deleted(page: SmallProject) -> None:
    old = page.write("build/gettext/old.pot", "")
    extract(page)
    assert not old.exists()


def test_templates_are_whole_while_another_command_makes_them(
    page: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def look(draft: Path) -> dict[str, Template]:
        seen.append(sorted(path.name for path in draft.with_name("gettext").glob("*.pot")))
        return read_templates(draft)

    extract(page)
    monkeypatch.setattr(extraction, "read_templates", look)
    extraction.extract(page.folder)
    assert seen == [["about.pot", "index.pot", "sphinx.pot"]]


def test_what_another_command_deletes_meanwhile_is_still_read(
    page: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    def delete(draft: Path) -> dict[str, Template]:
        shutil.rmtree(draft.with_name("gettext"), ignore_errors=True)
        return read_templates(draft)

    monkeypatch.setattr(extraction, "read_templates", delete)
    templates, _warnings = extraction.extract(page.folder)
    assert list(templates) == ["about", "index", "sphinx"]


def test_making_templates_leaves_no_draft(extracted: SmallProject) -> None:
    assert [path.name for path in (extracted.folder / "build").iterdir()] == ["gettext"]


def test_two_days_give_the_same_bytes(page: SmallProject) -> None:
    def made(**variables: str) -> dict[str, bytes]:
        command = [sys.executable, "-P", "-m", "multilingual", "extract"]
        subprocess.run(command, cwd=page.folder, check=True, env={**os.environ, **variables})
        folder = page.folder / "build" / "gettext"
        return {path.name: path.read_bytes() for path in folder.glob("*.pot")}

    first = made(SOURCE_DATE_EPOCH="0", PYTHONHASHSEED="1")
    assert made(SOURCE_DATE_EPOCH="1800000000", PYTHONHASHSEED="2") == first


def test_a_long_paragraph_is_told_with_its_line(page: SmallProject) -> None:
    page.write("source/about.rst", "About\n=====\n\nOne. Two. Three. Four.\n")
    done = extract(page)
    message = "this paragraph has 4 sentences. Part it, so that none has over 3."
    assert done.stderr == f"source/about.rst:4: warning: {message}\n"


def test_a_page_that_sphinx_cannot_read_is_told(page: SmallProject) -> None:
    page.write("conf.py", "raise RuntimeError('no')\n")
    assert extract(page).returncode == 1


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("word " * 60, None),
        ("word " * 61, "61 words"),
        ("One. Two. Three.", None),
        ("One. Two. Three. Four.", "4 sentences"),
        ("About 3.4 million. See Dr. Smith. He knows e.g. SLE.", None),
        ('"Auto" means self. Is it so? Yes! No.', "4 sentences"),
    ],
)
def test_a_paragraph_has_three_sentences_and_sixty_words_at_most(
    text: str, fault: str | None
) -> None:
    found = too_long(text)
    assert (found is None) if fault is None else (fault in str(found))


def test_no_short_message_of_this_site_is_without_a_word_on_its_place() -> None:
    bare = [
        (path.name, entry.msgid)
        for path in Path(ROOT, "locale").rglob("*.po")
        for entry in polib.pofile(str(path))
        if not entry.obsolete and not entry.comment
    ]
    assert bare == []


def test_no_paragraph_of_this_site_is_too_long() -> None:
    long = {
        entry.msgid
        for path in Path(ROOT, "locale", "es").rglob("*.po")
        for entry in polib.pofile(str(path))
        if path.stem != "sphinx" and not entry.obsolete and too_long(entry.msgid)
    }
    assert long == set()


def test_update_after_a_clone_changes_nothing(tmp_path: Path) -> None:
    copy_repository(tmp_path)

    def texts() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in (tmp_path / "locale").rglob("*.po")}

    before = texts()
    done = run_multilingual(tmp_path, "update")
    assert (done.returncode, done.stderr, texts()) == (0, "", before)
