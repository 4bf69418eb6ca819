"""What the specifications share: the real site built once, and small projects built at will."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from threading import Thread

import pytest
import warm
from browser import chromium
from bs4 import BeautifulSoup
from filelock import FileLock
from playwright.sync_api import Browser, expect
from windows import PATIENCE, Windows

from multilingual.languages import Language, find_languages
from multilingual.preview.server import make_server
from multilingual.project import Project

# Hundreds of processes need not each compile the package.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# A job in the background of a shell ignores Ctrl-C, and so would all that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)
# What make tells its sub-makes would make those of the tests print which folder they enter.
for told in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL"):
    os.environ.pop(told, None)

ROOT = Path(__file__).parents[1]
PARTS = ("conf.py", "docutils.conf", "source", "locale")
CODES = ("en", "ar", "es", "fr", "hi", "zh_CN")
PAGES = (
    "index",
    "what-happens-in-lupus",
    "about-lupus",
    "when-to-get-help",
    "causes-and-triggers",
    "diagnosis",
    "treatment",
    "lupus-and-your-body",
    "living-with-lupus",
    "pregnancy-and-family",
    "finding-support",
    "glossary",
    "about-this-site",
    "translations",
)


warm.make_templates_with(warm.run)


@cache
def parse(path: Path) -> BeautifulSoup:
    """Return the page at ``path``, parsed once for all that read it."""
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


@dataclass(frozen=True)
class Site:
    """The built site of this repository."""

    folder: Path
    languages: tuple[Language, ...]

    def page(self, tag: str, name: str) -> BeautifulSoup:
        """Return a page, parsed."""
        return parse(self.folder / tag / f"{name}.html")


def run_multilingual(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run ``python -m multilingual`` in ``folder``."""
    return warm.run(folder, "multilingual", *arguments)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a site and yield its address."""
    server = make_server(folder, 0)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def make_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Return a folder that is made once for all workers of pytest-xdist, to be read only."""
    # Each worker has a folder of its own in that of the run.
    run = factory.getbasetemp()
    folder = (run.parent if "PYTEST_XDIST_WORKER" in os.environ else run) / name
    made = folder.with_suffix(".made")
    with FileLock(f"{folder}.lock"):
        if not made.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            made.touch()
    return folder


def copy_repository(folder: Path) -> None:
    """Copy what a build of this repository's site needs into an empty folder."""
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy2
        copy(ROOT / part, folder / part)


def build_site(folder: Path) -> None:
    copy_repository(folder)
    built = run_multilingual(folder, "build")
    assert (built.returncode, built.stderr) == (0, "")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of this repository."""
    folder = make_once(tmp_path_factory, "real-site", build_site)
    return Site(folder / "build" / "html", tuple(Project.at(folder).languages()))


CONF = """
import sys
from pathlib import Path
HERE = Path(__file__).parent
project = "Small"
html_theme = "furo"
extensions = ["multilingual.pages"]
locale_dirs = ["locale"]
gettext_auto_build = False
gettext_compact = False
html_baseurl = "https://small.example.org/"
bibtex_bibfiles = ["source/references.bib"]
multilingual_languages = {"zh_CN": {"tag": "zh-Hans", "name": "简体中文"}}
"""

QUESTION = """
.. _is-it-catching:

Is it catching?
---------------

.. short-answer::

   No. You cannot catch it.

You can live together.
"""


class SmallProject:
    """A project of a few lines, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write("conf.py", CONF)
        shutil.copy2(ROOT / "docutils.conf", folder)
        self.write("source/references.bib", "@misc{nhs, title = {Lupus}, url = {https://nhs.uk}}\n")
        self.write("source/index.rst", "Home\n====\n\nWelcome to the site.\n" + QUESTION)
        (folder / "locale").mkdir()

    def write(self, name: str, text: str) -> Path:
        """Write a file of the project."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def translate(self, code: str, page: str, messages: dict[str, str], header: str = "") -> Path:
        """Write a catalog of ``messages`` (msgid: msgstr)."""
        head = f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n{header}"\n'
        quoted = partial(json.dumps, ensure_ascii=False)
        body = "".join(
            f"\nmsgid {quoted(msgid)}\nmsgstr {quoted(msgstr)}\n"
            for msgid, msgstr in messages.items()
        )
        return self.write(f"locale/{code}/LC_MESSAGES/{page}.po", head + body)

    def build(self, *languages: str) -> subprocess.CompletedProcess[str]:
        """Build the languages, all if none is named."""
        return run_multilingual(self.folder, "build", *languages)

    def sphinx(self, code: str, *more: str) -> subprocess.CompletedProcess[str]:
        """Build one language with plain Sphinx, into ``out``, with ``more`` options."""
        options = ["-q", "-b", "html", "-c", ".", "-D", f"language={code}", *more]
        return warm.run(self.folder, "sphinx", *options, "source", "out")

    def html(self, tag: str, page: str = "index") -> BeautifulSoup:
        """Return a built page, parsed."""
        path = self.folder / "build" / "html" / tag / f"{page}.html"
        return BeautifulSoup(path.read_text("utf-8"), "html.parser")


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    """A small project with a home page and one question."""
    return SmallProject(tmp_path)


NewProject = Callable[[], SmallProject]


@pytest.fixture(scope="session")
def new_project(tmp_path_factory: pytest.TempPathFactory) -> NewProject:
    """Makes small projects, for fixtures that tests share and only read."""
    return lambda: SmallProject(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one Chromium of all tests of a worker."""
    expect.set_options(timeout=PATIENCE)
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def windows(browser: Browser, site: Site) -> Iterator[Windows]:
    """Windows on the site of this repository."""
    with serving(site.folder) as address, closing(Windows(browser, address)) as opened:
        yield opened


@pytest.fixture(scope="session")
def languages() -> list[Language]:
    """The languages of this repository."""
    return find_languages(ROOT / "locale", {"zh_CN": {"tag": "zh-Hans", "name": "简体中文"}})
