"""The list of pages leads to each of them, from whatever folder one is in."""

from __future__ import annotations

from conftest import SmallProject

CONTENTS = "\n.. toctree::\n\n   near\n   deep/one\n   deep/two\n"


def build_with_folders(project: SmallProject) -> None:
    home = project.folder / "source" / "index.rst"
    home.write_text(home.read_text("utf-8") + CONTENTS, "utf-8")
    for page in ("near", "deep/one", "deep/two"):
        project.write(f"source/{page}.rst", "A page\n======\n\nWords.\n")
    assert project.build("en").returncode == 0


def addresses(project: SmallProject, page: str) -> list[str]:
    listed = project.html("en", page).select(".sidebar-tree")[0]
    return [str(link["href"]) for link in listed.find_all("a")]


def test_a_page_lists_the_others(project: SmallProject) -> None:
    build_with_folders(project)
    assert addresses(project, "index") == ["near.html", "deep/one.html", "deep/two.html"]
    assert addresses(project, "near") == ["#", "deep/one.html", "deep/two.html"]
    assert addresses(project, "deep/one") == ["../near.html", "#", "two.html"]
    assert addresses(project, "deep/two") == ["../near.html", "one.html", "#"]
