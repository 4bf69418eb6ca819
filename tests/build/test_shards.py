"""Languages that are built apart and merged are the site that is built at once, or none."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from committing import commit, git
from conftest import NewProject, SmallProject, run_multilingual
from test_reproducible import differences, site, write_project

from multilingual.build.shards import merge_sites
from multilingual.project import Project

TAGS = ("en", "ar", "es", "zh-Hans")


def html(project: SmallProject) -> Path:
    return project.folder / "build" / "html"


def merge(
    project: SmallProject, *folders: Path, into: str = "merged"
) -> subprocess.CompletedProcess[str]:
    return run_multilingual(project.folder, "merge-sites", *map(str, folders), "--into", into)


def files_of(folder: Path) -> dict[str, bytes]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def fails_on_another_disk(*_paths: object, **_options: object) -> None:
    raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    """The project with all its languages, built at once."""
    project = write_project(tmp_path_factory.mktemp("whole") / "project")
    assert project.build("--quiet").returncode == 0
    return project


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The built site of each language, made on a machine that built no other."""
    found = {}
    for tag in TAGS:
        project = write_project(tmp_path_factory.mktemp("machine") / "project")
        assert project.build("--quiet", tag).returncode == 0
        found[tag] = html(project)
    return found


@pytest.fixture
def shards(machines: dict[str, Path], tmp_path: Path) -> dict[str, Path]:
    """Copies of these, to be damaged."""
    for tag, folder in machines.items():
        shutil.copytree(folder, tmp_path / "shards" / tag)
    return {tag: tmp_path / "shards" / tag for tag in machines}


@pytest.fixture
def here(tmp_path: Path) -> SmallProject:
    """The same project where nothing was built, in which all is merged."""
    return write_project(tmp_path / "here")


# The same bytes.


def test_languages_that_are_built_apart_are_the_site_that_is_built_at_once(
    whole: SmallProject, here: SmallProject, machines: dict[str, Path]
) -> None:
    assert merge(here, *machines.values()).returncode == 0
    assert differences(files_of(here.folder / "merged"), site(whole)) == []


