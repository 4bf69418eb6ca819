"""``make update``: templates from the English pages, and every catalog carried to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from multilingual.catalogs.language_folder import TERMS, LanguageFolder, page_of
from multilingual.catalogs.message import CatalogError, Catalogs, FormsKey, Template
from multilingual.catalogs.reader import read_catalog
from multilingual.catalogs.versions import committed_before
from multilingual.catalogs.writer import writing_alone
from multilingual.guard.mo_files import stray_catalogs
from multilingual.languages import Language
from multilingual.project import Project
from multilingual.templates.extraction import extract, for_readers, make_catalogs
from multilingual.text.wording import quoted
from multilingual.update.carry_over import Emptied, restored, update_catalogs
from multilingual.update.rewriting import Folder, MeanwhileError
from multilingual.update.state import Step, Update
from multilingual.update.trivial_changes import trivial_steps
from multilingual.wordlists.table import open_table
from multilingual.wordlists.term_list import TERM_COLUMNS

Templates = Mapping[str, Template]

PROJECT = "Project-Id-Version"
"""The field of a header that names the project."""


def update_project(
    project: Project,
    languages: Sequence[Language],
    marks: Collection[str] = (),
    unusable: Mapping[str, str] | None = None,
) -> tuple[dict[Language, Update], list[str]]:
    """Carry the catalogs of ``languages`` to the English pages as they are now.

    What another tool has emptied or dropped since the last commit of git is taken from there.
    Returns what was done to each language, and what is wrong in the English pages and the
    catalogs, as ``path:line: warning: message``. ``marks`` name new wordings that are trivial
    (``trivial_changes.mark_of``). Everything is read before anything is written. Raises
    ``ExtractionError``, ``CatalogError``, ``TrivialityError`` and OSError, and then nothing is
    written; and ``MeanwhileError`` where another command wrote at the same time, or where the
    catalogs of one language cannot be read or written, or its folder is one of the ``unusable``,
    and those of the others were carried on.
    """
    with writing_alone(project.build):
        return _update_alone(project, languages, marks, unusable or {})


def _update_alone(
    project: Project,
    languages: Sequence[Language],
    marks: Collection[str],
    unusable: Mapping[str, str],
) -> tuple[dict[Language, Update], list[str]]:
    folders, unread = _read_folders(project, languages)
    unread += [MeanwhileError(project.root / path, 1, fault) for path, fault in unusable.items()]
    before = committed_before(project.root, project.locale)
    templates, warnings = extract(project.root, is_lenient=True)
    # They end the command, once the others are carried.
    ends = tuple(f"WARNING: {path}:" for path in unusable)
    warnings = [line for line in warnings if not line.startswith(ends)]
    warnings += map(str, stray_catalogs(project.root))
    own = in_each(project, templates, folders)
    known: dict[Language, Catalogs] = {}
    emptied: dict[Language, Sequence[Emptied]] = {}
    for language, folder in folders.items():
        own_folder = folder.language.path
        old = {page_of(path): before[path] for path in before if path.is_relative_to(own_folder)}
        known[language], emptied[language] = restored(folder.catalogs, old, own[language])

    def carry(trivial: Collection[Step] = ()) -> dict[Language, Update]:
        return {
            language: carried(project, own[language], catalogs, language.code, trivial)
            for language, catalogs in known.items()
        }

    updates = carry()
    if marks:
        steps = {step for one in updates for step in _steps(known[one], updates[one])}
        updates = carry(trivial_steps(marks, steps, _terms(project, folders)))
    unread += _without_unwritable(folders, updates)
    _make_lacking(project, [(folders[one], updates[one].catalogs) for one in folders])
    changed = []
    for language, folder in folders.items():
        try:
            folder.write(updates[language].catalogs)
            folder.refuse_changed()
        except MeanwhileError as error:
            changed.append(error)
        # The next run would no longer report them.
        warnings += _rivals(folder.language, updates[language])
        warnings += _emptied(folder.language, emptied[language])
        warnings += _unread(folder.language, updates[language])
    warnings += map(str, unread[1:])
    if stopped := [*changed, *unread]:
        stopped[0].warnings = warnings
        raise stopped[0]
    return updates, warnings


def _read_folders(
    project: Project, languages: Sequence[Language]
) -> tuple[dict[Language, Folder], list[MeanwhileError]]:
    """Return the catalogs of ``languages``, and why those of some cannot be read.

    They keep no other language from its update. Raises ``CatalogError`` where none can be read.
    """
    folders, unread = {}, []
    for language in languages:
        try:
            folders[language] = Folder.read(project.folder(language.code))
        except CatalogError as error:
            unread.append(error)
    if unread and not folders:
        raise unread[0]
    return folders, [MeanwhileError(one.path, one.line, one.message) for one in unread]


def _without_unwritable(
    folders: dict[Language, Folder], updates: Mapping[Language, Update]
) -> list[MeanwhileError]:
    """Take out the languages with a catalog that may not be written, and return why.

    Raises ``CatalogError`` where that is so in each.
    """
    unwritable = {}
    for language, folder in folders.items():
        try:
            folder.refuse_unwritable(updates[language].catalogs)
        except CatalogError as error:
            unwritable[language] = error
    if unwritable and len(unwritable) == len(folders):
        raise next(iter(unwritable.values()))
    for language in unwritable:
        del folders[language]
    return [MeanwhileError(one.path, one.line, one.message) for one in unwritable.values()]


def carried(
    project: Project,
    templates: Templates,
    catalogs: Catalogs,
    code: str,
    trivial: Collection[Step] = (),
) -> Update:
    """Return what the catalogs of language ``code`` are to be; new ones name the project."""
    update = update_catalogs(templates, catalogs, code, trivial)
    for page in update.catalogs.keys() - catalogs.keys():
        new = update.catalogs[page]
        fields = {PROJECT: project.conf["project"], **new.fields}
        update.catalogs[page] = replace(new, fields=fields)
    return update


def _make_lacking(project: Project, given: Sequence[tuple[Folder, Catalogs]]) -> None:
    """Let sphinx-intl put an empty catalog in the place of each that is not there.

    A command that is stopped after this leaves what the next one makes as if it were not there.
    """
    lacking = [(folder, new.keys() - folder.stamps.keys()) for folder, new in given]
    if any(pages for _folder, pages in lacking):
        with TemporaryDirectory(prefix="catalogs-", dir=project.build) as place:
            codes = [folder.language.code for folder, pages in lacking if pages]
            make_catalogs(project.build, codes, Path(place))
            for folder, pages in lacking:
                made = LanguageFolder(Path(place, folder.language.code), Path(place))
                for page in pages:
                    folder.add(page, made.catalog_path(page))


def in_each(
    project: Project, templates: Templates, languages: Iterable[Language]
) -> dict[Language, dict[str, Template]]:
    """Return the templates of each language, with the addresses of its own pages."""
    source = next(one for one in project.languages({}) if one.is_source)
    return {
        language: {
            page: for_readers(each, project.address(source), project.address(language))
            for page, each in templates.items()
        }
        for language in languages
    }


def _rivals(language: LanguageFolder, update: Update) -> Iterator[str]:
    """Yield a line for each message between whose translations a person has to choose."""
    for page, source, message in update.rivals:
        english = quoted((message.is_fuzzy and message.previous.msgid) or message.msgid)
        yield (
            f"{_place_of(language, page, message.forms_key)}: warning: {english} was "
            f"translated otherwise in {source}.po, where it is no more. A comment here has that "
            f"text. Keep the better of the two."
        )


def _emptied(language: LanguageFolder, emptied: Iterable[Emptied]) -> Iterator[str]:
    """Yield a line for each message that was empty here and translated in the last commit."""
    for page, key in emptied:
        yield (
            f"{_place_of(language, page, key)}: warning: {quoted(key[0].msgid)} lost its "
            f"translation since the last commit. It is back, marked fuzzy, so that no reader gets "
            f"it. Take the mark off if it is right, or empty it again and commit that."
        )


def _unread(language: LanguageFolder, update: Update) -> Iterator[str]:
    """Yield a line for each message that could not be read, and was carried as it is."""
    for page in (page for page, catalog in update.catalogs.items() if catalog.damage):
        catalog = read_catalog(language.catalog_path(page), language.root)
        for damage in catalog.damage:
            yield f"{catalog.path}:{damage.line}: warning: {damage.fault}"


def _place_of(language: LanguageFolder, page: str, key: FormsKey) -> str:
    catalog = read_catalog(language.catalog_path(page), language.root)
    lines = (message.line for message in catalog.live if message.forms_key == key)
    return f"{catalog.path}:{next(lines, 1)}"


def _steps(catalogs: Catalogs, update: Update) -> set[Step]:
    """Return what waits for a person: what changed now, and what had changed before."""
    waiting = {
        (message.previous_english, message.english)
        for catalog in catalogs.values()
        for message in catalog.live
        if message.is_fuzzy and message.previous.msgid
    }
    return waiting | {(each.old, each.new) for each in update.reworded}


def _terms(project: Project, languages: Iterable[Language]) -> tuple[str, ...]:
    """Return the English medical words of the languages' term lists."""
    paths = (project.folder(language.code).list_path(TERMS) for language in languages)
    rows = (row for path in paths for row in open_table(path, TERM_COLUMNS).rows)
    return tuple(sorted({name for row in rows for name in row.forms["term"]}))
