"""A unit: a message as it travels, with its state, and how it is found again when it comes home.

``STATES`` is the one table of what a state is called here, in XLIFF 1.2 and 2.0, and in Weblate.
What a tool calls approved is no review: a review is by a person whom ``reviewers.toml`` names, of
a text as it is, and ``make review`` is the way in. A ``.po`` has no place for an approval at all,
so that Weblate keeps its own in its database and commits the text alone.

* http://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html#state, and ``approved``
* https://docs.oasis-open.org/xliff/xliff-core/v2.0/xliff-core-v2.0.html#state
* https://docs.weblate.org/en/latest/workflows.html, "Dedicated reviewers"
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from multilingual.catalogs.message import Catalog
from multilingual.catalogs.plural_forms import matched_forms, number_of_forms
from multilingual.files import name_in
from multilingual.findings import FileError

LARGEST = 50_000_000
"""Bytes of the largest file that is read."""
NO_FILE = "there is no such file. Look at its name and its folder."
EMPTIED = (
    "The translation was deleted here, and stays as it was. Write a better one. To take it from "
    "readers, delete it in the catalog."
)
WAITING = "po:fuzzy"
"""The ``subState`` of a translation that needs review, which XLIFF 2 has no state for."""
APPROVED = "yes"
OTHER_FORMS = (
    "The plural forms of this message are others than ours, and were left out. Its file says {}, "
    "and ours {}. Translate it in a file of ours."
)
Fault = tuple[int, str]
"""A line, and what is wrong there."""
Slot = tuple[str, str]
"""A ``msgstr`` of a catalog: the key of its message, and the number of its plural form, if any."""


class UnitState(StrEnum):
    """How far a translation is, in words that XLIFF knows too."""

    TRANSLATED = "translated"
    NEEDS_TRANSLATION = "needs-translation"
    NEEDS_REVIEW = "needs-review"


class StateNames(NamedTuple):
    """What each format writes for a state, and for one that ``is_reviewed``.

    ``xliff`` is 1.2; ``sub_state`` goes with ``xliff2``.
    """

    state: UnitState
    xliff: str
    xliff2: str
    sub_state: str
    weblate: str
    is_reviewed: bool = False

    @property
    def approved(self) -> str:
        """What goes with ``xliff`` in 1.2.

        Programs take "no" for what waits for somebody, so that it is not said of the others.
        """
        if self.state is UnitState.TRANSLATED:
            return APPROVED if self.is_reviewed else ""
        return "no"


STATES = (
    # msgstr ""
    StateNames(UnitState.NEEDS_TRANSLATION, "needs-translation", "initial", "", "Untranslated"),
    # #, fuzzy
    StateNames(
        UnitState.NEEDS_REVIEW, "needs-review-translation", "initial", WAITING, "Needs editing"
    ),
    StateNames(UnitState.TRANSLATED, "translated", "translated", "", "Waiting for review"),
    # A review in reviews.toml
    StateNames(UnitState.TRANSLATED, "final", "final", "", "Approved", is_reviewed=True),
)
"""From nothing to a translation that a qualified person has signed off as it is."""


class ExchangeError(FileError):
    """A file that cannot be taken, as ``path:line: what is wrong and what to do``."""


SINGULAR = "0"
"""The number of the form whose English is the singular."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A message, or one of its plural forms; ``line`` is where it stands in a file, from 1.

    ``key`` stands for its context and its English, so that a message whose English has changed
    is not found again; ``base`` for the translation that was exported. ``is_reviewed`` says that
    a person has signed off the translation as it is; ``is_approved`` that a tool says so, which
    is no review; ``is_stated`` that the file says its state.
    """

    page: str
    key: str
    source: str
    target: str
    state: UnitState
    context: str = ""
    form: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    is_reviewed: bool = False
    is_approved: bool = False
    line: int = 1
    base: str = ""
    is_stated: bool = True

    @classmethod
    def read(
        cls,
        page: str,
        identity: str,
        texts: tuple[str, str],
        state: UnitState | None,
        line: int | None,
    ) -> Unit:
        """Return the unit that a file calls ``identity``; ``texts`` are English and translation.

        Without a ``state`` a text is a translation, if it is not a copy of the English. What a
        format may have added to the identity is passed over.
        """
        key, form, base, *_added = (*identity.strip().split("."), "", "")
        is_stated, state = state is not None, state or UnitState.TRANSLATED
        unit = cls(page, key, *texts, state, form=form, line=line or 1, base=base)
        return replace(unit, is_stated=is_stated)

    def come_back(self, *, is_approved: bool) -> Unit:
        """Return the unit in the state that a tool of translators meant.

        Who sends a text back to "needs translation" doubts it, as Weblate's "needs editing" does.
        Where nothing went out, many tools leave the state as it was, and the text is a translation.
        """
        had_text = self.base not in ("", EMPTY) and self.target.strip()
        is_doubt = self.state is UnitState.NEEDS_TRANSLATION and had_text and not self.is_copied
        state = UnitState.NEEDS_REVIEW if is_doubt else self.state
        is_stated = self.is_stated or is_approved
        return replace(self, state=state, is_approved=is_approved, is_stated=is_stated)

    @property
    def identity(self) -> str:
        """How a file names the unit; it also says which translation was exported."""
        return f"{self.key}.{self.form}.{self.base}"

    @property
    def slot(self) -> Slot:
        """Which ``msgstr`` the unit is of."""
        return self.key, self.form

    @property
    def is_finished(self) -> bool:
        """Whether it has a translation that needs no new look."""
        return self.state is UnitState.TRANSLATED and bool(self.target.strip())

    @property
    def is_emptied(self) -> bool:
        """Whether somebody deleted the translation that was exported."""
        return not self.target.strip() and self.base not in ("", EMPTY, hash_of(self.target))

    @property
    def is_copied(self) -> bool:
        """Whether a tool has put the English where no translation is yet.

        Names are the same in both languages, and then the state says that they are translated.
        """
        is_finished = self.state is UnitState.TRANSLATED and self.is_stated
        is_same = self.target.strip() == self.source.strip() != ""
        return is_same and not is_finished and self.base != hash_of(self.target)

    @property
    def names(self) -> StateNames:
        """What its state is called; a review of what needs review still counts for nothing."""
        wanted = self.state, self.is_reviewed and self.state is UnitState.TRANSLATED
        return next(names for names in STATES if (names.state, names.is_reviewed) == wanted)


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it came; ``name`` is its path as messages show it, from the project if in there."""

    path: Path
    name: str
    data: bytes

    @classmethod
    def at(cls, path: Path, root: Path) -> SentFile:
        """Return the file at ``path``, for the project in ``root``.

        Raises ``ExchangeError`` and ``OSError``.
        """
        name = name_in(root, path)
        if not path.is_file():
            raise ExchangeError(name, 1, NO_FILE)
        if path.stat().st_size > LARGEST:
            raise ExchangeError(name, 1, f"more than {LARGEST // 10**6} MB. Make the file smaller.")
        return cls(path, name, path.read_bytes())


