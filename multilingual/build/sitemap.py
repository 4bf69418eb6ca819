"""The sitemap, in files that are never larger than search engines take.

It is that of https://www.sitemaps.org/protocol.html with the links to other languages of
https://developers.google.com/search/docs/specialty/international/localized-versions#sitemap.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

HOME_PAGE = "index"
MOST_ADDRESSES, MOST_BYTES = 50_000, 50_000_000
"""What one sitemap may hold (https://www.sitemaps.org/protocol.html#index)."""
MOST_LINKS = 500_000
"""From how many links to other languages on a sitemap has none, but addresses alone.

They grow with the square of the languages: 2,200 pages in 100 languages would have 22 million,
which are 2 GB. Each page has the same links in its head, where search engines read them, too.
"""
NAMESPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
)
SITEMAP = "sitemap.xml"
QUOTE = {'"': "&quot;"}


def write_sitemap(
    folder: Path, address: str, listed: Mapping[str, Mapping[str, str]], most: int = MOST_BYTES
) -> None:
    """Write ``sitemap.xml`` into ``folder``; ``listed`` are pages with a day or "", by tag.

    It names others where one file would have too much. Nothing is written without an ``address``
    of the site: a sitemap without would be wrong.
    """
    if not address:
        return
    names, entries = list[str](), _Entries(address, listed)
    while entries.are_left:
        names.append(f"sitemap-{len(names) + 1}.xml")
        _write(folder / names[-1], "urlset", entries.part(most))
    if len(names) == 1:
        (folder / names[0]).rename(folder / SITEMAP)
        return
    index = (f"  <sitemap><loc>{escape(address)}/{name}</loc></sitemap>\n" for name in names)
    _write(folder / SITEMAP, "sitemapindex", index)


class _Entries:
    """The entries of all pages, of which one is known ahead and no more are held."""

    def __init__(self, address: str, listed: Mapping[str, Mapping[str, str]]) -> None:
        self._entries = _entries(address, listed)
        self._next = next(self._entries, "")

    @property
    def are_left(self) -> bool:
        return bool(self._next)

    def part(self, most: int) -> Iterator[str]:
        """Yield entries of at most ``most`` bytes together, or one."""
        size, number = 0, 0
        while self._next and number < MOST_ADDRESSES:
            size += len(self._next.encode())
            if number and size > most:
                return
            number += 1
            yield self._next
            self._next = next(self._entries, "")


def _entries(address: str, listed: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Yield each page of each language, with all languages that have it."""
    base = escape(address, QUOTE)
    number = Counter(page for pages in listed.values() for page in pages)
    has_links = sum(count * count for count in number.values()) <= MOST_LINKS
    for page in sorted(number):
        places = {
            tag: f"{base}/{tag}/{escape(page, QUOTE)}.html"
            for tag, pages in listed.items()
            if page in pages
        }
        default = f"{base}/" if page == HOME_PAGE else next(iter(places.values()))
        every = (*places.items(), ("x-default", default)) if has_links else ()
        others = "".join(
            f'    <xhtml:link rel="alternate" hreflang="{tag}" href="{place}"/>\n'
            for tag, place in every
        )
        for tag, place in places.items():
            day = listed[tag][page]
            changed = f"    <lastmod>{escape(day)}</lastmod>\n" if day else ""
            yield f"  <url>\n    <loc>{place}</loc>\n{changed}{others}  </url>\n"


def _write(path: Path, kind: str, entries: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<{kind} {NAMESPACES}>\n')
        file.writelines(entries)
        file.write(f"</{kind}>\n")
