"""Each question is a record of the search index, whole in every language."""

import json
from typing import Any

from conftest import Site


def index_of(site: Site, tag: str) -> dict[str, Any]:
    """Return the index of a language, as its script leaves it behind."""
    script = (site.folder / tag / "search-index.js").read_text("utf-8")
    return dict(json.loads(script.partition(".index = ")[2].removesuffix(";\n")))


def test_every_language_has_an_index_of_every_question(site: Site) -> None:
    counts = {
        language.tag: len(index_of(site, language.tag)["records"]) for language in site.languages
    }
    assert set(counts.values()) == {101}


def test_no_script_or_index_of_sphinx_is_shipped(site: Site) -> None:
    theirs = {"searchindex.js", "searchtools.js", "language_data.js", "_stemmer.js"}
    assert [path for path in site.folder.rglob("*.js") if path.name in theirs] == []
