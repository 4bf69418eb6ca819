"""Point Sphinx at the catalogs as the guard has compiled them.

``locale_dirs`` of ``conf.py`` names the folder that translators and tools such as sphinx-intl
work in. Sphinx reads compiled catalogs, and here they are made in ``build/mo``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sphinx
from sphinx import locale

from multilingual.catalogs.interface import INTERFACE_CATALOG
from multilingual.guard.mo_files import compile_catalogs
from multilingual.languages import SOURCE_CODE, catalog_codes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

SPHINX_WORDS = Path(sphinx.__file__).parent / "locale"
CATALOG = ("general", INTERFACE_CATALOG)
"""By which Sphinx keeps the translator of the words around its pages."""


def _use_compiled(app: Sphinx, config: Config) -> None:
    given, *others = config.locale_dirs or ["locale"]
    config.multilingual_locale = given
    folder = Path(config.multilingual_compiled or Path(app.confdir, "build", "mo"))
    code = config.language or SOURCE_CODE
    compile_catalogs(Path(app.confdir, given), folder, catalog_codes(code))
    config.locale_dirs = [str(folder), *others]
    # Sphinx has looked for its words before it loaded extensions, where no compiled catalog is.
    locale.translators.pop(CATALOG, None)
    app.translator, _found = locale.init([folder, None, SPHINX_WORDS], code)


def setup(app: Sphinx) -> None:
    app.add_config_value("multilingual_locale", "locale", "env", types=[str])
    # The folder of conf.py, for what has no application at hand.
    app.add_config_value("multilingual_root", str(app.confdir), "", types=[str])
    app.add_config_value("multilingual_compiled", "", "", types=[str])
    app.connect("config-inited", _use_compiled, priority=1)
