"""Correct two texts in translators' own programs, and look whether `make format` leaves just those.

Run by `make clients` on Debian, as nobody in particular: each program opens a catalog on a screen
that nobody sees, and gets keys. One text is fuzzy and one is not. Each line says what was found;
a fault exits 1. Names of programs after the command try these alone.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT))

from multilingual.catalogs.message import Message  # noqa: E402
from multilingual.catalogs.reader import read_catalog  # noqa: E402
from multilingual.catalogs.writer import write_catalog  # noqa: E402

CATALOG = "locale/es/LC_MESSAGES/about-lupus.po"
OTHER, FUZZY = 0, 1
"""The places of the two texts: a program opens at the first, and one key leads to the next."""
ADDED = " Revisado"
PATIENCE = 60
"""Seconds for a program to show its window, or to save."""
SIZE = "1400x1000x24"
NEEDED = ("Xvfb", "xdotool", "dbus-run-session", "git")
MISSING = (
    "As root: apt-get install --no-install-recommends xvfb xdotool dbus poedit lokalize gtranslator"
)


@dataclass(frozen=True)
class Program:
    """A program: what leads to the next text, and its settings.

    ``field`` is where its field for the translation is, from the left and the top of the window,
    as parts of the whole; ``settings`` are files of its home; ``closing`` closes a dialog.
    """

    field: tuple[float, float]
    following: str
    settings: dict[str, str]
    closing: str = ""


PROGRAMS = {
    "poedit": Program(
        (0.3, 0.85),
        "ctrl+Down",
        {
            ".config/poedit/config": "show_warnings=0\nsort_errors_first=0\nsort_untrans_first=0\n"
            "check_for_updates=0\n[translator]\nname=Ana Ruiz\nemail=ana@example.org\n"
        },
    ),
    "lokalize": Program(
        (0.6, 0.5),
        "Next",
        {
            ".config/lokalizerc": "[Identity]\nauthorName=Ana Ruiz\nauthorLocalizedName=Ana Ruiz\n"
            "authorEmail=ana@example.org\ndefaultLangCode=es\n"
        },
    ),
    "gtranslator": Program(
        (0.25, 0.9),
        "alt+Page_Down",
        {
            ".config/gtranslator/profiles.xml": '<?xml version="1.0"?><profiles>'
            '<profile active="TRUE"><profile_name>es</profile_name><author_name>Ana Ruiz'
            "</author_name><author_email>ana@example.org</author_email><language_name>Spanish"
            "</language_name><language_code>es</language_code><charset>UTF-8</charset>"
            "<encoding>8bit</encoding><group_email>es@example.org</group_email>"
            "<plural_forms>nplurals=2; plural=(n != 1);</plural_forms></profile></profiles>"
        },
        # It says that it has no network.
        "space",
    ),
}

faults: list[str] = []


def expect(said: str, *, holds: bool, found: object = "") -> None:
    print(f"{'ok  ' if holds else 'FAIL'}  {said}{f': {found}' if found != '' else ''}", flush=True)
    if not holds:
        faults.append(said)


def run(*command: str | Path, cwd: Path | None = None) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"FAIL  {' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


def wait(until: Callable[[], object], seconds: float = PATIENCE) -> bool:
    """Return whether something came to be within some seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if until():
            return True
        time.sleep(0.3)
    return False


def messages(path: Path) -> list[Message]:
    return list(read_catalog(path).messages)


