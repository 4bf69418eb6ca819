"""Which pages are written again: those that were read, or all if what pages share has changed.

Sphinx writes the pages that changed and leaves those that cite them as they were, with their
old titles. Here what other pages can show of a page (titles, contents, questions, labels) is
compared with what it was, and every page is written if it is not the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Set
from typing import TYPE_CHECKING

from docutils import nodes

from multilingual.pages.chrome.card import KEPT
from multilingual.pages.chrome.last_change import DAYS
from multilingual.pages.chrome.theme import OPENING
from multilingual.pages.content.elements_and_faults import FAULTS
from multilingual.pages.content.questions import QUESTIONS, questions_of
from multilingual.pages.content.read_next import LACKING, READ_NEXT
from multilingual.pages.translation.provenance import (
    DRAFTED,
    LINE,
    REVIEW,
    STATE,
    UNTRANSLATED,
)
from multilingual.pages.translation.translated_text import MESSAGES
from multilingual.pages.translation.translation_status import FIGURES

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

OF_A_PAGE_ALONE = {
    "all_docs",
    "config",
    "config_status",
    "config_status_extra",
    "current_document",
    "dependencies",
    "multilingual_stamps",
    "project",
    "settings",
    "srcdir",
    DAYS,
    FIGURES,
    KEPT,
}
"""What Sphinx's environment holds besides what pages can show of each other."""

METADATA_OF_A_PAGE_ALONE = {
    *(DRAFTED, FAULTS, LACKING, LINE, MESSAGES, OPENING, QUESTIONS, READ_NEXT),
    *(REVIEW, STATE, UNTRANSLATED),
}
"""As much, of the metadata; the questions are compared apart."""


def shared_digest(env: BuildEnvironment) -> str:
    """Return a digest of all that a page can show of another one."""
    parts: dict[str, object] = {
        name: value
        for name, value in env.__getstate__().items()
        if name not in OF_A_PAGE_ALONE and not name.startswith("_")
    }
    parts["metadata"] = {
        page: {key: value for key, value in about.items() if key not in METADATA_OF_A_PAGE_ALONE}
        for page, about in env.metadata.items()
    }
    # The whole text of an answer is for the search alone, which is always made again.
    parts["questions"] = {
        page: [question._replace(text="") for question in questions]
        for page, questions in questions_of(env).items()
    }
    return hashlib.sha256(_canonical(parts).encode()).hexdigest()


def _canonical(value: object) -> str:
    """Return a text that is the same for the same content, in whatever order it was noted."""
    if isinstance(value, nodes.Node):
        return value.pformat()
    if isinstance(value, Mapping):
        return "{" + ",".join(sorted(f"{_canonical(k)}:{_canonical(v)}" for k, v in value.items()))
    if isinstance(value, Set):
        return "{" + ",".join(sorted(map(_canonical, value)))
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(_canonical, value))
    # Words may be kept to be translated when they are used, which is now.
    return repr(str(value))


def _note_digest(app: Sphinx, env: BuildEnvironment, *_pages: Set[str]) -> list[str]:
    """Note how the pages are before any is read again; a build from nothing reads them all."""
    app.multilingual_shared = shared_digest(env) if env.all_docs else ""  # type: ignore[attr-defined]
    return []


def _find_stale(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    before: str = app.multilingual_shared  # type: ignore[attr-defined]
    return env.found_docs if not before or shared_digest(env) != before else ()


def setup(app: Sphinx) -> None:
    app.connect("env-get-outdated", _note_digest)
    # After sections and tables have got their numbers.
    app.connect("env-get-updated", _find_stale, priority=900)
