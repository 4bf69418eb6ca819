"""Windows of Chromium that tests share, and what axe finds in one.

A window of its own takes Chromium five times as long as one more page in a window that is open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, CDPSession, Error, Page, Request, ViewportSize

DESKTOP: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
NARROW: ViewportSize = {"width": 320, "height": 640}
PATIENCE = 20_000
"""Milliseconds; a machine that is busy is not a fault of the site."""

RUN_AXE = """async ([within, options]) => {
  const { violations } = await axe.run(within ?? document, options);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`));
}"""

NOTHING: dict[str, list[str]] = {"light": [], "dark": []}
"""What axe finds in each scheme of colours where all is well."""

ACTS = "addEventListener('load', () => dispatchEvent(new Event('scroll')));"
"""To run before a page: its reader scrolls, and so what follows the first thing done is loaded."""

REST = "() => new Promise((rested) => requestIdleCallback(() => setTimeout(rested, 20)))"


def acted(page: Page) -> None:
    """Wait for what is loaded as a reader does something."""
    page.locator(".second-language:not([hidden])").wait_for(state="attached")


class Windows:
    """Windows on a site, in each of which an address is the first that a reader visits."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.address = address
        self._browser, self._stack = browser, ExitStack()
        self._shared: dict[str, tuple[Page, CDPSession]] = {}

    def empty(
        self,
        viewport: ViewportSize = DESKTOP,
        color_scheme: Literal["light", "dark"] = "light",
        **options: Any,
    ) -> Page:
        """Give an empty page in a window that others had before, of which nothing is left.

        Whoever listens to what a page does, or answers for the server, takes a ``new`` one.
        """
        try:
            page, session = self._emptied(options)
        except Error:
            # A link that was followed last still opens. Nobody knows when; a new window has none.
            self._shared.pop(_kind(options))
            page, session = self._emptied(options)
        kept = {"origin": self.address, "storageTypes": "local_storage"}
        session.send("Storage.clearDataForOrigin", kept)
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=color_scheme)
        return page

    def open(self, path: str, **options: Any) -> Page:
        """Open an address in such a window."""
        page = self.empty(**options)
        page.goto(path)
        return page

    def _emptied(self, options: Mapping[str, Any]) -> tuple[Page, CDPSession]:
        page, session = self._window(options)
        page.goto("about:blank")
        return page, session

    def _window(self, options: Mapping[str, Any]) -> tuple[Page, CDPSession]:
        kind = _kind(options)
        if kind not in self._shared:
            page = self._stack.enter_context(self.new(**options))
            self._shared[kind] = page, page.context.new_cdp_session(page)
        return self._shared[kind]

    @contextmanager
    def new(self, **options: Any) -> Iterator[Page]:
        """Give a window that is used once."""
        defaults = {"base_url": self.address, "reduced_motion": "reduce", "viewport": DESKTOP}
        with self._browser.new_context(**{**defaults, **options}) as context:
            context.set_default_timeout(PATIENCE)
            yield context.new_page()

    def close(self) -> None:
        """Close the windows that are shared."""
        self._stack.close()


def _kind(options: Mapping[str, Any]) -> str:
    return repr(sorted(options.items()))


def violations(page: Page, within: str | None = None, rule: str | None = None) -> list[str]:
    """Return what axe finds wrong on a page as it is shown, or in a part of it."""
    options = {"resultTypes": ["violations"], **({"runOnly": [rule]} if rule else {})}
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(RUN_AXE, [within, options])
    return found


def violations_by_scheme(page: Page, within: str | None = None) -> dict[str, list[str]]:
    """Return what axe finds wrong in the light and in the dark."""
    found = {}
    for scheme in NOTHING:
        page.emulate_media(color_scheme=scheme)
        found[scheme] = violations(page, within)
    return found


class Traffic:
    """What a page asks the server for."""

    def __init__(self, page: Page) -> None:
        self.answered: list[Request] = []
        self._page, self._begun = page, 0
        page.on("request", self._begin)
        page.on("requestfinished", self._end)
        page.on("requestfailed", self._end)

    def _begin(self, _request: Request) -> None:
        self._begun += 1

    def _end(self, request: Request) -> None:
        self.answered.append(request)

    def wait(self) -> None:
        """Wait until all is answered that was asked for, and the page asks for no more."""
        before = -1
        while self._begun != before or len(self.answered) < self._begun:
            before = self._begun
            self._page.evaluate(REST)
