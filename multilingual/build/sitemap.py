"""The sitemap: each page in each language, with the same page in the others for search engines.

The form is that of https://www.sitemaps.org/protocol.html with the links to other languages of
https://developers.google.com/search/docs/specialty/international/localized-versions#sitemap.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from jinja2 import Template

TEMPLATE = Path(__file__).parent / "root_templates" / "sitemap.xml"
UNLISTED = {"search"}
"""Pages that a search engine should not lead to."""


def write_sitemap(folder: Path, address: str, pages: Mapping[str, Iterable[str]]) -> None:
    """Write ``sitemap.xml`` into ``folder``; ``pages`` are the names of the pages by tag.

    Nothing is written without an ``address`` of the site: a sitemap without would be wrong.
    """
    if not address:
        return
    tags: dict[str, list[str]] = {}
    for tag, names in pages.items():
        for page in names:
            if page not in UNLISTED:
                tags.setdefault(page, []).append(tag)
    template = Template(TEMPLATE.read_text(encoding="utf-8"), autoescape=True, trim_blocks=True)
    text = template.render(address=address, pages=tags)
    (folder / "sitemap.xml").write_text(text, encoding="utf-8")
