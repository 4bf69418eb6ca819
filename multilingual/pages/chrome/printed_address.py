"""The address of a page on paper: written out, and as a code that a telephone reads.

Both are printed only if readers would find the site there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import segno

from multilingual.project import host_of, site_address
from multilingual.text.websites import is_public

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config

QUIET = 4
"""Squares of white that a reader of QR codes needs around one."""
DARK = re.compile(b"\x01+")


def public_address(config: Config) -> str:
    """Return the address of the language, or nothing if readers would not find the site there."""
    base = site_address(config.html_baseurl)
    is_real = is_public(host_of(base))
    return f"{base}/{config.multilingual_reader_language.tag}" if is_real else ""


def qr_code(address: str) -> str:
    """Return the QR code of an address as SVG.

    To look for the best mask takes segno five times as long, and any of them can be read.
    """
    made = segno.make_qr(address, error="m", boost_error=False, mask=3)
    size = len(made.matrix) + 2 * QUIET
    steps, at, line = [f"M{QUIET} {QUIET + 0.5}"], 0, 0
    for number, row in enumerate(made.matrix):
        for run in DARK.finditer(row):
            begin, end = run.span()
            steps.append(f"m{begin - at} {number - line}h{end - begin}")
            at, line = end, number
    path = f'<path stroke="#000" d="{"".join(steps)}"/>'
    return f'<svg viewBox="0 0 {size} {size}" class="code" aria-hidden="true">{path}</svg>'


def _add_to_page(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    # The address of the home page is short enough to be typed.
    if doctree is not None and page != app.config.root_doc and (base := public_address(app.config)):
        address = f"{base}/{page}.html"
        context["sheet"] = address, qr_code(address)


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", _add_to_page)
