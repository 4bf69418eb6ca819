"""How changes of the English are shown: plain lines, a terminal, HTML and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader

from multilingual.files import write_whole
from multilingual.languages import Language
from multilingual.update.english_changes import Change, Kind, Piece, compare_words

if TYPE_CHECKING:
    from rich.console import Console

TEMPLATES = Path(__file__).parent
MARKS = {" ": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
"""As ``git diff --word-diff=plain`` marks words."""
STYLES = {" ": "", "-": "red strike", "+": "green underline"}
NOTHING = "No English has changed since {}."


class Difference:
    """The changes since a revision, beside the translation into a language.

    ``folder`` is that of the catalogs, as ``locale/es/LC_MESSAGES``.
    """

    def __init__(
        self, changes: Sequence[Change], language: Language, folder: str, since: str
    ) -> None:
        self._changes, self._language, self._since = changes, language, since
        self._folder = folder

    def place(self, change: Change) -> str:
        """Return ``path:line``; what is gone had this place in the revision."""
        path = f"{self._folder}/{change.place.page}.po:{change.place.line}"
        return f"{self._since}:{path}" if change.kind == Kind.GONE else path

    def lines(self) -> Iterator[list[Piece]]:
        """Yield the lines of the text, each in pieces."""
        if not self._changes:
            yield [Piece(" ", NOTHING.format(self._since))]
        for number, change in enumerate(self._changes):
            if number:
                yield []
            words = ", ".join(filter(None, (change.kind.value, change.state)))
            yield [Piece(" ", f"{self.place(change)}: {words}")]
            yield [Piece(" ", "  en: "), *compare_words(change.before, change.after)]
            yield [Piece(" ", f"  {self._language.tag}: {change.translation}")]

    def as_text(self) -> str:
        """Return plain lines."""
        return "\n".join(
            "".join(MARKS[sign].format(_visible(text)) for sign, text in line).rstrip()
            for line in self.lines()
        )

    def show(self, console: Console) -> None:
        """Show the lines on a terminal."""
        from rich.text import Text  # noqa: PLC0415

        for line in self.lines():
            parts = ((MARKS[sign].format(_visible(text)), STYLES[sign]) for sign, text in line)
            console.print(Text.assemble(*parts), soft_wrap=True)

    def as_json(self) -> str:
        """Return the changes as JSON."""
        data = [
            {
                "place": self.place(one),
                "page": one.place.page,
                "kind": one.kind.value,
                "state": one.state,
                "before": one.before,
                "after": one.after,
                "translation": one.translation,
            }
            for one in self._changes
        ]
        return json.dumps(
            {"language": self._language.tag, "since": self._since, "changes": data},
            ensure_ascii=False,
            indent=1,
        )

    def as_html(self) -> str:
        """Return a page that needs no other file."""
        templates = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True
        )
        rows = [
            (one, self.place(one), compare_words(one.before, one.after)) for one in self._changes
        ]
        return templates.get_template("changed.html").render(
            rows=rows, language=self._language, since=self._since, nothing=NOTHING
        )

    def write_html(self, folder: Path) -> Path:
        """Write the page into ``folder`` and return its path."""
        path = folder / f"changed-{self._language.tag}.html"
        write_whole(path, self.as_html().encode())
        return path


def _visible(text: str) -> str:
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text
    )
