"""Sphinx's HTML builder and its translator, which look once for what is the same on many pages.

All this is in the methods that Sphinx and docutils let a subclass override; plain
``sphinx-build`` writes the same pages without it (``tests/build/test_equality.py``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from docutils import nodes
from jinja2 import Environment
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.jinja2glue import BuiltinTemplateLoader

from multilingual.pages.translation.english_fallback import LanguageTranslator

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class PageTranslator(LanguageTranslator):
    """Writes a page with one look a kind of node for the methods that write it."""

    builder: PageBuilder

    def __init__(self, *about: Any) -> None:
        special = "".join(map(chr, self.special_characters))
        self._special = re.compile(f"[{re.escape(special)}]")
        super().__init__(*about)

    def dispatch_visit(self, node: nodes.Node) -> None:
        """Write how ``node`` begins."""
        if visit := self._method("visit", type(node)):
            getattr(self, visit)(node)
        else:
            super().dispatch_visit(node)

    def dispatch_departure(self, node: nodes.Node) -> None:
        """Write how ``node`` ends."""
        if depart := self._method("depart", type(node)):
            getattr(self, depart)(node)
        else:
            super().dispatch_departure(node)

    def _method(self, step: str, kind: type[nodes.Node]) -> str:
        """Return the name of a method, or none; Sphinx looks for it at each node."""
        known = self.builder.methods
        if (step, kind) not in known:
            names = (f"{step}_{ancestor.__name__}" for ancestor in kind.__mro__)
            known[step, kind] = next((name for name in names if hasattr(self, name)), "")
        return known[step, kind]

    def encode(self, text: object) -> str:
        """Return ``text`` as HTML; most has no sign that is written otherwise."""
        words = str(text)
        return super().encode(words) if self._special.search(words) else words


class PageContext(dict[str, Any]):
    """What a template gets, without a description: Sphinx makes one for each event of a log."""

    def __repr__(self) -> str:
        return type(self).__name__

    def copy(self) -> PageContext:
        """Return a copy, for one page."""
        return type(self)(self)


class PageTemplates(BuiltinTemplateLoader):
    """Sphinx's templates, which are trusted as ``conf.py`` is.

    Sphinx lets Jinja ask at each name of a template, on every page, whether it might do harm.
    """

    def init(self, *about: Any) -> None:
        """Make Jinja's environment."""
        super().init(*about)
        guarded: Any = self.environment
        plain: Any = Environment(loader=self, extensions=list(guarded.extensions))
        plain.filters.update(guarded.filters)
        plain.globals.update(guarded.globals)
        plain.newstyle_gettext = guarded.newstyle_gettext
        self.environment = plain
        self._strings: dict[str, str] = {}

    def render_string(self, source: str, context: dict[str, Any]) -> str:
        """Fill a static file, of which no language has another; it is compiled once for all."""
        name = f"string {sha256(source.encode()).hexdigest()}"
        self._strings[name] = source
        return self.render(name, context)

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """Return the text of a template, where it is, and whether it is as it was."""
        if template in self._strings:
            return self._strings[template], template, lambda: True
        return super().get_source(environment, template)


class PageBuilder(StandaloneHTMLBuilder):
    """Writes titles, and tags of stylesheets and scripts, once for all pages that have them."""

    def init(self) -> None:
        super().init()
        self.methods: dict[tuple[str, type[nodes.Node]], str] = {}
        self._titles: dict[str, dict[str, str]] = {}
        self._tags: dict[tuple[object, ...], str] = {}

    def create_template_bridge(self) -> None:
        super().create_template_bridge()
        if type(self.templates) is BuiltinTemplateLoader:
            self.templates = PageTemplates()

    def prepare_writing(self, docnames: Set[str]) -> None:
        super().prepare_writing(docnames)
        self.globalcontext = PageContext(self.globalcontext)
        # docutils' own stylesheets, which no page has and each would look for on the disk.
        self.docsettings.stylesheet_path = None

    def render_partial(self, node: nodes.Node | None) -> dict[str, str]:
        """Return ``node`` as HTML; the titles of pages are shown on those around them, too."""
        if not isinstance(node, nodes.title) or any(
            type(child) is not nodes.Text for child in node
        ):
            return super().render_partial(node)
        text = node.astext()
        if text not in self._titles:
            self._titles[text] = super().render_partial(node)
        return self._titles[text]

    def update_page_context(
        self, pagename: str, templatename: str, ctx: dict[str, Any], event_arg: Any
    ) -> None:
        """Let the pages of a folder have the same tags for stylesheets and scripts."""
        folder = self.get_target_uri(pagename).rpartition("/")[0]
        for kind in ("css_tag", "js_tag"):
            ctx[kind] = self._remembering(ctx[kind], kind, folder)

    def _remembering(self, tag: Callable[[object], str], *about: str) -> Callable[[object], str]:
        def remembered(file: object) -> str:
            key = (*about, file)
            if key not in self._tags:
                self._tags[key] = tag(file)
            return self._tags[key]

        return remembered


def setup(app: Sphinx) -> ExtensionMetadata:
    """Let a worker write pages in its way, as an extension does."""
    app.add_builder(PageBuilder, override=True)
    app.set_translator("html", PageTranslator, override=True)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
