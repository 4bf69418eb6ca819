"""``.. repeat::`` shows the short answer of a question on another page, translated only once.

That of an emergency is a bar, which leads to all signs in one step and opens to its words. The
last sentence of them can be read before it is opened.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from multilingual.pages.content.elements_and_faults import (
    SourceFaults,
    box,
    copies,
    folded,
    landmark,
)
from multilingual.pages.content.questions import (
    EMERGENCY,
    Question,
    find_question,
    language_of,
    link,
)
from multilingual.pages.content.safety import urgency_title
from multilingual.pages.translation.english_fallback import MARK
from multilingual.pages.translation.translated_text import OF_THE_SITE, mark_of
from multilingual.text.wording import SENTENCE_END

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class repeated_answer(nodes.General, nodes.Element):
    """Stands for the short answer of another page until all pages are read."""


class Repeat(SphinxDirective):
    """``.. repeat:: emergency-signs emergency-numbers`` shows the first one's short answer here.

    Further labels are of questions that it leads to; beside an emergency, the first of them is
    the one with the numbers to call. On the page of all signs (``multilingual_help_page``), which
    needs no bar, the numbers stand beside the first of them.
    """

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        label, *others = self.arguments[0].split()
        node = repeated_answer(label=label, others=others)
        self.set_source_info(node)
        return [node]


class RepeatAnswers(SphinxPostTransform):
    """Fills the places of ``.. repeat::``, before references are resolved (10)."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        here = self.env.current_document.docname
        for place in list(self.document.findall(repeated_answer)):
            question, *others = self._questions(place)
            if question.docname == here == self.config.multilingual_help_page:
                self._show_numbers(others)
                place.parent.remove(place)
            elif question.urgency == EMERGENCY:
                place.replace_self(self._bar(question, others))
            else:
                place.replace_self(self._box(question, others))

    def _questions(self, place: repeated_answer) -> Iterator[Question]:
        for label in (place["label"], *place["others"]):
            question = find_question(self.env, label)
            if question is None:
                raise SourceFaults(
                    f"{place.source}:{place.line}: no question has the label {label!r}."
                )
            yield question

    def _bar(self, question: Question, others: Sequence[Question]) -> nodes.Element:
        """Return the bar of an emergency: two links, and what to do in words that unfold."""
        now = _("Get help now")
        first = nodes.paragraph("", "", classes=["help-links"])
        first += self._link(question, [nodes.Text(now)], "help-now")
        for other in others[:1]:
            first += self._link(other, [nodes.Text(_("Emergency numbers"))], "help-numbers")
        words, *beside = copies(question.answer.children)
        assert isinstance(words, nodes.paragraph)
        all_signs = self._more(question, [nodes.Text(_("All signs that need help now"))])
        all_signs[MARK] = mark_of("all-signs", OF_THE_SITE)
        inside = [*beside, all_signs, *map(self._lead, others)]
        text = nodes.inline("", "", *_with_the_last_apart(words), **language_of(words, MARK))
        fold = folded([text], *inside, classes=["help-words"])
        return landmark("", first, fold, tag="div", label=now, classes=["safety", "help"])

    def _box(self, question: Question, others: Sequence[Question]) -> nodes.Element:
        """Return the short answer of a question that is no emergency, below its title."""
        node = box(classes=["repeated"])
        title, said = copies(question.title.children), language_of(question.title, MARK)
        node += nodes.paragraph("", "", *title, classes=["repeated-title"], **said)
        node.extend(copies(question.answer.children))
        node += self._more(question, [nodes.Text(_("Read more"))])
        node += list(map(self._lead, others))
        return node

    def _link(self, question: Question, words: list[nodes.Node], kind: str) -> nodes.reference:
        found = link(self.env, question.docname, question.label, words)
        found["classes"].append(kind)
        found[MARK] = mark_of(kind, OF_THE_SITE)
        return found

    def _lead(self, other: Question) -> nodes.paragraph:
        more = self._more(other, other.title.children)
        more.attributes |= language_of(other.title, MARK)
        return more

    def _more(self, question: Question, words: list[nodes.Node]) -> nodes.paragraph:
        more = link(self.env, question.docname, question.label, words)
        return nodes.paragraph("", "", more, classes=["read-more"])

    def _show_numbers(self, others: Sequence[Question]) -> None:
        for title in list(self.document.findall(urgency_title))[:1]:
            for other in others[:1]:
                there = link(self.env, other.docname, other.label, [])
                title["numbers"] = there.get("refuri") or f"#{there['refid']}"


def _with_the_last_apart(words: nodes.paragraph) -> list[nodes.Node]:
    """Return the words of a paragraph, its last sentence apart: a closed bar shows all of that."""
    *before, last = words.children
    text = last.astext().replace("\n", " ").rstrip()
    places = [end.end() for end in SENTENCE_END.finditer(text) if end.end() < len(text)]
    if not places or not isinstance(last, nodes.Text):
        return words.children
    first, rest = text[: places[-1]], text[places[-1] :]
    parted = nodes.inline("", "", *before, nodes.Text(first), classes=["help-first"])
    return [parted, nodes.Text(rest)]


def setup(app: Sphinx) -> None:
    app.add_node(repeated_answer)
    app.add_directive("repeat", Repeat)
    app.add_post_transform(RepeatAnswers)
