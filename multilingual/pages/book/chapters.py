"""A chapter of a book: what the page of the site says, as XHTML, without what only a site has."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from html.entities import html5
from posixpath import dirname, join, normpath, relpath
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

XHTML = "http://www.w3.org/1999/xhtml"
SVG = "http://www.w3.org/2000/svg"
BARE_SVG = re.compile(r"<svg (?![^>]*\bxmlns=)")
NAMED_SIGN = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)(\w+);")
OF_A_SITE = (
    *("headerlink", "search-form", "english-toggle", "read-next", "answer-link", "word-list"),
    *("asked-first", "cards", "languages-of-table", "moved", "visually-hidden"),
)
"""The classes of what leads around a site, or needs a script."""
UNFIT = ("form", "button", "script", "style", "iframe", "object", "embed")
"""Elements that a book cannot have."""
OF_A_SCREEN = ("tabindex", "translated", "aria-live")
"""Attributes that a book has no use for, and those for scripts."""
NOTICE = "provenance"

Element = Any
"""One of lxml, which says nothing of its types."""


class ChapterError(Exception):
    """A page that cannot be a chapter; the message says where and why."""


@dataclass(frozen=True)
class Chapter:
    """A page of a book, as the element around what it says, by its name."""

    name: str
    tree: Element

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.xhtml"

    @property
    def ids(self) -> set[str]:
        """The places in it that a link can lead to."""
        return {element.get("id", "") for element in self.tree.iter() if element.get("id")}

    @property
    def has_drawings(self) -> bool:
        """Whether a drawing stands in it."""
        return self.tree.find(f".//{{{SVG}}}svg") is not None

    def written(self) -> str:
        """Return what it says, as XHTML."""
        return inner(self.tree)


def inner(element: Element) -> str:
    """Return what is in an element, without the namespace that is said once, around it."""
    text = str(etree.tostring(element, encoding="unicode", with_tail=False))
    return text[text.index(">") + 1 : text.rindex("<")]


def read_chapter(name: str, html: str) -> Chapter:
    """Return a page of which Sphinx wrote the ``html`` as a chapter. Raises ``ChapterError``."""
    html = BARE_SVG.sub(f'<svg xmlns="{SVG}" ', html)
    # XML itself knows five names of signs; an author's HTML may have any.
    html = NAMED_SIGN.sub(lambda name: html5.get(f"{name[1]};", name[0]), html)
    try:
        tree = etree.fromstring(f'<div xmlns="{XHTML}">{html}</div>', _parser())
    except etree.XMLSyntaxError as error:
        raise ChapterError(f"{name}: {error.msg}") from error
    for element in [*_unfit(tree)]:
        _take_out(element)
    for fold in [*tree.iter(f"{{{XHTML}}}details")]:
        if fold.find(f"{{{XHTML}}}summary") is None:
            fold.tag = f"{{{XHTML}}}div"
        else:
            # What is folded is whole in a book.
            fold.set("open", "open")
    for element in tree.iter(etree.Element):
        for key in list(element.attrib):
            if key.startswith("data-") or key in OF_A_SCREEN:
                del element.attrib[key]
    return Chapter(name, tree)


def _parser() -> etree.XMLParser:
    # Nothing is fetched, and nothing is what an entity says.
    return etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)


def _unfit(tree: Element) -> Iterator[Element]:
    for element in tree.iter(etree.Element):
        kind, classes = etree.QName(element).localname, {*element.get("class", "").split()}
        is_before_links = "languages-of-table" in _classes(element.getnext())
        if kind in UNFIT or classes.intersection(OF_A_SITE) or is_before_links:
            yield element
        elif "question-list" in classes:
            # The contents of the book have them, and what opens the page stays.
            yield from (part for part in element.iter() if _is_list_of_questions(part))


def _classes(element: Element | None) -> Collection[str]:
    return element.get("class", "").split() if element is not None else ()


def _is_list_of_questions(element: Element) -> bool:
    return etree.QName(element).localname in ("summary", "nav")


def _take_out(element: Element) -> None:
    """Take an element out, and leave what stands behind it."""
    above, before = element.getparent(), element.getprevious()
    if above is None:
        return
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        above.text = (above.text or "") + element.tail
    above.remove(element)


def _unwrap(link: Element) -> None:
    """Leave the words of a link that leads nowhere, as words."""
    link.tag = f"{{{XHTML}}}span"
    for key in ("href", "hreflang", "rel", "target"):
        link.attrib.pop(key, None)


def shorten_notice(chapter: Chapter, said: Collection[str]) -> None:
    """Leave out, of who wrote and checked a chapter, what the front of the book has ``said``.

    The line that says it in short stays.
    """
    for paragraph in _notices(chapter):
        if words_of(paragraph) in said:
            _take_out(paragraph)


def notice_of(chapter: Chapter) -> list[str]:
    """Return the paragraphs that say who wrote and checked a chapter."""
    return [*map(words_of, _notices(chapter))]


def _notices(chapter: Chapter) -> list[Element]:
    notices = chapter.tree.iterfind(f".//*[@class='{NOTICE}']")
    return [paragraph for notice in notices for paragraph in notice.iter(f"{{{XHTML}}}p")]


def words_of(element: Element) -> str:
    """Return the words of an element, without those of links, which each page has its own of."""
    found = element.xpath(".//text()[not(ancestor::x:a)]", namespaces={"x": XHTML})
    return " ".join("".join(map(str, found)).split())


def mend_links(chapters: Collection[Chapter], tag: str, site: str) -> None:
    """Let each link lead to a place in the book, or to a page of the ``site``, if that is known.

    What leads to neither is no link, but the words of one. The pages of the book are those of
    the language ``tag``.
    """
    places = {chapter.file: chapter.ids for chapter in chapters}
    for chapter in chapters:
        for link in [*chapter.tree.iter(f"{{{XHTML}}}a")]:
            address = link.get("href")
            if address is None:
                continue
            target = _target(chapter, address, places) or _online(chapter, address, tag, site)
            if target:
                link.set("href", target)
            elif address.startswith("../") and link.getparent() in _notices(chapter):
                # It offers a page, and says nothing besides.
                _take_out(link)
            else:
                _unwrap(link)


def _target(chapter: Chapter, address: str, places: Mapping[str, Collection[str]]) -> str:
    """Return where a link leads in the book or to elsewhere, nothing if that is on the site."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return address
    folder = dirname(chapter.name)
    file = normpath(join(folder, parts.path)) if parts.path else chapter.file
    if file not in places:
        return ""
    sign = f"#{parts.fragment}" if parts.fragment in places[file] else ""
    return sign if file == chapter.file else relpath(file, folder or ".") + sign


def _online(chapter: Chapter, address: str, tag: str, site: str) -> str:
    path, sign, place = address.partition("#")
    if not site or not path:
        return ""
    page = normpath(join(tag, dirname(chapter.name), path)).replace(".xhtml", ".html")
    return f"{site}/{page}{sign}{place}"
