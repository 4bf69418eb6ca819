"""Take back what translators did in their tools, and nothing that would harm a reader.

A file that is damaged, of another language or in a wrong encoding is refused whole. Of any
other, the messages that pass the gate are taken and those that do not are told: a volunteer
who made one mistake in two hundred messages has not worked for nothing, mends that one in the
same file and brings it again. An empty translation takes none away.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import polib

from multilingual.catalogs.files import (
    Stamp,
    catalogs_by_page,
    read_catalog,
    refuse_changed,
    stamp_of,
    write_catalog,
)
from multilingual.catalogs.messages import Catalog, Message, language_folder, open_catalog
from multilingual.catalogs.place import places_of
from multilingual.checks.gate import RULES, check_catalog
from multilingual.checks.siblings import fault_of_language
from multilingual.checks.syntax import syntax
from multilingual.exchange.arrivals import language_of, read_parcel
from multilingual.exchange.exports import units_in
from multilingual.exchange.sent_catalog import ENDING, Earlier, placed
from multilingual.exchange.units import (
    ExchangeError,
    Parcel,
    State,
    Unit,
    base_of,
    english_of,
    key_of,
    texts_of,
)
from multilingual.findings import Finding
from multilingual.languages import Language
from multilingual.reviews.waivers import Waivers

UNFINISHED = ("fuzzy", "untranslated")
"""Rules that an unfinished translation breaks; readers get English, and nothing is wrong."""
CHANGED_DANGER = "This names a danger, and readers had other words. Compare it with the English."
OTHER_ENGLISH = (
    "The English of this message has changed, or was edited here. Take the message from a file of "
    "today, and translate it there."
)
Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Home:
    """Where the catalogs of a project are: below ``locale``, which is below ``root``.

    ``earlier`` yields what a catalog was before, from which somebody may have made the ``.po``
    that they send.
    """

    root: Path
    locale: Path
    earlier: Earlier = lambda _path: ()


@dataclass
class Taken:
    """What came of an import: the catalogs, how many messages, what was left out and why.

    ``stamps`` are those of the catalogs as they were read.
    ``waiting`` of the messages still need review, so that readers do not get them yet.
    ``approved`` are texts that a tool calls approved and nobody has reviewed here.
    ``warnings`` are what the gate asks about messages that were taken, ``notes`` what was passed
    over in the files and harms nothing.
    """

    catalogs: dict[Path, polib.POFile] = field(default_factory=dict)
    stamps: dict[Path, Stamp] = field(default_factory=dict)
    messages: int = 0
    waiting: int = 0
    approved: int = 0
    findings: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)


def import_files(
    files: Sequence[Path], home: Home, known: Sequence[Language], wanted: Language | None = None
) -> Taken:
    """Take ``files`` into the catalogs of their languages, all read before one is written.

    Raises ``ExchangeError``, ``CatalogError`` and ``RegisterError``, and then nothing is written.
    """
    parcels = [read_parcel(path) for path in files]
    folders = [home.locale / language_of(parcel, known, wanted).code for parcel in parcels]
    whole = Taken()
    for parcel, folder in zip(parcels, folders, strict=True):
        taken = take(_placed(parcel, home, folder), home.root, folder)
        if taken.catalogs.keys() & whole.catalogs.keys():
            message = "another file brings the same page. Import one after the other."
            raise ExchangeError(parcel.path, 1, message)
        whole.catalogs |= taken.catalogs
        whole.stamps |= taken.stamps
        whole.messages += taken.messages
        whole.waiting += taken.waiting
        whole.approved += len(approved_without_review(parcel, home.root, folder))
        whole.findings += taken.findings
        whole.warnings += taken.warnings
        whole.notes += taken.notes
    refuse_changed(whole.stamps)
    for path, catalog in whole.catalogs.items():
        write_catalog(path, catalog)
    return whole


def _placed(parcel: Parcel, home: Home, folder: Path) -> Parcel:
    if parcel.path.suffix.lower() != ENDING:
        return parcel
    return placed(parcel, catalogs_by_page(folder), home.earlier)


def approved_without_review(parcel: Parcel, root: Path, folder: Path) -> list[Unit]:
    """Return what a tool calls approved though no qualified person vouches for the text here.

    Raises ``CatalogError`` and ``RegisterError``.
    """
    approved = [one for one in parcel.units if one.is_approved and one.target.strip()]
    if not approved:
        return []
    reviewed = {
        (one.page, one.key, one.form): one.target
        for one in units_in(root, folder)
        if one.is_reviewed
    }
    return [one for one in approved if reviewed.get((one.page, one.key, one.form)) != one.target]


def take(parcel: Parcel, root: Path, folder: Path) -> Taken:
    """Return the catalogs of a language (``locale/es``) as they will be; write nothing.

    Raises ``ExchangeError`` for a page that does not exist, ``CatalogError`` for a catalog that
    cannot be read.
    """
    by_page: dict[str, list[Unit]] = defaultdict(list)
    for unit in parcel.units:
        by_page[unit.page].append(unit)
    # A page is compared with names, and never made into a path that leads elsewhere.
    paths = catalogs_by_page(folder)
    for page, units in by_page.items():
        if page not in paths:
            message = f"there is no catalog of a page {page!r}. The pages are: "
            raise ExchangeError(parcel.path, units[0].line, message + f"{', '.join(sorted(paths))}")
    faults = (Finding(str(parcel.path), line, "import", fault) for line, fault in parcel.faults)
    notes = (Finding(str(parcel.path), line, "import", note) for line, note in parcel.notes)
    taken = Taken(findings=[*faults], notes=[*notes])
    for page, units in by_page.items():
        _take_page(taken, parcel.path, root, paths[page], units)
    return taken


def _take_page(taken: Taken, source: Path, root: Path, path: Path, units: Sequence[Unit]) -> None:
    wanted, stamp = {}, stamp_of(path)
    for unit, fault in _changes(read_catalog(path), units):
        if fault:
            taken.findings.append(Finding(str(source), unit.line, "import", fault))
        else:
            wanted[unit.key, unit.form] = unit
    ours = open_catalog(path, root, language_folder(path).name)
    _refuse_another_language(source, ours, wanted)
    found = _judged(root, path, wanted)
    faults = {place: one for place, one in reversed(found) if one.severity == "error"}
    for place, one in faults.items():
        taken.findings.append(replace(one, path=str(source), line=wanted[place].line))
    # Where one plural form is wrong, the others wait for it.
    bad = {key for key, _form in faults}
    good = {place: unit for place, unit in wanted.items() if place[0] not in bad}
    if good:
        taken.catalogs[path] = _applied(read_catalog(path), good)
        taken.stamps[path] = stamp
        taken.messages += len({key for key, _form in good})
        waiting = {one.key for one in good.values() if one.state is State.NEEDS_REVIEW}
        taken.waiting += len(waiting)
        taken.warnings += [
            replace(one, path=str(source), line=good[place].line)
            for place, one in found
            if place in good
        ]
        taken.warnings += [
            Finding(str(source), line, "import", CHANGED_DANGER, "warning")
            for line in _changed_dangers(ours, good)
        ]


def _refuse_another_language(source: Path, ours: Catalog, units: Mapping[Place, Unit]) -> None:
    """Raise ``ExchangeError`` if most of ``units`` are what another language has on this page.

    Each would be a warning or two alone, and together they would take a page away from readers.
    """
    brought = [
        replace(one, msgstr=units[place].target, flags=())
        for one in ours.messages
        if (place := _place(one)) in units
    ]
    if fault := fault_of_language(replace(ours, messages=brought)):
        message = f"{fault} Choose the right language, or take the file of {ours.code}."
        raise ExchangeError(source, 1, message)


def _changed_dangers(ours: Catalog, units: Mapping[Place, Unit]) -> Iterator[int]:
    """Yield the line of each of ``units`` that changes a safety text which readers get.

    No check can tell that a text says the opposite in other words.
    """
    places = places_of(ours.page, ours.messages)
    for message, about in zip(ours.messages, places, strict=True):
        unit = units.get(_place(message))
        if unit and about.is_safety and message.is_translated and unit.target != message.msgstr:
            yield unit.line


def _changes(catalog: polib.POFile, units: Sequence[Unit]) -> Iterator[tuple[Unit, str]]:
    """Yield each unit that changes something, with what speaks against it."""
    entries = _entries(catalog)
    seen: dict[Place, str] = {}
    for unit in units:
        entry = entries.get(unit.key)
        if entry is None or unit.form not in texts_of(entry):
            if unit.target.strip():
                yield unit, OTHER_ENGLISH
            continue
        now, english = texts_of(entry)[unit.form], english_of(entry, unit.form)
        new = unit.target if unit.target == now else _like(unit.target, english)
        if seen.setdefault((unit.key, unit.form), new) != new:
            yield unit, "This message stands twice in the file. Keep one of the two."
        elif _plain(unit.source) != _plain(english):
            yield unit, "The English in this file is not ours. Leave it as it was exported."
        elif new.strip() and (new != now or _changes_state(entry, unit)):
            untouched = bool(unit.base) and base_of(new) == unit.base
            if not untouched and unit.base and base_of(now) not in (unit.base, base_of(new)):
                yield unit, "Somebody else has changed this translation. Export it, compare both."
            elif not (untouched and new != now):
                yield replace(unit, target=new, source=english), _broken(new, english)


def _changes_state(entry: polib.POEntry, unit: Unit) -> bool:
    wanted = {State.NEEDS_REVIEW: True, State.TRANSLATED: False}.get(unit.state)
    return wanted is not None and wanted is not ("fuzzy" in entry.flags)


def _like(text: str, english: str) -> str:
    """Return ``text`` with the line breaks of the English, since tools write their own."""
    return text if "\r" in english else text.replace("\r\n", "\n")


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _broken(text: str, english: str) -> str:
    if "\n" in text.strip("\n") and "\n" not in english:
        return "The translation has a line break. Write it on one line."
    return ""


def _entries(catalog: polib.POFile) -> dict[str, polib.POEntry]:
    current = (entry for entry in catalog if not entry.obsolete)
    return {key_of(one.msgctxt, one.msgid, one.msgid_plural): one for one in current}


def _applied(catalog: polib.POFile, units: Mapping[Place, Unit]) -> polib.POFile:
    """Put ``units`` into ``catalog``."""
    entries = _entries(catalog)
    states: dict[str, set[State]] = defaultdict(set)
    for (key, form), unit in units.items():
        entry = entries[key]
        if form:
            # polib writes the forms in the order of their numbers.
            entry.msgstr_plural[int(form)] = unit.target
        else:
            entry.msgstr = unit.target
        states[key].add(unit.state)
    for key, found in states.items():
        _mark(entries[key], is_fuzzy=State.NEEDS_REVIEW in found)
    return catalog


def _mark(entry: polib.POEntry, *, is_fuzzy: bool) -> None:
    if is_fuzzy and "fuzzy" not in entry.flags:
        entry.flags.insert(0, "fuzzy")
    elif not is_fuzzy and "fuzzy" in entry.flags:
        entry.flags.remove("fuzzy")
        entry.previous_msgid = entry.previous_msgctxt = entry.previous_msgid_plural = None


def _judged(root: Path, path: Path, units: Mapping[Place, Unit]) -> Sequence[tuple[Place, Finding]]:
    """Return what `make check` would say of each unit, if it were in the catalog at ``path``."""
    if not units:
        return ()
    folder = language_folder(path)
    shown = path.relative_to(root).as_posix()
    with tempfile.TemporaryDirectory() as draft:
        trial = Path(draft, folder.name, path.relative_to(folder))
        write_catalog(trial, _applied(read_catalog(path), units))
        found = syntax(trial, shown, folder.name)
        if broken := [one for one in found if one.severity == "error"]:
            if len(units) == 1:
                return [(next(iter(units)), broken[0])]
            alone = [_judged(root, path, {place: unit}) for place, unit in units.items()]
            return [found for one in alone for found in one]
        catalog = replace(open_catalog(trial, root, folder.name), path=shown, folder=folder)
    waivers = Waivers.of(folder, root, [rule.__name__ for rule in RULES])
    places = {one.line: _place(one) for one in catalog.messages}
    return [
        (places[one.line], one)
        for one in check_catalog(catalog, waivers)
        if one.path == shown and one.rule not in UNFINISHED and places.get(one.line) in units
    ]


def _place(message: Message) -> Place:
    form = "" if message.form is None else str(message.form)
    return key_of(message.context, message.msgid, message.plural), form
