"""``make check`` and the hook: all that is asked of a project's words before readers get them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from multilingual.catalogs.fixes import fixed
from multilingual.catalogs.header import faults_of_provenance
from multilingual.catalogs.language_folder import (
    CATALOGS,
    INTERFACE_CATALOG,
    NUMBERS,
    REVIEWS,
    SEARCH,
    TERMS,
    WORDS,
    strays_beside,
)
from multilingual.catalogs.message import CatalogError
from multilingual.catalogs.reader import read_catalog
from multilingual.catalogs.versions import committed
from multilingual.catalogs.writer import canonical, text_of
from multilingual.checks.all_checks import check_language
from multilingual.checks.completeness import uncorrected
from multilingual.checks.language_files import names
from multilingual.checks.medical_and_critical_words import terms
from multilingual.files import read_plain
from multilingual.findings import Finding
from multilingual.git import (
    CloneError,
    UnknownRevisionError,
    changed_in,
    next_commit,
    renamed_since,
    tracked,
)
from multilingual.guard.mo_files import stray_catalogs
from multilingual.languages import SOURCE_CODE, Language
from multilingual.project import Project
from multilingual.reviews.notices import NOTICES, faults_of_notices
from multilingual.reviews.register import REGISTER, Register
from multilingual.reviews.reviewers import REVIEWERS
from multilingual.status.redirects import REDIRECTS, labels_in, redirect_findings
from multilingual.tasks.changed_rows import as_lines, changed_rows
from multilingual.tasks.sign_off import faults_of, faults_of_register, faults_of_source
from multilingual.wordlists.guarded_queries import DANGERS, guard_findings
from multilingual.wordlists.help_lines import HELP_LINES, ORGANISATIONS, help_findings
from multilingual.wordlists.search_list import search_findings
from multilingual.wordlists.term_list import GLOSSARY, read_glossary

SOURCE_SEARCH = f"source/{SEARCH}"
SOURCE_REGISTER = f"source/{REGISTER}"

BESIDE = ("source", REVIEWERS, "docutils.conf")
"""What catalogs are checked by, in the folder of the project."""
ON_PURPOSE = "If it is meant, commit with: git commit --no-verify"
LEFT = "A program left this file, which nobody reads. Take it out: git rm --cached"
LOSSES = {
    WORDS: 'without it the checks miss a lost "never"',
    TERMS: "without it the checks miss a wrong term",
    NUMBERS: "without it the checks miss a wrong dose",
    SEARCH: "without it readers find less",
    REVIEWS: "without it nobody vouches for these pages",
    DANGERS: "without it the search of a language can lead a danger elsewhere",
    NOTICES: "without it any words count that say who has checked a page",
    GLOSSARY: "without it no page explains a medical word",
    REDIRECTS: "without it old addresses lead nowhere",
}
"""What is lost with a file of a language, or of the source."""


def check_project(
    project: Project, languages: Iterable[Language], pages: Collection[str] = ()
) -> tuple[int, list[Finding]]:
    """Return how many catalogs of ``languages`` there are, and what is wrong in the project.

    ``pages`` limits it to the catalogs of these pages.
    """
    root, catalogs, today = project.root, 0, datetime.now(UTC).date()
    findings = [*search_findings(root, root / SOURCE_SEARCH), *faults_of_source(root)]
    findings += [
        *guard_findings(root, labels_in(project.source)),
        *faults_of_notices(root),
        *help_findings(root),
        *redirect_findings(root),
    ]
    findings += [*stray_catalogs(root), *_strays_beside(project), *_committed_leftovers(project)]
    for language in languages:
        folder = project.folder(language.code)
        read, found = check_language(folder, pages, project.pages())
        findings += [*found, *faults_of_register(folder)]
        findings += faults_of_provenance(folder, today, pages)
        findings += uncorrected_in(root, f"{project.locale}/{language.code}", pages)
        catalogs += read
    # What is wrong with a list for all languages is found in each.
    return catalogs, list(dict.fromkeys(findings))


def check_staged(project: Project) -> tuple[list[str], list[Finding]]:
    """Return which rows of lists the next commit changes, and what is wrong in its languages.

    What is staged counts, and not what stands in the folder. A page that is not finished can be
    committed, and what is missing is not told. Raises ``CloneError``.
    """
    locale = project.locale
    rows: list[str] = []
    with next_commit(project.root, (locale, *BESIDE)) as (copy, changed):
        # Before the first commit all is new.
        with suppress(UnknownRevisionError):
            if changed:
                rows = as_lines(changed_rows(project.root, locale, "HEAD", copy))
        catalogs = [name for name in changed if name.startswith(f"{locale}/")]
        findings = [finding for name in catalogs for finding in _form(copy, name)]
        findings += _uncorrected(project.root, copy, locale, catalogs)
        there = replace(project, root=copy)
        findings += _check_changed(there, changed, project.root)
        if catalogs:
            findings += [*_strays_beside(there), *_leftovers(there)]
            # One tag for two, and the like.
            there.languages()
        if changed:
            findings += deletions(changed, copy, locale, there.pages())
    return rows, sorted({finding for finding in findings if not _is_unfinished(finding)})


def _strays_beside(project: Project) -> Iterator[Finding]:
    """Yield what may not stand beside the folders of the languages."""
    for stray in strays_beside(project.root / project.locale):
        yield Finding(
            stray.path.relative_to(project.root).as_posix(), 1, names.__name__, stray.fault
        )


def _leftovers(project: Project) -> Iterator[Finding]:
    """Yield what programs have left, which is in no commit."""
    for folder in sorted((project.root / project.locale).glob("*/")):
        language = project.folder(folder.name)
        for path in language.contents.leftovers:
            yield Finding(language.shown(path), 1, names.__name__, LEFT)


def _committed_leftovers(project: Project) -> list[Finding]:
    """Return what programs have left and somebody has committed. Without git there is none."""
    found = list(_leftovers(project))
    known = set()
    with suppress(CloneError):
        known = set(tracked(project.root, [finding.path for finding in found]) if found else ())
    return [finding for finding in found if finding.path in known]


def _check_changed(project: Project, changed: Collection[str], clone: Path) -> list[Finding]:
    """Return what is wrong in the languages of the files ``changed`` or taken away.

    ``project`` is as the next commit of the ``clone`` has it.
    """
    root = project.root
    findings: list[Finding] = []
    if SOURCE_SEARCH in changed:
        findings += search_findings(root, root / SOURCE_SEARCH)
    if {SOURCE_SEARCH, DANGERS} & {*changed}:
        findings += guard_findings(root, labels_in(project.source))
    if NOTICES in changed:
        findings += faults_of_notices(root)
    if {HELP_LINES, ORGANISATIONS} & {*changed}:
        findings += help_findings(root)
    if GLOSSARY in changed:
        faults = read_glossary(root).problems
        findings += [Finding(GLOSSARY, line, terms.__name__, fault) for line, fault in faults]
    if SOURCE_REGISTER in changed or REVIEWERS in changed:
        findings += _forged_of_source(root, clone)
    for folder in sorted((root / project.locale).glob("*/")):
        start = f"{folder.relative_to(root).as_posix()}/"
        own = [name.removeprefix(start) for name in changed if name.startswith(start)]
        if own:
            findings += _check_touched(project, folder, own)
        if own or REVIEWERS in changed:
            findings += faults_of_register(project.folder(folder.name), clone)
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


def _forged_of_source(root: Path, clone: Path) -> Iterator[Finding]:
    """Yield the reviews of English by nobody who is listed.

    Whether their words are still there takes Sphinx, and holds no commit up.
    """
    path = root / SOURCE_REGISTER

    def digests() -> set[str]:
        return {digest for record in Register.read(path).records for digest in record.messages}

    return faults_of(root, path, SOURCE_CODE, digests, clone)


def uncorrected_in(root: Path, folder: str, pages: Collection[str]) -> Sequence[Finding]:
    """Return what lost its mark since the last commit and was not corrected.

    ``folder`` is that of a language (``locale/es``); ``pages`` limits it to these. Without git
    nothing is known of that.
    """
    start = f"{folder}/{CATALOGS}"
    try:
        changed = changed_in(root, start)
    except CloneError:
        return []
    chosen = [f"{start}/{page}.po" for page in pages] or changed
    return _uncorrected(root, root, start, [name for name in changed if name in chosen])


def _uncorrected(
    root: Path, there: Path, folder: str, changed: Collection[str]
) -> Sequence[Finding]:
    found: list[Finding] = []
    renamed: dict[str, str] = {}
    with suppress(CloneError):
        if changed:
            renamed = {new: old for old, new in renamed_since(root, "HEAD", folder).items()}
    for name in (name for name in changed if f"/{CATALOGS}/" in name and name.endswith(".po")):
        path = there / name
        # One that is new, or cannot be read, is told of by the gate.
        with suppress(OSError, CatalogError, CloneError):
            before = renamed.get(name, name)
            found += uncorrected(committed(root, before), read_catalog(path, there))
    return found


def _form(root: Path, name: str) -> Sequence[Finding]:
    path = root / name
    if path.suffix != ".po" or path.is_symlink() or not path.exists():
        return []
    try:
        text = text_of(fixed(canonical(read_catalog(path))))
    except CatalogError:
        # The gate tells of it.
        return []
    if read_plain(path).decode("utf-8") == text:
        return []
    return [Finding(name, 1, "form", "This is not in the canonical form. Run: make format")]


def _is_unfinished(finding: Finding) -> bool:
    return finding.severity == "warning" and finding.rule in ("untranslated", names.__name__)


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
        is_translated = name.startswith(f"{locale}/")
        code, _, rest = name.removeprefix(f"{locale}/").partition("/")
        if is_translated and rest and not (root / locale / code).exists():
            if code not in whole:
                whole.add(code)
                yield _deleted(name, f"all of the language {code}", f"{locale}/{code}")
        elif is_translated and rest.startswith(f"{CATALOGS}/"):
            page = rest.removeprefix(f"{CATALOGS}/").removesuffix(".po")
            if rest.endswith(".po") and page in known:
                yield _deleted(name, f"the translation of {page}, which the site still has", name)
        else:
            listed = rest if is_translated else Path(name).name
            if loss := LOSSES.get(name, LOSSES.get(listed)):
                yield _deleted(name, f"this list: {loss}", name)


def _deleted(name: str, what: str, path: str) -> Finding:
    back = f"Get it back (git checkout HEAD -- {path})."
    return Finding(name, 1, "deleted", f"This commit deletes {what}. {back} {ON_PURPOSE}")
