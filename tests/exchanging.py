"""Small catalogs that go out into a file and come home."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from multilingual.catalogs.reader import read_catalog
from multilingual.catalogs.writer import write_catalog
from multilingual.exchange.exports import WRITERS, Order, chosen_units, units_in
from multilingual.exchange.imports import Home, import_files
from multilingual.exchange.units import ExchangeError
from multilingual.languages import Language, describe

ENGLISH, SPANISH = describe("en"), describe("es")
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
PLURALS = '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
LANGUAGE = '"Language: es\\n"\n'
DOCUMENT = "word/document.xml"


def catalog_at(root: Path, body: str, page: str = "index") -> Path:
    path = root / "locale" / "es" / "LC_MESSAGES" / f"{page}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{HEADER}{LANGUAGE}{PLURALS}\n{body}\n", encoding="utf-8")
    write_catalog(path, read_catalog(path))
    return path


def export(root: Path, form: str, code: str = "es", tag: str = "es") -> Path:
    order = Order(form, also_unreviewed=True)
    units = chosen_units(units_in(root, root / "locale" / code), order)
    ending, write = WRITERS[form]
    path = root / f"{code}.{ending}"
    path.write_bytes(write(units, f"locale/{code}", tag))
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


def take(root: Path, path: Path, wanted: Language | None = None) -> list[str]:
    taken = import_files([path], Home(root, root / "locale"), [ENGLISH, SPANISH], wanted)
    return [str(finding) for finding in taken.findings]


def refused(root: Path, path: Path, wanted: Language | None = None) -> str:
    with pytest.raises(ExchangeError) as error:
        take(root, path, wanted)
    return str(error.value).replace(str(root), "")
