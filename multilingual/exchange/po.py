"""Catalogs (``.po``): units of one, units put into one, and one that somebody sends.

A sent catalog, from Poedit or another program, does not say which page it is of, nor which
translation it was made from. Its messages tell both: the page has most of them, and of the
versions that the page's catalog had, the one that the file is nearest to is the one that it was
made from (its base version); of two that are equally near, the later one. Only translations are
taken home; other words of a sender are told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import PurePath

from multilingual.catalogs.header import PROVENANCE
from multilingual.catalogs.language_folder import CATALOG, LanguageFolder
from multilingual.catalogs.message import Catalog, CatalogError, Message, Translation
from multilingual.catalogs.plural_forms import plural_forms_of
from multilingual.catalogs.reader import is_marked, read_catalog, read_once
from multilingual.catalogs.versions import earlier
from multilingual.catalogs.writer import canonical
from multilingual.exchange.units import (
    EMPTIED,
    ExchangeError,
    Fault,
    SentFile,
    SentUnits,
    Slot,
    Unit,
    UnitState,
    hash_of,
    key_of,
)
from multilingual.findings import printable
from multilingual.reviews.register import QUALIFIED, Register, digest_of, kinds_of

MARK_PASSED_OVER = "A hidden sign (a byte order mark) begins this file. It was passed over."
MAY_BE_OLDER = (
    "The catalog had other words here before. If this file was made from those, somebody has "
    "changed them meanwhile: git diff shows what this file replaces."
)
NOT_TAKEN = "Only translations are taken from a file. If others need it, write it into the catalog:"
OLDER = (
    "The catalog has a newer translation, which stays: this one stood there before, and somebody "
    "has changed it since. If this one is better, write it into the catalog."
)
PLURAL = "Plural-Forms"
SINGLY = 10
"""Up to how many texts of which the same is said are told one by one."""
Version = Mapping[Slot, tuple[str, UnitState]]
"""The translations that a catalog has, or had."""


# Units of a catalog, and back


def units_of(catalog: Catalog, register: Register | None = None) -> Iterator[Unit]:
    """Yield the units of a catalog; obsolete messages stay at home.

    Those that a qualified person has signed off in ``register`` are reviewed.
    """
    reviews = register.reviews_by_digest() if register else {}
    for form in catalog.translations:
        state = UnitState.NEEDS_REVIEW if form.is_fuzzy else UnitState.TRANSLATED
        if not form.msgstr.strip():
            state = UnitState.NEEDS_TRANSLATION
        kinds = kinds_of(reviews.get(digest_of(form), []))
        key, number = slot_of(form)
        yield Unit(
            page=catalog.page,
            key=key,
            source=form.english_of_form,
            target=form.msgstr,
            state=state,
            context=form.context or "",
            form=number,
            notes=tuple(_notes(catalog.page, form)),
            is_reviewed=state is UnitState.TRANSLATED and bool(kinds & QUALIFIED),
            line=form.message.line,
            base=hash_of(form.msgstr),
        )


def _notes(page: str, form: Translation) -> Iterator[tuple[str, str]]:
    yield "page", f"Page: {page}"
    if form.context:
        yield "context", f"Context: {form.context}"
    if form.form is not None:
        yield "form", f"Plural form {form.form} of: {form.msgid} / {form.plural}"
    if form.about:
        yield "developer", form.about
    if form.notes:
        yield "translator", form.notes
    if form.message.previous.msgid:
        yield "previous", f"The English was: {form.message.previous.msgid}"


def slot_of(form: Translation) -> Slot:
    """Return which ``msgstr`` a translation of a catalog is."""
    number = "" if form.form is None else str(form.form)
    return key_of(form.context, form.msgid, form.plural), number


def catalog_with(catalog: Catalog, units: Iterable[Unit]) -> Catalog:
    """Return ``catalog`` with ``units`` put in."""
    by_slot = {unit.slot: unit for unit in units}
    return replace(catalog, messages=[_message_with(one, by_slot) for one in catalog.messages])


def _message_with(message: Message, units: Mapping[Slot, Unit]) -> Message:
    forms = list(message.translations)
    found = [units.get(slot_of(form)) for form in forms]
    put_in = [unit for unit in found if unit]
    if message.is_obsolete or not put_in:
        return message
    texts = [unit.target if unit else form.msgstr for form, unit in zip(forms, found, strict=True)]
    is_fuzzy = any(unit.state is UnitState.NEEDS_REVIEW for unit in put_in)
    made = replace(message, forms=tuple(texts), damage=None)
    return made if made.is_fuzzy == is_fuzzy else made.marked(is_fuzzy=is_fuzzy)


# A catalog that somebody sends


def read_po(sent: SentFile) -> SentUnits:
    """Return what a catalog brings, for pages that ``placed`` finds.

    Raises ``ExchangeError``.
    """
    try:
        catalog = read_catalog(sent.path.resolve())
    except CatalogError as error:
        raise ExchangeError(sent.name, error.line, error.message) from None
    read = replace(catalog, messages=[one for one in catalog.messages if not one.damage])
    units = [replace(unit, base="") for unit in units_of(read)]
    faults = [(damage.line, damage.fault) for damage in catalog.damage]
    place = CATALOG.fullmatch(sent.path.resolve().with_suffix(".po").as_posix())
    codes = {place["code"]} if place else set()
    tag = catalog.fields.get("Language", "").strip()
    notes = [(1, MARK_PASSED_OVER)] if is_marked(sent.data) else []
    return SentUnits(
        sent.name,
        tag,
        units,
        codes,
        faults,
        notes,
        plural_forms=catalog.fields.get(PLURAL, ""),
        catalog=catalog,
    )


def placed(sent: SentUnits, folder: LanguageFolder, pages: Collection[str]) -> SentUnits:
    """Return the units of a sent catalog, with the page and the base of each.

    ``pages`` are those of the site: a copy under another name is what somebody sends. git knows
    earlier versions of the catalogs in ``folder``. Raises ``CatalogError``, and ``ExchangeError``
    where the page is not clear.
    """
    every = {page: read_once(folder, page) for page in folder.catalogs if page in pages}
    rules = [rule for one in every.values() if (rule := one.fields.get(PLURAL))]
    sent = sent.with_forms_of(rules[0] if rules else plural_forms_of(folder.code))
    ours = {page: _version(catalog) for page, catalog in every.items()}
    home = _home(sent, ours)
    read = replace(sent, units=[], faults=[*sent.faults], notes=[*sent.notes])
    by_page: dict[str, list[Unit]] = defaultdict(list)
    for unit in sent.units:
        pages = [page for page, version in ours.items() if unit.slot in version]
        if home in pages or len(pages) < 2:
            page = home if home in pages or not pages else pages[0]
            by_page[page].append(replace(unit, page=page))
        elif unit.target.strip():
            fault = f"This message is on {_listed(pages)}. Translate it there."
            read.faults.append((unit.line, fault))
    for page, found in by_page.items():
        versions = chain([ours[page]], map(_version, earlier(folder.root, folder.catalogs[page])))
        today, nearest = _nearest(found, versions)
        read.notes += _passed_over(found, today, nearest)
        for unit in _based(found, nearest):
            read.units.append(unit)
            if _has_other_words(unit, today, nearest):
                read.notes.append((unit.line, MAY_BE_OLDER))
    if sent.catalog:
        read.notes += _other_words(sent.catalog, read_once(folder, home))
    return read


def _other_words(sent: Catalog, ours: Catalog) -> Iterator[Fault]:
    """Yield the line of what a sender wrote beside translations and is not in our catalog."""
    claim = sent.fields.get(PROVENANCE, "")
    if claim and claim != ours.fields.get(PROVENANCE, ""):
        yield 1, f'{NOT_TAKEN} "{PROVENANCE}: {printable(claim)}\\n"'
    known = {message.key: message.notes for message in ours.messages}
    above = canonical(replace(sent, messages=())).notes
    noted = [(1, above, ours.notes)]
    noted += [(one.line, one.notes, known.get(one.key, "")) for one in sent.messages]
    for line, notes, our in noted:
        for note in dict.fromkeys(notes.split("\n")):
            if note.strip() and note not in our.split("\n"):
                yield line, f"{NOT_TAKEN} # {printable(note)}"


def _version(catalog: Catalog) -> Version:
    return {unit.slot: (unit.target, unit.state) for unit in units_of(catalog)}


def _home(sent: SentUnits, ours: Mapping[str, Version]) -> str:
    """Return the page that has most of the messages of a sent catalog."""
    wanted = {unit.slot for unit in sent.units}
    shared = {page: len(wanted & version.keys()) for page, version in ours.items()}
    known = len(wanted & {slot for version in ours.values() for slot in version})
    if 2 * known < len(wanted) or not known:
        message = f"only {known} of its {len(wanted)} messages are in our catalogs."
        raise ExchangeError(sent.name, 1, f"{message} Ask for a catalog of today, and send that.")
    most = max(shared.values())
    best = [page for page, number in shared.items() if number == most]
    named = [page for page in best if page.rpartition("/")[2] == PurePath(sent.name).stem]
    if len(best) > 1 and len(named) != 1:
        message = f"its messages are on {_listed(best)} alike."
        raise ExchangeError(sent.name, 1, f"{message} Name the file like its page: {best[0]}.po.")
    return named[0] if named else best[0]


def _listed(pages: Iterable[str]) -> str:
    return " and ".join(sorted(pages))


def _nearest(units: Sequence[Unit], versions: Iterable[Version]) -> tuple[Version, list[Version]]:
    """Return the first of ``versions``, which is today's, and those that ``units`` are nearest.

    The later of two versions comes first. A version that lacks the English of some of the units
    is no nearer for the translations that it therefore lacks, too.
    """
    likeness: list[tuple[tuple[int, int], Version]] = []
    for version in versions:
        same = sum(_text(version, unit) == unit.target for unit in units)
        known = sum(unit.slot in version for unit in units)
        likeness.append(((same, known), version))
        if same == len(units):
            break
    most = max(near for near, _version in likeness)
    return likeness[0][1], [version for near, version in likeness if near == most]


def _based(units: Sequence[Unit], nearest: Sequence[Version]) -> Iterator[Unit]:
    """Yield each unit that somebody touched, with its base: the later one of two."""
    for unit in units:
        if not unit.target.strip() or any(_is_same(version, unit) for version in nearest):
            continue
        bases = [_text(version, unit) for version in nearest]
        base = unit.target if unit.target in bases else bases[0]
        yield replace(unit, base=hash_of(base))


def _has_other_words(unit: Unit, today: Version, nearest: Sequence[Version]) -> bool:
    """Return whether a unit would take the place of words that came after an equally near state."""
    bases = {_text(version, unit) for version in nearest} - {"", unit.target}
    return len(bases) > 1 and hash_of(_text(today, unit)) == unit.base


def _passed_over(
    units: Iterable[Unit], today: Version, nearest: Sequence[Version]
) -> Iterator[Fault]:
    """Yield the line of each text that differs from today's and is not taken, and why."""
    lines: dict[str, dict[int, None]] = {OLDER: {}, EMPTIED: {}}
    for unit in units:
        if not _text(today, unit) or _is_same(today, unit):
            continue
        if not unit.target.strip():
            # Where one of the versions was empty, nobody deleted anything.
            if all(_text(version, unit) for version in nearest):
                lines[EMPTIED][unit.line] = None
        elif any(_is_same(version, unit) for version in nearest):
            lines[OLDER][unit.line] = None
    for message, found in lines.items():
        first, *others = found or [0]
        if len(others) >= SINGLY:
            yield first, f"{message} {len(others)} more texts are like this."
        else:
            yield from ((line, message) for line in found)


def _is_same(version: Version, unit: Unit) -> bool:
    return version.get(unit.slot) == (unit.target, unit.state)


def _text(version: Version, unit: Unit) -> str:
    return version[unit.slot][0] if unit.slot in version else ""
