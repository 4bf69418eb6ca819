"""Find the pages of which a language has no catalog, or one without texts."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from multilingual.catalogs.language_folder import CATALOGS
from multilingual.files import read_plain
from multilingual.findings import Finding
from multilingual.languages import catalog_codes

LONGEST_HEADER = 4000
"""Bytes. What is larger has texts, and need not be read to see that."""


def missing_catalogs(root: Path, locale: str, codes: Collection[str]) -> list[Finding]:
    """Return a finding for each page of which a language has no catalog, or one without texts.

    ``codes`` are the languages that are asked about.

    Each page has one: ``make language`` and ``make update`` see to it. A variant (es_MX) may
    leave it to its language.
    """
    source, found = root / "source", []
    pages = [path.relative_to(source).with_suffix("") for path in sorted(source.rglob("*.rst"))]
    for folder in sorted((root / locale).glob(f"*/{CATALOGS}")):
        if folder.parent.name not in codes:
            continue
        own = catalog_codes(folder.parent.name)
        lacking = []
        for page in pages:
            paths = [root / locale / code / CATALOGS / f"{page}.po" for code in own]
            if not any(map(_has_texts, paths)):
                lacking.append((page, paths[0]))
        # A language that somebody has begun by hand lacks most of them.
        for page, path in lacking if 2 * len(lacking) < len(pages) else ():
            shown = path.relative_to(root).as_posix()
            lacks = "no text in its file" if path.exists() else f"no file {page.name}.po"
            found.append(Finding(shown, 1, "names", missing(page.as_posix(), lacks, shown)))
    return found


def _has_texts(path: Path) -> bool:
    # The first is the header. What cannot be read is told elsewhere.
    try:
        return path.stat().st_size > LONGEST_HEADER or read_plain(path).count(b"msgid ") > 1
    except FileNotFoundError:
        return False
    except OSError:
        return True


def missing(page: str, lacks: str, path: str) -> str:
    """Return what is wrong with a page that ``lacks`` its catalog at ``path``, and what to do."""
    return (
        f"The page {page} has {lacks}, so readers get it in English. Get it back (git checkout "
        f"HEAD -- {path}), or run: make update"
    )
