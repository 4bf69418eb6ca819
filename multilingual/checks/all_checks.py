"""Run all checks over the catalogs of a language, as ``make check`` does."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import groupby

from multilingual.catalogs.language_folder import SEARCH, LanguageFolder
from multilingual.catalogs.message import Catalog, Translation
from multilingual.catalogs.reader import open_catalogs
from multilingual.checks.language_files import lists, names
from multilingual.checks.markup import safety
from multilingual.checks.registry import Check, rules
from multilingual.checks.style import consistency
from multilingual.checks.syntax_and_placeholders import syntax
from multilingual.findings import WHOLE_FILE, Finding
from multilingual.reviews.waivers import Waivers
from multilingual.text.unsafe_text import fault_of_size
from multilingual.wordlists.guarded_queries import guard_findings_of
from multilingual.wordlists.search_list import search_findings

RULES = rules()
GUARDED: Sequence[Check] = [rule.check for rule in RULES if rule.is_guarded]
"""What the build refuses, too."""
CHECKS: Sequence[Check] = [rule.check for rule in RULES if rule.of_catalogs]


def check_language(
    folder: LanguageFolder, pages: Collection[str] = (), known: Collection[str] = ()
) -> tuple[int, list[Finding]]:
    """Return how many catalogs of a language there are, and what is wrong.

    ``pages`` limits it to the catalogs of these pages; ``known`` are all that the site has, if
    the names of the catalogs and the lists of the language are to be looked at. No finding
    hides another, but within a message: a warning often comes of an error, and most errors
    come of broken marks.
    """
    waivers = Waivers.of(folder, [rule.name for rule in RULES])
    findings = [*waivers.faults, *search_findings(folder.root, folder.path / SEARCH)]
    findings += guard_findings_of(folder)
    if known and not pages:
        findings += names(folder, known)
    catalogs = []
    told: set[tuple[str, int]] = set()
    for page, opened in folder.once(open_catalogs).items():
        if pages and page not in pages:
            continue
        found = list(syntax(opened, folder))
        findings += found
        bad = {finding.line for finding in found if finding.severity == "error"}
        if opened.catalog and all(line >= opened.first_line for line in bad):
            catalogs.append(opened.catalog)
            told |= {(opened.catalog.path, line) for line in opened.beside(bad)}
    if known and not pages:
        findings += lists(catalogs)
    alike = list(consistency(catalogs))
    for catalog in catalogs:
        of_messages = check_catalog(catalog, waivers)
        # What cannot be read has that fault alone.
        findings += [found for found in of_messages if (found.path, found.line) not in told]
        of_file = [finding for finding in alike if finding.path == catalog.path]
        findings += waivers.apply(of_file, catalog)
    findings += waivers.void(catalogs, folder.catalogs.keys(), pages)
    return len(catalogs), sorted(set(findings))


def check_catalog(catalog: Catalog, waivers: Waivers | None = None) -> list[Finding]:
    """Return what is wrong with a catalog that can be read, and is not waived."""
    findings = findings_of(CHECKS, catalog)
    # A finding that is waived hides no other, and one that is hidden is waived all the same.
    left = sorted(waivers.apply(findings, catalog) if waivers else findings)
    return [
        finding
        for _place, group in groupby(left, lambda finding: (finding.path, finding.line))
        for finding in _most_severe(list(group))
    ]


def findings_of(checks: Sequence[Check], catalog: Catalog) -> set[Finding]:
    """Return what ``checks`` find; what is far too large is told and costs no other rule time."""
    small = [one for one in catalog.messages if not any(map(_is_too_large, one.translations))]
    looked_at = catalog if len(small) == len(catalog.messages) else replace(catalog, messages=small)
    return {one for check in checks for one in check(catalog if check is safety else looked_at)}


def _is_too_large(form: Translation) -> bool:
    return fault_of_size(form.msgid, form.msgstr) is not None


def _most_severe(findings: Sequence[Finding]) -> Sequence[Finding]:
    """Return the findings of one message that do not come of another of them."""
    # Of a whole file, several things can be wrong.
    if findings[0].line == WHOLE_FILE:
        return findings
    # Whoever has edited the English needs no advice about what it asks for now.
    for rule in ("safety", "lost", "markup"):
        if chosen := [finding for finding in findings if finding.rule == rule]:
            return chosen[:1]
    errors = [finding for finding in findings if finding.severity == "error"]
    return errors or findings
