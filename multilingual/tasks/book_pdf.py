"""The PDF of a language: Chromium's print of its book, as one page with the stylesheet of prints.

The page is temporary: on the site, search engines would find each text twice.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from posixpath import dirname, join, normpath
from tempfile import TemporaryDirectory
from typing import Any

from lxml import etree

from multilingual.pages.book.chapters import NOTICE, XHTML, inner, words_of
from multilingual.pages.book.epub import HERE

BROWSERS = ("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome", "chrome")
OPTIONS = (
    "--headless=new",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
    "--no-pdf-header-footer",
)
FIRST, WHOLE = "--disable-pdf-tagging", "--generate-pdf-document-outline"
"""For a print of which only the numbers of sheets are read, and for that which readers get."""
PATIENCE = 90
"""Seconds after which a print is said to hang."""
SHEET = HERE / "print.css"
NAMES = ("id", "aria-labelledby", "aria-describedby", "for")
"""Attributes that name a place on the page."""
KIND = "{http://www.idpf.org/2007/ops}type"
"""What a part is to a reader of books."""
PACKAGE = "content.opf"
CHANGED = ".//*[@property='dcterms:modified']"
TITLE = ".//{http://purl.org/dc/elements/1.1/}title"
OBJECT = re.compile(rb"^(\d+) 0 obj\n(.*?)^endobj", re.MULTILINE | re.DOTALL)
PLACE = re.compile(rb"/([^\s/\[<>()]+) \[(\d+) 0 R /XYZ")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
NUMBERED = re.compile(r'<a href="#([^"]*)"')
MADE = re.compile(rb"/(?:CreationDate|ModDate) \(D:(\d{14})")


class PrintError(Exception):
    """A book that cannot be printed here; the message says why, and what to do."""


def find_browser() -> str | None:
    """Return the path of Chromium, if it is here."""
    named = os.environ.get("CHROMIUM", "")
    return next(filter(None, map(shutil.which, filter(None, (named, *BROWSERS)))), None)


def print_book(book: Path, sheets: Sequence[Path], browser: str) -> bytes:
    """Return the ``book``, a folder as its builder left it, as PDF. Raises ``PrintError``.

    The same book makes the same PDF, of the day that the book is of.
    """
    pages = _pages_of(book)
    refuse_missing_letters("".join(text for page in pages.values() for text in page.itertext()))
    page = _joined(book, pages, sheets)
    # Its contents have the numbers of its sheets, which are known once it is printed.
    numbers = sheet_numbers(_printed(book, page, browser, FIRST))
    page = NUMBERED.sub(lambda link: _numbered(link, numbers), page)
    changed = etree.parse(str(book / PACKAGE)).findtext(CHANGED) or ""
    moment = "".join(filter(str.isdecimal, changed)).encode()
    made = _printed(book, page, browser, WHOLE)
    return MADE.sub(lambda found: found[0].replace(found[1], moment or found[1]), made)


def _printed(book: Path, page: str, browser: str, *options: str) -> bytes:
    place = book / "book.xhtml"
    place.write_text(page, "utf-8")
    # A Chromium that is a snap, as on Ubuntu, has a /tmp of its own.
    with TemporaryDirectory(dir=book.resolve(), ignore_cleanup_errors=True) as folder:
        made = Path(folder, "book.pdf")
        # A sandbox needs what containers and the administrator do not have.
        is_admin = hasattr(os, "geteuid") and os.geteuid() == 0
        sandbox = ["--no-sandbox"] if is_admin or "CI" in os.environ else []
        command = [browser, *OPTIONS, *options, *sandbox, f"--user-data-dir={folder}/profile"]
        command += [f"--print-to-pdf={made}", place.resolve().as_uri()]
        try:
            ran = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise PrintError(f"{browser} did not print: {error}. Try it once more.") from error
        if not made.is_file():
            told = ran.stderr.decode(errors="replace").strip().splitlines()[-1:]
            raise PrintError(f"{browser} printed nothing: {' '.join(told)}")
        return made.read_bytes()


def sheet_numbers(pdf: bytes) -> dict[str, int]:
    """Return the number of the sheet that each place is on, which a link leads to.

    Chromium writes plainly which places there are, and which sheets follow each other.
    """
    parts = {found[1]: found[2] for found in OBJECT.finditer(pdf)}
    root = next((part for part in parts.values() if b"/Type /Catalog" in part), b"")
    pages, places = (re.search(rb"/%s (\d+) 0 R" % name, root) for name in (b"Pages", b"Dests"))
    if not pages or not places:
        return {}
    order = {sheet: number for number, sheet in enumerate(_sheets(parts, pages[1]), start=1)}
    listed = PLACE.findall(parts.get(places[1], b""))
    return {ESCAPED.sub(_unescaped, name).decode(): order[on] for name, on in listed if on in order}


def _unescaped(found: re.Match[bytes]) -> bytes:
    return bytes.fromhex(found[1].decode())


def _sheets(parts: Mapping[bytes, bytes], top: bytes) -> Iterator[bytes]:
    part = parts.get(top, b"")
    if b"/Kids" not in part:
        yield top
        return
    kids = part[part.index(b"/Kids") :].partition(b"]")[0]
    for below in re.findall(rb"(\d+) 0 R", kids):
        yield from _sheets(parts, below)


def _numbered(link: re.Match[str], numbers: Mapping[str, int]) -> str:
    number = numbers.get(link[1])
    return f'{link[0]} data-page="{number}"' if number else link[0]


def _pages_of(book: Path) -> dict[str, Any]:
    """Return the pages of a book in their order, by their files."""
    package = etree.parse(str(book / PACKAGE)).getroot()
    files = {item.get("id"): item.get("href") for item in package.iter("{*}item")}
    order = [files[item.get("idref")] for item in package.iter("{*}itemref")]
    return {file: etree.parse(str(book / file)).getroot() for file in order}


def _joined(book: Path, pages: Mapping[str, Any], sheets: Sequence[Path]) -> str:
    """Return a book as one page."""
    root, parts = next(iter(pages.values())), []
    lines: dict[str, None] = {}
    for file, page in pages.items():
        lines |= dict.fromkeys(_lines(page))
        body = page.find(f"{{{XHTML}}}body")
        for element in body.iter(etree.Element):
            _rename(element, file, pages)
        kind = body.get("class")
        parts.append(f'<article id="{_mark(file)}" class="{kind}">{inner(body)}</article>')
    links = "".join(
        f'<link rel="stylesheet" href="{path.resolve().as_uri()}"/>' for path in (*sheets, SHEET)
    )
    about = "".join(f' {name}="{root.get(name)}"' for name in ("lang", "dir"))
    title = etree.parse(str(book / PACKAGE)).findtext(TITLE) or ""
    # Who wrote it stands on each sheet, where that is the same on all.
    foot = " · ".join((title, *lines)) if len(lines) == 1 else title
    side, other = ("right", "left") if root.get("dir") == "rtl" else ("left", "right")
    text = foot.replace("\\", "").replace('"', "\\22 ")
    style = (
        f'@page {{ @bottom-{side} {{ content: "{text}"; }} @bottom-{other} '
        f"{{ content: counter(page); }} }} @page :first {{ @bottom-{side} "
        f'{{ content: ""; }} @bottom-{other} {{ content: ""; }} }}'
    )
    return (
        f'<!DOCTYPE html>\n<html xmlns="{XHTML}"{about}><head><title>{escape(title)}</title>'
        f"{links}<style>{escape(style, quote=False)}</style></head><body>"
        f'<div class="page book">{"".join(parts)}</div></body></html>\n'
    )


def _lines(page: Any) -> Iterator[str]:
    """Yield the line in which a page says who wrote it."""
    notice = page.find(f".//*[@class='{NOTICE}']//*[@class='line']")
    if notice is not None:
        yield words_of(notice)


def _mark(file: str, place: str = "") -> str:
    """Return how a place of a chapter is called on the one page."""
    return f"{file.removesuffix('.xhtml')}--{place}" if place else file.removesuffix(".xhtml")


def _rename(element: Any, file: str, files: Collection[str]) -> None:
    element.attrib.pop(KIND, None)
    for name in NAMES:
        if place := element.get(name):
            element.set(name, " ".join(_mark(file, part) for part in place.split()))
    address = element.get("href") if element.tag == f"{{{XHTML}}}a" else None
    if address is not None and ":" not in address.partition("#")[0]:
        path, _sign, place = address.partition("#")
        target = normpath(join(dirname(file), path)) if path else file
        if target in files:
            element.set("href", f"#{_mark(target, place)}")
    if (source := element.get("src")) and ":" not in source:
        element.set("src", normpath(join(dirname(file), source)))


def refuse_missing_letters(text: str) -> None:
    """Raise ``PrintError`` if no font here has the letters of a script: a print has boxes then."""
    if not (lister := shutil.which("fc-list")):
        # Other systems than Linux bring fonts for all.
        return
    for script, letters in _letters(text):
        codes = " ".join(f"{ord(letter):x}" for letter in letters)
        asked = [lister, f":charset={codes}", "family"]
        ran = subprocess.run(asked, capture_output=True, text=True, check=False)
        if ran.returncode == 0 and not ran.stdout.strip():
            raise PrintError(
                f"no font here has all letters of {script.capitalize()}. Install one, such as "
                f"Noto (Debian: fonts-noto-core fonts-noto-cjk), and run this again."
            )


def _letters(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the letters and vowel signs of a text by the script that they are of."""
    found: dict[str, list[str]] = defaultdict(list)
    for letter in sorted({*text}):
        if unicodedata.category(letter)[0] in "LM":
            found[unicodedata.name(letter, "?").split()[0]].append(letter)
    for no_script in ("COMBINING", "VARIATION"):
        found.pop(no_script, None)
    yield from found.items()
