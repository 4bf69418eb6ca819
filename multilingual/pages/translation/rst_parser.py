"""Read reStructuredText, of which a translated page holds hundreds of pieces.

Sphinx parses each message of a catalog as a document of its own
(https://github.com/sphinx-doc/sphinx/blob/v9.0.4/sphinx/transforms/i18n.py). docutils makes its
patterns again for each, which took half of the time of a translated build. Here they are kept,
a message on one line needs no machine of states, and one without markup needs nothing: it is a
paragraph. So with typographic quotes and dashes: Sphinx cuts each block of text into tokens to set
them, which took a tenth of that time, though most blocks hold none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeVar, cast

from docutils import nodes
from docutils.frontend import Values
from docutils.parsers.rst import states
from docutils.parsers.rst.languages import get_language
from docutils.parsers.rst.states import Struct  # type: ignore[attr-defined]
from docutils.statemachine import StringList
from docutils.utils import Reporter
from sphinx.parsers import RSTParser
from sphinx.transforms import SphinxSmartQuotes
from sphinx.util.logging import suppress_logging

from multilingual.languages import SOURCE_CODE
from multilingual.pages import page_document
from multilingual.text.markup import NoDirectives, is_line, is_plain

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

Node = TypeVar("Node", bound=nodes.Node)

TRANSLATED = ":<translated>"
"""How Sphinx ends the name of the document that it parses a message in."""

ABOVE_ALL = Reporter.SEVERE_LEVEL + 1
"""The level of messages of docutils at which it says nothing."""

CUSTOMIZATIONS = ("character_level_inline_markup", "pep_references", "rfc_references")
"""The settings that the patterns of docutils' ``Inliner`` depend on."""

USUAL_ACTIONS = set("qDe")
"""Quotes, dashes and dots, Sphinx's own choice (``smartquotes_action``)."""
CHANGED = re.compile(r"""["'\\`\x00]|--|\.\.\.|\.\ \.\ \.""")
"""All that those actions change: https://docutils.sourceforge.io/docs/user/smartquotes.html."""


class ParsedPage(NamedTuple):
    """The text of a page and what it was parsed into, before any transform."""

    text: str
    document: nodes.document


class _PatternWithSign:
    """A pattern of docutils that is looked for only where one of the ``signs`` is that it needs.

    It looks behind each piece of text for the marks that may begin there, letter by letter.
    What it finds has no space before the sign.
    """

    def __init__(self, pattern: re.Pattern[str], signs: str) -> None:
        self._search, self._sign = pattern.search, re.compile(f"[{re.escape(signs)}]").search

    def search(self, text: str) -> re.Match[str] | None:
        sign = self._sign(text)
        return sign and self._search(text, text.rfind(" ", 0, sign.start()) + 1)


class KeptInliner(states.Inliner):
    """docutils' inliner, whose patterns are made once and not again for each text."""

    def __init__(self, settings: Values) -> None:
        super().__init__()
        # docutils makes them of the attributes of the very class, so a subclass cannot.
        made = states.Inliner()
        made.init_customizations(settings)
        patterns: Any = made.patterns
        uri, patterns.initial = patterns.uri, _PatternWithSign(patterns.initial, "*`|_")
        dispatch: list[Any] = [
            (_PatternWithSign(pattern, ":@") if pattern is uri else pattern, method.__name__)
            for pattern, method in made.implicit_dispatch
        ]
        vars(self).update(vars(made))
        self.implicit_dispatch = [(pattern, getattr(self, name)) for pattern, name in dispatch]

    def init_customizations(self, settings: Any) -> None:
        """Leave the patterns as they are."""


def _inliner_for(document: nodes.document) -> states.Inliner:
    return _inliner(*((name, getattr(document.settings, name, False)) for name in CUSTOMIZATIONS))


@cache
def _inliner(*customizations: tuple[str, object]) -> KeptInliner:
    return KeptInliner(cast("Values", SimpleNamespace(**dict(customizations))))


