"""``python -m benchmark``: how fast this project and others build the same site.

Each round runs every tool once, so that a slow moment of the machine strikes all alike. What
is printed are medians, and ratios of medians of the same run. CPU seconds count on a machine
that is shared. ``real`` is the site of this project, with what an answer page and the index of a
language cost; ``ablation`` says what each name of another library that is replaced saves, and
``scale`` (or ``scale 200x100``) what shards and their merge take.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmark import ablation, scale
from benchmark.contenders import CONTENDERS, REAL, ROOT, Contender, environment
from benchmark.corpus import Corpus, make_corpus
from benchmark.measure import Spent, peak_memory, run

ABLATION, SCALE = "ablation", "scale"
SIZES = ("8x10", "40x10", "40x40", "200x10")
GROWTH = (("200x10", "8x10"), ("40x40", "40x10"))
ALONE_FROM = 1000
"""Pages in all languages from which only our own build is measured: the loop takes an hour."""


@dataclass
class Case:
    """A site, and what each tool took for it, a list of rounds by state; ours comes first."""

    name: str
    corpus: Corpus
    pages: int
    folder: Path
    contenders: Sequence[Contender]
    spent: dict[tuple[str, str], list[Spent]] = field(default_factory=dict)
    memory: int | None = None

    @property
    def ours(self) -> Contender:
        """This project."""
        return self.contenders[0]

    def wall(self, contender: Contender, state: str = "cold") -> float:
        """Return the median of the rounds, in seconds."""
        return median(spent.wall for spent in self.spent[contender.name, state])

    def cpu(self, contender: Contender, state: str = "cold") -> float:
        """Return the median of the rounds, in CPU seconds."""
        return median(spent.cpu for spent in self.spent[contender.name, state])


def main() -> None:
    """Measure and print."""
    options = _options()
    with TemporaryDirectory(prefix="benchmark-") as folder:
        if options.sites == [ABLATION]:
            _table(*ablation.measure(Path(folder), options.rounds, _tell))
            return
        if options.sites[:1] == [SCALE]:
            _scale(Path(folder), *options.sites[1:])
            return
        cases = [_prepare(site, Path(folder), options.alone) for site in options.sites]
        for number in range(options.rounds):
            for case in cases:
                _tell(f"round {number + 1} of {options.rounds}: {case.name}")
                _round(case, number)
        for case in cases:
            place = case.folder / case.ours.name
            case.ours.clean(place)
            commands = case.ours.commands(case.corpus, case.folder)
            case.memory = peak_memory(commands, place, environment())
    _print(cases, options.rounds)


def _scale(folder: Path, size: str = "200x100") -> None:
    pages, languages = map(int, size.split("x"))
    found = scale.measure(folder, languages, pages, _tell)
    for table in scale.as_tables(found):
        _table(*table)
    scale.PLOT.write_text(scale.as_plot(found), "utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmark", description=__doc__)
    parser.add_argument(
        "sites", nargs="*", default=SIZES, metavar="PAGESxLANGUAGES|real|ablation|scale"
    )
    parser.add_argument("--rounds", type=int, default=5, metavar="N")
    parser.add_argument("--alone", action="store_true", help="measure our own build alone")
    return parser.parse_args()


def _prepare(site: str, folder: Path, alone: bool) -> Case:  # noqa: FBT001
    if site == "real":
        codes = ("en", *sorted(path.name for path in (ROOT / "locale").glob("[a-z]*/")))
        pages = len(list((ROOT / "source").glob("*.rst")))
        name, corpus, contenders = "The site of this project", Corpus((), codes), REAL
    else:
        corpus = make_corpus(*map(int, site.split("x")))
        pages = len(corpus.pages)
        name = "Made-up text"
        contenders = tuple(contender for contender in CONTENDERS if contender.is_installed)
    number = pages * len(corpus.codes)
    if alone or number >= ALONE_FROM:
        contenders = contenders[:1]
    name = f"{name}: {pages} pages × {len(corpus.codes)} languages"
    case = Case(name, corpus, number, folder / site, contenders)
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
            spent = run(commands, folder, environment())
            case.spent.setdefault((contender.name, state), []).append(spent)


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
            same = state if state in case.ours.states else "cold"
            wall, cpu = case.wall(contender, state), case.cpu(contender, state)
            ratios = wall / case.wall(case.ours, same), cpu / case.cpu(case.ours, same)
            shown = (f"{wall:.2f} s", f"{ratios[0]:.1f} ×", f"{cpu:.2f} s", f"{ratios[1]:.1f} ×")
            rows.append((contender.name, state, *shown))
    print(f"### {case.name}\n")
    _table(("tool", "build", "time", "of ours", "CPU", "of ours"), rows)
    memory = f"{case.memory / 1e6:.0f} MB" if case.memory else "not known here"
    print(f"{case.pages / case.wall(case.ours):.0f} pages a second; memory of all our processes")
    print(f"at most: {memory}.\n", flush=True)
    if case.contenders is REAL:
        shares = [sys.executable, "-P", "-m", "benchmark.shares", case.corpus.codes[-1]]
        subprocess.run(shares, cwd=case.folder / case.ours.name, env=environment(), check=True)


def _print_growth(cases: Sequence[Case]) -> None:
    by_size = {case.folder.name: case for case in cases}
    pairs = [
        (by_size[large], by_size[small])
        for large, small in GROWTH
        if large in by_size and small in by_size
    ]
    rows = [
        (
            large.name,
            small.name,
            f"{large.wall(large.ours) / small.wall(small.ours):.1f} ×",
            f"{large.pages / small.pages:.0f} ×",
        )
        for large, small in pairs
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
