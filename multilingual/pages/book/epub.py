"""A language as a book for readers of books: ``sphinx-build -b epub``, and a part of ``downloads``.

Sphinx's own builder reads and writes the pages, as it does for the site, with all that guards them
there. What is around a page there (theme, scripts, search) is not in the book. It says in front who
wrote, translated and checked it, and each chapter says it in a line.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from docutils import nodes
from sphinx.builders import epub3
from sphinx.errors import SphinxError
from sphinx.locale import _
from sphinx.util.osutil import relative_uri

from multilingual.files import zip_entry
from multilingual.pages.book.chapters import (
    Chapter,
    ChapterError,
    mend_links,
    notice_of,
    read_chapter,
    shorten_notice,
)
from multilingual.pages.chrome.assets import BOOK
from multilingual.pages.chrome.card import cover_of
from multilingual.pages.chrome.last_change import DAYS, written_day
from multilingual.pages.chrome.printed_address import public_address
from multilingual.pages.content.front_page import DESCRIPTION
from multilingual.pages.content.questions import language_of, pages_in_order, questions_of
from multilingual.pages.translation.english_fallback import LanguageTranslator
from multilingual.pages.translation.provenance import line_of
from multilingual.pages.translation.translation_status import OF_A_MACHINE, state_of_all

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

HERE = Path(__file__).parent
STYLE, COVER, NAVIGATION = "book.css", "cover.png", "nav.xhtml"
NO_DAY = "1980-01-01"
"""Stands for the day of pages of which git knows none."""
MEDIA = {
    ".css": "text/css",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".xhtml": "application/xhtml+xml",
}


class BookError(SphinxError):
    """A page that cannot be a chapter of a book."""

    category = "Fault in a book"


class Entry(NamedTuple):
    """A line of the contents: where it leads, what it says in which language, and those below."""

    address: str
    words: str
    language: Mapping[str, str]
    below: Sequence[Entry]


class Item(NamedTuple):
    """A file of the book, as its list has it."""

    id: str
    file: str
    kind: str
    properties: str


class BookBuilder(epub3.Epub3Builder):
    """Writes a chapter a page, and one file of them all."""

    # The chapters are gathered in one process.
    allow_parallel = False
    epilog = ""

    def init(self) -> None:
        super().init()
        self._chapters: dict[str, Chapter] = {}

    def copy_static_files(self) -> None:
        """Copy none: they are the theme's and the site's."""

    def copy_extra_files(self) -> None:
        """Copy none: they are the site's."""

    def handle_page(
        self,
        pagename: str,
        addctx: dict[str, Any],
        templatename: str = "page.html",
        *,
        outfilename: Path | None = None,
        event_arg: Any = None,
    ) -> None:
        """Take a page as a chapter, and leave out those that only a site has, as its search."""
        if pagename not in self.env.found_docs:
            return
        try:
            self._chapters[pagename] = read_chapter(pagename, addctx["body"])
        except ChapterError as error:
            place = f"{self.env.doc2path(pagename)}:1"
            raise BookError(f"{place}: this page cannot be in a book: {error}.") from error

    def handle_finish(self) -> None:
        """Write the chapters, what lists them, and the book."""
        order = dict.fromkeys((*pages_in_order(self.env), *sorted(self._chapters)))
        names = [name for name in order if name in self._chapters]
        chapters = [self._chapters[name] for name in names]
        said = notice_of(chapters[0])
        for chapter in chapters[1:]:
            shorten_notice(chapter, said)
        reader = self.config.multilingual_reader_language
        address = public_address(self.config)
        mend_links(chapters, reader.tag, address.rpartition("/")[0])
        if cover := cover_of(self.app):
            (self.outdir / COVER).write_bytes(cover)
        about = self._about(address)
        for chapter in chapters:
            self._write(chapter.file, "chapter.xhtml", {**about, **self._of(chapter)})
        shutil.copyfile(HERE / STYLE, self.outdir / STYLE)
        contents = [self._entry(chapter) for chapter in chapters]
        self._write(NAVIGATION, "nav.xhtml", {**about, "contents": contents})
        self._write("toc.ncx", "toc.ncx", {**about, "contents": contents})
        items = [*self._items({chapter.file: chapter for chapter in chapters})]
        spine = [_id_of(file) for file in (chapters[0].file, NAVIGATION)]
        spine += [_id_of(chapter.file) for chapter in chapters[1:]]
        self._write("content.opf", "content.opf", {**about, "items": items, "spine": spine})
        self.build_mimetype()
        self.build_container()
        self._pack([item.file for item in items])

    def _about(self, address: str) -> dict[str, Any]:
        """Return what each part of the book is told."""
        config, env = self.config, self.env
        reader = config.multilingual_reader_language
        day = max(vars(env).get(DAYS, {}).values(), default="")
        # As the card of a link: a book outlives its pages, and claims no review.
        state = state_of_all(env)
        line = line_of(config, state)[0] if state in OF_A_MACHINE else ""
        described = (env.metadata[config.root_doc].get(DESCRIPTION) or [""])[0]
        name = f"{config.html_baseurl or config.project}/{reader.tag}"
        return {
            "reader": reader,
            "project": str(_(config.project)),
            "author": config.author if config.author != "Author name not set" else "",
            "identifier": f"urn:uuid:{uuid5(NAMESPACE_URL, name)}",
            "description": " ".join(filter(None, (described, line))),
            "copyright": config.copyright,
            "contact": config.multilingual_contact,
            "address": address,
            "modified": f"{day or NO_DAY}T00:00:00Z",
            "day": written_day(day, config.language) if day else "",
            "mark": self._mark(),
            "cover": COVER if (self.outdir / COVER).is_file() else "",
        }

    def _mark(self) -> str:
        """Copy the mark of the site into the book, and return its name."""
        named = self.config.html_logo or ""
        path = Path(self.config.multilingual_root, named)
        if not named or "://" in named or path.suffix not in MEDIA or not path.is_file():
            return ""
        shutil.copyfile(path, self.outdir / path.name)
        return path.name

    def _of(self, chapter: Chapter) -> dict[str, Any]:
        title = self.env.titles[chapter.name]
        home = relative_uri(chapter.name, "")
        return {
            "title": title.astext(),
            "body": chapter.written(),
            "above": home if home != "./" else "",
            "is_front": chapter.name == self.config.root_doc,
        }

    def _entry(self, chapter: Chapter) -> Entry:
        below = [
            _line(f"{chapter.file}#{question.label}", question.title)
            for question in questions_of(self.env).get(chapter.name, ())
            if question.label in chapter.ids
        ]
        return _line(chapter.file, self.env.titles[chapter.name], below)

    def _items(self, chapters: Mapping[str, Chapter]) -> Iterable[Item]:
        paths = sorted(path for path in self.outdir.rglob("*") if path.suffix in MEDIA)
        for path in paths:
            file = path.relative_to(self.outdir).as_posix()
            properties = {NAVIGATION: "nav", COVER: "cover-image"}.get(file, "")
            if file in chapters and chapters[file].has_drawings:
                properties = "svg"
            yield Item(_id_of(file), file, MEDIA[path.suffix], properties)

    def _write(self, file: str, template: str, about: Mapping[str, Any]) -> None:
        path = self.outdir / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.templates.render(template, dict(about)), "utf-8")

    def _pack(self, files: Sequence[str]) -> None:
        """Write the book, the kind of file first, as readers of books expect it."""
        listed = ("mimetype", "META-INF/container.xml", "content.opf", "toc.ncx", *files)
        with ZipFile(self.outdir / f"{self.config.epub_basename}.epub", "w") as archive:
            for name in listed:
                kind = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
                content = (self.outdir / name).read_bytes()
                archive.writestr(zip_entry(name, kind), content, compresslevel=9)


def _line(address: str, title: nodes.Element, below: Sequence[Entry] = ()) -> Entry:
    inside = title[0] if len(title) == 1 and isinstance(title[0], nodes.Element) else title
    return Entry(address, title.astext(), language_of(title) or language_of(inside), below)


def _id_of(file: str) -> str:
    return f"i-{re.sub(r'[^A-Za-z0-9.-]', '_', file)}"


def _prepare(app: Sphinx, config: Config) -> None:
    # Sphinx keeps one list for all builds of a process.
    config.templates_path = [*config.templates_path, str(HERE / "templates")]
    for listener in [*app.events.listeners["builder-inited"]]:
        if listener.handler is epub3.validate_config_values:
            # It asks for what is written here without its settings.
            app.disconnect(listener.id)


def setup(app: Sphinx) -> None:
    app.add_builder(BookBuilder, override=True)
    app.set_translator(BOOK, LanguageTranslator, override=True)
    app.connect("config-inited", _prepare)
