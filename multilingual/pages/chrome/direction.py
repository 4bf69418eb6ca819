"""One stylesheet for both directions of writing, in place of furo's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from multilingual.pages.chrome.stylesheets import write_stylesheets

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder


def _write_stylesheets(app: Sphinx, _builder: Builder) -> None:
    # Files of html_static_path are copied over those of the theme.
    folder = app.config.multilingual_styles or Path(app.doctreedir) / "static"
    app.config.html_static_path.append(str(write_stylesheets(Path(folder))))


def setup(app: Sphinx) -> None:
    app.add_config_value("multilingual_styles", "", "", types=[str])
    app.connect("write-started", _write_stylesheets)