@dataclass(slots=True)
class SentUnits:
    """What a file brings: units in a language, named by its BCP 47 tag.

    ``name`` is that of the file, as messages show it. ``codes`` are the gettext codes of the
    folders that the file names, if it names any; ``plural_forms`` the rule by which it numbers the
    forms, if it has one of its own. ``faults`` are what keeps a part of it out, each with its
    line, and ``notes`` what was passed over and harms nothing. ``catalog`` is what a ``.po`` is.
    """

    name: str
    tag: str = ""
    units: list[Unit] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)
    catalog: Catalog | None = None
    plural_forms: str = ""

    def with_forms_of(self, ours: str) -> SentUnits:
        """Return it with the plural forms of the rule ``ours``, by the numbers that they are for.

        Where the two rules part the numbers in different ways, no form is taken for another.
        """
        theirs = self.plural_forms or ours
        matched = {
            str(their): str(our) for our, their in (matched_forms(theirs, ours) or {}).items()
        }
        forms: dict[str, list[Unit]] = defaultdict(list)
        for unit in self.units:
            if unit.form:
                forms[unit.key].append(unit)
        number = number_of_forms(theirs)
        strange = {key for key, found in forms.items() if not matched or len(found) != number}
        # The English of a form is that of its number, which is another one now.
        english = {(unit.key, unit.form == SINGULAR): unit.source for unit in self.units}
        units = []
        for unit in self.units:
            if not unit.form:
                units.append(unit)
            elif unit.form in matched and unit.key not in strange:
                form = matched[unit.form]
                source = english.get((unit.key, form == SINGULAR), unit.source)
                units.append(replace(unit, form=form, source=source))
        lines = [forms[key][0].line for key in strange if any(one.target for one in forms[key])]
        told = [(line, OTHER_FORMS.format(theirs, ours)) for line in sorted(lines)]
        return replace(self, units=units, faults=[*self.faults, *told], plural_forms=ours)

    def set_tag(self, tags: Mapping[str, int]) -> None:
        """Take the one language of a file, which may be nameless; ``tags`` have their lines.

        Raises ``ExchangeError``.
        """
        if len(tags) != 1:
            message = f"the file holds {len(tags)} languages. Put each language into its own file."
            raise ExchangeError(self.name, max(tags.values(), default=1), message)
        (self.tag,) = tags


def hash_of(text: str) -> str:
    """Return 16 hexadecimal digits (of SHA-256) that stand for a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


EMPTY = hash_of("")


def key_of(context: str | None, msgid: str, plural: str | None) -> str:
    """Return 16 hexadecimal digits that stand for the context and the English of a message."""
    shown = "" if context is None else f"\4{context}"
    return hash_of("\0".join((shown, msgid, plural or "")))
