"""Arrows between modules point down: what is imported stands on a lower floor."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from conftest import ROOT

PACKAGE = ROOT / "multilingual"
COMMANDS = PACKAGE / "commands"
HELD_IN_COMMON = {"arguments", "build_report", "live_report", "printing"}


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def imported_by(path: Path) -> set[str]:
    """Return what a module imports of the package, also late and for its types alone."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
        elif isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
    return {name for name in found if name.startswith("multilingual.")}


def below(floor: str) -> list[Path]:
    """Return the modules on a floor: those of a folder, and of the folders in it."""
    return sorted((PACKAGE / floor).rglob("*.py"))


def those_that_import(paths: list[Path], floor: str) -> set[str]:
    place = f"multilingual.{floor}"
    return {
        name_of(path)
        for path in paths
        if any(f"{name}.".startswith(f"{place}.") for name in imported_by(path))
    }


def test_nothing_imports_main() -> None:
    assert those_that_import(below(""), "__main__") == set()


def test_main_alone_imports_commands() -> None:
    others = [path for path in below("") if COMMANDS not in path.parents]
    assert those_that_import(others, "commands") == {"multilingual.__main__"}


@pytest.mark.parametrize("path", sorted(COMMANDS.glob("*.py")), ids=lambda path: path.stem)
def test_no_command_imports_another(path: Path) -> None:
    places = {name.split(".")[2] for name in imported_by(path) if ".commands." in name}
    assert places <= HELD_IN_COMMON


def test_catalogs_import_no_pages() -> None:
    assert those_that_import(below("catalogs"), "pages") == set()


@pytest.mark.parametrize("floor", ["pages", "catalogs"])
def test_neither_pages_nor_catalogs_import_the_site(floor: str) -> None:
    assert those_that_import(below(floor), "site") == set()
