"""The header of a catalog: what is wrong with it, what a new one says, who made the translations.

That is its field ``X-Provenance``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta

from multilingual.catalogs.language_folder import LanguageFolder
from multilingual.catalogs.message import Catalog
from multilingual.catalogs.plural_forms import (
    is_of_language,
    is_usable,
    number_of_forms,
    plural_forms_of,
)
from multilingual.catalogs.po_lines import Entry, Fault, Text
from multilingual.catalogs.reader import DAMAGED_HEADER, open_catalogs
from multilingual.catalogs.writer import canonical_fields
from multilingual.findings import Finding
from multilingual.languages import is_same_language
from multilingual.text.wording import quoted

PROVENANCE = "X-Provenance"
MACHINE, PERSON = "machine draft (AI)", "translated by a person"
FORM = re.compile(
    r"(?:machine draft \(AI\)|translated by a person), (?P<month>\d{4}-(?:0[1-9]|1[0-2]))",
    re.IGNORECASE,
)


class Header:
    """The fields of a catalog's header, by name in lower case."""

    def __init__(self, entry: Entry) -> None:
        self._text = entry.translations[0]
        self.has_forms = "msgid_plural" in entry.texts
        self._fields: dict[str, tuple[int, str]] = {}
        self._damage: list[Fault] = []
        position = 0
        for content in str(self._text).split("\n"):
            self._read(self._text.line_at(position), content)
            position += len(content) + 1

    def _read(self, line: int, content: str) -> None:
        name, colon, value = content.partition(":")
        key = name.strip().lower()
        if not colon and content.strip():
            message = f'The header has {content!r}, which is not "Name: value". Delete it.'
            self._damage.append((line, message))
        elif key in self._fields:
            self._damage.append((line, f"The header has {name} twice. Delete one of the two."))
        elif colon:
            self._fields[key] = line, value.strip()

    @property
    def nplurals(self) -> int | None:
        return number_of_forms(self._plural_forms[1])

    def faults(self, code: str, *, has_plurals: bool) -> Iterator[Fault]:
        if self.has_forms or not self._fields:
            yield self._text.line, DAMAGED_HEADER
            return
        yield from self._damage
        yield from self._missing(code, has_plurals=has_plurals)
        yield from self._charset()
        yield from self._language(code)
        yield from self._unusable_forms(code)

    def warnings(self, code: str) -> Iterator[Fault]:
        """Yield what works and is not as the language has it, in a catalog with plurals."""
        line, value = self._plural_forms
        if line and not is_of_language(value, code):
            yield line, f"The Plural-Forms of the header are not those of {code}. {_advice(code)}"

    def _missing(self, code: str, *, has_plurals: bool) -> Iterator[Fault]:
        wanted = {
            "Content-Type": "text/plain; charset=UTF-8",
            "Language": code,
            **({"Plural-Forms": plural_forms_of(code)} if has_plurals else {}),
        }
        lines = [
            f'"{name}: {value}\\n"'
            for name, value in wanted.items()
            if name.lower() not in self._fields
        ]
        if lines:
            yield self._text.line, f"The header is not whole. Add {' and '.join(lines)}."

    def _charset(self) -> Iterator[Fault]:
        line, value = self._fields.get("content-type", (0, "charset=UTF-8"))
        # GNU gettext takes the first that it finds, wherever it is.
        everywhere = re.findall(r"charset=([^ \t\n]*)", str(self._text))
        if not re.search(r"charset=utf-8$", value, re.IGNORECASE) or any(
            charset.lower() != "utf-8" for charset in everywhere
        ):
            message = 'Write "Content-Type: text/plain; charset=UTF-8\\n".'
            yield line or self._text.line, f"The header does not say that this is UTF-8. {message}"

    def _language(self, code: str) -> Iterator[Fault]:
        line, value = self._fields.get("language", (0, code))
        if not is_same_language(value, code):
            yield (
                line,
                f'The header says "Language: {value}" in the folder of {code}. If the translations '
                f'are in {code}, write "Language: {code}\\n". If not, get the right file back.',
            )

    @property
    def _plural_forms(self) -> tuple[int, str]:
        return self._fields.get("plural-forms", (0, ""))

    def _unusable_forms(self, code: str) -> Iterator[Fault]:
        line, value = self._plural_forms
        # GNU gettext takes the first that it finds, wherever it is.
        if line and (str(self._text).count("plurals=") > 1 or not is_usable(value)):
            yield line, f"The Plural-Forms of the header cannot be read. {_advice(code)}"


