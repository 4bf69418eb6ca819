"""Let Sphinx make the templates of a project, and sphinx-intl the catalogs that are new."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from multilingual.catalogs.language_folder import INTERFACE_CATALOG
from multilingual.catalogs.message import Catalog, Template
from multilingual.catalogs.reader import read_catalog
from multilingual.catalogs.writer import FIXED, write_catalog
from multilingual.findings import ReportedError, printable, relative
from multilingual.templates.interface_catalog import NAME_IS_TAKEN

TEMPLATES = "gettext"
"""The folder of the templates in that of what is made."""
WARNING = re.compile(r"^(?P<place>.+?:\d+): WARNING: (?P<message>.*?)( \[[\w.]+\])?$")
ERROR = re.compile(r"^(?P<place>.+?:\d+): (ERROR|CRITICAL): (?P<message>.*?)( \[[\w.]+\])?$")
"""Where docutils left text of a page out, which would take its translations away."""
FAULT = re.compile(r"^\s*[\w.]+\.(?:SourceFaults|BrokenCatalogs): (?P<fault>.+)$", re.MULTILINE)
"""What this project found wrong in a page or beside the languages, in what Sphinx says."""


class ExtractionError(ReportedError):
    """The English pages cannot be read, as ``path:line: what Sphinx says and what to do``."""


def extract(root: Path, *, is_lenient: bool = False) -> tuple[dict[str, Template], list[str]]:
    """Make the templates of the project in ``root`` in ``build/gettext``, and return them.

    Returns the templates by page, and warnings as ``path:line: message``. Templates of pages
    that are gone are deleted. Commands that do this at once, such as ``status`` beside
    ``update``, each read what they have made themselves. Raises ``ExtractionError``, also for
    what may not stand beside the languages, unless it ``is_lenient``.
    """
    if (page := root / "source" / f"{INTERFACE_CATALOG}.rst").exists():
        raise ExtractionError(f"source/{page.name}:1: {NAME_IS_TAKEN}")
    build = root / "build"
    build.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="gettext-", dir=build) as place:
        draft = Path(place)
        warnings = _extract_pages(root, draft, is_lenient=is_lenient)
        templates = read_templates(draft)
        _publish(draft, build / TEMPLATES)
    return templates, warnings


def _publish(draft: Path, folder: Path) -> None:
    """Put the templates of ``draft`` into ``folder``, where none is missing at any moment."""
    names = {path.relative_to(draft) for path in draft.rglob("*.pot")}
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (draft / name).replace(folder / name)
    for path in folder.rglob("*.pot"):
        if path.relative_to(folder) not in names:
            path.unlink(missing_ok=True)


def _extract_pages(root: Path, folder: Path, *, is_lenient: bool) -> list[str]:
    """Let Sphinx write the templates, in a process of its own, and return its warnings."""
    options = ("-q", "-E", "--no-color", "-b", "gettext", "-c", ".")
    lenient = ("-D", "multilingual_lenient=1") if is_lenient else ()
    command = [sys.executable, "-P", "-m", "sphinx", *options, *lenient, "source", str(folder)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    stderr = relative(done.stderr, root.resolve())
    if done.returncode:
        # After a crash, Sphinx ends with where to report it.
        cause = stderr.partition("The full traceback has been saved")[0]
        if fault := FAULT.search(cause):
            raise ExtractionError(printable(fault["fault"]))
        said = [line.strip() for line in cause.splitlines() if line.strip()]
        last = printable(said[-1] if said else f"it ended with {done.returncode}")
        message = f"Sphinx cannot read the pages: {last.removesuffix('.')}."
        raise ExtractionError(f"source:1: {message} Mend that; make html tells more.")
    said = stderr.splitlines()
    if errors := [found for line in said if (found := ERROR.match(line))]:
        raise ExtractionError("\n".join(map(_as_fault, errors)))
    return [WARNING.sub(r"\g<place>: warning: \g<message>", line) for line in said if line]


def _as_fault(found: re.Match[str]) -> str:
    message = found["message"].rstrip(".:")
    return printable(f"{found['place']}: {message}. Mend this line: its text is lost.")


def make_catalogs(build: Path, codes: Iterable[str], into: Path) -> None:
    """Let sphinx-intl make all catalogs of the languages ``codes`` in ``into``, as yet empty.

    ``build`` is the folder that has the templates. Raises ``ExtractionError``.
    """
    languages = (word for code in codes for word in ("--language", code))
    command = [sys.executable, "-P", "-W", "ignore", "-m", "sphinx_intl", "update", "--jobs", "1"]
    places = ["--pot-dir", str((build / TEMPLATES).resolve()), "--locale-dir", str(into)]
    # Called where no conf.py is, which it would run once more.
    done = subprocess.run(
        [*command, *places, *languages], cwd=into, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = (done.stderr.strip() or f"it ended with {done.returncode}").splitlines()[-1]
        message = f"sphinx-intl cannot make catalogs: {said.removesuffix('.')}. Mend that."
        raise ExtractionError(f"build/{TEMPLATES}:1: {printable(message)}")


def read_templates(folder: Path) -> dict[str, Template]:
    """Return the templates below ``folder`` by page, sorted. Raises ``CatalogError``."""
    return {
        path.relative_to(folder).with_suffix("").as_posix(): [
            message.marked(is_fuzzy=False) for message in read_catalog(path).live
        ]
        for path in sorted(folder.rglob("*.pot"))
    }


def for_readers(template: Template, source: str, own: str) -> Template:
    """Return ``template`` with the addresses of a language's pages in its comments.

    ``source`` is the address that the English pages begin with, ``own`` that of the language.
    """
    start = re.compile(f"^{re.escape(source)}", re.MULTILINE)
    return [
        replace(message, about=start.sub(lambda _: own, message.about)) if source else message
        for message in template
    ]


def write_template(path: Path, template: Template, project: str) -> None:
    """Write ``template`` to ``path``, the same bytes on each day."""
    messages = [message.blank() for message in template]
    write_catalog(path, Catalog(messages, {"Project-Id-Version": project, **FIXED}))
