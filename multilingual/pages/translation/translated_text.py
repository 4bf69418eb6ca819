"""Put simple translations into a page, and leave the rest to Sphinx.

Most messages are words, some of them bold or linked. Sphinx gives each message to a parser
twice and compares references that are not there
(https://github.com/sphinx-doc/sphinx/blob/v9.0.4/sphinx/transforms/i18n.py). Here such a
message takes its place at once, with the same result. What refers to other places is for
Sphinx, which knows how to keep references in order.

Every message passes here, so here the guard looks at it: one that is broken or unsafe is
hidden from Sphinx, and its block stays English.
"""

from __future__ import annotations

import gettext
import re
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from docutils.utils import new_document
from sphinx import addnodes
from sphinx.addnodes import pending_xref
from sphinx.transforms import SphinxTransform
from sphinx.util.i18n import docname_to_domain
from sphinx.util.nodes import LITERAL_TYPE_NODES, is_translatable

from multilingual.checks.misplaced_catalogs import HEADING, ITEM, Placed
from multilingual.guard.changed_meaning import SHOWN_CHANGED, MeaningGuard
from multilingual.guard.unsafe_translations import NOT_SHOWN, fault_of
from multilingual.languages import SOURCE_CODE
from multilingual.pages.translation.english_fallback import MARK, mark_as_source
from multilingual.pages.translation.rst_parser import TRANSLATED, KeepingParser
from multilingual.templates.template_builder import find_messages
from multilingual.text.markup import is_plain, too_deep

if TYPE_CHECKING:
    from sphinx.application import Sphinx

REFERRING = (
    nodes.citation_reference,
    nodes.footnote_reference,
    nodes.image,
    nodes.problematic,
    nodes.substitution_reference,
    nodes.target,
    pending_xref,
)

MESSAGES = "messages"
"""In the metadata of a page, its messages in English, in their order, and which are of safety."""
TRANSLATIONS = "multilingual_translations"
"""In a page while it is read, its messages, each with its translation."""
LEFT = "multilingual_left"
"""In a page until it is translated, the blocks that are left for Sphinx."""
RAWSOURCES = "multilingual_rawsources"
"""In a page until it is translated, the blocks that are done, with their source text."""
PICTURES = "multilingual_pictures"
"""As long, the pictures that stay English, with the text that stands for each."""
PECULIAR = re.compile("[#&]")
"""A mark for Sphinx, which it takes out, or an entity of HTML: not for a short way."""
TEXT_ALONE = (addnodes.translatable, nodes.image, nodes.meta, *LITERAL_TYPE_NODES)
"""Blocks whose translation is text for Sphinx, and never markup."""


OF_THE_SITE = "site"
"""What the mark of words has as its context that stand in no page's catalog."""


def mark_of(words: str, context: str = "") -> str:
    """Return a name of four signs, by which the blocks of a message in two languages are paired.

    It is the same in every language. If two messages of a page get one, their order decides.
    """
    digest = sha256(f"{context}\4{words}".encode()).digest()
    return urlsafe_b64encode(digest[:3]).decode()


