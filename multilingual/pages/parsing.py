"""docutils has words for few languages; where it lacks one it is told to use English.

Otherwise it warns on each page, and a build that tolerates no warning fails. Only text that
docutils itself would write is concerned, and Sphinx lets none of it reach a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils.parsers.rst.languages import get_language

from multilingual.languages import SOURCE_CODE

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def _choose_language(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    if get_language(env.settings["language_code"]) is None:
        env.settings["language_code"] = SOURCE_CODE


def setup(app: Sphinx) -> None:
    app.connect("env-before-read-docs", _choose_language)
