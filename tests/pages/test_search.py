"""Each question is a record of the search index, whole in every language."""

import json

from conftest import Site


def test_every_language_has_an_index_of_every_question(site: Site) -> None:
    for language in site.languages:
        entry = site.folder / language.tag / "search-index" / "pagefind-entry.json"
        (found,) = json.loads(entry.read_text())["languages"].values()
        assert found["page_count"] == 101, language.tag


def test_no_script_or_index_of_sphinx_is_shipped(site: Site) -> None:
    theirs = {"searchindex.js", "searchtools.js", "language_data.js", "_stemmer.js"}
    assert [path for path in site.folder.rglob("*.js") if path.name in theirs] == []


def test_no_file_of_an_index_is_empty(site: Site) -> None:
    for language in site.languages:
        index = site.folder / language.tag / "search-index"
        sizes = {path.name: path.stat().st_size for path in index.rglob("*") if path.is_file()}
        assert sizes, language.tag
        assert [name for name, size in sizes.items() if not size] == [], language.tag
