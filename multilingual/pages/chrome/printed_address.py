"""The address of a page on paper: written out, and as a code that a telephone reads.

Both are printed only if readers would find the site there.
"""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import segno

from multilingual.project import site_address

if TYPE_CHECKING:
    from sphinx.config import Config

QUIET = 4
"""Squares of white that a reader of QR codes needs around one."""
DARK = re.compile(b"\x01+")
NOT_PUBLIC = re.compile(
    r"(.*\.)?(example(\.(com|net|org))?|invalid|localhost|test|local|localdomain|lan|internal"
    r"|home\.arpa|onion|\d+)\.?"
)
"""Hosts at which no reader finds a site: names that are reserved, or of a network at home
(https://www.iana.org/assignments/special-use-domain-names)."""


def public_address(config: Config) -> str:
    """Return the address of the language, or nothing if readers would not find the site there."""
    base = site_address(config.html_baseurl)
    is_real = _is_public(urlsplit(base).hostname or "")
    return f"{base}/{config.multilingual_reader_language.tag}" if is_real else ""


def _is_public(host: str) -> bool:
    try:
        return ip_address(host).is_global
    except ValueError:
        return "." in host.rstrip(".") and not NOT_PUBLIC.fullmatch(host)


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
