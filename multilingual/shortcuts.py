"""What comes out the same for each page and language is worked out once.

All this replaces names of other libraries, in workers alone; plain ``sphinx-build`` does
without, and ``tests/test_equality.py`` holds that no page changes by it. No issue is open
for any of it.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.frontend import Values
from jinja2 import sandbox
from sphinx import addnodes
from sphinx.builders import html
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.transforms.post_transforms.code import HighlightLanguageTransform
from sphinx.util import docutils

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
    """Let Sphinx and its extensions take them in this process."""
    # For each page Sphinx makes docutils' parser of command lines, some hundred options, to
    # learn the same settings (https://github.com/sphinx-doc/sphinx/blob/v9.0.4/sphinx/util/docutils.py).
    docutils._get_settings = _remembered_settings
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
