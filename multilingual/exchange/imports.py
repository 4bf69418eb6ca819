"""Take back what translators did in their tools, and nothing that would harm a reader.

A file that is damaged, of another language or in a wrong encoding is refused whole. Of any other,
what passes the gate is taken and the rest reported: one mistake in two hundred messages is mended
in the same file and brought again. An empty translation takes none away.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from multilingual.catalogs.fixes import as_written_here, letters_of
from multilingual.catalogs.language_folder import LanguageFolder
from multilingual.catalogs.message import Catalog, locations_of
from multilingual.catalogs.reader import Opened, open_catalog, read_once
from multilingual.catalogs.writer import refuse_changed, stamp_of, write_catalog
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
MANY = 3
"""How many doubts make a question of it, where they are more than half of what is brought."""
LINE_BREAK = "The translation has a line break. Write it on one line."
COPIED = (
    "Texts in which the English was copied, and nobody said that this is the translation: {}. The "
    "first is here. They were passed over. A name that is the same in both languages gets the "
    "state translated."
)
ENGLISH_FOR_IT = (
    "The English stands where we have a translation, which stays. If both languages say it alike, "
    "write it into the catalog."
)
NO_SUCH_FORM = "This plural form is none of ours, and was left out. The others were looked at."
OTHER_ENGLISH = (
    "The English of this message has changed, or was edited here. Take the message from a file of "
    "today, and translate it there."
)


@dataclass
class Imported:
    """What came of an import: the catalogs, how many messages, what was left out and why.

    ``waiting`` of the messages still need review, so that readers do not get them yet.
    ``approved`` are texts that a tool calls approved and nobody has reviewed here.
    ``warnings`` are what the gate asks about messages that were taken, ``notes`` what was passed
    over in the files and harms nothing.
    """

    catalogs: dict[Path, Catalog] = field(default_factory=dict)
    messages: int = 0
    waiting: int = 0
    approved: int = 0
    findings: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)


def import_files(
    files: Sequence[Path],
    project: Project,
    wanted: Language | None = None,
    ask: Callable[[str], bool] = lambda _question: False,
) -> Imported:
    """Take ``files`` into the catalogs of their languages, all read before one is written.

    ``wanted`` is the language of those that name none, the only one taken. ``ask`` gets a question
    for a file that takes most of its translations from readers. Raises ``ExchangeError``,
    ``StrayError``, ``CatalogError`` and ``RegisterError``, and then nothing is written.
    """
    root, known = project.root, project.languages()
    every = [read_sent(path, root) for path in files]
    folders = [project.folder(language_of(sent, known, wanted).code) for sent in every]
    project.refuse_strays(folder.code for folder in folders)
    stamps = {path: stamp_of(path) for folder in folders for path in folder.catalogs.values()}
    imported = Imported()
    for path, sent, folder in zip(files, every, folders, strict=True):
        units = (
            placed(sent, folder, project.catalog_names()) if path.suffix.lower() == ".po" else sent
        )
        _refuse_doubt_of_all(sent, units.units, folder, ask)
        import_units(imported, units, folder)
        imported.approved += _approved_without_review(sent, folder)
    refuse_changed({path: stamps[path] for path in imported.catalogs})
    for path, catalog in imported.catalogs.items():
        write_catalog(path, catalog)
    return imported


def _refuse_doubt_of_all(
    sent: SentUnits, units: Iterable[Unit], folder: LanguageFolder, ask: Callable[[str], bool]
) -> None:
    """Raise ``ExchangeError`` for a file that makes most of what it has fuzzy, if nobody says yes.

    Some programs mark all that no reviewer has approved, and readers would lose a whole page.
    ``units`` are those of the file that can change a catalog.
    """
    good = {unit.slot for unit in units_in(folder) if unit.is_finished}
    brought = [unit for unit in sent.units if unit.slot in good and unit.target.strip()]
    doubts = [one for one in units if one.slot in good and one.state is UnitState.NEEDS_REVIEW]
    if len(doubts) < MANY or 2 * len(doubts) <= len(brought):
        return
    fault = (
        f"{len(doubts)} of {len(brought)} good translations come back as fuzzy, and readers would "
        "get English for them."
    )
    if not ask(f"{sent.name}: {fault} Take them so?"):
        advice = (
            "Is it meant? make import FILE=… FUZZY=yes. If not, set their state in your program."
        )
        raise ExchangeError(sent.name, doubts[0].line, f"{fault} Nothing was taken. {advice}")


def _approved_without_review(sent: SentUnits, folder: LanguageFolder) -> int:
    """Count what a tool calls approved though no qualified person has signed it off here."""
    approved = [unit for unit in sent.units if unit.is_approved and unit.target.strip()]
    ours = units_in(folder) if approved else []
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
    for page, units in by_page.items():
        if page not in folder.catalogs:
            known = ", ".join(sorted(folder.catalogs))
            message = f"there is no catalog of a page {page!r}. The pages are: {known}"
            raise ExchangeError(sent.name, units[0].line, message)
    imported.findings += [Finding(sent.name, line, "import", fault) for line, fault in sent.faults]
    imported.notes += [Finding(sent.name, line, "import", note) for line, note in sent.notes]
    if copied := [unit for unit in sent.units if unit.is_copied]:
        note = COPIED.format(len(copied))
        imported.notes.append(Finding(sent.name, copied[0].line, "import", note))
    for page, units in by_page.items():
        _import_page(imported, sent.name, read_once(folder, page), units)


def _import_page(imported: Imported, name: str, ours: Catalog, units: Sequence[Unit]) -> None:
    wanted = {}
    for unit, fault in _changes(ours, units):
        if fault:
            imported.findings.append(Finding(name, unit.line, "import", fault))
        else:
            wanted[unit.slot] = unit
    _refuse_another_language(name, ours, wanted)
    found = _judged(ours, wanted)
    faults = {slot: finding for slot, finding in reversed(found) if finding.severity == "error"}
    for slot, finding in faults.items():
        imported.findings.append(replace(finding, path=name, line=wanted[slot].line))
    # Where one plural form is wrong, the others wait for it.
    bad = {key for key, _form in faults}
    good = {slot: unit for slot, unit in wanted.items() if unit.key not in bad}
    if not good:
        return
    path = ours.language.catalogs[ours.page]
    if path in imported.catalogs:
        message = "another file brings the same page. Import one after the other."
        raise ExchangeError(name, 1, message)
    imported.catalogs[path] = catalog_with(ours, good.values())
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


def _changes(catalog: Catalog, units: Sequence[Unit]) -> Iterator[tuple[Unit, str]]:
    """Yield each unit that changes ``catalog``, with what speaks against it."""
    ours = {unit.slot: unit for unit in units_of(catalog)}
    known = {key for key, _form in ours}
    seen: dict[Slot, str] = {}
    for unit in (unit for unit in units if not unit.is_copied):
        our = ours.get(unit.slot)
        if our is None:
            if unit.target.strip():
                yield unit, NO_SUCH_FORM if unit.key in known else OTHER_ENGLISH
            continue
        new = _as_written_here(unit, our)
        if seen.setdefault(unit.slot, new) != new:
            yield unit, "This message stands twice in the file. Keep one of the two."
        elif letters_of(unit.source) != letters_of(our.source):
            yield unit, "The English in this file is not ours. Leave it as it was exported."
        elif new.strip() and (
            new != our.target or unit.state not in (UnitState.NEEDS_TRANSLATION, our.state)
        ):
            untouched = bool(unit.base) and hash_of(new) == unit.base
            if not untouched and unit.base and our.base not in (unit.base, hash_of(new)):
                yield unit, "Somebody else has changed this translation. Export it, compare both."
            elif our.is_finished and new.strip() == our.source.strip():
                yield unit, ENGLISH_FOR_IT
            elif not (untouched and new != our.target):
                is_broken = "\n" in new.strip("\n") and "\n" not in our.source
                yield replace(unit, target=new, source=our.source), LINE_BREAK if is_broken else ""


def _as_written_here(unit: Unit, our: Unit) -> str:
    """Return the text of a unit without what the tool of its translator has of its own."""
    if unit.target == our.target or hash_of(unit.target) == unit.base:
        return unit.target
    return as_written_here(unit.target, our.source, our.target)


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


def _judged(ours: Catalog, units: Mapping[Slot, Unit]) -> Sequence[tuple[Slot, Finding]]:
    """Return what `make check` would say of each unit, if it were in the catalog ``ours``."""
    if not units:
        return ()
    opened, broken, bad = _tried(ours, units)
    if broken:
        if len(units) == 1:
            return [(next(iter(units)), broken[0])]
        # The others go on together, unless no line of a fault is that of one.
        parts = [{slot: unit} for slot, unit in units.items() if slot in bad or not bad]
        parts.append({slot: units[slot] for slot in units if bad and slot not in bad})
        return [found for part in parts for found in _judged(ours, part)]
    catalog = replace(opened.catalog or Catalog(), path=ours.path, language=ours.language)
    waivers = Waivers.of(ours.language, [rule.name for rule in RULES])
    slots = {message.line: slot_of(message) for message in catalog.translations}
    return [
        (slots[finding.line], finding)
        for finding in check_catalog(catalog, waivers)
        if finding.path == ours.path
        and finding.rule not in UNFINISHED
        and slots.get(finding.line) in units
    ]


def _tried(ours: Catalog, units: Mapping[Slot, Unit]) -> tuple[Opened, list[Finding], set[Slot]]:
    """Return ``ours`` as it would be with ``units``, what is wrong with these, and with which."""
    with tempfile.TemporaryDirectory() as draft:
        trial = LanguageFolder(Path(draft, ours.code), Path(draft)).catalog_path(ours.page)
        write_catalog(trial, catalog_with(ours, units.values()))
        opened = open_catalog(trial)
        found = [one for one in syntax(opened, ours.language) if one.severity == "error"]
        # Other texts may have had faults before.
        there = opened.catalog.translations if opened.catalog else ()
        own = opened.beside([form.message.line for form in there if slot_of(form) in units])
        of_units = [one for one in found if one.line in own or one.line < opened.first_line]
        lines = opened.beside([one.line for one in of_units])
        bad = {slot_of(form) for form in there if form.message.line in lines}
        return opened, of_units, bad & units.keys()
