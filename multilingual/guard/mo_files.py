"""Keep the compiled catalogs (``.mo``) in a folder of their own, true to the ``.po`` files.

Sphinx writes a ``.mo`` beside each ``.po`` and goes on using it after the ``.po`` is gone.
Here they are made below ``build/``, from catalogs that were read strictly, and one that
has no ``.po``, or a broken one, is deleted. A message whose characters could do harm is left
out, and told in a file beside.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import tempfile
from collections.abc import Collection, Iterable, Iterator
from inspect import getfile
from itertools import islice
from pathlib import Path

import polib

from multilingual.catalogs.entries import Entry
from multilingual.catalogs.files import (
    LARGEST,
    CatalogError,
    catalogs_in,
    read_catalog,
    read_translations,
    strange_files,
)
from multilingual.catalogs.interface import INTERFACE_CATALOG
from multilingual.catalogs.messages import Catalog, Message, messages_of
from multilingual.catalogs.parser import Parser
from multilingual.catalogs.statements import wrong_text
from multilingual.checks.placeholders import placeholders
from multilingual.findings import Finding
from multilingual.languages import unusable_codes
from multilingual.text.mojibake import is_mojibake
from multilingual.text.unsafe_characters import (
    faults_of_characters,
    faults_of_interface,
)
from multilingual.text.web_addresses import faults_of_addresses

READING = (
    *(read_catalog, Parser, Entry, wrong_text, placeholders),
    *(faults_of_characters, faults_of_addresses, is_mojibake),
)
READERS = [Path(getfile(one)) for one in READING]
REFUSED = ".refused"
MADE = (".mo", REFUSED)
"""What is made of a catalog, and goes with it."""
DIGITS = 64
"""How long a digest is. That of a catalog ends its compiled form, where no reader looks."""


def compile_catalogs(locale_dir: Path, into: Path, codes: Collection[str]) -> None:
    """Bring the languages ``codes``, by gettext code, in ``into`` up to date with ``locale_dir``.

    A catalog that cannot be read gets no ``.mo``: the build of that language reports it
    (``broken_catalogs``), and the other languages are not held up.
    """
    there = {folder.name for place in (locale_dir, into) for folder in place.glob("*/")}
    unusable = unusable_codes({folder.name for folder in locale_dir.glob("*/")})
    for code in sorted(there & {*codes, *unusable}):
        # What gettext would mix into another language is taken out.
        catalogs = [] if code in unusable else catalogs_in(locale_dir / code)
        _compile_language(catalogs, locale_dir / code, into / code)


def _compile_language(catalogs: Iterable[Path], folder: Path, into: Path) -> None:
    wanted = {into / po.relative_to(folder).with_suffix(".mo"): po for po in catalogs}
    kept = {mo.with_suffix(end) for mo in wanted for end in MADE}
    for made in into.glob("LC_MESSAGES/**/*"):
        if made.suffix in MADE and made not in kept:
            made.unlink(missing_ok=True)
    for mo, po in wanted.items():
        _compile(po, mo)


def broken_catalogs(language_dir: Path, compiled: Iterable[Path] = ()) -> list[CatalogError]:
    """Return what keeps the catalogs of one language (``locale/es``) from being read.

    ``compiled`` are the folders of compiled catalogs: what was compiled as it stands was read.
    """
    known = {stamp for folder in compiled for stamp in stamps([folder], language_dir.name).values()}
    errors = []
    for strange in strange_files(language_dir):
        message = "this is a link, or has a name that no page has. Put the file itself there."
        errors.append(CatalogError(strange, 1, message))
    for po in catalogs_in(language_dir):
        try:
            if po.stat().st_size > LARGEST or _stamp(po.read_bytes()) not in known:
                read_catalog(po)
        except CatalogError as error:
            errors.append(error)
        except OSError as error:
            errors.append(CatalogError(po, 1, f"this file cannot be read: {error.strerror}."))
    return errors


def stamps(folders: Iterable[Path], code: str) -> dict[str, str]:
    """Return the digest of each compiled catalog of a language, by the name of its page."""
    found = {}
    for folder in folders:
        catalogs = folder / code / "LC_MESSAGES"
        for compiled in catalogs.rglob("*.mo"):
            name = compiled.relative_to(catalogs).with_suffix("").as_posix()
            found[name] = _stamp_of(compiled)
    return found


def refused(folders: Iterable[Path], code: str) -> list[str]:
    """Return what was left out of the compiled catalogs of a language, a finding a line."""
    return [
        line
        for folder in folders
        for path in sorted((folder / code / "LC_MESSAGES").rglob(f"*{REFUSED}"))
        for line in path.read_text("utf-8").splitlines()
    ]


def _stamp(catalog: bytes) -> str:
    # What was compiled before the readers became stricter is to be read again.
    digest = _readers().copy()
    digest.update(catalog)
    return digest.hexdigest()


@functools.cache
def _readers() -> hashlib._Hash:
    return hashlib.sha256(b"".join(path.read_bytes() for path in READERS))


def _compile(po: Path, mo: Path) -> None:
    try:
        if po.stat().st_size > LARGEST:
            raise CatalogError(po, 1, "too large")
        digest = _stamp(po.read_bytes())
    except (OSError, CatalogError):
        _drop(mo)
        return
    if _stamp_of(mo) == digest:
        return
    findings = mo.with_suffix(REFUSED)
    try:
        catalog = read_translations(po)
        told = [str(finding) for finding in _leave_out(catalog, po)]
    except CatalogError:
        _drop(mo)
        return
    mo.parent.mkdir(parents=True, exist_ok=True)
    if told:
        _replace(findings, "".join(f"{finding}\n" for finding in told).encode())
    else:
        findings.unlink(missing_ok=True)
    _replace(mo, catalog.to_binary() + digest.encode())


def _stamp_of(mo: Path) -> str:
    """Return the digest of the catalog that was compiled into ``mo``, nothing if there is none."""
    try:
        return mo.read_bytes()[-DIGITS:].decode("ascii", errors="replace")
    except FileNotFoundError:
        return ""


def _drop(mo: Path) -> None:
    for end in MADE:
        mo.with_suffix(end).unlink(missing_ok=True)


def _leave_out(catalog: polib.POFile, po: Path) -> Iterator[Finding]:
    """Take the translations out that could do harm by their characters, and tell of each."""
    is_interface = po.stem == INTERFACE_CATALOG
    text = po.read_text("utf-8", errors="replace").replace("\r\n", "\n").split("\n")
    for entry in catalog:
        if entry.obsolete or entry.fuzzy or not (is_interface or _is_odd(entry)):
            continue
        for finding in (
            one for message in messages_of(entry, text) for one in _faults(message, po)
        ):
            entry.msgstr = ""
            entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, "")
            yield finding


def _is_odd(entry: polib.POEntry) -> bool:
    texts = (entry.msgstr, *entry.msgstr_plural.values())
    return any(True for text in texts for _fault in _faults_of_text(entry.msgid, text))


def _faults(message: Message, po: Path) -> Iterator[Finding]:
    """Yield the first that is wrong with a message."""
    faults = [*_faults_of_text(message.msgid, message.msgstr)]
    if po.stem == INTERFACE_CATALOG:
        told = faults_of_interface(message.english, message.msgstr)
        faults += [("safety", fault) for fault in told]
        # Words that are put in where the translation has no place for them end the build.
        if not faults:
            catalog = Catalog(_shown(po), "", INTERFACE_CATALOG, po.parent, [message])
            yield from islice(placeholders(catalog), 1)
    for rule, fault in faults[:1]:
        yield Finding(_shown(po), message.line, rule, fault)


def _faults_of_text(english: str, translated: str) -> Iterator[tuple[str, str]]:
    for fault in faults_of_characters(english, translated):
        yield "safety", fault
    # Also in what is never parsed, such as the description of a picture.
    for fault in faults_of_addresses(english, translated):
        yield "links", fault


def _shown(po: Path) -> str:
    """Return the path of a catalog from the folder that holds ``locale``."""
    parts = po.parts
    return Path(*parts[parts.index("LC_MESSAGES") - 2 :]).as_posix()


def _replace(path: Path, data: bytes) -> None:
    # Languages are built at the same time: a reader finds the old file or the new one.
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
        raise
