"""The house keeps its order: imports point down and never in a circle, and no room is too full."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from importlib.util import resolve_name
from pathlib import Path

import pytest
from conftest import ROOT

from multilingual.__main__ import COMMANDS

PACKAGE = ROOT / "multilingual"
Imports = Mapping[str, set[str]]

ORDER = (
    *("__main__", "commands", "tasks", "preview", "build", "pages", "templates", "update"),
    *("exchange", "status", "guard", "checks", "project", "reviews", "wordlists", "catalogs"),
    *("text", "git", "languages", "findings", "files"),
)
"""The floors of the package, top first. A module imports from its own room and lower ones alone."""

MOST_MODULES = 197
"""A further one takes the place of another."""
MOST_FOLDERS_AT_THE_TOP = 15
MOST_MODULES_AT_THE_TOP = 10
MOST_FILES_IN_A_ROOM = 18
UNLIMITED = {"commands"}
"""Rooms with as many files as there are make targets."""

MOST_LINES = 300
REASON = "lines because"
"""Stands in the docstring of a longer module: it has so many lines because …"""

WITHOUT_A_ROOM = {"data", "weblate"}
"""Folders of tests/ that the package does not have."""


def modules_of(package: Path) -> dict[str, Path]:
    """Return the path of each module by its dotted name."""
    found = {}
    for path in sorted(package.rglob("*.py")):
        name = ".".join(path.relative_to(package.parent).with_suffix("").parts)
        found[name.removesuffix(".__init__")] = path
    return found


def imports_of(package: Path) -> Imports:
    """Return what each module imports of the package, also late and for its types alone."""
    modules = modules_of(package)
    return {name: _imported(name, path, modules) for name, path in modules.items()}


def _imported(name: str, path: Path, modules: dict[str, Path]) -> set[str]:
    inside = name if path.name == "__init__.py" else name.rpartition(".")[0]
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            source = resolve_name("." * node.level + (node.module or ""), inside)
            members = {f"{source}.{alias.name}" for alias in node.names}
            # What is no module is a name that the module itself has.
            found |= members & modules.keys() or {source}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found & modules.keys()


def imports_up(imports: Imports, order: Sequence[str]) -> list[str]:
    """Return each import of a room that stands higher."""
    floors = {room: number for number, room in enumerate(order)}

    def floor(module: str) -> int:
        # Every module loads the package itself, which is below them all.
        return floors.get(".".join(module.split(".")[1:2]), len(order))

    return [
        f"{name} imports {other}"
        for name, others in imports.items()
        for other in sorted(others)
        if floor(other) < floor(name)
    ]


def circle(imports: Imports) -> list[str]:
    """Return the modules of one circle of imports, or nothing."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def top_of(package: Path) -> tuple[set[str], set[str]]:
    """Return the names of the folders and of the modules at the top of the package."""
    folders = {path.name for path in package.iterdir() if path.is_dir()}
    return folders - {"__pycache__"}, {path.stem for path in package.glob("*.py")} - {"__init__"}


def full_rooms(package: Path) -> list[str]:
    """Return each folder with more files side by side than a reader can look over."""
    folders = sorted({path.parent for path in modules_of(package).values()} - {package})
    counts = {
        folder.relative_to(package).as_posix(): sum(path.is_file() for path in folder.iterdir())
        for folder in folders
    }
    return [
        f"{room}: {count} files"
        for room, count in counts.items()
        if count > MOST_FILES_IN_A_ROOM and room not in UNLIMITED
    ]


def long_modules(package: Path) -> list[str]:
    """Return each module with more lines than one should have, and no reason."""
    found = []
    for name, path in modules_of(package).items():
        text = path.read_text("utf-8")
        count = len(text.splitlines())
        docstring = " ".join((ast.get_docstring(ast.parse(text)) or "").split())
        if count > MOST_LINES and REASON not in docstring:
            found.append(f"{name}: {count} lines")
    return found


# The package ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ours() -> Imports:
    """What each module of this package imports of it."""
    return imports_of(PACKAGE)


def test_no_import_goes_up(ours: Imports) -> None:
    assert imports_up(ours, ORDER) == []


def test_no_imports_make_a_circle(ours: Imports) -> None:
    assert circle(ours) == []


def test_the_order_names_every_room_and_module_at_the_top() -> None:
    assert sorted(set.union(*top_of(PACKAGE)) ^ set(ORDER)) == []


def test_the_top_can_be_looked_over() -> None:
    folders, modules = top_of(PACKAGE)
    assert len(folders) <= MOST_FOLDERS_AT_THE_TOP
    assert len(modules) <= MOST_MODULES_AT_THE_TOP


def test_no_room_is_too_full() -> None:
    assert full_rooms(PACKAGE) == []


def test_no_module_is_long_without_a_reason() -> None:
    assert long_modules(PACKAGE) == []


def test_the_modules_are_not_too_many(ours: Imports) -> None:
    assert len(ours) <= MOST_MODULES


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_imported_by_no_other(ours: Imports, command: str) -> None:
    module = f"multilingual.commands.{COMMANDS[command][0]}"
    assert [name for name, imported in ours.items() if module in imported] == []


