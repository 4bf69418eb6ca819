"""A file is written whole or not at all, and nothing is left beside it."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from multilingual.catalogs.message import Catalog
from multilingual.catalogs.writer import write_catalog
from multilingual.files import write_whole
from multilingual.reviews.register import Kind, Record, Register, Review


def write_register(path: Path) -> None:
    review = Review("Ana", "nurse", Kind.MEDICAL, date(2026, 11, 25))
    Register([Record("index", review, ("0123456789abcdef0123456789abcdef",))]).write(path)


WRITERS: dict[str, Callable[[Path], None]] = {
    "reviews.toml": write_register,
    "index.po": lambda path: write_catalog(path, Catalog()),
    "index.html": lambda path: write_whole(path, b"new"),
}


@pytest.mark.parametrize("name", WRITERS)
def test_a_full_disk_leaves_the_old_file_alone_and_is_told_with_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / name).write_text("old")
    # A disk is full once a part of the file is on it.
    monkeypatch.setattr(Path, "write_bytes", fill)
    monkeypatch.setattr(Path, "write_text", lambda path, *_, **__: fill(path, b""))
    with pytest.raises(OSError, match=f"No space left on device: '{tmp_path / name}'"):
        WRITERS[name](tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_bytes() == b"old"


def fill(path: Path, _data: bytes) -> int:
    path.touch()
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("name", WRITERS)
def test_whoever_interrupts_leaves_the_old_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def interrupt(_path: Path, _target: Path) -> None:
        raise KeyboardInterrupt

    (tmp_path / name).write_text("old")
    monkeypatch.setattr(Path, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        WRITERS[name](tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_nothing_is_written_through_a_link_in_place_of_the_draft(tmp_path: Path) -> None:
    (tmp_path / "outside").write_text("safe")
    (tmp_path / f".index.po.{os.getpid()}.new").symlink_to("outside")
    write_whole(tmp_path / "index.po", b"new")
    assert [(tmp_path / name).read_text() for name in ("outside", "index.po")] == ["safe", "new"]
