"""A sheet for a reviewer who has no tools: a table (CSV), and the same as a page to print."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby
from pathlib import Path

from multilingual.catalogs.language_folder import CATALOGS
from multilingual.catalogs.message import Location, Translation, locations_of
from multilingual.catalogs.reader import read_catalog
from multilingual.exchange.spreadsheet import write_table
from multilingual.files import write_beside, write_whole
from multilingual.reviews.register import digest_of

NEEDED = ("page", "English", "translation", "decision", "correction", "comment", "id")
"""The columns that are read when the table comes back."""
COLUMNS = ("page", "question", "kind", *NEEDED[1:])
Row = tuple[Translation, Location]
FRAME = """<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
body {{ font: 1rem/1.5 sans-serif; margin: 1rem; }}
table {{ border-collapse: collapse; inline-size: 100%; }}
th, td {{ border: 1px solid; padding: 0.4rem; text-align: start; vertical-align: top; }}
th:nth-child(4) {{ inline-size: 30%; }}
th:nth-child(1) {{ inline-size: 6rem; }}
tbody th {{ border-block-start-width: 3px; }}
small, code {{ display: block; font-size: 0.7rem; line-height: 1.3; }}
code {{ font-size: 0.55rem; white-space: nowrap; }}
thead {{ display: table-header-group; }}
tr {{ break-inside: avoid; }}
td {{ white-space: pre-wrap; overflow-wrap: anywhere; }}
</style>
<h1>{title}</h1>
<p>Write ok, or the correction, or a comment into each row. A row left empty is not checked.
Read what is marked “safety” twice: a reader may act on it in danger.</p>
<table>
<thead><tr><th>kind, id<th>English<th>translation<th>ok / correction / comment</tr></thead>
<tbody>
{rows}
</tbody>
</table>
</html>
"""


def write_sheet(
    root: Path, folder: Path, page: str, tag: str, direction: str
) -> tuple[Sequence[Path], Path | None]:
    """Write what readers get of a page in a language (``locale/es``) for a reviewer.

    ``tag`` and ``direction`` (ltr or rtl) are those of the language. Returns the paths of a
    CSV and of an HTML file below ``build/review``, and where a CSV is that was in its place, in
    which somebody may have worked. Raises ``CatalogError`` and ``OSError``.
    """
    path = folder / CATALOGS / f"{page}.po"
    messages = read_catalog(path, root).translations
    placed = zip(messages, locations_of(page, messages), strict=True)
    rows = [(message, place) for message, place in placed if message.is_translated]
    beside = root / "build" / "review" / folder.name
    table, printed = beside / f"{page}.csv", beside / f"{page}.html"
    old = write_beside(table, as_csv(page, rows))
    write_whole(printed, as_html(f"{page}: {tag}", rows, tag, direction).encode())
    return [table, printed], old


def as_csv(page: str, rows: Sequence[Row]) -> bytes:
    """Return a table of messages in UTF-8 that no spreadsheet runs."""
    return write_table([COLUMNS, *(_cells(page, *row) for row in rows)])


def _cells(page: str, message: Translation, place: Location) -> Sequence[str]:
    texts = message.msgid, message.msgstr
    return page, place.question, place.kind, *texts, "", "", "", digest_of(message)


def as_html(title: str, rows: Sequence[Row], tag: str, direction: str) -> str:
    """Return a page to print, which needs no other file."""
    lines = (
        line
        for question, group in groupby(rows, lambda row: row[1].question)
        for line in (*_heading(question), *(_row(*row, tag, direction) for row in group))
    )
    return FRAME.format(title=escape(title), rows="\n".join(lines))


def _heading(question: str) -> Sequence[str]:
    return [f'<tr><th colspan="4" lang="en">{escape(question)}</tr>'] if question else ()


def _row(message: Translation, place: Location, tag: str, direction: str) -> str:
    kind = escape(place.kind)
    return (
        f"<tr><td><small>{f'<b>{kind}</b>' if place.is_safety else kind}</small>"
        f"<code>{digest_of(message)}</code>"
        f'<td lang="en" dir="ltr">{escape(message.msgid)}'
        f'<td lang="{escape(tag)}" dir="{escape(direction)}">{escape(message.msgstr)}<td></tr>'
    )
