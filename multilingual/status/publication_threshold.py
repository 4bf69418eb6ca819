"""The bar that a language, and a page of it, has to pass before readers and search engines get it.

``conf.py`` sets it. A language below it is not published. A page below it is for those who look for
it, since much of it is English: search engines are not led to it.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from multilingual.catalogs.language_folder import INTERFACE_CATALOG, LanguageFolder
from multilingual.catalogs.message import SAFETY, CatalogError, uses_of
from multilingual.catalogs.po_lines import translated_questions
from multilingual.catalogs.reader import read_catalog
from multilingual.files import read_plain
from multilingual.findings import Finding
from multilingual.git import CloneError, cut_commits
from multilingual.languages import Language, LanguageError, catalog_codes
from multilingual.project import ANSWERS, Project, host_of, site_address
from multilingual.reviews.authorship import trusted_register
from multilingual.reviews.register import QUALIFIED, REGISTER, digest_of, kinds_of
from multilingual.status.redirects import lost_addresses, questions_in
from multilingual.text.websites import is_public

THRESHOLDS = "multilingual_publication"
PARTS = {
    "words": "the words of its pages are translated",
    "interface": "the words around the pages are translated",
    "safety": "its texts about dangers are checked by a qualified person",
}
"""What can be asked for, as a share from 0 to 1 of what readers get."""
SOMETHING = 1e-9
"""The share that a page has at the least which is not wholly English."""
MOST_LOST = 5
"""How many addresses that lead nowhere the build names."""
CUT_OFF = (
    "Before you publish: git fetch --unshallow. This clone has no history, so pages have no day "
    "of their last change, and nobody knows which old addresses lead nowhere."
)
NO_ADDRESS = (
    "Before you publish: set html_baseurl in conf.py to the address of the site; it is {!r}. Until "
    "then there is no sitemap, and no page tells search engines where it is in other languages."
)
EXAMPLE = "Before you publish: set {} in conf.py, which is still an example."
UNREACHABLE = (
    "Before you publish: set {} in conf.py; no reader can reach {!r}. If it is the real one, write "
    "its host in small letters."
)
NO_CONTACT = (
    "Before you publish: set multilingual_contact in conf.py to the address of whoever reads the "
    "mail; it is {!r}. Each page asks readers to write there if they find a mistake."
)
MAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+")


def read_thresholds(conf: Mapping[str, object]) -> dict[str, float]:
    """Return the bar that ``conf.py`` sets. Raises ``LanguageError`` for what is no bar."""
    given = conf.get(THRESHOLDS, {})
    if not isinstance(given, Mapping) or not all(map(_is_share, given.items())):
        raise LanguageError(
            f"conf.py:1: {THRESHOLDS} is {given!r}. Write shares from 0 to 1, as in "
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
    reasons = {}
    for language in project.languages():
        folder = project.folder(language.code)
        if not language.is_source and (reason := below_threshold(folder, pages, bar)):
            reasons[language] = reason
    return reasons


def unlisted_pages(project: Project) -> dict[str, list[str]]:
    """Return, by tag, the pages that search engines are not led to, where there are any.

    These are pages below the bar, or wholly English where there is none, and all pages of a
    language that is held back. The page of a single question is judged by what it has itself.
    Raises ``LanguageError``.
    """
    wanted, held = read_thresholds(project.conf).get("words", 0.0), held_back(project)
    pages, answers = sorted(project.pages()), questions_in(project.source)
    found = {}
    for language in project.translations():
        unlisted: list[str] = []
        for page in pages:
            labels = answers.get(page, [])
            if language in held:
                unlisted += _with_answers(page, labels)
            else:
                unlisted += _unlisted(project, language, page, labels, wanted)
        if unlisted:
            found[language.tag] = sorted(unlisted)
    return found


def _with_answers(page: str, labels: Iterable[str]) -> list[str]:
    return [page, *(f"{ANSWERS}/{label}" for label in labels)]


def _unlisted(
    project: Project, language: Language, page: str, labels: Collection[str], wanted: float
) -> list[str]:
    """Return which of a page and its answers search engines are not led to in a language."""
    folders = [project.folder(code) for code in catalog_codes(language.code)]
    there = [folder for folder in folders if folder.catalog_path(page).is_file()]
    try:
        if not wanted:
            paths = (folder.catalog_path(page) for folder in there)
            if begun := set().union(
                *(translated_questions(read_plain(path), labels) for path in paths)
            ):
                parts = {"": page} | {label: f"{ANSWERS}/{label}" for label in labels}
                return [name for part, name in parts.items() if part not in begun]
        counts = [folder.once(CountedPages)[page] for folder in there]
    except (CatalogError, OSError):
        # It is shown in English if it is shown at all; else what is published stays.
        return _with_answers(page, labels) if project.is_lenient else []
    shares = {page: max((count.share() for count in counts), default=0.0)}
    # A catalog that was written by hand does not say where its messages stand.
    if any(len(count.words) > 1 for count in counts):
        for label in labels:
            own = (count.share(label) for count in counts if label in count.words)
            shares[f"{ANSWERS}/{label}"] = max(own, default=0)
    else:
        shares |= dict.fromkeys(_with_answers(page, labels), shares[page])
    return [name for name, share in shares.items() if share < (wanted or SOMETHING)]


def unset_addresses(project: Project) -> dict[str, str]:
    """Return what to do about each address of ``conf.py`` that nobody has set, by its setting."""
    base = str(project.conf.get("html_baseurl", "")).strip()
    contact = str(project.conf.get("multilingual_contact", "")).strip()
    mail_host = contact.rpartition("@")[2] if MAIL.fullmatch(contact) else ""
    given = {
        "html_baseurl": (base, host_of(site_address(base)), NO_ADDRESS),
        "multilingual_contact": (contact, mail_host, NO_CONTACT),
    }
    return {name: fault for name, about in given.items() if (fault := _fault_of(name, *about))}


def _fault_of(name: str, given: str, host: str, missing: str) -> str:
    if "example.org" in given:
        return EXAMPLE.format(name)
    if not host:
        return missing.format(given)
    return "" if is_public(host) else UNREACHABLE.format(name, given)


def publication_faults(project: Project) -> list[Finding]:
    """Return what keeps the site from being published."""
    lines = (project.root / "conf.py").read_text("utf-8").splitlines()
    numbers = {line.partition("=")[0].strip(): number for number, line in enumerate(lines, 1)}
    unset = unset_addresses(project)
    return [Finding("conf.py", numbers.get(name, 1), "publish", unset[name]) for name in unset]


def _is_cut_off(root: Path) -> bool:
    """Return whether this is a shallow clone, whose history does not reach back to its begin."""
    with contextlib.suppress(CloneError):
        return bool(cut_commits(root))
    return False


def reminders(project: Project) -> list[str]:
    """Return what the owner of the site should do before it is published."""
    held = [
        f"{language.endonym} ({language.tag}) is held back: {reason}. "
        f"See it with: make preview LANGUAGE={language.code}"
        for language, reason in held_back(project).items()
    ]
    lost = [f"{old} {fault}" for old, fault in lost_addresses(project.root)]
    more = [f"{len(lost) - MOST_LOST} more addresses lead nowhere: make check lists them."]
    cut = [CUT_OFF] if _is_cut_off(project.root) else []
    return [
        *unset_addresses(project).values(),
        *cut,
        *held,
        *lost[:MOST_LOST],
        *more[: len(lost) > MOST_LOST],
    ]


def below_threshold(
    folder: LanguageFolder, pages: Collection[str], bar: Mapping[str, float]
) -> str | None:
    """Return why the language in ``folder`` is held back, if it is.

    A catalog that cannot be read is no reason: the build tells of it, and what is published
    stays.
    """
    for name, wanted in bar.items():
        chosen = [INTERFACE_CATALOG] if name == "interface" else sorted(pages)
        measure = _checked if name == "safety" else _translated
        try:
            share = measure(folder, chosen)
        except CatalogError:
            continue
        if share < wanted:
            return f"{share:.0%} of {PARTS[name]}, and conf.py asks for {wanted:.0%}"
    return None


def _checked(folder: LanguageFolder, pages: Iterable[str]) -> float:
    """Return the share of texts about dangers that a qualified person has checked."""
    register = trusted_register(folder.root, folder.code, folder.path / REGISTER)
    reviews = register.reviews_by_digest()
    checked = [
        bool(kinds_of(reviews.get(danger, [])) & QUALIFIED)
        for page in pages
        if folder.catalog_path(page).is_file()
        for danger in folder.once(CountedPages)[page].dangers
    ]
    return sum(checked) / len(checked) if checked else 1.0


def _translated(folder: LanguageFolder, pages: Collection[str]) -> float:
    """Return the share of words that readers get in the language; no catalog, no word."""
    if not all(folder.catalog_path(page).is_file() for page in pages):
        return 0.0
    counts = [folder.once(CountedPages)[page].words[""] for page in pages]
    return _share(*map(sum, zip(*counts, strict=True))) if counts else 1.0


def _share(every: int, done: int) -> float:
    return done / every if every else 1.0


@dataclass(frozen=True, slots=True)
class Counted:
    """The words of a page and of each of its questions: all, and those that readers get.

    The page itself is ``""``. ``dangers`` are the digests of its texts about dangers.
    """

    words: Mapping[str, tuple[int, int]]
    dangers: Sequence[str]

    def share(self, label: str = "") -> float:
        """Return the share of the words of a question, or of the page, that readers get."""
        return _share(*self.words[label])


class CountedPages(dict[str, Counted]):
    """Counts the words of each page of a language once: a build asks for them several times."""

    def __init__(self, folder: LanguageFolder) -> None:
        super().__init__()
        self._folder = folder

    def __missing__(self, page: str) -> Counted:
        """Read a catalog. Raises ``CatalogError`` and OSError."""
        words, dangers = {"": (0, 0)}, []
        path = self._folder.catalog_path(page)
        for message in read_catalog(path, folder=self._folder).translations:
            uses = [*uses_of(page, message)]
            number = len(message.english.split())
            for label in {"", *(label for label, _kind in uses)}:
                every, done = words.get(label, (0, 0))
                words[label] = every + number, done + number * message.is_translated
            if any(SAFETY in kind for _label, kind in uses):
                dangers.append(digest_of(message))
        self[page] = Counted(words, dangers)
        return self[page]
