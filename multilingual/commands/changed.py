"""Print the English that changed since a revision, beside its translation."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Template

from multilingual.catalogs.language_folder import CATALOGS
from multilingual.catalogs.reader import read_once
from multilingual.catalogs.versions import catalogs_at
from multilingual.commands.arguments import WELL, Arguments
from multilingual.commands.printing import as_json, print_report
from multilingual.files import write_whole
from multilingual.findings import UsageError, visible
from multilingual.languages import Language
from multilingual.project import Project, choose_languages
from multilingual.update.english_changes import Change, Piece, changes_of, compare_words

if TYPE_CHECKING:
    from rich.console import Console

MARKS = {" ": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
"""As ``git diff --word-diff=plain`` marks words."""
STYLES = {" ": "", "-": "red strike", "+": "green underline"}
NOTHING = "No English has changed since {}."


def changed_arguments(parser: Arguments) -> None:
    parser.add_argument("language", metavar="LANGUAGE", help="tag or gettext code")
    parser.add_argument("--since", required=True, metavar="REV", help="a day or a revision of git")
    parser.add_argument("--format", choices=("text", "html", "json"), default="text")


def run_changed(options: argparse.Namespace) -> int:
    project = Project.at(Path.cwd())
    (language,) = choose_languages(project.languages(), [options.language])
    if language.is_source:
        raise UsageError("All is translated from English. Name another language.")
    folder = project.folder(language.code)
    place = folder.shown(folder.path / CATALOGS)
    old = catalogs_at(project.root, options.since, place)
    changes = changes_of(old, {page: read_once(folder, page) for page in folder.catalogs})
    report = ChangeReport(changes, language, place, options.since)
    if options.format == "html":
        path = project.build / f"changed-{language.tag}.html"
        write_whole(path, report.as_html().encode())
        print(path.relative_to(project.root))
    else:
        forms = {"text": report.as_text, "json": report.as_json}
        print_report(options.format, forms, report.show)
    return WELL


@dataclass(frozen=True, slots=True)
class ChangeReport:
    """The changes ``since`` a revision, beside the translation into a language.

    ``folder`` is that of the catalogs, as ``locale/es/LC_MESSAGES``.
    """

    changes: Sequence[Change]
    language: Language
    folder: str
    since: str

    def as_text(self) -> str:
        """Return plain lines."""
        return "\n".join(
            "".join(_marked(piece) for piece in line).rstrip() for line in self._lines()
        )

    def show(self, console: Console) -> None:
        """Show the lines on a terminal."""
        from rich.text import Text

        for line in self._lines():
            parts = ((_marked(piece), STYLES[piece.sign]) for piece in line)
            console.print(Text.assemble(*parts), soft_wrap=True)

    def as_json(self) -> str:
        """Return the changes as JSON."""
        changes = [
            {
                "place": self._place(change),
                "page": change.page,
                "kind": change.kind.value,
                "state": change.state,
                "before": change.before,
                "after": change.after,
                "translation": change.translation,
            }
            for change in self.changes
        ]
        return as_json({"language": self.language.tag, "since": self.since, "changes": changes})

    def as_html(self) -> str:
        """Return a page that needs no other file."""
        text = Path(__file__).with_suffix(".html").read_text("utf-8")
        rows = [
            (change, self._place(change), compare_words(change.before, change.after))
            for change in self.changes
        ]
        html: str = Template(text, autoescape=True, trim_blocks=True).render(
            rows=rows, language=self.language, since=self.since, nothing=NOTHING
        )
        return html

    def _place(self, change: Change) -> str:
        """Return ``path:line``; what is gone had this place in the revision."""
        path = f"{self.folder}/{change.page}.po:{change.line}"
        return f"{self.since}:{path}" if change.is_gone else path

    def _lines(self) -> Iterator[list[Piece]]:
        """Yield the lines of the text, each in pieces."""
        if not self.changes:
            yield [Piece(" ", NOTHING.format(self.since))]
        for number, change in enumerate(self.changes):
            if number:
                yield []
            words = ", ".join(filter(None, (change.kind.value, change.state)))
            yield [Piece(" ", f"{self._place(change)}: {words}")]
            yield [Piece(" ", "  en: "), *compare_words(change.before, change.after)]
            yield [Piece(" ", f"  {self.language.tag}: {change.translation}")]


def _marked(piece: Piece) -> str:
    return MARKS[piece.sign].format(visible(piece.text))
