"""A build that is killed, stopped or out of disk leaves the site as it was."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from conftest import SmallProject

BETWEEN_BUILDS = {"html", "kept", "lock", "mo"}


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of each file below ``folder``."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def start(
    project: SmallProject, *arguments: str, prepare: Callable[[], None] | None = None
) -> subprocess.Popen[str]:
    """Start a build in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "multilingual", "build", *arguments],
        cwd=project.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=prepare,  # noqa: PLW1509
    )


def change(project: SmallProject, word: str) -> None:
    """Change every page of every language."""
    project.write("source/index.rst", f"Home {word}\n======================\n\nWelcome.\n")
    for code in ("es", "ar"):
        project.translate(code, "index", {"Welcome.": f"{code} {word}."})


@pytest.fixture
def site(project: SmallProject) -> dict[str, bytes]:
    """The bytes of a published site, of which every page is about to change."""
    change(project, "old")
    assert project.build("--quiet").returncode == 0
    before = contents(project.folder / "build" / "html")
    change(project, "new")
    return before


def test_a_build_killed_at_any_moment_leaves_the_old_site_or_the_new_one(
    project: SmallProject, site: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    random = Random(7)
    copy = SmallProject(tmp_path_factory.mktemp("reference"))
    change(copy, "new")
    began = time.monotonic()
    assert copy.build("--quiet").returncode == 0
    length = time.monotonic() - began
    new = contents(copy.folder / "build" / "html")
    for _ in range(12):
        change(project, "new")
        build = start(project)
        time.sleep(random.uniform(0.2, 1.1) * length)
        os.killpg(build.pid, signal.SIGKILL)
        build.communicate()
        assert contents(project.folder / "build" / "html") in (site, new)
        if contents(project.folder / "build" / "html") == new:
            change(project, "old")
            project.build("--quiet")
    change(project, "new")
    assert project.build("--quiet").returncode == 0
    assert contents(project.folder / "build" / "html") == new
    assert {path.name for path in (project.folder / "build").iterdir()} == BETWEEN_BUILDS


def test_workers_of_a_build_that_was_killed_do_no_harm(
    project: SmallProject, site: dict[str, bytes]
) -> None:
    build = start(project)
    time.sleep(0.8)
    build.kill()
    build.communicate()
    assert contents(project.folder / "build" / "html") == site
    assert project.build("--quiet").returncode == 0
    assert project.html("es").find(string="es new.")


def test_ctrl_c_says_so_and_leaves_the_site_and_no_worker(
    project: SmallProject, site: dict[str, bytes]
) -> None:
    build = start(project)
    time.sleep(0.8)
    os.killpg(build.pid, signal.SIGINT)
    _, errors = build.communicate(timeout=20)
    assert (build.returncode, errors) == (1, "\nStopped. The published site is as it was.\n")
    assert contents(project.folder / "build" / "html") == site
    with pytest.raises(ProcessLookupError):
        os.killpg(build.pid, 0)


def workers(pid: int) -> list[int]:
    """Return the processes that ``pid`` has started."""
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


@pytest.mark.skipif(sys.platform != "linux", reason="looks for workers in /proc")
def test_a_worker_that_dies_fails_its_language_alone(
    project: SmallProject, site: dict[str, bytes]
) -> None:
    build = start(project, "--jobs", "1")
    while build.poll() is None and not workers(build.pid):
        time.sleep(0.005)
    for worker in workers(build.pid):
        os.kill(worker, signal.SIGKILL)
    _, errors = build.communicate()
    assert build.returncode == 1
    assert errors.count("died (-9).") == 1
    published = contents(project.folder / "build" / "html")
    assert {published[name] == site[name] for name in ("en/index.html", "es/index.html")} == {
        True,
        False,
    }


@pytest.fixture
def small_disk(project: SmallProject) -> Iterator[Callable[[int], None]]:
    """Gives the project's build folder a disk of so many kilobytes."""
    build, mounted = project.folder / "build", []

    def mount(kilobytes: int) -> None:
        for _ in mounted:
            subprocess.run(["umount", build], check=True)
        mounted.clear()
        build.mkdir(exist_ok=True)
        options = ["-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs"]
        made = subprocess.run(["mount", *options, build], capture_output=True, check=False)
        if made.returncode != 0:
            pytest.skip("this machine lets nobody mount a disk here")
        mounted.append(build)

    yield mount
    for _ in mounted:
        subprocess.run(["umount", build], check=False)


@pytest.mark.parametrize("room", [0, 60, 200, 500, 800])
def test_a_full_disk_leaves_the_site_as_it_was_and_says_what_to_do(
    project: SmallProject, small_disk: Callable[[int], None], room: int
) -> None:
    small_disk(20_000)
    change(project, "old")
    assert project.build("--quiet").returncode == 0
    before = contents(project.folder / "build" / "html")
    used = sum(path.stat().st_blocks * 512 for path in (project.folder / "build").rglob("*"))
    subprocess.run(
        ["mount", "-o", f"remount,size={used // 1024 + room}k", project.folder / "build"],
        check=True,
    )
    change(project, "new")
    result = project.build()
    assert (result.returncode, "Make room on the disk" in result.stderr) == (1, True)
    assert contents(project.folder / "build" / "html") == before


def limit_files() -> None:
    """Let no file of this process grow beyond a few kilobytes."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))


def test_a_write_that_fails_leaves_the_site_as_it_was(
    project: SmallProject, site: dict[str, bytes]
) -> None:
    build = start(project, prepare=limit_files)
    _, errors = build.communicate()
    assert (build.returncode, "File too large" in errors) == (1, True)
    assert contents(project.folder / "build" / "html") == site


def test_the_second_of_two_builds_waits_and_says_so(
    project: SmallProject, site: dict[str, bytes]
) -> None:
    builds = [start(project, "es"), start(project, "ar")]
    said = [build.communicate()[0] for build in builds]
    assert [build.returncode for build in builds] == [0, 0]
    assert sum("Waiting for it to end." in one for one in said) == 1
    assert project.html("es").find(string="es new.")
    assert project.html("ar").find(string="ar new.")
