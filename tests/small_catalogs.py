"""Catalogs of a few messages as no file has them, and real ones with other translations."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from multilingual.catalogs.language_folder import LanguageFolder
from multilingual.catalogs.message import Catalog, Message, Translation
from multilingual.catalogs.reader import read_once
from multilingual.checks.all_checks import check_language
from multilingual.findings import Finding

LOCALE = Path(__file__).parents[1] / "locale"
_FAMILY: dict[str, LanguageFolder] = {}


def message(msgid: str, *forms: str, line: int = 1, **parts: Any) -> Message:
    """Return a message whose forms stand from ``line`` on, and its msgid above them."""
    lines = tuple(range(line, line + len(forms)))
    return Message(msgid, forms or ("",), line=line - 1, lines=lines, **parts)


def language_in(folder: Path) -> LanguageFolder:
    """Return the language that has its catalogs and lists in ``folder``."""
    return LanguageFolder(folder, folder.parents[1])


@cache
def language_of_repository(code: str) -> LanguageFolder:
    """Return a language of this repository, whose files are read once for all tests.

    Each is compared with the others, whose files are read once, too.
    """
    return _FAMILY.get(code) or LanguageFolder(LOCALE / code, LOCALE.parent, _FAMILY)


def catalog_of_repository(path: Path) -> Catalog:
    """Return the catalog at ``path`` in this repository, read once for all tests."""
    return read_once(language_of_repository(path.parents[1].name), path.stem)


def catalog_of(
    code: str,
    *messages: Message | tuple[str, str],
    page: str = "page",
    folder: Path | None = None,
) -> Catalog:
    """Return the catalog of a page, with the first translation on line 1, the next on line 2.

    ``folder`` is where its language keeps its lists, that of this repository if none is given.
    """
    language = language_in(folder) if folder else language_of_repository(code)
    listed = [
        one if isinstance(one, Message) else message(*one, line=number)
        for number, one in enumerate(messages, start=1)
    ]
    path = f"locale/{code}/LC_MESSAGES/{page}.po"
    return Catalog(listed, path=path, code=code, page=page, language=language)


def findings_in(
    folder: Path, pages: Collection[str] = (), known: Collection[str] = ()
) -> list[Finding]:
    """Return what is wrong in the folder of a language (``locale/es``)."""
    shared = folder.parent == LOCALE
    language = language_of_repository(folder.name) if shared else language_in(folder)
    return check_language(language, pages, known)[1]


def with_text(form: Translation, text: str) -> Message:
    """Return the message of ``form`` with another text in that form."""
    forms = list(form.message.forms)
    forms[form.form or 0] = text
    return replace(form.message, forms=tuple(forms))


def retranslated(catalog: Catalog, text_of: Callable[[Translation], str]) -> Catalog:
    """Return ``catalog`` with another text in each form of each message."""
    messages = [
        replace(one, forms=tuple(text_of(form) for form in one.translations))
        for one in catalog.messages
    ]
    return replace(catalog, messages=messages)
