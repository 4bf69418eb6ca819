"""A page runs and loads what lies on the site, and nothing else: nothing is inline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from conftest import Site, parse
from windows import PHONE, Traffic, Windows

from multilingual.project import POLICY

INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/ld\+json\")|<style|\sstyle=|\son[a-z]+=\"|javascript:",
    re.IGNORECASE,
)
KINDS = ("index", "treatment", "when-to-get-help", "glossary", "translations", "search")
TAGS = ("en", "ar", "es", "fr", "hi", "zh-Hans")
FIRST_FRAME = """
globalThis.look = () => {
  if (document.body) globalThis.first = document.body.dataset.theme ?? "none";
  else requestAnimationFrame(look);
};
look();
"""
LISTEN = """
addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
"""


def addresses(site: Site) -> Iterator[str]:
    """Yield the address of a page of each kind in each language, and of those above them."""
    for tag in TAGS:
        yield from (f"{tag}/{name}.html" for name in KINDS)
        answers = sorted((site.folder / tag / "q").glob("*.html"))
        yield from (f"{tag}/q/{path.name}" for path in answers[:2])
        yield f"{tag}/search.html?q=lupus"
    yield from ("index.html#choose", "404.html", "es/there-is-no-such-page.html")


def test_no_page_has_a_script_or_a_style_in_it(site: Site) -> None:
    pages = sorted(site.folder.rglob("*.html"))
    found = ((path, INLINE.search(path.read_text("utf-8"))) for path in pages)
    assert [f"{path.relative_to(site.folder)}: {match[0]}" for path, match in found if match] == []


def test_every_page_says_the_policy(site: Site) -> None:
    wanted = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    pages = sorted(site.folder.rglob("*.html"))
    assert [path for path in pages if wanted not in path.read_text("utf-8")] == []


def test_the_policy_allows_nothing_unsafe() -> None:
    assert "unsafe" not in POLICY
    assert POLICY.startswith("default-src 'self';")


def test_web_hosts_are_told_the_policy(site: Site) -> None:
    told = (site.folder / "_headers").read_text("utf-8")
    assert f"/*\n  Content-Security-Policy: {POLICY};" in told


def test_nothing_is_against_the_policy_or_off_the_site(site: Site, windows: Windows) -> None:
    faults: list[str] = []
    with windows.new(viewport=PHONE) as page:
        page.add_init_script(LISTEN)
        seen = ""
        page.on("console", lambda told: _note(faults, seen, told.type, told.text))
        page.on("pageerror", lambda error: faults.append(f"{seen}: {error}"))
        traffic = Traffic(page)
        for address in addresses(site):
            seen = address
            page.goto(address)
            traffic.wait()
        host = urlsplit(windows.address).netloc
        asked = {urlsplit(request.url) for request in traffic.answered}
        away = [url.geturl() for url in asked if url.netloc != host and url.scheme != "data"]
        assert (faults, away, page.context.cookies()) == ([], [], [])


def _note(faults: list[str], address: str, kind: str, text: str) -> None:
    # The server answers for what is not there with another status, as it should.
    if kind in ("error", "warning") and "404" not in text:
        faults.append(f"{address}: {text}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_is_never_shown_in_other_colours(windows: Windows, scheme: str) -> None:
    other = "dark" if scheme == "light" else "light"
    with windows.new(color_scheme=scheme) as page:
        page.add_init_script(f"localStorage.setItem('theme', '{other}'); {FIRST_FRAME}")
        page.goto("en/index.html")
        assert page.evaluate("first") == other


@pytest.mark.parametrize("path", ["index.html#choose", "404.html", "ar/index.html"])
def test_every_page_has_the_colours_that_the_reader_chose(windows: Windows, path: str) -> None:
    page = windows.open("en/index.html")
    page.evaluate("localStorage.setItem('theme', 'dark')")
    page.goto(path)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(23, 19, 28)"


def test_a_page_that_is_parsed_has_its_mark(site: Site) -> None:
    icons = parse(site.folder / "index.html").select("link[rel=icon]")
    assert [icon["href"][:7] for icon in icons] == ["assets/"]
