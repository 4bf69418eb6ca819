"""Since when a translation waits, as git knows: the day its English came into the catalog."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from multilingual.catalogs.reader import CatalogError, read_catalog
from multilingual.git import CloneError, blame

LINE = re.compile(r"(?P<commit>[0-9a-f]{40,64}) \d+ (?P<line>\d+)( \d+)?")
"""The head of a line in what ``git blame --porcelain`` prints
(https://git-scm.com/docs/git-blame#_the_porcelain_format)."""
TIME = "author-time "


def waits_since(root: Path, path: Path) -> datetime.date | None:
    """Return the day since which the catalog at ``path`` has a text without a translation.

    That is the earliest day at which the English of one that is fuzzy or missing was written
    there, in UTC; today if git does not have it yet. None if nothing waits, if there is no
    catalog that can be read, or if git does not know this folder.
    """
    if not path.is_file():
        return None
    try:
        catalog = read_catalog(path, root, "")
    except CatalogError:
        return None
    places = [one.line for one in catalog.translations if not one.is_translated]
    days = _days_of_lines(root, path) if places else {}
    lines = path.read_text("utf-8").splitlines() if days else []
    return min(_days_of_messages(places, lines, days), default=None)


def _days_of_messages(
    places: Collection[int], lines: Sequence[str], days: Mapping[int, datetime.date]
) -> Iterator[datetime.date]:
    for place in places:
        above = range(min(place, len(lines)), 0, -1)
        start = next((one for one in above if lines[one - 1].startswith("msgid ")), 0)
        if start in days:
            yield days[start]


def _days_of_lines(root: Path, path: Path) -> dict[int, datetime.date]:
    """Return the day of each line, from 1; nothing if git cannot tell."""
    try:
        told = blame(root, path)
    except CloneError:
        return {}
    commits: dict[str, datetime.date] = {}
    numbers: list[tuple[int, str]] = []
    commit = ""
    for line in told.split("\n"):
        if found := LINE.fullmatch(line):
            commit = found["commit"]
            numbers.append((int(found["line"]), commit))
        elif line.startswith(TIME):
            moment = datetime.datetime.fromtimestamp(int(line.removeprefix(TIME)), datetime.UTC)
            commits.setdefault(commit, moment.date())
    return {number: commits[commit] for number, commit in numbers if commit in commits}
