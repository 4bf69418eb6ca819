"""The header that a catalog keeps, and the one that a new catalog gets."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from multilingual.catalogs.header import PLURAL_FORMS, spelled_as_usual, usual_plural_forms
from multilingual.catalogs.message import Catalog
from multilingual.catalogs.origin import PROVENANCE, is_machine_draft

FIXED = {
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}
VOLATILE = {
    "Report-Msgid-Bugs-To",
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Last-Translator",
    "Language-Team",
    "Generated-By",
    "X-Generator",
}
"""Fields that tools write anew each time, and that git knows better."""
VOLATILE_PREFIX = "X-Poedit-"


def heading_of(
    page: str, catalogs: Mapping[str, Catalog], code: str, givers: Collection[str]
) -> Catalog:
    """Return an empty catalog for ``page`` with the header that it is to have.

    ``givers`` are the pages that translations came from. Who made them is never claimed to be
    more than it was: where one came out of a machine draft, the catalog says so.
    """
    own = catalogs.get(page)
    # A page that is new gives only what it has from others, which are named too.
    named = [catalogs[giver] for giver in sorted(givers) if giver in catalogs]
    fields = canonical_fields(own.fields) if own else _shared_fields(catalogs.values(), code)
    claim = _claim(own, named, catalogs.values())
    if claim is not None:
        fields[PROVENANCE] = claim
    return Catalog(fields=fields, notes=own.notes if own else "", code=code, page=page)


def count_forms(catalog: Catalog) -> int:
    """Return how many plural forms the catalog's language has."""
    found = PLURAL_FORMS.fullmatch(catalog.fields.get("Plural-Forms", ""))
    return int(found["number"]) if found else 2


def canonical_fields(fields: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of a header without what changes with each tool and day."""
    kept = {
        name: value
        for name, value in fields.items()
        if name not in VOLATILE and not name.startswith(VOLATILE_PREFIX)
    }
    if "Plural-Forms" in kept:
        kept["Plural-Forms"] = spelled_as_usual(kept["Plural-Forms"], kept.get("Language", ""))
    return {**kept, **FIXED}


def _shared_fields(catalogs: Iterable[Catalog], code: str) -> dict[str, str]:
    """Return the fields in which the catalogs of a language agree."""
    every = [canonical_fields(catalog.fields) for catalog in catalogs]
    first = every[0] if every else {}
    shared = {name: value for name, value in first.items() if all(name in one for one in every)}
    shared.pop(PROVENANCE, None)
    usual = {"Language": code, **FIXED, "Plural-Forms": usual_plural_forms(code)}
    return {**usual, **shared}


def _claim(own: Catalog | None, givers: Iterable[Catalog], every: Iterable[Catalog]) -> str | None:
    """Return what the catalog must say of its making, or None where it says what it did."""
    claims = [giver.fields.get(PROVENANCE, "") for giver in givers]
    drafts = [claim for claim in claims if is_machine_draft(claim)]
    if own is None:
        one = set(claims)
        return drafts[0] if drafts else (one.pop() or None if len(one) == 1 else None)
    said = own.fields.get(PROVENANCE)
    if said is None:
        # Babel drops the field. Where all others are drafts, nothing is claimed by saying so.
        others = {one.fields.get(PROVENANCE, "") for one in every if one is not own}
        alike = others.pop() if len(others) == 1 else ""
        return drafts[0] if drafts else (alike if is_machine_draft(alike) else None)
    return drafts[0] if drafts and not is_machine_draft(said) else None
