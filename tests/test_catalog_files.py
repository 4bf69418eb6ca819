"""A catalog that is not well formed is an error with its line."""

from pathlib import Path

import pytest

from multilingual.catalogs.files import CatalogError, read_catalog, write_catalog

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'


def read(folder: Path, data: str | bytes) -> None:
    path = folder / "page.po"
    path.write_bytes(data if isinstance(data, bytes) else (HEADER + data).encode())
    read_catalog(path)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ('msgid "a"\nmsgstr "b\n', r"page\.po:4: this is not a line"),
        ('msgid "a"\nmsgstr b\n', r"page\.po:4: this is not a line"),
        ('msgid "a"\nmsgstr "b"\nnonsense\n', r"page\.po:5: this is not a line"),
        ('<<<<<<< ours\nmsgid "a"\nmsgstr "b"\n', r"page\.po:3: a merge conflict"),
        ('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', r"page\.po:6: this msgid is already"),
        ('msgid "a"\nmsgstr "b\0"\n', r"page\.po:4: a NUL byte"),
        ("\ufeff".encode() + HEADER.encode(), r"page\.po:1: a byte order mark"),
        (HEADER.encode() + b'msgid "a"\nmsgstr "\xff"\n', r"page\.po:4: not UTF-8"),
        ('msgid "a"\nmsgstr "b\\n\\nc"\n', r"page\.po:3: the translation has a line break"),
        (b"", r"page\.po:1: the header"),
        (b'msgid "a"\nmsgstr "b"\n', r"page\.po:1: the header"),
        (HEADER.replace("UTF-8", "CHARSET").encode(), r"page\.po:1: the header"),
        (
            (HEADER + '"Plural-Forms: nplurals=2; plural=(n != ;\\n"\n').encode(),
            r"page\.po:1: the header",
        ),
    ],
    ids=[
        "an open quote",
        "no quotes",
        "a stray line",
        "a conflict",
        "a duplicate",
        "a NUL",
        "a BOM",
        "a wrong encoding",
        "a line break",
        "an empty file",
        "no header",
        "an unknown charset",
        "a broken plural",
    ],
)
def test_a_broken_catalog_is_named_with_its_line(
    tmp_path: Path, data: str | bytes, message: str
) -> None:
    with pytest.raises(CatalogError, match=message):
        read(tmp_path, data)


def test_a_message_that_is_obsolete_may_stand_twice(tmp_path: Path) -> None:
    read(tmp_path, '#~ msgid "a"\n#~ msgstr "b"\n\n#~ msgid "a"\n#~ msgstr "c"\n')


def test_windows_line_ends_are_read(tmp_path: Path) -> None:
    read(tmp_path, (HEADER + 'msgid "a"\nmsgstr "b"\n').replace("\n", "\r\n").encode())


def test_writing_what_was_read_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "page.po"
    write_catalog(path, read_catalog(_catalog(tmp_path)))
    once = path.read_bytes()
    write_catalog(path, read_catalog(path))
    assert path.read_bytes() == once


def test_a_long_message_stays_on_one_line(tmp_path: Path) -> None:
    path = tmp_path / "page.po"
    write_catalog(path, read_catalog(_catalog(tmp_path)))
    assert f'msgstr "{"long " * 60}"' in path.read_text()


def _catalog(folder: Path) -> Path:
    path = folder / "given.po"
    path.write_text(f'{HEADER}\nmsgid "a"\nmsgstr "{"long " * 60}"\n')
    return path


def test_a_fuzzy_flag_needs_no_space(tmp_path: Path) -> None:
    text = HEADER + '\n#,fuzzy\nmsgid "No."\nmsgstr "Sí."\n'
    path = tmp_path / "page.po"
    path.write_text(text, "utf-8")
    assert read_catalog(path)[0].fuzzy
