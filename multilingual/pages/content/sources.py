"""``.. sources:: KEY KEY`` lists the works an answer rests on, out of a BibTeX file.

sphinxcontrib-bibtex reads the file and pybtex writes each entry. The list is text of its
own language, so no catalog holds it and a translator never touches a citation.
"""

from __future__ import annotations

from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any, cast

import pybtex.plugin
from docutils import nodes
from pybtex.richtext import HRef, Tag, Text
from pybtex.style.formatting import BaseStyle
from pybtex_docutils import Backend
from sphinx.locale import _
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective
from sphinxcontrib.bibtex import plugin

from multilingual.pages.content.elements_and_faults import add_fault, box, disclosure
from multilingual.pages.translation.english_fallback import mark_as_source

if TYPE_CHECKING:
    from pybtex.database import Entry, Person
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinxcontrib.bibtex.bibfile import BibData
    from sphinxcontrib.bibtex.domain import BibtexDomain


STYLES = (
    ("pybtex.style.labels", "number"),
    ("pybtex.style.names", "last"),
    ("pybtex.style.names", "plain"),
    ("pybtex.style.sorting", "none"),
)
"""The parts of pybtex that sphinxcontrib-bibtex and a ``BaseStyle`` ask for, with their groups."""


class sources_title(nodes.General, nodes.Element):
    """The title of a list of sources, which opens it; ``count`` is how many there are."""


class Sources(SphinxDirective):
    """``.. sources:: nhs niams`` at the end of an answer."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        domain = cast("BibtexDomain", self.env.get_domain("cite"))
        listing = nodes.bullet_list()
        for key in self.arguments[0].split():
            entry = domain.bibdata.data.entries.get(key)
            if entry is None:
                files = ", ".join(self.config.bibtex_bibfiles)
                message = f"the source {key!r} is not in {files}. Add it there, or mend its key."
                add_fault(self.env, self.get_source_info(), message)
                continue
            item = nodes.list_item("", _paragraph(entry))
            mark_as_source(item)
            listing += item
        title = sources_title(classes=["sources-title"], count=len(listing))
        return [box("", disclosure("", title, listing, classes=["fold"]), classes=["sources"])]


class NoteWorks(SphinxTransform):
    """Notes that a page with sources rests on the files that they come out of.

    The directive notes nothing, so that the page is parsed once for all languages.
    """

    default_priority = 12

    def apply(self, **kwargs: Any) -> None:
        if any(self.document.findall(sources_title)):
            for path in cast("BibtexDomain", self.env.get_domain("cite")).bibdata.bibfiles:
                self.env.note_dependency(str(path))


def visit_title(translator: Any, node: nodes.Element) -> None:
    """Write the title, which is in the reader's language and not in the page's."""
    translator.body.append(translator.starttag(node, "summary", ""))
    title = escape(_("Sources (in English)"))
    translator.body.append(f'<span>{title}</span> <span class="count">{node["count"]}</span>')


def depart_title(translator: Any, node: nodes.Element) -> None:
    translator.body.append("</summary>\n")


class ShortReference(BaseStyle):  # type: ignore[misc]
    """Author, linked title, journal and year: what a reader needs to find the work."""

    def format_entry(self, label: str, entry: Entry, bib_data: Any = None) -> Text:
        """Return the entry as rich text; a descriptive title stands in brackets."""
        fields = entry.fields
        title = Text.from_latex(fields["title"])
        if fields.get("annote") == "descriptive title":
            title = Text("[", title, "]")
        parts = [
            _authors(entry.persons.get("author", [])),
            _linked(title, _address(entry)),
            _place(fields.get("journal") or fields.get("howpublished")),
            Text(fields["year"]) if "year" in fields else None,
        ]
        # An initial has its full stop already, and a title may be a question.
        return Text(" ").join(Text(part).add_period() for part in parts if part)


def _authors(persons: list[Person]) -> Text:
    names = [
        Text(" ").join(
            Text.from_latex(part)
            for part in [*person.prelast_names, *person.last_names, *person.first_names]
        )
        for person in persons
    ]
    others = [name for name in names if str(name) == "others"]
    named = [name for name in names if str(name) != "others"]
    return Text(Text(", ").join(named), " et al" if others else "")


def _address(entry: Entry) -> str | None:
    doi = entry.fields.get("doi")
    return f"https://doi.org/{doi}" if doi else entry.fields.get("url")


def _linked(title: Text, address: str | None) -> Text | HRef:
    return HRef(address, title) if address else title


def _place(journal: str | None) -> Tag | None:
    return Tag("em", Text.from_latex(journal)) if journal else None


def _paragraph(entry: Entry) -> nodes.paragraph:
    style, backend = _writers()
    return backend.paragraph(_Formatted(style, entry))


@cache
def _writers() -> tuple[ShortReference, Backend]:
    # Each looks through all installed packages for its parts.
    return ShortReference(), Backend()


def keep_styles() -> None:
    """Find the parts of citations once for all languages; each is looked for in every package."""
    for group, name in STYLES:
        pybtex.plugin.register_plugin(
            group, name, pybtex.plugin.find_plugin(group, name), force=True
        )
    group = "sphinxcontrib.bibtex.style.referencing"
    for name in ("label", "foot"):
        plugin.register_plugin(group, name, plugin.find_plugin(group, name), force=True)


class _Formatted:
    """What pybtex's docutils backend asks of an entry."""

    def __init__(self, style: ShortReference, entry: Entry) -> None:
        self.key = entry.key
        self.label = ""
        self.text = style.format_entry("", entry)


_READ: list[BibData] = []
"""What was read of the works for another language, unless there was anything to warn of."""


def _take_works(app: Sphinx) -> None:
    # The extension reads the files itself if they are others now.
    for read in _READ:
        app.env.get_domain("cite").data["bibdata"] = read


def _keep_works(app: Sphinx) -> None:
    if not app._warncount:
        _READ[:] = [cast("BibtexDomain", app.env.get_domain("cite")).bibdata]


def _need_no_file(app: Sphinx, config: Config) -> None:
    # A site whose answers name no sources says nothing of them in conf.py.
    config.bibtex_bibfiles = config.bibtex_bibfiles or []


def setup(app: Sphinx) -> None:
    app.connect("config-inited", _need_no_file)
    app.connect("builder-inited", _take_works, priority=400)
    app.setup_extension("sphinxcontrib.bibtex")
    app.connect("builder-inited", _keep_works, priority=600)
    app.add_node(sources_title, html=(visit_title, depart_title))
    app.add_directive("sources", Sources)
    app.add_transform(NoteWorks)
