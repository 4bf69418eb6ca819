"""A sheet for a reviewer who has no tools: a table (CSV), and the same as a page to print."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from html import escape
from itertools import groupby
from pathlib import Path

from multilingual.catalogs.location import Location, locations_of
from multilingual.catalogs.message import Translation
from multilingual.catalogs.reader import read_catalog
from multilingual.exchange.spreadsheet import guarded
from multilingual.files import write_beside, write_whole
from multilingual.reviews.register import digest_of

NEEDED = ("page", "English", "translation", "decision", "correction", "comment", "id")
"""The columns that are read when the table comes back."""
COLUMNS = ("page", "question", "kind", *NEEDED[1:])
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
    path = folder / "LC_MESSAGES" / f"{page}.po"
    every = read_catalog(path, root, folder.name).translations
    placed = zip(every, locations_of(page, every), strict=True)
    rows = [(one, where) for one, where in placed if one.is_translated]
    place = root / "build" / "review" / folder.name
    table, printed = place / f"{page}.csv", place / f"{page}.html"
    old = write_beside(table, as_csv(page, rows))
    write_whole(printed, as_html(f"{page}: {tag}", rows, tag, direction).encode())
    return [table, printed], old


def as_csv(page: str, rows: Sequence[tuple[Translation, Location]]) -> bytes:
    """Return a table of messages in UTF-8 that no spreadsheet runs."""
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one, place in rows:
        texts = (one.msgid, one.msgstr, "", "", "", digest_of(one))
        cells = (page, place.question, place.kind, *texts)
        writer.writerow(map(guarded, cells))
    return file.getvalue().encode("utf-8-sig")


def as_html(
    title: str, rows: Sequence[tuple[Translation, Location]], tag: str, direction: str
) -> str:
    """Return a page to print, which needs no other file."""
    lines = (
        line
        for question, some in groupby(rows, lambda row: row[1].question)
        for line in (*_heading(question), *(_row(*row, tag, direction) for row in some))
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
