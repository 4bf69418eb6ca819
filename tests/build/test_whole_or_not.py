"""A site is published whole or not at all, whatever becomes of the build.

A build is killed, stopped, starved of room on the disk or joined by another. The published
site is then just what it was or just what it was to be, and the next build mends the rest.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random
from threading import Thread

import pytest
import warm
from conftest import ROOT, SmallProject

from multilingual.build.manifest import SHARD
from multilingual.build.publication import Publication

LEFT = {"html", "kept", "lock", "mo"}
"""What a build leaves in ``build/``."""

STOPPED = "\nStopped. What is published is whole.\n"
PATIENCE = 60
"""Seconds after which a test gives up; none should come near it."""

NO_ROOM = r"[^:\s][^:\n]*:\d+: No space left on device\. Make room on the disk"
PROBLEM = r"[^:\s][^:\n]*:\d+: \S.*"


# What changes between the published site and the next one.


def change_a_message(project: SmallProject) -> None:
    """Change a text of one language: its folder alone is new."""
    messages = {"Home": "Inicio", "You can live together.": "Pueden convivir."}
    project.translate("es", "index", messages)


def change_a_title(project: SmallProject) -> None:
    """Change what the pages above the languages show, too."""
    project.translate("es", "index", {"Home": "Portada"})


def change_a_setting(project: SmallProject) -> None:
    """Change what every page is made from."""
    project.write("conf.py", (project.folder / "conf.py").read_text() + 'project = "New"\n')


CHANGES: tuple[Callable[[SmallProject], None], ...] = (
    change_a_message,
    change_a_title,
    change_a_setting,
)
in_place_and_whole = pytest.mark.parametrize("change", CHANGES[:2], ids=["in-place", "whole"])

Tree = Mapping[str, bytes]


def tree(project: SmallProject) -> Tree:
    """Return the bytes of each file of the published site.

    What it was made from, as ``shard.json`` tells, is another thing where builds wait at a gate.
    """
    folder = project.folder / "build" / "html"
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != SHARD)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def languages(site: Tree) -> dict[str, Tree]:
    """Return the files of a site by language."""
    tags = {name.split("/")[0] for name in site if "/" in name}
    return {tag: {name: site[name] for name in site if name.startswith(f"{tag}/")} for tag in tags}


def left(project: SmallProject) -> set[str]:
    """Return the names of what there is in ``build/``."""
    return {path.name for path in (project.folder / "build").iterdir()}


def write_project(folder: Path) -> SmallProject:
    """Write a project in two languages."""
    folder.mkdir(exist_ok=True)
    project = SmallProject(folder)
    project.translate("es", "index", {"Home": "Inicio", "You can live together.": "Vivan juntos."})
    return project


@dataclass(frozen=True)
class Reference:
    """A project that is published, what it is and what a change would make of it."""

    project: SmallProject
    old: Tree
    new: Mapping[str, Tree]
    seconds: Mapping[str, float]

    @property
    def new_of_all(self) -> Tree:
        """What the site is to be once a setting has changed."""
        return self.new["change_a_setting"]

    def restore(self) -> None:
        """Put the project back to what it was when it was published."""
        shutil.rmtree(self.project.folder)
        shutil.copytree(self.project.folder.with_name("copy"), self.project.folder)

    def version(self, change: Callable[[SmallProject], None]) -> str:
        """Return which site is published: the old, the new, or what is not a whole one."""
        found = tree(self.project)
        if found == self.old:
            return "old"
        return "new" if found == self.new[change.__name__] else "neither"


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Reference:
    """The project, built once and with each change."""
    project = write_project(tmp_path_factory.mktemp("interruption") / "project")
    new, seconds = {}, {}
    assert project.build("--quiet").returncode == 0
    shutil.copytree(project.folder, project.folder.with_name("copy"))
    found = Reference(project, tree(project), new, seconds)
    for change in CHANGES:
        change(project)
        began = time.perf_counter()
        assert project.build("--quiet").returncode == 0
        seconds[change.__name__] = time.perf_counter() - began
        new[change.__name__] = tree(project)
        found.restore()
    return found


@pytest.fixture
def published(reference: Reference) -> Reference:
    """The project as it was when it was published."""
    reference.restore()
    return reference


STARTED: list[int] = []
"""The groups of processes that a test has started."""


def start(project: SmallProject, *arguments: str, first: str = "") -> warm.Started:
    """Start a build in a group of processes of its own, as a terminal does."""
    build = warm.start(project.folder, "multilingual", "build", *arguments, first=first)
    STARTED.append(build.pid)
    return build


@pytest.fixture(autouse=True)
def ended() -> Iterator[None]:
    """End what a test that fails leaves running."""
    yield
    for group in STARTED:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)
    STARTED.clear()


def wait_until(happened: Callable[[], bool]) -> None:
    """Wait for something that happens soon."""
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.005)


def is_gone(group: int) -> bool:
    """Return whether no process of the group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def end(build: warm.Started) -> tuple[str, str]:
    """Wait for a build and all that it started; return what it said."""
    said = build.communicate()
    wait_until(lambda: is_gone(build.pid))
    return said


