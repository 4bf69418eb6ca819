"""What pyproject.toml declares is what is imported, no less and no more."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from conftest import ROOT

NAME = re.compile(r"[A-Za-z0-9._-]+")
IN_TESTS = ("tests", "benchmark")


def normal(name: str) -> str:
    """Return the name of a distribution as PyPI compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(group: str = "") -> set[str]:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    named = told["dependency-groups"][group] if group else told["project"]["dependencies"]
    return {normal(found[0]) for one in named if (found := NAME.match(one))}


def imported_by(path: Path) -> Iterator[str]:
    """Yield what a module imports, whole names."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def named_by(path: Path) -> Iterator[str]:
    """Yield each text of a module that may name another: an extension, a command, a theme."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@cache
def installed() -> Mapping[str, list[str]]:
    return packages_distributions()


def distributions_of(module: str) -> set[str]:
    """Return what a module may come from; a namespace such as sphinxcontrib has several."""
    first, _, rest = module.partition(".")
    found = {normal(one) for one in installed().get(first, ())}
    part = f"{first}-{rest.partition('.')[0]}"
    return {part} if len(found) > 1 and part in found else found


def undeclared(folders: tuple[str, ...], known: set[str]) -> dict[str, str]:
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    # Runs where Weblate is installed.
    paths = [path for path in paths if "weblate" not in path.parts]
    own = {"multilingual", *IN_TESTS, *(path.stem for path in paths)}
    return {
        module: path.relative_to(ROOT).as_posix()
        for path in paths
        for module in imported_by(path)
        if module.partition(".")[0] not in sys.stdlib_module_names | own
        if not distributions_of(module) & known
    }


def test_all_that_the_package_imports_is_declared() -> None:
    assert undeclared(("multilingual",), declared()) == {}


def test_all_that_the_tests_import_is_declared() -> None:
    assert undeclared(IN_TESTS, declared() | declared("test")) == {}


def test_all_that_is_declared_is_used() -> None:
    paths = [ROOT / "conf.py", *(ROOT / "multilingual").rglob("*.py")]
    used = {name for path in paths for name in (*imported_by(path), *named_by(path))}
    modules = {name for name in used if name.replace(".", "").replace("_", "").isalnum()}
    found = {one for name in modules for one in distributions_of(name)}
    assert declared() - found == set()


@pytest.mark.parametrize(
    ("lock", "groups"), [("requirements.lock", [""]), ("requirements-test.lock", ["", "test"])]
)
def test_a_lock_file_has_all_that_is_declared(lock: str, groups: list[str]) -> None:
    text = (ROOT / lock).read_text("utf-8")
    locked = {normal(one) for one in re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE)}
    assert set[str]().union(*map(declared, groups)) - locked == set()
