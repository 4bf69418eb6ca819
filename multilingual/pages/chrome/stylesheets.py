"""Furo's stylesheets, made to serve both directions of writing.

Furo says ``left`` and ``right`` throughout (https://github.com/pradyunsg/furo/issues/73).
Here each such declaration becomes the logical one that means the same in left-to-right
text (``margin-left`` → ``margin-inline-start``), for whatever furo is installed.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import tinycss2

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

NAME = re.compile("[0-9a-f]{16}")
"""How a folder of stylesheets is called."""
SIDE = {"left": "inline-start", "right": "inline-end"}
CORNER = {
    "border-top-left-radius": "border-start-start-radius",
    "border-top-right-radius": "border-start-end-radius",
    "border-bottom-left-radius": "border-end-start-radius",
    "border-bottom-right-radius": "border-end-end-radius",
}
SIDED_VALUE = {"float", "clear", "text-align"}
FOUR_SIDES = {"margin", "padding"}


def logical(stylesheet: str) -> str:
    """Return ``stylesheet`` with logical properties in place of ``left`` and ``right``.

    >>> logical("a{margin-left:1rem;float:right;padding:0 1px 2px 3px}")
    'a{margin-inline-start:1rem;float:inline-end;padding-block:0 2px;padding-inline:3px 1px}'
    """
    rules = tinycss2.parse_stylesheet(stylesheet, skip_whitespace=True)
    return "".join(_rule(rule) for rule in rules)


def _rule(rule: tinycss2.ast.Node) -> str:
    if rule.type == "comment":
        return ""
    if rule.type not in {"qualified-rule", "at-rule"} or rule.content is None:
        return str(rule.serialize())
    prelude = tinycss2.serialize(rule.prelude)
    head = f"@{rule.at_keyword}{prelude}" if rule.type == "at-rule" else prelude
    return f"{head}{{{_block(rule.content)}}}"


def _block(content: list[tinycss2.ast.Node]) -> str:
    parts = []
    for part in tinycss2.parse_blocks_contents(content, skip_whitespace=True):
        if part.type == "declaration":
            parts.append(_declaration(part))
        elif part.type != "comment":
            parts.append(_rule(part))
    return ";".join(part for part in parts if part).replace("};", "}")


def _declaration(declaration: tinycss2.ast.Declaration) -> str:
    name, value = declaration.lower_name, tinycss2.serialize(declaration.value).strip()
    end = "!important" if declaration.important else ""
    if name in FOUR_SIDES:
        sides = _sides(declaration.value)
        if len(sides) == 4 and sides[1] != sides[3]:
            top, right, bottom, left = sides
            return f"{name}-block:{top} {bottom}{end};{name}-inline:{left} {right}{end}"
    if name in SIDE:
        name = f"inset-{SIDE[name]}"
    elif name in CORNER:
        name = CORNER[name]
    elif match := re.fullmatch(r"(margin|padding|border)-(left|right)(-\w+)?", name):
        name = f"{match[1]}-{SIDE[match[2]]}{match[3] or ''}"
    elif name in SIDED_VALUE and value in SIDE:
        value = SIDE[value].removeprefix("inline-") if name == "text-align" else SIDE[value]
    elif name == "transition":
        value = re.sub(r"\b(left|right)\b", lambda side: f"inset-{SIDE[side[0]]}", value)
    return f"{declaration.name if name == declaration.lower_name else name}:{value}{end}"


def _sides(value: list[tinycss2.ast.Node]) -> list[str]:
    return [tinycss2.serialize([v]) for v in value if v.type not in {"whitespace", "comment"}]


def write_stylesheets(folder: Path) -> Path:
    """Return the folder of the stylesheets, within one in ``folder`` that is named by their source.

    They are written if they are not there as they were made, and those of another furo deleted.
    Several processes can do so at a time.
    """
    sources = sorted(_furo().glob("styles/*.css"))
    kept = folder / _digest([Path(__file__), *sources])[:16]
    made = [kept / "static" / "styles" / source.name for source in sources]
    if not _is_as_made(made, kept / "digest"):
        for other in folder.glob("*/"):
            # Somebody could name a folder that has more in it.
            if other != kept and NAME.fullmatch(other.name):
                shutil.rmtree(other, ignore_errors=True)
        (kept / "static" / "styles").mkdir(parents=True, exist_ok=True)
        for source, path in zip(sources, made, strict=True):
            _write(path, logical(source.read_text(encoding="utf-8")), kept)
        _write(kept / "digest", _digest(made), kept)
    return kept / "static"


def _is_as_made(made: Sequence[Path], digest: Path) -> bool:
    try:
        return digest.read_text(encoding="utf-8") == _digest(made)
    except (OSError, UnicodeDecodeError):
        return False


def _digest(paths: Iterable[Path]) -> str:
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest()


def _write(path: Path, text: str, beside: Path) -> None:
    # Where Sphinx does not take the draft along, and the next build deletes it if need be.
    draft = beside / f"{os.getpid()}-{path.name}.new"
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _furo() -> Path:
    # Without importing furo, which imports Sphinx.
    spec = find_spec("furo")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "theme" / "furo" / "static"


def _write_stylesheets(app: Sphinx, _builder: Builder) -> None:
    # Files of html_static_path are copied over those of the theme.
    folder = app.config.multilingual_styles or Path(app.doctreedir) / "static"
    app.config.html_static_path.append(str(write_stylesheets(Path(folder))))


def setup(app: Sphinx) -> None:
    app.add_config_value("multilingual_styles", "", "", types=[str])
    app.connect("write-started", _write_stylesheets)
