"""Mark each block with its message, for the translator's preview alone.

No published page loads this: it is an extension that ``multilingual/preview/session.py`` adds.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from multilingual.build.page_builder import PageBuilder, PageTranslator
from multilingual.catalogs.language_folder import CATALOGS
from multilingual.catalogs.message import CatalogError, Translation
from multilingual.catalogs.reader import read_catalog
from multilingual.guard.mo_files import refused
from multilingual.guard.unsafe_translations import NOT_SHOWN
from multilingual.languages import catalog_codes
from multilingual.pages.chrome.search_records import write_index
from multilingual.pages.content.questions import find_question
from multilingual.project import ANSWERS
from multilingual.templates.template_builder import find_messages

if TYPE_CHECKING:
    from collections.abc import Set

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

MESSAGE, MARKS = "preview_message", "preview_marks"
"""What a node carries: its msgid, and later the attributes that the page gets."""

Entries = dict[str, tuple[Translation, str]]


class NoteMessages(SphinxTransform):
    """Notes the msgid of each block, before anything is translated (19)."""

    default_priority = 17

    def apply(self, **kwargs: Any) -> None:
        for node, msgid in find_messages(self.document):
            node[MESSAGE] = msgid


class MarkMessages(SphinxTransform):
    """Gives each block the state of its message, after the guard has looked at it (22)."""

    default_priority = 505

    def apply(self, **kwargs: Any) -> None:
        page = self.env.current_document.docname
        path, entries = _entries(self.env.config, page)
        told = _told(self.env, page)
        for node in self.document.findall(nodes.Element):
            if MESSAGE in node:
                node[MARKS] = _marks(node[MESSAGE], path, entries, told)


def _entries(config: Config, page: str) -> tuple[str, Entries]:
    """Return the catalog of a page as it is shown, and its entries with path and line."""
    root, folder = Path(config.multilingual_root), Path(config.multilingual_locale)
    codes = catalog_codes(config.language)
    names = [folder / code / CATALOGS / f"{page}.po" for code in codes]
    found: Entries = {}
    for name in names:
        with suppress(OSError, CatalogError):
            for form in read_catalog(root / name).translations:
                found.setdefault(form.msgid, (form, name.as_posix()))
    return names[0].as_posix(), found


def _told(env: BuildEnvironment, page: str) -> list[str]:
    """Return what the guard says of a page, as ``path:line: rule: message``."""
    folders = [Path(folder) for folder in env.config.locale_dirs]
    codes = catalog_codes(env.config.language)
    early = [line for code in codes for line in refused(folders, code)]
    return early + NOT_SHOWN.of(env).get(page, [])


def _marks(message: str, path: str, entries: Entries, told: list[str]) -> dict[str, str]:
    if message not in entries:
        return _attributes("untranslated", path, message, "It is not in the catalog yet.")
    form, name = entries[message]
    place = f"{name}:{form.line}"
    reason = next((one for one in told if one.startswith(f"{place}: ")), None)
    if form.is_fuzzy:
        previous = form.message.previous.msgid
        before = f"English before: {previous}" if previous else ""
        return _attributes("fuzzy", place, message, f"Waiting: {form.msgstr} {before}".strip())
    if reason:
        return _attributes("refused", place, message, reason.removeprefix(f"{place}: "))
    state = "translated" if form.msgstr.strip() else "untranslated"
    return _attributes(state, place, message, "")


def _attributes(state: str, place: str, english: str, more: str) -> dict[str, str]:
    return {
        "data-preview": state,
        "data-preview-place": place,
        "data-preview-english": english,
        "data-preview-more": more,
    }


class PreviewTranslator(PageTranslator):
    """Writes the marks into the first tag of each block."""

    def starttag(
        self, node: Any, tagname: str, suffix: str = "\n", empty: bool = False, **attributes: Any
    ) -> str:
        if isinstance(node, nodes.Element):
            attributes.update(node.attributes.pop(MARKS, {}))
        return super().starttag(node, tagname, suffix, empty, **attributes)


class PreviewBuilder(PageBuilder):
    """Writes the page that is looked at first, and each page whole or not at all.

    So a browser can show it while the others are still being written.
    """

    def write_documents(self, docnames: Set[str]) -> None:
        """Write the pages in an order that serves the translator."""
        first = self.config.preview_first
        folder, _sign, label = first.partition("/")
        # An answer is written with the page that its question stands on.
        if folder == ANSWERS and (question := find_question(self.env, label)):
            first = question.docname
        self._write_serial(sorted(docnames, key=lambda page: (page != first, page)))

    def handle_page(
        self,
        pagename: str,
        addctx: dict[str, Any],
        templatename: str = "page.html",
        *,
        outfilename: Path | None = None,
        event_arg: Any = None,
    ) -> None:
        """Write a page beside the old one, which it then replaces."""
        page = outfilename or self.get_output_path(pagename)
        draft = page.with_suffix(".draft")
        super().handle_page(pagename, addctx, templatename, outfilename=draft, event_arg=event_arg)
        # Sphinx has warned of a page that it could not write.
        if draft.is_file():
            draft.replace(page)


def _write_index_last(app: Sphinx, exception: Exception | None) -> None:
    if exception is None:
        write_index(app, app.env)


def _let_pages_go_first(app: Sphinx) -> None:
    """Make the search index after the pages, which a translator waits for."""
    for listener in tuple(app.events.listeners["env-updated"]):
        if listener.handler is write_index:
            app.disconnect(listener.id)
    app.connect("build-finished", _write_index_last)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_config_value("preview_first", "", "", types=[str])
    app.add_builder(PreviewBuilder, override=True)
    _let_pages_go_first(app)
    app.add_transform(NoteMessages)
    app.add_transform(MarkMessages)
    app.set_translator("html", PreviewTranslator, override=True)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
