"""Small catalogs that go out into a file and come home."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from multilingual.catalogs.language_folder import LanguageFolder
from multilingual.catalogs.reader import read_catalog
from multilingual.catalogs.writer import write_catalog
from multilingual.exchange.formats import FORMATS, chosen_units, units_in
from multilingual.exchange.imports import Imported, import_files
from multilingual.exchange.units import ExchangeError, Unit
from multilingual.languages import Language, describe
from multilingual.project import Project

SPANISH = describe("es")
OF_UNITS = tuple(name for name, form in FORMATS.items() if form.write)
"""The formats in which messages go out."""
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
PLURALS = '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
LANGUAGE = '"Language: es\\n"\n'
DOCUMENT = "word/document.xml"


def catalog_at(root: Path, body: str, page: str = "index") -> Path:
    english = root / "source" / f"{page}.rst"
    english.parent.mkdir(parents=True, exist_ok=True)
    english.touch()
    path = root / "locale" / "es" / "LC_MESSAGES" / f"{page}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{HEADER}{LANGUAGE}{PLURALS}\n{body}\n", encoding="utf-8")
    write_catalog(path, read_catalog(path))
    return path


def texts(path: Path) -> list[str]:
    """Return the translations of a catalog, of a message that counts the first form."""
    return [message.forms[0] for message in read_catalog(path).messages]


def flags(path: Path, place: int = 0) -> list[str]:
    """Return the flags of a message of a catalog."""
    return [*read_catalog(path).messages[place].flags]


def take_translations_out(path: Path) -> None:
    """Empty each translation of a catalog, but those of messages that no page uses."""
    catalog = read_catalog(path)
    messages = [
        message if message.is_obsolete else message.blank(len(message.forms))
        for message in catalog.messages
    ]
    write_catalog(path, replace(catalog, messages=messages))


def folder_of(root: Path, code: str = "es") -> LanguageFolder:
    return LanguageFolder(root / "locale" / code, root)


def export(root: Path, form: str, code: str = "es", tag: str = "es") -> Path:
    units = chosen_units(units_in(folder_of(root, code)), FORMATS[form], all_texts=True)
    return written(root, form, units, code, tag)


def written(root: Path, form: str, units: Sequence[Unit], code: str, tag: str) -> Path:
    write = FORMATS[form].write
    assert write
    path = root / f"{code}{FORMATS[form].endings[0]}"
    path.write_bytes(write(units, folder_of(root, code), tag))
    return path


def text_in(path: Path) -> str:
    """Return the text of a file, of a ``.docx`` that of its document."""
    if path.suffix != ".docx":
        return path.read_text("utf-8-sig")
    with ZipFile(path) as archive:
        return archive.read(DOCUMENT).decode()


def put(path: Path, text: str) -> Path:
    """Write the text of a file, of a ``.docx`` that of its document."""
    if path.suffix != ".docx":
        path.write_text(text, encoding="utf-8")
        return path
    new = BytesIO()
    with ZipFile(path) as old, ZipFile(new, "w") as archive:
        for name in old.namelist():
            archive.writestr(name, text.encode() if name == DOCUMENT else old.read(name))
    path.write_bytes(new.getvalue())
    return path


def edit(path: Path, old: str, new: str) -> Path:
    text = text_in(path)
    assert old in text
    return put(path, text.replace(old, new))


def imported(root: Path, path: Path, wanted: Language | None = None) -> Imported:
    return import_files([path], Project(root, {}), wanted)


def take(root: Path, path: Path, wanted: Language | None = None) -> list[str]:
    return [str(finding) for finding in imported(root, path, wanted).findings]


def refused(root: Path, path: Path, wanted: Language | None = None) -> str:
    with pytest.raises(ExchangeError) as error:
        take(root, path, wanted)
    return str(error.value)
