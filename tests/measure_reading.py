"""Measure how hard the English pages are to read.

``.venv/bin/python tests/measure_reading.py`` prints for each built page of ``build/html/en`` its
questions, words, grade of school and longest sentence; with a page after it, for each answer.
Run ``make html`` first.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from reading import answers, grade, sentences, words

BUILT = Path(__file__).parents[1] / "build" / "html" / "en"
LEFT_OUT = {"search", "404"}


def main() -> int:
    """Print the table of all pages, or of the answers of those that are named."""
    if not BUILT.is_dir():
        sys.stderr.write("build/html/en is not there. Run make html first.\n")
        return 2
    rows = _answers(sys.argv[1:]) if sys.argv[1:] else _pages()
    print(f"{'':<44}{'questions':>10}{'words':>7}{'grade':>7}{'longest sentence':>18}")
    for name, part, questions in rows:
        lines = sentences(part)
        longest = max(map(words, lines), default=0)
        total = sum(map(words, lines))
        print(f"{name:<44}{questions:>10}{total:>7}{grade(part):>7.1f}{longest:>18}")
    return 0


def _pages() -> Iterator[tuple[str, Tag, int]]:
    for path in sorted(BUILT.glob("*.html")):
        if path.stem not in LEFT_OUT:
            article = _article(path)
            yield path.stem, article, len(answers(article))


def _answers(pages: list[str]) -> Iterator[tuple[str, Tag, int]]:
    for page in pages:
        for answer in answers(_article(BUILT / f"{page}.html")):
            yield str(answer["id"]), answer, 1


def _article(path: Path) -> BeautifulSoup:
    article = BeautifulSoup(path.read_text("utf-8"), "lxml").select_one("article")
    return BeautifulSoup(str(article), "lxml")


if __name__ == "__main__":
    sys.exit(main())
