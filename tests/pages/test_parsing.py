"""What is taken for a simple message is one for docutils, too."""

from __future__ import annotations

from functools import cache

import pytest
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser, states
from docutils.utils import escape2null, new_document
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis.strategies import lists, sampled_from

from multilingual.pages.translation.rst_parser import CUSTOMIZATIONS, _inliner
from multilingual.text.markup import is_line, is_plain, read_markup

SILENT = 6
PIECES = (
    *"abivxMZ19.()*-+:;,_`|\\@<>[]#/=\"'!?&%{}~^$ \u00a0\u202f\u3000\n\t¿«»“‘（《我ن•‣⁃—…\u200b٣Ⅳ²",
    *("e\u0301", "हि", "Dr", "Oui", "www", "http://", "mailto", ":ref:", "**", "``", "..", "::"),
    *("\u2028", "\x85", "\x1c", ">>> ", "- ", "a.b", "1. ", "iv. ", "(a) ", "==="),
)
MOST = settings(deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
"""Most that is made up at random is no simple message."""
messages = lists(sampled_from(PIECES), min_size=1, max_size=9).map("".join)


OPTIONS = get_default_settings(Parser)  # type: ignore[arg-type]
OPTIONS.report_level = OPTIONS.halt_level = SILENT


def parsed(message: str) -> nodes.document:
    document = new_document("message", OPTIONS)
    Parser().parse(message, document)
    return document


@settings(MOST, max_examples=500)
@given(messages)
@example("我为我们.")
@example("2026. Text")
@example("«\u00a0Auto-immune\u00a0» veut dire")
def test_a_plain_message_is_a_paragraph_of_words(message: str) -> None:
    assume(is_plain(message))
    blocks = parsed(message).children
    shapes = [(type(one), one.astext(), list(map(type, one.children))) for one in blocks]
    assert shapes == [(nodes.paragraph, message, [nodes.Text])]


@settings(MOST, max_examples=100)
@given(messages)
def test_a_check_reads_a_plain_message_as_docutils_does(message: str) -> None:
    assume(is_plain(message))
    read = [block.pformat() for block in read_markup(message, OPTIONS)]
    assert read == [block.pformat() for block in parsed(message).children]


@settings(MOST, max_examples=500)
@given(messages)
def test_a_line_is_one_paragraph(message: str) -> None:
    assume(is_line(message))
    blocks = [one for one in parsed(message) if not isinstance(one, nodes.system_message)]
    assert [type(one) for one in blocks] == [nodes.paragraph]


@pytest.mark.parametrize(
    "message",
    [
        "¿Qué es?",
        "« Oui ».",
        "5 साल बाद",
        "我为我们.",
        "Oui. Le type.",
        "Call 112: now.",
        "（注）文字",
    ],
)
def test_how_languages_begin_is_plain(message: str) -> None:
    assert is_plain(message)


@pytest.mark.parametrize(
    "message", ["1. One", "a) One", "iv. One", "- One", "• One", "(a) One", "X."]
)
def test_the_mark_of_a_list_is_not_plain(message: str) -> None:
    assert not is_plain(message)


@cache
def inliners(is_by_letter: bool) -> tuple[states.Inliner, states.Inliner]:  # noqa: FBT001
    """Return our reader of marks and the one of docutils."""
    options = get_default_settings(Parser)  # type: ignore[arg-type]
    options.character_level_inline_markup = is_by_letter
    theirs = states.Inliner()
    theirs.init_customizations(options)
    return _inliner(*((name, getattr(options, name)) for name in CUSTOMIZATIONS)), theirs


@pytest.mark.parametrize("is_by_letter", [True, False])
@settings(MOST, max_examples=500)
@given(messages)
@example(r"de\ :ref:`a` b_ [1]_")
@example("为我们**看**我")
def test_a_mark_begins_where_docutils_finds_it(is_by_letter: bool, message: str) -> None:  # noqa: FBT001
    text = escape2null(message)
    found = [inliner.patterns.initial.search(text) for inliner in inliners(is_by_letter)]  # type: ignore[attr-defined]
    assert len({one and (one.span(), *one.groups()) for one in found}) == 1