# The tests --------------------------------------------------------------------------------


def test_tests_stand_in_the_rooms_of_what_they_test() -> None:
    folders = {path.parent.name for path in (ROOT / "tests").glob("*/test_*.py")}
    assert folders - WITHOUT_A_ROOM <= top_of(PACKAGE)[0]


def test_no_folder_of_tests_is_passed_over(pytestconfig: pytest.Config) -> None:
    # By itself pytest passes over folders named "build".
    patterns = pytestconfig.getini("norecursedirs")
    folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}
    passed_over = [path for path in folders for one in patterns if path.match(one)]
    assert passed_over == []


# Each check finds what it is for ----------------------------------------------------------


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package of two rooms, in which all is well."""
    folder = tmp_path / "house"
    write(folder, "__init__", "")
    write(folder, "upper/__init__", "")
    write(folder, "upper/one", "from house.lower.two import TWO")
    write(folder, "lower/__init__", "")
    write(folder, "lower/two", "TWO = 2")
    write(folder, "ground", "import os")
    return folder


def write(package: Path, name: str, text: str) -> None:
    path = package / f"{name}.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


FLOORS = ("upper", "lower", "ground")

WAYS_UP = (
    "from house.upper.one import ONE",
    "from house.upper import one",
    "import house.upper.one",
    "from ..upper import one",
    "def late():\n    from house.upper.one import ONE",
    "if TYPE_CHECKING:\n    from house.upper.one import ONE",
)


def test_imports_that_go_down_are_well(package: Path) -> None:
    assert (imports_up(imports_of(package), FLOORS), circle(imports_of(package))) == ([], [])


@pytest.mark.parametrize("text", WAYS_UP)
def test_an_import_that_goes_up_is_found(package: Path, text: str) -> None:
    write(package, "lower/two", text)
    assert imports_up(imports_of(package), FLOORS) == ["house.lower.two imports house.upper.one"]


def test_an_import_of_a_room_itself_is_found(package: Path) -> None:
    write(package, "ground", "from house.lower import NAME")
    assert imports_up(imports_of(package), FLOORS) == ["house.ground imports house.lower"]


def test_an_import_by_the_package_itself_goes_up(package: Path) -> None:
    write(package, "__init__", "from house.ground import os")
    assert imports_up(imports_of(package), FLOORS) == ["house imports house.ground"]


def test_an_import_from_the_same_room_is_well(package: Path) -> None:
    write(package, "lower/three", "from house.lower.two import TWO\nfrom . import two")
    assert (imports_up(imports_of(package), FLOORS), circle(imports_of(package))) == ([], [])


@pytest.mark.parametrize("text", WAYS_UP)
def test_a_circle_is_found(package: Path, text: str) -> None:
    write(package, "lower/two", text)
    assert set(circle(imports_of(package))) == {"house.upper.one", "house.lower.two"}


def test_a_circle_in_a_room_is_found(package: Path) -> None:
    for name, other in (("a", "b"), ("b", "c"), ("c", "a")):
        write(package, f"lower/{name}", f"from house.lower import {other}")
    assert set(circle(imports_of(package))) == {f"house.lower.{name}" for name in "abc"}


def test_rooms_and_modules_at_the_top_are_told_apart(package: Path) -> None:
    (package / "__pycache__").mkdir()
    assert top_of(package) == ({"upper", "lower"}, {"ground"})


def test_a_room_that_is_too_full_is_found(package: Path) -> None:
    for number in range(MOST_FILES_IN_A_ROOM - 1):
        (package / "lower" / f"{number}.csv").touch()
    assert full_rooms(package) == ["lower: 19 files"]


def test_a_folder_in_a_room_counts_apart(package: Path) -> None:
    for number in range(MOST_FILES_IN_A_ROOM - 1):
        write(package, f"lower/inner/n{number}", "")
    assert full_rooms(package) == []
    (package / "lower" / "inner" / "table.csv").touch()
    (package / "lower" / "inner" / "list.csv").touch()
    assert full_rooms(package) == ["lower/inner: 19 files"]


def test_a_room_of_commands_may_have_one_for_each_target(package: Path) -> None:
    for number in range(2 * MOST_FILES_IN_A_ROOM):
        write(package, f"commands/n{number}", "")
    assert full_rooms(package) == []


def test_a_long_module_is_found(package: Path) -> None:
    write(package, "ground", "\n" * (MOST_LINES + 1))
    assert long_modules(package) == ["house.ground: 301 lines"]


def test_a_module_may_be_just_so_long(package: Path) -> None:
    write(package, "ground", "\n" * MOST_LINES)
    assert long_modules(package) == []


def test_a_long_module_may_give_a_reason(package: Path) -> None:
    docstring = '"""What it is.\n\nIt has many lines\nbecause it is one table.\n"""\n'
    write(package, "ground", docstring + "\n" * MOST_LINES)
    assert long_modules(package) == []


def test_a_reason_in_a_comment_does_not_do(package: Path) -> None:
    write(package, "ground", '"""What it is."""\n# many lines because so\n' + "\n" * MOST_LINES)
    assert long_modules(package) == ["house.ground: 302 lines"]
