"""The configurations for Weblate and Crowdin fit what this repository holds."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from conftest import CODES, ROOT
from translate.storage.pypo import pofile

from multilingual.catalogs.language_folder import FILES
from multilingual.catalogs.reader import read_catalog
from multilingual.catalogs.writer import write_catalog

CATALOGS = sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po"))
WEBLATE: dict[str, Any] = json.loads((ROOT / "weblate.json").read_text("utf-8"))
COMPONENTS: list[dict[str, Any]] = WEBLATE["results"]
FIELDS = set(
    """
    name slug repo push branch push_branch vcs filemask file_format file_format_params new_base
    new_lang language_code_style check_flags enforced_checks suggestion_voting license
    suggestion_autoaccept enable_suggestions allow_translation_propagation manage_units
    push_on_commit merge_style
    """.split()  # noqa: SIM905
)
"""The fields of a component of Weblate 5.14 that are used; import_json skips others silently."""


def crowdin() -> dict[str, Any]:
    """Return crowdin.yml, which is JSON but for its comments and the braces around it."""
    lines = (ROOT / "crowdin.yml").read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.lstrip().startswith("#")]
    head = [f"{line}," if line.startswith('"') and line[-1] != "[" else line for line in kept]
    found: dict[str, Any] = json.loads("{" + "\n".join(head) + "}")
    return found


def test_weblate_has_a_component_for_each_catalog_and_no_other() -> None:
    matched = [path for one in COMPONENTS for path in ROOT.glob(one["filemask"])]
    assert sorted(matched) == CATALOGS


def test_weblate_has_a_component_for_each_page() -> None:
    pages = {path.stem for path in (ROOT / "source").glob("*.rst")}
    assert {Path(one["filemask"]).stem for one in COMPONENTS} == pages | {"sphinx"}


def test_no_component_of_weblate_takes_the_place_of_its_own_glossary() -> None:
    # Weblate makes a component "glossary" in each project: import_json then stops halfway.
    slugs = [one["slug"] for one in COMPONENTS]
    assert len(slugs) == len(set(slugs))
    assert "glossary" not in slugs


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda one: str(one["slug"]))
def test_weblate_knows_each_field(component: dict[str, Any]) -> None:
    assert component.keys() <= FIELDS
    assert {"name", "filemask", "repo"} <= component.keys()


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda one: str(one["slug"]))
def test_weblate_writes_each_message_on_one_line_and_keeps_the_old_english(
    component: dict[str, Any],
) -> None:
    form = component["file_format_params"]
    assert (form["po_line_wrap"], form["po_keep_previous"]) == (-1, True)


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda one: str(one["slug"]))
def test_weblate_accepts_no_suggestion_by_itself(component: dict[str, Any]) -> None:
    assert (component["suggestion_voting"], component["suggestion_autoaccept"]) == (False, 0)


def test_weblate_checks_the_marks_and_numbers_of_each_page() -> None:
    for one in COMPONENTS:
        if one["slug"] != "sphinx":
            assert one["check_flags"] == 'rst-text,placeholders:r"\\d+"'
            # The numbers are not enforced: 3.4 million is 340万, which Weblate cannot know.
            assert one["enforced_checks"] == ["rst-syntax", "rst-references"]


def test_weblate_clones_once_and_pushes_to_a_branch_of_its_own() -> None:
    first, *others = COMPONENTS
    assert first["push_branch"] == "weblate"
    # Weblate rebases that branch on the new main, and a plain push is then refused.
    assert {one["vcs"] for one in COMPONENTS} == {"git-force-push"}
    link = f"weblate://{WEBLATE['project']['slug']}/{first['slug']}"
    assert {one["repo"] for one in others} == {link}


def test_weblate_asks_for_reviews_and_squashes() -> None:
    assert WEBLATE["project"]["translation_review"] is True
    assert WEBLATE["addons"]["weblate.git.squash"]["squash"] == "language"


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_what_weblate_saves_comes_back_to_the_same_bytes(path: Path, tmp_path: Path) -> None:
    # Weblate 5.14 reads and writes with this class, and sets this width.
    store = pofile.parsefile(str(path))
    store.wrapper.width = -1
    saved = tmp_path / path.name
    saved.write_bytes(bytes(store))
    write_catalog(saved, read_catalog(saved))
    assert saved.read_bytes() == path.read_bytes()


def test_crowdin_names_no_credentials() -> None:
    assert not {"project_id", "api_token"} & crowdin().keys()


def test_crowdin_puts_each_catalog_where_it_is() -> None:
    (files,) = crowdin()["files"]
    assert files["source"] == "/build/gettext/*.pot"
    mapping = files["languages_mapping"]["two_letters_code"].values()
    for code in set(CODES) - {"en"}:
        # Crowdin's own code is that of the language alone.
        assert code in mapping or "_" not in code
        for path in ROOT.glob(f"locale/{code}/LC_MESSAGES/*.po"):
            pattern = files["translation"].replace("%two_letters_code%", code)
            made = pattern.replace("%file_name%", path.stem)
            assert made == f"/{path.relative_to(ROOT).as_posix()}"


def test_crowdin_lets_no_two_languages_share_a_folder() -> None:
    (files,) = crowdin()["files"]
    folders = list(files["languages_mapping"]["two_letters_code"].values())
    assert len(folders) == len(set(folders))


def owners_of(name: str) -> list[str]:
    """Return who must agree to a change of a file, by the last pattern that fits it."""
    rows = (line.split() for line in (ROOT / "CODEOWNERS").read_text("utf-8").splitlines())
    fitting = [
        owners
        for pattern, *owners in (row for row in rows if row and row[0] != "#")
        if pattern == "*" or PurePosixPath(f"/{name}").match(pattern)
    ]
    return fitting[-1]


@pytest.mark.parametrize(
    "name",
    [
        *(f"locale/es/{name}" for name in FILES),
        *("reviewers.toml", "CODEOWNERS", "locale/__init__.py", "locale/es/LC_MESSAGES/a.py"),
        *("source/reviews.toml", "source/dangers.csv", "multilingual/git.py"),
    ],
)
def test_each_list_and_register_has_an_owner(name: str) -> None:
    assert owners_of(name) == ["@lupus-faq/maintainers"]


def test_a_catalog_needs_no_owner() -> None:
    assert owners_of("locale/es/LC_MESSAGES/about-lupus.po") == []
