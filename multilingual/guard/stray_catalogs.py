"""Catalogs that a tool has left among the compiled ones, where nobody reads them."""

from __future__ import annotations

from pathlib import Path

from multilingual.findings import Finding

RULE = "names"


def stray_catalogs(root: Path) -> list[Finding]:
    """Return a finding for each ``.po`` in ``build/mo`` of the project in ``root``.

    sphinx-intl wrote there while ``locale_dirs`` named that folder. No command deletes one.
    """
    found = sorted(Path(root, "build", "mo").glob("*/LC_MESSAGES/**/*.po"))
    return [
        Finding(shown := path.relative_to(root).as_posix(), 1, RULE, advice(shown))
        for path in found
    ]


def advice(path: str) -> str:
    """Return what to do about a catalog such as ``build/mo/de/LC_MESSAGES/index.po``."""
    code = path.split("/")[2]
    return (
        "Nobody reads this catalog here. If there is work in it, take that in: "
        f"make import LANGUAGE={code} FILE={path}. Then delete it."
    )
