"""What is known of the origin of a page: who reviewed it, and whether a computer translated it.

Reviews are those of the register (``reviews/register.py``); a translation whose catalog says
``X-Provenance: machine draft`` is one that a computer made.
"""

from __future__ import annotations

import gettext
from collections.abc import Collection, Mapping, Sequence, Set
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import SphinxError
from sphinx.util.i18n import docname_to_domain

from multilingual.catalogs.header import is_machine_draft
from multilingual.findings import relative
from multilingual.languages import SOURCE_CODE, catalog_codes
from multilingual.reviews.authorship import trusted_register
from multilingual.reviews.register import REGISTER, RegisterError, Review

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment


def register_of(app: Sphinx, code: str) -> Path:
    """Return where the reviews of a language are kept."""
    config = app.config
    folder = Path(config.multilingual_root, config.multilingual_locale, code)
    return (app.srcdir if code == SOURCE_CODE else folder) / REGISTER


def reviews_of(app: Sphinx, code: str) -> Mapping[str, Sequence[Review]]:
    """Return the reviews of each message of a language that readers are told of.

    Git is asked once a build.
    """
    known: dict[str, Mapping[str, Sequence[Review]]]
    known = vars(app).setdefault("multilingual_reviews", {})
    if code not in known:
        root = Path(app.config.multilingual_root)
        try:
            register = trusted_register(root, code, register_of(app, code))
        except RegisterError as error:
            raise SphinxError(relative(str(error), root)) from None
        known[code] = register.reviews_by_digest()
    return known[code]


def _outdated(app: Sphinx, env: BuildEnvironment, *_pages: Set[str]) -> Collection[str]:
    """Return all pages if a commit, and no file, changed what readers are told of reviews."""
    vars(app).pop("multilingual_reviews", None)
    now = [
        sorted((key, *map(str, reviews)) for key, reviews in reviews_of(app, code).items())
        for code in dict.fromkeys((app.config.language, SOURCE_CODE))
    ]
    before = vars(env).get("multilingual_reviews", [])
    env.multilingual_reviews = now  # type: ignore[attr-defined]
    return () if now == before else env.found_docs


def is_drafted(config: Config, page: str) -> bool:
    """Return whether a catalog of a page says that a computer made its translations.

    Those of es serve readers of es_MX, too.
    """
    domain = docname_to_domain(page, config.gettext_compact)
    headers = (
        gettext.translation(domain, folder, [code], fallback=True).info()
        for folder in config.locale_dirs
        for code in catalog_codes(config.language)
    )
    return any(is_machine_draft(header.get("x-provenance", "")) for header in headers)


def setup(app: Sphinx) -> None:
    app.connect("env-get-outdated", _outdated)
