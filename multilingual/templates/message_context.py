"""Sphinx's gettext builder, which here also says where each message stands.

``sphinx-build -b gettext`` writes a template for each page, and ``sphinx.pot`` for the words
around them. Each message has ``#.`` lines with its page, its question, its part there and its
address on the site. A comment ``.. tr: …`` in the source is for the translators of the message
that follows it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.gettext import I18nBuilder
from sphinx.errors import SphinxError
from sphinx.util import logging
from sphinx.util.i18n import docname_to_domain
from sphinx.util.index_entries import split_index_msg
from sphinx.util.nodes import extract_messages, traverse_translatable_index

from multilingual.catalogs.messages import INTERFACE
from multilingual.catalogs.templates import TemplateMessage, write_template
from multilingual.languages import SOURCE_CODE, describe
from multilingual.templates.interface_words import (
    FOR_TRANSLATORS,
    NAME_IS_TAKEN,
    words_around,
)
from multilingual.templates.paragraph_length import too_long

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SAFETY = "safety text"

PARTS: tuple[tuple[str, str], ...] = (
    ("title", "heading"),
    ("image", "alternative text of a picture"),
    ("caption", "caption"),
    ("toctree", "heading of a list of pages"),
    ("short_answer", "short answer"),
    ("index", "entry of the index"),
    ("term", "term of a glossary"),
    ("term_entry", "definition of a term"),
    ("field_name", "name of a field"),
    ("entry", "cell of a table"),
    ("footnote", "footnote"),
    ("list_item", "list item"),
    ("safety_block", SAFETY),
    ("paragraph", "paragraph"),
)
"""What a message is, by the name of the first of these nodes that it is in."""

logger = logging.getLogger(__name__)


class Use(NamedTuple):
    """One place where a message is used."""

    comments: tuple[str, ...]
    address: str
    source: str


class TemplateBuilder(I18nBuilder):
    """Writes the templates, in place of the builder that Sphinx has for it."""

    name = "gettext"
    epilog = "The templates are in %(outdir)s."

    def init(self) -> None:
        super().init()
        self.uses: dict[str, dict[str, list[Use]]] = {}
        source = describe(SOURCE_CODE, self.config.multilingual_languages.get(SOURCE_CODE))
        base = self.config.html_baseurl
        self.address = f"{base.rstrip('/')}/{source.tag}/" if base else ""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        domain = docname_to_domain(docname, self.config.gettext_compact)
        uses = self.uses.setdefault(domain, {})
        for toctree in self.env.tocs[docname].findall(addnodes.toctree):
            for node, text in extract_messages(toctree):
                uses.setdefault(text, []).append(self._use(docname, node, "toctree", ""))
        for node, text, note in _messages(doctree):
            part = _part(node)
            uses.setdefault(text, []).append(self._use(docname, node, part, note))
            if part != "image" and (fault := too_long(text)):
                logger.warning(fault, location=node, type="multilingual", subtype="long")

        if "index" in self.config.gettext_additional_targets:
            for node, entries in traverse_translatable_index(doctree):
                for kind, value, *_rest in entries:
                    for text in split_index_msg(kind, value):
                        uses.setdefault(text, []).append(self._use(docname, node, "index", ""))

    def finish(self) -> None:
        if INTERFACE in self.uses:
            raise SphinxError(f"{INTERFACE}.rst: {NAME_IS_TAKEN}")
        super().finish()
        around = Path(self.outdir, f"{INTERFACE}.pot")
        write_template(around, words_around(self.config.project), self.config.project)
        made = {around}
        for domain, uses in self.uses.items():
            path = Path(self.outdir, f"{domain}.pot")
            made.add(path)
            template = [_template_message(text, each) for text, each in uses.items()]
            write_template(path, template, self.config.project)
        for path in Path(self.outdir).rglob("*.pot"):
            if path not in made:
                path.unlink()

    def _use(self, docname: str, node: nodes.Element, part: str, note: str) -> Use:
        label = _label(node)
        what = dict(PARTS)[part]
        if what != SAFETY and _is_about_danger(node):
            what = f"{what} in a {SAFETY}"
        place = " / ".join(filter(None, (docname, label, what)))
        anchor = f"#{label}" if label else ""
        address = f"{self.address}{docname}.html{anchor}" if self.address else ""
        comments = tuple(filter(None, (place, note)))
        return Use(comments, address, self._file(node, docname))

    def _file(self, node: nodes.Element, docname: str) -> str:
        path = Path(node.source or self.env.doc2path(docname)).resolve()
        top = Path(self.confdir).resolve()
        return path.relative_to(top).as_posix() if path.is_relative_to(top) else path.name


def is_safety(message: TemplateMessage) -> bool:
    """Return whether a message of a template names a danger, as its comment says."""
    ends = f" / {SAFETY}", f" in a {SAFETY}"
    return any(comment.endswith(ends) for comment in message.comments)


def _messages(doctree: nodes.document) -> Iterator[tuple[nodes.Element, str, str]]:
    """Yield each message with what a comment before it tells its translators."""
    found: dict[int, list[tuple[nodes.Element, str]]] = {}
    for node, text in extract_messages(doctree):
        # Sphinx knows by its uid what it can translate, which a copied node lacks.
        if hasattr(node, "uid") and not _is_in_substitution(node):
            found.setdefault(id(node), []).append((node, text))
    note: list[str] = []
    for one in doctree.findall():
        if isinstance(one, nodes.comment) and one.astext().startswith(FOR_TRANSLATORS):
            note.append(" ".join(one.astext().removeprefix(FOR_TRANSLATORS).split()))
        for element, text in found.get(id(one), ()):
            yield element, text, " ".join(note)
            note = []


def _is_in_substitution(node: nodes.Node | None) -> bool:
    while node is not None:
        if isinstance(node, nodes.substitution_definition):
            return True
        node = node.parent
    return False


def _template_message(text: str, uses: list[Use]) -> TemplateMessage:
    comments = [line for use in uses for line in use.comments]
    comments += [use.address for use in uses[:1] if use.address]
    return TemplateMessage(
        text,
        comments=tuple(dict.fromkeys(comments)),
        places=tuple(dict.fromkeys(use.source for use in uses)),
    )


def _around(node: nodes.Node) -> Iterator[nodes.Element]:
    inner: Any = node
    while inner is not None:
        yield inner
        inner = inner.parent


def _part(node: nodes.Element) -> str:
    for around in _around(node):
        name = type(around).__name__
        if name != "paragraph" and any(name == known for known, _part in PARTS):
            return name
    return "paragraph"


def _is_about_danger(node: nodes.Element) -> bool:
    return any(type(one).__name__ == "safety_block" for one in _around(node))


def _label(node: nodes.Element) -> str:
    """Return the anchor of the innermost section below the page's title."""
    sections = [one for one in _around(node) if isinstance(one, nodes.section)]
    return str(sections[0]["ids"][0]) if len(sections) > 1 and sections[0]["ids"] else ""


def setup(app: Sphinx) -> None:
    app.add_builder(TemplateBuilder, override=True)