# A build that is killed at some moment.

MOMENTS = [
    (change, number, Random(f"{change.__name__} {number}").random())
    for number in range(2)
    for change in CHANGES
]
at_many_moments = pytest.mark.parametrize(
    ("change", "number", "chance"),
    MOMENTS,
    ids=[f"{change.__name__}-{number}" for change, number, _chance in MOMENTS],
)


@at_many_moments
def test_a_build_that_is_killed_leaves_the_old_site_or_the_new(
    published: Reference, change: Callable[[SmallProject], None], number: int, chance: float
) -> None:
    change(published.project)
    build = start(published.project, "--quiet")
    time.sleep(published.seconds[change.__name__] * (number + chance) / 2)
    os.killpg(build.pid, signal.SIGKILL)
    end(build)
    assert published.version(change) in {"old", "new"}
    mended = published.project.build("--quiet")
    assert (mended.returncode, mended.stderr, published.version(change)) == (0, "", "new")
    assert left(published.project) == LEFT


@pytest.mark.parametrize(
    ("change", "number", "chance"), MOMENTS[:3], ids=["in-place", "whole", "everything"]
)
def test_a_build_whose_workers_are_left_alone_leaves_the_old_site_or_the_new(
    published: Reference, change: Callable[[SmallProject], None], number: int, chance: float
) -> None:
    change(published.project)
    build = start(published.project, "--quiet")
    time.sleep(published.seconds[change.__name__] * (1 - chance))
    build.kill()
    build.wait()
    assert published.version(change) in {"old", "new"}
    mended = published.project.build("--quiet")
    end(build)
    assert (mended.returncode, mended.stderr, published.version(change)) == (0, "", "new")
    # A worker may have written on until it noticed, and the next build deletes that.
    published.project.build("--quiet")
    assert left(published.project) == LEFT


PARENT = """
import multiprocessing, time
from multilingual.build.jobs import serve_the_parent

def work():
    serve_the_parent()
    time.sleep(1000)

children = [multiprocessing.Process(target=work) for _ in range(3)]
for child in children:
    child.start()
print("started", flush=True)
time.sleep(1000)
"""


def test_workers_end_with_a_parent_that_is_killed() -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT],
        cwd=ROOT,
        start_new_session=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    STARTED.append(parent.pid)
    assert parent.stdout is not None
    assert parent.stdout.readline() == "started\n"
    parent.kill()
    parent.communicate(timeout=PATIENCE)
    wait_until(lambda: is_gone(parent.pid))


def test_a_build_waits_for_what_is_still_written_by_a_killed_one(tmp_path: Path) -> None:
    left_over = tmp_path / "build" / "staging-0"

    def write() -> None:
        end = time.monotonic() + 0.3
        for number in count():
            # The folder can come and go between any two steps.
            with contextlib.suppress(OSError):
                left_over.mkdir(parents=True, exist_ok=True)
                (left_over / f"{number}.html").touch()
            if time.monotonic() > end:
                return

    writer = Thread(target=write)
    writer.start()
    wait_until(left_over.exists)
    with Publication(tmp_path / "build") as publication:
        assert publication.staging.exists()
    writer.join()


# A build that is stopped at one step of many: a number of what Python calls audit events.

STEPS = """
import atexit
import os
import signal
import sys

OWNER = os.getpid()
DISK = {{"os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "shutil.rmtree"}}
EVENTS = DISK | ({{"import", "open"}} if {steps!r} == "all" else set())
AT, BY = {at}, signal.Signals[{by!r}]
begun, count = False, 0


def step(event, arguments):
    global begun, count
    begun = begun or (event == "open" and str(arguments[0]).endswith("conf.py"))
    if begun and event in EVENTS and os.getpid() == OWNER:
        count += 1
        if count == AT:
            os.killpg(0, BY)


def tell():
    if begun and os.getpid() == OWNER:
        with open("steps.txt", "w") as file:
            file.write(str(count))


sys.addaudithook(step)
atexit.register(tell)
"""