@contextmanager
def screen() -> Iterator[None]:
    """Show windows on a screen that nobody sees."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", SIZE]
    shown = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read, encoding="ascii") as number:
            os.environ["DISPLAY"] = f":{number.readline().strip()}"
        yield
    finally:
        shown.terminate()
        shown.wait()


@contextmanager
def opened(name: str, path: Path, home: Path) -> Iterator[None]:
    """Open a catalog in a program, in a session and a home of its own."""
    for setting, text in PROGRAMS[name].settings.items():
        (home / setting).parent.mkdir(parents=True, exist_ok=True)
        (home / setting).write_text(text, "utf-8")
    variables = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    variables |= {"HOME": str(home), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "NO_AT_BRIDGE": "1"}
    command = ["dbus-run-session", "--", name, str(path)]
    with (home / "log").open("wb") as log:
        running = subprocess.Popen(
            command, env=variables, start_new_session=True, stdout=log, stderr=log
        )
    try:
        yield
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.wait()


def keys(*names: str) -> None:
    for name in names:
        run("xdotool", "key", "--clearmodifiers", name)
        time.sleep(0.5)


def windows_of(name: str) -> list[str]:
    command = ["xdotool", "search", "--onlyvisible", "--class", name]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    return found.stdout.split()


def window_of(name: str) -> tuple[str, int, int]:
    """Return the largest window of a program and its size, or no name if it shows none."""
    sizes = []
    for window in windows_of(name):
        geometry = run("xdotool", "getwindowgeometry", "--shell", window).split()
        size = dict(line.split("=") for line in geometry)
        sizes.append((int(size["WIDTH"]) * int(size["HEIGHT"]), window, size))
    if not sizes:
        return "", 0, 0
    _area, window, size = max(sizes, key=lambda one: one[0])
    return window, int(size["WIDTH"]), int(size["HEIGHT"])


def correct(name: str) -> None:
    """Write something at the end of the first two texts, and save."""
    program = PROGRAMS[name]
    window, width, height = window_of(name)
    run("xdotool", "windowmove", window, "0", "0", "windowfocus", window)
    across, down = program.field
    place = [str(round(width * across)), str(round(height * down))]
    run("xdotool", "mousemove", *place, "click", "1")
    for _dialog in windows_of(name)[1:] if program.closing else ():
        keys(program.closing)
    for number in (OTHER, FUZZY):
        if number:
            keys(program.following)
        run("xdotool", "mousemove", *place, "click", "1")
        keys("ctrl+End")
        # It may still be looking for words like these.
        time.sleep(2)
        run("xdotool", "type", "--delay", "150", ADDED)
        time.sleep(2)
    keys("ctrl+s")


def try_program(name: str, folder: Path) -> None:
    """Do in a program what a translator does, and look at what git shows."""
    path, home = folder / CATALOG, folder.parent / f"home-{name}"
    before, saved = messages(path), path.stat().st_mtime_ns
    home.mkdir()
    with opened(name, path, home):
        if not wait(lambda: window_of(name)[0]):
            expect(f"{name} opens a catalog", holds=False, found=(home / "log").read_text()[-500:])
            return
        time.sleep(5)
        correct(name)
        is_saved = wait(lambda: path.stat().st_mtime_ns != saved, 15)
        time.sleep(1)
        if shutil.which("import"):
            pictures = ROOT / "build/clients"
            pictures.mkdir(parents=True, exist_ok=True)
            run("import", "-window", "root", pictures / f"{name}.png")
    expect(f"{name} opens a catalog, and saves it", holds=is_saved)
    print(run(sys.executable, "-m", "multilingual", "format", cwd=folder), end="")
    now = messages(path)
    changed = [
        place for place, pair in enumerate(zip(before, now, strict=True)) if len({*pair}) > 1
    ]
    expect("two texts are changed", holds=changed == [OTHER, FUZZY], found=changed)
    added = [now[place].forms[0] for place in (OTHER, FUZZY)]
    wanted = [f"{before[place].forms[0]}{ADDED}" for place in (OTHER, FUZZY)]
    expect("they say what was written", holds=added == wanted, found=added)
    expect("nothing is fuzzy any more", holds=not any(one.is_fuzzy for one in now))
    lines = run("git", "diff", "--unified=0", cwd=folder).splitlines()
    new = [line for line in lines if line.startswith("+") and not line.startswith("+++")]
    expect("git shows two new lines", holds=len(new) == 2, found="" if len(new) == 2 else new)
    run("git", "checkout", "--quiet", ".", cwd=folder)


def make_project(folder: Path) -> None:
    """Copy this repository's catalogs, one text of a page fuzzy, and commit them."""
    for part in ("conf.py", "docutils.conf", "reviewers.toml"):
        shutil.copy2(ROOT / part, folder)
    for part in ("locale", "source", "multilingual"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    catalog = read_catalog(folder / CATALOG)
    marked = list(catalog.messages)
    marked[FUZZY] = marked[FUZZY].marked(is_fuzzy=True)
    write_catalog(folder / CATALOG, type(catalog)(marked, catalog.fields, catalog.notes))
    run("git", "init", "--quiet", cwd=folder)
    run("git", "add", "--all", cwd=folder)
    me = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    run("git", *me, "commit", "--quiet", "--message=x", cwd=folder)


def main(wanted: list[str]) -> int:
    asked = wanted or list(PROGRAMS)
    names = [name for name in asked if shutil.which(name)]
    if not names or not all(map(shutil.which, NEEDED)):
        print(f"make clients needs packages of Debian. {MISSING}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as place, screen():
        folder = Path(place, "project")
        folder.mkdir()
        make_project(folder)
        for name in names:
            try_program(name, folder)
    for name in sorted({*asked} - {*names}):
        print(f"--    {name} is not installed, and was not tried")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