@pytest.mark.parametrize("seed", range(3))
def test_any_split_makes_the_same_site(whole: SmallProject, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    parts: dict[int, list[str]] = {}
    for tag in TAGS:
        parts.setdefault(chance.randrange(3), []).append(tag)
    projects = []
    for part in chance.sample(sorted(parts.values()), len(parts)):
        projects.append(write_project(tmp_path / "-".join(part)))
        assert projects[-1].build("--quiet", *part).returncode == 0
    assert merge(projects[0], *map(html, projects)).returncode == 0
    assert differences(files_of(projects[0].folder / "merged"), site(whole)) == []


def test_a_merged_site_has_the_folders_of_the_site_that_is_built_at_once(
    whole: SmallProject, here: SmallProject, machines: dict[str, Path]
) -> None:
    merge(here, *machines.values())
    assert {path.relative_to(html(whole)) for path in html(whole).rglob("*")} == {
        path.relative_to(here.folder / "merged") for path in (here.folder / "merged").rglob("*")
    }


def test_a_merged_site_takes_no_space_of_its_own(
    here: SmallProject, machines: dict[str, Path]
) -> None:
    merge(here, *machines.values())
    assert (here.folder / "merged/es/care.html").samefile(machines["es"] / "es/care.html")


def test_what_a_web_server_could_not_read_is_a_copy(
    here: SmallProject, shards: dict[str, Path]
) -> None:
    (shards["es"] / "es/care.html").chmod(0o600)
    merge(here, *shards.values())
    merged = here.folder / "merged/es/care.html"
    assert not merged.samefile(shards["es"] / "es/care.html")


def test_a_site_on_another_disk_is_a_copy(
    whole: SmallProject,
    here: SmallProject,
    machines: dict[str, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "link", fails_on_another_disk)
    merge_sites(Project.at(here.folder), [*machines.values()], here.folder / "merged")
    assert differences(files_of(here.folder / "merged"), site(whole)) == []


def test_a_site_that_was_built_at_once_is_merged_as_it_is(whole: SmallProject) -> None:
    merge(whole, html(whole), into="copied")
    assert differences(files_of(whole.folder / "copied"), site(whole)) == []


def test_a_language_that_was_built_anew_on_the_way_is_the_same(
    whole: SmallProject, here: SmallProject, machines: dict[str, Path]
) -> None:
    care = here.folder / "locale/es/LC_MESSAGES/care.po"
    good = care.read_bytes()
    care.write_bytes(good.replace(b"Cuidados", b"Cuidado"))
    here.build("es")
    care.write_bytes(good)
    here.build("es")
    others = [folder for tag, folder in machines.items() if tag != "es"]
    assert merge(here, html(here), *others).returncode == 0
    assert differences(files_of(here.folder / "merged"), site(whole)) == []


def test_a_language_that_is_built_alone_leads_to_all_others(machines: dict[str, Path]) -> None:
    page = (machines["es"] / "es" / "care.html").read_text("utf-8")
    assert [tag for tag in TAGS if f'hreflang="{tag}" href="https://' not in page] == []


def test_a_language_that_is_built_alone_leaves_the_others_on_the_site(here: SmallProject) -> None:
    here.build("en", "es")
    here.build("es")
    assert (html(here) / "en" / "index.html").is_file()


def test_a_merged_site_can_take_the_place_of_the_built_one(
    whole: SmallProject, here: SmallProject, machines: dict[str, Path]
) -> None:
    here.build("es")
    assert merge(here, *machines.values(), into="build/html").returncode == 0
    assert differences(site(here), site(whole)) == []


def test_a_build_after_a_merge_keeps_what_search_engines_are_led_to(
    here: SmallProject, machines: dict[str, Path]
) -> None:
    merge(here, *machines.values(), into="build/html")
    merged = (html(here) / "sitemap.xml").read_bytes()
    care = here.folder / "locale/es/LC_MESSAGES/care.po"
    care.write_text(care.read_text("utf-8") + "\n# A line that changes no page.\n", "utf-8")
    assert here.build("--quiet", "es").returncode == 0
    assert (html(here) / "sitemap.xml").read_bytes() == merged


def test_a_build_after_a_merge_makes_the_same_site(
    whole: SmallProject, here: SmallProject, machines: dict[str, Path]
) -> None:
    merge(here, *machines.values(), into="build/html")
    assert here.build("--quiet").returncode == 0
    assert differences(site(here), site(whole)) == []


def test_a_runner_that_gets_its_last_build_back_builds_nothing_anew(here: SmallProject) -> None:
    here.build("es")
    # As actions/cache does.
    subprocess.run(["tar", "--posix", "-cf", "cache.tar", "build"], cwd=here.folder, check=True)
    shutil.rmtree(here.folder / "build")
    subprocess.run(["tar", "-xf", "cache.tar"], cwd=here.folder, check=True)
    (built,) = json.loads(here.build("es", "--json").stdout)["languages"]
    assert (built["tag"], built["state"]) == ("es", "unchanged")


# What stops a merge.

Damage = Callable[[dict[str, Path]], object]


def delete(name: str) -> Damage:
    return lambda shards: (shards["es"] / name).unlink()


def write(name: str, text: str) -> Damage:
    return lambda shards: (shards["es"] / name).write_text(text, "utf-8")


def link(name: str, to: str) -> Damage:
    def make(shards: dict[str, Path]) -> None:
        path = shards["es"] / name
        path.unlink(missing_ok=True)
        path.symlink_to(to)

    return make


def asset(damage: Callable[[Path], object]) -> Damage:
    return lambda shards: damage(next((shards["es"] / "assets").glob("site.*.css")))


def listed(change: Callable[[dict[str, object]], object]) -> Damage:
    def make(shards: dict[str, Path]) -> None:
        path = shards["es"] / "es" / "shard.json"
        about = json.loads(path.read_bytes())
        change(about)
        path.write_text(json.dumps(about), "utf-8")

    return make


def home(data: bytes) -> Damage:
    """Put ``data`` in place of a home page, with its digest."""

    def make(shards: dict[str, Path]) -> None:
        path = shards["es"] / "es" / "index.html"
        path.unlink()
        path.write_bytes(data)
        digest = {"index.html": hashlib.sha256(data).hexdigest()}
        listed(lambda about: about["files"].update(digest))(shards)  # type: ignore[attr-defined]

    return make


def move_away(shards: dict[str, Path]) -> None:
    page = shards["es"] / "es" / "q"
    page.rename(shards["es"].parent / "q")
    page.symlink_to(shards["es"].parent / "q")


BROKEN: dict[str, tuple[Damage, str]] = {
    "a missing shard": (lambda shards: shutil.rmtree(shards["es"]), "shards/es:1: this is no"),
    "a missing language": (
        lambda shards: shutil.rmtree(shards["es"] / "es"),
        "shards/es/es:1: this language is missing.",
    ),
    "a folder of something else": (delete("shard.json"), "shards/es:1: this is no build/html"),
    "nonsense above the languages": (write("shard.json", "{"), "shards/es:1: this is no"),
    "a list above the languages": (write("shard.json", "[]"), "shards/es:1: this is no"),
    "nonsense in a language": (write("es/shard.json", "1"), "es/es/shard.json:1: this is no"),
    "another kind of value": (
        listed(lambda about: about.update(files=[])),
        "es/es/shard.json:1: this is no",
    ),
    "a missing page": (delete("es/care.html"), "es/es/care.html:1: this file is missing."),
    "a changed page": (write("es/care.html", "x"), "es/es/care.html:1: this was changed"),
    "a page too many": (write("es/more.html", "x"), "es/es/more.html:1: shard.json does not list"),
    "a link to a file": (link("es/care.html", "index.html"), "es/es/care.html:1: this is a link"),
    "a link that is new": (link("es/x.html", "/etc/hostname"), "es/es/x.html:1: this is a link"),
    "a link above": (link("robots.txt", "/etc/hostname"), "es/robots.txt:1: this is a link"),
    "a link to a folder": (move_away, "es/es/q:1: this is a link"),
    "a pipe": (lambda shards: os.mkfifo(shards["es"] / "es" / "pipe"), "es/es/pipe:1: this is a"),
    "a missing asset": (asset(Path.unlink), ".css:1: this is missing, changed or a link."),
    "a changed asset": (
        asset(lambda path: path.write_text("x")),
        ".css:1: this is missing, changed or a link.",
    ),
    "an asset outside": (
        listed(lambda about: about.update(assets=["../../secret.0123456789.css"])),
        "../../secret.0123456789.css: this leads out of the folder",
    ),
    "a page outside": (
        listed(lambda about: about["files"].update({"../../up.html": "0"})),  # type: ignore[attr-defined]
        "es/es/shard.json:1: ../../up.html: this leads out of the folder",
    ),
    "a tag that nobody knows": (
        lambda shards: (shards["es"] / "xx").mkdir(),
        "shards/es/xx:1: no published language here has this tag. There are: en, ar, es, zh-Hans.",
    ),
    "a language twice": (
        lambda shards: (
            shutil.copytree(shards["en"], shards["es"], dirs_exist_ok=True)
            and write("shard.json", '{"commit": "", "languages": ["en", "es"]}')(shards)
        ),
        "shards/es/en:1: en is also in",
    ),
    "one that lacks a word of the pages above": (
        listed(lambda about: about.update(words={})),
        "es/es/shard.json:1: it lacks [",
    ),
    "pages for search engines that are not there": (
        listed(lambda about: about["listed"].update({"../x": ""})),  # type: ignore[attr-defined]
        "es/es/shard.json:1: ../x: search engines would be led to this page, which is not there.",
    ),
    "one that leads search engines past another": (
        listed(lambda about: about["links"].update(unlisted={"ar": ["care"]})),  # type: ignore[attr-defined]
        "shards/es/es:1: this was built beside other languages",
    ),
    "half a letter in a figure": (
        listed(lambda about: about.update(figures={"index": "\ud800"})),
        "es/es/shard.json:1: this is no",
    ),
    "half a letter in a word": (
        listed(lambda about: about["words"].update(Search="\ud800")),  # type: ignore[attr-defined]
        "es/es/shard.json:1: this is no",
    ),
    "a figure that is no number": (
        listed(lambda about: about.update(figures={"index": float("nan")})),
        "es/es/shard.json:1: this is no",
    ),
    "a day that is none": (
        listed(lambda about: about["listed"].update(index="\x1b]0;x\n<script>")),  # type: ignore[attr-defined]
        "es/es/shard.json:1: this is no",
    ),
    "a day that is written in another way": (
        listed(lambda about: about["listed"].update(index="20260101")),  # type: ignore[attr-defined]
        "20260101 is no day",
    ),
    "a control character in a name": (
        listed(lambda about: about["files"].update({"a\x1b[2J": "0"})),  # type: ignore[attr-defined]
        "es/es/shard.json:1: this is no",
    ),
    "a home page in another encoding": (
        home(b"\xff\xfe\0"),
        "es/es/index.html:1: this home page cannot be read",
    ),
    "one that was built beside another": (
        listed(lambda about: about.update(links={"languages": ["es"], "lacking": {}})),
        "shards/es/es:1: this was built beside other languages",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_shard_is_named_and_the_site_stays(
    here: SmallProject, shards: dict[str, Path], name: str
) -> None:
    here.write("merged/shard.json", "{}")
    damage, told = BROKEN[name]
    damage(shards)
    merged = merge(here, *shards.values())
    assert (merged.returncode, told in merged.stderr) == (1, True), merged.stderr
    assert files_of(here.folder / "merged") == {"shard.json": b"{}"}


@pytest.mark.parametrize("piece", [b"<title>", b'<meta property="og:'])
def test_a_home_page_of_pieces_is_read_in_one_walk(
    here: SmallProject, shards: dict[str, Path], piece: bytes
) -> None:
    # Read on to the end from each piece, it would take an hour.
    home(piece * (3_900_000 // len(piece)))(shards)
    assert merge(here, *shards.values()).returncode == 0


def test_a_published_language_without_a_shard_is_named(
    here: SmallProject, shards: dict[str, Path]
) -> None:
    merged = merge(here, shards["en"], shards["ar"], shards["zh-Hans"])
    assert merged.returncode == 1
    assert merged.stderr.startswith("locale/es:1: es is published, and none of the folders has it.")


def test_a_shard_is_not_the_place_for_the_site(here: SmallProject, shards: dict[str, Path]) -> None:
    merged = merge(here, *shards.values(), into=str(shards["es"] / "es"))
    assert (merged.returncode, "shards/es/es:1: this is in " in merged.stderr) == (1, True)
    assert (shards["es"] / "es" / "care.html").is_file()


def test_every_fault_is_told_at_once(here: SmallProject, shards: dict[str, Path]) -> None:
    (shards["es"] / "es" / "care.html").unlink()
    (shards["ar"] / "ar" / "care.html").unlink()
    assert merge(here, *shards.values()).stderr.count("this file is missing") == 2


def test_of_many_faults_of_a_language_the_first_are_told(
    here: SmallProject, shards: dict[str, Path]
) -> None:
    for number in range(25):
        (shards["es"] / "es" / f"{number}.html").touch()
    merged = merge(here, *shards.values())
    assert merged.stderr.count("does not list this") == 20
    assert "es/es:1: 5 more files are not whole." in merged.stderr


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("conf.py", '\nhtml_baseurl = "https://other.example.org/"\n'),
        ("source/care.rst", "\nMore.\n"),
        ("locale/es/LC_MESSAGES/care.po", '\nmsgid "More."\nmsgstr "Más."\n'),
    ],
)
def test_a_shard_of_other_pages_settings_or_catalogs_is_stale(
    here: SmallProject, shards: dict[str, Path], name: str, text: str
) -> None:
    path = here.folder / name
    path.write_text(path.read_text("utf-8") + text, "utf-8")
    told = "shards/es/es:1: this was made from other pages, catalogs, settings or history than"
    assert told in merge(here, *shards.values()).stderr


def test_a_changed_catalog_makes_no_other_language_stale(
    here: SmallProject, shards: dict[str, Path]
) -> None:
    path = here.folder / "locale/es/LC_MESSAGES/care.po"
    path.write_text(path.read_text("utf-8") + '\nmsgid "More."\nmsgstr "Más."\n', "utf-8")
    assert merge(here, *shards.values()).stderr.count("made from other pages") == 1


@pytest.fixture
def clone(new_project: NewProject) -> SmallProject:
    project = new_project()
    project.translate("es", "index", {"Home": "Inicio"})
    project.write(".gitignore", "/build/\n/shards/\n/merged/\n/.merged.merge/\n")
    commit(project.folder)
    return project


def build_shard(project: SmallProject, tag: str) -> Path:
    """Build a language alone, and put its site aside."""
    shutil.rmtree(project.folder / "build", ignore_errors=True)
    assert project.build("--quiet", tag).returncode == 0
    return html(project).rename(project.write(f"shards/{tag}/x", "").parent / "html")


def test_a_shard_of_an_older_commit_is_stale(clone: SmallProject) -> None:
    old = build_shard(clone, "es")
    commit(clone.folder)
    merged = merge(clone, old, build_shard(clone, "en"))
    assert merged.returncode == 1
    assert "shards/es/html:1: this was built from commit " in merged.stderr
    assert "make html LANGUAGES=es" in merged.stderr


def test_shards_of_one_commit_are_merged(clone: SmallProject) -> None:
    merged = merge(clone, build_shard(clone, "es"), build_shard(clone, "en"))
    assert (merged.returncode, merged.stdout) == (0, "en, es: merged/index.html\n")


def test_a_build_after_a_commit_that_changes_no_page_tells_of_that_commit(
    clone: SmallProject,
) -> None:
    clone.build()
    commit(clone.folder)
    clone.build()
    told = json.loads((html(clone) / "shard.json").read_bytes())["commit"]
    assert told == git(clone.folder, "rev-parse", "HEAD").strip()


def test_a_folder_that_is_no_site_is_not_replaced(
    here: SmallProject, machines: dict[str, Path]
) -> None:
    here.write("work/letter.txt", "Dear")
    merged = merge(here, *machines.values(), into="work")
    assert (merged.returncode, "work:1: this is no site" in merged.stderr) == (1, True)
    assert (here.folder / "work/letter.txt").read_text() == "Dear"


def test_a_link_in_place_of_the_site_is_refused(
    here: SmallProject, machines: dict[str, Path]
) -> None:
    merge(here, *machines.values(), into="web")
    (here.folder / "merged").symlink_to("web")
    assert "this is a link" in merge(here, *machines.values()).stderr


def test_a_merge_without_folders_is_a_wrong_call(here: SmallProject) -> None:
    assert merge(here).returncode == 2


# Which languages there are to build.


def test_the_languages_that_are_published_are_listed_for_a_matrix(here: SmallProject) -> None:
    listed = run_multilingual(here.folder, "languages", "--format=json")
    assert json.loads(listed.stdout) == list(TAGS)


def test_a_language_that_is_held_back_is_not_listed(here: SmallProject) -> None:
    conf = here.folder / "conf.py"
    conf.write_text(conf.read_text() + '\nmultilingual_publication = {"words": 0.9}\n')
    assert run_multilingual(here.folder, "languages").stdout.split() == ["en", "es"]
