"""Catalogs on the disk: whole at any moment, in one form, and each translation somewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from multilingual.catalogs.language_folder import LanguageFolder
from multilingual.catalogs.message import Catalog, CatalogError, Message
from multilingual.catalogs.reader import read_catalog
from multilingual.catalogs.writer import write_catalog
from multilingual.update import rewriting
from multilingual.update.carry_over import update_catalogs
from multilingual.update.rewriting import Folder

HEAD = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'


class Stopped(BaseException):
    """Ctrl-C, or a machine that goes dark."""


def write(folder: Path, page: str, messages: dict[str, str]) -> Path:
    path = folder / "LC_MESSAGES" / f"{page}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    body = "".join(f'\nmsgid "{one}"\nmsgstr "{other}"\n' for one, other in messages.items())
    path.write_text(HEAD + body, "utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The Spanish catalogs of three pages."""
    folder = tmp_path / "es"
    write(folder, "index", {"Home.": "Inicio."})
    write(folder, "a", {"One.": "Uno.", "Two.": "Dos.", "Six.": "Seis."})
    write(folder, "b", {"Three.": "Tres.", "Four.": "Cuatro."})
    return folder


PAGES = {"index": ["Home."], "b": ["One.", "Four."], "c": ["Two.", "Three."]}
"""Page a is gone, c is new, and b gives and receives."""


def new_catalogs(folder: Folder) -> dict[str, Catalog]:
    templates = {page: [Message(one) for one in each] for page, each in PAGES.items()}
    return update_catalogs(templates, folder.catalogs, "es").catalogs


def read(folder: Path) -> Folder:
    return Folder.read(LanguageFolder(folder, folder.parent))


def said(path: Path) -> set[str]:
    messages = (message for po in path.rglob("*.po") for message in read_catalog(po).messages)
    return {text for message in messages for text in message.forms if text}


@pytest.mark.parametrize("moment", range(6))
def test_a_stop_before_any_write_or_deletion_loses_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    before, left = said(folder), [moment]

    def step() -> None:
        if not left[0]:
            raise Stopped
        left[0] -= 1

    def write_or_stop(path: Path, catalog: Catalog) -> None:
        step()
        write_catalog(path, catalog)

    unlink = Path.unlink

    def unlink_or_stop(path: Path, *, missing_ok: bool = False) -> None:
        # A draft that became the catalog is there no more.
        if path.exists():
            step()
        unlink(path, missing_ok=missing_ok)

    there = read(folder)
    made = new_catalogs(there)
    with monkeypatch.context() as patch:
        patch.setattr(rewriting, "write_catalog", write_or_stop)
        patch.setattr(Path, "unlink", unlink_or_stop)
        try:
            there.write(made)
            finished = True
        except Stopped:
            finished = False
    assert said(folder) == before
    assert finished == (moment > 4)


def test_a_second_update_finishes_what_was_stopped(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = read(folder)

    def stop(path: Path, *, missing_ok: bool = False) -> None:
        raise Stopped

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", stop)
        with pytest.raises(Stopped):
            there.write(new_catalogs(there))
    again = read(folder)
    again.write(new_catalogs(again))
    assert sorted(path.stem for path in folder.rglob("*.po")) == ["b", "c", "index"]


def test_a_file_that_needs_no_change_is_not_written(folder: Path) -> None:
    first = read(folder)
    first.write(new_catalogs(first))
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.po")}
    second = read(folder)
    second.write(new_catalogs(second))
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*.po")} == before


def test_compiled_catalogs_and_old_drafts_beside_are_deleted(folder: Path) -> None:
    for name in ("a.mo", "b.mo", "b.po.new", ".b.po.71.new"):
        (folder / "LC_MESSAGES" / name).touch()
    there = read(folder)
    there.write(new_catalogs(there))
    assert {path.suffix for path in folder.rglob("*.*")} == {".po"}


def test_a_broken_catalog_is_told_with_its_line(folder: Path) -> None:
    path = folder / "LC_MESSAGES" / "a.po"
    path.write_text(path.read_text("utf-8") + "<<<<<<< HEAD\n", "utf-8")
    with pytest.raises(CatalogError, match=r"a\.po:14: a merge conflict was left here"):
        read(folder)


def test_a_catalog_of_another_language_is_refused(folder: Path) -> None:
    path = folder / "LC_MESSAGES" / "a.po"
    path.write_text(path.read_text("utf-8").replace("Language: es", "Language: fr"), "utf-8")
    with pytest.raises(CatalogError, match=r"a\.po:1: .* of the language fr\. Put it into"):
        read(folder)


def test_a_file_that_may_not_be_written_is_told_before_anything_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rewriting.os, "access", lambda path, mode: path.name != "b.po")
    there = read(folder)
    with pytest.raises(PermissionError, match=r"b\.po"):
        there.refuse_unwritable(new_catalogs(there))


def test_a_catalog_that_was_saved_meanwhile_is_not_written_over(folder: Path) -> None:
    there = read(folder)
    made = new_catalogs(there)
    write(folder, "b", {"Three.": "Tres, y basta.", "Four.": "Cuatro."})
    with pytest.raises(CatalogError, match="saved while"):
        there.refuse_unwritable(made)


def test_a_catalog_that_came_meanwhile_is_not_written_over(folder: Path) -> None:
    there = read(folder)
    made = new_catalogs(there)
    write(folder, "c", {"Two.": "Dos."})
    with pytest.raises(CatalogError, match="saved while"):
        there.refuse_unwritable(made)
