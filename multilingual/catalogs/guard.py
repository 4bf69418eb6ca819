"""The rules for catalogs inside the build: a broken one stops its language.

Without it Sphinx would show English in place of a catalog that it cannot read, with no more
than a line in the log.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import SphinxError

from multilingual.catalogs.compiled import broken_catalogs
from multilingual.languages import SOURCE_CODE

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class BrokenCatalogs(SphinxError):
    """The catalogs of this language that cannot be read, one a line."""

    category = "Broken catalogs"


def _refuse_broken_catalogs(app: Sphinx) -> None:
    language = app.config.language
    if language == SOURCE_CODE:
        return
    folder = Path(app.confdir) / app.config.multilingual_locale / language
    if not folder.is_dir():
        raise BrokenCatalogs(f"{folder}:1: there is no such language. Make the folder first.")
    errors = broken_catalogs(folder)
    if errors:
        raise BrokenCatalogs("\n".join(str(error) for error in errors))


def _follow_catalogs(app: Sphinx, docname: str, source: list[str]) -> None:
    # Sphinx notes a catalog as what a page depends on only where the .po is beside it.
    for folder in app.config.locale_dirs:
        catalogs = Path(folder) / app.config.language / "LC_MESSAGES"
        for name in (docname, "sphinx"):
            if (catalogs / f"{name}.mo").exists():
                app.env.note_dependency(catalogs / f"{name}.mo", docname=docname)


def setup(app: Sphinx) -> None:
    app.add_config_value("multilingual_locale", "locale", "env", types=[str])
    app.connect("builder-inited", _refuse_broken_catalogs)
    app.connect("source-read", _follow_catalogs)
