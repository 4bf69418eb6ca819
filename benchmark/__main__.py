"""``python -m benchmark``: how fast this project and others build the same site.

Each round runs every tool once, so that a slow moment of the machine strikes all alike. What
is printed are medians, and ratios of medians of the same run.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmark.contenders import CONTENDERS, Contender, environment
from benchmark.corpus import Corpus, make_corpus
from benchmark.measure import peak_memory, run

OURS, LOOP = CONTENDERS[:2]
ALONE_FROM = 1000
"""Pages in all languages from which only our own build is measured: the loop takes an hour."""


@dataclass
class Case:
    """A corpus, and the seconds that each tool took for it, a list of rounds by state."""

    corpus: Corpus
    folder: Path
    contenders: Sequence[Contender]
    times: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    memory: int | None = None

    @property
    def name(self) -> str:
        """The size, as in ``8 pages × 10 languages``."""
        return f"{len(self.corpus.pages)} pages × {len(self.corpus.codes)} languages"

    @property
    def pages(self) -> int:
        """The number of pages in all languages."""
        return len(self.corpus.pages) * len(self.corpus.codes)

    def median(self, contender: Contender, state: str = "cold") -> float:
        """Return the median of the rounds, in seconds."""
        return median(self.times[contender.name, state])


def main() -> None:
    """Measure and print."""
    options = _options()
    with TemporaryDirectory(prefix="benchmark-") as folder:
        cases = [_prepare(size, Path(folder), options.alone) for size in options.sizes]
        for number in range(options.rounds):
            for case in cases:
                _tell(f"round {number + 1} of {options.rounds}: {case.name}")
                _round(case, number)
        for case in cases:
            OURS.clean(case.folder / OURS.name)
            case.memory = peak_memory(
                OURS.commands(case.corpus, case.folder), case.folder / OURS.name, environment()
            )
    _print(cases, options.rounds)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmark", description=__doc__)
    sizes = [(8, 10), (40, 10), (40, 40), (200, 10)]
    parser.add_argument("sizes", nargs="*", type=_size, default=sizes, metavar="PAGESxLANGUAGES")
    parser.add_argument("--rounds", type=int, default=5, metavar="N")
    parser.add_argument("--alone", action="store_true", help="measure our own build alone")
    return parser.parse_args()


def _size(text: str) -> tuple[int, int]:
    pages, _, languages = text.partition("x")
    return int(pages), int(languages)


def _prepare(size: tuple[int, int], folder: Path, alone: bool) -> Case:  # noqa: FBT001
    corpus = make_corpus(*size)
    small = len(corpus.pages) * len(corpus.codes) < ALONE_FROM and not alone
    contenders = [one for one in CONTENDERS if one.is_installed] if small else [OURS]
    case = Case(corpus, folder / f"{size[0]}x{size[1]}", contenders)
    for contender in contenders:
        (case.folder / contender.name).mkdir(parents=True)
        contender.prepare(corpus, case.folder / contender.name)
    return case


def _round(case: Case, number: int) -> None:
    for contender in case.contenders:
        folder = case.folder / contender.name
        commands = contender.commands(case.corpus, folder)
        contender.clean(folder)
        for state in contender.states:
            if state == "changed":
                contender.change(folder, number)
            seconds = run(commands, folder, environment())
            case.times.setdefault((contender.name, state), []).append(seconds)


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _print(cases: Sequence[Case], rounds: int) -> None:
    print(
        f"Medians of {rounds} rounds on {os.cpu_count()} cores, Python "
        f"{platform.python_version()}, {platform.system()} {platform.machine()}.\n"
    )
    for case in cases:
        _print_case(case)
    _print_growth(cases)


def _print_case(case: Case) -> None:
    rows = []
    for contender in case.contenders:
        for state in contender.states:
            ours = case.median(OURS, state) if state in OURS.states else case.median(OURS)
            seconds = case.median(contender, state)
            rows.append((contender.name, state, f"{seconds:.2f} s", f"{seconds / ours:.1f} ×"))
    print(f"### {case.name}\n")
    _table(("tool", "build", "time", "of ours"), rows)
    memory = f"{case.memory / 1e6:.0f} MB" if case.memory else "not known here"
    print(f"{case.pages / case.median(OURS):.0f} pages a second; memory of all our processes")
    print(f"at most: {memory}.\n")


def _print_growth(cases: Sequence[Case]) -> None:
    by_size = {(len(case.corpus.pages), len(case.corpus.codes)): case for case in cases}
    pairs = (((200, 10), (8, 10)), ((40, 40), (40, 10)))
    rows = [
        (
            by_size[large].name,
            by_size[small].name,
            f"{by_size[large].median(OURS) / by_size[small].median(OURS):.1f} ×",
            f"{by_size[large].pages / by_size[small].pages:.0f} ×",
        )
        for large, small in pairs
        if large in by_size and small in by_size
    ]
    if rows:
        print("### How the cold build grows\n")
        _table(("site", "against", "time", "pages"), rows)


def _table(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    lines: list[Sequence[str]] = [heading, ["---"] * len(heading), *rows]
    for line in lines:
        print("| " + " | ".join(line) + " |")
    print()


if __name__ == "__main__":
    main()
