"""``make update``: templates from the English pages, and every catalog carried to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from multilingual.catalogs.language_folder import TERMS, LanguageFolder
from multilingual.catalogs.reader import read_catalog
from multilingual.catalogs.templates import Template, for_readers
from multilingual.catalogs.writer import writing_alone
from multilingual.templates.extraction import extract
from multilingual.text.wording import quoted
from multilingual.update.carry_over import update_catalogs
from multilingual.update.rewriting import Folder
from multilingual.update.state import Step, Update
from multilingual.update.triviality import trivial_steps
from multilingual.wordlists.table import open_table
from multilingual.wordlists.term_list import TERM_COLUMNS

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
    for page, source, message in update.rivals:
        path = folder.file(page)
        there = (other for other in read_catalog(path).live if other.key == message.key)
        line = next(other.line for other in there if bool(other.plural) == bool(message.plural))
        english = quoted((message.is_fuzzy and message.previous.msgid) or message.msgid)
        yield (
            f"{path.relative_to(root).as_posix()}:{line}: warning: {english} was "
            f"translated otherwise in {source}.po, where it is no more. A comment here has that "
            f"text. Keep the better of the two."
        )


def _steps(folder: Folder, update: Update) -> set[Step]:
    """Return what waits for a person: what changed now, and what had changed before."""
    waiting = {
        (message.previous_english, message.english)
        for catalog in folder.catalogs.values()
        for message in catalog.live
        if message.is_fuzzy and message.previous.msgid
    }
    return waiting | {(each.old, each.new) for each in update.reworded}


def _terms(folders: Mapping[Language, Folder]) -> tuple[str, ...]:
    """Return the English medical words of the languages' term lists."""
    found = {
        name
        for language, folder in folders.items()
        for row in open_table(
            LanguageFolder(folder.path, folder.path.parents[1]).list_path(TERMS), TERM_COLUMNS
        ).rows
        for name in row.forms["term"]
    }
    return tuple(sorted(found))