COUNTED: dict[tuple[str, str], int] = {}
"""How many steps a build has, by what has changed and which steps are meant."""


class Stepper:
    """Runs builds that send themselves a signal at one of their steps."""

    def __init__(self, published: Reference, steps: str) -> None:
        self._published, self._steps = published, steps

    def count(self, change: Callable[[SmallProject], None]) -> int:
        """Return how many steps a build has."""
        known = (change.__name__, self._steps)
        if known not in COUNTED:
            change(self._published.project)
            assert self.run(0, "SIGTERM")[0] == 0
            COUNTED[known] = int((self._published.project.folder / "steps.txt").read_text())
            self._published.restore()
        return COUNTED[known]

    def run(self, at: int, by: str) -> tuple[int, str]:
        """Build and return the exit code and what was said to be wrong."""
        first = STEPS.format(at=at, by=by, steps=self._steps)
        build = start(self._published.project, "--quiet", first=first)
        _output, errors = end(build)
        return build.returncode, errors


@pytest.mark.parametrize(
    ("change", "before_the_end"),
    [(CHANGES[0], 0), (CHANGES[0], 4), (CHANGES[0], 60), (CHANGES[1], 0), (CHANGES[1], 60)],
    ids=["in-place-0", "in-place-4", "in-place-60", "whole-0", "whole-60"],
)
def test_a_build_that_is_killed_while_it_publishes_is_mended_by_the_next(
    published: Reference, change: Callable[[SmallProject], None], before_the_end: int
) -> None:
    stepper = Stepper(published, "disk")
    at = stepper.count(change) - before_the_end
    change(published.project)
    killed, _said = stepper.run(at, "SIGKILL")
    assert (killed, published.version(change) in {"old", "new"}) == (-signal.SIGKILL, True)
    mended = published.project.build("--quiet")
    assert (mended.returncode, mended.stderr, published.version(change)) == (0, "", "new")
    assert left(published.project) == LEFT


@pytest.mark.parametrize("part", range(3))
def test_ctrl_c_before_publishing_leaves_the_site_and_says_so(
    published: Reference, part: int
) -> None:
    stepper = Stepper(published, "all")
    chance = Random(f"Ctrl-C {part}").random()
    at = int(stepper.count(change_a_setting) * 0.75 * (part + chance) / 3)
    change_a_setting(published.project)
    assert stepper.run(at, "SIGINT") == (1, STOPPED)
    assert published.version(change_a_setting) == "old"


@in_place_and_whole
def test_ctrl_c_after_publishing_leaves_the_new_site(
    published: Reference, change: Callable[[SmallProject], None]
) -> None:
    stepper = Stepper(published, "disk")
    at = stepper.count(change) - 6
    change(published.project)
    stepper.run(at, "SIGINT")
    assert published.version(change) == "new"


# A build that is killed while it writes a draft of a file.

STRIKE = """
import os, signal, sys

def strike(event, arguments):
    if event == "os.rename" and str(arguments[1]).endswith({suffix!r}):
        os.killpg(0, signal.SIGKILL)

sys.addaudithook(strike)
"""


@pytest.mark.parametrize("suffix", [".mo", ".cache"])
def test_a_draft_that_a_killed_build_leaves_is_tidied_by_the_next(
    published: Reference, suffix: str
) -> None:
    project = published.project
    shutil.rmtree(project.folder / "build" / "mo")
    shutil.rmtree(project.folder / "build" / "kept")
    conf = (project.folder / "conf.py").read_text()
    project.write("conf.py", STRIKE.format(suffix=suffix) + conf)
    killed = start(project, "--quiet")
    end(killed)
    project.write("conf.py", conf)
    assert (killed.returncode, project.build("--quiet").returncode) == (-signal.SIGKILL, 0)
    drafts = re.compile(r"tmp\w{8}|.*\.tmp|.*\.new")
    found = (path.name for path in (project.folder / "build").rglob("*"))
    assert [name for name in found if drafts.fullmatch(name)] == []


# A build that is stopped while its workers are at work.