class TranslateSimpleMessages(SphinxTransform):
    """Translates paragraphs and headings that refer to nothing, in either language.

    Runs just before Sphinx translates (20), which passes over a block without its source
    text. A message that is left is noted as untranslated, since Sphinx passes over a page
    that has no catalog at all.
    """

    default_priority = 19

    def apply(self, **kwargs: Any) -> None:
        messages = list(find_messages(self.document))
        noted: dict[str, bool] = {}
        for message in messages:
            if not message.is_in_substitution:
                noted[message.msgid] = noted.get(message.msgid, False) or message.is_safety
            if not message.is_in_substitution and not isinstance(message.node, TEXT_ALONE):
                message.node[MARK] = mark_of(message.msgid)
        page = self.env.current_document.docname
        self.env.metadata[page][MESSAGES] = noted
        if self.config.language == SOURCE_CODE:
            self.document[TRANSLATIONS] = [(message.msgid, message.msgid) for message in messages]
            return
        domain = docname_to_domain(page, self.config.gettext_compact)
        catalogs = [
            gettext.translation(
                domain, Path(self.env.srcdir, folder), [self.config.language], fallback=True
            )
            for folder in self.config.locale_dirs
        ]
        dangers = {message.label for message in messages if message.is_safety}
        of_danger = {
            message.msgid
            for message in messages
            if noted.get(message.msgid, False)
            or message.is_safety
            or (message.part == "title" and message.label in dangers)
        }
        texts = {
            message.msgid: Placed(
                message.msgid,
                next(_translations(message.msgid, catalogs), ""),
                {"title": HEADING, "list_item": ITEM}.get(message.part, ""),
                message.msgid in of_danger,
            )
            for message in messages
        }
        self._meanings = MeaningGuard(self.config, page, [*texts.values()])
        translations: list[tuple[str, str]] = []
        done: list[tuple[nodes.Element, str]] = []
        left: list[nodes.Element] = []
        self.document[TRANSLATIONS], self.document[LEFT] = translations, left
        self.document[RAWSOURCES], self.document[PICTURES] = done, []
        for message in messages:
            node, msgid = message
            node["translated"] = False
            translation = next(_translations(msgid, catalogs), "")
            if translation.strip():
                translations.append((msgid, translation))
            is_safety = msgid in of_danger
            if not self._translate(node, msgid, translation, is_safety=is_safety):
                left.append(node)
                continue
            # A role can make what has a message of its own.
            for child in node.children if node["translated"] else ():
                left += cast("Iterator[nodes.Element]", child.findall(is_translatable))
            done.append((node, node.rawsource))
            node.rawsource = ""

    def _translate(
        self, node: nodes.Element, msgid: str, translation: str, *, is_safety: bool
    ) -> bool:
        """Return whether a block is done: it has its translation, or will stay in English."""
        if not translation.strip():
            return False
        if isinstance(node, nodes.math_block):
            # It is written by a program that follows commands of its own.
            NOT_SHOWN.note(self.env, msgid, translation, ("markup", "A formula stays as it is."))
            node["translatable"] = False
        change = self._meanings.change_of(msgid, translation, is_safety=is_safety)
        is_refused = change is not None and change.is_sure and is_safety
        is_picture = isinstance(node, nodes.image)
        if change and is_refused and (is_picture or not isinstance(node, TEXT_ALONE)):
            NOT_SHOWN.note(self.env, msgid, translation, (change.rule, change.fault))
            if is_picture:
                # Sphinx translates what a picture shows wherever it finds it.
                self.document[PICTURES].append((node, node.attributes.pop("alt")))
                mark_as_source(node)
            return True
        if isinstance(node, TEXT_ALONE):
            children, fault = None, None
        else:
            children, fault = self._examine(node, msgid, translation)
        if fault is not None:
            NOT_SHOWN.note(self.env, msgid, translation, fault)
            return True
        if change:
            SHOWN_CHANGED.note(self.env, msgid, translation, (change.rule, change.fault))
        if children is None:
            return False
        node.children = children
        for child in children:
            child.parent = node
        node["translated"] = True
        return True

    def _examine(
        self, node: nodes.Element, message: str, translation: str
    ) -> tuple[list[nodes.Node] | None, tuple[str, str] | None]:
        """Return what a block has in it once it is translated, and what is wrong with it.

        The first is ``None`` if that is for Sphinx, the second if all is well.
        """
        is_words = all(isinstance(child, nodes.Text) for child in node)
        if is_words and is_plain(translation) and not PECULIAR.search(translation):
            return self._take_words(node, translation), None
        # What ends with two colons shows one.
        shown = message.endswith("::") and translation.endswith("::")
        written = translation.removesuffix(":") if shown else translation
        blocks = self._read(node, written)
        fault = fault_of(node, message, translation, blocks)
        is_simple = (
            isinstance(node, nodes.paragraph)
            and [type(block) for block in blocks] == [nodes.paragraph]
            and "translatable" not in node
            and "#" not in translation
            and not _refers(node)
            and not any(map(_refers, blocks))
        )
        if is_simple and fault is None:
            return blocks[0].children, None
        return None, fault

    def _take_words(self, node: nodes.Element, translation: str) -> list[nodes.Node] | None:
        if "translatable" in node:
            return None
        if isinstance(node, nodes.title) and isinstance(node.parent, nodes.section):
            _name_section(node, translation, self.document)
        elif not isinstance(node, nodes.paragraph):
            return None
        return [nodes.Text(translation)]

    def _read(self, node: nodes.Element, translation: str) -> list[nodes.Element]:
        """Return the blocks that Sphinx would read in a translation."""
        if is_plain(translation):
            return [nodes.paragraph("", translation)]
        is_heading = isinstance(node, nodes.title)
        underline = f"\n{'=' * 2 * len(translation)}" if is_heading else ""
        place = f"{self.document['source']}:{node.line or 0}{TRANSLATED}"
        document = new_document(place, self.document.settings)
        try:
            KeepingParser().parse(f"{translation}{underline}", document)
        except RecursionError:
            return [too_deep()]
        blocks = cast("list[nodes.Element]", document.children)
        if is_heading and [type(block) for block in blocks] == [nodes.section]:
            return [nodes.paragraph("", "", *blocks[0][0].children)]
        return blocks


class RestoreSourceText(SphinxTransform):
    """Gives each translated block its source text back."""

    default_priority = 21

    def apply(self, **kwargs: Any) -> None:
        self.document.attributes.pop(LEFT, None)
        for node, rawsource in self.document.attributes.pop(RAWSOURCES, ()):
            node.rawsource = rawsource
        for picture, alt in self.document.attributes.pop(PICTURES, ()):
            picture["alt"] = alt


def _translations(message: str, catalogs: list[gettext.NullTranslations]) -> Iterator[str]:
    for catalog in catalogs:
        translation = catalog.gettext(message)
        if translation != message:
            yield translation


def _refers(block: nodes.Element) -> bool:
    """Return whether anything in ``block`` needs something elsewhere on the page or site."""
    return any(
        isinstance(node, REFERRING) or (isinstance(node, nodes.reference) and "refuri" not in node)
        for node in block.findall()
    )


def _name_section(title: nodes.title, translation: str, document: nodes.document) -> None:
    """Let references find the section by its translated title too, as Sphinx does."""
    section = title.parent
    old = nodes.fully_normalize_name(title.astext())
    new = nodes.fully_normalize_name(translation)
    if old == new:
        return
    section["names"].append(new)
    if document.nameids.get(old):
        if not document.nametypes.get(old):
            identifier = document.nameids.pop(old)
            document.nametypes.pop(old, None)
            document.ids.pop(identifier, None)
        document.note_implicit_target(section)
    for reference in (*document.refnames.get(old, ()), *document.indirect_targets):
        if isinstance(reference, nodes.target) and reference.get("refname") == old:
            reference["refname"] = new


def setup(app: Sphinx) -> None:
    app.add_transform(TranslateSimpleMessages)
    app.add_transform(RestoreSourceText)
