"""A sheet for a reviewer who has no tools: a table (CSV), and the same as a page to print."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from html import escape
from pathlib import Path

from multilingual.catalogs.exchange.spreadsheet import guarded
from multilingual.catalogs.messages import Message, open_catalog
from multilingual.catalogs.reviews import digest_of

COLUMNS = ("page", "English", "translation", "decision", "correction", "comment", "id")
FRAME = """<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
body {{ font: 1rem/1.5 sans-serif; margin: 1rem; }}
table {{ border-collapse: collapse; inline-size: 100%; }}
th, td {{ border: 1px solid; padding: 0.4rem; text-align: start; vertical-align: top; }}
td:nth-child(4) {{ min-inline-size: 14rem; }}
thead {{ display: table-header-group; }}
tr {{ break-inside: avoid; }}
td {{ white-space: pre-wrap; overflow-wrap: anywhere; }}
</style>
<h1>{title}</h1>
<p>Write ok, or the correction, or a comment into each row. A row left empty is not checked.</p>
<table>
<thead><tr><th>English<th>translation<th>id<th>ok / correction / comment</tr></thead>
<tbody>
{rows}
</tbody>
</table>
</html>
"""


def write_sheet(root: Path, folder: Path, page: str, tag: str, direction: str) -> Sequence[Path]:
    """Write what readers get of a page in a language (``locale/es``) for a reviewer.

    ``tag`` and ``direction`` (ltr or rtl) are those of the language. Returns the paths of a
    CSV and of an HTML file below ``build/review``. Raises ``CatalogError`` and ``OSError``.
    """
    path = folder / "LC_MESSAGES" / f"{page}.po"
    messages = list(open_catalog(path, root, folder.name).translated)
    place = root / "build" / "review" / folder.name
    files = {
        place / f"{page}.csv": as_csv(page, messages),
        place / f"{page}.html": as_html(f"{page}: {tag}", messages, tag, direction).encode(),
    }
    for file, data in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_name(f"{file.name}.new")
        draft.write_bytes(data)
        draft.replace(file)
    return list(files)


def as_csv(page: str, messages: Sequence[Message]) -> bytes:
    """Return a table of messages in UTF-8 that no spreadsheet runs."""
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in messages:
        cells = (page, one.msgid, one.msgstr, "", "", "", digest_of(one))
        writer.writerow(map(guarded, cells))
    return file.getvalue().encode("utf-8-sig")


def as_html(title: str, messages: Sequence[Message], tag: str, direction: str) -> str:
    """Return a page to print, which needs no other file."""
    rows = "\n".join(
        f'<tr><td lang="en" dir="ltr">{escape(one.msgid)}'
        f'<td lang="{escape(tag)}" dir="{escape(direction)}">{escape(one.msgstr)}'
        f"<td>{digest_of(one)}<td></tr>"
        for one in messages
    )
    return FRAME.format(title=escape(title), rows=rows)
