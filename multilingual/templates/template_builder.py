"""The messages of a page, and Sphinx's gettext builder, which here also writes where each is.

``sphinx-build -b gettext`` writes a template for each page, and ``sphinx.pot`` for the words
around them. Each message has ``#.`` lines with its page, its question, its part there and its
address on the site. A comment ``.. tr: …`` in the source is for the translators of the message
that follows it.
"""

from __future__ import annotations

import re
from collections import defaultdict
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

from multilingual.catalogs.language_folder import INTERFACE_CATALOG
from multilingual.catalogs.message import Message
from multilingual.languages import SOURCE_CODE, describe
from multilingual.templates.extraction import write_template
from multilingual.templates.interface_catalog import (
    FOR_TRANSLATORS,
    NAME_IS_TAKEN,
    faults_of_own_words,
    in_own_words,
    words_around,
)
from multilingual.text.picture_words import PICTURE_WORDS

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SAFETY = "safety text"

PARTS: dict[str, str] = {
    "title": "heading",
    "image": "alternative text of a picture",
    "caption": "caption",
    "toctree": "heading of a list of pages",
    "short_answer": "short answer",
    "index": "entry of the index",
    "term": "term of a glossary",
    "term_entry": "definition of a term",
    "field_name": "name of a field",
    "entry": "cell of a table",
    "footnote": "footnote",
    "people_picture": "words below a picture of 100 people",
    "panel": PICTURE_WORDS,
    "list_item": "list item",
    "safety_block": SAFETY,
    "paragraph": "paragraph",
}
"""What a message is, by the class of the innermost of these nodes that it is in; ``paragraph``
stands for none of the others."""

MOST_WORDS, MOST_SENTENCES = 60, 3
"""Of an English paragraph: one idea, easily read and easily translated."""
SENTENCE_END = re.compile(r"[.!?][\"'”’)*]*(?=\s+[\"'“‘(*]*[A-Z0-9])|[.!?][\"'”’)*]*$")
INITIALS = re.compile(r"\b(?:[A-Z]|e\.g|i\.e|Dr|Mr|Mrs|Ms|vs|St)\.")

logger = logging.getLogger(__name__)