class KeepingParser(RSTParser):
    """Sphinx's parser of reStructuredText, which keeps its patterns for the next text."""

    parsed: ClassVar[Mapping[str, ParsedPage]] = {}
    """Pages that another process has parsed already, by path."""

    def parse(self, inputstring: str | StringList, document: nodes.document) -> None:
        """Parse text into ``document``."""
        self.inliner = _inliner_for(document)
        if is_message(document) and isinstance(inputstring, str):
            # The guard reports what is wrong with a message, and where in its catalog.
            document.reporter.report_level = ABOVE_ALL  # type: ignore[assignment]
            if is_plain(inputstring):
                document += _paragraph(inputstring, document["source"])
                return
            with NoDirectives(), suppress_logging():
                if is_line(inputstring):
                    self._parse_line(inputstring, document)
                else:
                    super().parse(inputstring, document)
            return
        document.__class__ = page_document.document
        page = self.parsed.get(document["source"])
        if page is not None and page.text == inputstring:
            _take_over(page.document, document)
        else:
            super().parse(inputstring, document)

    def decorate(self, content: StringList) -> None:
        """Add what conf.py puts before and after a page; a message finds it on its page."""
        if not is_message(self.document):
            super().decorate(content)

    def _parse_line(self, message: str, document: nodes.document) -> None:
        """Parse a paragraph on one line, as the machine of states ends up doing."""
        self.setup_parse(message, document)
        source, reporter = document["source"], document.reporter
        document.note_source(source, None)  # type: ignore[arg-type]

        def place(line: int | None = None) -> tuple[str, int]:
            return source, line or 1

        # The machine gives the reporter this, which roles ask for the place of their text.
        reporter.get_source_and_line = place
        inliner = _inliner_for(document)
        memo = Struct(
            document=document,
            reporter=reporter,
            language=get_language(document.settings.language_code, reporter),
            title_styles=[],
            section_level=0,
            section_bubble_up_kludge=False,
            inliner=inliner,
        )
        children, problems = inliner.parse(message, 1, memo, document)
        paragraph = nodes.paragraph(message, "", *children)
        paragraph.source, paragraph.line = place()
        document += [paragraph, *problems]
        self.finish_parse()


class SmartQuotesWhereNeeded(SphinxSmartQuotes):
    """Sphinx's transform, which passes over blocks with nothing to set."""

    def get_tokens(self, txtnodes: Any) -> Any:
        """Yield the kind and the text of each of the ``txtnodes`` of a block, if any changes."""
        is_usual = USUAL_ACTIONS.issuperset(self.config.smartquotes_action)
        if not is_usual or any(map(CHANGED.search, txtnodes)):
            yield from super().get_tokens(txtnodes)


def is_message(document: nodes.document) -> bool:
    """Return whether ``document`` is what a message of a catalog is parsed into."""
    return str(document["source"]).endswith(TRANSLATED)


def detached_copy(node: Node) -> Node:
    """Return a copy that does not hold on to its document, which would be saved with it."""
    copy = node.deepcopy()
    for original, copied in zip(node.findall(), copy.findall(), strict=True):
        copied.document = None  # type: ignore[assignment]
        copied.source, copied.line = original.source, original.line
    return copy


def _take_over(parsed: nodes.document, document: nodes.document) -> None:
    """Make ``document`` what ``parsed`` is, which is of no use after that."""
    own = ("settings", "reporter", "transformer")
    vars(document).update({name: kept for name, kept in vars(parsed).items() if name not in own})
    for child in document.children:
        child.parent = document
    for node in document.findall(nodes.Element):
        node.document = document


def _paragraph(text: str, source: str) -> nodes.paragraph:
    paragraph = nodes.paragraph(text, "", nodes.Text(text))
    paragraph.source, paragraph.line = source, 1
    return paragraph


def _choose_language(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Tell docutils to use English where it has no words for the reader's language.

    Otherwise it warns on each page, and a build that tolerates no warning fails. Only text
    that docutils itself would write is concerned, and Sphinx lets none of it reach a page.
    """
    if get_language(env.settings["language_code"]) is None:
        env.settings["language_code"] = SOURCE_CODE


def _replace_smart_quotes(app: Sphinx) -> None:
    transforms = app.registry.transforms
    transforms[transforms.index(SphinxSmartQuotes)] = SmartQuotesWhereNeeded


def setup(app: Sphinx) -> None:
    app.add_source_parser(KeepingParser, override=True)
    app.connect("builder-inited", _replace_smart_quotes)
    app.connect("env-before-read-docs", _choose_language)
