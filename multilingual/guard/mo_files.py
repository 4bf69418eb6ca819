"""Keep the compiled catalogs (``.mo``) in a folder of their own, true to the ``.po`` files.

Sphinx writes a ``.mo`` beside each ``.po`` and goes on using it after the ``.po`` is gone.
Here they are made below ``build/``, from catalogs that were read strictly, and one that
has no ``.po``, or a broken one, is deleted. A message whose characters could do harm is left
out, and told in a file beside.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from inspect import getfile, unwrap
from itertools import islice
from pathlib import Path

from multilingual.catalogs.fixes import has_placeholder
from multilingual.catalogs.language_folder import (
    CATALOGS,
    INTERFACE_CATALOG,
    LanguageFolder,
    Stray,
    catalogs_in,
    contents_of,
    strays_beside,
)
from multilingual.catalogs.message import Catalog, CatalogError, Message, Translation
from multilingual.catalogs.parser import Parser
from multilingual.catalogs.plural_forms import number_of_forms
from multilingual.catalogs.po_lines import Entry, wrong_text
from multilingual.catalogs.reader import read_catalog
from multilingual.catalogs.writer import compiled
from multilingual.checks.language import fault_of_language
from multilingual.checks.language_detection import likeness
from multilingual.checks.misplaced_catalogs import is_foreign, page_fault
from multilingual.checks.syntax_and_placeholders import fault_of_placeholders
from multilingual.files import read_plain, write_whole
from multilingual.findings import WHOLE_FILE, Finding
from multilingual.languages import SOURCE_CODE, is_written_alike, unusable_codes
from multilingual.reviews import claims, notices
from multilingual.text.unsafe_text import (
    faults_of_addresses,
    faults_of_characters,
    faults_of_interface,
)
from multilingual.text.websites import ENDINGS

READING = (
    *(read_catalog, Parser, Entry, Message, compiled, wrong_text, fault_of_placeholders),
    *(is_written_alike, fault_of_language, page_fault, has_placeholder, number_of_forms, likeness),
    *(notices.fault_of_notice, claims.fault_of_heading),
)
READERS = [
    *(Path(getfile(unwrap(reader))) for reader in READING),
    *sorted(ENDINGS.parent.glob("*.py")),
    *(ENDINGS, Path(__file__)),
]
REFUSED = ".refused"
LINE_BREAK = "The translation has a line break (\\n). Delete it: the rest would be lost."
OTHER_FORMS = "The header says that there are {} plural forms, and this message has other ones."
MADE = (".mo", REFUSED)
"""What is made of a catalog, and goes with it."""
TRANSLATED = re.compile(rb"^msgstr.{4,}", re.MULTILINE)
DIGITS = 64
UNREAD = "-" * DIGITS
"""How long a digest is. That of a catalog ends its compiled form, where no reader looks."""


def compile_catalogs(locale_dir: Path, into: Path, codes: Collection[str]) -> None:
    """Bring the languages ``codes``, by gettext code, in ``into`` up to date with ``locale_dir``.

    A catalog that cannot be read gets no ``.mo``: the build of that language reports it
    (``broken_catalogs``), and the other languages are not held up.
    """
    there = {folder.name for place in (locale_dir, into) for folder in place.glob("*/")}
    unusable = unusable_codes({folder.name for folder in locale_dir.glob("*/")})
    # One family for all: each catalog is compared with others, which are read once.
    first = LanguageFolder(locale_dir / SOURCE_CODE, locale_dir.parent)
    for code in sorted(there & {*codes, *unusable}):
        # What gettext would mix into another language is taken out.
        catalogs = [] if code in unusable else catalogs_in(locale_dir / code)
        _compile_language(catalogs, first.sibling(code), into / code)


def _compile_language(catalogs: Iterable[Path], language: LanguageFolder, into: Path) -> None:
    wanted = {into / po.relative_to(language.path).with_suffix(".mo"): po for po in catalogs}
    kept = {mo.with_suffix(end) for mo in wanted for end in MADE}
    for made in into.glob(f"{CATALOGS}/**/*"):
        if made.suffix in MADE and made not in kept:
            made.unlink(missing_ok=True)
    for mo, po in wanted.items():
        _compile(po, mo, language)


def faults_of_files(
    locale_dir: Path, codes: Iterable[str], compiled: Collection[Path]
) -> list[CatalogError]:
    """Return what keeps the languages ``codes`` from being built, also what is beside them."""
    found = [_error_of(stray) for stray in strays_beside(locale_dir)]
    for code in codes:
        found += broken_catalogs(locale_dir / code, compiled)
    return found


def broken_catalogs(language_dir: Path, compiled: Iterable[Path] = ()) -> list[CatalogError]:
    """Return what keeps one language (``locale/es``) from being built, a file each.

    ``compiled`` are the folders of compiled catalogs: what was compiled as it stands was read.
    """
    known = {stamp for folder in compiled for stamp in stamps([folder], language_dir.name).values()}
    contents = contents_of(language_dir)
    errors = [_error_of(stray) for stray in contents.strays]
    for po in contents.catalogs:
        try:
            if _stamp(po) not in known:
                read_catalog(po)
        except CatalogError as error:
            errors.append(error)
        except OSError as error:
            errors.append(CatalogError(po, 1, f"this file cannot be read: {error.strerror}."))
    return errors


def _error_of(stray: Stray) -> CatalogError:
    return CatalogError(stray.path, 1, f"{stray.fault[0].lower()}{stray.fault[1:]}")


def fault_of_file(catalog: Catalog) -> tuple[str, str] | None:
    """Return the rule and the fault of a catalog of another language or page, None if it is ours.

    Readers get English in place of the whole file.
    """
    said = catalog.fields.get("Language", "")
    if said and not is_written_alike(said, catalog.code):
        fault = (
            f'The header says "Language: {said}" in the folder of {catalog.code}. Get the right '
            f"file back, or put it into the folder of {said}."
        )
        return "language", fault
    if fault_of_page := page_fault(catalog):
        return "lost", fault_of_page
    # To compare the texts takes long, and that there can be a fault is seen in no time.
    if _has_lines_of_another(catalog) or is_foreign(catalog):
        fault_of_texts = fault_of_language(catalog)
        return ("language", f"{fault_of_texts} Get it back with git.") if fault_of_texts else None
    return None


def _has_lines_of_another(catalog: Catalog) -> bool:
    """Return whether half of a catalog is letter for letter that of another language."""
    folders = (catalog.language, *catalog.language.others)
    own, *others = (folder.once(_translated_lines).get(catalog.page, set()) for folder in folders)
    return any(0 < len(own) <= 2 * len(own & lines) for lines in others)


def _translated_lines(language: LanguageFolder) -> dict[str, set[int]]:
    found = {}
    for page, path in language.catalogs.items():
        with suppress(OSError):
            found[page] = {*map(hash, TRANSLATED.findall(read_plain(path)))}  # Lines are large.
    return found


def stamps(folders: Iterable[Path], code: str) -> dict[str, str]:
    """Return the digest of each compiled catalog of a language, by the name of its page."""
    found = {}
    for folder in folders:
        catalogs = folder / code / CATALOGS
        for mo in catalogs.rglob("*.mo"):
            name = mo.relative_to(catalogs).with_suffix("").as_posix()
            found[name] = _stamp_of(mo)
    return found


def refused(folders: Iterable[Path], code: str) -> list[str]:
    """Return what was left out of the compiled catalogs of a language, a finding a line."""
    return [
        line
        for folder in folders
        for path in sorted((folder / code / CATALOGS).rglob(f"*{REFUSED}"))
        for line in path.read_text("utf-8").splitlines()
    ]


def _stamp(po: Path) -> str:
    # What was compiled before the readers became stricter is to be read again.
    digest = _readers().copy()
    digest.update(read_plain(po))
    if po.stem == INTERFACE_CATALOG:
        with suppress(OSError):
            digest.update(read_plain(LanguageFolder.of(po).root / notices.NOTICES))
    return digest.hexdigest()


@functools.cache
def _readers() -> hashlib._Hash:
    return hashlib.sha256(b"".join(path.read_bytes() for path in READERS))


def _compile(po: Path, mo: Path, language: LanguageFolder) -> None:
    findings = mo.with_suffix(REFUSED)
    try:
        digest = _stamp(po)
        if _stamp_of(mo) == digest:
            return
        catalog, told = _leave_out(read_catalog(po, folder=language))
    except (OSError, CatalogError):
        for made in (mo, findings):
            made.unlink(missing_ok=True)
        return
    mo.parent.mkdir(parents=True, exist_ok=True)
    if told:
        write_whole(findings, "".join(f"{finding}\n" for finding in told).encode())
    else:
        findings.unlink(missing_ok=True)
    is_refused = any(finding.line == WHOLE_FILE for finding in told)
    # Whether a whole file is of another language or page, the files beside it say, too.
    write_whole(mo, compiled(catalog) + (UNREAD if is_refused else digest).encode())


def _stamp_of(mo: Path) -> str:
    """Return the digest of the catalog that was compiled into ``mo``, nothing if there is none."""
    try:
        return mo.read_bytes()[-DIGITS:].decode("ascii", errors="replace")
    except FileNotFoundError:
        return ""


def _leave_out(catalog: Catalog) -> tuple[Catalog, Sequence[Finding]]:
    """Return what goes to readers, and what is wrong with the translations that could do harm."""
    if fault := fault_of_file(catalog):
        return replace(catalog, messages=[]), [Finding(catalog.path, WHOLE_FILE, *fault)]
    told = [Finding(catalog.path, one.line, "syntax", one.fault) for one in catalog.damage]
    messages = []
    for message in catalog.live:
        if message.is_fuzzy or not message.has_words:
            continue
        if findings := list(_faults(message, catalog)):
            told += findings
        else:
            messages.append(message)
    return replace(catalog, messages=messages), told


def _faults(message: Message, catalog: Catalog) -> Iterator[Finding]:
    """Yield the first that is wrong with each form of a message."""
    forms = catalog.fields.get("Plural-Forms", "") if message.plural else ""
    if (wanted := number_of_forms(forms)) not in (None, len(message.forms)):
        # Each number would be told in the form of another.
        yield Finding(catalog.path, message.line, "syntax", OTHER_FORMS.format(wanted))
        return
    for form in message.translations:
        for rule, fault in islice(_faults_of_form(form, catalog), 1):
            yield Finding(catalog.path, form.line, rule, fault)


def _faults_of_form(form: Translation, catalog: Catalog) -> Iterator[tuple[str, str]]:
    if form.has_line_break:
        yield "syntax", LINE_BREAK
    for fault in faults_of_characters(form.msgid, form.msgstr):
        yield "safety", fault
    # Also in what is never parsed, such as the description of a picture.
    for fault in faults_of_addresses(form.msgid, form.msgstr):
        yield "links", fault
    if catalog.is_interface:
        for fault in faults_of_interface(form.english, form.msgstr):
            yield "safety", fault
        root, code = catalog.language.root, catalog.code
        if claim := notices.fault_of_notice(root, code, form.msgid, form.msgstr):
            yield "safety", claim
        # Words that are put in where the translation has no place for them end the build.
        if misplaced := fault_of_placeholders(form, catalog):
            yield "placeholders", misplaced
    elif claim := claims.fault_of_heading(catalog.code, form):
        yield "safety", claim


def stray_catalogs(root: Path) -> list[Finding]:
    """Return a finding for each ``.po`` in ``build/mo`` of the project in ``root``.

    sphinx-intl wrote there while ``locale_dirs`` named that folder. No command deletes one.
    """
    found = sorted(Path(root, "build", "mo").glob(f"*/{CATALOGS}/**/*.po"))
    return [
        Finding(shown := path.relative_to(root).as_posix(), 1, "names", _advice(shown))
        for path in found
    ]


def _advice(path: str) -> str:
    """Return what to do about a catalog such as ``build/mo/de/LC_MESSAGES/index.po``."""
    code = path.split("/")[2]
    return (
        "Nobody reads this catalog here. If there is work in it, take that in: "
        f"make import LANGUAGE={code} FILE={path}. Then delete it."
    )
