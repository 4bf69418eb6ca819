"""``python -m benchmark scale``: what a hundred languages cost that are built apart and merged.

Each language is a shard, built with an empty ``build/`` as a runner of CI does it. Languages of
several scripts are measured for real, and so is the merge, which reads and checks every file of
all of them, and links to it. All languages have catalogs of their own. **The other
shards are copies**: the pages of a measured language under another tag, with a ``shard.json`` that
says what that language is made from. They are links to the same bytes, so the merge finds what it
reads in memory, as it does for artifacts that were unpacked a moment ago.

The hours of N runners are computed: the shards are shared out evenly, then one runner merges. What
CI needs to begin (a clone, the tools) is not in them.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from babel.localedata import locale_identifiers

from benchmark.contenders import OURS, ROOT, environment
from benchmark.corpus import CODES, make_corpus, write_catalogs, write_rst
from benchmark.measure import cpu_of_children, peak_memory
from benchmark.plot import Panel, Point, as_svg
from multilingual.build.inputs import Inputs, watched
from multilingual.build.manifest import Shard
from multilingual.build.shards import write_commit
from multilingual.project import ASSETS, Project

Tell = Callable[[str], None]
PLOT = ROOT / "pictures" / "scale.svg"
MEASURED = ("en", "es", "ar", "zh_CN", "hi")
"""The languages whose shards are built: several scripts, one of them from right to left."""
JOINT = 10
"""How many languages a joint build has, at which one takes what it costs there."""
INTERVAL = 0.2
"""Seconds between two looks at the memory, which take a core's time."""
RUNNERS = (1, 2, 5, 10, 20, 50, 100)
MULTILINGUAL = (sys.executable, "-P", "-m", "multilingual")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of wall time and of CPU, and the most memory of all processes, in bytes."""

    wall: float
    cpu: float
    memory: int


@dataclass(frozen=True, slots=True)
class Scale:
    """What was measured of a site of so many ``languages`` and ``pages``.

    ``shards`` are by language, ``fewer`` are shards of the second one, by the number of its pages;
    ``joint`` is what a language costs in a build of several.
    """

    languages: int
    pages: int
    shards: Mapping[str, Cost]
    fewer: Mapping[int, Cost]
    joint: Cost
    merge: Cost
    files: int
    size: int

    @property
    def shard(self) -> Cost:
        """A shard in the middle of those that were built, and the most memory of any."""
        costs = self.shards.values()
        middle = (median(getattr(cost, name) for cost in costs) for name in ("wall", "cpu"))
        return Cost(*middle, max(cost.memory for cost in costs))

    def wall(self, runners: int) -> float:
        """Return the seconds until ``runners`` have built all languages and one has merged them."""
        return -(-self.languages // runners) * self.shard.wall + self.merge.wall


def codes_of(number: int) -> tuple[str, ...]:
    """Return the codes of so many languages, those of the benchmark first."""
    known = {code.partition("_")[0] for code in CODES}
    others = (code for code in locale_identifiers() if "_" not in code and code not in known)
    return (*CODES, *sorted(others))[:number]


def measure(folder: Path, languages: int, pages: int, tell: Tell) -> Scale:
    """Measure a site in ``folder``, which is empty."""
    codes = codes_of(languages)
    root = _prepare(folder / "site", pages, codes)
    chosen = codes[:JOINT]
    tell(f"{len(chosen)} of {languages} languages together")
    joint = _cost(("build", "--quiet", *chosen), root)
    each = Cost(joint.wall / len(chosen), joint.cpu / len(chosen), joint.memory)
    shards = {}
    for code in (code for code in MEASURED if code in chosen):
        tell(f"the shard {code}")
        _put_away(root)
        shards[code] = _cost(("build", "--quiet", code), root)
        (root / "build" / "html").rename(_place(folder, code))
    _put_away(root)
    tell(f"the merge of {languages} shards")
    places = _shards(folder, Project.at(root), tuple(shards))
    merge = _cost(("merge-sites", *map(str, places), "--into", str(folder / "merged")), root)
    files = [path for path in (folder / "merged").rglob("*") if path.is_file()]
    fewer = {}
    for number in (pages // 4, pages // 2):
        tell(f"a shard of {number} pages")
        small = _prepare(folder / f"site-{number}", number, codes)
        fewer[number] = _cost(("build", "--quiet", MEASURED[1]), small)
    size = sum(path.stat().st_size for path in files)
    return Scale(languages, pages, shards, fewer, each, merge, len(files), size)


def _cost(command: Sequence[str], root: Path) -> Cost:
    began, before = time.perf_counter(), cpu_of_children()
    memory = peak_memory([[*MULTILINGUAL, *command]], root, environment(), INTERVAL)
    return Cost(time.perf_counter() - began, cpu_of_children() - before, memory or 0)


def _prepare(root: Path, pages: int, codes: Sequence[str]) -> Path:
    corpus = make_corpus(pages, 0)
    write_rst(corpus, root / "source", "short-answer::")
    # Each language has texts of its own: the guard would refuse copies of another one's.
    write_catalogs(replace(corpus, codes=tuple(codes)), root / "locale")
    (root / "conf.py").write_text(OURS)
    shutil.copy(ROOT / "docutils.conf", root)
    return root


def _put_away(root: Path) -> None:
    # Moved and not deleted: ext4 is slow to make files for some seconds after many are deleted.
    build = root / "build"
    if build.exists():
        build.rename(root.parent / f"built-{time.monotonic_ns()}")


def _place(folder: Path, code: str) -> Path:
    (folder / "shards").mkdir(exist_ok=True)
    return folder / "shards" / code


def _shards(folder: Path, project: Project, built: Sequence[str]) -> list[Path]:
    """Return a shard of each language; those that were not built are links to one that was."""
    inputs, languages = Inputs(project.root), project.languages()
    tags = {language.code: language.tag for language in languages}
    originals = [code for code in built if code != "en"]
    for number, language in enumerate(one for one in languages if one.code not in built):
        original = originals[number % len(originals)]
        place, source = _place(folder, language.code), _place(folder, original)
        own = place / language.tag
        shutil.copytree(source / tags[original], own, copy_function=os.link)
        shutil.copytree(source / ASSETS, place / ASSETS, copy_function=os.link)
        shard = Shard.read(own)
        (own / "shard.json").unlink()
        replace(shard, inputs=inputs.summary(watched(project, language))).write(own)
        commit = json.loads((source / "shard.json").read_text("utf-8"))["commit"]
        write_commit(place, commit, [language.tag])
    return [_place(folder, language.code) for language in languages]


def as_tables(scale: Scale) -> list[tuple[Sequence[str], Sequence[Sequence[str]]]]:
    """Return what is printed: headings and rows."""
    rows = [
        (f"the shard {code}, {scale.pages} pages", *_row(cost))
        for code, cost in scale.shards.items()
    ]
    rows += [(f"a shard of {number} pages", *_row(cost)) for number, cost in scale.fewer.items()]
    rows.append((f"a language of a joint build of {JOINT}", *_row(scale.joint)))
    rows.append((f"the merge of {scale.languages} shards", *_row(scale.merge)))
    least = min(scale.fewer)
    more = scale.pages - least
    slope = (scale.shards[MEASURED[1]].cpu - scale.fewer[least].cpu) / more
    further = scale.shard.cpu + scale.merge.cpu / scale.languages
    ratio = scale.shard.cpu / scale.joint.cpu
    facts = [
        ("a shard against a language of the joint build", f"{ratio:.2f} × CPU"),
        ("one more language", f"{further:.1f} s CPU"),
        ("one more page, in each language", f"{slope * 1000:.0f} ms CPU"),
        ("the merged site", f"{scale.files:,} files, {scale.size / 1e9:.1f} GB"),
    ]
    walls = [(str(number), f"{scale.wall(number) / 60:.1f} min") for number in RUNNERS]
    return [
        (("what", "time", "CPU", "memory"), rows),
        (("cost", ""), facts),
        (("runners", "until it is merged"), walls),
    ]


def _row(cost: Cost) -> tuple[str, str, str]:
    return f"{cost.wall:.1f} s", f"{cost.cpu:.1f} s", f"{cost.memory / 1e6:.0f} MB"


def as_plot(scale: Scale) -> str:
    """Return the picture: time by runners, and a shard by its pages."""
    walls = [Point(number, scale.wall(number) / 60) for number in RUNNERS]
    costs = [*scale.fewer.items(), (scale.pages, scale.shards[MEASURED[1]])]
    shards = [Point(number, cost.cpu) for number, cost in costs]
    title = f"{scale.languages} languages × {scale.pages} pages: minutes by runners, logarithmic"
    return as_svg(
        Panel(title, walls, is_logarithmic=True),
        Panel("one language: CPU seconds by pages", shards),
    )
