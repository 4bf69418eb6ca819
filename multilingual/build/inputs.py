"""What a language is made from: which files and folders, and digests of what is in them."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from multilingual.build.manifest import files_in
from multilingual.files import PLAINLY, name_in
from multilingual.git import days_of_pages
from multilingual.languages import DESCRIPTION, SOURCE_CODE, catalog_codes
from multilingual.reviews.authorship import rows_of, trusted_register
from multilingual.reviews.register import REGISTER, Register, RegisterError
from multilingual.reviews.reviewers import REVIEWERS

if TYPE_CHECKING:
    from multilingual.languages import Language
    from multilingual.project import Project

PACKAGE = Path(__file__).parents[1]
LEFTOVER = re.compile(r"(~|\.sw[a-p]|#|[/\\]\.#[^/\\]*|[/\\]\.DS_Store)$")
"""What editors and file managers leave beside the files of a project."""
VARIABLES = ("SOURCE_DATE_EPOCH",)
"""What of the environment can change a page."""
LISTS_OF_FILES = ("templates_path", "html_static_path", "html_extra_path", "bibtex_bibfiles")
FILES = ("html_logo", "html_favicon")
"""Settings of Sphinx that name files beside the pages, from the folder of ``conf.py``."""


def watched(project: Project, language: Language) -> list[str]:
    """Return what every language is made from, and the catalogs of this one."""
    # The whole folder, since a file that may not stand there is refused.
    own = (f"{project.locale}/{code}" for code in catalog_codes(language.code))
    # Each page names all languages.
    folders = (project.root / project.locale).glob("[a-z]*/")
    names_of = (f"{project.locale}/{folder.name}/{DESCRIPTION}" for folder in folders)
    usual = ("conf.py", "docutils.conf", "source", *own, *names_of, REVIEWERS)
    named = (name for setting in LISTS_OF_FILES for name in project.conf.get(setting, ()))
    single = (project.conf.get(setting) for setting in FILES)
    places = {project.root / name for name in (*usual, *named, *single) if name}
    found = {name_in(project.root, Path(os.path.normpath(place))) for place in places}
    return sorted(found | _modules_of(project))


def _modules_of(project: Project) -> set[str]:
    """Return the modules that conf.py imports, which are not those that are installed."""
    # As strings, since there are a thousand: as paths they took a second for ten languages.
    within = f"{project.root}{os.sep}"
    apart = tuple(f"{place}{os.sep}" for place in (PACKAGE, project.build, sys.prefix))
    # What was started has other names where a worker was not forked.
    started = ("__main__", "__mp_main__")
    loaded = [module for name, module in tuple(sys.modules.items()) if name not in started]
    files = (getattr(module, "__file__", None) or "" for module in loaded)
    ours = (file for file in files if file.startswith(within) and not file.startswith(apart))
    return {name_in(project.root, Path(os.path.normpath(file))) for file in ours}


class Inputs:
    """The digests of a project's files, each read once, so that all are of one moment.

    A build that ``is_lenient`` publishes a language with catalogs that cannot be read.
    """

    def __init__(self, root: Path, *, is_lenient: bool = False) -> None:
        self._root, self.is_lenient = root, is_lenient
        self._digests: dict[str, dict[str, str]] = {}

    def take(self, watched: Iterable[str]) -> dict[str, str]:
        """Return the digest of each file that is watched, and of what every build rests on."""
        inputs: dict[str, str] = {}
        for place in (*watched, *_locks(self._root)):
            inputs |= self._of(place)
        for name in (name for name in inputs if name.endswith(f"/{REGISTER}")):
            inputs[name] = self._reviews(name, inputs[name])
        for name in inputs.keys() & self.days.keys():
            # A commit can bring a page another day without a change of any file.
            inputs[name] += f", {self.days[name]}"
        return inputs | self._around()

    @cached_property
    def days(self) -> Mapping[str, str]:
        """The day of the last change of each page and catalog, as git knows it."""
        return days_of_pages(self._root)

    def summary(self, watched: Iterable[str]) -> str:
        """Return one digest of all this but what is installed, the same on other machines."""
        inputs = self.take(watched)
        inputs.pop("what is installed")
        names = (os.path.basename(name) if os.path.isabs(name) else name for name in inputs)  # noqa: PTH117, PTH119
        return _digest_of(sorted(map("\0".join, zip(names, inputs.values(), strict=True))))

    def _reviews(self, name: str, digest: str) -> str:
        """Return the digest of a register and of what readers are told of it.

        A commit can bring its reviews to readers without a change of any file.
        """
        place, counted = f"{name}, by whom", Register()
        if place not in self._digests:
            folder = Path(name).parent.name
            code = SOURCE_CODE if folder == "source" else folder
            with contextlib.suppress(RegisterError):
                counted = trusted_register(self._root, code, self._root / name)
            rows = sorted(str(row) for record in counted.records for row in rows_of(record))
            self._digests[place] = {name: _digest_of((digest, *rows))}
        return self._digests[place][name]

    def _around(self) -> dict[str, str]:
        if "" not in self._digests:
            package = self._of(str(PACKAGE)).values()
            variables = (os.environ.get(name, "") for name in VARIABLES)
            self._digests[""] = {
                "the package": _digest_of(package),
                "what is installed": _digest_of((sys.version, *_installed(), *variables)),
            }
        return self._digests[""]

    def _of(self, place: str) -> dict[str, str]:
        if place not in self._digests:
            start = os.path.join(self._root, place)  # noqa: PTH118
            files = (path for path in files_in(start) if not _is_leftover(path))
            self._digests[place] = {_name(path, self._root): _digest(path) for path in files}
        return self._digests[place]


def digests_in(folder: Path) -> dict[str, str]:
    """Return a digest of each file below ``folder``, by its path in there."""
    start = len(str(folder)) + 1
    return {path[start:].replace(os.sep, "/"): _digest(path) for path in files_in(str(folder))}


def _is_leftover(path: str) -> bool:
    """Return whether nobody opens the file; what leads elsewhere is no leftover, but refused."""
    if not LEFTOVER.search(path):
        return False
    is_plain = os.path.isfile(path) and not os.path.islink(path)  # noqa: PTH113, PTH114
    return is_plain or not os.path.exists(path)  # noqa: PTH110


def _locks(root: Path) -> list[str]:
    return sorted(path.name for path in root.glob("*.lock"))


def _installed() -> Iterator[str]:
    """Yield the names and versions of the libraries that Python finds."""
    for folder in sys.path:
        with contextlib.suppress(OSError):
            yield from sorted(path.name for path in Path(folder).glob("*.dist-info"))


def _name(path: str, root: Path) -> str:
    return path.removeprefix(f"{root}{os.sep}").replace(os.sep, "/")


def _digest(path: str) -> str:
    try:
        # A file of a language can be a link to anything, or a pipe, which no one writes to.
        with open(path, "rb", opener=_open_plainly) as file:
            return hashlib.sha256(file.read()).hexdigest()
    except OSError:
        return _digest_of_link(path)


def _open_plainly(path: str, _flags: int) -> int:
    return os.open(path, PLAINLY)


def _digest_of_link(path: str) -> str:
    try:
        to, about = os.readlink(path), os.stat(path)  # noqa: PTH115, PTH116
        return f"{to}, {about.st_size}, {about.st_mtime_ns}"
    except OSError:
        return "cannot be read"


def _digest_of(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
