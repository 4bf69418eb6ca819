"""The pages that a call names."""

from __future__ import annotations

import sys
from collections.abc import Collection
from difflib import get_close_matches

from multilingual.commands.ends import USAGE


def refuse_page(page: str, known: Collection[str]) -> int:
    """Say that there is no such page, or that none was named, and what there is."""
    there = f"There are: {', '.join(sorted(known))}."
    if page:
        near = get_close_matches(page, sorted(known), n=1)
        meant = f" Did you mean {near[0]}?" if near else ""
        print(f"source/{page}.rst: no such page.{meant} {there}", file=sys.stderr)
    else:
        print(f"Say which page, as in PAGE=index. {there}", file=sys.stderr)
    return USAGE