GATE = """
import time

def wait(app):
    # English is read for all languages, too, and that is for no worker.
    if app.config.language != "en":
        (HERE / f"begun-{app.config.language}").touch()
        while (HERE / "gate").exists():
            time.sleep(0.005)

def setup(app):
    app.connect("builder-inited", wait)
"""


@pytest.fixture
def gated(published: Reference) -> SmallProject:
    """A project whose workers wait until the file ``gate`` is gone."""
    project = published.project
    project.write("conf.py", (project.folder / "conf.py").read_text() + GATE)
    project.write("gate", "")
    return project


def test_ctrl_c_ends_the_workers_and_leaves_the_site(
    gated: SmallProject, published: Reference
) -> None:
    build = start(gated)
    wait_until((gated.folder / "begun-es").exists)
    build.interrupt()
    _output, errors = end(build)
    assert (build.returncode, errors, tree(gated)) == (1, STOPPED, published.old)


def test_a_second_ctrl_c_changes_nothing(gated: SmallProject, published: Reference) -> None:
    build = start(gated)
    wait_until((gated.folder / "begun-es").exists)
    build.interrupt()
    build.interrupt()
    end(build)
    assert (build.returncode == 0, tree(gated)) == (False, published.old)


def test_a_build_that_was_stopped_is_made_good_by_the_next(gated: SmallProject) -> None:
    build = start(gated)
    wait_until((gated.folder / "begun-es").exists)
    build.interrupt()
    end(build)
    (gated.folder / "gate").unlink()
    assert gated.build("--quiet").returncode == 0
    assert left(gated) == LEFT


def test_the_log_of_an_error_is_deleted_by_the_next_build(gated: SmallProject) -> None:
    (gated.folder / "gate").unlink()
    gated.write("build/error-es.log", "Traceback\n")
    gated.build("--quiet")
    assert left(gated) == LEFT


# A worker that is killed.

KILL = """
import os, signal

def kill(app):
    if app.config.language == "es":
        os.kill(os.getpid(), signal.SIGKILL)

def setup(app):
    app.connect({event!r}, lambda app, *_: kill(app))
"""


@pytest.mark.parametrize("event", ["builder-inited", "doctree-resolved"])
def test_a_worker_that_is_killed_fails_its_language_alone(published: Reference, event: str) -> None:
    project = published.project
    change_a_setting(project)
    project.write("conf.py", (project.folder / "conf.py").read_text() + KILL.format(event=event))
    built = project.build("--quiet")
    assert (built.returncode, left(project)) == (1, LEFT)
    assert re.fullmatch(PROBLEM + r"\(-9\)\.\n", built.stderr)
    changed = {name for name, data in tree(project).items() if b"New" in data}
    assert {name.split("/")[0] for name in changed if "/" in name} == {"en"}


# A disk without room.

FULL = """
def fill(app):
    if app.config.language == "es":
        place = Path({place!r}.format(out=app.outdir, doctrees=app.doctreedir))
        place.parent.mkdir(parents=True, exist_ok=True)
        place.unlink(missing_ok=True)
        place.symlink_to("/dev/full")

def setup(app):
    app.connect({event!r}, lambda app, *_: fill(app))
"""

PLACES = {
    "index.html": ("{out}/index.html", "env-updated"),
    "objects.inv": ("{out}/objects.inv", "env-updated"),
    "index.doctree": ("{doctrees}/index.doctree", "builder-inited"),
    "environment.pickle": ("{doctrees}/environment.pickle", "builder-inited"),
}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("name", PLACES)
def test_a_file_that_finds_no_room_fails_its_language_and_says_what_to_do(
    published: Reference, name: str
) -> None:
    project = published.project
    change_a_setting(project)
    place, event = PLACES[name]
    filled = FULL.format(place=place, event=event)
    project.write("conf.py", (project.folder / "conf.py").read_text() + filled)
    built = project.build("--quiet")
    assert (built.returncode, left(project)) == (1, LEFT)
    assert [line for line in built.stderr.splitlines() if not re.match(NO_ROOM, line)] == []
    spanish = {path: data for path, data in tree(project).items() if path.startswith("es/")}
    assert spanish.items() <= published.old.items()


def limit_files(size: int) -> Callable[[], None]:
    """Return what lets a process write no file that is longer than ``size`` bytes."""
    resource = pytest.importorskip("resource")

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


