"""Find Chromium, or install it the way the platform does."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

# The headless shell draws no window of its own, and is several times faster.
PACKAGES = ("chromium-headless-shell", "chromium")
ON_PATH = (*PACKAGES, "chromium-browser", "google-chrome", "chrome")
ON_MACOS = ("Chromium", "Google Chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
WHAT_TO_DO = "Install Chromium, or set CHROMIUM=/path/to/it, and run this again."


@cache
def find_browser() -> str | None:
    """Return the path of the first Chromium that runs on this machine.

    It is looked for once: while a browser is open, Playwright cannot be asked again.
    """
    found = filter(None, map(shutil.which, _candidates()))
    return next((path for path in found if _succeeds(path, "--version")), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Open Chromium, once in a process: Playwright cannot be started a second time beside it."""
    executable = find_browser()
    if not executable:
        raise SystemExit(WHAT_TO_DO)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


def _candidates() -> Iterator[str]:
    yield os.environ.get("CHROMIUM", "")
    with sync_playwright() as playwright:
        downloaded = playwright.chromium.executable_path
    yield downloaded
    yield from ON_PATH
    for folder in (Path("/Applications"), Path.home() / "Applications"):
        for name in ON_MACOS:
            yield str(folder / f"{name}.app" / "Contents" / "MacOS" / name)


def _succeeds(*command: str) -> bool:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        ran = subprocess.run(
            command, env=quiet, stdin=subprocess.DEVNULL, capture_output=True, check=False
        )
    except OSError:
        return False
    return ran.returncode == 0


def _download() -> None:
    print("No Chromium was found. Downloading the one of Playwright.", flush=True)
    _succeeds(sys.executable, "-P", "-m", "playwright", "install", "chromium")


def _install_package() -> None:
    if not shutil.which("apt-get"):
        return
    print("That did not do. Installing Debian's package of Chromium with apt-get.", flush=True)
    root = () if os.geteuid() == 0 else ("sudo", "-n")
    if _succeeds(*root, "apt-get", "update"):
        any(_succeeds(*root, "apt-get", "install", "-y", package) for package in PACKAGES)


def main() -> int:
    """Return 0 once there is a browser, or say what to do and return 1."""
    for install in (_download, _install_package):
        if find_browser():
            return 0
        install()
    if find_browser():
        return 0
    print(WHAT_TO_DO, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
