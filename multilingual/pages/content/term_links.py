"""The first use of a word of the glossary in an answer leads to what it means.

Nobody writes these links, and translators see nothing of them: they are made on the page in the
reader's language, with the forms of its ``locale/<code>/terms.csv``, or with the English names and
their plurals. Whole words count, the longest term first; in a script without spaces, a term counts
wherever it stands. Headings, short answers, safety texts, links, English text on another page and
lists of sources stay as they are, and an answer has at most four such links, so that it stays calm.

Words that everybody knows are in ``conf.py``, as ``multilingual_everyday_words``, by their English
names: without that, nearly each answer would lead to "lupus".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import _
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from multilingual.languages import SOURCE_CODE
from multilingual.pages.content.definitions import list_path, pages_of_definitions, term_entry
from multilingual.pages.content.elements_and_faults import (
    add_fault,
    box,
    safety_block,
    short_answer,
)
from multilingual.pages.content.questions import questions_of
from multilingual.pages.content.term_finder import TermFinder, TermForms
from multilingual.wordlists.table import Row, headword, open_table
from multilingual.wordlists.term_list import (
    TERM_COLUMNS,
    Term,
    read_glossary,
    row_of,
    rows_by_name,
    with_plurals,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx

MOST_LINKS = 4
"""In one answer."""
FORMS = "term forms"
"""In the metadata of a page, what its definitions are called in running text."""
LONE_STARS = re.compile(r"^(?:\*+ )+|(?: \*+)+$")
UNLINKED = (
    *(
        nodes.title,
        nodes.rubric,
        nodes.reference,
        nodes.literal,
        nodes.literal_block,
        nodes.section,
    ),
    *(nodes.FixedTextElement, nodes.Invisible, nodes.footnote_reference, nodes.system_message),
    *(short_answer, safety_block, box),
)
"""What holds no link to a term."""


class term_link(nodes.General, nodes.Inline, nodes.TextElement):
    """A word that leads to ``refuri``, where it is explained."""


class NoteForms(SphinxTransform):
    """Notes what the terms of a page are called in running text.

    Runs before the terms get their words in the reader's language (12).
    """

    default_priority = 11

    def apply(self, **kwargs: Any) -> None:
        terms = [entry["term"] for entry in self.document.findall(term_entry)]
        if not terms:
            return
        root = Path(self.config.multilingual_root)
        everyday = {name.casefold() for name in self.config.multilingual_everyday_words}
        known = {term.names[0].casefold() for term in read_glossary(root).terms}
        for name in sorted(everyday - known):
            fault = f"multilingual_everyday_words has {name!r}, and no term of the glossary is so."
            add_fault(self.env, ("conf.py", 1), f"{fault} Write its first English name.")
        rows: Mapping[str, Row] = {}
        if self.config.language != SOURCE_CODE:
            rows = rows_by_name(open_table(list_path(self.config), TERM_COLUMNS))
        linked = (term for term in terms if term.names[0].casefold() not in everyday)
        self.env.metadata[self.env.docname][FORMS] = [
            forms for term in linked if (forms := self._forms(term, rows))
        ]

    def _forms(self, term: Term, rows: Mapping[str, Row]) -> TermForms | None:
        english = tuple(with_plurals(term.names))
        if self.config.language == SOURCE_CODE:
            return TermForms(term.anchor, english)
        row = row_of(term, rows)
        if row is None:
            return None
        chosen, others = (tuple(_usable(row.forms[name])) for name in TERM_COLUMNS[1:3])
        return TermForms(term.anchor, english, chosen, others)


class LinkTerms(SphinxPostTransform):
    """Makes the first use of each term in an answer a link, once references are resolved (10)."""

    default_priority = 100
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        page = self.env.current_document.docname
        pages = pages_of_definitions(self.env)
        forms = [
            forms
            for there in sorted(self.env.metadata)
            for forms in self.env.metadata[there].get(FORMS, ())
            if pages[forms.anchor] != page
        ]
        labels = {question.label for question in questions_of(self.env).get(page, ())}
        if not forms or not labels:
            return
        is_source = self.config.language == SOURCE_CODE
        finder = _finder(tuple(forms), english=is_source)
        english = None if is_source else _finder(tuple(forms), english=True)
        for section in self.document.findall(nodes.section):
            if labels.intersection(section["ids"]):
                self._link(section, finder, english, pages)

    def _link(
        self,
        section: nodes.section,
        finder: TermFinder,
        english: TermFinder | None,
        pages: Mapping[str, str],
    ) -> None:
        linked: set[str] = set()
        for text, block in list(_texts(section, section)):
            found = []
            for begin, end, anchors in finder.find(text):
                meant = _meant(anchors, block.rawsource, english) if english else anchors
                if meant and meant[0] not in linked and len(linked) < MOST_LINKS:
                    linked.add(meant[0])
                    found.append((begin, end, meant[0]))
            if found:
                text.parent.replace(text, list(self._with_links(text, found, pages)))
            if len(linked) == MOST_LINKS:
                return

    def _with_links(
        self, text: nodes.Text, found: Sequence[tuple[int, int, str]], pages: Mapping[str, str]
    ) -> Iterator[nodes.Node]:
        here, place = self.env.current_document.docname, 0
        for begin, end, anchor in found:
            if begin > place:
                yield nodes.Text(text[place:begin])
            word = text[begin:end]
            there = self.env._app.builder.get_relative_uri(here, pages[anchor])
            # tr: What a screen reader says of a medical word that leads to its meaning.
            label = _("%(word)s (meaning)") % {"word": word}
            yield term_link("", nodes.Text(word), refuri=f"{there}#{anchor}", label=label)
            place = end
        if place < len(text):
            yield nodes.Text(text[place:])


def _usable(forms: Sequence[str]) -> Iterator[str]:
    # A star alone is any word, and no part of the term.
    alone = (LONE_STARS.sub("", form) for form in forms if "…" not in form)
    return (form for form in alone if headword(form).strip())


@lru_cache(maxsize=8)
def _finder(forms: tuple[TermForms, ...], *, english: bool) -> TermFinder:
    names = [form._replace(chosen=form.english, others=()) for form in forms]
    return TermFinder(names if english else forms)


def _meant(anchors: Sequence[str], source: str, english: TermFinder) -> Sequence[str]:
    """Return those of ``anchors`` whose terms are in the English of a block.

    A form of a list can be the begin of other words, too, and the English tells which is meant.
    """
    found = english.find(" ".join(source.split()))
    there = {anchor for _begin, _end, alike in found for anchor in alike}
    return [anchor for anchor in anchors if anchor in there]


def _texts(
    around: nodes.Element, block: nodes.Element
) -> Iterator[tuple[nodes.Text, nodes.Element]]:
    """Yield the texts of the body of an answer, each with the block whose message it is of."""
    for child in around.children:
        if isinstance(child, nodes.Text):
            yield child, block
        elif isinstance(child, nodes.Element) and _is_body(child):
            yield from _texts(child, child if isinstance(child, nodes.paragraph) else block)


def _is_body(node: nodes.Element) -> bool:
    # What is in another language has no words of this one.
    return not isinstance(node, UNLINKED) and "lang" not in node


def visit_link(translator: Any, node: nodes.Element) -> None:
    """Write the begin of the link."""
    address, label = escape(node["refuri"]), escape(node["label"])
    translator.body.append(f'<a class="term-link" href="{address}" aria-label="{label}">')


def depart_link(translator: Any, _node: nodes.Element) -> None:
    translator.body.append("</a>")


def setup(app: Sphinx) -> None:
    about = (
        "Words of the glossary (`source/terms.csv`) that everybody knows: no answer links to their "
        "meaning."
    )
    app.add_config_value("multilingual_everyday_words", [], "env", types=[list], description=about)
    app.add_node(term_link, html=(visit_link, depart_link))
    app.add_transform(NoteForms)
    app.add_post_transform(LinkTerms)