@pytest.mark.parametrize("size", [0, 1_000])
def test_files_that_may_not_be_written_leave_the_site_and_are_named(
    published: Reference, size: int
) -> None:
    change_a_setting(published.project)
    built = subprocess.run(
        [sys.executable, "-P", "-m", "multilingual", "build", "--quiet"],
        cwd=published.project.folder,
        preexec_fn=limit_files(size),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (built.returncode, published.version(change_a_setting)) == (1, "old")
    assert [line for line in built.stderr.splitlines() if not re.match(PROBLEM, line)] == []


class SmallDisk:
    """A disk of which the room can be set, mounted at ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True)
        self._run("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(folder))

    def leave(self, kibibytes: int) -> None:
        """Leave so much room on it."""
        disk = os.statvfs(self._folder)
        used = (disk.f_blocks - disk.f_bfree) * disk.f_frsize // 1024
        self._run("mount", "-o", f"remount,size={used + kibibytes}k", str(self._folder))

    def unmount(self) -> None:
        """Take it away."""
        self._run("umount", "-l", str(self._folder))

    def _run(self, *command: str) -> None:
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        if ran.returncode:
            raise OSError(ran.stderr)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """A small disk at ``build/`` of the project, where one can be mounted."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root can mount a disk")
    try:
        small = SmallDisk(tmp_path / "project" / "build")
    except OSError as error:
        pytest.skip(f"no disk can be mounted here: {error}")
    yield small
    small.unmount()


@pytest.mark.parametrize("room", [0, 100, 200, 300])
def test_a_disk_without_room_leaves_the_site_and_says_what_to_do(
    published: Reference, disk: SmallDisk, tmp_path: Path, room: int
) -> None:
    project = write_project(tmp_path / "project")
    published_before = published.project.folder / "build"
    shutil.copytree(published_before, project.folder / "build", dirs_exist_ok=True)
    change_a_setting(project)
    disk.leave(room)
    built = project.build("--quiet")
    assert (built.returncode, left(project)) == (1, LEFT)
    assert [line for line in built.stderr.splitlines() if not re.match(NO_ROOM, line)] == []
    found, old, new = map(languages, (tree(project), published.old, published.new_of_all))
    assert [tag for tag in old if found.get(tag) not in (old[tag], new[tag])] == []


def test_a_build_that_found_no_room_is_made_good_when_there_is_some(
    published: Reference, disk: SmallDisk, tmp_path: Path
) -> None:
    project = write_project(tmp_path / "project")
    published_before = published.project.folder / "build"
    shutil.copytree(published_before, project.folder / "build", dirs_exist_ok=True)
    change_a_setting(project)
    disk.leave(500)
    project.build("--quiet")
    disk.leave(32_000)
    assert (project.build("--quiet").returncode, left(project)) == (0, LEFT)
    assert tree(project) == published.new_of_all


# Two builds at once.


def test_a_second_build_says_that_it_waits_for_the_first(
    gated: SmallProject, published: Reference
) -> None:
    change_a_setting(gated)
    first = start(gated, "--quiet")
    wait_until((gated.folder / "begun-es").exists)
    second = start(gated)
    said = second.stdout.readline()
    (gated.folder / "gate").unlink()
    end(first)
    end(second)
    assert said == "Another build is running here. Waiting for it to end.\n"
    assert (first.returncode, second.returncode) == (0, 0)
    assert published.version(change_a_setting) == "new"


def test_two_builds_of_two_languages_at_once_make_both(published: Reference) -> None:
    change_a_setting(published.project)
    builds = [start(published.project, code, "--quiet") for code in ("es", "en")]
    assert [(end(build)[1], build.returncode) for build in builds] == [("", 0), ("", 0)]
    assert published.version(change_a_setting) == "new"


def test_many_builds_at_once_make_one_whole_site(published: Reference) -> None:
    change_a_title(published.project)
    builds = [start(published.project, "--quiet") for _number in range(3)]
    assert [(end(build)[1], build.returncode) for build in builds] == [("", 0)] * 3
    assert (published.version(change_a_title), left(published.project)) == ("new", LEFT)


def test_a_build_that_waits_can_be_stopped(gated: SmallProject) -> None:
    change_a_setting(gated)
    first = start(gated, "--quiet")
    wait_until((gated.folder / "begun-es").exists)
    second = start(gated)
    second.stdout.readline()
    second.interrupt()
    _output, errors = end(second)
    (gated.folder / "gate").unlink()
    end(first)
    assert (second.returncode, errors, first.returncode) == (1, STOPPED, 0)
