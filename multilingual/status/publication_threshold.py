"""The bar that a language has to pass before it is published, as ``conf.py`` sets it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from multilingual.catalogs.language_folder import CATALOGS, INTERFACE_CATALOG
from multilingual.catalogs.message import CatalogError, Translation
from multilingual.catalogs.reader import read_catalog
from multilingual.languages import Language, LanguageError
from multilingual.project import Project

NAME = "multilingual_publication"
PARTS = {"words": "the words of its pages", "interface": "the words around the pages"}
"""What can be asked for, as a share from 0 to 1 that readers get in their language."""


def read_thresholds(conf: Mapping[str, object]) -> dict[str, float]:
    """Return the bar that ``conf.py`` sets. Raises ``LanguageError`` for what is no bar."""
    given = conf.get(NAME, {})
    if not isinstance(given, Mapping) or not all(map(_is_share, given.items())):
        raise LanguageError(
            f"conf.py:1: {NAME} is {given!r}. Write shares from 0 to 1, as in "
            f'{{"words": 0.8, "interface": 1}}.'
        )
    return {name: float(share) for name, share in given.items() if share}


def _is_share(item: tuple[object, object]) -> bool:
    name, share = item
    return name in PARTS and isinstance(share, int | float) and 0 <= share <= 1


def held_back(project: Project) -> dict[Language, str]:
    """Return the languages that are not to be published yet, and why. Raises ``LanguageError``."""
    bar, pages = read_thresholds(project.conf), project.pages()
    if not bar:
        return {}
    own = [language for language in project.languages() if not language.is_source]
    place = project.root / project.locale
    reasons = {one: below_threshold(place / one.code, project.root, pages, bar) for one in own}
    return {language: reason for language, reason in reasons.items() if reason}


def reminders(project: Project) -> list[str]:
    """Return what the owner of the site should do before it is published."""
    examples = [
        f"Before you publish: set {name} in conf.py, which is still an example."
        for name in ("html_baseurl", "multilingual_contact")
        if "example.org" in project.conf.get(name, "")
    ]
    held = [
        f"{language.endonym} ({language.tag}) is held back: {reason}. "
        f"See it with: make preview LANGUAGE={language.code}"
        for language, reason in held_back(project).items()
    ]
    return [*examples, *held]


def below_threshold(
    folder: Path, root: Path, pages: Collection[str], bar: Mapping[str, float]
) -> str | None:
    """Return why the language in ``folder`` (``locale/es``) is held back, if it is.

    A catalog that cannot be read is no reason: the build tells of it, and what is published
    stays.
    """
    for name, wanted in bar.items():
        chosen = [INTERFACE_CATALOG] if name == "interface" else sorted(pages)
        try:
            share = _translated(folder, root, chosen)
        except CatalogError:
            continue
        if share < wanted:
            return f"{share:.0%} of {PARTS[name]} are translated, and conf.py asks for {wanted:.0%}"
    return None


def _translated(folder: Path, root: Path, pages: Iterable[str]) -> float:
    """Return the share of words that readers get in the language; no catalog, no word."""
    every, done = 0, 0
    for page in pages:
        path = folder / CATALOGS / f"{page}.po"
        if not path.is_file():
            return 0.0
        messages = read_catalog(path, root).translations
        every += sum(map(_words, messages))
        done += sum(_words(one) for one in messages if one.is_translated)
    return done / every if every else 1.0


def _words(message: Translation) -> int:
    return len(message.english.split())
