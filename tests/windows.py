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

CONTRAST = "color-contrast"
FIND_FAINT = """async ([rule]) => {
  const inks = ["color", "fontFamily", "fontSize", "fontWeight", "textShadow",
    "textDecorationLine", "webkitTextFillColor", "webkitBackgroundClip"];
  const grounds = ["backgroundColor", "backgroundImage", "opacity", "filter", "mixBlendMode",
    "clipPath", "visibility"];
  const clear = "rgba(0, 0, 0, 0);none;1;none;normal;none;visible";
  const [boxes, behind] = [new Map(), new Map([[null, ""]])];
  const boxOf = (node) =>
    boxes.get(node) ?? boxes.set(node, node.getBoundingClientRect()).get(node);
  const listed = (node, names) => {
    const style = getComputedStyle(node);
    return names.map((name) => style[name]).join(";");
  };
  const groundOf = (node) => {
    if (!behind.has(node)) {
      const own = listed(node, grounds);
      const above = groundOf(node.parentElement);
      behind.set(node, own === clear ? above : `${above}/${own}`);
    }
    return behind.get(node);
  };
  const raised = [...document.querySelectorAll("*")].filter(
    (node) => getComputedStyle(node).position !== "static" && boxOf(node).width);
  const areTouching = (one, other) => one.left < other.right && one.right > other.left &&
    one.top < other.bottom && one.bottom > other.top;
  const found = new Map();
  for (const node of document.body.querySelectorAll("*")) {
    const hasText = [...node.childNodes].some(
      ({ nodeType, data }) => nodeType === Node.TEXT_NODE && data.trim());
    if (!hasText && !node.matches("input, textarea, select, button")) continue;
    const box = boxOf(node);
    const near = raised.map((it) =>
      !it.contains(node) && !node.contains(it) && areTouching(boxOf(it), box) ? 1 : 0);
    const isSeen = box.width > 0 && box.height > 0;
    const about = [node.localName, listed(node, inks), groundOf(node), near.join(""), isSeen];
    const name = about.join("|");
    if (!found.has(name)) found.set(name, node);
  }
  const within = { include: [...found.values()] };
  const { violations } = await axe.run(within, { resultTypes: ["violations"], runOnly: [rule] });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`));
}"""
"""Has axe look at the contrast of one text of each kind: nine of ten look as one before them.

Of a kind are texts of the same ink before the same grounds, under or over the same parts that are
taken out of the flow of the page.
"""

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


def violations(page: Page, within: str | None = None, but: str = "") -> list[str]:
    """Return what axe finds wrong on a page as it is shown, or in a part of it, ``but`` a rule."""
    rules = {but: {"enabled": False}} if but else {}
    options = {"resultTypes": ["violations"], "rules": rules}
    _load_axe(page)
    found: list[str] = page.evaluate(RUN_AXE, [within, options])
    return found


def faint(page: Page) -> list[str]:
    """Return what axe finds too faint to be read on a page as it is shown."""
    _load_axe(page)
    found: list[str] = page.evaluate(FIND_FAINT, [CONTRAST])
    return found


def _load_axe(page: Page) -> None:
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)


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
