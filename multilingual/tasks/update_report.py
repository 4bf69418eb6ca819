"""Tell what an update did to each language: a table, lines, or JSON for a program."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from multilingual.text.wording import quoted
from multilingual.update.state import Reworded, Update
from multilingual.update.triviality import mark_of

COLUMNS = ("kept", "recovered", "fuzzy", "new", "obsolete")


@dataclass(frozen=True, slots=True)
class Account:
    """What was done to the catalogs of a language, as counts of messages.

    ``sources`` counts the recovered ones by the page whose catalog had them.
    """

    tag: str
    kept: int
    recovered: int
    fuzzy: int
    new: int
    obsolete: int
    sources: Counter[str]
    reworded: Sequence[Reworded]

    @classmethod
    def of(cls, tag: str, update: Update) -> Account:
        sources = Counter[str]()
        for (source, _page), number in update.recovered.items():
            sources[source] += number
        return cls(
            tag=tag,
            kept=update.kept,
            recovered=sources.total(),
            fuzzy=len(update.reworded),
            new=update.new,
            obsolete=update.obsolete,
            sources=sources,
            reworded=update.reworded,
        )

    @property
    def origin(self) -> str:
        """The pages that messages were recovered from, with how many."""
        return ", ".join(f"{page} {number}" for page, number in sorted(self.sources.items()))


def as_lines(accounts: Sequence[Account]) -> str:
    """Return one line a language, and one for each new wording."""
    lines = []
    for one in accounts:
        counts = ", ".join(f"{name} {getattr(one, name)}" for name in COLUMNS)
        lines.append(f"{one.tag:8} {counts}" + (f" (from {one.origin})" if one.origin else ""))
    return "\n".join([*lines, *_reworded(accounts)])


def show_table(accounts: Sequence[Account], console: Console) -> None:
    """Show a table on a terminal."""
    table = Table(box=None)
    table.add_column("language")
    for name in COLUMNS:
        table.add_column(name, justify="right")
    table.add_column("recovered from")
    for one in accounts:
        numbers = [str(getattr(one, name) or "–") for name in COLUMNS]
        table.add_row(one.tag, *numbers, one.origin)
    console.print(table)
    for line in _reworded(accounts):
        console.print(line, markup=False, highlight=False)


def as_json(accounts: Iterable[Account]) -> str:
    """Return a list of objects, one a language."""
    return json.dumps([_data(one) for one in accounts], ensure_ascii=False, indent=1)


def _data(one: Account) -> dict[str, object]:
    changes = [{"mark": mark_of(each.new), **each._asdict()} for each in one.reworded]
    counts = {name: getattr(one, name) for name in COLUMNS}
    return {"tag": one.tag, **counts, "recovered_from": dict(one.sources), "reworded": changes}


def _reworded(accounts: Iterable[Account]) -> Iterator[str]:
    found = dict.fromkeys((each.page, each.new) for one in accounts for each in one.reworded)
    if found:
        yield "New wordings, fuzzy until somebody has looked. Only a typo? make update TRIVIAL=…"
    for page, new in found:
        yield f"  {mark_of(new)}  {page}: {quoted(new)}"
