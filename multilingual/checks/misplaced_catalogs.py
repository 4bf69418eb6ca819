"""A catalog that is not what its place says: of another page or language, or not there at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from itertools import chain
from pathlib import Path

from multilingual.catalogs.language_folder import CATALOGS, LanguageFolder
from multilingual.catalogs.message import Catalog
from multilingual.checks.language_detection import is_more_like, trigrams_in
from multilingual.files import read_plain
from multilingual.findings import Finding
from multilingual.languages import base_code, catalog_codes

INTERFACE = "interface"
"""What stands for a page in the comments of the words around the pages."""
KNOWN_WORDS, KNOWN_LETTERS = 0.3, 0.85
"""Which share of the words, and of the trigrams, of a text of a language its other pages have.

On our pages it is 0.66 and 0.89 at the least, on health texts of others 0.44 and 0.83 (Arabic);
of another language, Italian or French beside Spanish, 0.28 and 0.81 at the most.
"""
MOST_READ = 8000
"""Letters of a file that are enough."""
FEWEST_KNOWN, FEWEST_READ, FEWEST_COMPARED = 2000, 20, 8
"""How many words of the other pages, and of a text, tell this, and how many of a text tell in
which of two languages it is."""
A_WORD = re.compile(r"[\u3400-\u9fff]|(?:(?![\u3400-\u9fff\d_])[\w\u0900-\u0dff])+")
"""A word, or a Chinese character."""
LONGEST_HEADER = 4000
"""Bytes. What is larger has texts, and need not be read to see that."""
MSGSTR = re.compile(r'^msgstr(?:\[\d\])? "(.+)"$', re.MULTILINE)


def page_fault(catalog: Catalog) -> str | None:
    """Return what is wrong if most texts are those of another page, as their comments say."""
    if not catalog.is_interface and not english_of(catalog):
        # Nobody reads the file, whatever is in it.
        return None
    name = INTERFACE if catalog.is_interface else catalog.page
    places = [
        {line.partition(" / ")[0] for line in message.about.split("\n") if " / " in line}
        for message in catalog.live
    ]
    told = [pages for pages in places if pages]
    strange = Counter(chain.from_iterable(pages for pages in told if name not in pages))
    if 2 * sum(name not in pages for pages in told) <= len(told):
        return None
    other = max(strange, key=lambda page: strange[page])
    path = catalog.path
    return (
        f"The texts in this file are those of {other}, and readers get this page in English. Get "
        f"the right file back (git checkout HEAD -- {path}). If there is work in this one, save it "
        f"elsewhere first, and then: make import LANGUAGE={catalog.code} FILE=…"
    )


def english_of(catalog: Catalog) -> str:
    """Return the English of the page on one line, nothing if there is none at hand."""
    path = catalog.language.root / "source" / f"{catalog.page}.rst"
    try:
        return "" if catalog.is_interface else one_line(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return ""


def one_line(text: str) -> str:
    """Return ``text`` without its line breaks."""
    return " ".join(text.split())


def is_foreign(catalog: Catalog) -> bool:
    """Return whether a catalog is in another language than those of the other pages beside it.

    That language may be one that no folder here has, but where the texts are only a few words.
    """
    forms = catalog.translated
    own = [form.msgstr for form in forms if form.msgstr not in (form.msgid, form.plural)]
    text = " ".join(own)[:MOST_READ].casefold()
    found = A_WORD.findall(text)
    texts = catalog.language.once(_texts_of_pages)
    here = A_WORD.findall(texts.get(catalog.page, ""))
    known = catalog.language.once(_words_of_pages)
    if len(found) < FEWEST_COMPARED or known.total() - len(here) < FEWEST_KNOWN:
        return False
    words_here = Counter(here)
    if sum(known[word] > words_here[word] for word in found) >= KNOWN_WORDS * len(found):
        return False
    if len(found) < FEWEST_READ:
        # Most of so few may be names, or months. They are another language's if it is known here.
        return any(
            is_more_like(own, catalog.language, other, catalog.page) is False
            for other in catalog.language.others
            if base_code(other.code) != base_code(catalog.code)
        )
    pages = (text for page, text in texts.items() if page != catalog.page)
    letters = frozenset(chain.from_iterable(map(trigrams_in, pages)))
    threes = list(trigrams_in(text))
    return sum(three in letters for three in threes) < KNOWN_LETTERS * len(threes)


def _texts_of_pages(language: LanguageFolder) -> dict[str, str]:
    """Return the beginning of the translations in each file, in small letters."""
    found = {}
    for page, path in language.catalogs.items():
        text = _data_of(path).decode("utf-8", "replace")
        found[page] = " ".join(MSGSTR.findall(text))[:MOST_READ].casefold()
    return found


def _words_of_pages(language: LanguageFolder) -> Counter[str]:
    texts = language.once(_texts_of_pages).values()
    return Counter(chain.from_iterable(map(A_WORD.findall, texts)))


def _data_of(path: Path) -> bytes:
    try:
        return read_plain(path)
    except OSError:
        return b""


def missing_catalogs(root: Path, locale: str, codes: Collection[str]) -> list[Finding]:
    """Return a finding for each page of which a language has no catalog, or one without texts.

    ``codes`` are the languages that are asked about.

    Each page has one: ``make language`` and ``make update`` see to it. A variant (es_MX) may
    leave it to its language.
    """
    source, found = root / "source", []
    pages = [path.relative_to(source).with_suffix("") for path in sorted(source.rglob("*.rst"))]
    for folder in sorted((root / locale).glob(f"*/{CATALOGS}")):
        if folder.parent.name not in codes:
            continue
        own = catalog_codes(folder.parent.name)
        lacking = []
        for page in pages:
            paths = [root / locale / code / CATALOGS / f"{page}.po" for code in own]
            if not any(map(_has_texts, paths)):
                lacking.append((page, paths[0]))
        # A language that somebody has begun by hand lacks most of them.
        for page, path in lacking if 2 * len(lacking) < len(pages) else ():
            shown = path.relative_to(root).as_posix()
            lacks = "no text in its file" if path.exists() else f"no file {page.name}.po"
            found.append(Finding(shown, 1, "names", missing(page.as_posix(), lacks, shown)))
    return found


def missing(page: str, lacks: str, path: str) -> str:
    """Return what is wrong with a page that ``lacks`` its catalog at ``path``, and what to do."""
    return (
        f"The page {page} has {lacks}, so readers get it in English. Get it back (git checkout "
        f"HEAD -- {path}), or run: make update"
    )


def _has_texts(path: Path) -> bool:
    # The first is the header. What cannot be read is told elsewhere.
    try:
        return path.stat().st_size > LONGEST_HEADER or read_plain(path).count(b"msgid ") > 1
    except FileNotFoundError:
        return False
    except OSError:
        return True
