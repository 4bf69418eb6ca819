"""A language to keep as files, as they were made of what is published: which, and how large.

They lie in ``build/downloads/<tag>/`` with a note of what the language was made from. A build takes
them onto the site as long as that is the same, and so offers none of an older text.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from multilingual.files import link_or_copy, write_whole
from multilingual.project import DOWNLOADS

KINDS = ("pdf", "epub", "zip")
"""The endings of the files, in the order in which readers see them."""
NOTE = "made.json"

Downloads = Mapping[str, list[str | int]]
"""The name and the size in bytes of each file, by its kind."""


def keep_downloads(
    build: Path, tag: str, inputs: Mapping[str, str], made: Mapping[str, bytes]
) -> None:
    """Keep files that were made, by their names, of a language that was made from ``inputs``."""
    folder = build / DOWNLOADS / tag
    # Without it, none of the others counts.
    (folder / NOTE).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in made.items():
        write_whole(folder / name, content)
    note = {"inputs": _digest(inputs), "files": {name: len(made[name]) for name in made}}
    write_whole(folder / NOTE, json.dumps(note).encode())


def downloads_of(build: Path, tag: str, inputs: Mapping[str, str]) -> Downloads:
    """Return the downloads of a language that were made from these ``inputs``."""
    folder = build / DOWNLOADS / tag
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
        note = json.loads((folder / NOTE).read_bytes())
        files = {str(name): int(size) for name, size in note["files"].items()}
        if note["inputs"] == _digest(inputs) and _are_there(folder, files):
            return in_order(files)
    return {}


def published(folder: Path) -> Downloads:
    """Return the downloads that are in the ``folder`` of a language on the site."""
    place = folder / DOWNLOADS
    paths = place.iterdir() if place.is_dir() else ()
    return in_order({path.name: path.stat().st_size for path in paths if path.is_file()})


def withdrawn(build: Path, tags: Iterable[str]) -> Iterator[str]:
    """Yield what to do about each language of which there are downloads that are not offered."""
    for tag in tags:
        is_made = (build / DOWNLOADS / tag / NOTE).is_file()
        if is_made and not (build / "html" / tag / DOWNLOADS).is_dir():
            yield (
                f"Before you publish: no downloads are offered in {tag}, since its text is another "
                f"than theirs. Make them once more: make downloads LANGUAGES={tag}"
            )


def take_downloads(build: Path, tag: str, downloads: Downloads, out: Path) -> None:
    """Put the ``downloads`` of a language, and no other, into its folder ``out`` of the site."""
    shutil.rmtree(out / DOWNLOADS, ignore_errors=True)
    for name, _size in downloads.values():
        (out / DOWNLOADS).mkdir(parents=True, exist_ok=True)
        link_or_copy(build / DOWNLOADS / tag / str(name), out / DOWNLOADS / str(name))


def in_order(files: Mapping[str, int]) -> Downloads:
    """Return files by their kinds, those of others left out."""
    by_kind: dict[str, list[str | int]] = {}
    for name, size in sorted(files.items()):
        by_kind[name.rpartition(".")[2]] = [name, size]
    return {kind: by_kind[kind] for kind in KINDS if kind in by_kind}


def _are_there(folder: Path, files: Mapping[str, int]) -> bool:
    return all((folder / name).stat().st_size == size for name, size in files.items())


def _digest(inputs: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps(sorted(inputs.items())).encode()).hexdigest()