def _advice(code: str) -> str:
    return f'Write "Plural-Forms: {plural_forms_of(code)}\\n".'


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


def is_just_made(catalog: Catalog) -> bool:
    """Return whether sphinx-intl or Babel made a catalog, and nobody has written in it since."""
    has_maker = "Generated-By" in catalog.fields and PROVENANCE not in catalog.fields
    return has_maker and not any(message.is_worth_keeping for message in catalog.messages)


def count_forms(catalog: Catalog) -> int:
    """Return how many plural forms the catalog's language has."""
    return number_of_forms(catalog.fields.get("Plural-Forms", "")) or 2


def _shared_fields(catalogs: Iterable[Catalog], code: str) -> dict[str, str]:
    """Return the fields in which the catalogs of a language agree."""
    every = [canonical_fields(catalog.fields) for catalog in catalogs]
    first = every[0] if every else {}
    shared = {name: value for name, value in first.items() if all(name in one for one in every)}
    shared.pop(PROVENANCE, None)
    usual = {"Language": code, "Plural-Forms": plural_forms_of(code)}
    return {**canonical_fields(usual), **shared}


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


# Who made the translations


def is_machine_draft(value: str) -> bool:
    """Return whether a value of ``X-Provenance`` says that a computer made the translations."""
    return value.strip().casefold().startswith("machine")


def line_of(maker: str, month: date) -> str:
    r"""Return the line of a header that names who made its translations, and when.

    >>> print(line_of(PERSON, date(2026, 11, 25)))
    "X-Provenance: translated by a person, 2026-11\n"
    """
    return f'"{PROVENANCE}: {maker}, {month:%Y-%m}\\n"'


def faults_of_provenance(
    folder: LanguageFolder, today: date, pages: Collection[str] = ()
) -> Iterator[Finding]:
    """Yield an error for each catalog of a language that does not say its origin.

    ``pages`` limits it to the catalogs of these pages. One without a translation need not say
    it, and of one that cannot be read another check tells.
    """
    for page, opened in folder.once(open_catalogs).items():
        catalog = opened.catalog
        if catalog is None or not catalog.translated or (pages and page not in pages):
            continue
        fields = {name.casefold(): value for name, value in catalog.fields.items()}
        value = fields.get(PROVENANCE.casefold(), "").strip()
        if not FORM.fullmatch(value) or _is_to_come(value, today):
            header = next(entry for entry in opened.parser.entries if entry.is_header)
            fault = _fault(value, today)
            yield Finding(catalog.path, _line(header.texts["msgstr"]), "provenance", fault)


def _is_to_come(value: str, today: date) -> bool:
    found = FORM.fullmatch(value)
    # East of here the next day may have begun, and with it the next month.
    return found is not None and found["month"] > f"{today + timedelta(days=1):%Y-%m}"


def _line(header: Text) -> int:
    """Return the line, from 1, where a header says who made it, or else where it begins."""
    sign = f"{PROVENANCE}:".casefold()
    lines = (number for number, content in header.lines if sign in content.casefold())
    return next(lines, header.line)


def _fault(value: str, today: date) -> str:
    person, machine = line_of(PERSON, today), line_of(MACHINE, today)
    lines = f"{person}, or {machine} if a computer made the first draft."
    if not value:
        return f"The header does not say who made these translations. Add below: {lines}"
    if _is_to_come(value, today):
        fault = f"The header says {quoted(value)} after {PROVENANCE}, a month that is to come."
        return f"{fault} Write {lines}"
    return f"The header says {quoted(value)} after {PROVENANCE}. Only two texts may. Write {lines}"
