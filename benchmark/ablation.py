"""What each part of a build saves that replaces names of other libraries, or overrides methods.

The one list of such names: why each is replaced, in what code of the library, and what the part
saves that needs it. ``tests/build/test_replaced_names.py`` fails if a library changes a name. A
part is left out in a process of the benchmark alone, so a build has no switch for it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import cast

from docutils.frontend import Values
from docutils.nodes import document
from docutils.parsers.rst.states import Inliner

from benchmark.contenders import CONTENDERS, environment
from benchmark.corpus import make_corpus
from benchmark.measure import run
from multilingual.__main__ import main as multilingual
from multilingual.build import page_builder, shared_parse
from multilingual.pages import page_document
from multilingual.pages.translation import rst_parser

SIZE = 40, 10
SPHINX = "https://github.com/sphinx-doc/sphinx/blob/v9.0.4/sphinx"
DOCUTILS = "https://github.com/docutils/docutils/blob/docutils-0.22/docutils/docutils"


@dataclass(frozen=True, slots=True)
class Replaced:
    """A name of another library that is replaced, as ``pkgutil.resolve_name`` finds it.

    ``link`` leads to the code of the library.
    """

    name: str
    reason: str
    link: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a build that can be left out, and the names that it needs to replace.

    ``saving`` is what it saved when it was last measured, in percent of the CPU of a cold build.
    """

    title: str
    saving: float
    leave_out: Callable[[], object]
    replaces: Sequence[Replaced] = ()


def _parse_for_each_language() -> None:
    shared_parse.parse_pages = lambda *_project: {}


def _make_patterns_for_each_text() -> None:
    def make(page: document) -> Inliner:
        inliner = Inliner()
        inliner.init_customizations(cast("Values", page.settings))
        return inliner

    rst_parser._inliner_for = make


def _read_lines_as_documents() -> None:
    rst_parser.is_line = lambda _message: False


def _look_for_quotes_everywhere() -> None:
    del rst_parser.SmartQuotesWhereNeeded.get_tokens


def _walk_as_docutils_does() -> None:
    page_document.document = document  # type: ignore[misc,assignment]


def _write_as_sphinx_does() -> None:
    page_builder.setup = lambda _app: {}  # type: ignore[assignment,typeddict-item]


PARTS = (
    Part(
        "the English pages are parsed once for all languages",
        24.6,
        _parse_for_each_language,
        (
            Replaced(
                "sphinx.locale:translators",
                "nothing may be translated while a page is parsed for all languages",
                f"{SPHINX}/locale/__init__.py",
            ),
            Replaced(
                "sphinx.config:Config.__class__",
                "a page whose directive asks for the language is parsed for each language",
                f"{SPHINX}/config.py",
            ),
            Replaced(
                "sphinx.application:Sphinx.__class__",
                "so is one that asks for the builder, or adds to a page by the application",
                f"{SPHINX}/application.py",
            ),
            Replaced(
                "docutils.frontend:Values.__class__",
                "so is one that asks docutils for the language",
                f"{DOCUTILS}/frontend.py",
            ),
        ),
    ),
    Part(
        "a message of one line is parsed as a line",
        8.5,
        _read_lines_as_documents,
        (
            Replaced(
                "docutils.statemachine:StateMachine.get_source_and_line",
                "a role asks the reporter for it, which has it of a machine that is not needed",
                f"{DOCUTILS}/statemachine.py",
            ),
        ),
    ),
    Part(
        "typographic quotes are looked for where there are any",
        7.8,
        _look_for_quotes_everywhere,
        (
            Replaced(
                "sphinx.transforms:SphinxSmartQuotes",
                "a transform can be added and not taken away, but from the registry's own list",
                f"{SPHINX}/registry.py",
            ),
        ),
    ),
    Part(
        "transforms walk through a page in shorter ways",
        4.7,
        _walk_as_docutils_does,
        (
            Replaced(
                "docutils.nodes:document.__class__",
                "Sphinx makes the document of a page, and gives it to the parser to fill",
                f"{DOCUTILS}/nodes.py",
            ),
        ),
    ),
    Part("patterns of the parser are kept for the next text", 5.8, _make_patterns_for_each_text),
    Part("a builder looks once for what is the same on many pages", 6.7, _write_as_sphinx_does),
)
"""The last two replace nothing: they override methods."""


def measure(
    folder: Path, rounds: int, tell: Callable[[str], None]
) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    """Return heading and rows: the CPU of a cold build without each part, and what it saves."""
    ours, corpus = CONTENDERS[0], make_corpus(*SIZE)
    ours.prepare(corpus, folder)
    spent: dict[str, list[float]] = {}
    for number in range(rounds):
        for part in ("", *(part.title for part in PARTS)):
            tell(f"round {number + 1} of {rounds}: without {part or 'nothing'}")
            ours.clean(folder)
            command = [sys.executable, "-P", "-m", "benchmark.ablation", part]
            spent.setdefault(part, []).append(run([command], folder, environment()).cpu)
    whole = median(spent[""])
    rows = [
        (
            part.title,
            ", ".join(replaced.name for replaced in part.replaces) or "nothing",
            f"{median(spent[part.title]):.2f} s",
            f"{100 * (median(spent[part.title]) - whole) / whole:.1f} %",
        )
        for part in PARTS
    ]
    return (f"part ({whole:.2f} s with all)", "replaces", "CPU without", "saving"), rows


if __name__ == "__main__":
    for left_out in (part for part in PARTS if part.title in sys.argv[1:]):
        left_out.leave_out()
    sys.exit(multilingual(["build", "--quiet"]))
