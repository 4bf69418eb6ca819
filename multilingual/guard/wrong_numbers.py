"""Translations with wrong numbers: those of safety texts are not shown, and all are told."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Set
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util import logging

from multilingual.catalogs.language_folder import (
    CATALOGS,
    INTERFACE_CATALOG,
    NUMBERS,
    WAIVERS,
    WORDS,
    LanguageFolder,
)
from multilingual.catalogs.message import Catalog, CatalogError
from multilingual.catalogs.reader import read_catalog
from multilingual.checks.misread_numbers import signs
from multilingual.checks.numbers import numbers, wrong_number
from multilingual.files import read_plain
from multilingual.findings import Finding
from multilingual.guard.unsafe_translations import Told
from multilingual.languages import SOURCE_CODE, catalog_codes
from multilingual.reviews.reviewers import REVIEWERS
from multilingual.reviews.waivers import Waivers, names_danger
from multilingual.text.wording import shown
from multilingual.wordlists.number_list import read_numbers
from multilingual.wordlists.quantities import read_english

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

WRONG_NUMBER = "multilingual", "numbers"
"""The type and subtype of Sphinx's warning about a message that is shown with a wrong number."""
RULE = numbers.__name__

logger = logging.getLogger(__name__)


class NumberGuard:
    """Says which translations of a page have wrong numbers, unless somebody has allowed them."""

    def __init__(self, config: Config, page: str) -> None:
        root, self._page = Path(config.multilingual_root), page
        code = config.language or SOURCE_CODE
        self._folder = LanguageFolder(root / config.multilingual_locale / code, root)
        self._list = self._folder.shown(self._folder.list_path(NUMBERS))

    def fault_of(self, message: str, translation: str, *, is_safety: bool) -> str | None:
        """Return what is wrong; in a safety text only somebody who is listed can allow it."""
        table = self._folder.once(read_numbers)
        fault = wrong_number([message], translation, table, self._list)
        if fault is None:
            return None
        texts = (self._page, message, translation)
        waivers = self._folder.once(_waivers)
        return None if is_allowed(waivers, RULE, texts, is_safety=is_safety) else fault


def is_allowed(
    waivers: Waivers, rule: str, texts: tuple[str, str, str], *, is_safety: bool
) -> bool:
    """Return whether a page may have a translation, which ``texts`` are, in spite of a rule.

    In a safety text only somebody who is listed can allow it.
    """
    allowed = [
        row for row in waivers.rows if (row.rule, row.page, row.msgid, row.msgstr) == (rule, *texts)
    ]
    signed = any(row.by in waivers.signers and waivers.is_signed(row) for row in allowed)
    return signed or (bool(allowed) and not is_safety)


def read_ahead(document: nodes.document) -> None:
    """Read the numbers of an English page once, before the workers are forked."""
    signs()
    for node in document.findall(nodes.TextElement):
        if node.rawsource and not isinstance(node, nodes.Inline):
            read_english(shown(node.rawsource.replace("\n", " ").strip()))


def unsafe_numbers(catalog: Catalog) -> set[int]:
    """Return the lines of a catalog at which a safety text has wrong numbers."""
    waivers = catalog.language.once(_waivers)
    wrong = {finding.line for finding in waivers.apply(numbers(catalog), catalog)}
    messages = (message for message in catalog.translations if message.line in wrong)
    return {message.line for message in messages if names_danger(message, catalog)}


SHOWN_WRONG = Told("multilingual_wrong_numbers")
"""The translations that are shown with a wrong number, or with what may be a lost not."""


def _waivers(folder: LanguageFolder) -> Waivers:
    return Waivers.of(folder, [RULE])


def _around_pages(config: Config) -> Iterator[Finding]:
    """Yield the wrong numbers in the words around the pages, which no page is read with."""
    root, locale = Path(config.multilingual_root), config.multilingual_locale
    codes = () if config.language == SOURCE_CODE else catalog_codes(config.language)
    for code in codes:
        with suppress(OSError, CatalogError):
            path = root / locale / code / CATALOGS / f"{INTERFACE_CATALOG}.po"
            catalog = read_catalog(path, root)
            yield from catalog.language.once(_waivers).apply(numbers(catalog), catalog)


def _tell(app: Sphinx, env: BuildEnvironment) -> None:
    on_pages = [line for _page, lines in sorted(SHOWN_WRONG.of(env).items()) for line in lines]
    for line in (*_around_pages(app.config), *on_pages):
        logger.warning("%s", line, type=WRONG_NUMBER[0], subtype=WRONG_NUMBER[1])


def _changed_lists(app: Sphinx, env: BuildEnvironment, *_pages: Set[str]) -> Collection[str]:
    """Return all pages if they were read with other lists than those that are there now."""
    config, root = app.config, Path(app.config.multilingual_root)
    code = config.language or SOURCE_CODE
    folder = LanguageFolder(root / config.multilingual_locale / code, root)
    paths = (*map(folder.list_path, (NUMBERS, WORDS, WAIVERS)), root / REVIEWERS)
    now = [hashlib.sha256(_data_of(path)).hexdigest() for path in paths]
    before = vars(env).get("multilingual_lists", now if not env.all_docs else [])
    env.multilingual_lists = now  # type: ignore[attr-defined]
    return () if now == before else env.found_docs


def _data_of(path: Path) -> bytes:
    try:
        return read_plain(path)
    except OSError:
        return b""


def setup(app: Sphinx) -> None:
    app.connect("env-get-outdated", _changed_lists)
    SHOWN_WRONG.keep(app)
    app.connect("env-updated", _tell)
