"""``make check`` and the hook: all that is asked of a project's words before readers get them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from multilingual.catalogs.canonical_form import canonical
from multilingual.catalogs.git_history import committed
from multilingual.catalogs.language_folder import CATALOGS, SEARCH
from multilingual.catalogs.message import CatalogError
from multilingual.catalogs.provenance import faults_of_provenance
from multilingual.catalogs.reader import read_catalog
from multilingual.catalogs.writer import text_of
from multilingual.checks.all_checks import check_language
from multilingual.checks.completeness import uncorrected
from multilingual.checks.language_files import names
from multilingual.checks.medical_and_critical_words import terms
from multilingual.findings import Finding
from multilingual.git import CloneError, changed_in, next_commit, renamed_since
from multilingual.guard.mo_files import stray_catalogs
from multilingual.languages import SOURCE_CODE
from multilingual.reviews.register import REGISTER, REVIEWERS, Register
from multilingual.tasks.git_hooks import deletions
from multilingual.tasks.sign_off import faults_of, faults_of_register, faults_of_source
from multilingual.wordlists.search_list import search_findings
from multilingual.wordlists.term_list import GLOSSARY, read_glossary

if TYPE_CHECKING:
    from multilingual.languages import Language
    from multilingual.project import Project

RULE = "form"
SOURCE_SEARCH = f"source/{SEARCH}"
SOURCE_REGISTER = f"source/{REGISTER}"

BESIDE = ("source", REVIEWERS, "docutils.conf")
"""What catalogs are checked by, in the folder of the project."""


def check_project(
    project: Project, languages: Iterable[Language], pages: Collection[str] = ()
) -> tuple[int, list[Finding]]:
    """Return how many catalogs of ``languages`` there are, and what is wrong in the project.

    ``pages`` limits it to the catalogs of these pages.
    """
    findings = list(search_findings(project.root, project.root / SOURCE_SEARCH))
    findings += faults_of_source(project.root)
    findings += stray_catalogs(project.root)
    catalogs, today = 0, datetime.now(UTC).date()
    for language in languages:
        folder = project.folder(language.code)
        read, found = check_language(folder, pages, project.pages())
        findings += [*found, *faults_of_register(folder)]
        findings += faults_of_provenance(folder, today, pages)
        findings += uncorrected_in(project.root, f"{project.locale}/{language.code}", pages)
        catalogs += read
    # What is wrong with a list for all languages is found in each.
    return catalogs, list(dict.fromkeys(findings))


def check_staged(project: Project) -> list[Finding]:
    """Return what is wrong in the languages that the next commit changes.

    What is staged counts, and not what stands in the folder. A page that is not finished can be
    committed, and what is missing is not told. Raises ``CloneError``.
    """
    locale = Path(project.locale).as_posix()
    with next_commit(project.root, (locale, *BESIDE)) as (copy, changed):
        catalogs = [name for name in changed if name.startswith(f"{locale}/")]
        findings = [finding for name in catalogs for finding in _form(copy, name)]
        findings += _uncorrected(project.root, copy, locale, catalogs)
        there = replace(project, root=copy)
        findings += _check_changed(there, changed)
        if changed:
            findings += deletions(changed, copy, locale, there.pages())
    return sorted({one for one in findings if not _is_unfinished(one)})


def _check_changed(project: Project, changed: Collection[str]) -> list[Finding]:
    """Return what is wrong in the languages of the files ``changed`` or taken away."""
    root = project.root
    findings: list[Finding] = []
    if SOURCE_SEARCH in changed:
        findings += search_findings(root, root / SOURCE_SEARCH)
    if GLOSSARY in changed:
        faults = read_glossary(root).problems
        findings += [Finding(GLOSSARY, line, terms.__name__, fault) for line, fault in faults]
    if SOURCE_REGISTER in changed or REVIEWERS in changed:
        findings += _forged_of_source(root)
    for folder in sorted((root / project.locale).glob("*/")):
        start = f"{folder.relative_to(root).as_posix()}/"
        own = [name.removeprefix(start) for name in changed if name.startswith(start)]
        if own:
            findings += _check_touched(project, folder, own)
        if own or REVIEWERS in changed:
            findings += faults_of_register(project.folder(folder.name))
    return findings


def _check_touched(project: Project, folder: Path, changed: Collection[str]) -> Iterator[Finding]:
    """Yield what is wrong with the files ``changed`` of a language, and with their names."""
    start, end = f"{CATALOGS}/", ".po"
    catalogs = {name for name in changed if name.startswith(start) and name.endswith(end)}
    pages = [name.removeprefix(start).removesuffix(end) for name in catalogs]
    # A list of words is for every page.
    lists = set(changed) - catalogs - {REGISTER}
    language = project.folder(folder.name)
    yield from names(language, project.pages())
    if lists or pages:
        asked = () if lists else pages
        yield from check_language(language, asked)[1]
        yield from faults_of_provenance(language, datetime.now(UTC).date(), asked)


def _forged_of_source(root: Path) -> Iterator[Finding]:
    """Yield the reviews of English by nobody who is listed.

    Whether their words are still there takes Sphinx, and holds no commit up.
    """
    path = root / SOURCE_REGISTER
    return faults_of(root, path, SOURCE_CODE, lambda: _digests(Register.read(path)))


def _digests(register: Register) -> set[str]:
    return {one for record in register.records for one in record.messages}


def uncorrected_in(root: Path, folder: str, pages: Collection[str] = ()) -> Sequence[Finding]:
    """Return what lost its mark since the last commit and was not corrected.

    ``folder`` is that of a language (``locale/es``); ``pages`` limits it to these. Without git
    nothing is known of that.
    """
    start = f"{Path(folder).as_posix()}/{CATALOGS}"
    try:
        names_of = changed_in(root, start)
    except CloneError:
        return []
    chosen = [f"{start}/{page}.po" for page in pages] or names_of
    return _uncorrected(root, root, start, [name for name in names_of if name in chosen])


def _uncorrected(
    root: Path, there: Path, folder: str, changed: Collection[str]
) -> Sequence[Finding]:
    found: list[Finding] = []
    renamed: dict[str, str] = {}
    with suppress(CloneError):
        today = renamed_since(root, "HEAD", folder) if changed else {}
        renamed = {now: before for before, now in today.items()}
    for name in (one for one in changed if f"/{CATALOGS}/" in one and one.endswith(".po")):
        path = there / name
        # One that is new, or cannot be read, is told of by the gate.
        with suppress(OSError, CatalogError, CloneError):
            code = path.parts[path.parts.index(CATALOGS) - 1]
            before = renamed.get(name, name)
            found += uncorrected(committed(root, before), read_catalog(path, there, code))
    return found


def _form(root: Path, name: str) -> Sequence[Finding]:
    path = root / name
    if path.suffix != ".po" or path.is_symlink() or not path.exists():
        return []
    try:
        text = text_of(canonical(read_catalog(path)))
    except CatalogError:
        # The gate tells of it.
        return []
    if path.read_text("utf-8") == text:
        return []
    return [Finding(name, 1, RULE, "This is not in the canonical form. Run: make format")]


def _is_unfinished(finding: Finding) -> bool:
    return finding.severity == "warning" and finding.rule in ("untranslated", names.__name__)
