"""What the build replaces of other libraries is there as it was when it was replaced."""

from __future__ import annotations

import io
from collections.abc import Iterator
from inspect import signature
from pathlib import Path
from pkgutil import resolve_name

import pytest
from conftest import SmallProject
from docutils.parsers.rst import directives, roles
from docutils.parsers.rst.states import Inliner
from sphinx import locale
from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.transforms import SphinxSmartQuotes
from sphinx.util.docutils import additional_nodes, unregister_node

from benchmark.ablation import PARTS
from multilingual.build.jobs import ENVIRONMENT
from multilingual.build.shared_parse import ALIKE, FOLDERS, LazyTranslators

REPLACED = [replaced for part in PARTS for replaced in part.replaces]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sphinx]:
    known = directives._directives.copy(), roles._roles.copy(), additional_nodes.copy()
    folder = tmp_path_factory.mktemp("replaced")
    project = SmallProject(folder)
    project.write("source/index.rst", "Home\n====\n")
    place = Path(folder)
    quiet = io.StringIO()
    yield Sphinx(place / "source", place, place / "out", place / "trees", "html", {}, None, quiet)
    # What Sphinx registers is of the whole process, where the next test may load it anew.
    directives._directives, roles._roles, nodes_before = known
    for node in additional_nodes - nodes_before:
        unregister_node(node)
    additional_nodes.intersection_update(nodes_before)


def test_no_more_names_are_replaced_than_we_can_watch() -> None:
    assert len(REPLACED) <= 8


@pytest.mark.parametrize("name", [replaced.name for replaced in REPLACED])
def test_a_name_that_is_replaced_is_there(name: str) -> None:
    assert resolve_name(name) is not None


def test_sphinx_translates_when_words_are_used_if_it_finds_no_translator(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lazy = LazyTranslators()
    monkeypatch.setattr(locale, "translators", lazy)
    words = locale.get_translation("sphinx")("Search")
    assert not lazy.asked
    assert str(words) == "Search"
    assert lazy.asked


@pytest.mark.parametrize("name", sorted(ALIKE - FOLDERS - {"asked"}))
def test_the_application_has_what_is_the_same_for_each_language(app: Sphinx, name: str) -> None:
    assert name in vars(app)


@pytest.mark.parametrize("name", ["language", "overrides"])
def test_the_configuration_tells_the_language_by_these_names(app: Sphinx, name: str) -> None:
    assert hasattr(app.config, name)


def test_docutils_is_told_the_language_by_this_name(app: Sphinx) -> None:
    assert "language_code" in app.env.settings


@pytest.mark.parametrize("name", ["_roles", "_role_registry"])
def test_docutils_keeps_its_roles_by_these_names(name: str) -> None:
    assert isinstance(getattr(roles, name), dict)


def test_patterns_are_made_from_the_settings_of_a_page() -> None:
    assert list(signature(Inliner.init_customizations).parameters) == ["self", "settings"]


def test_typographic_quotes_are_set_by_one_transform_that_is_registered(app: Sphinx) -> None:
    transforms = [one for one in app.registry.transforms if issubclass(one, SphinxSmartQuotes)]
    assert len(transforms) == 1


def test_what_sphinx_has_read_is_kept_under_the_name_that_sphinx_gives_it() -> None:
    assert ENVIRONMENT == ENV_PICKLE_FILENAME
