"""``make update``: templates from the English pages, and every catalog carried to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from multilingual.catalogs.files import read_catalog, writing_alone
from multilingual.catalogs.memory import key_of, step_of
from multilingual.catalogs.templates import Template, for_readers
from multilingual.catalogs.wording import quoted
from multilingual.templates.extraction import extract
from multilingual.update.carry_over import Update, update_catalogs
from multilingual.update.rewriting import Folder
from multilingual.update.triviality import Step, trivial_steps
from multilingual.wordlists.table import find_table, open_table
from multilingual.wordlists.term_list import TERM_COLUMNS, TERMS

if TYPE_CHECKING:
    from multilingual.languages import Language
    from multilingual.project import Project

Templates = Mapping[str, Template]


def update_project(
    project: Project, languages: Sequence[Language], marks: Collection[str] = ()
) -> tuple[dict[Language, Update], list[str]]:
    """Carry the catalogs of ``languages`` to the English pages as they are now.

    Returns what was done to each language, and what is amiss in the English pages, as
    ``path:line: warning: message``. ``marks`` name new wordings that are trivial
    (``triviality.mark_of``). Everything is read before anything is written. Raises
    ``ExtractionError``, ``CatalogError``, ``TrivialityError`` and OSError, and then nothing is
    written.
    """
    with writing_alone(project.build):
        return _update_alone(project, languages, marks)


def _update_alone(
    project: Project, languages: Sequence[Language], marks: Collection[str]
) -> tuple[dict[Language, Update], list[str]]:
    folders = {one: Folder.read(project.root / project.locale / one.code) for one in languages}
    templates, warnings = extract(project.root, project.conf["project"])
    updates = _updates(project, templates, folders, ())
    if marks:
        steps = {step for one in updates for step in _steps(folders[one], updates[one])}
        trivial = trivial_steps(marks, steps, _terms(folders))
        updates = _updates(project, templates, folders, trivial)
    for language, update in updates.items():
        folders[language].refuse_unwritable(update.catalogs)
    for language, update in updates.items():
        folders[language].write(update.catalogs)
        warnings += _rivals(folders[language], update, project.root)
    return updates, warnings


def _updates(
    project: Project,
    templates: Templates,
    folders: Mapping[Language, Folder],
    trivial: Collection[Step],
) -> dict[Language, Update]:
    own = in_each(project, templates, folders)
    return {
        language: update_catalogs(own[language], folder.catalogs, language.code, trivial)
        for language, folder in folders.items()
    }


def in_each(
    project: Project, templates: Templates, languages: Iterable[Language]
) -> dict[Language, dict[str, Template]]:
    """Return the templates of each language, with the addresses of its own pages."""
    source = next(one for one in project.languages() if one.is_source)
    return {
        language: {
            page: for_readers(each, project.address(source), project.address(language))
            for page, each in templates.items()
        }
        for language in languages
    }


def _rivals(folder: Folder, update: Update, root: Path) -> Iterator[str]:
    """Yield a line for each message between whose translations a person has to choose."""
    for page, source, entry in update.rivals:
        path = folder.file(page)
        there = (one for one in read_catalog(path) if key_of(one) == key_of(entry))
        line = next(one.linenum for one in there if not one.obsolete)
        english = quoted((entry.fuzzy and entry.previous_msgid) or entry.msgid)
        yield (
            f"{path.relative_to(root).as_posix()}:{line}: warning: {english} was "
            f"translated otherwise in {source}.po, where it is no more. A comment here has that "
            f"text. Keep the better of the two."
        )


def _steps(folder: Folder, update: Update) -> set[Step]:
    """Return what waits for a person: what changed now, and what had changed before."""
    waiting = {
        step_of(entry)
        for catalog in folder.catalogs.values()
        for entry in catalog
        if entry.fuzzy and entry.previous_msgid and not entry.obsolete
    }
    return waiting | {(each.old, each.new) for each in update.reworded}


def _terms(folders: Mapping[Language, Folder]) -> tuple[str, ...]:
    """Return the English medical words of the languages' term lists."""
    found = {
        name
        for language, folder in folders.items()
        for row in open_table(find_table(folder.path, language.code, TERMS), TERM_COLUMNS).rows
        for name in row.forms["term"]
    }
    return tuple(sorted(found))
