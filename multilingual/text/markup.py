"""Read a message as reStructuredText, with no page around it and nothing in force.

A directive is not run, a role is not looked up and no file is opened: what the message would
do is only noted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from configparser import ConfigParser
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.frontend import Values, get_default_settings
from docutils.parsers.rst import Directive, Parser
from docutils.utils import Reporter
from sphinx.util.docutils import CustomReSTDispatcher
from sphinx.util.nodes import split_explicit_title

from multilingual.text.unsafe_text import ENDLESS

BEGINS = r"""
    (?! (?: [a-zA-Z] | [ivxlcdm]+ | [IVXLCDM]+ | \d+ ) [.)] )  # not the mark of a numbered list
"""
WORD = r"[^\W_] | [¿¡«“‘„「『（《]"
"""How a line begins that is no mark of a block, which is a sign of ASCII or one of •, ‣ and ⁃."""

PLAIN = re.compile(
    rf"""
    {BEGINS}
    (?: {WORD} )
    (?: [^*`_|\\@:\s<>\[\]]++ # no mark inside the line
      | :(?=\ |\Z)          # an address has no space after its colon
      | [\ \xa0\u202f](?=\S)
    )*  # not possessive: Python 3.11.2 loses its place in such a group
    (?<! :: )
    """,
    re.VERBOSE,
)

LINE = re.compile(
    rf"""
    {BEGINS}
    (?: {WORD}
      | \*{{1,2}} [^*\s]      # a mark of words and not of a block
      | (?: : [\w+.-]+ : )? ` [^`\s]
    )
    [^\t\v\f]*                # what docutils makes spaces of
    (?<! :: )
    (?<! \s )
    """,
    re.VERBOSE,
)

SHOWING_THEIR_TEXT = frozenset(
    """
    abbr abbreviation code command dfn emphasis guilabel kbd literal mailheader makevar manpage
    math menuselection mimetype newsgroup program regexp samp strong sub subscript sup
    superscript title title-reference
    """.split()  # noqa: SIM905
)
"""Roles whose text is shown and so may be translated; of all others it is a target."""


class role(nodes.Inline, nodes.TextElement):
    """A role that was not looked up: its ``name`` and its ``target``."""


class directive(nodes.General, nodes.Element):
    """A directive that was not run: its ``name``."""


class _Noted(Directive):
    """Stands in for every directive."""

    has_content = True
    optional_arguments = 100
    final_argument_whitespace = True

    def run(self) -> Sequence[nodes.Node]:
        return [directive(name=self.name)]


class NoDirectives(CustomReSTDispatcher):
    """Runs no directive: in a translation it is a command, and no text."""

    def directive(self, *_: Any) -> tuple[type[Directive] | None, list[nodes.system_message]]:
        """Return the stand-in for a directive."""
        return _Noted, []


class NothingInForce(NoDirectives):
    """Looks up no role either: there is no page around the text."""

    def role(self, name: str, *_: Any) -> tuple[Any, list[nodes.system_message]]:
        """Return the stand-in for the role ``name``."""

        def note(
            _name: str, source: str, text: str, *_: Any
        ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
            _has_title, title, target = split_explicit_title(text)
            # Single backticks are a role without a name.
            shown = not name or name in SHOWING_THEIR_TEXT
            node = role(source, title, name=name, target="" if shown else target)
            return [node], []

        return note, []


def is_plain(message: str) -> bool:
    """Return whether ``message`` is one paragraph of plain text, in any case of doubt not.

    >>> is_plain("Lupus is an illness: it lasts long."), is_plain("*Lupus* is one.")
    (True, False)
    """
    return PLAIN.fullmatch(message) is not None


def is_line(message: str) -> bool:
    """Return whether ``message`` is one paragraph on one line, in any case of doubt not.

    >>> is_line("**Lupus** is an illness."), is_line("* Lupus is an illness.")
    (True, False)
    """
    return LINE.fullmatch(message) is not None and len(message.splitlines()) == 1


def read_markup(text: str, settings: Values) -> list[nodes.Node]:
    """Return the blocks that docutils reads in ``text``; faults are among them."""
    if ENDLESS.search(text):
        return [_unread("It has a word of more than 300 letters.")]
    if is_plain(text):
        return [nodes.paragraph(text, "", nodes.Text(text))]
    # Above the severest level, so that nothing is printed or stops the parser.
    above = Reporter.SEVERE_LEVEL + 1
    reporter = Reporter("message", above, above, stream=False)
    document = nodes.document(settings, reporter, source="message")
    try:
        with NothingInForce():
            Parser().parse(text, document)
    except RecursionError:
        return [too_deep()]
    return list(document.children)


def too_deep() -> nodes.system_message:
    """Return what is said of a text that is nested deeper than Python can follow."""
    return _unread("It is a list in a list, over and over.")


def _unread(why: str) -> nodes.system_message:
    return nodes.system_message("", nodes.paragraph("", why), level=Reporter.SEVERE_LEVEL)


@cache
def settings_of(root: Path) -> Values:
    """Return docutils' settings of the project in ``root``, as its ``docutils.conf`` says."""
    own = ConfigParser(interpolation=None)
    own.read(root / "docutils.conf", "utf-8")
    settings = get_default_settings(Parser)
    # Of all that it can say, the one thing by which a sentence is read otherwise.
    settings.character_level_inline_markup = own.getboolean(
        "restructuredtext parser", "character_level_inline_markup", fallback=False
    )
    settings.raw_enabled = settings.file_insertion_enabled = False
    return settings
