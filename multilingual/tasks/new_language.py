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
from typing import TYPE_CHECKING

from multilingual.catalogs.header import MACHINE, PERSON, line_of
from multilingual.catalogs.language_folder import (
    INTERFACE_CATALOG,
    NUMBERS,
    TERMS,
    WORDS,
    LanguageFolder,
)
from multilingual.language_codes import find_code
from multilingual.languages import DESCRIPTION, Language, LanguageError, describe, parent_of
from multilingual.tasks.updating import carried, in_each
from multilingual.templates.extraction import extract, make_catalogs
from multilingual.update.rewriting import Folder
from multilingual.wordlists.critical_words import IN_LISTS, WORD_COLUMNS, meanings_counted
from multilingual.wordlists.number_list import ENGLISH_NUMBERS, NUMBER_COLUMNS
from multilingual.wordlists.table import TO_FILL, open_table
from multilingual.wordlists.term_list import TERM_COLUMNS

if TYPE_CHECKING:
    from multilingual.project import Project

NEXT = """\
{name} ({code}) has a folder now: {folder}
It has {catalogs} files to translate, with {messages} texts. Nothing is translated yet.

What to do next:
1. See the site: make html. {name} is in the list of languages, in English until you translate.
2. Translate {folder}/LC_MESSAGES/{interface}.po first: it has the notices and the buttons.
3. Then translate one page at a time. Fill the quotes of msgstr "", or use Poedit.
4. Say who translates. In each file that you begin, add one of these lines below msgstr "" at the
   top, in a text editor:
     {person}
     {machine}
5. Look for mistakes: make check LANGUAGE={code}

Three lists help the check to know your language. In each, write over the ? with words of your
language, several parted by |. A row with ? is passed over.
  {terms:12} the word for each medical word
  {numbers:12} the words for numbers and units
  {words:12} the words for not, never, only and the like
TRANSLATING.md names each check, HANDBOOK.md explains it."""

NEXT_OF_VARIANT = """\
{name} ({code}) has a folder now: {folder}
It begins as {parent_name} ({parent}): readers get the texts of {parent} until you write others, and
the checks use its lists. There are {catalogs} files, with {messages} texts.

What to do next:
1. See the site: make html. {name} is in the list of languages.
2. Write a text into {folder}/LC_MESSAGES only where {code} says it in another way than {parent}.
   Leave the quotes of msgstr "" empty everywhere else, so that mending {parent} mends {code}, too.
3. Say who translates. In each file that you begin, add one of these lines below msgstr "" at the
   top, in a text editor:
     {person}
     {machine}
4. Look for mistakes: make check LANGUAGE={code}

If {code} has another word for a medical thing, a number or a "not", copy the list from
{parent_folder} into {folder} and change it there: {terms}, {numbers} or {words}. A list that is
there takes the place of the whole list of {parent}."""

COUNTED_AS_IN_ENGLISH = (
    "Nothing is known about how {name} counts: the header has the two forms of English "
    "(1 day, 2 days). If that is wrong, mend Plural-Forms in {folder}/LC_MESSAGES."
)


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
        words = {"name": self.language.endonym, "code": self.language.code, "folder": self.folder}
        lists = {"terms": TERMS, "numbers": NUMBERS, "words": WORDS, "interface": INTERFACE_CATALOG}
        makers = {"person": line_of(PERSON, self.day), "machine": line_of(MACHINE, self.day)}
        numbers = {"catalogs": self.catalogs, "messages": self.messages}
        above = {}
        if self.parent is not None:
            place = Path(self.folder).with_name(self.parent.code).as_posix()
            above = {"parent": self.parent.code, "parent_folder": place}
            above["parent_name"] = self.parent.endonym
        text = NEXT_OF_VARIANT if above else NEXT
        told = text.format(**words, **lists, **makers, **numbers, **above)
        return told if self.is_known else f"{told}\n\n{COUNTED_AS_IN_ENGLISH.format(**words)}"


def add_language(project: Project, asked: str, description: Mapping[str, str]) -> NewLanguage:
    """Make the folder of the language ``asked`` for (a code or a tag), and return what it has.

    ``description`` may give ``name``, ``direction`` and ``tag``. Raises ``LanguageError`` for
    a language that cannot be used or is there already, and ``ExtractionError``.
    """
    overrides = project.conf.get("multilingual_languages", {})
    known = project.languages()
    code = find_code(asked, description, known)
    given = {**description, **overrides.get(code, {})}
    language, folder = describe(code, given), project.root / project.locale / code
    if os.path.lexists(folder):
        raise LanguageError(f"{project.locale}/{code}: this is there already. Delete it first.")
    templates, _warnings = extract(project.root)
    own = in_each(project, templates, [language])[language]
    folder.parent.mkdir(parents=True, exist_ok=True)
    parent = parent_of(code, folder.parent)
    # On the same disk, but not in locale/, where a build would take it for a language.
    beside = folder.parent.resolve().parent
    with tempfile.TemporaryDirectory(prefix=".language-", dir=beside) as place:
        make_catalogs(project.build, [code], Path(place))
        draft = Path(place) / code
        made = Folder.read(LanguageFolder(draft, draft.parent))
        made.write(carried(project, own, made.catalogs, code).catalogs)
        # An empty list would hide that of the language that this one is a variant of.
        _write_lists(draft, {} if parent else list_stubs(folder.parent), description)
        draft.rename(folder)
    messages = sum(map(len, own.values()))
    shown = folder.relative_to(project.root).as_posix()
    above = next((one for one in known if one.code == parent), None)
    return NewLanguage(language, shown, len(own), messages, _is_known(code), above)


def list_stubs(locale_dir: Path) -> dict[str, str]:
    """Return the text of each list that a new language in ``locale_dir`` begins with.

    Its rows are those that the other languages have, each once.
    """
    terms = _first_cells(locale_dir.glob(f"[a-z]*/{TERMS}"), TERM_COLUMNS)
    return {
        TERMS: _stub(TERM_COLUMNS, terms),
        NUMBERS: _stub(NUMBER_COLUMNS, _first_cells([ENGLISH_NUMBERS], NUMBER_COLUMNS)),
        WORDS: _stub(WORD_COLUMNS, meanings_counted(*IN_LISTS)),
    }


def _stub(columns: Sequence[str], firsts: Iterable[str]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    # Whatever follows the second column may stay empty.
    writer.writerows([first, TO_FILL, *[""] * (len(columns) - 2)] for first in firsts)
    return text.getvalue()


def _first_cells(paths: Iterable[Path], columns: tuple[str, ...]) -> list[str]:
    """Return what stands in the first column of the lists, each once."""
    rows = (row for path in sorted(paths) for row in open_table(path, columns).rows)
    return list(dict.fromkeys(row.cells[columns[0]] for row in rows))


def _write_lists(folder: Path, lists: Mapping[str, str], description: Mapping[str, str]) -> None:
    for name, text in lists.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    if description:
        write_description(folder, description)


def write_description(folder: Path, description: Mapping[str, str]) -> None:
    """Write ``language.toml`` of the language in ``folder``."""
    # A string of JSON is one of TOML (https://toml.io/en/v1.0.0#string).
    values = {key: json.dumps(value, ensure_ascii=False) for key, value in description.items()}
    text = "".join(f"{key} = {value}\n" for key, value in values.items())
    (folder / DESCRIPTION).write_text(text, encoding="utf-8", newline="\n")


def _is_known(code: str) -> bool:
    try:
        describe(code)
    except LanguageError:
        return False
    return True
