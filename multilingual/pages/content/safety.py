"""Words that keep a reader safe stand in the reader's language and in English.

``.. safety::`` holds them. Until a qualified person has checked a translation, each block of
it is followed by the same block in the source language. A word and a sign before it say how
urgent it is, so that nobody has to know what a colour means.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.locale import _
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective

from multilingual.languages import SOURCE_CODE
from multilingual.pages.content.elements_and_faults import add_fault, safety_block, short_answer
from multilingual.pages.content.questions import EMERGENCY
from multilingual.pages.translation.english_fallback import mark_as_source
from multilingual.pages.translation.translated_text import OF_THE_SITE, mark_of
from multilingual.templates.interface_catalog import marked
from multilingual.wordlists.critical_words import critical_words_in

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import OptionSpec


URGENCIES = {
    "emergency": "emergency",
    "now": "day or night",
    "today": "same day",
    "soon": "soon",
}
"""How urgent a safety text is, with the meaning of the critical words that say so in English."""
WHY_ENGLISH = marked(
    "Warnings are also in English, because no qualified person has checked this translation."
)
NOTED = "source-note"
"""The class of what says why there is English below a warning."""
PLAIN = "plain"
"""A warning that needs no frame."""


class english_toggle(nodes.Inline, nodes.Element):
    """The button that hides the English below warnings, and shows it again."""


class urgency_title(nodes.General, nodes.Element):
    """The word before a safety text that says how ``urgent`` it is."""


class Safety(SphinxDirective):
    """``.. safety::`` around paragraphs and lists that name a danger.

    It is for an emergency; ``:class: now`` is for a call by day or night, ``today`` for what can
    wait for a doctor on the same day, ``soon`` for the next days, and ``plain`` for a warning
    among other paragraphs that needs no frame.
    """

    has_content = True
    option_spec: ClassVar[OptionSpec] = {"class": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        given = self.options.get("class", "").split()
        node = safety_block(classes=["safety", *given])
        self.set_source_info(node)
        node += self.parse_content_to_nodes()
        for fault in _faults(node, given):
            add_fault(self.env, self.get_source_info(), fault)
        if any(node.findall(nodes.footnote_reference)):
            add_fault(self.env, self.get_source_info(), "a safety text can have no footnote.")
            return []
        return [node]


def _faults(block: safety_block, given: list[str]) -> Iterator[str]:
    classes = [*URGENCIES, PLAIN]
    if len(given) > 1 or not set(given) <= {*classes[1:]}:
        named = " ".join(given)
        yield (
            f"{named!r} is no class of a safety text. Write {', '.join(classes[1:-1])} or "
            f"{classes[-1]}, or none for an emergency."
        )
        return
    if any(child is not block for child in block.findall(safety_block)):
        yield "a safety text stands in another one. Put it behind it."
    own = given[0] if given else EMERGENCY
    for answer in block.findall(short_answer) if own != PLAIN else ():
        words = critical_words_in(answer.astext())
        # Who calls "as soon as" something happens may call at once.
        meanings = {word.meaning for word in words if not word.text.startswith("as ")}
        named_here = [name for name, meaning in URGENCIES.items() if meaning in meanings]
        if len(named_here) > 1:
            yield (
                f"this short answer has two urgencies ({' and '.join(named_here)}). Keep one, and "
                "give the other an answer of its own."
            )
        elif named_here and named_here != [own]:
            yield (
                f"this short answer says {URGENCIES[named_here[0]]!r}, and its class means {own}. "
                "Let both say the same."
            )


class KeepSource(SphinxTransform):
    """Keeps the source text of safety blocks before Sphinx translates them (20)."""

    default_priority = 15

    def apply(self, **kwargs: Any) -> None:
        if self.config.language != SOURCE_CODE:
            for paragraph in _safety_paragraphs(self.document):
                paragraph["source_text"] = paragraph.deepcopy()


class ShowBoth(SphinxTransform):
    """Puts the kept source text behind each paragraph that Sphinx has translated (20).

    Once, a page says what the English is.
    """

    default_priority = 30

    def apply(self, **kwargs: Any) -> None:
        for paragraph in _safety_paragraphs(self.document):
            source_text = paragraph.attributes.pop("source_text", None)
            if source_text is not None and paragraph.get("translated"):
                mark_as_source(source_text)
                source_text["classes"].append("source-text")
                paragraph.parent.insert(paragraph.parent.index(paragraph) + 1, source_text)
        blocks = self.document.findall(safety_block)
        first = next((block for block in blocks if any(map(_is_source, block))), None)
        if first is not None:
            note = nodes.paragraph("", _(WHY_ENGLISH))
            note += english_toggle()
            note["classes"].append(NOTED)
            # Below the signs, which come before all else.
            first += note


class ShowUrgency(SphinxTransform):
    """Puts the word before safety texts; those in a row of the same urgency are one box."""

    default_priority = 300

    def apply(self, **kwargs: Any) -> None:
        for block in list(self.document.findall(safety_block)):
            if PLAIN in block["classes"]:
                continue
            given = _given(block)
            after = block.next_node(_is_shown, descend=False, siblings=True)
            if isinstance(after, safety_block) and _given(after) == given:
                block["classes"].append("joins")
                after["classes"].append("joined")
            if "joined" not in block["classes"]:
                urgent = given[-1] if given[1:] else EMERGENCY
                block.insert(0, urgency_title(urgent=urgent, classes=["safety-title"]))


def _is_source(node: nodes.Node) -> bool:
    return isinstance(node, nodes.paragraph) and "source-text" in node["classes"]


def _is_shown(node: nodes.Node) -> bool:
    return not isinstance(node, nodes.comment)


def _given(block: nodes.Element) -> list[str]:
    return [name for name in block["classes"] if name not in ("joins", "joined")]


def _safety_paragraphs(document: nodes.document) -> list[nodes.paragraph]:
    blocks = document.findall(safety_block)
    return [paragraph for block in blocks for paragraph in block.findall(nodes.paragraph)]


def english_below(answer: short_answer) -> str:
    """Return the English that stands below a short answer on its page, or nothing."""
    return " ".join(word for node in answer if _is_source(node) for word in node.astext().split())


def toggle_html() -> str:
    """Return the button that hides the English, and shows it again."""
    words = escape(_("Hide the English")), escape(_("Show the English"))
    spans = "".join(f"<span>{text}</span>" for text in words)
    return f' <button type="button" class="english-toggle">{spans}</button>'


def source_note() -> str:
    """Return why there is English below a warning, as HTML."""
    return f'<p class="{NOTED}">{escape(_(WHY_ENGLISH))}{toggle_html()}</p>\n'


def visit_toggle(translator: Any, node: nodes.Element) -> None:
    translator.body.append(toggle_html())
    raise nodes.SkipNode


ENGLISH = ("Emergency", "Now, day or night", "Today", "Soon", "Emergency numbers")
"""What stands there if nobody has agreed to the words of a language (``reviews/notices.py``), and
a site can have words of its own for."""


def visit_urgency(translator: Any, node: nodes.Element) -> None:
    """Write how urgent a safety text is, in the reader's language or marked as English."""
    words = {
        # tr: Stands before a safety text: call the emergency number.
        "emergency": _("Emergency"),
        # tr: Stands before a safety text: call a doctor now.
        "now": _("Now, day or night"),
        # tr: Stands before a safety text: call a doctor on the same day.
        "today": _("Today"),
        # tr: Stands before a safety text: tell the doctors in the next days.
        "soon": _("Soon"),
    }
    mark = mark_of(node["urgent"], OF_THE_SITE)
    own = translator.config.multilingual_words
    english = {own.get(text, text) for text in ENGLISH}
    said, is_translated = words[node["urgent"]], translator.config.language != SOURCE_CODE
    language = f' lang="{SOURCE_CODE}"' if is_translated and said in english else ""
    title = f'<span data-m="{mark}"{language}>{escape(said)}</span>'
    if address := node.get("numbers"):
        numbers = _("Emergency numbers")
        language = f' lang="{SOURCE_CODE}"' if is_translated and numbers in english else ""
        title += (
            f' <a class="help-numbers" href="{escape(address)}"{language}>{escape(numbers)}</a>'
        )
    translator.body.append(f"{translator.starttag(node, 'p', '')}{title}</p>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    app.add_node(urgency_title, html=(visit_urgency, None))
    app.add_node(english_toggle, html=(visit_toggle, None))
    app.add_directive("safety", Safety)
    app.add_transform(KeepSource)
    app.add_transform(ShowBoth)
    app.add_transform(ShowUrgency)
