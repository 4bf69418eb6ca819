"""Whether each page has its catalog, in the place where the build looks for it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from pathlib import Path

from multilingual.catalogs.interface import INTERFACE_CATALOG
from multilingual.catalogs.language_folder import CATALOGS, LanguageFolder, strange_files
from multilingual.findings import Finding

COPY = re.compile(r"(?: ?\(\d+\)| - .+|[ ~].*)$")
"""What Windows, macOS and browsers write behind the name of a copy."""


def names(language: LanguageFolder, pages: Collection[str]) -> Iterator[Finding]:
    """Leave each file its place and its name.

    Each page has one file of the same name in `LC_MESSAGES`. A file that was renamed, copied
    or saved with another ending is not read, and readers get the English.

    Bad::

        locale/es/LC_MESSAGES/sobre-el-lupus.po

    Good::

        locale/es/LC_MESSAGES/about-lupus.po
    """
    known = {*pages, INTERFACE_CATALOG}
    shown, found = language.shown, language.catalogs
    for name in sorted(found.keys() - known):
        near = get_close_matches(name, known - found.keys(), n=1, cutoff=0.3)
        advice = f"Rename it {near[0]}.po." if near else "Rename it, or delete it."
        fault = f"There is no page {name}, so nobody reads this file. {advice}"
        yield Finding(shown(found[name]), 1, "names", fault)
    for path in strange_files(language.path):
        yield Finding(shown(path), 1, "names", _fault_of_strange(path, known))
    for path in sorted(_astray(language.path)):
        fault = (
            f"Nobody reads this file here. Name it page.po, in {shown(language.path / CATALOGS)}."
        )
        yield Finding(shown(path), 1, "names", fault)
    for name in sorted(known - found.keys()):
        fault = f"The page {name} has no file {name}.po, so readers get it in English."
        yield Finding(shown(language.catalog_path(name)), 1, "names", fault, "warning")


def _fault_of_strange(path: Path, known: Collection[str]) -> str:
    copied = COPY.sub("", path.stem)
    if path.is_symlink() or copied not in known:
        return "This is a link, or has a name that no page has. Put the file itself there."
    return (
        f"This is a copy of {copied}.po, which nobody reads. Move it out of locale. If it is the "
        f'newer one, take it in then: make import FILE="{path.name}"'
    )


def _astray(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        inside = path.relative_to(folder).parts[0] == CATALOGS
        if path.is_file() and ".po" in path.name and not (inside and path.suffix == ".po"):
            yield path