class PageMessage(NamedTuple):
    """A message of a page, and the ``node`` whose text it is."""

    node: nodes.Element
    msgid: str

    @property
    def part(self) -> str:
        """What it is on its page, a key of ``PARTS``."""
        names = (type(around).__name__ for around in self._around())
        return next((name for name in names if name in PARTS and name != "paragraph"), "paragraph")

    @property
    def label(self) -> str:
        """The anchor of the innermost section below the page's title, if it is in one."""
        sections = [around for around in self._around() if isinstance(around, nodes.section)]
        return str(sections[0]["ids"][0]) if len(sections) > 1 and sections[0]["ids"] else ""

    @property
    def is_safety(self) -> bool:
        """Whether it names a danger."""
        return any(type(around).__name__ == "safety_block" for around in self._around())

    @property
    def is_in_substitution(self) -> bool:
        """Whether it is part of a definition, which readers see only where it is used."""
        return any(isinstance(around, nodes.substitution_definition) for around in self._around())

    def _around(self) -> Iterator[nodes.Element]:
        inner: Any = self.node
        while inner is not None:
            yield inner
            inner = inner.parent


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
        self.uses: dict[str, dict[str, list[Use]]] = defaultdict(lambda: defaultdict(list))
        source = describe(SOURCE_CODE, self.config.multilingual_languages.get(SOURCE_CODE))
        base = self.config.html_baseurl
        self.address = f"{base.rstrip('/')}/{source.tag}/" if base else ""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        domain = docname_to_domain(docname, self.config.gettext_compact)
        uses = self.uses[domain]
        for toctree in self.env.tocs[docname].findall(addnodes.toctree):
            for message in find_messages(toctree):
                uses[message.msgid].append(self._use(docname, message))
        # Sphinx knows by its uid what it can translate, which a copied node lacks.
        own = (
            message
            for message in find_messages(doctree)
            if hasattr(message.node, "uid") and not message.is_in_substitution
        )
        for message, note in with_notes(doctree, own):
            uses[message.msgid].append(self._use(docname, message, note))
            if message.part != "image" and (fault := too_long(message.msgid)):
                logger.warning(fault, location=message.node, type="multilingual", subtype="long")

        if "index" in self.config.gettext_additional_targets:
            for node, entries in traverse_translatable_index(doctree):
                for kind, value, *_rest in entries:
                    for text in split_index_msg(kind, value):
                        uses[text].append(self._use(docname, PageMessage(node, text)))

    def finish(self) -> None:
        if INTERFACE_CATALOG in self.uses:
            raise SphinxError(f"{INTERFACE_CATALOG}.rst: {NAME_IS_TAKEN}")
        super().finish()
        project, own = self.config.project, self.config.multilingual_words
        words = words_around(project)
        place = f"{Path(self.confdir, 'conf.py')}:1"
        for fault in faults_of_own_words(own, words):
            logger.warning(fault, location=place, type="multilingual", subtype="words")
        made = {Path(self.outdir, f"{INTERFACE_CATALOG}.pot"): in_own_words(own, words)}
        for domain, uses in self.uses.items():
            path = Path(self.outdir, f"{domain}.pot")
            made[path] = [_template_message(*item) for item in uses.items()]
        for path, template in made.items():
            write_template(path, template, project)
        for path in Path(self.outdir).rglob("*.pot"):
            if path not in made:
                path.unlink()

    def _use(self, docname: str, message: PageMessage, note: str = "") -> Use:
        label, what = message.label, PARTS[message.part]
        if what != SAFETY and message.is_safety:
            what = f"{what} in a {SAFETY}"
        place = " / ".join(filter(None, (docname, label, what)))
        anchor = f"#{label}" if label else ""
        address = f"{self.address}{docname}.html{anchor}" if self.address else ""
        comments = tuple(filter(None, (place, note)))
        return Use(comments, address, self._file(message.node, docname))

    def _file(self, node: nodes.Element, docname: str) -> str:
        path = Path(node.source or self.env.doc2path(docname)).resolve()
        top = Path(self.confdir).resolve()
        return path.relative_to(top).as_posix() if path.is_relative_to(top) else path.name


def find_messages(doctree: nodes.Element) -> Iterator[PageMessage]:
    """Yield each message of a page or of a part of one, as Sphinx will translate it."""
    return (PageMessage(node, msgid) for node, msgid in extract_messages(doctree))


def with_notes(
    doctree: nodes.document, messages: Iterator[PageMessage]
) -> Iterator[tuple[PageMessage, str]]:
    """Yield each of the ``messages`` with what the comments before it say to its translators."""
    by_node: dict[int, list[PageMessage]] = {}
    for message in messages:
        by_node.setdefault(id(message.node), []).append(message)
    notes: list[str] = []
    for node in doctree.findall():
        if isinstance(node, nodes.comment) and node.astext().startswith(FOR_TRANSLATORS):
            notes.append(" ".join(node.astext().removeprefix(FOR_TRANSLATORS).split()))
        for message in by_node.get(id(node), ()):
            yield message, " ".join(notes)
            notes = []


def too_long(text: str) -> str | None:
    """Return what is wrong with the length of ``text``, a paragraph, if anything is."""
    words = len(text.split())
    sentences = len(SENTENCE_END.findall(INITIALS.sub("", text)))
    if words > MOST_WORDS:
        return f"this paragraph has {words} words. Part it, so that none has over {MOST_WORDS}."
    if sentences > MOST_SENTENCES:
        remedy = f"Part it, so that none has over {MOST_SENTENCES}."
        return f"this paragraph has {sentences} sentences. {remedy}"
    return None


def _template_message(text: str, uses: list[Use]) -> Message:
    comments = [line for use in uses for line in use.comments]
    comments += [use.address for use in uses[:1] if use.address]
    return Message(
        text,
        about="\n".join(dict.fromkeys(comments)),
        places=tuple(dict.fromkeys(use.source for use in uses)),
    )


def setup(app: Sphinx) -> None:
    app.add_builder(TemplateBuilder, override=True)
