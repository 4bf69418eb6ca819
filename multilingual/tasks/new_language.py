"""``make language``: the folder of a new language, whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from jinja2 import Template

from multilingual.catalogs.header import MACHINE, PERSON, line_of
from multilingual.catalogs.language_folder import (
    INTERFACE_CATALOG,
    NUMBERS,
    TERMS,
    WORDS,
    LanguageFolder,
)
from multilingual.languages import (
    DESCRIPTION,
    Language,
    LanguageError,
    describe,
    faults_of_tags,
    locale_of,
    refuse_first,
)
from multilingual.project import Project
from multilingual.tasks.updating import carried, in_each
from multilingual.templates.extraction import extract, make_catalogs
from multilingual.update.rewriting import Folder
from multilingual.wordlists.critical_words import IN_LISTS, WORD_COLUMNS, meanings_counted
from multilingual.wordlists.number_list import ENGLISH_NUMBERS, NUMBER_COLUMNS
from multilingual.wordlists.table import TO_FILL, open_table
from multilingual.wordlists.term_list import TERM_COLUMNS


@dataclass(frozen=True, slots=True)
class NewLanguage:
    """A language that has just got its folder, relative to that of the project.

    ``parent`` is the language that it is a variant of, if the project has that.
    """

    language: Language
    folder: str
    catalogs: int
    messages: int
    is_known: bool
    parent: Language | None = None
    day: date = field(default_factory=lambda: datetime.now(UTC).date())

    def __str__(self) -> str:
        """Return what a translator does next."""
        template = Template(Path(__file__).with_suffix(".txt").read_text("utf-8"), trim_blocks=True)
        told: str = template.render(
            name=self.language.endonym,
            code=self.language.code,
            folder=self.folder,
            parent=self.parent,
            parent_folder=self.parent and Path(self.folder).with_name(self.parent.code).as_posix(),
            catalogs=self.catalogs,
            messages=self.messages,
            is_known=self.is_known,
            person=line_of(PERSON, self.day),
            machine=line_of(MACHINE, self.day),
            interface=INTERFACE_CATALOG,
            terms=TERMS,
            numbers=NUMBERS,
            words=WORDS,
        )
        return told.rstrip("\n")


def add_language(project: Project, code: str, description: Mapping[str, str]) -> NewLanguage:
    """Make the folder of the language with a gettext code, and return what it has.

    ``description`` may give ``name``, ``direction`` and ``tag``. Raises ``LanguageError`` for
    a language that cannot be used or is there already, and ``ExtractionError``.
    """
    overrides = project.conf.get("multilingual_languages", {})
    given = {**description, **overrides.get(code, {})}
    language, folder = describe(code, given), project.root / project.locale / code
    wrong = faults_of_tags([*project.languages(), language], project.locale)
    refuse_first({f"{project.locale}/{one}": fault for one, fault in wrong.items()})
    if os.path.lexists(folder):
        raise LanguageError(f"{project.locale}/{code}: this is there already. Delete it first.")
    templates, _warnings = extract(project.root)
    own = in_each(project, templates, [language])[language]
    folder.parent.mkdir(parents=True, exist_ok=True)
    parent = project.folder(code).parent
    known = {language.code: language for language in project.languages()}
    above = known[parent.code] if parent else None
    # On the same disk, but not in locale/, where a build would take it for a language.
    beside = folder.parent.resolve().parent
    with tempfile.TemporaryDirectory(prefix=".language-", dir=beside) as place:
        make_catalogs(project.build, [code], Path(place))
        draft = Path(place) / code
        made = Folder.read(LanguageFolder(draft, draft.parent))
        made.write(carried(project, own, made.catalogs, code).catalogs)
        # An empty list would hide that of the language that this one is a variant of.
        for name, text in ({} if parent else list_stubs(folder.parent)).items():
            (draft / name).write_text(text, encoding="utf-8", newline="\n")
        if description:
            write_description(draft, description)
        draft.rename(folder)
    messages = sum(map(len, own.values()))
    shown, is_known = folder.relative_to(project.root).as_posix(), locale_of(code) is not None
    return NewLanguage(language, shown, len(own), messages, is_known, above)


def list_stubs(locale_dir: Path) -> dict[str, str]:
    """Return the text of each list that a new language in ``locale_dir`` begins with.

    Its rows are those that the other languages have, each once.
    """
    terms = sorted(locale_dir.glob(f"[a-z]*/{TERMS}"))
    return {
        TERMS: _stub(TERM_COLUMNS, _first_cells(terms, TERM_COLUMNS)),
        NUMBERS: _stub(NUMBER_COLUMNS, _first_cells([ENGLISH_NUMBERS], NUMBER_COLUMNS)),
        WORDS: _stub(WORD_COLUMNS, meanings_counted(*IN_LISTS)),
    }


def _first_cells(paths: Iterable[Path], columns: tuple[str, ...]) -> list[str]:
    """Return what stands in the first column of the lists."""
    return [row.cells[columns[0]] for path in paths for row in open_table(path, columns).rows]


def _stub(columns: Sequence[str], firsts: Iterable[str]) -> str:
    text = io.StringIO()
    # Whatever follows the second column may stay empty.
    rows = ([first, TO_FILL, *[""] * (len(columns) - 2)] for first in dict.fromkeys(firsts))
    csv.writer(text, lineterminator="\n").writerows([columns, *rows])
    return text.getvalue()


def write_description(folder: Path, description: Mapping[str, str]) -> None:
    """Write ``language.toml`` of the language in ``folder``."""
    # A string of JSON is one of TOML (https://toml.io/en/v1.0.0#string).
    values = {key: json.dumps(value, ensure_ascii=False) for key, value in description.items()}
    text = "".join(f"{key} = {value}\n" for key, value in values.items())
    (folder / DESCRIPTION).write_text(text, encoding="utf-8", newline="\n")
