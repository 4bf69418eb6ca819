"""What a commit takes away that readers or the checks still need."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from multilingual.catalogs.interface import INTERFACE_CATALOG
from multilingual.catalogs.language_folder import NUMBERS, SEARCH, TERMS, WORDS
from multilingual.findings import Finding
from multilingual.reviews.register import REGISTER
from multilingual.wordlists.term_list import GLOSSARY

RULE = "deleted"
ON_PURPOSE = "If it is meant, commit with: git commit --no-verify"
LOSSES = {
    WORDS: 'without it the checks miss a lost "never"',
    TERMS: "without it the checks miss a wrong term",
    NUMBERS: "without it the checks miss a wrong dose",
    SEARCH: "without it readers find less",
    REGISTER: "without it nobody vouches for these pages",
    GLOSSARY: "without it no page explains a medical word",
}
"""What is lost with a file of a language, or of the source."""


def deletions(
    names: Iterable[str], root: Path, locale: str, pages: Collection[str]
) -> Iterator[Finding]:
    """Yield what is missing of ``names``, as the next commit leaves the folder ``root``.

    ``names`` are those of the files in it that the commit changes, ``pages`` those that the
    site has then: the catalog of another may go.
    """
    known = {*pages, INTERFACE_CATALOG}
    gone = [name for name in names if not (root / name).exists()]
    whole = set()
    for name in gone:
        code, _, rest = name.removeprefix(f"{locale}/").partition("/")
        if name.startswith(f"{locale}/") and rest and not (root / locale / code).exists():
            if code not in whole:
                whole.add(code)
                yield _told(name, f"all of the language {code}", f"{locale}/{code}")
        elif name.startswith(f"{locale}/") and rest.startswith("LC_MESSAGES/"):
            page = rest.removeprefix("LC_MESSAGES/").removesuffix(".po")
            if rest.endswith(".po") and page in known:
                yield _told(name, f"the translation of {page}, which the site still has", name)
        elif loss := LOSSES.get(_list_of(name, locale)):
            yield _told(name, f"this list: {loss}", name)


def _list_of(name: str, locale: str) -> str:
    """Return what ``LOSSES`` calls a file."""
    if name == GLOSSARY:
        return name
    if name.startswith(f"{locale}/"):
        return name.removeprefix(f"{locale}/").partition("/")[2]
    return Path(name).name


def _told(name: str, what: str, path: str) -> Finding:
    back = f"Get it back (git checkout HEAD -- {path})."
    return Finding(name, 1, RULE, f"This commit deletes {what}. {back} {ON_PURPOSE}")
