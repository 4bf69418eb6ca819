"""The stylesheets of the site: those of furo, ours and the colours of ``conf.py``, joined.

There is one for all pages and one for what few of them have, each without what none of them uses.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from multilingual.files import write_whole
from multilingual.languages import find_languages
from multilingual.pages.chrome.stylesheets import parted
from multilingual.pages.chrome.vocabulary import LISTS, Vocabulary

if TYPE_CHECKING:
    from sphinx.application import Sphinx

HERE = Path(__file__).parent
OURS = HERE / "static" / "multilingual.css"
STYLE = "site.css"
GROUPS = {
    "parts.css": re.compile(
        r"(?:picture|panel|legend|people|countries|help-lines|definitions|translation-status|toc-"
        r"|table-wrapper|term-list|word-list|question-list)[\w-]*"
    ),
    "answer.css": re.compile(
        r"(?:answer-|share-|sheet-|read-aloud|read-next|sources|short-answer|safety-title|join)"
        r"[\w-]*"
    ),
}
"""Stylesheets of their own for what most pages do not have, by the classes of it."""
HAS = {name: re.compile(rf'class="(?:[^"]* )?{GROUPS[name].pattern}[ "]') for name in GROUPS}
BOTH = "more.css"
"""All of these in one, for a page that has several of them."""
SEPARATOR = b"\0"
NAMING = {"assets", "site_styles", "stylesheets", "vocabulary"}
"""Modules that name what others make."""


def furo() -> Path:
    """Return the folder of furo's files, without importing furo, which imports Sphinx."""
    spec = find_spec("furo")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "theme" / "furo" / "static"


def variables_of(options: Mapping[str, Any]) -> str:
    """Return the colours of ``html_theme_options`` as a stylesheet, as furo has them on a page."""
    light, dark = (
        "".join(
            f"--{name}:{value};"
            for name, value in (options.get(f"{kind}_css_variables") or {}).items()
        )
        for kind in ("light", "dark")
    )
    chosen, automatic = 'body[data-theme="dark"]', 'body:not([data-theme="light"])'
    wanted = "@media (prefers-color-scheme: dark)"
    return (
        f"body{{{light}}}@media not print{{{chosen}{{{dark}}}}}"
        f"@media not print{{{wanted}{{{automatic}{{{dark}}}}}}}"
    )


def site_styles(app: Sphinx, added: Sequence[Path], scripts: Sequence[str]) -> dict[str, bytes]:
    """Return the stylesheet of all pages, and those of what not all have.

    ``added`` are stylesheets of others, and ``scripts`` all that a page can run.
    """
    sheets = [*sorted((furo() / "styles").glob("furo*.css"), reverse=True)]
    texts = [path.read_text("utf-8") for path in sheets]
    texts.append(variables_of(app.config.html_theme_options))
    texts.append(OURS.read_text("utf-8"))
    texts += [path.read_text("utf-8") for path in added]
    vocabulary, said = _vocabulary(app, scripts)
    if vocabulary("class", "highlight"):
        from furo import get_pygments_stylesheet  # noqa: PLC0415

        texts.insert(0, get_pygments_stylesheet())
    names = sorted(vocabulary.names | vocabulary.elements | vocabulary.made)
    names += sorted((*vocabulary.languages, *vocabulary.types))
    names += sorted(pattern.pattern for pattern in vocabulary.composed)
    kept = app.config.multilingual_styles and Path(app.config.multilingual_styles)
    styles = _made_once(kept, texts, names, said, vocabulary)
    return dict(zip((STYLE, *GROUPS), styles, strict=True)) | {BOTH: b"".join(styles[1:])}


def group_of(html: str) -> str:
    """Return which stylesheet a page needs besides that of all, if any."""
    found = [name for name in HAS if HAS[name].search(html)]
    return BOTH if len(found) > 1 else "".join(found)


def _made_once(
    kept: Path | str, texts: Sequence[str], names: Sequence[str], said: str, occurs: Vocabulary
) -> list[bytes]:
    """Return the stylesheets, which are kept for other languages and for the next build."""
    if not kept:
        return _made(texts, occurs, said)
    groups = (group.pattern for group in GROUPS.values())
    rules = ((HERE / "stylesheets.py").read_text("utf-8"), *groups, said)
    about = hashlib.sha256("\0".join((*texts, *names, *rules)).encode()).hexdigest()[:16]
    path = Path(kept) / f"{about}.css"
    with suppress(OSError):
        digest, *styles = path.read_bytes().split(SEPARATOR)
        if digest == _digest(styles):
            return styles
    styles = _made(texts, occurs, said)
    Path(kept).mkdir(parents=True, exist_ok=True)
    for other in Path(kept).glob("*.css"):
        other.unlink(missing_ok=True)
    write_whole(path, SEPARATOR.join((_digest(styles), *styles)))
    return styles


def _digest(styles: Sequence[bytes]) -> bytes:
    return hashlib.sha256(SEPARATOR.join(styles)).hexdigest().encode()


def _made(texts: Sequence[str], occurs: Vocabulary, said: str) -> list[bytes]:
    return [style.encode() for style in parted(texts, occurs, said, [*GROUPS.values()])]


def _vocabulary(app: Sphinx, scripts: Sequence[str]) -> tuple[Vocabulary, str]:
    """Return what pages can have, and the texts that may name variables of stylesheets."""
    config = app.config
    folder = Path(config.multilingual_root, config.multilingual_locale)
    # To ask Babel takes a tenth of the time before the first page.
    known = config.multilingual_known or find_languages(folder, config.multilingual_languages)
    vocabulary = Vocabulary(language.tag for language in known)
    markup = [*scripts, *_ours()]
    places = [Path(app.confdir, entry) for entry in config.templates_path]
    markup += [text for place in places for text in _texts(place, "*.html")]
    pictures = _texts(Path(app.srcdir), "*.svg")
    for text in (*markup, *pictures):
        vocabulary.add_markup(text)
    for text in _modules():
        vocabulary.add_python(text)
    for text in _texts(Path(app.srcdir), "*.rst"):
        vocabulary.add_source(text)
    vocabulary.add_extensions(config.extensions)
    for setting, names in LISTS.items():
        if config[setting]:
            vocabulary.made.update(names.split())
    return vocabulary, "".join((*markup, *pictures))


def _texts(folder: Path, pattern: str) -> list[str]:
    return [path.read_text("utf-8", "replace") for path in sorted(folder.rglob(pattern))]


@cache
def _ours() -> list[str]:
    return _texts(HERE / "templates", "*.html")


@cache
def _modules() -> list[str]:
    # But for those that name what others make.
    paths = sorted(HERE.parent.rglob("*.py"))
    return [path.read_text("utf-8") for path in paths if path.stem not in NAMING]
