"""What is left out of the stylesheets, and how they are parted, changes no element of any page."""

from __future__ import annotations

from functools import cache

import pytest
from conftest import ROOT
from playwright.sync_api import Route, ViewportSize
from windows import DESKTOP, PHONE, Windows

from multilingual.pages.chrome.site_styles import OURS, furo
from multilingual.pages.chrome.stylesheets import logical
from multilingual.pages.chrome.variables import variables_of
from multilingual.project import run_conf

BY_SCRIPTS = ".second-language, .offline"
"""What a script fills and shows, and brings the rules for."""
STYLES = """(left_out) => {
  // They are the same for every element, but for variables.
  const keys = [...getComputedStyle(document.body)].filter((key) => !key.startsWith("--"));
  return [...document.querySelectorAll("*")].flatMap((node) => {
    if (node.closest(left_out)) return [];
    const pieces = [null, "::before", "::after"];
    return pieces.map((piece) => {
      const style = getComputedStyle(node, piece);
      if (piece && style.content === "none") return "";
      const name = `${node.localName}.${node.getAttribute("class") ?? ""}${piece ?? ""}`;
      return `${name} ${keys.map((key) => `${key}:${style.getPropertyValue(key)}`).join(";")}`;
    });
  });
}"""
VIEWS = (
    ("en/index.html", PHONE, "screen", "light"),
    ("ar/when-to-get-help.html", PHONE, "screen", "dark"),
    ("en/treatment.html", DESKTOP, "screen", "light"),
    ("es/translations.html", DESKTOP, "screen", "dark"),
    ("zh-Hans/glossary.html", PHONE, "print", "light"),
    ("fr/lupus-and-your-body.html", DESKTOP, "print", "light"),
    ("hi/search.html", PHONE, "screen", "light"),
    ("ar/q/emergency-signs.html", PHONE, "screen", "light"),
    ("zh-Hans/q/how-are-lupus-kidneys-treated.html", DESKTOP, "screen", "dark"),
    ("hi/q/emergency-numbers.html", PHONE, "print", "light"),
    ("en/q/what-is-lupus.html", DESKTOP, "screen", "light"),
)


@cache
def every_rule() -> str:
    """Return all that furo, conf.py and we say, in the order in which it counts."""
    sheets = [
        (furo() / "styles" / name).read_text() for name in ("furo.css", "furo-extensions.css")
    ]
    options = run_conf(ROOT / "conf.py")["html_theme_options"]
    return logical("\n".join((*sheets, variables_of(options), OURS.read_text("utf-8"))))


@pytest.mark.parametrize(("path", "size", "media", "scheme"), VIEWS)
def test_every_element_looks_as_all_rules_say(
    windows: Windows, path: str, size: ViewportSize, media: str, scheme: str
) -> None:
    found = []
    for is_whole in (False, True):
        # What scripts mark as a reader scrolls would differ from one moment to the next.
        with windows.new(viewport=size, color_scheme=scheme, java_script_enabled=False) as page:
            if is_whole:
                page.route("**/assets/*.css", _with_every_rule)
            page.emulate_media(media=media)  # type: ignore[arg-type]
            page.goto(path)
            found.append(page.evaluate(STYLES, BY_SCRIPTS))
    assert [ours for ours, whole in zip(*found, strict=True) if ours != whole][:1] == []


def _with_every_rule(route: Route) -> None:
    route.fulfill(body=every_rule(), content_type="text/css")
