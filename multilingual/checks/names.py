"""Whether each page has its catalog, in the place where the build looks for it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from pathlib import Path

from multilingual.catalogs.files import catalogs_by_page, strange_files
from multilingual.catalogs.messages import INTERFACE
from multilingual.findings import Finding
from multilingual.languages import DESCRIPTION
from multilingual.reviews.register import REGISTER
from multilingual.reviews.waivers import NAME as WAIVERS
from multilingual.wordlists.number_list import NAME as NUMBERS
from multilingual.wordlists.search_list import SEARCH
from multilingual.wordlists.term_list import TERMS, WORDS

CATALOGS = "LC_MESSAGES"
FILES = (TERMS, WORDS, NUMBERS, SEARCH, WAIVERS, REGISTER, DESCRIPTION)
"""All that may stand beside the catalogs."""
COPY = re.compile(r"(?: ?\(\d+\)| - .+|[ ~].*)$")
"""What Windows, macOS and browsers write behind the name of a copy."""


def names(folder: Path, root: Path, pages: Collection[str]) -> Iterator[Finding]:
    """Leave each file its place and its name.

    Each page has one file of the same name in `LC_MESSAGES`. A file that was renamed, copied
    or saved with another ending is not read, and readers get the English. Beside `LC_MESSAGES`
    stand the lists of the language and nothing else.

    Bad::

        locale/es/LC_MESSAGES/sobre-el-lupus.po

    Good::

        locale/es/LC_MESSAGES/about-lupus.po
    """
    known = {*pages, INTERFACE}
    place = folder / CATALOGS
    found = catalogs_by_page(folder)
    for name in sorted(found.keys() - known):
        near = get_close_matches(name, known - found.keys(), n=1, cutoff=0.3)
        advice = f"Rename it {near[0]}.po." if near else "Rename it, or delete it."
        fault = f"There is no page {name}, so nobody reads this file. {advice}"
        yield Finding(_shown(found[name], root), 1, "names", fault)
    for path in strange_files(folder):
        yield Finding(_shown(path, root), 1, "names", _fault_of_strange(path, known))
    for path in sorted(_astray(folder)):
        fault = f"Nobody reads this file here. Name it page.po, in {_shown(place, root)}."
        yield Finding(_shown(path, root), 1, "names", fault)
    for path in sorted(_unknown(folder)):
        yield Finding(_shown(path, root), 1, "names", _fault_of_unknown(path, folder))
    for name in sorted(known - found.keys()):
        fault = f"The page {name} has no file {name}.po, so readers get it in English."
        yield Finding(_shown(place / f"{name}.po", root), 1, "names", fault, "warning")


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


def _unknown(folder: Path) -> Iterator[Path]:
    """Yield what is neither a catalog nor a list, but for what Poedit and file managers leave."""
    for path in folder.rglob("*"):
        parts = path.relative_to(folder).parts
        is_catalog = parts[0] == CATALOGS and path.suffix == ".mo"
        is_left = is_catalog or any(part.startswith(".") for part in parts)
        if path.is_file() and ".po" not in path.name and not is_left and parts[0] not in FILES:
            yield path


def _fault_of_unknown(path: Path, folder: Path) -> str:
    if path.is_relative_to(folder / CATALOGS):
        return f"Nobody reads this file. In {CATALOGS} there are catalogs alone (page.po)."
    lacking = [name for name in FILES if not (folder / name).exists()]
    near = get_close_matches(path.name, lacking, n=1)
    advice = f"Rename it {near[0]}. " if near else ""
    return f"Nobody reads this file. {advice}Beside {CATALOGS} there can be: {', '.join(FILES)}."


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()
