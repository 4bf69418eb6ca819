"""Read reStructuredText, of which a translated page holds hundreds of pieces.

Sphinx parses each message of a catalog as a document of its own, and twice
(https://github.com/sphinx-doc/sphinx/blob/v9.0.4/sphinx/transforms/i18n.py). docutils builds
its parser again for each, which took half of the time of a translated build. Here the parts of
the parser are kept, and a message without markup needs none: it is a paragraph.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeVar, cast

from docutils import nodes
from docutils.frontend import Values
from docutils.parsers.rst import states
from docutils.parsers.rst.languages import get_language
from docutils.parsers.rst.states import Struct  # type: ignore[attr-defined]
from docutils.statemachine import StringList, string2lines
from docutils.utils import Reporter
from sphinx.parsers import RSTParser
from sphinx.util.logging import NAMESPACE

from multilingual.languages import SOURCE_CODE
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


class ParsedPage(NamedTuple):
    """The text of a page and what it was parsed into, before any transform."""

    text: str
    document: nodes.document


def _leave_as_made(settings: Values) -> None:
    """Stand in for what docutils calls before each text."""


class _Sought:
    """A pattern of docutils that is looked for only where one of the ``signs`` is that it needs.

    It looks behind each piece of text for the marks that may begin there, letter by letter.
    What it finds has no space before the sign.
    """

    def __init__(self, pattern: re.Pattern[str], signs: str) -> None:
        self._search, self._sign = pattern.search, re.compile(f"[{re.escape(signs)}]").search

    def search(self, text: str) -> re.Match[str] | None:
        sign = self._sign(text)
        return sign and self._search(text, text.rfind(" ", 0, sign.start()) + 1)


def _inliner_for(document: nodes.document) -> states.Inliner:
    return _inliner(*((name, getattr(document.settings, name, False)) for name in CUSTOMIZATIONS))


@cache
def _inliner(*customizations: tuple[str, object]) -> states.Inliner:
    inliner = states.Inliner()
    inliner.init_customizations(cast("Values", SimpleNamespace(**dict(customizations))))
    patterns: Any = inliner.patterns
    patterns.initial = _Sought(patterns.initial, "*`|_")
    dispatch: list[Any] = inliner.implicit_dispatch
    dispatch[:] = [
        (_Sought(pattern, ":@") if pattern is patterns.uri else pattern, method)
        for pattern, method in dispatch
    ]
    # It would make the patterns again for each text, and no subclass can make them at all.
    inliner.init_customizations = _leave_as_made  # type: ignore[method-assign]
    return inliner


class KeepingParser(RSTParser):
    """Sphinx's parser of reStructuredText, which keeps its parts for the next text."""

    parsed: ClassVar[Mapping[str, ParsedPage]] = {}
    """Pages that another process has parsed already, by path."""

    _again: ClassVar[dict[tuple[str, str], nodes.Node]] = {}
    """Messages of this page that were parsed, and that Sphinx will ask for twice."""

    _idle: ClassVar[list[states.RSTStateMachine]] = []

    def parse(self, inputstring: str | StringList, document: nodes.document) -> None:
        """Parse text into ``document``."""
        if document["source"].endswith(TRANSLATED) and isinstance(inputstring, str):
            # The guard reports what is wrong with a message, and where in its catalog.
            document.reporter.report_level = ABOVE_ALL  # type: ignore[assignment]
            self._parse_message(inputstring, document)
            return
        self._again.clear()
        page = self.parsed.get(document["source"])
        if page is not None and page.text == inputstring:
            _take_over(page.document, document)
        else:
            self._parse(inputstring, document)

    def _parse_message(self, message: str, document: nodes.document) -> None:
        key = document["source"], message
        if is_plain(message):
            document += _paragraph(message, document["source"])
        elif key in self._again:
            document += detached_copy(self._again[key])
        else:
            with NoDirectives(), _silence():
                if is_line(message):
                    self._parse_line(message, document)
                else:
                    self._parse(message, document)

    @classmethod
    def keep(cls, message: str, block: nodes.paragraph) -> None:
        """Keep what ``message`` was parsed into, for Sphinx, which will ask for it."""
        cls._again[str(block.source), message] = detached_copy(block)

    def _parse(self, inputstring: str | StringList, document: nodes.document) -> None:
        self.setup_parse(inputstring, document)  # type: ignore[arg-type]
        if isinstance(inputstring, str):
            width = document.settings.tab_width
            lines = string2lines(inputstring, tab_width=width, convert_whitespace=True)
            inputstring = StringList(lines, document.current_source)
        is_message = document["source"].endswith(TRANSLATED)
        if not is_message:
            # A message finds on its page what rst_epilog defines.
            self.decorate(inputstring)
        machine = self._idle.pop() if is_message and self._idle else self._make_machine(document)
        machine.run(inputstring, document, inliner=_inliner_for(document))
        # A page asks its machine for lines as long as it is read. One that was left by an
        # error is not used again.
        if is_message:
            self._idle.append(machine)
        self.finish_parse()

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

    def _make_machine(self, document: nodes.document) -> states.RSTStateMachine:
        return states.RSTStateMachine(
            state_classes=self.state_classes,
            initial_state=self.initial_state,
            debug=document.reporter.debug_flag,
        )


@contextmanager
def _silence() -> Iterator[None]:
    """Let Sphinx log nothing, as its ``suppress_logging`` does, which makes much for it."""
    logger = logging.getLogger(NAMESPACE)
    handlers, logger.handlers = logger.handlers, [logging.NullHandler()]
    try:
        yield
    finally:
        logger.handlers = handlers


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


def setup(app: Sphinx) -> None:
    app.add_source_parser(KeepingParser, override=True)
    app.connect("env-before-read-docs", _choose_language)
