"""The reviews of the English pages are held to the list of reviewers and to the pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from multilingual.findings import Finding
from multilingual.languages import SOURCE_CODE
from multilingual.reviews.register import REGISTER
from multilingual.tasks.sign_off import digests_of, faults_of
from multilingual.templates.extraction import ExtractionError, extract


def faults_of_source(root: Path, project: str) -> Iterator[Finding]:
    """Yield what is wrong with ``source/reviews.toml``; the pages are read if it has records."""
    path = root / "source" / REGISTER
    try:
        yield from faults_of(root, path, SOURCE_CODE, lambda: _digests(root, project))
    except ExtractionError as error:
        yield Finding("source", 1, "reviews", str(error).partition(": ")[2])


def _digests(root: Path, project: str) -> set[str]:
    templates, _warnings = extract(root, project)
    return {one for template in templates.values() for one in digests_of(template)}
