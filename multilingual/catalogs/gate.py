"""Run every check over catalogs, as ``make check`` does."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from multilingual.catalogs.checks.completeness import (
    fuzzy,
    language,
    length,
    unchanged,
    untranslated,
)
from multilingual.catalogs.checks.letters import letters
from multilingual.catalogs.checks.markup import links, markup, references
from multilingual.catalogs.checks.numbers import numbers
from multilingual.catalogs.checks.placeholders import placeholders
from multilingual.catalogs.checks.safety import safety
from multilingual.catalogs.checks.style import consistency, ending, negation, spacing
from multilingual.catalogs.checks.syntax import syntax
from multilingual.catalogs.checks.terms import terms
from multilingual.catalogs.findings import Finding
from multilingual.catalogs.messages import Catalog, open_catalog
from multilingual.catalogs.waivers import Waivers

Check = Callable[[Catalog], Iterator[Finding]]

GUARDED: Sequence[Check] = (safety, placeholders, markup, references, links)
"""What the build refuses, too."""
CHECKS: Sequence[Check] = (
    *GUARDED,
    numbers,
    terms,
    untranslated,
    fuzzy,
    unchanged,
    language,
    length,
    ending,
    spacing,
    letters,
    negation,
)
RULES: Sequence[Callable[..., Iterator[Finding]]] = (syntax, *CHECKS, consistency)
"""All rules, in the order in which translators read of them."""


def check_language(
    root: Path, folder: Path, pages: Collection[str] = ()
) -> tuple[int, list[Finding]]:
    """Return how many catalogs of a language (``locale/es``) there are, and what is wrong.

    ``pages`` limits it to the catalogs of these pages. No finding hides another, but within a
    message: a warning often comes of an error, and most errors come of broken marks.
    """
    waivers = Waivers.of(folder, root)
    findings = list(waivers.faults)
    catalogs = []
    for path in sorted((folder / "LC_MESSAGES").glob("**/*.po")):
        page = path.relative_to(folder / "LC_MESSAGES").with_suffix("").as_posix()
        if pages and page not in pages:
            continue
        shown = path.relative_to(root).as_posix()
        broken = list(syntax(path, shown, folder.name))
        findings += broken
        if not broken:
            catalog = open_catalog(path, root, folder.name)
            catalogs.append(catalog)
            findings += waivers.apply(check_catalog(catalog), catalog)
    findings += consistency(catalogs)
    return len(catalogs), sorted(set(findings))


def check_catalog(catalog: Catalog) -> list[Finding]:
    """Return what is wrong with a catalog that can be read."""
    findings = sorted({finding for check in CHECKS for finding in check(catalog)})
    return [
        finding
        for _place, group in groupby(findings, lambda one: (one.path, one.line))
        for finding in _most_severe(list(group))
    ]


def _most_severe(findings: Sequence[Finding]) -> Sequence[Finding]:
    """Return the findings of one message that do not come of another of them."""
    for rule in ("safety", "markup"):
        if chosen := [finding for finding in findings if finding.rule == rule]:
            return chosen[:1]
    errors = [finding for finding in findings if finding.severity == "error"]
    return errors or findings
