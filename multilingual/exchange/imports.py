"""Take back what translators did in their tools, and nothing that would harm a reader.

A file that is damaged, of another language or in a wrong encoding is refused whole. Of any
other, the messages that pass the gate are taken and those that do not are reported: a volunteer
who made one mistake in two hundred messages has not worked for nothing, fixes that one in the
same file and brings it again. An empty translation takes none away.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from multilingual.catalogs.language_folder import LanguageFolder, page_of
from multilingual.catalogs.location import locations_of
from multilingual.catalogs.message import Catalog
from multilingual.catalogs.reader import Opened, open_catalog, read_catalog
from multilingual.catalogs.writer import Stamp, refuse_changed, stamp_of, write_catalog
from multilingual.checks.all_checks import RULES, check_catalog
from multilingual.checks.language import fault_of_language
from multilingual.checks.syntax_and_placeholders import syntax
from multilingual.exchange.formats import language_of, read_sent, units_in
from multilingual.exchange.po import catalog_with, placed, slot_of, units_of
from multilingual.exchange.units import ExchangeError, SentUnits, Slot, Unit, UnitState, hash_of
from multilingual.findings import Finding
from multilingual.languages import Language
from multilingual.project import Project
from multilingual.reviews.waivers import Waivers

UNFINISHED = ("fuzzy", "untranslated")
"""Rules that an unfinished translation breaks; readers get English, and nothing is wrong."""
CHANGED_DANGER = "This names a danger, and readers had other words. Compare it with the English."
OTHER_ENGLISH = (
    "The English of this message has changed, or was edited here. Take the message from a file of "
    "today, and translate it there."
)


@dataclass
class Imported:
    """What came of an import: the catalogs, how many messages, what was left out and why.

    ``stamps`` are those of the catalogs as they were read.
    ``waiting`` of the messages still need review, so that readers do not get them yet.
    ``approved`` are texts that a tool calls approved and nobody has reviewed here.
    ``warnings`` are what the gate asks about messages that were taken, ``notes`` what was passed
    over in the files and harms nothing.
    """

    catalogs: dict[Path, Catalog] = field(default_factory=dict)
    stamps: dict[Path, Stamp] = field(default_factory=dict)
    messages: int = 0
    waiting: int = 0
    approved: int = 0
    findings: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)


def import_files(
    files: Sequence[Path], project: Project, wanted: Language | None = None
) -> Imported:
    """Take ``files`` into the catalogs of their languages, all read before one is written.

    ``wanted`` is the language of those that name none, and the only one that is taken. Raises
    ``ExchangeError``, ``CatalogError`` and ``RegisterError``, and then nothing is written.
    """
    root, known = project.root, project.languages()
    every = [read_sent(path, root) for path in files]
    codes = [language_of(sent, known, wanted).code for sent in every]
    imported = Imported()
    for path, sent, code in zip(files, every, codes, strict=True):
        folder = project.folder(code)
        is_catalog = path.suffix.lower() == ".po"
        units = placed(sent, root, folder.catalogs) if is_catalog else sent
        import_units(imported, units, folder)
        imported.approved += _approved_without_review(sent, root, folder.path)
    refuse_changed(imported.stamps)
    for path, catalog in imported.catalogs.items():
        write_catalog(path, catalog)
    return imported


def _approved_without_review(sent: SentUnits, root: Path, folder: Path) -> int:
    """Count what a tool calls approved though no qualified person has signed it off here."""
    approved = [unit for unit in sent.units if unit.is_approved and unit.target.strip()]
    ours = units_in(root, folder) if approved else []
    reviewed = {(unit.page, unit.slot, unit.target) for unit in ours if unit.is_reviewed}
    return sum((unit.page, unit.slot, unit.target) not in reviewed for unit in approved)


def import_units(imported: Imported, sent: SentUnits, folder: LanguageFolder) -> None:
    """Add the catalogs of a language as they will be; write nothing.

    Raises ``ExchangeError`` for a page that does not exist or that another file brought,
    ``CatalogError`` for a catalog that cannot be read.
    """
    by_page: dict[str, list[Unit]] = defaultdict(list)
    for unit in sent.units:
        by_page[unit.page].append(unit)
    # A page is compared with names, and never made into a path that leads elsewhere.
    paths = folder.catalogs
    for page, units in by_page.items():
        if page not in paths:
            message = f"there is no catalog of a page {page!r}. The pages are: "
            raise ExchangeError(sent.name, units[0].line, message + f"{', '.join(sorted(paths))}")
    imported.findings += [Finding(sent.name, line, "import", fault) for line, fault in sent.faults]
    imported.notes += [Finding(sent.name, line, "import", note) for line, note in sent.notes]
    for page, units in by_page.items():
        _import_page(imported, sent.name, folder, paths[page], units)


def _import_page(
    imported: Imported, name: str, folder: LanguageFolder, path: Path, units: Sequence[Unit]
) -> None:
    wanted, stamp = {}, stamp_of(path)
    for unit, fault in _changes(path, units):
        if fault:
            imported.findings.append(Finding(name, unit.line, "import", fault))
        else:
            wanted[unit.slot] = unit
    ours = read_catalog(path, folder.root)
    _refuse_another_language(name, ours, wanted)
    found = _judged(folder, path, wanted)
    faults = {slot: finding for slot, finding in reversed(found) if finding.severity == "error"}
    for slot, finding in faults.items():
        imported.findings.append(replace(finding, path=name, line=wanted[slot].line))
    # Where one plural form is wrong, the others wait for it.
    bad = {key for key, _form in faults}
    good = {slot: unit for slot, unit in wanted.items() if unit.key not in bad}
    if not good:
        return
    if path in imported.catalogs:
        message = "another file brings the same page. Import one after the other."
        raise ExchangeError(name, 1, message)
    imported.catalogs[path] = catalog_with(path, good.values())
    imported.stamps[path] = stamp
    imported.messages += len({unit.key for unit in good.values()})
    states = {(unit.key, unit.state) for unit in good.values()}
    imported.waiting += sum(state is UnitState.NEEDS_REVIEW for _key, state in states)
    imported.warnings += [
        replace(finding, path=name, line=good[slot].line) for slot, finding in found if slot in good
    ]
    imported.warnings += [
        Finding(name, line, "import", CHANGED_DANGER, "warning")
        for line in _changed_dangers(ours, good)
    ]


def _changes(path: Path, units: Sequence[Unit]) -> Iterator[tuple[Unit, str]]:
    """Yield each unit that changes the catalog at ``path``, with what speaks against it."""
    ours = {unit.slot: unit for unit in units_of(page_of(path), read_catalog(path))}
    seen: dict[Slot, str] = {}
    for unit in units:
        our = ours.get(unit.slot)
        if our is None:
            if unit.target.strip():
                yield unit, OTHER_ENGLISH
            continue
        new = unit.target if unit.target == our.target else _like(unit.target, our.source)
        if seen.setdefault(unit.slot, new) != new:
            yield unit, "This message stands twice in the file. Keep one of the two."
        elif _plain(unit.source) != _plain(our.source):
            yield unit, "The English in this file is not ours. Leave it as it was exported."
        elif new.strip() and (new != our.target or _changes_state(our, unit)):
            untouched = bool(unit.base) and hash_of(new) == unit.base
            if not untouched and unit.base and our.base not in (unit.base, hash_of(new)):
                yield unit, "Somebody else has changed this translation. Export it, compare both."
            elif not (untouched and new != our.target):
                yield replace(unit, target=new, source=our.source), _broken(new, our.source)


def _changes_state(our: Unit, unit: Unit) -> bool:
    return unit.state not in (UnitState.NEEDS_TRANSLATION, our.state)


def _like(text: str, english: str) -> str:
    """Return ``text`` with the line breaks of the English, since tools write their own."""
    return text if "\r" in english else text.replace("\r\n", "\n")


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _broken(text: str, english: str) -> str:
    if "\n" in text.strip("\n") and "\n" not in english:
        return "The translation has a line break. Write it on one line."
    return ""


def _refuse_another_language(name: str, ours: Catalog, units: Mapping[Slot, Unit]) -> None:
    """Raise ``ExchangeError`` if most of ``units`` are what another language has on this page.

    Each would be a warning or two alone, and together they would take a page away from readers.
    """
    brought = [
        replace(
            message,
            forms=tuple(
                units[slot].target if (slot := slot_of(form)) in units else ""
                for form in message.translations
            ),
            flags=(),
        )
        for message in ours.live
    ]
    if fault := fault_of_language(replace(ours, messages=brought)):
        message = f"{fault} Choose the right language, or take the file of {ours.code}."
        raise ExchangeError(name, 1, message)


def _changed_dangers(ours: Catalog, units: Mapping[Slot, Unit]) -> Iterator[int]:
    """Yield the line of each of ``units`` that changes a safety text which readers get.

    No check can tell that a text says the opposite in other words.
    """
    places = locations_of(ours.page, ours.translations)
    for message, place in zip(ours.translations, places, strict=True):
        unit = units.get(slot_of(message))
        if unit and place.is_safety and message.is_translated and unit.target != message.msgstr:
            yield unit.line


def _judged(
    folder: LanguageFolder, path: Path, units: Mapping[Slot, Unit]
) -> Sequence[tuple[Slot, Finding]]:
    """Return what `make check` would say of each unit, if it were in the catalog at ``path``."""
    if not units:
        return ()
    opened, broken = _tried(folder, path, units)
    if broken:
        if len(units) == 1:
            return [(next(iter(units)), broken[0])]
        alone = (_judged(folder, path, {slot: unit}) for slot, unit in units.items())
        return [found for judged in alone for found in judged]
    shown = folder.shown(path)
    catalog = replace(opened.catalog or Catalog(), path=shown, language=folder)
    waivers = Waivers.of(folder, [rule.name for rule in RULES])
    slots = {message.line: slot_of(message) for message in catalog.translations}
    return [
        (slots[finding.line], finding)
        for finding in check_catalog(catalog, waivers)
        if finding.path == shown
        and finding.rule not in UNFINISHED
        and slots.get(finding.line) in units
    ]


def _tried(
    folder: LanguageFolder, path: Path, units: Mapping[Slot, Unit]
) -> tuple[Opened, Sequence[Finding]]:
    """Return the catalog at ``path`` as it would be with ``units``, and why nobody can read it."""
    with tempfile.TemporaryDirectory() as draft:
        trial = Path(draft, folder.code, path.relative_to(folder.path))
        write_catalog(trial, catalog_with(path, units.values()))
        opened = open_catalog(trial)
        found = syntax(opened, folder)
        return opened, [finding for finding in found if finding.severity == "error"]
