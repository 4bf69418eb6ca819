"""What comes out the same for each page and language is worked out once.

All this replaces names of other libraries, in the workers and in the process that they are
forked from, so that they begin with what it has worked out. Plain ``sphinx-build`` does without,
and ``tests/build/test_equality.py`` holds that no page changes by it. No issue is
open for any of it.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import furo
from docutils import nodes, utils
from docutils.frontend import Values
from jinja2 import sandbox
from sphinx import addnodes, events
from sphinx.builders import html
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.transforms import i18n
from sphinx.transforms.post_transforms.code import HighlightLanguageTransform
from sphinx.util import docutils
from sphinx.util.nodes import traverse_parent

from multilingual.build.speedups.traversal import walk_without_recursion
from multilingual.pages.translation.translated_text import LEFT, TranslateSimpleMessages

_entry_points: Any = metadata.entry_points


@cache
def _all_installed() -> Any:
    return _entry_points()


@cache
def _installed(**wanted: str) -> Any:
    # Python reads the files of all packages anew for each group that is asked for.
    return _all_installed().select(**wanted)


def look_once_at_what_is_installed() -> None:
    """Let whatever asks which packages are installed be told what the first who asked was."""
    # Themes, styles and writers are looked for by reading a file of each installed package.
    _all_installed()
    for module in tuple(sys.modules.values()):
        # Any object can stand for a module, None for one that is forbidden.
        if getattr(module, "__dict__", {}).get("entry_points") is _entry_points:
            vars(module)["entry_points"] = _installed


_get_settings: Callable[..., Values] = docutils._get_settings
_settings: dict[str, Values] = {}


_render_partial: Callable[..., dict[str, str]] = StandaloneHTMLBuilder.render_partial


def _render_title_once(builder: StandaloneHTMLBuilder, node: nodes.Node | None) -> dict[str, str]:
    is_text = isinstance(node, nodes.title) and all(type(one) is nodes.Text for one in node)
    if node is None or not is_text:
        return _render_partial(builder, node)
    known: dict[str, dict[str, str]] = vars(builder).setdefault("multilingual_titles", {})
    text = node.astext()
    if text not in known:
        known[text] = _render_partial(builder, node)
    return known[text]


_i18n: Any = i18n
_extract: Callable[..., Iterable[tuple[nodes.Element, str]]] = _i18n.extract_messages


def _extract_what_is_left(page: nodes.document) -> Iterator[tuple[nodes.Element, str]]:
    """Yield the messages of the blocks that ``TranslateSimpleMessages`` left, in their order."""
    left = page.get(LEFT)
    # A transform in between may have made other blocks.
    if left is None or page.transformer.applied[-1][1] is not TranslateSimpleMessages:
        yield from _extract(page)
        return
    seen: set[int] = set()
    for block in left:
        # One within another comes with it.
        if seen.isdisjoint(map(id, traverse_parent(block))):
            seen.add(id(block))
            yield from _extract(block)


_unescape: Callable[..., str] = nodes.unescape


def _unescape_if_escaped(text: str, *further: bool, **named: bool) -> str:
    return _unescape(text, *further, **named) if "\x00" in text else str(text)


_list_stylesheets: Callable[[Values], list[str]] = utils.get_stylesheet_list
_stylesheets: dict[str, list[str]] = {}


def _list_stylesheets_once(settings: Values) -> list[str]:
    key = repr((settings.stylesheet, settings.stylesheet_path, settings.stylesheet_dirs))
    if key not in _stylesheets:
        _stylesheets[key] = _list_stylesheets(settings)
    return list(_stylesheets[key])


_has_few: Callable[[StandaloneHTMLBuilder, str], bool] = furo.has_not_enough_items_to_show_toc


def _has_few_without_a_copy(builder: StandaloneHTMLBuilder, page: str) -> bool:
    contents = builder.env.tocs.get(page)
    if contents is None or not contents.children or builder.env.metadata[page].get("tocdepth"):
        return _has_few(builder, page)
    if any(contents.findall(addnodes.only)):
        return _has_few(builder, page)
    first: Any = contents[0]
    return len(first) < 2 or all(entry.tagname == "toctree" for entry in first[1])


def _describe_nothing(_what: object) -> str:
    return ""


_html: Any = html
_checksum: Callable[..., str] = _html._file_checksum


@cache
def _checksum_once(folder: Path, name: str) -> str:
    return _checksum(folder, name)


_is_internal: Callable[[Any, str], bool] = sandbox.is_internal_attribute
_internal: dict[tuple[type, str], bool] = {}


def _is_internal_as_before(value: Any, name: str) -> bool:
    # It looks at nothing of a value but its type.
    key = type(value), name
    if key not in _internal:
        _internal[key] = _is_internal(value, name)
    return _internal[key]


_highlight: Callable[..., None] = HighlightLanguageTransform.apply


def _highlight_if_there_is_code(transform: HighlightLanguageTransform, **about: Any) -> None:
    kinds = (nodes.literal_block, addnodes.highlightlang)
    if any(next(transform.document.findall(kind), None) is not None for kind in kinds):
        _highlight(transform, **about)


def take_shortcuts() -> None:
    """Let Sphinx and its extensions take them in this process, and forget what was worked out."""
    walk_without_recursion()
    _settings.clear()
    _stylesheets.clear()
    _checksum_once.cache_clear()
    # For each page Sphinx makes docutils' parser of command lines, some hundred options, to
    # learn the same settings (https://github.com/sphinx-doc/sphinx/blob/v9.0.4/sphinx/util/docutils.py).
    docutils._get_settings = _remembered_settings
    # It looks at every block twice, of which nearly all are translated already.
    _i18n.extract_messages = _extract_what_is_left
    # It looks for what was escaped in each text, though hardly any has that.
    nodes.unescape = _unescape_if_escaped
    # Each writer of a page looks on the disk for docutils' own stylesheets, which no page has.
    utils.get_stylesheet_list = _list_stylesheets_once
    # It copies the table of contents to count what is in it.
    furo.has_not_enough_items_to_show_toc = _has_few_without_a_copy
    # Each event describes what it brings, whole pages too, for a record that nobody keeps.
    vars(events)["repr"] = _describe_nothing
    # Each page shows the titles of those around it, and a title is written as a document.
    StandaloneHTMLBuilder.render_partial = _render_title_once  # type: ignore[assignment,method-assign]
    # For each page it asks the disk anew where each of some ten files is.
    _html._file_checksum = _checksum_once
    # Jinja asks it of whatever a template names.
    sandbox.is_internal_attribute = _is_internal_as_before  # type: ignore[assignment]
    # It visits every node of a page, to find program texts.
    HighlightLanguageTransform.apply = _highlight_if_there_is_code  # type: ignore[assignment,method-assign]
    look_once_at_what_is_installed()
    # A worker shows nothing but warnings; a record would be made of all else, too.
    logging.disable(logging.INFO)


def _remembered_settings(
    *components: Any, defaults: Mapping[str, Any], read_config_files: bool = False
) -> Values:
    kinds = [one if isinstance(one, type) else type(one) for one in components]
    key = repr((kinds, sorted(defaults.items()), read_config_files))
    if key not in _settings:
        _settings[key] = _get_settings(
            *components, defaults=defaults, read_config_files=read_config_files
        )
    return _own_copy(_settings[key])


def _own_copy(settings: Values) -> Values:
    # Without the list of files that a page is made from, which each page begins anew.
    values = {
        name: value.copy() if isinstance(value, list | dict) else value
        for name, value in vars(settings).items()
        if name != "record_dependencies"
    }
    copy = Values(values)
    copy._config_files = list(settings._config_files)
    return copy
